"""The brief of a work: what every part of it must agree on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict

from castalia.prompts import english, places
from castalia.prompts.steps import STEPS
from castalia.prompts.titles import logline, title_of
from castalia.prompts.verbs import ING

if TYPE_CHECKING:
    from castalia.prompts.figures import Figure
    from castalia.prompts.plot import Plot
    from castalia.recipes import StoryPage

FACETS: tuple[tuple[str, float], ...] = (
    ("cast", 0.15),
    ("place", 0.3),
    ("plot", 0.45),
    ("style", 0.6),
    ("mood", 0.7),
    ("light", 0.8),
    ("hour", 1.0),
)
"""What parts of a work can be bound to, in the order in which it happens, and from which consistency on.

`cast`: the same hero, drawn the same way, and the same find. `place`: everything happens in the brief's place.
`plot`: text and pictures go through the beats. `style`: one drawing style. `mood`: music and wording have the brief's
mood and tone. `light`: each picture has the light of its beat, and the page its palette. `hour`: one light for all.
With nothing bound, every part gets only the user's prompt.
"""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Character(_Frozen):
    """One of the cast."""

    name: str
    """How the story calls it, e.g. `Mira` or `the explorer`, in the work's language."""
    kind: str
    """Concept of the clay lexicon (`explorer`), or the prompt's own word when the lexicon has none."""
    look: str
    """A phrase that draws it the same way in every picture: `an explorer in a khaki jacket`."""
    role: Literal["hero", "companion", "find"]
    """`find` is the thing that the story turns about."""


class Beat(_Frozen):
    """One step of the story, with its picture."""

    title: str
    event: str
    """What happens, one or two sentences in the work's language."""
    picture: str
    """The prompt of its illustration, complete in itself: who, doing what, where, in which light, seen how."""
    alt: str
    """What the picture shows, for who cannot see it."""
    light: str
    """One of `castalia.clay.layout.LIGHTS`."""
    shot: Literal["close", "mid", "wide"]


class Brief(_Frozen):
    """What a story page is about. Prose is in `language`."""

    language: Literal["en", "zh"]
    title: str
    logline: str
    """The story in one sentence."""
    cast: tuple[Character, ...]
    place: str
    """Concept of the lexicon, e.g. `rainforest`, or the prompt's own words."""
    place_phrase: str
    """`in the rainforest`."""
    light: str
    style: str
    palette: tuple[str, ...]
    """Five colours `#rrggbb` from dark to light that belong to place and light."""
    mood: str
    """One of the moods of the Music recipe (not `auto`)."""
    tone: str
    """One of the tones of the Text recipe."""
    beats: tuple[Beat, ...]
    motion: str
    """Prompt of the moving clip."""
    clip_line: str
    """One sentence spoken over the clip."""
    model: str
    """Prompt of the 3D model: the find, or the hero, alone."""


def bound(consistency: float) -> tuple[str, ...]:
    """The facets that hold at a consistency of 0..1, in order of binding."""
    return tuple(name for name, threshold in FACETS if consistency >= threshold - 1e-9)


def make_brief(recipe: StoryPage) -> Brief:
    """Decide what a story page is about; a pure function of the recipe.

    The prompts of pictures, clip and model keep to the facets that `recipe.consistency` binds (see `FACETS`).
    """
    from castalia.clay.parse import parse
    from castalia.prompts.casting import make_plot
    from castalia.prompts.prompt import light_in

    prompt = recipe.prompt
    plot = make_plot(prompt, recipe.language, seed=recipe.seed, beats=recipe.illustrations, tone=recipe.tone)
    facets = bound(recipe.consistency)
    painter = _Painter(plot, recipe.seed)
    lights = painter.lights("hour" in facets)
    events = plot.events(recipe.seed)
    shots = painter.shots()
    beats = []
    for step, event, light, shot in zip(plot.steps, events, lights, shots, strict=True):
        picture = painter.picture(step, light, shot, facets, prompt)
        title = STEPS[step].title_zh if plot.language == "zh" else STEPS[step].title_en
        beats.append(
            Beat(title=title, event=event, picture=picture, alt=painter.alt(step, light), light=light, shot=shot)
        )
    heard = {h.concept.partition(":")[0] for h in parse(prompt).heard}
    style = recipe.style if recipe.style != "auto" else parse(prompt).scene.style if "style" in heard else "clay"
    light = light_in(prompt) or lights[painter.climax()]
    return Brief(
        language=plot.language, title=title_of(plot), logline=logline(plot), cast=painter.cast(),
        place=plot.place or plot.place_words[0],
        place_phrase=plot.slots["in_place"], light=light, style=style, palette=places.palette(plot.place, light),
        mood=plot.mood,
        tone=plot.tone, beats=tuple(beats), motion=painter.motion(light, facets, prompt), clip_line=painter.clip_line(),
        model=painter.model() if "cast" in facets else prompt,
    )  # fmt: skip


