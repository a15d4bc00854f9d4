"""What an author's line is: a command, wording for the draft, an answer, pressure, or the end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from wbcoach.conversation.names import COMMANDS
from wbcoach.conversation.pressure import Pressure, pressure
from wbcoach.conversation.witness import witness
from wbcoach.grammar import sentences, words
from wbcoach.lexicon import names_people
from wbcoach.screening import language
from wbcoach.statement import Statement

Kind = Literal[
    "command", "draft", "answer", "yes", "no", "unknown", "declined", "enough", "more", "pressure",
    "language", "nothing",
]  # fmt: skip


@dataclass(frozen=True)
class Heard:
    """An author's line: its kind, a command's name and rest, the sort of pressure, whether it is an account, and whether it only claims one."""

    kind: Kind
    name: str = ""
    rest: str = ""
    pressure: Pressure | None = None
    observed: bool = False
    claimed: bool = False


_CODE: Final = r"(?P<code>[A-Za-z]\d\d)"
_LEAD: Final = r"(?:please\s+|ok(?:ay)?,?\s+|can\s+you\s+|could\s+you\s+|now\s+)*"
_PLAIN: Final[tuple[tuple[str, str], ...]] = (
    ("waive", rf"(?:waive|ignore)\s+{_CODE}\b[\s:,–—-]*(?P<rest>.*)"),
    ("why", rf"why\s+(?:is\s+(?:it\s+)?)?{_CODE}\b.*|explain\s+(?P<code2>[A-Za-z]\d\d)\b.*"),
    ("draft", r"(?:show|see|print)\s+(?:me\s+)?(?:the|my)\s+draft|(?:the\s+)?draft"),
    ("counter", r"(?:show\s+me\s+|what(?:'s|\s+is)\s+)?(?:the\s+)?(?:counter[- ]?evidence|evidence\s+against|(?:what\s+)?speaks?\s+against\s+(?:it|this))"),
    ("evidence", r"(?:show\s+me\s+|see\s+|what(?:'s|\s+is)\s+)?(?:the\s+)?evidence"),
    ("rewrite", r"(?:rewrite|reword)(?:\s+(?:it|this|that|the\s+draft))?|(?:offer|suggest)\s+(?:me\s+)?(?:a\s+|some\s+)?wording"),
    ("progress", r"(?:show\s+me\s+)?(?:the\s+|my\s+)?progress|how\s+far\s+(?:are|am)\s+(?:we|i)"),
    ("park", r"park(?:\s+(?:it|this|that))?(?:\s+for\s+(?:now|later))?"),
    ("undo", r"undo(?:\s+(?:it|that|this))?|take\s+that\s+back"),
    ("save", r"save(?:\s+(?:it|this))?"),
    ("export", r"export(?:\s+(?:it|this|as|to))*(?:\s+(?P<rest2>md|markdown|json|html))?(?:,?\s*(?:please|thanks?|thank\s+you))?"),
    ("quit", r"quit|exit|bye|good\s*bye"),
    ("help", r"help|what\s+can\s+i\s+(?:do|say)"),
)  # fmt: skip
_COMMANDS: Final = [
    (name, re.compile(rf"\s*{_LEAD}(?:{pattern})\s*[.!?]*\s*\Z", re.IGNORECASE | re.DOTALL))
    for name, pattern in _PLAIN
]
_WAIVE_INSIDE: Final = re.compile(
    rf"\b(?:waive|ignore)\s+{_CODE}\b\s*(?::|,?\s*(?:because|since|as)\b|[–—-]+)\s*(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
_START: Final = re.compile(
    r"(?:^|[.:;!?,]\s+|[\"“]|\n\s*)(?=(?:today|currently|at\s+present|nowadays|right\s+now)\b[\s,]+\S+|customers?\s+needs?\b|as\s+an?\s+\w+)",
    re.IGNORECASE,
)
_NEED: Final = re.compile(r"customers?\s+needs?\b", re.IGNORECASE)
_ENOUGH: Final = re.compile(
    r"\b(?:that(?:['’]s|\s+is|['’]ll\s+do|\s+will\s+do)\s*(?:fine|enough|all|it)|enough\s+(?:for|of|now)|i(?:['’]ve|\s+have)\s+had\s+enough|(?:i|we)\s+(?:have|got|need)\s+to\s+(?:go|run|leave)(?=\s*(?:[.,;!]|\Z|now\b|home\b|soon\b))"
    r"|(?:let(?:['’]s|\s+us|\s+me)\s+)?(?:stop|finish|wrap)\s+(?:here|now|it\s+up|this\s+up)|let(?:['’]s|\s+us)\s+(?:stop|leave\s+it|end|finish)|call\s+it\s+a\s+day|i(?:['’]m|\s+am)\s+(?:done|off|out)|another\s+(?:day|time))\b|^\s*(?:stop|enough|done)\b|^\s*(?:no\s+more|nothing\s+(?:more|else)|that\s+is\s+all)(?:\s+(?:to\s+(?:say|add|tell)|questions?|please|thanks?))*\W*\Z",
    re.IGNORECASE,
)
_MORE: Final = re.compile(
    r"\s*(?:go\s+on|continue|carry\s+on|keep\s+going|next|another\s+round|ask\s+(?:me\s+)?more)\s*[.!]*\s*\Z",
    re.IGNORECASE,
)
_DECLINED: Final = re.compile(
    r"\b(?:(?:rather|sooner)\s+(?:not|keep)|no\s+comment|none\s+of\s+your|keep(?:ing)?\s+(?:it|that|this)\s+to\s+myself|not\s+(?:going\s+to|gonna)\s+(?:say|answer|tell|discuss)"
    r"|won['’]t\s+(?:go|say|answer|tell|discuss)|(?:don['’]t|do\s+not)\s+(?:want|wish|care)\s+to\s+(?:say|answer|tell|discuss)|next\s+question)\b|^\s*(?:skip|pass)\b",
    re.IGNORECASE,
)
_UNKNOWN: Final = re.compile(
    r"\b(?:(?:don['’]t|do\s+not|dunno|can['’]t|cannot|couldn['’]t|wouldn['’]t)\s+(?:really\s+|actually\s+|even\s+)?(?:know|tell|say|remember|get\s+(?:it|that))|dunno|no\s+way\s+(?:to\s+know|of\s+knowing)|(?:nobody|no\s+one)\s+(?:has(?!\s+to\b)|knows|counts?|writes|keeps|tracks|measures|records)"
    r"|no\s+(?:idea|clue|records?|figures?|numbers?)|(?:not|n['’]t)\s+(?:a|the\s+faintest)\s+(?:clue|idea)|not\s+sure|unsure|beats\s+me|never\s+(?:been\s+)?(?:counted|measured|tracked|written|looked)|(?:be|just|am|was)\s+(?:inventing|guessing|making)|(?:i|we)\s+(?:made\s+(?:it|that)\s+up|invented\s+(?:it|that))|my\s+gut)\b",
    re.IGNORECASE,
)
_YES: Final = re.compile(
    r"\s*(?:(?:yes|yep|yeah|yup|right|correct|exactly|sure|ok(?:ay)?|fine|good|great|true|you\s+did|indeed|keep(?:\s+it)?|take\s+it|accept(?:ed)?|looks\s+good|(?:i\s+)?(?:suppose|think|guess|believe)(?:\s+so)?|(?:that|it|this)?\s*is(?:\s+so)?|you\s+(?:read|got)\s+(?:it|me)(?:\s+right)?|that(?:['’]s|\s+is)\s+(?:it|right|correct))[\s,.!]*)+\Z",
    re.IGNORECASE,
)
_NO: Final = re.compile(
    r"\s*(?:(?:no|nope|nah|wrong|not\s+(?:quite|really|at\s+all)|you\s+did\s+not|back|go\s+back|drop\s+it|reject(?:ed)?)[\s,.!]*)+\Z",
    re.IGNORECASE,
)
_OTHERS: Final = frozenset("they he she it who which that".split())
_SUBJECT_WITHIN: Final = 4
_FOREIGN_FROM: Final = 3
_SHORT: Final = 9
_PRONOUNS: Final = frozenset("i we they he she it you this that".split())


def hear(line: str, *, has_draft: bool) -> Heard:
    """Say what a line is; without a draft yet, what reads as a statement is one, however it opens."""
    text = line.strip()
    if not any(map(str.isalnum, text)):
        return Heard("nothing")
    if text.startswith("/"):
        return _slash(text)
    if wording(text) or (not has_draft and reads_as_draft(text) and not _is_talk(text)):
        return Heard("draft", rest=text)
    command = _command(text)
    if command:
        return command
    return _talk(text)


def _talk(text: str) -> Heard:
    put = pressure(text)
    seen = witness(text)
    observed = seen == "account"
    if put == "orders":
        return Heard("pressure", pressure=put)
    if _MORE.match(text):
        return Heard("more")
    if len(words(text)) >= _FOREIGN_FROM and language(text) not in ("en", "und"):
        return Heard("language")
    checks: tuple[tuple[Kind, re.Pattern[str]], ...] = (
        ("enough", _ENOUGH),
        ("declined", _DECLINED),
        ("yes", _YES),
        ("no", _NO),
    )
    for kind, sign in checks:
        if sign.search(text) if kind in ("enough", "declined") else sign.match(text):
            return Heard(kind)
    if put and not observed:
        return Heard("pressure", pressure=put)
    if _not_known(text) and not observed:
        return Heard("unknown")
    return Heard("answer", observed=observed, claimed=seen == "claim")


def _not_known(text: str) -> bool:
    """Say whether the author doesn't know; "they can't tell who paid" and "so that nobody has to walk" say no such thing."""
    for found in _UNKNOWN.finditer(text):
        clause = re.split(r"[.;,:]", text[: found.start()])[-1]
        before = words(clause)[-_SUBJECT_WITHIN:]
        other = any(word.low in _OTHERS or names_people(word.low) for word in before)
        if not other:
            return True
    return False


