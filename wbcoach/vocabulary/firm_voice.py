"""The firm heard in a need: it says "us", it is the one that gains, it is what needs, or it has set a target."""

from __future__ import annotations

import re

from wbcoach.vocabulary.screen import screened

_BODY = r"(?:company|firm|business|bank|insurer|council|agency|ministry|department|trust|hospital|clinic|practice|branch|union|college|university|station|airline|airport|operator|carrier|utility|supplier|vendor|provider|platform|store|chain|brand|publisher|foundation|charity|sponsor|fund|association|club|landlord|contractor|depot|fleet|help-?desk|service\s+desk|switchboard|call\s+cent(?:re|er)|contact\s+cent(?:re|er)|support\s+(?:team|desk)|sales\s+team|organi[sz]ation|board|management|investors|shareholders|authority|hotel|gym|museum|theatre|programme|office)"
_MOVES = r"(?:ris(?:e|es)|improv(?:e|es)|com(?:e|es)\s+(?:down|up|back)|go(?:es)?\s+(?:up|down|back)|falls?|drops?|recovers?|grows?|climbs?|shrinks?|holds?|stays?|remains?|looks?\s+\w+|hits?\s+\w+|increas(?:e|es)|stabili[sz]es?|is\s+(?:met|hit|protected|kept|safe|up|down))"
# Who speaks of a customer as "they" and of itself as "us" asks for itself.
VOICE = screened(
    r"\bour\b(?!\s+(?:own|all|both|sessions?|interviews?|test|study|survey|round|visits?|sample|notes?)\b)"
    r"|(?<!\bof\s)(?<!\blet\s)(?<!\btell\s)(?<!\btold\s)(?<!\blike\s)(?<!\bfor\s)(?<!\bamong\s)(?<!\bbetween\s)\bus\b(?!\s+(?:all|both)\b)",
    re.IGNORECASE,
)
WITH_US = screened(r"\b(?:with\s+us|needs?\s+us\s+to|our\s+(?:tier|plan|offers?|e-?mails?))\b", re.IGNORECASE)
FIRM_RISES = screened(
    rf"\bso\s+(?:that\s+)?(?:the|this|our)\s+(?:[\w-]+\s+){{0,2}}?{_BODY}(?:['’]s?\s+(?:[\w'’-]+\s+){{1,5}}?{_MOVES}|\s+(?:remains?|sees|looks|stays)\b)[^.;?]*",
    re.IGNORECASE,
)
# The firm as the one that is served by what customers are said to need.
SERVED = screened(
    rf"\b(?:(?:that|which|to|and|while)\s+(?:also\s+|would\s+|will\s+)?(?:sav|spar|reliev|fre|earn|benefit|protect|suit|cost)(?:e|es|s|ing|ees)?\s+(?:the|our)\s+(?:[\w-]+\s+){{0,2}}?{_BODY}\b"
    rf"|(?:tak|keep|lift|mov)(?:e|es|s|ing)?\s+(?:the\s+|some\s+)?(?:load|pressure|strain|work|calls?|demand|burden|traffic|volume)\s+(?:off|away\s+from|out\s+of)\s+(?:the\s+|our\s+)(?:[\w-]+\s+){{0,2}}?{_BODY})\b[^.;?]*",
    re.IGNORECASE,
)
_TARGET = r"(?:\d+(?:[.,]\d+)?\s?(?:%|per\s?cent|percent|points?)|plan\b|target\b|budget\b|an?\s+(?:fifth|third|quarter|tenth|half)\b)"
# What is measured, by how much, and up to where: nobody says that of their own day.
AIMED = screened(
    rf"\b(?:rais|lift|cut|reduc|increas|boost|grow|driv|lower|shrink|halv|improv|push|get|bring|mov|win)(?:e|es|s|ing)?\s+(?:[\w'’-]+\s+){{1,5}}?(?:(?:up|down)\s+)?(?:by|to|from|under|below|above|over)\s+{_TARGET}",
    re.IGNORECASE,
)
THE_FIRM = re.compile(
    r"(?:so\s+|and\s+)?(?:the|our)\s+(?:[\w-]+\s+)?(?:business|company|firm|board|management|leadership|shareholders|investors|head\s+office|insurer|bank|airline|operator|utility|brand|publisher|vendor)\Z",
    re.IGNORECASE,
)
LOSING = screened(
    r"\bwe\s?(?:['’]re|\s+are|\s+keep)?\s+(?:los(?:e|ing)|bleed(?:ing)?|shed(?:ding)?|haemorrhag(?:e|ing)|leak(?:ing)?)\s+(?:our\s+|their\s+|too\s+many\s+|more\s+|so\s+many\s+)?(?:[\w-]+\s+)?(?:customers|members|subscribers|clients|accounts|users|donors|learners|guests|readers|shoppers|sellers|buyers|tenants|supporters|contracts|renewals)\b",
    re.IGNORECASE,
)
