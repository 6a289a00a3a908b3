"""What was measured of a picture, in sentences, in English and Chinese."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from castalia.engines.describe.colors import chinese
from castalia.prompts.language import Language

_SHOT = {
    "close-up": ("A close-up of", "特写"), "head": ("A head-and-shoulders picture of", "头肩像"),
    "half": ("A half-length picture of", "半身像"), "figure": ("A picture of", "照片"),
    "far": ("A picture, from some distance, of", "远景"),
}  # fmt: skip
_EXPRESSION = {
    "broad smile": ("smiles broadly", "笑得很开心，张着嘴"), "smile": ("smiles", "面带微笑"),
    "surprise": ("looks surprised", "一脸惊讶"), "down": ("has the corners of the mouth turned down", "嘴角向下"),
    "neutral": ("looks calm", "表情平静"),
}  # fmt: skip
_LIGHT = {
    "dark": ("The picture is dark", "光线很暗"), "dim": ("The light is dim", "光线较暗"),
    "medium": ("The light is even", "光线适中"), "bright": ("The picture is bright", "光线明亮"),
}  # fmt: skip
_SHARP = {
    "sharp": ("the picture is sharp", "画面清晰"), "soft": ("the picture is a little soft", "画面略软"),
    "blurred": ("the picture is blurred", "画面模糊"),
}  # fmt: skip
_BACKGROUND = {"plain": ("plain", "干净的"), "soft": ("quiet", "简单的"), "busy": ("busy", "丰富的")}
_LENGTH = {"short": ("short", "短发"), "medium": ("chin-length", "齐肩的头发"), "long": ("long", "长发")}
_ORIENTATION = {
    "portrait": ("upright", "竖幅"),
    "landscape": ("landscape-format", "横幅"),
    "square": ("square", "方形"),
}
_SIDE = {"left": ("left", "左"), "right": ("right", "右")}
_NUMBERS_EN = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS_ZH = ("零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")


def sentence(facts: dict[str, Any], language: Language) -> str:
    """The picture in one sentence."""
    return _sentence_zh(facts) if language == "zh" else _sentence_en(facts)


def paragraph(facts: dict[str, Any], language: Language) -> str:
    """The picture in a few sentences, that of `sentence` first."""
    more = _more_zh(facts) if language == "zh" else _more_en(facts)
    return ("" if language == "zh" else " ").join([sentence(facts, language), *more])


def color_words(found: Sequence[dict[str, Any]], language: Language) -> str:
    """`navy and white`, `深蓝色和白色`."""
    names = [chinese(c["name"]) if language == "zh" else c["name"] for c in found]
    return _listed(names, language)


def _listed(words: Sequence[str], language: Language) -> str:
    if language == "zh":
        return words[0] if len(words) == 1 else "、".join(words[:-1]) + "和" + words[-1]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def hair_words(hair: dict[str, Any], language: Language) -> str:
    """`short dark brown hair`, `深棕色短发`; empty where little is seen of it."""
    if hair["length"] == "none":
        return ""
    length = _LENGTH[hair["length"]][language == "zh"]
    color = hair["color"]
    if language == "zh":
        return (chinese(color) + ("的" if "的" in length else "") if color else "") + length
    return " ".join(filter(None, (length, color, "hair")))


def measured(facts: dict[str, Any], language: Language) -> str:
    """The facts as a Markdown list."""
    zh = language == "zh"
    lines = [
        f"- {'尺寸' if zh else 'Size'}: {facts['width']} x {facts['height']}",
        f"- {'亮度' if zh else 'Brightness'}: {facts['brightness']:.2f}, "
        f"{'反差' if zh else 'contrast'} {facts['contrast']:.2f}",
        f"- {'颜色' if zh else 'Colors'}: " + ", ".join(f"{c['hex']} {c['share']:.0%}" for c in facts["colors"]),
    ]
    for number, face in enumerate(facts["faces"], 1):
        left, top, right, bottom = face["box"]
        lines.append(
            f"- {'脸' if zh else 'Face'} {number}: {left},{top}–{right},{bottom}; "
            f"{'左右' if zh else 'yaw'} {face['yaw']:.0f}°, {'俯仰' if zh else 'pitch'} {face['pitch']:.0f}°, "
            f"{'倾斜' if zh else 'roll'} {face['roll']:.0f}°; {_manner_zh(face) if zh else _manner_en(face)}"
        )
    return "\n".join(lines)


def _found(facts: dict[str, Any]) -> tuple[str, str]:
    """Whether faces were not there or could not be looked for."""
    return ("looked for", "寻找") if facts["missing"] else ("found", "找到")


# -- English ------------------------------------------------------------------------------------------------


def _sentence_en(facts: dict[str, Any]) -> str:
    faces = facts["faces"]
    if not faces:
        colors = color_words(facts["colors"], "en") if facts["colors"] else "mixed colors"
        kind = "black-and-white picture" if facts["grey"] else f"picture, mostly {colors}"
        begin = "An" if _ORIENTATION[facts["orientation"]][0][0] in "aeiou" else "A"
        return f"{begin} {_ORIENTATION[facts['orientation']][0]} {kind}, in which no face was {_found(facts)[0]}."
    if len(faces) > 1:
        main = faces[facts["main"]]
        smiling = sum("smile" in f["expression"] for f in faces)
        count = _NUMBERS_EN[len(faces)]
        moods = (
            ""
            if not smiling
            else f", {'both' if len(faces) == 2 else 'all'} smiling"
            if smiling == len(faces)
            else f", {_NUMBERS_EN[smiling]} of them smiling"
        )
        return f"{_SHOT[facts['shot']][0]} {count} people{moods}; the nearest {_manner_en(main)}{_before_en(facts)}."
    face = faces[0]
    hair = hair_words(face["hair"], "en") if face.get("hair") else ""
    return (
        f"{_SHOT[facts['shot']][0]} one person{f' with {hair}' if hair else ''}, who {_manner_en(face)}"
        f"{_before_en(facts)}."
    )


def _manner_en(face: dict[str, Any]) -> str:
    looks = {"camera": "looks into the camera", "left": "looks to the left", "right": "looks to the right"}
    mood = _EXPRESSION[face["expression"]][0]
    if face["eyes"] == "closed":
        return f"{mood} with closed or lowered eyes"
    look = looks.get(face["look"], "")
    if not look:
        return mood
    if mood == "looks calm":
        return f"{look} calmly" if face["look"] == "camera" else f"calmly {look}"
    return f"{mood} and {look}"


def _before_en(facts: dict[str, Any]) -> str:
    background = facts["background"]
    colors = color_words(background["colors"][:1], "en") + " " if background["colors"] and not facts["grey"] else ""
    words = f"{_BACKGROUND[background['kind']][0]} {colors}background"
    return f", in front of a {words}"


def _more_en(facts: dict[str, Any]) -> list[str]:
    said = []
    for face in facts["faces"][facts["main"] : facts["main"] + 1] if facts["faces"] else ():
        said += _pose_en(face, alone=len(facts["faces"]) == 1)
    if facts.get("clothes"):
        said.append(f"The clothes are mostly {color_words(facts['clothes'], 'en')}.")
    if facts["faces"] and not facts["grey"] and facts["colors"]:
        many = "colors are" if len(facts["colors"]) > 1 else "color is"
        said.append(f"The main {many} {color_words(facts['colors'], 'en')}.")
    elif facts["faces"] and facts["grey"]:
        said.append("It is in black and white.")
    side = facts["faces"][facts["main"]]["light"] if facts["faces"] else "even"
    light = _LIGHT[facts["light"]][0]
    if side != "even":
        light = ("The light" if facts["light"] == "medium" else f"{light}, and the light") + f" comes from the {side}"
    tone = {"warm": ", with warm tones", "cool": ", with cool tones", "neutral": ""}[facts["tone"]]
    said.append(f"{light}{tone}; {_SHARP[facts['sharpness']][0]}.")
    return said


def _pose_en(face: dict[str, Any], alone: bool) -> list[str]:
    who = "The face" if alone else "That face"
    words = []
    if face["turned"] != "no":
        words.append(f"is turned {'far ' if face['far'] else 'a little '}to the {face['turned']}")
    if face["tilted"] != "no":
        words.append(f"is tilted to the {face['tilted']}")
    if face["nod"] != "no":
        words.append("is raised" if face["nod"] == "up" else "is lowered")
    if not words:
        words = ["is seen from the front"]
    first = f"{who} {_listed([words[0], *(w.removeprefix('is ') for w in words[1:])], 'en')}."
    if face["mouth"] == "open" and "smile" not in face["expression"] and face["expression"] != "surprise":
        return [first, "The mouth is open."]
    return [first]


# -- Chinese ------------------------------------------------------------------------------------------------


def _sentence_zh(facts: dict[str, Any]) -> str:
    faces = facts["faces"]
    form = _ORIENTATION[facts["orientation"]][1]
    if not faces:
        named = f"图片，主要是{color_words(facts['colors'], 'zh')}" if facts["colors"] else "图片"
        kind = "黑白图片" if facts["grey"] else named
        return f"一张{form}{kind}，画面里没有{_found(facts)[1]}人脸。"
    if len(faces) > 1:
        smiling = sum("smile" in f["expression"] for f in faces)
        mood = "" if not smiling else "，都在笑" if smiling == len(faces) else f"，其中{_NUMBERS_ZH[smiling]}个人在笑"
        main = _manner_zh(faces[facts["main"]])
        return f"{_behind_zh(facts)}，有{_NUMBERS_ZH[len(faces)]}个人{mood}；最近的一位{main}。"
    face = faces[0]
    hair = hair_words(face["hair"], "zh") if face.get("hair") else ""
    return (
        f"一张{_SHOT[facts['shot']][1]}：{_behind_zh(facts)}，一个{f'{hair}的' if hair else ''}人{_manner_zh(face)}。"
    )


def _manner_zh(face: dict[str, Any]) -> str:
    looks = {"camera": "看着镜头", "left": "看向左边", "right": "看向右边"}
    mood = _EXPRESSION[face["expression"]][1]
    look = "闭着眼或垂着眼" if face["eyes"] == "closed" else looks.get(face["look"], "")
    return f"{mood}，{look}" if look else mood


def _behind_zh(facts: dict[str, Any]) -> str:
    background = facts["background"]
    color = color_words(background["colors"][:1], "zh") if background["colors"] and not facts["grey"] else ""
    return f"在{_BACKGROUND[background['kind']][1]}{color}背景前"


def _more_zh(facts: dict[str, Any]) -> list[str]:
    said = []
    if facts["faces"]:
        face = facts["faces"][facts["main"]]
        words = []
        if face["turned"] != "no":
            words.append(f"脸{'明显' if face['far'] else '略微'}转向{_SIDE[face['turned']][1]}边")
        if face["tilted"] != "no":
            words.append(f"头向{_SIDE[face['tilted']][1]}歪")
        if face["nod"] != "no":
            words.append("抬着头" if face["nod"] == "up" else "低着头")
        said.append("，".join(words or ["脸正对着我们"]) + "。")
        if face["mouth"] == "open" and "smile" not in face["expression"] and face["expression"] != "surprise":
            said.append("嘴张着。")
    if facts.get("clothes"):
        said.append(f"衣服主要是{color_words(facts['clothes'], 'zh')}。")
    if facts["faces"] and not facts["grey"] and facts["colors"]:
        said.append(f"画面的主要颜色是{color_words(facts['colors'], 'zh')}。")
    elif facts["faces"] and facts["grey"]:
        said.append("这是黑白的。")
    side = facts["faces"][facts["main"]]["light"] if facts["faces"] else "even"
    light = _LIGHT[facts["light"]][1] + ("" if side == "even" else f"，光从{_SIDE[side][1]}边来")
    tone = {"warm": "，色调偏暖", "cool": "，色调偏冷", "neutral": ""}[facts["tone"]]
    said.append(f"{light}{tone}，{_SHARP[facts['sharpness']][1]}。")
    return said
