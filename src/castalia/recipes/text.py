"""Recipe for text: a story, an explanation, a dialogue, a list, a monologue, or whatever the prompt asks for."""

from __future__ import annotations

from typing import ClassVar, Literal

from castalia.recipes.base import Language, Prompt, Recipe, Seed, field


class Text(Recipe):
    """Write something."""

    kind: ClassVar[str] = "text"
    suffixes: ClassVar[tuple[str, ...]] = (".md", ".txt")

    prompt: Prompt = field(
        title="Prompt",
        help="What to write about.",
        multiline=True,
        examples=("a lighthouse keeper's cat who is afraid of the dark", "为什么天空是蓝色的"),
    )
    form: Literal["story", "explanation", "dialogue", "list", "monologue", "free"] = field(
        "free", title="Form",
        help="The form of the text; free follows the prompt, a monologue is what somebody says about it.",
    )  # fmt: skip
    language: Language = field("auto", title="Language", help="The language to write in; auto takes the prompt's.")
    length: Literal["short", "medium", "long"] = field(
        "medium", title="Length",
        help="About 3, 6 or 10 paragraphs; a monologue lasts about 10, 20 or 40 seconds.",
    )  # fmt: skip
    tone: Literal["neutral", "warm", "funny", "dramatic", "mysterious", "scholarly"] = field(
        "warm", title="Tone", help="The mood of the wording."
    )
    speaker: str = field(
        "", title="Speaker", group="content", multiline=True, advanced=True,
        help="Who speaks in a monologue, and what the picture shows that it comes from.",
        examples=("an old man with a white beard, at the sea",),
    )  # fmt: skip
    outline: tuple[str, ...] = field(
        (),
        title="Outline",
        help="Points that the text must go through, in this order.",
        group="content",
        advanced=True,
    )
    system: str = field(
        "",
        title="System prompt",
        help="Instructions for a language model.",
        group="model",
        advanced=True,
        multiline=True,
    )
    temperature: float = field(
        0.8, title="Temperature", help="How freely a language model chooses words.",
        ge=0, le=2, group="model", advanced=True,
    )  # fmt: skip
    top_p: float = field(
        1.0, title="Top p", help="Share of the probability a language model chooses from.",
        ge=0, le=1, group="model", advanced=True,
    )  # fmt: skip
    max_tokens: int = field(
        2000, title="Most tokens", help="Where a language model must stop.", ge=1, le=32_000,
        unit="tokens", group="model", advanced=True,
    )  # fmt: skip
    model: str | None = field(
        None,
        title="Model",
        help="The model an engine should use.",
        group="engine",
        advanced=True,
        cost="load",
    )
    seed: Seed = field(None, title="Seed", help="The same seed gives the same text; empty takes a new one.")
