"""The studio: the one door through which the command line, a server, agents and notebooks make things."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from castalia.errors import BadInput, NotFound
from castalia.evaluate.redo import Redo
from castalia.recipes import RECIPES, FieldSpec, Recipe, load, recipe_class
from castalia.settings import Settings, load_settings

if TYPE_CHECKING:
    from castalia.engines.base import Engine
    from castalia.jobs.handle import JobHandle
    from castalia.jobs.runner import Runner
    from castalia.jobs.store import JobStore
    from castalia.library.artifact import Artifact
    from castalia.library.library import Library


class Studio:
    """Makes things from recipes and remembers them.

    Args:
        home: folder of the library; `CASTALIA_HOME` or the platform's folder for user data when not given.
        device: what engines run on: `auto`, `cpu`, `cuda`, `cuda:1`, `mps`.
        settings: all settings at once, instead of those of the environment.

    Example:
        >>> studio = Studio()
        >>> picture = studio.image("a red donut on the moon, watercolor", seed=7)
        >>> picture.save("donut.png")
    """

    def __init__(
        self, home: str | Path | None = None, device: str | None = None, settings: Settings | None = None
    ) -> None:
        given = {} if device is None else {"device": device}
        self.settings = settings or load_settings(home, **given)

    # -- making ---------------------------------------------------------------------------------------------

    def run(self, recipe: Recipe, *, fresh: bool = False) -> Artifact:
        """Make it here and now, and wait for it.

        Args:
            recipe: what to make.
            fresh: make it anew even when the same recipe was made before, instead of returning that at once.
        """
        handle = self.submit(recipe, fresh=fresh)
        try:
            return handle.result()
        except KeyboardInterrupt:
            handle.cancel()
            handle.wait()
            raise

    def submit(self, recipe: Recipe, *, fresh: bool = False) -> JobHandle:
        """Start making it in the background of this process; arguments as in `run`.

        Raises:
            BadInput, Missing: before anything is started, when the recipe cannot work here.
        """
        from castalia.jobs.handle import JobHandle

        job = self.enqueue(recipe, fresh=fresh)
        threading.Thread(target=self.runner.run, args=(job.id,), name=f"job-{job.id}", daemon=True).start()
        return JobHandle(self.jobs, self.library, job.id)

    def enqueue(self, recipe: Recipe, *, fresh: bool = False, owner: str = "") -> Any:
        """Only write the job down, for a worker process to take; returns the job."""
        return self.jobs.adopt_or_submit(self.resolve(recipe), owner=owner, fresh=fresh)

    def resolve(self, recipe: Recipe) -> Recipe:
        """The recipe with nothing left open (engine named, seed drawn), checked by its engine."""
        from castalia.engines import registry

        return registry.resolve(recipe, self.settings)

    def recipe(self, kind: str, **fields: Any) -> Recipe:
        """A recipe from keyword arguments; where a field takes a file, a path will do."""
        cls = recipe_class(kind)
        specs = cls.fields()
        if fields.get("scene") and not str(fields["scene"]).startswith("sha256:"):
            fields = {**scene_fields(fields["scene"]), **fields}
        for name, value in fields.items():
            if (
                name in specs
                and specs[name].is_file
                and value is not None
                and not (isinstance(value, str) and not value)
            ):
                one = isinstance(value, (str, Path))
                files = (value,) if one else tuple(value) if isinstance(value, (list, tuple)) else (None,)
                if not all(isinstance(file, (str, Path)) for file in files):
                    raise BadInput(f"{name} cannot be a {type(value).__name__}", hint="give the path of a file")
                if not files:
                    continue
                refs = tuple(self._take_in(specs[name], file) for file in files)
                fields[name] = refs if specs[name].many else refs[0] if one else value
        return cls.make(**fields)

    def _take_in(self, spec: FieldSpec, file: str | Path) -> str:
        """Take a file of the user's into the library, if it is what the field asks for; a hash stays as it is."""
        if str(file).startswith("sha256:"):
            return str(file)
        path = Path(file).expanduser()
        check_file(spec, path)
        return self.library.add_file(path)

    def text(self, prompt: str, **fields: Any) -> Artifact:
        """Write something; fields as in `castalia.Text`."""
        return self.run(self.recipe("text", prompt=prompt, **fields))

    def image(self, prompt: str, **fields: Any) -> Artifact:
        """Draw a picture; fields as in `castalia.Image`."""
        return self.run(self.recipe("image", prompt=prompt, **fields))

    def speech(self, text: str, **fields: Any) -> Artifact:
        """Read text aloud; fields as in `castalia.Speech`."""
        return self.run(self.recipe("speech", text=text, **fields))

    def music(self, prompt: str, **fields: Any) -> Artifact:
        """Compose a piece of music; fields as in `castalia.Music`."""
        return self.run(self.recipe("music", prompt=prompt, **fields))

    def video(self, prompt: str, **fields: Any) -> Artifact:
        """Film a clip; fields as in `castalia.Video`."""
        return self.run(self.recipe("video", prompt=prompt, **fields))

    def mesh(self, prompt: str, **fields: Any) -> Artifact:
        """Model a thing in 3D; fields as in `castalia.Mesh`."""
        return self.run(self.recipe("mesh", prompt=prompt, **fields))

    def upscale(self, image: str | Path, **fields: Any) -> Artifact:
        """Enlarge a picture; fields as in `castalia.Upscale`."""
        return self.run(self.recipe("upscale", image=image, **fields))

    def cutout(self, image: str | Path, **fields: Any) -> Artifact:
        """Cut the subject out of a picture; fields as in `castalia.Cutout`."""
        return self.run(self.recipe("cutout", image=image, **fields))

    def describe(self, image: str | Path, **fields: Any) -> Artifact:
        """Say in words what a picture shows; fields as in `castalia.Describe`."""
        return self.run(self.recipe("describe", image=image, **fields))

    def face(self, image: str | Path, **fields: Any) -> Artifact:
        """Turn the face in a picture into a textured 3D head; fields as in `castalia.FaceMesh`."""
        return self.run(self.recipe("face", image=image, **fields))

    def talk(self, image: str | Path, say: str = "", **fields: Any) -> Artifact:
        """Let the person in a picture speak, or move as in a video; fields as in `castalia.TalkingPortrait`."""
        return self.run(self.recipe("talk", image=image, say=say, **fields))

    def avatar(self, prompt: str, **fields: Any) -> Artifact:
        """Make a portrait from words and a 3D head from the portrait; fields as in `castalia.Avatar`."""
        return self.run(self.recipe("avatar", prompt=prompt, **fields))

    def listen(self, image: str | Path, about: str = "", **fields: Any) -> Artifact:
        """Let the person in a picture say what that person might say; fields as in `castalia.Listen`."""
        return self.run(self.recipe("listen", image=image, about=about, **fields))

    def host(self, script: str, **fields: Any) -> Artifact:
        """Let a presenter present a script; fields as in `castalia.Host`."""
        return self.run(self.recipe("host", script=script, **fields))

    def make(self, prompt: str, *, modalities: Iterable[str] | None = None, **fields: Any) -> Artifact:
        """Make a whole story page; fields as in `castalia.StoryPage`."""
        if modalities is not None:
            fields["modalities"] = tuple(modalities)
        return self.run(self.recipe("story-page", prompt=prompt, **fields))

    def compare(self, prompt: str, *, of: str = "image", axes: dict[str, Iterable[Any]], **fields: Any) -> Artifact:
        """Make the same thing with different settings and set the results side by side.

        Args:
            of: the kind of thing. axes: field -> the values it takes in turn. fields: the same in all.
        """
        from castalia.experiments.compare import told

        seed = fields.pop("seed", None)
        axis = tuple(f"{name}={'|'.join(map(told, values))}" for name, values in axes.items())
        made = self.recipe(of, **{recipe_class(of).main: prompt, **fields})
        held = tuple(f"{name}={told(getattr(made, name))}" for name in fields)
        return self.run(self.recipe("compare", prompt=prompt, of=of, axis=axis, settings=held, seed=seed))

    # -- looking back ---------------------------------------------------------------------------------------

    def history(self, kind: str | None = None, search: str | None = None, limit: int = 50) -> list[Artifact]:
        """What was made, the latest first."""
        if kind is not None:
            recipe_class(kind)
        return self.library.history(kind=kind, search=search, limit=limit)

    def info(self, source: str | Path) -> dict[str, Any]:
        """What a file or an artifact is and how it was made.

        Args:
            source: a path, or the id of an artifact (or its beginning).

        Returns:
            `file` (path, media facts), `recipe` and `provenance` (None when the file carries none and the library
            does not know it), `artifact` (its id or None), `report`, and `foreign`: what another program wrote into
            the file, whose recipe then stands in `recipe`.
        """
        from castalia.media.foreign import read_foreign
        from castalia.media.probe import probe

        path, artifact, provenance = self._identify(source)
        facts = probe(path)
        foreign = read_foreign(path) if provenance is None else None
        theirs = foreign.recipe().to_dict() if foreign and "prompt" in foreign.fields else None
        return {
            "file": {"path": str(path), **{k: v for k, v in facts.to_dict().items() if v is not None}},
            "recipe": provenance.recipe if provenance else theirs,
            "foreign": foreign.to_dict() if foreign else None,
            "provenance": provenance.model_dump(mode="json") if provenance else None,
            "artifact": artifact.id if artifact else None,
            "report": artifact.report if artifact else None,
        }

    def redo(self, source: str | Path, **changes: Any) -> Redo:
        """Make a file again from the recipe it carries, and compare.

        Args:
            source: a path, or the id of an artifact.
            changes: fields to change; the comparison then says how much the change did.

        Raises:
            BadInput: the file does not say how it was made.
        """
        from castalia import __version__
        from castalia.evaluate.compare import compare

        path, _, provenance = self._identify(source)
        if provenance is None:
            return self._redo_foreign(path, changes)
        recipe = load(provenance.recipe)
        if changes:
            recipe = self.recipe(recipe.kind, **{**recipe.model_dump(), **changes})
        for ref in recipe.file_refs():
            self.library.open(ref)
        artifact = self.run(recipe, fresh=True)
        notes = []
        if provenance.castalia != __version__:
            notes.append(f"made by castalia {provenance.castalia}, made again by {__version__}")
        if artifact.provenance.engine_version != provenance.engine_version:
            notes.append(f"engine version {provenance.engine_version} then, {artifact.provenance.engine_version} now")
        for name, then in provenance.libraries.items():
            now = artifact.provenance.libraries.get(name)
            if now != then:
                notes.append(f"{name} {then} then, {now or 'missing'} now")
        return Redo(artifact, compare(path, self._counterpart(path, artifact)), bool(changes), tuple(notes))

    def _redo_foreign(self, path: Path, changes: dict[str, Any]) -> Redo:
        """Make a picture of another program again, as far as what it wrote into the file tells how."""
        from castalia.evaluate.compare import compare
        from castalia.media.foreign import read_foreign
        from castalia.models.named import installed_model

        foreign = read_foreign(path)
        if foreign is None:
            raise BadInput(
                f"{path.name} does not say how it was made",
                hint="files of castalia, AUTOMATIC1111, ComfyUI, InvokeAI and Fooocus can be made again",
            )
        given = {name: changes[name] for name in ("prompt", "model") if name in changes}
        if changes.get("engine", "auto") != "auto" and not self._runs_models(str(changes["engine"])):
            foreign.keep(("prompt", "negative_prompt", "width", "height", "seed"))
            given = {"model": None, **given}
        elif "model" not in changes:
            given["model"] = installed_model(foreign.model, foreign.model_hash, foreign.program, self.settings)
        recipe = self.recipe("image", **{**foreign.recipe(**given).model_dump(), **changes})
        artifact = self.run(recipe, fresh=True)
        notes = (
            f"made by {foreign.program}; castalia draws its noise in another way, so that the picture differs",
            *(f"not taken over: {line}" for line in foreign.left_out),
        )
        return Redo(artifact, compare(path, self._counterpart(path, artifact)), bool(changes), notes)

    @staticmethod
    def _runs_models(engine: str) -> bool:
        from castalia.engines import registry

        return any(e.has_models for e in registry.engines("image") if e.name == engine)

    @staticmethod
    def _counterpart(path: Path, artifact: Artifact) -> Path:
        """The file of an artifact that matches a given one: the same medium, else its main file."""
        from castalia.media.probe import probe

        wanted = probe(path).media_type
        same = [f for f in artifact.files if f.media_type == wanted]
        layer = next((f for f in same if f.role != "main" and path.stem.endswith(f"-{f.role}")), None)
        if layer is not None:
            return Path(layer.path)
        if any(f.ref == artifact.main.ref for f in same) or not same:
            return artifact.main.path
        return next((f for f in same if f.name == path.name), same[0]).path

    def _identify(self, source: str | Path) -> tuple[Path, Any, Any]:
        """(path, artifact or None, provenance or None) of a file or an artifact id."""
        from castalia.media.origin import read_provenance

        path = Path(source).expanduser()
        if path.is_file():
            artifact = self.library.by_file(path)
            found = read_provenance(path) or (artifact.provenance if artifact else None)
            return path, artifact, found
        if path.exists():
            raise BadInput(f"{path} is not a file", hint="give the path of a file, e.g. its index.html")
        try:
            artifact = self.library.get(str(source))
        except (NotFound, BadInput):
            raise NotFound(
                f"there is no file '{source}' and no artifact of that id",
                hint="check the path, or see `castalia history` for ids",
            ) from None
        return artifact.path, artifact, artifact.provenance

    # -- parts ----------------------------------------------------------------------------------------------

    @cached_property
    def library(self) -> Library:
        """Where artifacts live."""
        from castalia.library.library import Library

        return Library(self.settings.home, self.settings.database_url)

    @cached_property
    def jobs(self) -> JobStore:
        """Where jobs live."""
        from castalia.jobs.store import JobStore

        return JobStore(self.library.database)

    @cached_property
    def runner(self) -> Runner:
        """Carries out jobs in this process."""
        from castalia.engines import registry
        from castalia.jobs.runner import Runner

        return Runner(
            self.jobs,
            self.library,
            self.settings,
            resolve=lambda recipe: registry.resolve(recipe, self.settings),
            engine_for=lambda recipe: registry.choose(recipe, self.settings),
            device="cpu" if self.settings.device == "auto" else self.settings.device,
        )

    @property
    def engines(self) -> list[Engine[Any]]:
        """Every installed engine."""
        from castalia.engines import registry

        return registry.engines()

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every kind of recipe."""
        return tuple(RECIPES)


_WANTED = {
    ("image/", "video"): "save one of its frames as a picture, e.g. ffmpeg -i FILE -frames:v 1 frame.png",
    ("image/", "audio"): "give a picture, e.g. PNG or JPEG",
    ("audio/", "video"): "save its sound as a file of its own, e.g. ffmpeg -i FILE sound.wav",
    ("audio/", "image"): "give a sound, e.g. WAV, MP3 or FLAC",
    ("video/", "image"): "give a video, e.g. MP4 or WebM",
    ("video/", "audio"): "give a video, e.g. MP4 or WebM",
}
"""What to do instead when one type of file is given where another belongs."""


def check_file(spec: FieldSpec, path: Path) -> None:
    """Refuse a file that is not of the type that a field takes, or that cannot be read."""
    from castalia.media.probe import probe

    found = probe(path)
    if not found.media_type.startswith(spec.accept):
        raise BadInput(
            f"{spec.name} cannot be {path.name}, which is {found.media_type}",
            hint=_WANTED.get((spec.accept, found.media_type.partition("/")[0]), f"give a file of type {spec.accept}*"),
        )
    if spec.accept == "image/" and (found.num_frames or 1) > 1:
        raise BadInput(
            f"{spec.name} cannot be {path.name}, which moves ({found.num_frames} pictures)",
            hint="save the one that you mean as a picture of its own",
        )


def scene_fields(path: str | Path) -> dict[str, Any]:
    """What a recipe takes over from a scene file where it is not given: its caption as prompt, and its seed.

    Raises:
        NotFound, BadInput: there is no such file, or it holds no scene.
    """
    from castalia.clay.caption import caption
    from castalia.clay.scene_file import read_scene

    scene = read_scene(Path(path).expanduser())
    return {"prompt": caption(scene), "seed": scene.seed}
