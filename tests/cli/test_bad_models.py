"""Bad input around checkpoints: each is answered in one line with a way out and the right exit status, no traceback.

All commands run in this process, through the same function as the installed program.
"""

from __future__ import annotations

import json
import shlex
import shutil
import struct
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

WRONG, MISSING, MEMORY, FAILED = 2, 3, 4, 1

VALUES = [
    ("image fox --model tiny --steps 0", WRONG, "steps cannot be 0"),
    ("image fox --model tiny --steps 1000000000", WRONG, "steps cannot be 1000000000"),
    ("image fox --model tiny --steps 2.5", WRONG, "steps"),
    ("image fox --model tiny --guidance-scale nan", WRONG, "guidance_scale cannot be nan"),
    ("image fox --model tiny --guidance-scale inf", WRONG, "guidance_scale cannot be inf"),
    ("image fox --model tiny --guidance-scale -1", WRONG, "guidance_scale cannot be -1"),
    ("image fox --model tiny --width 70", WRONG, "width cannot be 70"),
    ("image fox --model tiny-flux --width 72 --height 72", WRONG, "multiples of 16"),
    ("image fox --model tiny --width 100000", WRONG, "width cannot be 100000"),
    ("image fox --model tiny --batch 0", WRONG, "batch cannot be 0"),
    ("image fox --model tiny --eta 2", WRONG, "eta cannot be 2"),
    ("image fox --model tiny --clip-skip 9", WRONG, "clip_skip"),
    ("image fox --model tiny --seed -1", WRONG, "seed cannot be -1"),
    ("image fox --model tiny --sigmas even", WRONG, "sigmas"),
    ("image fox --model tiny --precision fp4", WRONG, "precision"),
    ("image fox --model tiny --scheduler dpm++2m", WRONG, "no scheduler 'dpm++2m'"),
    ("image fox --model tiny --scheduler flow_euler", WRONG, "flow matching"),
    ("image fox --model tiny-flux --scheduler ddim", WRONG, "flow matching"),
    ("image fox --model tiny --scheduler ddim --sigmas karras", WRONG, "cannot space its sigmas"),
    ("image fox --model tiny --style photoo", WRONG, "no style 'photoo'"),
    ("video fox --model tiny-t2v --num-frames 1", WRONG, "num_frames cannot be 1"),
    ("video fox --model tiny-t2v --fps 0", WRONG, "fps cannot be 0"),
    ("video fox --model tiny-t2v --camera orbit", WRONG, "camera"),
]
PROMPTS = [
    ("image '' --model tiny", WRONG, "prompt is empty"),
    ("image '((()))' --model tiny", WRONG, "no words, only symbols"),
    ("image 'a __colour__ fox' --model tiny", WRONG, "no wildcard '__colour__'"),
    ("image 'a __loop__ fox' --model tiny", WRONG, "never ends"),
    ("image 'a __../secret__ fox' --model tiny", WRONG, "leads out of"),
    ("image 'a {9999999$$a|b} fox' --model tiny", WRONG, "a thousand and more"),
    ("image 'a <lora:brsh:0.8> fox' --model tiny", MISSING, "no LoRA 'brsh'"),
    ("image 'a <lora:brush:much> fox' --model tiny", WRONG, "'much' is no weight"),
    ("image 'a <lora:brush:1:2> fox' --model tiny", WRONG, "several weights"),
    ("image 'a <lora:brush:0.8 fox' --model tiny", WRONG, "is no tag of a LoRA"),
    ("image '<lora:brush:1>' --model tiny", WRONG, "nothing but LoRAs"),
    ("image 'a <hypernet:old:1> fox' --model tiny", WRONG, "hypernetwork"),
    ("image fox --negative-prompt '<lora:brush:1>' --model tiny", WRONG, "negative prompt"),
    ("image 'a <lora:brush:1> fox' --engine clay", WRONG, "does not know 'lora'"),
]
MODELS = [
    ("image fox --model sdlx", MISSING, "no model 'sdlx'"),
    ("image fox --model tny", MISSING, "no model 'tny'"),
    ("image fox --model sdxl", MISSING, "'sdxl' is not on this machine"),
    ("image fox --model studio/nothing", MISSING, "'studio/nothing' is not on this machine"),
    ("image fox --model ./nowhere", MISSING, "no file or folder"),
    ("image fox --model ./plain-folder", WRONG, "plain-folder"),
    ("image fox --model ./text.safetensors", WRONG, "text.safetensors"),
    ("image fox --model ./cut.safetensors", WRONG, "cut off"),
    ("image fox --model ./boast.safetensors", WRONG, "boast.safetensors"),
    ("image fox --model ./odd.safetensors", WRONG, "odd.safetensors"),
    ("image fox --model ./evil.ckpt", WRONG, "pickle"),
    ("image fox --model ./pickled", WRONG, "pickle"),
    ("image fox --model ./no-shard", MISSING, "00002-of-00002"),
    ("image fox --model ./no-vae", MISSING, "vae"),
    ("image fox --model ./no-index", WRONG, "no-index"),
    ("image fox --model ./broken-index", WRONG, "model_index.json"),
    ("image fox --model ./mixed --steps 1", WRONG, "cannot be loaded as"),
    ("image fox --model ./alone.safetensors --home other", MISSING, "holds weights only"),
    ("image fox --model brush", WRONG, "is a LoRA"),
    ("image fox --model tiny-t2v", WRONG, "makes video"),
    ("video fox --model tiny", WRONG, "makes pictures"),
    ("image fox --lora brush", WRONG, "several"),
    ("image fox --model tiny --engine clay", WRONG, "clay works without one"),
]
ADAPTERS = [
    ("image fox --model tiny --lora nobrush", MISSING, "no LoRA 'nobrush'"),
    ("image fox --model tiny --lora brush-xl", WRONG, "was made for sdxl"),
    ("image fox --model tiny-xl --lora brush", WRONG, "was made for sd15"),
    ("image fox --model tiny --lora brush:nan", WRONG, "out of range"),
    ("image fox --model tiny --lora brush:99", WRONG, "out of range"),
    ("image fox --model tiny --lora tiny-xl", WRONG, "not a LoRA"),
    ("image fox --model tiny --lora ./cut-lora.safetensors", WRONG, "cut off"),
    ("image fox --model tiny --embedding nothing", MISSING, "no textual inversion 'nothing'"),
    ("image fox --model tiny-xl --embedding glow", WRONG, "was made for sd15"),
    ("image fox --model tiny --embedding brush", WRONG, "not a textual inversion"),
    ("image fox --model tiny-xl --control in.png --control-model lines", WRONG, "sd15"),
    ("image fox --model tiny --control in.png --control-model brush", WRONG, "not a ControlNet"),
    ("image fox --model tiny-xl --control in.png --control-type canny", MISSING, "control-sdxl-canny"),
    ("image fox --model tiny --control-model lines", WRONG, "control"),
    ("image fox --model tiny-xl --reference in.png", MISSING, "IP-Adapter"),
    ("image fox --model tiny-flux --seamless", WRONG, "cannot make pictures that tile"),
]
PICTURES = [
    ("image fox --model tiny --image in.png --mask small.png", WRONG, "32x32"),
    ("image fox --model tiny --mask mask.png", WRONG, "no image that it belongs to"),
    ("image fox --model tiny --image missing.png", WRONG, "no file 'missing.png'"),
    ("image fox --model tiny --image notes.txt", WRONG, "text/plain"),
    ("image fox --model tiny --image notes.png", WRONG, "notes.png"),
    ("image fox --model tiny --image moving.gif", WRONG, "moves (3 pictures)"),
    ("image fox --model tiny --image cut.png", WRONG, "cut.png"),
    ("image fox --model tiny --image empty.png", WRONG, "empty.png"),
    ("image fox --model tiny --image bomb.png", WRONG, "too large"),
    ("image fox --model tiny --image pickled", WRONG, "is not a file"),
    ("image fox --model tiny --image in.png --strength 1.5", WRONG, "strength cannot be 1.5"),
    ("image fox --model tiny --strength 0.5", WRONG, "a strength is given but no image"),
    ("image fox --model tiny-pixart --image in.png", WRONG, "from words alone"),
    ("image fox --model tiny-fill", WRONG, "only fills masks"),
    ("image fox --model tiny --image in.png --region nose", WRONG, "nose"),
    ("image fox --model tiny --image in.png --region sky --mask mask.png", WRONG, "exclude each other"),
    ("image fox --model tiny --image in.png --outpaint wide", WRONG, "wide"),
    ("image fox --model tiny --outpaint 32", WRONG, "no image that it belongs to"),
    ("image fox --model tiny --image in.png --hires 2", WRONG, "hires"),
    ("image fox --model tiny --transparent -o a.jpg", WRONG, "transparent"),
    ("image fox --model tiny --layers depth", WRONG, "does not know 'layers'"),
]
MACHINE = [
    ("image fox --model tiny --offload model", WRONG, "offload"),
    ("plan image fox --model sdxl --on toaster", WRONG, "toaster"),
    ("plan image fox", WRONG, "no model is named"),
    ("plan image fox --model sdlx", MISSING, "no model 'sdlx'"),
    ("compare image fox --axis stepz=1,2", WRONG, "stepz"),
    ("compare image fox --axis steps=1,many", WRONG, "many"),
    ("compare image fox --axis steps", WRONG, "steps"),
    ("models import ./nowhere", WRONG, "no file or folder"),
    ("models import ./evil.ckpt", WRONG, "pickle"),
    ("models import ./no-shard", WRONG, "00002-of-00002"),
    ("models import ./alone.safetensors --name tiny", WRONG, "installed already"),
    ("models import ./alone.safetensors --name ../up", WRONG, "../up"),
    ("models pull sdxl --yes", MISSING, "offline mode is on"),
    ("models pull nothing-like-it", WRONG, "nothing-like-it"),
    ("models remove nothing --yes", WRONG, "no model 'nothing'"),
    ("models verify nothing", MISSING, "no model 'nothing'"),
    ("models list --kind loraz", WRONG, "loraz"),
    ("redo in.png", WRONG, "does not say how it was made"),
]


