"""Everything of a presenter's video that is settled before its first frame is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from castalia.errors import BadInput, Missing
from castalia.media.subtitles import Cue, Sentence, make_cues
from castalia.recipes import Host
from castalia.works.hosting.layout import Layout, Subject, view
from castalia.works.hosting.parts import AUTO, PLACE, PORTRAIT, TALK, color_of, language_of
from castalia.works.hosting.script import read_script, shots
from castalia.works.hosting.stage import Shot, Stage

if TYPE_CHECKING:
    import numpy as np
    from PIL import Image

    from castalia.engines.base import Context
    from castalia.library.artifact import Artifact
    from castalia.works.hosting.cards import Card, LowerThird
    from castalia.works.hosting.presenter import Presenter

PLACE_BLUR = 0.9
"""How far a place behind the presenter is out of focus: radius in hundredths of the frame's height."""

UNKNOWN = "not_understood"
STEP, QUIET, REST = 0.01, 0.03, 0.07
"""Seconds of sound that are looked at together; what counts as silent beside the loudest; seconds of a rest."""


@dataclass(frozen=True)
class Ready:
    """A video that only has to be drawn."""

    stage: Stage
    sound: tuple[np.ndarray, int]
    duration: float
    cues: list[Cue]
    report: dict[str, Any]


def prepared(recipe: Host, parts: Mapping[str, Artifact], ctx: Context) -> Ready:
    """Look at the parts and settle where and when everything is seen.

    Raises:
        BadInput: the presenter cannot be cut out, a slide is no picture, the music no sound.
    """
    from castalia.media.probe import probe
    from castalia.media.video import read_frames

    talk = parts[TALK]
    first = next(iter(read_frames(talk.main.path)))
    duration = float(talk.main.meta.get("duration") or probe(talk.main.path).duration or 0.0)
    sentences = [Sentence(s["text"], s["start"], s["end"]) for s in talk.report.get("sentences", ())]
    script = read_script(recipe.script, len(recipe.slides))
    notes: list[str] = list(talk.report.get("notes", ()))
    burned = _burned(recipe, sentences, notes)
    layout = Layout(recipe.width, recipe.height, captions=burned, cut_out=recipe.background != AUTO)
    voice = _voice(talk)
    cues = make_cues(sentences, layout.caption_columns, pauses=silences(*voice))
    moments = shots(script, sentences, len(recipe.slides))
    presenter, full, beside = _presenter(recipe, parts, first, layout, ctx)
    stage = Stage(
        layout=layout,
        background=_background(recipe, parts, first),
        presenter=presenter,
        full=full,
        beside=beside,
        shots=[Shot(start, slide) for start, slide in moments],
        cards=_cards(recipe, layout, ctx),
        name=_lower_third(recipe, layout, notes),
        cues=cues if burned else (),
        duration=duration,
    )
    report = {
        "language": talk.report.get("language", language_of(recipe)),
        "voice": talk.report.get("voice", ""),
        "presenter": talk.provenance.engine,
        "slides": [{"slide": slide, "time": round(start, 2)} for start, slide in moments if slide is not None],
        "subtitles": len(cues),
    }
    unknown = dict.fromkeys(w for id in (PORTRAIT, PLACE) if id in parts for w in parts[id].report.get(UNKNOWN, ()))
    if unknown:
        report[UNKNOWN] = list(unknown)
    _note_slides(recipe, script.spread, moments, notes)
    return Ready(
        stage,
        _sound(recipe, voice, duration, ctx),
        duration,
        cues,
        report | ({"notes": notes} if notes else {}),
    )


def _burned(recipe: Host, sentences: list[Sentence], notes: list[str]) -> bool:
    """Whether subtitles are burned in: not without a font for them."""
    from castalia.media.lettering import font_for

    if recipe.subtitles not in ("burned", "both"):
        return False
    try:
        font_for("".join(s.text for s in sentences), 16)
    except Missing as error:
        notes.append(f"no subtitles are burned in: {error.message}; {error.hint}")
        return False
    return True


