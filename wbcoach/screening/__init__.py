"""What is set aside before anything is concluded: text that gives orders to a machine, other languages."""

from wbcoach.screening.instructions import injection
from wbcoach.screening.languages import language

__all__ = ["injection", "language"]
