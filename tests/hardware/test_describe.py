"""Machines in words, and this machine as it is."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from castalia.errors import BadInput
from castalia.hardware.describe import describe
from castalia.hardware.gpus import CARDS, card
from castalia.hardware.machine import GIB
from castalia.hardware.probe import memory, probe
from castalia.settings import Settings


@pytest.mark.parametrize(
    ("words", "name", "gigabytes", "count"),
    [
        ("rtx4090 24G", "RTX 4090", 24, 1),
        ("2x a100 80G", "A100", 80, 2),
        ("a100 40GB x 2", "A100", 40, 2),
        ("8 GB gpu", "GPU", 8, 1),
        ("m3 max 64G", "M3 Max", 64, 1),
        ("H100", "H100", 80, 1),
        ("NVIDIA GeForce RTX 3060 12GB, 64G ram", "RTX 3060", 12, 1),
        ("NVIDIA H100 80GB HBM3", "H100", 80, 1),
        ("4070 ti super", "RTX 4070 Ti Super", 16, 1),
    ],
)
def test_a_gpu_in_words(words, name, gigabytes, count):
    gpus = describe(words).gpus
    assert [(g.name, g.memory // GIB) for g in gpus] == [(name, gigabytes)] * count


def test_a_processor_in_words():
    machine = describe("cpu 16G, 12 cores")
    assert (machine.gpus, machine.memory, machine.cores) == ((), 16 * GIB, 12)


def test_main_memory_is_said_or_assumed():
    assert describe("rtx4090, 64G ram").memory == 64 * GIB
    assert describe("rtx4090").assumed
    assert not describe("m3 max 64G").assumed


@pytest.mark.parametrize(
    ("words", "hint"),
    [("rtx 4009", "RTX 4090"), ("a1000", "A100"), ("banana", "8 GB gpu"), ("gpu", "rtx4090"), ("", "rtx4090 24G")],
)
def test_what_is_not_understood_gets_a_way_out(words, hint):
    with pytest.raises(BadInput) as error:
        describe(words)
    assert hint in error.value.hint


@given(st.text(max_size=40))
def test_any_text_gives_a_machine_or_an_explained_error(words):
    try:
        assert describe(words).memory > 0
    except BadInput as error:
        assert error.hint


def test_the_table_knows_its_own_names():
    assert len(CARDS) > 40
    for known in CARDS:
        assert card(known.name) is known
        assert card(f"NVIDIA GeForce {known.name}") is known
        assert known.tflops > 0
        assert known.bandwidth > 0


def test_this_machine(tmp_path):
    machine = probe(Settings(home=tmp_path / "not" / "there"))
    assert 0 < machine.free <= machine.memory
    assert machine.cores >= 1
    assert machine.disk_free > 0
    assert machine.cpu


def test_a_container_has_the_memory_it_is_allowed(tmp_path, monkeypatch):
    from castalia.hardware import probe as module

    (tmp_path / "memory.max").write_text(str(GIB))
    (tmp_path / "memory.current").write_text(str(GIB // 2))
    (tmp_path / "memory.stat").write_text(f"inactive_file {GIB // 4}\n")
    monkeypatch.setattr(module, "CGROUP", tmp_path)
    monkeypatch.setattr(module, "_read", lambda path: path.read_text() if path.exists() and path.is_file() else "")
    assert memory() == (GIB, 3 * GIB // 4)


def test_nvidia_smi_is_read_without_torch(tmp_path, monkeypatch):
    from castalia.hardware import probe as module

    program = tmp_path / "nvidia-smi"
    program.write_text(
        "#!/bin/sh\necho '0, GPU-1, NVIDIA GeForce RTX 2060, 6144, 5000, 7.5'\n"
        "echo '1, GPU-2, NVIDIA GeForce RTX 4090, 24564, 24000, 8.9'\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "1,0")
    monkeypatch.delitem(sys.modules, "torch", raising=False)
    first, second = module.gpus(0)
    assert (first.name, first.free, first.bf16, first.fp8) == ("NVIDIA GeForce RTX 4090", 24000 << 20, True, True)
    assert (second.bf16, second.tflops) == (False, 25.8)
