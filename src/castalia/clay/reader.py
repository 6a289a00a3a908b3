"""Reads the tokens of a prompt from left to right: which word belongs to which noun."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from castalia.clay.lexicon.modifiers import MANY
from castalia.clay.meaning import meant
from castalia.clay.scene import Heard, Relation
from castalia.clay.sharing import told_apart
from castalia.clay.subjects import KINDS
from castalia.clay.words import Token

MAX_NOUNS = 40
MAX_MODIFIERS = 12
"""Longer prompts are read, too, in linear time; what is too much is reported."""
WORN = (
    "glasses", "round_glasses", "beard", "long_beard", "hat", "crown", "scarf", "backpack", "long_hair", "short_hair",
    "curly_hair", "bun", "hair", "hanfu", "spacesuit",
)  # fmt: skip
SETTINGS = ("place", "light", "weather", "camera", "angle", "lens", "focus", "motion", "mood", "style")
"""Kinds of concepts that are said of the whole scene: each is a field of `Scene`."""
MODIFIERS = ("color", "count", "size", "material")
UNWANTED = ("subject", "prop", "part", "trait", "action", "material", *SETTINGS)
"""Kinds of concepts that can be kept out."""
WEAK = ("on", "next_to", "under", "behind", "in_front_of")
"""Relations whose words are prepositions: with no noun to relate to they mean nothing."""
SUBSTANCES = {"stone": "stone", "ice": "ice", "冰": "ice", "石": "stone"}
"""Words that name something else unless a thing follows that is made of it: `a stone lion`."""
AFTERWARDS = ("trait", "action", "size", "material")
"""What may also follow its noun, besides one colour."""
LONG = ("long", "flowing", "长", "长长", "飘逸", "飘飘")
JOINING = frozenset(("and", "和", "与", "跟", "及", "以及", "、", "&"))
BEFORE_NOUN = frozenset(("a", "an", "the", "and", "of", "with", "his", "her", "its", "their", "my", "another", "each"))


@dataclass(eq=False)
class Draft:
    """A subject while the prompt is being read."""

    token: Token
    kind: str
    count: int = 1
    color: str | None = None
    size: float = 1.0
    action: str | None = None
    material: str | None = None
    becoming: str | None = None
    becoming_color: str | None = None
    relation: Relation | None = None
    target: Draft | None = None
    traits: list[str] = field(default_factory=list)
    phrase: list[str] = field(default_factory=list)
    owned: bool = False
    """It only says whose another thing is."""
    weight: float = 1.0
    siblings: list[Draft] = field(default_factory=list)
    """Those it was counted with: `two cats, one orange and one black`."""


@dataclass
class Reader:
    """Reads tokens from left to right and keeps what waits for a noun."""

    drafts: list[Draft] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    missed: list[tuple[int, Token]] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)
    implied: dict[str, str] = field(default_factory=dict)
    """Settings that came along with other words; what is said itself comes first."""
    emphasis: dict[str, float] = field(default_factory=dict)
    """How heavy the word was that made a setting."""
    props: list[tuple[int, Token, Draft | None]] = field(default_factory=list)
    """Things of the place and parts of things that were named, and after whom."""
    without: list[str] = field(default_factory=list)
    waiting: list[tuple[int, Token]] = field(default_factory=list)
    """Modifiers that stand before their noun."""
    last: Draft | None = None
    relation: tuple[Token, Draft | None] | None = None
    """A relation that waits for its target; its subject is None in `骑着马的宇航员`."""
    headless: tuple[Relation, Draft] | None = None
    """A relation with a target that waits for its subject."""
    there_is: bool = False
    """有 was read: all that is listed now is there."""
    placing: tuple[Relation, Draft] | None = None
    """Where that is."""
    becoming: Draft | None = None
    """Who turns into the noun that comes."""
    negated: bool = False
    joining: bool = False
    """An `and` was read since the last noun."""
    possessive: bool = False
    """The last noun is followed by 的."""
    group: list[Draft] = field(default_factory=list)
    """The nouns that `and` joins with the last one: they do together what is said of it."""

    def read(self, found: list[Token]) -> None:
        found = told_apart(_with_long_hair(meant(found)))
        for i, token in enumerate(found):
            before = found[i - 1] if i else None
            after = found[i + 1] if i + 1 < len(found) else None
            self._read(i, token, before, after)
        self._end_of_clause(len(found))

    def _read(self, i: int, token: Token, before: Token | None, after: Token | None) -> None:
        kind = token.kind
        if token.text.lower() in SUBSTANCES and after is not None and after.kind == "subject":
            self._wait(i, replace(token, kind="material", value=SUBSTANCES[token.text.lower()], exact=True))
        elif kind == "unknown":
            self.missed.append((i, token))
        elif kind == "stop":
            self.joining = self.joining or token.text.lower() in JOINING
            self.there_is = self.there_is or token.text == "有"
            self.negated = self.negated and token.text != "的"
        elif kind in ("pause", "end"):
            self._end_of_clause(i)
            self.joining = token.text == "、"
            if token.text != "、":
                self.there_is, self.placing = False, None
            if kind == "end":
                self.last = self.headless = None
        elif kind == "without":
            self.negated = True
        elif self.negated and kind in UNWANTED:
            self.without.append(token.value)
            self.hear(token, f"without:{token.value}")
            self.waiting = [w for w in self.waiting if w[1].kind == "count" and kind != "subject"]
            self.negated = after is not None and after.text.lower() in ("and", "or", "和", "或", "、")
        elif kind in MODIFIERS:
            self._modifier(i, token, before, after)
        elif kind == "becoming":
            self.becoming = self._actor() if self.last is not None else None
            self.relation = None
            if self.becoming is None:
                self.missed.append((i, token))
        elif kind == "subject" and len(self.drafts) < MAX_NOUNS:
            self._noun(i, token, before, after)
        elif kind == "subject":
            self.missed.append((i, token))
        elif kind in SETTINGS:
            self._setting(i, token)
        elif kind in ("prop", "part"):
            self.props.append((i, token, self.last))
            self.waiting = []
            if kind == "part":
                self.relation = None
        elif kind == "relation":
            self._relation(token)
        elif kind == "post":
            self._postposition(token, before, after)
        elif kind in ("action", "trait", "wear"):
            self._quality(i, token, before, after)

    def _modifier(self, i: int, token: Token, before: Token | None, after: Token | None) -> None:
        made_of = before is not None and before.text.lower() in ("of", "from", "由", "用")
        made_of = made_of or token.text.lower().startswith(("made of", "of ", "made from"))
        if (
            token.kind == "material"
            and made_of
            and self.last is not None
            and (after is None or after.kind != "subject")
        ):
            self._modify(self.last, token)
        else:
            self._wait(i, token)

    def _wait(self, i: int, token: Token) -> None:
        self.waiting.append((i, token))
        if len(self.waiting) > MAX_MODIFIERS:
            self.missed.append(self.waiting.pop(0))

    def hear(self, token: Token, concept: str, exact: bool | None = None) -> None:
        if not token.text:
            return
        self.heard.append(Heard(text=token.text, concept=concept, exact=token.exact if exact is None else exact))

    def _noun(self, i: int, token: Token, before: Token | None, after: Token | None) -> None:
        draft = Draft(token, token.value, count=MANY if token.plural else 1, phrase=[token.text], weight=token.weight)
        owner = self.last
        beside = self.relation is None and self.headless is None and not token.sits
        if owner is not None and before is not None and beside:
            owner.owned = owner.token.owner or (self.possessive and owner.relation is None)
        waiting, self.waiting = self.waiting, []
        for _, modifier in waiting:
            self._modify(draft, modifier)
        self.hear(token, f"subject:{token.value}")
        if self.becoming is not None:
            if self.becoming.kind != draft.kind:
                self.becoming.becoming, self.becoming.becoming_color = draft.kind, draft.color
            self.becoming = None
            return
        if self.relation is not None:
            word, source = self.relation
            self.relation = None
            if source is not None:
                source, word = self._in_hand(source, word, draft)
                if source.relation not in (None, *WEAK) and source.target is not None:
                    source = source.target  # a man holding a book beside a house: the book says where they are
                for one in source.siblings or [source]:
                    one.relation, one.target = word.value, draft  # type: ignore[assignment]
                if word.text:
                    self.hear(word, f"relation:{word.value}")
            else:
                self.headless = (word.value, draft)  # type: ignore[assignment]
                self.hear(word, f"relation:{word.value}")
        elif self.headless is not None:
            draft.relation, draft.target = self.headless
            self.placing = self.headless if before is not None and self.there_is else None
            self.headless = None
        elif self.joining and self.placing is not None:
            draft.relation, draft.target = self.placing
        self.drafts.append(draft)
        self.group = [*self.group, draft] if self.joining else [draft]
        if any(not modifier.text for _, modifier in waiting):
            draft.siblings = self.group
            draft.relation = draft.relation or self.group[0].relation
            draft.target = draft.target or self.group[0].target
        self.joining = False
        self.possessive = after is not None and after.text == "的"
        self.last = draft

    def _in_hand(self, source: Draft, word: Token, draft: Draft) -> tuple[Draft, Token]:
        """`A girl and her dog with an umbrella`: what can be held is held by who has hands."""
        kind = KINDS[draft.kind]
        holders = [d for d in (source, *self.group[::-1]) if KINDS[d.kind].hand is not None and d.relation is None]
        if word.text.lower() == "with" and kind.group == "thing" and kind.grip is not None and holders:
            return holders[0], replace(word, value="holding")
        return source, word

    def _modify(self, draft: Draft, token: Token) -> None:
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
        elif token.kind == "material":
            draft.material = token.value
        if token.kind == "size":
            bigger = "big" if draft.size > 1 else "small"
            self.hear(token, f"size:{bigger}")
        else:
            self.hear(token, f"{token.kind}:{token.value}")

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
        if worn and self.relation is not None and self.relation[0].value in ("on", "next_to"):
            self.relation = None  # `in a red coat`, `with a hat` say nothing of the next noun
        if token.kind == "wear":
            return
        if comes:
            self._wait(i, token)
        elif token.kind == "action":
            actor = self._actor()
            self._modify(actor, token)
            for other in (*(self.group if actor in self.group else ()), *actor.siblings):
                other.action = other.action or token.value
            if token.value == "reading":
                self.relation = (Token("", "relation", "holding"), actor)
        elif self.last is not None:
            self._modify(self.last, token)
        if token.kind == "action" and token.text.endswith("在") and self.last is not None:
            self.relation = (Token("在", "relation", "on", chinese=True), self.last)

    def _actor(self) -> Draft:
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
        return determined and after is not None and after.kind in (*MODIFIERS, "subject", "trait", "unknown", "place")

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
            target.count = max(target.count, MANY) if token.text == "丛中" else target.count
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
        self.hear(token, f"relation:{token.value}")

    def _setting(self, i: int, token: Token) -> None:
        known = self.settings.get(token.kind)
        heavier = token.weight > self.emphasis.get(token.kind, 1.0)
        if known is None or heavier:
            self.settings[token.kind], self.emphasis[token.kind] = token.value, token.weight
        if known in (None, token.value) or heavier:
            self.hear(token, f"{token.kind}:{token.value}")
            for concept in token.implies:
                kind, _, value = concept.partition(":")
                self.implied.setdefault(kind, value)
        else:
            self.missed.append((i, token))
        if token.kind == "place":
            self._drop_waiting(("color", "trait", "action"))
        self.relation = None

    def _end_of_clause(self, i: int) -> None:
        if self.relation is not None:
            word, source = self.relation
            if word.value == "looking_at" and source is not None:
                self.hear(word, "relation:looking_at")
                source.action = source.action or "looking"
            elif word.value not in WEAK and word.text:
                self.missed.append((i, word))
            self.relation = None
        if self.last is not None:
            for waiting in [w for w in self.waiting if w[1].kind in (*AFTERWARDS, "color")]:
                token, last = waiting[1], self.last
                if token.kind == "color" and last.color is not None and last.becoming and not last.becoming_color:
                    last.becoming_color = token.value
                    self.hear(token, f"color:{token.value}")
                elif token.kind != "color" or last.color is None:
                    self._modify(last, token)
                else:
                    continue
                self.waiting.remove(waiting)
        self._drop_waiting((*AFTERWARDS, "color"))
        self.negated = False

    def _drop_waiting(self, kinds: tuple[str, ...]) -> None:
        self.missed += [(i, t) for i, t in self.waiting if t.kind in kinds]
        self.waiting = []


def _with_long_hair(found: list[Token]) -> list[Token]:
    """`long red hair`, `flowing white beard`: long belongs to the hair, not to the colour between them."""
    return [replace(t, kind="trait", value=long) if (long := _long(found, i)) else t for i, t in enumerate(found)]


def _long(found: list[Token], i: int) -> str:
    if found[i].text.lower() not in LONG:
        return ""
    thing = next((t for t in found[i + 1 : i + 4] if t.kind not in ("color", "stop")), None)
    return f"long_{thing.value}" if thing is not None and thing.value in ("hair", "beard") else ""
