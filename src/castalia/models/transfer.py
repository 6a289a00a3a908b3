"""The bytes of one file: in as many pieces as it takes, verified, and only then under its name."""

from __future__ import annotations

import hashlib
import os
import random
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import TYPE_CHECKING, Any

from castalia.media.atomic import explained
from castalia.models.hubs import Address, HubUnreachable, RemoteFile

if TYPE_CHECKING:
    import requests

CHUNK = 1 << 20
TRIES = 7
"""How often in a row a file may bring nothing before we give up; with the pauses about a minute."""
GAIN = 1 << 20
"""Bytes (or a whole file) that count as something."""
PAUSE, LONGEST = 0.5, 20.0
"""Seconds before the second try, doubled each time, and at most."""
PATIENCE = 300.0
"""Seconds that a hub may ask us to wait."""
CONNECT = 10.0
AGAIN = (408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524)
"""Answers that may be another one next time."""


class Changed(Exception):
    """What the hub serves is not what it listed: the list is old, or one of them is wrong."""


class Stopped(Exception):
    """Somebody asked us to stop."""


class Refused(Exception):
    """The hub wants to know who we are, or does not give it to us."""

    def __init__(self, status: int, code: str) -> None:
        self.status, self.code = status, code


class _Again(Exception):
    """This try came to nothing; the next one may not."""

    def __init__(self, why: str, wait: float = 0.0) -> None:
        super().__init__(why)
        self.wait = wait


