"""How far a work kept its brief, measured in what came out.

Every part is held against the whole brief, whatever `consistency` bound it to: what a part did not have to keep counts
as not kept. What an engine does not report (a neural engine does not say what it drew) is not measured and not guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from castalia.prompts.language import detect
from castalia.works import colors
from castalia.works.brief import Beat, Brief, Character
from castalia.works.page.words import facet_words, name_of

if TYPE_CHECKING:
    from castalia.library.artifact import Artifact

FAR = 0.30
"""OKLab distance from which two palettes have nothing in common."""


@dataclass(frozen=True)
class Check:
    """One facet of one part, held against the brief."""

    facet: str
    score: float
    """0 (nothing of it) to 1 (kept)."""
    reason: str
    """One line in the language of the work."""


@dataclass(frozen=True)
class PartScore:
    """How far one part kept the brief."""

    id: str
    checks: tuple[Check, ...]

    @property
    def score(self) -> float | None:
        """Mean of the checks; None when nothing could be measured."""
        return sum(c.score for c in self.checks) / len(self.checks) if self.checks else None


@dataclass(frozen=True)
class Measured:
    """How far a work kept its brief."""

    parts: tuple[PartScore, ...]

    @property
    def score(self) -> float | None:
        """Mean of the parts that could be measured."""
        known = [p.score for p in self.parts if p.score is not None]
        return sum(known) / len(known) if known else None

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON, scores rounded to a hundredth."""
        return {
            "score": _rounded(self.score),
            "parts": [
                {
                    "id": part.id,
                    "score": _rounded(part.score),
                    "checks": [{"facet": c.facet, "score": _rounded(c.score), "reason": c.reason} for c in part.checks],
                }
                for part in self.parts
            ],
        }


def _rounded(score: float | None) -> float | None:
    return None if score is None else round(score, 2)


def measure(brief: Brief, parts: Mapping[str, Artifact]) -> Measured:
    """Hold every part of a story page against the brief.

    Args:
        parts: artifacts by node id (`story`, `picture-1` ..., `narration`, `music`, `clip`, `model`).
    """
    views = {id: part for id, part in parts.items() if part.kind in ("image", "video")}
    palettes = {id: _colors_of(part) for id, part in views.items() if part.kind == "image"}
    looks = _usual_looks(views.values())
    scores = []
    for id, part in parts.items():
        if part.kind == "text":
            checks = _story(brief, part.text)
        elif part.kind == "image":
            beat = brief.beats[(int(id.rpartition("-")[2]) - 1) % len(brief.beats)]
            checks = _view(brief, part, beat, looks) + _palette(brief, id, palettes)
        elif part.kind == "video":
            checks = _view(brief, part, None, looks)
        elif part.kind == "mesh":
            checks = _model(brief, part)
        elif part.kind == "music":
            checks = _music(brief, part)
        elif part.kind == "speech" and "story" in parts and id == "narration":
            checks = _narration(brief, part, parts["story"].text)
        else:
            continue
        scores.append(PartScore(id, tuple(checks)))
    return Measured(tuple(scores))


# What was drawn: the scene that an engine reports.


def _view(brief: Brief, part: Artifact, beat: Beat | None, looks: Mapping[str, tuple[Any, ...]]) -> list[Check]:
    scene = part.report.get("scene")
    if not scene:
        return []
    drawn = {s["kind"]: _look(s) for s in scene.get("subjects", ())}
    checks = [_cast(brief, _expected(brief, beat), drawn, looks)]
    for facet, wanted in (("place", brief.place), ("style", brief.style)):
        checks.append(_same(brief, facet, scene.get(facet, ""), wanted))
    light = beat.light if beat else brief.light
    checks.append(_same(brief, "light", scene.get("light", ""), light))
    return checks


def _expected(brief: Brief, beat: Beat | None) -> list[Character]:
    """The figures that a picture should show: those that the beat's description names, else the hero."""
    named = _named(brief.cast, beat.alt) if beat else []
    return named or [c for c in brief.cast if c.role == "hero"] or list(brief.cast[:1])


def _named(cast: Sequence[Character], text: str) -> list[Character]:
    return [c for c in cast if _mentions(text, (c.look, _core(c.name), c.kind.replace("_", " ")))]


def _core(name: str) -> str:
    """A name without article or measure word: `the bottle` -> `bottle`, `那株荧光植物` -> `荧光植物`."""
    return re.sub(
        r"^(?:(?:the|an?|his|her|their)\s+|[这那一两][位名个只条匹头座株朵棵艘封枚种片颗把盏幅件])",
        "",
        name,
        flags=re.I,
    )


def _cast(
    brief: Brief,
    expected: Sequence[Character],
    drawn: Mapping[str, tuple[Any, ...]],
    looks: Mapping[str, tuple[Any, ...]],
) -> Check:
    say = facet_words(brief.language)
    seen = [c for c in expected if c.kind in drawn]
    changed = [c for c in seen if drawn[c.kind] != looks.get(c.kind, drawn[c.kind])]
    missing = [c for c in expected if c.kind not in drawn]
    score = (len(seen) - 0.5 * len(changed)) / len(expected) if expected else 1.0
    facts = [say["shows"].format(names=say["and"].join(c.name for c in seen))] if seen else []
    if missing:
        facts.append(say["shows_not"].format(names=say["and"].join(c.name for c in missing)))
    if changed:
        facts.append(say["looks_changed"].format(names=say["and"].join(c.name for c in changed)))
    return Check("cast", score, say["sep"].join(facts) or say["no_cast"])


