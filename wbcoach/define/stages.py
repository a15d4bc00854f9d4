"""The arc of an episode: in which of its stages a clause tells what happens, by its verb and its cues of order."""

from __future__ import annotations

import re
from typing import Final, Literal

from wbcoach.grammar import base_verb, words
from wbcoach.vocabulary.leaving import IN_A_STATE
from wbcoach.vocabulary.pasts import root

Stage = Literal["ready", "moment", "finding-out", "handling", "waiting", "afterwards"]
# In the order in which an episode goes, where nobody tells it otherwise; the titles are ours, the words below them never.
TITLES: Final[dict[Stage, str]] = {
    "ready": "Getting ready",
    "moment": "It happens",
    "finding-out": "Finding out",
    "handling": "Dealing with it",
    "waiting": "Waiting",
    "afterwards": "Afterwards",
}
_VERBS: Final[dict[Stage, frozenset[str]]] = {
    "ready": frozenset(
        "prepare book register install convert configure apply schedule plan pack enrol enroll log sign".split()
    ),
    "finding-out": frozenset(
        "look read search check see find open compare know tell understand ask view trace notice wonder grep scan inspect hear learn"
        " guess suppose assume recognise recognize".split()
    ),
    "waiting": frozenset("wait queue hold linger".split()),
    "afterwards": frozenset("lose leave cancel quit abandon spend waste".split()),
}
# A cue beside the verb; the first that fits in this order decides.
_TOLD_BY: Final[tuple[tuple[Stage, str], ...]] = (
    (
        "afterwards",
        r"in\s+the\s+end|end(?:s|ed)?\s+up|afterwards?|later|from\s+then\s+on|turned\s+out|g[ai]ve\s+up|los(?:t|e|ing)|cancell?ed|wasted|didn['’]t\s+turn\s+up|sent\s+\w+\s+home|turn(?:ed)?\s+away|overdue|took\s+(?:me|us)|cost\s+(?:me|us)|is\s+(?:now\s+)?off|ended\s+the\s+\w+|spent|left\s+(?:at\s+least\s+)?\w+\s+(?:of\s+)?.{0,40}(?:unpaid|open|undone)|left\s+the\s+others|had\s+already|are\s+sitting|sat\s+for",
    ),
    (
        "waiting",
        r"wait\w*|queue\w*|stuck|busy|on\s+hold|until|never\s+arriv\w+|still\s+not|slow\w*|minutes?\s+instead|time\s+to\s+first",
    ),
    (
        "ready",
        r"log(?:ged|ging)?\s+in|log-?in|password\w*|sign(?:ed|ing)?\s+(?:in|up)|set-?up|set\s+up|prepar\w+|instruct\w+|beforehand|in\s+advance|to\s+be\s+safe|book\s+\w+|booking|proxy\s+form|told\s+(?:them|me|us)\s+to",
    ),
    (
        "finding-out",
        r"look\w*|read(?:s|ing)?|search\w*|check\w*|see|saw|find\s+out|compar\w+|work\w*\s+out|tell\s+.{0,30}\bfrom|can['’]?t\s+tell|know[sn]?|knew|understand|what\s+do(?:es)?|which|where\s+do|why|history|viewed|could\s+say|could\s+not\s+say|is\s+there\s+a\s+way\s+to\s+see",
    ),
    (
        "handling",
        r"by\s+hand|split\w*|re-?run|line\s+by\s+line|spreadsheet|r[aiu]ng|phon(?:e|ed|ing)|call|manual\w*|move\s+it|marked|matched|adjustment",
    ),
    (
        "moment",
        r"when(?:ever)?|if|after|once|paid|pays|sent|sends|arriv\w+|came|comes|went|fails?|failed|said|says|got|gets|gets?\s+sent",
    ),
)
_CUES: Final = tuple((stage, re.compile(rf"\b(?:{cue})\b", re.IGNORECASE)) for stage, cue in _TOLD_BY)
_WHO: Final = re.compile(r"\b(?:I|[Ww]e)(?:['’](?:ve|m|re|d))?\s+")
_LEFT_SO: Final = re.compile(rf"\b(?:leave|left){IN_A_STATE}", re.IGNORECASE)
_SMALL: Final = frozenset(
    "always usually often sometimes never just then still only also now mostly normally simply have had end ended up tend to don't didn't do did not can't cannot couldn't can could still".split()
)


# What opens the clause of an act whose verb tells no stage.
_LEADS: Final[tuple[tuple[Stage, re.Pattern[str]], ...]] = (
    (
        "ready",
        re.compile(
            r"(?:\A|[.;!?:,]\s+|\band\s+)(?:(?:the\s+\w+|\w+)\s+before|before(?:hand)?|ahead\s+of|in\s+advance)\b(?:\s+[\w'’-]+){0,5},?\s+\Z",
            re.IGNORECASE,
        ),
    ),
    (
        "afterwards",
        re.compile(
            r"(?:\A|[.;!?:,]\s+|\band\s+)(?:afterwards?|later(?:\s+on)?|in\s+the\s+end|after\s+(?:that|it)|the\s+\w+\s+after),?\s+\Z",
            re.IGNORECASE,
        ),
    ),
)


# What somebody thinks, wants or feels is no act; where it stands is told by what is beside it.
_NO_ACT: Final = frozenset(
    "be am is are was were think thought want wish hope need feel felt mean love like hate worry driving get got gotten".split()
)


def stage_of(text: str, start: int, end: int) -> Stage | None:
    """Give the stage of `text[start:end]`: by the act of the first person in it, else by its cues; None where it has none."""
    who = _WHO.search(text, start, end)
    if who is not None:
        verb = next((word.low for word in words(text, who.end(), end) if word.low not in _SMALL), "")
        plain = root(verb)
        if verb in ("leave", "left") and _LEFT_SO.search(text, who.end(), end):
            return "handling"
        known = next((stage for stage, verbs in _VERBS.items() if {verb, plain, plain + "e"} & verbs), None)
        if known is not None:
            return known
        if not {verb, plain} & _NO_ACT and (base_verb(verb) or base_verb(plain) or base_verb(plain + "e")):
            return (
                "afterwards" if _CUES[0][1].search(text, start, end) else _led_in(text, start) or "handling"
            )
    return next((stage for stage, cue in _CUES if cue.search(text, start, end)), None)


def _led_in(text: str, start: int) -> Stage | None:
    """Give the stage that the words before an act put it in: "before a storm I print", "afterwards I write"."""
    for stage, cue in _LEADS:
        if cue.search(text, 0, start):
            return stage
    return None
