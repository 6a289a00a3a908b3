"""The graphs that ComfyUI writes: `prompt`, what was run, and `workflow`, what its editor showed.

The graph is followed backwards from the node that saves the picture to the sampler that began it, and from there to
the text encoders, the model, its adapters and the empty latent image.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from castalia.media.foreign import Foreign
from castalia.media.foreign_samplers import take_sampler
from castalia.prompts.weights import from_comfy

MOST_NODES = 5000
Node = dict[str, Any]
Graph = dict[str, Node]

_TEXTS = ("text", "text_g", "t5xxl", "clip_l", "prompt", "text_l", "positive_prompt", "string", "value", "positive")
_MODELS = ("ckpt_name", "unet_name", "model_name", "model_path")
_FLOW = re.compile(r"flux|sd3|stable-diffusion-3|qwen|z[-_]image|wan2|lumina|hidream", re.I)
_WIDGETS: dict[str, tuple[str, ...]] = {
    "KSampler": ("seed", "", "steps", "cfg", "sampler_name", "scheduler", "denoise"),
    "KSamplerAdvanced": (
        "add_noise", "noise_seed", "", "steps", "cfg", "sampler_name", "scheduler", "start_at_step", "end_at_step",
        "return_with_leftover_noise",
    ),
    "CheckpointLoaderSimple": ("ckpt_name",),
    "UNETLoader": ("unet_name", "weight_dtype"),
    "CLIPTextEncode": ("text",),
    "CLIPTextEncodeFlux": ("clip_l", "t5xxl", "guidance"),
    "CLIPSetLastLayer": ("stop_at_clip_layer",),
    "EmptyLatentImage": ("width", "height", "batch_size"),
    "EmptySD3LatentImage": ("width", "height", "batch_size"),
    "LoraLoader": ("lora_name", "strength_model", "strength_clip"),
    "LoraLoaderModelOnly": ("lora_name", "strength_model"),
    "FluxGuidance": ("guidance",),
    "RandomNoise": ("noise_seed", ""),
    "KSamplerSelect": ("sampler_name",),
    "BasicScheduler": ("scheduler", "steps", "denoise"),
    "CFGGuider": ("cfg",),
    "PrimitiveString": ("value",),
    "PrimitiveStringMultiline": ("value",),
}  # fmt: skip
"""Node -> what its widgets mean, in the order in which a workflow lists their values; empty for buttons."""
_PLAIN = {
    "VAEDecode", "VAEDecodeTiled", "VAELoader", "SaveImage", "PreviewImage", "CLIPLoader", "DualCLIPLoader",
    "TripleCLIPLoader", "BasicGuider", "SaveAnimatedWEBP", "SaveImageWebsocket", "Note", "MarkdownNote", "Reroute",
    "ConditioningZeroOut", "PrimitiveNode", "PrimitiveInt", "PrimitiveFloat", "ModelSamplingFlux", "ModelSamplingSD3",
    "CLIPTextEncodeSDXL", "SamplerCustom", "SamplerCustomAdvanced", *_WIDGETS,
}  # fmt: skip
"""Nodes that say nothing more than what is taken over, or that every graph has."""


def read(texts: Mapping[str, str]) -> Foreign | None:
    """The account in the text chunks of a picture; None where there is none."""
    graph = _graph(texts.get("prompt", "")) or _from_workflow(texts.get("workflow", ""))
    if not graph:
        return None
    found = Foreign("ComfyUI")
    samplers = _samplers(graph)
    if not samplers:
        found.leave("the graph", why="castalia finds no sampler in it")
        _leave_nodes(found, graph)
        return found
    sampler = samplers[-1]
    for other in samplers[:-1]:
        inputs = graph[other]["inputs"]
        said = ", ".join(f"{k} {inputs[k]}" for k in ("steps", "denoise") if isinstance(inputs.get(k), int | float))
        found.leave("a later pass", said or graph[other]["class_type"])
    _take(found, graph, sampler)
    _leave_nodes(found, graph)
    return found


def _take(found: Foreign, graph: Graph, sampler: str) -> None:
    """Take over what the sampler and the nodes before it say."""
    node = graph[sampler]
    guider = _input_node(graph, node, "guider")
    source = graph[guider] if guider else node
    positive = _texts_before(graph, source, "positive") or _texts_before(graph, source, "conditioning")
    _take_texts(found, "prompt", positive)
    _take_texts(found, "negative_prompt", _texts_before(graph, source, "negative"))
    _take_model(found, graph, source if "model" in source["inputs"] else node)
    flow = bool(_FLOW.search(found.model))
    sigmas, chosen = _input_node(graph, node, "sigmas"), _input_node(graph, node, "sampler")
    schedule = graph[sigmas] if sigmas else node
    found.take("steps", _value(graph, schedule, "steps"), "steps")
    name = _value(graph, graph[chosen] if chosen else node, "sampler_name")
    take_sampler(found, str(name or ""), str(_value(graph, schedule, "scheduler") or ""), flow=flow)
    guidance = next((n["inputs"]["guidance"] for n in _before(graph, source, "positive", "conditioning")
                     if isinstance(n["inputs"].get("guidance"), int | float)), None)  # fmt: skip
    found.take("guidance_scale", _value(graph, source, "cfg") if guidance is None else guidance, "cfg")
    noise = _input_node(graph, node, "noise")
    seed = _value(graph, graph[noise] if noise else node, "noise_seed")
    seed = _value(graph, node, "seed") if seed is None else seed
    if seed is not None:
        found.take_seed(seed)
    _take_size(found, graph, node, _value(graph, schedule, "denoise"))
    _take_clip_skip(found, graph, source)


def _take_texts(found: Foreign, name: str, texts: list[str]) -> None:
    if not texts:
        return
    found.take_prompt(name, from_comfy(texts[0]).strip())
    for text in texts[1:]:
        found.leave(f"another {name.replace('_', ' ')}", text)


def _take_model(found: Foreign, graph: Graph, node: Node) -> None:
    """The model at the end of the chain of `model` links, and the LoRAs on the way."""
    loras = []
    for one in _before(graph, node, "model"):
        inputs = one["inputs"]
        if isinstance(inputs.get("lora_name"), str):
            loras.append((inputs["lora_name"], inputs.get("strength_model", 1.0)))
        name = next((inputs[k] for k in _MODELS if isinstance(inputs.get(k), str)), "")
        if name and not found.model:
            found.model = _stem(name)
    taken = []
    for name, weight in reversed(loras):
        number = isinstance(weight, int | float) and -10 <= weight <= 10
        if number and ":" not in _stem(name):
            taken.append(f"{_stem(name)}:{weight:g}")
        else:
            found.leave("lora", f"{name}: {weight}")
    if taken:
        found.take("lora", tuple(taken), "lora")


def _take_size(found: Foreign, graph: Graph, node: Node, denoise: Any) -> None:
    for one in _before(graph, node, "latent_image"):
        width, height = _value(graph, one, "width"), _value(graph, one, "height")
        if isinstance(width, int) and isinstance(height, int) and "pixels" not in one["inputs"]:
            found.take("width", width, "width")
            found.take("height", height, "height")
            if _value(graph, one, "batch_size") not in (None, 1):
                found.take("batch", _value(graph, one, "batch_size"), "batch size")
            return
        if "pixels" in one["inputs"] or one["class_type"].startswith("LoadImage"):
            strength = f"denoise {denoise}" if isinstance(denoise, int | float) else ""
            found.leave("the picture it was made from", strength, "give it with --set image=FILE")
            return


def _take_clip_skip(found: Foreign, graph: Graph, node: Node) -> None:
    """-1 is the last layer there; we count the layers that are left out."""
    for one in _before(graph, node, "positive", "clip"):
        layer = one["inputs"].get("stop_at_clip_layer")
        if isinstance(layer, int) and layer < -1:
            found.take("clip_skip", -1 - layer, "clip layer")
            return


def _leave_nodes(found: Foreign, graph: Graph) -> None:
    kinds = sorted({node["class_type"] for node in graph.values()} - _PLAIN)
    if kinds:
        found.leave("other nodes", ", ".join(kinds))


# -- the graph ----------------------------------------------------------------------------------------------


def _graph(text: str) -> Graph:
    """The nodes of a `prompt`; what is no node is dropped."""
    try:
        data = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    data = data.get("prompt", data) if isinstance(data, dict) else {}
    if not isinstance(data, dict) or len(data) > MOST_NODES:
        return {}
    return {
        str(key): {"class_type": node["class_type"], "inputs": node["inputs"]}
        for key, node in data.items()
        if isinstance(node, dict) and isinstance(node.get("class_type"), str) and isinstance(node.get("inputs"), dict)
    }


def _from_workflow(text: str) -> Graph:
    """The nodes of a `workflow`, those that are known with their values."""
    try:
        data = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    nodes = data.get("nodes") if isinstance(data, dict) else None
    if not isinstance(nodes, list) or len(nodes) > MOST_NODES:
        return {}
    rows = data.get("links")
    links = {r[0]: [str(r[1]), r[2]] for r in (rows if isinstance(rows, list) else ()) if _is_link_row(r)}
    graph: Graph = {}
    for node in nodes:
        if not isinstance(node, dict) or not isinstance(node.get("type"), str) or node.get("mode") in (2, 4):
            continue  # muted or passed over
        values = node.get("widgets_values")
        names = _WIDGETS.get(node["type"], ())
        inputs = {n: v for n, v in zip(names, values if isinstance(values, list) else (), strict=False) if n}
        sockets = node.get("inputs")
        for socket in sockets if isinstance(sockets, list) else ():
            link = socket.get("link") if isinstance(socket, dict) else None
            if isinstance(link, int) and link in links:
                inputs[str(socket.get("name"))] = links[link]
        graph[str(node.get("id"))] = {"class_type": node["type"], "inputs": inputs}
    return graph


def _is_link_row(row: Any) -> bool:
    return isinstance(row, list) and len(row) >= 5 and isinstance(row[0], int) and isinstance(row[1], int | str)


def _linked(graph: Graph, value: Any) -> str:
    """The id of the node that a link leads to; empty where the value is no link."""
    is_link = isinstance(value, list) and len(value) == 2 and isinstance(value[0], str | int)
    return str(value[0]) if is_link and str(value[0]) in graph else ""


def _input_node(graph: Graph, node: Node, name: str) -> str:
    return _linked(graph, node["inputs"].get(name))


def _before(graph: Graph, node: Node, *names: str) -> Iterator[Node]:
    """The nodes before an input, the nearest first, each once; `names` are the inputs of `node` to begin with."""
    waiting = [key for name in names if (key := _input_node(graph, node, name))]
    seen: set[str] = set()
    while waiting:
        key = waiting.pop(0)
        if key in seen:
            continue
        seen.add(key)
        yield graph[key]
        waiting += [other for value in graph[key]["inputs"].values() if (other := _linked(graph, value))]


def _value(graph: Graph, node: Node, name: str) -> Any:
    """An input's value, followed through nodes that only hold one."""
    value = node["inputs"].get(name)
    for _ in range(20):
        key = _linked(graph, value)
        if not key:
            break
        inputs = graph[key]["inputs"]
        value = next((inputs[k] for k in ("value", "seed", "int", "float", name, *_TEXTS) if k in inputs), None)
    return value if isinstance(value, str | int | float) and not isinstance(value, bool) else None


