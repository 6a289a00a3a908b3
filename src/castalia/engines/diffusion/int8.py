"""Linear layers whose weights are kept in 8 bits, one scale per row, and multiplied in the precision of the input."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

SMALLEST = 16_384
"""Weights; smaller layers stay as they are, they save nothing and time embeddings lose by it."""


class Int8Linear(nn.Module):
    """A linear layer with rounded weights: w = scale * q, q in -127..127."""

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        weight = linear.weight.detach().float()
        scale = weight.abs().amax(1, keepdim=True).clamp_min(1e-12) / 127
        self.in_features, self.out_features = linear.in_features, linear.out_features
        self.register_buffer("quantized", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale.to(linear.weight.dtype))
        self.bias = linear.bias

    @property
    def weight(self) -> torch.Tensor:
        """The weights as numbers again; some models look at their type and device."""
        return self.quantized.to(self.scale.dtype) * self.scale

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return nn.functional.linear(x, self.weight.to(x.dtype), self.bias)


def to_int8(module: Any) -> int:
    """Replace the large linear layers in a module; returns how many."""
    replaced = 0
    for name, child in module.named_children():
        if type(child) is nn.Linear and child.weight.numel() >= SMALLEST:
            setattr(module, name, Int8Linear(child))
            replaced += 1
        else:
            replaced += to_int8(child)
    return replaced
