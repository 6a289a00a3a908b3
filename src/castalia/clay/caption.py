"""From a scene to a sentence, in English or Chinese."""

from __future__ import annotations

from castalia.clay import lexicon
from castalia.clay.lexicon import Language
from castalia.clay.lexicon.colors import COLORS
from castalia.clay.places import PLACES
from castalia.clay.scene import Scene, Subject

DOES_EN = {
    "riding": "riding", "on": "on", "next_to": "next to", "holding": "holding", "in_front_of": "in front of",
    "behind": "behind", "under": "under", "looking_at": "looking at",
}  # fmt: skip
AFTER_ZH = {"on": "上", "next_to": "旁边", "in_front_of": "前面", "behind": "后面", "under": "下面"}
VERB_ZH = {"riding": "骑着", "holding": "拿着", "looking_at": "看着"}
ACTION_ZH = {
    "waving": "挥手", "dancing": "跳舞", "running": "奔跑", "walking": "散步", "jumping": "跳跃", "sleeping": "睡觉",
    "flying": "飞翔", "floating": "漂浮", "swimming": "游泳", "sailing": "航行", "sitting": "坐着", "standing": "站着",
    "playing": "玩耍", "thinking": "沉思", "celebrating": "欢呼",
}  # fmt: skip
ADJECTIVES = ("glowing", "strange", "old")


def caption(scene: Scene, language: Language = "en") -> str:
    """What the picture of a scene shows: `Three orange cats on the beach at sunset, watercolor painting.`"""
    return _chinese(scene) if language == "zh" else _english(scene)


def _looks(subject: Subject) -> tuple[list[str], list[str]]:
    """Adjectives and worn things, as concepts: (`strange`), (`red_hat`)."""
    own = [t for t in subject.traits if t in ADJECTIVES and t not in subject.kind]
    return own, _joined_hair([t for t in subject.traits if t not in (*ADJECTIVES, "bare")])


def _noun(subject: Subject, language: Language) -> str:
    adjectives, worn = _looks(subject)
    if language == "zh":
        words = {0.5: "微小的", 0.72: "小", 1.35: "大", 1.7: "巨大的"}.get(subject.size, "")
        words += "".join({"glowing": "发光的", "strange": "神秘的", "old": "年老的"}[a] for a in adjectives)
        words += _made_of_zh(subject)
        words += f"{lexicon.name('color:' + subject.color, 'zh')}的" if subject.color else ""
        if worn:
            words = "".join(_worn_zh(t) for t in worn) + words
        return lexicon.counted(subject.kind, subject.count, "zh", words)
    size = {0.5: "tiny", 0.72: "small", 1.35: "big", 1.7: "huge"}.get(subject.size, "")
    made = lexicon.name(f"material:{subject.material}", "en") if subject.material else ""
    after = made.startswith("made of")
    words = " ".join(w for w in (size, *adjectives, subject.color or "", "" if after else made) if w)
    noun = lexicon.counted(subject.kind, subject.count, "en", words)
    noun = f"{noun} {made}" if after else noun
    return f"{noun} with {_listed([_worn_en(t) for t in worn], 'and')}" if worn else noun


def _made_of_zh(subject: Subject) -> str:
    made = lexicon.name(f"material:{subject.material}", "zh") if subject.material else ""
    return made if not made or made.endswith("做的") else f"{made}做的"


def _becoming(subject: Subject, language: Language) -> str:
    """What it turns into."""
    if subject.becoming is None:
        return ""
    other = _noun(Subject(kind=subject.becoming, color=subject.becoming_color), language)
    return f"turning into {other}" if language == "en" else f"变成{other}"


def _split(trait: str) -> tuple[str, str]:
    color, _, thing = trait.partition("_")
    return (color, thing) if color in COLORS else ("", trait)


def _worn_en(trait: str) -> str:
    color, thing = _split(trait)
    words = f"{color} {thing.replace('_', ' ')}".strip()
    return (
        words
        if thing in ("glasses", "hair", "long_hair", "short_hair", "curly_hair")
        else f"{lexicon.article(words)} {words}"
    )


VERBS_ZH = {
    "glasses": "戴", "round_glasses": "戴", "hat": "戴", "crown": "戴", "scarf": "围", "backpack": "背",
    "hanfu": "穿着", "spacesuit": "穿着", "beard": "留",
}  # fmt: skip
"""How one has a thing on."""


