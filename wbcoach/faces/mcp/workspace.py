"""The statements in the documents of a folder, as resources; nothing outside the folder is read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from wbcoach.document import find_drafts
from wbcoach.errors import InputError
from wbcoach.faces.mcp.shapes import StatementPlace
from wbcoach.library.decoding import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.document import Draft

DOCUMENTS: Final = frozenset({".md", ".markdown", ".mdown", ".txt", ".wb"})
MOST_FILES, MOST_BYTES = 2_000, 2_000_000
_SHOWN = 90
_SKIPPED: Final = frozenset({"node_modules", "__pycache__", "build", "dist"})


class Workspace:
    """A folder whose documents hold statements; links that lead out of it are not followed."""

    def __init__(self, root: Path) -> None:
        """Take the folder."""
        self.root = root.resolve()

    def places(self) -> list[StatementPlace]:
        """List all statements of the folder's documents; hidden folders and large files are passed over."""
        found = []
        for path in self._documents():
            for number, draft in enumerate(self._drafts(path), start=1):
                words = " ".join(draft.text.split())
                name = path.relative_to(self.root).as_posix()
                found.append(
                    StatementPlace(
                        uri=f"wbcoach://statements/{number}/{quote(name)}",
                        path=name,
                        line=draft.line,
                        column=draft.column,
                        words=words if len(words) <= _SHOWN else words[:_SHOWN].rsplit(" ", 1)[0] + " ...",
                    )
                )
        return found

    def statement(self, name: str, number: int) -> str:
        """Give the text of the statement of that number, from 1, in a document of that name.

        Raises:
            InputError: there is no such document in the folder, or no such statement in it.
        """
        hint = "wbcoach://statements lists what there is."
        try:
            path = (self.root / name).resolve()
            inside = path.is_relative_to(self.root) and self._is_document(path) and path.is_file()
        except (OSError, ValueError):
            inside = False
        if not inside:
            raise InputError(f"There is no document {name[:200]!r} in the workspace.", hint)
        drafts = self._drafts(path)
        if not 1 <= number <= len(drafts):
            raise InputError(f"{name[:200]} holds {len(drafts)} statements; {number} is none of them.", hint)
        return drafts[number - 1].text

    def _is_document(self, path: Path) -> bool:
        parts = path.relative_to(self.root).parts
        hidden = any(part.startswith(".") or part in _SKIPPED for part in parts)
        return not hidden and path.suffix.lower() in DOCUMENTS

    def _documents(self) -> Iterator[Path]:
        count = 0
        for folder, folders, names in os.walk(self.root):
            folders[:] = sorted(n for n in folders if not n.startswith(".") and n not in _SKIPPED)
            for name in sorted(names):
                path = Path(folder) / name
                if not self._is_document(path) or not path.resolve().is_relative_to(self.root):
                    continue
                count += 1
                if count > MOST_FILES:
                    return
                yield path

    def _drafts(self, path: Path) -> list[Draft]:
        try:
            if path.stat().st_size > MOST_BYTES:
                return []
            return find_drafts(read_text(path)[0])
        except (InputError, OSError):
            return []
