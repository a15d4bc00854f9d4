"""What a pitfall is: one fault of problem statements, how a rule sees it and how a model is asked to.

A file in `pitfalls/` is one pitfall; its docstring is the reason that authors are given.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wbcoach.evidence import Dossier, Item
from wbcoach.grammar import Span
from wbcoach.stance import Claim, stand
from wbcoach.statement import Statement

if TYPE_CHECKING:
    from types import ModuleType

    from wbcoach.critique import Lens, Severity, SlotName

SHOWN_FROM = 0.6
_LATELY, _READ_ON = "2026-09-01", dt.date(2026, 11, 1)


@dataclass(frozen=True)
class Example:
    """A statement with the evidence that came with it, as (source, text) or (source, text, date)."""

    text: str
    evidence: tuple[tuple[str, str] | tuple[str, str, str], ...] = ()

    def dossier(self) -> Dossier:
        """Give the example's evidence as linked evidence, as it stands to the statement on a day that stays the same."""
        claim = Claim(Statement.parse(self.text))
        items = (
            Item(f"EX-{number}", text, source=source, date=date[0] if date else _LATELY)
            for number, (source, text, *date) in enumerate(self.evidence, start=1)
        )
        return Dossier(tuple(stand(claim, item, linked=True) for item in items), as_of=_READ_ON)


@dataclass(frozen=True)
class Hit:
    """What a rule saw: the author's words (None: words are missing), and how sure it is (0..1).

    `detail` says what exactly, where the pitfall's message alone would be too general.
    """

    span: Span | None
    confidence: float
    detail: str = ""
    evidence: tuple[str, ...] = ()
    suggestion: str | None = None


Detector = Callable[["Statement", Dossier], Iterable[Hit]]


@dataclass(frozen=True)
class Pitfall:
    """One pitfall of the catalogue.

    `question` stands by itself; `asked` is the same with a place for the author's `{words}`: those of the finding,
    or of the slot that it is `about`.
    """

    code: str
    name: str
    lens: Lens
    severity: Severity
    why: str
    message: str
    question: str
    asked: str
    about: SlotName | None
    look_for: str
    bad: tuple[Example, ...]
    good: tuple[Example, ...]
    detect: Detector

    @property
    def note(self) -> str:
        """The file name of its guidance note, without the suffix."""
        return self.name.replace("-", "_")


def pitfall_of(module: ModuleType) -> Pitfall:
    """Read a pitfall from its module.

    Raises:
        AttributeError: the module leaves a part out.
    """
    return Pitfall(
        code=module.CODE,
        name=module.__name__.rsplit(".", 1)[-1].replace("_", "-"),
        lens=module.LENS,
        severity=module.SEVERITY,
        why=(module.__doc__ or "").strip(),
        message=module.MESSAGE,
        question=module.QUESTION,
        asked=module.ASKED,
        about=getattr(module, "ABOUT", None),
        look_for=module.LOOK_FOR,
        bad=tuple(module.BAD),
        good=tuple(module.GOOD),
        detect=module.detect,
    )