def _worn_zh(trait: str) -> str:
    color, thing = _split(trait)
    verb = VERBS_ZH.get(thing, "")
    shade = f"{lexicon.name('color:' + color, 'zh')}" if color else ""
    return f"{verb}{shade}{lexicon.name('trait:' + thing, 'zh')}的"


def _joined_hair(worn: list[str]) -> list[str]:
    """`long_hair` and `red_hair` as one thing: `red_long_hair`."""
    cuts = [t for t in worn if t in ("long_hair", "short_hair", "curly_hair")]
    shades = [t for t in worn if _split(t)[0] and _split(t)[1] == "hair"]
    if not cuts or not shades:
        return worn
    rest = [t for t in worn if t not in (cuts[0], shades[0])]
    return [f"{_split(shades[0])[0]}_{cuts[0]}", *rest]


def _listed(words: list[str], joint: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joint} {words[-1]}"


def _sayings(scene: Scene, language: Language) -> list[str]:
    """One phrase for each subject that no other phrase has named; first those that nothing is related to."""
    targets = {s.target for s in scene.subjects if s.relation is not None}
    said: set[int] = set()
    order = sorted(range(len(scene.subjects)), key=lambda i: i in targets)
    return [_saying(scene, i, language, said) for i in order if i not in said]


def _saying(scene: Scene, i: int, language: Language, said: set[int]) -> str:
    said.add(i)
    subject = scene.subjects[i]
    noun, does, target = _noun(subject, language), subject.relation, subject.target
    turns = _becoming(subject, language)
    if does is None or target is None:
        other = ""
    elif target in said:
        name = lexicon.name(scene.subjects[target].kind, language, plural=scene.subjects[target].count > 1)
        other = f"the {name}" if language == "en" else name
    else:
        other = _saying(scene, target, language, said)
    noun = noun + turns if language == "zh" else noun
    if language == "en":
        words = [noun, *([turns] if turns else [])]
        if subject.action in ACTION_ZH:
            words.append(lexicon.name(f"action:{subject.action}", "en"))
        if other and does is not None:
            words += [DOES_EN[does], other]
        return " ".join(words)
    action = ACTION_ZH.get(subject.action or "", "")
    if not other or does is None:
        return noun + (action if not action or action.endswith("着") else f"在{action}")
    if does in VERB_ZH:
        return noun + VERB_ZH[does] + other + (f"，在{action}" if action else "")
    return f"{noun}在{other}{AFTER_ZH[does]}{action}"


def _extras(scene: Scene, language: Language) -> list[str]:
    """How it is seen, as far as that is not as usual: shot, angle, lens, focus, mood; and the style."""
    seen = [
        ("camera", scene.camera, "mid"), ("angle", scene.angle, "eye"), ("lens", scene.lens, "normal"),
        ("mood", scene.mood, "plain"),
    ]  # fmt: skip
    said = [f"{kind}:{value}" for kind, value, usual in seen if value != usual]
    if scene.focus and scene.lens not in ("portrait", "macro"):
        said.insert(-1 if scene.mood != "plain" else len(said), "focus:on")
    return [lexicon.phrase(concept, language) for concept in (*said, f"style:{scene.style}")]


def _air(scene: Scene, language: Language) -> str:
    """The weather, where it is not what the place has anyhow."""
    return lexicon.phrase(f"weather:{scene.weather}", language) if scene.weather != PLACES[scene.place].weather else ""


def _english(scene: Scene) -> str:
    what = _listed(_sayings(scene, "en"), "and") if scene.subjects else ""
    where = lexicon.phrase(f"place:{scene.place}", "en")
    if not what:
        what, where = f"{lexicon.article(place := lexicon.name('place:' + scene.place, 'en'))} {place}", ""
    when = lexicon.phrase(f"light:{scene.light}", "en")
    sentence = " ".join(w for w in (what, where, when, _air(scene, "en")) if w)
    return f"{sentence[0].upper()}{sentence[1:]}, {', '.join(_extras(scene, 'en'))}."


def _chinese(scene: Scene) -> str:
    where, when = (lexicon.phrase(c, "zh") for c in (f"place:{scene.place}", f"light:{scene.light}"))
    what = "，".join(_sayings(scene, "zh")) if scene.subjects else f"{lexicon.name('place:' + scene.place, 'zh')}的景色"
    parts = [when, _air(scene, "zh"), where if scene.subjects else "", what, *_extras(scene, "zh")]
    return "，".join(p for p in parts if p) + "。"
