"""OpenAI's Batch API: a file of requests goes up, a job works it off within a day, files of answers come down."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, Self, cast

from wbcoach.disk import into_place
from wbcoach.errors import ModelError, ModelUnreachableError, SettingsError
from wbcoach.models.failures import failure_of
from wbcoach.models.line import OPENAI, within
from wbcoach.models.model import ready
from wbcoach.models.purse import Purse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import openai
    from openai.types import Batch

    from wbcoach.settings import Settings

MOST_REQUESTS: Final = 50_000
MOST_BYTES: Final = 200_000_000
# The metadata that a job is found again by.
MARK: Final = "wbcoach"
ENDED: Final = frozenset({"completed", "failed", "expired", "cancelled"})
_MISSING: Final = frozenset({404, 405, 501})
_LOOK_BACK: Final = 1000


@dataclass(frozen=True)
class Standing:
    """How a job stands; `output` and `errors` are files of its answers, `said` is what the server found wrong with the whole of it."""

    id: str
    status: str
    total: int
    completed: int
    failed: int
    output: str
    errors: str
    said: tuple[str, ...]

    @property
    def ended(self) -> bool:
        """Say whether nothing more will come of it."""
        return self.status in ENDED


class Bulk:
    """Files and jobs on the server that the settings name; as a context, it closes its connections."""

    def __init__(self, settings: Settings) -> None:
        """Make the client; nothing is sent.

        Raises:
            SettingsError: no model is named, the endpoint has no such jobs, or there is a budget in dollars and no price.
            ModelAuthError: there is no key.
        """
        ready(settings)
        if settings.api_version:
            raise SettingsError(
                "A dated Azure endpoint has no jobs of this kind.", "Use its v1 endpoint, or leave --via out."
            )
        Purse(settings)
        import openai

        key = settings.api_key.get_secret_value() if settings.api_key else "none"
        self._settings = settings
        self._client = openai.OpenAI(
            api_key=key,
            base_url=settings.base_url or OPENAI,
            max_retries=settings.max_retries,
            timeout=within(settings.timeout_s),
        )

    def __enter__(self) -> Self:
        """Use it until the block ends."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connections."""
        self._client.close()

    def upload(self, path: Path, name: str) -> str:
        """Send a file of requests up under a name; give its id.

        Raises:
            ModelError: the server doesn't take it, or can't be reached.
        """
        with self._explained(), path.open("rb") as file:
            return self._client.files.create(file=(name, file), purpose="batch").id

    def create(self, file: str, endpoint: str, mark: str) -> Standing:
        """Begin a job on a file that was sent up, once: a failure is never followed by a second try.

        Raises:
            ModelError: the server doesn't take it, or can't be reached; then the job may have begun all the same.
        """
        with self._explained():
            made = self._client.with_options(max_retries=0).batches.create(
                input_file_id=file,
                endpoint=cast("Literal['/v1/chat/completions']", endpoint),
                completion_window="24h",
                metadata={MARK: mark},
            )
        return _standing(made)

    def find(self, mark: str) -> Standing | None:
        """Look for a job by its mark among the latest thousand.

        Raises:
            ModelError: the server can't be asked.
        """
        with self._explained():
            for number, one in enumerate(self._client.batches.list(limit=100)):
                if (one.metadata or {}).get(MARK) == mark:
                    return _standing(one)
                if number >= _LOOK_BACK:
                    break
        return None

    def look(self, job: str) -> Standing:
        """Ask how a job stands.

        Raises:
            ModelError: the server can't be asked, or knows no such job.
        """
        with self._explained():
            return _standing(self._client.batches.retrieve(job))

    def cancel(self, job: str) -> Standing:
        """Ask that a job be ended; what it has answered by then is kept, and paid.

        Raises:
            ModelError: the server can't be asked, or the job has ended.
        """
        with self._explained():
            return _standing(self._client.batches.cancel(job))

    def fetch(self, file: str, to: Path) -> None:
        """Bring a file of answers down, whole and on the disk, or not at all.

        Raises:
            ModelError: it can't be had.
        """
        half = to.with_name(f"{to.name}.new")
        for left in range(self._settings.max_retries, -1, -1):
            try:
                self._stream(file, half)
                break
            except ModelUnreachableError:
                if not left:
                    raise
                time.sleep(0.2)
        into_place(half, to)

    def delete(self, file: str) -> None:
        """Take a file away from the server.

        Raises:
            ModelError: it can't be taken away.
        """
        with self._explained():
            self._client.files.delete(file)

    def _stream(self, file: str, half: Path) -> None:
        import httpx2

        with (
            self._explained(),
            self._client.files.with_streaming_response.content(file) as response,
            half.open("wb") as out,
        ):
            try:
                for block in response.iter_bytes():
                    out.write(block)
            except httpx2.HTTPError as error:
                raise ModelUnreachableError(
                    f"The file {file} came to a halt on its way: {error}.", "Give the same command again."
                ) from error
            out.flush()
            os.fsync(out.fileno())

    @contextmanager
    def _explained(self) -> Iterator[None]:
        import openai

        try:
            yield
        except openai.APIError as error:
            if isinstance(error, openai.APIStatusError) and error.status_code in _MISSING:
                raise ModelError(
                    f"The server doesn't know that: {_words(error)}.",
                    "Check OPENAI_BASE_URL and the key's project; where a server has no Batch API, leave --via out.",
                ) from error
            raise failure_of(error, self._settings, 0).error from error


def _words(error: openai.APIStatusError) -> str:
    body: Any = error.body
    told = body.get("message") if isinstance(body, dict) else None
    return str(told or f"HTTP {error.status_code}")[:200].rstrip(".")


def _standing(job: Batch) -> Standing:
    counts, errors = job.request_counts, job.errors
    said = [
        f"line {one.line}: {one.message or one.code}" if one.line else str(one.message or one.code)
        for one in (errors.data if errors else None) or []
    ]
    return Standing(
        job.id,
        job.status,
        counts.total if counts else 0,
        counts.completed if counts else 0,
        counts.failed if counts else 0,
        job.output_file_id or "",
        job.error_file_id or "",
        tuple(said),
    )
