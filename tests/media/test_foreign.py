"""What other programs write into their pictures: samples made by hand from the documented formats."""

import ast
import json
import re
from pathlib import Path

import pytest
from foreign_samples import (
    A1111,
    A1111_LATER,
    COMFY,
    COMFY_FLUX,
    FOOOCUS,
    FOOOCUS_A1111,
    INVOKE,
    INVOKE_3,
)  # fmt: skip
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow
from PIL.PngImagePlugin import PngInfo

from castalia.errors import BadInput, Missing
from castalia.media import foreign_comfy, foreign_invoke, foreign_webui
from castalia.media.foreign import Foreign, read_foreign
from castalia.media.foreign_samplers import take_sampler
from castalia.models.named import installed_model, plain
from castalia.prompts.weights import parse
from castalia.recipes import Image
from castalia.recipes.sampling import SCHEDULERS


def png(path, **texts):
    info = PngInfo()
    for name, text in texts.items():
        info.add_itxt(name, text) if not text.isascii() else info.add_text(name, text)
    Pillow.new("RGB", (64, 64), "red").save(path, pnginfo=info)
    return path


def exif(path, tags, inner=()):
    data = Pillow.Exif()
    for tag, value in tags:
        data[tag] = value
    for tag, value in inner:
        data.get_ifd(0x8769)[tag] = value
    Pillow.new("RGB", (64, 64), "red").save(path, exif=data)
    return path


def test_automatic1111_in_a_png(tmp_path):
    found = read_foreign(png(tmp_path / "a.png", parameters=A1111))
    assert found.program == "AUTOMATIC1111"
    assert found.model_hash == "45dee52b"
    recipe = found.recipe()
    assert (recipe.steps, recipe.scheduler, recipe.guidance_scale, recipe.seed) == (20, "euler_a", 7, 965400086)
    assert (recipe.width, recipe.height, recipe.clip_skip) == (512, 512, 0)
    assert recipe.prompt.startswith("girl with an artist's beret")
    assert recipe.negative_prompt == "ugly, fat, (((deformed))), [blurry], (extra_limb)"
    assert any("GPU" in line for line in found.left_out)


def test_automatic1111_with_everything(tmp_path):
    found = read_foreign(png(tmp_path / "a.png", parameters=A1111_LATER))
    recipe = found.recipe()
    assert recipe.prompt == "a castle,\n at night"
    assert recipe.negative_prompt == "lowres,\ntext"
    assert recipe.lora == ("ink wash:0.8",)
    assert recipe.embedding == ("easynegative",)
    assert (recipe.scheduler, recipe.sigmas, recipe.clip_skip) == ("dpm++_2m", "karras", 1)
    assert (recipe.hires, recipe.hires_strength, recipe.seamless) == (1.5, 0.45, True)
    assert (found.model, found.model_hash) == ("sdxl_base", "e6bb9ea85b")
    assert found.left_out == ["VAE: fix.safetensors", "Hires upscaler: 4x-UltraSharp"]


@pytest.mark.parametrize("ending", ["jpg", "webp"])
@pytest.mark.parametrize("encoding", ["utf-16-be", "utf-16-le"])
def test_automatic1111_in_exif(tmp_path, ending, encoding):
    comment = b"UNICODE\0" + A1111.replace("girl", "女孩").encode(encoding)
    found = read_foreign(exif(tmp_path / f"a.{ending}", (), [(0x9286, comment)]))
    assert found.recipe().prompt.startswith("女孩 with")
    assert found.fields["steps"] == 20


def test_comfyui(tmp_path):
    found = read_foreign(png(tmp_path / "c.png", prompt=json.dumps(COMFY)))
    recipe = found.recipe()
    assert found.program == "ComfyUI"
    assert (found.model, recipe.lora) == ("Juggernaut-XL_v9", ("ink:0.7",))
    assert [(p.text, p.weight) for p in parse(recipe.prompt)] == [("a [fox] ", 1.0), ("red", 1.2)]
    assert (recipe.negative_prompt, recipe.steps, recipe.guidance_scale) == ("bad", 30, 5.45)
    assert (recipe.scheduler, recipe.sigmas, recipe.clip_skip) == ("dpm++_2m_sde", "karras", 1)
    assert (recipe.width, recipe.height) == (768, 512)
    assert recipe.seed == 1071208483241017 & 0xFFFFFFFF
    assert found.left_out == []


