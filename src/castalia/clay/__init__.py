"""The built-in world of clay toys: words become a scene, a scene becomes a picture, an animation or a mesh.

    from castalia.clay import frames, picture
    from castalia.clay.caption import caption
    from castalia.clay.mesh import mesh
    from castalia.clay.parse import parse

    scene = parse("an astronaut riding a white horse on mars, watercolor", seed=7).scene
    picture(scene, 768, 512)

The same seed gives a kind of thing the same looks in every scene.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np

    from castalia.clay.acting import Rhythm
    from castalia.clay.layers import Layers
    from castalia.clay.scene import Scene

Quality = Literal["draft", "normal", "fine"]


def view(
    scene: Scene, width: int, height: int, quality: Quality = "normal", time: float = 0.0,
    duration: float | None = None, rhythm: Rhythm | None = None, loop: bool = False,
) -> Layers:  # fmt: skip
    """The rendered view before any style: colour, depth, normals, parts.

    Args:
        time: seconds into the clip.
        duration: seconds of the clip that the view belongs to; None is a still.
        rhythm: what dancers and speakers keep to.
        loop: the clip begins anew after `duration` seconds.
    """
    from castalia.clay.build import STEADY, build
    from castalia.clay.render import render

    tables = build(scene, width, height, time, duration, rhythm or STEADY, loop)
    return _through_the_lens(render(*tables, width, height, quality), scene, time, duration if loop else None)


def _through_the_lens(layers: Layers, scene: Scene, time: float, loop: float | None) -> Layers:
    """The layers with what falls before them, in focus; themselves where there is nothing to do."""
    from castalia.clay.lens import focused
    from castalia.clay.weather import fall

    layers = fall(layers, scene, time, loop)
    return focused(layers) if scene.focus else layers


def picture(scene: Scene, width: int, height: int, quality: Quality = "normal") -> np.ndarray:
    """The picture of a scene in its style, uint8 (height, width, 3)."""
    from castalia.clay.styles import apply

    return apply(view(scene, width, height, quality), scene.style, scene.seed)


def frames(
    scene: Scene, width: int, height: int, num_frames: int, fps: float = 12.0, quality: Quality = "normal",
    rhythm: Rhythm | None = None, loop: bool = False,
) -> Iterator[np.ndarray]:  # fmt: skip
    """The frames of a clip, uint8 (height, width, 3), one after the other as they are rendered.

    Args:
        rhythm: beat of the music for dancers, loudness of the voice for who speaks.
        loop: the frame after the last one would be the first one again.
    """
    from castalia.clay.build import STEADY, build
    from castalia.clay.render import render
    from castalia.clay.styles import apply

    loop = loop or scene.motion == "turntable"
    duration = max(num_frames if loop else num_frames - 1, 1) / fps
    drawn, tables, picture = None, b"", None
    for i in range(num_frames):
        prims, params = build(scene, width, height, i / fps, duration, rhythm or STEADY, loop)
        # Where nothing has moved since the last frame, that one is shown again.
        if drawn is None or prims.tobytes() + params.tobytes() != tables:
            tables, picture = prims.tobytes() + params.tobytes(), None
            drawn = render(prims, params, width, height, quality)
        seen = _through_the_lens(drawn, scene, i / fps, duration if loop else None)
        if picture is None or seen is not drawn:
            picture = apply(seen, scene.style, scene.seed)
        yield picture.copy()
