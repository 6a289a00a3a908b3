"""The engines that cut the subject out of a picture: exactly where the clay world drew it, by colour, or by a model."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from castalia.engines.base import Availability, Context, Engine, Produced, Progress, Result, Run
from castalia.engines.by_model import ByModel
from castalia.errors import BadInput
from castalia.recipes.cutout import Cutout
from castalia.settings import Settings

if TYPE_CHECKING:
    import numpy as np

    from castalia.engines.image.drawn import Box
    from castalia.media.provenance import Provenance

TRANSPARENT = "transparent"


class _Cutter(Engine[Cutout]):
    kind = "cutout"

    def check(self, recipe: Cutout, settings: Settings) -> None:
        from castalia.engines.diffusion.inputs import kept_file, size_of_file

        color_of(recipe.background)
        if recipe.background == TRANSPARENT and recipe.format == "jpg":
            raise BadInput("a jpg cannot be transparent", hint="take the format png or webp, or a --background")
        size = size_of_file(file) if (file := kept_file(recipe.image, settings)) else None
        box_in(recipe.box, size)


class ColorCutout(_Cutter):
    """Exact for pictures of the clay world; for others colour models of subject and background."""

    name = "color"
    version = "1"
    title = "Cutting by colour"
    about = (
        "Pictures of the clay world are cut out exactly, from their scene. In others it tells the subject by colour "
        "and place, which works where they differ from the background; a box around it helps. No neural network."
    )
    libraries = ("numpy", "scipy", "scikit-image", "pillow")

    def availability(self, settings: Settings) -> Availability:
        return Availability(True, "built in", "castalia models pull clipseg finds the subject with a network")

    def run(self, recipe: Cutout, ctx: Context) -> Run:
        from castalia.engines.image.drawn import drawn
        from castalia.engines.image.regions import subject_share

        yield Progress(0, 3, "reading")
        picture = _picture(recipe, ctx)
        path = ctx.open(recipe.image)
        known = drawn(path, ctx.open)
        box = box_in(recipe.box, (picture.shape[1], picture.shape[0]))
        yield Progress(1, 3, "looking for the subject")
        share = subject_share(picture, known, box)
        exact = known is not None and bool(known.boxes())
        way = "exact: the clay world knows where its things are" if exact else (
            "by colour and place" + ("" if box else "; a box around the subject (--box) makes it surer")
        )  # fmt: skip
        return (yield from _finished(recipe, ctx, picture, share, way, ctx.provenance))


class ModelCutout(ByModel[Cutout], _Cutter):
    """A segmentation checkpoint finds the subject; its rough edges are then drawn along those of the picture."""

    name = "segment"
    version = "1"
    title = "Cutting by a model"
    about = "Finds the subject with a segmentation checkpoint of transformers (CLIPSeg, SegFormer)."
    priority = 10
    model_kind, models_called, suggested = "segmenter", "segmentation model", "clipseg"
    libraries = ("torch", "transformers", "numpy", "pillow")

    def availability(self, settings: Settings) -> Availability:
        if find_spec("torch") is None or find_spec("transformers") is None:
            return Availability(False, "transformers is not installed", "pip install 'castalia[diffusers,models]'")
        return Availability(True, "runs segmentation models that are installed")

    def runs(self, family: str) -> bool:
        from castalia.engines.image.segment import FAMILIES

        return family in FAMILIES

    def check(self, recipe: Cutout, settings: Settings) -> None:
        from castalia.engines.image.segment import check_family

        check_family(self.model_of(recipe, settings))
        super().check(recipe, settings)

    def run(self, recipe: Cutout, ctx: Context) -> Run:
        import numpy as np

        from castalia.engines.image.drawn import drawn
        from castalia.engines.image.foreground import guided
        from castalia.engines.image.segment import segmented
        from castalia.media.provenance import TRAINED
        from castalia.media.provenance import Model as Source

        yield Progress(0, 3, "reading")
        picture = _picture(recipe, ctx)
        known = drawn(ctx.open(recipe.image), ctx.open)
        if known is not None and known.boxes() and not recipe.box:
            way = "exact: the clay world knows where its things are"
            return (yield from _finished(recipe, ctx, picture, known.subjects(), way, ctx.provenance))
        model = self.model_of(recipe, ctx.settings)
        yield Progress(1, 3, f"looking for the subject with {model.id}")
        share = segmented(picture, model)
        if box := box_in(recipe.box, (picture.shape[1], picture.shape[0])):
            kept = np.zeros_like(share)
            kept[box[1] : box[3], box[0] : box[2]] = 1
            share = share * kept
        share = guided(picture, share)
        source = Source(id=model.id, source=model.source, sha256=model.sha256, licence=model.licence)
        provenance = ctx.provenance.model_copy(update={"model": source, "digital_source_type": TRAINED})
        return (yield from _finished(recipe, ctx, picture, share, f"by {model.id}", provenance))


def color_of(background: str) -> tuple[int, int, int] | None:
    """A colour by name or `#rrggbb`; None is transparent. `BadInput` when it is no colour."""
    from PIL import ImageColor

    if background == TRANSPARENT:
        return None
    try:
        red, green, blue = ImageColor.getrgb(background)[:3]
    except ValueError:
        raise BadInput(
            f"'{background[:40]}' is no colour", hint="name one, e.g. white, or write #rrggbb, or transparent"
        ) from None
    return red, green, blue


def box_in(text: str, size: tuple[int, int] | None) -> Box | None:
    """The box of a recipe; `BadInput` when it is none or lies outside a picture of this size."""
    from castalia.engines.image.regions import rectangle

    if not text:
        return None
    left, top, right, bottom = rectangle(text)
    if size and (left >= size[0] or top >= size[1]):
        raise BadInput(f"the box begins outside the picture ({size[0]}x{size[1]} pixels)", hint="it is left,top,...")
    return (left, top, right, bottom) if size is None else (left, top, min(right, size[0]), min(bottom, size[1]))


def _picture(recipe: Cutout, ctx: Context) -> np.ndarray:
    import numpy as np

    from castalia.engines.diffusion.inputs import read_image, size_of_file

    path = ctx.open(recipe.image)
    return np.asarray(read_image(path, *size_of_file(path)))


def _finished(
    recipe: Cutout, ctx: Context, picture: np.ndarray, share: np.ndarray, way: str, provenance: Provenance
) -> Run:
    import numpy as np

    from castalia.engines.image.cutting import cut, on_color
    from castalia.media.picture import write_picture
    from castalia.media.thumbnail import preview

    yield Progress(2, 3, "cutting")
    if share.max() < 0.5:
        raise BadInput("no subject was found in the picture", hint="say where it is with --box left,top,width,height")
    found = cut(picture, share, recipe.feather)
    alpha = found[..., 3]
    color = color_of(recipe.background)
    if color is not None:
        found = on_color(found, color)
    path = ctx.folder / f"image.{recipe.format}"
    write_picture(path, found, provenance)
    size = {"width": picture.shape[1], "height": picture.shape[0]}
    files = [Produced(path, meta=size)]
    if recipe.keep_mask:
        write_picture(ctx.folder / "mask.png", alpha, provenance)
        files.append(Produced(ctx.folder / "mask.png", "mask", size))
    yield Progress(3, 3, "done", preview(on_color(cut(picture, share), (255, 255, 255))))
    report = {"found": way, "subject_share": round(float(np.mean(share)), 4), "notes": [f"cut out {way}"]}
    return Result(tuple(files), report, provenance)
