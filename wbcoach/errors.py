"""What can go wrong, as a tree: each error carries its exit code, HTTP status and what to do next.

    WbcoachError                        exit 1, 500
    ├── InputError                      exit 2, 422   the material can't be used as it is
    │   ├── EmptyDraftError             exit 2, 422   there is no word in the draft
    │   └── KeyTakenError               exit 2, 409   an idempotency key stands for another batch
    ├── SettingsError                   exit 2, 400   a flag, a variable or the config file is wrong
    │   └── MissingExtraError           exit 2, 400   an optional part of wbcoach isn't installed
    ├── StoreError                      exit 3, 503   the index can't be read or written
    │   ├── StoreBusyError              exit 3, 409   another process is writing to it
    │   └── StoreVersionError           exit 3, 409   written by a newer wbcoach
    ├── AssetError                      exit 3, 503   a large file can't be had
    ├── ClusterError                exit 3, 503   a Dask cluster can't be reached, or has lost its workers
    ├── ServiceError                    exit 3, 502   a wbcoach server can't be reached, or fails
    └── ModelError                      exit 3, 502   the model gave no usable answer
        ├── ModelAuthError              exit 3, 502   no key, or one that is refused
        ├── ModelBusyError              exit 3, 503   rate limited, after the retries
        ├── ModelUnreachableError       exit 3, 504   no connection, or no answer in time
        ├── BudgetError                 exit 3, 503   the next call could go beyond what a run may cost
        ├── NotKeptError                exit 3, 502   a replay needs an answer that was not kept
        └── ModelAnswerError            exit 3, 502   empty, cut off, refused or not of the asked shape

Faces print `message` and `hint`, and leave with `exit_code`; they invent no errors of their own.
"""

from __future__ import annotations

from typing import ClassVar


class WbcoachError(Exception):
    """Base of all errors that a user can meet; anything else is a fault in wbcoach."""

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 1
    http_status: ClassVar[int] = 500

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep what happened (`message`) and what to do next (`hint`)."""
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """Give both on one line, for logs."""
        return f"{self.message} {self.hint}".strip()


class InputError(WbcoachError):
    """The material can't be used as it is: a missing file, no statement in it, a broken row."""

    code = "bad_input"
    exit_code = 2
    http_status = 422


class EmptyDraftError(InputError):
    """The draft is empty, or white space alone."""

    HINT: ClassVar[str] = (
        'Write who has which hardship when: "Today, ... have to ... when ... Customers need a way to ..."'
    )

    def __init__(self) -> None:
        """Say what to write."""
        super().__init__("The draft is empty.", self.HINT)


class KeyTakenError(InputError):
    """An idempotency key came with other rows than it came with before."""

    code = "key_taken"
    http_status = 409


class SettingsError(WbcoachError):
    """A flag, an environment variable or the config file holds something it can't."""

    code = "bad_settings"
    exit_code = 2
    http_status = 400


class MissingExtraError(SettingsError):
    """A command, or a part of one, needs an optional part that isn't installed."""

    code = "extra_missing"

    def __init__(self, extra: str, command: str = "", *, what: str = "") -> None:
        """Name the extra, and the command that needs it; else `what` does, as the subject of a sentence."""
        super().__init__(
            f"{what or f'`wbcoach {command}`'} needs the extra {extra!r}, which isn't installed.",
            f"Install it: pip install 'wbcoach[{extra}]'.",
        )


class StoreError(WbcoachError):
    """The index can't be read or written."""

    code = "store_failed"
    exit_code = 3
    http_status = 503


class StoreBusyError(StoreError):
    """Another process holds the writer's lock."""

    code = "store_busy"
    http_status = 409


class StoreVersionError(StoreError):
    """The index was written by a newer wbcoach."""

    code = "store_too_new"
    http_status = 409


class AssetError(WbcoachError):
    """A large file can't be fetched or doesn't match its checksum."""

    code = "asset_unavailable"
    exit_code = 3
    http_status = 503


class ClusterError(WbcoachError):
    """A Dask cluster can't be reached, has no worker left, or has one that is another wbcoach than this."""

    code = "cluster_failed"
    exit_code = 3
    http_status = 503


class ServiceError(WbcoachError):
    """A server of `wbcoach serve` can't be reached, refuses a request or fails; `status` is its HTTP status, or 0."""

    code = "service_failed"
    exit_code = 3
    http_status = 502

    def __init__(self, message: str, hint: str = "", status: int = 0) -> None:
        """Keep what happened, what to do next, and the status that came."""
        super().__init__(message, hint)
        self.status = status


class ModelError(WbcoachError):
    """The model gave no usable answer."""

    code = "model_failed"
    exit_code = 3
    http_status = 502


class ModelAuthError(ModelError):
    """There is no key, or the server refuses it."""

    code = "model_auth"


class ModelBusyError(ModelError):
    """The server still says "slow down" after the retries."""

    code = "model_busy"
    http_status = 503


class ModelUnreachableError(ModelError):
    """There is no connection, or no answer in time."""

    code = "model_unreachable"
    http_status = 504


class ModelAnswerError(ModelError):
    """The answer is empty, cut off, refused or not of the asked shape."""

    code = "model_answer"


class BudgetError(ModelError):
    """The next call could go beyond the run's budget, so it wasn't made."""

    code = "budget_spent"
    http_status = 503


class NotKeptError(ModelError):
    """A replay needs an answer that was not kept, and asks no server for another."""

    code = "answer_not_kept"
