"""Whether a piece of feedback tells that things go well or badly: in words, in ratings, and in figures.

A figure speaks with the word it measures: a high share of "completed" is good news, so is a low share of
"failed", a median wait of seconds, and "0 of 40 lost".
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from wbcoach.figures import figures
from wbcoach.grammar import Span, sentences, stem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.figures import Figure

WELL = re.compile(
    r"\b(?:just\s+works?|works?\s+(?:fine|well|great|now|for\s+(?:me|us))|(?:is|are|was|were|it['’]s|all|they['’]re)\s+(?:all\s+)?(?:fine|ok|okay|easy|great|good|quick|brilliant|lovely|solved|fixed|perfect|painless|simple|really\s+good|no\s+problem|no\s+trouble)"
    r"|no\s+(?:problems?|issues?|trouble|complaints?|queues?|delays?|wait(?:ing)?)|never\s+(?:think|had|a\s+problem|worry|an?\s+issue)|fixed\s+it|solved|love(?:ly|s|d)?\b|brilliant|in\s+(?:a\s+minute|seconds|no\s+time)|without\s+(?:any\s+)?(?:trouble|a\s+hitch|problems?|help|effort)"
    r"|saved\s+(?:me|us|my)|quicker\s+(?:now|than)|don['’]t\s+block|doesn['’]t\s+bother|two\s+minutes|done\s+before|matched\s+overnight|much\s+(?:better|easier|faster)|(?:got|gotten|has\s+become)\s+(?:better|easier|faster)|straightforward|straight\s+in|first\s+(?:go|try|time)|smooth(?:ly)?|happy\s+with|(?:can|could)\s+(?:easily|now)|is\s+no\s+longer|not\s+(?:a|an)\s+(?:problem|issue)|any\s+more\.?$|booked\s+\w+\s+\w+\s+\w+\s+in\s+a\s+minute)",
    re.IGNORECASE,
)
BADLY = re.compile(
    r"\b(?:can(?:['’]?t|not)|could(?:n['’]t|\s+not)|won['’]t|does(?:n['’]t|\s+not)|did(?:n['’]t|\s+not)|never\s+(?:arrives?|know|works?|get)|no\s+way|nobody|have\s+to|had\s+to|has\s+to|must|by\s+hand|manual\w*|lost|lose|losing|stuck|slow|late|wait\w*|wrong|fail\w*|broken|mess|hidden|surprise|missing|gave\s+up|give\s+up|gone|guess\w*|hate|embarrass\w*|confus\w+|hard|difficult|afraid|worr\w+|annoy\w*|again|unpaid|overdue|cut\s+off|turn(?:ed)?\s+away|greyed|locked|queue|line\s+by\s+line|hours?|off\b|unclear|why\b|how\s+do\s+i|please|only\s+(?:lets?|find)|instead|chase|chasing|pointless|archaeology|rather\s+than|error)\b",
    re.IGNORECASE,
)
_FAULT = re.compile(
    r"\b(?:wait\w*|queu\w*|fail\w*|lost|los[se]\w*|miss(?:ed|ing|es)?|late|delay\w*|wrong\w*|error\w*|mistake\w*|reject\w*|refus\w*|abandon\w*|gave\s+up|complain\w*|complaints?|stuck|broke\w*|damag\w*|unanswered|unread|unpaid|open|empty|expired|cancel\w*|dropp?\w*|left\s+(?:open|without|unfilled)|turned\s+away|without|not|no|never|none|didn['’]t|could(?:n['’]t|\s+not)|cannot|can['’]t|had\s+to|needed\s+(?:help|a\s+second)|re-?(?:open|sent|done|did|took|keyed|work)\w*|repeat\w*|asked\s+for\s+(?:help|none|fewer|less)|short|outage\w*|incident\w*|skipp\w*|ignored|overdue|more\s+than|over)\b",
    re.IGNORECASE,
)
_SUCCESS = re.compile(
    r"\b(?:complet\w+|succeed\w*|success\w*|finish\w*|arriv(?:ed|es)|deliver\w+|answer\w+|repl(?:y|ied|ies)|open(?:ed|s)|read|found|find|us(?:e|ed|ing)|wor[en]|wear|pick(?:ed|s)?|ch(?:o|oo)se|chose|paid|pass(?:ed)?|correct(?:ly)?|on\s+time|in\s+time|within|same\s+day|first\s+(?:try|go|time|attempt)|match\w*|sign(?:ed)?|book(?:ed)?|manag(?:e|ed)|could|can|able|knew|know|understood|agreed|accept\w*|ready|available|filled|covered|attended|came|turned\s+up|remote|online|asked\s+for\s+more|satisf\w+|happy|easy|good|well|fine|no\s+trouble|without\s+(?:help|trouble|error)|reach\w*|receiv\w+|switched\s+on|kept|renew\w*|updat\w+|check(?:ed)?|sort(?:ed)?|rinsed|scann?ed|submitted|logged|resolved|closed|by\s+themselves|unaided|alone)\b",
    re.IGNORECASE,
)
_QUICK = re.compile(
    r"\b(?:median|average|mean|typical(?:ly)?|within|under|less\s+than|in|takes?|took|after|waits?|waited|reply|response)\b[^.;]{0,50}\Z",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[;:()]|,\s|\.\s|\s[–—]\s|\b(?:and|but|while|whereas)\b", re.IGNORECASE)
_HIGH, _LOW, _HARDLY_ANY = 60.0, 12.0, 1.0
_SOON = 1.5  # minutes
_REACH, _NEXT = 60, 40
SLOW = re.compile(
    r"\b(?:wait\w*|queue\w*|late|slow\w*|delay\w*|days|weeks|hours|long|forever|stuck|hang|hold|fortnight|stand\w*|minutes)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=512)
def good_news(text: str, *, of_time: bool = False, own: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Give the figures that tell that things go well; `of_time` counts short times as well.

    A text in which another figure tells that they go badly gives none. `own` holds the stems of the hardship itself:
    that many do what they "have to" do is no good news.
    """
    told = list(_read(text, of_time=of_time, own=own))
    return () if any(not well for _, well in told) else tuple(words for words, _ in told)


