"""`--processes N` and `--scheduler ADDRESS`: who critiques rows and embeds texts, if not this process."""

from __future__ import annotations

from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

from wbcoach.errors import SettingsError
from wbcoach.faces.cli import streams
from wbcoach.render.json import record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from wbcoach.batch.cluster import Cluster
    from wbcoach.batch.crew import ClusterCrew
    from wbcoach.coach import Coach
    from wbcoach.faces.cli.batch import Job
    from wbcoach.library.vectors import Embeds

_SEVERAL = 2


@contextmanager
def crew_of(job: Job, coach: Coach) -> Iterator[ClusterCrew | None]:
    """Give the crew that a batch asks for while the block lasts; None where this process does the work.

    Raises:
        SettingsError: both are asked for, or a model is to be asked.
        MissingExtraError: Dask isn't installed.
        ClusterError: the cluster can't be had, or isn't like this process.
    """
    processes = job.processes or _processes_for_workers(job, coach)
    if not processes and not job.scheduler:
        yield None
        return
    if coach.model is not None:
        raise SettingsError(
            "--processes and --scheduler critique without a model: its calls wait for a server, which more processes don't speed up.",
            "Add --offline; or leave them out, and say with --workers how many rows are in flight.",
        )
    from wbcoach.batch.crew import ClusterCrew

    with _cluster(processes, job.scheduler) as cluster:
        crew = ClusterCrew(cluster, coach, record)
        try:
            yield crew
        finally:
            crew.close()


def _processes_for_workers(job: Job, coach: Coach) -> int:
    """Give the workers that are to be processes: without a model several threads are no quicker than one."""
    if not job.share_out or job.workers < _SEVERAL or job.scheduler or coach.model is not None:
        return 0
    if find_spec("distributed") is None:
        streams.say(
            f"wbcoach: without the extra `dask` the {job.workers} workers are threads of one process."
        )
        return 0
    return job.workers


@contextmanager
def embedding_at(
    elsewhere: tuple[int, str], embedder: Embeds | None, folder: Path
) -> Iterator[Embeds | None]:
    """Have an embedder's work done elsewhere while the block lasts; where nothing is named it is the embedder itself.

    Args:
        elsewhere: a number of processes, or a scheduler's address.
        embedder: of this process.
        folder: of the assets here.

    Raises:
        SettingsError: both are named, or there is no embedder.
        MissingExtraError: Dask isn't installed.
        ClusterError: the cluster can't be had, or isn't like this process.
    """
    processes, scheduler = elsewhere
    if not processes and not scheduler:
        yield embedder
        return
    if embedder is None:
        raise SettingsError(
            "--processes and --scheduler share out the making of vectors, and there are none to make.",
            "Fetch the search model (wbcoach assets fetch minilm), or leave them out.",
        )
    from wbcoach.batch.shared_embedding import SharedEmbedder

    with _cluster(processes, scheduler) as cluster:
        yield SharedEmbedder(cluster, embedder, folder)


def _cluster(processes: int, scheduler: str) -> Cluster:
    from wbcoach.batch.cluster import Cluster

    if processes and scheduler:
        raise SettingsError(
            "--processes starts a cluster, and --scheduler names another one.", "Choose one of them."
        )
    return Cluster.start(processes) if processes else Cluster.connect(scheduler)
