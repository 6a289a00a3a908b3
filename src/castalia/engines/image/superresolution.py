"""Networks that enlarge pictures: RRDBNet of ESRGAN and Real-ESRGAN, and the compact one of Real-ESRGAN.

Sources: Wang et al., ESRGAN, 2018; Wang et al., Real-ESRGAN, 2021. Shapes follow from the names and sizes of the
tensors of a checkpoint, in the three layouts that are about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import torch
from torch import nn
from torch.nn import functional

from castalia.errors import BadInput

SLOPE = 0.2
"""Of the leaky ReLUs."""
WEIGHT = 0.2
"""Of each residual branch."""
_PREFIX = re.compile(r"^(params_ema|params|module|model_g|netG|generator)\.")
_NEWER = (("RRDB_trunk.", "body."), ("trunk_conv.", "conv_body."), ("HRconv.", "conv_hr."), ("upconv", "conv_up"))


class _Dense(nn.Module):
    """Five convolutions, each of which sees the results of all before it."""

    def __init__(self, features: int, growth: int) -> None:
        super().__init__()
        for i in range(1, 6):
            out = growth if i < 5 else features
            setattr(self, f"conv{i}", nn.Conv2d(features + (i - 1) * growth, out, 3, 1, 1))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        seen = x
        for i in range(1, 5):
            new = functional.leaky_relu(getattr(self, f"conv{i}")(seen), SLOPE)
            seen = torch.cat([seen, new], 1)
        return x + WEIGHT * self.conv5(seen)  # type: ignore[operator, no-any-return]


class _Block(nn.Module):
    def __init__(self, features: int, growth: int) -> None:
        super().__init__()
        self.rdb1, self.rdb2, self.rdb3 = (_Dense(features, growth) for _ in range(3))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + WEIGHT * self.rdb3(self.rdb2(self.rdb1(x)))  # type: ignore[no-any-return]


class RRDBNet(nn.Module):
    """Residual-in-residual dense blocks, then doublings by nearest neighbour and convolution.

    Args:
        features, growth, blocks: widths and depth. ups: number of doublings.
        folded: pixels that are folded into channels first: 2 makes a network of two doublings enlarge twice.
    """

    def __init__(self, features: int = 64, growth: int = 32, blocks: int = 23, ups: int = 2, folded: int = 1) -> None:
        super().__init__()
        self.folded, self.ups = folded, ups
        self.conv_first = nn.Conv2d(3 * folded**2, features, 3, 1, 1)
        self.body = nn.Sequential(*(_Block(features, growth) for _ in range(blocks)))
        self.conv_body = nn.Conv2d(features, features, 3, 1, 1)
        for i in range(1, ups + 1):
            setattr(self, f"conv_up{i}", nn.Conv2d(features, features, 3, 1, 1))
        self.conv_hr = nn.Conv2d(features, features, 3, 1, 1)
        self.conv_last = nn.Conv2d(features, 3, 3, 1, 1)

    @property
    def scale(self) -> int:
        return int(2**self.ups // self.folded)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(batch, 3, height, width) in 0..1 -> the same, `scale` times as large; sides are multiples of `folded`."""
        first = self.conv_first(functional.pixel_unshuffle(x, self.folded) if self.folded > 1 else x)
        found = first + self.conv_body(self.body(first))
        for i in range(1, self.ups + 1):
            larger = functional.interpolate(found, scale_factor=2, mode="nearest")
            found = functional.leaky_relu(getattr(self, f"conv_up{i}")(larger), SLOPE)
        return self.conv_last(functional.leaky_relu(self.conv_hr(found), SLOPE))  # type: ignore[no-any-return]


