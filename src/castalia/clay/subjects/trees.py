"""Trees of other kinds than the round one."""

from __future__ import annotations

import itertools

import numpy as np

from castalia.clay.motion import swing
from castalia.clay.paint import BARK, CHALK, Color, distance, mix, shade
from castalia.clay.sculpt import Clay, along, rotation
from castalia.clay.subjects.catalogue import Look, subject
from castalia.clay.subjects.rings import ring


@subject(
    "pine", group="plant", color="green", height=2.4, measure="棵", home="snow", facing=0.2, emoji="🌲🎄", en=("pine tree", "pine trees", "pine", "fir tree", "fir", "spruce", "christmas tree", "conifer"), zh=("松树", "圣诞树", "冷杉", "云杉", "杉树", "松"), traits=("glowing",),
    near_en=("cedar",), near_zh=("雪松", "柏树"),
)  # fmt: skip
def pine(clay: Clay, look: Look) -> None:
    c = look.color
    deep = mix(c, (0.02, 0.22, 0.14), 0.45)
    clay.cone((0, 0, 0), (0, 0.6, 0), 0.17, 0.12, BARK, round=0.05)
    with clay.part("crown", swing("z", 1.8, 3.9), swing("x", 1.2, 5.1), pivot=(0, 0.3, 0)):
        for i in range(5):
            y, r = 0.34 + 0.38 * i, 0.80 - 0.135 * i
            tone = mix(deep, shade(c, 1.1), i / 5)
            clay.cone(
                (0, y, 0), (0, y + 0.66 - 0.03 * i, 0), r * 0.86, 0.04, tone, round=0.04, blend=0.03, emit=look.glow
            )
            for x, z, a in ring(9 - i, r * 0.72, i * 0.4):
                out = np.array([np.sin(a), -0.42, np.cos(a)])
                clay.ellipsoid((x, y + 0.09, z), (0.14, 0.24, 0.09), tone, turn=along(out), blend=0.06, emit=look.glow)
        if look.has("glowing"):
            for i in range(9):
                h = 0.5 + 0.19 * i
                r = 0.72 * (1 - h / 2.5)
                clay.ellipsoid(
                    (np.sin(i * 2.4) * r, h, np.cos(i * 2.4) * r),
                    0.05,
                    ((1.0, 0.3, 0.2), (1.0, 0.85, 0.3), (0.3, 0.7, 1.0))[i % 3],
                    blend=0.004,
                    emit=2.2,
                )


@subject(
    "palm", group="plant", color="green", height=2.5, measure="棵", home="beach", facing=0.2, emoji="🌴🥥", en=("palm tree", "palm trees", "palm", "coconut tree", "coconut palm"), zh=("棕榈树", "椰子树", "椰树", "棕榈"),
)  # fmt: skip
def palm(clay: Clay, look: Look) -> None:
    c, rng = look.color, look.rng
    bend = [
        np.array([0.0, 0, 0]),
        np.array([0.10, 0.5, 0]),
        np.array([0.14, 1.0, 0.0]),
        np.array([0.09, 1.5, 0.02]),
        np.array([-0.02, 1.98, 0.04]),
    ]
    for i, (a, b) in enumerate(itertools.pairwise(bend)):
        clay.cone(a, b, 0.17 - 0.025 * i, 0.145 - 0.025 * i, mix(BARK, (0.62, 0.45, 0.28), 0.6), round=0.03, blend=0.04)
        for t in (0.2, 0.7):
            clay.torus(a + (b - a) * t, 0.15 - 0.024 * (i + t), 0.025, BARK, turn=along(b - a), blend=0.02)
    top = bend[-1]
    with clay.part("crown", swing("z", 3, 3.1), swing("x", 2, 4.3), pivot=top):
        for i, (_, _, a) in enumerate(ring(9)):
            out = np.array([np.sin(a), 0, np.cos(a)])
            lift = 0.34 if i % 2 else 0.12
            points = [
                top,
                top + out * 0.34 + [0, lift, 0],
                top + out * 0.70 + [0, lift * 0.9 - 0.06, 0],
                top + out * 0.98 + [0, lift * 0.4 - 0.30, 0],
            ]
            tone = shade(c, rng.uniform(0.85, 1.2))
            for k, (p, q) in enumerate(itertools.pairwise(points)):
                way, wide = q - p, (0.09, 0.15, 0.10)[k]
                turn = along(way)
                side = np.cross(turn[:, 1], [0, 1, 0])
                side /= np.linalg.norm(side)
                turn = np.stack([side, turn[:, 1], np.cross(side, turn[:, 1])], 1)
                clay.ellipsoid((p + q) / 2, (wide, np.linalg.norm(way) * 0.62, 0.03), tone, turn=turn, blend=0.03)
        for x, z, _ in ring(4, 0.13, 0.4):
            clay.ellipsoid(top + np.array([x, -0.10, z]), 0.10, (0.36, 0.20, 0.09), blend=0.02, gloss=0.3)


