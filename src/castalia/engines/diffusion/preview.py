"""Small pictures of what is being made: by a tiny VAE when one is installed, else by a linear map from latents.

The map is fitted when a model is loaded: a picture of colours is encoded, and its latents are regressed on its pixels.
So it is right for any VAE, also for one that nobody has published factors for.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    from castalia.settings import Settings

EVERY = 0.4
"""Seconds between two previews."""
SIDE = 128
"""Pixels of the picture of colours."""
RIDGE = 1e-3


@dataclass
class Previewer:
    """Makes previews of one model."""

    linear: Any
    """(channels + 1, 3): latents as the sampler sees them, and 1 -> RGB in 0..1. None when it could not be fitted."""
    tiny: Any = None
    """An `AutoencoderTiny`."""
    last: float = 0.0

    def due(self) -> bool:
        """Whether it is time for another one."""
        return self.linear is not None and time.monotonic() - self.last >= EVERY

    def picture(self, latents: Any, width: int, height: int) -> np.ndarray:
        """The first picture (of a clip: its first frame) of a batch of latents, uint8 (height, width, 3), small.

        Args:
            latents: (n, channels, h, w), (n, channels, frames, h, w), or packed (Flux), (n, tokens, 4 * channels).
            width, height: of the picture in pixels, to unpack them.
        """
        import torch

        self.last = time.monotonic()
        one = self._unpacked(latents[:1].detach().to("cpu", torch.float32), width, height)
        if self.tiny is not None:
            with torch.no_grad():
                rgb = self.tiny.decode(one).sample[0].permute(1, 2, 0) / 2 + 0.5
        else:
            rgb = one[0].permute(1, 2, 0) @ self.linear[:-1] + self.linear[-1]
        return (rgb.clamp(0, 1) * 255).round().to(torch.uint8).numpy()

    def _unpacked(self, latents: Any, width: int, height: int) -> Any:
        if latents.ndim == 5:
            return latents[:, :, 0]
        if latents.ndim == 4:
            return latents
        channels = latents.shape[-1] // 4
        rows = max(round((latents.shape[1] * height / width) ** 0.5), 1)
        columns = latents.shape[1] // rows
        grid = latents[:, : rows * columns].view(1, rows, columns, channels, 2, 2)
        return grid.permute(0, 3, 1, 4, 2, 5).reshape(1, channels, rows * 2, columns * 2)


def previewer(pipe: Any, family: str, settings: Settings) -> Previewer:
    """The previewer of a pipeline that was just loaded and still lies in main memory."""
    return Previewer(_fitted(getattr(pipe, "vae", None)), _tiny(family, settings))


def _tiny(family: str, settings: Settings) -> Any:
    from castalia.models.store import ModelStore

    fit = [m for m in ModelStore(settings).list() if m.kind == "preview" and m.family == family.split("-")[0]]
    if not fit or not fit[0].path.is_dir():
        return None
    from diffusers import AutoencoderTiny

    return AutoencoderTiny.from_pretrained(fit[0].path, use_safetensors=True, local_files_only=True).eval()


def _fitted(vae: Any) -> Any:
    import torch

    if vae is None or not hasattr(vae, "encode"):
        return None
    colours = _colours()
    pixels = colours.permute(2, 0, 1)[None] * 2 - 1
    dtype = next(vae.parameters()).dtype
    frames = any(isinstance(m, torch.nn.Conv3d) for m in vae.modules())
    try:
        with torch.no_grad():
            encoded = vae.encode((pixels[:, :, None] if frames else pixels).to(dtype))
    except (RuntimeError, ValueError, NotImplementedError):
        return None  # previews are a courtesy
    found = encoded.latent_dist.mode() if hasattr(encoded, "latent_dist") else getattr(encoded, "latent", None)
    if found is None:
        return None
    latents = _normalised(vae, (found[:, :, 0] if frames else found).float())[0]
    channels, rows, columns = latents.shape
    small = torch.nn.functional.adaptive_avg_pool2d(colours.permute(2, 0, 1), (rows, columns))
    x = torch.cat([latents.reshape(channels, -1).T, torch.ones(rows * columns, 1)], 1)
    gram = x.T @ x + RIDGE * torch.eye(channels + 1)
    return torch.linalg.solve(gram, x.T @ small.reshape(3, -1).T)


def _normalised(vae: Any, latents: Any) -> Any:
    """As the sampler has them."""
    import torch

    config = vae.config
    mean, std = getattr(config, "latents_mean", None), getattr(config, "latents_std", None)
    if mean is not None and std is not None:
        shape = (1, -1, 1, 1)
        return (latents - torch.tensor(mean).view(shape)) / torch.tensor(std).view(shape)
    shift = getattr(config, "shift_factor", None) or 0.0
    return (latents - shift) * (getattr(config, "scaling_factor", None) or 1.0)


def _colours() -> Any:
    """A picture of many colours, smooth and with edges, (SIDE, SIDE, 3) in 0..1."""
    import torch

    y, x = torch.meshgrid(torch.linspace(0, 1, SIDE), torch.linspace(0, 1, SIDE), indexing="ij")
    smooth = torch.stack([x, y, 0.5 + 0.5 * torch.cos(7 * (x - y))], -1)
    generator = torch.Generator().manual_seed(0)
    patches = torch.rand(8, 8, 3, generator=generator).repeat_interleave(SIDE // 8, 0).repeat_interleave(SIDE // 8, 1)
    return torch.where(((x * 8).long() + (y * 8).long())[..., None] % 2 == 0, smooth, patches)
