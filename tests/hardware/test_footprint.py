"""What is counted agrees with what is known of full-size models and with what tiny ones really take."""

import json

import pytest

from castalia.hardware.counts import CountCache
from castalia.hardware.footprint import Size, footprint
from castalia.models.catalogue import entries, find
from castalia.models.model import Entry, Model

pytest.importorskip("diffusers")
TOLERANCE = 0.15


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return CountCache(tmp_path_factory.mktemp("counts"))


def counted(name, cache):
    found = footprint(find(name), cache)
    return sum(found.weights(part, "bf16").parameters for part in found.names)


def test_full_size_sdxl_weighs_what_the_catalogue_says(cache):
    entry = find("sdxl")
    found = footprint(entry, cache)
    for precision in ("fp32", "fp16"):
        size = sum(found.weights(part, precision).bytes for part in found.names)
        assert size == pytest.approx(entry.memory[precision], rel=0.01)
    assert counted("sdxl", cache) == 3_468_837_867


def test_the_work_of_full_size_sdxl(cache):
    found = footprint(find("sdxl"), cache)
    step = found.work("unet", "bf16", Size(1024, 1024), 2, on_cpu=False)
    assert step.flops == pytest.approx(13.5e12, rel=0.01)
    assert found.work("vae", "bf16", Size(1024, 1024), 1, on_cpu=False).flops == pytest.approx(10.5e12, rel=0.01)


def test_counts_are_read_from_disk_and_survive_damage(cache):
    entry = find("sdxl")
    first = footprint(entry, cache).weights("unet", "bf16")
    again = CountCache(cache.folder)
    assert footprint(entry, again).weights("unet", "bf16") == first
    for file in cache.folder.glob("*.json"):
        file.write_text("{half")
    assert footprint(entry, CountCache(cache.folder)).weights("vae", "bf16").parameters == 83_653_863


def test_what_cannot_be_counted_comes_from_the_catalogue():
    unknown = Entry(
        id="x",
        title="X",
        about="",
        kind="image",
        family="unheard-of",
        parameters=2_000_000_000,
        width=1024,
        height=1024,
    )
    found = footprint(unknown, CountCache(None))
    assert not found.counted
    assert sum(found.weights(part, "bf16").bytes for part in found.names) == pytest.approx(4e9, rel=0.01)


def test_every_entry_of_the_catalogue_has_a_footprint():
    for entry in entries().values():
        if entry.kind in ("image", "video"):
            assert footprint(entry, CountCache(None)).names


def model_of(folder, family):
    return Model(id=family, path=folder, kind="image", family=family)


def allocated(call):
    """The most bytes that torch has allocated at the same time while something ran."""
    import torch

    call()
    with torch.profiler.profile(activities=[torch.profiler.ProfilerActivity.CPU], profile_memory=True) as profile:
        call()
    now = most = 0
    for event in sorted(profile.profiler.kineto_results.events(), key=lambda event: event.start_ns()):
        if event.name() == "[memory]":
            now += event.nbytes()
            most = max(most, now)
    return most


RUNS = {
    "sd15": ("sd15", {"height": 256, "width": 256}),
    "sdxl": ("sdxl", {"height": 256, "width": 256}),
    "sd3": ("sd3", {"height": 256, "width": 256}),
    "flux": ("flux", {"height": 256, "width": 256, "guidance_scale": 0.0}),
    "pixart": ("pixart-sigma", {"height": 256, "width": 256, "use_resolution_binning": False}),
}


@pytest.mark.parametrize("name", RUNS)
def test_the_predicted_peak_of_a_real_run_is_within_15_percent(name, tiny, cache):
    import diffusers
    import torch

    from castalia.hardware.machine import GIB, Machine
    from castalia.hardware.planner import plan
    from castalia.recipes import Image

    family, given = RUNS[name]
    folder = tiny(name)
    pipe = diffusers.DiffusionPipeline.from_pretrained(folder, local_files_only=True)
    pipe.set_progress_bar_config(disable=True)
    held = {
        tensor.data_ptr(): tensor.nbytes
        for part in pipe.components.values()
        if isinstance(part, torch.nn.Module)
        for tensor in part.state_dict().values()
    }
    weights = sum(held.values())
    machine = Machine(cpu="any", cores=1, memory=64 * GIB, free=64 * GIB)
    recipe = Image.make(prompt="a cat", width=256, height=256, precision="fp32", steps=2)
    expected = plan(recipe, model_of(folder, family), machine, home=cache.folder)
    assert expected.counted
    assert expected.weight_bytes == pytest.approx(weights, rel=0.01)
    measured = weights + allocated(lambda: pipe("a cat", num_inference_steps=2, output_type="pt", **given))
    print(f"\n{name}: expected {expected.peak / 2**20:.2f} MiB, measured {measured / 2**20:.2f} MiB, "
          f"{expected.peak / measured - 1:+.1%}")  # fmt: skip
    assert expected.peak == pytest.approx(measured, rel=TOLERANCE)


def test_a_folder_counts_for_itself_not_for_its_family(tiny, cache):
    found = footprint(model_of(tiny("sdxl"), "sdxl"), cache)
    config = json.loads((tiny("sdxl") / "unet" / "config.json").read_text())
    assert found.architecture.networks["unet"].config == config
    assert found.weights("unet", "fp32").parameters < 10_000_000
