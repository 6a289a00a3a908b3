"""Captions of clay scenes."""

from __future__ import annotations

import pytest

from castalia.clay.caption import caption
from castalia.clay.parse import parse
from castalia.clay.subjects import KINDS


@pytest.mark.parametrize(
    ("prompt", "en", "zh"),
    [
        (
            "three orange cats on the beach at sunset, watercolor",
            "Three orange cats on the beach at sunset, watercolor painting.",
            "日落时，在海滩上，三只橙色的猫，水彩画。",
        ),
        (
            "骑着马的宇航员在火星上",
            "An astronaut riding a horse on mars at noon, clay render.",
            "正午，在火星上，一位宇航员骑着一匹马，黏土风格。",
        ),
        (
            "two dogs in the city in the rain, low angle, fish-eye, surreal",
            "Two dogs in the city under an overcast sky in the rain, low angle, fish-eye, surreal, clay render.",
            "阴天，雨中，在城市里，两只狗，仰视，鱼眼镜头，超现实，黏土风格。",
        ),
        (
            "a glass donut turning into a gold cup in the room",
            "A glass donut turning into a gold cup in a room at noon, clay render.",
            "正午，在房间里，一个玻璃做的甜甜圈变成一个金色的杯子，黏土风格。",
        ),
        ("a beach at night", "A beach at night, clay render.", "夜晚，海滩的景色，黏土风格。"),
    ],
)
def test_captions(prompt: str, en: str, zh: str):
    scene = parse(prompt).scene
    assert (caption(scene, "en"), caption(scene, "zh")) == (en, zh)


@pytest.mark.parametrize(
    "prompt",
    [
        "a red donut and a blue cup on the moon, watercolor",
        "A wizard holding a lantern beside a house in the forest at dawn",
        "an astronaut riding a white horse on mars, wide shot, oil painting",
        "two girls with glasses and three rabbits in the snow at night",
    ],
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_caption_is_understood_as_the_scene_it_describes(prompt: str, language: str):
    scene = parse(prompt).scene
    again = parse(caption(scene, language)).scene
    assert sorted((s.kind, s.color, s.count, s.relation, s.traits) for s in again.subjects) == sorted(
        (s.kind, s.color, s.count, s.relation, s.traits) for s in scene.subjects
    )
    assert (again.place, again.light, again.style, again.camera) == (
        scene.place,
        scene.light,
        scene.style,
        scene.camera,
    )


def test_every_kind_has_a_caption():
    for kind in KINDS:
        assert caption(parse(kind.replace("_", " ")).scene, "en")
