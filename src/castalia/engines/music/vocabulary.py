"""The words in a prompt that the composer knows, English and Chinese, parted by spaces."""

from __future__ import annotations

MOOD_WORDS = {
    "calm": (
        "calm peaceful quiet gentle relaxing relaxed relax soothing serene tranquil soft sleep lullaby "
        "meditation ambient dreamy "
        "平静 宁静 安静 舒缓 轻柔 放松 柔和 恬静 安宁 冥想 催眠 摇篮曲 悠闲 温柔 静谧 空灵"
    ),
    "happy": (
        "happy cheerful joyful bright sunny upbeat festive celebration uplifting merry joy cheery "
        "optimistic "
        "快乐 欢快 开心 高兴 喜悦 明快 欢乐 阳光 喜庆 节日 庆祝 幸福 轻快"
    ),
    "sad": (
        "sad melancholy melancholic sorrow sorrowful lonely loneliness grief mournful farewell tears "
        "nostalgic wistful lost "
        "悲伤 忧伤 伤感 难过 哀伤 孤独 寂寞 离别 思念 忧郁 怀念 凄凉 眼泪 惆怅"
    ),
    "epic": (
        "epic heroic grand majestic battle triumphant adventure adventurous cinematic powerful glorious "
        "war hero dragon "
        "史诗 英雄 宏大 壮丽 壮阔 战斗 战争 凯旋 冒险 气势 磅礴 激昂 雄壮 恢弘 龙"
    ),
    "mysterious": (
        "mysterious mystery magical magic enchanted unknown strange secret eerie mystic mystical glowing "
        "ancient discovery discovers explorer ghost fairy "
        "神秘 魔法 未知 奇异 秘密 诡异 奇幻 荧光 发光 古老 神奇 探险 探索 幽灵 梦幻"
    ),
    "tense": (
        "tense suspense suspenseful thriller danger dangerous chase fear scary horror urgent storm "
        "escape anxious "
        "紧张 悬疑 惊悚 危险 追逐 恐惧 可怕 恐怖 急迫 暴风雨 逃跑 焦虑"
    ),
    "playful": (
        "playful funny cute silly quirky mischievous comic bouncy whimsical kitten puppy toy toys "
        "children kids "
        "俏皮 调皮 可爱 有趣 滑稽 顽皮 活泼 搞笑 小猫 小狗 玩具 儿童 孩子 童趣"
    ),
    "romantic": (
        "romantic love tender passionate wedding kiss intimate warm lovers "
        "浪漫 爱情 爱恋 温馨 婚礼 深情 恋人 情歌 甜蜜 温暖"
    ),
}
"""Mood -> words for it."""

PLACE_WORDS = {
    "mysterious": (
        "rainforest jungle cave moonlight moon night space galaxy stars ruins temple fog mist underwater "
        "deep "
        "雨林 热带雨林 丛林 洞穴 月光 月亮 月夜 夜晚 太空 银河 星空 遗迹 神庙 雾 海底 深海"
    ),
    "calm": (
        "forest sea ocean lake river beach coast lighthouse rain rainy evening garden snow meadow tea "
        "bamboo sunset dawn cloud clouds "
        "森林 大海 海 湖 河 沙滩 海岸 灯塔 雨 傍晚 花园 雪 草地 茶 竹林 夕阳 黄昏 清晨 云"
    ),
    "epic": ("mountain mountains castle kingdom desert sky storm 高山 山脉 群山 城堡 王国 沙漠 天空"),
    "happy": ("party festival market spring summer picnic village 派对 集市 春天 夏天 野餐 村庄 春节"),
    "playful": ("circus playground robot robots cat dog donut 马戏团 游乐场 机器人 猫 狗 甜甜圈"),
    "tense": ("factory prison 工厂 监狱"),
    "romantic": ("paris rose roses 巴黎 玫瑰"),
    "sad": ("autumn graveyard 秋天 秋 墓地"),
}
"""Mood -> places, times and things that call for it when no word for a mood is there."""

PLACE_INSTRUMENTS = {
    "rainforest jungle 雨林 热带雨林 丛林": ("marimba", "flute", "drums"),
    "sea ocean coast lighthouse 大海 海岸 灯塔": ("harp", "strings"),
    "night moonlight stars space 夜晚 月光 月夜 星空 太空": ("pad", "bells"),
    "snow winter 雪": ("bells", "harp"),
    "tea bamboo 茶 竹林 水墨": ("guzheng", "flute"),
    "castle kingdom 城堡 王国": ("brass", "strings"),
    "robot robots circus 机器人 马戏团": ("marimba", "clarinet"),
}
"""Places and things -> instruments that paint them."""

TEMPO_WORDS = {
    -1: "slow slowly slower adagio largo lento andante 慢 缓慢 慢速 舒缓",
    1: "fast quick quickly faster allegro presto lively energetic 快速 快节奏 急速 快板 动感 激烈",
}
"""-1 slower, 1 faster."""

MODE_WORDS = {
    "major": "major 大调",
    "minor": "minor 小调",
    "dorian": "dorian 多利亚",
    "lydian": "lydian 利底亚",
    "pentatonic": "pentatonic 五声 五声音阶",
}
SOLO_WORDS = "solo only alone 独奏"
