"""Dogs: any dog, the shiba, the puppy; each may wear a space suit."""

from __future__ import annotations

from castalia.clay.motion import swing
from castalia.clay.paint import INK, STEEL, Color, distance, mix
from castalia.clay.sculpt import Clay, rotation
from castalia.clay.subjects.catalogue import Look, subject
from castalia.clay.subjects.features import SIDES, WORN, eyes, helmet, on_head, scarf, side_name, smile
from castalia.clay.subjects.quadruped import four_legs

SUIT: Color = (0.88, 0.88, 0.88)
TONGUE: Color = (0.90, 0.25, 0.30)


@subject(
    "dog", group="animal", color="orange", height=1.45, measure="只", facing=0.6, emoji="🐶🐕🦮🐩",
    en=("dog", "dogs", "hound", "doggy", "golden retriever", "labrador"),
    zh=("狗", "狗狗", "金毛", "犬", "狗子", "大狗"),
    near_en=("wolf", "coyote", "jackal", "hyena", "husky", "poodle"), near_zh=("狼", "野狼", "哈士奇"),
    traits=(*WORN, "spacesuit"), seat=(0, 0.92, -0.05),
)  # fmt: skip
def dog(clay: Clay, look: Look) -> None:
    c, light, dark = look.color, look.light, look.dark
    coat = _suited(clay, look, 1.14, 0.62, 0.90)
    sock = STEEL if coat is SUIT else light
    clay.cone((0, 0.60, -0.50), (0, 0.64, 0.42), 0.27, 0.30, coat, round=0.2, blend=0.08)
    four_legs(clay, 0.16, 0.34, -0.36, 0.5, 0.105, coat, sock)
    clay.capsule((0, 0.75, 0.42), (0, 1.0, 0.60), 0.17, coat, blend=0.1)
    collar = (0.8, 0.05, 0.05) if c[0] < 0.7 else (0.05, 0.3, 0.8)
    with clay.part("head", swing("z", 5, 2.9), swing("x", 3, 1.9), pivot=(0, 0.9, 0.5)):
        clay.ellipsoid((0, 1.14, 0.66), (0.30, 0.285, 0.29), c, blend=0.08)
        clay.ellipsoid((0, 1.05, 0.90), (0.165, 0.135, 0.17), light, blend=0.06)
        clay.ellipsoid((0, 1.11, 1.055), (0.065, 0.05, 0.045), INK, blend=0.01, gloss=0.5)
        with clay.part("mouth", pivot=(0, 1.0, 0.95)):
            smile(clay, 0.985, 1.03, 0.075)
            if look.rng.random() < 0.5:
                clay.cone((0, 0.95, 0.99), (0, 0.90, 1.08), 0.05, 0.05, TONGUE, round=0.02, blend=0.01)
        for side in SIDES:
            with clay.part(side_name("ear", side), swing("z", side * 3, 1.9), pivot=(side * 0.25, 1.3, 0.6)):
                tilt = rotation(roll=side * 0.28)
                clay.ellipsoid((side * 0.30, 1.10, 0.62), (0.075, 0.24, 0.14), dark, turn=tilt)
        eyes(clay, 1.2, 0.905, 0.115, 0.05)
        on_head(clay, look, (1.42, 0.62, 0.2), (1.2, 0.955, 0.115, 0.085), collar)
    if look.has("scarf"):
        scarf(clay, look, 0.88, 0.46, 0.17, collar)
    elif coat is not SUIT:
        clay.torus((0, 0.88, 0.50), 0.185, 0.04, collar, turn=rotation(pitch=0.9), blend=0.01)
    lift = look.rng.uniform(0.2, 0.7)
    with clay.part("tail", swing("z", 26, 0.62), pivot=(0, 0.72, -0.48)):
        clay.capsule((0, 0.72, -0.48), (0, 1.0, -0.60 - 0.2 * lift), 0.07, c, blend=0.08)


