"""What is seen when the lips part: teeth, tongue and the dark behind them, in the light of the photo."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from castalia.faces.acting.performance import Pose
from castalia.faces.photo.eyes import grid_triangles, spread_curve
from castalia.faces.photo.rig import LOWER_LIP, UPPER_LIP, Mouth, Rig
from castalia.faces.photo.teeth import FINE, LOWER_TEETH, UPPER_TEETH, PhotoMouth, Place, row_of_teeth, tones_of

if TYPE_CHECKING:
    from castalia.faces.render.raster import Texture

_ARCH = 41, 6
"""Columns and rows of the mesh of a row of teeth."""


class Interior:
    """The inside of one photo's mouth."""

    def __init__(self, picture: np.ndarray, rig: Rig) -> None:
        from castalia.faces.render.raster import Texture

        self.rig = rig
        self.photo = PhotoMouth.of(picture, rig)
        self.own_teeth = self.photo is not None and self.photo.teeth is not None
        self.tones = tones_of(picture, rig, self.photo.tone if self.photo is not None else None)
        size = rig.mouth_width * (1 - 0.12 * max(rig.smiling, 0))
        self.size = float(np.clip(size / 0.72, 0.72, 1.2))
        pixels = rig.face.width / 2 * self.size
        self.upper = Texture(row_of_teeth(UPPER_TEETH, 0.145, self.tones, pixels, upper=True))
        self.lower = Texture(
            row_of_teeth(LOWER_TEETH, 0.115, replace(self.tones, teeth=self.tones.deep), pixels, upper=False)
        )
        # Behind closed lips the edge of the upper teeth lies a little below the line between them.
        line = rig.own[13, 1] if rig.gap > 0.03 else rig.mouth_middle[1]
        self.edge = float(line - (0.045 if rig.gap > 0.03 else 0.034) * self.size)
        self.middle = float(rig.mouth_middle[0])
        self.front = float(rig.mouth_middle[2]) - 0.06

    def draw(self, canvas: np.ndarray, seen: np.ndarray, place: Place, mouth: Mouth, pose: Pose) -> None:
        """Draw the inside; the lips come on top of it later.

        Args:
            seen: (n, 2), where the points of the rig are seen. place: where points (n, 3) of the head are seen.
        """
        from castalia.faces.render.raster import draw_layer

        upper, lower = spread_curve(seen[UPPER_LIP[3]], FINE), spread_curve(seen[LOWER_LIP[3]], FINE)
        self._cavity(canvas, upper, lower)
        drop = max(mouth.drop, -0.08)
        closed_drop = max(drop + self.rig.gap * 0.8, 0.0)
        self._teeth(canvas, place, self.lower, False, closed_drop)
        self._tongue(canvas, place, closed_drop, float(np.clip(pose["tongue"], 0, 1)))
        away = float(np.clip((mouth.change - 0.02) / 0.07, 0, 1)) if mouth.drop > 0 else 0.0
        if not self.own_teeth:
            self._teeth(canvas, place, self.upper, True, 0.0)
        if self.photo is not None:
            self.photo.draw(canvas, place, away)
        # Lips throw a shadow on what lies behind them.
        moved = float(np.clip(mouth.change / 0.08, 0, 1))
        opened = moved * (0.8 if mouth.drop > 0 or not self.own_teeth else 0.45)
        size = np.linalg.norm(upper[0] - upper[-1])
        normal = np.array([-(upper[-1] - upper[0])[1], (upper[-1] - upper[0])[0]]) / max(size, 1e-6)
        steps = np.array([-0.03, 0.0, 0.025, 0.075])[:, None, None] * size * normal
        points = upper + steps
        alpha = np.array([0.52, 0.36, 0.15, 0.0])[:, None] * opened * np.ones(len(FINE))
        triangles = grid_triangles(4, len(FINE))
        shadow = 0.6 * self.tones.dark + 0.25 * self.tones.tongue
        draw_layer(canvas, points.reshape(-1, 2), None, triangles, color=shadow, alpha=alpha.ravel())
        steps = np.array([0.03, 0.0, -0.02, -0.05])[:, None, None] * size * normal
        draw_layer(canvas, (lower + steps).reshape(-1, 2), None, triangles, color=shadow,
                   alpha=(alpha * 0.7).ravel())  # fmt: skip

    def _cavity(self, canvas: np.ndarray, upper: np.ndarray, lower: np.ndarray) -> None:
        """The dark of the mouth, a little lighter and redder towards the lower lip and the cheeks."""
        from castalia.faces.render.raster import draw_layer

        shares = np.array([-0.25, 0.0, 0.35, 0.7, 1.0, 1.25])
        points = upper + (lower - upper) * shares[:, None, None]
        light = np.array([0.5, 0.55, 0.8, 1.3, 2.0, 2.2])
        color = (self.tones.dark * light[:, None])[:, None] * np.ones((1, len(FINE), 1))
        draw_layer(canvas, points.reshape(-1, 2), None, grid_triangles(6, len(FINE)), color=color.reshape(-1, 3))

    def _arch(self, across: np.ndarray, y: np.ndarray, back: float = 0.0) -> np.ndarray:
        """Points (n, 3) in pixels of the jaw's arch: `across` and `y` (n,) in half widths of the face."""
        own = np.stack([self.middle + across, y, self.front - back - 1.1 * across**2 / self.size], 1)
        return self._pixels(own)

    def _pixels(self, own: np.ndarray) -> np.ndarray:
        rig = self.rig
        return (own / rig.scale @ rig.axes + rig.middle) * (1, -1, -1)

    def _teeth(self, canvas: np.ndarray, place: Place, texture: Texture, upper: bool, drop: float) -> None:
        from castalia.faces.render.raster import draw_layer

        columns, rows = _ARCH
        widths, tall = (UPPER_TEETH, 0.145) if upper else (LOWER_TEETH, 0.115)
        half = sum(widths) * self.size
        across = np.linspace(-half, half, columns)
        along = across / half
        down = np.linspace(0, 1, rows)
        tall *= self.size
        if upper:
            # The edges of the teeth follow the lower lip: higher at the sides.
            edge = self.edge + 0.030 * self.size * along**2
            y = edge[None] + tall * (1.30 * (1 - down[:, None]) - 0.0)
        else:
            edge = self.edge + 0.045 * self.size - drop + 0.045 * self.size * along**2
            y = edge[None] - tall * 1.30 * down[:, None]
        x = np.tile(across, (rows, 1))
        points = self._arch(x.ravel(), y.ravel(), back=0.0 if upper else 0.04)
        width, height = texture.size
        u = np.tile((along + 1) / 2 * width, (rows, 1))
        v = np.tile((down * height)[:, None], (1, columns))
        light = np.tile(1 - 0.40 * np.abs(along) ** 2.2, (rows, 1))
        alpha = np.tile(1 - np.abs(along) ** (5 if upper else 3), (rows, 1))
        draw_layer(
            canvas, place(points), np.stack([u.ravel(), v.ravel()], 1), grid_triangles(rows, columns), texture,
            light=light.ravel() * (1.0 if upper else 0.88), alpha=alpha.ravel() * (1.0 if upper else 0.85),
        )  # fmt: skip

    def _tongue(self, canvas: np.ndarray, place: Place, drop: float, raised: float) -> None:
        """The tongue lies behind the lower teeth; its tip rises to the upper ones."""
        from castalia.faces.render.raster import draw_layer

        rest = self.edge - 0.030 * self.size - 0.30 * drop
        top = rest + raised * max(self.edge + 0.01 - rest, 0.0) * 0.9
        half = (0.225 - 0.045 * raised) * self.size
        tall = 0.08 * self.size + 0.40 * drop
        around = np.linspace(0, 2 * np.pi, 25)[:-1]
        rings = np.array([0.0, 0.35, 0.65, 0.88, 1.0])
        x = rings[:, None] * np.cos(around) * half
        y = top - tall + rings[:, None] * np.sin(around) * tall
        points = self._arch(x.ravel(), y.ravel(), back=0.06)
        height = np.clip((y - (top - 2 * tall)) / (2 * tall), 0, 1)
        shade = (0.35 + 0.65 * height**1.5) * (1 - 0.30 * rings[:, None] ** 3)
        # A furrow along the middle.
        shade = shade * (1 - 0.10 * np.exp(-((x / (0.035 * self.size)) ** 2)))
        color = self.tones.tongue * shade[..., None]
        alpha = np.repeat([0.95, 0.95, 0.9, 0.7, 0.0], len(around))
        at = np.arange(len(rings) * len(around)).reshape(len(rings), -1)
        turned = np.roll(at, -1, 1)
        a, b, c, d = at[:-1].ravel(), turned[:-1].ravel(), at[1:].ravel(), turned[1:].ravel()
        triangles = np.concatenate([np.stack([a, b, c], 1), np.stack([b, d, c], 1)])
        draw_layer(canvas, place(points), None, triangles, color=color.reshape(-1, 3), alpha=alpha)
