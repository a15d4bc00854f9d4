"""The colours of our own pictures, for a light and a dark ground; a picture carries both, and no colour tells what no word does.

Each mark and each text stands out from its ground by WCAG 2.2 (3:1 and 4.5:1), and the four rows of a journey map
from one another under any kind of colour vision; tests/test_pictures.py calculates both from the pictures that are made.
"""

from __future__ import annotations

from typing import Final

# By what is painted: on a light ground, and on a dark one.
COLOURS: Final[dict[str, tuple[str, str]]] = {
    "ground": ("#ffffff", "#15181c"),
    "ink": ("#1c2024", "#e8eaed"),
    "line": ("#555555", "#a5adb8"),
    "head": ("#eeeeee", "#2a3038"),
    "bar": ("#0072b2", "#56b4e9"),
    "mark": ("#cfe6f5", "#15405c"),
    "none": ("#767676", "#8b94a0"),
    "does": ("#2291ff", "#22c5ff"),
    "thinks": ("#db740e", "#f0b030"),
    "feels": ("#6e006e", "#fbeaf6"),
    "evidence": ("#00401b", "#39735a"),
}


def paint(fill: str | None = None, stroke: str | None = None) -> str:
    """Write the attributes that paint an element: for a light ground, with the classes that a dark one repaints."""
    attributes = f'fill="{COLOURS[fill][0] if fill else "none"}"'
    if stroke:
        attributes += f' stroke="{COLOURS[stroke][0]}"'
    classes = [f"wb-f-{fill}"] * bool(fill) + [f"wb-s-{stroke}"] * bool(stroke)
    return f'{attributes} class="{" ".join(classes)}"' if classes else attributes


def dark() -> str:
    """Write the rules that repaint what `paint` painted, where the reader's ground is dark."""
    rules = "".join(
        f".wb-f-{what}{{fill:{there}}}.wb-s-{what}{{stroke:{there}}}" for what, (_, there) in COLOURS.items()
    )
    return f"<style>@media (prefers-color-scheme: dark) {{{rules}}}</style>"


def opening(width: int, height: int, name: str, title: str, told: str, size: int) -> str:
    """Open a picture: its size, its name for those who don't see it, what it tells in words, and its ground.

    `title` and `told` are escaped already.
    """
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' style="max-width: 100%; height: auto" role="img" aria-labelledby="{name}-title {name}-told"'
        f' font-family="sans-serif" font-size="{size}" {paint("ink")}>'
        f'<title id="{name}-title">{title}</title><desc id="{name}-told">{told}</desc>'
        f"{dark()}"
        f'<rect width="{width}" height="{height}" {paint("ground")}/>'
    )
