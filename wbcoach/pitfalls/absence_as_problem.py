"""A missing feature is a solution turned inside out; what people do instead stays untold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.grammar import Span, each_phrase
from wbcoach.lexicon import words
from wbcoach.pitfall import Example, Hit
from wbcoach.vocabulary.phrases import ends_in, noun_phrase
from wbcoach.vocabulary.screen import screened
from wbcoach.vocabulary.solutions import is_built
from wbcoach.vocabulary.wares import MADE, SOLUTION_NOUNS, SUPPLIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.grammar import Word
    from wbcoach.statement import Statement

CODE = "S02"
LENS = "scope"
SEVERITY = "major"
MESSAGE = "The hardship named is a missing feature."
QUESTION = "Without it, what do they do instead, step by step?"
ASKED = "You write “{words}”: what do they do instead today, step by step?"
LOOK_FOR = "The hardship is only that some product, feature or function does not exist; what people do in its absence is not told."
BAD = [
    Example(
        "Today, sailing schools have to manage without a booking app when the wind drops. Customers need a way to move a lesson."
    ),
    Example(
        "Today, notaries do not have an online calendar when a sale is brought forward. Customers need a way to set a date that both sides can keep."
    ),
    Example(
        "There is no unified dashboard for lift repairs. Building managers need a way to tell tenants how long to wait."
    ),
    Example(
        "Today, florists lack an integration with the wholesaler when roses run short. Customers need a way to promise only what will arrive."
    ),
]
GOOD = [
    Example(
        "Today, night porters have to decide alone when they have no colleague on the floor. Customers need a way to reach somebody who may say yes.",
        (
            ("interview", "There is me and the phone, and the phone rings out."),
            ("incident_report", "4 of 11 incidents in May 2026 waited for the morning."),
        ),
    ),
    Example(
        "Today, mountain guides have to walk back to the hut when there is no signal in the valley. Customers need a way to change a pick-up before the bus leaves.",
        (
            ("interview", "An hour down, an hour up, for one message."),
            ("hut_log", "June 2026: 31 of 77 groups sent somebody back."),
        ),
    ),
]

_NO = r"(?:no|not\s+any|hardly\s+any|not\s+an?|zero)"
_ABSENT = screened(
    r"\b(?:lack(?:s|ing|ed)?(?:\s+of)?|(?:(?:are|is|being|left|stuck|live|lives|living|go|goes|going|do|does|make\s+do|manage|manages|cope|copes|work|works|operate|operates|get\s+by|gets\s+by)\s+)?without|(?:are|is|am|['’]re|['’]s|still|currently|been)\s+missing|absence\s+of"
    r"|(?:do|does|did)(?:n['’]t|\s+not)\s+(?:yet\s+|currently\s+|even\s+)?(?:have|get|offer|provide|support|include|contain|feature|possess|own|come\s+with|ship\s+with|dispose\s+of|allow\s+for)|(?:has|have|had)(?:n['’]t|\s+not)(?:\s+got)?(?=\s+(?:an?|any)\s)"
    r"|(?:are|is)(?:n['’]t|\s+not)\s+(?:yet\s+)?(?:equipped|provided|supplied|given|offered|fitted|served|issued)(?:\s+with)?|comes?\s+without|ships?\s+without"
    rf"|(?:have|has|had|there\s+(?:is|are)|there['’]s|with|offers?|provides?|get|gets|given|includes?|contains?|sees?|finds?)\s+(?:currently\s+|still\s+|simply\s+|just\s+)?{_NO}|(?:there\s+(?:is|are)|there['’]s)(?:n['’]t|\s+not)\s+(?:an?|any)"
    rf"|(?:^|(?<=[:;(–—]\s)|(?<=[.!?,]\s)|(?<=\bfix\s)|(?<=\bsolve\s)|(?<=\baddress\s)|(?<=\bstill\s)|(?<=\bis\s)|(?<=\bgot\s)|(?<=\bproblem\s)){_NO})\s+",
    re.IGNORECASE,
)
_GONE = screened(
    r"(?:^|(?<=[.!?:;]\s)|(?<=\bthe\s)|(?<=\ba\s)|(?<=\ban\s))(?P<thing>(?:[\w'’-]+\s+){1,5}?)(?:(?:is|are)\s+(?:still\s+|simply\s+|currently\s+)?(?:missing|lacking|absent|not\s+(?:there|available|offered|supported|built|provided|included|implemented|in\s+place)|nowhere\s+to\s+be\s+found)|(?:does|do)(?:n['’]t|\s+not)\s+(?:yet\s+)?exist|missing|unavailable|not\s+available)\b",
    re.IGNORECASE,
)
# What marks a thing as one that somebody would build, whatever its name.
_BUILT = re.compile(
    r"\b(?:built-in|native|in-app|in-product|online|digital|unified|centrali[sz]ed|consolidated|integrated|automated|automatic|auto-[a-z]+|mobile|dedicated|single|central|real-time|live|self-service|interactive|searchable|downloadable|shareable|machine-readable|electronic|configurable|customi[sz]able"
    r"|end-to-end|one-click|one-stop|bulk|batch|cloud|offline|multi-[a-z]+|cross-[a-z]+|[a-z]+-based|proper\s+(?:tool|system|way)|(?:easy|simple|efficient|quick|good|standard)\s+way|way\s+to\s+(?:export|import|filter|sort|search|sync|undo|bulk|tag|group|share|download|upload|attach|print|edit|copy|merge|log\s+in))\b",
    re.IGNORECASE,
)
_CIRCUMSTANCE = re.compile(
    r"\b(?:signal|coverage|reception|internet|electricity|colleagues?|staff|interpreters?|doctors?|nurses?|teachers?|drivers?|person|one|nobody|money|cash|savings|address(?:es)?|papers|passports?|id|permission|consent|time|space|rooms?|heating|transport|cars?|bank\s+accounts?|smartphones?|licen[cs]es?|visas?|permits?|tenure|contracts?|leases?|proof|idea|clue|choice|say|rest|sleep|shade|water|food|childcare|family|friends|neighbours?"
    r"|experience|qualifications?|training|english|credit|insurance|income|job|work|home|lift|street|access|daylight|rain|wind|warning|answer|reply|explanation|reason|difference|evidence|data)\s*$",
    re.IGNORECASE,
)
# Noun heads that only the maker of a product could supply.
_FUNCTIONS = words("""
    upload uploads download downloads import imports export exports sync search filter filters sorting undo redo backup
    autosave preview lookup classification tracking matching reconciliation validation encryption authentication
    versioning history log trail view views layer matrix feed editor viewer player picker selector uploader builder
    generator analyser analyzer comparator checker planner scheduler designer simulator module plugin function
    functionality feature features capability option options setting settings mode button field tab page screen panel
    window form template version versions build sandbox playground registry repository catalogue catalog directory index
    database archive library platform portal site website system systems tool tools toolkit software app apps application
    dashboard report reporting analytics chart graph map calendar planner rota board wallboard interface integration
    connector gateway endpoint api bridge workflow pipeline bot assistant alert alerts notification notifications
    reminder reminders newsletter hotline helpline helpdesk desk counter kiosk terminal device devices tablet handheld
    scanner sensor sensors tracker sheet checklist flag command endpoint parameter ledger register logbook record-keeping twin
    model pocket wallet widget layer toggle switch slider comparison estimator calculator translator glossary guide
    manual handbook faq tutorial tutorials subtitles captions transcript voiceover theme skin avatar
