"""A customer who is nobody in particular can't be recruited, counted or pictured."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.figures import figures
from wbcoach.grammar import Span
from wbcoach.lexicon import GENERIC_PEOPLE, names_people
from wbcoach.pitfall import Example, Hit
from wbcoach.vocabulary.breadth import FIELDS, signs, wide_act, wide_customer, wide_moment
from wbcoach.vocabulary.phrases import JOINS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "N01"
LENS = "need"
SEVERITY = "major"
MESSAGE = "The customer could be anybody."
QUESTION = "Which of them, and what do these do that other users do not?"
ASKED = "Which people among “{words}”, and what do these do that the others do not?"
LOOK_FOR = "The customer is 'users', 'customers' or 'people' with nothing that narrows it; not the template's own 'Customers need a way to'."
BAD = [
    Example(
        "Today, users have to re-type an address when a parcel goes to a second home. Customers need a way to send things where they will be."
    ),
    Example(
        "Currently, people must phone three offices when a bin is missed. They need a way to know whose bin it is."
    ),
    Example("As a customer, I want to compare two mattresses, because I cannot lie on either of them."),
]
GOOD = [
    Example(
        "Today, users of the night bus who change in the city have to guess the platform when a stop is closed for works. Customers need a way to be on the right side of the road in time.",
        (
            ("interview", "I cross twice, and the second time I watch it leave."),
            ("ops_log", "May 2026: 22 closures, none announced at the stop."),
        ),
    ),
    Example(
        "Today, triage nurses have to open each photograph when a skin clinic is overbooked. Customers need a way to see the urgent ones first.",
        (
            ("interview", "It is the last one that frightens me."),
            ("clinic_log", "June 2026: 6 of 140 urgent photographs waited two days."),
        ),
    ),
]

_UNNARROWING = frozenset(
    "the our their your all most many some several various different modern busy everyday ordinary average regular typical today's everyone's every any each existing current new valued loyal normal real end potential"
    " smart other more these those online digital business general countless numerous few as of lots lot plenty a an lot's two-thirds millions thousands hundreds majority"
    " app platform system portal website web site software product service mobile internet tool data it tech corporate prospective occasional frequent contemporary present-day 21st-century actual typical-day so-called average-joe".split()
)
_COLLECTIVES = frozenset(
    "businesses companies organisations organizations consumers employees stakeholders individuals humans".split()
)
_GUESTS = frozenset("visitors viewers shoppers subscribers".split())
_MEDIA = frozenset("app platform portal website web site online mobile digital internet".split())
_FIRM_SIDE = frozenset("clients client customers customer kids members visitors".split())
_NARROWED = re.compile(
    r"\s*,?\s*(?:who|whose|that|which|with|without|from|aged|at|on|under|over|living|working|using|travelling|waiting|of|in|above|whom|affected|registered|enrolled|staying|sharing|holding|trying|new\s+to)\b",
    re.IGNORECASE,
)
_EVERYONE = re.compile(
    r"\b(?:everyone|everybody|anyone|anybody|all\s+(?:stakeholders|users|customers|people))\b", re.IGNORECASE
)
_SERVED = re.compile(
    r"\b(?:for|delights?|helps?|lets?|enables?|serves?|so(?:\s+that)?)\s+(?:all\s+(?:our\s+)?|our\s+|the\s+|more\s+)?(?P<who>people|users|customers|everyone|everybody|folks?|consumers|end[\s-]users)\b(?!\s+(?:who|whose|that|with|without|from|aged|at|of|on\s+the|in\s+the|under|over|living|using|\w+ing)\b)",
    re.IGNORECASE,
)
_STOOD_IN = frozenset("people users folk folks everyone everybody anyone anybody consumers".split())
_SERVED_ALL = frozenset("user users customer customers consumer consumers client clients".split())
_TOLD = ("must", "cannot")


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Look at the head of the customer and at what, if anything, narrows it."""
    del evidence
    text, slots = statement.text, statement.slots
    customer = slots.customer
    if customer is None or not any(names_people(word.low) for word in statement.words(customer)):
        yield from _elsewhere(statement)
        return
    if statement.quoted(customer):
        return
    wide = _EVERYONE.match(text, customer.start, customer.end)
    if wide:
        yield from _everyone(statement, customer, Span(wide.start(), wide.end()))
        return
    customer = _counted_out(statement, customer)
    low = [word.low for word in statement.words(customer)]
    narrowing = [word for word in low if word not in _UNNARROWING]
    if len(narrowing) != 1 or low[-1] != narrowing[0]:
        if low and low[-1] in _SERVED_ALL and len(narrowing) == 2 and narrowing[0] in FIELDS:
            yield Hit(customer, 0.62)  # "the modern mobility customer"
        return
    head = narrowing[0]
    if head in {"they", "others", "persona", "personas"}:
        return
    single = head in {"someone", "somebody"} and slots.hardship not in _TOLD
    if _NARROWED.match(text, customer.end) or single or _others(statement, head):
        yield Hit(customer, 0.45)
    elif head in GENERIC_PEOPLE:
        yield Hit(customer, 0.9)
    elif head in _COLLECTIVES or (head in _GUESTS and set(low) & _MEDIA):
        yield Hit(customer, 0.65)
    elif names_people(head):
        yield Hit(customer, 0.4)


