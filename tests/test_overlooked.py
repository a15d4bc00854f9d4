"""Faults that are easy to overlook: a place by its number, a cause that was only seen beside, the firm's own voice, no moment."""

from __future__ import annotations

import pytest

from wbcoach.evidence import Dossier
from wbcoach.pitfalls import find
from wbcoach.statement import Statement

NONE = Dossier(())


def shown(text: str) -> set[str]:
    return {finding.code for finding in find(Statement.parse(text), NONE)[0]}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("S04", "Retype the postcode in box 9 each time the second tick-box is cleared."),
        ("S04", "As a bursar, I want the save icon 4 mm further to the left, so that I stop hitting delete."),
        ("S04", "Today, sextons have to reopen the burial map in Firefox 118 when a row is added."),
        ("D08", "Crews with a whiteboard finish earlier, so the whiteboard keeps crews on time."),
        ("D08", "Absences rose after the canteen closed. The canteen therefore keeps people healthy."),
        ("D08", "Fewer pupils come on Fridays. The early bus is what keeps them away."),
        ("S06", "Today, tenants have to post a form when they move. Customers need a way to open more of our letters."),
        ("S06", "As a shipper, I want the default lane so that the carrier's yield per crate improves."),
        ("S06", "How might we cut repeat visits by 30%?"),
        ("N02", "Today, porters have to ask twice when a ward is full. Customers need a decent handover."),
        ("N03", "As an allotment holder, I want to swap, gift and sell spare seed, because the shed is full."),
        ("T02", "Organists need a way to hear the choir, because the loft is walled off."),
        ("T03", "The ferry line will open a second pier in 2028. Customers need a way to reach it."),
        ("D04", "Exactly 2,300 anglers have complained about the new permit."),
    ],
)  # fmt: skip
def test_it_is_found(code: str, text: str) -> None:
    assert code in shown(text)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("S04", "Today, marshals have to walk to gate 4 when a second coach arrives. Customers need a way to know where it will stop."),
        ("S04", "Today, drivers have to read page 3 of the rules aloud when a child boards alone. Customers need a way to board together."),
        ("D08", "Today, farm vets have to drive more than 40 km back when a second cow falls ill. So they eat in the car. Customers need a way to know before they leave."),
        ("D08", "Today, couriers have to ring the depot when the van has left, which is why they must wait outside. Customers need a way to catch the van."),
        ("S06", "As a head nurse, I want to see who is on call when our ward is full, because I ring five people in turn."),
        ("S06", "Today, lodgers have to knock at three doors when the boiler stops. Customers need a way to reach one of us they know."),
        ("N02", "Today, porters have to ask twice when a ward is full. Customers need a way to hand a patient over before the lift comes."),
        ("N03", "As a baker, I want to know the price, weight and origin of the flour, because I write them on the label."),
        ("T02", "Organists need a way to hear the choir on winter evenings, because the loft is walled off."),
        ("T03", "Hosts lie awake over which bus will have them there by eight. They need to be sure of arriving."),
    ],
)  # fmt: skip
def test_what_is_near_it_is_let_pass(code: str, text: str) -> None:
    assert code not in shown(text)
