"""Everybody agrees to a quality, and nobody knows when it is met."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.grammar import Span, content, each_phrase, trim
from wbcoach.lexicon import LIGHT, QUALITIES, QUALITY_NOUNS, words
from wbcoach.pitfall import Example, Hit
from wbcoach.vocabulary.asks import wanted
from wbcoach.vocabulary.breadth import FIELDS
from wbcoach.vocabulary.phrases import noun_phrase
from wbcoach.vocabulary.praise import CHECKED, SCALES, made_good, pleased, praised_manner, wins
from wbcoach.vocabulary.screen import screened
from wbcoach.vocabulary.wares import ARTEFACTS, MADE, SCHEMES, SOLUTION_NOUNS, SUPPLIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.grammar import Word
    from wbcoach.statement import Statement

CODE = "N02"
LENS = "need"
SEVERITY = "major"
MESSAGE = "The need is a quality, not something one could see being met."
QUESTION = "How would they know it had got better, without being told?"
ASKED = "You write “{words}”: how would they know, without being told, that it had got better?"
LOOK_FOR = "The need is only an adjective or adverb (easier, seamless, better) with no object, outcome or measure to check."
BAD = [
    Example(
        "Today, brides have to email five suppliers when a venue floods. Customers need a way to coordinate seamlessly."
    ),
    Example(
        "Today, cyclists have to carry bikes upstairs when the lift is out. Customers need a smoother journey."
    ),
    Example(
        "Today, choirs have to print new parts when a key changes. Customers need a way to have a better experience."
    ),
    Example(
        "Today, movers have to repack vans when a street is blocked. Customers need a more efficient process."
    ),
]
GOOD = [
    Example(
        "Today, shift leads have to ring round when somebody is ill at dawn. Customers need a way to fill the gap without waking people who are off.",
        (
            ("interview", "I have woken half the team by six."),
            ("rota_log", "May 2026: 44 of 120 gaps took over an hour to fill."),
        ),
    ),
    Example(
        "Today, music teachers have to repeat directions when a pupil practises alone. Customers need a way to hear a wrong note in the same week.",
        (
            ("interview", "A month of the wrong note, beautifully learnt."),
            ("diary_study", "8 of 11 pupils kept a mistake for two lessons (April 2026)."),
        ),
    ),
]

_BOUND = screened(
    r"\b(?:before|until|within|without|in\s+the\s+same|in\s+one(?!\s+place)|while|when|once|by\s+the\s+time|so\s+that|that\s+(?!(?:are|is|feels?|works?|works?\s+for)\b)\w+)\b|\d",
    re.IGNORECASE,
)
_COMPARATIVES = frozenset(
    "cleverer nicer calmer gentler kinder fairer cheaper lighter brighter warmer cooler tighter closer stronger lower higher cleaner quieter softer sharper finer leaner neater greener shorter longer fuller deeper wiser bolder fresher kindlier newer slicker comfier pleasanter".split()
)
_NOT_GRADES = frozenset(
    "supplier carrier earlier courier barrier soldier pier tier cashier earliest premier frontier terrier atelier chandelier dossier glacier".split()
)
_SPARE = frozenset(
    "deal cope track talk each other communicate collaborate work interact shop pay buy travel use navigate experience live operate connect engage function onboard go digitally online everyday daily more user customer checkout onboarding support care treatment access"
    " comms delivery visit collection handover handovers turnaround changeover entry interplay enrolment registration signing signup dialogue relations relationship partnership engagement environment atmosphere culture setup approach manner flow touchpoint touchpoints referring sort stuff both everyone them us".split()
)
# Adjectives that are verbs, nouns or circumstances as well, where they start a need.
_ACTING = frozenset(
    "secure clear smooth better best speed calm empty open free fast sleek pretty well good".split()
)
_GENERAL = words("""
    experience experiences process processes journey journeys service services system systems workflow workflows
    interaction interactions communication communications comms collaboration delivery checkout visit onboarding support
    care interface environment atmosphere relationship partnership tools tooling solution approach setup product
    procedure procedures turnaround handover changeover enrolment enrollment registration booking administration admin
    dialogue exchange coordination cooperation teamwork engagement management planning organisation organization
    operations logistics flow transition transport treatment payment payments banking learning teaching training
    information data visibility transparency access usability quality performance life lives day work working things
    way ways manner fashion counter desk route access stay shopping travel trip help assistance
""")


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Count what is left of the need without its qualities and its light words."""
    del evidence
    need = wanted(statement)
    if need is None:
        return
    text = statement.text
    sure = _plain(statement, need)
    if sure < _SHOWN and not _BOUND.search(text, need.start, need.end):
        if praised_manner(text, need) or wins(text, need):
            sure = 0.66
        elif made := made_good(text, need):
            yield Hit(made, 0.65)
            return
        elif pleased(text, need):
            sure = 0.62
    if sure:
        yield Hit(need, sure)
        return
    purpose = _PURPOSE.match(text, need.end) if statement.is_story else None
    if purpose:
        stop = next(
            (s.end for s in statement.sentences if s.start <= need.start < s.end), statement.whole.end
        )
        aim = trim(text, Span(purpose.end(), stop), ".!?")
        made = made_good(text, aim)
        if made:
            yield Hit(made, 0.62)


_SHOWN = 0.6
_PURPOSE = re.compile(r",?\s+so\s+(?:that\s+)?", re.IGNORECASE)


