"""To leave a thing in some state or place ("left the door open") is not to go away from it."""

from __future__ import annotations

from typing import Final

# What follows "leave" or "left".
IN_A_STATE: Final = (
    r"\s+(?:the|my|our|their|an?|it|them|everything)(?:\s+\w+){0,2}?\s+"
    r"(?:\w+ed|open|shut|on|off|in|out|there|here|outside|inside|behind|running|lying|standing|alone|with|for|at)\b"
)
