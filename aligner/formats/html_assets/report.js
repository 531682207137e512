"use strict";
// The pages, the filters, the way from finding to finding. Without this the report reads as well.

const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const pages = all(".page");
const links = all(".pages a");
const data = JSON.parse(one("#data").textContent);
const findings = all("td li");
const keys = data.findings.split(" ");
const facts = new Map(findings.map((finding, index) => [finding, read(finding, keys[index])]));
const form = one("#filters form");
const marks = new Map(findings.map((finding) => [finding.id, []]));
for (const mark of all("td a")) marks.get(mark.hash.slice(1))?.push(mark);
let shown = findings;
let current = null;

/** What an explanation says: "12 major", its words, then "name, translation-twin, 98 %"; a key is an id and the number of a check. */
function read(finding, key) {
  const [id, check] = [hexadecimal(key.slice(0, 11)), data.checks[key.slice(11)]];
  const [severity] = one("b", finding).textContent.split(" ").slice(1);
  const [category, hop] = one("p", finding).textContent.split(", ");
  return { id, check, category, severity, hop, status: finding.className || "new" };
}

function hexadecimal(base64) {
  return [...atob(base64)].map((byte) => byte.charCodeAt().toString(16).padStart(2, "0")).join("");
}

// Pages of a single file: one at a time. The browser's own search and anchors find what stands on the others.

function turnTo(page) {
  if (!page) return;
  for (const finding of all("li", page)) equip(finding);
  if (pages.length < 2) return;
  if (current && !page.contains(current)) point(null);
  page.hidden = false;
  for (const other of pages) if (other !== page) other.setAttribute("hidden", "until-found");
  for (const link of links) link.ariaCurrent = link.hash === `#${page.id}` ? "page" : null;
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

function filter() {
  const facets = {};
  for (const box of all(":checked", form)) (facets[box.name] ||= []).push(box.value);
  const { only, ...wanted } = facets;
  const matches = (fact) => Object.entries(wanted).every(([name, values]) => values.includes(fact[name]));
  for (const finding of findings) {
    finding.hidden = !matches(facts.get(finding));
    for (const mark of marks.get(finding.id)) mark.classList.toggle("off", finding.hidden);
  }
  shown = findings.filter((finding) => !finding.hidden);
  for (const row of all("table > tbody")) {
    const found = one("li:not([hidden])", row);
    row.hidden = only && !found;
    if (row.rows[1]) row.rows[1].hidden = !found && !one(".note", row);
  }
  one("#clear").hidden = !Object.keys(facets).length;
  if (current?.hidden) point(null);
  remember();
  count();
}

function clear() {
  form.reset();
  filter();
}

function count() {
  const at = current ? `${shown.indexOf(current) + 1} / ` : "";
  const some = shown.length === findings.length ? "" : `${shown.length} of `;
  const here = links.length && pages.length === 1 ? " on this page" : "";
  one("#count").textContent = `${at}${some}${findings.length} finding${findings.length === 1 ? "" : "s"}${here}`;
  one("#next").disabled = one("#previous").disabled = !shown.length && !links.length;
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
  const files = links.slice(0, links.length / 2); // they stand above and below
  const other = pages.length === 1 && files[files.findIndex((link) => link.hasAttribute("aria-current")) + by];
  if (!other) return false;
  const url = new URL(other.href);
  url.searchParams.set("at", by > 0 ? "first" : "last");
  url.hash = "";
  location.assign(url);
  return true;
}

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input[type=text]")) return;
  if (event.key === "n") step(1);
  if (event.key === "p") step(-1);
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
  one("#forget").addEventListener("click", forget);
  document.addEventListener("click", act);
  document.addEventListener("change", write);
  document.addEventListener("keydown", press);
  if (location.hash) follow();
  else if (at) step(at === "first" ? 1 : -1);
}
