"""How wide a statement reaches: everyone, a whole trade, a whole system, a life from first to last."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.grammar import Span, content
from wbcoach.lexicon import ABSTRACTIONS, GENERIC_PEOPLE, QUALITIES, names_people, words
from wbcoach.vocabulary.screen import Family, screened

if TYPE_CHECKING:
    from wbcoach.grammar import Word
    from wbcoach.statement import Statement

# Whole fields of life and trade.
FIELDS = words("""
    industry sector population workforce world country nation society humanity mankind humankind planet globe continent
    journey lifecycle life-cycle life_cycle chain ecosystem ecosystems landscape organisation organization enterprise
    company business corporation profession community economy market government state bureaucracy service healthcare
    health care medicine education schooling learning school transport transportation mobility travel traffic logistics
    shipping trade retail commerce shopping hospitality tourism food nutrition farming agriculture fishing forestry
    energy waste recycling climate environment sustainability housing construction property renting parenting
    parenthood childcare family ageing banking finance finances tax taxes taxation insurance pensions money payroll hr
    recruitment hiring employment law justice policing crime security cybersecurity safety privacy defence science
    research academia innovation manufacturing telecoms telecommunications broadband media news entertainment gaming
    sport sports football culture art arts music publishing charity volunteering fundraising procurement administration
    admin paperwork regulation compliance governance democracy politics data software technology technologies it ai
    work labour welfare benefits immigration migration communication communications information knowledge wellbeing
    well-being lives life disciplines institutions systems infrastructure operations processes portfolio estate
    organisations organizations businesses companies sectors industries countries
""")
_BODIES = words("""
    businesses companies organisations organizations enterprises firms corporations institutions employers employees
    workers citizens residents people persons humans families households consumers users customers stakeholders parties
    teams departments governments authorities councils countries societies communities schools hospitals charities
    developers engineers professionals individuals parents children students patients drivers travellers volunteers
    teachers doctors nurses farmers freelancers retailers manufacturers suppliers landlords tenants members learners
    staff managers leaders owners voters taxpayers adults women men pupils commuters shoppers sellers buyers