def wording(text: str) -> str:
    """Give the wording in a line, without what leads up to it ("Fine: Customers need ..."); empty where there is none."""
    found = _START.search(text)
    if found is None:
        return ""
    told = text[found.end() :].strip().rstrip('"”').strip()
    first = sentences(told)[0].of(told)
    slots = Statement.parse(first).slots
    whole = slots.need or (slots.problem and slots.customer) or (slots.customer and len(sentences(told)) > 1)
    return told if whole else ""


def merged(draft: str, new: str) -> str:
    """Put new wording into a draft: one sentence takes the place of its like, two take the place of all."""
    old = [span.of(draft) for span in sentences(draft)]
    fresh = [span.of(new) for span in sentences(new)]
    if len(fresh) != 1 or not old:
        return " ".join(new.split())
    need = next((at for at, one in enumerate(old) if _NEED.match(one)), None)
    if _NEED.match(new):
        kept = old[:need] if need is not None else old
        return " ".join([*kept, new])
    return " ".join([new, *(old[need:] if need is not None else old[1:])])


def reads_as_draft(text: str) -> bool:
    """Say whether a first message is a draft: a story, a job, a statement in any form; not a greeting or a hunch.

    What is told of "they" or "we" is an answer until it names somebody.
    """
    statement = Statement.parse(text)
    slots = statement.slots
    named = slots.customer is not None and slots.customer.of(text).lower() not in _PRONOUNS
    return (
        statement.format not in ("free", "template")
        or bool(slots.need or slots.proposal)
        or (named and bool(slots.problem))
    )


def _is_talk(text: str) -> bool:
    return len(words(text)) < _SHORT and _talk(text).kind != "answer"


def _slash(text: str) -> Heard:
    name, _, rest = text[1:].partition(" ")
    name = name.strip().lower()
    return Heard(
        "command", name if name in COMMANDS else "unknown", rest.strip() if name in COMMANDS else name
    )


def _command(text: str) -> Heard | None:
    inside = _WAIVE_INSIDE.search(text)
    if inside:
        return Heard("command", "waive", f"{inside['code']} {inside['rest']}")
    for name, pattern in _COMMANDS:
        found = pattern.match(text)
        if found:
            groups = found.groupdict()
            code = groups.get("code") or groups.get("code2") or ""
            rest = groups.get("rest") or groups.get("rest2") or ""
            return Heard("command", name, f"{code} {rest}".strip())
    return None
