"""What follows the first drawing: the second pass of the hires fix, details at full size, a clear background."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from PIL import Image as Pillow

    from castalia.engines.diffusion.load import Loaded
    from castalia.engines.diffusion.passes import State
    from castalia.engines.image.drawn import Box, Drawn
    from castalia.recipes import Image

LATENT = ("sd15", "sd21", "sdxl", "kolors")
"""Families whose latents can be enlarged as they are; those of transformers are packed, so their pictures are."""
HIRES_GRAIN = 16
DETAIL_STRENGTH = 0.4
DETAIL_MARGIN = 0.25
"""What is gone over again is seen with this share of its size around it."""
MOST_DETAILS = 4
"""Of each picture."""
SMALL = 0.9
"""What already fills this share of both sides of the picture is not gone over again."""


def hires_size(recipe: Image) -> tuple[int, int]:
    """Width and height after the hires fix."""
    width, height = (
        max(HIRES_GRAIN, int((side or 0) * recipe.hires) // HIRES_GRAIN * HIRES_GRAIN)
        for side in (recipe.width, recipe.height)
    )
    return width, height


def hires_steps(recipe: Image) -> int:
    """Denoising steps of the second pass of one picture."""
    steps = recipe.steps or 1
    return min(int(steps * recipe.hires_strength), steps)


def in_latents(loaded: Loaded, state: State) -> State:
    """Before the first drawing: leave it in latents, where they can be enlarged."""
    if not loaded.model.family.startswith(LATENT):
        return state
    return replace(state, call={**state.call, "output_type": "latent"})


def hires(loaded: Loaded, state: State) -> State:
    """Enlarge what was drawn and go over it again, picture by picture."""
    from castalia.engines.diffusion.passes import generate, read

    recipe = state.recipe
    width, height = hires_size(recipe)
    call = {name: value for name, value in state.call.items() if name != "output_type"}
    update = {"width": width, "height": height, "strength": recipe.hires_strength, "image": "drawn", "batch": 1}
    pictures: list[Pillow.Image] = []
    for i, picture in enumerate(state.pictures):
        again = recipe.model_copy(update={**update, "seed": (recipe.seed or 0) + i})
        work = replace(state, recipe=again, task="image", image=None, pictures=())
        if state.encoded is not None and state.encoded.later:
            work = replace(work, call={})
            work = read(loaded, replace(work, call={k: v for k, v in call.items() if "prompt" not in k}))
        else:
            work = replace(work, call=call)
        if isinstance(picture, _pillow()):
            large = picture.resize((width, height), _lanczos())
            work = replace(work, image=large)
        else:
            latents = _enlarged(picture[None], width // _scale(loaded), height // _scale(loaded))
            if not hires_steps(recipe):
                pictures.append(_decoded(loaded, latents))
                continue
            work = replace(work, call={**work.call, "image": latents, "strength": recipe.hires_strength})
        pictures += generate(loaded, work).pictures
    # What follows works on pictures of the new size.
    large_recipe = recipe.model_copy(update={"width": width, "height": height})
    return replace(state, recipe=large_recipe, pictures=tuple(pictures), call=call)


def _enlarged(latents: Any, width: int, height: int) -> Any:
    import torch

    return torch.nn.functional.interpolate(latents.float(), size=(height, width), mode="bicubic").to(latents.dtype)


def _decoded(loaded: Loaded, latents: Any) -> Pillow.Image:
    import torch

    vae = loaded.pipe.vae
    with torch.inference_mode():
        decoded = vae.decode(latents.to(vae.dtype) / vae.config.scaling_factor, return_dict=False)[0]
    return loaded.pipe.image_processor.postprocess(decoded, output_type="pil")[0]  # type: ignore[no-any-return]


def _scale(loaded: Loaded) -> int:
    return int(loaded.pipe.vae_scale_factor)


def _pillow() -> type:
    from PIL import Image

    return Image.Image


def _lanczos() -> Any:
    from PIL import Image

    return Image.Resampling.LANCZOS


def detail(loaded: Loaded, state: State) -> State:
    """Cut out faces or subjects, go over each at the size that the model does best, and blend it back."""
    import numpy as np

    recipe = state.recipe
    pictures, found = [], 0
    for i, picture in enumerate(state.pictures):
        boxes = detail_boxes(recipe.detail, np.asarray(picture), state)[:MOST_DETAILS]
        state.watch.total += len(boxes) * detail_steps(recipe)
        for box in boxes:
            picture = _gone_over(loaded, state, picture, box, i)
        found += len(boxes)
        pictures.append(picture)
    note = f"detail pass: {found} of the {recipe.detail} gone over again" if found else (
        f"detail pass: no {recipe.detail} were found that are small enough to be gone over again"
    )  # fmt: skip
    return replace(state, pictures=tuple(pictures)).noted(note)


def detail_steps(recipe: Image) -> int:
    """Denoising steps of one detail."""
    return max(1, int((recipe.steps or 1) * DETAIL_STRENGTH))


def detail_boxes(what: str, picture: np.ndarray, state: State) -> list[Box]:
    """What the detail pass goes over, with some room around it."""
    from castalia.engines.image import regions
    from castalia.engines.image.drawn import Drawn, box_of

    height, width = picture.shape[:2]
    shown = state.known or _scene_of_image(state)
    known = Drawn(shown.scene, width, height) if shown is not None else None
    if what == "faces":
        boxes = regions.face_boxes(picture, known)
    elif known is not None:
        boxes = known.boxes()
    else:
        whole = box_of(regions.subject_share(picture, None) > 0.5)
        boxes = [whole] if whole else []
    small = [b for b in boxes if b[2] - b[0] < SMALL * width or b[3] - b[1] < SMALL * height]
    return [regions.grown(box, DETAIL_MARGIN, width, height) for box in small]


def _scene_of_image(state: State) -> Drawn | None:
    """The clay scene of the picture that was started from; what is outpainted has another frame."""
    from castalia.engines.image.drawn import drawn

    recipe = state.recipe
    return drawn(state.open(recipe.image), state.open) if recipe.image and not recipe.outpaint else None


def _gone_over(loaded: Loaded, state: State, picture: Pillow.Image, box: Box, index: int) -> Pillow.Image:
    from PIL import Image

    from castalia.engines.diffusion import facts
    from castalia.engines.diffusion.passes import generate
    from castalia.engines.size import size_of

    recipe = state.recipe
    folder = facts.where(loaded.model, state.settings)
    native = facts.native(loaded.model, folder)
    part = picture.crop(box)
    width, height = size_of(None, None, "auto", _like(part.size, native), facts.grain(folder))
    update = {"width": width, "height": height, "strength": DETAIL_STRENGTH, "image": "drawn", "batch": 1}
    update["seed"] = (recipe.seed or 0) + index
    update["steps"] = max(recipe.steps or 1, round(1 / DETAIL_STRENGTH))
    controls = tuple(
        replace(control, map=control.map.resize(picture.size).crop(box).resize((width, height)))
        for control in state.controls
    )
    work = replace(
        state, recipe=recipe.model_copy(update=update), task="image", image=part.resize((width, height), _lanczos()),
        controls=controls, pictures=(), mask=None,
    )  # fmt: skip
    better = generate(loaded, work).pictures[0].resize(part.size, _lanczos())
    changed = picture.copy()
    changed.paste(better, box[:2], Image.fromarray(_soft_window(*part.size)))
    return changed


def _like(size: tuple[int, int], native: tuple[int, int]) -> tuple[int, int]:
    """The shape of a part with as many pixels as the model makes best."""
    grow = (native[0] * native[1] / (size[0] * size[1])) ** 0.5
    return round(size[0] * grow), round(size[1] * grow)


def _soft_window(width: int, height: int) -> np.ndarray:
    """uint8 (height, width): 0 at the rim, 255 within."""
    import numpy as np

    def ramp(length: int) -> np.ndarray:
        rim = max(1.0, 0.15 * length)
        near = np.minimum(np.arange(length), np.arange(length)[::-1]) / rim
        share = near.clip(0, 1)
        return np.asarray(share * share * (3 - 2 * share))

    return np.round(np.outer(ramp(height), ramp(width)) * 255).astype(np.uint8)


def cut_out(loaded: Loaded, state: State) -> State:
    """Leave the background of the pictures out."""
    import numpy as np
    from PIL import Image

    from castalia.engines.image.cutting import cut
    from castalia.engines.image.drawn import Drawn
    from castalia.engines.image.foreground import subject_of

    pictures = []
    for picture in state.pictures:
        pixels = np.asarray(picture.convert("RGB"))
        height, width = pixels.shape[:2]
        hint = Drawn(state.known.scene, width, height).subjects() if state.known is not None else None
        pictures.append(Image.fromarray(cut(pixels, subject_of(pixels, hint=hint))))
    return replace(state, pictures=tuple(pictures)).noted("the background was cut out after the drawing, by colour")
