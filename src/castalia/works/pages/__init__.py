"""Pages of works with a face: one HTML file each, in the style sheet of the story page, themed by the portrait."""

from __future__ import annotations

from functools import cache
from importlib.resources import files as package_files
from pathlib import Path
from typing import Any

from castalia.prompts.language import Language
from castalia.recipes import Recipe


def render(template: str, language: Language, themed_by: Path, **values: Any) -> str:
    """A page from its template.

    Args:
        template: its file. themed_by: the picture whose colours the page takes. values: what the template shows.
    """
    return str(
        _environment()
        .get_template(template)
        .render(
            lang="zh-Hans" if language == "zh" else "en",
            colors=colors_of(themed_by),
            css=asset("page", "style.css") + asset("pages", "faces.css"),
            **values,
        )
    )


def colors_of(picture: Path) -> dict[str, dict[str, str]]:
    """The colours of a page, light and dark, from those of a picture."""
    from castalia.works.colors import from_oklab, picture_colors, theme, to_hex

    found, _ = picture_colors(picture)
    return theme([to_hex(from_oklab(color)) for color in sorted(found, key=lambda c: float(c[0]))])


@cache
def asset(folder: str, name: str) -> str:
    """A style sheet or script of `works`."""
    return package_files("castalia.works").joinpath(folder, name).read_text("utf-8")


@cache
def _environment() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("castalia.works", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def size(path: Path) -> str:
    """Bytes for people."""
    count = path.stat().st_size
    return f"{count / 1e6:.1f}\u00a0MB" if count >= 1e6 else f"{max(1, round(count / 1e3))}\u00a0kB"


def settings_of(recipe: Recipe) -> list[tuple[str, str]]:
    """The fields that differ from what they are by themselves, and the seed; texts and files are shown elsewhere."""
    shown = []
    for name, spec in type(recipe).fields().items():
        value = getattr(recipe, name)
        if name != "seed" and (
            name == recipe.main or value == spec.default or spec.multiline or spec.group == "engine"
        ):
            continue
        shown.append((name, str(value).lower() if isinstance(value, bool) else str(value)))
    return shown
