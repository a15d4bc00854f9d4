"""Vague quantities: words for how many, how often and how long that imply a count nobody made."""

from __future__ import annotations

import re

from wbcoach.vocabulary.screen import screened

_NOUN = r"(?:[\w'’-]+\s+){0,2}?[\w'’-]+"
_BIG = (
    r"(?:huge|big|large|good|fair|sizeable|sizable|substantial|considerable|great|vast|growing|tiny|small|significant|decent|surprising|worrying|alarming|rising"
    r"|increasing|enormous|massive|hefty|goodly|whole|not\s+insignificant|non-trivial|shocking|staggering|overwhelming)"
)
_LOT = (
    r"(?:chunk|share|part|portion|proportion|slice|bulk|bunch|number|amount|lot|deal|handful|fraction|swathe|percentage|majority|minority|heap|pile|load|ton"
    r"|raft|host|army|string|stack|crowd)s?"
)
_STRETCH = r"(?:hours|days|weeks|months|nights|mornings|evenings|afternoons|ages|years|minutes)"
_OF = r"of\s+(?:the\s+|our\s+|their\s+|these\s+|those\s+|its\s+)?[\w'’-]+"
_BOUND = r"(?!all\b|the\b|under\b|over\b|\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|half)\b)"
_HOW_MANY = (
    rf"(?:the\s+)?(?:vast\s+|overwhelming\s+)?majority\s+{_OF}|(?:an?|the)\s+{_BIG}\s+{_LOT}\s+{_OF}|(?:an?\s+(?:lot|number|handful|ton|bunch|host|raft|heap|load)|lots|loads|heaps|tons|plenty|masses|oodles|scores|no\s+end|any\s+number|the\s+bulk)\s+{_OF}"
    r"|quite\s+a\s+(?:few|lot|number)(?:\s+of)?(?:\s+(?:the\s+)?[\w'’-]+)?|a\s+(?:fair|good)\s+few(?:\s+[\w'’-]+)?|not\s+a\s+few|the\s+(?:better|best|greater|larger)\s+part\s+of(?:\s+[\w'’-]+){1,2}|umpteen(?:\s+[\w'’-]+)?"
    r"|(?:nearly|almost|practically|virtually|just\s+about|pretty\s+much)\s+(?:all|everyone|everybody|everything|nobody|none|always|never|every\w*)|hardly\s+(?:any\w*|ever)|next\s+to\s+(?:nobody|none|nothing)"
    r"|(?:thousands|hundreds|dozens|millions|scores|tens)\s+of\s+[\w'’-]+|a\s+great\s+deal|up\s+to\s+(?:half|an?\s+(?:third|quarter))"
    r"|(?:the\s+)?most\s+of\s+(?:us|them|these|those|from\s+them)|most\s+(?:just|simply|only|still|will|would|never|don['’]t|do|say|are|have|give|just)\b|(?:many|lots|loads|plenty|some)\s+of\s+(?:them|us|these|those)|(?<!of\s)(?<!in\s)a\s+lot\b(?!\s+(?:of|more|less|better|easier|faster|harder|worse|like)\b)"
)
_HOW_OFTEN = (
    r"(?:very\s+|so\s+|too\s+|quite\s+|all\s+too\s+)?(?:often|oftentimes|frequently|regularly|constantly|commonly|usually|typically|rarely|seldom|always|occasionally|repeatedly|increasingly|sometimes|invariably"
    r"|endlessly|continually|continuously|perpetually|habitually|mostly)|all\s+(?:of\s+)?the\s+time|(?:the\s+whole|half\s+the|most\s+of\s+the|much\s+of\s+the)\s+time|again\s+and\s+again|over\s+and\s+over(?:\s+again)?|time\s+(?:and\s+(?:time\s+)?again|after\s+time)"
    r"|more\s+and\s+more(?:\s+[\w'’-]+)?|more\s+often\s+than\s+not|as\s+often\s+as\s+not|every\s+(?:so\s+often|now\s+and\s+(?:then|again))|now\s+and\s+(?:then|again)|from\s+time\s+to\s+time|once\s+in\s+a\s+while|day\s+(?:in,?\s+day\s+out|after\s+day)|week\s+after\s+week"
    r"|on\s+a\s+(?:regular|daily|frequent)\s+basis|every\s+other\s+minute|(?:in|on)\s+(?:most|many|countless|several|some)\s+(?:cases|occasions|days|instances)|most\s+(?:days|weeks|nights|mornings|months|shifts|evenings|times|weekends|years)|(?:ever\s+more|increasingly)\s+often|on\s+the\s+rise"
)
_HOW_LONG = (
    rf"(?:(?:spend|waste|lose|wait|take|takes|spends|wastes|loses|waits|queue|for|taking|wasting|spending|losing|waiting)\s+)(?:for\s+)?(?:{_BOUND}[\w-]+\s+){{0,2}}?(?:hours|days|weeks|months|ages|forever|(?:a\s+lot|lots)\s+of\s+time|too\s+much\s+time|too\s+long|a\s+long\s+time|much\s+time|an\s+age|an\s+eternity)"
    rf"|(?<!\w\s)(?<!\d)(?:whole\s+)?{_STRETCH}\s+(?:of\s+(?:work|time|typing|waiting|driving|searching|effort|labour|labor|ringing)|on\s+end|and\s+{_STRETCH}|at\s+a\s+time|each\s+time|every\s+time)"
    rf"|half\s+(?:the|their|an?\s+entire)\s+(?:day|morning|week|night|afternoon|evening|shift|weekend)|up\s+to\s+(?:\d[\d,.]*|half\s+an?|an?|[a-z]+)\s+(?:hours?|days?|weeks?|months?|minutes?|times|percent|%|nights?|mornings?)"
)
VAGUE = screened(
    rf"\b(?:{_HOW_MANY}|(?:far\s+too|too|so|very|how)?\s*(?:many|(?<!the\s)most(?!\s+[\w-]+(?:ed|-after)\b)|few|countless|numerous|several|various|some)\s+(?:of\s+(?:the|our|their)\s+)?(?!of\b|way|kind|sort|thing\b|point\b|recent\b|other\b){_NOUN}?(?=\s|[,.;]|$)"
    rf"|{_HOW_OFTEN}|{_HOW_LONG})(?!\w)",
    re.IGNORECASE,
)
