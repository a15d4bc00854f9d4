"""What is wrong with a YAML file, each fault with the line it stands on and the id of its case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails


def told(path: Path, error: ValidationError | yaml.YAMLError | UnicodeDecodeError) -> list[str]:
    """Give a line for each fault: file, line, whose it is, what is wrong."""
    if isinstance(error, UnicodeDecodeError):
        return [f"{path}: it is no UTF-8 at byte {error.start + 1}"]
    if isinstance(error, yaml.YAMLError):
        mark = getattr(error, "problem_mark", None)
        where = f":{mark.line + 1}" if mark else ""
        return [f"{path}{where}: it is no YAML: {getattr(error, 'problem', None) or error}"]
    root = yaml.compose(path.read_text("utf-8"), yaml.SafeLoader)
    return [
        f"{path}:{_line(root, one['loc'])}: {_told(_whose(root, one['loc']), one)}"
        for one in error.errors(include_url=False, include_input=False)
    ]


_PLAINER = {
    "missing": "it is missing",
    "extra_forbidden": "there is no such field",
    "string_type": "this has to be a text; put a date or a number in quotes",
    "list_type": "this has to be a list",
    "model_type": "this has to be a record of fields",
}


def _told(whose: str, fault: ErrorDetails) -> str:
    """Say whose a fault is, once, and what is wrong."""
    name = whose.partition(",")[0].removesuffix(": ")
    message = fault["msg"].removeprefix("Value error, ").removeprefix(f"{name}: ")
    return whose + _PLAINER.get(fault["type"], message)


def line_of(path: Path, place: Sequence[int | str]) -> int:
    """Give the line on which a part of a file stands, or the nearest part around it that is there."""
    return _line(yaml.compose(path.read_text("utf-8"), yaml.SafeLoader), place)


def _line(root: yaml.Node | None, place: Sequence[int | str]) -> int:
    return root.start_mark.line + 1 if (root := _walked(root, place)[-1]) else 1


def _walked(root: yaml.Node | None, place: Sequence[int | str]) -> list[yaml.Node | None]:
    """Give the nodes from the root to a place, as far as they are there."""
    nodes = [root]
    for step in place:
        node = _part(nodes[-1], step)
        if node is None:
            break
        nodes.append(node)
    return nodes


def _part(node: yaml.Node | None, step: int | str) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        found: yaml.Node = node.value[step]
        return found
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    return None


def _whose(root: yaml.Node | None, place: Sequence[Any]) -> str:
    """Name the innermost record with an id that a fault is in, and the field."""
    names = [_part(node, "id") for node in _walked(root, place) if isinstance(node, yaml.MappingNode)]
    ids = [str(node.value) for node in names if isinstance(node, yaml.ScalarNode)]
    field = ".".join(
        str(step) for step in place if isinstance(step, str) and (step != "cases" or len(place) == 1)
    )
    parts = [*ids[:1], *([field] if field else [])]
    return f"{', '.join(parts)}: " if parts else ""
