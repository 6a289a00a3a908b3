"""The command line: a thin face of the studio. `main` is what the `castalia` program runs."""

from __future__ import annotations


def main(args: list[str] | None = None) -> int:
    """Run one command line (`sys.argv` when None) and return its exit status."""
    from castalia.cli.app import run

    return run(args)
