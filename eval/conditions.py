"""`python -m eval.conditions`: what each screened pattern of wbcoach needs, read off anew and kept beside the patterns."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import wbcoach
from eval.disk import write_whole
from wbcoach.coach import Coach
from wbcoach.settings import Settings
from wbcoach.vocabulary.kept import FILE, Plain, in_plain, name_of, written
from wbcoach.vocabulary.necessary import conditions
from wbcoach.vocabulary.screen import EVERY


def every() -> dict[str, Plain]:
    """Read the conditions of all screened patterns off them, by the name under which they are kept."""
    home = Path(wbcoach.__file__).parent
    for path in sorted(home.rglob("*.py")):
        if "screened" in path.read_text("utf-8"):
            importlib.import_module(".".join(("wbcoach", *path.relative_to(home).with_suffix("").parts)))
    Coach(Settings()).critique("Nobody waits.")  # for those that are made where they are first asked for
    return {name_of(one.pattern, one.flags): in_plain(conditions(one.pattern, one.flags)) for one in EVERY}


def main() -> None:
    """Write the file anew."""
    found = every()
    write_whole(FILE, written(found))
    sys.stderr.write(f"{FILE.name}: {len(found)} patterns\n")


if __name__ == "__main__":
    main()
