"""What of a text is judged: its author's own words in plain letters, without comments and without orders to a program.

Spaces are put over the rest, so offsets stay; what the reader is shown is the text as it was written.
"""

from __future__ import annotations

import re

from wbcoach.screening import in_plain_letters, without_orders

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def judged(text: str) -> str:
    """Put spaces over HTML comments, and over orders to a program; letters in disguise are read as what they look like."""
    own = _COMMENT.sub(lambda comment: _blank(comment[0]), text) if "<!--" in text else text
    return in_plain_letters(without_orders(own))


def _blank(text: str) -> str:
    return "".join(char if char in "\r\n" else " " for char in text)
