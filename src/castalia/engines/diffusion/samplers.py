"""Samplers by the names that creators know, as schedulers of diffusers."""

from __future__ import annotations

import difflib
import inspect
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from castalia.errors import BadInput, Missing
from castalia.recipes.sampling import SCHEDULERS

DIFFUSION: dict[str, tuple[str, dict[str, Any]]] = {
    "euler": ("EulerDiscreteScheduler", {}),
    "euler_a": ("EulerAncestralDiscreteScheduler", {}),
    "dpm++_2m": ("DPMSolverMultistepScheduler", {"algorithm_type": "dpmsolver++", "solver_order": 2}),
    "dpm++_2m_sde": ("DPMSolverMultistepScheduler", {"algorithm_type": "sde-dpmsolver++", "solver_order": 2}),
    "dpm++_3m_sde": ("DPMSolverMultistepScheduler", {"algorithm_type": "sde-dpmsolver++", "solver_order": 3}),
    "dpm++_sde": ("DPMSolverSinglestepScheduler", {"algorithm_type": "sde-dpmsolver++", "solver_order": 2}),
    "unipc": ("UniPCMultistepScheduler", {}),
    "ddim": ("DDIMScheduler", {}),
    "ddpm": ("DDPMScheduler", {}),
    "pndm": ("PNDMScheduler", {"skip_prk_steps": True}),
    "lms": ("LMSDiscreteScheduler", {}),
    "heun": ("HeunDiscreteScheduler", {}),
    "dpm2": ("KDPM2DiscreteScheduler", {}),
    "dpm2_a": ("KDPM2AncestralDiscreteScheduler", {}),
    "deis": ("DEISMultistepScheduler", {}),
    "lcm": ("LCMScheduler", {}),
    "tcd": ("TCDScheduler", {}),
}
"""For models that predict noise or velocity."""
_SOLVER = {"use_flow_sigmas": True, "prediction_type": "flow_prediction"}
FLOW: dict[str, tuple[str, dict[str, Any]]] = {
    "flow_euler": ("FlowMatchEulerDiscreteScheduler", {}),
    "flow_heun": ("FlowMatchHeunDiscreteScheduler", {}),
    "flow_unipc": ("UniPCMultistepScheduler", _SOLVER),
    "flow_dpm++": ("DPMSolverMultistepScheduler", {**_SOLVER, "algorithm_type": "dpmsolver++"}),
}
"""For models of flow matching."""
IN_FLOW = {"euler": "flow_euler", "heun": "flow_heun", "unipc": "flow_unipc", "dpm++_2m": "flow_dpm++"}
"""What the usual names mean to a model of flow matching."""
SPACED = {"karras": "use_karras_sigmas", "exponential": "use_exponential_sigmas", "beta": "use_beta_sigmas"}


def check_name(name: str) -> None:
    """Refuse a name that is neither of ours nor of a scheduler class in diffusers, without importing diffusers."""
    if name == "auto" or name in SCHEDULERS or (name.endswith("Scheduler") and name.isidentifier()):
        return
    near = difflib.get_close_matches(name.lower(), SCHEDULERS, n=1, cutoff=0.5)
    raise BadInput(
        f"there is no scheduler '{name}'",
        hint=(f"did you mean '{near[0]}'? " if near else "") + f"names are auto, {', '.join(SCHEDULERS)}",
    )


def sampler(original: Any, name: str, sigmas: str) -> Any:
    """A fresh scheduler.

    Args:
        original: the one the checkpoint came with; its noise schedule is kept.
        name: `auto`, a name of `recipes.sampling` or of a class in diffusers.
        sigmas: how the noise levels are spaced: `auto`, `karras`, `exponential` or `beta`.

    Raises:
        BadInput: no such scheduler, or none that fits this model or these sigmas.
    """
    check_name(name)
    flow = is_flow(original)
    cls_name, changes = _chosen(original, name, flow)
    cls = _class(cls_name)
    config = _translated(dict(original.config), cls_name)
    if (
        flow
        and not cls_name.startswith("FlowMatch")
        and "use_flow_sigmas" in inspect.signature(cls.__init__).parameters
    ):
        changes = {**_SOLVER, **changes}
    if sigmas != "auto":
        changes = {**changes, **_spacing(cls, sigmas)}
    try:
        made = cls.from_config(config, **changes)
    except (ValueError, TypeError, ImportError, NotImplementedError) as error:
        raise BadInput(
            f"the scheduler {name} does not work with this model: {str(error).splitlines()[0][:200]}",
            hint="use the scheduler auto",
        ) from None
    if flow != is_flow(made):
        raise _unfit(name, flow)
    return made


