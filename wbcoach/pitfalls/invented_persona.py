"""Each detail that no one observed shrinks whom the persona stands for and feeds guesses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.grammar import Span, trim
from wbcoach.lexicon import names_people
from wbcoach.pitfall import Example, Hit
from wbcoach.vocabulary.casing import lowered
from wbcoach.vocabulary.given_names import is_given_name
from wbcoach.vocabulary.screen import screened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "P03"
LENS = "persona"
SEVERITY = "major"
MESSAGE = "A made-up person stands for the customers."
QUESTION = "Which people you met is this person made of, and what would be left without the details none of them showed?"
ASKED = "Which people you met is “{words}” made of, and which of its details did they show?"
LOOK_FOR = "One individual with a first name, an age, hobbies, family or tastes that no linked interview shows; not a real customer who is quoted, and not an archetype with its interviews."
BAD = [
    Example(
        "Today, Thrifty Theo, 37, who collects vinyl and runs marathons, has to read three leaflets when a tariff ends. Customers need a way to keep the price they agreed to."
    ),
    Example(
        "Meet Harriet. She has two cats, drinks oat-milk lattes and has to call the surgery when a repeat prescription runs out. She needs a way to collect it on her way home."
    ),
    Example(
        "Kavita is a 41-year-old working mum from Leeds who never misses a spin class and struggles to order school uniform before term. Customers need a way to get the right size the first time."
    ),
    Example("Landlord Larry needs a way to find a plumber at night, because he hates being woken up."),
]
GOOD = [
    Example(
        "Today, Odile, who runs the lock at the canal basin, has to write each boat down twice when the tablet is flat. Customers need a way to let a boat through with one entry.",
        (
            ("interview", "Odile, lock keeper (quoted with consent): twice in the book, twice on the slip."),
            ("field_visit", "Watched eleven lock keepers in May 2026; eight wrote each boat down twice."),
        ),
    ),
    Example(
        "Today, The Careful Checkers, people who read a bill line by line, have to ring when two lines carry the same name. Customers need a way to tell the two lines apart.",
        (
            ("interview", "I go through it with a ruler."),
            ("call_log", "May 2026: 212 of 1,900 calls asked about a doubled line."),
        ),
    ),
    Example(
        "Today, sole traders who invoice after closing have to look each payment up again when two clients pay the same sum. Customers need a way to match a payment to its invoice.",
        (
            ("interview", "Same amount, same day, two names. I guess."),
            ("bank_log", "May 2026: 90 of 410 equal sums were booked to the wrong client."),
        ),
    ),
]

_NAME = r"(?!As\b|Today\b|Meet\b|For\b|When\b|Our\b|The\b|And\b|But\b|If\b|With\b|In\b|At\b|So\b)[A-ZÀ-Ý][a-zà-ÿ]{1,14}"
_AGED = screened(
    rf"\b(?P<name>{_NAME})(?:\s{_NAME})?(?:,\s*|\s*\(\s*)(?:aged?\s+)?(?P<age>[1-9]\d)\b(?!\s*(?:%|per\s?cent|of\b|out\b|[a-z]+s\b))"
    rf"|\b(?P<also>{_NAME})(?:\s{_NAME})?,?\s+(?:is\s+)?(?:an?|the|our)\s+(?:[\w-]+,?\s+){{0,3}}?(?:[1-9]\d|(?:twenty|thirty|forty|fifty|sixty|seventy)(?:-\w+)?)[\s-]years?[\s-]old\b"
)
_CAPITALISED = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ]{1,14}")
_NICK = re.compile(rf"\b(?P<kind>{_NAME})(?:[\s-]{_NAME})?[\s-](?P<name>{_NAME})\b")
_MEET = screened(
    rf"\b(?:[Mm]eet|[Ii]magine|[Pp]icture|[Cc]onsider|[Tt]hink\s+of|[Ss]ay\s+hello\s+to|[Tt]his\s+is|[Tt]ake|[Aa]s|[Hh]elp|[Ll]et|[Ee]nable|[Cc]all(?:ed)?(?:\s+(?:her|him|them))?|[Nn]amed|[Pp]ersonas?(?:\s*:|\s+is|,)?)\s+(?:(?:our|the|a|an)\s+)?(?:persona\s+)?(?:[\w-]+\s+)?(?P<name>{_NAME})\b"
)
_SUBJECT = re.compile(
    rf"(?:^|[.!?:\n]\s*|(?:[Tt]oday|[Cc]urrently|[Nn]ow|[Ww]hen|[Ww]henever|[Hh]elp|[Bb]ecause|[Ss]o|[Aa]nd),?\s+)(?P<name>{_NAME})(?:,[^.;,]{{3,90}},)?\s+(?:(?:often|always|also|still|just|really|currently)\s+)?"
    r"(?:is\s+(?:an?|the)|needs?|wants?|has\s+to|must|struggles?|lives|works|runs|loves|hates|likes|spends?|wishes|cannot|can['’]t|would\s+like|has\s+(?:a|an|two|three|no)|find|to)\b"
)
_DETAIL = re.compile(
    r"\b(?P<taste>(?:loves?|adores?|hates|is\s+(?:into|fond\s+of|passionate\s+about|obsessed\s+with|a\s+(?:huge\s+|big\s+|keen\s+)?(?:fan|lover)\s+of)|dreams\s+of|binges|knits|surfs|skis|runs\s+(?:marathons|half-marathons)|never\s+misses|plays\s+(?:the\s+)?(?:guitar|golf|tennis|football|chess|padel|piano|video\s+games)|(?:goes|does)\s+(?:to\s+)?(?:yoga|pilates|crossfit|spinning|climbing))"
    r"|vegans?|vegetarian|yoga(?:-\w+)?|yogi|pilates|crossfit|foodie|bookworm|gym\s+(?:goer|bunny|rat)|(?:coffee|tea|wine|dog|cat|book|music|film|sneaker|chocolate|craft-beer)[\s-](?:lover|loving|addict|enthusiast|fan|snob)|\w+-(?:loving|obsessed)|netflix|spotify|instagram|podcasts?|marathons?|oat[\s-]milk|lattes?|avocado|prius|tesla|vespa|hipster|night\s+owl|early\s+bird|sci-fi|star\s+wars|karaoke|vinyl|spin\s+class)\b"
    r"|\b(?P<life>enjoys|listens\s+to|collects|watches|drinks|drives\s+an?|rides\s+an?|wears|shops\s+at|bakes|spaniels?|labradors?|poodles?|golden\s+retriever|(?:two|three|her|his|a|four)\s+(?:\w+\s+)?(?:dogs?|cats?|kids|children|sons|daughters|toddlers|grandchildren|hamsters?)|(?:mum|mom|mother|dad|father|parent)[\s-]of[\s-](?:one|two|three|four|five|twins)|happily\s+married|newly\s+(?:single|divorced)|lives\s+(?:alone\s+|happily\s+)?(?:in|with)\s+(?:an?|her|his)|loft|houseboat|suburban\s+house|gardening|knitting|surfing|skiing)\b"
    r"|\b(?P<aged>(?:[1-9]\d|(?:twenty|thirty|forty|fifty|sixty|seventy)(?:-\w+)?)[\s-]years?[\s-]old)\b"
)
_ONE = screened(
    r"(?:^|[.!?:;]\s+|\b(?:today|currently|now|imagine|picture|meet|for|as|consider),?\s+)(?P<one>an?)\s+(?=\w)",
    re.IGNORECASE,
)
_REAL = screened(
    r"\b(?:told\s+us|said|says|we\s+(?:met|interviewed|followed|watched|visited|spoke|observed|asked)|interviewed|interview(?:s|ees?)?\b|session|participants?|in\s+(?:her|his)\s+words|with\s+(?:her|his|their)\s+consent|quoted|wrote\s+(?:to\s+)?us|explained|shadowed|diary)\b|\bP\d{1,2}\b",
    re.IGNORECASE,
)
_ADJECTIVES = frozenset(
    """
    Busy Chatty Thrifty Happy Lazy Savvy Social Savvy Sporty Techy Tech Frugal Fearful Forgetful Lonely Anxious Angry
    Worried Nervous Careful Curious Clever Crafty Confused Impatient Stressed Tired Trendy Young Old Retired Rural
    Urban Digital Senior Junior Working Soccer Hockey Helpless Hurried Frantic Frustrated Rushed Overwhelmed Eco Green
    Mobile Corporate Startup Enterprise Suburban Marketing Sales Finance Security Product Project Data Ops Power First
    Grandma Grandpa Granny Auntie Uncle Mum Mom Dad Daddy Mummy Single Budget Bargain Smart Super Penny-wise Picky
    Loyal Cautious Skeptical Sceptical Sad Sensible Silent Sleepy Slow Stubborn Ambitious Active Adventurous Creative
    Casual Gaming Fitness Healthy Foodie Vegan Student Commuter Homeowner Outdoor Wealthy Worldly Wandering Plain Poor
    """.split()
)
_VERB = r"(?:has\s+to|have\s+to|must|needs|wants|struggles|cannot|is\s+(?:forced|made))\b"
_UP_TO_VERB = re.compile(rf"[^.;!?]{{0,160}}?(?=,?\s+{_VERB})")
_END = re.compile(rf"[.;!?]|\b{_VERB}")
_COMMON_LEADS = frozenset("take this help let enable as".split())
_AFTER_NAME = re.compile(
    r"\s*(?:,|\(|is\b|has\b|needs?\b|wants?\b|who\b|must\b|can\b|cannot\b|loves\b|hates\b|struggles\b|['’]s\b|[.!?]|$)"
)


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Look for a named or lavishly described individual whom neither the text nor the evidence makes real."""
    text = statement.text
    known = " ".join(found.item.text for found in evidence.linked)
    real = _REAL.search(text) is not None
    for name, span, sure in _named(text):
        if name in known or statement.quoted(span):
            continue
        more = _details(text, span)
        if real and not more:
            continue
        yield Hit(Span(span.start, _reach(text, span.end)) if more else span, 0.85 if more else sure)
        return
    if not real:
        yield from _nameless(statement)


