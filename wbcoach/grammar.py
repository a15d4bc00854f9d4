"""English seen from afar: words, sentences, quotations, clauses. Linear time, no model, exact offsets."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from wbcoach.lexicon import LIGHT, VERBS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

APOSTROPHES = "'’ʼ"
_WORD = re.compile(rf"[^\W_]+(?:[-{APOSTROPHES}‐‑.][^\W_]+)*", re.UNICODE)
_ASCII_WORD = re.compile(r"[A-Za-z0-9]+(?:[-'.][A-Za-z0-9]+)*")  # the same, in less time
# It opens with the signs of all its alternatives, which `re` looks for much faster than for the alternatives.
_SENTENCE_END = re.compile(
    r"[.!?…\n。！？](?:(?<=[.!?…])[.!?…]*[\"'”’)\]]*(?=\s|$)|(?<=\n)[ \t\r]*\n+|(?<=[。！？]))"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|approx|dr|mr|mrs|ms|prof|st|no|nos|inc|ltd|co|dept|fig|min|max|avg|cf|incl|excl"
    r"|resp|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec)|(?<!['’ʼ])\b[A-Za-z])\.$",
    re.IGNORECASE,
)
_EMPHASIS = re.compile(r"\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<!\w)_{1,3}(?=\w)|(?<=\w)_{1,3}(?!\w)")
_HOUR = re.compile(r"\b[ap]\.[ \u00a0]?m\.$", re.IGNORECASE)
# After an hour these begin no sentence: a day, a month, a zone.
_PART_OF_A_TIME = re.compile(
    r"[\s(]*(?:(?:Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)\b"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b(?!\s+I\b)"
    r"|(?:UTC|GMT|BST|WEST|WET|CES?T|EES?T|MSK|IST|SGT|HKT|JST|KST|NZ[SD]T|A[CEW]?[SD]T|[ECMP][SD]?T|Zulu)\b"
    r"|(?:Eastern|Central|Mountain|Pacific|Atlantic)\b(?=\s*(?:[.,;:)!?]|\Z|(?:and|or|to|until|on|when|every|if)\b))"
    r"|[A-Z]\w+(?:\s+[A-Z]\w+){0,2}\s+[Tt]ime\b)"
)
# "At 3 a.m. Ann is called", "the 6 a.m. Dublin flight": the hour opens what goes on behind it.
_OPENED_BY_AN_HOUR = re.compile(
    r"(?:\A(?:and |but |so )?(?:at|by|from|around|about|before|after|until|till|since|every|past|on)\b[^,;:.]{0,40}"
    r"|\b(?:the|an?|every|each|this|that|my|our|your|his|her|its|their)\s+(?:\d\S*|[a-z]+))\s*$",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"“[^“”]{1,2000}”|\"[^\"\n]{1,2000}\"|«[^«»]{1,2000}»"
    rf"|(?<![^\W_])[‘'](?=\S)(?:[^‘’'\n]|(?<=[^\W_])[{APOSTROPHES}](?=[^\W_])){{2,400}}[’'](?![^\W_])"
)
_QUOTE = re.compile("[“\"«‘']")
_ABBREVIATION_REACH = 12
_LONGER = 7  # than the letters of any abbreviation
_AFTER_AN_HOUR = 60
_OPENERS = " \t\r\n\"'“‘(["
_LONG = 20_000  # a text whose words are not kept


class Span(NamedTuple):
    """A half-open range of code points of one text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Slice it out of `text`."""
        return text[self.start : self.end]

    def __bool__(self) -> bool:
        """An empty span is false."""
        return self.end > self.start

    def overlaps(self, other: Span) -> bool:
        """Say whether the two share a code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Say whether `other` lies inside."""
        return self.start <= other.start and other.end <= self.end


class Word(NamedTuple):
    """A word with its place; `low` is its lower-case form with straight apostrophes."""

    text: str
    low: str
    start: int
    end: int


_word = tuple.__new__  # what the type's own constructor calls, without the call in between


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """List the words of `text[start:end]`, offsets counted in the whole text."""
    end = len(text) if end is None else min(end, len(text))
    if len(text) > _LONG:
        return _cut_words(text, start, end)
    every, starts, ends = _all_words(text)
    first, last = bisect_left(starts, start), bisect_right(ends, end)
    if (first and ends[first - 1] > start) or (last < len(starts) and starts[last] < end):
        return _cut_words(text, start, end)  # where a boundary cuts a word, what is left of it is another
    return every[first:last]


@lru_cache(maxsize=128)
def _all_words(text: str) -> tuple[list[Word], list[int], list[int]]:
    every = _cut_words(text, 0, len(text))
    return every, [word.start for word in every], [word.end for word in every]


def _cut_words(text: str, start: int, end: int) -> list[Word]:
    part = text[start:end]
    low = part.lower().replace("’", "'")
    pattern = _ASCII_WORD if text.isascii() else _WORD
    spans = [match.span() for match in pattern.finditer(text, start, end)]
    if len(low) == len(part):
        rows = [(text[one:to], low[one - start : to - start], one, to) for one, to in spans]
    else:
        rows = [(text[one:to], text[one:to].lower().replace("’", "'"), one, to) for one, to in spans]
    return [_word(Word, row) for row in rows]


def sentences(text: str) -> list[Span]:
    """Split into sentences; each span is trimmed of white space."""
    return list(_sentences(text))


@lru_cache(maxsize=128)
def _sentences(text: str) -> tuple[Span, ...]:
    spans: list[Span] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        end = match.end()
        if not match[0].startswith("\n") and _goes_on(text, start, match.start(), end):
            continue
        spans.append(trim(text, Span(start, end)))
        start = end
    spans.append(trim(text, Span(start, len(text))))
    return tuple(span for span in spans if span)


def _goes_on(text: str, start: int, dot: int, end: int) -> bool:
    """Say whether a stop belongs to an abbreviation, or a small letter follows it, in a sentence from `start` on."""
    following = text[end : end + 3].lstrip()
    if following[:1].islower():
        return True
    if text[dot] != "." or (dot >= _LONGER and text[dot - _LONGER : dot].isalpha()):
        return False
    if hour := _HOUR.search(text, max(start, dot - _ABBREVIATION_REACH), dot + 1):
        return not _ends_after_an_hour(text, Span(start, hour.start()), end)
    found = _ABBREVIATION.search(text, max(0, dot - _ABBREVIATION_REACH), dot + 1)
    if found and found[0].lower() in {"no.", "nos.", "fig.", "max.", "min."}:
        return following[:1].isdigit()  # "say no." ends a sentence, "no. 7" doesn't
    return bool(found) and not (
        following[:1].isupper() and text[max(0, dot - 3) : dot].lower() in {"etc", " co", "inc", "ltd"}
    )


def _ends_after_an_hour(text: str, before: Span, end: int) -> bool:
    """Say whether a sentence ends at "3 a.m.": a capital follows, it is no part of the time, and the hour opens nothing."""
    following = text[end : end + _AFTER_AN_HOUR]
    word = following.lstrip(_OPENERS)
    if not word[:1].isupper() or _PART_OF_A_TIME.match(following):
        return False
    # A blank in front tells that it is only the end of what stands before the hour.
    cut = max(before.start, before.end - _AFTER_AN_HOUR)
    lead = text[cut : before.end] if cut == before.start else f" {text[cut : before.end]}"
    return not _OPENED_BY_AN_HOUR.search(lead.lstrip() if cut == before.start else lead)


def trim(text: str, span: Span, extra: str = "") -> Span:
    """Shrink a span by white space and the characters of `extra` at both ends."""
    start, end = span.start, span.end
    while start < end and (text[start].isspace() or text[start] in extra):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in extra):
        end -= 1
    return Span(start, end)


def without_emphasis(text: str) -> str:
    """Put blanks for the signs of emphasis around words; all offsets stay.

    >>> without_emphasis("**As a** vet, 2 * 3")
    '  As a   vet, 2 * 3'
    """
    if "*" not in text and "_" not in text:
        return text
    return _EMPHASIS.sub(lambda signs: " " * len(signs[0]), text)


def quotations(text: str) -> list[Span]:
    """Find quoted passages, quotation marks included; apostrophes don't open one."""
    if not _QUOTE.search(text):
        return []
    return [Span(m.start(), m.end()) for m in _QUOTED.finditer(text)]


