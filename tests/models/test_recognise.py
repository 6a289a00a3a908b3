"""What a checkpoint is, told from its configuration or from the names of its tensors."""

import json
from pathlib import Path

import pytest
import sparse_weights as sparse
from hypothesis import given
from hypothesis import strategies as st

from castalia.errors import BadInput, CastaliaError
from castalia.models.families import FAMILIES
from castalia.models.headers import read_header
from castalia.models.recognise import recognise

FILES = {
    ("image", "sd15"): sparse.unet(768) | sparse.CLIP,
    ("image", "sd21"): sparse.unet(1024) | sparse.OPEN_CLIP,
    ("image", "sdxl"): sparse.unet(2048) | sparse.TWO_CLIPS,
    ("image", "sdxl-refiner"): sparse.unet(1280) | sparse.REFINER_CLIP,
    ("image", "sd15-inpaint"): sparse.unet(768, inputs=9) | sparse.CLIP,
    ("image", "sd21-inpaint"): sparse.unet(1024, inputs=9) | sparse.OPEN_CLIP,
    ("image", "sdxl-inpaint"): sparse.unet(2048, inputs=9) | sparse.TWO_CLIPS,
    ("image", "sd15-edit"): sparse.unet(768, inputs=8) | sparse.CLIP,
    ("upscaler", "sd-x4-upscaler"): sparse.unet(1024, inputs=7) | sparse.OPEN_CLIP,
    ("image", "sd3"): {"model.diffusion_model.joint_blocks.0.context_block.adaLN_modulation.1.bias": (9216,)},
    ("image", "flux"): {"double_blocks.0.img_attn.norm.key_norm.scale": (128,), "img_in.weight": (3072, 64)},
    ("image", "flux-fill"): {"double_blocks.0.img_attn.norm.key_norm.scale": (128,), "img_in.weight": (3072, 384)},
    ("image", "flux2"): {"single_stream_modulation.lin.weight": (9216, 3072)},
    ("image", "z-image"): {"layers.0.adaLN_modulation.0.weight": (9, 9), "cap_embedder.0.weight": (9,)},
    ("video", "wan"): {"head.modulation": (1, 2, 1536), "patch_embedding.weight": (1536, 16, 1, 2, 2)},
    ("video", "ltx"): {"model.diffusion_model.patchify_proj.weight": (2048, 128)},
    ("video", "animatediff"): {
        "down_blocks.0.motion_modules.0.temporal_transformer.transformer_blocks.0.attention_blocks.0.pos_encoder.pe": (
            1, 32, 320,
        )
    },
    ("control", "sd15"): {
        "control_model.time_embed.0.weight": (1280, 320),
        "control_model.input_blocks.1.1.transformer_blocks.0.attn2.to_k.weight": (320, 768),
    },
    ("control", "sdxl"): {
        "controlnet_cond_embedding.conv_in.weight": (16, 3, 3, 3),
        "add_embedding.linear_1.weight": (1280, 2816),
    },
    ("reference", "sdxl"): {"image_proj.proj.weight": (8, 8), "ip_adapter.1.to_k_ip.weight": (640, 2048)},
    ("reference", "sd15"): {"image_proj.proj.weight": (8, 8), "ip_adapter.1.to_k_ip.weight": (320, 768)},
    ("vae", "sd15"): {"encoder.conv_in.weight": (128, 3, 3, 3), "decoder.conv_in.weight": (512, 4, 3, 3)},
    ("vae", "flux"): {"encoder.conv_in.weight": (128, 3, 3, 3), "decoder.conv_in.weight": (512, 16, 3, 3)},
    ("embedding", "sd15"): {"emb_params": (4, 768)},
    ("embedding", "sd21"): {"<moon>": (1024,)},
    ("embedding", "sdxl"): {"clip_l": (4, 768), "clip_g": (4, 1280)},
    ("upscaler", "compact"): {f"body.{n}.{part}": (64,) for n in range(12) for part in ("weight", "bias")},
    ("text-encoder", "t5"): {"encoder.block.0.layer.0.SelfAttention.q.weight": (4096, 4096)},
}  # fmt: skip
ESRGAN = {
    "new": "body.0.rdb1.conv1.weight",
    "old": "model.1.sub.0.RDB1.conv1.0.weight",
    "middle": "RRDB_trunk.0.RDB1.conv1.weight",
    "training": "params_ema.body.0.rdb1.conv1.weight",
}
CROSS = "down_blocks.0.attentions.0.transformer_blocks.0.attn2"
KOHYA = "lora_unet_" + CROSS.replace(".", "_")
LORAS = {
    "kohya": ("sd15", f"{KOHYA}_to_k.lora_down.weight", 768),
    "kohya-sd2": ("sd21", f"{KOHYA}_to_k.lora_down.weight", 1024),
    "kohya-sdxl": ("sdxl", "lora_te2_text_model_encoder_layers_0_mlp_fc1.lora_down.weight", 1280),
    "kohya-sdxl-unet": ("sdxl", "lora_unet_input_blocks_4_1_transformer_blocks_1_attn2_to_k.lora_down.weight", 2048),
    "kohya-flux": ("flux", "lora_unet_double_blocks_0_img_attn_proj.lora_down.weight", 3072),
    "diffusers": ("sd15", f"unet.{CROSS}.to_k.lora.down.weight", 768),
    "processor": ("sd15", f"unet.{CROSS}.processor.to_k_lora.down.weight", 768),
    "peft": ("sdxl", f"base_model.model.{CROSS}.to_k.lora_A.weight", 2048),
    "flux": ("flux", "transformer.single_transformer_blocks.0.attn.to_k.lora_A.weight", 3072),
    "sd3": ("sd3", "transformer.transformer_blocks.0.attn.add_q_proj.lora_A.weight", 1536),
    "wan": ("wan", "diffusion_model.blocks.0.cross_attn.k.lora_A.weight", 1536),
    "qwen": ("qwen-image", "transformer.transformer_blocks.0.img_mlp.net.2.lora_A.weight", 3072),
}


