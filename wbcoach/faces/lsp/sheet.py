"""One open document: its text, its statements, and what is known of each; nothing of it depends on the connection."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from wbcoach.document import Draft
from wbcoach.faces.lsp.memory import Key, Level, key_of
from wbcoach.faces.reading import statements_in
from wbcoach.grammar import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsprotocol import types

    from wbcoach.critique import Critique, Finding
    from wbcoach.faces.lsp.project import Project
    from wbcoach.faces.lsp.text import Text

_SUFFIXES = {"markdown": ".md", "plaintext": ".txt", "text": ".txt", "wb": ".wb", "wbcoach": ".wb"}
_WORD = re.compile(r"\S*\w\S*")
_KNOWN = frozenset(_SUFFIXES.values())
# What hangs on the feedback that is linked or found: it waits until that has been looked at.
_BESIDES_DATA = frozenset({"S09"})


@dataclass(frozen=True)
class Part:
    """A statement of a document, and the deepest critique of it."""

    draft: Draft
    key: Key
    level: Level
    critique: Critique
    whole: bool

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings to show: without those that wait for feedback, as long as it is not `whole`."""
        if self.whole:
            return self.critique.findings
        return tuple(
            one for one in self.critique.findings if one.lens != "data" and one.code not in _BESIDES_DATA
        )

    def span(self, finding: Finding) -> Span:
        """Give the place of a finding in the document; where words are missing, the statement's first word."""
        start = self.draft.span.start
        if finding.span is not None:
            return Span(start + finding.span.start, start + finding.span.end)
        first = _WORD.search(self.draft.text)
        return Span(start + first.start(), start + first.end()) if first else Span(start, start)


@dataclass
class Sheet:
    """A document as the client has it by now; `seen` are its statements, found when they are first asked for."""

    uri: str
    version: int | None
    text: Text
    project: Project
    language: str = ""
    edited_at: int = 0
    touched: set[Key] = field(default_factory=set)
    _seen: tuple[Text, Project, list[tuple[Draft, Key]]] | None = None

    @property
    def suffix(self) -> str:
        """The ending of the name that its kind goes by."""
        own = PurePosixPath(unquote(urlsplit(self.uri).path)).suffix.lower()
        return _SUFFIXES.get(self.language, own if own in _KNOWN else ".md")

    def edit(self, version: int | None, changes: Sequence[types.TextDocumentContentChangeEvent]) -> None:
        """Apply a client's changes, in their order."""
        before = {key for _, key in self.seen}
        for change in changes:
            self.text = self.text.edited(change)
            area = getattr(change, "range", None)
            self.edited_at = self.text.offset(area.start) if area else 0
        self.version = version
        self.touched |= {key for _, key in self.seen} - before
        self.touched &= {key for _, key in self.seen}

    @property
    def seen(self) -> list[tuple[Draft, Key]]:
        """The statements of the text as it is now."""
        held = self._seen
        if held is None or held[0] is not self.text or held[1] is not self.project:
            drafts = statements_in(self.text.source, self.suffix)
            held_by = self.project.ignores(self.text.source, [draft.span for draft in drafts])
            found = [
                (draft, key_of(draft.text, ignores)) for draft, ignores in zip(drafts, held_by, strict=True)
            ]
            held = self._seen = (self.text, self.project, found)
        return held[2]

    def lacking(self, level: Level) -> list[Key]:
        """List the statements that have not been looked into so far, those nearest to the last edit first."""
        memory = self.project.memory
        missing = [(draft, key) for draft, key in self.seen if not memory.has(key, level)]
        missing.sort(key=lambda one: abs(one[0].span.start - self.edited_at))
        return list(dict.fromkeys(key for _, key in missing))

    @property
    def parts(self) -> list[Part]:
        """What is known of the statements, in their order; those that nothing is known of yet are left out."""
        found = []
        for draft, key in self.seen:
            best = self.project.memory.best(key)
            if best is not None:
                level, critique = best
                whole = level > Level.RULES or not self.project.awaits_feedback
                found.append(Part(draft, key, level, critique, whole))
        return found

    def part_at(self, offset: int) -> Part | None:
        """Give the statement that an offset stands in, its line ends included."""
        return next((one for one in self.parts if one.draft.span.start <= offset <= one.draft.span.end), None)

    def part_on(self, line: int) -> Part | None:
        """Give the statement that a 0-based line has a part of."""
        for one in self.parts:
            area = self.text.range(one.draft.span)
            if area.start.line <= line <= area.end.line:
                return one
        return None

    def moved_to(self, project: Project) -> Sheet:
        """Give the same document under other settings."""
        return replace(self, project=project, _seen=None)