@lru_cache(maxsize=1)
def _stemmer() -> Callable[[str], str]:
    from Stemmer import Stemmer

    stem: Callable[[str], str] = Stemmer("english").stemWord
    return stem


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Give the Snowball stem of a lower-case word, its possessive dropped."""
    return _stemmer()(word.removesuffix("'s").removesuffix("'"))


def content(found: Iterable[Word], *, without: frozenset[str] = LIGHT) -> list[Word]:
    """Keep the words that carry content."""
    return [word for word in found if word.low not in without and len(word.low) > 1]


def stems(found: Iterable[Word], *, without: frozenset[str] = LIGHT) -> set[str]:
    """Give the stems of the words that carry content."""
    return {stem(word.low) for word in content(found, without=without)}


_SHORT = 4
# Rarely nouns, so that a list of things is not taken for a list of acts.
_MORE_VERBS = frozenset(
    "console defrost rearrange reconfigure recertify recode regroup relist renumber resit retest revalidate recharge "
    "rehang remount reseal resize resubmit retake retrain reweigh rewash appease apologise apologize assure coax "
    "persuade remonstrate wheedle cajole nag bribe flatter placate reassure notarise authenticate certify clarify "
    "classify codify decode decrypt dictate disassemble disconnect disentangle dismantle dispose dissuade dodge drain "
    "endure entice erase evade exclude excuse expedite extinguish fetch fend flee forage forego forfeit forge fumble "
    "fuss grapple grind grope herd improvise incur infer inquire enquire insert invoke itemise itemize jostle kneel "
    "liaise loiter memorise mislay modify nudge obey omit outbid overcharge overlook overrule overwrite perforate "
    "persist pinpoint ponder postmark preheat probe procure propose quell rectify recite redeploy redial reimburse "
    "reinstall reiterate rely remedy remit resell reshuffle resign resist retain retract rummage scold scour scrape "
    "scrawl sew shove shun shunt sieve smuggle solicit spar squabble strip stuff subdivide submerge summon surrender "
    "swallow synchronise synchronize tackle tabulate tamper thaw thread trudge tug unfold unhook uninstall unlink "
    "unscrew untie unwrap vacate vouch wade waive wander wheel wipe withhold wriggle yank coordinate co-ordinate "
    "consolidate correlate cross-check cross-reference decant deduce deduct dispatch divulge enrol evict expel "
    "harvest incorporate interrogate navigate outsource overhaul pester pore pry reclaim reconstruct redact repay "
    "restrain scavenge screenshot second-guess shepherd shred spoon-feed spruce squash stagger substantiate tot sterilise sterilize shout squeeze shuttle".split()
)


def base_verb(word: str) -> bool:
    """Say whether a lower-case word can be a verb in its plain form."""
    return (
        word in VERBS
        or word in _MORE_VERBS
        or (word.startswith("re-") and word[3:] in VERBS)
        or (word.startswith("re") and len(word) > _SHORT and word[2:] in VERBS)
    )


_GERUND = re.compile(r"([a-z]+(?:-[a-z]+)*)ing\Z")


def gerund_verb(word: str) -> bool:
    """Say whether a lower-case word is the -ing form of a known verb."""
    match = _GERUND.match(word)
    if not match:
        return False
    root = match[1]
    return base_verb(root) or base_verb(root + "e") or (root[-1:] == root[-2:-1] and base_verb(root[:-1]))


@lru_cache(maxsize=32)
def _first_words(phrases: frozenset[str]) -> frozenset[str]:
    return frozenset(phrase.split(" ", 1)[0] for phrase in phrases)


def each_phrase(found: list[Word], phrases: frozenset[str], longest: int = 4) -> Iterator[tuple[int, int]]:
    """Find members of `phrases` (several words joined by one space) as index ranges, longest first."""
    firsts = _first_words(phrases)
    free = 0
    for index, first in enumerate(found):
        if index < free or first.low not in firsts:
            continue
        for size in range(min(longest, len(found) - index), 0, -1):
            joined = " ".join([word.low for word in found[index : index + size]])
            if joined in phrases:
                free = index + size
                yield index, free
                break
