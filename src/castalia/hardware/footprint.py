"""What a model needs: the bytes of its weights, and of a run the arithmetic and the memory of each stage."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import platformdirs

from castalia.hardware.counts import CountCache, Weights, Work
from castalia.hardware.plan import Precision
from castalia.models.architectures import ARCHITECTURES, Architecture, Network
from castalia.models.model import Entry, Model
from castalia.models.recognise import component_of, index_name

if TYPE_CHECKING:
    from castalia.hardware.passes import Shape

Role = Literal["text", "denoise", "decode", "other"]
ITEM = {"fp32": 4, "fp16": 2, "bf16": 2}
TILE = 512
"""Pixels of a side of a tile, where the VAE works in tiles."""
_ROLES: Mapping[str, Role] = {
    "unet": "denoise", "transformer": "denoise", "transformer_2": "denoise", "prior": "denoise",
    "vae": "decode", "vqvae": "decode", "vqgan": "decode", "movq": "decode",
}  # fmt: skip


def role_of(name: str) -> Role:
    """What a component of a pipeline does."""
    return "text" if name.startswith("text_encoder") else _ROLES.get(name, "other")


@dataclass(frozen=True)
class Size:
    """How big a run is."""

    width: int
    height: int
    frames: int = 0
    tokens: int = 77


class Footprint:
    """A model by its numbers. Everything is counted when it is asked for, and kept on disk."""

    counted = True

    def __init__(self, architecture: Architecture, cache: CountCache) -> None:
        self.architecture = architecture
        self.cache = cache
        self.names = list(architecture.networks)
        self._roles: dict[Role, list[str]] = {}
        for name in self.names:
            self._roles.setdefault(role_of(name), []).append(name)
        self._weights: dict[tuple[str, str], Weights] = {}
        self._works: dict[tuple[object, ...], Work] = {}

    def named(self, role: Role) -> list[str]:
        """Its components of a role."""
        return self._roles.get(role, [])

    def weights(self, name: str, precision: str) -> Weights:
        """The weights of a component when loaded in a precision."""
        key = (name, precision)
        if key not in self._weights:
            self._weights[key] = self._weigh(name, precision)
        return self._weights[key]

    def _weigh(self, name: str, precision: str) -> Weights:
        network = self.architecture.networks[name]

        def count() -> Weights:
            from castalia.hardware import meta

            return meta.weigh(meta.build(network, precision))

        return self.cache.get(Weights, ["weights", *_identity(network), precision], count)

    def work(self, name: str, precision: str, size: Size, batch: int, *, on_cpu: bool, tile: int = 0) -> Work:
        """One pass of a component; of more than two samples it is carried on in a straight line from one and two.

        Args:
            batch: samples; of a VAE that decodes clips frame by frame, clips.
            tile: pixels of a side when the VAE works in tiles; 0 when it does not.
        """
        key = (name, precision, size, batch, on_cpu, tile)
        if key not in self._works:
            self._works[key] = self._count(name, precision, size, batch, on_cpu, tile)
        return self._works[key]

    def _count(self, name: str, precision: str, size: Size, batch: int, on_cpu: bool, tile: int) -> Work:
        if batch > 2:
            one, two = (self.work(name, precision, size, n, on_cpu=on_cpu, tile=tile) for n in (1, 2))
            return _onward(one, two, batch - 1)
        longest = self._longest_clip(name)
        if longest and size.frames > longest + 4:
            few, more = (
                self.work(name, precision, replace(size, frames=n), batch, on_cpu=on_cpu, tile=tile)
                for n in (longest, longest + 4)
            )
            return _onward(few, more, (size.frames - longest) / 4)
        if tile and (size.width > tile or size.height > tile):
            part = replace(size, width=min(tile, size.width), height=min(tile, size.height))
            return _tiled(self.work(name, precision, part, batch, on_cpu=on_cpu), size, part, ITEM[precision] * batch)
        network = self.architecture.networks[name]

        def count() -> Work:
            from castalia.hardware import meta, passes

            module = meta.build(network, precision)
            call = passes.caller(module, _shape(size, batch), scale=self.scale)
            if call is None:
                return self._guess(name, precision, size, batch)
            return meta.measure(module, call, on_cpu=on_cpu)

        key = [*_identity(network), ITEM[precision], size.width, size.height, size.frames, size.tokens, batch, on_cpu]
        return self.cache.get(Work, ["work", self.scale, precision == "fp16", *key], count)

    def _longest_clip(self, name: str) -> int:
        """Frames beyond which the work of a VAE for clips only grows in a straight line: it goes frame by frame."""
        return 9 if self.architecture.networks[name].name == "AutoencoderKLWan" else 0

    @cached_property
    def scale(self) -> int:
        """Pixels per latent."""
        vae = next((self.architecture.networks[name] for name in self.named("decode")), None)
        blocks = vae.config.get("block_out_channels") if vae else None
        return 1 << (len(blocks) - 1) if blocks else 8

    def tile(self, name: str) -> int:
        """Pixels of a side of the tiles of a VAE."""
        return 256 if self.architecture.networks[name].name == "AutoencoderKLWan" else TILE

    def decodes_in(self, precision: Precision) -> Precision:
        """What the VAE decodes in where the rest computes in `precision`: fp32 for one that overflows in fp16 or loses
        detail in 16 bits (Wan)."""
        networks = [self.architecture.networks[name] for name in self.named("decode")]
        overflows = precision == "fp16" and any(bool(network.config.get("force_upcast")) for network in networks)
        return "fp32" if overflows or any(network.name == "AutoencoderKLWan" for network in networks) else precision

    def _guess(self, name: str, precision: str, size: Size, batch: int) -> Work:
        """For a network whose inputs are not known here: every parameter meets every token once."""
        weights = self.weights(name, precision)
        tokens = max(1, size.width * size.height // 256) * max(1, (size.frames + 3) // 4) * batch
        peak = int(tokens * 24_000 * ITEM[precision])
        return Work(2 * weights.parameters * tokens, peak, 40 * peak, 2000, 0)


class CatalogueFootprint(Footprint):
    """A model by what the catalogue says of it, where nothing can be counted."""

    counted = False

    def __init__(self, entry: Entry) -> None:
        native = (entry.width or 512, entry.height or 512)
        names = ("text_encoder", "transformer", "vae")
        frames = int(entry.defaults.get("num_frames") or 0) or (16 if entry.kind == "video" else 0)
        networks = {name: Network("", "") for name in names}
        super().__init__(Architecture(networks, native=native, frames=frames), CountCache(None))
        self.entry = entry

    def weights(self, name: str, precision: str) -> Weights:
        share = {"text_encoder": 0.25, "transformer": 0.72, "vae": 0.03}[name]
        every = self.entry.parameters or max(self.entry.memory.values(), default=self.entry.download) // 2
        known = self.entry.memory.get(precision) or every * ITEM[precision]
        parameters = int(every * share)
        most = int(parameters * 0.98)
        return Weights(parameters, int(known * share), most, most, int(known * share * 0.02))

    def work(self, name: str, precision: str, size: Size, batch: int, *, on_cpu: bool, tile: int = 0) -> Work:
        frames = max(1, size.frames)
        if role_of(name) == "decode":
            width, height = (min(side, tile or side) for side in (size.width, size.height))
            peak = width * height * batch * frames * 800 * ITEM[precision]
            return Work(size.width * size.height * batch * frames * 10_000_000, peak, 15 * peak, 140, 0)
        if role_of(name) == "text":
            return Work(2 * self.weights(name, precision).parameters * 128, 64 << 20, 1 << 30, 500, 0)
        return self._guess(name, precision, size, batch)


def _identity(network: Network) -> list[Any]:
    """What a count depends on besides the size: the network and the library that builds it."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        made_by = version(network.library)
    except PackageNotFoundError:
        made_by = ""
    config = {k: v for k, v in network.config.items() if not k.startswith("_")}
    return [network.name, config, made_by]


