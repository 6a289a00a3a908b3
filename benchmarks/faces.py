"""Faces: a photo to all files of a head, a turntable beside other renderers, and a talking portrait.

    python benchmarks/faces.py                                  # everything, with scikit-image's astronaut()
    python benchmarks/faces.py --photo me.jpg --repeats 3
    python benchmarks/faces.py --only files | turntable | talk
    python benchmarks/faces.py --others other/bin/python   # a Python with moderngl, pyrender, trimesh + pyglet

What is measured, and a table of results: README.md in this folder.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

FRAMES, SIZE = 100, 512
SAID = (
    "Good morning, and welcome to our little studio. Today we look at a picture, give it a voice, and listen to what "
    "the person in it has to say about art, music and the weather."
)
"""About ten seconds."""
RENDERERS = ("moderngl", "pyrender", "trimesh")

FILES = """
import sys, time
began = time.perf_counter()
from castalia.engines.base import Context
from castalia.engines.face.head import HeadFromPhoto
from castalia.media.provenance import Provenance
from castalia.recipes import FaceMesh
from castalia.settings import Settings
from pathlib import Path
import json, tempfile
photo, repeats = Path(sys.argv[1]), int(sys.argv[2])
before = 0.0
recipe = FaceMesh.make(image="sha256:" + "0" * 64)
told = Provenance(recipe=recipe.to_dict(), engine="head", engine_version="1", castalia="0")
for run in range(repeats):
    if run:
        began = time.perf_counter()
    stages, last, at = {}, "start and imports", began
    with tempfile.TemporaryDirectory() as folder:
        context = Context(Path(folder), told, Settings(), lambda ref: photo)
        for step in HeadFromPhoto().run(recipe, context):
            now = time.perf_counter()
            stages[last] = stages.get(last, 0) + now - at
            last, at = step.message, now
        stages[last] = stages.get(last, 0) + time.perf_counter() - at
    used, before = time.process_time() - before, time.process_time()
    print(json.dumps({"seconds": time.perf_counter() - began, "processor": used, "stages": stages}), flush=True)