@pytest.fixture(scope="module")
def place(tiny, tmp_path_factory):
    """A folder with a home, installed tiny checkpoints, and everything that can be wrong with a file."""
    folder = tmp_path_factory.mktemp("bad")
    installed = {
        "tiny": "sd15", "tiny-xl": "sdxl", "tiny-fill": "sd15-inpaint", "tiny-flux": "flux", "tiny-pixart": "pixart",
        "tiny-t2v": "t2v", "brush": "lora-peft", "brush-xl": "lora-sdxl", "glow": "embedding-sd15",
        "lines": "controlnet-sd15",
    }  # fmt: skip
    from castalia.models.importing import import_path
    from castalia.settings import Settings

    for name, source in installed.items():
        import_path(tiny(source), Settings(home=folder / "home"), name=name)
    (folder / "home" / "wildcards").mkdir()
    (folder / "home" / "wildcards" / "loop.txt").write_text("a __loop__\n")
    _bad_models(folder, tiny)
    _bad_pictures(folder)
    return folder


def _bad_models(folder: Path, tiny) -> None:
    weights = "diffusion_pytorch_model.safetensors"
    whole = tiny("lora-peft").read_bytes()
    (folder / "text.safetensors").write_text("these are no weights, just a text that is long enough\n")
    (folder / "cut-lora.safetensors").write_bytes(whole[:-100])
    (folder / "cut.safetensors").write_bytes(tiny("sd15.safetensors").read_bytes()[:-5000])
    (folder / "boast.safetensors").write_bytes(struct.pack("<Q", 1 << 60) + b"{}")
    header = json.dumps({"some.weight": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}).encode()
    (folder / "odd.safetensors").write_bytes(struct.pack("<Q", len(header)) + header + bytes(4))
    (folder / "evil.ckpt").write_bytes(b"\x80\x04cos\nsystem\n(S'true'\ntR.")
    shutil.copy(tiny("sdxl.safetensors"), folder / "alone-xl.safetensors")
    shutil.copy(tiny("sd15.safetensors"), folder / "alone.safetensors")
    (folder / "plain-folder").mkdir()
    (folder / "plain-folder" / "readme.txt").write_text("nothing here\n")
    for name in ("pickled", "no-shard", "no-vae", "no-index", "broken-index", "mixed"):
        shutil.copytree(tiny("sd15"), folder / name)
    (folder / "pickled" / "unet" / weights).unlink()
    (folder / "pickled" / "unet" / "diffusion_pytorch_model.bin").write_bytes(b"\x80\x04.")
    unet = folder / "no-shard" / "unet"
    (unet / weights).rename(unet / "diffusion_pytorch_model-00001-of-00002.safetensors")
    shards = {
        "a": "diffusion_pytorch_model-00001-of-00002.safetensors",
        "b": "diffusion_pytorch_model-00002-of-00002.safetensors",
    }
    (unet / f"{weights}.index.json").write_text(json.dumps({"metadata": {}, "weight_map": shards}))
    shutil.rmtree(folder / "no-vae" / "vae")
    (folder / "no-index" / "model_index.json").unlink()
    (folder / "broken-index" / "model_index.json").write_text('{"_class_name": ')
    shutil.copy(tiny("sd15-inpaint") / "unet" / weights, folder / "mixed" / "unet")


