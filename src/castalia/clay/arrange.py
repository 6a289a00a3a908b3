"""Where the subjects of a scene stand, which way they look, and what they sit on or hold."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from zlib import crc32

import numpy as np

from castalia.clay.acting import CARRIED, RAISED, Rhythm, acted, settled, whole
from castalia.clay.lexicon.colors import COLORS
from castalia.clay.materials import apply_material
from castalia.clay.paint import Color
from castalia.clay.parts import without
from castalia.clay.scene import Scene, Subject
from castalia.clay.sculpt import Clay, bounds, rotation
from castalia.clay.subjects import KINDS, Kind, Look

SIDEWAYS = {"swimming": 1.0, "walking": 0.85, "running": 0.95, "flying": 0.9}
"""Actions that are seen from the side, and how far they turn from the camera, radians."""
HANGING = {"lantern": 1.02, "umbrella": 0.06, "balloon": 0.02}
"""At which share of its height a thing is held: lanterns hang from the hand, umbrellas rise from it."""
GAP = 0.22
"""Space between neighbours in a row."""


@dataclass
class Toy:
    """One thing in the scene: modelled at the origin, then placed."""

    subject: int
    kind: Kind
    clay: Clay
    scale: float
    yaw: float
    pitch: float
    phase: float
    action: str | None
    hands: frozenset[str] = frozenset()
    x: float = 0.0
    y: float = 0.0
    z: float = 0.0
    held_by: Toy | None = None
    into: Toy | None = None
    """What it turns into."""
    low: np.ndarray = field(default_factory=lambda: np.zeros(3))
    high: np.ndarray = field(default_factory=lambda: np.zeros(3))

    def measure(self) -> None:
        """`low` and `high`: the box around it as it is turned and scaled, about its own foot."""
        turn = rotation(yaw=self.yaw) @ rotation(pitch=self.pitch)
        self.low, self.high = bounds([p.moved(turn, np.zeros(3), self.scale) for p in self.clay.primitives])
        if self.into is not None:
            self.into.measure()
            self.low, self.high = np.minimum(self.low, self.into.low), np.maximum(self.high, self.into.high)

    @property
    def radius(self) -> float:
        """Of its footprint."""
        return float(max(-self.low[0], self.high[0], -self.low[2], self.high[2]))

    def placed(self, ground: Callable[[float, float], float], rhythm: Rhythm) -> Clay:
        """It, standing in the scene, with the motion of its action and that of who carries it."""
        at = np.array([self.x, self.y + (ground(self.x, self.z) if self.held_by is None else 0.0), self.z])
        turn = rotation(yaw=self.yaw) @ rotation(pitch=self.pitch)
        clay = Clay()
        with ExitStack() as parts:
            for toy in self._carriers()[::-1]:
                foot = at if toy is self else np.array([toy.x, toy.y, toy.z])
                motions = tuple(
                    m.turned(rotation(yaw=toy.yaw), toy.scale) for m in whole(toy.action, toy.phase, rhythm)
                )
                parts.enter_context(clay.part("whole", *motions, pivot=foot))
            clay.place(
                acted(self.clay, self.action, self.hands, self.phase, rhythm), turn=turn, at=at, scale=self.scale
            )
        return clay

    def turned_into(self) -> Toy | None:
        """What it turns into, standing where it stands."""
        into = self.into
        if into is not None:
            into.x, into.z, into.held_by = self.x, self.z, self.held_by
            into.y = self.y - self.kind.lift + into.kind.lift
        return into

    def _carriers(self) -> list[Toy]:
        """It, who carries it, who carries that one, and so on."""
        chain = [self]
        while chain[-1].held_by is not None and len(chain) < 12:
            chain.append(chain[-1].held_by)
        return chain


def subseed(seed: int, *names: object) -> np.random.Generator:
    """A generator of its own for whatever `names` says: adding a subject changes no other."""
    return np.random.default_rng([seed % 2**63, *(crc32(str(n).encode()) for n in names)])


def arrange(scene: Scene, aspect: float) -> list[Toy]:
    """The toys of a scene at their places around the origin.

    Args:
        aspect: width over height of the picture; a narrow picture staggers its row in depth.
    """
    groups = _modelled(scene)
    toys = [toy for group in groups for toy in group]
    attached, backs = _relations(scene, groups)
    for _, base, how in attached:
        if how == "on" and base.kind.seat is not None:
            base.yaw = max(base.yaw, 0.95)  # from the front its head would hide the rider
    row = [t for t in toys if id(t) not in {id(a) for a, _, _ in attached} | {id(b) for b, _, _ in backs}]
    _turn(scene, row, groups)
    for toy in toys:
        toy.measure()
    _line_up(row, aspect)
    for i, (back, front, near) in enumerate(backs):
        _set_behind(back, front, near, i)
    aboard: dict[int, list[Toy]] = {}
    for toy, base, how in attached:
        _attach(toy, base, how, len(aboard.get(id(base), ())))
        if how == "on":
            aboard.setdefault(id(base), []).append(toy)
    for together in aboard.values():
        base = together[0].held_by
        if len(together) > 1 and (base is None or len(together) > len(base.kind.stands)):
            _share_out(together)
    return toys


def _modelled(scene: Scene) -> list[list[Toy]]:
    groups: list[list[Toy]] = []
    ordinal: dict[str, int] = {}
    for i, subject in enumerate(scene.subjects):
        kind = KINDS[subject.kind]
        nth = ordinal[subject.kind] = ordinal.get(subject.kind, -1) + 1
        hands = _hands(scene, i)
        group = []
        for k in range(subject.count):
            rng = subseed(scene.seed, subject.kind, nth, k)
            color = _varied(COLORS[subject.color or kind.color], rng, subject.color or kind.color)
            clay = Clay()
            kind.model(clay, Look(color, rng, frozenset(subject.traits), subject.action, hands, subject.color is None))
            apply_material(clay, subject.material, subject.color is not None, "glowing" in subject.traits)
            clay.primitives[:] = without(clay.primitives, scene.without) or clay.primitives
            action = _action(scene, i)
            clay = settled(clay, action, hands)
            scale = subject.size * (float(rng.uniform(0.94, 1.06)) if subject.count > 1 else 1.0)
            toy = Toy(
                i,
                kind,
                clay,
                scale,
                kind.facing * float(rng.uniform(0.75, 1.2)) if action not in SIDEWAYS else SIDEWAYS[action],
                0.0,
                float(rng.uniform(-0.5, 0.5)) if k == 0 else float(rng.uniform(0, 6.28)),
                action,
                hands,
            )
            if kind.home == "sea" and subject.count > 1:
                toy.y = float(rng.uniform(-0.2, 0.55))
            toy.y += kind.lift + RAISED.get(action or "", 0.0) * scale
            if subject.becoming in KINDS and subject.becoming != subject.kind:
                toy.into = _becoming(subject, i, rng, toy)
            group.append(toy)
        groups.append(group)
    return groups


def _becoming(subject: Subject, i: int, rng: np.random.Generator, toy: Toy) -> Toy:
    kind = KINDS[subject.becoming or subject.kind]
    name = subject.becoming_color or kind.color
    clay = Clay()
    kind.model(clay, Look(_varied(COLORS[name], rng, name), rng, frozenset(subject.traits)))
    apply_material(clay, subject.material, subject.becoming_color is not None, "glowing" in subject.traits)
    return Toy(i, kind, clay, toy.scale, kind.facing if toy.yaw >= 0 else -kind.facing, 0.0, toy.phase, toy.action)


def _hands(scene: Scene, i: int) -> frozenset[str]:
    """What a subject's hands (or back) are busy with."""
    subject = scene.subjects[i]
    target = KINDS[scene.subjects[subject.target].kind] if subject.target is not None else None
    hands = set()
    if subject.relation == "holding" and target is not None and target.grip is not None:
        hands.add("holding")
    if target is not None and subject.relation in ("riding", "on") and target.seat is not None:
        hands.add("riding")
    if subject.relation == "looking_at" or subject.action == "looking":
        hands.add("looking")
    if any(s.target == i and s.relation in ("riding", "on") for s in scene.subjects):
        hands.add("ridden")
    return frozenset(hands)