def test_seeds_beyond_32_bits_draw_the_same_noise():
    torch = pytest.importorskip("torch")
    seed = 1071208483241017
    long, short = (torch.randn(9, generator=torch.Generator().manual_seed(s)) for s in (seed, seed & 0xFFFFFFFF))
    assert torch.equal(long, short)


def test_comfyui_with_a_graph_of_flux(tmp_path):
    found = read_foreign(png(tmp_path / "c.png", prompt=json.dumps(COMFY_FLUX)))
    recipe = found.recipe()
    assert (recipe.prompt, recipe.negative_prompt, found.model) == ("a fox in the snow", "", "flux1-schnell")
    assert (recipe.steps, recipe.guidance_scale, recipe.seed) == (4, 3.5, 42)
    assert (recipe.scheduler, recipe.width, recipe.height) == ("flow_euler", 1024, 768)


def test_comfyui_in_an_animated_webp_and_from_the_workflow_alone(tmp_path):
    found = read_foreign(exif(tmp_path / "c.webp", [(0x0110, "prompt:" + json.dumps(COMFY))]))
    assert found.recipe().steps == 30
    workflow = {
        "nodes": [
            {"id": 1, "type": "CheckpointLoaderSimple", "widgets_values": ["v1-5.safetensors"], "inputs": []},
            {"id": 2, "type": "CLIPTextEncode", "widgets_values": ["a cat"], "inputs": [{"name": "clip", "link": 1}]},
            {"id": 3, "type": "CLIPTextEncode", "widgets_values": ["bad"], "inputs": [{"name": "clip", "link": 2}]},
            {"id": 4, "type": "EmptyLatentImage", "widgets_values": [512, 640, 2], "inputs": []},
            {
                "id": 5, "type": "KSampler", "widgets_values": [7, "randomize", 25, 8, "euler", "normal", 1],
                "inputs": [{"name": "model", "link": 3}, {"name": "positive", "link": 4},
                           {"name": "negative", "link": 5}, {"name": "latent_image", "link": 6}],
            },
            {"id": 6, "type": "SaveImage", "widgets_values": ["x"], "inputs": [{"name": "images", "link": 7}]},
            {"id": 7, "type": "Muted", "mode": 4},
        ],
        "links": [[1, 1, 1, 2, 0, "CLIP"], [2, 1, 1, 3, 0, "CLIP"], [3, 1, 0, 5, 0, "MODEL"],
                  [4, 2, 0, 5, 1, "C"], [5, 3, 0, 5, 2, "C"], [6, 4, 0, 5, 3, "LATENT"], [7, 5, 0, 6, 0, "I"]],
    }  # fmt: skip
    recipe = read_foreign(png(tmp_path / "w.png", workflow=json.dumps(workflow))).recipe()
    assert (recipe.prompt, recipe.negative_prompt, recipe.seed, recipe.steps) == ("a cat", "bad", 7, 25)
    assert (recipe.width, recipe.height, recipe.batch, recipe.model) == (512, 640, 2, "v1-5")


def test_comfyui_with_two_passes_and_strange_nodes(tmp_path):
    graph = json.loads(json.dumps(COMFY))
    graph["20"] = {"class_type": "LatentUpscale", "inputs": {"samples": ["3", 0], "width": 1536, "height": 1024}}
    graph["21"] = {"class_type": "KSampler", "inputs": {**graph["3"]["inputs"], "steps": 12, "denoise": 0.5,
                                                         "latent_image": ["20", 0]}}  # fmt: skip
    graph["8"]["inputs"]["samples"] = ["21", 0]
    found = read_foreign(png(tmp_path / "c.png", prompt=json.dumps(graph)))
    assert (found.fields["steps"], found.fields["width"]) == (30, 768)
    assert found.left_out == ["a later pass: steps 12, denoise 0.5", "other nodes: LatentUpscale"]


