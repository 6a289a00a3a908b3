"""UNets on OpenVINO: the same pictures within the precision, converted once, and only where it fits."""

import numpy as np
import pytest

pytest.importorskip("openvino", reason="OpenVINO is not installed")
torch = pytest.importorskip("torch", reason="torch is not installed")

from castalia.engines.diffusion import openvino  # noqa: E402
from castalia.hardware.machine import GIB, Machine  # noqa: E402
from castalia.hardware.plan import Plan  # noqa: E402
from castalia.hardware.runtime import with_openvino  # noqa: E402
from castalia.recipes import Image  # noqa: E402


def pipeline(folder):
    from diffusers import DiffusionPipeline

    pipe = DiffusionPipeline.from_pretrained(folder, local_files_only=True)
    pipe.set_progress_bar_config(disable=True)
    return pipe


def drawn(pipe, **fields):
    given = {"width": 64, "height": 64, "num_inference_steps": 3, "output_type": "np", **fields}
    return pipe("a red fox", generator=torch.Generator("cpu").manual_seed(3), **given).images


@pytest.mark.slow
@pytest.mark.parametrize("name", ["sd15", "sdxl"])
def test_same_picture_in_fp32_and_near_in_bf16(name, tiny, tmp_path):
    ours = pipeline(tiny(name))
    expected, expected_wide = drawn(ours), drawn(ours, width=128, height=64)
    for precision, tolerance in (("fp32", 1e-4), ("bf16", 0.06)):
        pipe = pipeline(tiny(name))
        assert openvino.unsuited(pipe, 64, 64) == ""
        openvino.accelerate(pipe, name, tmp_path, precision)
        assert np.abs(drawn(pipe) - expected).max() < tolerance
        assert np.abs(drawn(pipe, width=128, height=64) - expected_wide).max() < tolerance, "another size"
        assert np.array_equal(drawn(pipe), drawn(pipe)), "two runs are equal"
    assert len(list(tmp_path.glob("*.xml"))) == 1, "converted once for both precisions"
    assert {path.suffix for path in tmp_path.iterdir()} == {".xml", ".bin"}, "nothing half-written is left"


def test_what_does_not_fit_is_said(tiny):
    assert "multiples of" in openvino.unsuited(pipeline(tiny("sd15")), 64, 72)
    assert "only UNets" in openvino.unsuited(pipeline(tiny("flux")), 64, 64)


def plan(**changes):
    given = {"device": "cpu", "precision": "fp32", "family": "sd15", "width": 512, "height": 512, "seconds": 60.0,
             "raw_seconds": 60.0, "stages": (("text", 1.0, 1), ("denoise", 54.0, 1), ("decode", 5.0, 1))}  # fmt: skip
    return Plan(**{**given, **changes})


MACHINE = Machine(cpu="any", cores=2, memory=16 * GIB, free=16 * GIB, cpu_bf16=True)


def test_a_long_run_on_a_processor_with_bf16_is_compiled():
    found = with_openvino(plan(), Image.make(prompt="a fox"), MACHINE)
    assert (found.runtime, found.precision) == ("openvino", "bf16")
    assert 20 < found.seconds < 40
    assert "OpenVINO" in found.reasons["runtime"]


@pytest.mark.parametrize(
    ("changes", "fields", "native"),
    [
        ({"raw_seconds": 1.0}, {}, True),
        ({"device": "cuda"}, {}, True),
        ({"family": "flux"}, {}, True),
        ({"width": 520}, {}, True),
        ({"weights": "fp8"}, {}, True),
        ({}, {"precision": "fp32"}, True),
        ({}, {"lora": ("a",)}, True),
        ({}, {"seamless": True}, True),
        ({}, {}, False),
    ],
)
def test_everything_else_stays_with_torch(changes, fields, native):
    machine = Machine(cpu="any", cores=2, memory=16 * GIB, free=16 * GIB, cpu_bf16=native)
    before = plan(**changes)
    assert with_openvino(before, Image.make(prompt="a fox", **fields), machine) == before
