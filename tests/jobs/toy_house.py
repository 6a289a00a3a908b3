"""Small real engines for the tests of library and jobs: quick, deterministic, and slowed down or upset by files in the
home, so that a test can reach into another process.

`<home>/pace` holds the seconds that a step takes, `<home>/upset` a word for what shall go wrong and where. Every run
writes `begin <subject>` and `end <subject>` into `<home>/diary`.
"""

from __future__ import annotations

import errno
import os
import random
import struct
import time
from pathlib import Path

from castalia.engines.base import Context, Engine, Produced, Progress, Result, Run
from castalia.errors import BadInput, Missing
from castalia.jobs.runner import Runner
from castalia.jobs.store import JobStore
from castalia.library.library import Library
from castalia.recipes import Recipe
from castalia.settings import Settings
from castalia.works.graph import Graph, Node, WorkEngine

STEPS = 5


class Toy(Engine[Recipe]):
    """Makes a file out of nothing but the recipe and the files it names."""

    name = "toy"
    title = "Toy"
    about = "An engine for tests."
    libraries = ("pydantic", "no-such-distribution")

    def __init__(self, kind: str, suffix: str) -> None:
        self.kind = kind  # type: ignore[misc]
        self.suffix = suffix

    def run(self, recipe: Recipe, ctx: Context) -> Run:
        home = ctx.settings.home
        write_diary(home, f"begin {recipe.subject}")
        for step in range(STEPS):
            yield Progress(step, STEPS, f"step {step}", b"picture %d" % step if step == 2 else None)
            time.sleep(pace(home))
            upset(home, recipe.subject)
        yield Progress(STEPS, STEPS, "done")
        path = ctx.folder / f"{self.kind}{self.suffix}"
        path.write_bytes(self.content(recipe, ctx))
        side = ctx.folder / "parts" / "numbers.json"
        side.parent.mkdir()
        side.write_text(f'{{"seed": {getattr(recipe, "seed", 0)}}}')
        write_diary(home, f"end {recipe.subject}")
        return Result((Produced(path, meta={"steps": STEPS}), Produced(side, "numbers")), {"notes": ["toy"]})

    def content(self, recipe: Recipe, ctx: Context) -> bytes:
        inputs = b"".join(ctx.open(ref).read_bytes() for ref in recipe.file_refs())
        if self.suffix == ".wav":
            return wav(recipe.fingerprint()) + inputs
        return f"# {recipe.subject}\n{recipe.fingerprint()}\n".encode() + inputs


class ToyPage(WorkEngine[Recipe]):
    """Two texts, a voice, music, and a clip that needs both sounds. `optional` in the prompt adds a mesh that nobody
    can make and a clip that would play it."""

    name = "toy-page"
    kind = "story-page"
    title = "Toy page"
    about = "A work for tests."

    def graph(self, recipe: Recipe, settings: Settings) -> Graph:
        word = recipe.subject
        nodes = [
            Node("story", "text", {"prompt": f"story {word}", "seed": 1}, title="Story"),
            Node("notes", "text", {"prompt": "notes that never change"}, title="Notes"),
            Node("voice", "speech", {"text": f"voice {word}"}, title="Voice"),
            Node("music", "music", {"prompt": "music that never changes", "seed": 2}, title="Music"),
            Node("clip", "video", {"prompt": f"clip {word}"}, {"voice": "voice", "music": "music"}, title="Clip"),
        ]
        if "optional" in word:
            nodes.append(Node("model", "mesh", {"prompt": "a model"}, title="Model", optional=True))
            nodes.append(Node("turn", "video", {"prompt": f"turn {word}"}, {"voice": "model"}, optional=True))
        return Graph(tuple(nodes), {"word": word})

    def assemble(self, recipe: Recipe, graph: Graph, parts, ctx: Context) -> Run:
        write_diary(ctx.settings.home, "begin page")
        yield Progress(0, 1, "putting together")
        time.sleep(pace(ctx.settings.home))
        upset(ctx.settings.home, "page")
        (ctx.folder / "media").mkdir()
        files = []
        for id, part in parts.items():
            path = ctx.folder / "media" / f"{id}{part.main.suffix}"
            path.write_bytes(part.path.read_bytes())
            files.append(Produced(path, id))
        page = ctx.folder / "index.html"
        links = "".join(f'<a href="media/{p.path.name}">{p.role}</a>' for p in files)
        page.write_text(f"<!doctype html><title>{recipe.subject}</title>{links}")
        write_diary(ctx.settings.home, "end page")
        return Result((Produced(page), *files), {"word": graph.notes["word"]})


ENGINES = {
    e.kind: e
    for e in (Toy("text", ".md"), Toy("speech", ".wav"), Toy("music", ".wav"), Toy("video", ".mp4"), ToyPage())
}


def engine_for(recipe: Recipe) -> Engine:
    """The toy of a kind; there is none for pictures and meshes."""
    if recipe.kind not in ENGINES:
        raise Missing(f"no {recipe.kind} engine works here", hint="it is not installed")
    return ENGINES[recipe.kind]


class House:
    """Library, jobs and runner over one home."""

    def __init__(self, home: Path, database_url: str = "", workers: int = 2, engine_for=engine_for) -> None:
        self.home = home
        self.settings = Settings(home=home, workers=workers, database_url=database_url)
        self.library = Library(home, database_url)
        self.jobs = JobStore(self.library.database)
        self.runner = Runner(self.jobs, self.library, self.settings, engine_for)

    def make(self, recipe: Recipe, **options):
        """Carry out a recipe and return the finished job."""
        return self.runner.run(self.jobs.adopt_or_submit(recipe, **options).id)

    def result(self, recipe: Recipe, **options):
        """Carry out a recipe and return its artifact."""
        job = self.make(recipe, **options)
        assert job.state == "done", job.error
        return self.library.get(job.artifact_id)

    def diary(self) -> list[str]:
        path = self.home / "diary"
        return path.read_text().splitlines() if path.exists() else []


def set_pace(home: Path, seconds: float) -> None:
    """How long a step takes from now on, in every process."""
    (home / "pace").write_text(str(seconds))


def pace(home: Path) -> float:
    try:
        return float((home / "pace").read_text() or 0)
    except OSError:
        return 0.0


def set_upset(home: Path, word: str, where: str) -> None:
    """What shall go wrong from now on in recipes whose subject holds `where`; an empty word ends it."""
    (home / "upset").write_text(f"{word} {where}")


def upset(home: Path, subject: str) -> None:
    try:
        word, _, where = (home / "upset").read_text().partition(" ")
    except OSError:
        return
    if not word or where not in subject:
        return
    if word == "die":
        os.kill(os.getpid(), 9)
    raise {
        "bad": BadInput("it is bad", hint="make it good"),
        "missing": Missing("it is missing", hint="get it"),
        "memory": MemoryError(),
        "full": OSError(errno.ENOSPC, "No space left on device"),
        "bug": ZeroDivisionError("division by zero"),
        "silent": RuntimeError(),
        "interrupt": KeyboardInterrupt(),
    }[word]


def write_diary(home: Path, line: str) -> None:
    with (home / "diary").open("ab", buffering=0) as file:
        file.write(line.encode() + b"\n")


def wav(seed: str) -> bytes:
    """A tenth of a second of noise at 8 kHz."""
    noise = random.Random(seed).randbytes(1600)
    header = struct.pack("<IHHIIHH", 16, 1, 1, 8000, 16000, 2, 16)
    return (
        b"RIFF" + struct.pack("<I", 36 + len(noise)) + b"WAVEfmt " + header + b"data" + struct.pack("<I", 1600) + noise
    )
