"""What belongs to a place: its names, who lives there, what may be found there, its colours."""

# ruff: noqa: E501

from __future__ import annotations

import re
from dataclasses import dataclass

from castalia.prompts import english
from castalia.prompts.language import Language


@dataclass(frozen=True)
class Setting:
    """A place that stories know something about."""

    words: str
    """Regular expression of its words in both languages."""
    en: tuple[str, str, str]
    """`the rainforest`, `in the rainforest`, `into the rainforest`."""
    zh: tuple[str, str]
    """`热带雨林`, `热带雨林里`."""
    hero: tuple[str, str]
    pal: tuple[str, str]
    finds: tuple[tuple[str, str], ...]
    palette: tuple[str, str, str, str, str]
    """At noon, dark to light."""


_PLANT = ("a glowing plant", "一株会发光的植物")
_BOTTLE = ("a message in a bottle", "一只漂流瓶")
_CUP = ("a small red cup", "一只红色的小杯子")
_BOAT = ("a little red boat", "一条红色的小船")
_LANTERN = ("an old lantern", "一盏旧灯笼")

SETTINGS: dict[str, Setting] = {
    "rainforest": Setting(r"rain ?forest|jungle|雨林|丛林|密林", ("the rainforest", "in the rainforest", "into the rainforest"), ("热带雨林", "热带雨林里"),
        ("an explorer", "一位探险家"), ("a bird", "一只鸟"), (_PLANT, ("a golden mushroom", "一朵金色的蘑菇")), ("#0f2a1d", "#1f5a3a", "#4f8f4a", "#a9c76b", "#f1efcf")),
    "rocky_coast": Setting(r"rocky|cliff|coast|lighthouse|灯塔|礁石|悬崖|海岸|海岬", ("the rocky coast", "on the rocky coast", "along the rocky coast"), ("礁石海岸", "礁石海岸上"),
        ("a cat", "一只猫"), ("a bird", "一只海鸟"), (_BOTTLE, _BOAT), ("#1b2733", "#3d5566", "#7c97a3", "#c9c2ae", "#f4efe4")),
    "beach": Setting(r"beach|seaside|shore|island|海边|海滩|沙滩|岛", ("the beach", "on the beach", "along the beach"), ("海边", "海边"),
        ("a dog", "一只小狗"), ("a bird", "一只海鸟"), (_BOTTLE, _BOAT), ("#16394d", "#2f7f95", "#7cc3c4", "#efd9a7", "#fff7e6")),
    "sea": Setting(r"under ?water|under the sea|ocean|\bsea\b|sea ?bed|reef|海底|海里|大海|海洋|深海|水下", ("the sea", "under the sea", "down into the sea"), ("海底", "海底"),
        ("a little fish", "一条小鱼"), ("an orange fish", "一条橙色的鱼"), (_BOTTLE, _CUP), ("#06233b", "#0f5575", "#2c9aa8", "#8fd6cc", "#f2f4dd")),
    "moon": Setting(r"\bmoon\b|lunar|space|月球|月亮上|太空", ("the moon", "on the moon", "across the moon"), ("月球", "月球上"),
        ("an astronaut", "一位宇航员"), ("a robot", "一个机器人"), (_CUP, _PLANT, ("a little rocket", "一枚小火箭")), ("#10131c", "#333a4d", "#777f92", "#b9bdc8", "#f3f1ea")),
    "mars": Setting(r"\bmars\b|火星", ("Mars", "on Mars", "across Mars"), ("火星", "火星上"),
        ("an astronaut", "一位宇航员"), ("a robot", "一个机器人"), (_PLANT, _CUP), ("#2a120c", "#6d2c19", "#b4572f", "#e0a06c", "#f8e6d2")),
    "forest": Setting(r"forest|woods?\b|woodland|森林|树林|林中|竹林", ("the forest", "in the forest", "into the forest"), ("森林", "森林里"),
        ("a fox", "一只狐狸"), ("a bird", "一只鸟"), (_LANTERN, _PLANT), ("#16261a", "#35512f", "#6f8a4c", "#c0b878", "#f4eed8")),
    "desert": Setting(r"desert|dunes?|沙漠|沙丘|戈壁", ("the desert", "in the desert", "into the desert"), ("沙漠", "沙漠里"),
        ("an explorer", "一位探险家"), ("a horse", "一匹马"), (_LANTERN, _PLANT), ("#3a1f12", "#8a4f24", "#cf8f47", "#ecc98a", "#fdf3dc")),
    "snow": Setting(r"snow|\bice\b|arctic|glacier|mountain|north pole|雪|冰|北极|南极|高山", ("the snow", "in the snow", "into the snow"), ("雪地", "雪地里"),
        ("a dog", "一只小狗"), ("a bird", "一只鸟"), (_LANTERN, _CUP), ("#1c2b40", "#44628a", "#8fb0cc", "#cfe0ea", "#fbfcfd")),
    "meadow": Setting(r"meadow|field|garden|grass|hill|farm|village|countryside|草地|草原|田野|花园|山坡|村|农场|果园|院子", ("the meadow", "in the meadow", "across the meadow"), ("草地", "草地上"),
        ("a dog", "一只小狗"), ("a bird", "一只小鸟"), (_CUP, _LANTERN), ("#1f3a2a", "#4c8a45", "#98c15b", "#f0d56c", "#fdf8e1")),
    "city": Setting(r"city|town|street|market|rooftop|station|城市|城里|街|小镇|都市|屋顶|胡同|巷|北京|上海|广场|集市", ("the city", "in the city", "into the city"), ("城市", "城市里"),
        ("a robot", "一个机器人"), ("a cat", "一只猫"), (_LANTERN, _CUP), ("#1b1f2e", "#46506b", "#a0645a", "#e2ae7b", "#f7ecdc")),
    "indoors": Setting(r"kitchen|room|library|school|house|home|shop|bakery|museum|castle|attic|厨房|屋里|家里|房间|图书馆|学校|店|博物馆|城堡|阁楼|教室", ("the house", "in the house", "through the house"), ("屋子", "屋子里"),
        ("a cat", "一只猫"), ("a dog", "一只小狗"), (_CUP, _LANTERN), ("#2b1d1a", "#6b3f2e", "#b9754a", "#e6bd87", "#fbf1e0")),
}  # fmt: skip
ELSEWHERE = Setting("", ("the world", "out in the world", "into the world"), ("外面的世界", "外面"), ("a cat", "一只猫"), ("a bird", "一只鸟"),
    (_LANTERN, _CUP), ("#22262f", "#4b5a63", "#8c9a8a", "#d3c39b", "#f7f1e3"))  # fmt: skip

