"""Ways to say "good" without an adjective before a noun: manners, idioms of success, states, predicates."""

from __future__ import annotations

import re
from itertools import islice

from wbcoach.grammar import Span
from wbcoach.lexicon import QUALITIES, words

# States that one can check: "keep the first night safe", "have the road clear" ask for more than praise.
CHECKED = words(
    "clear safe safer secure visible healthy accessible well informed connected sustainable compliant digital instant good consistent organised organized reliable"
)
# Marks on a scale without a mark on it: each reader sets the bar elsewhere.
SCALES = words("""
    decent decently proper fair fairly fairer sensible sensibly reasonable reasonably manageable bearable humane humanely
    dignified calm calmly calmer tolerable adequate adequately suitable sane sanely thorough thoroughly worthwhile civilised
    civilized satisfactory workable balanced respectful respectfully pain-free trouble-free
    coherent cohesive proactive proactively timely harmonious harmoniously joyful joyfully memorable rewarding tailored
    empowering inspiring professional professionally natural naturally human-centred human-centered holistically
    frictionlessly satisfying relaxed fuss-free stronger kinder gentler gentle nicer tidier saner handier
    welcoming inclusive compelling impactful actionable first-class top-notch fit-for-purpose polished
""")
_PLAIN = sorted(
    (re.escape(word) for word in sorted(QUALITIES - CHECKED) if " " not in word), key=len, reverse=True
)
_MORE = r"(?:nicer|easier|simpler|quicker|faster|smoother|better|cheaper|calmer|fairer|kinder|slicker|leaner|humane|fair|natural|fluid|fuss-free|low-effort|cost-effective|timely|cohesive|coherent|proactive|sane|civili[sz]ed|pain-free|trouble-free|problem-free|future-ready|harmonious|balanced|trusted|joyful|worthwhile|rewarding|memorable|magical|tailored|bespoke|empowering|inspiring|compelling|strategic|value-added|optimi[sz]ed|integrated|synergistic|ergonomic|contemporary|professional|human|cheerful|cosy|top-notch|first-class|joined\s+up|fit\s+for\s+purpose|(?!(?:suppl|carr|cour|barr|sold|cash|prem|earl|doss)ier\b)[a-z]{2,}ier|up\s+to\s+(?:date|scratch|standard))"
_GOOD = rf"(?:(?:more|less|very|really|truly|much|so|as|all|quite|nice\s+and|just|you\s+know|dead|super|a\s+lot|a\s+bit|far|that\s+bit),?\s+)*(?:{'|'.join(_PLAIN)}|{_MORE})"
_AND_GOOD = rf"{_GOOD}(?:\s*(?:,\s*(?:and\s+)?|\s+and\s+(?:also\s+)?|\s+but\s+){_GOOD})*"
_MANNER = re.compile(
    rf"\bin\s+(?:an?|the\s+most)\s+{_AND_GOOD}\s+(?:manner|way|fashion|style)\b", re.IGNORECASE
)
_WITH = re.compile(
    r"\b(?:in\s+(?:peace|comfort|style|harmony|good\s+order|a\s+good\s+mood)|to\s+(?:a\s+(?:high|good|decent|proper)\s+standard|the\s+full))\b|\bwith\s+(?:dignity\b|pride\b|joy\b|pleasure\b|ease\b|confidence\b|(?:more|greater|less|better|real|full|maximum|minimal|total|the\s+least|(?:a\s+)?(?:minimum|maximum)\s+of)\s+(?:simplicity|speed|ease|efficiency|convenience|confidence|clarity|flexibility|transparency|agility|control|comfort|friction|effort|hassle|stress|fuss|trust|quality|consistency|precision|impact|joy|pride))(?:\s+and\s+(?:more\s+|less\s+)?\w+)?",
    re.IGNORECASE,
)
_WINS = re.compile(
    r"(?:be\s+able\s+to\s+|just\s+|always\s+|finally\s+|simply\s+)?(?:win|thrive|flourish|succeed|prosper|excel|shine|belong|cope|grow|progress|relax|get\s+ahead|move\s+forward|stand\s+out|come\s+out\s+(?:ahead|on\s+top)|stay\s+(?:ahead|on\s+top(?:\s+of\s+[\w\s]{1,25})?|in\s+control(?:\s+of\s+[\w\s]{1,25})?|afloat)|be\s+(?:on\s+top\s+of|in\s+control\s+of|in\s+charge\s+of|at\s+peace\s+with|in\s+peace\s+with|at\s+ease\s+with|at\s+one\s+with|on\s+the\s+same\s+page\s+about)\s+[\w\s'’]{1,30}|be\s+(?:on\s+top|at\s+(?:ease|peace|their\s+best)|in\s+(?:control|good\s+hands|the\s+know|sync)|at\s+home|on\s+the\s+same\s+page|set\s+up\s+for\s+success|one\s+step\s+ahead)|feel\s+(?:at\s+(?:home|ease)|in\s+(?:control|good\s+hands)|part\s+of\s+\w+)"
    r"|(?:sail|breeze|glide|fly|cruise|zip|whizz|coast)\s+through\s+[\w\s'’]{1,35}|(?:get|make)\s+the\s+(?:most|best)\s+(?:out\s+)?of\s+[\w\s'’]{1,35}|live\s+(?:well|better|in\s+comfort|with\s+dignity|(?:their|a)\s+(?:best|good|better)\s+(?:life|lives))|run\s+(?:an?\s+)?[\w\s]{1,25}?\s+well|do\s+(?:well|better)|(?:land|stay|get\s+back|be\s+back)\s+on\s+their\s+(?:own\s+two\s+)?feet|get\s+(?:it|this|that|things|everything)\s+(?:all\s+)?right|(?:have|get|enjoy)\s+(?:an?\s+|the\s+)?(?:perfect|good|great|decent|better|nice|best|smooth|easy|easier|pleasant)\s+(?:week|day|time|life|start|shift|evening|night|morning|trip|stay|season|visit|year|weekend|experience)|enjoy\s+(?:it|things|stuff|life|themselves|their\s+\w+)|work\s+(?:smarter|better(?:\s+together)?|well)|take\s+(?:back\s+)?control(?:\s+of\s+[\w\s'’]{1,25})?|reach\s+their\s+(?:full\s+)?potential|(?:unlock|achieve|deliver|drive|pursue|attain|strive\s+for)\s+(?:[\w-]+\s+)?(?:excellence|potential|value|success|synergy|synergies|greatness|efficiencies|efficiency|growth|impact|harmony|perfection|brilliance)(?:\s+across\b[^.;]{0,80})?|(?:optimi[sz]e|improve|enhance|streamline|elevate|maximi[sz]e|perfect|transform|moderni[sz]e|simplify)\s+(?:their|the|his|her|all\s+their|our)\s+(?:[\w-]+\s+){0,2}?[\w-]+(?:\s+end\s+to\s+end|\s+experience|\s+as\s+a\s+whole)?)\s*$",
    re.IGNORECASE,
)
_SORTED = re.compile(
    r"(?:(?:have|get|see)\s+)?(?:it|this|that|things|everything|it\s+all|all\s+of\s+it|stuff|the\s+(?:whole\s+)?(?:thing|lot))\s+(?:all\s+)?(?:to\s+(?:be\s+|just\s+)?)?(?:sorted(?:\s+out)?|fixed|joined\s+up|dealt\s+with|taken\s+care\s+of|handled|work(?:ing)?|(?:run|go|going|running)\s+(?:well|better|smoothly|right|like\s+clockwork)|better|easier|nicer|seamless)\b(?:,\s+as\s+one)?\s*$",
    re.IGNORECASE,
)
_MADE = re.compile(
    rf"(?!(?:prove|show|check|know|tell|see|find|learn|hear|decide|judge|say|be\s+(?:sure|certain|told))\b)(?:(?:make|making|get|render)\s+(?:(?!sure|certain)[\w'’-]+\s+){{1,6}}?|(?:[\w'’-]+\s+){{0,6}}?(?:is|are|was|to\s+be|being|be|feel|feels|to\s+feel|to\s+run|to\s+go|becomes?|gets?)\s+)(?P<good>{_AND_GOOD})(?:\s+(?:for|to)\s+[\w\s'’-]{{1,30}})?\s*$",
    re.IGNORECASE,
)
_PLEASED = re.compile(
    r"(?:just\s+|always\s+|truly\s+|really\s+)?(?:feel|be|stay|become|remain|get)\s+(?:more\s+|truly\s+|really\s+|fully\s+|completely\s+|so\s+|well\s+|better\s+)*(?:safe|secure|valued|delighted|empowered|appreciated|respected|(?<=feel\s)(?:heard|seen|included|served)|supported|cared\s+for|welcome|welcomed|special|inspired|confident|happy|happier|satisfied|reassured|motivated|engaged|fulfilled|comfortable|relaxed|proud|looked\s+after|in\s+control|productive|efficient|successful|resilient|agile|competitive|compliant|healthy|healthier|organised|organized|prepared|informed|connected|joined\s+up|serious|great|excellent|sustainable|better|understood|listened\s+to|trusted)"
    r"(?:\s+(?:at|with|by|about|in|throughout|across|on)\s+(?:each|every|all|the|their|its|it|this)\b[^.;,]{0,40})?\s*$|(?:[\w-]+\s+){0,3}?(?:that|which)\s+(?:just\s+|simply\s+|really\s+|actually\s+|truly\s+)?works?(?:\s+for\s+(?:them|everyone|everybody|all|both|us|me|people))?\s*$|live\s+(?:sustainably|healthily|happily|comfortably|independently|better|healthier)\b[^.;]{0,30}$",
    re.IGNORECASE,
)


