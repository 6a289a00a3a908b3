"""How a command or a group of commands begins: the same help, the same did-you-mean everywhere."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup

from castalia.cli import problems


class Group(TyperGroup):
    """A group of commands that knows what was probably meant."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        known = self.list_commands(ctx)
        if args and args[0] not in known and not args[0].startswith("-") and not ctx.resilient_parsing:
            raise problems.no_command(args[0], known, ctx.command_path)
        return super().resolve_command(ctx, args)


def new_app(group: type[Group] = Group, *, completion: bool = False) -> typer.Typer:
    """An empty Typer app; one command added to it makes a command of it, several a group."""
    return typer.Typer(
        cls=group,
        rich_markup_mode="rich",
        add_completion=completion,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
