"""What prompts mean in the clay world."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from castalia.clay.parse import parse
from castalia.clay.scene import Subject
from castalia.errors import BadInput


def subjects(prompt: str) -> tuple[Subject, ...]:
    return parse(prompt).scene.subjects


def one(prompt: str) -> Subject:
    (subject,) = subjects(prompt)
    return subject


def test_the_demo_prompt():
    understanding = parse("一位探险家在热带雨林中发现了一种未知的荧光植物")
    explorer, plant = understanding.scene.subjects
    assert (explorer.kind, explorer.relation, explorer.target) == ("explorer", "looking_at", 1)
    assert (plant.kind, plant.traits) == ("glowing_plant", ("strange",))
    assert understanding.scene.place == "rainforest"
    assert understanding.language == "zh"
    assert understanding.not_understood == ()


def test_the_same_prompt_in_english_means_the_same():
    zh = parse("一位探险家在热带雨林中发现了一种未知的荧光植物").scene
    en = parse("An explorer finds an unknown glowing plant in the rainforest").scene
    assert [(s.kind, s.relation, s.target, s.traits) for s in en.subjects] == [
        (s.kind, s.relation, s.target, s.traits) for s in zh.subjects
    ]
    assert (en.place, en.light) == (zh.place, zh.light)


def test_colors_belong_to_their_nouns():
    scene = parse("a red donut and a blue cup on the moon, watercolor").scene
    assert [(s.kind, s.color) for s in scene.subjects] == [("donut", "red"), ("cup", "blue")]
    assert (scene.place, scene.style) == ("moon", "watercolor")


def test_an_owner_is_not_drawn_but_her_lighthouse_is():
    understanding = parse("A lighthouse keeper's cat finds a message in a bottle on the rocky coast")
    cat, bottle, lighthouse = understanding.scene.subjects
    assert (cat.kind, cat.relation, cat.target) == ("cat", "looking_at", 1)
    assert bottle.kind == "bottle"
    assert (lighthouse.kind, lighthouse.relation) == ("lighthouse", "behind")
    assert understanding.scene.place == "rocky_coast"
    assert understanding.report()["approximated"] == ["lighthouse keeper's -> lighthouse"]


@pytest.mark.parametrize(
    ("prompt", "kind", "count"),
    [
        ("three orange cats on the beach", "cat", 3),
        ("三只橙色的猫", "cat", 3),
        ("3只猫", "cat", 3),
        ("两个女孩", "girl", 2),
        ("7 rabbits", "rabbit", 7),
        ("puppies", "puppy", 3),
        ("a pair of foxes", "fox", 2),
        ("九条龙", "chinese_dragon", 9),
    ],
)
def test_counts(prompt: str, kind: str, count: int):
    assert (one(prompt).kind, one(prompt).count) == (kind, count)


@pytest.mark.parametrize(
    ("prompt", "relations"),
    [
        ("an astronaut riding a white horse", [("astronaut", "riding", "horse"), ("horse", None, None)]),
        ("骑着马的宇航员", [("horse", None, None), ("astronaut", "riding", "horse")]),
        ("宇航员骑着一匹马", [("astronaut", "riding", "horse"), ("horse", None, None)]),
        ("一只猫在房子旁边", [("cat", "next_to", "house"), ("house", None, None)]),
        ("树上有一只鸟", [("tree", None, None), ("bird", "on", "tree")]),
        ("一个拿着书的男孩", [("book", None, None), ("boy", "holding", "book")]),
        ("a fox in front of a house", [("fox", "in_front_of", "house"), ("house", None, None)]),
        ("a cat in a boat", [("cat", "on", "boat"), ("boat", None, None)]),
        ("a dog and a cat", [("dog", None, None), ("cat", None, None)]),
        ("a girl with a balloon", [("girl", "holding", "balloon"), ("balloon", None, None)]),
        ("a girl with a dog", [("girl", "next_to", "dog"), ("dog", None, None)]),
        (
            "桌子上有一个苹果和一个杯子",
            [("table", None, None), ("apple", "on", "table"), ("cup", "on", "table")],
        ),
    ],
)
def test_relations(prompt: str, relations: list[tuple[str, str | None, str | None]]):
    found = subjects(prompt)
    assert [(s.kind, s.relation, found[s.target].kind if s.target is not None else None) for s in found] == relations


@pytest.mark.parametrize(
    ("prompt", "action"),
    [
        ("a dancing robot", "dancing"),
        ("一只狗在草地上奔跑", "running"),
        ("奔跑的马", "running"),
        ("the wizard is waving", "waving"),
    ],
)
def test_actions(prompt: str, action: str):
    assert one(prompt).action == action


def test_an_action_belongs_to_the_actor_not_to_the_tree():
    dog, tree = subjects("一只狗在树下睡觉")
    assert (dog.action, tree.action) == ("sleeping", None)


def test_those_joined_by_and_do_it_together():
    assert [s.action for s in subjects("三只小猫和一条龙在月球上跳舞")] == ["dancing", "dancing"]


def test_traits_and_their_colors():
    girl = one("a girl with long red hair and glasses")
    assert set(girl.traits) == {"long_hair", "red_hair", "glasses"}
    assert one("一只戴红色帽子的猫").traits == ("red_hat",)
    assert one("a knight in a red coat").color == "red"


def test_a_trait_that_a_kind_cannot_show_is_reported():
    understanding = parse("a car with a beard")
    assert understanding.scene.subjects[0].traits == ()
    assert "beard" in understanding.not_understood


def test_a_portrait_of_a_person_is_a_portrait_and_of_an_animal_a_close_up():
    assert one("a portrait of a woman with glasses").kind == "portrait"
    scene = parse("portrait of a fox").scene
    assert (scene.subjects[0].kind, scene.camera) == ("fox", "close")


@pytest.mark.parametrize(
    ("prompt", "kinds"),
    [
        ("Three bees, three portraits and a white cube on mars at noon", ["bee", "portrait", "cube"]),
        ("a portrait, a bee and a cube", ["portrait", "bee", "cube"]),
        ("a girl looking at a portrait", ["girl", "portrait"]),
        ("一位骑士在一张灰色的肖像后面", ["knight", "portrait"]),
        ("一位老巫师的肖像", ["wizard"]),
        ("一位女士的肖像，棚拍光", ["portrait"]),
        ("portrait, a girl with glasses", ["portrait"]),
        ("a fox portrait", ["fox"]),
    ],
)
def test_a_portrait_among_things_is_one_of_them(prompt: str, kinds: list[str]):
    assert [s.kind for s in subjects(prompt)] == kinds


def test_portraits_are_made_in_the_studio_unless_the_prompt_says_where():
    assert parse("portrait of a wizard, studio light").scene.place == "studio"
    assert parse("portrait of a woman").scene.place == "studio"
    assert parse("portrait of a woman on the beach").scene.place == "beach"


@pytest.mark.parametrize(
    ("prompt", "place", "light", "weather"),
    [
        ("a fox and the moon in the snow", "snow", "moonlight", "clear"),
        ("雪地里的狐狸和月亮", "snow", "moonlight", "clear"),
        ("a cat walking on the moon", "moon", "noon", "clear"),
        ("a rocket flies to the moon", "moon", "noon", "clear"),
        ("the moon", "moon", "noon", "clear"),
        ("a street in the snow", "street", "overcast", "snow"),
        ("three penguins next to a red lighthouse in the snow", "snow", "noon", "clear"),
        ("草原上的狮子", "savanna", "golden", "clear"),
        ("草原上的马", "meadow", "noon", "clear"),
    ],
)
def test_words_that_mean_one_thing_or_another(prompt: str, place: str, light: str, weather: str):
    scene = parse(prompt).scene
    assert (scene.place, scene.light, scene.weather) == (place, light, weather)


def test_steampunk_is_brass_on_a_machine_in_a_place_and_else_a_style():
    scene = parse("a steampunk airship over Victorian London").scene
    assert (scene.subjects[0].material, scene.style) == ("brass", "clay")
    assert parse("伦敦上空的蒸汽朋克飞艇").scene.subjects[0].material == "brass"
    assert parse("a steampunk rocket").scene.style == "steampunk"
    assert parse("a cat, steampunk").scene.style == "steampunk"


def test_surreal_is_a_mood():
    assert parse("a shiba on the moon, surreal").scene.mood == parse("月球上的柴犬，超现实").scene.mood == "surreal"


def test_the_houses_of_a_landscape_are_in_it():
    scene = parse("Chinese landscape painting, a small village and pavilions far away").scene
    assert (scene.subjects, scene.place) == ((), "shanshui")
    assert [s.kind for s in subjects("a cat on a pavilion in a Chinese landscape")] == ["cat", "pavilion"]


def test_camera_light_and_style():
    scene = parse("特写，水墨画，一匹白马，黄昏").scene
    assert (scene.camera, scene.style, scene.light, scene.subjects[0].color) == ("close", "ink", "sunset", "white")
    assert parse("a cat, zoom in").scene.motion == "push"


def test_the_style_that_is_asked_for_wins():
    assert parse("a cat, watercolor", style="oil").scene.style == "oil"
    with pytest.raises(BadInput, match="no style 'baroque'"):
        parse("a cat", style="baroque")


def test_what_comes_near_is_reported_as_near():
    understanding = parse("a lion cub and a puppy")
    assert [s.kind for s in understanding.scene.subjects] == ["lion", "puppy"]
    assert understanding.report()["approximated"] == ["lion cub -> lion"]


def test_what_is_not_understood_is_reported_in_stretches():
    assert parse("量子力学的猫").not_understood == ("量子力学",)
    assert parse("a cat pondering the zeitgeist").not_understood == ("pondering", "zeitgeist")


def test_nothing_understood_is_said():
    understanding = parse("qwertz asdf")
    assert understanding.heard == ()
    assert understanding.not_understood == ("qwertz", "asdf")
    assert parse("").heard == ()


def test_a_place_alone_is_a_scene():
    scene = parse("a beach at sunset").scene
    assert (scene.subjects, scene.place, scene.light) == ((), "beach", "sunset")


def test_emoji():
    scene = parse("🐱🚀🌙").scene
    assert [s.kind for s in scene.subjects] == ["cat", "rocket"]
    assert scene.light == "night"


def test_unwanted_things_are_kept_out():
    scene = parse("a fox and a rabbit in the forest", negative_prompt="rabbits, trees").scene
    assert [s.kind for s in scene.subjects] == ["fox"]
    assert set(scene.without) == {"rabbit", "tree"}
    assert parse("a meadow without flowers").scene.without == ("flower",)


@pytest.mark.parametrize(
    ("prompt", "place"),
    [
        ("a fish", "sea"),
        ("an astronaut", "moon"),
        ("a boat on the sea", "ocean"),
        ("海底的鱼", "sea"),
        ("a lighthouse", "rocky_coast"),
    ],
)
def test_places_that_suggest_themselves(prompt: str, place: str):
    assert parse(prompt).scene.place == place


@pytest.mark.parametrize(
    ("prompt", "place"),
    [
        ("a cat on a sofa", "room"),
        ("a snowman", "snow"),
        ("乌龟和兔子赛跑", "beach"),
        ("a whale flying in the sky", "meadow"),
        ("a princess in a tower", "meadow"),
    ],
)
def test_places_that_go_together_with_all_that_is_there(prompt: str, place: str):
    assert parse(prompt).scene.place == place


@pytest.mark.parametrize(
    ("prompt", "kind"),
    [
        ("freedom", "bird"),
        ("时间的流逝", "clock"),
        ("halloween", "pumpkin"),
        ("春节", "paper_lantern"),
        ("几何", "pyramid"),
    ],
)
def test_ideas_and_feasts_have_something_that_stands_for_them(prompt: str, kind: str):
    assert one(prompt).kind == kind
    assert parse(prompt).report()["approximated"] != []


def test_never_more_than_fits():
    assert sum(s.count for s in subjects("nine cats, nine dogs and nine rabbits")) <= 12


WORDS = st.lists(
    st.sampled_from(
        [
            "a",
            "red",
            "cat",
            "cats'",
            "riding",
            "on",
            "in",
            "with",
            "the",
            "hat",
            "and",
            "without",
            "two",
            "骑着",
            "的",
            "在",
            "旁边",
            "猫",
            "两只",
            "红色",
            "没有",
            "、",
            "，",
            ".",
            "🐱",
            "portrait",
            "of",
            "sleeping's",
            "ＡＢ",
        ]
    )
).map(" ".join)


@given(st.text() | WORDS, st.text(max_size=20) | WORDS)
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_without_complaint(prompt: str, negative: str):
    understanding = parse(prompt, negative)
    scene = understanding.scene
    assert all(s.target is None or 0 <= s.target < len(scene.subjects) for s in scene.subjects)
    assert parse(prompt, negative) == understanding


@pytest.mark.parametrize(
    "words", ["一只猫 a red dog ", "a cat waving ", "red ", "zzz ", "骑着的在", "cat's ", "rocks ", "a beard "]
)
def test_long_prompts_are_read_in_good_time(words: str):
    parse(words * (200_000 // len(words)))