def test_invokeai(tmp_path):
    found = read_foreign(png(tmp_path / "i.png", invokeai_metadata=json.dumps(INVOKE)))
    recipe = found.recipe()
    assert (found.program, found.model, found.model_hash) == ("InvokeAI", "amix", "")
    assert [(p.text, round(p.weight, 3)) for p in parse(recipe.prompt)] == [
        ("a ", 1.0), ("cat", 1.21), (" ", 1.0), ("blue eyes", 1.3), (" [x] y", 1.0),
    ]  # fmt: skip
    assert (recipe.scheduler, recipe.sigmas, recipe.clip_skip) == ("dpm++_2m_sde", "karras", 1)
    assert recipe.lora == ("ink:0.6",)
    assert found.left_out == ["vae: ft-mse"]
    older = read_foreign(png(tmp_path / "j.png", invokeai_metadata=json.dumps(INVOKE_3))).recipe()
    assert (older.model, older.scheduler, older.seed) == ("amixx", "euler_a", 3400881859)


def test_fooocus_in_both_of_its_schemes(tmp_path):
    found = read_foreign(png(tmp_path / "f.png", parameters=json.dumps(FOOOCUS), fooocus_scheme="fooocus"))
    recipe = found.recipe()
    assert found.program == "Fooocus"
    assert recipe.prompt == "cinematic still a cat . moody, a cat, highly detailed"
    assert (recipe.width, recipe.height, recipe.seed) == (1152, 896, 127589946317439009 & 0xFFFFFFFF)
    assert (recipe.lora, recipe.clip_skip, found.model_hash) == (("sd_xl_offset:0.1",), 1, "aeb7e9e689")
    assert "sharpness: 2" in found.left_out
    found = read_foreign(png(tmp_path / "g.png", parameters=FOOOCUS_A1111, fooocus_scheme="a1111"))
    assert (found.program, found.recipe().lora, found.recipe().sigmas) == ("Fooocus", ("offset:0.1",), "karras")
    same = exif(tmp_path / "f.jpg", [(0x9286, json.dumps(FOOOCUS)), (0x927C, "fooocus")])
    assert read_foreign(same).recipe().prompt == recipe.prompt


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("Steps: 10000, Sampler: Euler, CFG scale: 7, Seed: 1", "steps: 10000"),
        ("Steps: x, Sampler: Euler, CFG scale: 7, Seed: 1", "steps: x"),
        ("Steps: 20, Sampler: Euler, CFG scale: nan, Seed: 1", "CFG scale: nan"),
        ("Steps: 20, Sampler: Magic, CFG scale: 7, Seed: 1", "sampler: Magic"),
        ("Steps: 20, Sampler: Euler, CFG scale: 7, Seed: -1", "seed: -1"),
        ("Steps: 20, Sampler: Euler, CFG scale: 7, Seed: 1, Size: 5x99999", "width: 5"),
        ("Steps: 20, Sampler: Euler, CFG scale: 7, Seed: 1, Clip skip: 99", "clip skip: 98"),
        ("Steps: 20, Sampler: Euler, CFG scale: 7, Denoising strength: 0.4", "the picture it was made from"),
    ],
)
def test_lies_are_left_out(tmp_path, line, left):
    found = read_foreign(png(tmp_path / "a.png", parameters=f"a cat\n{line}"))
    assert any(one.startswith(left) for one in found.left_out), found.left_out
    assert found.recipe().prompt == "a cat"


def test_braces_of_others_are_no_choices(tmp_path):
    found = read_foreign(png(tmp_path / "a.png", parameters="a {b} __c__\nSteps: 20, Sampler: Euler, CFG scale: 7"))
    assert "".join(p.text for p in parse(found.recipe().prompt)) == "a {b} __c__"
    from castalia.prompts.wildcards import has_choices

    assert not has_choices(found.recipe().prompt)


