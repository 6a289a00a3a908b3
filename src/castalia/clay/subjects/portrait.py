"""The portrait: head and shoulders of one person, with all that can be said of a face."""

from __future__ import annotations

from castalia.clay.lexicon.colors import COLORS
from castalia.clay.motion import Pulse
from castalia.clay.paint import CHALK, distance, mix, shade
from castalia.clay.sculpt import Clay
from castalia.clay.subjects.catalogue import Look, subject
from castalia.clay.subjects.face import GRAY, Dress, head, told_apart
from castalia.clay.subjects.features import SIDES, helmet, scarf
from castalia.clay.subjects.figure import WEARABLE, some_skin

CUTS = ("short_hair", "long_hair", "bun", "curly_hair")


@subject(
    "portrait", group="person", color="brown", height=1.75, measure="张", facing=0.3, traits=WEARABLE,
    en=("portrait", "portraits", "face", "bust", "selfie", "headshot"), zh=("肖像", "人像", "头像", "肖像画",
        "人物肖像", "自拍", "大头照", "半身像"),
)  # fmt: skip
def portrait(clay: Clay, look: Look) -> None:
    """Its colour is the hair's."""
    rng = look.rng
    skin, shirt = some_skin(look), list(COLORS.values())[int(rng.integers(10))]
    hair = look.tint("hair", told_apart(GRAY if look.has("old") else look.color, skin))
    shirt = shirt if min(distance(shirt, hair), distance(shirt, skin)) > 0.3 else COLORS["teal"]
    cut = CUTS[int(rng.integers(4))]
    if look.has("spacesuit"):
        shirt = CHALK
    with clay.part("torso", Pulse(0.01, 3.4), pivot=(0, 0.1, 0)):
        clay.ellipsoid((0, 0.16, -0.03), (0.60, 0.42, 0.33), shirt, blend=0.08)
        for side in SIDES:
            clay.ellipsoid((side * 0.42, 0.13, -0.02), (0.235, 0.36, 0.25), shirt, blend=0.10)
        if look.has("hanfu"):
            under, sash = mix(shirt, CHALK, 0.85), (0.80, 0.15, 0.12)
            clay.capsule((0.20, 0.54, 0.14), (-0.22, 0.02, 0.30), 0.055, under, blend=0.01)
            clay.capsule((-0.20, 0.54, 0.14), (0.04, 0.26, 0.285), 0.055, under, blend=0.01)
            clay.capsule((0.235, 0.50, 0.125), (-0.17, 0.0, 0.315), 0.022, sash, blend=0.006)
        else:
            clay.torus((0, 0.555, 0.01), 0.19, 0.055, shade(shirt, 0.78))
    clay.cone((0, 0.35, 0), (0, 0.85, 0.02), 0.16, 0.14, skin, round=0.06, blend=0.05)
    bust = Clay()
    if look.has("spacesuit"):
        helmet(bust, 1.36, -0.03, 0.43)
    worn = next((t for t in CUTS if look.has(t)), cut)
    bare, lady = not look.has("spacesuit"), worn in ("long_hair", "bun") and not (look.has("beard") or look.has("old"))
    head(bust, look, Dress(shirt, shirt, shirt, skin, hair, cut, bare_head=bare, lady=lady), 1.32)
    clay.place(bust, at=(0, -0.70, 0.02), scale=1.38)
    if look.has("scarf"):
        scarf(clay, look, 0.60, 0.02, 0.24, (0.8, 0.1, 0.1))
