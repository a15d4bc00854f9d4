"""`wbcoach batch --processes N` and `--scheduler ADDRESS`: who critiques the rows, if not this process."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from wbcoach.errors import SettingsError
from wbcoach.render.json import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.batch.crew import ClusterCrew
    from wbcoach.coach import Coach
    from wbcoach.faces.cli.batch import Job


@contextmanager
def crew_of(job: Job, coach: Coach) -> Iterator[ClusterCrew | None]:
    """Give the crew that a batch asks for while the block lasts; None where this process does the work.

    Raises:
        SettingsError: both are asked for, or a model is to be asked.
        MissingExtraError: Dask isn't installed.
        ClusterError: the cluster can't be had, or isn't like this process.
    """
    if not job.processes and not job.scheduler:
        yield None
        return
    if job.processes and job.scheduler:
        raise SettingsError(
            "--processes starts a cluster, and --scheduler names another one.", "Choose one of them."
        )
    if coach.model is not None:
        raise SettingsError(
            "--processes and --scheduler critique without a model: its calls wait for a server, which more processes don't speed up.",
            "Add --offline; or leave them out, and say with --workers how many rows are in flight.",
        )
    from wbcoach.batch.cluster import Cluster
    from wbcoach.batch.crew import ClusterCrew

    with Cluster.start(job.processes) if job.processes else Cluster.connect(job.scheduler) as cluster:
        crew = ClusterCrew(cluster, coach, record)
        try:
            yield crew
        finally:
            crew.close()
