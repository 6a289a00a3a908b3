"""The engines that enlarge pictures: by calculation, and by networks of the Real-ESRGAN type."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from castalia.engines.base import Availability, Context, Engine, Produced, Progress, Result, Run
from castalia.engines.by_model import ByModel
from castalia.errors import BadInput, Missing
from castalia.recipes.upscale import Upscale
from castalia.settings import Settings

if TYPE_CHECKING:
    import numpy as np

    from castalia.media.provenance import Provenance
    from castalia.models.model import Model

MOST_PIXELS = 120_000_000
"""Of the result."""
TILE, LEAST_TILE, OVERLAP = 512, 64, 24
"""Pixels of the original: side of a tile, the smallest one to step down to, what it sees beyond its edges."""
OURS = ("esrgan", "compact")
"""Families that are read here; spandrel reads others."""


def size_for(width: int, height: int, factor: float) -> tuple[int, int]:
    """Width and height after enlarging; `BadInput` when that is too much."""
    wide, high = max(1, round(width * factor)), max(1, round(height * factor))
    if wide * high > MOST_PIXELS:
        raise BadInput(
            f"the picture would have {wide}x{high} pixels",
            hint=f"at most {MOST_PIXELS // 1_000_000} million can be made; take a smaller factor",
        )
    return wide, high


class _Upscaler(Engine[Upscale]):
    kind = "upscale"

    def check(self, recipe: Upscale, settings: Settings) -> None:
        from castalia.engines.diffusion.inputs import kept_file, size_of_file

        if file := kept_file(recipe.image, settings):
            size_for(*size_of_file(file), recipe.factor)


class Resample(_Upscaler):
    """Lanczos and edge-aware sharpening."""

    name = "resample"
    version = "1"
    title = "Resampling"
    about = (
        "Enlarges by Lanczos and sharpens edges without halos. It adds no detail that the picture does not have: it is "
        "calculation, not a neural network."
    )
    libraries = ("numpy", "scipy", "pillow")

    def availability(self, settings: Settings) -> Availability:
        return Availability(True, "built in", "castalia models pull realesrgan-x4plus enlarges with a network")

    def run(self, recipe: Upscale, ctx: Context) -> Run:
        from castalia.engines.image.resample import enlarged, sharpened
        from castalia.media.picture import read_picture

        yield Progress(0, 10, "reading")
        picture = read_picture(ctx.open(recipe.image))
        width, height = size_for(picture.shape[1], picture.shape[0], recipe.factor)
        yield Progress(1, 10, "enlarging")
        found = enlarged(picture, width, height)
        if recipe.sharpen:
            for step in sharpened(found, recipe.sharpen, recipe.factor):
                if isinstance(step, float):
                    yield Progress(2 + int(step * 8), 10, "sharpening")
                else:
                    found = step
        notes = ["made by calculation: edges are sharper, but nothing was added that was not there"]
        return (yield from _finished(recipe, ctx, found, picture, notes, ctx.provenance))


class Esrgan(ByModel[Upscale], _Upscaler):
    """Networks of the Real-ESRGAN type, tile by tile."""

    name = "esrgan"
    version = "1"
    title = "Super-resolution networks"
    about = (
        "Runs upscalers of the ESRGAN and Real-ESRGAN type from .safetensors, and others where spandrel is installed. "
        "They invent detail that looks likely."
    )
    priority = 10
    model_kind, models_called, suggested = "upscaler", "upscaler", "realesrgan-x4plus"
    libraries = ("torch", "safetensors", "numpy", "pillow")

    def availability(self, settings: Settings) -> Availability:
        if find_spec("torch") is None or find_spec("safetensors") is None:
            return Availability(False, "torch is not installed", "pip install 'castalia[diffusers,models]'")
        return Availability(True, "runs upscalers that are installed")

    def runs(self, family: str) -> bool:
        return family in OURS or _spandrel()

    def check(self, recipe: Upscale, settings: Settings) -> None:
        model = self.model_of(recipe, settings)
        if model.family not in OURS and not _spandrel():
            raise Missing(
                f"{model.id} is a {model.family}, which needs the library spandrel",
                hint="pip install spandrel, or take an upscaler of the ESRGAN type",
            )
        super().check(recipe, settings)

    def run(self, recipe: Upscale, ctx: Context) -> Run:
        import numpy as np

        from castalia.engines.image.resample import enlarged
        from castalia.media.picture import read_picture

        yield Progress(0, 1, "reading")
        picture = read_picture(ctx.open(recipe.image))
        width, height = size_for(picture.shape[1], picture.shape[0], recipe.factor)
        model = self.model_of(recipe, ctx.settings)
        device, precision = _place(recipe, ctx.settings)
        yield Progress(0, 1, f"loading {model.id}")
        notes: list[str] = []
        found: list[np.ndarray] = []
        with _resident(model, device, precision, ctx.settings) as net:
            yield from _whole(net, picture, recipe.tile or TILE, device, precision, found, notes)
            scale = int(net.scale)
        large = found[0]
        if (large.shape[1], large.shape[0]) != (width, height):
            way = "scaled down" if scale > recipe.factor else "resampled"
            notes.append(f"{model.id} enlarges {scale} times; the result was {way} to {recipe.factor:g} times")
            large = enlarged(large, width, height)
        if picture.shape[2] == 4:
            large = np.dstack([large, enlarged(picture, width, height)[..., 3]])
        provenance = _provenance(ctx, model, device, precision)
        return (yield from _finished(recipe, ctx, large, picture, notes, provenance))


def _spandrel() -> bool:
    return find_spec("spandrel") is not None and find_spec("torchvision") is not None


def _place(recipe: Upscale, settings: Settings) -> tuple[str, str]:
    """(device, precision) for a network."""
    import torch

    device = settings.device
    if device == "auto":
        mps = torch.backends.mps.is_available()
        device = "cuda" if torch.cuda.is_available() else "mps" if mps else "cpu"
    if recipe.precision != "auto":
        return device, recipe.precision
    if not device.startswith("cuda"):
        return device, "fp32"
    return device, "bf16" if torch.cuda.is_bf16_supported() else "fp16"


def _resident(model: Model, device: str, precision: str, settings: Settings) -> Any:
    """The network, kept loaded from run to run."""
    from castalia.engines.diffusion.planning import shelf
    from castalia.models.notice import Resident
    from castalia.models.residency import Measured

    def bring() -> Measured:
        net = _loaded(model).to(device, _dtype(precision))
        return Measured(net, sum(p.numel() * p.element_size() for p in net.parameters()))

    key = f"{model.path}|{model.sha256}|{device}|{precision}"
    return shelf(settings).use(key, bring, Resident(model.id, device, precision, title=model.id))


def _loaded(model: Model) -> Any:
    from safetensors.torch import load_file

    file = model.path if model.path.is_file() else next(iter(sorted(model.path.glob("*.safetensors"))))
    if model.family in OURS:
        from castalia.engines.image.superresolution import network

        return network(load_file(file))
    import spandrel

    net = spandrel.ModelLoader().load_from_file(str(file))
    net.model.scale, net.model.folded = net.scale, 1
    return net.model.eval()


def _dtype(precision: str) -> Any:
    import torch

    return {"fp32": torch.float32, "fp16": torch.float16, "bf16": torch.bfloat16}[precision]


def _whole(
    net: Any, picture: np.ndarray, tile: int, device: str, precision: str, found: list[np.ndarray], notes: list[str]
) -> Iterator[Progress]:
    """Enlarge a picture, with smaller tiles where memory runs out; puts it into `found`."""
    from castalia.engines.diffusion.load import is_memory
    from castalia.models.residency import give_back

    while True:
        try:
            found.append((yield from tiled(net, picture[..., :3], tile, device, precision)))
            return
        except Exception as error:
            if not is_memory(error) or tile <= LEAST_TILE:
                raise
        give_back()
        tile = max(LEAST_TILE, tile // 2)
        notes.append(f"memory ran out on {device}: now in tiles of {tile} pixels")


def tiled(net: Any, picture: np.ndarray, tile: int, device: str, precision: str) -> Any:
    """Enlarge uint8 (height, width, 3) tile by tile; a generator of progress that returns the enlarged picture.

    Each tile sees `OVERLAP` pixels of its neighbours, mirrored at the rim of the picture; only its own part is kept.
    """
    import numpy as np
    import torch

    height, width = picture.shape[:2]
    scale, fold = int(net.scale), int(net.folded)
    extra = [(OVERLAP, OVERLAP + -side % fold) for side in (height, width)]
    mode = "reflect" if min(height, width) > OVERLAP + fold else "edge"
    padded = np.pad(picture, (*extra, (0, 0)), mode=mode)  # type: ignore[call-overload]
    result = np.empty((height * scale, width * scale, 3), np.uint8)
    tile = max(fold, tile // fold * fold)
    places = [(top, left) for top in range(0, height, tile) for left in range(0, width, tile)]
    for done, (top, left) in enumerate(places):
        yield Progress(done, len(places), f"tile {done + 1} of {len(places)}")
        down, across = min(tile, height - top), min(tile, width - left)
        part = padded[
            top : top + down + -down % fold + 2 * OVERLAP, left : left + across + -across % fold + 2 * OVERLAP
        ]
        taken = torch.from_numpy(part.copy()).permute(2, 0, 1)[None].to(device, _dtype(precision)) / 255
        with torch.inference_mode():
            large = net(taken)[0].float().clamp(0, 1)
        pixels = (large * 255).round().to(torch.uint8).permute(1, 2, 0).cpu().numpy()
        rim = OVERLAP * scale
        own = pixels[rim : rim + down * scale, rim : rim + across * scale]
        result[top * scale : (top + down) * scale, left * scale : (left + across) * scale] = own
    return result


def _provenance(ctx: Context, model: Model, device: str, precision: str) -> Provenance:
    from castalia.media.provenance import TRAINED
    from castalia.media.provenance import Model as Source

    source = Source(
        id=model.id, source=model.source, revision=model.revision, sha256=model.sha256, licence=model.licence
    )
    name = {"fp32": "float32", "fp16": "float16", "bf16": "bfloat16"}[precision]
    update = {"model": source, "device": device, "precision": name, "digital_source_type": TRAINED}
    return ctx.provenance.model_copy(update=update)


def _finished(
    recipe: Upscale, ctx: Context, found: np.ndarray, picture: np.ndarray, notes: list[str], provenance: Provenance
) -> Run:
    from castalia.media.picture import write_picture
    from castalia.media.thumbnail import preview

    height, width = found.shape[:2]
    path = ctx.folder / f"image.{recipe.format}"
    write_picture(path, found, provenance)
    yield Progress(10, 10, "done", preview(found))
    report = {"from": f"{picture.shape[1]}x{picture.shape[0]}", "to": f"{width}x{height}", "notes": notes}
    return Result((Produced(path, meta={"width": width, "height": height}),), report, provenance)
