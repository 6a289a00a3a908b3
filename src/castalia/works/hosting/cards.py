"""What is seen besides the presenter: slides as cards with a shadow, the lower third, subtitles, backgrounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from castalia.media.lettering import lettered

if TYPE_CHECKING:
    import numpy as np
    from PIL import Image

    from castalia.works.hosting.layout import Box

INK, PAPER = (17, 20, 28), (255, 255, 255)
ACCENT = (255, 176, 66)
SOFT = (206, 211, 222)
SMALL_SLIDE = 4.0
"""A slide is enlarged by this at most."""


@lru_cache(maxsize=32)
def rounded(width: int, height: int, radius: float) -> Image.Image:
    """A mask (`L`) of a rectangle with round, smooth corners."""
    from PIL import Image, ImageDraw

    mask = Image.new("L", (width, height), 255)
    side = min(round(radius + 0.5), width // 2, height // 2)
    if side < 1:
        return mask
    finer = 4
    corner = Image.new("L", (2 * side * finer, 2 * side * finer))
    ImageDraw.Draw(corner).ellipse((0, 0, 2 * side * finer - 1, 2 * side * finer - 1), fill=255)
    corner = corner.resize((2 * side, 2 * side), Image.Resampling.BOX)
    for x, left in ((0, 0), (width - side, side)):
        for y, top in ((0, 0), (height - side, side)):
            mask.paste(corner.crop((left, top, left + side, top + side)), (x, y))
    return mask


@lru_cache(maxsize=8)
def _shadow(width: int, height: int, spread: int) -> Image.Image:
    """A soft shadow of a card, as a mask; it reaches `2 * spread` beyond the card on each side."""
    from PIL import Image, ImageFilter

    small = 4  # it is blurred anyway
    mask = Image.new("L", (max(1, (width + 4 * spread) // small), max(1, (height + 4 * spread) // small)))
    edge = 2 * spread // small
    mask.paste(105, (edge, edge, mask.width - edge, mask.height - edge))
    mask = mask.filter(ImageFilter.GaussianBlur(spread / small))
    return mask.resize((width + 4 * spread, height + 4 * spread), Image.Resampling.BICUBIC)


def cast_shadow(canvas: Image.Image, box: Box, unit: float, share: float = 1.0) -> None:
    """Draw the shadow of a card that lies at `box`, a little below it."""
    spread = max(2, round(16 * unit))
    width, height = round(box.width), round(box.height)
    if share <= 0 or width < 8 or height < 8:
        return
    mask = _shadow(width, height, spread)
    if share < 1:
        mask = mask.point(lambda v: v * share)
    at = (round(box.left) - 2 * spread, round(box.top) - 2 * spread + round(8 * unit))
    canvas.paste((0, 0, 0), at, mask)


@dataclass(frozen=True)
class Card:
    """A slide, set into its place."""

    image: Image.Image
    mask: Image.Image
    left: float
    top: float

    @classmethod
    def of(cls, picture: np.ndarray, place: Box, unit: float) -> Card:
        """A slide of any size and shape as large as it fits, in the middle of its place.

        Args:
            picture: uint8 (height, width, 3 or 4); what is transparent becomes white.
        """
        from PIL import Image

        image = Image.fromarray(picture)
        if image.mode == "RGBA":
            white = Image.new("RGBA", image.size, PAPER)
            image = Image.alpha_composite(white, image).convert("RGB")
        scale = min(place.width / image.width, place.height / image.height, SMALL_SLIDE * max(unit, 0.5))
        width, height = max(8, round(image.width * scale)), max(8, round(image.height * scale))
        image = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        left = place.left + (place.width - width) / 2
        top = place.top + (place.height - height) / 2
        return cls(image, rounded(width, height, 14 * unit), left, top)

    def draw(self, canvas: Image.Image, unit: float, share: float = 1.0, shift: float = 0.0) -> None:
        """Draw it, `share` opaque and `shift` pixels to the right of its place."""
        from castalia.works.hosting.layout import Box

        left, top = self.left + shift, self.top
        cast_shadow(canvas, Box(left, top, left + self.image.width, top + self.image.height), unit, share)
        mask = self.mask if share >= 1 else self.mask.point(lambda v: v * share)
        canvas.paste(self.image, (round(left), round(top)), mask)


@dataclass(frozen=True)
class LowerThird:
    """The presenter's name and title on a dark strip, which is unrolled from the left."""

    strip: Image.Image
    """`RGBA`, all of it."""

    @classmethod
    def of(cls, name: str, title: str, unit: float, most: float) -> LowerThird:
        """Args:
        unit: what is one pixel in a frame whose shorter side has 720.
        most: pixels that it may be wide.
        """
        from PIL import Image

        for shrunk in (1.0, 0.88, 0.76, 0.66, 0.56, 0.46):
            big, small = 40 * unit * shrunk, 24 * unit * shrunk
            lines = [(lettered([name], big, bold=True), PAPER)] if name else []
            lines += [(lettered([title], small), SOFT)] if title else []
            inset, bar = round(24 * unit), max(2, round(7 * unit))
            width = max(mask.width for mask, _ in lines) + 2 * inset + bar
            if width <= most:
                break
        pad = round(13 * unit)
        height = sum(mask.height for mask, _ in lines) + 2 * pad
        strip = Image.new("RGBA", (round(min(width, most)), height), (*INK, 218))
        strip.putalpha(rounded(*strip.size, 10 * unit).point(lambda v: v * 218 // 255))
        accent = Image.new("L", strip.size)
        accent.paste(255, (0, 0, bar, height))
        from PIL import ImageChops

        strip.paste((*ACCENT, 255), (0, 0), ImageChops.multiply(accent, rounded(*strip.size, 10 * unit)))
        y = pad
        for mask, color in lines:
            strip.paste((*color, 255), (bar + inset - 2, y), mask)
            y += mask.height
        return cls(strip)

    def draw(self, canvas: Image.Image, left: float, foot: float, most: float, share: float) -> None:
        """Draw it with its lower left corner at (left, foot), unrolled to `share`, at most `most` pixels wide."""
        from PIL import Image

        if share <= 0:
            return
        strip = self.strip
        if strip.width > most:
            size = max(1, round(most)), max(1, round(strip.height * most / strip.width))
            strip = strip.resize(size, Image.Resampling.LANCZOS)
        seen = strip.crop((0, 0, max(1, round(strip.width * share)), strip.height))
        if share < 0.35:
            seen.putalpha(seen.getchannel("A").point(lambda v: v * share / 0.35))
        canvas.paste(seen, (round(left), round(foot) - strip.height), seen)


def caption(lines: Sequence[str], size: float, unit: float) -> Image.Image:
    """A subtitle: white letters on a dark, translucent plate; `RGBA`."""
    from PIL import Image

    mask = lettered(lines, size, align="center")
    across, down = round(18 * unit), round(9 * unit)
    plate = Image.new("RGBA", (mask.width + 2 * across, mask.height + 2 * down), (10, 12, 18, 0))
    plate.putalpha(rounded(*plate.size, 10 * unit).point(lambda v: v * 178 // 255))
    plate.paste((*PAPER, 255), (across, down), mask)
    return plate


def plain_background(color: tuple[int, int, int], width: int, height: int) -> Image.Image:
    """A studio wall of one colour: lighter behind the presenter, darker towards the corners."""
    import numpy as np
    from PIL import Image

    y, x = np.mgrid[0 : 1 : height * 1j, 0 : width / height : width * 1j]
    away = np.hypot(x - 0.5 * width / height, 1.1 * (y - 0.42)) / max(0.75, 0.6 * width / height)
    light = 1.16 - 0.42 * np.clip(away, 0, 1.2) ** 1.6
    rgb = np.array(color, float)
    lifted = rgb + (255 - rgb) * 0.10 * np.clip(1 - away, 0, 1)[..., None]
    noise = np.random.default_rng(0).random((height, width, 1)) - 0.5  # against bands
    return Image.fromarray(np.clip(lifted * light[..., None] + noise, 0, 255).astype(np.uint8))


def soft_background(picture: Image.Image, width: int, height: int, blur: float, light: float = 1.0) -> Image.Image:
    """A picture that fills the frame, out of focus.

    Args:
        blur: radius in hundredths of the frame's height.
        light: factor of its brightness.
    """
    from PIL import Image, ImageEnhance, ImageFilter, ImageOps

    small = max(1, round(blur))
    fitted = ImageOps.fit(picture, (max(8, width // small), max(8, height // small)), Image.Resampling.BOX)
    fitted = fitted.filter(ImageFilter.GaussianBlur(blur * height / 100 / small))
    fitted = fitted.resize((width, height), Image.Resampling.BICUBIC)
    return fitted if light == 1 else ImageEnhance.Brightness(fitted).enhance(light)
