"""What a search can be narrowed by, as small arrays beside the BM25 index: one entry per document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from wbcoach.errors import InputError
from wbcoach.library.fields import iso_date

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from wbcoach.library.records import Entry

_NAMED: Final = ("source", "product", "segment", "kind")
NAMES: Final = (*_NAMED, "since", "until")
_FILE = "facets.npz"


class Columns:
    """The arrays while they grow."""

    def __init__(self) -> None:
        """Start empty."""
        self._rows: list[int] = []
        self._days: list[int] = []
        self._codes: dict[str, list[int]] = {name: [] for name in _NAMED}
        self._values: dict[str, dict[str, int]] = {name: {} for name in _NAMED}

    def add(self, entry: Entry) -> Entry:
        """Take the next document's values; give it back."""
        item = entry.item
        self._rows.append(entry.row)
        self._days.append(item.day.toordinal() if item.day else 0)
        for name in _NAMED:
            known = self._values[name]
            self._codes[name].append(known.setdefault(getattr(item, name), len(known)))
        return entry

    def write(self, folder: Path) -> None:
        """Write the arrays into a folder."""
        arrays: dict[str, NDArray[np.generic]] = {
            "row": np.array(self._rows, np.int64),
            "day": np.array(self._days, np.int32),
        }
        for name in _NAMED:
            arrays[name] = np.array(self._codes[name], np.int32)
            arrays[f"{name}_values"] = np.array(
                [value.casefold() for value in self._values[name]] or [""], np.str_
            )
        with (folder / _FILE).open("wb") as file:
            np.savez(file, **arrays)  # type: ignore[arg-type]  # its stub takes the names for flags


class Facets:
    """The arrays, read."""

    def __init__(self, folder: Path) -> None:
        """Read the arrays in `folder`; no pickles."""
        with np.load(folder / _FILE) as arrays:
            self._arrays = dict(arrays)
        self.rows: NDArray[np.int64] = self._arrays["row"]

    def places(self, rows: Sequence[int]) -> NDArray[np.int64]:
        """Give the place of each row among the documents, -1 where it is none of them."""
        if not len(self.rows):
            return np.full(len(rows), -1, np.int64)
        wanted = np.array(rows, np.int64)
        places = np.minimum(np.searchsorted(self.rows, wanted), len(self.rows) - 1)
        return np.where(self.rows[places] == wanted, places, -1)

    def allowed(self, where: Mapping[str, str]) -> NDArray[np.bool_]:
        """Say for each document whether it may be found.

        `source`, `product` and `kind` must be equal, letter case aside; `segment` must contain the
        words; `since` and `until` are days, YYYY-MM-DD, both included, and leave undated items out.

        Raises:
            InputError: an unknown name, or a day that is none.
        """
        mask = np.ones(len(self.rows), np.bool_)
        for name, value in where.items():
            wanted = value.strip().casefold()
            if name == "segment":
                mask &= self._holds(name, wanted, whole=False)
            elif name in _NAMED:
                mask &= self._holds(name, wanted, whole=True)
            elif name in ("since", "until"):
                mask &= self._dated(name, value)
            else:
                raise InputError(
                    f"A search can't be narrowed by {name!r}.", f"Use one of: {', '.join(NAMES)}."
                )
        return mask

    def _holds(self, name: str, wanted: str, *, whole: bool) -> NDArray[np.bool_]:
        known = [str(value) for value in self._arrays[f"{name}_values"]]
        fits = np.array([wanted == value if whole else wanted in value for value in known], np.bool_)
        mask: NDArray[np.bool_] = fits[self._arrays[name]]
        return mask

    def _dated(self, name: str, value: str) -> NDArray[np.bool_]:
        from datetime import date

        day = iso_date(value)
        if not day:
            raise InputError(f"{name}: {value!r} is not a day.", "Write it as YYYY-MM-DD.")
        days: NDArray[np.int32] = self._arrays["day"]
        limit = date.fromisoformat(day).toordinal()
        mask: NDArray[np.bool_] = (days >= limit) if name == "since" else (days > 0) & (days <= limit)
        return mask
