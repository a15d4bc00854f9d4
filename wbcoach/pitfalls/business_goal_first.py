"""What the firm wants stands where the customer's need should be; customers don't need to churn less."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.grammar import Span
from wbcoach.pitfall import Example, Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "S06"
LENS = "scope"
SEVERITY = "blocker"
MESSAGE = "A goal of the business stands where the customer's problem or need should be."
QUESTION = "Read it aloud to the customer: which part would they say in their own words?"
LOOK_FOR = "The need or hardship is the firm's (churn, conversion, revenue, call volume, adoption), not something its customers would say."
BAD = [
    Example(
        "Today, gym members have to ring the desk when they want to pause. Customers need a way to pause that improves our retention."
    ),
    Example(
        "Today, we have to deal with falling renewals when the trial ends. Customers need a way to stay subscribed."
    ),
    Example(
        "Today, diners have to wait for the bill when the terrace is full. Customers need a way to increase table turnover."
    ),
    Example(
        "Today, readers have to click through five pages when they look for a recipe. Customers need a way to engage with more content and spend more."
    ),
]
GOOD = [
    Example(
        "Today, owners of corner shops have to lower prices by guesswork when milk is about to expire. Customers need a way to sell it that day without losing revenue on the rest.",
        (
            ("interview", "I cut it to half and then everybody waits for half."),
            ("till_records", "May 2026: 18% of milk was written off in 24 shops (n = 6,100 litres)."),
        ),
    ),
    Example(
        "Today, policy holders have to read a twelve-page letter when a premium changes, which costs the insurer a call each time. Customers need a way to tell from the letter what they will pay.",
        (
            ("call_records", "Q1 2026: 2,400 of 8,100 calls asked what the letter meant."),
            ("interview", "Page nine. It was on page nine."),
        ),
    ),
]

_METRIC = (
    r"(?:churn|retention|conversion(?:s|\s+rates?)?|revenues?|arpu|ltv|lifetime\s+value|engagement|adoption|nps|upsell\w*|cross-?sell\w*|sales|profit\w*|margins?|market\s+share|renewals?|renewal\s+rates?|sign-?ups?|click-?through\w*|"
    r"basket\s+(?:size|value)|turnover|average\s+order\s+value|aov|mau|dau|active\s+users|(?:call|ticket|contact|support|case|complaint)[\s-]?(?:centre\s+|center\s+)?(?:volumes?|counts?|loads?|deflection|numbers?|costs?)|(?:contact|call)-(?:centre|center)\s+volume|handling\s+time|cost(?:s)?\s+to\s+serve|"
    r"operating\s+costs?|overheads?|headcount|brand\s+(?:awareness|loyalty)|loyalty|kpis?|okrs?|roi|growth|reach|cost\s+of\s+(?:collection|service|support|sales|acquisition)|completion(?:\s+rates?)?|downloads?(?:\s+totals?)?|open\s+rates?|cost-to-serve|spend|income|budgets?|targets?|monetis\w+|monetiz\w+|utili[sz]ation|occupancy|throughput\s+targets?|footfall|subscriptions?\s+numbers?|page\s+views|drop-?off|abandonment(?:\s+rates?)?|bounce\s+rates?|return\s+rates?|premium\s+(?:plan|tier|subscription)s?|no-show\s+rate)"
)
_RAISE = r"(?:increas\w*|rais\w*|boost\w*|grow\w*|improv\w*|maximi[sz]\w*|driv\w*|lift\w*|reduc\w*|lower\w*|cut\w*|decreas\w*|minimi[sz]\w*|shrink\w*|bring\w*\s+down|keep\w*|sustain\w*|protect\w*|hit\w*|meet\w*|achiev\w*|generat\w*|deflect\w*)"
_GOAL = re.compile(rf"\b{_RAISE}\s+(?:[\w'’-]+\s+){{0,4}}?{_METRIC}\b", re.IGNORECASE)
_BARE_METRIC = re.compile(
    rf"\b(?:our|the\s+(?:company|firm|business|bank|council|platform|store|shop|brand)['’]?s?)\s+(?:[\w-]+\s+){{0,2}}?{_METRIC}\b",
    re.IGNORECASE,
)
_FIRM_WISH = re.compile(
    r"\b(?:stay(?:ing)?\s+(?:subscribed|loyal|engaged|with\s+us)|spend(?:ing)?\s+more(?:\s+(?:money|time))?\s*(?:with\s+us|on\s+(?:the|our)|in\s+(?:the|our))?|buy(?:ing)?\s+more|renew(?:ing)?\s+(?:more\s+often|with\s+us|their\s+subscriptions?)|upgrad(?:e|ing)\s+to\s+(?:the\s+|a\s+|our\s+)?(?:premium|paid|pro|higher|bigger)\w*"
    r"|(?:recommend|rate|choose|trust|tell|thank|like|follow|review)(?:ing)?\s+us|leav(?:e|ing)\s+us\s+an?\s+[\w-]+(?:\s+(?:rating|review|stars?|tip))?|(?:value|benefit)s?\s+of\s+stay\w*|staying\s+with\s+the\s+\w+|engag(?:e|ing)\s+(?:more\s+)?with\s+(?:more|our)|use\s+(?:our\s+\w+|us|it|the\s+(?:app|product|platform))\s+more|convert(?:ing)?\s+(?:to|into)|come\s+back\s+(?:more\s+often|to\s+us)|choose\s+us|return\s+to\s+(?:us|our)|not\s+(?:churn|cancel|leave\s+us))\b",
    re.IGNORECASE,
)
_FIRM_GAIN = re.compile(
    r"\b(?:so\s+(?:that\s+)?|in\s+order\s+to\s+|to\s+help\s+|and\s+)(?:[\w'’-]+\s+){0,4}?(?:our|we|us)\s+(?:[\w'’-]+\s+){0,4}?(?:fall|falls|drop|drops|rise|rises|grow|grows|go(?:es)?\s+(?:up|down)|stop|stops|shrink|shrinks|improve|improves|increase|increases|decrease|decreases|earn|earns|sell|sells|hit|hits|meet|meets|keep|keeps|save|saves|win|wins|reach|reaches|gain|gains|make|makes|can|recover|recovers)\b",
    re.IGNORECASE,
)
_WE_HURT = re.compile(
    rf"\b(?:we|our\s+(?:team|company|business|firm)|the\s+(?:company|business|firm|bank))\s+(?:[\w'’-]+\s+){{0,3}}?(?:lose|losing|have\s+to|must|need|want|suffer|see|miss|face|spend|pay)\w*\s+(?:[\w'’%.,-]+\s+){{0,5}}?{_METRIC}\b",
    re.IGNORECASE,
)
_TALK = re.compile(
    rf"\b(?:(?:customer|user|subscriber|client|member|our|reduce|lower|cut|less|high|rising|more|%)\s+churn|churn\s+rates?|(?:d\d+|customer|user|client|member|subscriber|revenue)\s+retention|retention\s+rates?|kpis?|okrs?|conversion\s+rates?|arpu|upsell\w*|cross-?sell\w*|lifetime\s+value|open\s+rates?|cost-to-serve|engagement\s+(?:minutes|rate|metrics|numbers)|(?:our|the)\s+(?:[\w-]+\s+){{0,2}}?(?:revenue|sales|income|growth|profit|margin|market\s+share)(?:\s+targets?)?\b(?=\s+(?:is|are|goes|falls|drops|rises|suffers|at\s+risk|target))|{_METRIC}\s+(?:goes|go|going)\s+(?:up|down))",
    re.IGNORECASE,
)
_FIRM_SPEAKS = re.compile(
    rf"\bwhat\s+(?:the\s+)?(?:company|business|firm|bank|council|management|board|we)\s+(?:really\s+)?(?:wants?|needs?)\b[^.;]*|\bso\s+(?:that\s+)?our\s+(?:[\w-]+\s+){{0,2}}?(?:figures?|numbers?|rates?|totals?|targets?|{_METRIC})\b[^.;]*",
    re.IGNORECASE,
)
_OWN_TRADE = re.compile(
    r"\b(?:owners?|sellers?|shopkeepers?|merchants?|retailers?|traders?|freelancers?|landlords?|salespeople|sales|marketers?|marketing|creators?|founders?|entrepreneurs?|stallholders?|hosts?|publishers?|advertisers?|restaurateurs?|farmers?|growers?|hoteliers?|fundraisers?|account\s+managers?|store\s+managers?|product\s+managers?|recruiters?|brokers?|cafes?|restaurants?|shops|bakeries|charities|agencies|vendors?|dealers?|investors?|analysts?)\b",
    re.IGNORECASE,
)


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Look for a business measure, or conduct that only the firm wishes for, in the need and the hardship."""
    del evidence
    slots = statement.slots
    asked = slots.proposal or slots.need
    firm = _FIRM_SPEAKS.search(statement.text)
    if firm:
        yield Hit(Span(firm.start(), firm.end()), 0.75)
        return
    trade = bool(slots.customer and _OWN_TRADE.search(slots.customer.of(statement.text)))
    if asked is not None:
        for pattern, sure in ((_FIRM_WISH, 0.8), (_BARE_METRIC, 0.85), (_GOAL, 0.8)):
            match = pattern.search(statement.text, asked.start, asked.end)
            if match and (not trade or pattern is _BARE_METRIC):
                yield Hit(
                    asked if match.start() - asked.start < 25 else Span(match.start(), match.end()), sure
                )
                return
            if match:
                return
        gain = _FIRM_GAIN.search(statement.text, asked.start)
        if gain and not trade:
            yield Hit(Span(gain.start(), gain.end()), 0.75)
            return
    hurt = _WE_HURT.search(statement.text)
    talk = _TALK.search(statement.text)
    if not hurt and talk and not trade and not statement.quoted(Span(talk.start(), talk.end())):
        yield Hit(Span(talk.start(), talk.end()), 0.65)
        return
    if hurt and not statement.quoted(Span(hurt.start(), hurt.end())):
        yield Hit(Span(hurt.start(), hurt.end()), 0.8)
