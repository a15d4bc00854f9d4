"""What the tools of a model do in one turn: look up, try wording, keep the author's words, put aside; within bounds."""

from __future__ import annotations

import re
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, Final

from wbcoach import prompt
from wbcoach.coach.brief import is_plain
from wbcoach.conversation import offering
from wbcoach.conversation.closing import verdict_line
from wbcoach.conversation.guiding import guidance_on
from wbcoach.conversation.hearing import Heard
from wbcoach.conversation.steps import in_hand
from wbcoach.critique import SlotName
from wbcoach.grammar import stems, words
from wbcoach.screening import without_orders
from wbcoach.stance import Claim, stand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from wbcoach.conversation.interviewer import Interviewer, Reply
    from wbcoach.conversation.talk import Talk, Version
    from wbcoach.critique import Critique, Finding
    from wbcoach.evidence import Item, Stance
    from wbcoach.privacy import Masker

MOST_CALLS: Final = 8
_FOUND: Final = 4
_MOST_TOLD: Final = 8
_LONGEST: Final = 1200
_FEWEST_WORDS: Final = 2
_ASKS_FOR: Final = {
    "park": re.compile(
        r"\b(?:park|later|skip|not\s+now|leave|aside|move\s+on|next|pass|rather\s+not)\b", re.IGNORECASE
    ),
    "waive": re.compile(r"\b(?:waive|ignore|accept|keep|leave|aside|drop|live\s+with)\b", re.IGNORECASE),
}


