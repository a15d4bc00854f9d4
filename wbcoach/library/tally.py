"""What a run of indexing did, in numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wbcoach.library.material import Problem


@dataclass
class Tally:
    """Counts that grow as items are taken in; `moved` ones stand in another file than before."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    moved: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def touched(self) -> bool:
        """Say whether anything is other than before."""
        return bool(self.added or self.changed or self.removed or self.moved)