@subject(
    "bamboo", group="plant", color="green", height=2.5, measure="丛", home="bamboo", facing=0.1, emoji="🎋🎍", en=("bamboo", "bamboos", "bamboo stalks", "bamboo plant"), zh=("竹子", "竹", "翠竹", "竹丛"),
)  # fmt: skip
def bamboo(clay: Clay, look: Look) -> None:
    c, rng = look.color, look.rng
    for i, (x, z, tall, r) in enumerate(
        (
            (0.0, 0.0, 2.45, 0.085),
            (0.34, 0.14, 2.1, 0.07),
            (-0.34, 0.08, 2.25, 0.075),
            (0.16, -0.28, 1.9, 0.06),
            (-0.18, 0.34, 1.55, 0.055),
        )
    ):
        lean = np.array([0.10 * (x > 0) - 0.08 * (x < 0), 1.0, 0.05 * np.sign(z)])
        tone = mix(shade(c, 1.15), (0.75, 0.80, 0.25), 0.25 * (i % 2))
        with clay.part("cane", swing("z", 1.8, 3.3, i), pivot=(x, 0, z)):
            joints = 6
            for k in range(joints):
                a, b = (np.array([x, 0, z]) + lean * tall * t / joints for t in (k, k + 0.97))
                clay.cone(a, b, r * (1 - 0.05 * k), r * (0.95 - 0.05 * k), tone, round=0.012, blend=0.006, gloss=0.35)
                if k:
                    clay.torus(a, r * (1 - 0.05 * k), 0.016, mix(tone, CHALK, 0.35), blend=0.006)
            for k in range(6):
                at = np.array([x, 0, z]) + lean * tall * (0.48 + 0.09 * k)
                a = rng.uniform(0, 2 * np.pi)
                out = np.array([np.sin(a), 0.15 - 0.35 * (k % 2), np.cos(a)])
                clay.ellipsoid(
                    at + out * 0.22, (0.05, 0.22, 0.014), shade(c, rng.uniform(0.75, 1.05)), turn=along(out), blend=0.01
                )


@subject(
    "bonsai", group="plant", color="green", height=1.55, measure="盆", home="meadow", facing=0.15, en=("bonsai", "bonsai trees", "bonsai tree", "potted plant", "plant pot"), zh=("盆栽", "盆景", "花盆"), near_en=("succulent",), near_zh=("多肉植物",), emoji="🪴",
)  # fmt: skip
def bonsai(clay: Clay, look: Look) -> None:
    c, rng, pot = look.color, look.rng, (0.16, 0.30, 0.48)
    clay.box((0, 0.20, 0), (0.56, 0.15, 0.36), pot, round=0.08, gloss=0.5)
    clay.box((0, 0.35, 0), (0.61, 0.04, 0.41), shade(pot, 1.3), round=0.035, gloss=0.5)
    for x in (-0.42, 0.42):
        clay.box((x, 0.04, 0), (0.09, 0.05, 0.30), shade(pot, 0.8), round=0.03)
    clay.ellipsoid((0, 0.38, 0), (0.54, 0.07, 0.34), (0.18, 0.32, 0.10), blend=0.03)
    trunk = [
        (0.12, 0.36, 0),
        (0.02, 0.52, 0.02),
        (-0.16, 0.68, 0.03),
        (-0.14, 0.86, 0.0),
        (0.08, 1.02, -0.02),
        (0.12, 1.22, 0.0),
    ]
    clay.tube(trunk, 0.135, 0.055, BARK, blend=0.06)
    clay.tube([(-0.15, 0.76, 0), (-0.36, 0.84, 0.06), (-0.50, 0.90, 0.08)], 0.06, 0.035, BARK, blend=0.04)
    clay.tube([(0.06, 1.0, 0), (0.30, 1.02, 0.08), (0.46, 1.08, 0.1)], 0.055, 0.03, BARK, blend=0.04)
    for x, z, _ in ring(4, 0.14, 0.5):
        clay.cone((0.12 + x * 0.3, 0.48, z * 0.3), (0.12 + x, 0.38, z), 0.06, 0.03, BARK, round=0.02, blend=0.05)
    with clay.part("crown", swing("z", 1.8, 3.7), pivot=(0, 0.8, 0)):
        for x, y, z, s in (
            (-0.54, 0.98, 0.08, 0.9),
            (0.52, 1.16, 0.10, 0.95),
            (0.10, 1.36, 0.0, 1.1),
            (-0.12, 1.16, -0.2, 0.8),
        ):
            clay.ellipsoid((x, y, z), (0.30 * s, 0.13 * s, 0.24 * s), c, blend=0.05)
            for k in range(5):
                a = k * 1.257 + rng.uniform(-0.3, 0.3)
                clay.ellipsoid(
                    (x + np.sin(a) * 0.19 * s, y + 0.06, z + np.cos(a) * 0.15 * s),
                    (0.13 * s, 0.09 * s, 0.12 * s),
                    shade(c, rng.uniform(0.85, 1.2)),
                    blend=0.05,
                )


