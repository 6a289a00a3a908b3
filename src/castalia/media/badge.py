"""The small visible mark that says that a picture was made by a machine."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

TEXT = "AI-generated"


def badge(frame: np.ndarray, text: str = TEXT) -> np.ndarray:
    """A frame, uint8 (height, width, 3), with the badge in its lower right corner: a new array."""
    height, width = frame.shape[:2]
    pill = drawn(min(height, width), text)
    margin = max(2, round(min(height, width) * 0.025))
    if pill.shape[0] + 2 * margin > height or pill.shape[1] + 2 * margin > width:
        margin = 0
    high, wide = min(pill.shape[0], height), min(pill.shape[1], width)
    made = frame.copy()
    place = made[height - margin - high : height - margin, width - margin - wide : width - margin]
    cover = pill[:high, :wide, 3:].astype(np.uint16)
    place[:] = (pill[:high, :wide, :3] * cover + place * (255 - cover) + 127) // 255
    return made


@lru_cache(maxsize=8)
def drawn(side: int, text: str = TEXT) -> np.ndarray:
    """The badge for a picture whose shorter side has `side` pixels: uint8 (h, w, 4)."""
    from PIL import Image, ImageDraw, ImageFont

    finer = 4
    size = max(9.0, side * 0.030)
    font = ImageFont.load_default(size * finer)
    left, top, right, low = font.getbbox(text)
    pad, dot = 0.62 * size * finer, 0.46 * size * finer
    high = 1.9 * size * finer
    wide = right - left + 2 * pad + 1.55 * dot
    image = Image.new("RGBA", (round(wide / finer + 0.5) * finer, round(high / finer + 0.5) * finer), (16, 18, 24, 0))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((0, 0, wide - 1, high - 1), high / 2, fill=(16, 18, 24, 150))
    x, y = pad + dot / 2, high / 2
    # A four-pointed spark.
    points = []
    for k in range(8):
        reach = dot * (0.62 if k % 2 == 0 else 0.20)
        points.append((x + reach * np.sin(k * np.pi / 4), y - reach * np.cos(k * np.pi / 4)))
    draw.polygon(points, fill=(255, 255, 255, 235))
    draw.text((pad + 1.55 * dot - left, (high - (low - top)) / 2 - top), text, font=font, fill=(255, 255, 255, 235))
    small = image.resize((image.width // finer, image.height // finer), Image.Resampling.BOX)
    return np.asarray(small)
