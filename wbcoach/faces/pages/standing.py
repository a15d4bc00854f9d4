"""A page of HTML that stands by itself: our own Markdown and pictures, no script, no network."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Final

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_BREAK: Final = "\ue000"
_STYLE: Final = """\
:root { color-scheme: light dark }
body { font: 1rem/1.5 sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem }
h1, h2, h3, p, li { max-width: 48rem }
blockquote { border-left: .2rem solid; margin-left: 0; padding-left: 1rem }
table { border-collapse: collapse; display: block; overflow-x: auto }
td, th { border: 1px solid; padding: .3rem .5rem; text-align: left; vertical-align: top; min-width: 8rem }
figure { margin: 1rem 0; overflow-x: auto }
figure svg:not([width$=pt]) { min-width: 60rem }
"""


def page(markdown: str, title: str, pictures: Mapping[str, str] | None = None) -> str:
    """Make a page of our own Markdown.

    Args:
        markdown: no markup of customers may be in it.
        title: of the page.
        pictures: SVG by the heading that it is put below.
    """
    from markdown_it import MarkdownIt

    # A line break in a table's cell is the one mark of HTML that our Markdown has; customers' own stand escaped in it.
    plain = markdown.replace(_BREAK, " ").replace("<br>", _BREAK)
    made = MarkdownIt("commonmark", {"html": False}).enable("table").render(plain).replace(_BREAK, "<br>")
    for heading, picture in (pictures or {}).items():
        for level in (1, 2, 3):
            mark = f"<h{level}>{escape(heading)}</h{level}>\n"
            if mark in made:
                drawn = picture[picture.index("<svg") :]
                made = made.replace(mark, f"{mark}<figure tabindex='0'>{drawn}</figure>\n", 1)
                break
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>\n{made}</main>\n</body>\n</html>\n"
    )