@contextmanager
def blamed(name: str, model: str) -> Iterator[None]:
    """What goes wrong inside a scheduler is said to be its fault."""
    try:
        yield
    except (AttributeError, TypeError, ValueError, KeyError, AssertionError, IndexError, NotImplementedError) as error:
        inside = any("schedulers" in frame.filename for frame in traceback.extract_tb(error.__traceback__))
        if not (inside or (name != "auto" and "cheduler" in str(error))):
            raise
        said = str(error).strip().splitlines()
        if name == "auto":
            raise BadInput(
                f"the scheduler of {model} cannot do this" + (f": {said[0][:160]}" if said else ""),
                hint="take fewer steps, or another scheduler",
            ) from error
        raise BadInput(
            f"the scheduler {name} does not work with {model}" + (f": {said[0][:160]}" if said else ""),
            hint="use the scheduler auto",
        ) from error


def is_flow(scheduler: Any) -> bool:
    """Whether a scheduler is one of flow matching."""
    config = scheduler.config
    return (
        "FlowMatch" in type(scheduler).__name__
        or bool(config.get("use_flow_sigmas"))
        or config.get("prediction_type") == "flow_prediction"
    )


def _chosen(original: Any, name: str, flow: bool) -> tuple[str, dict[str, Any]]:
    if name == "auto":
        return type(original).__name__, {}
    ours = IN_FLOW.get(name, name) if flow else name
    table, other = (FLOW, DIFFUSION) if flow else (DIFFUSION, FLOW)
    if ours in other and ours not in table:
        raise _unfit(name, flow)
    return table.get(ours, (ours, {}))


def _unfit(name: str, flow: bool) -> BadInput:
    if flow:
        fit = [*FLOW, *IN_FLOW]
        return BadInput(f"the scheduler {name} is not for models of flow matching", hint=f"use {', '.join(fit)}")
    return BadInput(
        f"the scheduler {name} is for models of flow matching, which this one is not",
        hint=f"use {', '.join(DIFFUSION)}",
    )


def _class(name: str) -> Any:
    import diffusers
    from diffusers import SchedulerMixin

    cls = getattr(diffusers, name, None)
    if cls is None:
        known = [n for n in dir(diffusers) if n.endswith("Scheduler")]
        near = difflib.get_close_matches(name, known, n=1)
        raise BadInput(
            f"diffusers has no scheduler '{name}'",
            hint=f"did you mean '{near[0]}'?" if near else f"names are {', '.join(SCHEDULERS)}",
        )
    if not (isinstance(cls, type) and issubclass(cls, SchedulerMixin)):
        if hasattr(cls, "_backends"):
            raise Missing(
                f"the scheduler {name} needs {', '.join(cls._backends)}", hint=f"pip install {cls._backends[-1]}"
            )
        raise BadInput(f"'{name}' of diffusers is no scheduler", hint=f"names are {', '.join(SCHEDULERS)}")
    return cls


def _spacing(cls: Any, sigmas: str) -> dict[str, Any]:
    takes = inspect.signature(cls.__init__).parameters
    if SPACED[sigmas] not in takes:
        raise BadInput(
            f"the scheduler {cls.__name__} cannot space its sigmas by {sigmas}",
            hint="use sigmas auto, or a scheduler such as dpm++_2m or euler",
        )
    return {option: option == SPACED[sigmas] for option in SPACED.values() if option in takes}


def _translated(config: dict[str, Any], cls_name: str) -> dict[str, Any]:
    """The config of a scheduler with the shift under the name that the other kind of scheduler knows."""
    if cls_name.startswith("FlowMatch"):
        if "flow_shift" in config and "shift" not in config:
            config["shift"] = config["flow_shift"]
    elif "shift" in config and "flow_shift" not in config:
        config["flow_shift"] = config["shift"]
    return config