def _look(subject: Mapping[str, Any]) -> tuple[Any, ...]:
    return (subject.get("color"), tuple(sorted(subject.get("traits", ()))))


def _usual_looks(views: Any) -> dict[str, tuple[Any, ...]]:
    """How each kind of subject looks most often across pictures and clip."""
    seen: dict[str, Counter[tuple[Any, ...]]] = {}
    for part in views:
        for subject in (part.report.get("scene") or {}).get("subjects", ()):
            seen.setdefault(subject["kind"], Counter())[_look(subject)] += 1
    return {kind: counts.most_common(1)[0][0] for kind, counts in seen.items()}


def _same(brief: Brief, facet: str, found: str, wanted: str) -> Check:
    say = facet_words(brief.language)
    value = name_of(found, brief.language) if found else say["unknown"]
    if found == wanted:
        return Check(facet, 1.0, say["is"].format(facet=say[facet], value=value))
    reason = say["is_not"].format(facet=say[facet], value=value, wanted=name_of(wanted, brief.language))
    return Check(facet, 0.0, reason)


def _model(brief: Brief, part: Artifact) -> list[Check]:
    scene = part.report.get("scene")
    if not scene:
        return []
    say = facet_words(brief.language)
    drawn = {s["kind"] for s in scene.get("subjects", ())}
    expected = (
        _named(brief.cast, brief.model)[:1] or [c for c in brief.cast if c.role == "find"] or list(brief.cast[:1])
    )
    fits = [c for c in expected if c.kind in drawn]
    if fits or not expected:
        return [Check("cast", 1.0, say["shows"].format(names=say["and"].join(c.name for c in fits)))]
    return [Check("cast", 0.0, say["shows_not"].format(names=expected[0].name))]


# Colours, measured in the pictures themselves.


def _colors_of(part: Artifact) -> tuple[np.ndarray, np.ndarray]:
    return colors.picture_colors(part.main.path)


def _palette(brief: Brief, id: str, palettes: Mapping[str, tuple[np.ndarray, np.ndarray]]) -> list[Check]:
    """How near a picture's colours are to the brief's palette and to the other pictures' colours."""
    say = facet_words(brief.language)
    mine, shares = palettes[id]
    wanted = np.array([colors.oklab(colors.from_hex(c)) for c in brief.palette])
    gaps = [colors.gap(mine, shares, wanted)] if len(wanted) else []
    others = [colors.gap(mine, shares, theirs) for other, (theirs, _) in palettes.items() if other != id]
    if others:
        gaps.append(float(np.mean(others)))
    if not gaps:
        return []
    score = float(np.clip(1 - np.mean(gaps) / FAR, 0, 1))
    to_brief = f"{gaps[0]:.2f}"
    reason = (
        say["palette_both"].format(brief=to_brief, others=f"{gaps[-1]:.2f}")
        if others
        else say["palette_one"].format(brief=to_brief)
    )
    return [Check("palette", score, reason)]


# Words and sound.


def _mentions(text: str, words: Sequence[str]) -> bool:
    folded = text.casefold()
    return any(w and w.casefold() in folded for w in words)


def _story(brief: Brief, text: str) -> list[Check]:
    say = facet_words(brief.language)
    told = _named(brief.cast, text)
    missing = [c.name for c in brief.cast if c not in told]
    checks = []
    if brief.cast:
        reason = say["tells"].format(names=say["and"].join(c.name for c in told)) if told else ""
        if missing:
            reason = say["sep"].join(r for r in (reason, say["tells_not"].format(names=say["and"].join(missing))) if r)
        checks.append(Check("cast", len(told) / len(brief.cast), reason))
    there = _place_mentioned(brief, text)
    place = brief.place_phrase or name_of(brief.place, brief.language)
    checks.append(Check("place", float(there), say["tells_place" if there else "tells_place_not"].format(place=place)))
    checks.append(_language(brief, detect(text)))
    return checks


def _place_mentioned(brief: Brief, text: str) -> bool:
    """Whether the story names the place: its phrase, its concept, or the main words of the phrase."""
    if _mentions(text, (brief.place_phrase, brief.place.replace("_", " "), name_of(brief.place, brief.language))):
        return True
    if brief.language == "zh":
        core = brief.place_phrase.strip("在里中上下边旁内的")
        return _mentions(text, [core[i : i + 2] for i in range(len(core) - 1)])
    content = [w for w in brief.place_phrase.casefold().split() if len(w) > 3]
    return bool(content) and content[-1].strip(".,") in text.casefold()


def _language(brief: Brief, found: str) -> Check:
    return _same(brief, "language", found, brief.language)


def _narration(brief: Brief, part: Artifact, story: str) -> list[Check]:
    """Whether the narrator reads the story, all of it, in its language."""
    say = facet_words(brief.language)
    checks = []
    spoken = [s["text"] for s in part.report.get("sentences", ())]
    if spoken:
        letters = [c for c in story if c.isalnum()]
        share = min(1.0, sum(c.isalnum() for s in spoken for c in s) / max(1, len(letters)))
        checks.append(Check("story", share, say["reads"].format(count=len(spoken), share=f"{share:.0%}")))
    if part.report.get("language"):
        checks.append(_language(brief, part.report["language"].split("-")[0].replace("cmn", "zh")))
    return checks


def _music(brief: Brief, part: Artifact) -> list[Check]:
    mood = part.report.get("mood")
    return [_same(brief, "mood", mood, brief.mood)] if mood else []
