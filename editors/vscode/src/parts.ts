/** What the extension decides without an editor: paths, settings, the verdict at a line, pain points to choose from. */

import * as os from "node:os";
import * as path from "node:path";

/** A lens as the server gives it: the line of its statement, and its title. */
export interface Lens {
  line: number;
  title: string;
}

/** A pain point as `wbcoach.pains` lists it. */
export interface PainPoint {
  rank: number;
  name: string;
  voices: number;
  severity: number;
  direction: string | null;
  lead: boolean;
  quote: string;
}

export interface Choice {
  label: string;
  description: string;
  detail: string;
  rank: number;
}

const OWN = new Set(["path", "args"]);
const ICONS: Record<string, string> = { ready: "$(pass)", revise: "$(warning)", rethink: "$(error)" };

/** Write a program's path out: `~` and `${workspaceFolder}`; a bare name is looked up by the system. */
export function expanded(given: string, folder: string | undefined, home = os.homedir()): string {
  const named = given.replaceAll("${workspaceFolder}", folder ?? "").trim();
  if (named === "") return "wbcoach";
  return named === "~" || /^~[\\/]/.test(named) ? path.join(home, named.slice(1)) : named;
}

/** Leave what is meant for the server: it warns of settings that it doesn't know. */
export function forServer(settings: unknown): unknown {
  if (settings === null || typeof settings !== "object" || Array.isArray(settings)) return settings;
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !OWN.has(name)));
}

/** Give the lens of the statement that a line stands in or below; above all of them that of the first. */
export function lensAt(lenses: readonly Lens[], line: number): Lens | undefined {
  const sorted = [...lenses].sort((one, other) => one.line - other.line);
  return sorted.filter((lens) => lens.line <= line).at(-1) ?? sorted[0];
}

/** Shorten a lens to what a status bar has room for: an icon, the verdict, and how many statements there are. */
export function statusOf(lens: Lens, count: number): string {
  const verdict = /^wbcoach: (\w+) ·/.exec(lens.title)?.[1];
  const icon = (verdict && ICONS[verdict]) ?? "$(circle-slash)";
  return `${icon} ${verdict ?? "no statement"}${count > 1 ? ` (1 of ${count})` : ""}`;
}

/** Lay pain points out to choose from. */
export function choices(pains: readonly PainPoint[]): Choice[] {
  return pains.map((pain) => {
    const voices = `${pain.voices} ${pain.voices === 1 ? "voice" : "voices"}`;
    const about = [voices, `severity ${pain.severity.toFixed(1)}`, pain.direction ?? "", pain.lead ? "a lead only" : ""];
    return {
      label: `${pain.rank}. ${pain.name}`,
      description: about.filter((part) => part !== "").join(", "),
      detail: pain.quote === "" ? "" : `“${pain.quote.replace(/\s+/g, " ")}”`,
      rank: pain.rank,
    };
  });
}
