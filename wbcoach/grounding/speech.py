"""Quotations within a text, whatever marks or verbs set them off, and whether each stands in a source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.grounding.quotes import check_quote_among

if TYPE_CHECKING:
    from collections.abc import Sequence

_INNER = re.compile(r"(?<=\w)['’](?=\w)|(?<=s)['’](?=\s)")
_APOSTROPHE = "\u02bc"  # one that no mark of quotation is taken for
_MARKS = str.maketrans(dict.fromkeys("“”„‟«»‹›‘‚‛「」『』＂″❝❞`´'", '"') | {"\u2019": '"'})
_SPEECH = re.compile(
    r"\b(?:says?|said|told\s+us|tells?\s+us|wrote|writes)\b(?:\s+that\b)?\s*[:,]?\s*(?![^.;?\"]*\")([^.;?\"]{3,})",
    re.IGNORECASE,
)


# What stands for words said elsewhere: "it says so" quotes nobody.
_STANDS_FOR = frozenset(
    {"so", "this", "that", "it", "as much", "otherwise", "nothing", "no more", "the same"}
)


def misquoted(text: str, sources: Sequence[str], *, reported: bool = True) -> list[str]:
    """Say which quotations in a text stand in no source, each with the reason.

    `reported` takes what stands behind "they say" for one as well; in a statement that is what people have to do.
    """
    folded = _INNER.sub(_APOSTROPHE, text).translate(_MARKS)
    quotations = folded.split('"')[1::2]
    if reported:
        reports = [match[1] for match in _SPEECH.finditer(folded)]
        quotations += [one for one in reports if one.strip(" ,:!").lower() not in _STANDS_FOR]
    strange = []
    for quotation in quotations:
        said = quotation.replace(_APOSTROPHE, "'").strip(' ,.;:!?"')
        if said and (reason := check_quote_among(said, sources).reason):
            how = "" if reason == "not found" else f" ({reason})"
            strange.append(f"quotation “{said}”{how} has no source")
    return strange
