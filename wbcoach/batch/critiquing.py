"""One row through a coach: its answer, and whether what went wrong is the row's own fault."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wbcoach.batch import answer
from wbcoach.errors import AssetError, StoreError, WbcoachError

if TYPE_CHECKING:
    from collections.abc import Callable

    from wbcoach.batch.answer import Answer
    from wbcoach.batch.row import Row
    from wbcoach.batch.troubles import Troubles
    from wbcoach.coach import Coach
    from wbcoach.critique import Critique


@dataclass(frozen=True, slots=True)
class Done:
    """An answered row: `trouble` may be all rows' trouble; `proof` says that the coach works."""

    row: Row
    answer: Answer
    trouble: WbcoachError | None = None
    proof: bool = False
    kept: bool = False


def critique_row(
    row: Row, coach: Coach, record: Callable[[Critique], dict[str, Any]], troubles: Troubles
) -> Done:
    """Critique a row that has no fault; whatever goes wrong is in what is given."""
    try:
        critique = coach.critique(
            row.text, row.evidence, id=row.id, location=row.location, ignores=row.ignores
        )
        given = answer.critiqued(record(critique), row)
    except WbcoachError as error:
        ours = isinstance(error, StoreError | AssetError)
        return Done(row, answer.failed(row, error), error if ours else None)
    except Exception as error:  # noqa: BLE001  a fault of ours costs one row, not the night's run
        return Done(row, answer.broken(row, error))
    refusal = troubles.refusal()
    return Done(row, given, refusal, proof=refusal is None and critique.verdict is not None)