def praised_manner(text: str, need: Span) -> bool:
    """See "in a hassle-free, efficient manner" at the end of a need."""
    return any(
        need.end - match.end() <= rest
        for pattern, rest in ((_MANNER, _REST), (_WITH, 2))
        if (match := pattern.search(text, need.start, need.end))
    )


def wins(text: str, need: Span) -> bool:
    """See an idiom of success that is the whole need: "come out ahead", "sail through the books", "it sorted"."""
    starts = [
        need.start,
        *(match.end() for match in islice(_COMMA.finditer(text, need.start, need.end), _ASIDES)),
    ]
    return any(
        pattern.match(text, start, min(need.end, start + _REACH))
        for start in starts
        for pattern in (_WINS, _SORTED)
    )


def made_good(text: str, need: Span) -> Span | None:
    """Find a good quality as what something should be: "make travel seamless", "the system is better"."""
    match = _MADE.match(text, need.start, min(need.end, need.start + _REACH))
    return Span(match.start("good"), match.end("good")) if match else None


def pleased(text: str, need: Span) -> bool:
    """See a state of mind or of grace that is the whole need: "feel delighted at each touchpoint", "be safe"."""
    return bool(_PLEASED.match(text, need.start, min(need.end, need.start + _REACH)))


_REST, _REACH, _ASIDES = 12, 160, 4
_COMMA = re.compile(r",\s+")
