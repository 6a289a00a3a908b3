"""Files with the header of a real checkpoint and no data: as large as they say, without taking space on the disk."""

import json
from math import prod
from pathlib import Path


def write(path: Path, shapes: dict[str, tuple[int, ...]], **metadata: str) -> Path:
    """A `.safetensors` file of half-precision tensors, all zero, sparse on the disk."""
    table, place = ({"__metadata__": metadata} if metadata else {}), 0
    for name, shape in shapes.items():
        size = 2 * prod(shape)
        table[name] = {"dtype": "F16", "shape": list(shape), "data_offsets": [place, place + size]}
        place += size
    header = json.dumps(table).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(len(header).to_bytes(8, "little") + header)
        file.truncate(8 + len(header) + place)
    return path


def unet(width: int, inputs: int = 4) -> dict[str, tuple[int, ...]]:
    """A few tensors of a U-Net in the layout of the first releases."""
    prefix = "model.diffusion_model."
    return {
        prefix + "input_blocks.0.0.weight": (320, inputs, 3, 3),
        prefix + "input_blocks.4.1.transformer_blocks.0.attn2.to_k.weight": (640, width),
        "first_stage_model.decoder.conv_in.weight": (512, 4, 3, 3),
        "first_stage_model.encoder.conv_in.weight": (128, 3, 3, 3),
    }


CLIP = {"cond_stage_model.transformer.text_model.embeddings.position_embedding.weight": (77, 768)}
OPEN_CLIP = {"cond_stage_model.model.token_embedding.weight": (49408, 1024)}
TWO_CLIPS = {
    "conditioner.embedders.0.transformer.text_model.embeddings.position_embedding.weight": (77, 768),
    "conditioner.embedders.1.model.transformer.resblocks.9.mlp.c_proj.bias": (1280,),
}
REFINER_CLIP = {"conditioner.embedders.0.model.transformer.resblocks.9.mlp.c_proj.bias": (1280,)}
