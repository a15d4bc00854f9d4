"""The finished parts of a Define pack in its folder, so that a run that was stopped goes on where it was."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from wbcoach import __version__
from wbcoach.disk import replace_whole
from wbcoach.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from wbcoach.define.material import Material

Made = TypeVar("Made", bound=BaseModel)
_STAMPS: Final = "parts.json"


def fingerprint(material: Material) -> str:
    """Hash all that was read: items, rows of surveys, and what the vectors are of."""
    told = hashlib.sha256(
        f"{__version__} {material.made} {material.embedder} {sorted(material.filters.items())}".encode()
    )
    told.update(f"{sorted(material.counts.items())}".encode())
    for item in (*material.items, *material.rows):
        plain = [
            item.id,
            item.sha256,
            item.source,
            item.date,
            item.product,
            item.segment,
            item.rating,
            item.customer,
        ]
        told.update(json.dumps([*plain, sorted(item.meta.items())]).encode("utf-8", "surrogatepass"))
    return told.hexdigest()


class Parts:
    """A folder of parts; each is kept with a stamp of what it was made from, and made again when that has changed."""

    def __init__(self, folder: Path | None) -> None:
        """Use a folder, which is made; None keeps nothing.

        Raises:
            InputError: the folder can't be made.
        """
        self.folder = folder
        self.reused: list[str] = []
        if folder is not None:
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise InputError(
                    f"{folder} can't be made: {error.strerror}.", "Name another folder: -o FOLDER."
                ) from None

    def part(self, name: str, shape: type[Made], stamp: str, make: Callable[[], Made]) -> Made:
        """Give a part as it was kept under the same stamp, else make and keep it.

        Raises:
            InputError: the folder can't be written to.
        """
        kept = self._kept(name, shape, stamp)
        if kept is not None:
            self.reused.append(name)
            return kept
        made = make()
        text = json.dumps(made.model_dump(mode="json", by_alias=True), ensure_ascii=False, indent=1) + "\n"
        self.write(f"{name}.json", text)
        self.write(_STAMPS, json.dumps({**self._stamps(), name: [stamp, _hash(text)]}, indent=1) + "\n")
        return made

    def read(self, name: str) -> str | None:
        """Give a file of the folder, None where it isn't there or isn't text."""
        if self.folder is None:
            return None
        try:
            return (self.folder / name).read_text("utf-8")
        except (OSError, ValueError):
            return None

    def write(self, name: str, text: str) -> None:
        """Write a file of the folder whole, or not at all.

        Raises:
            InputError: it can't be written.
        """
        if self.folder is None:
            return
        place = self.folder / name
        try:
            replace_whole(place, text.encode("utf-8", "backslashreplace"))
        except OSError as error:
            raise InputError(
                f"{place} can't be written: {error.strerror}.", "Name another folder: -o FOLDER."
            ) from None

    def _stamps(self) -> dict[str, Any]:
        try:
            found = json.loads(self.read(_STAMPS) or "{}")
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def _kept(self, name: str, shape: type[Made], stamp: str) -> Made | None:
        text = self.read(f"{name}.json")
        if text is None or self._stamps().get(name) != [stamp, _hash(text)]:
            return None
        try:
            return shape.model_validate_json(text)
        except ValidationError:
            return None


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