def _suited(clay: Clay, look: Look, y: float, z: float, back: float) -> Color:
    """The colour of the body; with a space suit helmet and life support are added, around a head at `y`, `z`."""
    if not look.has("spacesuit"):
        return look.color
    with clay.part("head", swing("z", 5, 2.9), swing("x", 3, 1.9), pivot=(0, y - 0.25, z - 0.15)):
        helmet(clay, y + 0.02, z, 0.46)
    clay.box((0, back + 0.06, -0.10), (0.19, 0.13, 0.24), STEEL, round=0.07)
    clay.box((0, back + 0.19, -0.10), (0.10, 0.03, 0.14), (0.85, 0.30, 0.08), round=0.025)
    clay.torus((0, y - 0.30, z - 0.12), 0.255, 0.05, STEEL, turn=rotation(pitch=0.7), blend=0.01, gloss=0.5)
    for side in SIDES:
        clay.ellipsoid((side * 0.29, 0.66, 0.10), (0.05, 0.085, 0.085), (0.85, 0.30, 0.08), blend=0.006)
    return SUIT


@subject(
    "shiba", group="animal", color="orange", height=1.5, measure="只", facing=0.6,
    en=("shiba", "shibas", "shiba inu", "shiba dog", "doge", "akita"), zh=("柴犬", "柴柴", "秋田犬", "柴狗"),
    near_en=("corgi", "spitz", "pomeranian"), near_zh=("柯基", "博美"), traits=(*WORN, "spacesuit"),
    seat=(0, 0.90, -0.05),
)  # fmt: skip
def shiba(clay: Clay, look: Look) -> None:
    """Pointed ears, a cream mask with two dots above the eyes, a thick curled tail."""
    c = look.color
    cream = (0.96, 0.88, 0.76) if distance(c, (0.96, 0.88, 0.76)) > 0.4 else (0.75, 0.5, 0.3)
    coat = _suited(clay, look, 1.16, 0.56, 0.86)
    suited = coat is SUIT
    sock = STEEL if suited else cream
    clay.cone((0, 0.60, -0.44), (0, 0.66, 0.36), 0.265, 0.315, coat, round=0.22, blend=0.08)
    four_legs(clay, 0.17, 0.32, -0.34, 0.5, 0.105, coat, sock)
    if not suited:
        clay.ellipsoid((0, 0.60, 0.53), (0.20, 0.27, 0.16), cream, blend=0.06)
        clay.ellipsoid((0, 0.42, -0.02), (0.20, 0.10, 0.36), cream, blend=0.05)
    clay.capsule((0, 0.78, 0.36), (0, 1.0, 0.48), 0.20, coat, blend=0.1)
    with clay.part("head", swing("z", 5, 2.9), swing("x", 3, 1.9), pivot=(0, 0.92, 0.42)):
        clay.ellipsoid((0, 1.16, 0.56), (0.325, 0.285, 0.28), c, blend=0.08)
        for side in SIDES:
            clay.ellipsoid((side * 0.195, 1.06, 0.645), (0.155, 0.135, 0.165), cream, blend=0.05)
            clay.ellipsoid((side * 0.115, 1.325, 0.765), (0.045, 0.032, 0.04), cream, blend=0.012)
            with clay.part(side_name("ear", side), swing("z", side * 2, 1.9), pivot=(side * 0.2, 1.36, 0.5)):
                top, tip = (side * 0.20, 1.33, 0.53), (side * 0.275, 1.66, 0.50)
                clay.cone(top, tip, 0.145, 0.02, c, round=0.018, flat=0.6, blend=0.04)
                clay.cone((side * 0.205, 1.36, 0.59), (side * 0.265, 1.57, 0.555), 0.08, 0.014, (0.93, 0.62, 0.55),
                          round=0.012, flat=0.5, blend=0.01)  # fmt: skip
        clay.ellipsoid((0, 1.07, 0.795), (0.145, 0.115, 0.155), cream, blend=0.05)
        clay.ellipsoid((0, 1.13, 0.925), (0.055, 0.042, 0.04), INK, blend=0.008, gloss=0.5)
        with clay.part("mouth", pivot=(0, 1.02, 0.9)):
            smile(clay, 1.015, 0.92, 0.085, curve=0.5)
            clay.cone((0, 1.005, 0.885), (0, 0.965, 0.945), 0.045, 0.04, TONGUE, round=0.018, blend=0.008)
        eyes(clay, 1.215, 0.795, 0.125, 0.047)
        on_head(clay, look, (1.42, 0.54, 0.2), (1.215, 0.85, 0.125, 0.085), (0.1, 0.3, 0.75))
    if look.has("scarf"):
        scarf(clay, look, 0.90, 0.40, 0.19, (0.8, 0.05, 0.05))
    elif not suited:
        clay.torus((0, 0.90, 0.42), 0.205, 0.04, (0.80, 0.07, 0.06), turn=rotation(pitch=0.7), blend=0.01)
        clay.ellipsoid((0, 0.80, 0.615), 0.05, (0.95, 0.75, 0.15), blend=0.006, gloss=0.7)
    with clay.part("tail", swing("z", 14, 0.62), pivot=(0, 0.78, -0.50)):
        curl = [(0, 0.70, -0.48), (0.0, 0.92, -0.64), (0.04, 1.14, -0.55), (0.07, 1.17, -0.36), (0.08, 1.03, -0.25),
                (0.08, 0.93, -0.33)]  # fmt: skip
        clay.tube(curl, 0.105, 0.085, c, blend=0.06)
        clay.tube([(0.07, 1.06, -0.42), (0.09, 1.07, -0.34), (0.10, 1.0, -0.29)], 0.085, 0.075, cream, blend=0.03)


