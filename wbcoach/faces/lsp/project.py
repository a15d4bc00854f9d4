"""One workspace folder: its settings, its index, its coaches, and what is known of its statements."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from wbcoach import assets
from wbcoach.coach import Coach
from wbcoach.coach.gather import today
from wbcoach.coach.opening import has_index, open_parts, open_reader
from wbcoach.coach.silence import Ignore, ignores_by_statement
from wbcoach.errors import InputError, SettingsError, WbcoachError
from wbcoach.faces.lsp.memory import Key, Level, Memory
from wbcoach.faces.lsp.options import Options
from wbcoach.faces.lsp.places import Place, place_of
from wbcoach.faces.painpoints import PainPoints
from wbcoach.settings import Settings, find_config, load

if TYPE_CHECKING:
    from wbcoach.coach.page import StepDone
    from wbcoach.critique import Critique
    from wbcoach.evidence import Item
    from wbcoach.grammar import Span
    from wbcoach.library import Library

BASELINE: Final = "wbcoach-baseline.json"


class Project:
    """What statements below one folder are judged with.

    Rules are asked on the caller's thread and take milliseconds; everything that opens the index, the heads or a
    model is for another thread than the one that listens to the editor.
    """

    def __init__(self, folder: Path, options: Options, tell: Callable[[WbcoachError], None]) -> None:
        """Read the settings; what is wrong with them is told, and the defaults are used."""
        self.folder, self.options = folder, options
        self._tell = tell
        self.memory = Memory()
        self.pain_points = PainPoints()
        self.places: dict[str, Place | None] = {}
        self.settings = self._settings()
        self.stamp = self._stamp()
        self._rules = self._coach_of_rules()
        self._full: Coach | None = None
        self._lock = threading.Lock()
        self.deeper = self._goes_deeper()
        self._index = self._index_mark()

    def _settings(self) -> Settings:
        try:
            return load(dict(self.options.flags(self.folder)), self.folder).settings
        except SettingsError as error:
            self._tell(error)
        try:
            return load(None, self.folder).settings
        except SettingsError:
            return Settings(store=str(self.folder / ".wbcoach"))

    def _coach_of_rules(self) -> Coach:
        try:
            return Coach.from_settings(
                self.settings.model_copy(update={"embedder": "none"}), offline=True, index=False
            )
        except InputError as error:  # the baseline
            self._tell(error)
            return Coach(self.settings)

    def _goes_deeper(self) -> bool:
        """Say whether there is anything to ask behind the rules: an index, or the heads."""
        minilm = (
            self.settings.embedder == "minilm" and assets.find("minilm", self.settings.assets) is not None
        )
        return has_index(self.settings.store) or minilm

    @property
    def awaits_feedback(self) -> bool:
        """Say whether feedback will be looked at, so that what hangs on it had better wait."""
        return self.deeper and has_index(self.settings.store)

    def ignores(self, text: str, spans: Sequence[Span]) -> list[tuple[Ignore, ...]]:
        """Read what a document silences in each of its statements, which stand at these places."""
        return ignores_by_statement(text, spans, today(self.settings))

    def by_rules(self, key: Key) -> Critique:
        """Critique a statement by rules alone, and remember it."""
        critique = self._rules.critique(key.text, ignores=key.ignores)
        self.memory.put(key, Level.RULES, critique)
        return critique

    def with_evidence(self, key: Key) -> None:
        """Critique a statement with heads and feedback, and remember it with where the feedback stands.

        Where those can't be had, that is told and the rules stand for it.
        """
        memory = self.memory
        try:
            critique = self._opened().critique(key.text, ignores=key.ignores, offline=True)
            self._place(critique)
        except WbcoachError as error:
            self._tell(error)
            critique = self._rules.critique(key.text, ignores=key.ignores)
        memory.put(key, Level.EVIDENCE, critique)

    def with_model(self, key: Key, stop: threading.Event) -> Iterator[StepDone]:
        """Critique a statement with the model that is set, step by step, and remember each.

        Raises:
            SettingsError: no model is set.
            ModelError: it can't be asked.
        """
        if not self.settings.model:
            hint = 'Set `model` in wbcoach.toml, or "wbcoach.model" in the editor.'
            raise SettingsError("No model is set.", hint)
        memory = self.memory
        full = self._opened()
        model = open_reader(self.settings)
        try:
            coach = Coach(self.settings, full.library, model, self._tell, full.heads, full.baseline)
            for step in coach.stream(key.text, ignores=key.ignores, stop=stop):
                self._place(step.critique)
                level = Level.EVIDENCE if step.name == "rules" else Level.MODEL
                memory.put(key, level, step.critique)
                yield step
        finally:
            model.close()

    def _opened(self) -> Coach:
        """Open index and heads once.

        Raises:
            StoreError: the index can't be read.
        """
        with self._lock:
            if self._full is None:
                library, heads = open_parts(self.settings)
                self._full = Coach(self.settings, library, None, self._tell, heads, self._rules.baseline)
            return self._full

    @property
    def library(self) -> Library | None:
        """The index; opened by now, or not there."""
        return self._opened().library

    def item(self, name: str) -> Item | None:
        """Give a piece of feedback by its id."""
        library = self.library
        return library.get(name) if library else None

    def _place(self, critique: Critique) -> None:
        library = self.library
        for one in critique.evidence:
            if one.id not in self.places and library is not None:
                whence, item = library.whence(one.id), library.get(one.id)
                self.places[one.id] = place_of(*whence, item) if whence and item else None

    def outdated(self) -> bool:
        """Say whether config, baseline or day are others than when this was read; looks at files only."""
        return self._stamp() != self.stamp

    def _stamp(self) -> tuple[object, ...]:
        baseline = Path(self.settings.baseline) if self.settings.baseline else None
        return (today(self.settings), _mark(find_config(self.folder)), _mark(baseline))

    def _index_mark(self) -> object:
        """Tell one generation of the index from the next; a server's tells itself when it is asked."""
        if "://" in self.settings.store:
            return self._full.library.generation if self._full and self._full.library else None
        return _mark(Path(self.settings.store) / "CURRENT")

    def renewed(self) -> bool:
        """Move on to another generation of the index, if there is one; say so."""
        if self._full is not None and self._full.library is not None and "://" in self.settings.store:
            with suppress(WbcoachError):
                self._full.library.refresh()
        mark = self._index_mark()
        if mark == self._index:
            return False
        self._index = mark
        with self._lock:
            if self._full is not None and self._full.library is None:
                self._full = None  # there was no index before; with one, the library moves on by itself
        self.deeper = self._goes_deeper()
        self.places.clear()
        self.memory.renew()
        return True

    def close(self) -> None:
        """Let go of the index."""
        with self._lock:
            if self._full is not None:
                self._full.close()
            self._full = None


def _mark(file: Path | None) -> tuple[str, int, int, int] | None:
    """Tell one state of a file from the next."""
    try:
        held = file.stat() if file else None
    except OSError:
        return None
    return (str(file), held.st_mtime_ns, held.st_size, held.st_ino) if held else None
