"""The contact sheet of a comparison: all pictures in a grid, with the values of the axes at its edges."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from castalia.experiments.axes import Axis

TILE = 256
EDGE = 34
GAP = 6
MOST_PIXELS = 24_000_000
PAPER, INK, FAINT = (250, 249, 246), (35, 35, 40), (120, 118, 112)


def still(path: Path, media_type: str) -> np.ndarray | None:
    """A picture, or the middle frame of a clip: uint8 (height, width, 3); None when it is neither."""
    from castalia.media.picture import read_picture
    from castalia.media.video import read_frames

    if media_type.startswith("image/"):
        return read_picture(path)[..., :3]
    if not media_type.startswith("video/"):
        return None
    frames = list(read_frames(path))
    return frames[len(frames) // 2] if frames else None


def contact_sheet(found: tuple[Axis, ...], rows: list[dict[str, Any]], folder: Path) -> Image.Image:
    """The sheet: the last axis runs across, all others down.

    Args:
        rows: of the table, in the order of the cells; `file` names the picture in `folder`, empty when it failed.
    """
    from castalia.media.kinds import media_type

    across = len(found[-1].values)
    down = -(-len(rows) // across)
    side = max(48, min(TILE, int((MOST_PIXELS / (across * down)) ** 0.5)))
    pictures = [still(folder / r["file"], media_type(folder / r["file"])) if r["file"] else None for r in rows]
    tiles = [None if p is None else _fitted(p, side) for p in pictures]
    height = max((t.height for t in tiles if t is not None), default=side)
    font = ImageFont.load_default(13)
    left = _left_edge(found, rows, font)
    sheet = Image.new("RGB", (left + across * (side + GAP) + GAP, EDGE + down * (height + GAP) + GAP), PAPER)
    draw = ImageDraw.Draw(sheet)
    for i in range(across):
        text = _shortened(f"{found[-1].name}={rows[i]['values'][-1]}", side, font)
        draw.text((left + GAP + i * (side + GAP), EDGE - 20), text, INK, font)
    for i, tile in enumerate(tiles):
        x, y = left + GAP + i % across * (side + GAP), EDGE + GAP + i // across * (height + GAP)
        if i % across == 0 and len(found) > 1:
            lines = [f"{a.name}={v}" for a, v in zip(found[:-1], rows[i]["values"], strict=False)]
            draw.multiline_text((GAP, y), "\n".join(_shortened(t, left, font) for t in lines), INK, font)
        if tile is not None:
            sheet.paste(tile, (x, y))
        else:
            draw.rectangle((x, y, x + side - 1, y + height - 1), outline=FAINT)
            draw.multiline_text((x + 8, y + 8), _wrapped(rows[i]["error"] or "not made", side - 16, font), FAINT, font)
    return sheet


def _fitted(picture: np.ndarray, side: int) -> Image.Image:
    image = Image.fromarray(picture)
    scale = side / max(image.width, image.height)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.LANCZOS if scale < 1 else Image.Resampling.NEAREST)


def _left_edge(found: tuple[Axis, ...], rows: list[dict[str, Any]], font: Any) -> int:
    if len(found) == 1:
        return 0
    texts = [f"{a.name}={v}" for row in rows for a, v in zip(found[:-1], row["values"], strict=False)]
    return min(220, int(max(font.getlength(t) for t in texts)) + 2 * GAP)


def _shortened(text: str, width: int, font: Any) -> str:
    if font.getlength(text) <= width - 4:
        return text
    while len(text) > 1 and font.getlength(text + "…") > width - 4:
        text = text[:-1]
    return text + "…"


def _wrapped(text: str, width: int, font: Any) -> str:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines[:9])
