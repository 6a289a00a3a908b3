"""Pictures that tile: convolutions that see the opposite edge beyond an edge."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from castalia.errors import BadInput

if TYPE_CHECKING:
    from castalia.engines.diffusion.load import Loaded
    from castalia.engines.diffusion.passes import State

FAMILIES = ("sd15", "sd21", "sdxl", "kolors")
"""Their denoisers know places only through convolutions; transformers number the places, so that edges differ."""


def check_family(family: str, name: str) -> None:
    """Refuse a model whose pictures cannot be made to tile."""
    if not family.startswith(FAMILIES):
        raise BadInput(
            f"{name} cannot make pictures that tile: a transformer numbers its places",
            hint="take a model of the families sd15 or sdxl",
        )


def put_seamless(loaded: Loaded, state: State) -> State:
    """Make all convolutions of the run circular; they are as before afterwards."""
    pipe = loaded.pipe
    state.undo.enter_context(circular(pipe.unet, pipe.vae, *[control.net for control in state.controls]))
    return state


@contextmanager
def circular(*networks: Any) -> Iterator[None]:
    """While it lasts, what lies beyond an edge is what lies at the opposite edge."""
    import torch

    changed = []
    tiled = [net for net in networks if getattr(net, "use_tiling", False)]
    for net in tiled:
        net.disable_tiling()
    try:
        for net in networks:
            for part in net.modules():
                if isinstance(part, torch.nn.Conv2d) and part.padding_mode == "zeros" and any(part.padding):
                    part.padding_mode = "circular"
                    changed.append(part)
        yield
    finally:
        for part in changed:
            part.padding_mode = "zeros"
        for net in tiled:
            net.enable_tiling()
