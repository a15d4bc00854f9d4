"""Words that tell of trouble: delay, loss, failure, repetition, burden, ignorance, danger, negation."""

from __future__ import annotations

import re

from wbcoach.vocabulary.screen import screened

_A = r"['’ʼ]"
_NEGATION = (
    rf"not|never|no|none|nobody|no[\s-]one|nothing|nowhere|neither|nor|without|cannot|cant|dont|hardly|barely|scarcely|seldom|rarely"
    rf"|[a-z]+n{_A}t|no\s+longer|fewer|less|lack(?:s|ed|ing)?|short\s+of|out\s+of\s+(?:reach|date|order|stock|service|hours)"
)
_DELAY = (
    r"wait(?:s|ed|ing)?|queu(?:e|es|ed|ing)|late|later|delay(?:s|ed|ing)?|overdue|slow|slows|slowly|slower|stall(?:s|ed|ing)?|stuck|idle|held\s+up|hangs?\s+up|cuts?\s+(?:off|out)|hold(?:s|ing)?\s+up|hung\s+up"
    r"|postpone[sd]?|cancel(?:s|led|ed|ling|ing)?|expir(?:e|es|ed|ing)|lapse[sd]?|lapsing|run(?:s|ning)?\s+out|ran\s+out|run(?:s|ning)?\s+short|backlog|too\s+\w+|hours|for\s+(?:weeks|months|days|ages)|took\s+\w+\s+hours"
    r"|closed|shuts?|shutting|locked|blocked|blocks|block|jam(?:s|med|ming)?|crash(?:es|ed|ing)?|outage|offline|down\s+tools|times?\s+out|timed\s+out|miss(?:es|ed|ing)?|overrun(?:s)?|overran"
)
_LOSS = (
    r"los(?:e|es|ing|t)|loss(?:es)?|mislaid|mislay|wast(?:es|ed|ing|e(?=\s+(?:time|hours?|days?|money|half|an?|the|their|our|my|\d)\b))|forfeit(?:s|ed)?|cost(?:s|ing)?\s+(?:them|him|her|us|me|\d|a|the)|pay(?:s)?\s+(?:twice|again|extra)|overpa(?:y|id)|charged|fine|fined|fines|penalt(?:y|ies)|"
    r"empty|gone|spoil(?:s|t|ed)?|rot(?:s|ting|ted)?|leak(?:s|ed|ing)?|spill(?:s|ed|t)?|stolen|theft|stripped|dropp?(?:ed|ing)?\s+(?:out|off)|drops\s+(?:out|off)|dies|died|dead|death|kill(?:s|ed)?"
    r"|throw(?:s|n)?\s+away|thrown|bin(?:s|ned)\s+it|write(?:s)?\s+off|starv(?:e|es|ed|ing)|hungry|thirsty|tired|exhausted|asleep|burnt|burned"
)
_FAILURE = (
    r"fail(?:s|ed|ing|ure|ures)?|break(?:s|ing)?(?:\s+down)?|broke|broken|fault(?:s|y)?|error(?:s)?|mistake(?:s|n)?|wrong(?:ly)?|bounce[sd]?|bouncing|reject(?:s|ed|ion)?|refus(?:e|es|ed|al|ing)|turn(?:s|ed)?\s+(?:away|back|down)"
    r"|den(?:y|ies|ied)|clash(?:es|ed)?|conflict(?:s|ing)?|contradict(?:s|ed)?|mismatch(?:es|ed)?|mix(?:es|ed)?[\s-]up|collid(?:e|es|ed)|flaky|flak(?:e|es|ed)|trip(?:s|ped)\s+(?:out|up)?|snap(?:s|ped)?|fall(?:s|ing)?\s+(?:ill|through|behind|asleep|apart|short|over)|fell\s+\w+"
    r"|vanish(?:es|ed)?|disappear(?:s|ed)?|drift(?:s|ed)?|overflow(?:s|ed)?|flood(?:s|ed)?|melt(?:s|ed)?|freez(?:e|es)|frozen|bleep(?:s)?|bug(?:s)?|bad|badly|poor|grim|off\s+sick|sick|ill|absent|unread|unpaid|untrained|unclear|unknown|unsafe|unable|unfair|uncertain|unsure|unhappy|let\s+down|shift(?:s)?\s+under|stripped|abandon(?:s|ed)?"
)
_BURDEN = (
    r"have\s+to|has\s+to|had\s+to|having\s+to|must|forced|obliged|again|twice|three\s+times|re-?(?:key|type|enter|build|do|make|write|send|check|count|print|run|book|load|upload|draw|cut|start|work|order)(?:s|es|ed|ing)?"
    r"|by\s+hand|manually|hand-?written|on\s+paper|chas(?:e|es|ed|ing)|guess(?:es|ed|ing)?|struggl(?:e|es|ed|ing)|beg(?:s|ged|ging)?|plead(?:s|ed|ing)?|hunt(?:s|ed|ing)?|trawl(?:s|ed|ing)?|scrambl(?:e|es|ed|ing)|juggl(?:e|es|ed|ing)|scroll(?:s|ed|ing)?\s+(?:past|through)|dig(?:s|ging)?\s+through|wad(?:e|es|ing)\s+through|sift(?:s|ing)?|put(?:s)?\s+up\s+with|cop(?:e|es|ing)\s+with"
    r"|interrupt(?:s|ed|ing|ion|ions)?|disturb(?:s|ed|ing)?|overtime|burden|chore|hassle|extra\s+\w+|climb(?:s|ing)?|carry(?:ing)?|trek|detour|only\s+(?:by|at|on|if|when|after|the\s+next)|instead\s+of|rather\s+than|avoid(?:s|ing)?|stop(?:s|ped|ping)?|quit|prevent(?:s|ing)?|spar(?:e|ed|ing)"
)
_MIND = r"worr(?:y|ies|ied|ying)|afraid|fear(?:s|ed)?|scared|anxious|annoy(?:s|ed|ing)?|angry|upset|frustrat\w+|confus\w+|hard|difficult|tricky|tough|awkward|tedious|painful|pain|hurt(?:s)?|embarrass\w+|asham\w+|lonely|forget(?:s|ting)?|forgot(?:ten)?|overlook(?:s|ed)?|unaware|in\s+the\s+dark|shout(?:s|ed|ing)?|scream(?:s|ed|ing)?|complain(?:s|ed|ing)?|blam(?:e|ed|es)|suspicious|distrust|stress\w*|misunderst\w+|misread|disput(?:e|es|ed)|torture"
_DANGER = r"risk(?:s|ed|ing|y)?|danger\w*|threat\w*|injur\w+|accident(?:s)?|emergency|emergencies|crying|cries|cried|weep(?:s|ing)?|wept|alarm(?:s|ed)?|fire|smoke|rain(?:s|ed|ing)?|storm(?:s)?|stranded|stuck|trapped|exposed|evict\w+|sacked|dismiss\w+|problem(?:s)?|trouble(?:s)?|issue(?:s)?|incident(?:s)?|crisis|gap(?:s)?|shortage(?:s)?"

TROUBLE = screened(
    rf"(?<![\w-])(?:{_NEGATION}|{_DELAY}|{_LOSS}|{_FAILURE}|{_BURDEN}|{_MIND}|{_DANGER})(?![\w])",
    re.IGNORECASE,
)
# A cause that is an event, a count or the speaker's own state, not a general truth about a kind of people.
_EVENT = re.compile(
    r"\b(?:last\s+\w+|yesterday|ago|this\s+(?:week|month|year|autumn|spring|summer|winter)|now|still|was|were|had|did|came|got|went|took|found|stood|rang|gave|told|sent|said|i|me|my|us|\d+)\b|\b(?!need|speed|seed|feed|breed|indeed|hundred|bed|red)[a-z]{2,}ed\b",
    re.IGNORECASE,
)


def tells_trouble(text: str, start: int, end: int) -> bool:
    """Say whether a stretch of text tells of something that goes wrong or is a burden."""
    return TROUBLE.search(text, start, end) is not None


def event_told(text: str, start: int, end: int) -> bool:
    """Say whether a stretch of text tells of something that took place, not of what is always so."""
    return _EVENT.search(text, start, end) is not None
