"""Downloads checkpoints from the hubs: what is needed of them, in parallel, resumed, verified, and visible at once."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from castalia.errors import CastaliaError, NotFound, StorageError
from castalia.media.atomic import explained, write_bytes
from castalia.models import journal, pickles
from castalia.models.crew import Crew, Progress, Transfer
from castalia.models.hubs import Hub, HubName, HubUnreachable, Listing, hub
from castalia.models.model import Model
from castalia.models.order import Order, asked_for
from castalia.models.recognise import INDEX, recognise
from castalia.models.selection import Wanted, is_pickle, select
from castalia.models.store import MANIFEST, ModelStore, sha256_of
from castalia.models.transfer import Changed, Refused, hash_if_right, part_of
from castalia.models.whole import check_folder, components
from castalia.settings import Settings

SPARE = 64 << 20
"""Bytes that must stay free on the disk."""
LISTINGS = 3
"""How often we ask for the list again when the hub serves something else than it listed."""


@dataclass(frozen=True)
class Offer:
    """What a download would bring, before the first byte."""

    id: str
    title: str
    source: str
    revision: str
    licence: str
    forbids: str
    files: int
    total: int
    """Bytes of the whole checkpoint."""
    missing: int
    """Bytes of it that are not here yet."""
    where: Path


def pull(
    name: str,
    settings: Settings,
    *,
    source: str = "auto",
    revision: str = "",
    allow_pickle: bool = False,
    progress: Progress | None = None,
    before: Callable[[Offer], None] | None = None,
    variant: str = "auto",
    workers: int = 4,
) -> Model:
    """Download a checkpoint, or go on with a download that was cut off, and put it into the store.

    Args:
        name: an id of the catalogue, a repository `owner/name`, a file of one `owner/name/file.safetensors`, or the
            address of either on a hub's web site.
        source: `huggingface`, `modelscope`, or `auto`: the one that has it and answers, Hugging Face first.
        revision: a branch, a tag or a commit; empty is what the catalogue says, else the main branch.
        allow_pickle: take weights that are a pickle, read them without their code and keep them as safetensors.
        progress: called about ten times a second in the calling thread; what it raises ends the download, resumable.
        before: told what is coming (licence, bytes) before the first byte; may raise to decline.
        variant: of weights in several precisions: `auto` (half where there is one), `full`, `fp16`, `bf16`.
        workers: files at the same time.

    Raises:
        NotFound: no such repository, revision or file. Missing: offline, a token is needed, no client is installed.
        BadInput: a hostile listing, pickles, no weights, another architecture than the catalogue says.
        HubUnreachable: the hub does not answer or does not serve what it lists. StorageError: the disk.
        In each case nothing is visible in the store, and what has arrived stays for the next pull.
    """
    order = asked_for(name.strip(), source, revision)
    failures: list[CastaliaError] = []
    for place in _sorted(order, ModelStore(settings)):
        try:
            return _Pull(order, hub(place[0]), place[1], place[2], settings, allow_pickle, variant).run(
                progress, before, workers
            )
        except (NotFound, HubUnreachable) as error:
            failures.append(error)
    raise _worst(failures)


def _sorted(order: Order, store: ModelStore) -> list[tuple[HubName, str, str]]:
    """A download that was begun goes on at the hub it was begun at."""
    begun = journal.begun(store.root / ".staging" / order.id.replace("/", "--"))
    return sorted(order.places, key=lambda place: f"{place[0]}:{place[1]}" != begun)


def _worst(failures: list[CastaliaError]) -> CastaliaError:
    """Of several hubs' answers the one that helps: one that may be another later, else all that say no."""
    unreachable = [error for error in failures if isinstance(error, HubUnreachable)]
    if len(failures) == 1 or not unreachable:
        first = failures[0]
        others = "".join(f"; {error.message}" for error in failures[1:])
        return type(first)(first.message + others, hint=first.hint)
    rest = [error for error in failures if error is not unreachable[0]]
    return HubUnreachable("; ".join(e.message for e in (unreachable[0], *rest)), hint=unreachable[0].hint)


