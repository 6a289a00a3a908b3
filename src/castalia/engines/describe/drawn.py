"""What a picture of the clay world shows, exactly: its caption, and for a portrait who sits for it."""

# ruff: noqa: E501 -- a table of words

from __future__ import annotations

import re

from castalia.clay import lexicon
from castalia.clay.caption import caption
from castalia.clay.lexicon.colors import COLORS
from castalia.clay.scene import Scene, Subject
from castalia.prompts.language import Language

_SITTERS = (
    (r"\bold (?:wo(?:man|men)|lady)\b|老奶奶|老太太|老婆婆|奶奶", "old woman", "老奶奶"),
    (r"\bold m[ae]n\b|老爷爷|老先生|老头|老伯|爷爷", "old man", "老爷爷"),
    (r"老人|\b(?:old|elderly)\b", "old person", "老人"),
    (r"\bgirl|女孩|小姑娘", "girl", "女孩"), (r"\bboy|男孩", "boy", "男孩"),
    (r"\b(?:child|kid)|小孩|孩子|儿童", "child", "小孩"),
    (r"\byoung (?:woman|lady)|年轻女|少女", "young woman", "年轻女子"), (r"\byoung man|年轻男|小伙|少年", "young man", "年轻男子"),
    (r"\b(?:woman|lady|female|mother)\b|女人|女士|女子|女性|妈妈", "woman", "女子"),
    (r"\b(?:man|male|gentleman|father)\b|男人|男士|男子|男性|爸爸|先生", "man", "男子"),
)  # fmt: skip
"""What the words of a prompt call who sits for a portrait: nothing else tells age or sex."""
_MOODS = {
    "smiling": ("smiles", "微笑着"), "sad": ("looks sad", "神情难过"), "surprised": ("looks surprised", "一脸惊讶"),
    "talking": ("is talking", "正在说话"),
}  # fmt: skip
_CUTS = {
    "long_hair": ("long", "长发"),
    "short_hair": ("short", "短发"),
    "curly_hair": ("curly", "卷发"),
    "bun": ("", "丸子头"),
}
_WORN = {
    "glasses": ("glasses", "戴着{c}眼镜"), "round_glasses": ("round glasses", "戴着{c}圆眼镜"), "hat": ("a {c}hat", "戴着{c}帽子"),
    "crown": ("a {c}crown", "戴着{c}王冠"), "scarf": ("a {c}scarf", "围着{c}围巾"), "backpack": ("a {c}backpack", "背着{c}背包"),
    "hanfu": ("a {c}hanfu", "穿着{c}汉服"), "spacesuit": ("a {c}spacesuit", "穿着{c}宇航服"),
    "beard": ("a {c}beard", "留着{c}胡子"), "long_beard": ("a long {c}beard", "留着{c}长胡子"),
}  # fmt: skip


def told(scene: Scene, language: Language) -> str:
    """The scene in one sentence. A portrait is told as a portrait of somebody, everything else by its caption."""
    if len(scene.subjects) == 1 and scene.subjects[0].kind == "portrait" and scene.subjects[0].count == 1:
        return _portrait_zh(scene) if language == "zh" else _portrait_en(scene)
    return caption(scene, language)


def _sitter(subject: Subject) -> tuple[str, str]:
    for pattern, english, chinese in _SITTERS:
        if re.search(pattern, subject.phrase, re.IGNORECASE):
            return english, chinese
    return ("old person", "老人") if "old" in subject.traits else ("person", "人")


def _traits(subject: Subject) -> tuple[str, dict[str, str], list[str]]:
    """Colour and cut of the hair as one trait, what is worn -> its colour, and moods."""
    tint, cut, worn, moods = subject.color or "", "", {}, []
    for trait in subject.traits:
        color, _, thing = trait.partition("_")
        color, thing = (color, thing) if color in COLORS else ("", trait)
        if thing in _CUTS:
            cut, tint = thing, color or tint
        elif thing == "hair":
            tint = color or tint
        elif thing in _WORN:
            worn[thing] = color or worn.get(thing, "")
        elif thing in _MOODS:
            moods.append(thing)
    if "long_beard" in worn:
        worn["long_beard"] = worn["long_beard"] or worn.pop("beard", "")
        worn.pop("beard", None)
    if "round_glasses" in worn:
        worn.pop("glasses", None)
    return f"{tint}|{cut}", worn, moods


def _portrait_en(scene: Scene) -> str:
    subject = scene.subjects[0]
    hair, worn, moods = _traits(subject)
    tint, _, cut = hair.partition("|")
    things = []
    if cut == "bun":
        things.append(f"{tint} hair in a bun".strip())
    elif cut or tint:
        things.append(" ".join(w for w in (_CUTS[cut][0] if cut else "", tint, "hair") if w))
    for thing, color in worn.items():
        words = _WORN[thing][0]
        color = "gray" if color == "grey" else color
        said = words.replace("{c}", f"{color} ") if "{c}" in words else f"{color} {words}".strip() if color else words
        things.append(re.sub(r"^a (?=[aeiou])", "an ", said) if color else said.replace("  ", " "))
    who = _sitter(subject)[0]
    text = f"A portrait of {lexicon.article(who)} {who}"
    if things:
        text += f" with {things[0] if len(things) == 1 else ', '.join(things[:-1]) + ' and ' + things[-1]}"
    if moods:
        text += f", who {' and '.join(_MOODS[m][0] for m in moods)}"
    place = lexicon.phrase(f"place:{scene.place}", "en")
    light = "" if scene.light == "studio" else f" {lexicon.phrase(f'light:{scene.light}', 'en')}"
    return f"{text}, {place}{light}, {lexicon.phrase(f'style:{scene.style}', 'en')}."


def _portrait_zh(scene: Scene) -> str:
    subject = scene.subjects[0]
    hair, worn, moods = _traits(subject)
    tint, _, cut = hair.partition("|")
    parts = []
    shade = lexicon.name(f"color:{tint}", "zh") if tint else ""
    if cut or tint:
        parts.append(f"{shade}{_CUTS[cut][1] if cut else '头发'}")
    for thing, color in worn.items():
        parts.append(_WORN[thing][1].replace("{c}", lexicon.name(f"color:{color}", "zh") if color else ""))
    parts += [_MOODS[m][1] for m in moods]
    who = _sitter(subject)[1]
    where = [lexicon.phrase(f"place:{scene.place}", "zh")]
    if scene.light != "studio":
        where.insert(0, lexicon.phrase(f"light:{scene.light}", "zh"))
    detail = f"：{'，'.join(parts)}" if parts else ""
    return f"{'，'.join(where)}，{'一个' if who == '人' else '一位'}{who}的肖像{detail}。{lexicon.phrase(f'style:{scene.style}', 'zh')}。"
