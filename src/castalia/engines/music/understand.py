"""What the prompt of a piece says about its mood, tempo, key and instruments, in English and Chinese."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from castalia.engines.music.band import words as instrument_words
from castalia.engines.music.theory import TONICS


@dataclass
class Wish:
    """What a prompt asks for; what it does not say is None or empty."""

    mood: str | None = None
    tempo: int = 0
    """-1 slower than the mood's, 1 faster."""
    bpm: int | None = None
    tonic: str | None = None
    mode: str | None = None
    instruments: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    solo: bool = False
    """Whether only those instruments should play."""
    understood: list[dict[str, str]] = field(default_factory=list)
    """`{"word": ..., "as": ...}` in the order of the prompt's meaning, for the report."""


_MOOD_WORDS = {
    "calm": "calm peaceful quiet gentle relaxing relaxed relax soothing serene tranquil soft sleep lullaby meditation ambient dreamy "
    "平静 宁静 安静 舒缓 轻柔 放松 柔和 恬静 安宁 冥想 催眠 摇篮曲 悠闲 温柔 静谧 空灵",
    "happy": "happy cheerful joyful bright sunny upbeat festive celebration uplifting merry joy cheery optimistic "
    "快乐 欢快 开心 高兴 喜悦 明快 欢乐 阳光 喜庆 节日 庆祝 幸福 轻快",
    "sad": "sad melancholy melancholic sorrow sorrowful lonely loneliness grief mournful farewell tears nostalgic wistful lost "
    "悲伤 忧伤 伤感 难过 哀伤 孤独 寂寞 离别 思念 忧郁 怀念 凄凉 眼泪 惆怅",
    "epic": "epic heroic grand majestic battle triumphant adventure adventurous cinematic powerful glorious war hero dragon "
    "史诗 英雄 宏大 壮丽 壮阔 战斗 战争 凯旋 冒险 气势 磅礴 激昂 雄壮 恢弘 龙",
    "mysterious": "mysterious mystery magical magic enchanted unknown strange secret eerie mystic mystical glowing ancient discovery "
    "discovers explorer ghost fairy 神秘 魔法 未知 奇异 秘密 诡异 奇幻 荧光 发光 古老 神奇 探险 探索 幽灵 梦幻",
    "tense": "tense suspense suspenseful thriller danger dangerous chase fear scary horror urgent storm escape anxious "
    "紧张 悬疑 惊悚 危险 追逐 恐惧 可怕 恐怖 急迫 暴风雨 逃跑 焦虑",
    "playful": "playful funny cute silly quirky mischievous comic bouncy whimsical kitten puppy toy toys children kids "
    "俏皮 调皮 可爱 有趣 滑稽 顽皮 活泼 搞笑 小猫 小狗 玩具 儿童 孩子 童趣",
    "romantic": "romantic love tender passionate wedding kiss intimate warm lovers 浪漫 爱情 爱恋 温馨 婚礼 深情 恋人 情歌 甜蜜 温暖",
}
_PLACE_WORDS = {
    "mysterious": ("rainforest jungle cave moonlight moon night space galaxy stars ruins temple fog mist underwater deep "
                   "雨林 热带雨林 丛林 洞穴 月光 月亮 月夜 夜晚 太空 银河 星空 遗迹 神庙 雾 海底 深海", ("marimba", "flute", "drums")),
    "calm": ("forest sea ocean lake river beach coast lighthouse rain rainy evening garden snow meadow tea bamboo sunset dawn cloud clouds "
             "森林 大海 海 湖 河 沙滩 海岸 灯塔 雨 傍晚 花园 雪 草地 茶 竹林 夕阳 黄昏 清晨 云", ()),
    "epic": ("mountain mountains castle kingdom desert sky storm 高山 山脉 群山 城堡 王国 沙漠 天空", ()),
    "happy": ("party festival market spring summer picnic village 派对 集市 春天 夏天 野餐 村庄 春节", ()),
    "playful": ("circus playground robot robots cat dog donut 马戏团 游乐场 机器人 猫 狗 甜甜圈", ()),
    "tense": ("factory prison 工厂 监狱", ()),
    "romantic": ("paris rose roses 巴黎 玫瑰", ()),
    "sad": ("autumn graveyard 秋天 秋 墓地", ()),
}  # fmt: skip
_TEMPO_WORDS = {
    -1: "slow slowly slower adagio largo lento andante 慢 缓慢 慢速 舒缓",
    1: "fast quick quickly faster allegro presto lively energetic 快速 快节奏 急速 快板 动感 激烈",
}
_MODE_WORDS = {"major": "major 大调", "minor": "minor 小调", "dorian": "dorian 多利亚", "lydian": "lydian 利底亚", "pentatonic": "pentatonic 五声 五声音阶"}
_SOLO_WORDS = "solo only alone 独奏"
_NEGATION = re.compile(r"(?:\b(?:no|without|not)\s+(?:any\s+)?|不要|没有|无|不用)$")
_ZH_KEYS = {"升": "#", "降": "b"}
_ENHARMONIC = {"db": "C#", "d#": "Eb", "gb": "F#", "g#": "Ab", "a#": "Bb", "cb": "B", "e#": "F", "fb": "E", "b#": "C"}


