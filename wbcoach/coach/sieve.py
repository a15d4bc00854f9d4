"""The checks that a model's proposals pass one by one; what fails is dropped, and counted with the reason."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from wbcoach import prompt
from wbcoach.coach.refusal import refused_words
from wbcoach.coach.saying import foreign, lost, named, planted, printable
from wbcoach.critique import Dropped, Finding, SlotName, TextSpan
from wbcoach.grounding import check_quote, misquoted, showing_computed, unfounded
from wbcoach.grounding.typography import occurrences, whole_words
from wbcoach.pitfalls import ask, catalogue, central, staged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wbcoach.coach.brief import Brief
    from wbcoach.evidence import Dossier, Item
    from wbcoach.grammar import Span
    from wbcoach.models import DraftFinding
    from wbcoach.pitfall import Pitfall
    from wbcoach.statement import Statement

# Faults of something that is missing: a finding may stand on no words, unless that part is there.
_ABSENCES: dict[str, SlotName | None] = {
    "T01": "customer",
    "T02": "situation",
    "T03": None,
    "T04": "need",
    "D01": None,
    "S09": None,
}
_STORY_SILENT = frozenset({"T04", "T08"})
_TEMPLATE = "Today, customers have to problem when situation. Customers need a way to need."
_QUESTION_WORDS = 30
_CUT = 240  # characters after which an answer's quote was cut, perhaps within a word
_WRAPS = "\"“”«»'‘’"
_QUOTED = re.compile(r"\"([^\"]+)\"|“([^”]+)”|«([^»]+)»|(?<!\w)‘(.+?)’(?!\w)|(?<!\w)'(\w.*?)'(?!\w)")
_ID = re.compile(r"(?=[^\d@]*[\d@])[\w.:#/@-]{1,80}")


class _FailsError(Exception):
    """A proposal fails a check."""


class Sieve:
    """Passes a model's proposals for one statement; words that stand in it twice are taken where a rule saw them."""

    def __init__(
        self, statement: Statement, dossier: Dossier, given: Brief, rules: Sequence[Finding]
    ) -> None:
        """Begin with what had no room in the prompt; `rules` are the findings of the rules."""
        self.dropped: list[Dropped] = list(given.left_out)
        self._statement = statement
        self._dossier = dossier
        self._given = given.given
        self._masker = given.masker
        self._instructions = given.instructions
        self._rules = rules
        self._reached: Counter[str] = Counter()

    def drop(self, what: str, reason: str) -> None:
        """Note that something failed a check, without the links it may hold."""
        self.dropped.append(lost(what, reason))

    @property
    def reached(self) -> Counter[str]:
        """How many proposals passed each of the checks "known_code", "span", "quote" and "number"."""
        return +self._reached

    def check(self, one: DraftFinding) -> Finding | None:
        """Make a finding of a proposal; None when it fails a check."""
        quote = self._restored(one.quote if len(one.quote) < _CUT else one.quote.rpartition(" ")[0]).strip()
        try:
            return self._pass(one, quote)
        except _FailsError as failed:
            self.drop(named(one.code, quote), str(failed))
            return None

    def _pass(self, one: DraftFinding, quote: str) -> Finding:
        known = self._known(one.code)
        self._reached["known_code"] += 1
        span = self._span(known.code, quote)
        self._reached["span"] += 1
        cited = self._cited(one.evidence)
        self._reached["quote"] += 1
        finding = self._with_fit_suggestion(self._finding(known, one, span, cited))
        self._reached["number"] += 1
        return finding

    def _known(self, code: str) -> Pitfall:
        known = catalogue().get(code.strip().upper())
        if known is None:
            raise _FailsError("no such code in the catalogue")
        silent = known.code in _STORY_SILENT and self._statement.is_story
        if silent or (known.code == "D01" and self._dossier.linked):
            raise _FailsError("does not apply to this statement")
        return known

    def _span(self, code: str, quote: str) -> Span | None:
        text = self._statement.text
        if quote and not any(map(str.isalnum, quote)):
            raise _FailsError("names no words of the draft")
        if not quote:
            if code not in _ABSENCES:
                raise _FailsError("names no words of the draft")
            slot = _ABSENCES[code]
            if slot and self._statement.slot(slot):
                raise _FailsError("what it calls missing is in the draft")
            return None
        theirs = [rule.span for rule in self._rules if rule.code == code and rule.span]
        places = [
            place
            for wanted in (quote, quote.strip(_WRAPS))
            for place in occurrences(wanted, text)
            if whole_words(text, place)
        ]
        touching = (
            place for place in places if any(place.start < s.end and s.start < place.end for s in theirs)
        )
        found = next(touching, None) or next(iter(places), None) or check_quote(quote, text).span
        if found is None:
            raise _FailsError("its words are not in the draft")
        return found

    def _cited(self, names: Sequence[str]) -> dict[str, str]:
        """Give the ids of cited feedback by the names it was shown under."""
        bare = [name for name in (name.strip(" []") for name in names) if name]
        strange = [name for name in bare if name not in self._given]
        if strange:
            raise _FailsError(f"cites feedback it was not given: {printable(', '.join(strange))[:80]}")
        return {name: self._given[name].item.id for name in bare}

    def _finding(
        self, known: Pitfall, one: DraftFinding, span: Span | None, cited: dict[str, str]
    ) -> Finding:
        """Build the finding; words of the model that bring in something of their own give way to the catalogue's."""
        text = self._statement.text
        sources = [text, *map(self._words_of, cited)]
        ours = [*sources, known.message, known.question, _TEMPLATE]
        why = self._grounded(f"{known.code} why", one.why, ours, cited)
        question = self._grounded(f"{known.code} question", one.question, ours, cited)
        if question and not _is_one_question(question):
            self.drop(named(f"{known.code} question", question), "is not one short question")
            question = ""
        suggestion = self._grounded(f"{known.code} suggestion", _unwrapped(one.suggestion or ""), sources, {})
        return Finding(
            code=known.code,
            name=known.name,
            lens=known.lens,
            severity=staged(known.code, known.severity, self._dossier),
            span=TextSpan(start=span.start, end=span.end, text=span.of(text)) if span else None,
            message=why or known.message,
            question=question or ask(known, self._statement, span),
            suggestion=suggestion or None,
            evidence=tuple(dict.fromkeys(cited.values())),
            guidance=(known.note,),
            found_by=("llm",),
            confidence=one.confidence,
            central=central(known.code, span, self._statement),
        )

    def _with_fit_suggestion(self, finding: Finding) -> Finding:
        """Take the suggestion away where the statement that it makes fails a check; the question stands alone then."""
        reason = refused_words(self._statement, self._dossier, finding, self._read(finding))
        if not reason:
            return finding
        self.drop(named(f"{finding.code} suggestion", finding.suggestion or ""), reason)
        return finding.model_copy(update={"suggestion": None})

    def _read(self, finding: Finding) -> list[Item]:
        """Give the cited items as the model read them."""
        return [found.read for found in self._given.values() if found.item.id in finding.evidence]

    def _grounded(self, part: str, words: str, sources: Sequence[str], cited: dict[str, str]) -> str:
        """Give the model's words back, restored, or nothing where they bring in what no source has.

        An id of cited feedback is no figure, and is shown as the user knows it.
        """
        told = bare = printable(self._restored(words))
        named_ids = []
        for name, own in cited.items():
            if _ID.fullmatch(name) or name.startswith("item "):
                pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
                if pattern.search(bare):
                    named_ids.append(name)
                known_as = own if _ID.fullmatch(own) else "this item"
                told, bare = pattern.sub(known_as, told), pattern.sub(" ", bare)
        own_words = [self._statement.text, *map(self._words_of, named_ids or cited)]
        strange = [
            *unfounded(bare, sources),
            *misquoted(bare, own_words),
            *foreign(words, self._masker, own_words),
            *planted(bare, self._instructions, own_words),
        ]
        if strange:
            self.drop(named(part, told), strange[0])
            return ""
        return showing_computed(told, own_words)

    def _words_of(self, name: str) -> str:
        """Give the words of an item without orders to a program, so that no order lends a number or a quotation."""
        return self._given[name].read.text

    def _restored(self, words: str) -> str:
        return self._masker.restore(prompt.unfence(words))


def _is_one_question(words: str) -> bool:
    return words.count("?") == 1 and words.endswith("?") and len(words.split()) <= _QUESTION_WORDS


def _unwrapped(words: str) -> str:
    """Take off quotation marks around the whole, which many a model puts there."""
    whole = _QUOTED.fullmatch(words.strip())
    return next(filter(None, whole.groups())) if whole else words
