"""Define asks for a statement one can keep in mind; a long one hides a bundle, and strays hide the point."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.figures import SOURCE, figures
from wbcoach.grammar import Span
from wbcoach.pitfall import Example, Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "T08"
LENS = "template"
SEVERITY = "minor"
MESSAGE = "The statement is too long, or says things that belong elsewhere."
QUESTION = (
    "Which words could go without the reader losing the customer, the hardship, the moment or the need?"
)
ASKED = "What would a reader lose if “{words}” were gone?"
LOOK_FOR = "More than about 60 words without its data, a main verb that comes very late, or sentences that are neither who, hardship, when, need nor data (project history, requests, deadlines)."
BAD = [
    Example(
        "Today, stage managers of touring operas have to redraw the fly plot by hand when the next house has fewer bars. Please approve this by Friday. Customers need a way to know what will hang before the trucks leave."
    ),
    Example(
        "The project was started in 2024 after a workshop with the guild. Today, organ tuners have to climb into the case with a torch when a single pipe ciphers in the middle of a service. Customers need a way to silence one pipe from the bench."
    ),
    Example(
        "Today, verger teams who look after more than one parish church, which since the merger of the deaneries may lie as far as forty miles from each other and from the office where the keys are kept, have to drive out on the morning of a funeral to see for themselves whether the heating, which in most of the buildings is older than they are and has been mended by whoever was at hand, has come on during the night. Customers need a way to receive mourners in a warm church."
    ),
]
GOOD = [
    Example(
        "Today, stage managers of touring operas have to redraw the fly plot by hand when the next house has fewer bars. In spring 2026 this happened on 17 of 40 dates (tour book). Customers need a way to know what will hang before the trucks leave."
    ),
    Example(
        "Today, volunteer lock keepers on the upper canal who live more than an hour from their lock have to drive out at dusk when a boat reports a gate that will not seat. Customers need a way to tell a jammed gate from a slow one before they set out.",
        (
            ("interview", "It was a branch. It is nearly always a branch."),
            ("lock_log", "2026: 23 of 31 evening drives ended with a branch pulled out by hand."),
        ),
    ),
]

_STRAY = re.compile(
    r"(?:(?:please|kindly|thanks|thank\s+you|cheers|regards|let\s+(?:me|us)\s+know|let['’]s\b|ignore\b|disregard\b|see\s+(?:also|the\s+attached|attached|appendix|above|below|slides?|the\s+deck|page)|attached\s+(?:is|are|you)|cc\b|fyi\b|nb\b|n\.b\.|p\.?s\.?(?=[\s:])|to-?do\b|tbd\b|tbc\b|(?:deadline|due(?:\s+date)?|owner|status|priority|next\s+steps?|action|budget|timeline|eta|target\s+date|sponsor|author|version|epic|labels?|estimate|story\s+points|jira|ticket|assignee|reviewers?)\s*[:=]|approv(?:e|al)\b|sign\s+off\b|reply\b|comment\b|hi\b|hello\b|dear\b|good\s+morning\b|btw\b|by\s+the\s+way\b|note\s+(?:that|to)\b|remember\b|disclaimer\b)"
    r"|(?:this|the|our)\s+(?:problem\s+)?(?:project|initiative|programme|program|epic|workstream|proposal|document|draft|statement|paper|memo|feature|roadmap|backlog\s+item|ticket|idea|topic|steering\s+(?:committee|board|group)|workshop|sponsor|management|leadership|board|ceo|vp|director|head\s+of\s+\w+)\s+(?:was|is|has|had|have|will|started|began|goes|came|comes|wants?|asked|asks|needs|approved|decided|expects|agreed|requested|describes|builds|follows|aims|covers)\b"
    r"|(?:this|it)\s+(?:has\s+(?:already\s+)?been|was)\s+(?:first\s+|already\s+)?(?:discussed|raised|agreed|approved|decided|requested|planned|presented|proposed|written|drafted|brought\s+up|escalated|reviewed|shared)\b"
    r"|(?:(?:in|since|last|back\s+in|early\s+in|during)\s+[^,.]{2,25},?\s+)?(?:we|our\s+team|the\s+team|i)\s+(?:(?:have|had)\s+(?:already\s+|also\s+)?(?:been\s+working|discussed|tried|launched|built|started|introduced|planned|decided|agreed|budgeted|hired)|launched|rebuilt|built|started|introduced|rolled\s+out|migrated|relaunched|acquired|merged|held\s+a\s+workshop|kicked\s+off|(?:would\s+like|hope|plan|propose|aim|intend|are\s+(?:asking|planning|going|hoping))\s+to|(?:ask|request)\s+(?:for|that|you)|look\s+forward|discussed|agreed|decided)\b"
    r"|as\s+(?:discussed|agreed|mentioned|you\s+know|described|noted)\b|more\s+(?:details?|information|background)\s+(?:is|are|can|will)\b|(?:originally|historically|initially|some\s+background|a\s+bit\s+of\s+(?:history|background))\b|i\s+(?:think|believe|hope|feel|would\s+suggest|suggest)\b)",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"(?:background|context|motivation|history|introduction|summary|overview|rationale|executive\s+summary)\s*(?:[.:]|[–—-]\s)",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\([^()]{0,300}\)")
_CLAUSE = re.compile(r";|\s[–—-]\s|—")
_MANY, _TOO_MANY, _LATE = 60, 80, 25


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Look for strays, then count the words of the core and those before its verb."""
    del evidence
    stray = _stray(statement)
    if stray is not None:
        yield Hit(stray, 0.75)
        return
    size = _core_size(statement)
    if size > _MANY:
        yield Hit(None, 0.9 if size > _TOO_MANY else 0.65, f"It has {size} words without its data.")
        return
    if _HEADING.match(statement.text, statement.whole.start) and statement.slots.problem is not None:
        yield Hit(None, 0.62)
        return
    late = _late_verb(statement)
    if late is not None:
        yield Hit(late, 0.65)


