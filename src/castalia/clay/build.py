"""From a scene to the renderer's tables: subjects, props, camera and light at a moment of time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from castalia.clay import layout
from castalia.clay.arrange import Toy, arrange, subseed
from castalia.clay.camera import framed, moved
from castalia.clay.light import set_light
from castalia.clay.paint import Color
from castalia.clay.places import FRAMING, PLACES, Site, View
from castalia.clay.scene import Scene
from castalia.clay.sculpt import Clay, Primitive, table

COASTS = ("beach", "rocky_coast")


@dataclass(frozen=True)
class Stage:
    """A scene built up: what does not change while a clip runs."""

    toys: tuple[Toy, ...]
    clays: tuple[Clay, ...]
    """One for each toy."""
    props: Clay
    view: View
    target: np.ndarray
    params: np.ndarray

    def primitives(
        self, time: float, view: View | None = None, props: bool = True
    ) -> tuple[list[Primitive], list[int]]:
        """All primitives at `time` seconds, and the instance each belongs to (0: a prop).

        Args:
            view: where the camera is, if it has moved: what frames the picture goes along with it.
        """
        found: list[Primitive] = []
        owners: list[int] = []
        # Carving cuts into all that came before: hollow things come first.
        order = sorted(range(len(self.clays)), key=lambda i: not any(p.carve for p in self.clays[i].primitives))
        for i in order:
            posed = self.clays[i].posed(time)
            found += posed
            owners += [i + 1] * len(posed)
        if props:
            posed = self.props.posed(time)
            found += posed if view is None else [self._carried(p, view) for p in posed]
            owners += [0] * len(posed)
        return found, owners

    def _carried(self, p: Primitive, view: View) -> Primitive:
        if not any(part.name.endswith(FRAMING) for part in p.parts):
            return p
        turn = view.axes @ self.view.axes.T
        return p.moved(turn, view.eye - turn @ self.view.eye)


def build(
    scene: Scene, width: int, height: int, time: float = 0.0, duration: float | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """The tables of one picture.

    Args:
        width, height: of the picture; only their ratio matters.
        time: seconds; everything that moves by itself is a smooth function of it.
        duration: seconds of the clip that the picture belongs to; the camera makes its move (`scene.motion`)
            within it. None is a still: the camera stands where everything is seen best.

    Returns:
        prims float32 (count, layout.PRIM) and params float32 (layout.PARAMS,).
    """
    stage = staged(scene, width / height)
    params = stage.params.copy()
    view = stage.view
    if duration is not None:
        view = moved(view, stage.target, scene.motion, float(np.clip(time / duration, 0.0, 1.0)))
    primitives, owners = stage.primitives(time, view)
    prims = table(primitives, owners)
    _write_view(params, view)
    params[layout.S_COUNT] = len(prims)
    params[layout.S_TIME] = time
    return prims, params


@lru_cache(maxsize=8)
def staged(scene: Scene, aspect: float) -> Stage:
    """The scene built up for pictures of this aspect (width over height)."""
    toys = arrange(scene, aspect)
    shore = _shore(scene, toys)
    params = np.zeros(layout.PARAMS, np.float32)
    params[layout.S_SHORE] = shore
    rng = subseed(scene.seed, "camera")
    azimuth, elevation = _angles(scene, toys, rng)
    flat = [toy.placed(lambda x, z: 0.0) for toy in toys]
    view, _ = framed(_focus(scene, toys, flat), scene.camera, aspect, azimuth, elevation)
    set_light(params, scene, view, None)
    ground = _ground(params)
    clays = tuple(toy.placed(ground) for toy in toys)
    view, target = framed(_focus(scene, toys, clays), scene.camera, aspect, azimuth, elevation)
    set_light(params, scene, view, _glow(toys, clays, target))
    props = _props(scene, toys, view, ground, shore)
    return Stage(tuple(toys), clays, props, view, target, params)


def _write_view(params: np.ndarray, view: View) -> None:
    params[layout.S_EYE : layout.S_EYE + 3] = view.eye
    params[layout.S_RIGHT : layout.S_RIGHT + 3] = view.right
    params[layout.S_UP : layout.S_UP + 3] = view.up
    params[layout.S_FORWARD : layout.S_FORWARD + 3] = view.forward
    params[layout.S_ZOOM] = view.zoom


def _angles(scene: Scene, toys: list[Toy], rng: np.random.Generator) -> tuple[float, float]:
    """Azimuth and elevation of the camera, radians."""
    azimuth = rng.uniform(-0.16, 0.16)
    elevation = {"close": rng.uniform(0.06, 0.16), "mid": rng.uniform(0.09, 0.20), "wide": rng.uniform(0.12, 0.24)}[
        scene.camera
    ]
    if any(t.kind.name in ("cup", "donut", "book", "bottle", "car") for t in toys):
        elevation += 0.10
    if any(t.kind.name == "portrait" for t in toys) or max([t.high[1] for t in toys], default=0.0) > 3.0:
        elevation -= 0.06
    if len(toys) > 4:
        elevation += 0.10
    return float(azimuth), float(max(elevation, 0.03))


def _focus(scene: Scene, toys: list[Toy], clays: list[Clay] | tuple[Clay, ...]) -> list[Primitive]:
    """What must be in the picture: all subjects, but of things in the background and in close-ups the main part."""
    if not toys:
        stand_in = Clay()
        stand_in.box((0.0, 0.75, 0.0), (1.7, 0.75, 0.4), (0.5, 0.5, 0.5))
        return stand_in.primitives
    behind = {i for i, s in enumerate(scene.subjects) if s.relation == "behind"}
    behind |= {s.target for s in scene.subjects if s.relation == "in_front_of" and s.target is not None}
    focus: list[Primitive] = []
    for toy, clay in zip(toys, clays, strict=True):
        rest = [p for p in clay.posed(0.0) if not p.carve and p.bound() > 0.04]
        if toy.subject in behind and len(behind) < len(scene.subjects):
            rest = rest if scene.camera == "wide" else []
        elif scene.camera == "close":
            low = toy.y + 0.38 * toy.high[1]
            cast = [i for i in range(len(scene.subjects)) if i not in behind]
            near = toy.subject in cast[:2]
            rest = [p for p in rest if p.center[1] > low] if near else []
        focus += rest
    return focus or [p for clay in clays for p in clay.posed(0.0)]


def _shore(scene: Scene, toys: list[Toy]) -> float:
    """z of the shore line: boats lie in the water, all others stand on land."""
    rng = subseed(scene.seed, "shore")
    if scene.place not in COASTS:
        return 0.0
    afloat = [t for t in toys if t.kind.floats and t.held_by is None]
    ashore = [t for t in toys if not t.kind.floats and t.held_by is None]
    if afloat and not ashore:
        front = max(t.z + t.high[2] for t in afloat)
        for t in afloat:
            t.y -= 0.18 * t.scale
        return front + float(rng.uniform(0.7, 1.3))
    shore = min([t.z + t.low[2] for t in ashore] + [0.0]) - float(rng.uniform(0.35, 0.9))
    for t in afloat:
        t.z = min(t.z, shore - t.high[2] - 0.25)
        t.y -= 0.18 * t.scale
    for t in toys:
        if t.held_by is not None and t.held_by.kind.floats:
            t.y -= 0.18 * t.held_by.scale
            t.z += t.held_by.z - t.z if t.held_by in afloat else 0.0
    return shore


def _ground(params: np.ndarray) -> Callable[[float, float], float]:
    """Height of the ground, as the renderer's relief has it."""
    amplitude, frequency = float(params[layout.S_RELIEF]), float(params[layout.S_RELIEF_FREQ])
    p0, p1, p2 = (float(v) for v in params[layout.S_PHASE : layout.S_PHASE + 3])

    def smooth(low: float, high: float, value: float) -> float:
        t = min(max((value - low) / (high - low), 0.0), 1.0)
        return t * t * (3 - 2 * t)

    def height(x: float, z: float) -> float:
        if amplitude == 0.0:
            return 0.0
        r2 = x * x + z * z
        a = np.sin(frequency * x + p0 + 1.3 * np.sin(0.6 * frequency * z + p1))
        b = np.sin(0.7 * frequency * z + p2 + 0.8 * np.sin(0.5 * frequency * x))
        return float(amplitude * smooth(1.44, 20.0, r2) * smooth(6400.0, 400.0, r2) * 0.5 * (a + b))

    return height


