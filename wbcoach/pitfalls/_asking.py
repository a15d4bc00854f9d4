"""A pitfall's question in the author's own words, where there are few enough of them to quote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wbcoach.lexicon import LIGHT
from wbcoach.unseen import without_unseen

if TYPE_CHECKING:
    from wbcoach.grammar import Span
    from wbcoach.pitfall import Pitfall
    from wbcoach.statement import Statement

_MOST_WORDS, _LONGEST = 8, 70
# What a passage doesn't end with, even where a finding's words do.
_LEADING_ON = frozenset(
    "the a an of and or to be between at after with for from their same every had when which that".split()
)
_EDGES = " .,;:!?-–—()[]"
_MARKS = str.maketrans(dict.fromkeys('“”„«»"', "'"))


def ask(known: Pitfall, statement: Statement, span: Span | None) -> str:
    """Ask what a pitfall asks, quoting the words that it is about; in general words where there are none to quote.

    The words are those of the finding's span, or of a slot where the pitfall is about one, else of the whole. Of a long passage the
    first words are quoted, with an ellipsis.
    """
    about = (statement.slot(known.about) or statement.whole) if known.about else span
    words = _quotable(about.of(statement.text)) if about else ""
    return known.asked.replace("{words}", words) if words else known.question


def _quotable(passage: str) -> str:
    """Give the first words of a passage, at most eight, none of them one that only leads on; nothing where there are none.

    What is unseen in them (zero-width characters, turns of the reading direction) is left out.
    """
    words = without_unseen(passage).translate(_MARKS).strip(_EDGES).split(maxsplit=_MOST_WORDS)
    kept = words[:_MOST_WORDS]
    while kept and len(" ".join(kept)) > _LONGEST:
        kept.pop()
    whole = len(kept) == len(words)
    leading_on = _LEADING_ON if whole else _LEADING_ON | LIGHT
    while kept and kept[-1].lower().strip(_EDGES) in leading_on:
        kept.pop()
    told = " ".join(kept).strip(_EDGES)
    if "?" in told or not any(map(str.isalnum, told)):
        return ""  # a question holds one question mark
    return told if whole else f"{told} ..."
