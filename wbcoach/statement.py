"""A draft problem statement: its text, its form, and the four slots with exact offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from wbcoach import grammar
from wbcoach.grammar import Span, Word, trim
from wbcoach.lexicon import names_people
from wbcoach.slots import Slots, find_slots
from wbcoach.slots.troubles import event_told, tells_trouble

Format = Literal["template", "user_story", "pov", "jtbd", "hmw", "free"]
SLOT_NAMES = ("customer", "problem", "situation", "need")

_A = r"['’ʼ]"
# What stands before a story in a list: a bullet, "User story 3:", a key such as "US-14:".
_AHEAD = r"(?:[-*•]\s+)?(?:(?:user\s+)?story(?:\s+#?\d{1,6})?\s*[:–-]\s*|[a-z]{1,8}-?\d{1,6}\s*[:–-]\s+)?"
_STORY = re.compile(
    rf"\s*{_AHEAD}as\s+(?:an?\s+|the\s+|one\s+of\s+the\s+)?(?P<customer>[^.;\n]{{1,200}}?)[,;]?\s+(?:i|we)"
    rf"(?P<middle>(?:{_A}(?:m|ve)|\s+(?!want|need|would|wish|like|love)\w+)\s[^\n]{{1,400}}?(?:,|;|\s[–—-])?\s*(?:(?:and|so|but)\s+)?\b(?:i|we))?"
    rf"(?:{_A}d)?\s+(?:\w+ly\s+|just\s+)?(?:wanna\b|(?:want|need|wish|would\s+like|would\s+love|like|love|expect|can|must|should)\b)\s*(?:to\s+be\s+able\s+to\s+|a\s+way\s+to\s+|to\s+|(?:for|that)\s+)?",
    re.IGNORECASE,
)
# Notes leave "I" out: "As a driver, want ...", "When the plate changes, want ...".
_BRIEF_STORY = re.compile(
    rf"\s*{_AHEAD}as\s+(?:an?\s+|the\s+)?(?P<customer>[\w/'’-]+(?:\s+[\w/'’-]+){{0,4}}?),?(?P<middle>)\s+(?:wants?|needs?|wanna|would\s+like)\s+(?:to\s+be\s+able\s+to\s+|a\s+way\s+to\s+|to\s+)?",
    re.IGNORECASE,
)
_BRIEF_JOB = re.compile(
    rf"\s*{_AHEAD}when(?:ever)?\s+(?P<situation>[^,.;\n]{{2,200}}),(?P<middle>)\s+(?:want|need|wanna|would\s+like)\s+(?:to\s+be\s+able\s+to\s+|a\s+way\s+to\s+|to\s+)?",
    re.IGNORECASE,
)
_JOB = re.compile(
    rf"\s*{_AHEAD}when(?:ever)?\s+(?P<situation>[^.;\n]{{2,400}}?),?\s+(?:i|we|they)(?:\s*[–—]\s*[^–—\n]{{1,80}}[–—])?"
    rf"(?P<middle>(?:{_A}(?:m|ve)|\s+(?!want|need|would|wish|like|love)[^\s.]+)\s[^\n]{{1,400}}?(?:,|;|\s[–—-])?\s*(?:(?:and|so|but)\s+)?\b(?:i|we))?"
    rf"(?:{_A}d)?\s+(?:want|need|wish|would\s+like|would\s+love|like|love)\b\s*(?:to\s+be\s+able\s+to\s+|a\s+way\s+to\s+|to\s+)?",
    re.IGNORECASE,
)
_HMW = re.compile(
    rf"\s*{_AHEAD}(?:how\s+might\s+i|how\s+(?:might|can|could|do|should|would|may)\s+we|how\s+we\s+(?:might|can|could|should|may)|hmw)\b[\s:,]*",
    re.IGNORECASE,
)
_HELP = re.compile(
    r"(?:help|enable|let|allow|support|give|empower|equip|ensure(?:\s+that)?|encourage|delight|get"
    r"|make\s+(?:it\s+)?(?:easier|easy|simple|simpler|possible|safer|quicker|faster)?\s*for)\s+",
    re.IGNORECASE,
)
_SO_THAT = re.compile(
    r",?\s+so\s+that\s+|,?\s+so\s+(?=(?:i|we|they|he|she|my|our|their|the|it|no|a|an|nobody|everyone|\w+s)\b)",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r",?\s+(?P<when>(?:when(?:ever)?|while|if|during|after|before|each\s+time|every\s+time|at\s+(?:the\s+)?(?:end|start)|once)\s+.+)$",
    re.IGNORECASE | re.DOTALL,
)
_HARD_WORDS = re.compile(
    rf"\b(?:do(?:es)?(?:n{_A}t| not)|not|never|no longer|without|avoid|stop|instead of|miss|lose|late|wrong|wait|waste|cannot|can{_A}t|have to|forget|fail|risk|fewer|less|wasted?|lost|hard|difficult|slow|confus\w+|error|mistake|twice|again|by hand|missing|drops? out|runs? short|hangs? up|jam(?:s|med)|falls? ill|need(?:n{_A}t| not)|no more|rather than|short of|spare|lose|mislaid|struggl\w+|have no|has no|runs? out|manually|stuck|worry)\b",
    re.IGNORECASE,
)
_BARE_END = '.!?,;:"”’)'


@dataclass(frozen=True)
class Statement:
    """One draft as its author wrote it; every span is a raw slice of `text`."""

    text: str
    format: Format
    slots: Slots
    hardship_named: bool = False
    _cache: dict[tuple[int, int], list[Word]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def parse(cls, text: str) -> Statement:
        """Read a draft; never raises, whatever the text."""
        plain = grammar.without_emphasis(text)
        for reader in (_story, _job, _how_might_we):
            found = reader(plain)
            if found is not None:
                return cls(text, found.format, found.slots, found.hardship_named)
        slots = find_slots(text)
        named = slots.hardship is not None or slots.because is not None
        return cls(text, _format_of(text, slots), slots, named)

    @cached_property
    def whole(self) -> Span:
        """The text without surrounding white space."""
        return grammar.trim(self.text, Span(0, len(self.text)))

    @cached_property
    def sentences(self) -> list[Span]:
        """Its sentences, trimmed."""
        return grammar.sentences(self.text)

    @cached_property
    def quotations(self) -> list[Span]:
        """Passages in quotation marks: other people's words."""
        return grammar.quotations(self.text)

    @cached_property
    def need_sentence(self) -> Span | None:
        """The sentence, or the part of one, that states the need."""
        if self.slots.need is None:
            return None
        start = self.slots.need_subject.start if self.slots.need_subject else self.slots.need.start
        if self.slots.need_phrase:
            start = min(start, self.slots.need_phrase.start)
        return Span(start, self.slots.need.end)

    def words(self, span: Span | None = None) -> list[Word]:
        """List the words of a span, or of the whole text."""
        span = span or self.whole
        key = (span.start, span.end)
        if key not in self._cache:
            self._cache[key] = grammar.words(self.text, *key)
        return self._cache[key]

    def slot(self, name: str) -> Span | None:
        """Give a slot by its name."""
        found: Span | None = getattr(self.slots, name)
        return found

    def sentence_of(self, span: Span) -> Span:
        """Give the sentence that holds a span, or the whole text where none does."""
        return next((sentence for sentence in self.sentences if sentence.covers(span)), self.whole)

    def quoted(self, span: Span) -> bool:
        """Say whether a span stands inside quotation marks."""
        return bool(self.quotations) and any(quotation.covers(span) for quotation in self.quotations)

    def in_need(self, span: Span) -> bool:
        """Say whether a span stands in the need sentence."""
        return self.need_sentence is not None and self.need_sentence.covers(span)

    @property
    def is_story(self) -> bool:
        """Say whether this is a user story, a job story or a how-might-we."""
        return self.format in ("user_story", "jtbd", "hmw")


