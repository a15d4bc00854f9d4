// The list of findings: each opens to its question, its evidence, a place for the answer, and why it matters.

import { pitfall } from "./api.js";

/** Make an element with a class, a text and children; material is always text, never markup. */
export function make(name, { text, children = [], ...rest } = {}) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(rest)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== undefined && value !== false) element.setAttribute(key, value);
  }
  if (text !== undefined) element.textContent = text;
  element.append(...children);
  return element;
}

/** Name a finding, so that it is known again in the next critique: its code and its words. */
export function keyOf(finding) {
  return `${finding.code} ${(finding.span?.text ?? "").replace(/\s+/gu, " ").trim()}`;
}

const SIDES = { supports: "For", contradicts: "Against", related: "Related" };

/** Give [label, item or words] lines: what is cited, then the other side, then what was searched in vain. */
export function evidenceOf(critique, finding) {
  const cited = critique.evidence.filter((one) => finding.evidence.includes(one.id));
  const lines = [...cited];
  for (const side of ["supports", "contradicts"]) {
    if (!lines.some((one) => one.stance === side)) lines.push(...critique.evidence.filter((one) => one.stance === side).slice(0, 1));
  }
  const told = lines.map((one) => [SIDES[one.stance], one]);
  if (!lines.some((one) => one.stance === "supports")) told.unshift(["For", nothing(critique)]);
  if (!lines.some((one) => one.stance === "contradicts")) told.push(["Against", nothing(critique)]);
  return told;
}

function nothing(critique) {
  return critique.searched
    ? `none found in ${critique.searched.items} items of feedback`
    : "no index of feedback was searched";
}

export class Findings {
  /** `opened(finding)` is told of what is opened or closed (null); `answered(finding, words)` of what is kept. */
  constructor(list, { opened, answered, noteOf }) {
    this.list = list;
    this.tell = { opened, answered, noteOf };
    this.items = new Map();
    this.openKey = null;
  }

  /** Show the findings of a critique; what stays keeps its place on the screen, its focus and half-written answers. */
  show(critique) {
    const seen = new Map();
    const kept = new Map();
    for (const finding of critique.findings) {
      const key = keyOf(finding);
      const count = (seen.get(key) ?? 0) + 1;
      seen.set(key, count);
      const name = count > 1 ? `${key} ${count}` : key;
      const item = this.items.get(name) ?? this.#item(name);
      this.#fill(item, critique, finding);
      kept.set(name, item);
    }
    const focused = document.activeElement;
    for (const [name, item] of this.items) if (!kept.has(name)) item.element.remove();
    if (this.openKey && !kept.has(this.openKey)) this.openKey = null;
    this.items = kept;
    [...kept.values()].forEach((item, place) => {
      if (this.list.children[place] !== item.element) this.list.insertBefore(item.element, this.list.children[place] ?? null);
    });
    if (focused !== document.activeElement && focused && !focused.isConnected) document.getElementById("findings-title").focus();
    else if (focused?.isConnected && this.list.contains(focused)) focused.focus({ preventScroll: true });
  }

  get all() {
    return [...this.items.entries()].map(([name, item]) => ({ name, ...item }));
  }

  /** Open one and close the others; null closes all. */
  open(name, { focus = false } = {}) {
    this.openKey = name;
    for (const [other, item] of this.items) {
      const here = other === name;
      item.element.classList.toggle("open", here);
      item.head.setAttribute("aria-expanded", String(here));
      item.body.hidden = !here;
      if (here && focus) {
        item.head.focus();
        item.element.scrollIntoView({ block: "nearest" });
      }
    }
    this.tell.opened(name ? (this.items.get(name)?.finding ?? null) : null);
  }

  #item(name) {
    const id = `finding-${crypto.getRandomValues(new Uint32Array(2)).join("")}`;
    const head = make("button", {
      class: "head", type: "button", "aria-expanded": "false", "aria-controls": id,
      onclick: () => this.open(this.openKey === name ? null : name),
    });
    const answer = make("textarea", { id: `${id}-answer`, rows: "2", maxlength: "5000" });
    const told = make("p", { role: "status", class: "help" });
    const keep = make("button", { type: "button", text: "Keep my answer" });
    const why = make("details", { children: [make("summary", { text: "Why this matters" }), make("div", { class: "why" })] });
    const parts = make("div");
    const form = make("div", {
      class: "answer",
      children: [make("label", { for: answer.id, text: "Your answer, in your own words" }), answer, make("div", { class: "row", children: [keep] }), told],
    });
    const body = make("div", { class: "body", id, hidden: true, children: [parts, form, why] });
    const element = make("li", { children: [make("h3", { children: [head] }), body] });
    const item = { element, head, body, parts, answer, told, why, finding: null };
    keep.addEventListener("click", () => {
      this.tell.answered(item.finding, answer.value.trim());
      told.textContent = answer.value.trim() ? "Kept. Now put it into your draft, and see what changes." : "Your answer is empty; nothing is kept.";
    });
    why.addEventListener("toggle", () => this.#explain(item));
    return item;
  }

  #fill(item, critique, finding) {
    if (!item.finding) item.answer.value = this.tell.noteOf(finding);
    item.finding = finding;
    item.element.className = `${finding.severity}${item.body.hidden ? "" : " open"}`;
    const words = finding.span?.text ? [" ", make("span", { class: "words", text: `“${finding.span.text}”` })] : [];
    const name = finding.name.replaceAll("-", " ");
    item.head.replaceChildren(
      make("b", { text: name[0].toUpperCase() + name.slice(1) }),
      " ",
      make("span", { class: "weight", text: `${finding.severity} · ${finding.code}` }),
      ...words,
    );
    const evidence = evidenceOf(critique, finding).map(([label, one]) =>
      make("li", {
        children: typeof one === "string"
          ? [make("b", { text: `${label}: ` }), one]
          : [make("b", { text: `${label}: ` }), `“${one.quote}”`, make("cite", { text: [one.id, one.source, one.date].filter(Boolean).join(", ") })],
      }),
    );
    item.parts.replaceChildren(
      make("p", { text: finding.message }),
      make("p", { class: "ask", text: finding.question }),
      ...(finding.suggestion ? [make("p", { children: [make("b", { text: "Try: " }), finding.suggestion] })] : []),
      make("ul", { class: "evidence", "aria-label": "Feedback for and against", children: evidence }),
    );
  }

  async #explain(item) {
    const place = item.why.lastElementChild;
    if (!item.why.open || place.textContent) return;
    try {
      const page = await pitfall(item.finding.code);
      place.textContent = `${page.why}\n\n${page.note.replace(/^#+ /gmu, "")}`;
    } catch (error) {
      place.textContent = error.message;
    }
  }
}
