"""The presenter as a picture that moves: which part of it is seen, what surrounds it, and its outline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from castalia.works.hosting.layout import Box

if TYPE_CHECKING:
    import numpy as np
    from PIL import Image

Outline = Callable[["np.ndarray"], "np.ndarray"]
"""From a frame, uint8 (height, width, 3), how much of each pixel is the presenter: uint8 (height, width)."""
FEATHER = 0.07
"""Width of the seam between the picture and what surrounds it, in shares of the picture's shorter side."""

SLATE, TINGE = (46, 54, 71), 0.25


class Presenter:
    """Frames of a talking portrait, seen through windows that may reach beyond them.

    Args:
        first: the first frame, uint8 (height, width, 3).
        views: the windows that will be asked for, in its pixels.
        outline: cuts the presenter out; None shows the picture with its background, which is carried on, out of
            focus, where a window reaches beyond it.
    """

    def __init__(self, first: np.ndarray, views: Sequence[Box], outline: Outline | None = None) -> None:
        from PIL import Image

        height, width = first.shape[:2]
        self._outline = outline
        self._left = max(0, round(-min(v.left for v in views) + 1))
        self._top = max(0, round(-min(v.top for v in views) + 1))
        right = max(0, round(max(v.right for v in views) - width + 1))
        self._beyond = (self._left, self._top, right)
        self._size = (width + self._left + right, height + self._top)
        self._surrounding: Image.Image | None = None
        self._seam: Image.Image | None = None
        if any(self._beyond):
            self._seam = self._seam_mask(width, height, FEATHER if outline is None else FEATHER / 2)
            self._surrounding = self._carried_on(Image.fromarray(first)) if outline is None else None

    @property
    def is_cut_out(self) -> bool:
        return self._outline is not None

    def seen(self, frame: np.ndarray, view: Box, width: int, height: int) -> tuple[Image.Image, Image.Image | None]:
        """A frame as it is seen through a window, `width` x `height` pixels, and its outline (`L`)."""
        from PIL import Image, ImageChops

        if self._outline is not None:
            frame, alpha = _own_colors(frame, self._outline(frame))
            mask = Image.fromarray(alpha)
            mask = mask if self._seam is None else ImageChops.multiply(mask, self._seam)
            pair = (self._resized(self._padded(layer), view, width, height) for layer in (Image.fromarray(frame), mask))
            return next(pair), next(pair)
        image = Image.fromarray(frame)
        if self._surrounding is not None and self._reaches_beyond(view, image):
            canvas = self._surrounding.copy()
            canvas.paste(image, (self._left, self._top), self._seam)
            return self._resized(canvas, view, width, height), None
        inside = (
            max(0.0, view.left), max(0.0, view.top), min(image.width, view.right), min(image.height, view.bottom)
        )  # fmt: skip
        return image.resize((width, height), Image.Resampling.BICUBIC, box=inside, reducing_gap=2.0), None

    def _reaches_beyond(self, view: Box, image: Image.Image) -> bool:
        return view.left < -0.5 or view.top < -0.5 or view.right > image.width + 0.5

    def _resized(self, canvas: Image.Image, view: Box, width: int, height: int) -> Image.Image:
        from PIL import Image

        left, top = max(0.0, view.left + self._left), max(0.0, view.top + self._top)
        right, bottom = min(canvas.width, view.right + self._left), min(canvas.height, view.bottom + self._top)
        return canvas.resize(
            (width, height), Image.Resampling.BICUBIC, box=(left, top, right, bottom), reducing_gap=2.0
        )

    def _padded(self, image: Image.Image) -> Image.Image:
        from PIL import Image

        if not any(self._beyond):
            return image
        canvas = Image.new(image.mode, self._size)
        canvas.paste(image, (self._left, self._top))
        return canvas

    def _carried_on(self, first: Image.Image) -> Image.Image:
        """The picture with its edges drawn out, out of focus, to lie around it."""
        import numpy as np
        from PIL import Image, ImageFilter

        small = 4
        pixels = np.asarray(
            first.resize((max(2, first.width // small), max(2, first.height // small)), Image.Resampling.BOX)
        )
        left, top, right = (-(-side // small) for side in self._beyond)
        mixed = Image.fromarray(np.pad(pixels, ((top, 0), (left, right), (0, 0)), mode="edge"))
        mixed = mixed.filter(ImageFilter.GaussianBlur(0.05 * min(first.size) / small))
        return mixed.resize(self._size, Image.Resampling.BICUBIC)

    def _seam_mask(self, width: int, height: int, feather: float) -> Image.Image:
        import numpy as np
        from PIL import Image

        soft = max(2.0, feather * min(width, height))

        def ramp(length: int, begin: bool, end: bool) -> np.ndarray:
            at = np.arange(length) + 0.5
            share = np.ones(length)
            if begin:
                share = np.minimum(share, at / soft)
            if end:
                share = np.minimum(share, (length - at) / soft)
            share = np.clip(share, 0, 1)
            return share * share * (3 - 2 * share)

        left, top, right = (side > 0 for side in self._beyond)
        mask = np.outer(ramp(height, top, False), ramp(width, left, right))
        return Image.fromarray((mask * 255).astype(np.uint8))


def wall_color(picture: np.ndarray) -> tuple[int, int, int]:
    """A quiet dark colour that goes with a picture: slate with a tinge of what is behind the presenter."""
    import numpy as np

    height, width = picture.shape[:2]
    deep = max(1, min(height, width) // 16)
    half = picture[: height // 2]
    edges = (picture[:deep].reshape(-1, 3), half[:, :deep].reshape(-1, 3), half[:, -deep:].reshape(-1, 3))
    middle = np.median(np.concatenate(edges), axis=0)
    red, green, blue = (int(v) for v in np.array(SLATE) + TINGE * (middle - middle.mean()))
    return max(red, 0), max(green, 0), max(blue, 0)


def _own_colors(frame: np.ndarray, alpha: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The frame with the presenter's colours carried out over the edge of the outline, so that none of the old
    background shines through there."""
    import numpy as np
    from PIL import Image, ImageFilter

    radius = max(2, round(0.008 * max(frame.shape)))
    blur = ImageFilter.BoxBlur(radius)
    rim = ImageFilter.BoxBlur(max(1, round(0.003 * max(frame.shape))))
    sure = np.asarray(Image.fromarray(np.where(alpha > 235, 255, 0).astype(np.uint8)).filter(rim))
    sure = np.where(sure >= 254, 255, 0).astype(np.uint8)
    weight = np.asarray(Image.fromarray(sure).filter(blur), np.float32)
    inside = Image.fromarray(np.where(sure[..., None] > 0, frame, 0).astype(np.uint8)).filter(blur)
    near = np.asarray(inside, np.float32) * (255 / np.maximum(weight, 6))[..., None]
    mixed = (sure == 0) & (weight > 6)
    found = frame.copy()
    found[mixed] = np.clip(near[mixed], 0, 255).astype(np.uint8)
    return found, alpha
