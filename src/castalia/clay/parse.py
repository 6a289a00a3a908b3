"""From a prompt to a scene: which noun has which colour, who rides whom, where, when, seen how."""

from __future__ import annotations

from castalia.clay.layout import STYLES
from castalia.clay.places import PLACES
from castalia.clay.reader import Draft, Reader
from castalia.clay.scene import Scene, Subject, Understanding
from castalia.clay.subjects import KINDS
from castalia.clay.words import Token, language_of, tokens
from castalia.errors import BadInput

MAX_THINGS = 12
"""More do not fit into one picture: counts are cut."""
SITTERS = {
    "person": (),
    "woman": ("long_hair",),
    "girl": ("long_hair",),
    "man": ("short_hair",),
    "boy": ("short_hair",),
    "old_man": ("short_hair", "old", "beard"),
}
"""Who has no costume, so that a bust shows all there is; and how the bust shows it."""


def parse(prompt: str, negative_prompt: str = "", style: str = "auto", seed: int = 0) -> Understanding:
    """What a prompt in English, Chinese or both means in the clay world.

    Args:
        prompt: any text; what cannot be understood is listed, never guessed at.
        negative_prompt: what must not be seen.
        style: one of `layout.STYLES`, or `auto` for the one that the prompt names (else clay).
        seed: of everything that the prompt leaves open.

    Raises:
        BadInput: for an unknown style.
    """
    if style != "auto" and style not in STYLES:
        raise BadInput(f"There is no style {style!r}.", hint=f"Choose one of: auto, {', '.join(STYLES)}.")
    reader = Reader()
    reader.read(tokens(prompt))
    without = tuple(dict.fromkeys((*reader.without, *_unwanted(negative_prompt))))
    drafts = _cast(reader, without)
    _keep_known_traits(reader, drafts)
    scene = _scene(reader, drafts, without, style, seed)
    for i, token in reader.props:
        if token.value in PLACES[scene.place].props:
            reader.hear(token, f"prop:{token.value}")
        else:
            reader.missed.append((i, token))
    return Understanding(
        scene=scene,
        language=language_of(prompt),
        heard=tuple(reader.heard),
        not_understood=_stretches(reader.missed),
    )


def _unwanted(negative_prompt: str) -> list[str]:
    return [t.value for t in tokens(negative_prompt) if t.kind in ("subject", "prop", "trait", "place")]


def _cast(reader: Reader, without: tuple[str, ...]) -> list[Draft]:
    """The drafts that are to be seen: no owners, nothing unwanted, portraits joined with whom they show."""
    for draft in [d for d in reader.drafts if d.owned]:
        company = KINDS[draft.kind].company
        heard = next(h for h in reader.heard if h.concept == f"subject:{draft.kind}" and h.text == draft.token.text)
        reader.heard.remove(heard)
        if company is not None and not any(d.kind == company for d in reader.drafts):
            background = Draft(draft.token, company, relation="behind", phrase=[draft.token.text])
            background.target = next(d for d in reader.drafts if not d.owned)
            reader.drafts.append(background)
            reader.hear(draft.token, f"subject:{company}", exact=False)
        else:
            reader.missed.append((reader.drafts.index(draft), draft.token))
    drafts = [d for d in reader.drafts if not d.owned]
    drafts = _portrayed(reader, drafts)
    left = MAX_THINGS
    seen = []
    for draft in drafts:
        draft.count = min(draft.count, left)
        if draft.kind not in without and draft.count:
            left -= draft.count
            seen.append(draft)
    return seen


def _portrayed(reader: Reader, drafts: list[Draft]) -> list[Draft]:
    """`A portrait of a woman` is one thing; a portrait of anybody in costume is a close-up of him."""
    portrait = next((d for d in drafts if d.kind == "portrait"), None)
    if portrait is None or len(drafts) == 1:
        return drafts
    others = [d for d in drafts if d is not portrait]
    person = next((d for d in others if d.kind in SITTERS), None)
    if person is None:
        reader.settings.setdefault("camera", "close")
        return others
    portrait.traits += person.traits
    portrait.color = portrait.color or person.color
    given = any(t.rpartition("_")[2] in ("hair", "bun") for t in portrait.traits)
    portrait.traits += [t for t in SITTERS[person.kind] if not (given and t.endswith("hair"))]
    portrait.phrase += person.phrase
    return [portrait, *(d for d in others if d is not person)]


def _keep_known_traits(reader: Reader, drafts: list[Draft]) -> None:
    """Traits that the kind cannot show are reported, not silently dropped."""
    for draft in drafts:
        knows = KINDS[draft.kind].traits | {"glowing"} if "glowing" in draft.kind else KINDS[draft.kind].traits
        for trait in [t for t in draft.traits if t not in knows and t.rpartition("_")[2] not in knows]:
            draft.traits.remove(trait)
            thing = trait.rpartition("_")[2]
            heard = next((h for h in reader.heard if h.concept in (f"trait:{trait}", f"trait:{thing}")), None)
            if heard is not None:
                reader.heard.remove(heard)
                reader.missed.append((len(reader.missed), Token(heard.text, "unknown", heard.text)))


def _scene(reader: Reader, drafts: list[Draft], without: tuple[str, ...], style: str, seed: int) -> Scene:
    subjects = []
    for draft in drafts:
        target = drafts.index(draft.target) if draft.target in drafts and draft.target is not draft else None
        subjects.append(
            Subject(
                kind=draft.kind,
                color=draft.color,
                count=draft.count,
                size=draft.size,
                action=draft.action,
                relation=draft.relation if target is not None else None,
                target=target,
                traits=tuple(dict.fromkeys(draft.traits)),
                phrase=" ".join(draft.phrase) if not draft.token.chinese else "".join(draft.phrase),
            )
        )
    settings = reader.settings
    return Scene(
        subjects=tuple(subjects),
        place=_place(settings.get("place"), drafts),
        light=settings.get("light") or _light(drafts),
        camera=settings.get("camera", "mid"),  # type: ignore[arg-type]
        motion=settings.get("motion", "orbit"),
        style=style if style != "auto" else settings.get("style", "clay"),
        without=without,
        seed=seed,
    )


def _place(named: str | None, drafts: list[Draft]) -> str:
    kinds = [KINDS[d.kind] for d in drafts]
    if named == "sea" and any(k.floats for k in kinds):
        return "beach"
    if named is not None:
        return named
    homes = [k.home for k in kinds]
    return next((home for home in homes if home != "meadow"), "meadow")


def _light(drafts: list[Draft]) -> str:
    return next((KINDS[d.kind].light for d in drafts if KINDS[d.kind].light != "noon"), "noon")


def _stretches(missed: list[tuple[int, Token]]) -> tuple[str, ...]:
    """The words not understood, in order; neighbouring Chinese characters together."""
    found: list[str] = []
    previous = -2
    for i, token in sorted(missed, key=lambda m: m[0]):
        if token.chinese and i == previous + 1 and found:
            found[-1] += token.text
        else:
            found.append(token.text)
        previous = i if token.chinese else -2
    return tuple(dict.fromkeys(found))
