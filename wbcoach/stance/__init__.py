"""How a piece of feedback stands to a statement: it supports it, contradicts it, or is only related.

Feedback contradicts only on the same subject and the same segment, and when it says that things go well
where the statement says that they don't. A high retrieval score alone proves nothing.
"""

from __future__ import annotations

import re

from wbcoach.evidence import Found, Item, Stance
from wbcoach.figures import figures, same_value, values_of
from wbcoach.grammar import Span, content, sentences, stem, words
from wbcoach.stance.claim import Claim
from wbcoach.stance.found import on_hardship, tells_hardship, tells_need_met
from wbcoach.vocabulary.bearings import bearing
from wbcoach.vocabulary.pasts import root
from wbcoach.vocabulary.polarity import bad_news, good_news
from wbcoach.vocabulary.praising import WELL, blame_in, praise_in
from wbcoach.vocabulary.reversals import (
    eased,
    elsewhere,
    of_the_past,
    opens_on_a_thing,
    other_moment,
    other_people,
    roots,
    told_of_oneself,
    turned_round,
    wondered,
)

__all__ = ["CLOSE", "NEAR", "Claim", "counted_well", "leans_against", "stand"]

_ASKED = re.compile(
    r"\s*(?:please\s+)?(?:add|build|make|give\s+us|need(?:s)?\s+(?:a|an|the)|we\s+need|you\s+should|i\s+want|want|wish|(?:i\s+|we\s+|i['’]d\s+|we['’]d\s+)?(?:would\s+)?(?:love|like)\s+(?:to|an?|some)(?=\s))\b|.{0,40}\b(?:pls|please)\W*$",
    re.IGNORECASE,
)
_QUOTE_LENGTH = 260
_ROOT = 4
_LIKING = re.compile(r"lov|brilliant|happy", re.IGNORECASE)
_LIKED = 2
NEAR, CLOSE = 0.34, 0.45


def stand(claim: Claim, item: Item, *, similarity: float = 0.0, linked: bool = False) -> Found:
    """Judge one item against a claim, and choose the words of it to quote.

    Args:
        claim: what the statement says.
        item: the feedback.
        similarity: cosine of the dense vectors, 0 where there are none.
        linked: whether the author gave the item as evidence.
    """
    quote = _best_words(claim, item)
    shared = len(claim.about & {stem(word.low) for word in content(words(item.text))})
    counted = counted_well(claim, item)
    near = similarity >= NEAR or shared >= 2 or (linked and counted)
    same = claim.same_segment(item)
    told = (claim.known - claim.who) & roots(words(item.text))
    stance: Stance = "related"
    met = not linked and tells_need_met(claim, item)
    well = counted or met or _goes_well(claim, item, quote)
    turned = (near or linked) and turned_round(item.text, claim.denials)
    apart = (linked or well or turned) and (
        of_the_past(item.text)
        or elsewhere(item.text, claim.known)
        or other_moment(item.text, claim.denials.moment | claim.who)
        or other_people(item.text, claim.who, claim.known)
    )
    on_it = not linked and near and tells_hardship(claim, item, close=similarity >= CLOSE)
    unlike = (linked or on_it) and _differs(claim, item)
    against = (
        (near or turned or (linked and bool(told)))
        and (well or turned)
        and ((linked and counted) or not _ASKED.match(item.text))
        and not apart
        and not claim.other_segment(item)
        and (linked or (shared >= 1 and on_hardship(claim, item, similarity=similarity)))
    )
    if against or unlike:
        stance = "contradicts"
    elif well or apart or _ASKED.match(item.text):
        stance = "related"  # a wish for a thing is no hardship
    elif linked:
        stance = "supports" if same or _goes_along(item, len(told)) else "related"
    elif on_it:  # nearness alone proves nothing
        stance = "supports"
    return Found(
        item, linked, stance, max(similarity, min(1.0, shared / 6)), quote.start, quote.end, unlike=unlike
    )


