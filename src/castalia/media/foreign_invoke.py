"""The `invokeai_metadata` of InvokeAI 3 and later: one JSON object."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from castalia.media.foreign import Foreign
from castalia.media.foreign_samplers import take_sampler
from castalia.prompts.weights import escape

_WEIGHTED = re.compile(
    r"\((?P<group>[^()]{0,2000})\)(?P<after>[+-]{1,12}|[0-9]{1,3}(?:\.[0-9]{1,6})?)?|(?P<word>[\w']{1,80})(?P<signs>[+]{1,12}|-{1,12})(?![\w-])"
)
_TAKEN = {
    "positive_prompt", "negative_prompt", "width", "height", "seed", "steps", "cfg_scale", "guidance", "scheduler",
    "clip_skip", "model", "loras", "app_version", "generation_mode", "rand_device", "seamless_x", "seamless_y",
}  # fmt: skip


def read(texts: Mapping[str, str]) -> Foreign | None:
    """The account in the text chunks of a picture; None where there is none."""
    try:
        data = json.loads(texts.get("invokeai_metadata", ""))
    except ValueError:
        return None
    if not isinstance(data, dict):
        return None
    found = Foreign("InvokeAI")
    found.take_prompt("prompt", weighted(str(data.get("positive_prompt") or "")))
    found.take_prompt("negative_prompt", weighted(str(data.get("negative_prompt") or "")))
    for ours, theirs in (("width", "width"), ("height", "height"), ("steps", "steps"), ("clip_skip", "clip_skip")):
        found.take(ours, data.get(theirs), theirs)
    model = data.get("model")
    model = model if isinstance(model, dict) else {}
    flow = str(model.get("base") or model.get("base_model") or "") in ("flux", "sd-3", "flux2")
    found.take("guidance_scale", data.get("guidance", data.get("cfg_scale")), "guidance")
    take_sampler(found, str(data.get("scheduler") or ""), flow=flow)
    if data.get("seed") is not None:
        found.take_seed(data["seed"])
    found.model = str(model.get("name") or model.get("model_name") or "")
    digest = str(model.get("hash") or "")
    if digest.startswith("sha256:"):
        found.model_hash = digest.removeprefix("sha256:")
    rows = data.get("loras")
    loras = [_lora(one) for one in (rows if isinstance(rows, list) else ()) if isinstance(one, dict)]
    if loras:
        found.take("lora", tuple(loras), "loras")
    if data.get("seamless_x") and data.get("seamless_y"):
        found.take("seamless", True)
    if "img2img" in str(data.get("generation_mode")) or "paint" in str(data.get("generation_mode")):
        found.leave("the picture it was made from", data.get("init_image", ""), "give it with --set image=FILE")
    for key, value in data.items():
        if key not in _TAKEN and value not in (None, "", [], {}, False):
            found.leave(key.replace("_", " "), _short(value))
    return found


def weighted(prompt: str) -> str:
    """A prompt of InvokeAI in our syntax: `word++`, `(some words)1.3`; brackets without a weight only group."""

    def ours(match: re.Match[str]) -> str:
        inner = match["group"] if match["group"] is not None else match["word"]
        after = match["after"] or match["signs"] or ""
        weight = 1.0 if not after else _weight(after)
        return f"({escape(inner)}:{weight:.6g})" if after else escape(inner)

    said, at = [], 0
    for match in _WEIGHTED.finditer(prompt):
        said += [escape(prompt[at : match.start()]), ours(match)]
        at = match.end()
    return "".join([*said, escape(prompt[at:])])


def _weight(after: str) -> float:
    if after[0] == "+":
        return 1.1 ** len(after)
    return 0.9 ** len(after) if after[0] == "-" else float(after)


def _lora(one: dict[str, Any]) -> str:
    model = one.get("model") or one.get("lora") or {}
    name = model.get("name") or model.get("model_name") if isinstance(model, dict) else str(model)
    try:
        weight = float(one.get("weight", 1.0))
    except (TypeError, ValueError):
        weight = 1.0
    return f"{str(name).replace(':', '_')}:{weight:g}"


def _short(value: Any) -> str:
    """What an adapter or a model is called; other values as they are."""
    if isinstance(value, dict):
        name = value.get("name") or value.get("model_name")
        return str(name) if name else json.dumps(value)
    if isinstance(value, list):
        return ", ".join(_short(one) for one in value[:5])
    return str(value)
