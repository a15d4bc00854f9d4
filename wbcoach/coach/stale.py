"""A saved critique held against the feedback as it is now: what it rests on that was edited or deleted since."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Final, Literal

from wbcoach.coach.gather import named_in
from wbcoach.grounding import Quoted, check_quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wbcoach.critique import Critique, Evidence, Finding
    from wbcoach.evidence import Item, Stance
    from wbcoach.grammar import Span
    from wbcoach.library import Library

State = Literal["unchanged", "edited", "deleted", "set_aside", "moved", "not_indexed"]
LOST: Final = frozenset({"edited", "deleted", "set_aside"})
_SERIAL = re.compile(r"gen-(\d+)\Z")
_CUT: Final = 600  # a quotation this long may end within a word
_KEPT: Final = 4096


@dataclass(frozen=True)
class Checked:
    """One item that a critique links, shows or cites, as it is now.

    `why` says it in a phrase. Of an edited item, `stands` is where the quoted words stand in its new text, or
    None where they don't. `stance` and `quote` are as saved; empty where a critique only names the item.
    """

    id: str
    state: State
    why: str
    linked: bool = False
    stance: Stance | None = None
    quote: str = ""
    stands: Span | None = None

    @property
    def lost(self) -> bool:
        """Say whether the item no longer says what the critique took from it, or may not."""
        return self.state in LOST


@dataclass(frozen=True)
class Rechecked:
    """A critique and its feedback as it is now.

    `findings` are those that cite an item that was lost, `tentative` the same among those below the threshold;
    `rewrite` says whether a part of it comes from one. `then` and `now` name the generation of the index.
    """

    critique: Critique
    items: tuple[Checked, ...]
    findings: tuple[Finding, ...] = ()
    tentative: tuple[Finding, ...] = ()
    rewrite: bool = False
    then: str | None = None
    now: str | None = None

    @property
    def lost(self) -> tuple[Checked, ...]:
        """The items that were edited, deleted or set aside since."""
        return tuple(one for one in self.items if one.lost)

    @property
    def against(self) -> tuple[Checked, ...]:
        """Those of them that spoke against the statement."""
        return tuple(one for one in self.lost if one.stance == "contradicts")

    @property
    def rested(self) -> int:
        """How many items spoke for the statement then."""
        return sum(one.stance == "supports" for one in self.items)

    @property
    def left(self) -> int:
        """How many of these are as they were."""
        return sum(one.stance == "supports" and not one.lost for one in self.items)

    @property
    def bare(self) -> bool:
        """Say whether none of them is left, not even the quoted words of one that was edited around them."""
        rested = [one for one in self.items if one.stance == "supports"]
        return bool(rested) and all(one.lost and one.stands is None for one in rested)

    @property
    def older(self) -> bool:
        """Say whether the index has moved on since."""
        then, now = (_SERIAL.match(name or "") for name in (self.then, self.now))
        return bool(then and now and int(then[1]) < int(now[1]))

    @property
    def newer(self) -> bool:
        """Say whether the index is behind the one of then: built anew elsewhere, or put back."""
        then, now = (_SERIAL.match(name or "") for name in (self.then, self.now))
        return bool(then and now and int(then[1]) > int(now[1]))


@dataclass
class Feedback:
    """The feedback as it is now: an index, if there is one, and linked items that were given anew.

    Item by item it keeps the last few thousand; that some words stand under another id is looked up in one walk
    over the index, made when the first item is missed.
    """

    library: Library | None = None
    given: dict[str, Item] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin with nothing looked up."""
        self._seen = self.generation
        self._find = lru_cache(_KEPT)(self._fetched)
        self._words: dict[str, str] | None = None
        self._aside: dict[str, str] | None = None

    @property
    def generation(self) -> str | None:
        """Name the generation of the index; None without one."""
        return self.library.generation if self.library else None

    def refresh(self) -> None:
        """Move on with the index, and forget what was looked up in an earlier generation.

        Raises:
            StoreError: the index is gone or damaged.
        """
        if self.library is not None:
            self.library.refresh()
            if self._seen != self.generation:
                self._seen, self._words, self._aside = self.generation, None, None
                self._find.cache_clear()

    def find(self, name: str) -> Item | None:
        """Give the item of that id, whatever became of it; None if there is none or it was set aside."""
        return self._find(name)

    def _fetched(self, name: str) -> Item | None:
        return self.library.get(name) if self.library else None

    def reason(self, name: str) -> str:
        """Say why an item is set aside; empty where it is not."""
        if self._aside is None:
            rows = self.library.set_aside() if self.library else ()
            self._aside = {row.item.id: row.reason for row in rows if row.collection == "feedback"}
        return self._aside.get(name, "")

    def same_words(self, sha256: str) -> str:
        """Name the item that has the whole text of this hash; empty where none has."""
        if self._words is None:
            items = self.library.items() if self.library else ()
            self._words = {item.sha256: item.id for item in chain(self.given.values(), items)}
        return self._words.get(sha256, "")


