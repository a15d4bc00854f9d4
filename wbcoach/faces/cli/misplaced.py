"""`wbcoach index` on a file of statements: refused, or told, before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wbcoach.errors import InputError
from wbcoach.faces.cli import streams
from wbcoach.library.misplaced import drafts_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from wbcoach.library import Batch


def mind_drafts(batches: Iterable[tuple[Path, Batch]]) -> None:
    """See that what is to be indexed is feedback; a few drafts in a file are only told.

    Raises:
        InputError: most of a file is drafts.
    """
    told = []
    for path, batch in batches:
        for file in drafts_in(batch, str(path)):
            of = f"{file.drafts:,} of its {file.items:,} items" if file.items > 1 else "its one item"
            reads = "read like drafts" if file.drafts > 1 else "reads like a draft"
            if file.is_backlog:
                raise InputError(
                    f"{file.path} seems to be no feedback: {of} {reads} of a problem statement.",
                    f"Nothing was indexed. To critique them: wbcoach batch {file.path} -o critiques.jsonl. "
                    "If customers did say that, index with --as-feedback.",
                )
            told.append(f"wbcoach: {file.path}: {of} {reads} of a problem statement; indexed as feedback.")
    for words in told:
        streams.say(words)