def leans_against(claim: Claim, item: Item) -> bool:
    """Say whether an item tells that things go well, be it of others or at another moment; alone it contradicts nothing."""
    if _ASKED.match(item.text):
        return False
    well = counted_well(claim, item) or _goes_well(claim, item, _best_words(claim, item))
    return well or bool(turned_round(item.text, claim.denials))


def counted_well(claim: Claim, item: Item) -> bool:
    """Say whether figures of the item tell that the same thing goes well."""
    if not figures(item.text) or not good_news(item.text, claimed=claim.told, minutes=claim.minutes):
        return False
    # else the statement rests on this item
    return not any(same_value(figure, other) for figure in claim.counts for other in values_of(item.text))


def _goes_along(item: Item, shared: int) -> bool:
    """Say whether an item that an author gave can be on the same hardship: by its words, or as somebody's own story."""
    if shared >= _LIKED:
        return True
    if any(_LIKING.match(cue[0]) for cue in WELL.finditer(item.text)):
        return False
    return not opens_on_a_thing(item.text) if shared else told_of_oneself(item.text)


def _differs(claim: Claim, item: Item) -> bool:
    """Say whether the item gives another number for what the statement measures, beyond honest rounding."""
    return any(one.measures for one in figures(item.text)) and any(
        bearing(mine, (Found(item),), subject=claim.about).how == "contradicted" for mine in claim.measured
    )


def _goes_well(claim: Claim, item: Item, quote: Span) -> bool:
    """Say whether the words of an item tell that things go well, or else a rating at the top of its scale.

    A cue that is the statement's own subject ("failure" in a statement on failures) says nothing.
    """
    well = sum(_on_it(claim, item, cue) for cue in praise_in(item.text)) + eased(item.text)
    if well:
        badly = sum(not _is_subject(claim, cue[0].lower().split()[-1]) for cue in blame_in(item.text))
        return well > badly and not (
            figures(item.text) and bad_news(item.text, claimed=claim.told, minutes=claim.minutes)
        )
    if item.rating is None or blame_in(item.text, *quote):
        return False
    top = 5 if "app" in item.source or "star" in item.source else 10
    return item.rating >= 0.9 * top


def _on_it(claim: Claim, item: Item, cue: re.Match[str]) -> bool:
    """Say whether a word of praise stands in a sentence on the statement's subject; mere liking has to be on the hardship."""
    sentence = next((one for one in sentences(item.text) if one.start <= cue.start() < one.end), None)
    if sentence is None or wondered(item.text, cue.start()):
        return False
    told = {root(word.low) for word in words(item.text, sentence.start, sentence.end)}
    liking = _LIKING.match(cue[0])
    if liking:
        return len(told & claim.denials.things) >= _LIKED
    return bool(told & (claim.known - claim.who))


def _is_subject(claim: Claim, cue: str) -> bool:
    """Say whether a cue is of the statement's own words, in whatever form: "failure" of "fails"."""
    root = stem(cue)
    return any(
        root == own
        or (len(own) >= _ROOT and root.startswith(own))
        or (len(root) >= _ROOT and own.startswith(root))
        for own in claim.about
    )


def _best_words(claim: Claim, item: Item) -> Span:
    """Choose the sentence that shares most with the claim, with a neighbour where there is room."""
    parts = sentences(item.text)
    if not parts:
        return Span(0, len(item.text))
    best = 0
    if len(parts) > 1:
        weights = [
            len(claim.about & {stem(word.low) for word in content(words(item.text, part.start, part.end))})
            for part in parts
        ]
        best = max(range(len(parts)), key=lambda index: (weights[index], -index))
    span = parts[best]
    for other in (best + 1, best - 1):
        if 0 <= other < len(parts):
            wider = Span(min(span.start, parts[other].start), max(span.end, parts[other].end))
            if wider.end - wider.start <= _QUOTE_LENGTH:
                span = wider
    if span.end - span.start > _QUOTE_LENGTH:
        cut = item.text.rfind(" ", span.start, span.start + _QUOTE_LENGTH)
        span = Span(span.start, cut if cut > span.start else span.start + _QUOTE_LENGTH)
    return span
