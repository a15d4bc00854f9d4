"""Cells that a workbook merges over several rows: each of those rows has what the first of them holds."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Self

if TYPE_CHECKING:
    from collections.abc import Collection

_CHUNK: Final = 1 << 20
_LONGEST_ELEMENT: Final = 200
_MERGED: Final = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')


@dataclass
class Merged:
    """The merged stretches of a sheet by their column (from 0): first and last row (from 1), in order."""

    stretches: dict[int, deque[tuple[int, int]]] = field(default_factory=dict)
    _held: dict[int, tuple[int, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, sheet: Any) -> Self:
        """Look a sheet that is open for reading through; one in which they can't be found has none."""
        from openpyxl.utils import column_index_from_string

        found: dict[int, list[tuple[int, int]]] = defaultdict(list)
        # They stand behind all rows, so a reader that streams has not come to them yet.
        archive: Any = getattr(sheet.parent, "_archive", None)
        path = getattr(sheet, "_worksheet_path", "")
        with suppress(KeyError, AttributeError, OSError, ValueError), archive.open(path) as file:
            rest = b""
            while block := file.read(_CHUNK):
                text = rest + block
                end = 0
                for match in _MERGED.finditer(text):
                    end = match.end()
                    if (top := int(match[2])) < (bottom := int(match[3])):
                        found[column_index_from_string(match[1].decode()) - 1].append((top, bottom))
                rest = text[max(end, len(text) - _LONGEST_ELEMENT) :]
        return cls({column: deque(sorted(some)) for column, some in found.items()})

    def fill(self, row: int, cells: list[str], besides: Collection[int | None]) -> None:
        """Write into the empty cells of a row what the stretch that they belong to holds; rows come in order."""
        for column, stretches in self.stretches.items():
            if column >= len(cells) or column in besides:
                continue
            while stretches and stretches[0][1] < row:
                stretches.popleft()
            top = stretches[0][0] if stretches and stretches[0][0] <= row else 0
            if top and cells[column].strip():
                self._held[column] = (top, cells[column])
            elif top and self._held.get(column, (0, ""))[0] == top:
                cells[column] = self._held[column][1]
