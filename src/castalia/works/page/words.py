"""The words of a story page that are not the story's own, in English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping

UI: Mapping[str, Mapping[str, str]] = {
    "en": {
        "kicker": "An illustrated story",
        "kicker_plain": "A story",
        "byline": "Made by Castalia’s built-in engines",
        "byline_models": "Made with Castalia",
        "skip": "Skip to the story",
        "listen": "Listen to the story",
        "player": "Narration and music",
        "play": "Play the narration",
        "pause": "Pause the narration",
        "position": "Position in the narration",
        "of": "of",
        "music": "Music",
        "music_on": "Play the background music",
        "music_volume": "Volume of the music",
        "clip": "The moving picture",
        "clip_label": "Clip with sound",
        "model": "To turn in your hand",
        "model_label": "3D model: {what}. Turn it with the arrow keys, zoom with + and −.",
        "model_hint": "Drag to turn. Pinch, or click and use the wheel, to zoom. Arrow keys work too.",
        "model_fallback": "This browser cannot show the model (no WebGL 2). Download it below for any 3D viewer.",
        "no_script": "With JavaScript switched off the model cannot be shown; download it below.",
        "downloads": "Take it with you",
        "work": "Recipe and graph",
        "made": "How this was made",
        "made_line": "Made from one prompt in {count} parts, not edited by hand. {mark}.",
        "kept": "Consistency",
        "kept_line": "of the plan is found again in the finished parts.",
        "details": "Engines, seeds, measurements",
        "prompt": "Prompt",
        "settings": "Settings",
        "again": "To make it again",
        "again_line": "In the folder of this page. The same recipe gives the same files.",
        "parts": "The parts",
        "part": "Part",
        "engine": "Engine",
        "seed": "Seed",
        "measured": "Measured",
        "not_measured": "not measured",
        "engines": "What made them",
        "understood": "Understood",
        "approximated": "Taken for something near",
        "not_understood": "Not understood",
        "missing": "Left out on this machine",
        "mark": "AI-generated / digitally created",
        "footer": "This page works without a network. Every file carries its own provenance.",
        "seconds": "{s} s",
        "minutes": "{m} min {s} s",
    },
    "zh": {
        "kicker": "图文故事",
        "kicker_plain": "故事",
        "byline": "由 Castalia 内置引擎制作",
        "byline_models": "由 Castalia 制作",
        "skip": "跳到正文",
        "listen": "听这个故事",
        "player": "朗读与音乐",
        "play": "播放朗读",
        "pause": "暂停朗读",
        "position": "朗读进度",
        "of": "共",
        "music": "音乐",
        "music_on": "播放背景音乐",
        "music_volume": "音乐音量",
        "clip": "动起来的画面",
        "clip_label": "有声短片",
        "model": "拿在手里看一看",
        "model_label": "三维模型：{what}。方向键旋转，加减号缩放。",
        "model_hint": "拖动可以旋转；双指捏合，或点击后滚动滚轮，可以缩放；方向键也可以用。",
        "model_fallback": "这个浏览器不能显示模型（缺少 WebGL 2）。可以在下面下载，用任何三维软件打开。",
        "no_script": "JavaScript 已关闭，无法显示模型；可以在下面下载。",
        "downloads": "带走它",
        "work": "配方与结构",
        "made": "这一页是怎样做成的",
        "made_line": "由一句提示词做成 {count} 个部分，没有人工修改。{mark}。",
        "kept": "一致性",
        "kept_line": "的设定在成品里量得出来。",
        "details": "引擎、种子与测量",
        "prompt": "提示词",
        "settings": "设置",
        "again": "再做一次",
        "again_line": "在这一页所在的文件夹里运行。同样的配方得到同样的文件。",
        "parts": "各个部分",
        "part": "部分",
        "engine": "引擎",
        "seed": "种子",
        "measured": "测量结果",
        "not_measured": "未测量",
        "engines": "由谁制作",
        "understood": "听懂了",
        "approximated": "用相近的代替",
        "not_understood": "没听懂",
        "missing": "这台机器上缺少的部分",
        "mark": "AI 生成 / 数字创作",
        "footer": "这一页不需要网络。每个文件都带着自己的来历。",
        "seconds": "{s} 秒",
        "minutes": "{m} 分 {s} 秒",
    },
}

_FACETS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "cast": "cast", "place": "place", "style": "style", "mood": "mood", "light": "light", "palette": "palette",
        "language": "language", "story": "story", "and": " and ", "sep": "; ", "unknown": "unknown",
        "shows": "shows {names}", "shows_not": "does not show {names}",
        "looks_changed": "{names} looks different here", "no_cast": "no figures",
        "is": "the {facet} is {value}", "is_not": "the {facet} is {value}, not {wanted}",
        "palette_both":
            "colours are {brief} away from the brief’s palette, {others} from the other pictures’ (0.02 is just seen)",
        "palette_one": "colours are {brief} away from the brief’s palette (0.02 is just seen)",
        "tells": "tells of {names}", "tells_not": "does not mention {names}", "tells_place": "takes place {place}",
        "tells_place_not": "does not mention the place ({place})",
        "reads": "reads {count} sentences, {share} of the story",
    },
    "zh": {
        "cast": "角色", "place": "地点", "style": "风格", "mood": "情绪", "light": "光线", "palette": "色调",
        "language": "语言", "story": "故事", "and": "和", "sep": "；", "unknown": "未知",
        "shows": "画出了{names}", "shows_not": "没有画出{names}", "looks_changed": "{names}的样子与别处不同",
        "no_cast": "没有角色", "is": "{facet}是{value}", "is_not": "{facet}是{value}，不是{wanted}",
        "palette_both": "与设定色板的距离 {brief}，与其他插图的距离 {others}（0.02 才刚能看出）",
        "palette_one": "与设定色板的距离 {brief}（0.02 才刚能看出）",
        "tells": "讲到了{names}", "tells_not": "没有提到{names}", "tells_place": "发生{place}",
        "tells_place_not": "没有提到地点（{place}）", "reads": "读了 {count} 句，占故事的 {share}",
    },
}  # fmt: skip

_ZH_NAMES = {
    "moon": "月球", "mars": "火星", "beach": "海滩", "forest": "森林", "desert": "沙漠", "snow": "雪地", "sea": "海里",
    "meadow": "草地", "city": "城市", "rainforest": "雨林", "rocky_coast": "礁石海岸",
    "dawn": "清晨", "noon": "正午", "sunset": "黄昏", "night": "夜晚", "neon": "霓虹夜色",
    "clay": "黏土", "watercolor": "水彩", "ink": "水墨", "pixel": "像素", "pencil": "铅笔", "oil": "油画",
    "calm": "平静", "happy": "欢快", "sad": "忧伤", "epic": "壮阔", "mysterious": "神秘", "tense": "紧张",
    "playful": "俏皮", "romantic": "浪漫", "en": "英文", "zh": "中文",
}  # fmt: skip
_EN_NAMES = {"en": "English", "zh": "Chinese"}

_TITLES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "story": "Story", "picture": "Picture {n}", "narration": "Narration", "music": "Music",
        "clip-voice": "Voice of the clip", "clip": "Clip", "model": "3D model",
    },
    "zh": {
        "story": "故事", "picture": "插图 {n}", "narration": "朗读", "music": "音乐", "clip-voice": "短片旁白",
        "clip": "短片", "model": "三维模型",
    },
}  # fmt: skip


def facet_words(language: str) -> Mapping[str, str]:
    """Words for the measurement of consistency."""
    return _FACETS[language]


def name_of(concept: str, language: str) -> str:
    """What a place, light, style, mood or language is called: `rocky_coast` -> `rocky coast`, `礁石海岸`."""
    names = _ZH_NAMES if language == "zh" else _EN_NAMES
    return names.get(concept, concept.replace("_", " "))


def part_title(id: str, language: str) -> str:
    """What a node of a story page is called: `picture-2` -> `Picture 2`, `插图 2`."""
    titles = _TITLES[language]
    head, _, number = id.rpartition("-")
    return titles["picture"].format(n=number) if head == "picture" else titles[id]


def spoken_time(seconds: float, language: str) -> str:
    """A duration in words: `1 min 42 s`, `1 分 42 秒`."""
    minutes, rest = divmod(round(seconds), 60)
    words = UI[language]
    return words["minutes"].format(m=minutes, s=rest) if minutes else words["seconds"].format(s=rest)
