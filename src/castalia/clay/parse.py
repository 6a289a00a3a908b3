"""From a prompt to a scene: which noun has which colour, who rides whom, where, when, seen how."""

from __future__ import annotations

from castalia.clay import lexicon
from castalia.clay.layout import STYLES
from castalia.clay.parts import has_part, takes_color
from castalia.clay.places import PLACES
from castalia.clay.portraying import SOMEBODY, portrayed
from castalia.clay.reader import UNWANTED, WEAK, Draft, Reader
from castalia.clay.scene import Scene, Subject, Understanding
from castalia.clay.subjects import KINDS
from castalia.clay.words import Token, language_of, tokens
from castalia.errors import BadInput

UNDER_WATER = ("sea", "reef")
SMALL_FRY = ("fish", "turtle")
"""Who comes ashore with those that live there."""
MAX_THINGS = 12
"""More do not fit into one picture: counts are cut."""
HEAVY, LIGHT, FAINT = 1.2, 0.8, 0.11
"""Weights above and below which a thing is shown bigger and smaller; below the last not at all."""
FELT = {"smiling": "celebrating", "sad": None, "surprised": None}
"""What those do who have no face for a feeling."""


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
    for i, token, owner in reader.props:
        if token.value in PLACES[scene.place].props or (owner is not None and has_part(owner.kind, token.value)):
            reader.hear(token, f"{token.kind}:{token.value}")
        else:
            reader.missed.append((i, token))
    return Understanding(
        scene=scene,
        language=language_of(prompt),
        heard=tuple(reader.heard),
        not_understood=_stretches(reader.missed),
    )


def _unwanted(negative_prompt: str) -> list[str]:
    return [t.value for t in tokens(negative_prompt) if t.kind in UNWANTED]


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
    drafts = [d for d in reader.drafts if not d.owned and d.weight > FAINT]
    drafts = _with_books(reader, drafts, without)
    drafts = portrayed(reader, drafts)
    drafts.sort(key=lambda d: d.weight <= HEAVY)
    left = MAX_THINGS
    seen = []
    for draft in drafts:
        draft.count = min(draft.count, left)
        if draft.kind not in without and draft.count:
            left -= draft.count
            seen.append(draft)
    return seen


def _with_books(reader: Reader, drafts: list[Draft], without: tuple[str, ...]) -> list[Draft]:
    """Who reads holds a book, though the prompt may not say so."""
    books = []
    for draft in drafts:
        if draft.action == "reading" and draft.relation in (None, *WEAK, "looking_at") and "book" not in without:
            book = Draft(draft.token, "book", count=draft.count, relation=draft.relation, target=draft.target)
            draft.relation, draft.target = "holding", book
            book.phrase = [draft.token.text]
            books.append(book)
    return [*drafts, *books]


def _bared(draft: Draft, without: tuple[str, ...]) -> list[str]:
    """Variants that kinds have for lacking a part: a boat without sails has oars."""
    return ["bare"] if "sail" in without and "bare" in KINDS[draft.kind].traits else []


def _size(draft: Draft) -> float:
    """Factor on the natural size; what is emphasised is bigger, unless the prompt names a size."""
    if draft.size != 1.0 or LIGHT <= draft.weight <= HEAVY:
        return draft.size
    return 1.35 if draft.weight > HEAVY else 0.72


