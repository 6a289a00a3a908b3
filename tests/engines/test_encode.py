"""Prompts for real pipelines: a plain prompt is exactly the pipeline's own, everything else is what it should be."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

torch = pytest.importorskip("torch")
diffusers = pytest.importorskip("diffusers")

from castalia.engines.diffusion.clip_text import BACKTRACK, Clip, chunked  # noqa: E402
from castalia.engines.diffusion.composed import composed  # noqa: E402
from castalia.engines.diffusion.encode import encode  # noqa: E402
from castalia.errors import BadInput  # noqa: E402
from castalia.prompts.weights import parse  # noqa: E402

CLASSES = {
    "sd15": ("sd15", "StableDiffusionPipeline"),
    "sdxl": ("sdxl", "StableDiffusionXLPipeline"),
    "sd3": ("sd3", "StableDiffusion3Pipeline"),
    "flux": ("flux", "FluxPipeline"),
    "pixart": ("pixart-sigma", "PixArtSigmaPipeline"),
    "wan": ("wan", "WanPipeline"),
    "t2v": ("modelscope-t2v", "TextToVideoSDPipeline"),
}
SWAPS = ("sd15", "sdxl", "sd3", "flux", "wan")
COMMA = 9


@pytest.fixture(scope="module")
def pipes(tiny):
    torch.set_num_threads(1)
    loaded = {}

    def get(name):
        if name not in loaded:
            pipe = getattr(diffusers, CLASSES[name][1]).from_pretrained(tiny(name))
            pipe.set_progress_bar_config(disable=True)
            loaded[name] = pipe
        return loaded[name]

    return get


def draw(name, pipe, steps=2, **arguments):
    """Latents of a small run."""
    size = {"num_frames": 5} if name in ("wan", "t2v") else {}
    size |= {"use_resolution_binning": False} if name == "pixart" else {}
    made = pipe(
        width=64, height=64, num_inference_steps=steps, output_type="latent", generator=torch.manual_seed(3),
        **size, **arguments,
    )[0]  # fmt: skip
    return made[0] if isinstance(made, list) else made


@pytest.mark.parametrize("name", CLASSES)
def test_a_plain_prompt_is_exactly_the_pipelines_own(pipes, name):
    pipe, family = pipes(name), CLASSES[name][0]
    for negative in ("", "blurry"):
        theirs = {"prompt": "a red fox"} | ({"negative_prompt": negative} if negative else {})
        ours = encode(pipe, family, "a red fox", negative)
        assert ours.notes == ()
        assert torch.equal(draw(name, pipe, **theirs), draw(name, pipe, **ours.arguments))


@pytest.mark.parametrize("skip", [1, 2])
def test_clip_skip_is_that_of_diffusers(pipes, skip):
    """The second last layer with the last norm for SD; SDXL takes the second last anyway, without a norm."""
    pipe = pipes("sdxl")
    ours = encode(pipe, "sdxl", "a red fox", clip_skip=skip)
    theirs = pipe.encode_prompt("a red fox", device="cpu", num_images_per_prompt=1, do_classifier_free_guidance=True,
                                clip_skip=skip)  # fmt: skip
    assert torch.equal(ours.arguments["prompt_embeds"], theirs[0])
    pipe = pipes("sd15")
    ours = encode(pipe, "sd15", "a red fox", "bad", clip_skip=skip)
    tokens = pipe.tokenizer("a red fox", padding="max_length", max_length=77, return_tensors="pt").input_ids
    with torch.no_grad():
        layers = pipe.text_encoder(tokens, output_hidden_states=True).hidden_states
        norm = getattr(pipe.text_encoder, "text_model", pipe.text_encoder).final_layer_norm
        assert torch.equal(ours.arguments["prompt_embeds"], norm(layers[-(skip + 1)]))
    plain = encode(pipe, "sd15", "a red fox", "bad").arguments
    assert torch.equal(ours.arguments["negative_prompt_embeds"], plain["negative_prompt_embeds"])


def test_too_much_clip_skip_is_refused(pipes):
    with pytest.raises(BadInput, match="clip_skip"):
        encode(pipes("sd15"), "sd15", "a (red:1.2) fox", clip_skip=11)


@pytest.mark.parametrize("name", ["sd15", "sdxl", "sd3"])
def test_our_chunks_give_what_the_pipeline_gives(pipes, name):
    """The path of weights and long prompts, taken with neither, is the pipeline's own."""
    pipe, family = pipes(name), CLASSES[name][0]
    plain = encode(pipe, family, "a red fox", "bad").arguments
    # An escaped bracket is no plain prompt, yet says the same as one without it.
    ours = encode(pipe, family, r"a re\d fox", "bad").arguments
    for key in plain:
        assert torch.equal(plain[key], ours[key]), key