def _plain(statement: Statement, need: Span) -> float:
    found = statement.words(need)
    covered: set[int] = set()
    for first, last in each_phrase(found, QUALITIES):
        covered.update(range(first, last))
    covered.update(number for number, word in enumerate(found) if word.low in SCALES)
    does = bool(re.search(r"\bto\s+$", statement.text[: need.start])) or (
        statement.slots.way and need == statement.slots.need
    )
    if found and does and found[0].low in _ACTING:
        covered.discard(0)
    if _only_quality(found):
        return 0.45 if _NOT.search(statement.text, 0, need.start) else 0.7
    covered.update(_graded(found))
    before = need == statement.slots.need and _quality_of_way(statement)
    if (not covered and not before) or _BOUND.search(need.of(statement.text)):
        return 0.0
    if found[0].low in {"longer", "more", "less"} and len(covered) <= 1 and 0 in covered:
        return 0.0  # "need longer in the changing room" asks for time
    left = content(word for number, word in enumerate(found) if number not in covered)
    bare = [word for word in left if word.low not in LIGHT and word.low not in _SPARE]
    if not bare and covered:
        return 0.85
    if not does and covered and min(covered) <= 1 and len(bare) <= 2:
        if _general_head(statement, found):
            return 0.75
        things = any(word.low in _THINGS for word in found)
        told = statement.slots.hardship is not None and statement.slots.because is None
        alone = len(bare) <= 1 and told  # a cause may tell what is meant
        return 0.62 if alone and not things else 0.45
    if (len(bare) == 1 and any(found[number].low not in CHECKED for number in covered)) or (
        not bare and before
    ):
        return 0.65 if does or _general_head(statement, found) or before else 0.45
    if (len(bare) <= 1 and before) or (covered and max(covered) == len(found) - 1):
        return 0.62 if len(found) <= 4 else 0.5
    return 0.0


def _general_head(statement: Statement, found: list[Word]) -> bool:
    """Say whether what is praised is no thing one could hold: a process, a journey, communication."""
    end = noun_phrase(statement.text, found, 0)
    head = found[end - 1].low if end else found[0].low
    if head in _GENERAL or head in FIELDS or head in QUALITIES or head.endswith("ing"):
        return True
    fluff = any(word.low in _FLUFF or word.low.endswith("ier") for word in found[: max(end, 1)])
    return fluff and not any(head in wares for wares in (SUPPLIES, SOLUTION_NOUNS))


_THINGS = MADE | SUPPLIES | SOLUTION_NOUNS | ARTEFACTS | SCHEMES
_NOT = re.compile(r"\b(?:not|never)\s+(?:to\s+)?$", re.IGNORECASE)
# Praise that fits nothing one could hold.
_FLUFF = words("""
    seamless smooth smoother effortless frictionless hassle-free painless delightful pleasant enjoyable engaging
    meaningful holistic intuitive streamlined user-friendly friendly optimal optimised optimized enhanced world-class
    best-in-class state-of-the-art cutting-edge innovative superior empowering stress-free worry-free joined-up convenient
    comfortable efficient effective simple simpler easy easier nicer happier modern slick sleek agile dynamic smart smarter
""")


_STATES = frozenset("be feel stay become remain get keep".split())
_PREFIXES = frozenset(
    "more some better the greater their full real true improved increased and total a an good of".split()
)
_CHECKED = frozenset(
    "paid seen heard told informed warned moved served left called sent shown able used asked home early late warm dry fed rested relieved covered insured vaccinated discharged registered connected matched picked noticed notified refunded reimbursed credited located admitted believed named".split()
) - {"informed", "connected", "heard", "seen", "served"}
_FELT = frozenset("heard seen served".split())


def _only_quality(found: list[Word]) -> bool:
    """See a state or a quality that is all that is asked for: "be resilient", "more visibility"."""
    low = [word.low for word in found if word.low not in _PREFIXES]
    if found and found[0].low in _STATES and len(low) == 2:
        ends = bool(re.fullmatch(r"[a-z-]+(?:y|ful|less|ive|ent|ant|ous|ible|able|al|ic|fe|nt)", low[-1]))
        ends = ends or (low[0] == "feel" and low[-1].endswith("ed"))
        return (
            (ends or low[-1] in QUALITIES)
            and low[-1] not in _CHECKED
            and (low[-1] not in _FELT or low[0] == "feel")
        )
    told = " ".join(word.low for word in found) if len(found) <= _FEW else ""
    return told in QUALITY_NOUNS or (0 < len(low) <= 2 and " ".join(low) in QUALITY_NOUNS)


_FEW = 3
_GRADED = re.compile(r"[a-z]+(?:ier|iest)")


def _graded(found: list[Word]) -> set[int]:
    """Find comparatives: "comfier", "more pleasant"."""
    marks: set[int] = set()
    for number, word in enumerate(found):
        if word.low.endswith(("ier", "iest")) and _GRADED.fullmatch(word.low) and word.low not in _NOT_GRADES:
            marks.add(number)
        elif (
            word.low in {"more", "less", "most"}
            and number + 1 < len(found)
            and re.fullmatch(
                r"[a-z]+(?:ant|ent|ive|ful|able|ible|al|ous|ing|ed|y|ic|fair|human|humane|simple|quick|fast|clear|smooth|modern)|humane|simple|quick|fair|human",
                found[number + 1].low,
            )
        ):
            marks.update((number, number + 1))
        elif re.fullmatch(r"[a-z]{3,}er", word.low) and (
            word.low in _COMPARATIVES or {word.low[:-2], word.low[:-1], word.low[:-3]} & QUALITIES
        ):
            marks.add(number)
    return marks


def _quality_of_way(statement: Statement) -> bool:
    """Say whether it is the way itself that is praised: "need an easier way to"."""
    phrase = statement.slots.need_phrase
    need = statement.slots.need
    if phrase is None or need is None or need.start <= phrase.start:
        return False
    lead = statement.words(Span(phrase.start, need.start))
    return any(True for _ in each_phrase(lead, QUALITIES))
