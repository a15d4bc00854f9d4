"""A synthetic corpus of any size: themes with their own words, told in many ways. Nobody wrote these."""

from __future__ import annotations

import random
from collections.abc import Iterator

from wbcoach.evidence import Item

# theme: what hurts; objects; moments
_THEMES = {
    "billing": (
        "invoice statement charge refund credit surcharge",
        "renewal checkout month-end upgrade cancellation",
    ),
    "delivery": ("parcel courier slot doorstep depot label", "holiday weekend storm return pick-up"),
    "sign-in": (
        "password code token session passkey lockout",
        "phone-change travel Monday shift-start reset",
    ),
    "search": ("filter result keyword index suggestion ranking", "catalogue archive migration lookup audit"),
    "reports": (
        "export chart column spreadsheet total pivot",
        "quarter-end board-meeting review handover closing",
    ),
    "clinic": (
        "appointment referral prescription result nurse letter",
        "discharge follow-up fasting screening relapse",
    ),
    "builds": ("pipeline runner cache artifact lockfile test", "release hotfix merge rollback nightly"),
    "payroll": ("payslip timesheet overtime deduction bonus shift", "year-end hire leave promotion strike"),
    "travel": ("booking seat luggage gate voucher itinerary", "delay connection visa strike rebooking"),
    "lessons": (
        "homework grade timetable quiz parent classroom",
        "term-start exam absence transfer snow-day",
    ),
    "energy": ("meter reading tariff outage panel boiler", "winter move switch inspection peak"),
    "farming": ("herd sensor irrigation seed tractor yield", "drought harvest calving frost auction"),
    "legal": ("contract clause signature redline filing deadline", "closing discovery renewal hearing audit"),
    "kitchen": ("recipe order supplier menu allergen freezer", "rush lunch inspection festival restock"),
    "repairs": (
        "bolt manual warranty spare technician torque",
        "recall breakdown service inspection overhaul",
    ),
    "museum": ("ticket audio-guide queue exhibit locker map", "opening school-visit holiday loan closing"),
}
_WHO = "clerk nurse plumber teacher founder driver farmer analyst carer student planner foreman cashier baker editor pilot".split()
_FRAMES = (
    "Every {moment} the {thing} is wrong and I {act} until {hour}, {number} times last {span}.",
    "As a {who} I lose {number} minutes per {thing} because nobody shows me the {other} before the {moment}.",
    "We {act} the {thing} by hand; at {moment} it took {number} people and still the {other} went missing.",
    "I can't tell which {thing} belongs to which {other}, so on {moment} days I {act} all {number} of them.",
    "The {other} arrives {number} days after the {moment}, and by then my {who} has to {act} the {thing} again.",
    "Last {span} a {thing} vanished during {moment}; support asked for the {other} {number} times.",
    "{number} of our {who}s {act} a copy of each {thing} since the {moment}, they do not trust the {other}.",
    "Honestly the {thing} works for me, {number} a {span}, only the {other} at {moment} makes me {act}.",
)
_ACTS = "retype check chase print compare rename split archive copy recount phone-about screenshot re-enter verify guess".split()
_SPANS = "week month quarter spring season sprint".split()
_SOURCES = "interview support_ticket nps_survey app_store_review community_forum product_analytics".split()


def items(count: int, seed: int = 7) -> Iterator[Item]:
    """Give `count` items of English feedback, about 20 words each, in 16 themes; the same for a seed."""
    dice = random.Random(seed)  # noqa: S311  nothing here is secret
    themes = [(name, words.split(), moments.split()) for name, (words, moments) in _THEMES.items()]
    for number in range(count):
        name, words, moments = dice.choice(themes)
        thing, other = dice.sample(words, 2)
        text = dice.choice(_FRAMES).format(
            moment=dice.choice(moments),
            thing=thing,
            other=other,
            act=dice.choice(_ACTS),
            who=dice.choice(_WHO),
            number=dice.randrange(2, 9000),
            span=dice.choice(_SPANS),
            hour=f"{dice.randrange(1, 12)} pm",
        )
        day = f"{dice.randrange(2023, 2027)}-{dice.randrange(1, 13):02d}-{dice.randrange(1, 29):02d}"
        yield Item(f"syn-{number}", text, dice.choice(_SOURCES), day, name, f"{dice.choice(_WHO)}, {name}")


def questions(count: int, seed: int = 11) -> list[str]:
    """Give statements such as an author would look evidence up with."""
    dice = random.Random(seed)  # noqa: S311
    asked = []
    for _ in range(count):
        words, moments = dice.choice(list(_THEMES.values()))
        thing, other = dice.sample(words.split(), 2)
        asked.append(
            f"{dice.choice(_WHO).capitalize()}s have to {dice.choice(_ACTS)} the {thing} by hand "
            f"when the {other} is missing at {dice.choice(moments.split())}."
        )
    return asked
