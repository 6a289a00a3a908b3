"""The outline writer: stories, explanations, dialogues and lists from patterns and topic cards."""

from __future__ import annotations

import re
from typing import ClassVar

from castalia.engines.base import Availability, Context, Engine, Produced, Progress, Result, Run
from castalia.engines.text import exposition, pen
from castalia.engines.text.monologue import monologue
from castalia.engines.text.shelf.cards import Card, card_for
from castalia.prompts.casting import make_plot
from castalia.prompts.language import detect
from castalia.prompts.plot import Plot
from castalia.prompts.titles import title_of
from castalia.recipes import Text
from castalia.settings import Settings

_NOTES = {
    "en": "Written by the outline writer, which fills patterns and is no language model. For free text, connect one: "
    "set CASTALIA_LLM_URL to an OpenAI-compatible endpoint, e.g. http://127.0.0.1:11434/v1.",
    "zh": "由提纲写手写成：它填写句式，不是语言模型。要自由写作，请连接语言模型："
    "把 CASTALIA_LLM_URL 设为兼容 OpenAI 的接口，例如 http://127.0.0.1:11434/v1。",
}
_NO_CARD = {
    "en": "It has no topic card on this subject, so the text is a plan for finding out rather than an explanation.",
    "zh": "它没有这个题目的知识卡片，所以写的是一份求知提纲，而不是解释。",
}
_DIALOGUE = re.compile(r"\bdialogue\b|\bconversation\b|\binterview\b|对话|访谈|聊天", re.IGNORECASE)
_LIST = re.compile(
    r"\blists?\b|\b(?:\d+|five|ten|three|seven) (?:\w+ )?(?:ideas|ways|tips|reasons|facts|things)\b"
    r"|清单|列出|列表|[三五十几\d]+[个条种](?:点子|办法|建议|理由|事实)",
    re.IGNORECASE,
)


class OutlineWriter(Engine[Text]):
    """Writes from patterns, in English and Chinese."""

    name: ClassVar[str] = "outline"
    kind: ClassVar[str] = "text"
    version: ClassVar[str] = "1"
    title: ClassVar[str] = "Outline writer"
    about: ClassVar[str] = (
        "Writes from sentence patterns and a dozen topic cards, in English and Chinese. It is not a language model: "
        "it knows little, but it needs nothing, and the same seed writes the same text."
    )
    priority: ClassVar[int] = 0

    def availability(self, settings: Settings) -> Availability:
        return Availability(
            True,
            "built in: sentence patterns and topic cards, no language model",
            "for free text, set CASTALIA_LLM_URL to an OpenAI-compatible endpoint "
            "(Ollama, llama.cpp, vLLM, a cloud service)",
        )

    def run(self, recipe: Text, ctx: Context) -> Run:
        from castalia.clay.parse import parse
        from castalia.media.text import write_text

        if recipe.form == "monologue":
            return (yield from self._monologue(recipe, ctx))
        seed = recipe.seed or 0
        beats = len(recipe.outline) or pen.beats_for(recipe.length)
        plot = make_plot(recipe.prompt, recipe.language, seed=seed, beats=min(beats, 9), tone=_plot_tone(recipe.tone))
        card = card_for(recipe.prompt, plot.language)
        form = _form(recipe, plot, card)
        title, paragraphs = _written(recipe, plot, card, form, seed, title_of(plot))
        written: list[str] = []
        for paragraph in paragraphs:
            yield Progress(len(written), len(paragraphs), paragraph)
            written.append(paragraph)
        path = ctx.folder / "story.md"
        write_text(path, pen.joined(title, written), ctx.provenance)
        yield Progress(len(paragraphs), len(paragraphs), title)
        notes = [_NOTES[plot.language]]
        if form == "explanation" and card is None:
            notes.append(_NO_CARD[plot.language])
        report = {
            "title": title,
            "form": form,
            "language": plot.language,
            "paragraphs": len(paragraphs),
            **parse(recipe.prompt).report(),
            "notes": notes,
        }
        return Result(
            (Produced(path, meta={"title": title, "paragraphs": len(paragraphs), "language": plot.language}),), report
        )

    def _monologue(self, recipe: Text, ctx: Context) -> Run:
        from castalia.media.text import write_text

        language = detect(recipe.prompt) if recipe.language == "auto" else recipe.language
        yield Progress(0, 1, "")
        said = monologue(
            recipe.prompt, recipe.speaker, language, recipe.tone, recipe.length, recipe.seed or 0
        )  # fmt: skip
        path = ctx.folder / "monologue.md"
        write_text(path, said, ctx.provenance)
        yield Progress(1, 1, said)
        report = {
            "title": "", "form": "monologue", "language": language, "paragraphs": 1, "notes": [_NOTES[language]],
        }  # fmt: skip
        return Result((Produced(path, meta={"paragraphs": 1, "language": language}),), report)


def _plot_tone(tone: str) -> str:
    return "warm" if tone in ("neutral", "scholarly") else tone


def _form(recipe: Text, plot: Plot, card: Card | None) -> str:
    """The form asked for; `free` follows the prompt."""
    if recipe.form != "free":
        return recipe.form
    if _DIALOGUE.search(recipe.prompt):
        return "dialogue"
    if _LIST.search(recipe.prompt):
        return "list"
    if plot.reading.question or (card and plot.topic and not plot.reading.verb) or plot.shape == "question":
        return "explanation"
    return "story"


def _written(recipe: Text, plot: Plot, card: Card | None, form: str, seed: int, title: str) -> tuple[str, list[str]]:
    """Title and paragraphs in a form."""
    points, length, tone = recipe.outline, recipe.length, recipe.tone
    if form == "story":
        return title, pen.story(plot, points, length, tone, seed)
    topic = plot.topic or plot.reading.sentence
    plain_title = topic[:1].upper() + topic[1:]
    if form == "explanation":
        if card:
            return card.title, exposition.explanation(card, points, length, tone, plot.language)
        return plain_title, exposition.unknown(plot, points, length, tone)
    if form == "dialogue":
        if card and not points and plot.topic:
            return card.title, exposition.dialogue(card, length, tone, plot.language)
        return title, exposition.talk(plot, points, length, tone, seed)
    if card and not points:
        return card.title, exposition.listing(card, length, plot.language)
    return plain_title if plot.topic else title, exposition.things(plot, points, length, tone, seed)
