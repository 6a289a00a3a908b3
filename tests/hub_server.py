"""A hub for tests: speaks the protocols of Hugging Face and ModelScope on a local port, and misbehaves when told to.

    with HubServer() as hub:
        hub.add(Repo("studio/toy", {"config.json": b"{}", "model.safetensors": b"..."}))
        hub.fault("model.safetensors", Fault(cut=1000))           # the first try ends after 1000 bytes
        env = os.environ | hub.environment                        # what the real clients need to find it
        ...
        assert hub.served["model.safetensors"] == ...             # bytes that went out

Large files (`.safetensors`, `.bin`) are LFS files: their download is redirected to another origin, the CDN.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import socket
import threading
import time
from collections import Counter, defaultdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, quote, unquote, urlsplit

from hub_repos import LFS, NEEDED, Fault, Repo, toy

__all__ = ["NEEDED", "Fault", "HubServer", "Repo", "toy"]


class HubServer:
    def __init__(self) -> None:
        self.repos: dict[str, Repo] = {}
        self.served: Counter[str] = Counter()
        """Bytes of its body that went out, by path."""
        self.requests: list[tuple[str, str, str, str]] = []
        """Method, origin (`hub` or `cdn`), path, Range."""
        self.tokens_seen: dict[str, set[str]] = {"hub": set(), "cdn": set()}
        self._faults: dict[str, list[Fault]] = defaultdict(list)
        self._lock = threading.Lock()
        self._servers: list[ThreadingHTTPServer] = []
        self._open: set[socket.socket] = set()

    def __enter__(self) -> HubServer:
        for origin in ("hub", "cdn"):
            server = _Server(("127.0.0.1", 0), _handler(self, origin))
            self._servers.append(server)
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.vanish()

    def vanish(self) -> None:
        """Stop at once, in the middle of whatever is being sent."""
        servers, self._servers = self._servers, []
        for server in servers:
            server.shutdown()
            server.server_close()
        with self._lock:
            for connection in self._open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def add(self, repo: Repo) -> Repo:
        self.repos[repo.name] = repo
        return repo

    def fault(self, path: str, *faults: Fault) -> None:
        """Faults of the next requests for a file, one after the other."""
        self._faults[path] += faults

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._servers[0].server_port}"

    @property
    def cdn(self) -> str:
        return f"http://localhost:{self._servers[1].server_port}"

    @property
    def environment(self) -> dict[str, str]:
        """Where the clients find it; they keep nothing of this machine's user."""
        return {
            "HF_ENDPOINT": self.url, "MODELSCOPE_ENDPOINT": self.url, "HF_HUB_OFFLINE": "", "TRANSFORMERS_OFFLINE": "",
            "HF_HUB_DISABLE_TELEMETRY": "1", "NO_PROXY": "127.0.0.1,localhost", "no_proxy": "127.0.0.1,localhost",
            "INTRA_CLOUD_ACCELERATION": "false", "MODELSCOPE_INTRA_CLOUD_ACCELERATION": "false",
        }  # fmt: skip

    def downloads(self, path: str) -> list[str]:
        """The ranges of the requests that asked for the bytes of a file; "" for a whole one."""
        return [r for method, origin, asked, r in self.requests if method == "GET" and asked == path]

    def _next_fault(self, path: str) -> Fault:
        with self._lock:
            waiting = self._faults[path]
            if not waiting:
                return Fault()
            fault = waiting[0]
            if fault.times > 0:
                fault.times -= 1
            if fault.times == 0:
                waiting.pop(0)
            return fault


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that was killed is what the tests are about."""


def _handler(hub: HubServer, origin: str) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            super().setup()
            with hub._lock:
                hub._open.add(self.connection)

        def finish(self) -> None:
            with hub._lock:
                hub._open.discard(self.connection)
            with contextlib.suppress(OSError):
                super().finish()

        def log_message(self, *_: object) -> None: ...

        def do_HEAD(self) -> None:
            self._answer()

        def do_GET(self) -> None:
            self._answer()

        def _answer(self) -> None:
            token = self._token()
            if token:
                hub.tokens_seen[origin].add(token)
            parts = urlsplit(self.path)
            path, query = unquote(parts.path), {k: v[0] for k, v in parse_qs(parts.query).items()}
            for pattern, answer in (
                (r"/cdn/([^/]+/[^/]+)/(.+)", self._cdn),
                (r"/api/models/([^/]+/[^/]+)/tree/([^/]+)(?:/.*)?", self._tree),
                (r"/api/models/([^/]+/[^/]+)(?:/revision/([^/]+))?", self._info),
                (r"/api/v1/models/([^/]+/[^/]+)/repo/files", self._scope_files),
                (r"/api/v1/models/([^/]+/[^/]+)/repo", self._scope_file),
                (r"/(?:openapi|api)/v1/models/([^/]+/[^/]+)", self._scope_info),
                (r"/([^/]+/[^/]+)/resolve/([^/]+)/(.+)", self._resolve),
            ):
                if found := re.fullmatch(pattern, path):
                    answer(found.groups(), query)
                    return
            self._json({"error": "not found"}, 404)

        def _info(self, found: tuple[str, ...], query: dict[str, str]) -> None:
            repo = self._repo(found[0], "huggingface")
            if repo is None or self._listing_fails():
                return
            if not (commit := self._commit(repo, found[1] or "main")):
                return
            siblings = [
                {"rfilename": path, "size": repo.size(path), "blobId": repo.git(path), **self._lfs(repo, path)}
                for path in repo.paths()
            ]
            self._json(
                {
                    "id": repo.name, "modelId": repo.name, "sha": commit, "private": repo.private,
                    "gated": "manual" if repo.token else False, "siblings": siblings, "tags": [],
                    "cardData": {"license": repo.licence}, "disabled": False, "downloads": 0, "likes": 0,
                }
            )  # fmt: skip

        def _tree(self, found: tuple[str, ...], query: dict[str, str]) -> None:
            repo = self._repo(found[0], "huggingface")
            if repo is None or self._listing_fails() or not self._commit(repo, found[1]):
                return
            files = [
                {
                    "type": "file",
                    "path": path,
                    "size": repo.size(path),
                    "oid": repo.git(path),
                    **self._lfs(repo, path, "oid"),
                }
                for path in repo.paths()
            ]
            self._json(files)

        def _lfs(self, repo: Repo, path: str, name: str = "sha256") -> dict[str, object]:
            if not path.endswith(LFS) or not repo.sha256(path):
                return {}
            return {"lfs": {name: repo.sha256(path), "size": repo.size(path), "pointerSize": 134}}

        def _resolve(self, found: tuple[str, ...], query: dict[str, str]) -> None:
            repo = self._repo(found[0], "huggingface")
            if repo is None or not (commit := self._commit(repo, found[1])) or self._gated(repo):
                return
            path = found[2]
            if path not in repo.files:
                self._json({"error": "Entry not found"}, 404, {"X-Error-Code": "EntryNotFound"})
                return
            headers = {"X-Repo-Commit": commit}
            if not path.endswith(LFS):
                self._bytes(path, repo.files[path], {**headers, "ETag": f'"{repo.git(path)}"'})
                return
            headers |= {
                "X-Linked-Etag": f'"{repo.sha256(path)}"',
                "X-Linked-Size": str(repo.size(path)),
                "Location": self._cdn_url(repo, path),
            }
            self._json({}, 302, headers)

        def _scope_files(self, found: tuple[str, ...], query: dict[str, str]) -> None:
            repo = self._repo(found[0], "modelscope")
            if repo is None or self._listing_fails():
                return
            if not self._commit(repo, query.get("Revision", "master")):
                return
            folders = sorted({path.rpartition("/")[0] for path in repo.paths()} - {""})
            files = [{"Path": folder, "Name": folder, "Type": "tree", "Size": 0} for folder in folders]
            files += [
                {
                    "Path": path, "Name": path.rpartition("/")[2], "Type": "blob", "Size": repo.size(path),
                    "Sha256": repo.sha256(path), "IsLFS": path.endswith(LFS), "Revision": repo.commit,
                    "CommittedDate": 1700000000,
                }
                for path in repo.paths()
            ]  # fmt: skip
            self._json({"Code": 200, "Success": True, "Data": {"Files": files}})

        def _scope_file(self, found: tuple[str, ...], query: dict[str, str]) -> None:
            repo = self._repo(found[0], "modelscope")
            if repo is None or not self._commit(repo, query.get("Revision", "master")) or self._gated(repo):
                return
            path = query["FilePath"]
            if path not in repo.files:
                self._json({"Code": 10010205001, "Message": "file not found", "Success": False}, 404)
            elif path.endswith(LFS):
                self._json({}, 302, {"Location": self._cdn_url(repo, path)})
            else:
                self._bytes(path, repo.files[path], {"ETag": f'"{repo.git(path)}"'})

        def _scope_info(self, found: tuple[str, ...], query: dict[str, str]) -> None:
            if repo := self._repo(found[0], "modelscope"):
                self._json(
                    {
                        "success": True,
                        "data": {"id": repo.name, "license": repo.licence},
                        "Data": {"License": repo.licence},
                    }
                )

        def _cdn(self, found: tuple[str, ...], query: dict[str, str]) -> None:
            repo = hub.repos[found[0]]
            data = repo.files[found[1]]
            self._bytes(found[1], data, {"ETag": f'"cdn-{hashlib.md5(data).hexdigest()}"'})

        def _cdn_url(self, repo: Repo, path: str) -> str:
            return f"{hub.cdn}/cdn/{repo.name}/{quote(path)}?signature=secret"

        def _token(self) -> str:
            bearer = self.headers.get("Authorization", "").removeprefix("Bearer ")
            cookie = re.search(r"m_session_id=([^;]+)", self.headers.get("Cookie", ""))
            return bearer or (cookie[1] if cookie else "")

        def _repo(self, name: str, which: str) -> Repo | None:
            repo = hub.repos.get(name)
            if repo is None or which not in repo.hubs or (repo.private and self._token() != repo.token):
                status = 404 if self._token() or which == "modelscope" else 401
                self._json(
                    {"error": "Repository not found", "Code": 10010205001, "Message": "not found", "Success": False},
                    status, {"X-Error-Code": "RepoNotFound"},
                )  # fmt: skip
                return None
            return repo

        def _commit(self, repo: Repo, revision: str) -> str:
            commit = repo.revisions().get(revision, "")
            if not commit:
                self._json(
                    {"error": "Invalid rev id", "Message": "no revision"}, 404, {"X-Error-Code": "RevisionNotFound"}
                )
            return commit

        def _gated(self, repo: Repo) -> bool:
            if not repo.token or self._token() == repo.token:
                return False
            status = 403 if self._token() else 401
            self._json({"error": "Access is restricted", "Message": "no"}, status, {"X-Error-Code": "GatedRepo"})
            return True

        def _listing_fails(self) -> bool:
            fault = hub._next_fault("listing")
            hub.requests.append((self.command, origin, "listing", ""))
            if fault.silent:
                time.sleep(fault.silent)
            if fault.html:
                self._send(200, b"<html>Please sign in</html>", {"Content-Type": "text/html"})
                return True
            if fault.status:
                self._json(
                    {"error": "trouble"}, fault.status, {"Retry-After": fault.retry_after} if fault.retry_after else {}
                )
                return True
            if fault.cut >= 0:
                self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + b"[" * fault.cut)
                self._hang_up()
                return True
            return False

        def _bytes(self, path: str, data: bytes, headers: dict[str, str]) -> None:
            """A file or a range of it, with whatever is to go wrong."""
            asked = self.headers.get("Range", "")
            head = self.command == "HEAD"
            fault = Fault() if head else hub._next_fault(path)
            hub.requests.append((self.command, origin, path, asked))
            if fault.status:
                self._json(
                    {"error": "trouble"}, fault.status, {"Retry-After": fault.retry_after} if fault.retry_after else {}
                )
                return
            if fault.html:
                data, headers = b"<html>Please sign in</html>", {"Content-Type": "text/html"}
            if fault.serve is not None:
                data = fault.serve
                headers = headers | {"ETag": f'"{hashlib.md5(data).hexdigest()}"'}
            if fault.flip >= 0:
                data = data[: fault.flip] + bytes([data[fault.flip] ^ 255]) + data[fault.flip + 1 :]
            status, start = 200, 0
            found = re.fullmatch(r"bytes=(\d+)-(\d*)", asked)
            fresh = self.headers.get("If-Range", headers.get("ETag", "")) == headers.get("ETag", "")
            end = len(data)
            if found and fresh and not fault.ignore_range and not fault.html:
                start = int(found[1]) + fault.shift
                end = min(end, int(found[2]) + 1) if found[2] else end
                if start >= len(data):
                    self._send(416, b"", {"Content-Range": f"bytes */{len(data)}"})
                    return
                status = 206
                headers = headers | {"Content-Range": f"bytes {start}-{end - 1}/{len(data)}"}
            body = data[start:end]
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Accept-Ranges", "bytes")
            if fault.chunked:
                self.send_header("Transfer-Encoding", "chunked")
            else:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if not head:
                self._pour(path, body, fault)

        def _pour(self, path: str, body: bytes, fault: Fault) -> None:
            step = max(1, min(1 << 16, int(fault.rate / 50))) if fault.rate else 1 << 16
            end = len(body) if fault.cut < 0 else min(fault.cut, len(body))
            for at in range(0, end, step):
                piece = body[at : min(at + step, end)]
                self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece) if fault.chunked else piece)
                with hub._lock:
                    hub.served[path] += len(piece)
                if fault.rate:
                    time.sleep(len(piece) / fault.rate)
            if fault.silent:
                time.sleep(fault.silent)
            if fault.cut >= 0:
                self._hang_up()
            elif fault.chunked:
                self.wfile.write(b"0\r\n\r\n")

        def _trouble(self, fault: Fault) -> None:
            wait = {"Retry-After": fault.retry_after} if fault.retry_after else {}
            self._json({"error": "trouble"}, fault.status, wait)

        def _hang_up(self) -> None:
            self.close_connection = True
            with contextlib.suppress(OSError):
                self.connection.shutdown(socket.SHUT_RDWR)

        def _json(self, value: object, status: int = 200, headers: dict[str, str] | None = None) -> None:
            self._send(status, json.dumps(value).encode(), {"Content-Type": "application/json", **(headers or {})})

        def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

    return Handler