class _Pull:
    """One download from one hub."""

    def __init__(
        self,
        order: Order,
        hub: Hub,
        repository: str,
        revision: str,
        settings: Settings,
        allow_pickle: bool,
        variant: str,
    ) -> None:
        self.order, self.hub, self.repository, self.revision = order, hub, repository, revision
        self.allow_pickle, self.variant = allow_pickle, variant
        self.store = ModelStore(settings)

    def run(self, progress: Progress | None, before: Callable[[Offer], None] | None, workers: int) -> Model:
        listing = self.hub.listing(self.repository, self.revision)
        with _Lock(self.store.root / ".staging" / f"{self.order.id.replace('/', '--')}.lock", progress):
            if same := self._installed(listing):
                return same
            return self._while_locked(listing, Crew(workers, progress), before)

    def _while_locked(self, listing: Listing, crew: Crew, before: Callable[[Offer], None] | None) -> Model:
        staged = self.store.staging(self.order.id)
        for attempt in range(LISTINGS):
            try:
                journal.begin(staged, listing.source, listing.revision)
                wanted = self._wanted(listing, staged)
                have = self._present(listing, wanted, staged, crew)
                missing = [w for w in wanted if w.name not in have]
                self._must_fit(missing, staged)
                if before:
                    before(self._offer(listing, wanted, missing))
                    before = None
                hashes = have | self._get(listing, missing, staged, crew)
                return self._publish(listing, staged, hashes)
            except Changed as change:
                fresh = self.hub.listing(self.repository, self.revision)
                if fresh == listing or attempt == LISTINGS - 1:
                    raise HubUnreachable(
                        f"{self.hub.title} serves something else than it lists: {change}",
                        hint="the file is damaged there, or a proxy changes it; pull again later, or use --from",
                    ) from None
                listing = fresh
            except Refused as refusal:
                raise self.hub.refused(self.repository, refusal.status, refusal.code) from None
            except OSError as error:
                raise explained(error, staged) from None
        raise AssertionError("the last attempt returns or raises")

    def _wanted(self, listing: Listing, staged: Path) -> list[Wanted]:
        """The files that are needed; of a pipeline its list of components is read first."""
        names = None
        index = listing.file(INDEX)
        if index and not self.order.patterns:
            # Checks the whole listing before anything is written.
            select(listing.files, patterns=(INDEX,))
            first = [Wanted(index, INDEX)]
            quiet = Crew(1, None)
            if not self._present(listing, first, staged, quiet):
                self._get(listing, first, staged, quiet)
            names = components(staged)
        return select(
            listing.files,
            components=names,
            patterns=self.order.patterns,
            allow_pickle=self.allow_pickle,
            variant=self.variant,
        )

    def _present(self, listing: Listing, wanted: list[Wanted], staged: Path, crew: Crew) -> dict[str, str]:
        """Files that need not be downloaded: here from an earlier try, or in the installed checkpoint of this id."""
        seen = journal.read(staged)
        installed, known = self._installed_files()
        have: dict[str, str] = {}
        for one in wanted:
            path = _inside(staged, one.name)
            done = seen.get(one.name)
            if (
                done
                and path.is_file()
                and (done.content, done.stamp) == (_content(one, listing), journal.stamp_of(path))
            ):
                have[one.name] = done.sha256
                continue
            # Killed between the last byte and the entry in the journal.
            if path.is_file() and (sha256 := hash_if_right(path, one.file)):
                journal.remember(staged, one.name, sha256, _content(one, listing))
                have[one.name] = sha256
                continue
            path.unlink(missing_ok=True)
            other = known.get(one.name, "")
            if one.file.sha256 and other == one.file.sha256 and sha256_of(installed / one.name) == other:
                path.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(installed / one.name, path)
                journal.remember(staged, one.name, other, other)
                have[one.name] = other
        crew.start(have={w.name: max(0, w.file.size) for w in wanted if w.name in have}, files=wanted)
        return have

    def _get(self, listing: Listing, missing: list[Wanted], staged: Path, crew: Crew) -> dict[str, str]:
        return crew.get(
            missing,
            address=lambda path: self.hub.address(listing, path),
            target=lambda name: _inside(staged, name),
            done=lambda one, hash: journal.remember(staged, one.name, hash, _content(one, listing)),
        )

    def _publish(self, listing: Listing, staged: Path, hashes: dict[str, str]) -> Model:
        hashes = _converted(staged, hashes)
        entry = self.order.entry
        weights = [name for name in hashes if name.endswith(".safetensors")]
        alone = len(weights) == 1 and not any(name.endswith(".json") for name in hashes)
        place = staged / weights[0] if alone else staged
        if not alone and not self.order.patterns:
            check_folder(place)
        kind, family = (entry.kind, entry.family) if entry else recognise(place)
        return self.store.put(
            self.order.id, staged, kind=kind, family=family, source=listing.source, revision=listing.revision,
            licence=(entry.licence if entry else "") or listing.licence, files=hashes,
        )  # fmt: skip

    def _installed(self, listing: Listing) -> Model | None:
        """The checkpoint, when this revision lies here already and nothing of it is missing."""
        model = self.store.get(self.order.id)
        if model is None or (model.source, model.revision) != (listing.source, listing.revision):
            return None
        folder, known = self._installed_files()
        return model if known and all((folder / name).is_file() for name in known) else None

    def _installed_files(self) -> tuple[Path, dict[str, str]]:
        model = self.store.get(self.order.id)
        if model is None:
            return self.store.root, {}
        folder = model.path.parent if model.is_file else model.path
        try:
            files = json.loads((folder / MANIFEST).read_text("utf-8"))["files"]
            sizes = {name: int(facts["size"]) for name, facts in files.items()}
            whole = {n for n, size in sizes.items() if (folder / n).is_file() and (folder / n).stat().st_size == size}
            return folder, {name: str(facts["sha256"]) for name, facts in files.items() if name in whole}
        except (OSError, ValueError, KeyError, TypeError):
            return folder, {}

    def _must_fit(self, missing: list[Wanted], staged: Path) -> None:
        needed = sum(max(0, w.file.size) - _begun(staged, w) for w in missing)
        free = shutil.disk_usage(staged).free
        if needed + SPARE > free:
            raise StorageError(
                f"{needed / 1e9:.1f} GB are to be downloaded, and {free / 1e9:.1f} GB are free in {self.store.root}",
                hint="free some space, or set another folder with `castalia config set models FOLDER`",
            )

    def _offer(self, listing: Listing, wanted: list[Wanted], missing: list[Wanted]) -> Offer:
        entry = self.order.entry
        return Offer(
            id=self.order.id,
            title=entry.title if entry else self.repository,
            source=listing.source,
            revision=listing.revision,
            licence=(entry.licence if entry else "") or listing.licence,
            forbids=entry.forbids if entry else "",
            files=len(wanted),
            total=sum(max(0, w.file.size) for w in wanted),
            missing=sum(max(0, w.file.size) for w in missing),
            where=self.store.root,
        )


