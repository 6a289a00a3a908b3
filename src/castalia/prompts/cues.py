"""The words of a prompt that decide on plot, tone, mood and light."""

from __future__ import annotations

import re

from castalia.prompts.wordlist import words

FINDING = words("""
        find discover see spot notice uncover unearth dig catch get receive open buy hatch encounter
        """) | words("发现 找到 看见 看到 捡到 收到 挖 打开 遇到 采")
MEETING = words("meet befriend love hug kiss marry adopt rescue save help greet") | words(
    "遇见 遇上 爱上 交朋友 照顾 陪伴 帮助 拯救 救了 救 守护 保护"
)
LOSING = words("lose search seek forget steal hide") | words("丢了 弄丢 丢失 失去 寻找 偷走 偷 藏")
TRYING = words("want wish dream hope try learn practice compete win decide need race bake build invent") | words(
    "想 想要 希望 梦想 学会 学习 学 参加 比赛 赢得 赢 挑战"
)
GOING = words("""
        travel walk fly sail ride go run explore cross swim drive wander march climb escape leave follow
        chase hike row return float drift
        """) | words("""
        跑 奔跑 奔驰 飞 飞行 飞翔 飞向 飞过 飞到 游 航行 驶向 骑着 骑 离开 告别 出发
        前往 去 来到 走进 走过 走 爬 爬上 登上 穿越 穿过 探索 探险 旅行 回家 追 追逐
        追赶
        """)
STAYING = words("live be stay sit stand have own wait sleep want") | words("生活 坐着 坐 站 躺 拥有 住 戴着 穿着")
STAND_INS = {
    ("she", "en"): "a girl", ("he", "en"): "a boy", ("i", "en"): "a child", ("we", "en"): "two friends",
    ("they", "en"): "two friends",
    ("you", "en"): "a child", ("it", "en"): "", ("there", "en"): "",
    ("她", "zh"): "一个女孩", ("他", "zh"): "一个男孩", ("我", "zh"): "一个孩子",
    ("我们", "zh"): "两个朋友", ("他们", "zh"): "两个朋友", ("它", "zh"): "",
}  # fmt: skip
"""Who stands in for a pronoun that the prompt does not explain."""
NIGHT = re.compile(
    r"night|dark|sleep|dream|star|moonlight|lantern|afraid|watch|夜|黑暗|睡|星空|害怕|灯塔|月光", re.IGNORECASE
)
TONES = (
    ("funny", r"funny|silly|comic|hilarious|joke|搞笑|滑稽|好笑|幽默|有趣"),
    ("dramatic", r"battle|storm|war\b|fight|epic|heroic|last\b|danger|volcano|大战|暴风|战争|英雄|决战|最后|危险|火山"),
    ("mysterious", r"myster|secret|unknown|strange|ghost|haunt|ancient|shadow|神秘|秘密|未知|奇怪|幽灵|古老|影子"),
)
MOODS = {
    "warm": "calm",
    "funny": "playful",
    "dramatic": "epic",
    "mysterious": "mysterious",
    "neutral": "calm",
    "scholarly": "calm",
}
MOOD_WORDS = (
    ("sad", r"\bsad|lonely|lost\b|goodbye|悲|孤独|离别|思念"),
    ("romantic", r"\blove|romantic|爱情|浪漫|爱上"),
    ("happy", r"happy|party|birthday|快乐|生日|节日"),
)
GLOW = re.compile(r"glow|luminous|firefl|lantern|荧光|发光|夜光|萤火|灯笼", re.IGNORECASE)
TIMES = (
    ("dawn", r"\bdawn|sunrise|morning|清晨|黎明|日出|早晨|拂晓"),
    ("sunset", r"sunset|\bdusk|evening|golden hour|twilight|日落|黄昏|夕阳|傍晚|晚霞"),
    ("neon", r"neon|cyberpunk|霓虹|赛博"),
    ("night", r"\bnight|midnight|moonlit|starry|夜晚|夜里|深夜|午夜|星空|月光"),
    ("noon", r"\bnoon|midday|sunny|daylight|正午|中午|阳光|晴"),
)