@subject(
    "cherry_tree", group="plant", color="pink", height=2.2, measure="棵", home="meadow", facing=0.2, emoji="🌸", en=("cherry tree", "cherry trees", "cherry blossom tree", "cherry blossom", "sakura", "sakura tree", "blossoming tree", "plum tree"),
    zh=("樱花树", "樱花", "桃树", "桃花树", "梅花树", "梅树"), near_en=("peach tree", "magnolia"), near_zh=("桃花", "梅花", "玉兰"), traits=("glowing",),
)  # fmt: skip
def cherry_tree(clay: Clay, look: Look) -> None:
    c, rng, bark = look.color, look.rng, (0.20, 0.11, 0.09)
    clay.tube([(0, 0, 0), (0.05, 0.35, 0), (-0.06, 0.7, 0.02), (0.0, 1.0, 0)], 0.17, 0.10, bark, blend=0.06)
    tips = []
    for x, z, a in ring(5, 0.62, 0.4):
        tip = np.array([x, 1.45 + 0.12 * np.sin(3 * a), z])
        clay.tube([(0, 0.85, 0), (x * 0.45, 1.15, z * 0.45), tip], 0.085, 0.04, bark, blend=0.05)
        tips.append(tip)
    pale = mix(c, CHALK, 0.45)
    with clay.part("crown", swing("z", 2.2, 3.7), swing("x", 1.6, 4.9), pivot=(0, 0.8, 0)):
        for tip in [*tips, np.array([0.0, 1.82, 0.0])]:
            for _ in range(6):
                at = tip + rng.uniform(-1, 1, 3) * [0.26, 0.16, 0.24]
                clay.ellipsoid(
                    at,
                    float(rng.uniform(0.14, 0.22)),
                    mix(c, pale, rng.uniform(0, 1)),
                    blend=0.07,
                    emit=look.glow * 0.6,
                )
    for _ in range(12):
        a, r = rng.uniform(0, 6.28), rng.uniform(0.2, 1.0)
        clay.ellipsoid(
            (np.sin(a) * r, 0.015, np.cos(a) * r), (0.05, 0.014, 0.035), pale, blend=0.004, turn=rotation(yaw=a)
        )


@subject(
    "cactus", group="plant", color="green", height=1.9, measure="棵", home="desert", facing=0.15, emoji="🌵", en=("cactus", "cactuses", "cacti", "saguaro"), zh=("仙人掌", "仙人柱"),
)  # fmt: skip
def cactus(clay: Clay, look: Look) -> None:
    c = look.color
    bloom: Color = (0.98, 0.35, 0.55) if distance(c, (0.98, 0.35, 0.55)) > 0.5 else (0.98, 0.8, 0.2)
    arms = (
        [(0, 0, 0), (0, 1.70, 0)],
        [(0, 0.62, 0), (0.46, 0.70, 0.04), (0.50, 1.22, 0.04)],
        [(0, 0.86, 0), (-0.44, 0.94, 0.02), (-0.48, 1.38, 0.02)],
    )
    with clay.part("cactus", swing("z", 0.8, 3.9), pivot=(0, 0, 0)):
        for k, arm in enumerate(arms):
            r = 0.30 if k == 0 else 0.17
            for i, (a, b) in enumerate(itertools.pairwise(arm)):
                start, end = np.array(a, float), np.array(b, float)
                clay.capsule(start, end, r, c, blend=0.10)
                frame = along(end - start)
                if k == 0 or i:
                    for x, z, _ in ring(10 if k == 0 else 7, r * 0.98):
                        edge = frame[:, 0] * x + frame[:, 2] * z
                        clay.capsule(start + edge, end + edge, 0.035, shade(c, 1.3), blend=0.03)
                        for t in (0.3, 0.6, 0.9) if k == 0 else (0.5, 0.9):
                            if z > 0.0:
                                clay.ellipsoid(start + (end - start) * t + edge * 1.12, 0.022, CHALK, blend=0.004)
        for at in ((0.0, 2.0, 0.0), (0.50, 1.40, 0.04)):
            for x, z, _ in ring(5, 0.075):
                clay.ellipsoid(np.array(at) + [x, 0.0, z], (0.06, 0.06, 0.06), bloom, blend=0.02)
            clay.ellipsoid(np.array(at) + [0, 0.03, 0], 0.045, (0.98, 0.80, 0.2), blend=0.01)
