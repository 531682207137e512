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
  display(finding);
  keep();
}

function forget() {
  decisions = {};
  for (const finding of findings) display(finding);
  keep();
}

function keep() {
  try { localStorage.setItem(key, JSON.stringify(decisions)); } catch { /* as above */ }
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
  const fields = (item) => Object.entries(item).map(([name, value]) => `"${name}": ${JSON.stringify(value)}`);
  const lines = sorted.map((item) => `\n {${fields(item).join(", ")}}`);
  return `{"schema": "aligner-baseline/1", "findings": [${lines.join(",")}\n]}\n`;
}

function save() {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([baseline()], { type: "application/json" }));
  link.download = "baseline.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

function act(event) {
  const button = event.target.closest(".actions button");
  if (!button) return;
  const finding = button.closest("li");
  decide(finding, button.getAttribute("aria-pressed") === "true" ? null : button.value);
  if (decisions[finding.id]) one(".actions input", finding).focus();
}

function write(event) {
  const finding = event.target.closest("td li");
  if (finding) decide(finding, decisions[finding.id].choice, event.target.value.trim());
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

start();
