"""What is wrong with a YAML file, each fault with the line it stands on and the id of its case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pydantic import ValidationError


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
        f"{path}:{_line(root, one['loc'])}: {_whose(root, one['loc'])}{one['msg'].removeprefix('Value error, ')}"
        for one in error.errors(include_url=False, include_input=False)
    ]


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
    field = ".".join(str(step) for step in place if isinstance(step, str) and step != "cases")
    parts = [*ids[:1], *([field] if field else [])]
    return f"{', '.join(parts)}: " if parts else ""
