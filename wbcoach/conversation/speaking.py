"""A model's text as it comes, cut into sentences; each is checked before it is told, and one question ends the turn."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wbcoach.coach.saying import printable
from wbcoach.conversation.claims import is_question
from wbcoach.grammar import Span, sentences
from wbcoach.grounding import without_links
from wbcoach.models import Spoken

if TYPE_CHECKING:
    from collections.abc import Callable

    from wbcoach.privacy import Masker

_MOST_REMARKS: Final = 3
_LONGEST_QUESTION, _LONGEST_REMARK, _TOLD_OF = 240, 400, 200
_THOUGHTS: Final = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_LEAD: Final = re.compile(r"^\s*(?:[-*•#>]+|\d+[.)])\s+|^(?:coach|question)\s*:\s*|\*\*|__", re.IGNORECASE)
_FILLER: Final = re.compile(
    r"^(?:let\s+me|one\s+moment|i(?:['’]ll|\s+will)\s+(?:check|look|search))\b", re.IGNORECASE
)


class Speaker:
    """Hears a model piece by piece. Remarks are told at once, the question is kept for the end.

    The first sentence that fails ends it: what follows may rest on it, so the coach's own question is asked.
    `refused` holds what was not told, and why.
    """

    def __init__(self, masker: Masker, check: Callable[[str, str], str], tell: Callable[[str], None]) -> None:
        """Take the check (given a sentence restored and as it came; "" lets it pass), and who is told."""
        self.refused: list[tuple[str, str]] = []
        self._masker = masker
        self._check = check
        self._tell = tell
        self._text = ""
        self._remarks: list[str] = []
        self._question = ""
        self._stopped = False

    def hear(self, piece: str) -> None:
        """Take a piece of text; whole sentences in it are dealt with."""
        self._text += piece
        whole = _THOUGHTS.sub("", self._text)
        if "<think" in self._text.lower() and "</think" not in self._text.lower():
            return
        *done, last = _cut(whole) or [Span(0, 0)]
        if done:
            self._text = whole[last.start :]  # as it came, since a word may follow
            self._take([span.of(whole) for span in done])

    def end(self) -> None:
        """Deal with what is left when a message has ended."""
        left, self._text = _THOUGHTS.sub("", self._text), ""
        self._take([span.of(left) for span in _cut(left)])

    @property
    def failed(self) -> bool:
        """Whether something was refused, so that the coach's own question is asked."""
        return self._stopped

    @property
    def spoken(self) -> Spoken:
        """What was let through."""
        question = "" if self._stopped else self._question
        return Spoken(remarks=tuple(self._remarks), question=question)

    def _take(self, found: list[str]) -> None:
        for one in found:
            masked = printable(_LEAD.sub("", one))
            words = printable(self._masker.restore(masked))
            if any(map(str.isalnum, words)) and not self._stopped and not _FILLER.match(words):
                self._weigh(words, masked)

    def _weigh(self, words: str, masked: str) -> None:
        asks = is_question(words)
        if asks and self._question:
            self._refuse(words, "a turn has one question")
        elif why := self._check(words, masked):
            self._refuse(words, why)
            self._stopped = True
        elif len(words) > (_LONGEST_QUESTION if asks else _LONGEST_REMARK):
            self._refuse(words, "it is too long")
        elif asks:
            self._question = words
        elif len(self._remarks) >= _MOST_REMARKS or self._question:
            self._refuse(words, "there is no more room for it")
        else:
            self._remarks.append(words)
            self._tell(words)

    def _refuse(self, words: str, why: str) -> None:
        self.refused.append((without_links(words)[:_TOLD_OF], without_links(why)[:_TOLD_OF]))


def _cut(text: str) -> list[Span]:
    """Cut a text into its sentences, a line break ending one as well."""
    spans, start = [], 0
    for line in text.split("\n"):
        spans += [Span(start + span.start, start + span.end) for span in sentences(line)]
        start += len(line) + 1
    return spans
