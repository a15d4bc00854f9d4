"""Words that give a trait of character, ability or taste, and the verbs that tie one to a group.

The two dimensions of stereotype, warmth and competence, are both here, kind words as well as unkind ones
(Fiske 2018; Cuddy, Norton and Fiske 2005).
"""

from __future__ import annotations

import re

_SKILL = r"(?:tech(?:nology)?|computers?|computing|smartphones?|phones?|devices?|the\s+internet|digital(?:\s+\w+)?|apps?|online\s+\w+|new\s+technolog\w+|modern\s+\w+|gadgets?|numbers|maths?|figures|money|details?|paperwork|words|planning|screens?|machines|software|it|forms|reading|words|directions|maps)"
_INTENS = r"(?:(?:no|not|n['’]t|less|more|too|so|very|naturally|generally|often|usually|just|simply|always|typically|rather|quite|really|all|inherently|notoriously|famously|by\s+nature|far|much|already|still|never|as|that|particularly|especially|terribly|extremely)\s+)*"
TRAIT = re.compile(
    rf"[a-z]+\s+by\s+(?:nature|temperament|instinct)|naturally\s+[a-z]+|simple\s+(?:folk|people|souls|minds)|insecure|(?:hopeless|useless|terrible|rubbish|bad|good|great|brilliant|poor|slow|weak|clumsy)\s+(?:at|with)\s+\w+|(?:comfortable|uncomfortable|confident|familiar|at\s+ease|good|bad|great|hopeless|terrible|poor|skilled|clumsy|fluent|handy|competent|incompetent|inept|capable|savvy|adept|obsessed|careless|careful|impatient|slow|quick|stuck|glued|addicted)\s+(?:with|at|around|in|about|to|on|using|of)\s+(?:\w+\s+){{0,2}}?{_SKILL}"
    rf"|(?:afraid|scared|fearful|frightened|wary|suspicious|mistrustful|distrustful|intimidated|overwhelmed|confused|baffled|nervous|anxious|sceptical|skeptical)\s+(?:of|about|by|around|with)\s+(?:\w+\s+){{0,2}}?{_SKILL}"
    r"|(?:tech|digitally|computer|financially|technologically|technically|internet)[\s-]*(?:savvy|literate|illiterate|averse|phobic|challenged|challenged|minded|native|native|inept|shy)|technophob\w+|luddites?|digital\s+natives?|old-fashioned|set\s+in\s+their\s+ways|resistant\s+to\s+change|averse\s+to\s+(?:change|risk|technology)|risk-averse|change-averse"
    r"|laz(?:y|ier)|stubborn|forgetful|gullible|naive|naïve|emotional|irrational|impatient|impulsive|reckless|careless|careful|meticulous|diligent|hard-?working|industrious|disciplined|undisciplined|disorgani[sz]ed|messy|chaotic|sloppy|cautious|timid|shy|quiet|loud|bossy|aggressive|submissive|docile|obedient|proud|vain|stingy|thrifty|frugal|cheap|greedy|generous|loyal|disloyal|fickle|spoilt|spoiled|entitled|selfish|narcissistic|snobbish|superstitious|conservative|traditional|nurturing|caring|maternal|motherly|gentle|warm|kind-hearted|patient|chatty|gossipy|sensitive|fragile|delicate|helpless|dependent|needy|weak|frail|feeble|slow|dim|simple-minded|unsophisticated|uneducated|ignorant|clueless|unskilled|artistic|creative|logical|analytical|mathematical|intuitive|competitive|ambitious|unambitious|materialistic|shallow|trendy|image-conscious|brand-conscious|price-sensitive|price-conscious|antisocial|introverted|extroverted|socially\s+awkward|pedantic|nerdy|geeky|rigid|inflexible|punctual|unpunctual|always\s+late|dishonest|untrustworthy|sly|cold|distant|hot-headed|temperamental|moody|hysterical|dramatic|lonely|sad|grumpy|cranky|senile|confused|easily\s+(?:confused|distracted|bored|upset|led|fooled|overwhelmed|offended)|quickly\s+bored|hard\s+to\s+please|bad\s+listeners|good\s+listeners|slow\s+(?:learners|to\s+learn|to\s+adapt)|quick\s+(?:learners|to\s+\w+)|natural(?:ly|\s+born)?\s+\w+|born\s+\w+|instinctively\s+\w+|wired\s+(?:for|to)\s+\w+|used\s+to\s+being\s+(?:served|helped|told)\s*\w*|not\s+used\s+to\s+\w+|hopeless|incapable|incompetent|inept|glued\s+to\s+\w+(?:\s+\w+)?|addicted\s+to\s+\w+(?:\s+\w+)?|obsessed\s+with\s+\w+(?:\s+\w+)?",
    re.IGNORECASE,
)
IS = re.compile(
    rf"\b(?:are|is|aren['’]t|isn['’]t|'re|’re|were|get|gets|become|becomes|remain|feel|feels|seem|seems|tend\s+to\s+be)\s+{_INTENS}",
    re.IGNORECASE,
)
HAS = re.compile(
    r"\b(?:(?:have|has|had)\s+(?:no|little|a\s+short|short|limited|low|poor|weak|less|hardly\s+any|an?\s+\w+)|lack|lacks|lacking|show\s+no|never\s+had)\s+(?:the\s+|any\s+|of\s+)?(?:\w+\s+)?(?:attention\s+spans?|attention|patience|discipline|common\s+sense|self-?control|self-?confidence|confidence|willpower|ambition|interest\s+in\s+\w+|curiosity|digital\s+skills?|tech\s+skills?|it\s+skills?|computer\s+skills?|technical\s+\w+|financial\s+(?:sense|literacy|discipline)|skills?|memory|memories|courage|loyalty|work\s+ethic|manners|sense\s+of\s+\w+|head\s+for\s+\w+|feel\s+for\s+\w+|taste|imagination|understanding\s+of\s+\w+|grasp\s+of\s+\w+|affinity\s+(?:for|with|to)\s+\w+|aptitude|tolerance\s+for\s+\w+|fear\s+of\s+\w+|focus)\b",
    re.IGNORECASE,
)
TENDS = re.compile(
    r"\b(?:prefer(?:s)?|tend(?:s)?\s+to|love(?:s)?|hate(?:s)?|fear(?:s)?|resist(?:s)?|distrust(?:s)?|mistrust(?:s)?|dislike(?:s)?|dread(?:s)?|crave(?:s)?|shy\s+away\s+from|shun(?:s)?|cling(?:s)?\s+to|panic(?:s)?|refuse(?:s)?\s+to\s+(?:learn|change|use|adapt|try)|(?:do|does)(?:n['’]t|\s+not)\s+(?:like|trust|care|think|read|listen|plan|understand|get|want\s+to\s+(?:learn|change|read|wait)|have\s+the\s+(?:patience|skills?|discipline|confidence|attention))|can(?:no|['’]?)t\s+(?:handle|cope|concentrate|focus|sit\s+still|be\s+trusted|be\s+bothered|think|keep\s+up|resist|live\s+without)|cannot\s+(?:handle|cope|concentrate|focus|think|keep\s+up|learn)|struggle(?:s)?\s+(?:with|to\s+(?:use|learn|understand|grasp))\s+(?:\w+\s+){0,2}?(?:technology|computers?|smartphones?|apps?|change|numbers|new)|know(?:s)?\s+nothing\s+(?:of|about)|grew\s+up\s+with|only\s+(?:care|think|want|trust)|never\s+(?:read|plan|listen|learn|think)|expect(?:s)?\s+(?:everything|instant)|want(?:s)?\s+everything|live(?:s)?\s+on\s+their\s+phones?|get(?:s)?\s+(?:bored|confused|distracted|emotional|overwhelmed)|value(?:s)?\s+\w+\s+(?:over|more\s+than)|think(?:s)?\s+with|buy(?:s)?\s+with\s+their|would\s+rather|prize(?:s)?|cherish(?:es)?|never\s+(?:ask|complain|admit|give)|can(?:no|['’]?)t\s+get\s+their\s+heads?\s+(?:a?round)|always\s+[a-z]+(?!ed\b|ing\b))\b",
    re.IGNORECASE,
)
ATTRIBUTED = re.compile(
    r"\b(?:(?:said|say|says|told\s+us|reported|report)\s+(?:that\s+)?(?:they|she|he|it|their|her|his)\b|described\s+(?:her|him|them)sel\w+|called\s+(?:her|him|them)sel\w+|by\s+(?:my|their)\s+own\s+account|in\s+their\s+(?:own\s+)?words)\b",
    re.IGNORECASE,
)
DENIED = re.compile(
    r"\b(?:no\s+less|no\s+more|not\s+(?:less|more|slower|any)|just\s+as|equally|as\s+\w+\s+as)\b",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"\b(?:tech(?:nology)?-?\s?(?:savvy|averse|illiterate|phobic|challenged|shy)|technophob(?:e|ic)\w*|digitally\s+(?:illiterate|challenged|native|savvy)|computer[\s-](?:illiterate|shy)|stubborn|lazy|forgetful|gullible|naive|emotional|impatient|hysterical|helpless|clueless|feeble|frail|grumpy|spoilt|spoiled|entitled|technologically\s+\w+|easily\s+(?:confused|distracted|led)|image-conscious|old-fashioned|timid|docile|hot-headed|chatty|fickle|ignorant)\s+(?=(?:[\w-]+\s+)?[\w-]+)",
    re.IGNORECASE,
)
# Without a group by age, origin or the like these are blame, not stereotype.
BLAME = re.compile(
    r"\b(?:lazy|lazier|careless|stubborn|ignorant|clueless|sloppy|reckless|incompetent|dishonest|forgetful|irresponsible|undisciplined|disorgani[sz]ed|messy|slow|cheap|greedy|impatient|confused|overwhelmed)\b",
    re.IGNORECASE,
)
