"""A statement about one control or one version is a ticket: it wins a fix and misses the need."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.grammar import Span
from wbcoach.pitfall import Example, Hit
from wbcoach.vocabulary.controls import (
    ADDRESSED,
    CLICKED,
    CLICKS,
    CONTROL,
    CRASH,
    DRAWN,
    LETTERED,
    LOOKS,
    PHYSICAL,
    POINTED,
    SCREEN_ACT,
    SHIFTED,
    VERSION,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "S04"
LENS = "scope"
SEVERITY = "major"
MESSAGE = "This is so narrow (one control, one version, one bug) that it is a ticket."
QUESTION = "What were they trying to get done when they met this, and where else does that go wrong?"
ASKED = "What were they trying to get done when they met “{words}”, and where else does that go wrong?"
LOOK_FOR = "The hardship is a single control, click, pixel, column or software version; not a small group of people, a rare severe event, or a real thing in the world that is described exactly."
BAD = [
    Example(
        "Today, beekeepers have to tap the tiny hive icon three times when the map is zoomed out. Customers need a way to tap it once."
    ),
    Example(
        "Choir secretaries must scroll past the cookie banner to reach the Save button when they edit a concert. They need a way to see the button."
    ),
    Example(
        "Today, seed merchants have to unhide column F by hand when the price list is opened in Excel 2016. Customers need a way to see column F."
    ),
    Example("As a chess arbiter, I want the Start button to be green, because I cannot see it in the hall."),
]
GOOD = [
    Example(
        "Today, beekeepers have to walk from hive to hive with a paper list when one colony shows disease. Customers need a way to know which hives stood next to it this spring.",
        (
            ("interview", "The list is in my suit and the suit is full of bees."),
            ("inspection_log", "May 2026: 7 of 32 outbreaks named the wrong neighbour."),
        ),
    ),
    Example(
        "Today, wheelchair users travelling alone have to ask a stranger to press the lift button when the panel hangs above shoulder height. Customers need a way to reach the platform without asking anybody.",
        (
            ("field_visit", "12 of 20 lifts in the north had the panel above 1.3 metres (June 2026)."),
            ("interview", "I wait for a friendly face. Some nights there is none."),
        ),
    ),
    Example(
        "Today, seed merchants have to retype each price by hand when a grower sends a list in another currency. Customers need a way to quote on the day the list comes.",
        (("usability_test", "6 of 9 merchants mistyped one price or more (May 2026)."),),
    ),
]

# The first letters of words without which no pattern of `controls` can match.
_QUICK = frozenset(
    "clic tap taps tapp scro swip hove butt icon drop chec tool pop pop- popu moda dial togg slid pixe px curs bann logo"
    " font colu row rows cell tab tabs date inpu radi bread sear side nav navi menu vers firm andr ios ipad maco wind chro"
    " safa fire edge exce word acro outl text spin prog plac zoom refr capt thum arro pane prev ctrl cmd comm alt opti shif"
    " keys key keyb cras ipho subm fiel link unti unch doub doub righ brea hamb hype acco wate favi cook cont home spla"
    " err erro mous buil rele java pyth node sdk blue sams gala app os v1 v2 v3 v4 v5 label labe sheet shee line page step tick box boxe swit pane temp slid scre ques slot segm tile rety reti".split()
)
_MAKERS = re.compile(
    r"\b(?:developers?|designers?|testers?|engineers?|programmers?|maintainers?|accessibility|front-?end|qa|web\s?masters?|admins?|blind|screen[\s-]readers?|sight|visually|tremor|keyboard-only|motor|low[\s-]vision|parkinson\S*|arthritis|one[\s-]handed)\b",
    re.IGNORECASE,
)

_SHOWN = 0.6


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Count signs of a keyhole in the hardship: a control, an act on a screen, clicks, a version, a crash."""
    del evidence
    text = statement.text
    if not any(word.low[:4] in _QUICK or word.low.endswith("px") for word in statement.words()):
        return
    slots = statement.slots
    problem = slots.problem
    if statement.is_story or (slots.need is not None and not slots.way):
        region = slots.need or problem
        drawn = _drawn(text, region) if region else None
        if drawn and not _held(statement, drawn):
            yield Hit(drawn, 0.65)
            return
    if problem is None or slots.hardship is None:
        problem = _first(statement)
    if problem is None or PHYSICAL.search(text, problem.start, problem.end):
        return
    end = slots.situation.end if slots.situation and slots.situation.start >= problem.end else problem.end
    whole = Span(problem.start, end)
    sure, span = _signs(text, problem, whole)
    if sure < _SHOWN:
        sentence = statement.sentence_of(problem)
        told = Span(
            sentence.start, max(end, sentence.end if not slots.need else min(sentence.end, slots.need.start))
        )
        if _addressed(text, told):
            sure, span = 0.66, whole
    if sure and span and not statement.quoted(span):
        yield Hit(span, sure - 0.2 if _held(statement, span) else sure)


def _drawn(text: str, region: Span) -> Span | None:
    """Find how one control should look, or where it should stand."""
    drawn = DRAWN.search(text, region.start, region.end)
    if drawn is None:
        shifted = SHIFTED.search(text, region.start, region.end)
        drawn = shifted and CONTROL.search(text, region.start, region.end)
    return Span(drawn.start(), drawn.end()) if drawn else None


def _addressed(text: str, told: Span) -> bool:
    """Say whether one place of a form or a screen is named by number, beside an act on it, a control, a version or another place."""
    places = {match[0].lower() for match in ADDRESSED.finditer(text, told.start, told.end)}
    if not places:
        return False
    beside = (SCREEN_ACT, CONTROL, VERSION)
    return len(places) > 1 or any(one.search(text, told.start, told.end) for one in beside)


def _held(statement: Statement, span: Span) -> bool:
    """Say whether controls are these people's own work, or a matter of body and sight."""
    del span
    customer = statement.slots.customer
    return customer is not None and _MAKERS.search(statement.text, customer.start, customer.end) is not None


def _first(statement: Statement) -> Span | None:
    """Take the first sentence that is not the need, where no hardship was read."""
    need = statement.need_sentence
    return next((s for s in statement.sentences[:4] if not (need and s.overlaps(need))), None)


def _signs(text: str, problem: Span, whole: Span) -> tuple[float, Span | None]:
    lettered = LETTERED.search(text, whole.start, whole.end)
    clicked = CLICKED.search(text, problem.start, problem.end)
    pointed = POINTED.search(text, problem.start, problem.end)
    counted = CLICKS.search(text, problem.start, problem.end)
    looks = LOOKS.search(text, whole.start, whole.end)
    version = VERSION.search(text, whole.start, whole.end)
    crash = version and CRASH.search(text, whole.start, whole.end)
    acted = clicked or pointed or lettered
    if acted and (counted or version or looks):
        return 0.8, whole if version and version.start() >= problem.end else problem
    if acted or looks:
        sure = 0.7 if lettered or looks or pointed else 0.62
        return sure, problem if acted else Span(looks.start(), looks.end()) if looks else None
    if counted:
        return 0.65, problem
    if version and crash:
        return 0.62, whole
    return (0.62, whole) if version else (0.0, None)
