"""Networks that a prompt names as creators write them: `<lora:name:0.8>` goes into the recipe's `lora`.

The syntax is that of AUTOMATIC1111's web UI: `<lora:name>`, `<lora:name:0.8>`, and `<lora:name:0.8:0.8>` or
`<lora:name:te=0.8:unet=0.8>` with one weight for the text encoder and one for the rest. The tag is no text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from castalia.errors import BadInput

if TYPE_CHECKING:
    from castalia.recipes import Recipe

MOST = 20
"""LoRAs in one prompt; more is a mistake."""
_NETWORK = re.compile(r"(?<![ \t])[ \t]{0,20}<(lora|lyco|hypernet):([^<>:]{1,200})((?::[^<>:]{0,40}){0,3})>")
_BEGUN = re.compile(r"<(?:lora|lyco|hypernet):")

R = TypeVar("R", bound="Recipe")


def networks(prompt: str) -> tuple[str, list[tuple[str, str, tuple[str, ...]]]]:
    """The prompt without its tags, and what they say: (`lora`, `lyco` or `hypernet`; name; what follows the name)."""
    found = [(m[1], m[2].strip(), tuple(m[3].split(":")[1:])) for m in _NETWORK.finditer(prompt)]
    return (_NETWORK.sub("", prompt).strip(" ,\n") if found else prompt), found


def with_networks(recipe: R) -> R:
    """The recipe with the LoRAs that its prompt names in `lora` and no longer in the prompt.

    Raises:
        BadInput: a tag that cannot be carried out as written; none is dropped in silence.
    """
    if not hasattr(recipe, "lora"):
        return recipe
    if _BEGUN.search(getattr(recipe, "negative_prompt", "")):
        raise BadInput(
            "the negative prompt names a LoRA, which has no effect there",
            hint="move it into the prompt; a weight below 0 turns it round",
        )
    prompt = recipe.subject
    if not _BEGUN.search(prompt):
        return recipe
    prompt, found = networks(prompt)
    if left := _BEGUN.search(prompt):
        raise BadInput(f"'{prompt[left.start() :][:40]}' is no tag of a LoRA", hint="write <lora:name:0.8>")
    if len(found) > MOST:
        raise BadInput(f"the prompt names {len(found)} LoRAs", hint=f"name at most {MOST}")
    if not prompt:
        raise BadInput("the prompt holds nothing but LoRAs", hint="say what you want to see as well")
    told = tuple(f"{name}:{_weight(kind, name, numbers)}" for kind, name, numbers in found)
    return recipe.with_fields(**{recipe.main: prompt, "lora": (*recipe.lora, *told)})


def _weight(kind: str, name: str, numbers: tuple[str, ...]) -> str:
    """The one weight of a tag."""
    if kind == "hypernet":
        raise BadInput(f"'{name}' is a hypernetwork, which no model here takes", hint="take a LoRA instead")
    said = [number.strip().lower() for number in numbers]
    other = [number for number in said if "=" in number and number.partition("=")[0] not in ("te", "unet")]
    if other:
        raise BadInput(f"the LoRA {name} is given '{other[0]}', which means nothing here", hint="write <lora:name:0.8>")
    weights = {number.rpartition("=")[2] for number in said} or {"1"}
    if len(weights) > 1:
        raise BadInput(
            f"the LoRA {name} has several weights ({', '.join(numbers)}), and it can have one",
            hint=f"write <lora:{name}:{said[-1].rpartition('=')[2]}>",
        )
    return weights.pop()
