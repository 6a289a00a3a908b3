"""Text from any endpoint that speaks the OpenAI protocol: a cloud service, Ollama, llama.cpp, vLLM, LM Studio."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from castalia.engines.base import Availability, Context, Engine, Produced, Progress, Result, Run
from castalia.engines.text.monologue import TARGETS
from castalia.errors import BadInput, CastaliaError, EngineFailed, Missing
from castalia.media.provenance import TRAINED, Model
from castalia.prompts.language import Language, detect
from castalia.prompts.utterance import utterance
from castalia.recipes import Text
from castalia.settings import Settings

if TYPE_CHECKING:
    from openai import OpenAI

_PER_PROGRESS = 8
"""Pieces of the stream between two progress events."""
_CONNECT_SECONDS = 10.0
_SILENCE_SECONDS = 120.0
"""How long the endpoint may be silent, e.g. while it loads the model."""
_THINKING = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)

_FORMS = {
    "story": "Write a story.",
    "explanation": "Write an explanation that is correct and clear; say what is uncertain.",
    "dialogue": "Write a dialogue; begin each speech with the speaker's name in bold and a colon.",
    "list": "Write a Markdown list with a sentence before it.",
    "monologue": "Write what one person says aloud, in the first person: only the spoken words.",
    "free": "Write what the user asks for, in the form that suits it.",
}
_LENGTHS = {"short": 3, "medium": 6, "long": 10}


class OpenAICompatible(Engine[Text]):
    """Asks a language model behind an OpenAI-compatible endpoint."""

    name: ClassVar[str] = "openai-compatible"
    kind: ClassVar[str] = "text"
    version: ClassVar[str] = "1"
    title: ClassVar[str] = "OpenAI-compatible endpoint"
    about: ClassVar[str] = (
        "Writes with the language model behind CASTALIA_LLM_URL. The seed is handed on, but whether the same seed "
        "gives the same text is up to that endpoint."
    )
    has_models = True
    priority: ClassVar[int] = 10
    libraries: ClassVar[tuple[str, ...]] = ("openai",)

    def availability(self, settings: Settings) -> Availability:
        if not settings.llm_url:
            return Availability(
                False,
                "CASTALIA_LLM_URL is not set",
                "set it to an OpenAI-compatible endpoint, e.g. http://127.0.0.1:11434/v1",
            )
        return Availability(True, f"asks {settings.llm_model or 'the first model it lists'} at {settings.llm_url}")

    def check(self, recipe: Text, settings: Settings) -> None:
        if not settings.llm_url:
            raise Missing(
                "no language model is connected",
                hint="set CASTALIA_LLM_URL to an OpenAI-compatible endpoint, or use the engine 'outline'",
            )
        if not re.match(r"https?://[^/\s]+", settings.llm_url):
            raise BadInput(
                f"CASTALIA_LLM_URL is no web address: {settings.llm_url}",
                hint="it looks like http://127.0.0.1:11434/v1",
            )

    def run(self, recipe: Text, ctx: Context) -> Run:
        from castalia.media.text import write_text

        self.check(recipe, ctx.settings)
        client = _client(ctx.settings)
        try:
            yield Progress(0, recipe.max_tokens, "connecting")
            model = recipe.model or ctx.settings.llm_model or _first_model(client, ctx.settings)
            text, finish = "", ""
            pieces = _pieces(client, model, recipe, ctx.settings)
            try:
                for count, (piece, reason) in enumerate(pieces, 1):
                    text += piece
                    finish = reason or finish
                    if count % _PER_PROGRESS == 0:
                        yield Progress(
                            min(count, recipe.max_tokens), recipe.max_tokens, _THINKING.sub("", text).lstrip()
                        )
            finally:
                pieces.close()
        finally:
            client.close()
        text = _THINKING.sub("", text).strip()
        removed: tuple[str, ...] = ()
        if recipe.form == "monologue":
            text, removed = utterance(text)
        if not text:
            raise EngineFailed(
                f"the model '{model}' answered nothing",
                hint="raise max_tokens (a thinking model may have spent them all), or try another model or prompt",
            )
        path = ctx.folder / "text.md"
        provenance = ctx.provenance.model_copy(
            update={"digital_source_type": TRAINED, "model": Model(id=model, source=ctx.settings.llm_url)}
        )
        write_text(path, text + "\n", provenance)
        paragraphs = [p for p in re.split(r"\n\s*\n", text) if p.strip() and not p.lstrip().startswith("#")]
        title = next((line.lstrip("# ").strip() for line in text.split("\n") if line.startswith("# ")), "")
        notes = [
            f"Written by {model}. The seed was handed on; whether it gives the same text again is up to the endpoint."
        ]
        if finish == "length":
            notes.append(f"The text was cut off at {recipe.max_tokens} tokens; raise max_tokens for all of it.")
        yield Progress(recipe.max_tokens, recipe.max_tokens, text)
        report = {
            "title": title,
            "paragraphs": len(paragraphs),
            "model": model,
            "language": detect(text),
            "notes": notes,
        }
        if removed:
            report["removed"] = list(removed)
        return Result(
            (Produced(path, meta={"title": title, "paragraphs": len(paragraphs), "language": report["language"]}),),
            report,
        )


def messages(recipe: Text) -> list[dict[str, str]]:
    """What is sent: the instructions (form, length, tone, language, outline) as system message, and the prompt."""
    language = detect(recipe.prompt) if recipe.language == "auto" else recipe.language
    if recipe.form == "monologue":
        return _monologue(recipe, language)
    count = max(_LENGTHS[recipe.length], len(recipe.outline) + 1 if recipe.outline else 0)
    lines = [
        "You are a writer in a creative studio. " + _FORMS[recipe.form],
        f"Write in {'Chinese' if language == 'zh' else 'English'}, in a {recipe.tone} tone, about {count} paragraphs.",
        "Answer in Markdown: a first line '# Title', then the text, paragraphs separated by blank lines. "
        "Add no remarks of your own.",
    ]
    if recipe.outline:
        lines.append("Go through these points in this order, one or two paragraphs each:")
        lines += [f"{i}. {point}" for i, point in enumerate(recipe.outline, 1)]
    if recipe.system:
        lines.append(recipe.system)
    return [{"role": "system", "content": "\n".join(lines)}, {"role": "user", "content": recipe.prompt}]


def _monologue(recipe: Text, language: Language) -> list[dict[str, str]]:
    """What is sent for a monologue: the prompt is the topic, unless it is the picture itself that is to speak."""
    target, seconds = TARGETS[language][recipe.length], {"short": 10, "medium": 20, "long": 40}[recipe.length]
    unit = "Chinese characters" if language == "zh" else "words"
    lines = [
        "You lend your words to somebody in a picture. " + _FORMS["monologue"],
        f"Speak {'Chinese' if language == 'zh' else 'English'} in a {recipe.tone} tone, about {target} {unit} "
        f"({seconds} seconds), in short sentences as people talk. Write numbers out.",
        "No title, no Markdown, no quotation marks, no stage directions, no emojis, no remarks of your own.",
        "Stay with what the description says; do not guess a name, an origin or an age.",
    ]
    lines += [f"Mention this on the way: {point}" for point in recipe.outline]
    if recipe.system:
        lines.append(recipe.system)
    asked = [f"Who speaks: {recipe.speaker}"] if recipe.speaker else []
    if recipe.prompt.strip() != recipe.speaker.strip():
        asked.append(f"What about: {recipe.prompt}")
    return [
        {"role": "system", "content": "\n".join(lines)},
        {"role": "user", "content": "\n".join(asked)},
    ]


def _client(settings: Settings) -> OpenAI:
    from openai import OpenAI, Timeout

    timeout = Timeout(_SILENCE_SECONDS, connect=_CONNECT_SECONDS)
    return OpenAI(base_url=settings.llm_url, api_key=settings.llm_key or "none", timeout=timeout, max_retries=1)


def _first_model(client: OpenAI, settings: Settings) -> str:
    try:
        listed = next(iter(client.models.list()), None)
    except Exception as error:
        raise _explained(error, "", settings) from error
    if listed is None:
        raise Missing(
            f"the endpoint {settings.llm_url} lists no models", hint="load one there, or name one in CASTALIA_LLM_MODEL"
        )
    return listed.id


def _pieces(client: OpenAI, model: str, recipe: Text, settings: Settings) -> Iterator[Any]:
    """The answer in pieces, each with the reason why it ends, empty until the last. Closing it ends the request."""
    stream = None
    try:
        stream = client.chat.completions.create(
            model=model,
            messages=messages(recipe),  # type: ignore[arg-type]
            temperature=recipe.temperature,
            top_p=recipe.top_p,
            max_tokens=recipe.max_tokens,
            seed=recipe.seed,
            stream=True,
        )
        for chunk in stream:
            if chunk.choices:
                choice = chunk.choices[0]
                yield choice.delta.content or "", choice.finish_reason or ""
    except GeneratorExit:
        raise
    except Exception as error:
        raise _explained(error, model, settings) from error
    finally:
        if stream is not None:
            stream.close()


def _explained(error: Exception, model: str, settings: Settings) -> CastaliaError:
    """What went wrong with the endpoint, and the way out."""
    import openai

    url = settings.llm_url
    # The transport's own errors come through in the middle of a stream.
    broken = type(error).__module__.startswith("httpx")
    if isinstance(error, CastaliaError):
        return error
    if isinstance(error, openai.APITimeoutError) or (broken and "Timeout" in type(error).__name__):
        return EngineFailed(
            f"{url} did not answer in time", hint="see whether it is still loading the model, then try again"
        )
    if isinstance(error, openai.AuthenticationError | openai.PermissionDeniedError):
        return BadInput(f"{url} refused the key", hint="set CASTALIA_LLM_KEY to a valid key of that service")
    if isinstance(error, openai.NotFoundError):
        if not model:
            return BadInput(f"{url} is not an OpenAI-compatible endpoint", hint="the address usually ends in /v1")
        return Missing(
            f"{url} has no model '{model}'",
            hint="name another in CASTALIA_LLM_MODEL or --model; for a wrong address, check that it ends in /v1",
        )
    if isinstance(error, openai.RateLimitError):
        return EngineFailed(
            f"{url} wants us to slow down, or the quota is used up",
            hint="wait a minute and try again, or check the account",
        )
    if isinstance(error, openai.BadRequestError | openai.UnprocessableEntityError):
        return BadInput(
            f"{url} refused the request: {_short(error)}", hint="change the field it names, or try another model"
        )
    if isinstance(error, openai.APIStatusError):
        return EngineFailed(
            f"{url} failed with status {error.status_code}: {_short(error)}",
            hint="try again, and look into that server's log",
        )
    if isinstance(error, openai.APIConnectionError):
        return Missing(
            f"{url} cannot be reached",
            hint="start that server or correct CASTALIA_LLM_URL; the engine 'outline' needs none",
        )
    if broken:
        return EngineFailed(f"the connection to {url} broke off in the middle of the answer", hint="try again")
    return EngineFailed(
        f"{url} sent something that is no answer: {_short(error)}", hint="check that it speaks the OpenAI protocol"
    )


def _short(error: Exception) -> str:
    """The first line of an error's text, at most 200 characters."""
    body = getattr(error, "body", None)
    said = body.get("message") if isinstance(body, dict) else None
    return " ".join(str(said or error).split())[:200]
