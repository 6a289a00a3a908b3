"""Plans: what fits, why, in which order things are given up, and what the past has to say."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from castalia.errors import BadInput, CastaliaError, OutOfMemory
from castalia.hardware.describe import describe
from castalia.hardware.history import MOST, History, Measured
from castalia.hardware.machine import GIB, Gpu, Machine
from castalia.hardware.planner import plan, step_down
from castalia.models.catalogue import find
from castalia.recipes import Image, Video

pytest.importorskip("diffusers")
CAT = Image.make(prompt="a cat")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def sdxl(home):
    def planned(on, history=None, device="auto", **fields):
        machine = describe(on) if isinstance(on, str) else on
        recipe = CAT.with_fields(**fields) if fields else CAT
        return plan(recipe, find("sdxl"), machine, home=home, history=history, device=device)

    return planned


def with_memory(free: int) -> Machine:
    gpu = Gpu("RTX 4070", 48 * GIB, free, tflops=58.3, bandwidth=504e9)
    return Machine(cpu="any", cores=8, memory=64 * GIB, free=64 * GIB, gpus=(gpu,), cpu_gflops=320)


def test_the_ladder_of_sdxl_from_24_gib_down(sdxl):
    found = {n: sdxl(f"rtx3060 {n}G") for n in (24, 16, 12, 8, 6, 4)}
    assert [found[n].offload for n in (24, 16, 12)] == ["none"] * 3
    assert found[24].precision == "bf16"
    assert found[4].offload in ("group", "sequential")
    assert all(p.fits for p in found.values())
    times = [p.seconds for p in found.values()]
    assert times == sorted(times)


def test_sdxl_on_a_processor(sdxl):
    assert sdxl("cpu 32G").device == "cpu"
    assert sdxl("cpu 32G").precision == "fp32"
    assert sdxl("cpu 12G").precision == "bf16"
    small = sdxl("cpu 4G")
    assert not small.fits
    assert "does not fit" in small.notes[0]


@settings(max_examples=60, deadline=None)
@given(st.integers(512, 24 * 1024), st.integers(0, 8 * 1024), st.integers(1, 6), st.booleans())
def test_more_memory_never_gives_a_worse_plan(sdxl, mib, more, pictures, guided):
    fields = {"batch": pictures, "guidance_scale": 5.0 if guided else 0.0}
    less, better = (sdxl(with_memory(size << 20), **fields) for size in (mib, mib + more))
    assert better.fits >= less.fits
    if less.fits and less.device == better.device:
        price = [p.seconds * (2 if p.weights != "same" else 1) * (1.02 if p.vae_tiling else 1) for p in (less, better)]
        assert price[1] <= price[0] * 1.0001


@settings(max_examples=60, deadline=None)
@given(st.integers(256, 40 * 1024), st.integers(256, 64 * 1024), st.sampled_from([512, 1024]), st.integers(1, 5))
def test_the_peak_stays_within_the_memory_or_the_plan_says_that_it_does_not_fit(sdxl, vram, ram, side, pictures):
    machine = replace(with_memory(vram << 20), free=ram << 20)
    found = sdxl(machine, width=side, height=side, batch=pictures)
    room = machine.free if found.device == "cpu" else vram << 20
    if found.fits:
        assert found.peak <= found.usable <= room
        assert found.peak == max(peak for _, _, peak in found.stages)
    else:
        assert "does not fit" in found.notes[0]
    assert all(reason for reason in found.reasons.values())
    assert {"device", "precision", "weights", "offload", "vae", "attention", "batch", "cfg_batching", "size"} == set(
        found.reasons
    )


def test_stepping_down_ends_and_always_needs_less(sdxl):
    found, seen = sdxl("rtx4090"), []
    while (lower := step_down(found)) is not None:
        assert lower.peak < found.peak
        assert "stepped down" in lower.notes[-1]
        assert lower.device == "cuda"
        seen.append(found := lower)
    assert len(seen) > 2
    assert seen[-1].peak < GIB


def test_what_is_asked_for_is_obeyed(sdxl):
    assert sdxl("rtx4090", precision="fp16").precision == "fp16"
    assert sdxl("rtx4090", precision="fp32").precision == "fp32"
    assert sdxl("rtx4090", precision="fp8").weights == "fp8"
    assert sdxl("rtx4090", offload="sequential").offload == "sequential"
    assert sdxl("rtx4090", device="cpu").device == "cpu"
    assert sdxl("rtx4090", precision="fp16").reasons["precision"] == "asked for"


@pytest.mark.parametrize(
    ("on", "fields", "error"),
    [
        ("cpu 32G", {"offload": "model"}, BadInput),
        ("t4", {"precision": "bf16"}, BadInput),
        ("m2 16G", {"precision": "fp8"}, BadInput),
        ("4G gpu, 4G ram", {"precision": "fp32"}, CastaliaError),
    ],
)
def test_what_cannot_work_is_refused_with_a_way_out(sdxl, on, fields, error):
    try:
        found = sdxl(on, **fields)
    except error as refused:
        assert refused.hint
    else:
        assert not found.fits


def test_a_wish_that_does_not_fit_is_refused_where_another_way_does(sdxl):
    with pytest.raises(OutOfMemory) as error:
        sdxl("6G gpu, 6G ram", precision="bf16", offload="none", device="cuda", width=2048, height=2048)
    assert "leave it open" in error.value.hint


def test_a_device_that_is_not_there(sdxl):
    with pytest.raises(BadInput) as error:
        sdxl("rtx4090", device="cuda:1")
    assert "cuda" in error.value.hint
    assert sdxl("2x rtx4090", device="cuda:1").device == "cuda:1"


def test_free_memory_decides_how_long_a_clip_is(home):
    entry = find("modelscope-t2v-1.7b")
    film = Video.make(prompt="a horse")
    sizes = [plan(film, entry, with_memory(gib << 30), home=home) for gib in (1, 2, 4, 8)]
    volumes = [p.width * p.height * p.num_frames for p in sizes]
    assert volumes == sorted(volumes)
    fixed = plan(film.with_fields(num_frames=8, width=256, height=256), entry, with_memory(8 << 30), home=home)
    assert (fixed.num_frames, fixed.width) == (8, 256)


def test_the_past_corrects_the_next_plan(sdxl, tmp_path):
    past = History(tmp_path)
    first = sdxl("rtx3060", history=past)
    for _ in range(3):
        past.record(first, Measured(seconds=first.seconds * 2, peak=int(first.peak * 1.1)))
    second = sdxl("rtx3060", history=History(tmp_path))
    assert second.seconds == pytest.approx(first.seconds * 2, rel=0.3)
    assert "corrected by 3 earlier runs" in second.reasons["figures"]
    past.record(second, Measured(seconds=first.seconds * 2, peak=int(first.peak * 1.1)))
    third = sdxl("rtx3060", history=History(tmp_path))
    assert third.seconds == pytest.approx(second.seconds, rel=0.01), "a correction is not corrected again"


def test_what_ran_out_of_memory_is_not_planned_again(sdxl, tmp_path):
    past = History(tmp_path)
    first = sdxl("rtx3060", history=past)
    past.record(first, Measured(out_of_memory=True))
    second = sdxl("rtx3060", history=History(tmp_path))
    assert second.peak < first.peak
    assert sdxl("rtx4090", history=History(tmp_path)).peak == sdxl("rtx4090").peak, "another card is another story"


def test_a_history_survives_crashes_and_stays_small(sdxl, tmp_path):
    past = History(tmp_path)
    found = sdxl("rtx3060")
    past.record(found, Measured(seconds=1.0, peak=GIB))
    with past.path.open("ab") as file:
        file.write(b'{"at": 1, "model": "torn\xff')
    past.record(found, Measured(seconds=3.0, peak=GIB))
    past.path.write_bytes(past.path.read_bytes() + b"\nnull\n[1]\n{}\n")
    lines = History(tmp_path).lines
    assert [line.seconds for line in lines] == [1.0, 3.0]
    assert lines[0].peak_error == pytest.approx(found.peak / GIB - 1)
    past.path.write_bytes(past.path.read_bytes() * (3 * MOST // 2))
    past.record(found, Measured(seconds=4.0))
    assert len(History(tmp_path).lines) <= MOST
    assert History(tmp_path).lines[-1].seconds == 4.0
    assert past.path.stat().st_size < MOST * 1000


def test_a_disk_that_is_full_does_not_stop_a_run(sdxl, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    History(blocked).record(sdxl("rtx3060"), Measured(seconds=1.0))
    assert History(blocked).lines == []


def test_a_plan_is_plain_json(sdxl):
    import json

    data = json.loads(json.dumps(sdxl("rtx4090").to_dict()))
    assert data["offload"] == "none"
    assert "ladder" not in data
