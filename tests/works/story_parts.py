"""Real small parts of a story page for tests: a brief, and artifacts whose files are what they say they are."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import av
import numpy as np
import trimesh
from PIL import Image as Picture

from castalia.library.artifact import Artifact, ArtifactFile
from castalia.media.mesh import write_mesh
from castalia.media.provenance import Provenance
from castalia.recipes import Recipe
from castalia.works.brief import Beat, Brief, Character
from castalia.works.graph import Graph

PALETTE = ("#1d3557", "#3f6f8f", "#e07a3f", "#f2b880", "#fdf0d5")

STORY = """# The Bottle on the Rocks

Pip was the lighthouse keeper's cat, and he knew every stone of the rocky coast. "Nothing new ever lands here," he said.

One evening the tide left a bottle between two rocks. It shone like a small green lamp.

Pip rolled it home. The keeper pulled the cork, and a letter slid out.

It held four words: *keep the light on*.

So they did. And far out, on the dark water, somebody saw it.
"""

SENTENCES = (
    "The Bottle on the Rocks.",
    "Pip was the lighthouse keeper's cat, and he knew every stone of the rocky coast.",
    '"Nothing new ever lands here," he said.',
    "One evening the tide left a bottle between two rocks.",
    "It shone like a small green lamp.",
    "Pip rolled it home.",
    "The keeper pulled the cork, and a letter slid out.",
    "It held four words: keep the light on.",
    "So they did.",
    "And far out, on the dark water, somebody saw it.",
)


def english_brief() -> Brief:
    beats = (
        ("A quiet shore", "Pip looks over the sea.", "an orange cat on the rocky coast at sunset", "sunset", "mid"),
        (
            "Something green",
            "He finds a bottle.",
            "an orange cat next to a bottle on the rocky coast at sunset",
            "sunset",
            "close",
        ),
        ("Four words", "They read the letter.", "an orange cat on the rocky coast at night", "night", "mid"),
        ("The light stays on", "Somebody sees the light.", "an orange cat on the rocky coast at dawn", "dawn", "wide"),
    )
    return Brief(
        language="en",
        title="The Bottle on the Rocks",
        logline="A cat who thinks that nothing ever happens finds four words that change the night.",
        cast=(
            Character(name="Pip", kind="cat", look="an orange cat", role="hero"),
            Character(name="the bottle", kind="bottle", look="a bottle", role="find"),
        ),
        place="rocky_coast",
        place_phrase="on the rocky coast",
        light="sunset",
        style="clay",
        palette=PALETTE,
        mood="calm",
        tone="warm",
        beats=tuple(
            Beat(title=t, event=e, picture=p, alt=f"Clay picture: {p}.", light=li, shot=s) for t, e, p, li, s in beats
        ),
        motion="an orange cat on the rocky coast at sunset",
        clip_line="The tide went out, and left a message behind.",
        model="an orange cat",
    )


def scene(
    *kinds: str, place: str = "rocky_coast", light: str = "sunset", style: str = "clay", color: str = "orange"
) -> dict:
    """What the clay engines report of a scene."""
    subjects = [{"kind": k, "color": color if k == "cat" else None, "traits": []} for k in kinds]
    return {"subjects": subjects, "place": place, "light": light, "style": style}


def sentences(texts: tuple[str, ...] = SENTENCES, each: float = 0.4) -> list[dict[str, Any]]:
    return [{"text": t, "start": round(i * each, 3), "end": round((i + 0.9) * each, 3)} for i, t in enumerate(texts)]


def artifact(folder: Path, name: str, recipe: Recipe, report: Mapping[str, Any] = (), **meta: Any) -> Artifact:
    """The artifact of a file that exists in `folder`."""
    path = folder / name
    ref = "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()
    types = {
        ".md": "text/markdown",
        ".png": "image/png",
        ".mp3": "audio/mpeg",
        ".mp4": "video/mp4",
        ".glb": "model/gltf-binary",
    }
    file = ArtifactFile("main", name, ref, types[path.suffix], path.stat().st_size, meta, path)
    provenance = Provenance(recipe=recipe.to_dict(), engine="test", engine_version="1", castalia="0")
    return Artifact(
        id=name, kind=recipe.kind, files=(file,), recipe_data=recipe.to_dict(),
        provenance_data=provenance.model_dump(mode="json"), report=dict(report),
        created=datetime(2026, 1, 1, tzinfo=UTC), seconds=1.5,
    )  # fmt: skip


def write_tone(path: Path, seconds: float, hertz: float = 330.0) -> None:
    """An MP3 of one tone."""
    rate = 24000
    t = np.arange(int(seconds * rate)) / rate
    samples = (0.2 * np.sin(2 * np.pi * hertz * t)).astype(np.float32)
    with av.open(str(path), "w") as out:
        stream = out.add_stream("mp3", rate=rate, layout="mono")
        _encode_sound(out, stream, samples, rate)


def _encode_sound(out: Any, stream: Any, samples: np.ndarray, rate: int) -> None:
    for at in range(0, len(samples), 1024):
        frame = av.AudioFrame.from_ndarray(samples[None, at : at + 1024], format="fltp", layout="mono")
        frame.sample_rate, frame.pts = rate, at
        out.mux(stream.encode(frame))
    out.mux(stream.encode(None))


def write_clip(path: Path, picture: Path, seconds: float = 2.0, fps: int = 12) -> None:
    """An MP4 with sound that pushes into a picture."""
    with Picture.open(picture) as opened, av.open(str(path), "w") as out:
        still = opened.convert("RGB").resize((960, 640))
        stream = out.add_stream("h264", rate=fps)
        stream.width, stream.height, stream.pix_fmt = 640, 360, "yuv420p"
        sound = out.add_stream("aac", rate=24000, layout="mono")
        for i in range(int(seconds * fps)):
            crop = still.crop((i, 50 + i, 960 - i, 590 - i)).resize((640, 360))
            out.mux(stream.encode(av.VideoFrame.from_image(crop)))
        out.mux(stream.encode(None))
        _encode_sound(out, sound, np.zeros(int(seconds * 24000), np.float32), 24000)


def write_toy(path: Path) -> None:
    """A GLB with vertex colours: a round toy with ears and eyes."""
    balls = [
        ((0, 0.75, 0), (0.75, 0.75, 0.7), (226, 120, 48)),
        ((0, 1.75, 0.05), (0.55, 0.5, 0.5), (232, 130, 56)),
        ((-0.33, 2.22, 0), (0.17, 0.3, 0.12), (200, 96, 40)),
        ((0.33, 2.22, 0), (0.17, 0.3, 0.12), (200, 96, 40)),
        ((-0.2, 1.83, 0.5), (0.1, 0.13, 0.06), (30, 40, 36)),
        ((0.2, 1.83, 0.5), (0.1, 0.13, 0.06), (30, 40, 36)),
        ((0, 0.72, 0.42), (0.45, 0.5, 0.36), (246, 226, 198)),
    ]
    made = []
    for center, size, color in balls:
        ball = trimesh.creation.icosphere(subdivisions=4)
        ball.apply_scale(size)
        ball.apply_translation(center)
        ball.visual.vertex_colors = np.tile((*color, 255), (len(ball.vertices), 1)).astype(np.uint8)
        made.append(ball)
    write_mesh(
        path, trimesh.util.concatenate(made), Provenance(recipe={}, engine="test", engine_version="1", castalia="0")
    )


def write_picture(path: Path, seed: int) -> None:
    """A small landscape in the colours of the palette."""
    rng = np.random.default_rng(seed)
    rows = np.linspace(0, 1, 160)[:, None]
    dark, light = ([int(PALETTE[i][k : k + 2], 16) for k in (1, 3, 5)] for i in (1, 3))
    pixels = np.array(light) * (1 - rows[..., None]) + np.array(dark) * rows[..., None] + np.zeros((160, 240, 3))
    x, y = rng.integers(60, 180), 90
    yy, xx = np.mgrid[:160, :240]
    pixels[(xx - x) ** 2 + (yy - y) ** 2 < 900] = [224, 122, 63]
    Picture.fromarray(pixels.astype(np.uint8)).save(path)


def make_parts(
    graph: Graph, folder: Path, story: str = STORY, pictures: tuple[Path, ...] = (), said: tuple[str, ...] = SENTENCES
) -> dict[str, Artifact]:
    """An artifact for every node of the graph, in the way the built-in engines report."""
    parts: dict[str, Artifact] = {}
    narrated = sentences(said)
    for node in graph.nodes:
        if node.kind == "text":
            name, report, meta = f"{node.id}.md", {"words": 90}, {}
            (folder / name).write_text(story, "utf-8")
        elif node.kind == "image":
            number = int(node.id[-1])
            name, meta = f"{node.id}.png", {"width": 240, "height": 160}
            beat = graph.notes["brief"]["beats"][number - 1]
            kinds = ("cat", "bottle") if "bottle" in node.values["prompt"] else ("cat",)
            report = {
                "understood": ["orange = orange", "cat = cat"], "not_understood": ["tide"],
                "scene": scene(*kinds, light=beat["light"]),
            }  # fmt: skip
            if pictures:
                (folder / name).write_bytes(pictures[number - 1].read_bytes())
            else:
                write_picture(folder / name, number)
        elif node.kind in ("speech", "music"):
            seconds = narrated[-1]["end"] if node.id == "narration" else 2.0
            name, meta = f"{node.id}.mp3", {"duration": seconds}
            report = {"mood": "calm"} if node.kind == "music" else {"language": "en", "sentences": narrated}
            write_tone(folder / name, seconds, 220.0 if node.kind == "music" else 330.0)
        elif node.kind == "video":
            name, report, meta = f"{node.id}.mp4", {"scene": scene("cat")}, {"duration": 2.0}
            first = folder / "still.png"
            write_picture(first, 1)
            write_clip(folder / name, pictures[0] if pictures else first)
        else:
            name, report, meta = f"{node.id}.glb", {"scene": scene("cat")}, {"faces": 1000}
            write_toy(folder / name)
        parts[node.id] = artifact(folder, name, node.recipe(parts), report, **meta)
    return parts
