"""How many names of people are masked, and what is masked that is none, on made texts; processor time a text.

python -m eval.bench_names [--show a]      --show a also prints what goes wrong in half a
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from statistics import median
from typing import Any, Final

import yaml

from eval.score import pinned
from wbcoach import assets
from wbcoach.privacy import Masker
from wbcoach.privacy.names import open_names

FOLDER: Final = Path(__file__).with_name("names")


def load(name: str) -> list[dict[str, Any]]:
    """Read the made texts `named` or `unnamed`: each with `half`, `text` and perhaps `names`."""
    rows: list[dict[str, Any]] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))
    return rows


def main() -> None:
    """Print recall and false masks for both halves, and the time."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--show", choices=("a",), help="print what goes wrong in this half")
    shown = asked.parse_args().show
    started = time.perf_counter()
    finder = open_names(assets.find("names", pinned().assets))
    print(f"opened in {time.perf_counter() - started:.1f} s")
    times = []
    for half in ("a", "b"):
        met = names = false = texts = wrong = 0
        for row in (*load("named"), *load("unnamed")):
            if row["half"] != half:
                continue
            before = time.process_time()
            found = [one.value for one in finder.find(row["text"])]
            times.append((time.process_time() - before) * 1000)
            real = row.get("names", [])
            left = Masker(finder).mask(row["text"])
            lost = [name for name in real if any(part in left for part in (name, *name.split()))]
            strange = [one for one in found if not any(one in name or name in one for name in real)]
            names, met, false = names + len(real), met + len(real) - len(lost), false + len(strange)
            texts, wrong = texts + (not real), wrong + (not real and bool(found))
            if half == shown and (lost or strange):
                print(f"  lost {lost}, false {strange}: {row['text'][:90]!r}")
        print(
            f"half {half}: {met} of {names} names masked whole, {false} false masks; {wrong} of {texts} texts without a name touched"
        )
    print(f"processor time of a text: median {median(times):.1f} ms, most {max(times):.1f} ms")


if __name__ == "__main__":
    main()
