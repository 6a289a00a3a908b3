"""`castalia models`: what there is, what is here, and how it gets here and away."""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


def test_the_list_shows_the_catalogue_and_what_is_installed(castalia, tiny) -> None:
    ran = castalia("models", "list")
    assert ran.status == 0
    assert "sdxl" in ran.out
    assert castalia("models", "list", "--installed").err.strip() == "no model is installed"
    castalia("models", "import", str(tiny("lora-peft")), "--name", "brush")
    lines = castalia("models", "list", "--installed").out.splitlines()
    assert len(lines) == 2
    assert lines[1].split()[:3] == ["✓", "brush", "lora"]
    assert [row["id"] for row in castalia("models", "list", "-i", "--json").data] == ["brush"]


def test_words_and_kinds_narrow_the_list(castalia) -> None:
    rows = castalia("models", "list", "chinese", "--kind", "image", "--json").data
    assert {"sd-chinese", "kolors"} <= {row["id"] for row in rows}
    assert {row["kind"] for row in castalia("models", "list", "-k", "upscalers", "--json").data} == {"upscaler"}
    wrong = castalia("models", "list", "--kind", "loraz")
    assert wrong.status == 2
    assert "did you mean 'lora'?" in wrong.err


def test_show_says_what_the_licence_forbids_and_what_was_not_checked(castalia) -> None:
    out = castalia("models", "show", "sd35-medium").out
    for words in ("Stability-AI-Community", "1 million US dollars", "bf16 16.3 GB", "castalia models pull sd35-medium"):
        assert words in out
    assert "(not checked)" in castalia("models", "show", "sd-chinese").out
    assert castalia("models", "show", "sdxl", "--json").data["defaults"]["guidance_scale"] == 5.0
    missing = castalia("models", "show", "sdlx")
    assert (missing.status, "did you mean 'sdxl'?" in missing.err) == (3, True)


def test_import_show_where_verify_and_remove(castalia, tiny) -> None:
    done = castalia("models", "import", str(tiny("sd15")), "--name", "月亮", "--json")
    assert (done.data["id"], done.data["family"], done.data["installed"]) == ("月亮", "sd15", True)
    assert "castalia image" in castalia("models", "show", "月亮").out
    place = Path(castalia("models", "where", "月亮").out.strip())
    assert (place / "model_index.json").is_file()
    assert place.parent == Path(castalia("models", "where").out.strip())
    assert castalia("models", "verify").out == "月亮: all is well\n"
    weights = place / "unet" / "diffusion_pytorch_model.safetensors"
    shutil.copy(weights, weights.with_suffix(".new"))
    weights.with_suffix(".new").replace(weights)
    with weights.open("r+b") as file:
        file.seek(-1, 2)
        file.write(b"\x7f")
    broken = castalia("models", "verify", "月亮", "--json")
    assert broken.status == 1
    assert "sha256" in broken.data["月亮"]["problems"][0]
    asked = castalia("models", "remove", "月亮")
    assert (asked.status, "--yes" in asked.err) == (2, True)
    assert castalia("models", "remove", "月亮", "--yes").status == 0
    assert not place.exists()
    assert "no model '月亮' is installed" in castalia("models", "remove", "月亮", "--yes").err


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.ckpt", b"x", "run whatever code"),
        ("a.safetensors", b"x" * 40, "header is longer than the file"),
        ("a.txt", b"x", "no checkpoint that castalia reads"),
    ],
)
def test_what_cannot_be_imported_is_answered_clearly(castalia, tmp_path, name, content, said) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    ran = castalia("models", "import", str(path))
    assert ran.status == 2
    assert said in ran.err
    assert "hint: " in ran.err


