"""From a prompt to a scene: which noun has which colour, who rides whom, where, when, seen how."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from castalia.clay.layout import STYLES
from castalia.clay.lexicon.modifiers import MANY
from castalia.clay.places import PLACES
from castalia.clay.scene import Heard, Relation, Scene, Subject, Understanding
from castalia.clay.subjects import KINDS
from castalia.clay.words import Token, language_of, tokens
from castalia.errors import BadInput

MAX_THINGS = 12
"""More do not fit into one picture: counts are cut."""
WORN = ("glasses", "beard", "hat", "scarf", "backpack", "long_hair", "short_hair", "curly_hair", "bun", "hair")
SITTERS = {
    "person": (),
    "woman": ("long_hair",),
    "girl": ("long_hair",),
    "man": ("short_hair",),
    "boy": ("short_hair",),
    "old_man": ("short_hair", "old", "beard"),
}
"""Who has no costume, so that a bust shows all there is; and how the bust shows it."""
WEAK = ("on", "next_to", "under", "behind", "in_front_of")
"""Relations whose words are prepositions: with no noun to relate to they mean nothing."""
JOINING = frozenset(("and", "和", "与", "跟", "及", "以及", "、", "&"))
BEFORE_NOUN = frozenset(("a", "an", "the", "and", "of", "with", "his", "her", "its", "their", "my", "another", "each"))


@dataclass(eq=False)
class _Draft:
    """A subject while the prompt is being read."""

    token: Token
    kind: str
    count: int = 1
    color: str | None = None
    size: float = 1.0
    action: str | None = None
    relation: Relation | None = None
    target: _Draft | None = None
    traits: list[str] = field(default_factory=list)
    phrase: list[str] = field(default_factory=list)
    owned: bool = False
    """It only says whose another thing is."""


@dataclass
class _Reader:
    """Reads tokens from left to right and keeps what waits for a noun."""

    drafts: list[_Draft] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    missed: list[tuple[int, Token]] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)
    props: list[tuple[int, Token]] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    waiting: list[tuple[int, Token]] = field(default_factory=list)
    """Modifiers that stand before their noun."""
    last: _Draft | None = None
    relation: tuple[Token, _Draft | None] | None = None
    """A relation that waits for its target; its subject is None in `骑着马的宇航员`."""
    headless: tuple[Relation, _Draft] | None = None
    """A relation with a target that waits for its subject."""
    negated: bool = False
    joining: bool = False
    """An `and` was read since the last noun."""
    possessive: bool = False
    """The last noun is followed by 的."""
    group: list[_Draft] = field(default_factory=list)
    """The nouns that `and` joins with the last one: they do together what is said of it."""

    def read(self, found: list[Token]) -> None:
        found = _with_long_hair(found)
        for i, token in enumerate(found):
            before = found[i - 1] if i else None
            after = found[i + 1] if i + 1 < len(found) else None
            self._read(i, token, before, after)
        self._end_of_clause(len(found))

    def _read(self, i: int, token: Token, before: Token | None, after: Token | None) -> None:
        kind = token.kind
        if kind == "unknown":
            self.missed.append((i, token))
        elif kind == "stop":
            self.joining = self.joining or token.text.lower() in JOINING
        elif kind in ("pause", "end"):
            self._end_of_clause(i)
            self.joining = token.text == "、"
            if kind == "end":
                self.last = self.headless = None
        elif kind == "without":
            self.negated = True
        elif self.negated and kind in ("subject", "prop", "trait", "place"):
            self.without.append(token.value)
            self._hear(token, f"without:{token.value}")
            self.negated = after is not None and after.text.lower() in ("and", "or", "和", "或", "、")
        elif kind in ("color", "count", "size"):
            self.waiting.append((i, token))
        elif kind == "subject":
            self._noun(i, token, before, after)
        elif kind in ("place", "light", "camera", "motion", "style"):
            self._setting(i, token)
        elif kind == "prop":
            self.props.append((i, token))
            self.waiting = []
        elif kind == "relation":
            self._relation(token)
        elif kind == "post":
            self._postposition(token, before, after)
        elif kind in ("action", "trait", "wear"):
            self._quality(i, token, before, after)

    def _hear(self, token: Token, concept: str, exact: bool | None = None) -> None:
        self.heard.append(Heard(text=token.text, concept=concept, exact=token.exact if exact is None else exact))

    def _noun(self, i: int, token: Token, before: Token | None, after: Token | None) -> None:
        draft = _Draft(token, token.value, count=MANY if token.plural else 1, phrase=[token.text])
        owner = self.last
        if owner is not None and before is not None and self.relation is None and self.headless is None:
            owner.owned = owner.token.owner or (self.possessive and owner.relation is None)
        waiting, self.waiting = self.waiting, []
        for _, modifier in waiting:
            self._modify(draft, modifier)
        self._hear(token, f"subject:{token.value}")
        if self.relation is not None:
            word, source = self.relation
            self.relation = None
            if source is not None:
                if source.relation not in (None, *WEAK) and source.target is not None:
                    source = source.target  # a man holding a book beside a house: the book says where they are
                source.relation, source.target = word.value, draft  # type: ignore[assignment]
                self._hear(word, f"relation:{word.value}")
            else:
                self.headless = (word.value, draft)  # type: ignore[assignment]
                self._hear(word, f"relation:{word.value}")
        elif self.headless is not None:
            draft.relation, draft.target = self.headless
            self.headless = None
        self.drafts.append(draft)
        self.group = [*self.group, draft] if self.joining else [draft]
        self.joining = False
        self.possessive = after is not None and after.text == "的"
        self.last = draft

    def _modify(self, draft: _Draft, token: Token) -> None:
        draft.phrase.insert(-1, token.text)
        if token.kind == "color":
            draft.color = token.value
        elif token.kind == "count":
            draft.count = int(token.value)
        elif token.kind == "size":
            draft.size = float(token.value)
        elif token.kind == "action":
            draft.action = token.value
        elif token.kind == "trait":
            draft.traits.append(token.value)
        if token.kind == "size":
            bigger = "big" if draft.size > 1 else "small"
            self._hear(token, f"size:{bigger}")
        else:
            self._hear(token, f"{token.kind}:{token.value}")

    def _quality(self, i: int, token: Token, before: Token | None, after: Token | None) -> None:
        """An action, a trait or clothes: of the noun before, or of the one that comes."""
        worn = token.kind == "wear" or token.value.split(":")[0] in WORN
        color = None
        if worn and self.waiting and self.waiting[-1][1].kind == "color":
            color = self.waiting.pop()[1]
        comes = self.last is None or self._introduces(token, before, after, worn)
        if worn and color is not None:
            value = color.value if token.kind == "wear" else f"{color.value}_{token.value}"
            kind = "color" if token.kind == "wear" else "trait"
            token = Token(f"{color.text} {token.text}" if not token.chinese else color.text + token.text, kind, value)
        if token.kind == "wear":
            return
        if comes:
            self.waiting.append((i, token))
        elif token.kind == "action":
            actor = self._actor()
            self._modify(actor, token)
            for other in self.group if actor in self.group else ():
                other.action = other.action or token.value
        elif self.last is not None:
            self._modify(self.last, token)
        if token.kind == "action" and token.text.endswith("在") and self.last is not None:
            self.relation = (Token("在", "relation", "on", chinese=True), self.last)

    def _actor(self) -> _Draft:
        """Who does what is said now: not the tree of `a dog under a tree sleeping`."""
        actor = self.last
        assert actor is not None
        for _ in self.drafts:
            actor = next((d for d in self.drafts if d.target is actor), actor)
        return actor

    def _introduces(self, token: Token, before: Token | None, after: Token | None, worn: bool) -> bool:
        """Whether a quality stands before its noun."""
        if token.chinese:
            before_noun = token.kind == "trait" and not worn and after is not None and after.kind == "subject"
            return before_noun or (after is not None and after.text == "的")
        if worn:
            return before is not None and before.kind in ("pause", "end")
        determined = before is None or before.kind in ("count", "color", "size", "pause", "end", "trait")
        determined = determined or (before is not None and before.text.lower() in BEFORE_NOUN)
        return (
            determined and after is not None and after.kind in ("subject", "color", "size", "trait", "unknown", "place")
        )

    def _relation(self, token: Token) -> None:
        if token.value == "on" and self.relation is not None:
            return
        if token.chinese and token.value == "on" and self.last is not None and self.last.relation is not None:
            return
        self.relation = (token, self.last)

    def _postposition(self, token: Token, before: Token | None, after: Token | None) -> None:
        """`在房子旁边`: the relation follows its target."""
        target = self.last
        if before is None or before.kind != "subject" or target is None:
            return
        source = next((d for d in self.drafts if d.target is target), None)
        if source is not None:
            if source.relation in WEAK:
                source.relation = token.value  # type: ignore[assignment]
            return
        earlier = [d for d in self.drafts if d is not target]
        if self.headless is not None and self.headless[1] is target:
            if self.headless[0] in WEAK:
                self.headless = (token.value, target)  # type: ignore[assignment]
            return
        starts = after is not None and after.text in ("有", "的", "是")
        if earlier and not starts and earlier[-1].relation is None:
            earlier[-1].relation, earlier[-1].target = token.value, target  # type: ignore[assignment]
        else:
            self.headless = (token.value, target)  # type: ignore[assignment]
        self._hear(token, f"relation:{token.value}")

    def _setting(self, i: int, token: Token) -> None:
        known = self.settings.get(token.kind)
        if known is None:
            self.settings[token.kind] = token.value
        if known in (None, token.value):
            self._hear(token, f"{token.kind}:{token.value}")
        else:
            self.missed.append((i, token))
        if token.kind == "place":
            self._drop_waiting(("color", "trait", "action"))
        self.relation = None

    def _end_of_clause(self, i: int) -> None:
        if self.relation is not None:
            word, source = self.relation
            if word.value == "looking_at" and source is not None:
                self._hear(word, "relation:looking_at")
                source.action = source.action or "looking"
            elif word.value not in WEAK:
                self.missed.append((i, word))
            self.relation = None
        if self.last is not None:
            for _, token in [w for w in self.waiting if w[1].kind in ("color", "trait", "action", "size")]:
                if token.kind != "color" or self.last.color is None:
                    self._modify(self.last, token)
                    self.waiting = [w for w in self.waiting if w[1] is not token]
        self._drop_waiting(("color", "trait", "action", "size"))
        self.negated = False

    def _drop_waiting(self, kinds: tuple[str, ...]) -> None:
        self.missed += [(i, t) for i, t in self.waiting if t.kind in kinds]
        self.waiting = []


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
    reader = _Reader()
    reader.read(found := tokens(prompt))
    without = tuple(dict.fromkeys((*reader.without, *_unwanted(negative_prompt))))
    drafts = _cast(reader, without)
    missed = list(reader.missed)
    _keep_known_traits(reader, drafts)
    scene = _scene(reader, drafts, without, style, seed)
    for i, token in reader.props:
        if token.value in PLACES[scene.place].props:
            reader._hear(token, f"prop:{token.value}")
        else:
            missed.append((i, token))
    missed += [m for m in reader.missed if m not in missed]
    return Understanding(
        scene=scene,
        language=language_of(prompt),
        heard=tuple(reader.heard),
        not_understood=_stretches(missed, len(found)),
    )


def _with_long_hair(found: list[Token]) -> list[Token]:
    """`long red hair`: long belongs to the hair, not to the colour between them."""
    return [
        replace(t, kind="trait", value="long_hair")
        if t.text.lower() == "long"
        and i + 2 < len(found)
        and found[i + 1].kind == "color"
        and found[i + 2].value == "hair"
        else t
        for i, t in enumerate(found)
    ]


def _unwanted(negative_prompt: str) -> list[str]:
    return [t.value for t in tokens(negative_prompt) if t.kind in ("subject", "prop", "trait", "place")]


def _cast(reader: _Reader, without: tuple[str, ...]) -> list[_Draft]:
    """The drafts that are to be seen: no owners, nothing unwanted, portraits joined with whom they show."""
    for draft in [d for d in reader.drafts if d.owned]:
        company = KINDS[draft.kind].company
        heard = next(h for h in reader.heard if h.concept == f"subject:{draft.kind}" and h.text == draft.token.text)
        reader.heard.remove(heard)
        if company is not None and not any(d.kind == company for d in reader.drafts):
            background = _Draft(draft.token, company, relation="behind", phrase=[draft.token.text])
            background.target = next(d for d in reader.drafts if not d.owned)
            reader.drafts.append(background)
            reader._hear(draft.token, f"subject:{company}", exact=False)
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


def _portrayed(reader: _Reader, drafts: list[_Draft]) -> list[_Draft]:
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


def _keep_known_traits(reader: _Reader, drafts: list[_Draft]) -> None:
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


def _scene(reader: _Reader, drafts: list[_Draft], without: tuple[str, ...], style: str, seed: int) -> Scene:
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


def _place(named: str | None, drafts: list[_Draft]) -> str:
    kinds = [KINDS[d.kind] for d in drafts]
    if named == "sea" and any(k.floats for k in kinds):
        return "beach"
    if named is not None:
        return named
    homes = [k.home for k in kinds]
    return next((home for home in homes if home != "meadow"), "meadow")


def _light(drafts: list[_Draft]) -> str:
    return next((KINDS[d.kind].light for d in drafts if KINDS[d.kind].light != "noon"), "noon")


def _stretches(missed: list[tuple[int, Token]], count: int) -> tuple[str, ...]:
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
