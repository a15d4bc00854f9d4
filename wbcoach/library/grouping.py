"""Duplicates within a store: groups of the same words, kept up to date as items come and go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wbcoach.library.duplicates import CANDIDATES, Print, alike, may_be_one, print_of

if TYPE_CHECKING:
    from wbcoach.evidence import Item
    from wbcoach.library.records import Records

_PRINTS_KEPT = 20_000


class Grouping:
    """The groups of one collection; `settle` chooses who stands for each that changed.

    A group is named by its founder, the row that came first. Only founders are compared with, so that
    likeness does not creep from one neighbour to the next.
    """

    def __init__(self, records: Records, collection: str) -> None:
        """Work on the table that is being written."""
        self._records = records
        self._collection = collection
        self._changed: set[int] = set()
        self._orphans: set[int] = set()
        self._prints: dict[int, Print] = {}

    def join(self, row: int, item: Item) -> bool:
        """Put a row in the group of its words; say whether others were there before."""
        mine = print_of(item.text)
        founder = self._founder(row, item, mine)
        self._records.tell(
            "UPDATE items SET founder = ?, twin_of = NULL WHERE row = ?", (founder or row, row)
        )
        if founder is None:
            self._prints[row] = mine
            self._records.tell_all(
                "INSERT INTO pieces VALUES(?, ?)", [(piece, row) for piece in set(mine.sketch)]
            )
        else:
            self._changed.add(founder)
        return founder is not None

    def _founder(self, row: int, item: Item, mine: Print) -> int | None:
        tried = {row}
        for piece in mine.sketch:
            found = self._records.ask(
                "SELECT row FROM pieces WHERE piece = ? ORDER BY row DESC LIMIT ?", (piece, CANDIDATES)
            )
            rows = [other for (other,) in found if other not in tried]
            tried.update(rows)
            for other, its in self._prints_of(rows):
                if alike(mine, its) and self._one_voice(item, other, len(mine.words)):
                    return other
        return None

    def _prints_of(self, rows: list[int]) -> list[tuple[int, Print]]:
        """Give the fingerprints of founders; those of late ones are kept, as they are asked for again."""
        unknown = [row for row in rows if row not in self._prints]
        if unknown:
            self._prints.update(
                (row, print_of(item.text)) for row, item in self._records.by_rows(unknown).items()
            )
        prints = [(row, self._prints[row]) for row in rows]
        if len(self._prints) > _PRINTS_KEPT:
            self._prints = dict(list(self._prints.items())[_PRINTS_KEPT // 2 :])
        return prints

    def _one_voice(self, item: Item, other: int, words: int) -> bool:
        (its,) = self._records.by_rows([other]).values()
        return may_be_one(item, its, words)

    def leave(self, row: int, item: Item, founder: int | None) -> None:
        """Take a row out of its group, before it changes or goes; a founder's group must be found anew."""
        self._orphans.discard(row)
        if founder is None:
            return
        self._records.tell("UPDATE items SET founder = NULL, twin_of = NULL WHERE row = ?", (row,))
        if founder != row:
            self._changed.add(founder)
            return
        self._prints.pop(row, None)
        pieces = set(print_of(item.text).sketch)
        self._records.tell_all(
            "DELETE FROM pieces WHERE piece = ? AND row = ?", [(piece, row) for piece in pieces]
        )
        others = self._records.ask("SELECT row FROM items WHERE founder = ?", (row,))
        self._records.tell("UPDATE items SET founder = NULL, twin_of = NULL WHERE founder = ?", (row,))
        self._orphans.update(other for (other,) in others)
        self._changed.discard(row)

    def settle(self) -> set[int]:
        """Choose the earliest of each changed group to stand for it; give all rows of those groups."""
        orphans = sorted(self._orphans)
        self._orphans.clear()
        for row, item in sorted(self._records.by_rows(orphans).items()):
            self.join(row, item)
        touched = set(orphans)
        for founder in sorted(self._changed):
            members = [
                row
                for (row,) in self._records.ask(
                    "SELECT row FROM items WHERE founder = ? ORDER BY date = '', date, row", (founder,)
                )
            ]
            if not members:
                continue
            self._records.tell("UPDATE items SET twin_of = ? WHERE founder = ?", (members[0], founder))
            self._records.tell("UPDATE items SET twin_of = NULL WHERE row = ?", (members[0],))
            touched.update(members)
        self._changed.clear()
        return touched
