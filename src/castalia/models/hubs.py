"""The two model hubs, asked through their own clients: what a repository holds, and where each file is to be had."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Literal, Protocol, TypeVar

import castalia
from castalia.errors import BadInput, CastaliaError, Missing, NotFound

T = TypeVar("T")
HubName = Literal["huggingface", "modelscope"]
TRIES = 4
"""How often a listing is asked for before we give up."""
PAUSE = 0.5
"""Seconds before the second try; doubled each time."""
TIMEOUT = 30.0
"""Seconds without an answer after which a listing is asked for again."""
INSTALL = 'pip install "castalia[models]"'


class HubUnreachable(CastaliaError):
    """A hub cannot be reached, answers with errors, or serves something else than it lists."""

    code = "hub"
    http_status = 502


@dataclass(frozen=True)
class RemoteFile:
    """One file of a repository, as the hub lists it: a claim, not a fact."""

    path: str
    size: int
    """Bytes; -1 when the hub does not say."""
    sha256: str = ""
    """64 hex digits; empty when the hub does not say."""
    git: str = ""
    """The git object id (sha1) of the content; empty when it is a pointer to a large file or not known."""


@dataclass(frozen=True)
class Listing:
    """A repository at one revision."""

    hub: HubName
    repository: str
    revision: str
    """The commit; on ModelScope the newest commit that touched one of its files."""
    asked: str
    """What the hub is asked for the files by: the commit, or on ModelScope the branch or tag."""
    files: tuple[RemoteFile, ...]
    licence: str = ""

    @property
    def source(self) -> str:
        return f"{self.hub}:{self.repository}"

    def file(self, path: str) -> RemoteFile | None:
        return next((file for file in self.files if file.path == path), None)


@dataclass(frozen=True)
class Address:
    """Where the bytes of a file are, and what to prove who asks with."""

    url: str
    headers: dict[str, str]
    token: str = ""


class Hub(Protocol):
    name: HubName
    title: str

    def listing(self, repository: str, revision: str) -> Listing:
        """What a repository holds; an empty revision is its main branch.

        Raises:
            NotFound: no such repository or revision. Missing: a token is needed. HubUnreachable: try again later.
        """

    def address(self, listing: Listing, path: str) -> Address: ...

    def refused(self, repository: str, status: int, code: str = "") -> CastaliaError:
        """What an answer 401 or 403 means, with the way out."""


def hub(name: HubName) -> Hub:
    """The hub of that name; `Missing` when the user works offline."""
    if offline():
        raise Missing(
            "nothing can be downloaded: offline mode is on",
            hint="unset HF_HUB_OFFLINE, or take a checkpoint from a folder with `castalia models import`",
        )
    return HuggingFace() if name == "huggingface" else ModelScope()


def offline() -> bool:
    """Whether the user has asked the hubs' clients to stay off the network."""
    return any(
        os.environ.get(name, "").upper() in ("1", "ON", "YES", "TRUE")
        for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")
    )