def test_files_without_an_account(tmp_path):
    (tmp_path / "t.txt").write_text("a cat\nSteps: 20, Sampler: Euler, CFG scale: 7")
    assert read_foreign(tmp_path / "t.txt") is None
    assert read_foreign(png(tmp_path / "a.png")) is None
    assert read_foreign(png(tmp_path / "b.png", parameters="just words", prompt="{}", workflow="[]")) is None
    whole = png(tmp_path / "c.png", parameters=A1111).read_bytes()
    for length in range(20, len(whole), 37):
        (tmp_path / "cut.png").write_bytes(whole[:length])
        assert read_foreign(tmp_path / "cut.png") is None or True
    with pytest.raises(BadInput):
        read_foreign(tmp_path / "none.png")


def test_huge_metadata_takes_no_time(tmp_path):
    import time

    began = time.monotonic()
    deep = '{"prompt":' * 3000 + "1" + "}" * 3000
    for texts in (
        {"parameters": "a: " * 300_000},
        {"parameters": "x\nSteps: 1, Sampler: a, Seed: 1, " + "k: [" * 50_000},
        {"parameters": "<lora:" * 100_000},
        {"prompt": deep},
        {"prompt": json.dumps({str(i): {"class_type": "A", "inputs": {"a": [str(i + 1), 0]}} for i in range(4000)})},
        {"invokeai_metadata": json.dumps({"positive_prompt": "(" * 100_000})},
        {"invokeai_metadata": json.dumps({"positive_prompt": "a" * 19_000 + "+" * 900})},
    ):
        for module in (foreign_webui, foreign_comfy, foreign_invoke):
            try:
                module.read(texts)
            except RecursionError:
                assert deep in texts.values()
    assert time.monotonic() - began < 15
    assert read_foreign(png(tmp_path / "d.png", prompt=deep)) is None


any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


def is_valid(found):
    assert isinstance(found, Foreign)
    json.dumps(found.to_dict())
    if "prompt" in found.fields:
        assert isinstance(found.recipe(), Image)
    else:
        with pytest.raises(BadInput):
            found.recipe()


@given(st.dictionaries(st.sampled_from(sorted(INVOKE)), any_json))
def test_any_invokeai_metadata(data):
    is_valid(foreign_invoke.read({"invokeai_metadata": json.dumps({**INVOKE, **data})}))


@given(st.dictionaries(st.sampled_from(sorted(FOOOCUS)), any_json))
def test_any_fooocus_metadata(data):
    is_valid(foreign_webui.read({"parameters": json.dumps({**FOOOCUS, **data})}))


@given(st.lists(st.tuples(st.sampled_from(sorted(COMFY)), st.text(max_size=6) | st.sampled_from(
    ["seed", "steps", "cfg", "sampler_name", "positive", "latent_image", "text", "model", "ckpt_name", "width"]
), any_json | st.sampled_from([["3", 0], ["6", 0], ["10", 0], ["99", 0]])), max_size=6))  # fmt: skip
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_any_graph_of_comfyui(changes):
    graph = json.loads(json.dumps(COMFY))
    for node, name, value in changes:
        graph[node]["inputs"][name] = value
    is_valid(foreign_comfy.read({"prompt": json.dumps(graph)}))


@given(st.integers(0, len(A1111_LATER)), st.integers(0, 30), st.text(max_size=10))
def test_any_damage_to_the_parameters(at, length, put):
    found = foreign_webui.read({"parameters": A1111_LATER[:at] + put + A1111_LATER[at + length :]})
    if found is not None:
        is_valid(found)


@given(st.binary(max_size=120), st.integers(0, 500))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_any_damage_to_the_file(tmp_path, data, at):
    whole = png(tmp_path / "a.png", parameters=A1111).read_bytes()
    (tmp_path / "b.png").write_bytes(whole[: 8 + at] + data + whole[8 + at + len(data) :])
    try:
        found = read_foreign(tmp_path / "b.png")
    except BadInput:
        return
    if found is not None:
        is_valid(found)


