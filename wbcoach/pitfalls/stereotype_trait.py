"""A trait given to a group, kind or unkind, is seldom backed by evidence and closes the enquiry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.figures import figures
from wbcoach.grammar import Span
from wbcoach.groups import demographic_groups
from wbcoach.lexicon import names_people
from wbcoach.pitfall import Example, Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "P02"
LENS = "persona"
SEVERITY = "blocker"
MESSAGE = "A trait of character or ability is given to a whole group."
QUESTION = "What did you see that made you think so, and would it surprise you in someone outside the group?"
LOOK_FOR = "A group, a trait (able, patient, loyal, careful, afraid, tech-savvy ...) and a generalisation over its members; not observed conduct with a count, a person's own words, or a trait that is denied."
BAD = [
    Example(
        "Today, retired savers have to visit a branch when a rate changes because they are afraid of computers. Customers need a way to move money at home."
    ),
    Example(
        "Today, young drivers have to pay a deposit when they hire a van, since they are reckless by nature. Customers need a way to hire for a day."
    ),
    Example(
        "Today, women have to call a helpline when a router fails; women are more patient on the phone. Customers need a way to get back online."
    ),
    Example(
        "Today, fishermen have to fill in a paper log when they land a catch because fishermen resist change. Customers need a way to land and leave."
    ),
]
GOOD = [
    Example(
        "Today, savers who have no password have to visit a branch when a rate changes, because 41 of 120 reset messages in May 2026 never arrived. Customers need a way to move money on the day the rate moves.",
        (
            ("mail_log", "May 2026: 41 of 120 reset messages bounced."),
            ("interview", "I am 78 and I bank online; it is the letter that never comes."),
        ),
    ),
    Example(
        "Today, growers have to drive to each field when a sensor stops, because two sensors failed on nine of twelve farms in 2026. Customers need a way to know the soil before they drive.",
        (("field_visit", "12 farms visited in 2026; on nine, two sensors had failed."),),
    ),
]

_SKILL = r"(?:tech(?:nology)?|computers?|computing|smartphones?|phones?|devices?|the\s+internet|digital(?:\s+\w+)?|apps?|online\s+\w+|new\s+technolog\w+|modern\s+\w+|gadgets?|numbers|maths?|figures|money|details?|paperwork|words|planning|screens?|machines|software|it|forms|reading|words|directions|maps)"
_INTENS = r"(?:(?:no|not|n['’]t|less|more|too|so|very|naturally|generally|often|usually|just|simply|always|typically|rather|quite|really|all|inherently|notoriously|famously|by\s+nature|far|much|already|still|never|as|that|particularly|especially|terribly|extremely)\s+)*"
_TRAIT = re.compile(
    rf"[a-z]+\s+by\s+(?:nature|temperament|instinct)|naturally\s+[a-z]+|simple\s+(?:folk|people|souls|minds)|insecure|(?:hopeless|useless|terrible|rubbish|bad|good|great|brilliant|poor|slow|weak|clumsy)\s+(?:at|with)\s+\w+|(?:comfortable|uncomfortable|confident|familiar|at\s+ease|good|bad|great|hopeless|terrible|poor|skilled|clumsy|fluent|handy|competent|incompetent|inept|capable|savvy|adept|obsessed|careless|careful|impatient|slow|quick|stuck|glued|addicted)\s+(?:with|at|around|in|about|to|on|using|of)\s+(?:\w+\s+){{0,2}}?{_SKILL}"
    rf"|(?:afraid|scared|fearful|frightened|wary|suspicious|mistrustful|distrustful|intimidated|overwhelmed|confused|baffled|nervous|anxious|sceptical|skeptical)\s+(?:of|about|by|around|with)\s+(?:\w+\s+){{0,2}}?{_SKILL}"
    r"|(?:tech|digitally|computer|financially|technologically|technically|internet)[\s-]*(?:savvy|literate|illiterate|averse|phobic|challenged|challenged|minded|native|native|inept|shy)|technophob\w+|luddites?|digital\s+natives?|old-fashioned|set\s+in\s+their\s+ways|resistant\s+to\s+change|averse\s+to\s+(?:change|risk|technology)|risk-averse|change-averse"
    r"|laz(?:y|ier)|stubborn|forgetful|gullible|naive|naïve|emotional|irrational|impatient|impulsive|reckless|careless|careful|meticulous|diligent|hard-?working|industrious|disciplined|undisciplined|disorgani[sz]ed|messy|chaotic|sloppy|cautious|timid|shy|quiet|loud|bossy|aggressive|submissive|docile|obedient|proud|vain|stingy|thrifty|frugal|cheap|greedy|generous|loyal|disloyal|fickle|spoilt|spoiled|entitled|selfish|narcissistic|snobbish|superstitious|conservative|traditional|nurturing|caring|maternal|motherly|gentle|warm|kind-hearted|patient|chatty|gossipy|sensitive|fragile|delicate|helpless|dependent|needy|weak|frail|feeble|slow|dim|simple-minded|unsophisticated|uneducated|ignorant|clueless|unskilled|artistic|creative|logical|analytical|mathematical|intuitive|competitive|ambitious|unambitious|materialistic|shallow|trendy|image-conscious|brand-conscious|price-sensitive|price-conscious|antisocial|introverted|extroverted|socially\s+awkward|pedantic|nerdy|geeky|rigid|inflexible|punctual|unpunctual|always\s+late|dishonest|untrustworthy|sly|cold|distant|hot-headed|temperamental|moody|hysterical|dramatic|lonely|sad|grumpy|cranky|senile|confused|easily\s+(?:confused|distracted|bored|upset|led|fooled|overwhelmed|offended)|quickly\s+bored|hard\s+to\s+please|bad\s+listeners|good\s+listeners|slow\s+(?:learners|to\s+learn|to\s+adapt)|quick\s+(?:learners|to\s+\w+)|natural(?:ly|\s+born)?\s+\w+|born\s+(?:with|to)\s+\w+|wired\s+(?:for|to)\s+\w+|used\s+to\s+being\s+(?:served|helped|told)\s*\w*|not\s+used\s+to\s+\w+|hopeless|incapable|incompetent|inept|unable\s+to\s+(?:learn|focus|concentrate|adapt|understand|think)|glued\s+to\s+\w+(?:\s+\w+)?|addicted\s+to\s+\w+(?:\s+\w+)?|obsessed\s+with\s+\w+(?:\s+\w+)?",
    re.IGNORECASE,
)
_IS = re.compile(
    rf"\b(?:are|is|aren['’]t|isn['’]t|'re|’re|were|get|gets|become|becomes|remain|feel|feels|seem|seems|tend\s+to\s+be)\s+{_INTENS}",
    re.IGNORECASE,
)
_HAS = re.compile(
    r"\b(?:(?:have|has|had)\s+(?:no|little|a\s+short|short|limited|low|poor|weak|less|hardly\s+any|an?\s+\w+)|lack|lacks|lacking|show\s+no|never\s+had)\s+(?:the\s+|any\s+|of\s+)?(?:\w+\s+)?(?:attention\s+spans?|attention|patience|discipline|common\s+sense|self-?control|self-?confidence|confidence|willpower|ambition|interest\s+in\s+\w+|curiosity|digital\s+skills?|tech\s+skills?|it\s+skills?|computer\s+skills?|technical\s+\w+|financial\s+(?:sense|literacy|discipline)|skills?|memory|memories|courage|loyalty|work\s+ethic|manners|sense\s+of\s+\w+|head\s+for\s+\w+|feel\s+for\s+\w+|taste|imagination|understanding\s+of\s+\w+|grasp\s+of\s+\w+|affinity\s+(?:for|with|to)\s+\w+|aptitude|tolerance\s+for\s+\w+|fear\s+of\s+\w+|focus)\b",
    re.IGNORECASE,
)
_TENDS = re.compile(
    r"\b(?:prefer(?:s)?|tend(?:s)?\s+to|love(?:s)?|hate(?:s)?|fear(?:s)?|resist(?:s)?|distrust(?:s)?|mistrust(?:s)?|dislike(?:s)?|dread(?:s)?|crave(?:s)?|shy\s+away\s+from|shun(?:s)?|cling(?:s)?\s+to|panic(?:s)?|refuse(?:s)?\s+to\s+(?:learn|change|use|adapt|try)|(?:do|does)(?:n['’]t|\s+not)\s+(?:like|trust|care|think|read|listen|plan|understand|get|want\s+to\s+(?:learn|change|read|wait)|have\s+the\s+(?:patience|skills?|discipline|confidence|attention))|can(?:no|['’]?)t\s+(?:handle|cope|concentrate|focus|sit\s+still|be\s+trusted|be\s+bothered|think|keep\s+up|resist|live\s+without)|cannot\s+(?:handle|cope|concentrate|focus|think|keep\s+up|learn)|struggle(?:s)?\s+(?:with|to\s+(?:use|learn|understand|grasp))\s+(?:\w+\s+){0,2}?(?:technology|computers?|smartphones?|apps?|change|numbers|new)|know(?:s)?\s+nothing\s+(?:of|about)|grew\s+up\s+with|only\s+(?:care|think|want|trust)|never\s+(?:read|plan|listen|learn|think)|expect(?:s)?\s+(?:everything|instant)|want(?:s)?\s+everything|live(?:s)?\s+on\s+their\s+phones?|get(?:s)?\s+(?:bored|confused|distracted|emotional|overwhelmed)|value(?:s)?\s+\w+\s+(?:over|more\s+than)|think(?:s)?\s+with|buy(?:s)?\s+with\s+their|would\s+rather|always\s+[a-z]+(?!ed\b|ing\b))\b",
    re.IGNORECASE,
)
_ATTRIBUTED = re.compile(
    r"\b(?:(?:said|say|says|told\s+us|reported|report)\s+(?:that\s+)?(?:they|she|he|it|their|her|his)\b|described\s+(?:her|him|them)sel\w+|called\s+(?:her|him|them)sel\w+|by\s+(?:my|their)\s+own\s+account|in\s+their\s+(?:own\s+)?words)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:no\s+less|no\s+more|not\s+(?:less|more|slower|any)|just\s+as|equally|as\s+\w+\s+as)\b",
    re.IGNORECASE,
)
_LOOSE = re.compile(r"\b(?:because|since|as|but|and|so|who|;|:|—|–|given\s+that)\s*$", re.IGNORECASE)


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Look clause by clause for a group as subject, and a trait or a taste as its predicate."""
    del evidence
    text = statement.text
    best: Hit | None = None
    group_named = any(True for _ in demographic_groups(text))
    for pattern in (_IS, _HAS, _TENDS):
        for match in pattern.finditer(text):
            trait = _TRAIT.match(text, match.end()) if pattern is _IS else match
            if trait is None or (statement.slots.way and statement.in_need(Span(match.start(), trait.end()))):
                continue
            clause = _clause_start(text, match.start())
            hit = _judge(
                statement,
                Span(clause, trait.end()),
                match.start(),
                trait=pattern is not _TENDS,
                named=group_named,
            )
            if hit and (best is None or hit.confidence > best.confidence):
                best = hit
    best = _labelled(statement, best)
    if best:
        yield best


