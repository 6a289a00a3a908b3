"""Counts what a network does without running it: built on torch's meta device, it has shapes but no numbers.

This is the only module here that imports torch; it is imported when something has to be counted.
"""

from __future__ import annotations

import inspect
import re
import weakref
from collections.abc import Callable
from typing import Any

import torch
from torch.overrides import TorchFunctionMode
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves
from torch.utils.flop_counter import FlopCounterMode

from castalia.hardware.counts import Weights, Work
from castalia.models.architectures import Network

DTYPES = {"fp32": torch.float32, "fp16": torch.float16, "bf16": torch.bfloat16}


def build(network: Network, dtype: str = "fp32") -> torch.nn.Module:
    """The network on the meta device, in the precision in which `from_pretrained` would load it."""
    import diffusers
    import transformers

    cls = getattr({"diffusers": diffusers, "transformers": transformers}[network.library], network.name)
    with torch.device("meta"):
        if network.library == "diffusers":
            known = inspect.signature(cls.__init__).parameters
            module: torch.nn.Module = cls(**{k: v for k, v in network.config.items() if k in known})
        else:
            module = cls(cls.config_class.from_dict(dict(network.config)))
    kept = _kept_in_fp32(module, dtype)
    cast: dict[int, torch.nn.Parameter] = {}  # shared parameters stay shared
    for name, part in module.named_modules():
        if not any(word in kept for word in name.split(".")):
            for key, old in list(part.named_parameters(recurse=False, remove_duplicate=False)):
                if old.is_floating_point() and key not in kept:
                    new = cast.setdefault(id(old), torch.nn.Parameter(old.to(DTYPES[dtype]), requires_grad=False))
                    setattr(part, key, new)
    return module.eval().requires_grad_(False)


def _kept_in_fp32(module: Any, dtype: str) -> set[str]:
    """Names of modules and parameters that stay in fp32: always for diffusers, in transformers mostly for fp16 only."""
    always = set(getattr(module, "_keep_in_fp32_modules_strict", None) or ())
    some = set(getattr(module, "_keep_in_fp32_modules", None) or ())
    half_only = type(module).__module__.startswith("transformers.")
    return always | (some if dtype == "fp16" or not half_only else set())


def weigh(module: torch.nn.Module) -> Weights:
    """Count the weights of a network."""
    patterns = (*(getattr(module, "_skip_layerwise_casting_patterns", None) or ()), *_NEVER_CAST)
    castable = 0
    for name, part in module.named_modules():
        if isinstance(part, _CASTABLE) and not any(re.search(pattern, name) for pattern in patterns):
            castable += sum(p.numel() for p in part.parameters(recurse=False))
    half = [
        getattr(module, name, None)
        for name in ("conv_in", "time_embedding", "add_embedding", "down_blocks", "mid_block")
    ]
    return Weights(
        parameters=sum(tensor.numel() for tensor in _kept(module)),
        bytes=_bytes(module),
        castable=castable,
        linear=sum(m.weight.numel() for m in module.modules() if isinstance(m, torch.nn.Linear)),
        largest_leaf=max((sum(map(_size, m.parameters(recurse=False))) for m in module.modules()), default=0),
        encoder_half=sum(_bytes(part) for part in half if part is not None) if half[3] is not None else 0,
    )


_CASTABLE = (torch.nn.Linear, torch.nn.Conv1d, torch.nn.Conv2d, torch.nn.Conv3d)
_NEVER_CAST = ("pos_embed", "patch_embed", "norm", "^proj_in$", "^proj_out$")
"""What diffusers' layerwise casting leaves alone by default."""


def _bytes(module: torch.nn.Module) -> int:
    return sum(map(_size, _kept(module)))


def _kept(module: torch.nn.Module) -> list[torch.Tensor]:
    """What a checkpoint of the network holds, each tensor once: parameters, and buffers such as tables of positions."""
    buffers = [
        buffer
        for part in module.modules()
        for name, buffer in part._buffers.items()
        if buffer is not None and name not in part._non_persistent_buffers_set
    ]
    return [*module.parameters(), *{id(buffer): buffer for buffer in buffers}.values()]


