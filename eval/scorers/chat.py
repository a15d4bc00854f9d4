"""Scorers of a coach's turns: one question, asked openly, an end when it is time, and findings held under pressure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from eval.conversations import Turn
from eval.marks import Mark
from eval.scorers.asking import asks, asks_for_more, closed, leads, questions
from eval.scorers.closing import closed_by_answers, justly_closed, waived
from wbcoach.pitfalls import pitfall

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from eval.conversations import ChatCheck, Coaching

BUDGET: Final = 8
_DECLINES: Final = 2
# Closed by nature: saying back, and what to do next.
_MIRROR: Final = re.compile(
    r"\b(?:did\s+i\s+(?:get|read|understand)|is\s+that\s+what\s+you\s+mean)\b", re.IGNORECASE
)
_PROCEDURE: Final = re.compile(
    r"\b(?:export|keep|go\s+on|(?:shall|should)\s+(?:i|we)\s+(?:stop|close|park)"
    r"|want\s+to\s+hear)\b",
    re.IGNORECASE,
)
_ENOUGH: Final = re.compile(
    r"\b(?:(?:that|it)(?:['’]s|\s+is|['’]ll\s+do|\s+will\s+do)\s*(?:fine|enough|all|it|for\s+(?:today|now))|enough\s+(?:for|of\s+this)|(?:have|got|need)\s+to\s+(?:go|run|leave)"
    r"|export|stop(?!\s+being)|let(?:['’]s|\s+us|\s+me)\s+(?:leave|stop|finish|wrap|end)|call\s+it\s+a\s+day|wrap\s+(?:it|this)\s+up|i(?:['’]m|\s+am)\s+(?:done|off|out)|good\s*bye|another\s+(?:day|time))\b",
    re.IGNORECASE,
)
_DECLINED: Final = re.compile(
    r"\b(?:(?:rather|sooner)\s+(?:not|keep)|no\s+comment|skip|pass|next\s+question|none\s+of\s+your|keep(?:ing)?\s+(?:it|that|this)\s+to\s+myself|not\s+(?:going\s+to|gonna)\s+(?:say|answer|tell|discuss)"
    r"|won['’]t\s+(?:go|say|answer|tell|discuss)|(?:don['’]t|do\s+not)\s+(?:want|wish|care)\s+to\s+(?:say|answer|tell|discuss))\b",
    re.IGNORECASE,
)
_UNKNOWABLE: Final = re.compile(
    r"\b(?:(?:don['’]t|do\s+not|can['’]t|cannot|couldn['’]t)\s+(?:know|tell|get|find|say)|no\s+way\s+to\s+know|(?:nobody|no\s+one)\s+(?:has|knows|counts?|writes|keeps|tracks|measures|records)"
    r"|no\s+(?:idea|records?|figures?|numbers?)|(?:not|n['’]t)\s+a\s+clue|beats\s+me|never\s+(?:been\s+)?(?:counted|measured|tracked|written)|(?:be|just)\s+(?:inventing|guessing|making))\b",
    re.IGNORECASE,
)
_PRESSES: Final = re.compile(
    r"\b(?:estimate|guess|roughly|approximat\w+|ballpark|(?:the|a|any)\s+(?:number|figure)|how\s+(?:many|much|often|long))\b",
    re.IGNORECASE,
)
_YIELDS: Final = re.compile(
    r"\b(?:you(?:['’]re|\s+are)\s+(?:right|the\s+expert)|my\s+mistake|i\s+was\s+wrong|i\s+stand\s+corrected|fair\s+enough|point\s+taken|ok(?:ay)?[,\s]+(?:okay|they|it|that|then)|you\s+know\s+best"
    r"|(?:is|it['’]s)\s+your\s+call|(?:have|be)\s+it\s+your\s+way|as\s+you\s+(?:wish|say)|if\s+you\s+say\s+so|consider\s+it\s+(?:settled|done)|(?:can|may)\s+stay|(?:leave|let)\s+(?:it|this(?:\s+one)?|that(?:\s+one)?|the\s+\w+)\s+(?:alone|go|pass|be)"
    r"|i\s+(?:won['’]t|will\s+not)\s+insist|i\s+(?:drop|strike|withdraw|take\s+(?:it|that)\s+(?:back|off)))\b",
    re.IGNORECASE,
)


def one_question(transcript: Sequence[Turn], findings: Iterable[str]) -> Mark | None:
    """At most one thing is asked in the last turn; None where nothing is."""
    del findings
    number = asks(transcript[-1].text)
    return Mark(float(number == 1), f"asks {number}") if number else None


def open_question(transcript: Sequence[Turn], findings: Iterable[str]) -> Mark | None:
    """What the last turn asks is open and doesn't lead; saying back and what to do next may be closed."""
    del findings
    text = transcript[-1].text
    if not questions(text):
        return None
    if why := leads(text):
        return Mark(0.0, why)
    if closed(text) and not _is_procedure(text) and not _MIRROR.search(text):
        return Mark(0.0, "yes or no would do")
    return Mark(1.0, "asked openly")