def _format_of(text: str, slots: Slots) -> Format:
    if slots.proposal and not slots.way and not slots.opened:
        return "free"
    if slots.hardship in ("must", "cannot", "suffers") and slots.customer:
        return "template" if slots.need or slots.opened or slots.hardship == "must" else "free"
    if slots.way and (slots.hardship is None or slots.because):
        return "pov" if len(grammar.sentences(text)) == 1 or slots.hardship is None else "template"
    if slots.hardship and (slots.opened or slots.way):
        return "template"
    return "free"


def _split_need(text: str, start: int) -> tuple[Span, Span | None, Span | None, Span | None]:
    """Cut what follows "I want to" into need, reason, "because" and situation."""
    end = len(text.rstrip())
    because = re.search(
        r",?\s+because\s+|,\s+(?:since|as)\s+|,?\s+given\s+(?:that|how)\s+", text[start:end], re.IGNORECASE
    )
    cause = None
    if because:
        cause = trim(text, Span(start + because.end(), end), _BARE_END)
        end = start + because.start()
    reason = None
    so_that = _SO_THAT.search(text, start, end)
    if so_that:
        reason = trim(text, Span(so_that.end(), end), _BARE_END)
        end = so_that.start()
    situation = None
    when = _WHEN.search(text, start, end)
    if when:
        situation = trim(text, Span(when.start("when"), end), _BARE_END)
        end = when.start()
    elif reason is not None:
        late = _WHEN.search(text, reason.start, reason.end)
        situation = trim(text, Span(late.start("when"), late.end()), _BARE_END) if late else None
    return trim(text, Span(start, end), _BARE_END), reason, cause or None, situation