""")
_PRONOUN = re.compile(
    r"(?:absolutely\s+|literally\s+|simply\s+|basically\s+|almost\s+|just\s+about\s+)?(?:everyone|everybody|anyone|anybody|all\s+of\s+us|all\s+of\s+(?:human|man)kind|(?:human|man)kind|humanity|society"
    r"|every\s+(?:single\s+)?(?:human(?:\s+being)?|person|citizen|individual|one\s+of\s+us)|the\s+(?:whole|entire)\s+(?:world|population|country|nation|planet|workforce|of\s+society))\b",
    re.IGNORECASE,
)
_EVERY = re.compile(
    r"(?:(?:basically|nearly|almost)\s+)?(?:all(?!\s+(?:\d|of\s+(?:them|these|it)|about|the\b|these|those|our|its|their|my|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty))|every|each\s+and\s+every|any(?=\s+\w+\s+(?:of|in|who|that|at)\b))\s+(?P<np>[^,.;]{2,80})",
    re.IGNORECASE,
)
_EXACT = re.compile(
    r"\d|\b(?:not|never|no|only|last|first|two|three|four|half|without|whose|same)\b|['’]s\b|\b(?:after|before|during|under|over|between)\b",
    re.IGNORECASE,
)
_TAIL = 6
_FIELD = "|".join(sorted(map(re.escape, sorted(FIELDS)), key=len, reverse=True)).replace(r"\ ", r"\s+")
_END = r"(?=\s+(?:of|in|from|to|and|or|is|are|has|have|that|which|who|when|whenever|while|on|with|for|as|at|by|through|over|across|must|needs?|struggles?|currently|today|so|can|cannot|will|every|because|around|into)\b|\s*[.,;:!?)–—-]|\s*$)"
_SIGNS = Family(
    (
        (
            "whole",
            screened(
                rf"\b(?:whole|entire|complete|full|total|overall)\s+(?:of\s+)?(?:the\s+|their\s+|how\s+)?(?:[\w'’-]+\s+){{0,3}}?(?:{_FIELD}|system|platform|experience|process){_END}|\b(?:the\s+)?whole\s+of\s+(?:how|what|the\s+way)\b"
                rf"|\b(?:{_FIELD}|[a-z]+\s+travel)\s+(?:as\s+a\s+whole|itself|in\s+general|at\s+large|writ\s+large|full\s+stop)\b|\bthe\s+way\s+(?:society|people|the\s+world|we\s+all|humans|companies|organi[sz]ations)\s+\w+|\b(?:future|whole)\s+of\s+(?:{_FIELD}|\w+ing){_END}",
                re.IGNORECASE,
            ),
        ),
        (
            "chain",
            screened(
                r"\b(?:value|supply|food)\s+chains?\b|\blife-?\s?cycle\b|\becosystem\b|\blandscape\b|\bend[\s-]to[\s-]end\b|\bstart\s+to\s+finish\b|\bA\s+to\s+Z\b|\bcradle\s+to\s+grave\b|\bbirth\s+to\s+death\b"
                r"|\bfrom\s+(?:the\s+|their\s+)?(?:very\s+)?(?:first|start|beginning|birth|cradle|seed|soil|farm|field|source|sketch|idea|concept|design|nursery|school|hire|order|enquiry|inquiry|cradle|quote|planning|purchase|raw|early|womb|conception|recruitment|hiring|onboarding|admission|kitchen|forest|mine|factory|signing)\s*(?:[\w'’-]+\s+){0,4}?(?:right\s+(?:up\s+)?|all\s+the\s+way\s+|through\s+|up\s+)?to\s+(?:the\s+|their\s+)?(?:[\w'’-]+\s+){0,1}?(?:last|final|end|finish|grave|death|fork|table|plate|shelf|supermarket|boardroom|archive|hand-?back|retirement|retire|exit|delivery|cash|pay\s+packet|handover|certificate|pension|tomb|night|resale|disposal)\b",
                re.IGNORECASE,
            ),
        ),
        (
            "every",
            screened(
                r"\beverything\b(?!\s+(?:they|he|she|it|is|was|that|in\s+(?:the|it|them)|on\s+(?:the|it)|back|again|by\s+hand|twice|else)\b)|\banything(?=\s+(?:in\s+life|at\s+all|anywhere|changes|happens|goes))|\ball\s+of\s+it\b(?=\s*[.,;]|\s*$)|\bit\s+all\b|\b(?:every|all)\s+(?:[\w-]+\s+)?(?:aspects?|parts?|sides?|areas?|kinds?|contacts?|rights?|needs?|matters?|stages?|steps?|facets?|corners?|touchpoints?|dimensions?|things|goods|handling|disciplines|industries|sectors|branches|subjects|ages|properties|countries|continents|institutions|markets|channels|functions|levels|disciplines|species|walks)\b",
                re.IGNORECASE,
            ),
        ),
        (
            "litany",
            screened(
                r"\b(?:all|every|any|whatever|whichever)\s+(?!time|day|night|moment|more|other|one|hour|year|week|month|of\s+(?:them|these|it)|the|about)[a-z]+\b[^.;]{0,25}?\b(?:all|every|any|whatever|whichever)\s+(?!time|day|night|moment|more|other|one|hour|year|week|month|of\s+(?:them|these|it)|the|about)[a-z]+",
                re.IGNORECASE,
            ),
        ),
        (
            "where",
            screened(
                rf"\b(?:across|throughout|around|all\s+over)\s+(?:the\s+)?(?:whole\s+|entire\s+)?(?:[\w-]+\s+){{0,2}}?(?:board|globe|system|{_FIELD}){_END}|\bworld-?wide\b|\bnation-?wide\b|\bcompany-?wide\b|\bindustry-?wide\b|\bglobally\b|\beverywhere\b|\bthe\s+world\s+over\b|\bof\s+(?:the|this)\s+world\b|\bof\s+(?:every|any|all)\s+(?:size|kind|sort|type|age|sector|shape)s?\b|\bin\s+(?:any|every)\s+(?:kind|sort|type|country|part|sector|industry)\b|\bwherever\s+they\b|\bin\s+(?:the\s+)?(?:education|healthcare|construction|retail|finance|government|agriculture|logistics|farming|industry|science|academia|public\s+sector)\s*(?:today|sector|industry)?(?=\s+(?:has|have|is|are|must|struggles?|faces?)\b|\s*[,.]|\s*$)",
                re.IGNORECASE,
            ),
        ),
    )
)
_DENIED = re.compile(r"\b(?:not|n['’]t|never|hardly|nor)\s+(?:the\s+)?$", re.IGNORECASE)
_ACTS = re.compile(
    r"(?:(?:\w+ly|to|just|somehow|always|constantly)\s+)?(?:manag(?:e|ing)|handl(?:e|ing)|run(?:ning)?|organi[sz](?:e|ing)|navigat(?:e|ing)|improv(?:e|ing)|optimi[sz](?:e|ing)|deal(?:ing|s)?\s+with|work(?:ing)?\s+with|cop(?:e|es|ing)\s+with|contend(?:ing)?\s+with|grappl(?:e|es|ing)\s+with|struggl(?:e|es|ing)\s+with|wrestl(?:e|es|ing)\s+with|put(?:ting|s)?\s+up\s+with|liv(?:e|es|ing)\s+with|battl(?:e|ing)(?:\s+with)?|fight(?:ing)?(?:\s+for)?|fac(?:e|es|ing)"
    r"|communicat(?:e|ing)|collaborat(?:e|ing)|coordinat(?:e|ing)|administer(?:ing)?|look(?:ing)?\s+after|tak(?:e|ing)\s+care\s+of|understand(?:ing)?|transform(?:ing)?|reimagin(?:e|ing)|reinvent(?:ing)?|revolutioni[sz](?:e|ing)|moderni[sz](?:e|ing)|future-proof(?:ing)?|fix(?:ing)?|tackl(?:e|ing)|solv(?:e|ing)|rethink(?:ing)?|disrupt(?:ing)?|overhaul(?:ing)?|govern(?:ing)?|control(?:ling)?|master(?:ing)?|plan(?:ning)?|keep(?:ing)?(?:\s+track\s+of|\s+on\s+top\s+of|\s+up\s+with)?|stay(?:ing)?\s+on\s+top\s+of|secur(?:e|ing)|protect(?:ing)?|worry(?:ing)?\s+about|car(?:e|ing)\s+about|find(?:ing)?|get(?:ting)?|make|making|do(?:ing)?|writ(?:e|ing)|us(?:e|ing)|shar(?:e|ing)|learn(?:ing)?|trust(?:ing)?|deliver(?:ing)?|live|survive|thrive)\b",
    re.IGNORECASE,
)
_GENERAL_WHEN = re.compile(
    r"(?:when(?:ever)?\s+)?(?:anything|something|things|life|times|everything|everyone|the\s+world|threats|bosses|circumstances|change|there\s+(?:is|are)\s+an?\s+\w+(?=\s*[.,]|\s*$)|commercial\s+activity|any\s+\w+\s+goes\s+anywhere|a\s+decision\s+is\s+made|(?:they|people|we)\s+(?:are\s+)?(?:work(?:ing)?|live|living|grow|eat|travel(?:ling)?|shop|exist|do\s+\w+|need\s+(?:it|them|something)))\b|(?:consuming|operating|doing|running|living|working|trading|growing)\s+\w+$",
    re.IGNORECASE,
)
_SPARE = frozenset(
    "their his her our its the an a all more better complex fragmented scattered different various growing many lot of total cost whole overall entire any every end start finish".split()
)


def wide_customer(statement: Statement, customer: Span | None) -> float:
    """Weigh how many people the customer takes in, 0..1; what narrows them to one act or moment lowers it."""
    if customer is None:
        return 0.0
    text = customer.of(statement.text)
    match = _PRONOUN.match(text)
    if match:
        tail = text[match.end() :]
        if not tail.strip(" ,"):
            return 0.7
        loose = len(tail.split()) <= _TAIL and not _EXACT.search(tail.replace("ever", ""))
        return 0.55 if loose else 0.3
    match = _EVERY.match(text)
    if match:
        low = [word.low for word in statement.words(Span(customer.start + match.start("np"), customer.end))]
        if _EXACT.search(match["np"]) or not low:
            return 0.2
        if len(low) == 1:
            return 0.65 if low[0] in _BODIES else 0.5
        reach = any(pattern.search(text) for _, pattern in _SIGNS.concerned(text))
        return 0.6 if reach or (len(low) <= 4 and "who" not in low) else 0.3
    low = [word.low for word in statement.words(customer)]
    if low and any(pattern.search(text) for _, pattern in _SIGNS.concerned(text)):
        return (
            0.6 if any(word in GENERIC_PEOPLE or word in _BODIES or word in FIELDS for word in low) else 0.4
        )
    return 0.3 if len(low) == 1 and low[0] in _BODIES - GENERIC_PEOPLE and low[0] in _GROUPS else 0.0


_GROUPS = words(
    "businesses companies organisations organizations enterprises firms corporations institutions employers citizens humans people societies governments countries teams"
)


def signs(text: str, span: Span) -> dict[str, Span]:
    """Find signs of width in a span, by kind: a whole, a chain from first to last, everything, everywhere."""
    found: dict[str, Span] = {}
    for kind, pattern in _SIGNS.concerned(text):
        match = pattern.search(text, span.start, span.end)
        if match and not _DENIED.search(text, max(0, match.start() - 14), match.start()):
            found[kind] = Span(match.start(), match.end())
    return found


def wide_act(statement: Statement, span: Span | None) -> bool:
    """Say whether what is done is a whole field of life and no act: "deal with HR", "keep their software secure"."""
    if span is None:
        return False
    found = statement.words(span)[:14]
    match = _ACTS.match(statement.text, span.start, span.end)
    if not match:
        return False
    rest = [
        word for word in content(found) if word.start >= match.end() and word.low not in QUALITIES | _SPARE
    ]
    return not rest or (len(rest) <= 3 and _abstract(rest))


def wide_moment(statement: Statement) -> bool:
    """Say whether the situation is life itself: "when anything changes", "when they work"."""
    situation = statement.slots.situation
    return situation is not None and bool(_GENERAL_WHEN.match(situation.of(statement.text)))


def _abstract(rest: list[Word]) -> bool:
    things = sum(word.low in ABSTRACTIONS or word.low in FIELDS for word in rest)
    return things >= 1 and all(
        word.low in ABSTRACTIONS or word.low in FIELDS or names_people(word.low) for word in rest[-2:]
    )
