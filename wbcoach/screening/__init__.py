"""What is set aside before anything is concluded: text that gives orders to a machine, other languages."""

from wbcoach.screening.cutting import without_orders
from wbcoach.screening.instructions import injection
from wbcoach.screening.items import screen_item
from wbcoach.screening.languages import language

__all__ = ["injection", "language", "screen_item", "without_orders"]