def _bad_pictures(folder: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (64, 96, 3), dtype=np.uint8)
    picture = Image.fromarray(noise)
    picture.save(folder / "in.png")
    Image.new("L", (96, 64), 255).save(folder / "mask.png")
    Image.new("L", (32, 32), 255).save(folder / "small.png")
    (folder / "notes.txt").write_text("a note\n")
    (folder / "notes.png").write_text("a note\n")
    (folder / "empty.png").touch()
    (folder / "cut.png").write_bytes((folder / "in.png").read_bytes()[:5000])
    frames = [Image.new("RGB", (96, 64), colour) for colour in ("red", "green", "blue")]
    frames[0].save(folder / "moving.gif", save_all=True, append_images=frames[1:], duration=100)
    Image.new("1", (20_000, 20_000)).save(folder / "bomb.png")
    picture.convert("CMYK").save(folder / "cmyk.jpg")
    Image.fromarray(noise[..., 0].astype(np.uint16) * 257).save(folder / "16-bit.png")
    picture.convert("P").save(folder / "palette.png", transparency=0)
    turned = Image.Exif()
    turned[0x0112] = 6
    picture.save(folder / "turned.jpg", exif=turned)


@pytest.fixture
def castalia(place, monkeypatch, capsys):
    """Run a command line in this process: (status, standard output, standard error)."""
    from castalia.cli.app import run

    monkeypatch.chdir(place)
    monkeypatch.setenv("CASTALIA_HOME", str(place / "home"))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")

    def call(line: str):
        capsys.readouterr()
        status = run(shlex.split(line))
        out, err = capsys.readouterr()
        return status, out, err

    return call


