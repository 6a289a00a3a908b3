"""Pictures: PNG, JPEG and WebP with provenance inside (text chunks, EXIF, XMP), and reading of any picture."""

from __future__ import annotations

import io
import re
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from castalia.errors import BadInput
from castalia.media import jpeg_xmp, xmp
from castalia.media.atomic import write_bytes
from castalia.media.kinds import NAMES, media_type, sniff
from castalia.media.provenance import Provenance

if TYPE_CHECKING:
    from PIL import Image

MAX_PIXELS = 128_000_000
"""Larger pictures are refused: a small file may claim any size (a decompression bomb)."""

JPEG_QUALITY = 92
WEBP_QUALITY = 90


def write_picture(
    path: str | Path,
    picture: np.ndarray | Image.Image,
    provenance: Provenance,
    *,
    palette: list[tuple[int, int, int]] | None = None,
) -> None:
    """Write a picture that says how it was made; the same data gives the same bytes.

    PNG keeps alpha and loses nothing; WebP keeps alpha; JPEG lays it on white.

    Args:
        path: ends in .png, .jpg, .jpeg or .webp.
        picture: uint8 (height, width, 3 or 4) sRGB, (height, width) grey, or a Pillow image; a PNG may also be uint16
            (height, width), grey of 16 bits.
        palette: colours of the values of an uint8 (height, width): a PNG of indices is written.

    Raises:
        BadInput: another ending, or a picture of another shape.
        StorageError: the disk refused.
    """
    path = Path(path)
    image = _image(picture, palette)
    encode = {"image/png": _png, "image/jpeg": _jpeg, "image/webp": _webp}.get(media_type(path))
    if encode is None:
        raise BadInput(f"a picture cannot be written as {path.suffix}", hint="use .png, .jpg or .webp")
    if image.mode in ("I;16", "P") and encode is not _png:
        raise BadInput(f"a {path.suffix} holds neither 16 bits nor indices", hint="use .png")
    write_bytes(path, encode(image, provenance))


def read_picture(path: str | Path, *, most_pixels: int = MAX_PIXELS) -> np.ndarray:
    """Read any PNG, JPEG, WebP or GIF (its first frame), the right way up.

    Args:
        most_pixels: larger pictures are refused, but for a JPEG: it is read at a half, a quarter or an eighth.

    Returns:
        uint8 (height, width, 3), or (height, width, 4) when something in it is transparent.

    Raises:
        BadInput: it is not a picture, damaged, cut off, or too large.
    """
    from PIL import ImageOps

    with opened(path) as image:
        if image.width * image.height > most_pixels:
            share = (most_pixels / (image.width * image.height)) ** 0.5
            image.draft(None, (int(image.width * share / 2) + 1, int(image.height * share / 2) + 1))
        if image.width * image.height > most_pixels:
            raise _too_large(Path(path), image.size, most_pixels)
        ImageOps.exif_transpose(image, in_place=True)
        return np.asarray(_eight_bits(image))


def opened(path: str | Path) -> _Opened:
    """A context manager that gives the Pillow image of a file, all of whose complaints are `BadInput`."""
    return _Opened(Path(path))


def _called(path: Path) -> str:
    """The file's name, unless it is a hash, which says nothing to anybody."""
    return "the picture" if re.fullmatch(r"[0-9a-f]{64}", path.name) else path.name


def _too_large(path: Path, size: tuple[int, int], most_pixels: int) -> BadInput:
    return BadInput(
        f"{_called(path)} is too large ({size[0]}x{size[1]} pixels)",
        hint=f"at most {most_pixels // 1_000_000} million pixels can be read; scale it down first",
    )


class _Opened:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> Image.Image:
        from PIL import Image

        found = sniff(self.path)
        if not found.startswith("image/"):
            raise BadInput(f"{_called(self.path)} is not a picture but {NAMES[found]}", hint="give a picture")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", Image.DecompressionBombWarning)
                self.image = Image.open(self.path)
        except Exception as error:
            raise self._damaged(error) from None
        width, height = self.image.size
        if width * height > MAX_PIXELS:
            self.image.close()
            raise _too_large(self.path, self.image.size, MAX_PIXELS)
        return self.image

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self.image.close()
        # Pillow's decoders raise nearly anything on damaged data.
        if isinstance(error, Exception) and not isinstance(error, BadInput):
            raise self._damaged(error) from None

    def _damaged(self, error: Exception) -> BadInput:
        from PIL import Image

        if isinstance(error, Image.DecompressionBombError):
            return BadInput(f"{_called(self.path)} is too large a picture", hint="scale it down first")
        return BadInput(f"{_called(self.path)} is damaged or cut off", hint="get a complete copy of the picture")


def provenance_of(path: Path, found: str) -> Provenance | None:
    """The provenance inside a picture of media type `found`, or None."""
    with opened(path) as image:
        if found == "image/png":
            image.load()  # text chunks may follow the pixels
            return Provenance.from_json(str(image.info.get("castalia", ""))) or xmp.provenance_in(
                str(image.info.get("XML:com.adobe.xmp", ""))
            )
        if found == "image/gif":
            comment = image.info.get("comment", b"")
            return Provenance.from_json(comment.decode("utf-8", "replace").partition("\n")[2])
        main = image.info.get("xmp", b"")
    extended = jpeg_xmp.extended_packet(path.read_bytes()) if found == "image/jpeg" else b""
    return xmp.provenance_in(main) or xmp.provenance_in(extended)


