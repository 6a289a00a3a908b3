"""Where everything is in the frame of a presenter's video: wide, square and tall ones, with a slide and without."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

HEAD = 1.5
"""Height of a head with its hair, in heights of a face from forehead to chin."""

MOST_AIR = 0.28
"""Share of the view that may lie above the hair."""
CLEAR = 0.22
"""Share of the view below the chin that subtitles may cover."""


class Box(NamedTuple):
    """A rectangle in pixels; it may reach beyond its picture."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def towards(self, other: Box, share: float) -> Box:
        """A rectangle between both: this one at 0, the other one at 1."""
        return Box(*(a + (b - a) * share for a, b in zip(self, other, strict=True)))


@dataclass(frozen=True)
class Layout:
    """Places in a frame of `width` x `height` pixels.

    `captions` says whether subtitles are burned in, `cut_out` whether the presenter stands before the background
    rather than in a frame of its own.
    """

    width: int
    height: int
    captions: bool = True
    cut_out: bool = False

    @property
    def unit(self) -> float:
        """What is one pixel in a frame whose shorter side has 720."""
        return min(self.width, self.height) / 720

    @property
    def shape(self) -> str:
        """`wide`, `square` or `tall`."""
        aspect = self.width / self.height
        return "wide" if aspect > 1.2 else "tall" if aspect < 0.85 else "square"

    @property
    def margin(self) -> float:
        return (40 if self.shape == "wide" else 28) * self.unit

    @property
    def caption_size(self) -> float:
        """Size of the subtitles' letters."""
        return {"wide": 33, "square": 31, "tall": 35}[self.shape] * self.unit

    @property
    def caption_columns(self) -> int:
        """Half-width columns of the subtitles' lines."""
        width = self.width - (self.beside.right if self.shape == "square" else self.margin)
        return min(42, int((width - 2 * self.margin - 12 * self.unit) / (self.caption_size * 0.5)))

    def caption_middle(self, room: float) -> float:
        """The middle of the subtitles; in a square they stand beside the presenter who has made `room` for a slide."""
        if self.shape != "square":
            return self.width / 2
        aside = (self.beside.right + self.width) / 2
        return self.width / 2 + (aside - self.width / 2) * room

    @property
    def caption_foot(self) -> float:
        """Where the box of the subtitles ends."""
        return self.height - {"wide": 26, "square": 40, "tall": 52}[self.shape] * self.unit

    @property
    def _caption_height(self) -> float:
        return 2 * 1.32 * self.caption_size + 22 * self.unit

    @property
    def full(self) -> Box:
        """The presenter's place without a slide."""
        return Box(0, 0, self.width, self.height)

    @property
    def slide(self) -> Box:
        """The place that a slide has: it is set into it as large as it fits."""
        m, unit = self.margin, self.unit
        if self.shape == "wide":
            right = 0.655 * self.width if self.cut_out else self.beside.left - 28 * unit
            return Box(m, m, right, self._floor)
        if self.shape == "tall":
            return Box(m, 56 * unit, self.width - m, 0.43 * self.height)
        return Box(m, m, self.width - m, 0.58 * self.height)

    @property
    def beside(self) -> Box:
        """The presenter's place beside, or under, a slide."""
        if self.shape == "wide":
            if self.cut_out:
                # Wider than the room beside the slide: shoulders may reach before it, and out of the picture.
                return Box(0.57 * self.width, 0.12 * self.height, 1.11 * self.width, self.height)
            left = self.width - self.margin - 0.245 * self.width
            # As high as a slide of 16:9 beside it, so that both look like one row.
            high = min((left - 28 * self.unit - self.margin) * 9 / 16, self._floor - self.margin)
            middle = (self._floor + self.margin) / 2
            return Box(left, middle - high / 2, self.width - self.margin, middle + high / 2)
        if self.shape == "tall":
            return Box(0, 0.46 * self.height, self.width, self.height)
        if self.cut_out:
            return Box(-0.06 * self.width, 0.60 * self.height, 0.40 * self.width, self.height)
        return Box(self.margin, 0.61 * self.height, self.margin + 0.29 * self.width, self.height - self.margin)

    @property
    def _floor(self) -> float:
        """Where slides and the presenter's frame end in a wide picture."""
        if self.captions:
            return self.caption_foot - self._caption_height - 8 * self.unit
        return self.height - self.margin

    def rounding(self, box: Box) -> float:
        """Radius of the corners of the presenter's frame when it is `box`: none when it is the whole picture."""
        away = min(1.0, (self.full.height - box.height + self.full.width - box.width) / (0.2 * self.full.height))
        return (20 if self.shape == "wide" else 26) * self.unit * max(0.0, away)


@dataclass(frozen=True)
class Subject:
    """Where the head is in the presenter's picture (pixels), and where the body ends."""

    x: float
    y: float
    """Middle of the face."""
    face: float
    """Height of the face from forehead to chin."""
    floor: float
    """The lowest row that the view may show: the edge of the picture, or the foot of a bust."""


def view(subject: Subject, size: tuple[int, int], place: Box, *, reach: bool = False) -> Box:
    """The part of the presenter's picture that is seen in a place: the head well placed, as large as it looks good.

    It keeps inside the picture where a somewhat larger or smaller head allows that; else it reaches beyond it.

    Args:
        size: (width, height) of the presenter's picture.
        reach: it does not matter whether it reaches beyond the sides (there is nothing to be seen but the person).
    """
    width, height = size
    aspect = place.width / place.height
    wanted, most = (0.30, 0.46) if aspect > 1.2 else (0.33, 0.44) if aspect > 0.8 else (0.30, 0.40)
    if reach:
        wanted = 0.37 if aspect > 1.2 else 0.28
    if aspect > 2:
        wanted, most = 0.45, 0.6
    high = subject.face / wanted
    least = subject.face / most
    if not reach:
        high = max(least, min(high, width / aspect, max(height, least)))
    crown = subject.y - HEAD * subject.face / 2
    high = min(high, (subject.floor - crown) / (1 - MOST_AIR))
    # Where the picture ends soon below the chin, a larger head keeps the mouth clear of subtitles.
    below = subject.floor - subject.y - 0.5 * subject.face
    if aspect > 1.2 or not reach:
        high = min(high, max(below / CLEAR, (subject.floor - crown) / 0.94))
    # Air above the hair: the middle of the face lies where a portrait painter puts it.
    top = min(subject.y - high * (0.46 if aspect > 1.2 else 0.43), crown - 0.05 * high)
    top = min(top, subject.floor - high)  # nobody floats: the body goes on to the lower edge
    if not reach and top < 0 and high <= subject.floor:
        top = 0.0
    wide = high * aspect
    left = subject.x - wide / 2
    if not reach and wide <= width:
        left = min(max(left, 0.0), width - wide)
    return Box(left, top, left + wide, top + high)
