"""Why a plan is as it is: one line in plain words for each choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from castalia.hardware.machine import GIB

if TYPE_CHECKING:
    from castalia.hardware.costs import Pricer
    from castalia.hardware.plan import Plan
    from castalia.hardware.planner import Planner, Priced


def size(count: float) -> str:
    """Bytes in words: `6.5 GiB`, `340 MiB`."""
    if count >= GIB:
        return f"{count / GIB:.1f} GiB"
    return f"{count / 2**20:.0f} MiB"


def duration(seconds: float) -> str:
    """Seconds in words: `0.4 s`, `12 s`, `3 min`, `2 h`."""
    for limit, unit, word in ((90, 1, "s"), (5400, 60, "min"), (172800, 3600, "h")):
        if seconds < limit:
            value = seconds / unit
            return f"{value:.1f} {word}" if value < 10 else f"{value:.0f} {word}"
    return f"{seconds / 86400:.0f} days"


def short(plan: Plan) -> str:
    """A plan in a few words: `bf16, model offload, tiled VAE`."""
    parts = [plan.precision if plan.weights == "same" else f"{plan.precision} with {plan.weights} weights"]
    parts += [f"{plan.offload} offload"] if plan.offload != "none" else []
    parts += ["VAE picture by picture"] if plan.vae_slicing else []
    parts += ["tiled VAE"] if plan.vae_tiling else []
    parts += ["branches one by one"] if not plan.cfg_batching else []
    parts += ["sliced attention"] if plan.attention == "sliced" else []
    parts += [f"{plan.batch} of {plan.pictures} pictures at a time"] if plan.batch < plan.pictures else []
    return f"{', '.join(parts)} on {plan.device}{' with OpenVINO' if plan.runtime == 'openvino' else ''}"


def of(planner: Planner, pricer: Pricer, way: Priced, ways: list[Priced]) -> dict[str, str]:
    """Choice -> reason."""
    return {
        "device": _device(planner, way, ways),
        "precision": _precision(planner, way),
        "weights": _weights(planner, way, ways),
        "offload": _offload(planner, way, ways),
        "vae": _vae(way, ways),
        "attention": _attention(way),
        "batch": _batch(pricer, way, ways),
        "cfg_batching": _branches(pricer, way, ways),
        "size": _size(planner, pricer, way),
        **_figures(planner, way),
    }


def notes(planner: Planner, way: Priced) -> tuple[str, ...]:
    """What else has to be said."""
    found = []
    if not way.fits:
        short_of = way.peak - way.usable
        if short_of > 0:
            found.append(
                f"does not fit: the least that is needed is {size(way.peak)}, {size(way.usable)} are usable; "
                "take a smaller size, a smaller model or a bigger machine"
            )
        else:
            found.append(
                f"does not fit: the weights need {size(way.cost.main_memory)} of main memory while they wait, "
                f"{size(planner.machine.free)} are free"
            )
    if planner.machine.assumed and planner.machine.gpus:
        found.append(f'main memory is taken as {size(planner.machine.memory)}; say it, as in "rtx4090 24G, 64G ram"')
    if not planner.needs.counted:
        found.append(
            "figures come from the catalogue and are rough: torch and diffusers are missing, or the family is not known"
        )
    return tuple(found)


def _figures(planner: Planner, way: Priced) -> dict[str, str]:
    """What the expected figures rest on besides counting."""
    runs = planner.history.count(planner.model.id, planner._hardware(way.choice.device)) if planner.history else 0
    said = f"corrected by {runs} earlier run{'s' if runs > 1 else ''} of {planner.model.id} here"
    return {"figures": said} if runs else {}


def _device(planner: Planner, way: Priced, ways: list[Priced]) -> str:
    gpu = planner.machine.gpu(way.choice.device)
    if gpu is None:
        if planner.asked:
            return "the processor was asked for"
        if not planner.machine.gpus:
            return f"there is no GPU; the processor has {planner.machine.cores} cores and {size(way.usable)} usable"
        return "no GPU here has memory enough, even with all that saves memory"
    if planner.asked:
        return f"{gpu.name} was asked for; {size(way.usable)} of it are usable"
    if len(planner.machine.gpus) > 1:
        return f"the first done of {len(planner.machine.gpus)} GPUs, as expected; {size(way.usable)} are usable"
    return f"{gpu.name} with {size(way.usable)} usable is faster than the processor"


def _precision(planner: Planner, way: Priced) -> str:
    choice = way.choice
    gpu = planner.machine.gpu(choice.device)
    if planner.precision == choice.precision:
        return "asked for"
    if gpu is None:
        if choice.precision == "fp32":
            return (
                "exact, and the processor has no faster format"
                if not planner.machine.cpu_bf16
                else "exact, and fast enough"
            )
        if planner.machine.cpu_bf16:
            return "the processor multiplies bf16 natively, with half the memory"
        return "fp32 does not fit; bf16 takes half the memory and is slower on this processor"
    if choice.precision == "bf16":
        return f"half the memory of fp32, at full speed on {gpu.name}, without the overflows of fp16"
    return f"half the memory of fp32; {gpu.name} has no bf16"


def _least(ways: list[Priced], like: Priced, **fields: object) -> Priced | None:
    """The way with the smallest peak among those of the same device that have certain fields."""
    same = [
        way
        for way in ways
        if way.choice.device == like.choice.device and all(getattr(way.choice, k) == v for k, v in fields.items())
    ]
    return min(same, key=lambda way: way.peak, default=None)


def _weights(planner: Planner, way: Priced, ways: list[Priced]) -> str:
    if way.choice.weights == "same":
        return f"{size(way.cost.weight_bytes)} as they are computed with; 8 bits are not needed"
    if planner.precision == way.choice.weights:
        return "asked for"
    other = _least(ways, way, weights="same", offload=way.choice.offload)
    needs = f"16 bits would need {size(other.peak)} with the same offload" if other else "16 bits do not fit"
    return f"{needs}; in 8 bits it is {size(way.peak)}, at a small loss"


def _offload(planner: Planner, way: Priced, ways: list[Priced]) -> str:
    choice = way.choice
    if planner.offload == choice.offload:
        return "asked for"
    if planner.machine.gpu(choice.device) is None:
        return "weights are in main memory anyway"
    if choice.offload == "none":
        return f"all weights and the largest stage need {size(way.peak)} of {size(way.usable)} usable"
    whole = _least(ways, way, offload="none", weights=choice.weights, precision=choice.precision)
    if whole and whole.fits:
        return f"as fast as all at once, and needs {size(way.peak)} in place of {size(whole.peak)}"
    why = (
        f"all at once would need {size(whole.peak)}, {size(way.usable)} are usable"
        if whole
        else "all at once does not fit"
    )
    if choice.offload == "model":
        return f"{why}; one network at a time needs {size(way.peak)}"
    single = _least(ways, way, offload="model", weights=choice.weights, precision=choice.precision)
    why = (
        f"one network at a time would need {size(single.peak)}, {size(way.usable)} are usable"
        if single and not single.fits
        else why
    )
    how = "layer by layer, fetched ahead" if choice.offload == "group" else "layer by layer"
    return f"{why}; {how}, needs {size(way.peak)}"


def _vae(way: Priced, ways: list[Priced]) -> str:
    choice = way.choice
    if not choice.slicing and not choice.tiling:
        return f"decodes at once, which takes {size(_decoding(way))} beside the weights"
    plain = _least(
        ways, way, slicing=False, tiling=False, offload=choice.offload, weights=choice.weights, batch=choice.batch
    )
    why = f"at once would take {size(_decoding(plain))}" if plain else "at once does not fit"
    how = " and ".join(["one at a time"] * choice.slicing + ["in tiles"] * choice.tiling)
    return f"{why} beside the weights; {how} takes {size(_decoding(way))}"


def _decoding(way: Priced) -> int:
    """Bytes that decoding takes beside the weights that lie on the device anyway."""
    return way.cost.stages[2][2] - (way.cost.weight_bytes if way.choice.offload == "none" else 0)


def _attention(way: Priced) -> str:
    if way.choice.attention == "sliced":
        return "the whole attention matrix does not fit, and this backend would write it out"
    return "the fused kernel of torch: fastest, and never writes the matrix out"


def _batch(pricer: Pricer, way: Priced, ways: list[Priced]) -> str:
    pictures, batch = pricer.run.pictures, way.choice.batch
    if pictures == 1:
        return "one picture" if not pricer.run.size.frames else "one clip"
    if batch == pictures:
        return f"all {pictures} fit into one pass"
    whole = _least(ways, way, batch=pictures, offload=way.choice.offload)
    if whole is None or whole.fits:
        return f"{batch} at a time is as fast as all {pictures}"
    return f"all {pictures} at once would need {size(whole.peak)}; {batch} at a time need {size(way.peak)}"


def _branches(pricer: Pricer, way: Priced, ways: list[Priced]) -> str:
    if not pricer.run.guided:
        return "there is one branch only: no guidance"
    if way.choice.cfg_batching:
        return "both branches of guidance in one pass: fewer launches"
    both = _least(ways, way, cfg_batching=True, offload=way.choice.offload, weights=way.choice.weights)
    if both is None or both.fits:
        return "one after the other is as fast here"
    return f"both branches in one pass would need {size(both.peak)}"


def _size(planner: Planner, pricer: Pricer, way: Priced) -> str:
    wanted, got = planner.wish.run.size, pricer.run.size
    open_ = planner.wish.open_frames or planner.wish.open_size
    shown = f"{got.width}x{got.height}" + (f", {got.frames} frames" if got.frames else "")
    if got == wanted:
        return f"{shown}: what the model is made for" if _left_open(planner) else f"{shown}: asked for"
    assert open_
    full = f"{wanted.width}x{wanted.height}, {wanted.frames} frames"
    if way.choice.device == "cpu":
        return f"{shown}: {full} would take too long or not fit on a processor"
    return f"{shown}: the most that fits of what the model is made for ({full})"


def _left_open(planner: Planner) -> bool:
    return getattr(planner.recipe, "width", None) is None and getattr(planner.recipe, "height", None) is None