def _texts_before(graph: Graph, node: Node, name: str) -> list[str]:
    """The texts that lead to an input; conditioning is followed, but not past an encoder."""
    texts: list[str] = []
    waiting = [_input_node(graph, node, name)]
    seen: set[str] = set()
    while waiting:
        key = waiting.pop(0)
        if not key or key in seen:
            continue
        seen.add(key)
        one = graph[key]
        said = [v for k in _TEXTS if isinstance(v := _value(graph, one, k), str) and v.strip()]
        if said:
            texts += [text for text in dict.fromkeys(said) if text not in texts]
            continue
        if one["class_type"] == "ConditioningZeroOut":
            continue
        # A ControlNet has both conditionings: stay on the side that is asked for.
        sides = [s for s in one["inputs"] if "positive" in s or "negative" in s]
        ways = (
            [name] if name in sides else [n for n in one["inputs"] if n not in ("clip", "control_net", "image", "vae")]
        )
        waiting += [_input_node(graph, one, way) for way in ways]
    return texts


def _samplers(graph: Graph) -> list[str]:
    """The samplers that lead to a saved picture, the last pass first."""

    def is_sampler(node: Node) -> bool:
        inputs = node["inputs"]
        return "latent_image" in inputs and ("positive" in inputs or "guider" in inputs)

    ends = [k for k, node in graph.items() if re.match(r"Save|Preview", node["class_type"])]
    return _reached(graph, ends, is_sampler) or [k for k, node in graph.items() if is_sampler(node)][:1]


def _reached(graph: Graph, starts: list[str], wanted: Callable[[Node], bool]) -> list[str]:
    order, waiting, seen = [], list(starts), set(starts)
    while waiting:
        key = waiting.pop(0)
        if wanted(graph[key]):
            order.append(key)
        for value in graph[key]["inputs"].values():
            other = _linked(graph, value)
            if other and other not in seen:
                seen.add(other)
                waiting.append(other)
    return order


def _stem(name: str) -> str:
    """`sdxl\\juggernaut.safetensors` is `juggernaut`."""
    return re.sub(r"\.(safetensors|ckpt|pt|pth|gguf|sft|bin)$", "", re.split(r"[\\/]", name)[-1])
