"""The index as its writer sees it: bring a source up to date, remove, rebuild; each in one step or not at all."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from wbcoach.errors import StoreError
from wbcoach.library.faults import REBUILD
from wbcoach.library.indexing import FEEDBACK, Progress, Run
from wbcoach.library.manifest import Manifest, program_version
from wbcoach.library.material import Batch, Problem, Read, tell_apart
from wbcoach.library.place import Writes, place_of

if TYPE_CHECKING:
    from wbcoach.library.vectors import Embeds

WAIT_S = 30.0


@dataclass(frozen=True)
class Report:
    """What an update did; `items` and the three after it count the whole collection as it is now."""

    added: int
    changed: int
    removed: int
    unchanged: int
    items: int
    duplicates: int
    set_aside: int
    not_english: int
    generation: str
    embedder: str | None
    problems: list[Problem] = field(default_factory=list)


class Store:
    """An index in a folder or on a Chroma server, for writing; many processes may try, one at a time does."""

    def __init__(self, path: Path | str) -> None:
        """Name the folder or the server's address; the index is made with the first update."""
        self._place = place_of(path)

    def update(
        self,
        batch: Batch | Iterable[Read | Problem],
        *,
        embedder: Embeds | None,
        collection: str = FEEDBACK,
        origin: str = "",
        progress: Progress | None = None,
        rebuild: bool = False,
        wait_s: float = WAIT_S,
    ) -> Report:
        """Make the collection hold what was read from `origin`, and nothing else from there.

        Unchanged items are not embedded again. Without an embedder the generation has BM25 alone. With
        `rebuild` all items of all collections are screened and embedded anew first. `progress` is called
        with a stage and a count. When this returns, the new generation is on the disk; when it raises,
        the last one is as it was.

        Raises:
            StoreBusyError: another process was writing for longer than `wait_s` seconds.
            StoreVersionError: a newer wbcoach wrote the index (`rebuild` overwrites it).
            StoreError: the folder can't be written, is full, or is damaged.
        """
        origin = _settled(origin)
        stream = tell_apart(batch.stream(origin) if isinstance(batch, Batch) else batch)
        with self._place.writing(wait_s) as writing:
            with self._run(writing, embedder, progress, rebuild=rebuild) as (run, before):
                run.take(collection, origin, stream)
                same = before is not None and not rebuild and before.embedder == _name(embedder)
                if before is not None and same and not run.tally.touched and not run.behind():
                    return _report(run, before, collection)
                run.settle()
                run.index_words(everything=rebuild or not same)
                manifest = _manifest(run, embedder, _name(embedder))
            self._check(run.folder, manifest)
            writing.publish(manifest)
            return _report(run, manifest, collection)

    def remove(
        self,
        *,
        ids: Iterable[str] = (),
        origin: str | None = None,
        collection: str = FEEDBACK,
        embedder: Embeds | None = None,
        progress: Progress | None = None,
        wait_s: float = WAIT_S,
    ) -> Report:
        """Delete items by id, or all that came from a file or folder; unknown ids don't matter.

        Where a deleted item stood for duplicates, the next of them takes its place; it gets its vector
        now if there is an embedder, else with the next update.

        Raises:
            StoreError: as `update`, or there is no index.
        """
        self._place.require()
        with self._place.writing(wait_s) as writing:
            with self._run(writing, embedder, progress, keep=True) as (run, before):
                if before is None:
                    raise StoreError(f"There is no index in {self._place.root}.", REBUILD)
                run.forget(
                    collection, _wanted(run, collection, ids, None if origin is None else _settled(origin))
                )
                if not run.tally.touched:
                    return _report(run, before, collection)
                run.settle()
                run.index_words()
                manifest = _manifest(run, embedder, before.embedder, before.dimension)
            self._check(run.folder, manifest)
            writing.publish(manifest)
            return _report(run, manifest, collection)

    @contextlib.contextmanager
    def _run(
        self,
        writing: Writes,
        embedder: Embeds | None,
        progress: Progress | None,
        *,
        rebuild: bool = False,
        keep: bool = False,
    ) -> Iterator[tuple[Run, Manifest | None]]:
        """Open a run on the next generation; give it with the manifest of the one before."""
        with self._place.salvage() if rebuild else contextlib.nullcontext() as old:
            folder = writing.begin(fresh=rebuild)
            before = None if rebuild or not (folder / "manifest.json").exists() else Manifest.read(folder)
            keep = keep or (before is not None and before.embedder == _name(embedder))
            if not keep:
                self._place.drop_vectors(folder)
            has_vectors = embedder is not None or (
                keep and before is not None and before.embedder is not None
            )
            vectors = partial(self._place.vectors, folder) if has_vectors else None
            run = Run(folder, embedder, progress or _silent, vectors)
            try:
                if not keep:
                    run.without_vectors()
                if rebuild:
                    self._adopt(run, old)
                yield run, before
            except BaseException:
                with contextlib.suppress(Exception):
                    run.close()
                raise
            run.close()

    def _adopt(self, run: Run, old: Path | None) -> None:
        if old is not None:
            run.adopt(old)
        elif self._place.stamp() is not None:
            message = "could not be read; only what was given now is in the new index."
            run.tally.problems.append(Problem(str(self._place.root), 0, message))

    def _check(self, folder: Path, manifest: Manifest) -> None:
        """Open what is to be published as a reader would, and count: a full disk can lie until then.

        Raises:
            StoreError: a vector is missing.
        """
        if not any(manifest.vectors.values()):
            return
        dense = self._place.vectors(folder)
        try:
            missing = [shelf for shelf, count in manifest.vectors.items() if dense.count(shelf) != count]
        finally:
            dense.close()
        if missing:
            raise StoreError(
                f"The new index lacks vectors ({', '.join(missing)}); the last one is still used.", REBUILD
            )


def _wanted(run: Run, collection: str, ids: Iterable[str], origin: str | None) -> list[int]:
    from wbcoach.library.indexing import within

    wanted = frozenset(ids)
    return [
        row
        for row, name, path in run.records.ask(
            "SELECT row, id, path FROM items WHERE collection = ?", (collection,)
        )
        if name in wanted or (origin is not None and within(path, origin))
    ]


def _settled(origin: str) -> str:
    """Write a path in one way, so that it is known again; anything else stays as it is."""
    return str(Path(origin).resolve()) if origin and Path(origin).exists() else origin


def _silent(_stage: str, _count: int) -> None:
    """Report progress to nobody."""


def _name(embedder: Embeds | None) -> str | None:
    return embedder.name if embedder else None


def _manifest(run: Run, embedder: Embeds | None, name: str | None, dimension: int = 0) -> Manifest:
    return Manifest(
        generation=run.folder.name,
        version=program_version(),
        embedder=name,
        dimension=embedder.dimension if embedder else dimension,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        content=run.records.content(),
        counts=run.records.counts(),
        vectors=run.records.vectors(),
    )


def _report(run: Run, manifest: Manifest, collection: str) -> Report:
    tally = run.tally
    counts = manifest.counts.get(collection, {})
    return Report(
        added=tally.added,
        changed=tally.changed,
        removed=tally.removed,
        unchanged=tally.unchanged,
        items=counts.get("items", 0),
        duplicates=counts.get("duplicates", 0),
        set_aside=counts.get("set_aside", 0),
        not_english=counts.get("not_english", 0),
        generation=manifest.generation,
        embedder=manifest.embedder,
        problems=tally.problems,
    )
