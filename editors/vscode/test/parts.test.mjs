// What src/parts.ts decides, and that the bundle loads where VS Code would load it.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import Module from "node:module";
import { test } from "node:test";
import { choices, expanded, forServer, lensAt, statusOf } from "../dist/parts.mjs";

test("a path may begin at home or in the workspace, and a bare name stays one", () => {
  assert.equal(expanded("wbcoach", "/w"), "wbcoach");
  assert.equal(expanded(" ", "/w"), "wbcoach");
  assert.equal(expanded("${workspaceFolder}/.venv/bin/wbcoach", "/w"), "/w/.venv/bin/wbcoach");
  assert.equal(expanded("~/bin/wbcoach", undefined, "/h"), "/h/bin/wbcoach");
  assert.equal(expanded("~other/wbcoach", undefined, "/h"), "~other/wbcoach");
});

test("the server is told its own settings alone", () => {
  assert.deepEqual(forServer({ path: "x", args: ["lsp"], pauseMs: 3 }), { pauseMs: 3 });
  assert.equal(forServer(null), null);
  assert.deepEqual(forServer(["a"]), ["a"]);
});

test("the status is that of the statement at or above the cursor", () => {
  const lenses = [9, 2].map((line) => ({ line, title: `wbcoach: revise · line ${line}` }));
  assert.equal(lensAt(lenses, 0)?.line, 2);
  assert.equal(lensAt(lenses, 8)?.line, 2);
  assert.equal(lensAt(lenses, 9)?.line, 9);
  assert.equal(lensAt([], 9), undefined);
  assert.equal(statusOf(lenses[0], 2), "$(warning) revise (1 of 2)");
  assert.equal(statusOf({ line: 1, title: "wbcoach: ready · template 4" }, 1), "$(pass) ready");
  const none = { line: 1, title: "wbcoach: not a problem statement (too short)" };
  assert.equal(statusOf(none, 1), "$(circle-slash) no statement");
});

test("a pain point is told with its voices, and a lead is called one", () => {
  const pain = { rank: 2, name: "log, scroll", voices: 1, severity: 2, direction: null, lead: true, quote: "I\n scroll." };
  const [only] = choices([pain]);
  assert.deepEqual(only, {
    label: "2. log, scroll",
    description: "1 voice, severity 2.0, a lead only",
    detail: "“I scroll.”",
    rank: 2,
  });
});

test("the bundle loads, and asks for no module but the editor's and Node's own", () => {
  const load = Module._load;
  const editor = new Proxy(class {}, { get: (known, name) => known[name] ?? editor });
  const asked = new Set();
  Module._load = (name, ...rest) => {
    asked.add(name);
    return name === "vscode" ? editor : load(name, ...rest);
  };
  try {
    const extension = createRequire(import.meta.url)("../dist/extension.js");
    assert.deepEqual(Object.keys(extension).sort(), ["activate", "deactivate"]);
  } finally {
    Module._load = load;
  }
  assert.ok(asked.has("vscode"));
  const foreign = [...asked].filter((name) => name !== "vscode" && !Module.isBuiltin(name) && !name.endsWith("extension.js"));
  assert.deepEqual(foreign, []);
});