def _shape(size: Size, batch: int) -> Shape:
    from castalia.hardware.passes import Shape

    return Shape(size.width, size.height, size.frames, batch, size.tokens)


def _onward(first: Work, second: Work, times: float) -> Work:
    """The work that lies `times` steps beyond the first, when one step is the difference of both."""

    def at(name: str) -> int:
        a, b = int(getattr(first, name)), int(getattr(second, name))
        return max(0, round(a + (b - a) * times))

    return Work(at("flops"), at("peak"), at("traffic"), second.calls, at("attention"))


def _tiled(one: Work, whole: Size, part: Size, item: int) -> Work:
    """Tiles that overlap by a quarter; their results stay until they are blended, in two copies."""
    area, count = 1.0, 1
    for side, tile in ((whole.width, part.width), (whole.height, part.height)):
        starts = range(0, side, max(8, tile * 3 // 4)) if side > tile else range(1)
        area *= sum(min(tile, side - start) for start in starts) / tile
        count *= len(starts)
    kept = 2 * 3 * whole.width * whole.height * max(1, whole.frames) * item
    return Work(round(one.flops * area), one.peak + kept, round(one.traffic * area), one.calls * count, one.attention)


def can_count() -> bool:
    """Whether the libraries that build networks are installed."""
    return all(importlib.util.find_spec(name) for name in ("torch", "diffusers", "transformers"))


def default_cache() -> Path:
    """Where counts are kept when no home is known."""
    return Path(platformdirs.user_cache_dir("castalia", appauthor=False)) / "counts"


def footprint(model: Model | Entry, cache: CountCache | None = None) -> Footprint:
    """The numbers of a model: counted from the configuration in its folder, else from that of its family, else taken
    from the catalogue (then `counted` is False and the figures are rough)."""
    cache = cache or CountCache(default_cache())
    entry = model if isinstance(model, Entry) else model.entry
    family = ARCHITECTURES.get(model.family)
    own = _of_folder(model.path, family) if isinstance(model, Model) and model.path.is_dir() else None
    architecture = own or family
    if architecture is not None and can_count():
        return Footprint(architecture, cache)
    return CatalogueFootprint(entry or _bare(model))


def _bare(model: Model | Entry) -> Entry:
    """An entry for a model that is in no catalogue: its size on disk stands for its weights."""
    size = model.bytes if isinstance(model, Model) else 0
    return Entry(id=model.id, title=model.id, about="", kind=model.kind, family=model.family, download=size)


def _of_folder(path: Path, family: Architecture | None) -> Architecture | None:
    """The networks of a folder that diffusers has saved; None when it is none."""
    index = _json(path / index_name(path)) if path.is_dir() else {}
    networks: dict[str, Network] = {}
    for name, value in index.items():
        found = component_of(value)
        if name.startswith("_") or found is None or found[0] not in ("diffusers", "transformers"):
            continue
        library, cls = found
        config = _json(path / name / "config.json")
        if config and role_of(name) != "other":
            networks[name] = Network(library, cls, config)
    if not any(role_of(name) == "denoise" for name in networks):
        return None
    base = family or Architecture({}, tokens=77)
    return replace(base, networks=networks, native=_native(networks, base.native))


def _native(networks: dict[str, Network], otherwise: tuple[int, int]) -> tuple[int, int]:
    denoiser = next(network for name, network in networks.items() if role_of(name) == "denoise")
    sample = denoiser.config.get("sample_size")
    vae = next((network for name, network in networks.items() if role_of(name) == "decode"), None)
    blocks = vae.config.get("block_out_channels") if vae else None
    if isinstance(sample, int) and blocks and denoiser.name != "FluxTransformer2DModel":
        side = sample << (len(blocks) - 1)
        return side, side
    return otherwise


def _json(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}