class HuggingFace:
    """huggingface.co or the mirror that `HF_ENDPOINT` names, with the token of `HF_TOKEN` or of `hf auth login`."""

    name: HubName = "huggingface"
    title = "Hugging Face"

    def __init__(self) -> None:
        try:
            import huggingface_hub
        except ImportError:
            raise Missing("downloads from Hugging Face need its client", hint=INSTALL) from None
        self._client: Any = huggingface_hub
        # The client reads HF_ENDPOINT when it is imported; a program may have set it later.
        self._endpoint = os.environ.get("HF_ENDPOINT", "").rstrip("/") or huggingface_hub.constants.ENDPOINT

    def listing(self, repository: str, revision: str) -> Listing:
        api = self._client.HfApi(endpoint=self._endpoint, library_name="castalia", library_version=castalia.__version__)

        def ask() -> Any:
            return api.model_info(repository, revision=revision or None, files_metadata=True, timeout=TIMEOUT)

        info = _persistent(ask, lambda error: self._explained(error, repository, revision))
        with _readable(self.title, repository):
            commit = str(info.sha or "")
            if not re.fullmatch(r"[0-9a-f]{40}", commit):
                raise ValueError("it names no commit")
            files = tuple(_of_sibling(sibling) for sibling in info.siblings or ())
            licence = _first(getattr(info.card_data, "license", None) if info.card_data else None)
            licence = licence or next((t[8:] for t in info.tags or () if t.startswith("license:")), "")
        return Listing(self.name, repository, commit, commit, files, licence)

    def address(self, listing: Listing, path: str) -> Address:
        url = self._client.hf_hub_url(listing.repository, path, revision=listing.asked, endpoint=self._endpoint)
        headers = self._client.utils.build_hf_headers(
            token=False, library_name="castalia", library_version=castalia.__version__
        )
        return Address(url, headers, self._token())

    def refused(self, repository: str, status: int, code: str = "") -> CastaliaError:
        page = f"{self._endpoint}/{repository}"
        if self._token():
            if code == "GatedRepo" or status == 403:
                return Missing(
                    f"{self.title} does not give {repository} to this account: its terms must be agreed to first",
                    hint=f"agree to them at {page} with the account of the token, then pull again",
                )
            return Missing(
                f"{self.title} does not accept the token, or {repository} is not for this account",
                hint="make a new token at https://huggingface.co/settings/tokens and set HF_TOKEN",
            )
        return Missing(
            f"{self.title} gives {repository} only to people who have signed in",
            hint=f"agree to the terms at {page}, then set HF_TOKEN or run `hf auth login`, and pull again",
        )

    def _token(self) -> str:
        return self._client.get_token() or ""

    def _explained(self, error: Exception, repository: str, revision: str) -> CastaliaError:
        errors = self._client.errors
        response = getattr(error, "response", None)
        status = int(getattr(response, "status_code", 0) or 0)
        if isinstance(error, errors.GatedRepoError):
            return self.refused(repository, status or 403, "GatedRepo")
        if isinstance(error, errors.RevisionNotFoundError):
            return _no_revision(self.title, repository, revision)
        if isinstance(error, errors.RepositoryNotFoundError) or status in (401, 404):
            # The hub answers so for what does not exist and for what is private alike.
            hint = "check the name" if self._token() else "check the name; if it is private, set HF_TOKEN"
            return NotFound(f"{self.title} has no model {repository}", hint=hint)
        if isinstance(error, errors.HFValidationError):
            return BadInput(f"'{repository}' is no name of a repository", hint="it looks like owner/name")
        if status == 403:
            return self.refused(repository, status)
        return _unreachable(self.title, self._endpoint, error, status)


class ModelScope:
    """modelscope.cn (or .ai, or `MODELSCOPE_ENDPOINT`), with the token of `MODELSCOPE_API_TOKEN` or its login."""

    name: HubName = "modelscope"
    title = "ModelScope"

    def __init__(self) -> None:
        try:
            import modelscope_hub
        except ImportError:
            raise Missing("downloads from ModelScope need its client", hint=INSTALL) from None
        self._client: Any = modelscope_hub
        self._api = modelscope_hub.HubApi(modelscope_hub.HubConfig(), user_agent=f"castalia/{castalia.__version__}")
        self._site = ""

    def listing(self, repository: str, revision: str) -> Listing:
        asked = revision or "master"

        def ask() -> Any:
            self._choose_site(repository)
            return self._api.legacy.list_repo_files(repository, "model", revision=asked, recursive=True)

        # This client tries again by itself.
        raw = _persistent(ask, lambda error: self._explained(error, repository, revision), tries=1)
        with _readable(self.title, repository):
            plain = [item for item in raw if (item.get("Type") or "blob") != "tree"]
            files = tuple(_of_item(item) for item in plain)
            newest = max(plain, key=lambda item: int(item.get("CommittedDate") or 0), default=None)
            commit = str(newest.get("Revision") or "") if newest else ""
        known = bool(re.fullmatch(r"[0-9a-f]{40}", commit))
        return Listing(self.name, repository, commit if known else asked, asked, files, self._licence(repository))

    def address(self, listing: Listing, path: str) -> Address:
        self._choose_site(listing.repository)
        url = self._api.legacy.get_download_url(listing.repository, "model", path, listing.asked)
        token = self._token()
        # Its older endpoints know the token as a cookie only.
        cookie = {"Cookie": f"m_session_id={token}"} if token else {}
        return Address(url, {"User-Agent": f"castalia/{castalia.__version__}"} | cookie, token)

    def refused(self, repository: str, status: int, code: str = "") -> CastaliaError:
        if self._token():
            return Missing(
                f"{self.title} does not give {repository} to this account",
                hint="open the page of the model with that account and agree to its terms, or make a new access token",
            )
        return Missing(
            f"{self.title} gives {repository} only to people who have signed in",
            hint="set MODELSCOPE_API_TOKEN to an access token of your account, and pull again",
        )

    def _choose_site(self, repository: str) -> None:
        if self._site:
            return
        self._site = self._api.resolve_endpoint_for_read(repository)
        config = replace(self._client.HubConfig(), endpoint=self._site)
        self._api = self._client.HubApi(config, user_agent=f"castalia/{castalia.__version__}")

    def _licence(self, repository: str) -> str:
        with suppress(Exception):  # the page of a model is only asked for its licence
            return str(self._api.get_repo(repository, "model").license or "")
        return ""

    def _token(self) -> str:
        return self._client.HubConfig().token or ""

    def _explained(self, error: Exception, repository: str, revision: str) -> CastaliaError:
        errors = self._client.errors
        status = int(getattr(error, "status_code", 0) or 0)
        if isinstance(error, errors.NotExistError):
            if revision and self._exists(repository):
                return _no_revision(self.title, repository, revision)
            return NotFound(f"{self.title} has no model {repository}", hint="check the name")
        if isinstance(error, (errors.AuthenticationError, errors.PermissionDeniedError)):
            return self.refused(repository, status or 403)
        if isinstance(error, errors.InvalidParameter):
            return BadInput(f"{self.title} does not accept the name '{repository}'", hint="it looks like owner/name")
        return _unreachable(self.title, self._site or str(self._client.HubConfig().endpoint), error, status)

    def _exists(self, repository: str) -> bool:
        with suppress(Exception):
            return bool(self._api.get_repo(repository, "model"))
        return False


