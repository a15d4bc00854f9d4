// The page: reads the draft as it is typed, shows the newest critique alone, and keeps the author's answers beside it.

import * as api from "./api.js";
import { Findings, keyOf, make } from "./findings.js";
import * as taking from "./taking.js";
import { difference, moved, pieces, units } from "./words.js";

const QUIET_MS = 350;
const KEPT = "wbcoach.draft";
const at = (id) => document.getElementById(id);
const draft = at("draft");

const state = { critique: null, spans: [], marked: "", before: null, notes: new Map(), asked: 0, pasted: false };
let waiting = 0;
let running = null;

const findings = new Findings(at("findings"), {
  opened: () => drawMarks(),
  answered: keepAnswer,
  noteOf: (finding) => state.notes.get(keyOf(finding))?.answer ?? "",
});

// --- reading ---

function later(wait = QUIET_MS) {
  clearTimeout(waiting);
  waiting = setTimeout(() => check(), wait);
}

/** Ask for a critique of the draft as it is now; an answer to an older draft is dropped. */
async function check({ model = false } = {}) {
  clearTimeout(waiting);
  running?.abort();
  const text = draft.value;
  state.asked += 1;
  const mine = state.asked;
  if (!text.trim()) {
    running = null;
    clear();
    return;
  }
  running = new AbortController();
  document.body.setAttribute("aria-busy", "true");
  try {
    const evidence = at("evidence").value.split(/\n\s*\n/u).map((one) => one.trim()).filter(Boolean);
    const critique = await api.critique(text, { offline: !model, ...(evidence.length ? { evidence } : {}) }, running.signal);
    if (mine === state.asked && text === draft.value) show(critique, text);
  } catch (error) {
    if (error.name !== "AbortError" && mine === state.asked) refuse(error);
  } finally {
    if (mine === state.asked) document.body.removeAttribute("aria-busy");
  }
}

function refuse(error) {
  at("problem").textContent = error.message;
  at("token-form").hidden = error.status !== 401;
  if ([0, 429, 503].includes(error.status)) later(Math.max(1, error.wait ?? 0) * 1000);
}

function clear() {
  Object.assign(state, { critique: null, spans: [], marked: "" });
  document.body.removeAttribute("aria-busy");
  at("problem").textContent = "";
  at("summary").textContent = "";
  at("scores").replaceChildren();
  at("notes").replaceChildren();
  findings.show({ findings: [], evidence: [] });
  drawMarks();
  drawChanges();
  enable();
}

function show(critique, text) {
  state.critique = critique;
  state.marked = text;
  const places = units(text);
  state.spans = [];
  at("problem").textContent = "";
  at("token-form").hidden = true;
  findings.show(critique);
  for (const { name, finding } of findings.all) {
    if (finding.span) state.spans.push({ name, severity: finding.severity, start: places[finding.span.start], end: places[finding.span.end] });
  }
  if (state.pasted) takeAsBefore();
  state.pasted = false;
  drawSummary();
  drawMarks();
  drawChanges();
  enable();
}

// --- drawing ---

function drawMarks() {
  const text = draft.value;
  const shown = pieces(text, state.spans).map(({ text: words, over }) => {
    if (!over.length) return words;
    const open = over.some((span) => span.name === findings.openKey);
    return make("mark", { class: `${over[0].severity}${open ? " open" : ""}`, text: words });
  });
  at("marks").replaceChildren(...shown, "\u200b");
}

function drawSummary() {
  const { verdict, findings: found, scores, strengths, flags, ignored, searched } = state.critique;
  const counts = ["blocker", "major", "minor"].map((name) => [found.filter((one) => one.severity === name).length, name]);
  const told = counts.filter(([count]) => count).map(([count, name]) => `${count} ${name}`).join(", ");
  const silent = ignored.length ? `, not counting ${ignored.length} ignored` : "";
  const words = verdict ? `: ${told || `nothing ${silent && "else "}stands out`}${silent}` : ": say who has which hardship when";
  const shown = `${verdict ?? "Not a problem statement yet"}${words}`;
  if (at("summary").textContent.toLowerCase() !== shown.toLowerCase()) {
    const name = verdict ? verdict[0].toUpperCase() + verdict.slice(1) : "Not a problem statement yet";
    at("summary").replaceChildren(make("span", { class: `verdict ${verdict ?? ""}`, text: name }), words);
  }
  at("scores").replaceChildren(
    ...Object.entries(scores ?? {}).map(([name, score]) =>
      make("div", { children: [make("dt", { text: name }), make("dd", { text: `${score} of 4` })] })),
  );
  const notes = [
    strengths.length ? `Good: ${strengths.join("; ")}.` : "",
    ...ignored.map((one) => `${one.code} is ignored: ${one.reason || "no reason given"}.`),
    flags.includes("INJECTION") ? "The text holds an instruction to a program; it was not followed." : "",
    flags.includes("PII") ? "The text seems to hold personal data; think before you pass it on." : "",
    flags.includes("NON_ENGLISH") ? "This critic reads English." : "",
    searched ? `${searched.items} items of feedback were searched.` : "",
  ];
  at("notes").replaceChildren(...notes.filter(Boolean).map((text) => make("li", { text })));
}