class _Ledger(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Keeps account of every tensor that is made and goes away."""

    def __init__(self, known: list[torch.Tensor], on_cpu: bool) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.on_cpu = on_cpu
        self.now = self.peak = self.traffic = self.calls = 0
        self._seen: dict[int, Any] = {id(t.untyped_storage()): t.untyped_storage() for t in known}

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        out = func(*args, **(kwargs or {}))
        made = [t for t in tree_leaves(out) if isinstance(t, torch.Tensor)]
        fresh = [t for t in made if self._enter(t)]
        if "convolution" in func.__name__:
            self._lend(args[0], args[1], made[0])
        mutates = func._schema.is_mutable
        if fresh or mutates:
            self.calls += 1
            if not any(word in func.__name__ for word in ("mm", "convolution", "bmm", "linear")):
                given = [t for t in tree_leaves((args, kwargs)) if isinstance(t, torch.Tensor)]
                self.traffic += sum(_size(t) for t in (*given, *fresh))
        return out

    def _lend(self, given: torch.Tensor, weight: torch.Tensor, made: torch.Tensor) -> None:
        """The copies that a convolution makes in the layout it computes in.

        oneDNN copies all three in blocks of 16 channels, the plain result when the copy of the input is gone
        (measured); cuDNN is taken to copy input and result, the worst case.
        """
        if self.on_cpu:
            copies = max(_blocked(given) + _size(weight) + _blocked(made) - _size(made), _blocked(made))
        else:
            copies = _size(given) + _size(made)
        self.peak = max(self.peak, self.now + copies)

    def _enter(self, tensor: torch.Tensor) -> bool:
        storage = tensor.untyped_storage()
        key = id(storage)
        if key in self._seen:
            return False
        size = storage.nbytes()
        self._seen[key] = weakref.ref(storage, lambda _: self._leave(key, size))
        self.now += size
        self.peak = max(self.peak, self.now)
        return True

    def _leave(self, key: int, size: int) -> None:
        self._seen.pop(key, None)
        self.now -= size


def _blocked(tensor: torch.Tensor) -> int:
    """Bytes of a tensor with its channels filled up to a multiple of 16."""
    channels = max(1, tensor.shape[1])
    return _size(tensor) // channels * (-(-channels // 16) * 16)


class _Fused(TorchFunctionMode):
    """Attention as the fused kernels do it: without ever writing the matrix out."""

    def __init__(self) -> None:
        super().__init__()
        self.flops = self.matrix = self.traffic = 0

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        if func is not torch.nn.functional.scaled_dot_product_attention:
            return func(*args, **(kwargs or {}))
        query, key, value = args[:3] if len(args) >= 3 else (kwargs["query"], kwargs["key"], kwargs["value"])
        rows = query.shape[:-1].numel()
        self.flops += 2 * rows * key.shape[-2] * (query.shape[-1] + value.shape[-1])
        self.matrix = max(self.matrix, rows * key.shape[-2] * query.element_size())
        return query.new_empty((*query.shape[:-1], value.shape[-1]))


def _size(tensor: torch.Tensor) -> int:
    return tensor.numel() * tensor.element_size()


def measure(module: torch.nn.Module, call: Callable[[], Any], *, on_cpu: bool = False) -> Work:
    """Count one call of a network on the meta device.

    Args:
        on_cpu: whose convolutions it is counted for.
    """
    weights = [*module.parameters(), *module.buffers()]
    with torch.no_grad(), torch.device("meta"), FlopCounterMode(display=False) as flops, _Fused() as fused:
        ledger = _Ledger(weights, on_cpu)
        with ledger:
            result = call()
        del result
    return Work(
        flops=int(flops.get_total_flops()) + fused.flops,
        peak=ledger.peak,
        traffic=ledger.traffic,
        calls=ledger.calls,
        attention=fused.matrix,
    )
