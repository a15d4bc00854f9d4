"""Which golden statements somebody could have learned by heart: their words stand in training data, examples or notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wbcoach.pitfalls import catalogue
from wbcoach.prompt import folder as prompts_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from eval.golden import Case

# Eight words in a row are hardly met twice by chance but for the template's own; half of a text's is no chance.
_RUN: Final = 8
_MUCH: Final = 0.5


def contaminated(cases: Iterable[Case]) -> dict[str, str]:
    """Give the held cases that share half of their runs of eight words with one source, and say which.

    Tuned cases are not asked: they are what rules and heads learn from.
    """
    sources = {
        where: frozenset(run for text in texts for run in _runs(text)) for where, texts in _known().items()
    }
    found = {}
    for case in cases:
        runs = set(_runs(case.text))
        if case.split != "held" or not runs:
            continue
        for where, known in sources.items():
            if len(runs & known) >= _MUCH * len(runs):
                found[case.id] = f"stands in {where}"
                break
    return found


def _known() -> dict[str, Iterator[str]]:
    from eval.train.drafts import drafts

    return {
        "the training data": (draft.text for draft in drafts()),
        "a pitfall's examples": (
            example.text for pitfall in catalogue().values() for example in (*pitfall.bad, *pitfall.good)
        ),
        "a prompt": (path.read_text("utf-8") for path in sorted(prompts_folder().glob("*.md"))),
    }


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"[\w']+", text.lower())
    yield from (tuple(words[start : start + _RUN]) for start in range(max(len(words) - _RUN + 1, 0)))
