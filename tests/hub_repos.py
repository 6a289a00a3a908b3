"""What the hub for tests serves: repositories, also a toy of a pipeline, and what is to go wrong with them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field

LFS = (".safetensors", ".bin", ".ckpt", ".onnx", ".pt")


@dataclass
class Repo:
    name: str
    files: dict[str, bytes]
    commit: str = "1" * 40
    branches: dict[str, str] = field(default_factory=dict)
    """Other branches and tags -> commit; all hold the same files."""
    licence: str = "openrail"
    token: str = ""
    """Without it the files are refused."""
    private: bool = False
    """Then the listing is refused as well, as if it did not exist."""
    sizes: dict[str, int] = field(default_factory=dict)
    """Lies about sizes in the listing."""
    hashes: dict[str, str] = field(default_factory=dict)
    """Lies about sha256 in the listing; "" leaves it out."""
    listed: list[str] | None = None
    """Paths in the listing, when they are not those of the files."""
    hubs: tuple[str, ...] = ("huggingface", "modelscope")

    def revisions(self) -> dict[str, str]:
        named = {"main": self.commit, "master": self.commit, **self.branches}
        return named | {commit: commit for commit in named.values()}

    def content(self, path: str) -> bytes:
        return self.files.get(path, b"x")

    def size(self, path: str) -> int:
        return self.sizes.get(path, len(self.content(path)))

    def sha256(self, path: str) -> str:
        return self.hashes.get(path, hashlib.sha256(self.content(path)).hexdigest())

    def git(self, path: str) -> str:
        data = self.content(path)
        return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()

    def paths(self) -> list[str]:
        return list(self.files) if self.listed is None else self.listed


@dataclass
class Fault:
    """What goes wrong with one file (or, for the path "listing", with the lists)."""

    cut: int = -1
    """Close the connection after so many bytes of the answer."""
    status: int = 0
    retry_after: str = ""
    rate: float = 0.0
    """Bytes a second."""
    silent: float = 0.0
    """Seconds without a byte, after `cut` bytes when that is given."""
    ignore_range: bool = False
    shift: int = 0
    """Serve a range that begins so many bytes later than asked for."""
    flip: int = -1
    """Change the byte at this place."""
    serve: bytes | None = None
    """Other content."""
    html: bool = False
    """A page for signing in, with status 200."""
    chunked: bool = False
    """Do not say how long the answer is."""
    times: int = 1
    """For so many requests; -1 for all."""


def toy(name: str = "studio/toy", megabytes: float = 0.2, seed: int = 0, **facts: object) -> Repo:
    """A repository as real ones are: a pipeline of Stable Diffusion in three precisions and four formats, with
    pictures and papers. Its weights are noise."""
    import numpy as np
    from safetensors.numpy import save

    noise = np.random.default_rng(seed)
    kinds = {"fp32": "float32", "fp16": "float16"}

    def weights(kind: str, scale: float) -> bytes:
        count = int(megabytes * scale * (1 << 20)) // np.dtype(kinds[kind]).itemsize + 16
        return save({"conv_in.weight": noise.standard_normal(count).astype(kinds[kind])})

    index = {
        "_class_name": "StableDiffusionPipeline", "unet": ["diffusers", "UNet2DConditionModel"],
        "vae": ["diffusers", "AutoencoderKL"], "text_encoder": ["transformers", "CLIPTextModel"],
        "tokenizer": ["transformers", "CLIPTokenizer"], "scheduler": ["diffusers", "PNDMScheduler"],
        "safety_checker": [None, None],
    }  # fmt: skip
    files = {
        "model_index.json": json.dumps(index).encode(), "README.md": b"# Toy", ".gitattributes": b"* lfs",
        "LICENSE.md": b"Be kind.", "sample.png": b"png" * 500, "toy-v1.safetensors": weights("fp16", 4),
        "toy-v1.ckpt": b"pickle" * 9000, "vae_decoder/model.onnx": b"onnx" * 9000, "vae_1_0/config.json": b"{}",
        "tokenizer/vocab.json": b'{"a": 0}', "tokenizer/merges.txt": b"#version\n",
        "scheduler/scheduler_config.json": b'{"_class_name": "PNDMScheduler"}',
    }  # fmt: skip
    for folder, stem, scale in (("unet", "diffusion_pytorch_model", 3), ("vae", "diffusion_pytorch_model", 1),
                                ("text_encoder", "model", 2)):  # fmt: skip
        files[f"{folder}/config.json"] = json.dumps({"sample_size": 8, "toy": seed, "folder": folder}).encode()
        files[f"{folder}/{stem}.safetensors"] = weights("fp32", scale * 2)
        files[f"{folder}/{stem}.fp16.safetensors"] = weights("fp16", scale)
        files[f"{folder}/{stem.replace('model', 'pytorch_model') if folder == 'text_encoder' else stem}.bin"] = (
            b"b" * 9000
        )
        files[f"{folder}/flax_model.msgpack"] = b"f" * 9000
        files[f"{folder}/openvino_model.xml"] = b"o" * 900
    return Repo(name, files, commit=f"{seed + 1:040x}", **facts)  # type: ignore[arg-type]


NEEDED = {
    "model_index.json": "model_index.json", "LICENSE.md": "LICENSE.md", "tokenizer/vocab.json": "tokenizer/vocab.json",
    "tokenizer/merges.txt": "tokenizer/merges.txt",
    "scheduler/scheduler_config.json": "scheduler/scheduler_config.json", "unet/config.json": "unet/config.json",
    "vae/config.json": "vae/config.json",
    "text_encoder/config.json": "text_encoder/config.json",
    "unet/diffusion_pytorch_model.safetensors": "unet/diffusion_pytorch_model.fp16.safetensors",
    "vae/diffusion_pytorch_model.safetensors": "vae/diffusion_pytorch_model.fp16.safetensors",
    "text_encoder/model.safetensors": "text_encoder/model.fp16.safetensors",
}  # fmt: skip
"""Of a toy: name in the store -> path in the repository."""