function drawChanges() {
  const { before, critique } = state;
  const there = Boolean(before && critique && before.text !== state.marked);
  at("changes-hint").hidden = Boolean(before);
  const runs = there ? difference(before.text, state.marked) : [];
  at("difference").replaceChildren(
    ...runs.flatMap(({ kind, text }, place) => {
      const space = place ? [" "] : [];
      if (kind === "same") return [...space, text];
      const hidden = make("span", { class: "unseen", text: kind === "new" ? "added: " : "removed: " });
      return [...space, make(kind === "new" ? "ins" : "del", { children: [hidden, text] })];
    }),
  );
  const had = new Map((before?.critique.findings ?? []).map((one) => [one.code, one]));
  const has = new Map((there ? critique.findings : []).map((one) => [one.code, one]));
  const closed = there ? [...had.values()].filter((one) => !has.has(one.code)) : [];
  const fresh = [...has.values()].filter((one) => !had.has(one.code));
  const same = [...has.keys()].filter((code) => had.has(code)).length;
  const told = there ? `${closed.length} closed, ${fresh.length} new, ${same} still open` : before ? "Nothing has changed yet." : "";
  if (at("outcome").textContent !== told) at("outcome").textContent = told;
  const line = (label) => (one) => make("li", { text: `${label}: ${one.name.replaceAll("-", " ")} (${one.code})` });
  at("outcome-list").replaceChildren(...closed.map(line("Closed")), ...fresh.map(line("New")));
}

function enable() {
  at("nothing").hidden = Boolean(state.critique);
  for (const id of ["compare", "export-markdown", "export-json"]) at(id).disabled = !state.critique;
}

// --- the author ---

function takeAsBefore() {
  state.before = { text: state.marked, critique: state.critique };
  drawChanges();
}

function keepAnswer(finding, answer) {
  const note = { code: finding.code, words: finding.span?.text ?? "", question: finding.question, answer };
  if (answer) state.notes.set(keyOf(finding), note);
  else state.notes.delete(keyOf(finding));
  if (answer && !state.before) takeAsBefore();
  remember();
}

function remember() {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify({ text: draft.value, evidence: at("evidence").value, notes: [...state.notes] }));
  } catch {
    // A browser that keeps nothing forgets at a reload; the page works all the same.
  }
}

/** Go to the next finding (or the one before) from where one is; its words are selected where it has any. */
function step(by) {
  const all = findings.all;
  if (!all.length) return;
  const here = all.findIndex((one) => one.name === findings.openKey);
  const next = here < 0 ? (by > 0 ? 0 : all.length - 1) : (here + by + all.length) % all.length;
  findings.open(all[next].name, { focus: true });
  const span = state.spans.find((one) => one.name === all[next].name);
  if (span) draft.setSelectionRange(span.start, span.end);
}

/** Open the finding whose words were clicked. */
function openHere() {
  const place = draft.selectionStart;
  if (place !== draft.selectionEnd) return;
  const over = state.spans.filter((span) => span.start <= place && place < span.end);
  if (over.length) findings.open(over[0].name);
}

draft.addEventListener("input", (event) => {
  state.spans = moved(state.spans, at("marks").textContent.slice(0, -1), draft.value);
  if (event.inputType === "insertFromPaste" && !state.critique) state.pasted = true;
  drawMarks();
  remember();
  later();
});
draft.addEventListener("click", openHere);
at("evidence").addEventListener("input", () => {
  remember();
  later();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "F8" && !event.ctrlKey && !event.altKey && !event.metaKey) {
    event.preventDefault();
    step(event.shiftKey ? -1 : 1);
  } else if (event.key === "Escape" && at("findings").contains(event.target)) {
    draft.focus();
  }
});
at("compare").addEventListener("click", takeAsBefore);
at("ask-model").addEventListener("click", () => check({ model: true }));
at("token-form").addEventListener("submit", (event) => {
  event.preventDefault();
  api.useToken(at("token").value.trim());
  check();
});
at("export-markdown").addEventListener("click", () => taking.save("critique.md", "text/markdown", taking.markdown(state.critique, [...state.notes.values()])));
at("export-json").addEventListener("click", () => taking.save("critique.json", "application/json", taking.json(state.critique, [...state.notes.values()], state.before?.text ?? null)));

function start() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
    if (kept) {
      draft.value = kept.text;
      at("evidence").value = kept.evidence;
      at("feedback").open = Boolean(kept.evidence);
      state.notes = new Map(kept.notes);
    }
  } catch {
    sessionStorage.removeItem(KEPT);
  }
  enable();
  drawMarks();
  if (draft.value.trim()) check();
  api.ready().then((told) => { at("ask-model").hidden = !told.model; }, () => {});
}

start();
