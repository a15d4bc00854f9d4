"""What of a statement is kept for comparing it with others: who has it, and its matter, told without them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from wbcoach.grammar import content, stem, words
from wbcoach.lexicon import GENERIC_PEOPLE
from wbcoach.stance import Claim
from wbcoach.statement import Statement
from wbcoach.vocabulary.opposites import Pull, pulls
from wbcoach.vocabulary.praising import praise_in
from wbcoach.vocabulary.reversals import eased

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wbcoach.critique import Critique, SlotName

_ENOUGH: Final = 0.5
_LONGEST_NAME: Final = 12
_PEOPLE: Final = "people"
# What the forms themselves say: in a small backlog these words are as rare as any, and made unlike statements alike.
_FRAME: Final = frozenset(
    stem(word)
    for word in "today currently now customers users people we need way want might help enable let able".split()
)


@dataclass(frozen=True)
class Told:
    """A statement for comparing: its text, and where a critique found its slots. The rest is worked out when it is asked for."""

    row: int
    id: str
    text: str
    slots: Mapping[SlotName, tuple[int, int]]

    def _slot(self, name: SlotName) -> str:
        start, end = self.slots.get(name, (0, 0))
        return self.text[start:end]

    @property
    def customer(self) -> str:
        """Its customers in its own words; empty where it names none, or more was read than a name can be."""
        said = self._slot("customer").split()
        return " ".join(said) if len(said) <= _LONGEST_NAME else ""

    @cached_property
    def who(self) -> frozenset[str]:
        """The stems that name its customers; empty where it names nobody in particular."""
        said = content(words(self.customer))
        return frozenset(stem(word.low) for word in said if word.low not in GENERIC_PEOPLE)

    @cached_property
    def about(self) -> frozenset[str]:
        """The stems of its matter."""
        return frozenset(stem(word.low) for word in content(words(self.text))) - self.who

    @cached_property
    def own(self) -> frozenset[str]:
        """The stems of its matter that are not of the form that it is told in."""
        return self.about - _FRAME

    @property
    def matter(self) -> str:
        """Hardship, moment and need in its own words, with what stands between, such as a cause, and without who has them.

        All but who where the slots hold too little.
        """
        told = [self.slots[name] for name in ("problem", "situation") if name in self.slots]
        start, end = min((at for at, _ in told), default=0), max((at for _, at in told), default=0)
        needed = self.slots.get("need", (0, 0))
        if needed[0] < end and start < needed[1]:
            parts = [self._slot(name) for name in ("problem", "situation", "need")]
        else:
            parts = [self.text[start:end], self._slot("need")]
        if sum(map(len, parts)) >= _ENOUGH * len(self.text):
            return " ".join(filter(None, parts))
        if not self.customer:
            return self.text
        start, end = self.slots["customer"]
        return f"{self.text[:start]}{_PEOPLE}{self.text[end:]}"

    @cached_property
    def claim(self) -> Claim:
        """What it says, in the forms in which feedback is held against it."""
        return Claim(Statement.parse(self.text))

    @cached_property
    def outside_need(self) -> str:
        """What it says happens, without what is needed."""
        need = self.claim.statement.need_sentence
        return f"{self.text[: need.start]} {self.text[need.end :]}".strip() if need else self.text

    @cached_property
    def tells_good_news(self) -> bool:
        """Say whether it tells of something that goes well."""
        return bool(praise_in(self.outside_need)) or eased(self.outside_need) > 0

    @cached_property
    def pulls(self) -> tuple[Pull, ...]:
        """The ways in which it wants more or less, sooner or later."""
        return pulls(self.text)


def of(row: int, name: str, critique: Critique) -> Told:
    """Keep a critique's statement."""
    slots = {slot: (span.start, span.end) for slot, span in critique.statement.slots.items() if span}
    return Told(row, name, critique.statement.text, slots)


def first_words(text: str, most: int = 80) -> str:
    """Give the first words of a text on one line; a cut is marked."""
    line = re.sub(r"\s+", " ", text[: 4 * most]).strip()
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0] + " ..."


def same_people(one: frozenset[str], other: frozenset[str]) -> bool:
    """Say whether two names are of the same people: one holds the other, or they share most of their words.

    Who names nobody in particular may mean anybody.
    """
    if not one or not other:
        return True
    shared = len(one & other)
    return shared == min(len(one), len(other)) or shared * 2 > len(one | other)
