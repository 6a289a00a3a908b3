"""The documents say what is true: commands parse, links and pictures exist, the map names every folder."""

import json
import re
import shlex
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).parent.parent
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
MAKING = ("make", "write", "image", "speech", "music", "video", "mesh", "compare")


def commands(readme: Path) -> list[str]:
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", readme.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    plain = [block for language, block in blocks if not language]
    lines = (line.split("   ")[0].split("#")[0].strip() for block in plain for line in block.splitlines())
    return [line for line in lines if line.startswith("castalia ")]


@pytest.mark.parametrize(
    "command", [c for readme in READMES for c in commands(readme) if c.split()[1] in MAKING], ids=lambda c: c[:40]
)
def test_a_command_of_the_readme_parses(castalia, command, tmp_path):
    Image.new("RGB", (64, 64)).save(tmp_path / "fox.png")  # a picture that one of them starts from
    run = castalia(*shlex.split(command)[1:], "--dry-run", "--json")  # JSON: without the plan, which counts a while
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["kind"]


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_what_the_readme_says_of_models_is_there(readme, castalia):
    said = [shlex.split(c)[1:] for c in commands(readme) if c.split()[1] == "models"]
    assert {words[1] for words in said} == {"list", "pull", "import"}
    known = {row["id"] for row in json.loads(castalia("models", "list", "--json").stdout)}
    text = readme.read_text(encoding="utf-8")
    assert set(re.findall(r"(?:--model|pull) ([\w.-]+)", text)) <= known


def test_both_readmes_show_the_same_commands():
    first, second = ([c.split()[1] for c in commands(readme)] for readme in READMES)
    assert first == second
    assert len(first) > 8


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.name)
def test_links_and_pictures_exist(document):
    for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), target


def test_pictures_are_small():
    for picture in (ROOT / "docs").rglob("*.jpg"):
        assert picture.stat().st_size < 200_000, picture.name


def test_the_map_names_every_folder():
    architecture = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    for folder in (ROOT / "src" / "castalia").iterdir():
        if folder.is_dir() and folder.name != "__pycache__":
            assert f"  {folder.name}/" in architecture, folder.name


def test_every_module_begins_with_what_it_is_for():
    for module in (ROOT / "src").rglob("*.py"):
        head = module.read_text(encoding="utf-8")[:400]
        assert head.startswith(('"""', "# ruff: noqa")), module
        assert '"""' in head, module
