"use strict";
(() => {
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const pages = all(".page");
  const links = all(".pages a");
  const data = JSON.parse(one("#data").textContent);
  const findings = all("td li");
  const facts = new Map(findings.map((finding, index) => [finding, read(finding, data.findings[index].split(" "))]));
  const form = one("#filters form");
  const marks = new Map(findings.map((finding) => [finding.id, []]));
  for (const mark of all("td a[href*='#f']")) marks.get(mark.hash.slice(1))?.push(mark);
  let shown = findings;
  let current = null;

  /** What an explanation says: "12 major", its words, then "name, translation-twin, 98 %". */
  function read(finding, [id, check]) {
    const [severity] = one("b", finding).textContent.split(" ").slice(1);
    const [category, hop] = one("p", finding).textContent.split(", ");
    return { id, check, category, severity, hop, status: finding.className || "new" };
  }

  // Pages of a single file: one at a time. The browser's own search and anchors find what stands on the others.

  function turnTo(page) {
    if (!page) return;
    for (const finding of all("li", page)) equip(finding);
    if (pages.length < 2) return;
    if (current && !page.contains(current)) point(null);
    page.hidden = false;
    for (const other of pages) if (other !== page) other.setAttribute("hidden", "until-found");
    for (const link of links) {
      if (link.hash === `#${page.id}`) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }

  function follow() {
    const target = document.getElementById(location.hash.slice(1));
    if (!target) return;
    if (target.hidden && marks.has(target.id)) clear();
    turnTo(target.closest(".page"));
    if (marks.has(target.id)) show(target);
    else target.scrollIntoView();
  }

  // Filters: within one facet any chosen value will do, and all facets have to agree.

  function chosen() {
    const facets = {};
    for (const box of all(":checked", form)) (facets[box.name] ||= []).push(box.value);
    return facets;
  }

  function filter() {
    const { only, ...facets } = chosen();
    const matches = (finding) => Object.entries(facets).every(([name, values]) => values.includes(facts.get(finding)[name]));
    shown = findings.filter(matches);
    const visible = new Set(shown);
    for (const finding of findings) {
      finding.hidden = !visible.has(finding);
      for (const mark of marks.get(finding.id)) mark.classList.toggle("off", finding.hidden);
    }
    for (const row of all("table > tbody")) {
      const found = one("li:not([hidden])", row);
      row.hidden = Boolean(only) && !found;
      if (row.rows[1]) row.rows[1].hidden = !found && !one(".note", row);
    }
    one("#clear").hidden = !Object.keys(facets).length && !only;
    if (current?.hidden) point(null);
    remember();
    count();
  }

  function clear() {
    form.reset();
    filter();
  }

  function count() {
    const all = `${findings.length} finding${findings.length === 1 ? "" : "s"}`;
    const some = shown.length === findings.length ? all : `${shown.length} of ${all}`;
    const here = links.length > 1 && pages.length === 1 ? " on this page" : "";
    const at = shown.indexOf(current);
    one("#count").textContent = at < 0 ? `${some}${here}` : `${at + 1} / ${some}${here}`;
    for (const button of [one("#next"), one("#previous")]) button.disabled = !shown.length && links.length < 2;
  }

  // What is chosen stands in the address, so that it outlasts a reload and goes along to other files.

  function remember() {
    const query = new URLSearchParams(new FormData(form));
    const address = (url) => { url.search = query; return url.href; };
    for (const link of links) link.href = address(new URL(link.href));
    try { history.replaceState(null, "", address(new URL(location.href))); } catch { /* the page may not */ }
  }

  function recall() {
    const query = new URLSearchParams(location.search);
    for (const box of all("input", form)) box.checked = query.getAll(box.name).includes(box.value);
    return query.get("at");
  }

  // From finding to finding.

  function point(finding) {
    for (const [element, on] of [[current, false], [finding, true]]) {
      if (!element) continue;
      for (const part of [element, ...marks.get(element.id)]) part.classList.toggle("current", on);
    }
    current = finding;
  }

  function show(finding) {
    turnTo(finding.closest(".page"));
    point(finding);
    const row = finding.closest("tbody");
    const fits = row.offsetHeight < innerHeight - one("#bar").offsetHeight;
    (fits ? row : finding).scrollIntoView({ block: fits ? "center" : "nearest" });
    finding.tabIndex = -1;
    finding.focus({ preventScroll: true });
    count();
  }

  function step(by) {
    const page = pages.find((page) => !page.hidden);
    const here = shown.findIndex((finding) => page.contains(finding));
    const from = current ? shown.indexOf(current) : by > 0 ? Math.max(here, 0) - 1 : Math.max(here, 0);
    const next = shown[from + by];
    if (next) show(next);
    else if (!leaf(by)) show(shown.at(by > 0 ? 0 : -1) ?? current);
  }

  function leaf(by) {
    const row = all("a", one(".pages") ?? document.createElement("nav"));
    const at = row.findIndex((link) => link.hasAttribute("aria-current"));
    const other = pages.length === 1 && row[at + by];
    if (!other) return false;
    const url = new URL(other.href);
    url.searchParams.set("at", by > 0 ? "first" : "last");
    url.hash = "";
    location.assign(url);
    return true;
  }

  // Decisions: kept by the browser for this report, and saved as a baseline.

  const key = `aligner ${data.report}`;
  let decisions = {};
  try { decisions = JSON.parse(localStorage.getItem(key)) || {}; } catch { /* kept as long as the page is open */ }

  function entry(finding, reason) {
    equip(finding);
    const { status, ...known } = facts.get(finding);
    const message = one(".said", finding).textContent.replace(/^\d+ \w+ /, "");
    return { ...known, message, ...(reason && { reason }) };
  }

  function decide(finding, choice, text = "") {
    if (choice) {
      const reason = choice === "dismiss" ? ["false alarm", text].filter(Boolean).join(": ") : text;
      decisions[finding.id] = { choice, text, entry: entry(finding, reason) };
    } else delete decisions[finding.id];
    try { localStorage.setItem(key, JSON.stringify(decisions)); } catch { /* as above */ }
    display(finding);
    tally();
  }

  function display(finding) {
    const decision = decisions[finding.id];
    for (const button of all(".actions button", finding)) {
      button.setAttribute("aria-pressed", String(button.value === decision?.choice));
    }
    const input = one(".actions input", finding);
    if (!input) return; // it has nothing to decide
    input.value = decision?.text ?? "";
    input.parentElement.hidden = !decision;
  }

  function tally() {
    const number = Object.keys(decisions).length;
    one("#decisions").hidden = !number;
    one("#decided").textContent = `${number} finding${number === 1 ? "" : "s"} accepted`;
  }

  function baseline() {
    const here = findings.filter((finding) => facts.get(finding).status === "baseline");
    const known = [...data.known, ...here.map((finding) => entry(finding, one(".status bdi", finding)?.textContent))];
    const entries = new Map();
    for (const item of [...known, ...Object.values(decisions).map((decision) => decision.entry)]) {
      const { id, count = 0, ...rest } = entries.get(item.id) ?? item;
      entries.set(id, { id, count: count + 1, ...rest });
    }
    const sorted = [...entries.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    const line = (item) => `{${Object.entries(item).map(([k, v]) => `${JSON.stringify(k)}: ${JSON.stringify(v)}`).join(", ")}}`;
    return `{"schema": "aligner-baseline/1", "findings": [\n${sorted.map(line).join(",\n")}\n]}\n`;
  }

  function save() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([baseline()], { type: "application/json" }));
    link.download = "baseline.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  function act(event) {
    const finding = event.target.closest("td li");
    const button = event.target.closest(".actions button");
    if (button) {
      decide(finding, button.getAttribute("aria-pressed") === "true" ? null : button.value);
      if (decisions[finding.id]) one(".actions input", finding).focus();
    }
  }

  function write(event) {
    const finding = event.target.closest("td li");
    if (finding) decide(finding, decisions[finding.id].choice, event.target.value.trim());
  }

  function press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input[type=text]")) return;
    const by = { n: 1, p: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    step(by);
  }

  /** Gives an explanation its buttons; what is known or accepted already has nothing to decide. */
  function equip(finding) {
    if (finding.classList.contains("acting")) return;
    const said = document.createElement("div");
    said.className = "said";
    const about = one("p", finding);
    while (finding.firstChild !== about) said.append(finding.firstChild);
    finding.prepend(said);
    if (facts.get(finding).status === "new") finding.append(one("#actions").content.cloneNode(true));
    finding.classList.add("acting");
    display(finding);
  }

  function measure() {
    document.documentElement.style.setProperty("--bar", `${one("#bar").offsetHeight}px`);
  }

  function start() {
    turnTo(pages[0]);
    for (const page of pages) page.addEventListener("beforematch", () => turnTo(page));
    addEventListener("hashchange", follow);
    if (!form) return;
    tally();
    one("#bar").hidden = one("#filters").hidden = false;
    measure();
    addEventListener("resize", measure);
    one("#filters").open = innerWidth > 832;
    const at = recall();
    filter();
    form.addEventListener("change", filter);
    one("#clear").addEventListener("click", clear);
    one("#next").addEventListener("click", () => step(1));
    one("#previous").addEventListener("click", () => step(-1));
    one("#export").addEventListener("click", save);
    one("#forget").addEventListener("click", () => {
      for (const id of Object.keys(decisions)) {
        const finding = document.getElementById(id);
        if (finding) decide(finding, null);
      }
    });
    document.addEventListener("click", act);
    document.addEventListener("change", write);
    document.addEventListener("keydown", press);
    if (location.hash) follow();
    else if (at) step(at === "first" ? 1 : -1);
  }

  start();
})();
