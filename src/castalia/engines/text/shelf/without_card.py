"""What is written when there is no topic card: an honest plan for finding out, and a talk between hero and companion."""

# ruff: noqa: E501

from __future__ import annotations

UNKNOWN = {
    "en": (
        "This is an outline, not an answer: I have no topic card on “{topic}”, and I will not invent facts. What I can do is lay out the ground, so that whoever knows more, a book, a teacher or a language model, can fill it in.",
        "Begin with the plain question: what is meant by “{topic}”? Write down in one sentence what you believe now, before you read anything. It will be the most useful line on the page, because it shows you afterwards what you have learned.",
        "Then ask where it is found. Is there a place, a thing or a moment in which one can point at it and say: there? If there is, describe that one case as exactly as you can; if there is not, ask what it leaves behind.",
        "Third, ask what it depends on. What must be there first, what follows from it, and what would be missing in a world without it? Three arrows on a sheet of paper are enough for a start.",
        "Fourth, look for the quarrel. Every living subject has a point about which serious people disagree. Find two who do, and say for each of them what would change their mind.",
        "Last, make it small. Explain it to somebody of ten with one example from their day. Where you begin to wave your hands, that is where you have to go back and look again.",
    ),
    "zh": (
        "先说实话：我没有关于“{topic}”的知识卡片，也不打算编造事实，所以这里给的是一份提纲，不是答案。我能做的，是把地基摆好，让懂得更多的书、老师或者语言模型来往上添砖。",
        "先从最朴素的问题开始：“{topic}”指的究竟是什么？动手查之前，用一句话写下你现在的理解。它会是整页纸上最有用的一行，因为过后你会从它看出自己学到了什么。",
        "接着问：在哪里能找到它？有没有一个地方、一样东西、一个时刻，可以指着说“就是这个”？有，就把这一个例子写得越具体越好；没有，就问问它留下了什么痕迹。",
        "第三，问它靠什么。什么必须先有，什么随之而来，一个没有它的世界会缺掉什么？开头只要在纸上画三个箭头就够了。",
        "第四，去找争论。凡是活着的学问，总有一处连行家也谈不拢。找出意见不同的两家，替每一家说说：什么证据能让他改变主意。",
        "最后，把它变小。用对方一天里的一个例子，讲给一个十岁的孩子听。讲到哪里开始含糊其词，哪里就是该回头再看的地方。",
    ),
}  # fmt: skip

TALK = {
    "en": (
        ("hero", "Do you hear that?"), ("pal", "I hear {crowd}. Nothing else."),
        ("hero", "Exactly. They were never so quiet about it before."), ("pal", "You call that quiet?"),
        ("hero", "I call it polite. Something is going on {in_place}."), ("pal", "Something is always going on. Usually it is you."),
        ("hero", "Look over there, by {path}."), ("pal", "I am looking. What am I supposed to see?"),
        ("hero", "{POINT}"), ("pal", "Say that again, slowly, for those of us who have just woken up."),
        ("hero", "I cannot. It was only true the first time."), ("pal", "Then let us go nearer, before it becomes a memory."),
        ("hero", "Are you afraid?"), ("pal", "Of course. That is how I know that I am paying attention."),
        ("hero", "If we turn back now, we shall never know."), ("pal", "If we go on now, we shall miss supper."),
        ("hero", "I have {gift}. We can share it."), ("pal", "One cannot eat that."),
        ("hero", "No. But one can look at it, and be less hungry."), ("pal", "You are the strangest company I have ever had. Lead the way."),
    ),
    "zh": (
        ("hero", "你听见了吗？"), ("pal", "我只听见{crowd}，没有别的。"),
        ("hero", "对啊，它们从来没有这么安静过。"), ("pal", "这也叫安静？"),
        ("hero", "我管这叫有礼貌。{place_in}准是出了什么事。"), ("pal", "这儿总有事，多半是你惹的。"),
        ("hero", "你看那边，{path}。"), ("pal", "看着呢。我该看见什么？"),
        ("hero", "{POINT}"), ("pal", "再说一遍，慢点说，照顾一下刚睡醒的。"),
        ("hero", "说不了，它只有头一遍是真的。"), ("pal", "那就走近些吧，趁它还没有变成回忆。"),
        ("hero", "你怕吗？"), ("pal", "当然怕。不怕，我怎么知道自己在用心呢。"),
        ("hero", "现在回头，我们就永远不知道了。"), ("pal", "现在往前，我们就赶不上晚饭了。"),
        ("hero", "我有{gift}，可以分着吃。"), ("pal", "那个不能吃。"),
        ("hero", "是不能吃。可看着它，就没那么饿了。"), ("pal", "我这辈子没碰上过像你这么怪的伴。带路吧。"),
    ),
}  # fmt: skip
