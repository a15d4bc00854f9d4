"""Pain points as servers give them: found once for a state of the index, filters and a day, then kept."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from wbcoach.define.extras import require_insights
from wbcoach.define.material import gather
from wbcoach.define.pains import find_pains

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from wbcoach.define.shapes import Pains
    from wbcoach.library import Library

_KEPT: Final = 4
_Asked = tuple[str, str | None, tuple[tuple[str, str], ...], str]


class PainPoints:
    """Finds pain points, one request at a time, and keeps the last few answers. Safe to share between threads."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lock = threading.Lock()
        self._found: OrderedDict[_Asked, Pains] = OrderedDict()

    def find(self, library: Library, as_of: dt.date, where: Mapping[str, str] | None = None) -> Pains:
        """Give the pain points of all feedback that `where` lets through, as `wbcoach pains` does.

        Raises:
            SettingsError: the extra `insights` isn't installed.
            StoreError: the index can't be read.
            InputError: an unknown filter, or no feedback fits.
        """
        require_insights()
        with self._lock:
            library.refresh()
            known = self._found.get(_asked(library, as_of, where))
            if known is None:
                known = find_pains(gather(library, library.embedder, where, as_of), as_of)
                asked = _asked(library, as_of, where)
                self._found[known.method.generation, *asked[1:]] = known
                while len(self._found) > _KEPT:
                    self._found.popitem(last=False)
            return known


def _asked(library: Library, as_of: dt.date, where: Mapping[str, str] | None) -> _Asked:
    name = library.embedder.name if library.embedder else None
    return library.generation, name, tuple(sorted((where or {}).items())), as_of.isoformat()