_COLORS = re.compile(
    r"\b(?:red|orange|yellow|green|blue|purple|pink|white|black|brown|gr[ae]y|golden|gold|silver|ginger|teal|cyan|beige|khaki)\b"
    r"|[红橙橘黄绿蓝紫粉白黑棕灰金银]",
    re.IGNORECASE,
)
_COATS = {"cat": ("orange", "橙色"), "dog": ("brown", "棕色"), "bird": ("blue", "蓝色"), "robot": ("teal", "青绿色"),
          "horse": ("brown", "棕色"),
          "fish": ("orange", "橙色"), "fox": ("orange", "橙色"), "rabbit": ("white", "白色"), "bear": ("brown", "棕色"),
          "dragon": ("green", "绿色"),
          "wizard": ("blue", "蓝色"), "mouse": ("gray", "灰色"), "boat": ("red", "红色"),
          "cup": ("red", "红色")}  # fmt: skip
_CLOTHES = {"explorer": ("in a khaki jacket", "穿卡其色夹克的")}
_LIGHTS_EN = {
    "dawn": "at dawn",
    "noon": "at noon",
    "sunset": "at sunset",
    "night": "at night",
    "neon": "at night in neon light",
}
_LIGHTS_ZH = {"dawn": "清晨", "noon": "正午", "sunset": "日落时", "night": "夜晚", "neon": "霓虹灯下"}
_SHOTS_EN = {"close": "close-up", "mid": "medium shot", "wide": "wide shot"}
_SHOTS_ZH = {"close": "特写", "mid": "中景", "wide": "远景"}


