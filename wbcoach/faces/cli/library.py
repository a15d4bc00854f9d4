"""`wbcoach index` and `wbcoach search`."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wbcoach.coach.opening import search_model
from wbcoach.errors import AssetError, InputError, SettingsError
from wbcoach.faces.cli import streams
from wbcoach.faces.cli.batch_crew import embedding_at
from wbcoach.faces.cli.misplaced import mind_drafts
from wbcoach.library import Library, Store, open_embedder, read_notes
from wbcoach.library import read as read_feedback
from wbcoach.plain import one_line
from wbcoach.render.json import dumps
from wbcoach.render.plain import lines_of
from wbcoach.settings import Settings, load

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wbcoach.library import Embeds, Match, Report

_SHOWN = 300


def embedder_for(settings: Settings) -> Embeds | None:
    """Open the embedder, fetching its weights if need be; None, and a word about it, where they can't be had."""
    if settings.embedder == "none":
        return None
    from wbcoach import assets

    try:
        if assets.find("minilm", settings.assets) is None:
            with streams.progress("fetching the search model") as tell:
                assets.fetch("minilm", settings.assets, tell)
        return open_embedder(settings.assets)
    except AssetError as error:
        streams.warn(error)
        streams.say("wbcoach: going on with BM25 alone: words are searched, not meaning.")
        return None


def index_paths(
    paths: Sequence[Path],
    settings: Settings,
    embedder: Embeds | None,
    *,
    guidance: bool = False,
    rebuild: bool = False,
    text_column: str | None = None,
    as_feedback: bool = False,
) -> None:
    """Index files and folders, one after the other, and tell what was done; all are read before anything is written.

    Raises:
        InputError: a path is missing or holds no feedback, or holds drafts and they are not meant `as_feedback`.
        StoreError: the index can't be written.
    """
    store = Store(settings.store)
    collection = "guidance" if guidance else "feedback"
    read = read_notes if guidance else partial(read_feedback, text_column=text_column)
    batches = [(path, read(path)) for path in paths]
    if not (guidance or as_feedback):
        mind_drafts(batches)
    for number, (path, batch) in enumerate(batches):
        for problem in batch.problems:
            streams.say(f"wbcoach: {problem}")
        with streams.progress("indexing") as tell:
            report = store.update(
                batch,
                embedder=embedder,
                collection=collection,
                origin=str(path),
                progress=partial(_step, tell),
                rebuild=rebuild and number == 0,
            )
        streams.say(f"{path}: {_told(report)}")


def _step(tell: Callable[[str, int, int | None], None], stage: str, count: int) -> None:
    tell(stage, count, None)


def _told(report: Report) -> str:
    changes = ", ".join(
        f"{count} {what}"
        for count, what in (
            (report.added, "added"),
            (report.changed, "changed"),
            (report.removed, "removed"),
            (report.unchanged, "unchanged"),
        )
        if count
    )
    aside = ", ".join(
        f"{count} {what}"
        for count, what in (
            (report.duplicates, f"duplicate{'s' * (report.duplicates != 1)}"),
            (report.set_aside, "set aside as unsafe"),
            (report.not_english, "not English"),
        )
        if count
    )
    return (
        f"{changes or 'nothing to do'}; the index holds {report.items} items"
        + (f" ({aside})" if aside else "")
        + f", {report.generation}."
    )


def add(
    paths: Sequence[str],
    flags: dict[str, Any],
    *,
    guidance: bool,
    rebuild: bool,
    text_column: str | None,
    as_feedback: bool = False,
    elsewhere: tuple[int, str] = (0, ""),
) -> None:
    """Index what the command line names; `elsewhere` is a number of processes, or a scheduler, to embed with.

    Raises:
        WbcoachError: a path is missing, the index can't be written, or the cluster can't be used.
    """
    settings = load(flags).settings
    _fetch_counts(settings)
    places = [Path(path) for path in paths]
    for place in places:
        if not place.exists():
            raise InputError(
                f"There is no file or folder {str(place)!r}.", "Check the path; nothing was indexed."
            )
    with embedding_at(elsewhere, embedder_for(settings), settings.assets) as embedder:
        index_paths(
            places,
            settings,
            embedder,
            guidance=guidance,
            rebuild=rebuild,
            text_column=text_column,
            as_feedback=as_feedback,
        )