@dataclass
class Fetch:
    """One file on its way."""

    file: RemoteFile
    address: Callable[[], Address]
    """Asked for before each try: addresses may be good for some minutes only."""
    target: Path
    stop: threading.Event
    note: Callable[[int], None]
    """Is told how many more bytes are here; a negative number when some had to be thrown away."""

    def run(self, session: requests.Session) -> str:
        """Get the file; its sha256 in hex.

        What arrives is kept beside the target in a file that carries the hash of the content in its name, so that a
        later try, or a later process, goes on where this one ended, and never with the pieces of other content.

        Raises:
            Changed, Stopped, Refused: see there. HubUnreachable: the hub did not deliver. StorageError: the disk.
        """
        part = part_of(self.target, self.file)
        failures, best = 0, 0
        self.note(have := _size(part))
        while True:
            try:
                return self._try(session, part)
            except OSError as error:
                raise explained(error, self.target) from None
            except _Again as again:
                now = _size(part)
                failures = 0 if now >= max(best, have) + GAIN else failures + 1
                best = max(best, now)
                if failures >= TRIES:
                    raise HubUnreachable(
                        f"{self.file.path} could not be downloaded: {again}",
                        hint="pull again later: it goes on where it stopped",
                    ) from None
                pause = min(LONGEST, PAUSE * 2 ** max(0, failures - 1)) * random.uniform(0.7, 1.3)
                if self.stop.wait(max(pause, again.wait)):
                    raise Stopped from None

    def _try(self, session: requests.Session, part: Path) -> str:
        import requests
        import urllib3

        start = _size(part)
        size = self.file.size
        if 0 <= size < start:
            self._restart(part)
            start = 0
        digests = _Digests(self.file)
        if start:
            digests.read(part, self.stop)
        if size != start or size < 0:
            address = self.address()
            try:
                with self._open(session, address, part, start) as response:
                    self._receive(response, part, start, digests)
            except (requests.ConnectionError, requests.Timeout, urllib3.exceptions.HTTPError, HTTPException) as error:
                raise _Again(_plain(error)) from None
            except requests.RequestException as error:
                raise HubUnreachable(
                    f"{self.file.path} could not be asked for: {_plain(error)}",
                    hint="check the network, the proxy and the mirror that are set",
                ) from None
        return self._finish(part, digests, whole_try=start == 0)

    def _open(self, session: requests.Session, address: Address, part: Path, start: int) -> requests.Response:
        headers = {**address.headers, "Accept-Encoding": "identity"}
        if start:
            headers["Range"] = f"bytes={start}-"
            if etag := _etag_of(part):
                headers["If-Range"] = etag
        return session.get(
            address.url,
            headers=headers,
            auth=_Bearer(address.token),
            stream=True,
            timeout=(CONNECT, _read_timeout()),
        )

    def _receive(self, response: requests.Response, part: Path, start: int, digests: _Digests) -> None:
        """Append what the hub sends, after looking at what it says that it sends."""
        self._check_status(response, part)
        if response.status_code == 200 and start:
            # It ignores ranges, or the content is another one now.
            self._restart(part)
            digests.clear()
            start = 0
        length = _length(response)
        total = start + length if length is not None else None
        if response.status_code == 206:
            first, total = _content_range(response, total)
            if first != start:
                self._restart(part)
                raise _Again("the hub sent another range than it was asked for")
        size = self.file.size
        if size >= 0 and total is not None and total != size:
            raise Changed(f"{self.file.path} is listed with {size} bytes and served with {total}")
        self._keep_etag(response, part)
        got = start
        with part.open("ab") as out:
            for block in _blocks(response):
                if self.stop.is_set():
                    raise Stopped
                if 0 <= size < got + len(block):
                    raise Changed(f"{self.file.path} is listed with {size} bytes and has more")
                out.write(block)
                digests.update(block)
                got += len(block)
                self.note(len(block))
        expected = size if size >= 0 else total
        if expected is not None and got < expected:
            raise _Again(f"the connection was cut after {got} of {expected} bytes")

    def _check_status(self, response: requests.Response, part: Path) -> None:
        status = response.status_code
        if status in (200, 206):
            return
        if status in (401, 403):
            raise Refused(status, response.headers.get("X-Error-Code", ""))
        if status in (404, 410):
            raise Changed(f"{self.file.path} is listed, but it is not there")
        if status == 416:
            self._restart(part)
            raise _Again("the hub has no more bytes of it")
        if status in AGAIN:
            wait = _retry_after(response)
            if wait > PATIENCE:
                raise HubUnreachable(
                    f"the hub asks us to wait for {wait / 60:.0f} minutes (HTTP {status})",
                    hint="pull again then: it goes on where it stopped",
                )
            raise _Again(f"the hub answered with HTTP {status}", wait)
        raise HubUnreachable(
            f"{self.file.path} was answered with HTTP {status}", hint="check the mirror or proxy that is set"
        )

    def _finish(self, part: Path, digests: _Digests, *, whole_try: bool) -> str:
        if not digests.right():
            self._restart(part)
            if whole_try:
                raise Changed(f"{self.file.path} has another hash than the one it is listed with")
            # The beginning came from another process or another try: only a whole file proves that the hub is wrong.
            raise _Again("its pieces did not fit together")
        if not part.exists():  # an empty file
            part.touch()
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(self.target)
        _etag_file(part).unlink(missing_ok=True)
        return digests.sha256.hexdigest()

    def _restart(self, part: Path) -> None:
        self.note(-_size(part))
        part.unlink(missing_ok=True)
        _etag_file(part).unlink(missing_ok=True)

    def _keep_etag(self, response: requests.Response, part: Path) -> None:
        """Only where no hash of the content is known: then the hub itself must tell whether the rest still fits."""
        if self.file.sha256 or self.file.git:
            return
        etag = response.headers.get("ETag", "")
        if etag.startswith('"'):  # a weak one is no proof
            _etag_file(part).write_text(etag, "utf-8")