@subject(
    "puppy", group="animal", color="beige", height=1.15, measure="只", facing=0.5,
    en=("puppy", "puppies", "pup", "little dog", "cute puppy", "baby dog"), zh=("小狗", "幼犬", "小狗狗", "小奶狗",
        "狗崽"),
    near_en=("beagle", "dachshund", "wolf cub"), near_zh=("小狼", "腊肠狗"), traits=(*WORN, "spacesuit"),
    seat=(0, 0.62, -0.1),
)  # fmt: skip
def puppy(clay: Clay, look: Look) -> None:
    """A big head on short legs, floppy ears, one dark patch around an eye."""
    c, dark = look.color, mix(look.color, (0.30, 0.14, 0.05), 0.78)
    light = mix(c, (1.0, 0.97, 0.92), 0.7)
    coat = _suited(clay, look, 0.80, 0.36, 0.52)
    suited = coat is SUIT
    clay.cone((0, 0.36, -0.36), (0, 0.40, 0.20), 0.215, 0.235, coat, round=0.17, blend=0.08)
    four_legs(clay, 0.135, 0.18, -0.26, 0.28, 0.098, coat, STEEL if suited else light)
    if not suited:
        clay.ellipsoid((0, 0.38, 0.30), (0.15, 0.18, 0.12), light, blend=0.05)
        clay.ellipsoid((0.09, 0.52, -0.22), (0.13, 0.08, 0.14), dark, blend=0.04)
    with clay.part("head", swing("z", 6, 2.3), swing("x", 3, 1.9), pivot=(0, 0.58, 0.26)):
        clay.ellipsoid((0, 0.80, 0.36), (0.315, 0.295, 0.285), c, blend=0.06)
        clay.ellipsoid((0.14, 0.855, 0.535), (0.115, 0.125, 0.09), dark, blend=0.02)
        clay.ellipsoid((0, 0.70, 0.60), (0.155, 0.115, 0.125), light, blend=0.05)
        clay.ellipsoid((0, 0.75, 0.715), (0.055, 0.042, 0.038), INK, blend=0.008, gloss=0.5)
        with clay.part("mouth", pivot=(0, 0.64, 0.68)):
            smile(clay, 0.638, 0.695, 0.075, curve=0.5)
            clay.cone((0, 0.625, 0.67), (0, 0.575, 0.735), 0.048, 0.044, TONGUE, round=0.02, blend=0.008)
        for side in SIDES:
            with clay.part(side_name("ear", side), swing("z", side * 7, 1.3), pivot=(side * 0.24, 0.98, 0.32)):
                tilt = rotation(roll=side * 0.42)
                clay.ellipsoid((side * 0.335, 0.80, 0.34), (0.075, 0.235, 0.15), dark, turn=tilt, blend=0.03)
        eyes(clay, 0.845, 0.595, 0.125, 0.06)
        on_head(clay, look, (1.07, 0.33, 0.2), (0.845, 0.665, 0.125, 0.09), (0.1, 0.3, 0.75))
    if look.has("scarf"):
        scarf(clay, look, 0.55, 0.24, 0.17, (0.8, 0.05, 0.05))
    elif not suited:
        clay.torus((0, 0.56, 0.26), 0.165, 0.036, (0.10, 0.45, 0.75), turn=rotation(pitch=0.6), blend=0.01)
    with clay.part("tail", swing("z", 30, 0.5), pivot=(0, 0.46, -0.38)):
        clay.capsule((0, 0.46, -0.38), (0, 0.66, -0.54), 0.055, c, blend=0.06)
        clay.ellipsoid((0, 0.69, -0.56), 0.055, light, blend=0.03)