class _Lock:
    """One process at a time downloads a checkpoint; the others wait and then find it done."""

    def __init__(self, path: Path, progress: Progress | None) -> None:
        from filelock import FileLock

        self._lock, self._path, self._progress = FileLock(str(path)), path, progress

    def __enter__(self) -> None:
        from filelock import Timeout

        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            while True:
                with suppress(Timeout):
                    self._lock.acquire(timeout=0.5)
                    return
                if self._progress:
                    self._progress(Transfer(note="another process is downloading it: waiting"))
        except (OSError, NotImplementedError) as error:
            raise explained(error if isinstance(error, OSError) else OSError(str(error)), self._path) from None

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def _converted(staged: Path, hashes: dict[str, str]) -> dict[str, str]:
    """Pickles become safetensors, read without their code; an index of shards is rewritten to the new names."""
    kept = {}
    for name, hash in hashes.items():
        path = staged / name
        if is_pickle(name):
            safe = path.with_name(pickles.safe_name(path))
            pickles.convert(path, safe)
            kept[safe.relative_to(staged).as_posix()] = sha256_of(safe)
        elif name.endswith(".bin.index.json"):
            index = json.loads(path.read_text("utf-8"))
            index["weight_map"] = {t: pickles.safe_name(Path(s)) for t, s in index["weight_map"].items()}
            stem = pickles.safe_name(Path(path.name.removesuffix(".index.json")))
            safe = path.with_name(f"{stem}.index.json")
            write_bytes(safe, json.dumps(index).encode())
            kept[safe.relative_to(staged).as_posix()] = sha256_of(safe)
        else:
            kept[name] = hash
    return kept


def _inside(staged: Path, name: str) -> Path:
    """Where a file of the checkpoint goes; refuses to follow a link that somebody put there."""
    path = staged / name
    for step in (path, *path.parents):
        if step == staged:
            break
        if step.is_symlink():
            raise StorageError(f"{step} is a link", hint="remove it: downloads only write into their own folder")
    return path


def _begun(staged: Path, one: Wanted) -> int:
    part = part_of(_inside(staged, one.name), one.file)
    return min(part.stat().st_size, max(0, one.file.size)) if part.is_file() else 0


def _content(one: Wanted, listing: Listing) -> str:
    """What tells whether a file is still the same: its hash as the hub lists it, else the revision that it is from."""
    return one.file.sha256 or one.file.git or listing.revision
