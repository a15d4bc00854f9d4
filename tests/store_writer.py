"""A process for tests that end one: publishes generation after generation and says which are done.

Each generation holds `count` items that all say which one it is, so a reader can tell a mixture.
"""

from __future__ import annotations

import sys
from pathlib import Path

from hashing import Hashing

from wbcoach.evidence import Item
from wbcoach.library import Batch, Store


def batch(number: int, count: int) -> Batch:
    places = ("harbour", "kitchen", "garage", "cellar", "attic", "garden", "office")
    return Batch([Item(f"i{n}", f"round{number} the {places[n % 7]} door {n} sticks") for n in range(count)])


def main(folder: str, first: int, last: int, count: int) -> None:
    embedder = Hashing()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for number in range(first, last):
        Store(Path(folder)).update(batch(number, count), embedder=embedder, origin="rounds")
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], *(int(value) for value in sys.argv[2:5]))
