"""Cutting out: exact for clay pictures, by colour for others, by a segmentation checkpoint where one is there."""

import numpy as np
import pytest
from PIL import Image as Pillow

from castalia import Studio
from castalia.errors import BadInput, Missing
from castalia.media.origin import read_provenance
from castalia.settings import Settings


@pytest.fixture(scope="module")
def studio(tmp_path_factory):
    return Studio(settings=Settings(home=tmp_path_factory.mktemp("home"), device="cpu"))


@pytest.fixture(scope="module")
def clay(studio):
    return studio.image("a red dragon on the beach", seed=3, width=160, height=120, layers=("mask",))


@pytest.fixture(scope="module")
def ball(tmp_path_factory):
    """A red disc on a green ground with some noise, and where it is."""
    rng = np.random.default_rng(0)
    y, x = np.mgrid[:150, :200]
    far = np.hypot(x - 90, y - 70)
    inside, share = far < 40, (41.5 - far).clip(0, 3)[..., None] / 3
    pixels = share * (190, 40, 30) + (1 - share) * (60, 150, 70) + rng.normal(0, 8, (150, 200, 1))
    path = tmp_path_factory.mktemp("ball") / "ball.png"
    Pillow.fromarray(pixels.clip(0, 255).astype(np.uint8)).save(path)
    return path, inside


def pixels_of(artifact):
    return np.asarray(Pillow.open(artifact.main.path))


def test_a_clay_picture_is_cut_out_exactly(studio, clay):
    artifact = studio.cutout(clay.main.path)
    known = np.asarray(Pillow.open(next(f.path for f in clay.files if f.role == "mask"))) > 0
    alpha = pixels_of(artifact)[..., 3]
    assert ((alpha >= 128) == known).mean() > 0.99
    assert artifact.report["notes"] == ["cut out exact: the clay world knows where its things are"]
    assert read_provenance(artifact.main.path).parents == (clay.main.ref,)


def test_an_enlarged_clay_picture_is_cut_out_exactly_too(studio, clay):
    large = studio.upscale(clay.main.path, factor=2)
    artifact = studio.cutout(large.main.path)
    assert pixels_of(artifact).shape == (240, 320, 4)
    assert "exact" in artifact.report["found"]


def test_a_disc_is_cut_out_by_colour(studio, ball):
    path, inside = ball
    artifact = studio.cutout(path, keep_mask=True)
    alpha = pixels_of(artifact)[..., 3] >= 128
    assert (alpha & inside).sum() / (alpha | inside).sum() > 0.95
    mask = np.asarray(Pillow.open(next(f.path for f in artifact.files if f.role == "mask")))
    assert (mask == pixels_of(artifact)[..., 3]).all()


def test_no_rim_of_the_old_background_stays(studio, ball):
    path, _ = ball
    found = pixels_of(studio.cutout(path))
    half = (found[..., 3] > 20) & (found[..., 3] < 235)
    assert half.any()
    assert (found[half][:, 0] > found[half][:, 1]).mean() > 0.95, "red, not green"


def test_a_box_says_which_thing(studio, tmp_path):
    pixels = np.full((100, 200, 3), (230, 230, 230), np.uint8)
    pixels[30:70, 20:60] = pixels[30:70, 140:180] = (30, 40, 160)
    Pillow.fromarray(pixels).save(tmp_path / "two.png")
    alpha = pixels_of(studio.cutout(tmp_path / "two.png", box="120,10,80,80"))[..., 3]
    assert alpha[:, :100].max() == 0
    assert (alpha[32:68, 142:178] > 200).mean() > 0.95


