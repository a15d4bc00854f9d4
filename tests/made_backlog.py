"""A made backlog (synthetic, ours): single statements, copies, retold ones, other customers, pairs that contradict each other."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pathlib import Path

Row = dict[str, Any]

_SINGLE: Final = (
    "Today, freelance bookkeepers have to retype every supplier invoice by hand when a client sends a scan. Customers need a way to get the figures into their books without retyping them.",
    "Today, ward pharmacists have to phone three wards to trace one missing controlled drug when the evening count is off. Customers need a way to see who last signed for each ampoule.",
    "Today, school bus drivers have to guess which children are absent when they reach a stop in fog. Customers need a way to know before the stop who is not coming.",
    "Today, customers have to suffer from a bad experience. Customers need an AI-powered dashboard.",
    "Today, users struggle with the onboarding wizard when they sign up. Customers need a chatbot that answers everything.",
    "Today, greenhouse growers have to walk every row to find the one wilting bench when a valve sticks shut. Customers need a way to learn within the hour which bench is dry.",
    "Today, millennials are too lazy to read the manual when they assemble a desk. Customers need a way to assemble a desk without reading.",
    "Today, court interpreters have to sit in the corridor for most of a morning when a hearing is moved at short notice. Customers need a way to hear of the move before they leave home.",
    "Today, allotment holders have to carry water from the gate when the standpipe near their plot is shut off for frost. Customers need a way to plan their watering around the shut-off days.",
    "Today, our revenue is down because small shops do not renew. Customers need a way to renew faster.",
    "Today, night porters have to wake the duty manager when a guest's key card fails after midnight. Customers need a way to let a guest back into the room without waking anybody.",
    "Today, everyone finds the settings page confusing. Customers need a better settings page.",
    "Today, community choir leaders have to print sixty part sheets again when one bar changes a day before the concert. Customers need a way to pass on one changed bar without reprinting.",
    "Today, tax advisers have to log in to four portals, chase signatures, rename files and rebuild the same spreadsheet when a quarter closes. Customers need a way to close faster and report better and onboard juniors.",
    "Today, beekeepers have to open each hive to check the stores when a cold week is forecast, and opening chills the brood. Customers need a way to know how much food a hive has left without opening it.",
    "Today, ferry crews have to count bicycles by hand at the ramp when the car deck is nearly full. Customers need a way to know before boarding how many bicycles still fit.",
    "Today, sign language students have to replay a clip a dozen times when two signs differ only in the palm. Customers need a way to see the palm turn from the signer's side.",
    "Today, most physiotherapists lose a lot of time on notes. Customers need a tool that writes the notes with AI.",
    "Today, mountain hut wardens have to turn walkers away at dusk when a group arrives that never cancelled its double booking. Customers need a way to know by noon which beds will stay empty.",
    "Today, data engineers have to rerun the whole nightly load when one table fails at 3 a.m. Customers need a way to rerun only what failed.",
    "Today, museum guards have to describe a scratched frame from memory when the conservator asks a week later. Customers need a way to hand over what they saw at the moment they saw it.",
    "Today, apprentices have to wait for a master to be free when a weld needs to be signed off before the next layer. Customers need a way to get the sign-off while the seam is still warm.",
    "As a warehouse picker, I want to scan a shelf once, so that I don't walk back for a second label.",
    "How might we help caterers plan allergens for large weddings?",
)
_COPIES: Final = (
    ("S01", "Today, freelance bookkeepers have to retype every supplier invoice by hand when a client sends a scan. Customers need a way to get the figures into their books without retyping them."),
    ("S06", "Today greenhouse growers have to walk every row to find the one wilting bench, when a valve sticks shut. Customers need a way to learn within the hour which bench is dry!"),
    ("S20", "Today, data enginers have to rerun the whole nightly load when one table fails at 3 a.m. Customers need a way to rerun only what failed."),
)  # fmt: skip
_OTHER_CUSTOMERS: Final = (
    ("S01", "Today, property managers have to retype every supplier invoice by hand when a tradesman sends a scan. Customers need a way to get the figures into their books without retyping them."),
    ("S08", "Today, expert witnesses have to sit in the corridor for most of a morning when a hearing is moved at short notice. Customers need a way to hear of the move before they leave home."),
    ("S15", "Today, reptile breeders have to open each terrarium to check the food when a cold week is forecast, and opening chills the eggs. Customers need a way to know how much food a terrarium has left without opening it."),
)  # fmt: skip
_RETOLD: Final = (
    ("S20", "Today, data engineers must repeat the complete overnight load because a single table broke at 3 a.m. Customers need a way to repeat just the part that broke."),
    ("S11", "Today, night porters need to get the duty manager out of bed when a guest's room card stops working after midnight. Customers need a way to let the guest back in without waking anyone."),
)  # fmt: skip
_PAIRS: Final = (
    (
        "Today, parcel couriers have to wait 25 minutes at the depot gate when the morning vans are loaded. Customers need a way to start their round without that wait.",
        "Today, parcel couriers have to wait 4 minutes at the depot gate when the morning vans are loaded, and find the bays unstaffed after that. Customers need a way to find somebody at the bay.",
    ),
    (
        "Today, dialysis nurses get too few alarms from the pump when a line kinks at night. Customers need a way to get more alarms when a line kinks.",
        "Today, dialysis nurses get too many alarms from the pump when a line kinks at night. Customers need a way to get fewer alarms when a line kinks.",
    ),
)  # fmt: skip
_SUPPORT: Final = "{who}: this happened to me again twice this month, and I lost most of an afternoon to it."
TEAMS: Final = ("Ledger", "Field", "Care")


def rows() -> list[Row]:
    """Give the backlog in its order; S are single, C copies, O other customers, R retold, P pairs; the last can't be read."""
    made = [(f"S{at:02}", text) for at, text in enumerate(_SINGLE, 1)]
    for letter, some in (("C", _COPIES), ("O", _OTHER_CUSTOMERS), ("R", _RETOLD)):
        made += [(f"{letter}{at}-{of}", text) for at, (of, text) in enumerate(some, 1)]
    for at, (one, other) in enumerate(_PAIRS, 1):
        made += [(f"P{at}a", one), (f"P{at}b", other)]
    given = [_row(number, name, text) for number, (name, text) in enumerate(made)]
    return [*given, {"id": "BAD", "text": "", "team": "Field", "created": "2026-09-09"}]


def _row(number: int, name: str, text: str) -> Row:
    row: Row = {
        "id": name,
        "text": text,
        "team": TEAMS[number % len(TEAMS)],
        "created": f"2026-{6 + number % 5:02}-{1 + number % 27:02}",
        "priority": number % 4,
    }
    if number % 3 == 0:
        who = text.split(" have to", maxsplit=1)[0].removeprefix("Today, ")
        row["evidence"] = [
            {"id": f"F-{number}-{part}", "text": _SUPPORT.format(who=who) + f" {words}", "source": source, "date": "2026-05-04"}
            for part, (words, source) in enumerate((("It is slow.", "interview"), ("The log shows it.", "product_analytics")))
        ]  # fmt: skip
    return row


def put(path: Path) -> Path:
    """Write the backlog as JSON lines."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows()), "utf-8")
    return path