# Without a group by age, origin or the like these are blame, not stereotype.
_BLAME = re.compile(
    r"\b(?:lazy|lazier|careless|stubborn|ignorant|clueless|sloppy|reckless|incompetent|dishonest|forgetful|irresponsible|undisciplined|disorgani[sz]ed|messy|slow|cheap|greedy|impatient|confused|overwhelmed)\b",
    re.IGNORECASE,
)


def _clause_start(text: str, at: int) -> int:
    start = 0
    for match in re.finditer(
        r"[.;:!?]\s+|,\s*(?:but|and|so|which|because|since)\s+|\s(?=because\s|since\s|as\s+they\s)|\s[–—-]\s|—|,\s+(?=they\b)|\s(?=but\s)",
        text[:at],
    ):
        start = match.end()
    return start


def _judge(statement: Statement, span: Span, verb: int, *, trait: bool, named: bool) -> Hit | None:
    text = statement.text
    words = statement.words(Span(span.start, verb)) if verb > span.start else []
    if statement.quoted(span) or not words:
        return None
    clause = span.of(text)
    if (
        _ATTRIBUTED.search(clause)
        or _DENIED.search(clause)
        or any(figure.unit in ("percent", "share", "count") for figure in figures(clause))
    ):
        return None
    demographic = any(True for _ in demographic_groups(text, Span(span.start, verb)))
    tail = words[-1].low
    pronoun = tail in {"they", "he", "she", "who"} or (
        len(words) > 1
        and words[-2].low in {"they", "who"}
        and (tail.endswith("ly") or tail in {"just", "also", "all", "still", "often", "simply"})
    )
    people = names_people(tail) or demographic
    if not (demographic or pronoun or people):
        return None
    sure = 0.45
    if trait:
        blame = _BLAME.search(clause) is not None
        sure = 0.8 if demographic or (pronoun and named) else (0.5 if blame else 0.7)
    elif demographic or (pronoun and named):
        sure = 0.65
    elif people or pronoun:
        strong = re.search(
            r"\b(?:resist|fear|distrust|mistrust|dread|shy\s+away|cling|refuse|hate|can['’]?t\s+(?:handle|cope|concentrate|focus|sit)|grew\s+up|know\s+nothing|only\s+care|never\s+(?:read|plan|listen|learn)|struggle)",
            clause,
            re.IGNORECASE,
        )
        sure = 0.62 if strong and not pronoun else 0.5
    return Hit(span, sure)