def test_weights_multiply_and_the_mean_is_restored(pipes):
    pipe = pipes("sd15")
    plain = encode(pipe, "sd15", "a fox").arguments["prompt_embeds"]
    heavy = encode(pipe, "sd15", "a (fox:1.5)").arguments["prompt_embeds"]
    tokens = len(pipe.tokenizer("a", add_special_tokens=False).input_ids)
    factors = torch.ones(77)
    factors[1 + tokens : 1 + tokens + len(pipe.tokenizer("fox", add_special_tokens=False).input_ids)] = 1.5
    wanted = plain * factors[None, :, None]
    assert torch.allclose(heavy, wanted * (plain.mean() / wanted.mean()), atol=1e-6)


def test_the_emphasis_of_comfyui_moves_away_from_the_empty_prompt(pipes):
    pipe = pipes("sd15")
    plain = encode(pipe, "sd15", "fox").arguments["prompt_embeds"]
    empty = encode(pipe, "sd15", "").arguments["prompt_embeds"]
    heavy = encode(pipe, "sd15", "(fox:2)", emphasis="comfy").arguments["prompt_embeds"]
    assert torch.allclose(heavy[:, 1], 2 * plain[:, 1] - empty[:, 1], atol=1e-5)
    assert torch.equal(heavy[:, 0], plain[:, 0])
    assert torch.equal(heavy[:, 10:], plain[:, 10:])


@pytest.mark.parametrize("name", ["pixart", "flux", "sd3", "wan"])
def test_weights_reach_t5(pipes, name):
    pipe, family = pipes(name), CLASSES[name][0]
    plain = encode(pipe, family, "a red fox").arguments["prompt_embeds"]
    one = encode(pipe, family, "a (red:1.0) fox").arguments["prompt_embeds"]
    heavy = encode(pipe, family, "a (red:1.5) fox").arguments["prompt_embeds"]
    assert torch.equal(plain, one)
    assert heavy.shape == plain.shape
    changed = (heavy != plain).any(dim=-1)[0].nonzero().flatten().tolist()
    clip = 77 if name == "sd3" else 0
    assert [i for i in changed if i >= clip] == [clip + i for i in (2, 3, 4, 5)]  # its tokens are: ▁ a ▁ r e d


@pytest.mark.parametrize("name", ["sd15", "sdxl", "sd3", "t2v"])
def test_long_prompts_and_short_negative_ones_are_as_long(pipes, name):
    pipe, family = pipes(name), CLASSES[name][0]
    found = encode(pipe, family, "word, " * 40, "bad").arguments
    assert found["prompt_embeds"].shape == found["negative_prompt_embeds"].shape
    assert found["prompt_embeds"].shape[1] >= 3 * 77
    assert torch.isfinite(draw(name, pipe, **found)).all()
    first = encode(pipe, family, "word, " * 12).arguments
    if "pooled_prompt_embeds" in found:
        assert found["pooled_prompt_embeds"].shape == first["pooled_prompt_embeds"].shape


def test_break_begins_a_chunk(pipes):
    pipe = pipes("sd15")
    both = encode(pipe, "sd15", "a cat BREAK a dog").arguments["prompt_embeds"]
    for i, text in enumerate(("a cat", "a dog")):
        assert torch.equal(both[:, 77 * i : 77 * (i + 1)], encode(pipe, "sd15", text).arguments["prompt_embeds"])


def test_a_prompt_that_is_cut_off_says_so(pipes):
    assert "512 of which" in encode(pipes("flux"), "flux", "long " * 300).notes[0]


@pytest.mark.parametrize("name", SWAPS)
def test_the_prompt_changes_at_its_step(pipes, name):
    """A run that changes its prompt after two steps: a callback by hand gives the same."""
    pipe, family = pipes(name), CLASSES[name][0]
    found = encode(pipe, family, "a [cat:dog:2]", "bad", steps=4)
    assert [at for at, _ in found.later] == [2]
    seen = []

    def at_end(pipe, step, timestep, values):
        changed = found.swap(pipe, step, values)
        seen.extend((step, key) for key in changed)
        assert all(changed[key].shape == values[key].shape for key in changed)
        return changed

    changed = draw(name, pipe, 4, **found.arguments, callback_on_step_end=at_end,
                   callback_on_step_end_tensor_inputs=["latents", *found.tensors])  # fmt: skip
    assert seen == [(1, key) for key in found.tensors]
    cat = draw(name, pipe, 4, **encode(pipe, family, "a cat", "bad").arguments)
    dog = draw(name, pipe, 4, **encode(pipe, family, "a dog", "bad").arguments)
    assert not torch.equal(changed, cat)
    assert not torch.equal(changed, dog)
    # The same prompt on both sides changes nothing.
    same = encode(pipe, family, "a [cat:ca\\t:2]", "bad", steps=4)
    again = draw(name, pipe, 4, **same.arguments, callback_on_step_end=lambda p, i, t, v: same.swap(p, i, v),
                 callback_on_step_end_tensor_inputs=["latents", *same.tensors])  # fmt: skip
    assert torch.allclose(again, cat, atol=1e-5)


