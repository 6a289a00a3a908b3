"""Portraits: whom a portrait shows, and how."""

from __future__ import annotations

from castalia.clay.reader import Draft, Reader
from castalia.clay.subjects import KINDS

SOMEBODY = ("person", "animal", "fantasy")
"""Groups of kinds that have a face."""
SITTERS = {
    "person": (),
    "woman": ("long_hair",),
    "girl": ("long_hair",),
    "man": ("short_hair",),
    "boy": ("short_hair",),
    "old_man": ("short_hair", "old", "beard"),
}
"""Who has no costume, so that a bust shows all there is; and how the bust shows it."""


def portrayed(reader: Reader, drafts: list[Draft]) -> list[Draft]:
    """`A portrait of a woman` is one thing; a portrait of anybody in costume is a close-up of him.

    Portraits are made in the studio unless the prompt names another place.
    """
    portrait = next((d for d in drafts if d.kind == "portrait" and d.token.sits), None)
    if portrait is None:
        return drafts
    reader.implied.setdefault("place", "studio")
    others = [d for d in drafts if d is not portrait]
    faces = [d for d in others if KINDS[d.kind].group in SOMEBODY and d.kind != "portrait"]
    if not faces:
        return drafts
    after = drafts.index(portrait)
    sitter = next((d for d in faces if drafts.index(d) > after), faces[-1])
    for draft in others:
        if draft.target is portrait:
            draft.target = sitter if draft is not sitter else None
    if sitter.kind not in SITTERS or sitter.count > 1:
        reader.settings.setdefault("camera", "close")
        sitter.traits += portrait.traits
        return others
    portrait.traits += sitter.traits
    portrait.color = portrait.color or sitter.color
    portrait.relation, portrait.target = portrait.relation or sitter.relation, portrait.target or sitter.target
    portrait.action = portrait.action or sitter.action
    given = any(t.rpartition("_")[2] in ("hair", "bun") for t in portrait.traits)
    portrait.traits += [t for t in SITTERS[sitter.kind] if not (given and t.endswith("hair"))]
    portrait.phrase += sitter.phrase
    for draft in others:
        if draft.target is sitter:
            draft.target = portrait
    return [portrait, *(d for d in others if d is not sitter)]