class Desk:
    """One turn's state: the interviewer's turn as it now stands, and the feedback that the model has read."""

    def __init__(self, interviewer: Interviewer, base: Reply, line: str, masker: Masker) -> None:
        """Begin with the interviewer's own turn on the author's line."""
        self.interviewer = interviewer
        self.base = base
        self.line = line
        self.masker = masker
        self.items: dict[str, str] = {}
        self.stances: dict[str, Stance] = {}
        self.offer: Version | None = None
        self.calls = 0
        self._names: dict[str, str] = {}
        self._lock = Lock()

    @property
    def talk(self) -> Talk:
        """The talk before the coach's words."""
        return self.base.before

    @property
    def critique(self) -> Critique | None:
        """The critique of the draft as it stands; None where there is no draft."""
        return self.interviewer.critique(self.talk) if self.talk.draft else None

    def fenced(self, item_id: str, text: str, stance: Stance, **about: str) -> str:
        """Give an item as the model reads it: masked, without orders, under a name that can be copied."""
        told = {key: self.masker.mask(without_orders(value)) for key, value in about.items()}
        own = self.masker.mask(without_orders(text)[:_LONGEST])
        return prompt.fence("feedback", own, id=self._name(item_id), stance=stance, **told)

    def read(self, item_id: str, text: str, stance: Stance) -> None:
        """Keep that the model has read an item, so that it may speak of it."""
        self.items[self._name(item_id)] = without_orders(text)[:_LONGEST]
        self.stances[self._name(item_id)] = stance

    def _name(self, item_id: str) -> str:
        if item_id not in self._names:
            hidden = sum(own != shown for own, shown in self._names.items())
            plain = is_plain(item_id, self.masker)
            self._names[item_id] = item_id if plain else f"item {hidden + 1}"
        return self._names[item_id]

    def true_id(self, name: str) -> str:
        """Give the id that an item has, by the name it was shown under."""
        return next((own for own, shown in self._names.items() if shown == name), name)

    def true_ids(self, sentence: str) -> str:
        """Put the ids that items have in the place of those they were shown under."""
        for own, name in self._names.items():
            sentence = sentence.replace(f"[{name}]", f"[{own}]")
        return sentence

    def search_feedback(self, query: str) -> str:
        """Search the customer feedback; gives the items that fit best, with their ids."""
        return self._called(lambda: self._search(self.masker.restore(query)))

    def search_guidance(self, query: str) -> str:
        """Look up how a fault is mended, by its code or in words."""
        return self._called(lambda: self.masker.mask(guidance_on(self.masker.restore(query))))

    def critique_draft(self) -> str:
        """Give the critic's verdict on the draft as it stands, and all open findings."""
        return self._called(self._standing)

    def check_rewrite(self, text: str) -> str:
        """Try wording of the whole statement on the critic: what it closes, what it brings in, what has no source."""
        return self._called(lambda: self._tried(self.masker.restore(prompt.unfence(text))))

    def set_slot(self, slot: SlotName, author_words: str) -> str:
        """Put words that the author said, copied, into a slot of the draft; the author then keeps or changes them."""
        return self._called(lambda: self._put(slot, self.masker.restore(prompt.unfence(author_words))))

    def park(self, code: str, author_words: str) -> str:
        """Put a finding aside for later, open as it is, where the author has just asked for that in these words."""
        return self._called(lambda: self._aside("park", code, self.masker.restore(author_words)))

    def waive(self, code: str, author_words: str) -> str:
        """Set a finding aside for good, where the author has just asked for that; their words are the reason."""
        return self._called(lambda: self._aside("waive", code, self.masker.restore(author_words)))

    def _called(self, do: Callable[[], str]) -> str:
        with self._lock:
            self.calls += 1
            if self.calls > MOST_CALLS:
                return "No more tools in this turn: answer now."
            return do()

    def _search(self, query: str) -> str:
        claim = Claim(self.interviewer.statement(self.talk))
        shown = []
        for one in (stand(claim, item) for item in self._matching(query)):
            item = one.item
            self.read(item.id, item.text, one.stance)
            shown.append(
                self.fenced(
                    item.id, item.text, one.stance, kind=item.kind, source=item.source, date=item.date
                )
            )
        return "\n\n".join(shown) or "Nothing was found."

    def _matching(self, query: str) -> Iterable[Item]:
        library = self.interviewer.coach.library
        if library is not None:
            return [match.item for match in library.search(query[:400], k=_FOUND)]
        wanted = stems(words(query))
        fits = [(len(wanted & stems(words(item.text))), item) for item in self.interviewer.linked]
        best = sorted((one for one in fits if one[0]), key=lambda one: -one[0])
        return [item for _, item in best[:_FOUND]]

    def _standing(self) -> str:
        made = self.critique
        if made is None:
            return "There is no draft yet."
        return "\n".join(
            [
                verdict_line(made),
                *(finding_block(one, self.masker) for one in made.worst_of_each_code(_MOST_TOLD)),
            ]
        )

    def _tried(self, text: str) -> str:
        if self.critique is None:
            return "There is no draft to reword yet."
        made, why = offering.tried(self.interviewer, self.talk, text, self.items)
        if made is None:
            return self.masker.mask(f"Refused: {why}")
        if not offering.wanted(self.base):
            return "It holds. It is not shown: the author has not asked for wording."
        self.offer = made
        return "It holds, and is shown to the author to keep or to change."

    def _put(self, slot: SlotName, said: str) -> str:
        if why := offering.unsaid(self.talk, said, slot):
            return self.masker.mask(f"Refused: {why}")
        turns = self.base.talk.turns
        talk = offering.noted(self.talk, slot, said)
        self.base = replace(self.base, talk=talk.to(turns=turns, asked=self.base.talk.asked))
        if not talk.draft:
            return "Kept for the first draft."
        made = offering.with_words(self.interviewer, talk, slot, said)
        if made is None:
            return "Kept. It does not go into the draft as it was said."
        self.offer = made
        return "Put in; the author is shown it, to keep or to change."

    def _aside(self, how: str, code: str, said: str) -> str:
        code = code.strip().upper()
        made = self.critique
        if made is None or code not in {one.code for one in made.findings}:
            return f"Refused: {code[:8]} is not open."
        told = " ".join(said.split())
        line = " ".join(self.line.split())
        if self.base.heard.pressure is not None:
            return "Refused: push-back is no request; the finding stays open."
        if len(told.split()) < _FEWEST_WORDS or told.lower() not in line.lower():
            return "Refused: these are not the words that the author has just said."
        focus = in_hand(self.talk, made)
        meant = code in line.upper() or (focus is not None and focus.code == code)
        if not meant or not _ASKS_FOR[how].search(line):
            return f"Refused: the author has not asked to {how} {code}."
        rest = code if how == "park" else f"{code} {line}"
        self.base = self.interviewer.command(self.talk, Heard("command", how, rest))
        return self.masker.mask(f"Done. What is told, and asked, now:\n{self.base.text}")


def finding_block(one: Finding, masker: Masker) -> str:
    """Fence a finding for a model."""
    span = f"\nWords: {masker.mask(one.span.text)}" if one.span else ""
    told = f"{masker.mask(one.message)}{span}\nAsked: {masker.mask(one.question)}"
    return prompt.fence("finding", told, code=one.code, name=one.name, severity=one.severity)
