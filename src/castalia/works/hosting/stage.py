"""Draws a presenter's video frame by frame: background, slides, presenter, lower third, subtitles, all moving."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from castalia.works.hosting.cards import Card, LowerThird, caption, cast_shadow, rounded

if TYPE_CHECKING:
    import numpy as np
    from PIL import Image

    from castalia.media.subtitles import Cue
    from castalia.works.hosting.layout import Box, Layout
    from castalia.works.hosting.presenter import Presenter

MOVE = 0.8
"""Seconds in which the presenter makes room for a slide, or takes it again."""
CHANGE = 0.45
"""Seconds in which one slide follows another."""
NAME_FROM, NAME_IN, NAME_FOR, NAME_OUT = 0.7, 0.55, 5.0, 0.45
"""Seconds: the lower third begins, unrolls, stays, and rolls up."""


def eased(share: float) -> float:
    """0..1 with a soft beginning and end."""
    share = min(max(share, 0.0), 1.0)
    return share**3 * (share * (share * 6 - 15) + 10)


@dataclass(frozen=True)
class Shot:
    """From when on which slide is seen; None shows the presenter alone."""

    start: float
    slide: int | None


@dataclass
class Stage:
    """All that is seen, and when.

    `full` and `beside` are the windows through which the presenter is seen without and with a slide.
    """

    layout: Layout
    background: Image.Image
    presenter: Presenter
    full: Box
    beside: Box
    shots: Sequence[Shot]
    cards: Sequence[Card] = ()
    name: LowerThird | None = None
    cues: Sequence[Cue] = ()
    """Subtitles to burn in."""
    duration: float = float("inf")
    _captions: dict[int, Image.Image] = field(default_factory=dict)

    def frame(self, time: float, talking: np.ndarray) -> np.ndarray:
        """uint8 (height, width, 3) at a time in seconds; `talking` is the presenter's frame then."""
        import numpy as np

        canvas = self.background.copy()
        room = self._room(time)
        place = self.layout.full.towards(self.layout.beside, room)
        alone = room <= 0 and not self.presenter.is_cut_out
        if not alone:
            self._draw_slides(canvas, time)
        self._draw_presenter(canvas, talking, place, room)
        self._draw_name(canvas, place, room, time)
        self._draw_caption(canvas, room, time)
        return np.asarray(canvas)

    def _shot(self, time: float) -> int:
        return max((i for i, shot in enumerate(self.shots) if shot.start <= time), default=0)

    def _room(self, time: float) -> float:
        """How far the presenter has made room for a slide: 0..1."""
        now = self._shot(time)
        has = [shot.slide is not None for shot in self.shots]
        if now == 0:
            return float(has[0])
        # Shots may follow each other faster than the move; the last change decides.
        turn = now
        while turn > 0 and has[turn] == has[turn - 1]:
            turn -= 1
        if turn == 0:
            return float(has[0])
        share = eased((time - self.shots[turn].start) / MOVE)
        return share if has[now] else 1 - share

    def _draw_slides(self, canvas: Image.Image, time: float) -> None:
        now = self._shot(time)
        shot = self.shots[now]
        before = self.shots[now - 1].slide if now else None
        unit, away = self.layout.unit, 0.05 * self.layout.width
        if now == 0:
            if shot.slide is not None:
                self.cards[shot.slide - 1].draw(canvas, unit)
            return
        since = time - shot.start
        if shot.slide is not None and before is not None:
            share = eased(since / CHANGE)
            if share < 1:
                self.cards[before - 1].draw(canvas, unit, 1 - share, -away * share)
            self.cards[shot.slide - 1].draw(canvas, unit, share, away * (1 - share))
        elif shot.slide is not None:
            share = eased((since - 0.25 * MOVE) / (0.75 * MOVE))
            self.cards[shot.slide - 1].draw(canvas, unit, share, -away * (1 - share))
        elif before is not None:
            share = eased(since / (0.6 * MOVE))
            if share < 1:
                self.cards[before - 1].draw(canvas, unit, 1 - share, -away * share)

    def _draw_presenter(self, canvas: Image.Image, talking: np.ndarray, place: Box, room: float) -> None:
        left, top = round(place.left), round(place.top)
        width, height = round(place.right) - left, round(place.bottom) - top
        view = self.full.towards(self.beside, room)
        image, outline = self.presenter.seen(talking, view, width, height)
        if outline is not None:
            canvas.paste(image, (left, top), outline)
            return
        if room <= 0:
            canvas.paste(image, (left, top))
            return
        radius = round(self.layout.rounding(place), 1)
        # A frame that stands on the lower edge has no corners there.
        grounded = place.bottom >= self.layout.height - 1
        extra = round(radius + 1) if grounded else 0
        mask = rounded(width, height + extra, radius)
        cast_shadow(canvas, place, self.layout.unit, min(1.0, 2 * room))
        canvas.paste(image, (left, top), mask.crop((0, 0, width, height)) if extra else mask)

    def _draw_name(self, canvas: Image.Image, place: Box, room: float, time: float) -> None:
        if self.name is None:
            return
        since = time - NAME_FROM
        stays = min(NAME_FOR, max(1.0, self.duration - NAME_FROM - NAME_IN - NAME_OUT - 0.5))
        share = eased(since / NAME_IN) - eased((since - NAME_IN - stays) / NAME_OUT)
        if share <= 0:
            return
        layout = self.layout
        wide = layout.shape == "wide"
        inset = (56 - 42 * room) * layout.unit if wide else (34 - 14 * room) * layout.unit
        foot = place.bottom - inset * (1.15 if wide else 1.0)
        if layout.captions:
            above = layout.caption_foot - 2 * 1.32 * layout.caption_size - 36 * layout.unit
            # In a square the subtitles go aside with the slide, and the name may come down.
            foot = min(foot, above + (place.bottom - above) * room if layout.shape == "square" else above)
        left = max(0.0, place.left) + inset
        most = min(place.right, layout.width) - inset - left
        self.name.draw(canvas, left, foot, most, share)

    def _draw_caption(self, canvas: Image.Image, room: float, time: float) -> None:
        number = next((i for i, cue in enumerate(self.cues) if cue.start <= time < cue.end), None)
        if number is None:
            return
        if number not in self._captions:
            self._captions = {number: caption(self.cues[number].lines, self.layout.caption_size, self.layout.unit)}
        plate = self._captions[number]
        left = round(self.layout.caption_middle(room) - plate.width / 2)
        canvas.paste(plate, (left, round(self.layout.caption_foot) - plate.height), plate)
