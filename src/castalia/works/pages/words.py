"""The words of the pages with a face that are not their own, in English and Chinese."""

# ruff: noqa: E501 -- a word is a line

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

COMMON: Mapping[str, Mapping[str, str]] = {
    "en": {
        "skip": "Skip to the content", "downloads": "Take it with you", "made": "How this was made",
        "settings": "Settings", "again": "To make it again", "copy": "Copy", "copied": "Copied",
        "mark": "AI-generated / digitally created",
        "footer": "This page works without a network. Every file carries its own provenance.",
        "work": "Recipe and graph", "portrait": "Portrait", "byline": "Made with Castalia",
    },
    "zh": {
        "skip": "跳到正文", "downloads": "带走它", "made": "这一页是怎样做成的", "settings": "设置", "again": "再做一次",
        "copy": "复制", "copied": "已复制", "mark": "AI 生成 / 数字创作",
        "footer": "这一页不需要网络。每个文件都带着自己的来历。", "work": "配方与结构", "portrait": "肖像",
        "byline": "由 Castalia 制作",
    },
}  # fmt: skip

AVATAR: Mapping[str, Mapping[str, Any]] = {
    "en": {
        "kicker": "An avatar", "model_label": "3D head. Turn it with the arrow keys, zoom with + and −.",
        "model_hint": "Drag to turn. Pinch, or click and use the wheel, to zoom. Arrow keys work too.",
        "model_fallback": "This browser cannot show the head (no WebGL 2). Download it below for any 3D viewer.",
        "no_script": "With JavaScript switched off the head cannot be shown; download it below.",
        "views": "Portrait and head", "portrait_line": "The portrait that was drawn from the words.",
        "turntable": "The head, turned once round.", "sheet": "How the head was made",
        "sheet_line": "Portrait, landmarks, mesh, texture and views on one sheet.",
        "review": "Is this the one?", "missing": "There is no 3D head yet",
        "review_line": "This is the portrait only, to be looked at first. The next command models the head from exactly "
        "this portrait; it is not drawn again.",
        "another_line": "Another seed makes another person:",
        "on": "Let it speak", "on_line": "In the folder of this page:",
        "say": "Hello! This is the first time that I speak.", "about": "my first day",
        "understood": "Understood", "approximated": "Taken for something near", "not_understood": "Not understood",
        "head": "3D head",
        "roles": {"main": "3D head", "glb": "3D head (GLB)", "obj": "3D head (OBJ)", "mtl": "Material", "texture": "Texture",
                  "turntable": "Turntable", "turntable-gif": "Turntable (GIF)", "visual": "Sheet", "sheet": "Sheet",
                  "coefficients": "Coefficients"},
    },
    "zh": {
        "kicker": "数字形象", "model_label": "三维头像。方向键旋转，加减号缩放。",
        "model_hint": "拖动可以旋转；双指捏合，或点击后滚动滚轮，可以缩放；方向键也可以用。",
        "model_fallback": "这个浏览器不能显示头像（缺少 WebGL 2）。可以在下面下载，用任何三维软件打开。",
        "no_script": "JavaScript 已关闭，无法显示头像；可以在下面下载。",
        "views": "肖像与头像", "portrait_line": "按这句话画出的肖像。", "turntable": "头像转一圈。",
        "sheet": "头像是怎样做成的", "sheet_line": "肖像、关键点、网格、贴图和各个角度。",
        "review": "就是这个人吗？", "missing": "还没有三维头像",
        "review_line": "这里只有肖像，先看一看。下面的命令会用这张肖像做出三维头像，不会重新画。",
        "another_line": "换一个种子，就是另一个人：",
        "on": "让它开口说话", "on_line": "在这一页所在的文件夹里运行：",
        "say": "大家好！这是我第一次开口说话。", "about": "我的第一天",
        "understood": "听懂了", "approximated": "用相近的代替", "not_understood": "没听懂", "head": "三维头像",
        "roles": {"main": "三维头像", "glb": "三维头像（GLB）", "obj": "三维头像（OBJ）", "mtl": "材质", "texture": "贴图",
                  "turntable": "旋转视频", "turntable-gif": "旋转动图", "visual": "一览图", "sheet": "一览图", "coefficients": "系数"},
    },
}  # fmt: skip

