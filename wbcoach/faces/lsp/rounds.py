"""When what is looked into: rules at each keystroke, heads and feedback after a pause, a model when one asks for it.

Nothing here changes a document: whatever a round learns goes to the memory under the statement's own text, and what
is shown is always made from the text as it is now. So a late result can't overwrite a newer text.
"""

from __future__ import annotations

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final, Protocol

from wbcoach.errors import WbcoachError
from wbcoach.faces.lsp.memory import Key, Level

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

    from wbcoach.coach.page import StepDone
    from wbcoach.faces.lsp.project import Project
    from wbcoach.faces.lsp.sheet import Sheet

# A keystroke may take this long for rules; what is left over is done in slices in between.
_AT_ONCE_S: Final = 0.03
_SLICE_S: Final = 0.01
_SHOWN_EVERY_S: Final = 0.3
_MANY: Final = 3


class Told(Protocol):
    """Work in progress, as the client shows it."""

    def report(self, message: str, share: float) -> None:
        """Say how far it is, 0..1."""
        ...

    @property
    def cancelled(self) -> bool:
        """Say whether the user stopped it."""
        ...


class Shows(Protocol):
    """What a round asks of the connection."""

    def show(self, sheet: Sheet, *, later: bool = False) -> None:
        """Show a document's diagnostics; `later`: not as the answer to an edit."""
        ...

    def progress(self, title: str, *, wanted: bool = True) -> AbstractAsyncContextManager[Told]:
        """Show work in progress within a block, if that is wanted."""
        ...

    def tell(self, error: WbcoachError) -> None:
        """Show what went wrong."""
        ...

    def fault(self, error: BaseException) -> None:
        """Log what should not have happened."""
        ...


class Rounds:
    """One round at a time for each document; an edit ends it and begins the next."""

    def __init__(self, shows: Shows) -> None:
        """Begin with nothing to do."""
        self._shows = shows
        self._running: dict[str, asyncio.Task[None]] = {}
        self.reader = ThreadPoolExecutor(1, "wbcoach-feedback")
        self.asker = ThreadPoolExecutor(1, "wbcoach-model")

    def begin(self, sheet: Sheet) -> None:
        """Look into a document that was opened or edited, or whose feedback is another now."""
        done = _by_rules(sheet, _AT_ONCE_S)
        if done or sheet.parts:
            self._shows.show(sheet)
        self.end(sheet.uri)
        if not done or (sheet.project.deeper and sheet.lacking(Level.EVIDENCE)):
            task = asyncio.get_running_loop().create_task(self._go_on(sheet))
            self._running[sheet.uri] = task
            task.add_done_callback(self._ended)

    def end(self, uri: str) -> None:
        """Stop looking into a document; what a thread is at is finished and remembered."""
        task = self._running.pop(uri, None)
        if task is not None:
            task.cancel()

    def _ended(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()) is not None:
            self._shows.fault(error)

    async def _go_on(self, sheet: Sheet) -> None:
        shown = time.perf_counter()
        left_over = bool(sheet.lacking(Level.RULES))
        while not _by_rules(sheet, _SLICE_S):
            await asyncio.sleep(0)
            if time.perf_counter() - shown > _SHOWN_EVERY_S:
                self._shows.show(sheet, later=True)
                shown = time.perf_counter()
        if left_over:
            self._shows.show(sheet, later=True)
        if sheet.project.deeper:
            await asyncio.sleep(sheet.project.options.pause_ms / 1000)
            await self._with_evidence(sheet)

    async def _with_evidence(self, sheet: Sheet) -> None:
        project, missing = sheet.project, sheet.lacking(Level.EVIDENCE)
        if not missing:
            return
        loop = asyncio.get_running_loop()
        shown = time.perf_counter()
        async with self._shows.progress("Looking through feedback", wanted=len(missing) > _MANY) as told:
            for number, key in enumerate(missing):
                if told.cancelled:
                    break
                await loop.run_in_executor(self.reader, project.with_evidence, key)
                told.report(f"{number + 1} of {len(missing)} statements", (number + 1) / len(missing))
                if time.perf_counter() - shown > _SHOWN_EVERY_S:
                    self._shows.show(sheet, later=True)
                    shown = time.perf_counter()
        self._shows.show(sheet, later=True)

    async def ask_model(self, sheet: Sheet, key: Key) -> None:
        """Have a model look into a statement; cancelling this, or the progress, ends it before the next call.

        Raises:
            SettingsError: no model is set.
            ModelError: it can't be asked.
        """
        loop = asyncio.get_running_loop()
        stop = threading.Event()
        async with self._shows.progress("Asking the model") as told:

            def heard(step: StepDone) -> None:
                told.report(f"{step.name.replace('_', ' ')}: {step.told}", 0)
                self._shows.show(sheet, later=True)
                if told.cancelled:
                    stop.set()

            def run() -> None:
                for step in sheet.project.with_model(key, stop):
                    loop.call_soon_threadsafe(heard, step)

            try:
                await loop.run_in_executor(self.asker, run)
            finally:
                stop.set()
        self._shows.show(sheet, later=True)

    async def ask_on_save(self, sheet: Sheet) -> None:
        """Have a model look into the statements that were written anew since the last save; what fails is told."""
        for key in [one for one in sheet.touched if not sheet.project.memory.has(one, Level.MODEL)]:
            try:
                await self.ask_model(sheet, key)
            except WbcoachError as error:
                self._shows.tell(error)
                return
        sheet.touched.clear()

    def let_go(self, project: Project) -> None:
        """Close a project once no thread is at it."""
        self.reader.submit(lambda: self.asker.submit(project.close))

    def close(self) -> None:
        """End all rounds."""
        for uri in list(self._running):
            self.end(uri)
        self.reader.shutdown(wait=False, cancel_futures=True)
        self.asker.shutdown(wait=False, cancel_futures=True)


def _by_rules(sheet: Sheet, seconds: float) -> bool:
    """Apply the rules to what has changed, to one statement at least and for so long; say whether all is done."""
    missing = sheet.lacking(Level.RULES)
    until = time.perf_counter() + seconds
    for number, key in enumerate(missing, 1):
        sheet.project.by_rules(key)
        if time.perf_counter() > until:
            return number == len(missing)
    return True
