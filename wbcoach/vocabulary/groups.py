"""Words for groups of people by age, gender, origin, means or family.

Sources for what counts as shorthand or as a biased term: the APA style guide on bias-free language (age),
the Microsoft and the Google style guides on inclusive writing, and Indi Young's "Describing Personas".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from wbcoach import grammar
from wbcoach.grammar import Span, Word
from wbcoach.lexicon import names_people, words
from wbcoach.vocabulary.conduct import DOERS
from wbcoach.vocabulary.group_heads import (
    BEFORE,
    BODIES,
    FORMER,
    HEADS,
    LANGUAGE,
    OF_RANK,
    PEERS,
    STOP,
    YOUNG,
)
from wbcoach.vocabulary.origins import MOVED, NATIONS, PEOPLES, PLACES, THE_PEOPLES
from wbcoach.vocabulary.screen import screened

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["age", "gender", "origin", "means", "family"]


@dataclass(frozen=True, slots=True)
class Group:
    """Words that pick people out, and by what."""

    span: Span
    kind: Kind


# Whole names of groups, and adjectives that make one of the noun after them.
_NAMES: dict[Kind, frozenset[str]] = {
    "age": words("""
        boomer boomers baby-boomer baby-boomers millennial millennials zoomer zoomers xennials gen-z gen-x gen-zers gen-xers genz
        gen_z gen_x gen_y gen_alpha generation_z generation_x generation_y generation_alpha gen_zers gen_xers gen_z-ers
        baby_boomer baby_boomers digital_native digital_natives digital_immigrants the_elderly the_aged the_very_elderly
        pensioner pensioners retiree retirees oap oaps octogenarians septuagenarians nonagenarians teen teens teenager teenagers
        adolescents youngsters youngster the_youth youths the_young the_old oldies senior_citizen senior_citizens seniors silver_surfers
        grandma grandmas grandpa grandpas grandmother grandmothers grandfathers granny grannies grandads nans old_folk old_folks
        twenty-somethings thirty-somethings twentysomethings thirtysomethings forty-somethings fifty-somethings
        our_generation my_generation their_generation this_generation the_older_generation the_younger_generation the_young_generation the_old_generation young_generation older_generation
        older_generations younger_generations younger_generation tweens old-timers oldsters golden-agers
    """),
    "gender": words("""
        women men woman man females males girls boys ladies lady gentlemen guys blokes bloke lads lasses chaps fellas mum mums mom moms mommies
        mummies dad dads daddies mothers mother fathers father housewife housewives husbands wives womenfolk menfolk schoolgirls
    """),
    "origin": PEOPLES
    | THE_PEOPLES
    | MOVED
    | words(
        "country_folk village_folk city_folk rural_folk townsfolk country_people city_people city_dwellers"
    ),
    "means": words("""
        the_poor the_rich the_wealthy the_unemployed the_homeless the_uneducated the_working_class the_middle_class the_affluent
        the_well-off the_jobless yuppies hipsters breadwinners toffs dinks
    """),
    "family": words(
        "singletons bachelors bachelorettes empty-nesters empty_nesters newlyweds divorcees divorcés"
    ),
}
_ADJECTIVES: dict[str, Kind] = {
    **dict.fromkeys(
        words("""
            young younger older elderly old ageing aging teenage adolescent middle-aged geriatric silver-haired
            grey-haired gray-haired white-haired grey-bearded retired senior mature youthful elder millennial boomer
            twenty-something thirty-something forty-something fifty-something teen gen_z gen_x gen-z generation_z pension-age
            prime-age retirement-age college-age
        """),
        "age",
    ),
    **dict.fromkeys(words("migrant immigrant refugee expat foreign-born overseas"), "origin"),
    **dict.fromkeys(words("female male lady girl women woman"), "gender"),
    **dict.fromkeys(
        words("""
            poor poorer low-income lower-income high-income higher-income middle-income wealthy wealthier rich richer affluent
            working-class middle-class upper-class lower-class blue-collar white-collar pink-collar unemployed jobless uneducated
            less-educated well-educated low-skilled unskilled well-off well-to-do better-off worse-off badly-off hard-up
            broke cash-strapped posh privileged underprivileged deprived impoverished high-net-worth moneyed low-wage
            low-paid inner-city council-estate ivy-league welfare-dependent
            low_income lower_income high_income working_class middle_class upper_class blue_collar white_collar
        """),
        "means",
    ),
    **dict.fromkeys(
        words("unmarried divorced childless single married widowed child-free childfree"), "family"
    ),
}
_PHRASES = frozenset(
    name for names in (*_NAMES.values(), frozenset(_ADJECTIVES)) for name in names if " " in name
)
_KIND_OF = {name: kind for kind, names in _NAMES.items() for name in names}
_TELLING = frozenset({*_KIND_OF, *_ADJECTIVES, *NATIONS, *(f"the {name}" for name in _ADJECTIVES)})
# Heads that `names_people` doesn't know, and bodies of people that have no age or means of their own.
_AGES = screened(
    r"(?<![\w-])(?:(?:the\s+)?(?:over|under)[\s-]?(?:\d0s|\d{2}s|twenties|thirties|forties|fifties|sixties|seventies|eighties)"
    r"|(?:\d{2}|sixty|seventy|eighty|fifty|forty|thirty|twenty)[\s-]?(?:\+|plus)?[\s-]?years?[\s-]?olds?(?:\s+[a-z]+ers)?|\d{2}\+"
    r"|(?P<who>[a-z]+)\s+(?:(?:over|above|under|past)\s+(?:the\s+age\s+of\s+)?(?:\d{2}|sixty|seventy|eighty)(?!\s*(?:%|per|km|kg|years?\s+with|minutes|hours|people))"
    r"|in\s+(?:their|his|her)\s+(?:late\s+|early\s+|mid-)?(?:teens|twenties|thirties|forties|fifties|sixties|seventies|eighties)|of\s+a\s+certain\s+age|with\s+(?:grey|gray|white)\s+hair))(?![\w-])",
    re.IGNORECASE,
)
_FROM = screened(
    r"(?<![\w-])(?P<who>[A-Za-z]+)\s+(?:(?:from|of)\s+(?:the\s+|a\s+|an\s+)?(?:rural\s+|inner\s+|deep\s+)?(?:(?P<nation>[A-Z][a-z]+(?:-[A-Z][a-z]+)?)\s+)?(?P<place>[A-Za-z]+)"
    r"|(?P<means>(?:with\s+(?:fewer|few|limited|less|little|modest|lower|smaller|no)\s+(?:means|money|income|incomes|education|schooling)|(?:on|with)\s+(?:a\s+)?(?:low|lower|high|small|modest)\s+(?:incomes?|wages?|earnings)|on\s+(?:benefits|welfare|the\s+dole)|from\s+(?:poor|poorer|broken|modest|rich|wealthy)\s+(?:homes?|families|backgrounds?|areas?))))(?![\w-])",
)


def demographic_groups(text: str, span: Span | None = None) -> Iterator[Span]:
    """Find words that pick people out by age, gender, origin, means or family."""
    return (group.span for group in groups(text, span))


def groups(text: str, span: Span | None = None) -> Iterator[Group]:
    """Find the same with what picks them out, in the order of the text."""
    return (group for group in _groups(text) if span is None or span.covers(group.span))


@lru_cache(maxsize=512)
def _groups(text: str) -> tuple[Group, ...]:
    found = grammar.words(text)
    kept: list[Group] = []
    for group in sorted(
        (*_worded(text, found), *_numbered(text), *_from(text)), key=lambda g: (g.span.start, -g.span.end)
    ):
        if not kept or group.span.start >= kept[-1].span.end:
            kept.append(group)
    return tuple(kept)


def _worded(text: str, found: list[Word]) -> Iterator[Group]:
    joined = dict(grammar.each_phrase(found, _PHRASES))
    index = 0
    if not joined and _TELLING.isdisjoint([word.low.removesuffix("'s") for word in found]):
        return
    while index < len(found):
        end = joined.get(index, index + 1)
        name = " ".join([word.low for word in found[index:end]]).removesuffix("'s")
        if name not in _TELLING:
            index += 1
            continue
        kind = _KIND_OF.get(name)
        if name.startswith("the ") and name[4:] in _ADJECTIVES and not _ends(text, found, end):
            index += 1  # "the old farmers", not "the old"
            continue
        head = _head(text, found, index, end, name)
        if head:
            start = _widened(text, found, index)
            yield Group(
                Span(found[start].start, found[head - 1].end), _ADJECTIVES.get(name) or kind or "origin"
            )
            index = head
            continue
        if kind and _stands_alone(text, found, index, name, kind):
            start = _widened(text, found, index)
            yield Group(Span(found[start].start, found[end - 1].end), kind)
            index = end
            continue
        index += 1


def _ends(text: str, found: list[Word], end: int) -> bool:
    """Say whether a name of people ends here: a stop, a verb or a joint follows."""
    if end >= len(found):
        return True
    return found[end].low in STOP or bool(text[found[end - 1].end : found[end].start].strip())


def _head(text: str, found: list[Word], index: int, end: int, name: str) -> int:
    """Give where the people end that an adjective of this place picks out, 0 if it picks out none."""
    nation = name in NATIONS and found[index].text[:1].isupper()
    if not nation and name not in _ADJECTIVES:
        return 0
    for at in range(end, min(end + 4, len(found))):
        word = found[at].low
        gap = text[found[at - 1].end : found[at].start].strip()
        if gap and not (gap == "," and (word in _ADJECTIVES or word in NATIONS)):
            return 0
        if (
            word == "and"
            and at + 1 < len(found)
            and (found[at + 1].low in NATIONS or found[at + 1].low in _ADJECTIVES)
        ):
            continue
        if word in STOP:
            return 0
        if not _is_head(word):
            continue
        if (
            at + 1 < len(found)
            and _is_head(found[at + 1].low)
            and text[found[at].end : found[at + 1].start] == " "
        ):
            at += 1  # noqa: PLW2901  # "women drivers": the last noun is the head
            word = found[at].low
        return at + 1 if _fits(name, word, nation=nation) else 0
    return 0


def _is_head(word: str) -> bool:
    forms = {word, word.removesuffix("s"), word.removesuffix("es")}
    if word in HEADS:
        return True
    if forms & BODIES or word in _ADJECTIVES or word in NATIONS:
        return False
    return any(names_people(form) for form in forms)


def _fits(name: str, head: str, *, nation: bool) -> bool:
    if name in {"white", "black", "brown"}:
        return head in OF_RANK or head in PEERS
    if nation:
        return not (
            name in {"english", "french", "spanish", "german", "italian", "chinese", "arabic", "welsh"}
            and head in LANGUAGE
        )
    if name in {"single", "widowed"}:
        return head in PEERS
    if name in {"senior", "mature"}:
        return head in OF_RANK
    if name in {"poor", "poorer"}:
        return head not in DOERS  # "poor readers"
    if name in {"old", "elder"}:
        return head not in FORMER
    if name in {"girl", "lady", "woman", "women", "teen", "male", "female"}:
        return head not in {"who", "friend", "friends"}
    return True


def _stands_alone(text: str, found: list[Word], index: int, name: str, kind: Kind) -> bool:
    word = found[index]
    if name in THE_PEOPLES:
        after = found[index + 2].low if index + 2 < len(found) else "are"
        return found[index + 1].text[:1].isupper() and (after in STOP or after.endswith("ly"))
    if kind == "origin" and name in PEOPLES:
        return word.text[:1].isupper()
    if name in {"seniors", "girls", "boys", "guys", "lads", "men", "women"} and text[
        word.end : word.end + 2
    ] in {"'s", "’s"}:
        return False
    if name in {"mother", "father", "lady"}:
        before = found[index - 1].low if index else ""
        return before in {"a", "every", "any", "each", "no"} or before in BEFORE
    return not (name == "man" and text[word.end : word.end + 1] == "-")


def _widened(text: str, found: list[Word], index: int) -> int:
    """Take "working" and "single" in, that stand before "mums"."""
    while (
        index
        and found[index - 1].low in BEFORE
        and text[found[index - 1].end : found[index].start].strip() in {"", ","}
    ):
        index -= 1
    return index


def _numbered(text: str) -> Iterator[Group]:
    for match in _AGES.finditer(text):
        who = match["who"]
        if who is None or (who.lower() not in YOUNG and _is_head(who.lower())):
            yield Group(Span(match.start(), match.end()), "age")


def _from(text: str) -> Iterator[Group]:
    if " from " not in text and " of " not in text and " with " not in text and " on " not in text:
        return
    for match in _FROM.finditer(text):
        if not _is_head(match["who"].lower()):
            continue
        if match["means"]:
            yield Group(Span(match.start(), match.end()), "means")
        elif match["place"].lower() in PLACES and _from_place(match):
            means = match["place"].lower().startswith("estate")
            yield Group(Span(match.start(), match.end()), "means" if means else "origin")
        elif match["nation"] and match["nation"].lower() in PLACES:
            yield Group(Span(match.start(), match.end("nation")), "origin")


def _from_place(match: re.Match[str]) -> bool:
    place, nation = match["place"], (match["nation"] or "").lower()
    if place.lower() in {"culture", "cultures", "origin", "background", "descent", "heritage"}:
        return nation in NATIONS or nation in {"different", "foreign", "other"}
    if " of " in match[0] and not place[:1].isupper():
        return False
    return not nation or nation in NATIONS
