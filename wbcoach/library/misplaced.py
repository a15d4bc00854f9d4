"""Drafts among feedback: a backlog of statements that was taken for what customers said would stand as evidence for itself."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from wbcoach.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.library.material import Batch

_LONGEST: Final = 1_200
# What a draft opens with, or has in it; most feedback has neither and is not read any closer.
_MAY_BE_ONE: Final = re.compile(
    r"\W*(?:user\s+story|as\s|when|how\s|hmw\b|today\b|as\s+of|currently|at\s+(?:the\s+moment|present)|right\s+now"
    r"|these\s+days|nowadays)|.{0,1000}?\bneed\w*\b[^.]{0,40}\bway\b",
    re.IGNORECASE | re.DOTALL,
)
_FIRST_PERSON: Final = re.compile(r"\b(?:i|me|my)\b", re.IGNORECASE)


class Drafts(NamedTuple):
    """How many items of a file read like drafts, of how many."""

    path: str
    drafts: int
    items: int

    @property
    def is_backlog(self) -> bool:
        """Say whether most of the file is drafts."""
        return self.drafts * 2 > self.items


def drafts_in(batch: Batch, origin: str) -> Iterator[Drafts]:
    """Give each file of a batch that holds drafts; an item without a file stands in `origin`."""
    drafts: Counter[str] = Counter()
    items: Counter[str] = Counter()
    for item in batch.items:
        path = batch.paths.get(item.id, origin)
        items[path] += 1
        drafts[path] += reads_like_a_draft(item.text)
    for path, count in drafts.items():
        if count:
            yield Drafts(path, count, items[path])


def reads_like_a_draft(text: str) -> bool:
    """Say whether a text is a user or job story, a how-might-we, or third persons' hardship or need in the template."""
    if len(text) > _LONGEST or not _MAY_BE_ONE.match(text):
        return False
    statement = Statement.parse(text)
    if statement.is_story:
        return True
    slots = statement.slots
    told = slots.way or (slots.opened and slots.hardship in ("must", "cannot", "suffers"))
    # A customer says "I"; who writes about customers says who they are.
    return bool(told and slots.customer and not _FIRST_PERSON.search(text))