@pytest.mark.parametrize(
    "name", ["Euler a", "euler_ancestral", "DPM++ 3M SDE Exponential", "kdpm_2_a", "uni_pc_bh2", "PLMS"]
)
def test_samplers_are_named_as_ours(name):
    found = Foreign("ComfyUI")
    take_sampler(found, name, "karras")
    assert found.fields["scheduler"] in SCHEDULERS
    assert found.left_out == []


def test_the_model_is_found_by_hash_or_name_or_the_way_to_it_is_named(studio):
    settings = studio.settings
    with pytest.raises(Missing, match="import") as error:
        installed_model("Juggernaut", "aeb7e9e689", "Fooocus", settings)
    assert "'Juggernaut' (hash aeb7e9e689)" in error.value.message
    with pytest.raises(Missing) as error:
        installed_model("sdxl", "", "ComfyUI", settings)
    assert "castalia models pull sdxl" in error.value.hint
    with pytest.raises(BadInput, match="names no model"):
        installed_model("", "", "ComfyUI", settings)
    assert plain("sdxl\\Juggernaut-XL_v9.safetensors") == plain("juggernaut xl v9")


def test_info_and_redo(studio, castalia, tmp_path):
    path = png(tmp_path / "c.png", prompt=json.dumps(COMFY))
    found = studio.info(path)
    assert found["foreign"]["program"] == "ComfyUI"
    assert found["recipe"]["steps"] == 30
    with pytest.raises(Missing, match="Juggernaut"):
        studio.redo(path)
    done = studio.redo(path, engine="clay", width=64, height=64)
    assert done.artifact.recipe.prompt == r"a \[fox\] (red:1.2)"
    assert any("not taken over: steps: 30" in note for note in done.notes)
    shown = castalia("info", path)
    assert re.search(r"made by\s+ComfyUI", shown.stdout)
    refused = castalia("redo", path)
    assert refused.returncode == 3
    assert "models import" in refused.stderr
    saved = castalia("info", "--json", path)
    (tmp_path / "recipe.json").write_text(saved.stdout)
    made = castalia("image", "--recipe", tmp_path / "recipe.json", "--dry-run")
    assert json.loads(made.stdout)["scheduler"] == "dpm++_2m_sde"


def test_nothing_of_a_file_is_run():
    """Fooocus reads its tuples with eval; we do not."""
    found = foreign_webui.read({"parameters": json.dumps({**FOOOCUS, "resolution": "__import__('os').getcwd()"})})
    assert "width" not in found.fields
    sources = [Path(m.__file__).read_text() for m in (foreign_webui, foreign_comfy, foreign_invoke)]
    names = {n.id for source in sources for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Name)}
    assert not names & {"eval", "exec", "compile", "__import__"}


def test_a_picture_is_made_again_with_the_model_of_its_hash(studio, tiny, tmp_path):
    pytest.importorskip("diffusers")
    from castalia.models.importing import import_path
    from castalia.models.store import sha256_of

    import_path(tiny("sd15"), studio.settings, name="a-folder")
    import_path(tiny("sd15.safetensors"), studio.settings, name="a-file")
    parameters = (
        "a (fox:1.3) [in snow:0.5]\nNegative prompt: bad\nSteps: 3, Sampler: Euler a, CFG scale: 5, Seed: 9, "
        f"Size: 64x64, Model hash: {sha256_of(tiny('sd15.safetensors'))[:10]}, Model: another name"
    )
    done = studio.redo(png(tmp_path / "a.png", parameters=parameters))
    recipe = done.artifact.recipe
    assert (recipe.model, recipe.engine) == ("a-file", "diffusers")
    assert (recipe.steps, recipe.scheduler, recipe.seed) == (3, "euler_a", 9)
    assert not done.changed
    assert studio.redo(done.artifact.path).verdict == "identical"
