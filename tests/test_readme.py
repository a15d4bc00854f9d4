"""The README is true: its two commands, its tables and its first screen; `make readme` writes the generated parts."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from typer.main import get_command

from wbcoach.faces.cli.app import app
from wbcoach.pitfalls import catalogue

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"


def pitfall_table() -> str:
    rows = [f"| {p.code} | {p.name} | {p.severity} | {p.message} |" for p in catalogue().values()]
    return "\n".join(["| code | name | severity | what it is |", "|---|---|---|---|", *rows])


def demo_screen() -> str:
    command = [sys.executable, "-m", "wbcoach", "demo"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8")
    return "```console\n$ wbcoach demo\n" + done.stdout.rstrip() + "\n```"


def score_table() -> str:
    command = [sys.executable, "-m", "eval", "run", "--offline", "--markdown", "--no-baseline"]
    return subprocess.run(
        command, capture_output=True, text=True, check=True, cwd=ROOT, encoding="utf-8"
    ).stdout.strip()


PARTS = {"demo": demo_screen, "pitfalls": pitfall_table, "score": score_table}


def part(text: str, name: str) -> str:
    match = re.search(rf"<!-- {name}: [^>]*-->\n(.*?)<!-- /{name} -->", text, re.DOTALL)
    assert match, f"README.md has no part {name!r}"
    return match[1].strip()


def timeless(text: str) -> str:
    """Fold what differs from run to run: how long it took, the room left before it, how sure a head is."""
    text = re.sub(r" +offline critic, \d+ ms", "  offline critic, N ms", text)
    return re.sub(r" [01]\.\d\d (?=rule|local)", " 0.00 ", text)


def test_the_readme_holds_exactly_two_commands_of_one_line_each() -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```$", README.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert len(blocks) == 2
    assert all(block.count("\n") == 1 for block in blocks)


def test_every_other_example_is_a_console_block_or_a_file() -> None:
    openings = re.findall(r"^```(\w*)$", README.read_text("utf-8"), re.MULTILINE)
    assert set(filter(None, openings)) == {"sh", "console", "yaml", "json"}


def test_the_pitfall_table_is_the_catalogue() -> None:
    assert part(README.read_text("utf-8"), "pitfalls") == pitfall_table()


def test_the_scores_of_the_heads_are_those_of_the_baseline() -> None:
    """The gate in continuous integration holds the baseline to a run."""
    head, _, *rows = [line.split("|")[1:-1] for line in part(README.read_text("utf-8"), "score").splitlines()]
    blessed = json.loads((ROOT / "eval" / "baseline.json").read_text("utf-8"))["figures"]
    columns = {
        split: next(at for at, cell in enumerate(head) if "heads" in cell and split in cell)
        for split in blessed
    }
    names = ("precision", "recall", "clean", "verdict")
    told = {
        (split, name): [float(number) for number in re.findall(r"\d*\.\d+", row[at])]
        for name, row in zip(names, rows, strict=False)
        for split, at in columns.items()
    }
    assert told == {
        (split, name): [round(figures[name][which], 3) for which in ("value", "low", "high")]
        for split, figures in blessed.items()
        for name in names
    }


def test_the_first_screen_is_what_the_demo_prints(
    minilm: Path, assets_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WBCOACH_ASSETS", str(assets_folder))
    assert minilm.is_dir()
    assert timeless(part(README.read_text("utf-8"), "demo")) == timeless(demo_screen())


def test_each_command_and_each_dependency_is_in_the_readme() -> None:
    text = README.read_text("utf-8")
    listed = re.search(
        r"^dependencies = \[\n(.*?)^\]",
        (ROOT / "pyproject.toml").read_text("utf-8"),
        re.DOTALL | re.MULTILINE,
    )
    assert listed
    names = re.findall(r'"([A-Za-z0-9_-]+)[><=]', listed[1])
    assert [name for name in names if name not in text] == []
    commands = getattr(get_command(app), "commands", {})
    assert len(commands) > 20
    assert [name for name in commands if f"wbcoach {name}" not in text] == []


def write() -> None:
    """Put the generated parts in their places."""
    text = README.read_text("utf-8")
    for name, make in PARTS.items():
        start = re.search(rf"<!-- {name}: [^>]*-->\n", text)
        assert start, name
        text = text[: start.end()] + make() + "\n" + text[text.index(f"<!-- /{name} -->", start.end()) :]
    README.write_text(text, "utf-8")


if __name__ == "__main__":
    write()