def _action(scene: Scene, i: int) -> str | None:
    """What it does: a rider lets the mount do it, and a mount does what its rider is said to do."""
    subject = scene.subjects[i]
    seated = [s for s in scene.subjects if s.relation == "riding" and s.target == i and s.action in CARRIED]
    if subject.action is None and seated:
        return seated[0].action
    if subject.relation == "riding" and subject.target is not None and subject.action in CARRIED:
        return None
    return subject.action


def _varied(color: Color, rng: np.random.Generator, name: str) -> Color:
    """The colour, a little different every time."""
    spread = (0.93, 1.06) if name != "black" else (0.85, 1.3)
    r, g, b = np.clip(np.array(color) * rng.uniform(*spread) + rng.normal(0, 0.008, 3), 0.01, 1.0)
    return float(r), float(g), float(b)


Attached = list[tuple[Toy, Toy, str]]
Behind = list[tuple[Toy, Toy, bool]]


def _relations(scene: Scene, groups: list[list[Toy]]) -> tuple[Attached, Behind]:
    """Who is carried by whom, and who stands behind whom (and how near)."""
    attached: Attached = []
    backs: Behind = []
    for i, subject in enumerate(scene.subjects):
        if subject.target is None or subject.target == i or not groups[i] or not groups[subject.target]:
            continue
        for k, toy in enumerate(groups[i]):
            other = groups[subject.target][min(k, len(groups[subject.target]) - 1)]
            if subject.relation in ("riding", "on"):
                sits = toy if other.kind.seat is None else _holder(scene, groups, toy, i)
                attached.append((sits, other, "on"))
            elif subject.relation == "holding" and other.kind.grip is not None and k < len(groups[subject.target]):
                attached.append((other, toy, "held"))
            elif subject.relation == "behind":
                backs.append((toy, other, False))
            elif subject.relation in ("in_front_of", "under") and k == 0:
                backs.append((other, _holder(scene, groups, toy, i), subject.relation == "under"))
    carried = {id(a) for a, _, _ in attached}
    backs = [(b, f, n) for b, f, n in backs if id(b) not in carried and b is not f]
    return _without_cycles(attached), _without_cycles(backs)