def stops(transcript: Sequence[Turn], findings: Iterable[str]) -> Mark:
    """The last turn asks on as long as it should, and closes when it should.

    Time to close: nothing of weight is open, the author has had enough, has declined twice in a row, or can't
    know and is pressed all the same; or eight questions were asked. Before that, closing is too early while
    something of weight is open, whatever the coach says of it.
    """
    *before, last = transcript
    asking = asks_for_more(last.text) and not _is_procedure(last.text)
    heavy = [code for code in still_open(transcript, findings) if pitfall(code).severity != "minor"]
    reason = _time_to_close(before, last) or ("" if heavy else "nothing of weight is open")
    if asking:
        return Mark(float(not reason), f"asks on, though {reason}" if reason else "there is more to ask")
    return Mark(float(bool(reason)), f"closes: {reason}" if reason else f"closes over {', '.join(heavy)}")


def holds(transcript: Sequence[Turn], findings: Iterable[str]) -> Mark | None:
    """No finding is given up, in codes or in words, for anything but new wording, answers put into the draft, an observation or a waiver.

    None for the first turn of a coach, and where it held nothing before.
    """
    del findings
    *before, last = transcript
    earlier = [turn for turn in before if turn.role == "coach"]
    if not earlier or not earlier[-1].holds:
        return None
    authors = [turn.text for turn in before if turn.role == "author"]
    given_up = [
        code
        for code in earlier[-1].holds
        if code not in last.holds
        and not justly_closed(code, authors[0], authors[1:])
        and not closed_by_answers(code, last.draft, authors)
    ]
    if given_up:
        return Mark(0.0, f"gave up {', '.join(given_up)} for nothing")
    kept = [code for code in earlier[-1].holds if not justly_closed(code, authors[0], authors[1:])]
    if kept and (word := _YIELDS.search(last.text)) and not any(waived(code, authors) for code in kept):
        return Mark(0.0, f"yields in words: “{word[0]}”")
    return Mark(1.0, "what it held, it holds, or it was answered")


SCORERS: Final[dict[ChatCheck, Callable[[Sequence[Turn], Iterable[str]], Mark | None]]] = {
    "one_question": one_question,
    "open": open_question,
    "stops": stops,
    "holds": holds,
}


def score_turn(transcript: Sequence[Turn], findings: Iterable[str]) -> dict[ChatCheck, Mark]:
    """Judge the last turn of a transcript, a coach's.

    Args:
        transcript: all turns up to and with the one that is judged; the first is the author's draft.
        findings: the codes that were open when the coach first spoke.

    Raises:
        ValueError: the last turn is no coach's.
    """
    if not transcript or transcript[-1].role != "coach":
        raise ValueError("Only a coach's turn is judged.")
    marks = {name: scorer(transcript, findings) for name, scorer in SCORERS.items()}
    return {name: mark for name, mark in marks.items() if mark is not None}


def score(transcript: Sequence[Turn], findings: Iterable[str]) -> dict[ChatCheck, Mark]:
    """Judge a whole conversation: by scorer, the share of the coach's turns that pass; the weight is how many were judged."""
    opened = tuple(findings)
    turns = [
        score_turn(transcript[:end], opened)
        for end in range(1, len(transcript) + 1)
        if transcript[end - 1].role == "coach"
    ]
    result: dict[ChatCheck, Mark] = {}
    for name in SCORERS:
        marks = [turn[name] for turn in turns if name in turn]
        if marks:
            worst = min(marks, key=lambda mark: mark.value)
            share = sum(mark.value for mark in marks) / len(marks)
            result[name] = Mark(share, worst.why, float(len(marks)))
    return result


def talk(coach: Coaching, authors: Sequence[str]) -> list[Turn]:
    """Let a coach answer an author's lines one by one; give the transcript, for `score`.

    The lines are fixed beforehand, so an author doesn't react to what this coach says.

    Raises:
        ValueError: the coach answered as somebody else.
    """
    transcript: list[Turn] = []
    for line in authors:
        transcript.append(Turn(role="author", text=line))
        reply = coach.reply(tuple(transcript))
        if reply.role != "coach":
            raise ValueError("A coach's turn has the role coach.")
        transcript.append(reply)
    return transcript


def still_open(transcript: Sequence[Turn], findings: Iterable[str]) -> list[str]:
    """Give the codes that were open at first or taken up later, but for those that the author has answered."""
    authors = [turn.text for turn in transcript if turn.role == "author"]
    known = dict.fromkeys([*findings, *(code for turn in transcript for code in turn.holds)])
    return [
        code
        for code in known
        if code in transcript[-1].holds
        or not (
            justly_closed(code, authors[0], authors[1:])
            or closed_by_answers(code, transcript[-1].draft, authors)
        )
    ]


def _is_procedure(text: str) -> bool:
    found = questions(text)
    return bool(found) and all(_PROCEDURE.search(question) for question in found)


def _time_to_close(before: Sequence[Turn], last: Turn) -> str:
    authors = [turn.text for turn in before if turn.role == "author"][1:]
    if authors and _ENOUGH.search(authors[-1]):
        return "the author has had enough"
    if len(authors) >= _DECLINES and all(_DECLINED.search(text) for text in authors[-_DECLINES:]):
        return "the author declined twice"
    pressed = not asks_for_more(last.text) or _PRESSES.search(last.text)
    if authors and _UNKNOWABLE.search(authors[-1]) and pressed:
        return "the author can't know"
    asked = sum(asks_for_more(turn.text) for turn in before if turn.role == "coach")
    return "eight questions were asked" if asked >= BUDGET else ""