@pytest.mark.parametrize(
    ("line", "status", "words"),
    [*VALUES, *PROMPTS, *MODELS, *ADAPTERS, *PICTURES, *MACHINE],
    ids=lambda value: value if isinstance(value, str) and " " in value else "",
)
def test_bad_input_is_answered_in_one_line(castalia, place: Path, line: str, status: int, words: str) -> None:
    found, out, err = castalia(line)
    assert words in err, err
    assert found == status, err
    assert out == ""
    *_, error, hint = err.splitlines()
    assert error.startswith("error: ")
    assert hint.startswith("hint: ")
    assert len(hint) > len("hint: ")
    for text in ("Traceback", "something unexpected", "engine failed"):
        assert text not in err
    assert not (place / "castalia-output").exists()


@pytest.mark.parametrize("name", ["cmyk.jpg", "16-bit.png", "palette.png", "turned.jpg"])
def test_pictures_of_unusual_kinds_work(castalia, place: Path, name: str) -> None:
    line = f"image fox --model tiny --image {name} --steps 2 --precision fp32 --seed 1 -o made/{name} --json"
    status, out, err = castalia(line)
    assert status == 0, err
    size = (64, 96) if name == "turned.jpg" else (96, 64)
    with Image.open(json.loads(out)["saved"]) as made:
        assert made.size == size


def test_a_picture_of_16_bits_keeps_its_shades(castalia, place: Path) -> None:
    status, _, err = castalia("image fox --model tiny --image 16-bit.png --strength 0 --seed 1 -o made/same.png")
    assert status == 0, err
    before = np.asarray(Image.open(place / "16-bit.png")) // 257
    after = np.asarray(Image.open(place / "made" / "same.png").convert("L")).astype(int)
    assert np.abs(after - before).max() <= 1


def test_more_than_the_memory_holds(castalia, monkeypatch) -> None:
    from castalia.hardware import probe

    monkeypatch.setattr(probe, "memory", lambda: (1 << 30, 8 << 20))
    status, out, err = castalia("image fox --model tiny --width 4096 --height 4096 --batch 64 --precision fp32")
    assert status == MEMORY, err
    assert out == ""
    assert "does not fit" in err
    assert "hint: " in err


def test_a_full_disk(castalia, place: Path, monkeypatch) -> None:
    from collections import namedtuple

    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(1 << 40, 1 << 40, 1000))
    status, _, err = castalia("models import ./alone-xl.safetensors --copy --name too-much")
    assert status == FAILED, err
    assert "free" in err
    assert "hint: " in err
    assert not (place / "home" / "models" / "too-much").exists()