def _stray(statement: Statement) -> Span | None:
    """Find a sentence that is no part of the slots and speaks to the reader or of the project."""
    slots = statement.slots
    kept = [
        slot for slot in (slots.customer, slots.problem, slots.situation, slots.need, slots.proposal) if slot
    ]
    if slots.need is None and not slots.opened and slots.proposal is None:
        return None
    for sentence in statement.sentences[:20]:
        if any(slot.overlaps(sentence) for slot in kept) or statement.quoted(sentence):
            continue
        if _STRAY.match(statement.text, sentence.start, sentence.end):
            return sentence
    return None


def _core_size(statement: Statement) -> int:
    """Count words, leaving out asides and the clauses that give data."""
    words = statement.words()
    if len(words) <= _MANY:
        return 0
    text = statement.text
    out = [Span(m.start(), m.end()) for m in _ASIDE.finditer(text)]
    told = [figure for figure in figures(text) if figure.measures]
    slots = statement.slots
    core = [slot for slot in (slots.problem, slots.need) if slot]
    for sentence in statement.sentences:
        start = sentence.start
        for cut in (*_CLAUSE.finditer(text, sentence.start, sentence.end), None):
            end = cut.start() if cut else sentence.end
            clause = Span(start, end)
            start = cut.end() if cut else end
            if any(clause.covers(slot) for slot in core):
                continue
            if any(clause.covers(one.span) for one in told) or SOURCE.search(text, clause.start, clause.end):
                out.append(clause)
    return sum(1 for word in words if not any(span.start <= word.start < span.end for span in out))


def _late_verb(statement: Statement) -> Span | None:
    """Find the words that keep the reader waiting for the verb of the hardship."""
    slots = statement.slots
    if slots.problem is None or slots.hardship not in {"must", "cannot", "suffers"}:
        return None
    sentence = next((s for s in statement.sentences if s.start <= slots.problem.start < s.end), None)
    if sentence is None or sentence.start >= slots.problem.start:
        return None
    start = sentence.start
    for cut in _CLAUSE.finditer(statement.text, sentence.start, slots.problem.start):
        start = cut.end()
    lead = Span(start, slots.problem.start)
    if not lead or len(statement.words(lead)) <= _LATE:
        return None
    return slots.customer or lead