def _glow(toys: list[Toy], clays: tuple[Clay, ...], target: np.ndarray) -> tuple[np.ndarray, Color] | None:
    """Where the light of the strongest luminous subject comes from, seen from the others, and its colour."""
    strongest: tuple[float, Toy, np.ndarray, np.ndarray] | None = None
    for toy, clay in zip(toys, clays, strict=True):
        shining = [(p.emit * p.bound() ** 2, p) for p in clay.primitives if p.emit > 0.5 and not p.carve]
        power = sum(w for w, _ in shining)
        if power > 0.12 and (strongest is None or power > strongest[0]):
            color = sum(w * np.array(p.color) for w, p in shining) / power
            middle = sum(w * p.center for w, p in shining) / power
            strongest = (power, toy, color, middle)
    if strongest is None:
        return None
    _, toy, color, middle = strongest
    others = [np.array([t.x, 0.9, t.z]) for t in toys if t is not toy]
    way = middle - (np.mean(others, 0) if others else target) + np.array([0.0, 0.25, 0.45])
    return way / np.linalg.norm(way), (float(color[0]), float(color[1]), float(color[2]))


def _props(scene: Scene, toys: list[Toy], view: View, ground: Callable[[float, float], float], shore: float) -> Clay:
    """What stands about in the place, without what must not be seen."""
    taken = tuple((t.x, t.z, t.radius) for t in toys if t.held_by is None)
    site = Site(
        subseed(scene.seed, "props", scene.place), view, taken, ground, shore, scene.light,
        1.0 if len(toys) <= 2 else 0.7 if len(toys) <= 4 else 0.45,
    )  # fmt: skip
    clay = Clay()
    PLACES[scene.place].build(clay, site)
    unwanted = set(scene.without)
    kept = [p for p in clay.primitives if not p.parts or not any(_names(part.name) & unwanted for part in p.parts)]
    clay.primitives[:] = kept
    return clay


def _names(part: str) -> set[str]:
    """A part `palm leaves` is kept out as a palm, too."""
    return {part, part.partition(" ")[0]}