def _named(text: str) -> Iterator[tuple[str, Span, float]]:
    """Find people by name: nicknames, ages, introductions, and plain names as subjects."""
    named = any(map(is_given_name, _CAPITALISED.findall(text)))
    for match in _NICK.finditer(text) if named else ():
        name, kind = match["name"], match["kind"]
        if not is_given_name(name) or not _AFTER_NAME.match(text, match.end()):
            continue
        alike = kind[0] == name[0] and kind not in {"The", "This"} and not is_given_name(kind)
        if alike or kind in _ADJECTIVES or (names_people(kind) and not is_given_name(kind)):
            yield name, Span(match.start(), match.end()), 0.85
    for match in _AGED.finditer(text):
        name = match["name"] or match["also"]
        if is_given_name(name) or (match["name"] and _is_subject(text, match.start())):
            yield name, Span(match.start(), match.end()), 0.8
    for match in _MEET.finditer(text):
        if is_given_name(match["name"], surely=match[0].split()[0].lower() in _COMMON_LEADS):
            yield match["name"], Span(match.start("name"), match.end()), 0.75
    for match in _SUBJECT.finditer(text) if named else ():
        if is_given_name(match["name"], surely=True):
            yield match["name"], Span(match.start("name"), match.end("name")), 0.65


def _is_subject(text: str, at: int) -> bool:
    """Say whether a name opens a clause, so that it is no place behind a preposition."""
    before = text[max(0, at - 16) : at].rstrip()
    return not before or before[-1] in ".:!?\n" or before.lower().endswith(("today,", "meet", "currently,"))


def _details(text: str, span: Span) -> bool:
    """Say whether private details stand beside a name."""
    end = min(len(text), span.end + 160)
    return any(match.lastgroup != "aged" for match in _DETAIL.finditer(lowered(text), span.start, end)) or (
        _AGED.match(text, span.start) is not None
    )


def _reach(text: str, at: int) -> int:
    """Stretch a span over the details, up to the verb of the sentence."""
    match = _UP_TO_VERB.match(text, at)
    return match.end() if match else at


def _nameless(statement: Statement) -> Iterator[Hit]:
    """See one person without a name who is drawn with a taste and another private detail."""
    text = statement.text
    for match in _ONE.finditer(text):
        end = _END.search(text, match.end())
        span = trim(text, Span(match.start("one"), end.start() if end else len(text)), ",")
        kinds = [found.lastgroup for found in _DETAIL.finditer(lowered(text), span.start, span.end)]
        if "taste" in kinds and len(kinds) > 1 and not statement.quoted(span):
            yield Hit(span, 0.7)
            return
