"""Prompts joined by `AND`: the predictions for all of them are added up at each step.

Source: Liu et al., Compositional Visual Generation with Composable Diffusion Models, 2022, as AUTOMATIC1111's web UI
carries it out: prediction = negative + guidance * sum(weight_i * (positive_i - negative)).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from castalia.engines.diffusion.encode import Encoded


@contextmanager
def composed(pipe: Any, encoded: Encoded) -> Iterator[None]:
    """While it lasts, the UNet of the pipeline answers for all prompts that `AND` joins.

    The pipeline is called with `encoded.arguments`, with guidance. Each prompt costs one more run of the UNet per step.
    Without an `AND` nothing changes.
    """
    if not encoded.parts:
        yield
        return
    plain = pipe.unet.forward

    def forward(sample: Any, timestep: Any, encoder_hidden_states: Any, *args: Any, **kwargs: Any) -> Any:
        import torch

        if not getattr(pipe, "do_classifier_free_guidance", True):
            return plain(sample, timestep, encoder_hidden_states, *args, **kwargs)
        half = sample.shape[0] // 2
        embeds, condition = encoder_hidden_states, kwargs.get("added_cond_kwargs")
        tuple_wanted = kwargs.get("return_dict") is False
        total = negative = None
        for weight, arguments in encoded.parts:
            positive = _like(arguments["prompt_embeds"], embeds[half:])
            given = dict(kwargs)
            if condition and "text_embeds" in condition:
                pooled = _like(arguments["pooled_prompt_embeds"], condition["text_embeds"][half:])
                texts = torch.cat([condition["text_embeds"][:half], pooled])
                given["added_cond_kwargs"] = {**condition, "text_embeds": texts}
            output = plain(sample, timestep, torch.cat([embeds[:half], positive]), *args, **given)
            negative, wanted = (output[0] if tuple_wanted else output.sample).chunk(2)
            step = weight * (wanted - negative)
            total = step if total is None else total + step
        both = torch.cat([negative, negative + total])
        return (both,) if tuple_wanted else type(output)(sample=both)

    pipe.unet.forward = forward
    try:
        yield
    finally:
        pipe.unet.forward = plain


def _like(value: Any, now: Any) -> Any:
    """Embeddings of one picture for as many as the pipeline makes."""
    return value.repeat_interleave(now.shape[0] // value.shape[0], dim=0).to(now.device, now.dtype)
