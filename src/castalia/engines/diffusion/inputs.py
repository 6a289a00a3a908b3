"""Pictures that a recipe starts from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from castalia.errors import BadInput

if TYPE_CHECKING:
    from PIL import Image

    from castalia.settings import Settings


def read_image(path: Path, width: int, height: int) -> Image.Image:
    """A picture as RGB at a size in pixels; what is transparent is white."""
    from PIL import Image

    picture = _opened(path)
    if picture.mode == "RGBA":
        white = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(white, picture).convert("RGB")
    return picture if picture.size == (width, height) else picture.resize((width, height), Image.Resampling.LANCZOS)


def read_mask(path: Path, image: Path, width: int, height: int) -> Image.Image:
    """A mask in grey at a size in pixels.

    Raises:
        BadInput: it has not the size of the picture.
    """
    from PIL import Image

    mask = _opened(path).convert("RGB").convert("L")
    check_mask(mask.size, size_of_file(image))
    return mask if mask.size == (width, height) else mask.resize((width, height), Image.Resampling.BILINEAR)


def check_mask(mask: tuple[int, int], image: tuple[int, int]) -> None:
    """Refuse a mask of another size than its picture."""
    if mask != image:
        raise BadInput(
            f"the mask has {mask[0]}x{mask[1]} pixels and the image {image[0]}x{image[1]}",
            hint="make the mask as large as the image",
        )


def size_of_file(path: Path) -> tuple[int, int]:
    """(width, height) of a picture the right way up; only its header is read."""
    from castalia.media.picture import opened

    with opened(path) as image:
        turned = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
        return (image.height, image.width) if turned else image.size


def kept_file(ref: str, settings: Settings) -> Path | None:
    """The file of a reference, when this machine's library has it; for a look before a recipe is carried out."""
    from castalia.library.files import FileStore

    path = FileStore(settings.home).path(ref.removeprefix("sha256:"))
    return path if path.is_file() else None


def _opened(path: Path) -> Image.Image:
    from PIL import Image

    from castalia.media.picture import read_picture

    return Image.fromarray(read_picture(path))
