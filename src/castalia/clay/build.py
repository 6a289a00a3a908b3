"""From a scene to the renderer's tables: subjects, props, camera and light at a moment of time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from castalia.clay import layout
from castalia.clay.acting import RAISED, Rhythm
from castalia.clay.arrange import Toy, arrange, subseed
from castalia.clay.camera import BEND, ELEVATIONS, framed, moved
from castalia.clay.flight import aloft, take_off
from castalia.clay.light import COASTS, set_light
from castalia.clay.morph import between
from castalia.clay.paint import Color
from castalia.clay.parts import without
from castalia.clay.places import FRAMING, PLACES, Site, View
from castalia.clay.places.indoors import room_size
from castalia.clay.places.surreal import surreal
from castalia.clay.render.where import moves
from castalia.clay.scene import Scene
from castalia.clay.sculpt import Clay, Primitive, table
from castalia.clay.styles import before_build
from castalia.clay.turntable import all_round, turned

STEADY = Rhythm()
VISTAS = ("mountains", "shanshui", "victorian", "future_city", "ocean", "savanna")
"""Places whose far scenery should be seen: the camera looks less down."""
OPEN_SEA = 1000.0
"""z of the shore line where there is no shore."""
ROAMING = ("jumping", "dancing", "celebrating", "playing", "turning")
"""Actions that need room: the picture holds the whole movement."""


@dataclass(frozen=True)
class Stage:
    """A scene built up: what does not change while a clip runs."""

    toys: tuple[Toy, ...]
    clays: tuple[Clay, ...]
    """One for each toy."""
    others: dict[int, Clay]
    """What toys turn into, by their index."""
    props: Clay
    view: View
    target: np.ndarray
    params: np.ndarray

    def primitives(
        self, time: float, view: View | None = None, props: bool = True, share: float = 0.5
    ) -> tuple[list[Primitive], list[int]]:
        """All primitives at `time` seconds, and the instance each belongs to (0: a prop).

        Args:
            view: where the camera is, if it has moved: what frames the picture goes along with it.
            share: how far things that turn into others have come, 0..1.
        """
        found: list[Primitive] = []
        owners: list[int] = []
        # Carving cuts into all that came before: hollow things come first.
        order = sorted(range(len(self.clays)), key=lambda i: not any(p.carve for p in self.clays[i].primitives))
        for i in order:
            posed = self.clays[i].posed(time)
            if i in self.others:
                rings = {self.toys[i].kind.group, self.toys[i].into.kind.group} == {"thing"}
                posed = between(posed, self.others[i].posed(time), share, 2 * i + 1, rings)
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
    scene: Scene, width: int, height: int, time: float = 0.0, duration: float | None = None,
    rhythm: Rhythm = STEADY, loop: bool = False,
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """The tables of one picture.

    Args:
        width, height: of the picture; only their ratio matters.
        time: seconds; everything that moves by itself is a smooth function of it.
        duration: seconds of the clip that the picture belongs to; the camera makes its move (`scene.motion`)
            within it. None is a still: the camera stands where everything is seen best.
        rhythm: beat of the music for dancers, loudness of the voice for who speaks.
        loop: after `duration` seconds everything is where it began; the camera goes there and back.

    Returns:
        prims float32 (count, layout.PRIM) and params float32 (layout.PARAMS,).
    """
    stage = staged(scene, width / height, rhythm, duration if loop else None)
    params = stage.params.copy()
    view = stage.view
    if duration is not None:
        progress = float(np.clip(time / duration, 0.0, 1.0))
        view = moved(view, stage.target, scene.motion, _there_and_back(progress) if loop else progress)
    share = 0.5 if duration is None else _eased(_there_and_back(time / duration))
    primitives, owners = stage.primitives(time, view, share=share)
    if scene.motion == "turntable" and duration is not None:
        primitives = turned(primitives, owners, stage.toys, 2 * np.pi * time / duration)
    prims = table(primitives, owners)
    write_view(params, view)
    params[layout.S_COUNT] = len(prims)
    if moves(params):
        # Only then: frames in which nothing moves have the same tables, and need not be drawn again.
        params[layout.S_TIME] = time
        params[layout.S_LOOP] = duration if loop and duration is not None else 0.0
    return prims, params


@lru_cache(maxsize=8)
def staged(scene: Scene, aspect: float, rhythm: Rhythm = STEADY, loop: float | None = None) -> Stage:
    """The scene built up for pictures of this aspect (width over height).

    Args:
        loop: seconds after which all motions begin anew; None lets each keep its own period.
    """
    scene = before_build(scene)
    toys = arrange(scene, aspect)
    take_off(scene, toys)
    shore = _shore(scene, toys)
    params = np.zeros(layout.PARAMS, np.float32)
    params[layout.S_SHORE] = shore
    _set_room(params, scene, toys)
    rng = subseed(scene.seed, "camera")
    azimuth, elevation = _angles(scene, toys, rng)
    flat = [toy.placed(lambda x, z: 0.0, rhythm) for toy in toys]
    view, _ = framed(_focus(scene, toys, flat), scene.camera, aspect, azimuth, elevation, scene.lens)
    set_light(params, scene, view, None)
    ground = _ground(params)
    clays = tuple(toy.placed(ground, rhythm) for toy in toys)
    others = {i: into.placed(ground, rhythm) for i, toy in enumerate(toys) if (into := toy.turned_into()) is not None}
    view, target = framed(_focus(scene, toys, clays), scene.camera, aspect, azimuth, elevation, scene.lens)
    set_light(params, scene, view, _glow(toys, clays, target))
    props = _props(scene, toys, view, ground, shore)
    _set_rings(params, props)
    params[layout.S_BEND] = BEND if scene.lens == "fisheye" else 0.0
    if loop is not None:
        clays, props = tuple(clay.looped(loop) for clay in clays), props.looped(loop)
        others = {i: clay.looped(loop) for i, clay in others.items()}
    return Stage(tuple(toys), clays, others, props, view, target, params)


def _there_and_back(progress: float) -> float:
    return float(0.5 - 0.5 * np.cos(2 * np.pi * progress))


def _eased(progress: float) -> float:
    return progress * progress * (3 - 2 * progress)


def write_view(params: np.ndarray, view: View) -> None:
    """Put the camera into the renderer's table."""
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
    if scene.place in VISTAS or not toys or scene.light == "moonlight" or aloft(scene, toys):
        elevation -= 0.09
    if scene.angle in ELEVATIONS:
        return float(azimuth), ELEVATIONS[scene.angle]
    return float(azimuth), float(max(elevation, 0.03))