def understand(prompt: str) -> Wish:
    """Read a prompt. Words that stand for a feeling weigh more than places; of equals the first in the text wins."""
    text = " ".join(prompt.lower().split())
    wish = Wish()
    _read_numbers(text, wish)
    _read_key(text, wish)
    _read_instruments(text, wish)
    feeling = _first(text, _MOOD_WORDS)
    place = _first(text, {mood: words for mood, (words, _) in _PLACE_WORDS.items()})
    if feeling:
        wish.mood, word = feeling
        wish.understood.append({"word": word, "as": f"mood {wish.mood}"})
    if place:
        mood, word = place
        if wish.mood is None:
            wish.mood = mood
        if wish.mood == mood:
            wish.instruments += [i for i in _PLACE_WORDS[mood][1] if i not in wish.instruments and i not in wish.without]
        wish.understood.append({"word": word, "as": f"a place or thing that sounds {mood}"})
    for word, pace in ((w, p) for p, ws in _TEMPO_WORDS.items() for w in ws.split()):
        if _where(text, word) >= 0:
            wish.tempo = pace
            wish.understood.append({"word": word, "as": "slower" if pace < 0 else "faster"})
            break
    return wish


def _where(text: str, word: str) -> int:
    """Position of a word in the text, or -1; English words as whole words, with or without plural."""
    if word.isascii():
        found = re.search(rf"(?<![a-z]){re.escape(word)}(?:s|es)?(?![a-z])", text)
        return found.start() if found else -1
    return text.find(word)


def _first(text: str, table: dict[str, str]) -> tuple[str, str] | None:
    """(key, word) of the word that stands first in the text and is not denied; the longer of two at one place."""
    hits = [(at, -len(word), key, word) for key, words in table.items() for word in words.split() if (at := _where(text, word)) >= 0]
    hits = [h for h in hits if not _NEGATION.search(text[: h[0]])]
    return min(hits)[2:] if hits else None


def _read_numbers(text: str, wish: Wish) -> None:
    found = re.search(r"(\d{2,3})\s*(?:bpm|beats per minute|拍)", text)
    if found and 40 <= int(found[1]) <= 220:
        wish.bpm = int(found[1])
        wish.understood.append({"word": found[0], "as": f"{wish.bpm} beats per minute"})


def _read_key(text: str, wish: Wish) -> None:
    for mode, words in _MODE_WORDS.items():
        for word in words.split():
            if _where(text, word) >= 0:
                wish.mode = mode
    english = re.search(r"(?<![a-z])([a-g])\s?(sharp|flat|#|b)?[ -](?:major|minor|dorian|lydian|pentatonic)", text)
    chinese = re.search(r"([升降])?([a-g])([#b])?(?:大调|小调|调)", text)
    if english:
        name = english[1] + {"sharp": "#", "flat": "b"}.get(english[2] or "", english[2] or "")
    elif chinese:
        name = chinese[2] + (_ZH_KEYS.get(chinese[1] or "", "") or chinese[3] or "")
    else:
        name = ""
    name = _ENHARMONIC.get(name, name.capitalize())
    if name in TONICS:
        wish.tonic = name
    if wish.tonic or wish.mode:
        wish.understood.append({"word": " ".join(filter(None, (wish.tonic, wish.mode))), "as": "key"})


def _read_instruments(text: str, wish: Wish) -> None:
    hits = sorted((at, -len(word), word, i.name) for word, i in instrument_words().items() if (at := _where(text, word)) >= 0)
    taken = 0
    for at, size, word, name in hits:
        if at < taken or name in wish.instruments:
            continue
        taken = at - size
        denied = bool(_NEGATION.search(text[:at]))
        (wish.without if denied else wish.instruments).append(name)
        wish.understood.append({"word": word, "as": f"{'no ' if denied else ''}{name}"})
    if wish.instruments and any(_where(text, w) >= 0 for w in _SOLO_WORDS.split()):
        wish.solo = True
