"""How long a keystroke takes to show in an editor: `python -m eval.bench_lsp`; nothing here passes or fails.

A real server over pipes, a document of 2,000 lines with 52 statements, rules alone; from the bytes of the edit to the
diagnostics of its version, read as JSON. What an editor then does with them is its own.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from eval import bench

if TYPE_CHECKING:
    from collections.abc import Callable

_LINES: Final = 2000
_STATEMENTS: Final = 52
_PROSE: Final = "Some words of prose that say nothing at all of the matter, but fill a line.\n"
_KEYS, _WARM_UP = 100, 10
_PAUSE_S: Final = 0.05
_SERVER: Final = ["-m", "wbcoach", "lsp"]


class _Editor:
    """The client's end of the pipes."""

    def __init__(self, run: subprocess.Popen[bytes]) -> None:
        assert run.stdin  # noqa: S101  both are pipes
        assert run.stdout  # noqa: S101
        self._to, self._from = run.stdin, run.stdout

    def send(self, method: str, params: Any, number: int | None = None) -> None:
        message = {"jsonrpc": "2.0", "method": method, "params": params}
        if number is not None:
            message["id"] = number
        body = json.dumps(message).encode()
        self._to.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._to.flush()

    def until(self, true: Callable[[Any], bool]) -> Any:
        """Read messages until one of them fits; give it."""
        while True:
            length = 0
            while line := self._from.readline().strip():
                length = int(line.split(b":")[1]) if line.lower().startswith(b"content-length") else length
            if not length:
                raise EOFError("the server has ended")
            message = json.loads(self._from.read(length))
            if true(message):
                return message

    def shown(self, version: int) -> Any:
        """Wait for the diagnostics of a version."""
        return self.until(lambda one: one.get("params", {}).get("version") == version)


def main() -> None:
    """Print one table."""
    with (
        TemporaryDirectory(prefix="wbcoach-bench-") as folder,
        subprocess.Popen(  # noqa: S603  our own program
            [sys.executable, *_SERVER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={**os.environ, "WBCOACH_EMBEDDER": "none"},
        ) as run,
    ):
        try:
            times, spent, marks = _typed(_Editor(run), Path(folder), run.pid)
            p95 = sorted(times)[math.ceil(0.95 * len(times)) - 1]
            what = f"keystroke to diagnostics, {_LINES:,} lines, {marks} marks"
            print(
                f"{what:<52}{len(times):>6}{median(times):>11.1f} ms{p95:>9.1f} ms   p95 < 50 ms", flush=True
            )
            print(
                f"  processor time of the server: {spent:.1f} ms a key; its memory: {_resident(run.pid)}",
                flush=True,
            )
        finally:
            run.kill()


def _typed(editor: _Editor, folder: Path, process: int) -> tuple[list[float], float, int]:
    """Open the document and type into its middle; give the ms of each key, of processor time for a key, and how many marks there are."""
    uri, text = (folder / "a.md").as_uri(), document()
    editor.send("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": {}}, 1)
    editor.until(lambda one: one.get("id") == 1)
    editor.send("initialized", {})
    opened = {"uri": uri, "languageId": "markdown", "version": 1, "text": text}
    editor.send("textDocument/didOpen", {"textDocument": opened})
    lines = text.split("\n")
    written = [number for number, line in enumerate(lines) if line.startswith("Today, ")]
    line = written[len(written) // 2]
    times = []
    before = 0.0
    for key in range(_WARM_UP + _KEYS):
        time.sleep(_PAUSE_S)
        before = _processor_s(process) if key == _WARM_UP else before
        place = {"line": line, "character": len("Today, ") + key}
        change = {"range": {"start": place, "end": place}, "text": "abcdefgh"[key % 8]}
        document_now = {"uri": uri, "version": key + 2}
        started = time.perf_counter()
        editor.send("textDocument/didChange", {"textDocument": document_now, "contentChanges": [change]})
        shown = editor.shown(key + 2)
        times.append((time.perf_counter() - started) * 1000)
    spent = (_processor_s(process) - before) * 1000 / _KEYS
    return times[_WARM_UP:], spent, len(shown["params"]["diagnostics"])


def _processor_s(process: int) -> float:
    """Seconds of processor time so far; unlike times by the clock they are the same on a busy machine."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return math.nan
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _resident(process: int) -> str:
    """Tell the memory of a process, where the system does."""
    try:
        told = Path(f"/proc/{process}/status").read_text("utf-8").partition("VmRSS:")[2].split()
    except OSError:
        return "not told here"
    return f"{int(told[0]) / 1024:.0f} MiB"


def document() -> str:
    """Make the document; its statements are about what the made feedback is about."""
    paragraph = _PROSE * 3
    parts = [f"{draft}\n\n{(paragraph + chr(10)) * 9}" for draft in bench.drafts(_STATEMENTS, seed=13)]
    return "\n".join("".join(parts).split("\n")[:_LINES]) + "\n"


if __name__ == "__main__":
    main()
