"""Colours by name: which ones a picture has, and how much of each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

NAMES: dict[str, tuple[str, tuple[int, int, int]]] = {
    "black": ("黑色", (18, 18, 20)), "dark gray": ("深灰色", (68, 68, 70)), "gray": ("灰色", (128, 128, 128)),
    "light gray": ("浅灰色", (196, 196, 196)), "white": ("白色", (248, 248, 248)), "red": ("红色", (200, 30, 35)),
    "dark red": ("深红色", (105, 22, 30)), "orange": ("橙色", (232, 122, 40)), "brown": ("棕色", (125, 78, 48)),
    "dark brown": ("深棕色", (62, 42, 32)), "tan": ("黄褐色", (196, 155, 118)),
    "beige": ("米色", (222, 205, 175)), "yellow": ("黄色", (238, 212, 55)), "gold": ("金黄色", (202, 160, 62)),
    "olive": ("橄榄绿", (112, 112, 52)), "green": ("绿色", (58, 145, 72)), "dark green": ("深绿色", (26, 66, 44)),
    "light green": ("浅绿色", (165, 212, 145)), "teal": ("青绿色", (24, 120, 120)),
    "turquoise": ("绿松石色", (80, 195, 192)), "light blue": ("浅蓝色", (158, 202, 232)),
    "blue": ("蓝色", (45, 98, 200)), "navy": ("深蓝色", (24, 34, 84)), "slate blue": ("灰蓝色", (105, 125, 150)),
    "purple": ("紫色", (112, 62, 156)), "lavender": ("淡紫色", (188, 170, 218)),
    "pink": ("粉色", (238, 160, 182)), "magenta": ("品红色", (196, 44, 136)),
}  # fmt: skip
"""English name -> Chinese name and sRGB."""
HAIR: dict[str, tuple[str, tuple[int, int, int]]] = {
    "black": ("黑色", (26, 23, 23)), "dark brown": ("深棕色", (64, 44, 34)), "brown": ("棕色", (112, 74, 48)),
    "light brown": ("浅棕色", (150, 112, 78)), "blond": ("金色", (205, 170, 118)), "red": ("红色", (170, 62, 32)),
    "gray": ("灰色", (140, 138, 136)), "white": ("白色", (224, 222, 220)),
}  # fmt: skip
"""The colours that hair is said to have."""
_ONE_COLOR = 20.0
"""Distance in CIELAB within which half of the hair lies, if it is of one colour."""


@dataclass(frozen=True)
class Share:
    """A colour and how much of what was looked at has it, 0..1."""

    name: str
    share: float
    hex: str


def colors(picture: np.ndarray, where: np.ndarray | None = None, least: float = 0.08, most: int = 4) -> list[Share]:
    """The named colours of a picture, or of a part of it, the most frequent first.

    Args:
        picture: uint8 (height, width, 3). where: bool (height, width), the part; None takes all.
        least: share below which a colour is left out. most: how many are told.
    """
    points = (picture.reshape(-1, 3) if where is None else picture[where])[:, :3]
    if not len(points):
        return []
    points = points[:: max(1, len(points) // 20_000)]
    nearest = _nearest(points, "all")
    share = np.bincount(nearest, minlength=len(NAMES)) / len(points)
    names = list(NAMES)
    found = []
    for index in np.argsort(-share, kind="stable")[:most]:
        if share[index] >= least:
            mean = points[nearest == index].mean(0).round().astype(int)
            found.append(Share(names[index], round(float(share[index]), 3), "#" + "".join(f"{v:02x}" for v in mean)))
    return found


def hair_color(points: np.ndarray) -> str:
    """What the colour of hair is called, by its middle; a colour of toys (blue hair) by its own name; empty where there
    is no one colour.

    Args:
        points: uint8 (n, 3) of the hair.
    """
    if len(points) < 50:
        return ""
    middle = np.median(points, axis=0)[None]
    spread = np.median(np.linalg.norm(_lab(points[:: max(1, len(points) // 5000)]) - _lab(middle), axis=1))
    if spread > _ONE_COLOR:
        return ""
    hair, plain = _lab(middle), list(NAMES)[int(_nearest(middle, "all")[0])]
    chroma = float(np.hypot(*hair[0, 1:]))
    vivid = (
        "green",
        "blue",
        "purple",
        "pink",
        "teal",
        "turquoise",
        "magenta",
        "yellow",
        "orange",
        "navy",
        "light blue",
    )
    if chroma > 32 and plain in vivid:
        return plain
    return list(HAIR)[int(_nearest(middle, "hair")[0])]


def chinese(name: str) -> str:
    """The Chinese name of a colour of either list."""
    return (NAMES.get(name) or HAIR[name])[0]


def _nearest(points: np.ndarray, which: str) -> np.ndarray:
    return np.asarray(((_lab(points)[:, None] - _palette(which)[None]) ** 2).sum(2).argmin(1))


@cache
def _palette(which: str) -> np.ndarray:
    return _lab(np.array([rgb for _, rgb in (NAMES if which == "all" else HAIR).values()], float))


def _lab(points: np.ndarray) -> np.ndarray:
    """CIELAB (n, 3) of sRGB (n, 3) in 0..255."""
    from skimage.color import rgb2lab

    return np.asarray(rgb2lab(np.asarray(points, float)[None] / 255)[0])
