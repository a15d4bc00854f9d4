"""How something is asked: how many things at once, closed, leading, or with an answer tucked inside."""

from __future__ import annotations

import re
from typing import Final

from wbcoach.grammar import quotations

_WH: Final = r"(?:what|which|who|whom|whose|where|when|why|how)"
_AUX: Final = (
    r"(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|shall|should|may|might|must|isn['’]t|aren['’]t"
    r"|don['’]t|doesn['’]t|didn['’]t|won['’]t|wouldn['’]t|couldn['’]t|shouldn['’]t|haven['’]t|hasn['’]t|wasn['’]t|weren['’]t)"
)
# A further ask behind "and" or a comma: "and where did they go", "who was on the line".
_FURTHER: Final = re.compile(
    rf"(?:,\s+(?:and\s+)?|\band\s+)(?:(?:in|on|at|with|for|from|by|to)\s+)?{_WH}\b", re.IGNORECASE
)
_NEGATIVE_AUX: Final = re.compile(
    r"(?:^|[.!?:,;]\s+(?:and\s+|but\s+|so\s+)?)(?:would|is|are|do|does|did|should|could|can|was|were|have|has)n['’]t\s",
    re.IGNORECASE,
)
_TAG: Final = re.compile(
    r",\s*(?:isn|aren|don|doesn|didn|won|wouldn|wasn|haven)['’]t\s+\w+\?|,\s*(?:right|correct)\?",
    re.IGNORECASE,
)
_PUSHES: Final = re.compile(
    r"\b(?:surely|obviously)\b|\b(?:have|had)\s+you\s+(?:considered|thought|tried)\b|\b(?:do|don['’]t|would|wouldn['’]t)\s+you\s+(?:not\s+)?(?:agree|think)\b|\byou\s+agree\b",
    re.IGNORECASE,
)
_INSIDE: Final = re.compile(
    r"\b(?:such\s+as|for\s+(?:example|instance)|e\.g\.|let['’]s\s+say|like\s+an?\s)", re.IGNORECASE
)
_SENTENCE: Final = re.compile(r"[^.!?]*\?")
_CLOSED: Final = re.compile(rf"(?:and|but|so|or)?,?\s*{_AUX}\s", re.IGNORECASE)
_BIDS: Final = re.compile(
    r"\b(?:tell|show|give)\s+me\b|\b(?:walk|take|talk)\s+me\s+(?:through|to)\b|(?:^|[.:!?]\s+)(?:describe|name|picture|pick)\s",
    re.IGNORECASE,
)
_CONDITION: Final = re.compile(r"(?:if|when|once|suppose|supposing|say)\b", re.IGNORECASE)
_MANY_ASKS: Final = 2


def questions(text: str) -> list[str]:
    """Give the sentences that end in a question mark, quotations left out."""
    for span in reversed(quotations(text)):
        text = f"{text[: span.start]}this{text[span.end :]}"
    return [found[0].strip() for found in _SENTENCE.finditer(text)]


def asks(text: str) -> int:
    """Count what is asked: question marks, and three asks or more in one sentence; a pair that belongs together is one."""
    number = 0
    for question in questions(text):
        further = len(_FURTHER.findall(question))
        number += 1 if further < _MANY_ASKS else 1 + further
    return number


def asks_for_more(text: str) -> bool:
    """Say whether an answer is awaited: a question, or "walk me through it"."""
    return bool(questions(text)) or _BIDS.search(text) is not None


def leads(text: str) -> str:
    """Say how a question leads or carries its own answer; nothing where it doesn't."""
    for question in questions(text):
        if _NEGATIVE_AUX.search(question) or _TAG.search(question) or _PUSHES.search(question):
            return "leads to an answer"
        if inside := _INSIDE.search(question):
            return f"carries an answer: “{inside[0]}”"
    return ""


def closed(text: str) -> bool:
    """Say whether yes or no would do; two readings ("is it A or B?") are a choice and pass."""
    for question in questions(text):
        last = re.split(r":\s+", question)[-1].strip()
        if _CONDITION.match(last):
            last = last.rsplit(", ", 1)[-1]
        if _CLOSED.match(last) and not re.search(r"\bor\b", last, re.IGNORECASE):
            return True
        if not re.search(rf"\b{_WH}\b", question, re.IGNORECASE) and " or " not in question:
            return True
    return False
