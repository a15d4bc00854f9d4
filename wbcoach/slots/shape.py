"""What is found in a statement: where each slot stands, and how hardship and need were put."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from wbcoach.grammar import Span

Hardship = Literal["must", "cannot", "suffers", "plain", "expletive"]


@dataclass(frozen=True, slots=True)
class Slots:
    """Where each slot stands, and how the hardship and the need were put."""

    customer: Span | None = None
    problem: Span | None = None
    situation: Span | None = None
    need: Span | None = None
    because: Span | None = None
    proposal: Span | None = None
    need_subject: Span | None = None
    need_phrase: Span | None = None
    hardship: Hardship | None = None
    way: bool = False
    opened: bool = False


# Long texts are documents, not statements: slots are looked for at their beginning.
SENTENCES_READ = 12


SENTENCE_REACH = 1500


@dataclass(frozen=True, slots=True)
class Need:
    """A need as it was put: its content, who needs it, and whether it asks for "a way"."""

    start: int
    content: Span
    subject: Span | None
    phrase: Span
    way: bool
