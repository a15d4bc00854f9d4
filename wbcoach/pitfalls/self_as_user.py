"""Your own experience may not be typical, and nobody can check it against anyone else's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.grammar import Span
from wbcoach.lexicon import names_people
from wbcoach.pitfall import Example, Hit
from wbcoach.vocabulary.screen import screened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "P05"
LENS = "persona"
SEVERITY = "major"
MESSAGE = "The author or the team stands in for the customer."
QUESTION = "Who has this problem and is least like you?"
ASKED = "You write “{words}”: who has this problem and is least like you?"
ABOUT = "problem"
LOOK_FOR = "The author speaks from self, team or circle (people like us, as we all know, as a parent myself, everyone knows); not 'we observed', 'our customers', a quotation, or the I of a user story."
BAD = [
    Example(
        "Today, people like me have to hunt for a charger when the train is late. Customers need a way to arrive with a phone that works."
    ),
    Example(
        "As we all know, hotel guests have to ring the desk when the shower runs cold. Customers need a way to wash before breakfast."
    ),
    Example(
        "As a cyclist myself, I know that riders have to lift the bike over the kerb when the ramp is iced. Customers need a way to stay on the saddle."
    ),
    Example(
        "We gardeners have to carry soil up four floors when the lift is out. Customers need a way to plant a balcony in one evening."
    ),
]
GOOD = [
    Example(
        "Today, hotel guests have to ring the desk when the shower runs cold, as we saw in 14 of 60 rooms in May 2026. Customers need a way to wash before breakfast.",
        (
            ("room_log", "May 2026: 14 of 60 rooms ran cold between six and eight."),
            ("interview", "I rang twice and then went to work unwashed."),
        ),
    ),
    Example(
        'Today, riders have to lift the bike over the kerb when the ramp is iced; "people like us just carry it," said one of nine we met in January 2026. Customers need a way to stay on the saddle.',
    ),
    Example(
        "As a night cleaner, I want to know which rooms are in use when I start at two, so that I do not wake anyone by mistake.",
        (
            ("interview", "Two guests woken in one week, both times room nine."),
            ("complaint_log", "May 2026: 11 of 40 complaints named a cleaner at the door."),
        ),
    ),
]

_KNOWN = screened(
    r"\b(?:(?:people|folks?|customers|users|someone|somebody|those|anyone|professionals|parents|teams|families|others)\s+(?:just\s+|exactly\s+|much\s+)?(?:like|such\s+as)\s+(?:us|me|myself|ourselves|you\s+and\s+me|you\s+and\s+I|our\s+own\s+team|our\s+team|my\s+\w+|you)\b(?!\s+['’])"
    r"|(?:as\s+we|as\s+I|(?:as\s+)?(?:we\s+all|everyone|everybody|anyone|anybody))\s+(?:here\s+|in\s+(?:this|the|our)\s+\w+\s+)?(?:all\s+)?(?:knows?|can\s+(?:see|relate|agree|imagine)|agrees?)(?=\s*(?:,|that\b|how\b|what\b|the\b|it\b|$|[.;:!]))"
    r"|we\s+(?:all|both)\s+(?:[a-z]+(?:['’]ve)?)|we['’]ve\s+all|we\s+have\s+all|haven['’]?t\s+we\s+all|all\s+of\s+us|(?:most|many|some|any|each|lots|half|every\s+one|those)\s+of\s+us|(?:you|anyone|we)\s+(?:and\s+I|who\s+has\s+ever)"
    r"|who\s+(?:among|of)\s+us|who\s+hasn['’]t|us\s+all\b|(?:it\s+)?goes\s+without\s+saying|(?:it\s+is|it['’]s)\s+(?:common|general)\s+knowledge|(?:needless\s+to\s+say)|let['’]?s\s+(?:face\s+it|be\s+honest)|let\s+us\s+be\s+honest|if\s+you\s+(?:are|['’]re)\s+(?:anything\s+)?like\s+(?:me|us)|like\s+(?:me|us),|just\s+like\s+(?:me|us|I\s+do|we\s+do)"
    r"|(?:speaking|talking|writing)\s+as\s+(?:an?|the|someone|somebody)\s+[\w-]+(?:\s+[\w-]+)?|as\s+(?:an?\s+)?(?:[\w-]+\s+){1,4}?(?:myself|ourselves)|as\s+(?:someone|somebody)\s+who\b|being\s+(?:an?\s+)?(?:[\w-]+\s+){1,3}?(?:myself|ourselves)|(?:I|we)\s+(?:myself|ourselves|personally|too\b)|(?:I|me|us),\s+(?:for\s+one|personally|too)|(?:I|we)\s+(?:know|can\s+tell\s+you|speak)\s+(?:this\s+|that\s+|it\s+)?(?:from|first-?hand)"
    r"|I\s+(?:can|could)\s+tell\s+you|(?<=,\s)I\s+know\s+(?:how|that)|(?:in|from|going\s+by|based\s+on)\s+(?:my|our)\s+(?:own\s+|personal\s+)+(?:\w+\s+)?(?:experiences?|life|lives|family|kitchen|home|daily\s+\w+|work|use|struggles?|frustrations?|habits)|(?:in|from)\s+(?:my|our)\s+(?:experience|view|opinion)|(?:from|in)\s+our\s+own\s+(?:team|office)|(?:our\s+(?:own\s+)?(?:team|staff|engineers|developers|office))\s+(?:also\s+|itself\s+|all\s+|too\s+)(?:has|have|find|finds|struggle|struggles|hit|hits|hate|hates|feel|feels|run|runs)"
    r"|(?:happens|happened)\s+to\s+(?:me|us(?:\s+all)?)\b|(?:I|we)\s+(?:built|made|started|designed)\s+(?:this|it)\s+(?:because|for)\s+(?:I|we|myself|ourselves)|our\s+(?:whole|entire|own)\s+(?:\w+\s+)?(?:team|office|company|department|family)\s+(?:also\s+)?(?:has|have|had|hits?|hates?|feels?|struggles?|suffers?|knows?)|(?:from|in|by)\s+personal\s+experience|scratch(?:ing)?\s+(?:my|our)\s+own\s+itch|(?:dogfood|dog-food)\w*|(?:I|we)\s+(?:would|['’]d)\s+(?:all\s+|certainly\s+|definitely\s+)?(?:use|buy|pay|love)\b)",
    re.IGNORECASE,
)
_CIRCLE = re.compile(
    r"\b(?:my|our\s+CEO['’]s)\s+(?:own\s+|poor\s+|best\s+|\d+-year-old\s+)?(?:wife|husband|partner|girlfriend|boyfriend|mother|mum|mom|father|dad|parents|sister|brother|son|daughter|kids?|children|grand(?:mother|ma|father|pa|parents)|aunt|uncle|cousin|neighbou?rs?|friends?|flatmate|roommate|colleagues?|in-laws|family|nephew|niece)\b",
    re.IGNORECASE,
)
_WE_PEOPLE = screened(r"\b(?:we|us)\s+(?P<who>(?:[a-z-]+\s+)?[a-z-]+s)\b", re.IGNORECASE)
_I_HURT = re.compile(
    r"(?:^|[.;:!?]\s+|,\s+|\b(?:today|currently|because|and|but|when|whenever|as|if|so|that|where)\s+)I(?:['’](?:ve|m|d))?\s+(?:(?:always|often|usually|also|still|just|never|keep|constantly|have|had|am|was|do|can|could|got)\s+)*(?:[a-z]+|n['’]t)\b"
)
_I_SAW = re.compile(
    r"\bI(?:['’]ve)?\s+(?:have\s+|had\s+|recently\s+)?(?:saw|seen|see|observed?|met|meet|interviewed|watch(?:ed)?|spoke|spoken|talked|asked|visited|shadowed|counted|heard|hear|noticed|think|believe|suggest|propose|suspect|assume|wonder|guess|mean|hope|read|would\s+(?:like|argue))\b"
)
_CHEAP = screened(
    r"\b(?:I|me|my|us|we|myself|our|everyone|everybody|anyone|who|you|goes|knowledge|say|speaking|talking|writing|being|personal)\b|['’]s\b",
    re.IGNORECASE,
)
_I_OR_WE = re.compile(r"(?:I|we)\b", re.IGNORECASE)
_COUNTED = re.compile(
    r"\s+(?:observed|interviewed|saw|met|counted|watched|asked|surveyed|spoke|visited|heard)\b"
)


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Look for the author's own voice where the customer's should be, outside quotations and stories."""
    text = statement.text
    if not _CHEAP.search(text):
        return
    for match in _KNOWN.finditer(text):
        span = Span(match.start(), match.end())
        if statement.quoted(span) or _COUNTED.match(text, span.end) or _counted(match[0]):
            continue
        weak = match[0].lower().startswith(("let", "needless", "goes", "it goes"))
        yield Hit(span, 0.65 if weak else 0.85)
        return
    if hit := _ours(statement):
        yield hit
    elif not statement.is_story and _speaks_of_others(statement):
        yield from _mine(statement, evidence)


