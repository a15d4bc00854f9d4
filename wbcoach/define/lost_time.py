"""Time that is lost or waited: a duration tells of cost only where somebody waits, spends or loses it."""

from __future__ import annotations

import re
from typing import Final

from wbcoach.numerals import DIGITS, NUMBER_WORDS
from wbcoach.vocabulary.screen import screened

_LONG: Final = "days?|nights?|evenings?|weekends?|mornings?|afternoons?|weeks?"
_UNIT: Final = rf"(?:mins?|minutes?|hrs?|hours?|{_LONG}|months?|years?)\b"
# "twice a week" says how often, not how long.
_AMOUNT: Final = (
    rf"(?:(?:{DIGITS}|{NUMBER_WORDS}|half\s+an?|(?<!once\s)(?<!twice\s)(?<!times\s)an?|another|several|many|(?:a\s+)?few"
    rf"|(?:a\s+)?couple\s+of|the\s+(?:whole|entire|best\s+part\s+of\s+an?)|my|our|the)(?:\s+(?:whole|entire|full|good|more|working))?[\s-]{_UNIT}"
    r"|(?:hours|days|nights|evenings|weekends|weeks|months|minutes|ages)\b)"
)
_LOSING: Final = (
    r"\b(?:wait(?:s|ed|ing)?|takes?|took|taken|taking|spen(?:d|ds|t|ding)|los(?:e|es|t|ing)|wast(?:e|es|ed|ing)|costs?|queu(?:e|es|ed|ing)"
    r"|sat|sits?|stood|stands?|stuck|hung|held|on\s+hold|down|pending|under\s+review|delay(?:s|ed)|late|overdue)\b"
)
_LOST: Final = screened(
    rf"{_LOSING}[\"”’']?(?:\s+(?!every\b|each\b|per\b|until\b|before\b|after\b)[\w'’]+){{0,4}}?\s+{_AMOUNT}(?!\s+(?:ago|ahead|before)\b)"
    rf"|\b{_AMOUNT}\s+(?:late|later|behind|overdue|lost|wasted|on\s+hold|on\s+the\s+phone|in\s+(?:the|a)\s+queue|in\s+a\s+row|for\s+nothing|instead\s+of"
    r"|of\s+(?:my|our|work|\w+ing)|(?:of\s+)?(?:wait|waiting|delay))\b"
    rf"|\b(?:all|(?:the|a|my|our)\s+(?:whole|entire)|half\s+(?:the|a|my|our))\s+(?:day|night|evening|weekend|morning|afternoon|week)\b"
    r"(?=\s*(?:[^\s\w]|$)|\s+(?:to|for|on|and|with|at|in|long|but|because|just|while|when|till|until|\w+ing)\b)",
    re.IGNORECASE,
)


def lost_time(text: str) -> re.Match[str] | None:
    """Find the first words that tell of time lost or waited."""
    return _LOST.search(text)
