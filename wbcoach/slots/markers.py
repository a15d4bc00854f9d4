"""Words that mark openers, hardships, moments and causes; every reader of slots shares them."""

from __future__ import annotations

import re

from wbcoach.vocabulary.screen import screened

APOSTROPHE = r"['’ʼ]"
OPENER = re.compile(
    r"(?:(?:as\s+of\s+)?today|to-?day|currently|presently|at\s+(?:the\s+)?(?:moment|present)|right\s+now|now|nowadays"
    r"|these\s+days|as\s+things\s+stand|as\s+it\s+stands|in\s+practice|until\s+now|so\s+far|still"
    r"|every\s+(?:day|week|month|year)|most\s+days|the\s+problem\s+(?:today\s+)?is\s+that|problem(?:\s+statement)?)\b\s*[:,–—-]*\s*",
    re.IGNORECASE,
)
RELATIVE = re.compile(
    r"\b(?:who|that|which|whose\s+\w+)\s*(?:\w+ly\s+|often\s+|still\s+|also\s+|then\s+|do\s+)?$",
    re.IGNORECASE,
)
FRONT = re.compile(
    r"(?:when(?:ever)?|if|while|after|before|during|once|as|at|on|in|by|each|every|until|since|with|without|despite|because|upon|among|following|from|even|to(?=\s+[a-z]+\s)|for\s+(?=\d|the\s+(?:first|last)))\b",
    re.IGNORECASE,
)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
SITUATION = screened(
    r"\b(?:when(?:ever)?|if(?!\s+so\b)|while|whilst|during|(?<!-)(?<!look\s)(?<!looks\s)(?<!looked\s)(?<!looking\s)after|before|until|unless|(?<!never\s)(?<!not\s)(?<!at\s)(?<!than\s)once(?!\s+(?:for|and|or|in|again|only|got|already|to|by|with|from|at|on|they['’]ve)\b)(?!\s+(?:(?:a|an)(?!\s+(?:[\w-]+\s+){1,3}?(?:has|have|is|are|was|were|gets?|comes?|goes)\b)|per|every|more)\b)(?=\s+\w)|each\s+time|every\s+time|any\s*time"
    r"|as\s+soon\s+as|as\s+(?=(?:they|he|she|it|the\s+\w+\s+(?:is|are|comes?|ends?|starts?|closes?|opens?))\b)|by\s+the\s+time|(?:(?:from|at)\s+)?the\s+(?:very\s+)?(?:moment|instant|minute|second)|upon|in\s+case|right\s+(?:before|after)|(?<!open\s)(?<!safe\s)till(?=\s+(?:the|a|an|they|he|she|it|we|you|i|their|his|her|somebody|someone|nobody|\w+s)\b)"
    r"|the\s+(?:day|night|morning|afternoon|evening|week|weekend|hour|month|year|season)\s+(?:that\s+|when\s+)?(?=(?:it|they|he|she|we|you|i|somebody|someone|nobody|there)\b|(?:the|a|an|their|his|her|its|our)\s+[\w-]+)"
    r"|(?:on|upon)\s+(?:first\s+|finally\s+)?(?=(?!behalf|hold|foot|time|top|paper|site|call|duty|line)[a-z]{3,}ing\b(?!\s+(?:terms|costs?|bills?|sites?|orders?)\b))"
    r"|(?:on|upon|at|during|in)\s+(?:the\s+)?(?:(?!when\b|if\b|while\b)\w+\s+){0,2}?(?:arrival|departure|check-?in|check-?out|checkout|handover|hand-over|admission|discharge|delivery|pick-?up|renewal|sign-?up|inspection|audit|visit|shift\s+change|outage|emergency|storm|harvest|rush|peak|season|deadline|exam(?:s)?|meeting(?:s)?|weekend(?:s)?|night|dawn|dusk|noon|midnight|lunchtime|lunch|bedtime|closing(?:\s+time)?|opening(?:\s+time)?)\b"
    rf"|on\s+(?:(?:a|an|the|any|every|each|their)\s+)?(?:(?!\d)[\w-]+\s+){{0,2}}?(?:{_WEEKDAY}|day\s+one|weekdays|(?:moving|market|match|pay|exam|election|bank|game|race|delivery|collection|election|feast|rest|rainy|wet|hot|cold|windy|snowy|foggy|busy|bad|public|bank|school)\s+(?:days?|holidays?|mornings?|nights?|evenings?)|nights|evenings|mornings|afternoons|holidays|holiday)(?=\W|$)|(?:in|since|from|by|every|each|come|early|late)\s+(?:early\s+|late\s+|mid-?|the\s+end\s+of\s+)?{_MONTH}|(?:at\s+)?(?:the\s+)?(?:end|start|beginning|close)\s+of\s+(?:the\s+)?(?:{_MONTH}|month|year|week|term|shift|day|season|quarter)"
    r"|at\s+(?:the\s+)?(?:month|quarter|year|week|term|shift|day|season)[\s-]?(?:end|close|start)|(?:at|by|near|towards)\s+the\s+(?:end|start|beginning|close|turn)\s+of"
    r"|(?:at|in|over|through)\s+(?:the\s+)?(?:winter|summer|spring|autumn|fall|evening|morning|afternoon|weekend|middle\s+of)|(?:over|at)\s+the\s+weekend|outside\s+(?:\w+\s+){0,2}hours"
    r"|in\s+the\s+(?:first|last|final|early)\s+\w+|between\s+(?:shifts|classes|jobs|visits|meetings|appointments|lessons|calls)|within\s+(?:an?|\d+|two|three)\s+\w+\s+of|every\s+(?:single\s+)?(?:day|night|morning|evening|week|month|quarter|year|spring|autumn|winter|summer|"
    + _WEEKDAY
    + r"|second|other|few)|(?:at|in)\s+(?:month|quarter|year)-?end|from\s+one\s+\w+\s+to\s+(?:another|the\s+next)|at\s+(?:\d{1,2}(?::\d\d)?(?:\s*[ap]m)?|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?:\s+(?:o['’]clock|in\s+the\s+\w+))?)(?=\s|[,.;]|$)(?!\s+(?:sites|desks|places|schools|shops|depots|offices|counters|\w+s\b))|tonight|overnight(?=\s*(?:[^\w\s]|$)|\s+(?:and|or|but|so|when|while|if|as|because|since|until|before|after|to|in|on|at|by|for|from|with|without|they|he|she|it|we|you|i|the|an?|this|that|their|our|is|are|was|were|has|have|had)\b)|the\s+day\s+(?:before|after)|the\s+night\s+before|halfway\s+through|mid-(?:shift|term|journey|year|season|flight|project))\b",
    re.IGNORECASE,
)
BECAUSE = re.compile(
    r"(?:,\s*|\s+)(?:because(?:\s+of)?|since|as\s+(?=they\b|it\b)|due\s+to)\s+", re.IGNORECASE
)
ADVERB = r"(?:(?:\w+ly|often|still|now|always|sometimes|also|just|even|then|regularly)\s+)?"
MUST = screened(
    rf"\b(?:(?:have|has|had|having){APOSTROPHE[:0]}\s+{ADVERB}(?:got\s+)?to\s+(?!do\s+with\b)|(?:must|gotta)\s+{ADVERB}(?!have\s+been\b)"
    rf"|(?:are|is|were|was|get|gets|being|feel|feels)\s+{ADVERB}(?:made|forced|required|obliged|obligated|compelled|left|reduced"
    rf"|expected|asked|told|stuck|pushed|driven|condemned)\s+(?:to\s+|with\s+|(?=\w+ing\b))"
    rf"|(?:end|wind)(?:s|ed|ing)?\s+up\s+|(?:are|is)\s+having\s+to\s+|(?:{APOSTROPHE}ve|{APOSTROPHE}s)\s+got\s+to\s+"
    rf"|(?:it\s+falls\s+to\s+\w+\s+to)\s+)",
    re.IGNORECASE,
)
