"""What other programs call their samplers and noise schedules, in our names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from castalia.media.foreign import Foreign

_NAMES = {
    "euler": "euler", "euler a": "euler_a", "euler ancestral": "euler_a", "lms": "lms", "heun": "heun",
    "dpm2": "dpm2", "dpm 2": "dpm2", "kdpm 2": "dpm2", "dpm2 a": "dpm2_a", "dpm 2 ancestral": "dpm2_a",
    "kdpm 2 a": "dpm2_a", "dpm++ 2m": "dpm++_2m", "dpmpp 2m": "dpm++_2m", "dpm++ sde": "dpm++_sde",
    "dpmpp sde": "dpm++_sde", "dpm++ 2m sde": "dpm++_2m_sde", "dpmpp 2m sde": "dpm++_2m_sde",
    "dpm++ 3m sde": "dpm++_3m_sde", "dpmpp 3m sde": "dpm++_3m_sde", "ddim": "ddim", "ddpm": "ddpm", "plms": "pndm",
    "pndm": "pndm", "unipc": "unipc", "uni pc": "unipc", "deis": "deis", "lcm": "lcm", "tcd": "tcd",
}  # fmt: skip
_SPACING = {"karras": "karras", "exponential": "exponential", "beta": "beta"}
_USUAL = ("", "automatic", "normal", "uniform", "use same scheduler", "simple", "sgm uniform")
_FLOW = {"euler": "flow_euler", "heun": "flow_heun", "unipc": "flow_unipc", "dpm++_2m": "flow_dpm++"}


def take_sampler(found: Foreign, sampler: str, spacing: str = "", *, flow: bool = False) -> None:
    """Take the sampler and the spacing of its noise levels over.

    Args:
        sampler: its name, e.g. `DPM++ 2M Karras`, `dpmpp_2m_sde_gpu`, `kdpm_2_a`.
        spacing: e.g. `Karras`, `sgm_uniform`.
        flow: the model is one of flow matching, where the same sampler is another scheduler.
    """
    name = re.sub(r"[_\s]+", " ", str(sampler)[:80]).strip().lower()
    space = re.sub(r"[_\s]+", " ", str(spacing)[:80]).strip().lower()
    for ending, meaning in ((" karras", "karras"), (" exponential", "exponential"), (" k", "karras")):
        if name.endswith(ending) and name.removesuffix(ending) in _NAMES:
            name, space = name.removesuffix(ending), space if space not in _USUAL else meaning
    name = name.removesuffix(" gpu").removesuffix(" bh2")
    ours = _NAMES.get(name)
    if ours is None:
        if name:
            found.leave("sampler", sampler, "castalia has none like it; the model's own is used")
    else:
        found.take("scheduler", _FLOW.get(ours, ours) if flow else ours)
    if space in _SPACING:
        found.take("sigmas", _SPACING[space])
    elif space not in _USUAL:
        found.leave("noise schedule", spacing)
    elif space in ("simple", "sgm uniform") and not flow:
        found.leave("noise schedule", spacing, "the scheduler's own is used")
