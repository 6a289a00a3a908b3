"""What all tests share: a studio with a home of its own, and the installed command."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from castalia.settings import Settings

CASTALIA = Path(sys.executable).with_name("castalia")
PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"


@pytest.fixture(scope="session", autouse=True)
def entry_points_of_this_tree(tmp_path_factory):
    """The engines that pyproject.toml names, also where an older version of the package is what is installed."""
    import importlib.metadata
    import tomllib

    from castalia import __version__
    from castalia.engines import registry

    points = tomllib.loads(PYPROJECT.read_text())["project"]["entry-points"]
    known = {point.name for point in importlib.metadata.entry_points(group=registry.GROUP)}
    if known >= set(points[registry.GROUP]):
        return
    folder = tmp_path_factory.mktemp("entry-points")
    info = folder / f"castalia-{__version__}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: castalia\nVersion: {__version__}\n")
    lines = []
    for group, named in points.items():
        lines += [f"[{group}]", *(f"{name} = {place}" for name, place in named.items()), ""]
    (info / "entry_points.txt").write_text("\n".join(lines))
    sys.path.insert(0, str(folder))
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(folder), os.environ.get("PYTHONPATH", "")]))
    registry._installed.cache_clear()


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch):
    """Tests must not depend on what the user has configured."""
    for name in os.environ:
        if name.startswith("CASTALIA_"):
            monkeypatch.delenv(name)


@pytest.fixture
def studio(tmp_path):
    from castalia import Studio

    return Studio(settings=Settings(home=tmp_path / "home"))


@pytest.fixture
def castalia(tmp_path):
    """Runs the installed command in a home and a working folder of its own: `castalia("image", "a cat")`."""

    def run(*args, input=None, timeout=120, **env):
        environment = {k: v for k, v in os.environ.items() if not k.startswith("CASTALIA_")}
        environment |= {"CASTALIA_HOME": str(tmp_path / "home"), "NO_COLOR": "1", **env}
        return subprocess.run(
            [CASTALIA, *map(str, args)],
            input=input, capture_output=True, text=True, cwd=tmp_path, env=environment, timeout=timeout, check=False,
        )  # fmt: skip

    return run


@pytest.fixture(scope="session")
def tiny(tmp_path_factory):
    """Tiny checkpoints of the true classes, each made when it is first asked for: `tiny("sdxl") -> Path`."""
    from functools import cache

    import tiny_models

    folder = tmp_path_factory.mktemp("tiny")

    @cache
    def made(name):
        return tiny_models.make(name, folder, made)

    return made
