"""Downloads by real processes: killed at random, interrupted, two at a time."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from castalia.models.store import ModelStore
from castalia.settings import Settings
from hub_server import NEEDED, Fault, HubServer, toy

PULL = """
import sys
from castalia.models.download import pull
from castalia.settings import Settings
pull("studio/toy", Settings(home=sys.argv[1]), source=sys.argv[2])
print("done")
"""


@pytest.fixture
def hub():
    with HubServer() as server:
        yield server


def start(hub, home, source="huggingface"):
    names = ("CASTALIA_", "HF_TOKEN", "MODELSCOPE_API_TOKEN")
    clean = {k: v for k, v in os.environ.items() if not k.startswith(names)}
    environment = clean | hub.environment | {"HF_HOME": str(home / "hf"), "MODELSCOPE_HOME": str(home / "ms")}
    return subprocess.Popen(
        [sys.executable, "-c", PULL, str(home), source], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def complete(home, repo):
    """Whether the toy is installed, byte for byte."""
    store = ModelStore(Settings(home=home))
    model = store.get("studio/toy")
    return bool(
        model
        and not store.verify("studio/toy")
        and all((model.path / name).read_bytes() == repo.files[path] for name, path in NEEDED.items())
    )


def finished(home):
    """Paths in the repository of the files that are complete, though nothing is installed yet."""
    staged = ModelStore(Settings(home=home)).root / ".staging" / "studio--toy"
    return {path for name, path in NEEDED.items() if (staged / name).is_file()}


@pytest.mark.parametrize("source", ["huggingface", pytest.param("modelscope", marks=pytest.mark.slow)])
def test_killed_at_ten_random_points(hub, tmp_path, source):
    """It goes on each time, and asks for no finished file again."""
    repo = hub.add(toy(megabytes=2))
    for path in NEEDED.values():
        if path.endswith(".safetensors"):
            hub.fault(path, Fault(rate=700_000, times=-1))
    luck = random.Random(source)
    kills = 0
    while kills < 10:
        done_before = finished(tmp_path)
        hub.requests.clear()
        process = start(hub, tmp_path, source)
        # The clock starts when it has begun to ask: importing the clients takes longer than the rest.
        while not hub.requests and process.poll() is None:
            time.sleep(0.01)
        time.sleep(luck.uniform(0.0, 0.9))
        ended = process.poll() is not None
        process.kill()
        output = process.communicate()
        asked = {path for method, _, path, _ in hub.requests if method == "GET"}
        assert not asked & done_before, "a finished file was downloaded again"
        assert not ended or process.returncode == 0, output
        if ended:
            break
        assert not ModelStore(Settings(home=tmp_path)).list()
        kills += 1
    hub._faults.clear()
    process = start(hub, tmp_path, source)
    output = process.communicate(timeout=60)
    assert process.returncode == 0, output
    assert complete(tmp_path, repo)
    assert kills == 10
    # What is lost at a kill is what was under way, not what had been written down.
    needed = sum(len(repo.files[path]) for path in NEEDED.values())
    sent = sum(hub.served.values())
    print(f"{source}: {kills} kills, {needed} bytes needed, {sent} sent ({sent / needed:.2f} x)")
    assert sent < 1.5 * needed


def test_ctrl_c_leaves_a_download_that_goes_on(hub, tmp_path):
    repo = hub.add(toy(megabytes=1))
    unet = NEEDED["unet/diffusion_pytorch_model.safetensors"]
    hub.fault(unet, Fault(rate=400_000))
    process = start(hub, tmp_path)
    while hub.served[unet] < 300_000 and process.poll() is None:
        time.sleep(0.02)
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)
    assert process.returncode != 0
    assert time.monotonic() - began < 5
    assert not ModelStore(Settings(home=tmp_path)).list()
    process = start(hub, tmp_path)
    assert process.communicate(timeout=60)[0].strip() == b"done"
    assert complete(tmp_path, repo)
    assert hub.downloads(unet)[-1].startswith("bytes=")


def test_ctrl_c_while_the_hub_is_silent(hub, tmp_path):
    hub.add(toy())
    unet = NEEDED["unet/diffusion_pytorch_model.safetensors"]
    hub.fault(unet, Fault(cut=100, silent=25.0))
    process = start(hub, tmp_path)
    while not hub.downloads(unet) and process.poll() is None:
        time.sleep(0.02)
    time.sleep(0.3)
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)
    assert process.returncode != 0
    assert time.monotonic() - began < 6


def test_two_processes_do_not_harm_each_other(hub, tmp_path):
    """The second waits, finds it installed, and downloads nothing."""
    repo = hub.add(toy(megabytes=1))
    hub.fault(NEEDED["unet/diffusion_pytorch_model.safetensors"], Fault(rate=3_000_000, times=-1))
    both = [start(hub, tmp_path), start(hub, tmp_path)]
    for process in both:
        assert process.communicate(timeout=60)[0].strip() == b"done"
    assert complete(tmp_path, repo)
    assert sum(hub.served.values()) == sum(len(repo.files[path]) for path in NEEDED.values())


def test_the_waiting_process_goes_on_when_the_first_is_killed(hub, tmp_path):
    repo = hub.add(toy(megabytes=1))
    unet = NEEDED["unet/diffusion_pytorch_model.safetensors"]
    hub.fault(unet, Fault(rate=400_000))
    first = start(hub, tmp_path)
    while hub.served[unet] < 200_000 and first.poll() is None:
        time.sleep(0.02)
    second = start(hub, tmp_path)
    listed = sum(path == "listing" for _, _, path, _ in hub.requests)
    while sum(path == "listing" for _, _, path, _ in hub.requests) == listed and second.poll() is None:
        time.sleep(0.02)
    first.kill()
    first.communicate()
    assert second.communicate(timeout=60)[0].strip() == b"done"
    assert complete(tmp_path, repo)