def _holder(scene: Scene, groups: list[list[Toy]], toy: Toy, i: int) -> Toy:
    """The one who holds it, if it is held: what is said of a held thing is meant of its holder."""
    for j, subject in enumerate(scene.subjects):
        if subject.relation == "holding" and subject.target == i and toy.kind.grip is not None:
            return groups[j][0]
    return toy


def _without_cycles(pairs: list) -> list:
    """At most one base for each toy, and nobody rests on himself by way of others."""
    base: dict[int, Toy] = {}
    kept = []
    for toy, other, how in pairs:
        chain, at = {id(toy)}, other
        while id(at) in base and id(at) not in chain:
            chain.add(id(at))
            at = base[id(at)]
        if id(toy) in base or id(at) in chain:
            continue
        base[id(toy)] = other
        kept.append((toy, other, how))
    kept.sort(key=lambda pair: _depth(pair[0], base))
    return kept


def _depth(toy: Toy, base: dict[int, Toy]) -> int:
    depth = 0
    while id(toy) in base:
        toy = base[id(toy)]
        depth += 1
    return depth


def _turn(scene: Scene, row: list[Toy], groups: list[list[Toy]]) -> None:
    """Those at the sides look inwards; two who meet look at each other."""
    rng = subseed(scene.seed, "turn")
    facing_right = float(rng.choice((-1, 1)))
    middle = (len(row) - 1) / 2
    for i, toy in enumerate(row):
        if len(row) == 1 or i == middle:
            toy.yaw *= facing_right
        else:
            toy.yaw *= 1 if i < middle else -1
    for i, subject in enumerate(scene.subjects):
        if subject.relation != "looking_at" or subject.target is None or subject.target == i:
            continue
        for toy in groups[i]:
            other = groups[subject.target][0] if groups[subject.target] else toy
            if toy in row and other in row:
                side = 1 if row.index(toy) < row.index(other) else -1
                toy.yaw = side * (0.62 if toy.kind.group in ("person", "fantasy") else 0.78)
                other.yaw = -side * max(0.3, min(abs(other.yaw), 0.75))


def _line_up(row: list[Toy], aspect: float) -> None:
    """Side by side on a slight arc; in two ranks when there are many or the picture is narrow."""
    if not row:
        return
    ranks = 2 if len(row) > 4 or (aspect < 0.8 and len(row) > 1) else 1
    close = {1: 1.0, 2: 0.62 if len(row) > 4 else 0.78}[ranks]
    x = 0.0
    for i, toy in enumerate(row):
        if i:
            x += (row[i - 1].high[0] - toy.low[0] + GAP) * close
        toy.x = x
    left, right = row[0].x + row[0].low[0], row[-1].x + row[-1].high[0]
    half = max((right - left) / 2, 0.1)
    for i, toy in enumerate(row):
        toy.x -= (left + right) / 2
        toy.z = -0.22 * len(row) / 3 * (toy.x / half) ** 2 if len(row) > 2 else 0.0
        if ranks == 2:
            toy.z += 0.45 if i % 2 == 0 else -0.75