def test_a_schedule_works_for_several_pictures_at_once(pipes):
    pipe = pipes("sdxl")
    found = encode(pipe, "sdxl", "a [cat|dog]", steps=4)
    assert [at for at, _ in found.later] == [1, 2, 3]
    made = draw("sdxl", pipe, 4, **found.arguments, num_images_per_prompt=2,
                callback_on_step_end=lambda p, i, t, v: found.swap(p, i, v),
                callback_on_step_end_tensor_inputs=["latents", *found.tensors])  # fmt: skip
    assert made.shape[0] == 2


def test_without_guidance_there_is_no_negative(pipes):
    pipe = pipes("sd15")
    found = encode(pipe, "sd15", "a [cat:dog:1]", steps=2, guidance=False)
    made = draw("sd15", pipe, 2, **found.arguments, guidance_scale=1.0,
                callback_on_step_end=lambda p, i, t, v: found.swap(p, i, v),
                callback_on_step_end_tensor_inputs=["latents", *found.tensors])  # fmt: skip
    assert torch.isfinite(made).all()
    assert "negative_prompt_embeds" not in encode(pipe, "sd15", "a (b:1.1)", guidance=False).arguments


@pytest.mark.parametrize("name", ["pixart", "t2v"])
def test_a_model_that_cannot_change_its_prompt_says_so(pipes, name):
    found = encode(pipes(name), CLASSES[name][0], "a [cat:dog:2]", steps=4)
    assert "cannot change" in found.notes[0]
    assert found.later == ()


@pytest.mark.parametrize("name", ["sd15", "sdxl", "t2v"])
def test_prompts_joined_by_and(pipes, name):
    pipe, family = pipes(name), CLASSES[name][0]

    def drawn(prompt):
        found = encode(pipe, family, prompt, "bad")
        with composed(pipe, found):
            return draw(name, pipe, **found.arguments)

    alone = drawn("a cat")
    assert torch.allclose(drawn("a cat AND a dog :0"), alone, atol=1e-4)
    assert torch.allclose(drawn("a cat :0.5 AND a cat :0.5"), alone, atol=1e-4)
    assert not torch.allclose(drawn("a cat AND a dog"), alone, atol=1e-2)
    assert "forward" not in vars(pipe.unet) or pipe.unet.forward.__name__ == "forward"
    assert torch.equal(drawn("a cat"), alone)


def test_and_without_composition_says_so(pipes):
    found = encode(pipes("flux"), "flux", "a cat AND a dog :0.5")
    assert any("AND" in note for note in found.notes)


def test_a_word_of_several_vectors(pipes, tiny):
    pipe = diffusers.StableDiffusionPipeline.from_pretrained(tiny("sd15"))
    vectors = torch.randn(3, pipe.text_encoder.config.hidden_size, generator=torch.manual_seed(1))
    pipe.load_textual_inversion({"<style>": vectors}, token="<style>")
    plain = encode(pipe, "sd15", "a <style> fox").arguments["prompt_embeds"]
    ours = encode(pipe, "sd15", r"a <style> \fox").arguments["prompt_embeds"]
    assert torch.equal(plain, ours)
    clip = Clip(pipe.tokenizer, pipe.text_encoder, False, pipe.maybe_convert_prompt)
    fill = "x " * 73
    chunks = clip.chunks(parse(fill + "<style>"))
    assert [len(c) for c in chunks] == [73, 3]  # it does not fit into the rest of the chunk and stays whole


ids = st.lists(st.sampled_from([1, 2, 3, COMMA]), max_size=300)


@given(ids, st.integers(1, 4))
@settings(deadline=None)
def test_chunks_hold_every_token_once_and_in_order(tokens, size_of_word):
    units = [([(t, 1.0)] * (1 if t == COMMA else size_of_word), 0) for t in tokens]
    chunks = chunked(units, COMMA, 75)
    assert [i for c in chunks for i, _ in c] == [i for unit, _ in units for i, _ in unit]
    assert all(len(c) <= 75 for c in chunks)
    assert chunks


@given(st.integers(0, 74))
def test_text_after_a_comma_near_the_end_moves_on(at):
    tokens = [1] * at + [COMMA] + [2] * (100 - at)
    first = chunked([([(t, 1.0)], 0) for t in tokens], COMMA, 75)[0]
    near = 75 - at <= BACKTRACK
    assert len(first) == (at + 1 if near else 75)


def test_pipelines_that_take_less_get_less(pipes):
    """FLUX fill knows no negative prompt; the pipeline for edits encodes by itself."""
    from diffusers import FluxFillPipeline, StableDiffusionInstructPix2PixPipeline

    fill = FluxFillPipeline.from_pipe(pipes("flux"))
    found = encode(fill, "flux-fill", "a (fox:1.2)", "bad")
    assert set(found.arguments) == {"prompt_embeds", "pooled_prompt_embeds"}
    assert "takes no negative prompt" in found.notes[-1]
    edit = StableDiffusionInstructPix2PixPipeline(**pipes("sd15").components, requires_safety_checker=False)
    found = encode(edit, "sd15-edit", "make it (red:1.3)", "bad")
    assert found.arguments == {"prompt": "make it red", "negative_prompt": "bad"}
    assert "mean nothing" in found.notes[0]