def _counted_out(statement: Statement, customer: Span) -> Span:
    """Leave off a share, which narrows nobody: of "14% of customers", "customers"."""
    shares = [figure.span for figure in figures(statement.text) if figure.unit in ("percent", "share")]
    told = [share for share in shares if share.start == customer.start and share.end < customer.end]
    rest = [word for word in statement.words(customer) if told and word.start >= told[0].end]
    rest = rest[1:] if rest and rest[0].low == "of" else rest
    return Span(rest[0].start, customer.end) if rest else customer


def _everyone(statement: Statement, customer: Span, pronoun: Span) -> Iterator[Hit]:
    """Weigh "everyone ...": what follows narrows it only where it tells of an act or a moment of its own."""
    slots = statement.slots
    tail = statement.words(Span(pronoun.end, customer.end)) if customer.end > pronoun.end else []
    if not tail:
        yield Hit(customer, 0.4 if _WOULD.match(statement.text, customer.end) else 0.85)
        return
    wide = wide_customer(statement, customer) >= _WIDE
    vague = wide_act(statement, slots.problem) or wide_moment(statement) or len(tail) <= _SHORT
    if slots.problem and signs(statement.text, slots.problem):
        vague = True
    yield Hit(customer, 0.65 if wide and vague else 0.5 if wide else 0.4)


_WOULD = re.compile(r"\s*(?:would|might|may|could)\b", re.IGNORECASE)
_WIDE, _SHORT = 0.5, 2


def _others(statement: Statement, head: str) -> bool:
    """Say whether it is others whose need is told, so that "clients" are only those they serve."""
    subject = statement.slots.need_subject
    if subject is not None:
        low = [word.low for word in statement.words(subject)]
        size = next((i for i, word in enumerate(low) if word in JOINS), len(low))
        if size and names_people(low[size - 1]) and low[size - 1] not in GENERIC_PEOPLE:
            return True
    if head not in _FIRM_SIDE or statement.slots.hardship in _TOLD:
        return False
    own = statement.slots.customer
    stop = subject.start if subject else statement.whole.end
    if own is None or own.end >= stop:
        return False
    return any(
        names_people(word.low) and word.low not in GENERIC_PEOPLE and word.low.endswith("s")
        for word in statement.words(Span(own.end, stop))
    )


def _elsewhere(statement: Statement) -> Iterator[Hit]:
    """Look for whom it is meant where the hardship names nobody: "people need snacks", "seamless for everyone"."""
    text, slots = statement.text, statement.slots
    subject = slots.need_subject
    if subject is not None and not statement.is_story:
        low = [word.low for word in statement.words(subject) if word.low not in _UNNARROWING]
        if len(low) == 1 and low[0] in _STOOD_IN and not _NARROWED.match(text, subject.end):
            yield Hit(subject, 0.62)
        return
    if statement.format == "hmw":
        match = _SERVED.search(text)
        if match and not statement.quoted(Span(match.start(), match.end())):
            yield Hit(Span(match.start("who"), match.end("who")), 0.64)
