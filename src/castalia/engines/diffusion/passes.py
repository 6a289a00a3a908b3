"""From a recipe to its passes: each takes the state of the work and gives the next one.

A pass is a function of (loaded checkpoint, state). What a further feature needs is one more pass in `passes_of`: before
`generate` it may change the call (`State.call`), the class (`State.cls`) or lend components (`State.lent`); after it,
it may change the pictures.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from castalia.engines.diffusion import asked, canvas, control, facts, finish, reference, seamless
from castalia.engines.diffusion.adapters import apply
from castalia.engines.diffusion.encode import encode
from castalia.engines.diffusion.inputs import read_image, read_mask
from castalia.engines.diffusion.load import Loaded, attention
from castalia.engines.diffusion.run import Watch, sample
from castalia.engines.diffusion.samplers import blamed, sampler
from castalia.errors import BadInput
from castalia.prompts.check import language_warning
from castalia.prompts.presets import styled

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image as Pillow

    from castalia.engines.diffusion.adapters import Adapter
    from castalia.engines.diffusion.control import Control
    from castalia.engines.diffusion.encode import Encoded
    from castalia.engines.image.drawn import Drawn
    from castalia.recipes import Image
    from castalia.settings import Settings


@dataclass(frozen=True)
class State:
    """Where the work stands. A pass returns a changed copy."""

    recipe: Image
    """Complete: steps, guidance, width and height are numbers."""
    watch: Watch
    open: Callable[[str], Path]
    settings: Settings
    adapters: tuple[Adapter, ...] = ()
    task: str = "text"
    """`text`, `image`, `inpaint` or `edit`."""
    cls: str = ""
    """Class of diffusers to call; empty follows from the task."""
    lent: dict[str, Any] = field(default_factory=dict)
    """Components that the class needs besides those of the checkpoint."""
    call: dict[str, Any] = field(default_factory=dict)
    """Arguments of the call."""
    encoded: Encoded | None = None
    image: Pillow.Image | None = None
    """The picture that it starts from, at the size of the result."""
    mask: Pillow.Image | None = None
    pictures: tuple[Pillow.Image, ...] = ()
    controls: tuple[Control, ...] = ()
    known: Drawn | None = None
    """What the clay world makes of the prompt, when the picture is composed with it."""
    notes: tuple[str, ...] = ()
    undo: ExitStack = field(default_factory=ExitStack)
    """What makes the checkpoint as it was before; closed after the run, however it ends."""

    def noted(self, *notes: str) -> State:
        return replace(self, notes=tuple(dict.fromkeys((*self.notes, *notes))))


@dataclass(frozen=True)
class Pass:
    """One part of the work."""

    name: str
    run: Callable[[Loaded, State], State]
    steps: int = 0
    """Denoising steps that it takes, for the progress."""


def passes_of(recipe: Image) -> list[Pass]:
    """What is done for a recipe, in order."""
    again = finish.hires_steps(recipe) * recipe.batch
    known = (
        (recipe.compose_with_clay, Pass("composing with clay", control.imagine)),
        (True, Pass("reading pictures", take_pictures)),
        (True, Pass("adapters", put_adapters)),
        (asked.controlled(recipe), Pass("controls", control.put_controls)),
        (bool(recipe.reference), Pass("references", reference.put_references)),
        (recipe.seamless, Pass("joining the edges", seamless.put_seamless)),
        (True, Pass("reading the prompt", read)),
        (recipe.hires > 1, Pass("preparing the hires fix", finish.in_latents)),
        (True, Pass("denoising", generate, denoising_steps(recipe) * recipe.batch)),
        (recipe.hires > 1, Pass("hires fix", finish.hires, again)),
        (recipe.detail != "none", Pass("details", finish.detail)),
        (asked.filled(recipe), Pass("putting back", keep_outside)),
        (recipe.transparent, Pass("cutting out", finish.cut_out)),
    )
    return [part for wanted, part in known if wanted]


def denoising_steps(recipe: Image) -> int:
    """Steps of one picture: fewer when it starts from one."""
    steps = recipe.steps or 1
    return min(int(steps * recipe.strength), steps) if recipe.image and recipe.strength is not None else steps


def take_pictures(loaded: Loaded, state: State) -> State:
    """Read the pictures that the recipe starts from and see what the task is."""
    recipe, family = state.recipe, loaded.model.family
    if recipe.image is None:
        return replace(state, task="text")
    if recipe.outpaint:
        image, mask = canvas.with_margins(state)
        return replace(state, task="inpaint", image=image, mask=mask)
    image = read_image(state.open(recipe.image), recipe.width, recipe.height)
    if recipe.region:
        return replace(state, task="inpaint", image=image, mask=canvas.region_of(state))
    if recipe.mask:
        mask = read_mask(state.open(recipe.mask), state.open(recipe.image), recipe.width, recipe.height)
        return replace(state, task="inpaint", image=image, mask=mask)
    return replace(state, task="edit" if facts.begins(family, facts.EDITS) else "image", image=image)


def put_adapters(loaded: Loaded, state: State) -> State:
    """LoRAs and textual inversions of this recipe, and no others."""
    apply(loaded, state.adapters)
    return state


def read(loaded: Loaded, state: State) -> State:
    """Encode the prompt."""
    recipe, family = state.recipe, loaded.model.family
    prompt, negative = styled(recipe.prompt, recipe.negative_prompt, recipe.style, family)
    entry = loaded.model.entry
    warning = language_warning(recipe.prompt, entry.languages) if entry else ""
    encoded = encode(
        loaded.pipe, family, prompt, negative, clip_skip=recipe.clip_skip,
        steps=denoising_steps(recipe), guidance=guided(recipe, family),
    )  # fmt: skip
    return replace(state, encoded=encoded, call={**state.call, **encoded.arguments}).noted(
        *encoded.notes, *filter(None, [warning])
    )


def guided(recipe: Image, family: str) -> bool:
    """Whether the model runs without the prompt as well at every step."""
    if family.startswith("flux"):
        return False  # its guidance is a number that it was trained on
    return (recipe.guidance_scale or 0) > 1


def generate(loaded: Loaded, state: State) -> State:
    """Draw the pictures, as many at a time as the plan allows, each with a seed and noise of its own."""
    import torch

    recipe = state.recipe
    if state.image is not None and state.task in ("image", "inpaint") and denoising_steps(recipe) == 0:
        unchanged = tuple(state.image.copy() for _ in range(recipe.batch))
        return replace(state, pictures=unchanged).noted("with this strength and these steps nothing is changed")
    pipe = loaded.as_class(class_of(loaded, state), **state.lent)
    pictures: list[Any] = []
    by = (recipe.scheduler, loaded.model.id)
    at_once = max(1, min(loaded.plan.batch, recipe.batch))
    for first in range(0, recipe.batch, at_once):
        seeds = [recipe.seed + i for i in range(first, min(first + at_once, recipe.batch))]
        pipe.scheduler = sampler(loaded.scheduler, recipe.scheduler, recipe.sigmas)
        arguments = {**arguments_of(loaded, state), "num_images_per_prompt": len(seeds)}
        if loaded.model.family.startswith("sd3"):
            arguments = for_each(arguments, len(seeds))
        arguments["generator"] = [torch.Generator("cpu").manual_seed(seed) for seed in seeds]
        with torch.inference_mode(), attention(loaded.plan), joined(pipe, state), blamed(*by):
            output = sample(
                pipe, arguments, state.watch, encoded=state.encoded, previewer=loaded.previewer,
                size=(recipe.width, recipe.height), steps=denoising_steps(recipe),
                message=f"denoising picture {first + 1} of {recipe.batch}" if recipe.batch > 1 else "denoising",
            )  # fmt: skip
        pictures.extend(output.images)
    return replace(state, pictures=tuple(pictures))


def for_each(arguments: dict[str, Any], count: int) -> dict[str, Any]:
    """The arguments with the prompt once for every picture: SD 3 does not repeat embeddings that it is given."""
    repeated = {
        name: value.repeat_interleave(count, dim=0)
        for name, value in arguments.items()
        if name.endswith("prompt_embeds") and value is not None
    }
    return {**arguments, **repeated, "num_images_per_prompt": 1}


def joined(pipe: Any, state: State) -> Any:
    """The context in which prompts joined by AND count."""
    from contextlib import nullcontext

    from castalia.engines.diffusion.composed import composed

    return composed(pipe, state.encoded) if state.encoded and state.encoded.parts else nullcontext()


def arguments_of(loaded: Loaded, state: State) -> dict[str, Any]:
    """The arguments of the call besides seeds; what a pipeline does not know is left out later."""
    recipe, family = state.recipe, loaded.model.family
    found = {
        "width": recipe.width, "height": recipe.height, "num_inference_steps": recipe.steps,
        "guidance_scale": recipe.guidance_scale, "eta": recipe.eta, "clip_skip": recipe.clip_skip or None,
        "output_type": "pil", "use_resolution_binning": False, **state.call,
    }  # fmt: skip
    if family.startswith("qwen-image"):
        found["true_cfg_scale"] = recipe.guidance_scale
    if state.image is not None:
        found["image"] = [state.image]
        if state.task == "inpaint":
            found |= {"mask_image": state.mask, "image": state.image}
        if recipe.strength is not None:
            found["strength"] = recipe.strength
    if state.controls:
        found |= control.arguments(state.controls, class_of(loaded, state))
    return found


def class_of(loaded: Loaded, state: State) -> type:
    """The class of diffusers that carries out the task with this checkpoint.

    Raises:
        BadInput: there is none.
    """
    import diffusers
    from diffusers.pipelines import auto_pipeline as auto

    if state.cls:
        return getattr(diffusers, state.cls)  # type: ignore[no-any-return]
    if state.controls:
        return getattr(diffusers, control.class_name(loaded, state.task))  # type: ignore[no-any-return]
    own = type(loaded.pipe)
    if state.task == "edit":
        return own
    tables = {
        "text": auto.AUTO_TEXT2IMAGE_PIPELINES_MAPPING,
        "image": auto.AUTO_IMAGE2IMAGE_PIPELINES_MAPPING,
        "inpaint": auto.AUTO_INPAINT_PIPELINES_MAPPING,
    }
    if own in tables[state.task].values():
        return own
    found = auto._get_task_class(tables[state.task], own.__name__, throw_error_if_not_exist=False)
    if found is None:
        words = {"text": "draw from words alone", "image": "start from a picture", "inpaint": "fill a mask"}
        raise BadInput(f"{loaded.model.id} cannot {words[state.task]}", hint="take another model")
    return found


def keep_outside(loaded: Loaded, state: State) -> State:
    """What is black in the mask is again exactly what it was."""
    from PIL import Image

    assert state.image is not None
    kept = tuple(Image.composite(picture, state.image, state.mask) for picture in state.pictures)
    return replace(state, pictures=kept)
