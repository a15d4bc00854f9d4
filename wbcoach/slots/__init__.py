"""Who, what hardship, when, what need: the four slots of a statement, found by clause, not by keyword.

The template is "Today, [customer] have to [problem] when [situation]. Customers need a way to [need]."
A slot is a raw slice of the text: the template's own words ("have to", "when", "need a way to") are left
out, other markers ("cannot", "after") belong to the slot since its meaning hangs on them.
"""

from wbcoach.slots.find import find_slots
from wbcoach.slots.shape import Hardship, Slots

__all__ = ["Hardship", "Slots", "find_slots"]