def _keep_known_traits(reader: Reader, drafts: list[Draft]) -> None:
    """Traits and colours that the kind cannot show are reported, not silently dropped."""
    for draft in drafts:
        if draft.color is not None and not takes_color(draft.kind):
            heard = next((h for h in reader.heard if h.concept == f"color:{draft.color}"), None)
            if heard is not None:
                reader.heard.remove(heard)
                reader.missed.append((len(reader.missed), Token(heard.text, "unknown", heard.text)))
            draft.color = None
        knows = KINDS[draft.kind].traits | {"glowing"} if "glowing" in draft.kind else KINDS[draft.kind].traits
        for trait in [t for t in draft.traits if t not in knows and t.rpartition("_")[2] not in knows]:
            draft.traits.remove(trait)
            if trait == "glowing":
                if draft.material in (None, "glowing"):
                    draft.material = "glowing"
                else:
                    draft.traits.append("glowing")
                continue
            if trait in FELT:
                draft.action = draft.action or FELT[trait]
                continue
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
                size=_size(draft),
                material=draft.material,
                becoming=draft.becoming,
                becoming_color=draft.becoming_color,
                action=draft.action,
                relation=draft.relation if target is not None else None,
                target=target,
                traits=tuple(dict.fromkeys((*draft.traits, *_bared(draft, without)))),
                phrase=" ".join(draft.phrase) if not draft.token.chinese else "".join(draft.phrase),
            )
        )
    style = style if style != "auto" else reader.settings.get("style", "clay")
    said = {**_implied_by(style), **reader.implied, **reader.settings}
    settings = {kind: value for kind, value in said.items() if value not in without}
    place = _place(settings.get("place"), drafts, [token.value for _, token, _ in reader.props])
    light = settings.get("light") or _light(drafts, place, settings.get("weather"), "place" in settings)
    return Scene(
        subjects=tuple(subjects),
        place=place,
        light=light,
        weather=settings.get("weather") or PLACES[place].weather,
        camera=settings.get("camera", "mid"),  # type: ignore[arg-type]
        angle=settings.get("angle", "eye"),  # type: ignore[arg-type]
        lens=settings.get("lens", "normal"),  # type: ignore[arg-type]
        focus=settings.get("focus") == "on" or settings.get("lens") in ("portrait", "macro"),
        motion=settings.get("motion", "orbit"),
        mood=settings.get("mood", "plain"),  # type: ignore[arg-type]
        style=style,
        without=without,
        seed=seed,
    )


def _implied_by(style: str) -> dict[str, str]:
    """The settings that a style brings along, whoever named it: cyberpunk is neon light."""
    entry = lexicon.entry(f"style:{style}")
    pairs = (concept.partition(":") for concept in (entry.implies if entry else ()))
    return {kind: value for kind, _, value in pairs}


def _place(named: str | None, drafts: list[Draft], props: list[str]) -> str:
    kinds = [KINDS[d.kind] for d in drafts]
    if named in ("sea", "ocean"):
        # Ships sail on it, fish swim in it, and who walks stays on its shore.
        afloat, swims = any(k.floats for k in kinds), any(k.home in UNDER_WATER for k in kinds)
        return "ocean" if afloat or (named == "ocean" and not kinds) else "sea" if named == "sea" or swims else "beach"
    if named is not None:
        return named
    homes = [KINDS[d.kind].home for d in drafts if d.action != "flying" or KINDS[d.kind].home not in UNDER_WATER]
    homes = [home for home in homes if home != "meadow"]
    ashore = [k.group for k in kinds if k.group in SOMEBODY and k.home not in UNDER_WATER]
    if any(k.home in UNDER_WATER and (k.name in SMALL_FRY or "animal" in ashore) for k in kinds) and ashore:
        return "beach"
    if any(k.group in ("building", "vehicle") for k in kinds):
        homes = [home for home in homes if not PLACES[home].indoors]
    rooms = sorted((home for home in homes if PLACES[home].indoors), key=lambda home: home == "room")
    return next(iter(rooms + homes), next(filter(None, map(_only_place, props)), "meadow"))


def _only_place(prop: str) -> str | None:
    """Where a thing of the places is found, if that says much."""
    found = [place for place in PLACES if prop in PLACES[place].props]
    return found[0] if 1 <= len(found) <= 2 else None


def _light(drafts: list[Draft], place: str, weather: str | None, named: bool) -> str:
    """Stars shine at night, a storm is dull; else the light of the things, or of the place.

    Where a place is named that is not its own, only what shines itself brings its light along.
    """
    if weather == "stars":
        return "night"
    if weather in ("storm", "rain", "snow") and not PLACES[place].indoors:
        return "overcast"
    own = PLACES[place].light
    wished = [k.light for d in drafts if (k := KINDS[d.kind]).light == "night" or not named or k.home == place]
    return next((light for light in wished if light != "noon"), own) if own == "noon" else own


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