@pytest.mark.parametrize(("expected", "tensors"), FILES.items(), ids=["-".join(key) for key in FILES])
def test_a_file_is_known_by_its_tensors(tmp_path, expected, tensors):
    assert recognise(sparse.write(tmp_path / "a.safetensors", tensors)) == expected
    assert expected[1] in FAMILIES


@pytest.mark.parametrize("key", ESRGAN.values(), ids=ESRGAN)
def test_an_enlarger_is_known_in_all_its_layouts(tmp_path, key):
    assert recognise(sparse.write(tmp_path / "a.safetensors", {key: (32, 64, 3, 3)})) == ("upscaler", "esrgan")


@pytest.mark.parametrize(("family", "key", "width"), LORAS.values(), ids=LORAS)
def test_a_lora_is_known_in_all_its_key_styles(tmp_path, family, key, width):
    assert recognise(sparse.write(tmp_path / "a.safetensors", {key: (4, width)})) == ("lora", family)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("sd15", ("image", "sd15")),
        ("sd15-inpaint", ("image", "sd15-inpaint")),
        ("sdxl", ("image", "sdxl")),
        ("sd3", ("image", "sd3")),
        ("flux", ("image", "flux")),
        ("pixart", ("image", "pixart-sigma")),
        ("t2v", ("video", "modelscope-t2v")),
        ("wan", ("video", "wan")),
        ("controlnet-sd15", ("control", "sd15")),
        ("ip-adapter-sd15", ("reference", "sd15")),
        ("sd15.safetensors", ("image", "sd15")),
        ("sdxl.safetensors", ("image", "sdxl")),
        ("lora-kohya", ("lora", "sd15")),
        ("lora-diffusers", ("lora", "sd15")),
        ("lora-peft", ("lora", "sd15")),
        ("lora-sdxl", ("lora", "sdxl")),
        ("embedding-sd15", ("embedding", "sd15")),
    ],
)
def test_what_the_libraries_write_is_known(tiny, name, expected):
    assert recognise(tiny(name)) == expected