_LABEL = re.compile(
    r"\b(?:tech(?:nology)?-?\s?(?:savvy|averse|illiterate|phobic|challenged|shy)|technophob(?:e|ic)\w*|digitally\s+(?:illiterate|challenged|native|savvy)|computer[\s-](?:illiterate|shy)|stubborn|lazy|forgetful|gullible|naive|emotional|impatient|hysterical|helpless|clueless|feeble|frail|grumpy|spoilt|spoiled|entitled|technologically\s+\w+|easily\s+(?:confused|distracted|led)|image-conscious|old-fashioned|timid|docile|hot-headed|chatty|fickle|ignorant)\s+(?=(?:[\w-]+\s+)?[\w-]+)",
    re.IGNORECASE,
)


def _labelled(statement: Statement, best: Hit | None) -> Hit | None:
    """See a trait set before the noun: "tech-shy pensioners"."""
    customer = statement.slots.customer
    match = _LABEL.search(statement.text, customer.start, customer.end) if customer else None
    if match is None or customer is None or (best and best.confidence >= 0.75):
        return best
    end = re.match(
        r"[\w'’-]+(?:\s+(?!who|that|at|in|with|from|on|of)[\w'’-]+)?",
        statement.text[match.end() : customer.end],
    )
    return Hit(Span(match.start(), match.end() + (end.end() if end else 0)), 0.75)