class _Painter:
    """Says a plot in prompts for pictures, clip and model, so that the clay world understands them."""

    def __init__(self, plot: Plot, seed: int) -> None:
        self.plot, self.seed = plot, seed
        self.english = plot.language == "en"
        self.looks = {"hero": self._look(plot.hero), "find": self._look(plot.find), "pal": self._look(plot.pal)}

    def cast(self) -> tuple[Character, ...]:
        """Hero, find and companion; the latter two when the prompt names them or the story meets them."""
        kept: list[tuple[Literal["hero", "companion", "find"], str]] = [("hero", "hero")]
        if self._uses("pal"):
            kept.append(("companion", "pal"))
        if self._uses("find"):
            kept.append(("find", "find"))
        figures = {"hero": self.plot.hero, "pal": self.plot.pal, "find": self.plot.find}
        return tuple(
            Character(name=figures[key].name, kind=figures[key].concept, look=self.looks[key], role=role)
            for role, key in kept
        )

    def _uses(self, key: str) -> bool:
        word = "{" + key
        events = (STEPS[s].events_en[0] for s in self.plot.steps)
        return key in self.plot.given or any(word in e or "{a_" + key in e for e in events)

    def climax(self) -> int:
        """Index of the step that the story turns about."""
        for key in ("find", "deed", "again", "watch", "regained", "together", "insight"):
            if key in self.plot.steps:
                return self.plot.steps.index(key)
        return len(self.plot.steps) // 2

    def lights(self, one: bool) -> list[str]:
        """The light of each step: the day goes on with the story, unless the prompt names a light or all share one."""
        count = len(self.plot.steps)
        if self.plot.light:
            return [self.plot.light] * count
        if one:
            return ["night" if self.plot.glows else "noon"] * count
        if self.plot.glows:
            day = ("noon", "sunset", "night", "night", "dawn")
        elif self.plot.shape == "night-to-dawn":
            day = ("sunset", "night", "night", "dawn")
        else:
            day = ("dawn", "noon", "noon", "sunset", "night")
        lights = [day[round(i * (len(day) - 1) / max(count - 1, 1))] for i in range(count)]
        if self.plot.glows:
            top = self.climax()
            lights = [("night" if i >= top and light != "dawn" else light) for i, light in enumerate(lights)]
            lights = [
                "night" if STEPS[s].who == "find" and light in ("noon", "dawn") else light
                for s, light in zip(self.plot.steps, lights, strict=True)
            ]
        return lights

    def shots(self) -> list[Literal["close", "mid", "wide"]]:
        """The shot of each step; neighbours differ."""
        shots: list[Literal["close", "mid", "wide"]] = []
        for step in self.plot.steps:
            shot = STEPS[step].shot
            if shots and shots[-1] == shot:
                shot = "mid" if shot != "mid" else "close" if STEPS[step].who == "find" else "wide"
            shots.append(shot)
        return shots

    def picture(self, step: str, light: str, shot: str, facets: tuple[str, ...], prompt: str) -> str:
        """The prompt of an illustration with what the facets bind; the user's prompt when they bind nothing."""
        if "cast" not in facets:
            return prompt
        where = self._where() if "place" in facets else ""
        action = self._action(step, where) if "plot" in facets else self._joined(self.looks["hero"], "", where)
        when = (_LIGHTS_EN if self.english else _LIGHTS_ZH)[light] if "light" in facets else ""
        seen = (_SHOTS_EN if self.english else _SHOTS_ZH)[shot] if "plot" in facets else ""
        if self.english:
            return ", ".join(p for p in (action, when, seen) if p)
        return "，".join(p for p in (action, when, seen) if p)

    def alt(self, step: str, light: str) -> str:
        """What the picture shows, as a sentence."""
        action = self._action(step, self._where())
        if self.english:
            text = f"{action}, {_LIGHTS_EN[light]}."
            return text[:1].upper() + text[1:]
        return f"{_LIGHTS_ZH[light]}，{action}。"

    def motion(self, light: str, facets: tuple[str, ...], prompt: str) -> str:
        """The prompt of the clip: the hero and what the story turns about, with a slow camera."""
        if "cast" not in facets:
            return prompt
        step = self.plot.steps[self.climax()]
        text = self.picture(step, light, "mid", facets, prompt)
        return f"{text}, orbit" if self.english else f"{text}，环绕镜头"

    def clip_line(self) -> str:
        """One sentence that is spoken over the clip."""
        from castalia.prompts.language import detect
        from castalia.prompts.plot import polished

        plot = self.plot
        if (
            plot.reading.verb
            and "hero" in plot.given
            and detect(plot.prompt) == plot.language
            and len(plot.reading.sentence) < 120
        ):
            return logline(plot)
        return polished(plot.event(plot.steps[self.climax()], 0), plot.language)

    def model(self) -> str:
        """The prompt of the 3D model: the find when the clay world can model it, otherwise the hero, alone."""
        from castalia.clay.parse import parse

        if self._uses("find") and any(h.concept.startswith("subject:") for h in parse(self.looks["find"]).heard):
            return self.looks["find"]
        return self.looks["hero"]

    def _action(self, step: str, where: str) -> str:
        """Who is seen doing what, with whom, and where."""
        content, hero = STEPS[step], self.looks["hero"]
        if step == "deed" or (step in ("again", "wish") and self.plot.wish):
            return self._joined(hero, self._deed(), where)
        doing = content.doing_en if self.english else content.doing_zh
        if self.plot.hero.nature not in ("person", "animal", "machine") and content.doing_en != "jumping":
            doing = ""
        if content.who == "find" and self._uses("find"):
            find = self.looks["find"]
            if step in ("understand", "choice"):
                return self._joined(f"{hero} next to {find}" if self.english else f"{hero}和{find}", "", where)
            return self._joined(hero, f"looking at {find}" if self.english else f"看着{find}", where)
        if content.who in ("pal", "find") or self.plot.pair:
            pal = self.looks["pal"]
            both = (
                f"{hero} and {pal}"
                if self.plot.pair and self.english
                else f"{hero} next to {pal}"
                if self.english
                else f"{hero}和{pal}"
            )
            return self._joined(both, doing, where)
        return self._joined(hero, doing, where)

    def _joined(self, who: str, doing: str, where: str) -> str:
        """English puts the place behind, Chinese between."""
        return " ".join(p for p in (who, doing, where) if p) if self.english else who + where + doing

    def _deed(self) -> str:
        """What the prompt says that the hero does, as a picture shows it."""
        wish = self.plot.wish or self.plot.reading.wish
        if not self.english:
            return self._dressed(re.sub(r"^(?:学会了?|学习?)", "", self.plot.deed or wish))
        words = (self.plot.reading.wish if self.plot.deed else wish).split()
        if not words:
            return ""
        if words[0] == "learn" and words[1:2] == ["to"] and len(words) > 2:
            words = words[2:]
        ing = next((form for form, base in ING.items() if base == words[0]), "")
        return self._dressed(" ".join([ing or "trying to " + words[0], *words[1:]]))

    def _dressed(self, deed: str) -> str:
        """A deed in which companion and find look as they do in every picture."""
        for key, figure in (("pal", self.plot.pal), ("find", self.plot.find)):
            deed = deed.replace(figure.first, self.looks[key])
        return deed

    def _where(self) -> str:
        return self.plot.place_words[1] if self.english else self.plot.place_words[2]

    def _exact(self, figure: Figure) -> bool:
        """Whether the clay world has the very thing, and not only something near it."""
        from castalia.clay import lexicon

        name = lexicon.name(figure.concept, figure.language)
        return figure.short.lower() == name if self.english else figure.short.endswith(name)

    def _look(self, figure: Figure) -> str:
        """The phrase that draws a figure the same way in every picture."""
        column = 0 if self.english else 1
        phrase = figure.first
        coat = _COATS.get(figure.concept) if self._exact(figure) else None
        if self.english:
            if "'s " in phrase and not figure.plural:
                noun = phrase.rpartition("'s ")[2]
                phrase = f"{english.article(noun)} {noun}"
            if coat and not _COLORS.search(phrase) and not figure.plural and phrase.split()[0] in ("a", "an", "the"):
                before, _, noun = phrase.rpartition(" ")
                determiner, _, adjectives = before.partition(" ")
                words = " ".join(p for p in (adjectives, coat[0], noun) if p)
                phrase = f"{english.article(words) if determiner != 'the' else 'the'} {words}"
            clothes = _CLOTHES.get(figure.concept)
            return f"{phrase} {clothes[column]}" if clothes and "in a" not in phrase else phrase
        if (
            "的" in phrase
            and figure.nature in ("person", "animal")
            and re.match(r"一.[^的]{1,6}(?:人|家|师|爷|奶|妈|爸)的", phrase)
        ):
            phrase = f"{phrase[:2]}{figure.short}"
        if coat and "的" in phrase and phrase.endswith(figure.short) and not _COLORS.search(phrase):
            return f"{phrase.removesuffix(figure.short)}{coat[1]}{figure.short}"
        match = re.match(r"(一.)(.+)", phrase)
        extra = (
            _CLOTHES[figure.concept][1]
            if figure.concept in _CLOTHES
            else f"{coat[1]}的"
            if coat and not _COLORS.search(phrase)
            else ""
        )
        return f"{match[1]}{extra}{match[2]}" if match and extra else phrase