def _read(text: str, *, of_time: bool, own: frozenset[str]) -> Iterator[tuple[str, bool]]:
    for sentence in sentences(text):
        for figure in figures(text):
            if not sentence.covers(figure.span):
                continue
            if figure.unit in ("percent", "share"):
                well = _share_goes_well(text, sentence, figure, own)
            elif figure.unit == "duration" and of_time:
                well = _time_goes_well(text, sentence, figure)
            else:
                continue
            if well is not None:
                yield figure.span.of(text), well


def _share_goes_well(text: str, sentence: Span, figure: Figure, own: frozenset[str]) -> bool | None:
    """Read the words of the clause that a share stands in: first what follows it, else what leads up to it."""
    clause = _clause(text, sentence, figure.span)
    after = text[figure.span.end : min(clause.end, figure.span.end + _REACH)]
    before = text[max(clause.start, figure.span.start - _REACH) : figure.span.start]
    for near in (after, before):
        fault, success = _FAULT.search(near), _SUCCESS.search(near)
        if fault and (not success or fault.start() < success.start() or success.start() > _NEXT):
            return True if figure.value <= _HARDLY_ANY else False if figure.value > _LOW else None
        if success and stem(success[0].lower()) in own:
            return None
        if success:
            return True if figure.value >= _HIGH else False if figure.value <= 100 - _HIGH else None
    return None


def _clause(text: str, sentence: Span, at: Span) -> Span:
    start = max((m.end() for m in _BREAK.finditer(text, sentence.start, at.start)), default=sentence.start)
    stop = _BREAK.search(text, at.end, sentence.end)
    return Span(start, stop.start() if stop else sentence.end)


def _time_goes_well(text: str, sentence: Span, figure: Figure) -> bool | None:
    before = text[max(sentence.start, figure.span.start - 60) : figure.span.start]
    if not _QUICK.search(before):
        return None
    return figure.value <= _SOON or None
