"""A group of commands that has a default, such as `wbcoach index`."""

from __future__ import annotations

from typing import Any

from typer.core import TyperGroup


class AddByDefault(TyperGroup):
    """`wbcoach index PATH` means `wbcoach index add PATH`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the name of the default command in front, unless one is given."""
        if args and args[0] not in self.commands and args[0] not in ("--help", "-h"):
            args = ["add", *args]
        return super().parse_args(ctx, args)
