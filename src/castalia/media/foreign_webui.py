"""The `parameters` of AUTOMATIC1111's web UI and of Fooocus.

A1111 writes the prompt, a line that begins with `Negative prompt:`, and a last line of `Key: value` pairs, values with
commas in JSON quotes. Fooocus writes the same, or JSON, and names which in `fooocus_scheme`.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping
from typing import Any

from castalia.media.foreign import Foreign
from castalia.media.foreign_samplers import take_sampler
from castalia.prompts.networks import networks

MOST_LINE = 200_000
"""Characters of the last line; more is not what these programs write."""

_KEY = re.compile(r"\w[\w \-/]{0,60}")
_SIZE = re.compile(r"(\d{1,6})\s*x\s*(\d{1,6})")
_IGNORED = {
    "version", "user", "lora hashes", "hashes", "ti hashes", "mask blur", "model", "model hash", "size", "seed",
    "steps", "sampler", "schedule type", "scheduler", "cfg scale", "clip skip", "prompt", "negative prompt",
    "raw prompt", "raw negative prompt", "lora weights", "batch size", "batch pos", "denoising strength",
    "hires upscale", "tiling", "eta", "rng", "vae hash", "full prompt", "full negative prompt", "loras",
    "metadata scheme", "base model", "base model hash", "negative_prompt", "created by", "resolution",
    "guidance scale", "template", "negative template", "emphasis", "civitai resources", "civitai metadata",
}  # fmt: skip
_NOTHING = ("", "None", "none", "False", "Default (model)", "Automatic")


def read(texts: Mapping[str, str]) -> Foreign | None:
    """The account in the text chunks of a picture; None where there is none."""
    text = texts.get("parameters", "")
    if not text.strip():
        return None
    if text.lstrip().startswith("{"):
        try:
            data = json.loads(text)
        except ValueError:
            return None
        is_fooocus = isinstance(data, dict) and ("prompt" in data or "full_prompt" in data)
        return _fooocus(data) if is_fooocus else None
    prompt, negative, pairs = split(text)
    if not pairs:
        return None
    fooocus = texts.get("fooocus_scheme") == "a1111" or str(pairs.get("Version", "")).startswith("Fooocus")
    return _webui(Foreign("Fooocus" if fooocus else "AUTOMATIC1111"), prompt, negative, pairs)


def split(text: str) -> tuple[str, str, dict[str, str]]:
    """(prompt, negative prompt, pairs of the last line) of a `parameters` text; no pairs where it is something else."""
    lines = text.strip().split("\n")
    pairs = _pairs(lines[-1][:MOST_LINE])
    if len(pairs) < 3:
        return text.strip(), "", {}
    wanted: list[str] = []
    unwanted: list[str] = []
    current = wanted
    for line in lines[:-1]:
        line = line.strip()
        if line.startswith("Negative prompt:"):
            current = unwanted
            line = line.removeprefix("Negative prompt:").strip()
        current.append(line)
    return "\n".join(wanted).strip(), "\n".join(unwanted).strip(), pairs


def _pairs(line: str) -> dict[str, str]:
    """`Key: value, Key: "a, b"` as a mapping, in linear time."""
    pairs: dict[str, str] = {}
    decoder = json.JSONDecoder()
    at = 0
    while (colon := line.find(":", at)) >= 0:
        key = line[at:colon].strip(" ,")
        start = colon + 1 + (line[colon + 1 : colon + 2] == " ")
        value, end = "", -1
        if line[start : start + 1] in ('"', "[", "{"):
            try:
                said, end = decoder.raw_decode(line, start)
                value = said if isinstance(said, str) else json.dumps(said)
            except (ValueError, RecursionError):
                end = -1
        if end < 0:
            comma = line.find(",", start)
            end = len(line) if comma < 0 else comma
            value = line[start:end].strip()
        if _KEY.fullmatch(key):
            pairs[key] = value
        at = end
    return pairs


def _webui(found: Foreign, prompt: str, negative: str, pairs: dict[str, str]) -> Foreign:
    lower = {key.lower(): value for key, value in pairs.items()}
    prompt, loras = _adapters(found, prompt)
    negative, more = _adapters(found, negative)
    # Fooocus keeps the adapters out of the prompt.
    listed = [one.rpartition(": ") for one in lower.get("lora weights", "").split(", ") if ": " in one]
    loras = [*loras, *more] or [(name, weight) for name, _, weight in listed]
    found.take_prompt("prompt", prompt)
    found.take_prompt("negative_prompt", negative)
    _take_loras(found, loras)
    found.model = lower.get("model", "")
    found.model_hash = _hash(lower.get("model hash", ""))
    found.take("steps", lower.get("steps"), "steps")
    found.take("guidance_scale", lower.get("cfg scale"), "CFG scale")
    take_sampler(found, lower.get("sampler", ""), lower.get("schedule type") or lower.get("scheduler") or "")
    if "seed" in lower:
        found.take_seed(lower["seed"])
    size = _SIZE.fullmatch(lower.get("size", "").strip())
    if size:
        found.take("width", size[1], "width")
        found.take("height", size[2], "height")
    _take_clip_skip(found, lower.get("clip skip"))
    if lower.get("eta"):
        found.take("eta", lower["eta"], "eta")
    if lower.get("tiling") == "True":
        found.take("seamless", True)
    _take_second_pass(found, lower)
    names = [one.partition(":")[0].strip() for one in lower.get("ti hashes", "").split(",") if one.strip()]
    if names:
        found.take("embedding", tuple(dict.fromkeys(names)), "embeddings")
    _leave_rest(found, pairs)
    if found.program == "AUTOMATIC1111" and lower.get("rng", "GPU") == "GPU":
        found.leave("noise drawn on a GPU", why="castalia draws it on the CPU: the same seed gives another picture")
    return found


def _fooocus(data: dict[str, Any]) -> Foreign:
    found = Foreign("Fooocus")
    # The full prompts hold the words of the styles, which castalia does not have.
    for name, full, raw in (
        ("prompt", "full_prompt", "prompt"),
        ("negative_prompt", "full_negative_prompt", "negative_prompt"),
    ):
        words = data.get(full)
        said = ", ".join(map(str, words)) if isinstance(words, list) and words else data.get(raw, data.get(name))
        found.take_prompt(name, str(said or ""))
    found.model = str(data.get("base_model") or "")
    found.model_hash = _hash(str(data.get("base_model_hash") or ""))
    found.take("steps", data.get("steps"), "steps")
    found.take("guidance_scale", data.get("guidance_scale"), "guidance scale")
    take_sampler(found, str(data.get("sampler") or ""), str(data.get("scheduler") or ""))
    if data.get("seed") is not None:
        found.take_seed(data["seed"])
    size = _tuple(data.get("resolution"))
    if len(size) == 2:
        found.take("width", size[0], "width")
        found.take("height", size[1], "height")
    _take_clip_skip(found, data.get("clip_skip"))
    rows = data.get("loras")
    listed = [one for one in (rows if isinstance(rows, list) else ()) if isinstance(one, list) and len(one) >= 2]
    combined = [str(value).rpartition(" : ") for key, value in data.items() if key.startswith("lora_combined_")]
    loras = [(str(one[0]), str(one[1])) for one in listed] or [(name, weight) for name, _, weight in combined]
    _take_loras(found, loras)
    rest = {key.replace("_", " "): value for key, value in data.items() if not key.startswith("lora_combined_")}
    _leave_rest(found, rest)
    return found


def _adapters(found: Foreign, prompt: str) -> tuple[str, list[tuple[str, str]]]:
    """The prompt without its tags `<lora:name:0.8>`, and the adapters named so; other networks are left out."""
    prompt, named = networks(prompt)
    for kind, name, _ in named:
        if kind == "hypernet":
            found.leave("hypernetwork", name)
    return prompt, [(name, (numbers or ("1",))[0] or "1") for kind, name, numbers in named if kind != "hypernet"]


def _take_loras(found: Foreign, loras: list[tuple[str, str]]) -> None:
    taken = []
    for name, weight in loras:
        name = re.sub(r"\.(safetensors|pt|ckpt)$", "", str(name).strip())
        try:
            number = float(str(weight).removeprefix("te=").removeprefix("unet="))
        except ValueError:
            number = float("nan")
        if not name or name == "None" or ":" in name or not -10 <= number <= 10:
            found.leave("lora", f"{name}:{weight}")
        else:
            taken.append(f"{name}:{number:g}")
    if taken:
        found.take("lora", tuple(taken), "lora")


def _take_clip_skip(found: Foreign, value: Any) -> None:
    """These programs count from 1, the last layer; diffusers and we count the layers that are left out."""
    try:
        skip = int(str(value)) - 1 if value not in (None, "") else 0
    except ValueError:
        found.leave("clip skip", value, "it is not a number")
        return
    if skip:
        found.take("clip_skip", skip, "clip skip")


def _take_second_pass(found: Foreign, pairs: Mapping[str, str]) -> None:
    strength, factor = pairs.get("denoising strength"), pairs.get("hires upscale")
    if factor:
        found.take("hires", factor, "hires upscale")
        found.take("hires_strength", strength, "denoising strength")
    elif "hires resize" in pairs or "first pass size" in pairs:
        found.leave("hires fix", pairs.get("hires resize") or pairs.get("first pass size"), "its factor is not named")
    elif strength:
        found.leave("the picture it was made from", f"denoising strength {strength}", "give it with --set image=FILE")


def _leave_rest(found: Foreign, pairs: Mapping[str, Any]) -> None:
    for key, value in pairs.items():
        if key.lower() not in _IGNORED and str(value) not in _NOTHING and str(value) != "[]":
            found.leave(key, value)


def _hash(text: str) -> str:
    text = text.strip().lower()
    return text if re.fullmatch(r"[0-9a-f]{8,64}", text) else ""


def _tuple(value: Any) -> tuple[Any, ...]:
    """`(1152, 896)`, as Fooocus writes it; read as a literal, never run."""
    try:
        found = ast.literal_eval(value) if isinstance(value, str) and len(value) < 60 else value
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return ()
    return tuple(found) if isinstance(found, tuple | list) else ()