def test_a_background_can_be_a_colour(studio, ball):
    found = pixels_of(studio.cutout(ball[0], background="#102030", format="jpg"))
    assert found.shape == (150, 200, 3)
    assert np.abs(found[5, 5].astype(int) - (16, 32, 48)).max() < 4


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"format": "jpg"}, "jpg cannot be transparent"), ({"background": "nocolour"}, "is no colour"),
        ({"box": "1,2"}, "is no region"), ({"box": "900,0,10,10"}, "begins outside"),
        ({"box": "0,0,0,10"}, "is empty"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(studio, ball, fields, said):
    with pytest.raises(BadInput, match=said):
        studio.cutout(ball[0], **fields)


def test_a_picture_of_one_colour_has_no_subject(studio, tmp_path):
    Pillow.new("RGB", (80, 60), "white").save(tmp_path / "white.png")
    with pytest.raises(BadInput, match="no subject was found"):
        studio.cutout(tmp_path / "white.png")


def test_a_missing_model_is_told(studio, ball):
    with pytest.raises(Missing) as error:
        studio.cutout(ball[0], model="clipseg")
    assert error.value.hint == "castalia models pull clipseg"


def test_a_segmentation_checkpoint_is_run(studio, ball, tmp_path):
    """A SegFormer with random weights: what it says is what is cut out."""
    import torch
    from transformers import SegformerConfig, SegformerForSemanticSegmentation, SegformerImageProcessor

    torch.manual_seed(5)
    config = SegformerConfig(
        num_encoder_blocks=4, depths=[1, 1, 1, 1], hidden_sizes=[8, 8, 16, 16], num_attention_heads=[1, 1, 2, 2],
        decoder_hidden_size=16, id2label={0: "background", 1: "thing"}, label2id={"background": 0, "thing": 1},
    )  # fmt: skip
    net = SegformerForSemanticSegmentation(config).eval()
    with torch.no_grad():
        net.decode_head.classifier.weight.mul_(40)
        net.decode_head.classifier.bias.zero_()
    net.save_pretrained(tmp_path / "seg")
    SegformerImageProcessor(size={"height": 64, "width": 64}).save_pretrained(tmp_path / "seg")
    from castalia.engines.image.segment import segmented
    from castalia.models.resolve import resolve

    model = resolve(str(tmp_path / "seg"), studio.settings, kind="segmenter")
    share = segmented(np.asarray(Pillow.open(ball[0])), model)
    assert share.shape == (150, 200)
    assert share.max() > 0.5 > share.min()
    artifact = studio.cutout(ball[0], model=str(tmp_path / "seg"))
    assert artifact.recipe.engine == "segment"
    alpha = pixels_of(artifact)[..., 3] / 255
    assert np.corrcoef(alpha.ravel(), share.ravel())[0, 1] > 0.5


def test_clipseg_reads_any_words(studio, ball, tmp_path):
    """A CLIPSeg with random weights: its answer has the size of the picture and changes with the words."""
    import torch
    from transformers import CLIPSegConfig, CLIPSegForImageSegmentation, CLIPSegProcessor, ViTImageProcessor

    from castalia.engines.image.segment import segmented
    from castalia.models.resolve import resolve
    from tiny_models import clip_tokenizer

    torch.manual_seed(6)
    tokens = clip_tokenizer()
    text = {
        "vocab_size": len(tokens), "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2,
        "num_attention_heads": 4, "bos_token_id": tokens.bos_token_id, "eos_token_id": tokens.eos_token_id,
        "pad_token_id": tokens.pad_token_id,
    }  # fmt: skip
    vision = {
        "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 4, "num_attention_heads": 4, "image_size": 64,
        "patch_size": 16,
    }  # fmt: skip
    config = CLIPSegConfig(
        text_config=text, vision_config=vision, projection_dim=32, reduce_dim=16, extract_layers=[1, 2, 3],
        decoder_num_attention_heads=4, decoder_intermediate_size=32, conditional_layer=0,
    )  # fmt: skip
    CLIPSegForImageSegmentation(config).save_pretrained(tmp_path / "clipseg")
    sizes = {"height": 64, "width": 64}
    CLIPSegProcessor(ViTImageProcessor(size=sizes), tokens).save_pretrained(tmp_path / "clipseg")
    model = resolve(str(tmp_path / "clipseg"), studio.settings, kind="segmenter")
    picture = np.asarray(Pillow.open(ball[0]))
    one, other = segmented(picture, model, "a red ball"), segmented(picture, model, "grass")
    assert one.shape == (150, 200)
    assert (one != other).any()
    assert segmented(picture, model).shape == (150, 200)
