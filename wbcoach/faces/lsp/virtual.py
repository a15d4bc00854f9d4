"""Texts that stand in no file: pages of pitfalls, and pieces of feedback whose file is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from wbcoach.errors import WbcoachError
from wbcoach.faces.cli.explain import page
from wbcoach.pitfalls import pitfall

if TYPE_CHECKING:
    from wbcoach.faces.lsp.desk import Desk


def text_of(uri: str, desk: Desk) -> str:
    """Give the text that a `wbcoach:` address names; what there is none of says so."""
    kind, _, name = urlsplit(uri).path.strip("/").partition("/")
    name = unquote(name.rpartition(".")[0] or name)
    try:
        if kind == "explain":
            return page(pitfall(name))
        if kind == "feedback":
            for project in desk.projects:
                item = project.item(name)
                if item is not None:
                    about = ", ".join(part for part in (item.id, item.source, item.date) if part)
                    return f"{about}\n\n{item.text}\n"
    except WbcoachError as error:
        return f"{error}\n"
    return f"There is no {uri}.\n"
