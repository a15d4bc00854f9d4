"""Where a figure comes from: words that name a record or an enquiry, and words that name a period."""

from __future__ import annotations

import re

from wbcoach.vocabulary.screen import screened

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_SEASON = r"(?:spring|summer|autumn|fall|winter|season|semester|term)"
# What people keep records in. Such words are things of the trade too, so they need a frame around them.
_RECORD = (
    r"(?:(?:\w+[-\s])?(?:log|call|note|day|post|count)?books?|logs?|ledgers?|registers?|registry|diar(?:y|ies)|notes|minutes|sheets?|slips?"
    r"|cards?|exports?|polls?|tally|tallies|counts?|trials?|records?|files?|transcripts?|questionnaires?|surveys?|returns?|census|audits?"
    r"|inspections?|trackers?|statistics|stats|figures|data|reports?|analytics|telemetry|switchboard|archives?|tags?|codes|tickets|threads"
    r"|interviews?|stories|accounts|samples?|studies|study|readings|samplings?|rota|rosters?|system|portal|panel|statements|metrics|traces"
    r"|panels|workshops?|sessions?|visits|observations?|letters|forms|comments|reviews|complaints|counters?|scanners?|sensors?|meters?)"
)
_FOUND_OUT = (
    r"(?:sat|rode|watched|read|collected|counted|called|rang|phoned|visited|interviewed|followed|met|asked|looked\s+(?:at|into|through)"
    r"|checked|observed|shadowed|timed|tracked|surveyed|logged|sampled|reviewed|inspected|tested|heard|spoke|talked|saw|found|measured"
    r"|recorded|noted|polled|trailed|walked|travelled|listened|went\s+(?:through|with|out)|drew|tallied|analy[sz]ed|opened|traced|kept)"
)
SOURCE = screened(
    r"\b(?:surveys?|(?<!is\s)(?<!are\s)(?<!be\s)(?<!was\s)surveyed|(?:diary|time|field|user|case|desk|cohort|pilot|our|this|the|a)\s+stud(?:y|ies)\b(?!\s+(?:nurse|site|visit|room|centre|center))"
    r"|interview(?:s|ed|ees?)?|logs?|analytics|telemetry|according\s+to|data\s+from"
    r"|(?:our|the|usage|sales|support|ticket|internal|tracking|crm|helpdesk)\s+data|(?:test|diary|sign-in|user|research|usability)\s+sessions|sessions?\s+with"
    r"|(?:our|user|customer|client|online|reader|patient)\s+panel|panel\s+of|(?:diary|diaries)|shadow(?:ed|ing)|observ(?:ed|ation|ations)|field\s+visits?"
    r"|usability|test(?:ed)?\s+with|audit\s+(?:of|found|shows?|showed)|census|(?:our|the|a|in|from)\s+(?:\w+\s+)?(?:pilot|trial)\b|sampled|sample\s+of|measured|counted"
    r"|records?\s+(?:show|say|from)|report(?:s)?\s+(?:from|of|for)|(?:ticket|complaint|incident|help-?desk|call)\s+(?:tags?|codes?|log|export|reports?)"
    r"|dashboard\s+shows|statistics|support\s+tickets|research\s+(?:shows?|found|by|from|in)|our\s+research|review\s+of|source\s*:|nps|csat|benchmark|ledger|timesheets?"
    r"|(?:online|pop-?up|street|phone|reader|staff|member|our|a|the)\s+poll|polled"
    rf"|{_RECORD}\s+(?:shows?|showed|says?|said|lists?|listed|puts?|gives?|counts?|counted|recorded|finds?|found|tells?|(?:of|for|from)\s+(?:the\s+)?(?:{_MONTH}\b|{_SEASON}\b|(?:19|20)\d\d|last|this|q[1-4]))"
    rf"|(?:in|per|by|from|says?|on)\s+(?:the|our|their|its)\s+(?:own\s+)?(?:[\w'’-]+\s+){{0,2}}?(?:log-?book|call-?out\s+book|ledger|register|tracker|tally|count|export|questionnaire|poll|survey|sample|statistics|stats)s?"
    rf"|{_MONTH}\s+(?:[\w-]+\s+)?{_RECORD}"
    rf"|we(?:\s+have|['’]ve)?\s+(?:\w+ly\s+)?{_FOUND_OUT})\b"
    rf"|\([^()]{{0,60}}\b{_RECORD}\b[^()]{{0,40}}\)|\bn\s*=|\[[A-Z]{{2,}}[\w-]*\d+\]",
    re.IGNORECASE,
)
PERIOD = screened(
    r"\b(?:(?:in|during|since|from|by|between|of|for|until|q[1-4])\s+)?(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?\s+(?:19|20)\d{2}\b"
    r"|\b(?:in|during|since|from|by|of|for|until|between)\s+(?:the\s+|early\s+|late\s+|mid-?|last\s+)?(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"|\b(?:q[1-4]|h[12]|fy)\s*(?:of\s+)?(?:19|20)?\d{2}\b|\bq[1-4]\b"
    r"|\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?(?=[\s).,:;]|$)"
    r"|\b(?<!on\s)(?<!over\s)(?<!than\s)(?<!with\s)(?<!to\s)(?<!from\s)(?:last|this|past|previous)\s+(?:\w+\s+)?(?:week|month|quarter|year|spring|summer|autumn|winter|semester|term|season)\b"
    r"|\bin\s+the\s+(?:spring|summer|autumn|winter|(?:first|second|third|fourth|last)\s+(?:quarter|half))\b"
    r"|\b(?:in|since|during)\s+(?:19|20)\d{2}\b|\b(?:19|20)\d{2}(?:/\d{2})?\b",
    re.IGNORECASE,
)
