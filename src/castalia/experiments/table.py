"""The page of a comparison: one table with pictures, sound or text, and the numbers beside them."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from castalia.experiments.axes import Axis
from castalia.recipes import Compare

_MEDIA = {"image": "img", "video": "video", "speech": "audio", "music": "audio"}


def page(recipe: Compare, found: tuple[Axis, ...], rows: list[dict[str, Any]]) -> str:
    """The page as HTML; files are taken from beside it."""
    from jinja2 import Environment

    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(files(__package__).joinpath("page.html.j2").read_text("utf-8"))
    across = len(found[-1].values)
    lines = [rows[i : i + across] for i in range(0, len(rows), across)]
    measured = [row for row in rows if not row["error"]]
    return template.render(
        recipe=recipe,
        lang="zh-Hans" if any("\u4e00" <= c <= "\u9fff" for c in recipe.prompt) else "en",
        axes=found,
        lines=lines,
        rows=rows,
        element=_MEDIA.get(recipe.of, "a"),
        has={name: any(row[name] is not None for row in measured) for name in ("load_seconds", "peak_bytes", "ssim")},
        longest=max((row["seconds"] for row in measured), default=0) or 1,
        size=in_units,
    )


def in_units(count: int) -> str:
    """Bytes for people."""
    return f"{count / 2**30:.2f} GiB" if count >= 2**30 else f"{count / 2**20:.0f} MiB"
