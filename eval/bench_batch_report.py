"""The report over a large backlog: how long it takes to make, how large it is, how soon a browser shows it."""

from __future__ import annotations

import shutil
import time
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, TypeVar

from eval.bench_batch_figures import Figure, checked, command, put, ran, say
from eval.score import pinned
from wbcoach.library import open_embedder
from wbcoach.render.backlog import page
from wbcoach.survey.answers import rows_of
from wbcoach.survey.making import take

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from eval.bench_batch_figures import Plan
    from wbcoach.library.embed import Embedder, Vectors

Made = TypeVar("Made")

_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")
_FLAGS: Final = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
_ROUNDS: Final = 3
_PATIENCE_MS: Final = 120_000
# From the start of the navigation, in ms.
_TIMES: Final = """() => {
    const told = performance.getEntriesByType("navigation")[0];
    return [told.domInteractive, told.loadEventEnd];
}"""
# Until the frame after the change is drawn.
_SEARCH: Final = """() => new Promise(done => {
    const box = document.querySelector("input[type=search]");
    const shown = () => document.querySelector("#found").textContent;
    const before = shown();
    const began = performance.now();
    box.value = "invoice";
    box.dispatchEvent(new Event("input", {bubbles: true}));
    const look = () => shown() !== before || performance.now() - began > 5000
        ? requestAnimationFrame(() => done(performance.now() - began)) : requestAnimationFrame(look);
    look();
})"""


def report(plan: Plan) -> list[Figure]:
    """Critique a made backlog by rules alone, report on it by words and by MiniLM, and open the page."""
    (rows,) = plan.rows
    figures: list[Figure] = []
    with TemporaryDirectory(prefix="wbcoach-bench-") as name:
        folder = Path(name)
        out = folder / "out.jsonl"
        backlog = put(folder / "in.jsonl", rows)
        checked(ran(command(backlog, out, "--offline", "--workers", "1"), folder))
        embedder = open_embedder(pinned().assets)
        for how, given in (("words", None), ("MiniLM", embedder)):
            if how == "words" or given is not None:
                figures += _made(out, folder / f"{how}.html", how, rows, given)
        if embedder is None:
            say("the weights of MiniLM were never fetched: words alone")
        figures += _opened(folder / "words.html", rows)
    return figures


def _made(out: Path, html: Path, how: str, rows: int, embedder: Embedder | None) -> list[Figure]:
    """Time the parts of a report."""
    started = time.perf_counter()
    for _ in rows_of(out):
        pass
    read = time.perf_counter() - started
    counted = _Counted(embedder) if embedder else None
    survey, taken = _timed(lambda: take(out, counted))
    say(f"compared by {how}: {taken:.1f} s")
    text, written = _timed(lambda: "".join(page(survey, rows_of(out))).encode("utf-8", "replace"))
    html.write_bytes(text)
    vectors = [Figure("  of that in MiniLM", rows, counted.seconds, "s")] if counted else []
    return [
        Figure(f"report by {how}: all of it", rows, taken + written, "s", "under 60" if embedder else ""),
        Figure("  to read and survey", rows, taken, "s"),
        Figure("  of that reading the rows", rows, read, "s"),
        *vectors,
        Figure("  to write the page", rows, written, "s"),
        Figure("  groups found", rows, len(survey.groups)),
        Figure("  size of the page", rows, len(text) / 1e6, "MB"),
    ]


class _Counted:
    """An embedder that knows how long it took."""

    def __init__(self, own: Embedder) -> None:
        """Take the embedder's place."""
        self.name, self.dimension, self.seconds = own.name, own.dimension, 0.0
        self._own = own

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed, and count the seconds."""
        made, seconds = _timed(lambda: self._own.embed(texts))
        self.seconds += seconds
        return made


def _timed(work: Callable[[], Made]) -> tuple[Made, float]:
    started = time.perf_counter()
    return work(), time.perf_counter() - started


def _opened(html: Path, rows: int) -> list[Figure]:
    """Open the page in Chromium, several times; give the best."""
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if browser is None or not find_spec("playwright"):
        say("no Chromium, or no playwright: the page is not opened")
        return []
    from playwright.sync_api import sync_playwright

    interactive, loaded, searched = [], [], []
    with sync_playwright() as playing:
        chromium = playing.chromium.launch(executable_path=browser, args=list(_FLAGS))
        for _ in range(_ROUNDS):
            tab = chromium.new_page()
            tab.goto(html.as_uri(), timeout=_PATIENCE_MS)
            tab.wait_for_function("performance.getEntriesByType('navigation')[0].loadEventEnd > 0")
            first, last = tab.evaluate(_TIMES)
            interactive.append(first / 1000)
            loaded.append(last / 1000)
            searched.append(tab.evaluate(_SEARCH) / 1000)
            tab.close()
        chromium.close()
    return [
        Figure("the page in Chromium: can be used after", rows, min(interactive), "s"),
        Figure("  is loaded after", rows, min(loaded), "s"),
        Figure("  a search is shown after", rows, min(searched), "s"),
    ]