def _image(picture: np.ndarray | Image.Image, palette: list[tuple[int, int, int]] | None = None) -> Image.Image:
    from PIL import Image

    if isinstance(picture, np.ndarray):
        if picture.dtype == np.uint16 and picture.ndim == 2 and picture.size:
            return Image.fromarray(np.ascontiguousarray(picture))
        fits = picture.dtype == np.uint8 and picture.size > 0
        if not fits or not (picture.ndim == 2 or (picture.ndim == 3 and picture.shape[2] in (3, 4))):
            raise BadInput(
                f"{picture.dtype} {picture.shape} is not a picture",
                hint="it must be uint8 (height, width, 3 or 4), or (height, width) for grey",
            )
        image = Image.fromarray(np.ascontiguousarray(picture))
        if palette is not None and picture.ndim == 2:
            image = image.copy()
            image.putpalette([channel for color in palette for channel in color])
        return image
    return picture if picture.mode in ("L", "RGB", "RGBA") else _eight_bits(picture)


def _eight_bits(image: Image.Image) -> Image.Image:
    """RGB, or RGBA when something is transparent, whatever the file had."""
    from PIL import Image

    if image.mode.startswith("I;16") or image.mode == "I":
        image = Image.fromarray((np.asarray(image).astype(np.uint32) >> 8).clip(0, 255).astype(np.uint8))
    if image.has_transparency_data:
        rgba = image.convert("RGBA")
        if rgba.getextrema()[3][0] < 255:
            return rgba
    return image if image.mode == "RGB" else image.convert("RGB")


def _png(image: Image.Image, provenance: Provenance) -> bytes:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Software", f"castalia {provenance.castalia}")
    info.add_itxt("Description", provenance.description())
    info.add_itxt("parameters", _parameters(provenance))
    info.add_text("castalia", provenance.to_json())
    info.add_itxt("XML:com.adobe.xmp", xmp.packet(provenance))
    return _encoded(image, "PNG", pnginfo=info)


def _jpeg(image: Image.Image, provenance: Provenance) -> bytes:
    from PIL import Image

    if image.mode == "RGBA":
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image).convert("RGB")
    plain = _encoded(image, "JPEG", quality=JPEG_QUALITY, subsampling=0, optimize=True, exif=_exif(provenance))
    return jpeg_xmp.inserted(plain, provenance)


def _webp(image: Image.Image, provenance: Provenance) -> bytes:
    packet = xmp.packet(provenance).encode()
    return _encoded(image, "WEBP", quality=WEBP_QUALITY, method=4, exif=_exif(provenance), xmp=packet)


def _encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    try:
        image.save(buffer, kind, **options)
    except (OSError, ValueError) as error:
        raise BadInput(
            f"a picture of {image.width}x{image.height} does not fit into {kind}: {error}", hint="use .png"
        ) from None
    return buffer.getvalue()


def _exif(provenance: Provenance) -> bytes:
    """ImageDescription (the mark and the prompt), Software, and the generation parameters as UserComment."""
    from PIL import Image
    from PIL.ExifTags import IFD, Base

    exif = Image.Exif()
    # Bytes, as Pillow would replace what is not ASCII; programs read UTF-8 here.
    exif[Base.ImageDescription] = provenance.description().encode()
    exif[Base.Software] = f"castalia {provenance.castalia}"
    exif.get_ifd(IFD.Exif)[Base.UserComment] = b"UNICODE\0" + _parameters(provenance)[:8000].encode("utf-16-be")
    return exif.tobytes()


def _parameters(provenance: Provenance) -> str:
    """The prompt and the other fields as lines that people and picture browsers read, in A1111's words for them."""
    recipe, model = provenance.recipe, provenance.model
    names = {"steps": "Steps", "scheduler": "Sampler", "guidance_scale": "CFG scale", "seed": "Seed"}
    fields = {title: recipe[name] for name, title in names.items() if recipe.get(name) not in (None, "auto")}
    if recipe.get("width") and recipe.get("height"):
        fields["Size"] = f"{recipe['width']}x{recipe['height']}"
    if model:
        fields |= {"Model hash": model.sha256[:10], "Model": model.id} if model.sha256 else {"Model": model.id}
    said = ("kind", "prompt", "negative_prompt", "model", "width", "height", *names)
    fields |= {
        name.replace("_", " ").capitalize(): "+".join(map(str, value)) if isinstance(value, list | tuple) else value
        for name, value in recipe.items()
        if name not in said and value not in (None, "", "auto", False, [], ())
    }
    lines = [str(recipe.get("prompt", ""))]
    if provenance.recipe.get("negative_prompt"):
        lines.append(f"Negative prompt: {provenance.recipe['negative_prompt']}")
    fields["Mark"] = provenance.mark
    lines.append(", ".join(f"{name}: {value}" for name, value in fields.items()))
    return "\n".join(lines).replace("\0", " ")