def _focus(scene: Scene, toys: list[Toy], clays: list[Clay] | tuple[Clay, ...]) -> list[Primitive]:
    """What must be in the picture: all subjects, but of things in the background and in close-ups the main part."""
    if scene.motion == "turntable" and toys:
        return all_round([p for clay in clays for p in clay.posed(0.0) if not p.carve and p.bound() > 0.04], toys)
    if not toys:
        stand_in = Clay()
        stand_in.box((0.0, 0.75, 0.0), (1.7, 0.75, 0.4), (0.5, 0.5, 0.5))
        return stand_in.primitives
    behind = {i for i, s in enumerate(scene.subjects) if s.relation == "behind"}
    behind |= {s.target for s in scene.subjects if s.relation == "in_front_of" and s.target is not None}
    front = max([t.high[1] for t in toys if t.subject not in behind], default=0.0)  # may hide what is lower
    focus: list[Primitive] = []
    for toy, clay in zip(toys, clays, strict=True):
        times = (0.0, 0.4, 0.8) if toy.action in ROAMING else (0.0,)
        rest = [p for time in times for p in clay.posed(time) if not p.carve and p.bound() > 0.04]
        if toy.subject in behind and len(behind) < len(scene.subjects):
            hidden = toy.high[1] < 2.0 * front and scene.camera == "mid" and toy.kind.group != "building"
            rest = rest if hidden or scene.camera == "wide" else []
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
    if scene.place == "ocean":
        for t in toys:
            t.y -= _draught(t) if (t.kind.floats or (t.held_by is not None and t.held_by.kind.floats)) else 0.0
        return OPEN_SEA
    afloat = [t for t in toys if t.kind.floats and t.held_by is None]
    ashore = [t for t in toys if not t.kind.floats and t.held_by is None]
    if afloat and not ashore:
        front = max(t.z + t.high[2] for t in afloat)
        for t in afloat:
            t.y -= _draught(t)
        return front + float(rng.uniform(0.7, 1.3))
    shore = min([t.z + t.low[2] for t in ashore] + [0.0]) - float(rng.uniform(0.35, 0.9))
    for t in afloat:
        t.z = min(t.z, shore - t.high[2] - 0.25)
        t.y -= _draught(t)
    for t in toys:
        if t.held_by is not None and t.held_by.kind.floats:
            t.y -= 0.18 * t.held_by.scale
            t.z += t.held_by.z - t.z if t.held_by in afloat else 0.0
    return shore


def _draught(toy: Toy) -> float:
    """How deep it lies in the water: ducks up to their bellies, however high swimmers are elsewhere."""
    alive = 0.12 if toy.kind.group == "animal" else 0.0
    return (0.18 + alive + (RAISED["swimming"] if toy.action == "swimming" else 0.0)) * toy.scale


def _set_room(params: np.ndarray, scene: Scene, toys: list[Toy]) -> None:
    """Indoors: walls around the subjects."""
    if not PLACES[scene.place].indoors:
        return
    taken = tuple((t.x, t.z, max(t.radius, t.high[1] * 0.5)) for t in toys)
    params[layout.S_BACK], params[layout.S_SIDE], params[layout.S_TOP] = room_size(taken)


def _set_rings(params: np.ndarray, props: Clay) -> None:
    """What the gravel of a zen garden is raked around."""
    islands = [p for p in props.primitives if p.parts and p.parts[-1].name == "moss"]
    for k, p in enumerate(islands[:3]):
        at = layout.S_RINGS + 3 * k
        params[at : at + 3] = p.center[0], p.center[2], max(p.size[0], p.size[2])


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
    if scene.mood == "surreal":
        surreal(clay, site, PLACES[scene.place].indoors or scene.place in ("sea", "reef"))
    clay.primitives[:] = without(clay.primitives, scene.without)
    return clay
