"""Claims with a figure that a record bears out or doesn't, each put to the check that a model's figures pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Final

from eval.adversarial.altered import SEED
from eval.marks import Mark
from wbcoach.grounding import unsupported_numbers

if TYPE_CHECKING:
    from wbcoach.coach import Coach

# Figures that the record bears out and that are kept, and strange ones that are refused.
RIGHT, WRONG = "kept", "refused"
BARS: Final = {RIGHT: 0.98, WRONG: 1.0}
_OF_A_KIND: Final = 30
# Who, what happened to them, and what was counted; invented, as are all figures.
_TRADES: Final = (
    ("ferry stewards", "recounts", "were done by hand", "sailings"),
    ("piano teachers", "lessons", "were moved on the day", "weeks"),
    ("ward clerks", "letters", "came back unread", "clinics"),
    ("roofers", "quotes", "were written anew", "sites"),
    ("librarians", "loans", "were renewed by phone", "branches"),
    ("beekeepers", "hives", "were opened for nothing", "apiaries"),
)
_SMALL: Final = "zero one two three four five six seven eight nine ten eleven twelve".split()


@dataclass(frozen=True)
class Claim:
    """A sentence with a figure, the record it leans on, and whether the record bears the figure out."""

    id: str
    kind: str
    text: str
    record: str
    borne_out: bool


_Made = tuple[str, str]


def claims() -> list[Claim]:
    """Give thirty claims of each kind, the same each time."""
    dice = Random(SEED)  # noqa: S311  a fixed draw, nothing secret
    found = []
    for borne_out, rules in ((True, _BORNE_OUT), (False, _STRANGE)):
        for kind, make in rules.items():
            made: dict[_Made, None] = {}
            while len(made) < _OF_A_KIND:
                made.update(dict.fromkeys(make(dice)))
            for number, (text, record) in enumerate(list(made)[:_OF_A_KIND], start=1):
                name = f"numbers-{kind.replace(' ', '-')}-{number:03d}"
                found.append(Claim(name, kind, text, record, borne_out))
    return found


def run(_coach: Coach) -> list[tuple[str, dict[str, Mark]]]:
    """Check all claims; the check needs no parts of the coach."""
    return [(one.id, score(one, unsupported_numbers(one.text, [one.record]))) for one in claims()]


def score(case: Claim, strange: list[str]) -> dict[str, Mark]:
    """Score a check: nothing is strange about a figure that the record bears out, something is about any other."""
    name = RIGHT if case.borne_out else WRONG
    told = f"{case.kind}: {', '.join(strange) or 'borne out'}"
    return {name: Mark(float(bool(strange) != case.borne_out), told)}


def _counted(dice: Random) -> tuple[str, str, int, int]:
    """Draw a trade, and n of N with N in the hundreds or thousands."""
    _, things, fate, _ = dice.choice(_TRADES)
    whole = dice.randint(210, 9890)
    return things, fate, dice.randint(whole // 20, whole * 9 // 10), whole


def _record(things: str, fate: str, part: int, whole: int) -> str:
    return f"Jan-Jun 2026: {part:,} of {whole:,} {things} {fate}."


def _as_told(dice: Random) -> Iterator[_Made]:
    """Repeat the count, the base or both, with or without a comma."""
    things, fate, part, whole = _counted(dice)
    record = _record(things, fate, part, whole)
    yield f"{part:,} {things} {fate}.", record
    yield f"{part} of {whole} {things} {fate}.", record
    yield f"It looks at {whole:,} {things}.", record


def _in_words(dice: Random) -> Iterator[_Made]:
    """Turn digits to words and back."""
    people, things, fate, places = dice.choice(_TRADES)
    few = dice.randint(3, 12)
    yield f"{_SMALL[few].capitalize()} {things} {fate}.", f"{few} {things} {fate}, said the {people}."
    yield f"At {few} {places} {things} {fate}.", f"At {_SMALL[few]} {places} {things} {fate}."


def _rounded(dice: Random) -> Iterator[_Made]:
    """Leave out the last digit or the decimals; each is off by less than 2%, a time by less than 3%."""
    things, fate, part, whole = _counted(dice)
    if part > 1000:
        yield f"About {round(part, -2):,} {things} {fate}.", _record(things, fate, part, whole)
    tenths = dice.randint(101, 899) / 10
    yield f"{round(tenths + 1e-9)}% of {things} {fate}.", f"June 2026: {tenths}% of {things} {fate}."
    hours = dice.randint(2, 9)
    took = hours * 60 + dice.choice((-2, -1, 1, 2))
    yield f"It took them {hours} hours.", f"Diary, May 2026: it took them {took} minutes."


def _derived(dice: Random) -> Iterator[_Made]:
    """Work out the share of n of N, to a whole percent or one decimal."""
    things, fate, part, whole = _counted(dice)
    record = _record(things, fate, part, whole)
    yield f"{round(100 * part / whole)}% of {things} {fate}.", record
    yield f"{100 * part / whole:.1f}% of {things} {fate}.", record
    quarters = 4 * dice.randint(5, 90)
    yield f"A quarter of the {things} {fate}.", f"{quarters // 4} of {quarters} {things} {fate}."


def _same_unit(dice: Random) -> Iterator[_Made]:
    """Tell the same length of time in another unit."""
    people, things, _, _ = dice.choice(_TRADES)
    number = dice.randint(2, 11)
    yield (
        f"The {people} wait {60 * number} minutes.",
        f"Diary: the {people} wait {number} hours for {things}.",
    )
    yield f"The {people} wait {number * 24} hours.", f"Log: the {people} wait {number} days for {things}."
    yield (
        f"The {people} wait {number} and a half hours.",
        f"Log: the {people} wait {60 * number + 30} minutes.",
    )
    yield f"The {people} wait {number} weeks.", f"Log: the {people} wait {7 * number} days for {things}."


def _too_coarse(dice: Random) -> Iterator[_Made]:
    """Round by more than five in a hundred, always to a rounder number."""
    things, fate, _, _ = _counted(dice)
    low = dice.randint(1, 8)
    part = low * 1000 + dice.randint(300, 700)
    for told in (low, low + 1):
        yield f"About {told * 1000:,} {things} {fate}.", _record(things, fate, part, 9950)
    tenths = dice.randint(1, 8) * 10 + dice.choice((3, 4, 6, 7))
    yield f"{round(tenths / 10) * 10}% of {things} {fate}.", f"June 2026: {tenths}% of {things} {fate}."


def _wrong_share(dice: Random) -> Iterator[_Made]:
    """Give n of N a share that is three to twelve points off."""
    things, fate, part, whole = _counted(dice)
    off = round(100 * part / whole) + dice.choice((-1, 1)) * dice.randint(3, 12)
    if 0 < off < 100:
        yield f"{off}% of {things} {fate}.", _record(things, fate, part, whole)
        yield (
            f"{part:,} of {whole + dice.randint(11, 99):,} {things} {fate}.",
            _record(things, fate, part, whole),
        )


def _other_unit(dice: Random) -> Iterator[_Made]:
    """Keep the digits and change what they count: hours for minutes, dollars for euros, percent for a count."""
    people, things, fate, _ = dice.choice(_TRADES)
    number = dice.randint(13, 95)
    yield f"The {people} wait {number} hours.", f"Diary: the {people} wait {number} minutes for {things}."
    yield f"It costs them {number} dollars.", f"Ledger: it costs the {people} {number} euros."
    yield f"{number}% of {things} {fate}.", f"{number} {things} {fate}."
    yield f"{number} {things} {fate}.", f"{number}% of {things} {fate}."
    yield f"It costs them {number} euros.", f"The {people} wait {number} minutes for {things}."


def _made_up(dice: Random) -> Iterator[_Made]:
    """Bring in a figure that is nowhere near one of the record."""
    things, fate, part, whole = _counted(dice)
    strange = whole * dice.randint(3, 9) + dice.randint(17, 89)
    yield f"{strange:,} {things} {fate}.", _record(things, fate, part, whole)
    yield f"It costs them {dice.randint(11, 99)} euros a week.", _record(things, fate, part, whole)
    yield f"They lose {dice.randint(13, 50)} minutes each time.", _record(things, fate, part, whole)


def _made_up_in_words(dice: Random) -> Iterator[_Made]:
    """Bring in an amount without a digit: a crowd, a multiple, a share, a rate, a period."""
    people, things, fate, places = dice.choice(_TRADES)
    record = f"{dice.choice(people.split()).capitalize()} say that {things} {fate} at some {places}."
    for told in (
        f"Dozens of {things} {fate}.",
        f"Twice as many {things} {fate}.",
        f"Two-thirds of the {things} {fate}.",
        f"Most {people} see it.",
        f"Nearly all {people} see it.",
        f"The {people} see it daily.",
        f"It began last quarter, say the {people}.",
        f"Thousands of {people} see it.",
    ):
        yield told, record


_BORNE_OUT: Final[dict[str, Callable[[Random], Iterator[_Made]]]] = {
    "as told": _as_told,
    "in words": _in_words,
    "rounded": _rounded,
    "share worked out": _derived,
    "same in another unit": _same_unit,
}
_STRANGE: Final[dict[str, Callable[[Random], Iterator[_Made]]]] = {
    "rounded too far": _too_coarse,
    "wrong share": _wrong_share,
    "another unit": _other_unit,
    "made up": _made_up,
    "made up in words": _made_up_in_words,
}
