"""Reads the tokens of a prompt from left to right: which word belongs to which noun."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from castalia.clay.lexicon.modifiers import MANY
from castalia.clay.scene import Heard, Relation
from castalia.clay.words import Token

MAX_NOUNS = 40
MAX_MODIFIERS = 12
"""Longer prompts are read, too, in linear time; what is too much is reported."""
WORN = ("glasses", "beard", "hat", "scarf", "backpack", "long_hair", "short_hair", "curly_hair", "bun", "hair")
WEAK = ("on", "next_to", "under", "behind", "in_front_of")
"""Relations whose words are prepositions: with no noun to relate to they mean nothing."""
JOINING = frozenset(("and", "和", "与", "跟", "及", "以及", "、", "&"))
BEFORE_NOUN = frozenset(("a", "an", "the", "and", "of", "with", "his", "her", "its", "their", "my", "another", "each"))


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
    relation: Relation | None = None
    target: Draft | None = None
    traits: list[str] = field(default_factory=list)
    phrase: list[str] = field(default_factory=list)
    owned: bool = False
    """It only says whose another thing is."""


@dataclass
class Reader:
    """Reads tokens from left to right and keeps what waits for a noun."""

    drafts: list[Draft] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    missed: list[tuple[int, Token]] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)
    props: list[tuple[int, Token]] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    waiting: list[tuple[int, Token]] = field(default_factory=list)
    """Modifiers that stand before their noun."""
    last: Draft | None = None
    relation: tuple[Token, Draft | None] | None = None
    """A relation that waits for its target; its subject is None in `骑着马的宇航员`."""
    headless: tuple[Relation, Draft] | None = None
    """A relation with a target that waits for its subject."""
    negated: bool = False
    joining: bool = False
    """An `and` was read since the last noun."""
    possessive: bool = False
    """The last noun is followed by 的."""
    group: list[Draft] = field(default_factory=list)
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
            self.hear(token, f"without:{token.value}")
            self.negated = after is not None and after.text.lower() in ("and", "or", "和", "或", "、")
        elif kind in ("color", "count", "size"):
            self._wait(i, token)
        elif kind == "subject" and len(self.drafts) < MAX_NOUNS:
            self._noun(i, token, before, after)
        elif kind == "subject":
            self.missed.append((i, token))
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

    def _wait(self, i: int, token: Token) -> None:
        self.waiting.append((i, token))
        if len(self.waiting) > MAX_MODIFIERS:
            self.missed.append(self.waiting.pop(0))

    def hear(self, token: Token, concept: str, exact: bool | None = None) -> None:
        self.heard.append(Heard(text=token.text, concept=concept, exact=token.exact if exact is None else exact))

    def _noun(self, i: int, token: Token, before: Token | None, after: Token | None) -> None:
        draft = Draft(token, token.value, count=MANY if token.plural else 1, phrase=[token.text])
        owner = self.last
        if owner is not None and before is not None and self.relation is None and self.headless is None:
            owner.owned = owner.token.owner or (self.possessive and owner.relation is None)
        waiting, self.waiting = self.waiting, []
        for _, modifier in waiting:
            self._modify(draft, modifier)
        self.hear(token, f"subject:{token.value}")
        if self.relation is not None:
            word, source = self.relation
            self.relation = None
            if source is not None:
                if source.relation not in (None, *WEAK) and source.target is not None:
                    source = source.target  # a man holding a book beside a house: the book says where they are
                source.relation, source.target = word.value, draft  # type: ignore[assignment]
                self.hear(word, f"relation:{word.value}")
            else:
                self.headless = (word.value, draft)  # type: ignore[assignment]
                self.hear(word, f"relation:{word.value}")
        elif self.headless is not None:
            draft.relation, draft.target = self.headless
            self.headless = None
        self.drafts.append(draft)
        self.group = [*self.group, draft] if self.joining else [draft]
        self.joining = False
        self.possessive = after is not None and after.text == "的"
        self.last = draft

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
        if token.kind == "wear":
            return
        if comes:
            self._wait(i, token)
        elif token.kind == "action":
            actor = self._actor()
            self._modify(actor, token)
            for other in self.group if actor in self.group else ():
                other.action = other.action or token.value
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
        self.hear(token, f"relation:{token.value}")

    def _setting(self, i: int, token: Token) -> None:
        known = self.settings.get(token.kind)
        if known is None:
            self.settings[token.kind] = token.value
        if known in (None, token.value):
            self.hear(token, f"{token.kind}:{token.value}")
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
