"""An update of a Chroma server: made in a copy of the items, then stored where it differs."""

from __future__ import annotations

import hashlib
import json
import math
from typing import TYPE_CHECKING, Any, Final

from wbcoach.library.connection import ITEMS, STATE, Connection
from wbcoach.library.manifest import SCHEMA, Manifest
from wbcoach.library.records import Records

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_PAGE: Final = 1000


def pull(connection: Connection, folder: Path, state: Mapping[str, Any]) -> dict[int, str]:
    """Copy the items into a folder, as a generation has them; give each row's digest."""
    records = Records(folder, writing=True)
    digests: dict[int, str] = {}
    found = connection.collection(ITEMS)
    for start in range(0, found.count() if found is not None else 0, _PAGE):
        page = found.get(include=["documents", "metadatas"], limit=_PAGE, offset=start)
        rows = [
            {**metadata, "row": int(name), "text": text}
            for name, text, metadata in zip(page["ids"], page["documents"], page["metadatas"], strict=True)
        ]
        records.restore(rows, int(state["last"]))
        digests.update((row["row"], _digest(row)) for row in rows)
    records.close()
    return digests


class ServerWriting:
    """An update of a server: made in a copy of the items, its vectors stored as they come."""

    def __init__(self, connection: Connection, folder: Path) -> None:
        """Work in an empty folder."""
        self._connection, self._folder = connection, folder
        self._before: dict[int, str] = {}
        self._serial = 0

    def begin(self, *, fresh: bool = False) -> Path:
        """Give a folder with a copy of the items, or with none if `fresh`.

        Raises:
            StoreVersionError: a newer wbcoach wrote the index.
        """
        state = self._connection.told() if fresh else self._connection.state()
        if state is not None:
            self._serial = int(state.get("serial", 0))
        folder = self._folder / f"gen-{self._serial + 1:06d}"
        folder.mkdir()
        if state is None or fresh:
            found = self._connection.collection(ITEMS)
            self._before = (
                dict.fromkeys(map(int, found.get(include=[])["ids"]), "") if found is not None else {}
            )
            records = Records(folder, writing=True)
            records.restore([], max(self._before, default=0))
            records.close()
        else:
            self._before = pull(self._connection, folder, state)
            records = Records(folder)
            manifest_of(records, state).write(folder)
            records.close()
        return folder

    def publish(self, manifest: Manifest) -> None:
        """Store what changed, delete what went, and count the update."""
        folder = self._folder / manifest.generation
        records = Records(folder)
        items = self._connection.client.get_or_create_collection(ITEMS, embedding_function=None)
        gone = set(self._before)
        last = 0
        while page := records.raw(last, _PAGE):
            last = page[-1]["row"]
            gone.difference_update(row["row"] for row in page)
            changed = [row for row in page if self._before.get(row["row"]) != _digest(row)]
            if changed:
                items.upsert(
                    ids=[str(row["row"]) for row in changed],
                    documents=[row["text"] for row in changed],
                    metadatas=[_metadata(row) for row in changed],
                    embeddings=[_nowhere(row["row"]) for row in changed],
                )
        for start in range(0, len(gone), _PAGE):
            items.delete(ids=[str(row) for row in sorted(gone)[start : start + _PAGE]])
        state = {
            "schema": SCHEMA,
            "serial": self._serial + 1,
            "last": records.last(),
            "version": manifest.version,
            "embedder": manifest.embedder or "",
            "dimension": manifest.dimension,
            "created": manifest.created,
            "content": manifest.content,
        }
        records.close()
        self._connection.client.get_or_create_collection(STATE, embedding_function=None).modify(
            metadata=state
        )


def _metadata(row: Mapping[str, Any]) -> dict[str, Any]:
    """Give a row's columns as the server keeps them: no text, which is the document, and nothing empty."""
    return {name: value for name, value in row.items() if name not in ("row", "text") and value is not None}


def _digest(row: Mapping[str, Any]) -> str:
    whole = json.dumps([row["text"], sorted(_metadata(row).items())], ensure_ascii=False)
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _nowhere(row: int) -> list[float]:
    """Give an item the vector that the server wants to have; no search looks at it."""
    return [math.cos(row), math.sin(row)]


def manifest_of(records: Records, state: Mapping[str, Any]) -> Manifest:
    """Describe a copy of the items as a generation."""
    return Manifest(
        generation=f"gen-{int(state['serial']):06d}",
        version=str(state["version"]),
        embedder=str(state["embedder"]) or None,
        dimension=int(state["dimension"]),
        created=str(state["created"]),
        content=str(state["content"]),
        counts=records.counts(),
        vectors=records.vectors(),
    )
