"""Finds things in pictures with checkpoints of transformers: CLIPSeg by words, SegFormer by its classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from castalia.errors import BadInput

if TYPE_CHECKING:
    from castalia.models.model import Model

FAMILIES = ("clipseg", "rmbg")
"""Families that are read here; others bring code of their own, which is not run."""
SUBJECT = ("the main subject", "the background")
"""What CLIPSeg is asked for where no words are given: the first against the second."""


def check_family(model: Model) -> None:
    """Refuse a checkpoint that cannot be run."""
    if model.family not in FAMILIES:
        raise BadInput(
            f"{model.id} is a {model.family}, whose network castalia does not have",
            hint=f"families that it has: {', '.join(FAMILIES)}; or leave the model out",
        )


def segmented(picture: np.ndarray, model: Model, words: str = "") -> np.ndarray:
    """float32 (height, width) 0..1: how much of each pixel is what is looked for.

    Args:
        picture: uint8 (height, width, 3).
        words: what is looked for; only CLIPSeg reads them. Empty is the main subject.
    """
    import torch

    check_family(model)
    with torch.inference_mode():
        share = (_by_words if model.family == "clipseg" else _by_classes)(picture, model, words)
    return _sized(share, picture.shape[1], picture.shape[0])


def _by_words(picture: np.ndarray, model: Model, words: str) -> np.ndarray:
    from PIL import Image
    from transformers import CLIPSegForImageSegmentation, CLIPSegProcessor

    processor = CLIPSegProcessor.from_pretrained(model.path, local_files_only=True)
    net = CLIPSegForImageSegmentation.from_pretrained(model.path, local_files_only=True, use_safetensors=True).eval()
    asked = [words] if words else list(SUBJECT)
    images = [Image.fromarray(picture)] * len(asked)
    logits = net(**processor(text=asked, images=images, padding=True, return_tensors="pt")).logits
    logits = logits[None] if logits.ndim == 2 else logits
    score = logits[0] if words else logits[0] - logits[1]
    share: np.ndarray = score.sigmoid().float().numpy()
    return share


def _by_classes(picture: np.ndarray, model: Model, words: str) -> np.ndarray:
    """Everything that is not of the class `background` (the first one where none is called so)."""
    from PIL import Image
    from transformers import AutoImageProcessor, SegformerForSemanticSegmentation

    processor = AutoImageProcessor.from_pretrained(model.path, local_files_only=True)
    net: Any = SegformerForSemanticSegmentation.from_pretrained(
        model.path, local_files_only=True, use_safetensors=True
    ).eval()
    logits = net(**processor(images=Image.fromarray(picture), return_tensors="pt")).logits[0]
    if logits.shape[0] == 1:
        share: np.ndarray = logits[0].sigmoid().float().numpy()
        return share
    labels = {str(name).lower(): int(i) for i, name in net.config.id2label.items()}
    return 1 - logits.softmax(0)[labels.get("background", 0)].float().numpy()  # type: ignore[no-any-return]


def _sized(share: np.ndarray, width: int, height: int) -> np.ndarray:
    from PIL import Image

    image = Image.fromarray(np.ascontiguousarray(share, np.float32))
    return np.asarray(image.resize((width, height), Image.Resampling.BILINEAR)).clip(0, 1)