_TINTS = {
    "dawn": ((255, 196, 178), 0.20, 1.0),
    "noon": ((255, 255, 255), 0.0, 1.0),
    "sunset": ((232, 120, 60), 0.24, 0.94),
    "night": ((22, 34, 86), 0.42, 0.86),
    "neon": ((190, 40, 200), 0.34, 0.92),
}


def known(words: str) -> str:
    """The setting that a place's words mean; empty when there is none."""
    text = words.lower()
    for concept, setting in SETTINGS.items():
        if re.search(setting.words, text):
            return concept
    return ""


def setting(concept: str) -> Setting:
    return SETTINGS.get(concept, ELSEWHERE)


def palette(concept: str, light: str) -> tuple[str, ...]:
    """Five colours `#rrggbb` from dark to light: the place's own, as this light makes them."""
    tint, share, gain = _TINTS.get(light, _TINTS["noon"])
    colours = []
    for i, text in enumerate(setting(concept).palette):
        rgb = [int(text[k : k + 2], 16) for k in (1, 3, 5)]
        amount = share * (1.0 if i < 4 else 0.35)
        mixed = [
            round(min(255, (c * (1 - amount) + t * amount) * (gain if i < 4 else 1)))
            for c, t in zip(rgb, tint, strict=True)
        ]
        colours.append("#{:02x}{:02x}{:02x}".format(*mixed))
    return tuple(sorted(colours, key=_luminance))


def _luminance(colour: str) -> float:
    red, green, blue = (int(colour[k : k + 2], 16) for k in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def place_words(words: str, phrase: str, concept: str, language: Language) -> tuple[str, str, str]:
    """A place as noun, as adverbial, and as a direction, from the prompt's words or, without them, from the setting.

    Chinese: the noun, the noun with its side (`热带雨林里`), and the adverbial with 在.
    """
    own = setting(concept)
    if language == "zh":
        if not words:
            return own.zh[0], own.zh[1], "在" + own.zh[1]
        inside = phrase.removeprefix("在") if phrase else words
        return words, inside, "在" + inside
    if not words:
        return own.en
    noun = english.definite(words) if words.split()[0].lower() in english.DETERMINERS else words
    if noun[:1].isupper() and noun.split()[0].lower() in ("the", "this", "that"):
        noun = noun[:1].lower() + noun[1:]
    preposition = phrase.split()[0].lower() if phrase else "in"
    if preposition in ("along", "across", "through", "over", "outside"):
        preposition = {"along": "on", "across": "in", "through": "in", "over": "in", "outside": "near"}[preposition]
    toward = {"in": "into", "inside": "into", "on": "across", "under": "under", "near": "to", "at": "to"}.get(
        preposition, "to"
    )
    return noun, f"{preposition} {noun}", f"{toward} {noun}"
