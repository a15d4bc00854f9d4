// What is taken along: the critique with the author's answers, as Markdown or JSON.

import { evidenceOf } from "./findings.js";

const MARKS = /([\\`*_{}[\]<>#|~&@])/gu;

/** Let material be read as it is, on one line, with no markup of its own. */
function plain(words) {
  return words.replace(/\s+/gu, " ").trim().replace(MARKS, "\\$1").replace(/^(\d+)([.)])/u, "$1\\$2").replace(/^([-+=])/u, "\\$1");
}

/** Write the critique as Markdown; `notes` are {code, words, question, answer}. */
export function markdown(critique, notes) {
  const scores = critique.scores ? Object.entries(critique.scores).map(([name, score]) => `${name} ${score}`).join(" · ") : "";
  const lines = [`**${critique.verdict ?? "not a problem statement"}** ${scores}`.trim(), "", `> ${plain(critique.statement.text)}`, ""];
  critique.findings.forEach((finding, place) => {
    const words = finding.span ? ` “${plain(finding.span.text)}”` : "";
    lines.push(`${place + 1}. **${finding.code} ${finding.name}** (${finding.severity})${words}`);
    lines.push(`   - ${plain(finding.message)}`, `   - Ask: *${plain(finding.question)}*`);
    for (const [label, one] of evidenceOf(critique, finding)) {
      const told = typeof one === "string" ? one : `“${one.quote}” (${[one.id, one.source, one.date].filter(Boolean).join(", ")})`;
      lines.push(`   - ${label}: ${plain(told)}`);
    }
  });
  if (notes.length) lines.push("", "## Answers", "");
  for (const note of notes) lines.push(`- ${note.code}${note.words ? ` “${plain(note.words)}”` : ""}: *${plain(note.question)}*`, `  ${plain(note.answer)}`);
  return `${lines.join("\n")}\n`;
}

/** Write the same as JSON: the critique as the server gave it, the answers, and the version it was compared with. */
export function json(critique, notes, before) {
  return `${JSON.stringify({ schema: "wbcoach.page/1", critique, answers: notes, before }, null, 2)}\n`;
}

/** Hand a file to the reader. */
export function save(name, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
