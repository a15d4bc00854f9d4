"""What closes a finding in a conversation: new wording, an observation, or a waiver with its reason."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from wbcoach.evidence import Dossier
from wbcoach.grammar import sentences, stems, words
from wbcoach.pitfalls import find
from wbcoach.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

_TEMPLATE: Final = "Today, they have to, has to, when, them, their. Customers need a way to."
_DAY: Final = dt.date(2026, 11, 1)
# Wording may come with a lead: "Fine: Customers need a way to ...".
_WORDED: Final = re.compile(
    r"(?:^|[.:;!?]\s+|[\"“])(?P<start>(?:today|currently|at\s+present|customers\s+need)\b)", re.IGNORECASE
)
_NEED: Final = re.compile(r"^customers\s+need\b", re.IGNORECASE)
_OBSERVED: Final = re.compile(
    r"\b(?:i|we)\s+(?:saw|watched|shadowed|observed|counted|tallied|filmed|overheard|interviewed|measured|timed|asked|spoke|looked)\b|\bjust\s+looked\b"
    r"|\b(?:logged|recorded|registered|noted|told\s+(?:me|us)|surveys?|interviews?|(?:the|our|their)\s+(?:logs?|records|ledger|register|receipts)|diary|tally|according\s+to)\b"
    r"|(?<![\w-])[A-Z]{1,6}-\d+(?!\w)|\b\d+\s+(?:\w+\s+){0,3}?(?:of|in|out\s+of|from)\s+(?:the\s+)?\d+\b",
    re.IGNORECASE,
)
_NO_SOURCE: Final = re.compile(
    r"\b(?:gut|made\s+(?:it|that)\s+up|invent\w*|obvious|everybody\s+knows|trust\s+me|makes\s+sense|nobody|no\s+one|never|haven['’]t|didn['’]t)\b",
    re.IGNORECASE,
)
_WAIVES: Final = re.compile(
    r"\b(?:waive|ignore)\s+(?P<code>[A-Z]\d\d)\b\s*(?::|,?\s*(?:because|since|as)\b|[–—-]+)\s*\w+(?:\W+\w+){2,}",
    re.IGNORECASE,
)


def justly_closed(code: str, draft: str, said: Sequence[str]) -> bool:
    """Say whether something the author said after the draft answers a finding.

    New wording does where the rules no longer show the code on it; what was seen, counted or cited does for
    codes of the data group; and a waiver that gives its reason does for any.
    """
    if waived(code, said):
        return True
    worded = latest_wording(draft, said)
    if worded is not None and code not in _codes(worded):
        return True
    return code.startswith("D") and any(
        _OBSERVED.search(text) and not _NO_SOURCE.search(text) for text in said
    )


def closed_by_answers(code: str, draft: str, said: Sequence[str]) -> bool:
    """Say whether a draft that a coach put together from answers closes a finding.

    It does where it no longer shows it, and says nothing but the author's words and the template's.
    """
    if not draft or code in _codes(draft):
        return False
    known = stems(words(" ".join([*said, _TEMPLATE])))
    return stems(words(draft)) <= known


def waived(code: str, said: Sequence[str]) -> bool:
    """Say whether the author waived this finding and gave a reason."""
    return any(match["code"].upper() == code for text in said for match in _WAIVES.finditer(text))


def latest_wording(draft: str, said: Sequence[str]) -> str | None:
    """Give the draft as last reworded, sentence by sentence; None where nothing was reworded."""
    worded = None
    for text in said:
        found = _WORDED.search(text)
        if found is None:
            continue
        text = text[found.start("start") :].rstrip('"”')  # noqa: PLW2901  the rest of it is no wording
        old = [span.of(worded or draft) for span in sentences(worded or draft)]
        new = [span.of(text) for span in sentences(text)]
        if len(new) == 1:
            in_need = bool(_NEED.match(text))
            new = [*old[:1], text] if in_need else [text, *old[1:]]
        worded = " ".join(new)
    return worded


@lru_cache(maxsize=256)
def _codes(text: str) -> frozenset[str]:
    shown, _ = find(Statement.parse(text), Dossier(as_of=_DAY))
    return frozenset(finding.code for finding in shown) - {"D01"}