def _fetch_counts(settings: Settings) -> None:
    """Where a model is set, fetch what counts its tokens exactly, since a critique starts no download."""
    from wbcoach import assets

    if settings.model is None or assets.find("tiktoken", settings.assets) is not None:
        return
    try:
        with streams.progress("fetching token counts") as tell:
            assets.fetch("tiktoken", settings.assets, tell)
    except AssetError as error:
        streams.warn(error)
        streams.say("wbcoach: going on with estimated token counts, which are too high rather than too low.")


def remove(names: Sequence[str], flags: dict[str, Any]) -> None:
    """Remove items by id, or all that came from a path.

    Raises:
        StoreError: there is no index, or it can't be written.
        InputError: nothing of that name is in the index.
    """
    settings = load(flags).settings
    store = Store(settings.store)
    embedder = search_model(settings)
    gone = 0
    for name in names:
        by_path = Path(name).exists() or "/" in name or "\\" in name
        for collection in ("feedback", "guidance"):
            if by_path:
                gone += store.remove(origin=name, collection=collection, embedder=embedder).removed
            else:
                gone += store.remove(ids=[name], collection=collection, embedder=embedder).removed
    if not gone:
        raise InputError(
            f"Nothing in the index is named {', '.join(names)}.", "`wbcoach search` shows the ids."
        )
    streams.say(f"{gone} removed.")


def find(
    query: str, k: int, where: Sequence[str], output: str, flags: dict[str, Any], *, guidance: bool
) -> None:
    """Print what a search finds.

    Raises:
        SettingsError: an unknown format, or a filter that is not NAME=VALUE.
        StoreError: there is no index.
    """
    if output not in ("text", "json"):
        raise SettingsError(f"There is no format {output!r}.", "Choose text or json.")
    filters = dict(filter_of(one) for one in where)
    settings = load(flags).settings
    embedder = search_model(settings)
    with Library.open(settings.store, embedder) as library:
        if not library.dense:
            streams.say(
                "wbcoach: searching words alone (BM25); `wbcoach assets fetch` and `wbcoach index` add meaning."
            )
        matches = library.search(query, k, filters, "guidance" if guidance else "feedback")
    if output == "json":
        streams.write(dumps([_record(match) for match in matches]))
        return
    if not matches:
        streams.say("Nothing found.")
    streams.write("".join(_entry(match, streams.terminal_width()) for match in matches))


def _entry(match: Match, width: int) -> str:
    """Lay out what was found: rank, id, score and origin, and the beginning of the words below."""
    item = match.item
    about = ", ".join(part for part in (item.source, item.segment, item.date) if part)
    words = one_line(item.text)
    if len(words) > _SHOWN:
        words = words[:_SHOWN].rsplit(" ", 1)[0] + " ..."
    head = lines_of(f"{item.id}  {match.score:.2f}  {about}", width - 3)
    return f"{match.rank:2} " + "\n   ".join([*head, *lines_of(words, width - 3)]) + "\n"


def filter_of(one: str) -> tuple[str, str]:
    """Read NAME=VALUE.

    Raises:
        SettingsError: it is no such pair.
    """
    name, sign, value = one.partition("=")
    if not sign:
        raise SettingsError(f"{one!r} is not a filter.", "Write NAME=VALUE, such as source=interview.")
    return name.strip(), value.strip()


def _record(match: Match) -> dict[str, Any]:
    item = match.item
    return {
        "rank": match.rank,
        "score": round(match.score, 4),
        "similarity": None if match.similarity is None else round(match.similarity, 4),
        "id": item.id,
        "text": item.text,
        "source": item.source,
        "date": item.date,
        "product": item.product,
        "customer_segment": item.segment,
        "rating": item.rating,
        "kind": item.kind,
        "sha256": item.sha256,
    }
