"""`wbcoach explain`: a pitfall's page, made of its file and its guidance note."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import wbcoach
from wbcoach.faces.cli import streams
from wbcoach.pitfalls import catalogue, pitfall

if TYPE_CHECKING:
    from wbcoach.pitfall import Pitfall

GUIDANCE = Path(wbcoach.__file__).parent / "guidance"


def run(code: str | None) -> None:
    """Print one page, or the list of all pitfalls.

    Raises:
        InputError: there is no such pitfall.
    """
    streams.write(page(pitfall(code)) if code else listing())


def listing() -> str:
    """List all pitfalls, a line each."""
    return "".join(
        f"{p.code}  {p.name:24} {p.lens:9} {p.severity:8} {p.message}\n" for p in catalogue().values()
    )


def page(known: Pitfall) -> str:
    """Write the page of a pitfall as plain Markdown."""
    lines = [
        f"# {known.code} {known.name}",
        "",
        f"{known.message} ({known.lens}, {known.severity})",
        "",
        known.why,
        "",
        f"Ask: {known.question}",
        "",
        "## Examples that have it",
        "",
        *(f"- {example.text}" for example in known.bad),
        "",
        "## Near misses that are fine",
        "",
        *(f"- {example.text}" for example in known.good),
        "",
        note(known),
    ]
    return "\n".join(lines).rstrip() + "\n"


def note(known: Pitfall) -> str:
    """Give the guidance note without its front matter; links read as plain words."""
    text = (GUIDANCE / f"{known.note}.md").read_text("utf-8")
    body = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    return re.sub(r"\[\[(?:[^\]|]*\|)?([^\]]+)\]\]", lambda link: link[1].replace("_", " "), body).strip()