@pytest.mark.parametrize(
    ("args", "status", "said"),
    [
        (("pull", "sdlx"), 2, "did you mean 'sdxl'?"),
        (("pull", "sdxl", "--from", "nowhere"), 2, "is no hub"),
        (("pull", "sdxl"), 3, "offline"),
        (("verify", "sdxl"), 3, "castalia models pull sdxl"),
        (("where", "nothing"), 3, "no model 'nothing'"),
        (("import", "/no/such/place"), 2, "no file or folder"),
        (("import", "~nobody-at-all/x"), 2, "no place on this machine"),
        (("unload", "sdxl"), 2, "is not loaded"),
        (("lst",), 2, "did you mean"),
    ],
)
def test_mistakes_are_answered_with_a_way_out(castalia, args, status, said) -> None:
    ran = castalia("models", *args, env={"HF_HUB_OFFLINE": "1"})
    assert said in ran.err
    assert ran.status == status


def test_nothing_is_loaded_when_no_worker_runs(castalia) -> None:
    assert "nothing is loaded" in castalia("models", "loaded").out
    assert castalia("models", "loaded", "--json").data == []
    assert castalia("models", "unload").status == 0


def test_the_licence_is_shown_before_anything_comes(monkeypatch, capsys) -> None:
    from castalia.cli import models
    from castalia.cli.session import begin
    from castalia.errors import BadInput
    from castalia.models.download import Offer

    begin()
    offer = Offer("sdxl-turbo", "SDXL Turbo", "huggingface:stabilityai/sdxl-turbo", "abc", "Stability-AI-NC-Community",
                  "commercial use without a licence", 12, 6_940_000_000, 6_940_000_000, Path("/models"))  # fmt: skip
    with pytest.raises(BadInput, match="needs a yes"):
        models._agree(offer, yes=False)
    models._agree(offer, yes=True)
    shown = capsys.readouterr().err
    for words in (
        "Stability-AI-NC-Community",
        "commercial use without",
        "6.9 GB",
        "huggingface.co/stabilityai/sdxl-turbo",
    ):
        assert words in shown


def test_the_list_is_quick_and_imports_nothing_heavy(tmp_path) -> None:
    code = f"from castalia.cli import main; main(['models', 'list', '--home', {str(tmp_path)!r}])"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    heavy = {
        "torch",
        "numpy",
        "diffusers",
        "transformers",
        "huggingface_hub",
        "modelscope",
        "sqlalchemy",
        "safetensors",
    }
    assert not heavy & set(done.stdout.splitlines()[-1].split())
    # Seconds of the processor, which do not depend on what else runs.
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 0.5


@pytest.mark.parametrize("source", ["huggingface", "modelscope"])
def test_a_model_is_pulled_shown_and_not_pulled_twice(castalia, tmp_path, source) -> None:
    from hub_server import HubServer, toy

    with HubServer() as hub:
        hub.add(toy())
        env = {**hub.environment, "HF_HOME": str(tmp_path / "hf"), "MODELSCOPE_HOME": str(tmp_path / "ms")}
        env |= {"HF_HUB_OFFLINE": "", "HF_TOKEN": "", "MODELSCOPE_API_TOKEN": ""}
        refused = castalia("models", "pull", "studio/toy", "--from", source, env=env)
        assert (refused.status, "openrail" in refused.err, "--yes" in refused.err) == (2, True, True)
        done = castalia("models", "pull", "studio/toy", "--from", source, "--yes", env=env)
        assert done.status == 0, done.err
        assert done.out.startswith("studio/toy is installed: image, sd15")
        again = castalia("models", "pull", "studio/toy", "--from", source, env=env)
        assert (again.status, "was here already" in again.out) == (0, True)
    assert castalia("models", "verify", "studio/toy").out == "studio/toy: all is well\n"
    assert castalia("models", "show", "studio/toy", "--json").data["source"] == f"{source}:studio/toy"


def test_a_folder_of_models_may_be_anywhere(castalia, tiny, tmp_path) -> None:
    env = {"CASTALIA_MODELS": str(tmp_path / "big disk")}
    castalia("models", "import", str(tiny("lora-peft")), "-n", "brush", env=env)
    assert (tmp_path / "big disk" / "brush" / "castalia.json").is_file()
    facts = json.loads((tmp_path / "big disk" / "brush" / "castalia.json").read_text())
    assert facts["kind"] == "lora"
