"""Runs the UNet of a pipeline on OpenVINO, which on a CPU is much faster than torch, and keeps what it compiled."""

from __future__ import annotations

import hashlib
import warnings
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch

from castalia.media.atomic import replacing

PRECISION = {"fp32": "f32", "bf16": "bf16"}


def unsuited(pipe: Any, width: int, height: int) -> str:
    """Why the pipeline cannot make pictures of this size on OpenVINO; empty when it can."""
    if find_spec("openvino") is None:
        return "OpenVINO is not installed"
    unet = getattr(pipe, "unet", None)
    if type(unet).__name__ != "UNet2DConditionModel":
        return "only UNets are converted"
    if getattr(unet, "peft_config", None):
        return "adapters change the weights"
    step = pipe.vae_scale_factor * 2 ** (len(unet.config.block_out_channels) - 1)
    if width % step or height % step:
        return f"width and height are not multiples of {step}"
    if unet.config.class_embed_type or unet.config.encoder_hid_dim_type:
        return "its UNet takes more than text"
    return ""


def accelerate(pipe: Any, key: str, cache: Path, precision: str = "bf16", threads: int = 0) -> None:
    """Put a compiled UNet in the place of the pipeline's own, whose weights are given up.

    Args:
        key: says which weights these are, e.g. their hash; the same key finds what was converted before.
        cache: folder for converted models; may be emptied at any time.
        precision: `bf16` or `fp32`, what is computed in.
        threads: 0 takes what torch takes.
    """
    digest = hashlib.sha256(f"{key} {_version()} {sorted(pipe.unet.config.items())!r}".encode()).hexdigest()[:32]
    pooled = getattr(getattr(pipe, "text_encoder_2", None), "config", None)
    pipe.unet = CompiledUNet(
        pipe.unet,
        cache / f"unet-{digest}.xml",
        precision,
        threads or torch.get_num_threads(),
        pooled=pooled.projection_dim if pooled is not None else 0,
    )


class CompiledUNet(torch.nn.Module):
    """Stands in for a `UNet2DConditionModel`: the same call, the same answer within the precision.

    The model is converted once, with open sizes; each size of input is compiled when it is first met.
    """

    def __init__(self, unet: Any, path: Path, precision: str, threads: int, pooled: int = 0) -> None:
        """`pooled` is the width of the pooled text that SDXL takes besides; 0 where the UNet takes none."""
        super().__init__()
        self.config = unet.config
        self.add_embedding = getattr(unet, "add_embedding", None)
        """Pipelines of SDXL look up its size."""
        self._conditions = pooled > 0 and unet.config.addition_embed_type == "text_time"
        self._options = {
            "INFERENCE_PRECISION_HINT": PRECISION[precision],
            "INFERENCE_NUM_THREADS": threads,
            "PERFORMANCE_HINT": "LATENCY",
        }
        self.compiled_bytes = sum(p.numel() for p in unet.parameters()) * (2 if precision == "bf16" else 4)
        """Of its weights, which torch does not know of."""
        self._model = _converted(unet, path, pooled if self._conditions else 0)
        self._requests: dict[tuple[tuple[int, ...], ...], Any] = {}

    @property
    def dtype(self) -> torch.dtype:
        return torch.float32

    @property
    def device(self) -> torch.device:
        return torch.device("cpu")

    def forward(
        self,
        sample: torch.Tensor,
        timestep: torch.Tensor | float,
        encoder_hidden_states: torch.Tensor,
        added_cond_kwargs: dict[str, torch.Tensor] | None = None,
        return_dict: bool = True,
        **others: Any,
    ) -> Any:
        """The noise that the UNet predicts, float32 (batch, channels, height, width), as a tuple or a dataclass."""
        unknown = [name for name, value in others.items() if value is not None and value != {}]
        if unknown:
            raise ValueError(f"the compiled UNet takes no {unknown[0]}")
        time = torch.as_tensor(timestep, dtype=torch.float32).reshape(-1).expand(sample.shape[0])
        given = [sample, time, encoder_hidden_states]
        if self._conditions:
            assert added_cond_kwargs is not None
            given += [added_cond_kwargs["text_embeds"], added_cond_kwargs["time_ids"]]
        arrays = [tensor.detach().to(torch.float32).contiguous().numpy() for tensor in given]
        request = self._request(tuple(array.shape for array in arrays))
        request.infer(arrays, share_inputs=True)
        noise = torch.from_numpy(request.get_output_tensor(0).data.copy())
        if not return_dict:
            return (noise,)
        from diffusers.models.unets.unet_2d_condition import UNet2DConditionOutput

        return UNet2DConditionOutput(sample=noise)

    def _request(self, shapes: tuple[tuple[int, ...], ...]) -> Any:
        if shapes not in self._requests:
            import openvino as ov

            model = self._model.clone()
            model.reshape({port: ov.PartialShape(shape) for port, shape in zip(model.inputs, shapes, strict=True)})
            self._requests[shapes] = ov.Core().compile_model(model, "CPU", self._options).create_infer_request()
        return self._requests[shapes]


class _Plain(torch.nn.Module):
    """The UNet with tensors alone for arguments."""

    def __init__(self, unet: Any) -> None:
        super().__init__()
        self.unet = unet

    def forward(self, sample: Any, timestep: Any, text: Any, pooled: Any = None, time_ids: Any = None) -> Any:
        added = {} if pooled is None else {"added_cond_kwargs": {"text_embeds": pooled, "time_ids": time_ids}}
        return self.unet(sample, timestep, text, return_dict=False, **added)[0]


def _converted(unet: Any, path: Path, pooled: int) -> Any:
    """The UNet as a model of OpenVINO, from the cache or converted and put there."""
    import openvino as ov

    core = ov.Core()
    if path.is_file() and path.with_suffix(".bin").is_file():
        return core.read_model(path)
    config = unet.config
    side = 8 * 2 ** (len(config.block_out_channels) - 1)
    width = config.cross_attention_dim
    width = width if isinstance(width, int) else width[0]
    example = [torch.zeros(2, config.in_channels, side, side), torch.ones(2), torch.zeros(2, 77, width)]
    shapes: list[Any] = [[-1, config.in_channels, -1, -1], [-1], [-1, -1, width]]
    if pooled:
        count = (unet.add_embedding.linear_1.in_features - pooled) // config.addition_time_embed_dim
        example += [torch.zeros(2, pooled), torch.zeros(2, count)]
        shapes += [[-1, pooled], [-1, count]]
    with torch.inference_mode(), warnings.catch_warnings():
        warnings.simplefilter("ignore", torch.jit.TracerWarning)  # the sizes that it takes as fixed are checked before
        plain = _Plain(unet.float().eval())
        traced = torch.jit.trace(plain, tuple(example), check_trace=False)  # checking takes three times as long
        model = ov.convert_model(traced, example_input=tuple(example), input=shapes)
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path.with_suffix(".bin")) as weights, replacing(path) as graph:
        ov.serialize(model, str(graph), str(weights))
    return model


def _version() -> str:
    from importlib.metadata import version

    return f"{version('openvino')} {version('diffusers')}"