LISTEN: Mapping[str, Mapping[str, Any]] = {
    "en": {
        "kicker": "Listening to a picture", "title": "What does this picture say?", "picture": "The picture",
        "video_label": "The picture speaks", "stages": "How it found its words", "open_quote": "“", "close_quote": "”",
        "stage": {"describe": "What the picture shows", "write": "What the person might say", "voice": "The voice",
                  "speak": "The words spoken", "animate": "The picture speaks"},
        "not_yet": "Not made yet.", "removed": "Taken off before speaking:", "change": "Change it", "carry_on": "Go on from here",
        "given": "your own words", "chosen_by_you": "chosen by you",
        "voice_because": "Because the description says “{words}”.",
        "voice_plain": "The description tells nothing that would call for another voice, so it is the neutral one.",
        "voice_given": "As you asked for.",
        "emotion_why": "Follows from the tone “{tone}”.", "emotion_given": "As you asked for.",
        "emotion": {"neutral": "neutral", "smile": "smile", "calm": "calm", "surprise": "surprise", "sad": "sad",
                    "angry": "angry", "serious": "serious"},
        "hints": {"describe": "Say yourself what the picture shows; what follows is made anew from it.",
                  "write": "Put your own words in: only speech and video are made anew.",
                  "voice": "Any voice of the studio: female, male, child, grandma, grandpa, robot, narrator.",
                  "speak": "Another tone, another length, another topic, or other words by another seed:",
                  "animate": "What the face shows:", "open": "In the folder of this page; what is made already is not made again."},
        "files": {"description": "Description", "words": "Words", "speech": "Speech", "speech-timings": "Phoneme times",
                  "talking": "Talking picture", "talking-performance": "Movement"},
        "example_about": "the sea",
    },
    "zh": {
        "kicker": "听照片说话", "title": "这张照片想说什么？", "picture": "照片",
        "video_label": "会说话的照片", "stages": "它是怎样开口的", "open_quote": "“", "close_quote": "”",
        "stage": {"describe": "照片里有什么", "write": "那个人可能会说什么", "voice": "声音", "speak": "说出来", "animate": "照片开口了"},
        "not_yet": "还没有做。", "removed": "朗读之前去掉了：", "change": "改一改", "carry_on": "从这里继续",
        "given": "你自己写的", "chosen_by_you": "你选的",
        "voice_because": "因为描述里说到“{words}”。",
        "voice_plain": "描述里没有什么要求别的声音，所以用中性的声音。", "voice_given": "按你的要求。",
        "emotion_why": "由语气“{tone}”而来。", "emotion_given": "按你的要求。",
        "emotion": {"neutral": "平静", "smile": "微笑", "calm": "安详", "surprise": "惊讶", "sad": "难过", "angry": "生气",
                    "serious": "严肃"},
        "hints": {"describe": "自己说说照片里有什么，后面的都会据此重做。",
                  "write": "换成你自己的话，只重做朗读和视频。",
                  "voice": "工作室里的任何声音：female、male、child、grandma、grandpa、robot、narrator。",
                  "speak": "换语气、长短、话题，或者换个种子说别的：",
                  "animate": "脸上的表情：", "open": "在这一页所在的文件夹里运行；做好的部分不会重做。"},
        "files": {"description": "描述", "words": "文字", "speech": "朗读", "speech-timings": "音素时间", "talking": "会说话的照片", "talking-performance": "动作"},
        "example_about": "大海",
    },
}  # fmt: skip
TONES = {
    "neutral": "平实", "warm": "温暖", "funny": "幽默", "dramatic": "激昂", "mysterious": "神秘", "scholarly": "学究",
}  # fmt: skip


def words_of(page: Mapping[str, Mapping[str, Any]], language: str) -> dict[str, Any]:
    """The words of a page in a language."""
    return {**COMMON[language], **page[language]}