def recheck(saved: Critique, feedback: Feedback) -> Rechecked:
    """Compare each item that a critique rests on with the feedback as it is now.

    An item that came with the call, and was never in an index, is no loss: `given` is what it is compared with.

    Raises:
        StoreError: the index can't be read.
    """
    feedback.refresh()
    items = [_shown(one, saved, feedback) for one in saved.evidence]
    known = {one.id for one in items}
    items += [one for name in _only_named(saved) if name not in known and (one := _named(name, feedback))]
    lost = {one.id for one in items if one.lost}
    parts = saved.rewrite.provenance if saved.rewrite else ()
    return Rechecked(
        saved,
        tuple(items),
        tuple(_hit(saved.findings, lost)),
        tuple(_hit(saved.tentative, lost)),
        any(part.origin in lost for part in parts),
        saved.receipt.generation,
        feedback.generation,
    )


def _hit(findings: Iterable[Finding], lost: set[str]) -> Iterator[Finding]:
    return (finding for finding in findings if lost.intersection(finding.evidence))


def _only_named(saved: Critique) -> dict[str, None]:
    """Give the ids that findings cite, in their order."""
    return dict.fromkeys(name for one in (*saved.findings, *saved.tentative) for name in one.evidence)


def _named(name: str, feedback: Feedback) -> Checked | None:
    """Look for an item of which the critique holds no words; None where it is there, or no index is."""
    if feedback.library is None or feedback.find(name) or name in feedback.given:
        return None
    if reason := feedback.reason(name):
        return Checked(name, "set_aside", f"was set aside as unsafe ({reason})")
    return Checked(name, "deleted", "is not in the index any more")


def _shown(one: Evidence, saved: Critique, feedback: Feedback) -> Checked:
    state, why, stands = _compared(one, saved, feedback)
    return Checked(one.id, state, why, one.linked, one.stance, one.quote, stands)


def _compared(one: Evidence, saved: Critique, feedback: Feedback) -> tuple[State, str, Span | None]:
    item = (feedback.given.get(one.id) if one.linked else None) or feedback.find(one.id)
    if item and item.sha256 == one.sha256:
        return "unchanged", "is as it was", None
    if other := feedback.same_words(one.sha256):
        return "moved", f"has its words under the id {other} now", None
    if item:
        return _edited(one, item)
    if reason := feedback.reason(one.id):
        return "set_aside", f"was set aside as unsafe ({reason})", None
    if not one.linked:
        return "deleted", "is not in the index any more", None
    if feedback.given:
        return "deleted", "is neither in what was given with --evidence nor in the index", None
    if saved.receipt.generation is not None and one.id in named_in(saved.statement.text):
        # The record doesn't say whether the index had it or the call; a loss is the worse one to miss.
        return (
            "deleted",
            "is named in the draft and not in the index; if it came with the call, give it with --evidence FILE",
            None,
        )
    return "not_indexed", "came with the call and is in no index; compare it with --evidence FILE", None


def _edited(one: Evidence, item: Item) -> tuple[State, str, Span | None]:
    """Say what became of the quoted words; a "not" or a number that was put beside them counts as a change."""
    checked = _held(one.quote, item.text)
    if checked.span is None:
        gone = checked.reason == "not found"
        what = "are not in it any more" if gone else f"no longer hold ({checked.reason})"
        return "edited", f"was edited: the quoted words {what}", None
    place = f"{checked.span.start}-{checked.span.end}"
    return "edited", f"was edited: the quoted words still stand, at {place}", checked.span


@lru_cache(_KEPT)
def _held(quote: str, text: str) -> Quoted:
    checked = check_quote(quote, text, speaker="customer")
    if checked.span is None and len(quote) >= _CUT:
        return check_quote(quote.rpartition(" ")[0], text, speaker="customer")
    return checked