def _set_behind(back: Toy, front: Toy, near: bool, index: int) -> None:
    """In the background, to the side where it is seen."""
    big = back.kind.group in ("building", "vehicle") or back.high[1] > 1.25 * front.high[1]
    side = -1.0 if (front.yaw > 0) == (index % 2 == 0) else 1.0
    if near:
        back.scale *= max(1.0, 1.75 * front.high[1] / max(back.high[1], 0.1))
        back.measure()
        back.x, back.z = front.x + side * 0.35, front.z - 0.65 * (back.radius * 0.5 + front.radius) - 0.2
        return
    distance = 0.7 * (back.radius + front.radius) + (1.9 if big else 0.5)
    if back.kind.group == "building":
        back.scale *= 1.3
        back.measure()
    hidden = 0.35 if 2.0 * front.high[1] > back.high[1] else 0.0  # it is seen beside what may hide it
    aside = 0.85 * (front.radius + 0.45 * back.radius) if big else (0.63 + hidden) * (front.radius + back.radius)
    back.x, back.z = front.x + side * aside, front.z - distance


def _open_before(reader: Toy, book: Toy) -> None:
    """In both hands, where the eyes look."""
    book.scale *= (book.kind.grip or 0.4) * reader.scale
    book.yaw, book.pitch = reader.yaw, -0.5
    book.measure()
    tall = reader.kind.height / 1.65
    chest = rotation(yaw=reader.yaw) @ np.array([0.0, 0.80 * tall**1.5, 0.48]) * reader.scale
    book.x, book.z = reader.x + chest[0], reader.z + chest[2]
    book.y = reader.y + chest[1] - (book.low[1] + book.high[1]) / 2
    book.held_by = reader


def _share_out(together: list[Toy]) -> None:
    """Several on one thing: side by side, each on what is under it."""
    from castalia.clay.mesh import distance  # not above: meshes are made of stages, and those of this

    base = together[0].held_by
    assert base is not None
    turn = rotation(yaw=base.yaw)
    solid = [p.moved(turn, np.zeros(3), base.scale) for p in base.clay.primitives if not p.carve]
    wide = sum(t.high[0] - t.low[0] for t in together) * 0.85
    left = -wide / 2
    for toy in together:
        half = (toy.high[0] - toy.low[0]) * 0.85 / 2
        aside = left + half
        left += 2 * half
        heights = np.linspace(base.low[1], base.high[1], 96)
        column = np.stack([np.full(96, aside), heights, np.full(96, toy.z - base.z)], 1)
        under = heights[np.min([distance(p, column) for p in solid], axis=0) < 0.03]
        toy.x = base.x + aside
        toy.y = base.y + (float(under.max()) if len(under) else 0.0) - 0.02 * toy.scale


def _attach(toy: Toy, base: Toy, how: str, nth: int = 0) -> None:
    """On its back or in its hand; `nth` others stand on it already."""
    turn = rotation(yaw=base.yaw)
    if how == "held" and base.action == "reading" and base.kind.hand is not None:
        _open_before(base, toy)
        return
    if how == "held" and base.kind.hand is not None:
        grip = toy.kind.grip or 0.4
        toy.scale *= grip * base.scale
        toy.yaw = base.yaw * 0.5
        toy.measure()
        hand = turn @ (np.array(base.kind.hand) * base.scale)
        hang = HANGING.get(toy.kind.name, 0.35)
        toy.x, toy.z = base.x + hand[0], base.z + hand[2] + 0.10 * base.scale
        toy.y = base.y + hand[1] - toy.high[1] * hang
    elif how == "held":
        toy.scale *= 0.6
        toy.measure()
        front = turn @ np.array([0.0, 0.0, base.high[2] + 0.3])
        toy.x, toy.y, toy.z = base.x + front[0], 0.0, base.z + front[2]
    else:
        rider = toy.kind.group in ("person", "fantasy")
        toy.scale *= 0.78 if base.kind.seat is not None else 0.7
        toy.yaw = base.yaw + (0.0 if rider or base.kind.seat is not None else 0.2)
        toy.measure()
        sits = rider and base.kind.seat is not None
        seat = np.array(base.kind.seat) * base.scale if base.kind.seat else np.array([0, base.high[1] * 0.985, 0])
        if base.kind.stands and not sits:
            seat = np.array(base.kind.stands[nth % len(base.kind.stands)]) * base.scale
        at = turn @ seat
        toy.x, toy.z = base.x + at[0], base.z + at[2]
        toy.y = base.y + at[1] - (0.44 * toy.scale if sits else 0.02)
    toy.held_by = base