class _Digests:
    """Hashes of the content as it comes."""

    def __init__(self, file: RemoteFile) -> None:
        self._file = file
        self.clear()

    def clear(self) -> None:
        self.sha256 = hashlib.sha256()
        self._git = hashlib.sha1(b"blob %d\0" % max(0, self._file.size), usedforsecurity=False)
        self._bytes = 0

    def update(self, block: bytes) -> None:
        self.sha256.update(block)
        self._bytes += len(block)
        if self._file.git:
            self._git.update(block)

    def read(self, part: Path, stop: threading.Event) -> None:
        with part.open("rb") as file:
            while block := file.read(4 * CHUNK):
                if stop.is_set():
                    raise Stopped
                self.update(block)

    def right(self) -> bool:
        if self._file.sha256:
            return self.sha256.hexdigest() == self._file.sha256
        return not self._file.git or self._git.hexdigest() == self._file.git


def hash_if_right(path: Path, file: RemoteFile) -> str:
    """sha256 of a complete file, when it is what the hub lists; empty when it is not, or when nobody can tell."""
    if not (file.sha256 or file.git) or _size(path) != file.size:
        return ""
    digests = _Digests(file)
    digests.read(path, threading.Event())
    return digests.sha256.hexdigest() if digests.right() else ""


def part_of(target: Path, file: RemoteFile) -> Path:
    """Where the beginning of a file is kept; the name is that of the content, where the hub tells it."""
    content = file.sha256 or file.git or f"size{file.size}"
    return target.with_name(f".{hashlib.sha256(target.name.encode()).hexdigest()[:12]}.{content[:24]}.part")


def new_session() -> requests.Session:
    """A session that obeys the usual variables for proxies and certificates."""
    import requests

    return requests.Session()


def _blocks(response: requests.Response) -> Iterator[bytes]:
    """What has arrived, as soon as it has: `iter_content` would wait for a whole block and lose it at a cut."""
    while block := response.raw.read1(CHUNK, decode_content=True):
        yield block


def _etag_file(part: Path) -> Path:
    return part.with_suffix(".etag")


def _etag_of(part: Path) -> str:
    try:
        return _etag_file(part).read_text("utf-8")
    except OSError:
        return ""


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _length(response: requests.Response) -> int | None:
    text = response.headers.get("Content-Length", "")
    return int(text) if text.isdecimal() and "Content-Encoding" not in response.headers else None


def _content_range(response: requests.Response, total: int | None) -> tuple[int, int | None]:
    found = re.fullmatch(r"bytes (\d+)-(\d+)/(\d+|\*)", response.headers.get("Content-Range", "").strip())
    if not found:
        raise _Again("the hub did not say which range it sent")
    return int(found[1]), int(found[3]) if found[3] != "*" else total


def _retry_after(response: requests.Response) -> float:
    text = response.headers.get("Retry-After", "").strip()
    return float(text) if re.fullmatch(r"\d{1,9}(\.\d+)?", text) else 0.0


def _read_timeout() -> float:
    """Seconds of silence; the variables of the hubs' clients are obeyed."""
    for name in ("HF_HUB_DOWNLOAD_TIMEOUT", "MODELSCOPE_DOWNLOAD_TIMEOUT"):
        text = os.environ.get(name, "")
        if text.isdecimal() and int(text):
            return float(text)
    return 30.0


def _plain(error: BaseException) -> str:
    """The innermost reason, without the wrapping of three libraries and without addresses with their signatures."""
    text = re.sub(r"https?://\S+", "the address", str(error))
    if "timed out" in text.lower():
        return "the hub was silent for too long"
    if any(words in text for words in ("reset by peer", "IncompleteRead", "prematurely", "Connection aborted")):
        return "the connection was cut"
    if any(words in text for words in ("Name or service", "resolve", "getaddrinfo")):
        return "the name of the hub cannot be resolved"
    if "refused" in text:
        return "the hub refuses connections"
    return text[:160]


class _Bearer:
    """Sends the token, whatever a .netrc says, and only to the host that it is for: redirects elsewhere drop it."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: Any) -> Any:
        if self._token:
            request.headers["Authorization"] = f"Bearer {self._token}"
        return request