"""


def photo_of(asked: str | None, folder: Path) -> Path:
    """The picture to work on."""
    if asked:
        return Path(asked)
    from PIL import Image
    from skimage import data

    path = folder / "photo.png"
    Image.fromarray(data.astronaut()).save(path)
    return path


def files(photo: Path, repeats: int) -> None:
    """A fresh process that makes a head with all files several times over: the first is cold, the next are warm."""
    done = subprocess.run(
        [sys.executable, "-c", FILES, str(photo), str(repeats + 1)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(done.stderr)
    runs = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    cold, warm = runs[0], min(runs[1:], key=lambda run: run["seconds"])
    print(f"{'face -> all files, 100 frames of 512x512 as mp4 and gif':<58} {'first':>8} {'again':>8}")
    for stage in cold["stages"]:
        print(f"    {stage:<54} {cold['stages'][stage]:6.2f} s {warm['stages'].get(stage, 0):6.2f} s")
    for name, key in (("all", "seconds"), ("processor time", "processor")):
        print(f"    {name:<54} {cold[key]:6.2f} s {warm[key]:6.2f} s", flush=True)


def a_head(photo: Path) -> Any:
    """The head of the photo, ready to be rendered."""
    from castalia.faces.finding.landmarks import choose, find_faces
    from castalia.faces.finding.people import hair_mask, person_mask
    from castalia.faces.finding.suitable import read_photo
    from castalia.faces.head.occlusion import occlusion
    from castalia.faces.head.whole import whole_head
    from castalia.faces.render.raster import Model

    picture = read_photo(photo)
    face = choose(find_faces(picture), 0)
    person = person_mask(picture, [face])
    mesh = whole_head(picture, face, hair=hair_mask(picture, face, person), person=person)
    return Model(mesh, occlusion(mesh))


def turntable(photo: Path, repeats: int, others: str, folder: Path) -> None:
    """The same head turned once round, in turns by every renderer that works here."""
    import numpy as np

    from castalia.faces.head.turntable import turntable as frames_of
    from castalia.faces.head.turntable import write_turntable
    from castalia.faces.render.raster import Camera
    from castalia.media.provenance import Provenance

    model = a_head(photo)
    mesh, camera = model.mesh, Camera.around(model.mesh)
    np.savez(
        folder / "head.npz", vertices=mesh.vertices, normals=mesh.normals, uv=mesh.uv, faces=mesh.triangles,
        texture=mesh.texture, reach=camera.reach, distance=camera.distance, center=camera.center,
    )  # fmt: skip
    told = Provenance(recipe={"kind": "face"}, engine="head", engine_version="1", castalia="0")

    def ours(mp4: bool) -> dict[str, Any]:
        start, used = time.perf_counter(), time.process_time()
        if mp4:
            for _ in write_turntable(model, folder / "t.mp4", None, FRAMES, SIZE, told):
                pass
        else:
            for _ in frames_of(model, FRAMES, SIZE):
                pass
        return {"seconds": time.perf_counter() - start, "processor": time.process_time() - used}

    def theirs(name: str) -> dict[str, Any]:
        command = [
            others,
            str(Path(__file__).parent / "reference" / "renderers.py"),
            name,
            str(folder / "head.npz"),
            str(FRAMES),
            str(SIZE),
        ]
        environment = {k: v for k, v in os.environ.items() if others == sys.executable or k != "PYTHONPATH"}
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        if done.returncode:
            return {"error": (done.stderr.strip().splitlines() or ["no message"])[-1][:90]}
        return dict(json.loads(done.stdout.splitlines()[-1]))

    frames_of_one = next(iter(frames_of(model, 1, SIZE)))  # compiles, or loads what was compiled
    assert frames_of_one.shape == (SIZE, SIZE, 3)
    runs: dict[str, list[dict[str, Any]]] = {}
    for _ in range(repeats):
        for name in ("castalia", *RENDERERS, "castalia, written as mp4"):
            runs.setdefault(name, []).append(theirs(name) if name in RENDERERS else ours("mp4" in name))
    print(f"\n{FRAMES} frames of {SIZE}x{SIZE}, a head of {len(mesh.triangles):,} triangles, 4 samples in each pixel")
    print(f"    {'':<28} {'by the clock':>12} {'processor':>10}")
    for name, tries in runs.items():
        if "error" in tries[-1]:
            print(f"    {name:<28} does not run here: {tries[-1]['error']}")
            continue
        wall, processor = (min(t[k] for t in tries) for k in ("seconds", "processor"))
        note = f"   {tries[0]['what']}" if name in RENDERERS else ""
        print(f"    {name:<28} {wall:10.2f} s {processor:8.2f} s{note}", flush=True)


def talk(photo: Path, folder: Path) -> None:
    """A photo that says about ten seconds of text, with everything: voice, mouth, 512x512 h264 and aac."""
    from castalia import Studio
    from castalia.settings import Settings

    studio = Studio(settings=Settings(home=folder / "home"))
    start, used = time.perf_counter(), time.process_time()
    made = studio.talk(photo, SAID, width=SIZE, height=SIZE, seed=1)
    wall, processor = time.perf_counter() - start, time.process_time() - used
    seconds = float(made.report["duration"])
    print(f"\na talking portrait, {SIZE}x{SIZE}, {seconds:.1f} s of video at 25 frames per second")
    print(f"    {'photo and text -> mp4':<54} {wall:6.2f} s   {wall * 10 / seconds:.2f} s for each 10 s of video")
    print(f"    {'processor time':<54} {processor:6.2f} s", flush=True)


def main() -> None:
    options = argparse.ArgumentParser(description="Times of faces, beside other renderers.")
    options.add_argument("--photo", help="a picture of a face; default: scikit-image's astronaut()")
    options.add_argument("--repeats", type=int, default=2)
    options.add_argument("--only", choices=("files", "turntable", "talk"), help="one of the three parts")
    options.add_argument("--others", default=sys.executable, help="a Python that has the other renderers")
    asked = options.parse_args()
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory(prefix="castalia-faces-") as name:
        folder = Path(name)
        photo = photo_of(asked.photo, folder)
        if asked.only in (None, "files"):
            files(photo, asked.repeats)
        if asked.only in (None, "turntable"):
            turntable(photo, asked.repeats, asked.others, folder)
        if asked.only in (None, "talk"):
            talk(photo, folder)
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
