/** wbcoach in Visual Studio Code: starts the language server, shows what it writes, and offers its commands. */

import * as vscode from "vscode";
import {
  CodeLensRequest,
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
} from "vscode-languageclient/node";
import { choices, expanded, forServer, lensAt, statusOf, type Lens, type PainPoint } from "./parts";

const LANGUAGES = ["markdown", "plaintext", "wb"];
const SHOWN = new Set(["wbcoach.report", "wbcoach.critiqueWithModel", "wbcoach.explain"]);
const STATUS_WAITS_MS = 150;
const INSTALL = "Install it: pip install 'wbcoach[lsp]', or name it in the setting wbcoach.path.";

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const status = new Status();
  context.subscriptions.push(status);
  const add = (name: string, run: () => Promise<unknown>) =>
    context.subscriptions.push(vscode.commands.registerCommand(name, run));
  add("wbcoach.show.report", () => atCursor("wbcoach.report"));
  add("wbcoach.ask.model", () => atCursor("wbcoach.critiqueWithModel"));
  add("wbcoach.look.again", () => atCursor("wbcoach.critique"));
  add("wbcoach.show.page", explain);
  add("wbcoach.start", startFromPain);
  add("wbcoach.restart", () => restart(status));
  context.subscriptions.push(
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("wbcoach.path") || change.affectsConfiguration("wbcoach.args")) {
        void restart(status);
      }
    }),
  );
  await start(status);
}

export async function deactivate(): Promise<void> {
  const old = client;
  client = undefined;
  await old?.stop();
}

async function restart(status: Status): Promise<void> {
  await deactivate().catch(() => undefined); // one that never started can't be stopped
  await start(status);
}

async function start(status: Status): Promise<void> {
  const settings = vscode.workspace.getConfiguration("wbcoach");
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  const command = expanded(settings.get("path", "wbcoach"), folder);
  const server: ServerOptions = { command, args: settings.get("args", ["lsp"]), options: { cwd: folder } };
  const options: LanguageClientOptions = {
    documentSelector: LANGUAGES.flatMap((language) => [
      { scheme: "file", language },
      { scheme: "untitled", language },
    ]),
    synchronize: {
      configurationSection: "wbcoach",
      fileEvents: vscode.workspace.createFileSystemWatcher("**/{wbcoach.toml,pyproject.toml,wbcoach-baseline.json}"),
    },
    middleware: {
      executeCommand: async (name, given, next) => {
        const told: unknown = await next(name, given);
        if (SHOWN.has(name) && typeof told === "string" && told !== "") await show(told);
        return told;
      },
      workspace: {
        configuration: async (params, token, next) => {
          const found = await next(params, token);
          return Array.isArray(found) ? found.map(forServer) : found;
        },
      },
    },
  };
  client = new LanguageClient("wbcoach", "wbcoach", server, options);
  try {
    await client.start();
    status.follow(client);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(`wbcoach: “${command}” can't be started: ${why} ${INSTALL}`);
  }
}

async function show(markdown: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: "markdown", content: markdown });
  await vscode.commands.executeCommand("markdown.showPreviewToSide", document.uri);
}

async function atCursor(command: string): Promise<unknown> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const line = editor.selection.active.line;
  return vscode.commands.executeCommand(command, { uri: editor.document.uri.toString(), line });
}

async function explain(): Promise<void> {
  const code = await vscode.window.showInputBox({ prompt: "A code or a name, such as S01 or solution-in-need" });
  if (code) await vscode.commands.executeCommand("wbcoach.explain", { code });
}

async function startFromPain(): Promise<void> {
  const editor =
    vscode.window.activeTextEditor ??
    (await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: "markdown" })));
  const uri = editor.document.uri.toString();
  const pains = await vscode.commands.executeCommand<PainPoint[] | undefined>("wbcoach.pains", { uri });
  if (!pains?.length) return; // the server has said why
  const chosen = await vscode.window.showQuickPick(choices(pains), {
    title: "Start a statement from",
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (chosen === undefined) return;
  const line = editor.selection.active.line;
  await vscode.commands.executeCommand("wbcoach.startFromPain", { uri, line, rank: chosen.rank });
}

/** The verdict of the statement at the cursor, at the foot of the window. */
class Status implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("wbcoach.verdict", vscode.StatusBarAlignment.Right, 90);
  private readonly held: vscode.Disposable[] = [this.item];
  private timer: NodeJS.Timeout | undefined;
  private asked = 0;
  private server: LanguageClient | undefined;

  constructor() {
    this.item.name = "wbcoach";
    this.item.command = "wbcoach.show.report";
    const soon = () => this.soon();
    this.held.push(
      vscode.window.onDidChangeActiveTextEditor(soon),
      vscode.window.onDidChangeTextEditorSelection(soon),
      vscode.languages.onDidChangeDiagnostics(soon),
    );
  }

  follow(server: LanguageClient): void {
    this.server = server;
    this.soon();
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const one of this.held) one.dispose();
  }

  private soon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.look().catch(() => this.item.hide()), STATUS_WAITS_MS);
  }

  private async look(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    const number = ++this.asked;
    if (editor === undefined || !this.server?.isRunning() || !LANGUAGES.includes(editor.document.languageId)) {
      this.item.hide();
      return;
    }
    const found = await this.server.sendRequest(CodeLensRequest.type, {
      textDocument: { uri: this.server.code2ProtocolConverter.asUri(editor.document.uri) },
    });
    if (number !== this.asked) return; // a newer question is on its way
    const lenses: Lens[] = (found ?? []).map((one) => ({
      line: one.range.start.line,
      title: one.command?.title ?? "",
    }));
    const lens = lensAt(lenses, editor.selection.active.line);
    if (lens === undefined) {
      this.item.hide();
      return;
    }
    this.item.text = statusOf(lens, lenses.length);
    this.item.tooltip = lens.title;
    this.item.show();
  }
}