class _readable:
    """Turns whatever a malformed listing causes into one sentence."""

    def __init__(self, title: str, repository: str) -> None:
        self._what = f"{title} answered with something that is no list of the files of {repository}"

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, (ValueError, TypeError, KeyError, AttributeError)):
            raise HubUnreachable(
                f"{self._what} ({_short(error)})", hint="check the mirror or proxy that is set"
            ) from None


def _of_sibling(sibling: Any) -> RemoteFile:
    lfs = sibling.lfs
    size = int(lfs.size if lfs else -1 if sibling.size is None else sibling.size)
    return RemoteFile(
        str(sibling.rfilename),
        size,
        _hex(lfs.sha256, 64) if lfs else "",
        "" if lfs else _hex(sibling.blob_id, 40),
    )


def _of_item(item: dict[str, Any]) -> RemoteFile:
    size = item.get("Size")
    path = item.get("Path") or item["Name"]
    return RemoteFile(str(path), -1 if size is None else int(size), _hex(item.get("Sha256"), 64))


def _hex(value: Any, digits: int) -> str:
    text = str(value or "").lower()
    return text if re.fullmatch(rf"[0-9a-f]{{{digits}}}", text) else ""


def _first(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        value = value[0] if value else ""
    return str(value or "")


def _persistent(ask: Callable[[], T], explained: Callable[[Exception], CastaliaError], tries: int = TRIES) -> T:
    """Asks again while the hub cannot be reached; every other error is final."""
    for attempt in range(tries):
        try:
            return ask()
        except CastaliaError:
            raise
        # The clients let errors of their HTTP libraries through, which differ from version to version.
        except Exception as error:
            known = explained(error)
            if not isinstance(known, HubUnreachable) or attempt == tries - 1:
                raise known from None
            time.sleep(PAUSE * 2**attempt)
    raise AssertionError("tries is at least 1")


def _no_revision(title: str, repository: str, revision: str) -> CastaliaError:
    return NotFound(
        f"{repository} has no revision '{revision[:60]}' on {title}",
        hint="leave it out for the newest, or look it up there",
    )


def _unreachable(title: str, endpoint: str, error: Exception, status: int) -> CastaliaError:
    if status == 429:
        return HubUnreachable(f"{title} has had too many requests from here", hint="wait some minutes and pull again")
    if status >= 500:
        return HubUnreachable(f"{title} has trouble of its own (HTTP {status})", hint="pull again later")
    other = "modelscope" if title == "Hugging Face" else "huggingface"
    return HubUnreachable(
        f"{title} cannot be reached at {endpoint} ({_short(error)})",
        hint=f"check the network and its proxy, set a mirror in its endpoint variable, or try --from {other}",
    )


def _short(error: BaseException) -> str:
    text = str(error).strip()
    return (text.splitlines()[0] if text else type(error).__name__)[:160]