def test_a_transformers_folder_is_known(tmp_path):
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "blip"}))
    assert recognise(tmp_path) == ("captioner", "blip")


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ({"_class_name": "ControlNetModel", "cross_attention_dim": 2048, "addition_embed_type": "text_time"}, "sdxl"),
        ({"_class_name": "AutoencoderKL", "latent_channels": 4, "scaling_factor": 0.13025}, "sdxl"),
        ({"_class_name": "AutoencoderKL", "latent_channels": 16, "scaling_factor": 1.5305}, "sd3"),
        ({"_class_name": "AutoencoderKL", "latent_channels": "many", "scaling_factor": []}, "sd15"),
        ({"_class_name": "MotionAdapter"}, "animatediff"),
    ],
)
def test_a_single_network_is_known_by_its_configuration(tmp_path, config, expected):
    (tmp_path / "config.json").write_text(json.dumps(config))
    assert recognise(tmp_path)[1] == expected


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.safetensors", b"", "it is empty"),
        ("a.safetensors", b"version https://git-lfs.github.com/spec/v1\noid sha256:00\n", "Git LFS pointer"),
        ("a.safetensors", b"<!DOCTYPE html><html>404</html>", "web page"),
        ("a.safetensors", b"PK\x03\x04" + bytes(100), "pickle with another name"),
        ("a.safetensors", b"GGUF" + bytes(100), "GGUF"),
        ("a.safetensors", (2).to_bytes(8, "little") + b"[]", "not a table"),
        ("a.safetensors", (4).to_bytes(8, "little") + b"{{{{", "not JSON"),
        ("a.ckpt", b"anything", "run whatever code"),
        ("a.bin", b"anything", "run whatever code"),
        ("a.gguf", b"anything", "no checkpoint that castalia reads"),
    ],
)
def test_what_is_no_checkpoint_is_refused_with_the_reason(tmp_path, name, content, said):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BadInput, match=said) as refused:
        recognise(path)
    assert refused.value.hint


@pytest.mark.parametrize("change", [-1, 1, -1000])
def test_a_file_of_another_size_than_it_says_is_damaged(tmp_path, change):
    path = sparse.write(tmp_path / "a.safetensors", FILES["image", "sd15"])
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size + change)
    with pytest.raises(BadInput, match=r"missing|too many"):
        recognise(path)


def test_tensors_that_overlap_are_damage(tmp_path):
    table = {name: {"dtype": "F16", "shape": [2], "data_offsets": [0, 4]} for name in "ab"}
    header = json.dumps(table).encode()
    path = tmp_path / "a.safetensors"
    path.write_bytes(len(header).to_bytes(8, "little") + header + bytes(4))
    with pytest.raises(BadInput, match="overlap"):
        read_header(path)


@given(st.binary(max_size=300))
def test_no_content_brings_it_down(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("any") / "a.safetensors"
    for raw in (content, len(content).to_bytes(8, "little") + content):
        path.write_bytes(raw)
        with pytest.raises(CastaliaError):
            recognise(path)


@given(
    st.recursive(st.none() | st.integers() | st.text(max_size=5), lambda v: st.lists(v) | st.dictionaries(st.text(), v))
)
def test_no_configuration_brings_it_down(tmp_path_factory, value):
    folder = tmp_path_factory.mktemp("any")
    for name in ("model_index.json", "config.json"):
        (folder / name).write_text(
            json.dumps({"_class_name": "StableDiffusionPipeline", "unet": value, "architectures": value})
        )
        (folder / "unet").mkdir(exist_ok=True)
        (folder / "unet" / "config.json").write_text(json.dumps({"in_channels": value, "cross_attention_dim": value}))
        try:
            assert recognise(folder)[1] in FAMILIES
        except CastaliaError as refused:
            assert refused.hint
        Path(folder / name).unlink()


def test_a_folder_without_anything_says_what_it_should_have(tmp_path):
    with pytest.raises(BadInput, match="no model_index"):
        recognise(tmp_path)
    with pytest.raises(BadInput, match="no file"):
        recognise(tmp_path / "gone")
