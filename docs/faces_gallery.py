"""Draw docs/images/faces.jpg: people of the clay world speak, feel and turn.

    python docs/faces_gallery.py

Every mouth is one pose of `castalia.faces`; the heads are the meshes that `castalia face` gives.
"""

from __future__ import annotations

from gallery import FOLDER, save, sheet

from castalia.clay.parse import parse
from castalia.faces.clay.actor import PERSONS, ClayActor
from castalia.faces.clay.head import clay_head
from castalia.faces.render.raster import Camera, render

SIDE = 210
POSES: dict[str, tuple[tuple[str, dict[str, float]], ...]] = {
    "woman": (
        ("ah", {"open": 0.9, "speech": 1}),
        ("oo", {"open": 0.25, "round": 1, "speech": 1}),
        ("ee", {"open": 0.25, "wide": 1, "speech": 1}),
        ("f", {"open": 0.1, "tuck": 1, "speech": 1}),
        ("m", {"press": 1, "speech": 1}),
        ("blink", {"blink_left": 1, "blink_right": 1, "smile": 0.5}),
    ),
    "old": (
        ("smile", {"smile": 1, "eyes": -0.2}),
        ("surprise", {"open": 0.6, "speech": 1, "brows": 1, "eyes": 1}),
        ("sad", {"smile": -0.8, "worry": 1, "gaze_y": -0.5}),
        ("left", {"yaw": -0.5}),
        ("right", {"yaw": 0.5}),
        ("wink", {"blink_left": 1, "smile": 0.7, "roll": 0.12}),
    ),
}
TURNS = (0, 40, 90, 140, 180, 270)


def main() -> None:
    tiles = []
    for person, poses in POSES.items():
        prompt, seed = PERSONS[person]
        actor = ClayActor(parse(prompt, seed=seed).scene, SIDE, SIDE, lively=False).cropped(0)
        tiles += [(label, actor.frame(pose)) for label, pose in poses]
    prompt, seed = PERSONS["man"]
    head = clay_head(parse(prompt, seed=seed).scene, 1.0, 0)
    tiles += [(f"head, {turn} degrees", render(head, Camera.around(head, yaw=turn), SIDE)) for turn in TURNS]
    print(f"faces.jpg  {save(sheet(tiles, len(TURNS)), FOLDER / 'faces.jpg') // 1000} KB")


if __name__ == "__main__":
    main()