def _speaks_of_others(statement: Statement) -> bool:
    """Say whether this is a draft about customers at all, not a customer's own letter."""
    subject = statement.slots.need_subject
    others = subject is not None and not _I_OR_WE.match(statement.text, subject.start)
    return others or statement.slots.opened


def _counted(words: str) -> bool:
    """See "we all met", "we both saw": the team at work, not the team as customer."""
    return words.lower().rsplit(" ", 1)[-1] in {
        "observed",
        "interviewed",
        "saw",
        "met",
        "counted",
        "watched",
        "heard",
    }


def _ours(statement: Statement) -> Hit | None:
    """See "we cyclists": the author as one of them."""
    for match in _WE_PEOPLE.finditer(statement.text):
        span = Span(match.start(), match.end())
        words = match["who"].lower().split()
        if names_people(words[-1]) and not statement.quoted(span) and not _verb_before(words, match[0]):
            return Hit(span, 0.7)
    return None


def _verb_before(words: list[str], whole: str) -> bool:
    """Say whether the word between "we" and the people is a verb, so that they are its object."""
    return len(words) > 1 and (
        whole[:2].lower() == "we" or words[0] in {"the", "other", "many", "some", "to", "as", "all"}
    )


def _mine(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    text = statement.text
    match = _CIRCLE.search(text)
    if match and not statement.quoted(Span(match.start(), match.end())):
        yield Hit(Span(match.start(), match.end()), 0.5)
        return
    for own in _I_HURT.finditer(text):
        at = own.start() + own[0].rfind("I")
        span = Span(at, own.end())
        if not statement.quoted(span) and not _I_SAW.match(text, at):
            yield Hit(span, 0.5 if evidence.linked else 0.65)
            return