def _reads_hard(text: str, span: Span | None) -> bool:
    return span is not None and bool(_HARD_WORDS.search(text, span.start, span.end))


def _story(text: str) -> Statement | None:
    match = _STORY.match(text[:4000]) or _BRIEF_STORY.match(text[:400])
    if not match:
        return None
    need, reason, cause, situation = _split_need(text, match.end())
    hard = _middle(text, match) or cause or (reason if _reads_hard(text, reason) else None)
    customer = trim(text, Span(match.start("customer"), match.end("customer")), ",")
    slots = Slots(customer or None, hard, _bare_when(text, situation), need or None, because=cause)
    return Statement(text, "user_story", slots, bool(match["middle"]) or _hardship_told(text, cause))


# What the firm is after is no hardship of a customer: "..., so that our active figure stops sliding".
_FIRM_AIM = re.compile(r",?\s+so\s+(?:that\s+)?(?:our|we)\s[^.;?!]*\?", re.IGNORECASE)


def _hardship_told(text: str, cause: Span | None) -> bool:
    """Say whether a story tells anywhere what goes wrong; a general truth about people as its cause doesn't."""
    end = len(text[:4000])
    firm = _FIRM_AIM.search(text, 0, end)
    if firm:
        end = firm.start()
    return tells_trouble(text, 0, end) or (cause is not None and event_told(text, cause.start, cause.end))


def _middle(text: str, match: re.Match[str]) -> Span | None:
    """Give the clause that tells what happens, between the role or the moment and "I want"."""
    if not match["middle"]:
        return None
    tail = re.compile(r"(?:,|;|\s[–—-])?\s*(?:(?:and|so|but)\s+)?(?:i|we)$", re.IGNORECASE).search(
        match["middle"]
    )
    end = match.start("middle") + (tail.start() if tail else len(match["middle"]))
    return trim(text, Span(match.start("middle"), end), _BARE_END) or None


def _job(text: str) -> Statement | None:
    match = _JOB.match(text[:4000]) or _BRIEF_JOB.match(text[:400])
    if not match:
        return None
    need, reason, cause, _ = _split_need(text, match.end())
    situation = trim(text, Span(match.start("situation"), match.end("situation")), ",")
    hard = (
        _middle(text, match) or cause or next((s for s in (reason, situation) if _reads_hard(text, s)), None)
    )
    problem = hard if hard is not situation else None
    slots = Slots(None, problem, situation or None, need or None, because=cause)
    return Statement(text, "jtbd", slots, bool(match["middle"]) or _hardship_told(text, cause))


def _how_might_we(text: str) -> Statement | None:
    match = _HMW.match(text[:4000])
    if not match:
        return None
    need, reason, cause, situation = _split_need(text, match.end())
    helped = _HELP.match(text, match.end(), len(text))
    customer = None
    if helped:
        customer, need = _helped(text, Span(helped.end(), max(need.end, helped.end())))
    firm = re.compile(r"\b(?:our|we|us)\b", re.IGNORECASE)  # the asking firm is not the customer
    told = [
        span for span in (cause, reason, situation, customer, need) if span and not firm.search(span.of(text))
    ]
    hard = cause if cause in told else next((span for span in told if _reads_hard(text, span)), None)
    problem = hard if hard not in (situation, need, customer) else None
    slots = Slots(customer or None, problem, _bare_when(text, situation), need or None, because=cause)
    return Statement(text, "hmw", slots, _hardship_told(text, cause))


def _bare_when(text: str, situation: Span | None) -> Span | None:
    if situation is None:
        return None
    match = re.match(r"when\s+", situation.of(text), re.IGNORECASE)
    return Span(situation.start + match.end(), situation.end) if match else situation


def _helped(text: str, span: Span) -> tuple[Span | None, Span]:
    """Cut "new tenants (to) settle in" into who is helped and what to do."""
    found = grammar.words(text, *(span.start, span.end))
    for index, word in enumerate(found[1:15], start=1):
        before = found[index - 1]
        if word.low in {"to", "in", "with"} and (word.low == "to" or names_people(before.low)):
            return Span(span.start, before.end), trim(text, Span(word.end, span.end), _BARE_END)
        if word.low in {"a", "an", "more", "better"} and names_people(before.low):
            return Span(span.start, before.end), Span(word.start, span.end)
        acts = grammar.base_verb(word.low) or (word.low.endswith("ly") and index + 1 < len(found))
        if acts and names_people(before.low):
            return Span(span.start, before.end), Span(word.start, span.end)
    return None, span
