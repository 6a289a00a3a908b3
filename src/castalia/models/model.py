"""What is known of a checkpoint: an entry of the catalogue, and one that lies on this machine."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

ModelKind = Literal[
    "image", "video", "control", "reference", "lora", "embedding", "vae", "upscaler", "text-encoder", "image-text",
    "captioner", "segmenter", "depth", "preview", "talk",
]  # fmt: skip
"""What a checkpoint is for. `control` is a ControlNet, `reference` an IP-Adapter, `preview` a tiny VAE (TAESD),
`talk` animates portraits."""


@dataclass(frozen=True)
class Entry:
    """A checkpoint of the catalogue (`catalogue.toml`). Facts named in `unverified` were not checked at a source."""

    id: str
    title: str
    about: str
    kind: ModelKind
    family: str
    """The architecture, e.g. `sd15`, `sd15-inpaint`, `sdxl`, `sdxl-refiner`, `sd3`, `flux`, `flux2`, `qwen-image`,
    `z-image`, `kolors`, `pixart-sigma`, `sana`, `wan`, `ltx`, `cogvideox`, `modelscope-t2v`, `animatediff`. Of an
    adapter it is the family of the model that it fits."""
    engine: str = "diffusers"
    huggingface: str = ""
    """Repository `owner/name`; empty when it is not there."""
    modelscope: str = ""
    revision: str = ""
    files: tuple[str, ...] = ()
    """Patterns of the files that are needed; empty takes the folder that diffusers reads, safetensors only."""
    licence: str = ""
    """SPDX identifier, or the name of the licence."""
    forbids: str = ""
    """In words, what the licence does not allow, e.g. `commercial use`."""
    languages: tuple[str, ...] = ("en",)
    """Languages of prompts that it understands."""
    parameters: int = 0
    """Of all components together."""
    download: int = 0
    """Bytes to be downloaded."""
    memory: dict[str, int] = field(default_factory=dict)
    """Precision -> bytes of all weights."""
    width: int = 0
    height: int = 0
    """Native size in pixels."""
    defaults: dict[str, Any] = field(default_factory=dict)
    """Recipe field -> value that fits this checkpoint, e.g. `{"steps": 30, "guidance_scale": 7.0}`."""
    tags: tuple[str, ...] = ()
    unverified: tuple[str, ...] = ()
    """Names of the fields above whose values were not checked."""


@dataclass(frozen=True)
class Model:
    """A checkpoint on this machine."""

    id: str
    """What users write: a catalogue id, the name it was imported under, or the path."""
    path: Path
    """A folder as diffusers or transformers save it, or one file."""
    kind: ModelKind
    family: str
    entry: Entry | None = None
    source: str = ""
    """Where it came from: `huggingface:owner/name`, `modelscope:owner/name`, `folder` or `file`."""
    revision: str = ""
    sha256: str = ""
    """Of its weights: of the one file, or of the list of all files with theirs. 64 hex digits."""
    licence: str = ""
    bytes: int = 0

    @property
    def is_file(self) -> bool:
        return self.path.is_file()

    @property
    def defaults(self) -> dict[str, Any]:
        return self.entry.defaults if self.entry else {}
