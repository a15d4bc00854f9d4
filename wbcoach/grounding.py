"""The checks behind the promises: a quotation is verbatim, a number has a source, a span is in the text.

Only typography is forgiven: curly quotes, dashes, no-break spaces, soft wraps, marked ellipses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from wbcoach.figures import Figure, figures, same_value, values_of
from wbcoach.grammar import Span, content, sentences, stem, words
from wbcoach.groups import demographic_groups
from wbcoach.lexicon import names_people

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Reason = Literal["number differs", "negation differs", "spliced from two places", "other speaker", "not found"]

_SAME_MARKS = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", " ": " ", " ": " ", " ": " ", " ": " "}
)
_DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_ELLIPSIS = re.compile(r"\s*(?:\[?…\]?|\[\.\.\.\]|\.\.\.)\s*")
_NEGATION = re.compile(r"\b(?:not|no|never|none|nobody|nothing|without|cannot|neither|nor|hardly|barely)\b|n't\b", re.IGNORECASE)
_SPEAKER = re.compile(r"(?:^|[\s.?!])([A-Za-z][\w -]{0,20}?):\s")
_CUSTOMER_SPEAKERS = frozenset("customer user patient client caller participant respondent interviewee member buyer seller q".split())
_NEARLY = 0.6


@dataclass(frozen=True, slots=True)
class Quoted:
    """The result of a quotation check: where the words stand in the source, or why they don't."""

    span: Span | None
    reason: Reason | None = None

    @property
    def holds(self) -> bool:
        """Say whether the quotation is verbatim."""
        return self.span is not None


def normalise(text: str) -> tuple[str, list[int]]:
    """Fold typography; give the folded text and, for each of its characters, the offset in `text`."""
    folded: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if char in _DROPPED:
            continue
        plain = char.translate(_SAME_MARKS)
        if plain.isspace():
            if folded and folded[-1] == " ":
                continue
            plain = " "
        folded.append(plain)
        places.append(place)
    return "".join(folded), places


def find_verbatim(words_wanted: str, text: str) -> Span | None:
    """Find words in a text, exactly or up to typography; None when they aren't there."""
    if not words_wanted.strip():
        return None
    at = text.find(words_wanted)
    if at >= 0:
        return Span(at, at + len(words_wanted))
    wanted = normalise(words_wanted)[0].strip()
    folded, places = normalise(text)
    at = folded.find(wanted) if wanted else -1
    if at < 0:
        return None
    return Span(places[at], places[at + len(wanted) - 1] + 1)


def check_quote(quote: str, source: str, *, speaker: str = "") -> Quoted:
    """Check that a quotation is verbatim in its source.

    Args:
        quote: the words, with or without quotation marks; "..." marks what was left out.
        source: the whole text of the feedback item.
        speaker: who is said to have spoken, where the source names speakers ("customer: ...").

    Returns:
        Where it stands, or the reason why it is rejected.
    """
    bare = quote.strip().strip("\"“”'‘’«»").strip()
    parts = [part for part in _ELLIPSIS.split(bare) if part.strip()]
    if not parts:
        return Quoted(None, "not found")
    spans: list[Span] = []
    reach = 0
    for part in parts:
        found = find_verbatim(part, source[reach:])
        if found is None or not _whole_words(source, Span(found.start + reach, found.end + reach)):
            return Quoted(None, _why_not(bare, source))
        spans.append(Span(found.start + reach, found.end + reach))
        reach = spans[-1].end
    whole = Span(spans[0].start, spans[-1].end)
    if _crosses_speakers(source, whole) or not _said_by(source, whole, speaker):
        return Quoted(None, "other speaker")
    return Quoted(whole)


def _whole_words(text: str, span: Span) -> bool:
    """A quotation that starts or ends inside a word, or drops the digits beside a number, is not verbatim."""
    before, after = text[: span.start][-1:], text[span.end : span.end + 1]
    first, last = text[span.start], text[span.end - 1]
    if (before.isalnum() and first.isalnum()) or (last.isalnum() and after.isalnum()):
        return False
    cut_number = (before in ".,-$€£" and first.isdigit() and text[: span.start - 1][-1:].isdigit()) or (
        last.isdigit() and after in ".,%" and (after == "%" or text[span.end + 1 : span.end + 2].isdigit())
    )
    return not cut_number


