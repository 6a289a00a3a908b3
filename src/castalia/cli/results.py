"""Saves what was made and says so: files and facts to standard output, remarks to standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from castalia.cli.names import file_stem, free, is_folder, must_be_writable, short_id
from castalia.cli.session import one_line, session
from castalia.errors import BadInput, StorageError

if TYPE_CHECKING:
    from castalia.library.artifact import Artifact
    from castalia.recipes import Recipe

STDOUT = "-"


@dataclass(frozen=True)
class Target:
    """Where the results of one command go."""

    folder: Path
    name: str | None
    """File name that the user chose; None for a readable name of ours."""
    many: bool
    """Whether several results share the name, so that each gets a number."""
    work: bool
    """Whether what is made is several files that belong in a folder."""
    endings: tuple[str, ...] = ()
    """Of the single files that may be saved in its place."""
    stdout: bool = False

    @classmethod
    def of(cls, recipe: type[Recipe], output: str | None, count: int) -> Self:
        """What `-o` means: nothing, `-`, a folder that is there (or ends with /), or the name of a file."""
        work, page = recipe.folder, recipe.suffixes == (".html",)
        endings = recipe.suffixes if work else ()
        if output is None:
            return cls(session.settings.output.expanduser(), None, count > 1, work, endings)
        if output == STDOUT:
            if page:
                raise BadInput("a whole work cannot go to standard output", hint="name a folder with -o")
            return cls(Path(), None, count > 1, work, endings, stdout=True)
        path = Path(output).expanduser()
        if not output or "\0" in output:
            raise BadInput("-o needs the name of a file or a folder", hint="for example -o out.png")
        if (is_folder(path) and not (work and not any(path.iterdir()))) or output.endswith("/"):
            return cls(path, None, count > 1, work, endings)
        if work and path.is_file() and (page or path.suffix.lower() not in endings):
            raise BadInput(f"{path} is a file, but a work is a folder", hint="name a folder with -o")
        return cls(path.parent, path.name, count > 1, work, endings)

    def is_folder(self, path: Path) -> bool:
        """Whether what is saved under this path is a folder with all files, not a single one of them."""
        return self.work and path.suffix.lower() not in self.endings

    def check(self) -> None:
        """`StorageError` now rather than after the work is done, when nothing could be saved there."""
        if not self.stdout:
            must_be_writable(self.folder)

    def save(self, artifact: Artifact, place: Path | None = None) -> Path:
        """Save an artifact at the path that `place` gave; returns the path of its main file."""
        path = place or self.place(artifact)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            return artifact.save(f"{path}/" if self.is_folder(path) else path)
        except OSError as error:
            raise StorageError(
                f"cannot save {path}: {error.strerror}",
                hint=f"it is kept in the library: `castalia info {artifact.id}`",
            ) from None

    def place(self, artifact: Artifact) -> Path:
        """The path that an artifact is saved under, of a folder when it is a work."""
        seed = getattr(artifact.recipe, "seed", None)
        if self.name is None:
            if self.work and not self.many and _holds(self.folder, artifact):
                return self.folder
            ending = "" if self.work else artifact.main.suffix
            return free(self.folder / (file_stem(artifact.recipe.subject, seed, artifact.id) + ending))
        if not self.many:
            return self.folder / self.name
        chosen = Path(self.name)
        return self.folder / f"{chosen.stem}-{short_id(artifact.id) if seed is None else f's{seed}'}{chosen.suffix}"


def _holds(folder: Path, artifact: Artifact) -> bool:
    """Whether a folder is that of the same work, perhaps at an earlier stage, so that it is brought up to date."""
    from castalia.errors import CastaliaError
    from castalia.media.origin import read_provenance

    page = folder / artifact.main.name
    try:
        told = read_provenance(page) if page.is_file() else None
    except CastaliaError:
        return False
    recipe = artifact.recipe
    same = told is not None and told.recipe.get("kind") == recipe.kind
    return (
        same
        and type(recipe).subject_in(told.recipe) == recipe.subject
        and told.recipe.get("seed") == getattr(recipe, "seed", None)
    )


def deliver(artifact: Artifact, target: Target, waited: float) -> None:
    """Save an artifact where it was asked for, and print what it is; `waited` are the seconds until it was there."""
    if target.stdout:
        write_out(artifact)
        return
    from castalia.library.export import beside

    place = target.place(artifact)
    path, page = target.save(artifact, place), artifact.main.suffix == ".html"
    whole = target.is_folder(place) or (target.work and page)
    if whole and not page:
        others = {path.parent / f.name: f for f in artifact.files if f is not artifact.main}
    else:
        others = beside(artifact, path)
    if session.json:
        layers = {"layers": {f.role: str(p) for p, f in others.items()}} if len(artifact.files) > 1 else {}
        session.print_json({**machine_form(artifact), "saved": str(path), **layers}, indent=None)
    elif artifact.kind in ("text", "describe"):
        print(artifact.text.rstrip("\n"), flush=True)
        quiet(f"saved as {path}", *facts(artifact, waited))
    else:
        if whole:
            session.out.print(str(path.parent), markup=False)
        session.out.print(str(path), style="bold", markup=False)
        for other in others:
            session.out.print(str(other), markup=False)
        quiet(*facts(artifact, waited))
    if not session.json:
        for line in remarks(artifact):
            quiet(line)


def write_out(artifact: Artifact) -> None:
    """The main file itself on standard output."""
    if session.json:
        session.print_json(machine_form(artifact), indent=None)
    elif artifact.kind in ("text", "describe"):
        print(artifact.text.rstrip("\n"), flush=True)
    elif sys.stdout.isatty():
        raise BadInput("a terminal cannot show this file", hint="name a file with -o, or send the output into one")
    else:
        sys.stdout.buffer.write(artifact.path.read_bytes())
        sys.stdout.buffer.flush()


def machine_form(artifact: Artifact) -> dict[str, Any]:
    """An artifact as the JSON that `--json` prints, one object per artifact."""
    return artifact.to_dict()


def facts(artifact: Artifact, waited: float) -> list[str]:
    """Its size, its seed and how long it took, in words."""
    meta = artifact.main.meta
    words = []
    if "width" in meta and "height" in meta:
        words.append(f"{meta['width']}x{meta['height']}")
    if "duration" in meta:
        words.append(f"{meta['duration']:.1f} s long")
    if artifact.kind in ("mesh", "face") and "triangles" in meta:
        words.append(f"{meta['triangles']:,} triangles")
    seed = getattr(artifact.recipe, "seed", None)
    if seed is not None:
        words.append(f"seed {seed}")
    page = artifact.main.suffix == ".html"
    took = waited if page else artifact.seconds  # of a work, `seconds` is only the putting together
    words.append("from the library" if artifact.cached else f"made in {took:.1f} s")
    return words


def remarks(artifact: Artifact) -> Iterator[str]:
    """What the engine understood and what not, with advice, and its notes: a line each, only what there is."""
    report = artifact.report
    heard = [_heard(item) for key in ("understood", "approximated") for item in report.get(key) or ()]
    if heard:
        yield "understood: " + ", ".join(dict.fromkeys(heard))
    lost = [_heard(item) for item in report.get("not_understood") or ()]
    if lost:
        yield f"not understood: {', '.join(lost)} (try other words for it)"
    yield from map(str, report.get("notes") or ())


def _heard(item: Any) -> str:
    """One word of the prompt and what it was taken for, unless that is the same."""
    if not isinstance(item, dict):
        word, _, meant = str(item).partition(" = ")
    else:
        word, meant = str(item.get("word", "")), str(item.get("as", ""))
    return f"{word} = {meant}" if meant and meant != word else word


def quiet(*words: str) -> None:
    """One dim line on standard error."""
    from rich.text import Text

    session.err.print(Text(one_line(", ".join(words)), "dim"), soft_wrap=True)