""")
_HARD_STORY = 0.62
_TO_FIX = re.compile(
    r"\b(?:fix|solve|address|overcome|tackle|get\s+a?round|deal\s+with|make\s+up\s+for)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# Heads that name as much a choice or a sheet of paper as a part of a product.
_LOOSE = words(
    "option options support model pocket sheet view desk counter field form page window board report calendar map guide record log history device devices printer build bridge database archive library system systems interface model"
)
_ASIDE = re.compile(r"\b(?:because|since)\b[^.;,]{0,40}$", re.IGNORECASE)
_REACH = 8


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Look, outside the need and quotations, for an absence whose object is something that would be built."""
    del evidence
    text, slots = statement.text, statement.slots
    best: tuple[float, Span] | None = None
    for start, end, phrase in _absences(statement):
        span = Span(start, end)
        if (
            statement.in_need(span) and not _TO_FIX.search(text, max(0, start - 40), start)
        ) or statement.quoted(span):
            continue
        sure = _weight(phrase)
        if not sure:
            continue
        if statement.is_story:
            sure = min(sure, _HARD_STORY) if sure >= 0.7 else 0.45
        elif slots.situation and slots.situation.overlaps(span):
            sure = 0.45
        elif (
            slots.problem
            and not slots.problem.overlaps(span)
            and _ASIDE.search(text, max(0, start - 60), start)
        ):
            sure = 0.5  # what people do is told; the missing thing is only its cause
        if best is None or sure > best[0]:
            whole = slots.problem and slots.problem.covers(span)
            best = sure, _whole(statement, slots.problem, start) if whole and slots.problem else span
    if best:
        yield Hit(best[1], best[0])


def _absences(statement: Statement) -> Iterator[tuple[int, int, list[Word]]]:
    """Find what is said to be missing: where it is said, and the noun phrase."""
    text = statement.text
    for match in _ABSENT.finditer(text):
        reach = next((s.end for s in statement.sentences if s.start <= match.start() < s.end), len(text))
        if match.end() >= reach:
            continue
        found = statement.words(Span(match.end(), min(reach, match.end() + 90)))[: _REACH + 1]
        phrase = found[: noun_phrase(text, found, 0)]
        while phrase and phrase[0].low in _ARTICLES:
            phrase = phrase[1:]
        if phrase:
            yield match.start(), phrase[-1].end, phrase
    for match in _GONE.finditer(text):
        phrase = statement.words(Span(match.start("thing"), match.end("thing")))
        if phrase:
            yield match.start("thing"), match.end(), phrase


_ARTICLES = frozenset("a an any the one such single".split()) - {"single"}


def _weight(phrase: list[Word]) -> float:
    """Weigh how surely the missing thing is one that would be built (0: it is a circumstance)."""
    thing = " ".join(word.low for word in phrase)
    hard = any(True for _ in each_phrase(phrase, SOLUTION_NOUNS))
    if hard:
        return 0.8
    if _CIRCUMSTANCE.search(thing):
        return 0.0
    made = bool(_BUILT.search(thing)) or any(word.low in MADE for word in phrase)
    built = is_built(phrase)
    function = ends_in(phrase, _FUNCTIONS)
    if made and (built or function or ends_in(phrase, SUPPLIES)):
        return 0.75
    if made:
        return 0.65
    if built or function:
        return 0.65 if len(phrase) > 1 else 0.62 if function and phrase[-1].low not in _LOOSE else 0.5
    return 0.45 if ends_in(phrase, SUPPLIES) else 0.0


def _whole(statement: Statement, region: Span, at: int) -> Span:
    """Take the whole hardship where the absence is near its start, else from the absence on."""
    near = len(statement.text[region.start : at].split()) <= 4
    return region if near else Span(at, region.end)