class Compact(nn.Module):
    """A plain row of convolutions whose last one makes `scale` x `scale` pixels of each, added to the plain picture."""

    folded = 1

    def __init__(self, features: int = 64, layers: int = 16, scale: int = 4) -> None:
        super().__init__()
        self.scale = scale
        parts: list[nn.Module] = [nn.Conv2d(3, features, 3, 1, 1), nn.PReLU(features)]
        for _ in range(layers):
            parts += [nn.Conv2d(features, features, 3, 1, 1), nn.PReLU(features)]
        self.body = nn.ModuleList([*parts, nn.Conv2d(features, 3 * scale**2, 3, 1, 1)])

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(batch, 3, height, width) in 0..1 -> the same, `scale` times as large."""
        found = x
        for part in self.body:
            found = part(found)
        plain = functional.interpolate(x, scale_factor=self.scale, mode="nearest")
        return functional.pixel_shuffle(found, self.scale) + plain


def network(tensors: Mapping[str, torch.Tensor]) -> RRDBNet | Compact:
    """The network of a checkpoint, with its weights.

    Raises:
        BadInput: it is another architecture, or something is missing.
    """
    state = plain_names(tensors)
    try:
        net: Any = _rrdb(state) if "conv_first.weight" in state else _compact(state)
        net.load_state_dict(state)
    except (KeyError, RuntimeError, ValueError, IndexError) as error:
        said = str(error).strip().splitlines()[-1].strip()[:160]
        raise BadInput(
            f"the upscaler is neither an RRDBNet nor a compact network of Real-ESRGAN: {said}",
            hint="install spandrel for other architectures: pip install spandrel",
        ) from error
    return net.eval()  # type: ignore[no-any-return]


def plain_names(tensors: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The tensors under the names of Real-ESRGAN, whichever layout they came in."""
    state = {_PREFIX.sub("", name): tensor for name, tensor in tensors.items()}
    for old, new in _NEWER:
        state = {re.sub(rf"^{re.escape(old)}", new, name): tensor for name, tensor in state.items()}
    state = {name.replace(".RDB", ".rdb"): tensor for name, tensor in state.items()}
    return _from_oldest(state) if "model.0.weight" in state else state


def _from_oldest(state: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """`model.0`, `model.1.sub.7.RDB1.conv1.0`, `model.3` ... as they were numbered in ESRGAN's first release."""
    numbers = sorted({int(name.split(".")[1]) for name in state if re.fullmatch(r"model\.\d+\.weight", name)})
    ups, (hires, last) = numbers[1:-2], numbers[-2:]
    named = {numbers[0]: "conv_first", hires: "conv_hr", last: "conv_last"}
    named |= {number: f"conv_up{i}" for i, number in enumerate(ups, 1)}
    found = {}
    for name, tensor in state.items():
        if block := re.fullmatch(r"model\.1\.sub\.(\d+)\.(rdb\d\.conv\d)\.0\.(weight|bias)", name):
            found[f"body.{block[1]}.{block[2]}.{block[3]}"] = tensor
        elif trunk := re.fullmatch(r"model\.1\.sub\.\d+\.(weight|bias)", name):
            found[f"conv_body.{trunk[1]}"] = tensor
        else:
            _, number, kind = name.split(".")
            found[f"{named[int(number)]}.{kind}"] = tensor
    return found


def _rrdb(state: dict[str, torch.Tensor]) -> RRDBNet:
    features, channels = state["conv_first.weight"].shape[:2]
    growth = state["body.0.rdb1.conv1.weight"].shape[0]
    blocks = 1 + max(int(name.split(".")[1]) for name in state if name.startswith("body."))
    ups = sum(bool(re.fullmatch(r"conv_up\d\.weight", name)) for name in state)
    return RRDBNet(features, growth, blocks, ups, folded=round((channels / 3) ** 0.5))


def _compact(state: dict[str, torch.Tensor]) -> Compact:
    numbers = sorted({int(name.split(".")[1]) for name in state if name.startswith("body.")})
    features = state["body.0.weight"].shape[0]
    scale = round((state[f"body.{numbers[-1]}.weight"].shape[0] / 3) ** 0.5)
    return Compact(features, (len(numbers) - 3) // 2, scale)