def _lower_third(recipe: Host, layout: Layout, notes: list[str]) -> LowerThird | None:
    from castalia.works.hosting.cards import LowerThird

    if not (recipe.name.strip() or recipe.title.strip()):
        return None
    most = layout.width * (0.5 if layout.shape == "wide" else 0.84)
    try:
        return LowerThird.of(recipe.name.strip(), recipe.title.strip(), layout.unit, most)
    except Missing as error:
        notes.append(f"no lower third: {error.message}; {error.hint}")
        return None


def _cards(recipe: Host, layout: Layout, ctx: Context) -> list[Card]:
    from castalia.media.picture import read_picture
    from castalia.works.hosting.cards import Card

    made = []
    for number, ref in enumerate(recipe.slides, 1):
        try:
            made.append(Card.of(read_picture(ctx.open(ref)), layout.slide, layout.unit))
        except BadInput as error:
            raise BadInput(f"slide {number}: {error.message}", hint=error.hint) from None
    return made


def _presenter(
    recipe: Host, parts: Mapping[str, Artifact], first: np.ndarray, layout: Layout, ctx: Context
) -> tuple[Presenter, Any, Any]:
    """The presenter and the two windows through which it is seen: alone, and with a slide."""
    from castalia.works.hosting.outline import Outline, find_presenter
    from castalia.works.hosting.presenter import Presenter

    path = parts[PORTRAIT].main.path if recipe.portrait is None else ctx.open(recipe.portrait)
    found = find_presenter(first, path, ctx.open)
    subject: Subject = found.subject
    outline = Outline(found) if layout.cut_out else None
    size = (first.shape[1], first.shape[0])
    full = view(subject, size, layout.full, reach=layout.cut_out)
    beside = view(subject, size, layout.beside, reach=layout.cut_out)
    return Presenter(first, [full, beside], outline), full, beside


def _background(recipe: Host, parts: Mapping[str, Artifact], first: np.ndarray) -> Image.Image:
    from castalia.media.picture import opened
    from castalia.works.hosting.cards import plain_background, soft_background
    from castalia.works.hosting.presenter import wall_color

    if recipe.background == AUTO:
        return plain_background(wall_color(first), recipe.width, recipe.height)
    color = color_of(recipe.background)
    if color is not None:
        return plain_background(color, recipe.width, recipe.height)
    with opened(parts[PLACE].main.path) as image:
        return soft_background(image.convert("RGB"), recipe.width, recipe.height, PLACE_BLUR)


def silences(samples: np.ndarray, rate: int) -> list[tuple[float, float]]:
    """Where nothing is said for a moment: (start, end) in seconds.

    Args:
        samples: float (n, channels).
    """
    import numpy as np

    block = max(1, round(STEP * rate))
    power = (samples.mean(1) ** 2)[: len(samples) // block * block].reshape(-1, block).mean(1)
    quiet = power < QUIET**2 * max(float(power.max(initial=0.0)), 1e-12)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], quiet.astype(np.int8), [0]])))
    return [(float(a * STEP), float(b * STEP)) for a, b in edges.reshape(-1, 2) if (b - a) * STEP >= REST]


def _voice(talk: Artifact) -> tuple[np.ndarray, int]:
    from castalia.media.sound import read_sound

    role = "voice" if any(f.role == "voice" for f in talk.files) else "main"
    return read_sound(talk.file(role).path)


def _sound(recipe: Host, voice: tuple[np.ndarray, int], duration: float, ctx: Context) -> tuple[np.ndarray, int]:
    from castalia.media.sound import mix, read_sound

    if recipe.music is None:
        return voice
    return mix(voice, read_sound(ctx.open(recipe.music)), duration)


def _note_slides(recipe: Host, spread: bool, moments: list[tuple[float, int | None]], notes: list[str]) -> None:
    if spread:
        many = len(recipe.slides) > 1
        what = f"{len(recipe.slides)} slides are spread over it" if many else "the slide is shown from the beginning"
        notes.append(f"the script has no slide marks: {what}; [slide 1] says where")
        return
    shown = {slide for _, slide in moments}
    unseen = [str(i) for i in range(1, len(recipe.slides) + 1) if i not in shown]
    if unseen:
        notes.append(f"never shown: slide {', '.join(unseen)}; [slide {unseen[0]}] in the script shows it")