def _why_not(quote: str, source: str) -> Reason:
    """Say how a quotation that isn't verbatim departs from the nearest passage of its source."""
    wanted = [word.low for word in words(normalise(quote)[0])]
    have = [word.low for word in words(normalise(source)[0])]
    if not wanted or not have:
        return "not found"
    nearest = _nearest(wanted, have)
    if _likeness(wanted, nearest) >= _NEARLY:
        if _numbers(wanted) != _numbers(nearest):
            return "number differs"
        if len(_NEGATION.findall(" ".join(wanted))) != len(_NEGATION.findall(" ".join(nearest))):
            return "negation differs"
    if _spliced(wanted, have):
        return "spliced from two places"
    return "not found"


def _nearest(wanted: list[str], have: list[str]) -> list[str]:
    size = len(wanted)
    windows = (have[start : start + size + extra] for extra in (0, 1, -1) if size + extra > 0 for start in range(max(1, len(have) - size - extra + 1)))
    return max(windows, key=lambda window: _likeness(wanted, window))


def _likeness(left: list[str], right: list[str]) -> float:
    from rapidfuzz.distance import Indel

    return float(Indel.normalized_similarity(left, right))


def _numbers(tokens: list[str]) -> list[str]:
    return [token for token in tokens if any(char.isdigit() for char in token)] + [
        token for token in tokens if figures(token) and not any(char.isdigit() for char in token)
    ]


def _spliced(wanted: list[str], have: list[str]) -> bool:
    """Say whether the words fall into two runs that both stand in the source, apart from each other."""
    joined = f" {' '.join(have)} "
    return any(
        f" {' '.join(wanted[:cut])} " in joined and f" {' '.join(wanted[cut:])} " in joined
        for cut in range(2, len(wanted) - 1)
    )


def _crosses_speakers(source: str, span: Span) -> bool:
    return bool(_turns(source)) and any(span.start < start < span.end for start, _ in _turns(source)[1:])


def _turns(source: str) -> list[tuple[int, str]]:
    return [(match.start(1), match[1].strip().lower()) for match in _SPEAKER.finditer(source)]


def _said_by(source: str, span: Span, speaker: str) -> bool:
    turns = _turns(source)
    if not speaker or len(turns) < 2:  # noqa: PLR2004  one colon is no dialogue
        return True
    who = next((name for start, name in reversed(turns) if start <= span.start), "")
    wanted = speaker.strip().lower()
    return who == wanted or (wanted in _CUSTOMER_SPEAKERS and who in _CUSTOMER_SPEAKERS) or not who


def unsupported_numbers(text: str, sources: Iterable[str]) -> list[Figure]:
    """List the figures of a text that stand in none of the sources, in digits or words.

    Times of day, ages and labels count as well: a suggestion may bring in none of them.
    """
    known = [figure for source in sources for figure in values_of(source)]
    return [
        figure
        for figure in figures(text)
        if not any(same_value(figure, other) or (figure.unit == other.unit and figure.value == other.value) for other in known)
    ]


def unsupported_groups(text: str, sources: Sequence[str]) -> list[Span]:
    """List the groups and roles of people in a text that stand in none of the sources."""
    known = {stem(word.low) for source in sources for word in words(source)}
    strange = [span for span in demographic_groups(text) if not {stem(w.low) for w in words(span.of(text))} <= known]
    strange += [
        Span(word.start, word.end)
        for word in words(text)
        if names_people(word.low) and stem(word.low) not in known and word.low not in {"customers", "customer", "people", "they", "those", "anyone", "others", "someone", "everyone"}
    ]
    return sorted(set(strange), key=lambda span: span.start)


_CAUSE = re.compile(r"\b(?:because(?:\s+of)?|due\s+to|caused\s+by|leads?\s+to|results?\s+in|which\s+is\s+why|owing\s+to)\s+", re.IGNORECASE)


def unsupported_causes(text: str, sources: Sequence[str]) -> list[Span]:
    """List the causes given in a text whose content words don't stand together in any one source."""
    strange = []
    for match in _CAUSE.finditer(text):
        end = next((s.end for s in sentences(text) if s.start <= match.start() < s.end), len(text))
        cause = {stem(word.low) for word in content(words(text, match.end(), end))}
        given = any(
            cause <= {stem(word.low) for word in words(source)} and _CAUSE.search(source) for source in sources
        )
        if cause and not given:
            strange.append(Span(match.start(), end))
    return strange


def unfounded(text: str, sources: Sequence[str]) -> list[str]:
    """Say what a suggestion brings in that is in neither the draft nor the cited evidence, in words."""
    return [
        *(f"number {figure.span.of(text)!r} has no source" for figure in unsupported_numbers(text, sources)),
        *(f"group {span.of(text)!r} has no source" for span in unsupported_groups(text, sources)),
        *(f"cause {span.of(text)!r} has no source" for span in unsupported_causes(text, sources)),
    ]
