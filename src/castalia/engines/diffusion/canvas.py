"""Pictures that a recipe starts from, with a named region as their mask, or with room around them to be filled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from castalia.errors import BadInput

if TYPE_CHECKING:
    import numpy as np
    from PIL import Image as Pillow

    from castalia.engines.diffusion.passes import State
    from castalia.recipes import Image

MOST = 4096
"""Pixels of a side."""
HINT = "give one number, or left,top,right,bottom, in pixels"


@dataclass(frozen=True)
class Margins:
    """Pixels around a picture."""

    left: int
    top: int
    right: int
    bottom: int

    def size(self, width: int, height: int) -> tuple[int, int]:
        return self.left + width + self.right, self.top + height + self.bottom


def margins(text: str) -> Margins:
    """What `outpaint` says; `BadInput` when it says nothing that can be done."""
    try:
        numbers = [int(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) not in (1, 4) or min(numbers) < 0 or max(numbers) > MOST or not any(numbers):
        raise BadInput(f"outpaint cannot be '{text[:40]}'", hint=HINT)
    return Margins(*(numbers * 4 if len(numbers) == 1 else numbers))


def fitted(asked: Margins, width: int, height: int, grain: int) -> Margins:
    """The margins with up to `grain` - 1 pixels more, so that the whole has sides that the model can make.

    Args:
        width, height: of the picture.
    """
    across, down = (-side % grain for side in asked.size(width, height))
    left, right = (across, 0) if asked.left and not asked.right else (0, across)
    top, bottom = (down, 0) if asked.top and not asked.bottom else (0, down)
    found = Margins(asked.left + left, asked.top + top, asked.right + right, asked.bottom + bottom)
    if max(found.size(width, height)) > MOST:
        raise BadInput(
            f"the picture would be {'x'.join(map(str, found.size(width, height)))} pixels large",
            hint=f"sides are at most {MOST}; outpaint less, or scale the image down first",
        )
    return found


def extended(picture: np.ndarray, by: Margins) -> tuple[Pillow.Image, Pillow.Image]:
    """(the picture with its edges drawn out into the margins, softer and noisier the farther; a mask of the margins).

    Args:
        picture: uint8 (height, width, 3).
    """
    import numpy as np
    from PIL import Image
    from scipy.ndimage import distance_transform_edt, gaussian_filter

    pads = ((by.top, by.bottom), (by.left, by.right))
    outside = np.pad(np.zeros(picture.shape[:2], bool), pads, constant_values=True)
    wide = np.pad(picture, (*pads, (0, 0)), mode="edge").astype(np.float32)
    soft = np.dstack([gaussian_filter(wide[..., i], max(4.0, max(by.size(0, 0)) / 12)) for i in range(3)])
    far = np.clip(distance_transform_edt(outside) / max(8.0, max(by.size(0, 0)) / 4), 0, 1)[..., None]
    noise = np.random.default_rng(0).normal(0, 12, wide.shape[:2])[..., None]
    filled = np.where(outside[..., None], wide * (1 - far) + soft * far + noise * far, wide)
    pixels = np.round(filled.clip(0, 255)).astype(np.uint8)
    return Image.fromarray(pixels), Image.fromarray(outside.astype(np.uint8) * 255)


def with_margins(state: State) -> tuple[Pillow.Image, Pillow.Image]:
    """The image of the recipe at its own size with room around it, and the mask of the room."""
    import numpy as np

    from castalia.engines.diffusion.inputs import read_image, size_of_file

    recipe = state.recipe
    path = state.open(str(recipe.image))
    width, height = size_of_file(path)
    grain = _common_grain(recipe, width, height)
    return extended(np.asarray(read_image(path, width, height)), fitted(margins(recipe.outpaint), width, height, grain))


def _common_grain(recipe: Image, width: int, height: int) -> int:
    """The grain by which the size of a completed recipe came about: the least that gives it again."""
    for grain in (1, 2, 4, 8, 16, 32, 64):
        if fitted(margins(recipe.outpaint), width, height, grain).size(width, height) == (recipe.width, recipe.height):
            return grain
    raise BadInput(
        "width and height do not fit the image and what is to be added around it",
        hint="leave width and height out when you outpaint",
    )


def region_of(state: State) -> Pillow.Image:
    """The mask of the region that the recipe names, at the size of the result."""
    import numpy as np
    from PIL import Image

    from castalia.engines.diffusion.inputs import read_image, size_of_file
    from castalia.engines.image.drawn import drawn
    from castalia.engines.image.regions import region_mask

    recipe = state.recipe
    path = state.open(str(recipe.image))
    picture = np.asarray(read_image(path, *size_of_file(path)))
    share = region_mask(recipe.region, picture, drawn(path, state.open), state.settings)
    mask = Image.fromarray(np.round(share * 255).astype(np.uint8))
    size = (recipe.width or mask.width, recipe.height or mask.height)
    return mask if mask.size == size else mask.resize(size, Image.Resampling.BILINEAR)
