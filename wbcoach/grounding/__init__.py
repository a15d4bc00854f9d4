"""The checks behind the promises: a quotation is verbatim, and a number, a group or a cause has a source."""

from wbcoach.grounding.claims import (
    unfounded,
    unsupported_causes,
    unsupported_groups,
    unsupported_names,
    unsupported_numbers,
)
from wbcoach.grounding.computed import computed_shares, showing_computed
from wbcoach.grounding.markup import repeated, strange_links, without_links
from wbcoach.grounding.quotes import Quoted, Reason, check_quote, check_quote_among
from wbcoach.grounding.speech import misquoted
from wbcoach.grounding.starred import Told, refusals
from wbcoach.grounding.suggested import Answered, Suggested
from wbcoach.grounding.typography import find_verbatim, normalise

__all__ = [
    "Answered",
    "Quoted",
    "Reason",
    "Suggested",
    "Told",
    "check_quote",
    "check_quote_among",
    "computed_shares",
    "find_verbatim",
    "misquoted",
    "normalise",
    "refusals",
    "repeated",
    "showing_computed",
    "strange_links",
    "unfounded",
    "unsupported_causes",
    "unsupported_groups",
    "unsupported_names",
    "unsupported_numbers",
    "without_links",
]
