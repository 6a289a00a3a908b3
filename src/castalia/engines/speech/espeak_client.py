"""Our end of the eSpeak NG process: starts it, asks it for speech, notices when it is gone or stuck."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from castalia.errors import EngineFailed, Missing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MODULE = "castalia.engines.speech.espeak_process"
TIMEOUT = 30.0
"""Seconds after which an answer (300 characters take about 0.05 s) is no longer waited for."""


@dataclass(frozen=True)
class Spoken:
    """What came back for one piece of text."""

    samples: NDArray[np.float32]
    """(n,) mono, -1 to 1."""
    rate: int
    """Samples per second."""
    phonemes: tuple[tuple[str, float, float], ...]
    """(phoneme in IPA, start, end) in seconds."""


class EspeakClient:
    """A running eSpeak NG process; use it with `with`, which ends the process whatever happens.

    Raises `Missing` when the library cannot be loaded, `EngineFailed` when the process dies or hangs.
    """

    def __init__(self, timeout: float = TIMEOUT) -> None:
        self._timeout = timeout
        self._timed_out = False
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", MODULE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        try:
            self.version: str = self._answer()[0]["version"]
        except BaseException:
            self.close()
            raise

    @property
    def pid(self) -> int:
        return self._process.pid

    def __enter__(self) -> EspeakClient:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process; may be called twice."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue

    def say(self, text: str, voice: str, *, wpm: int, pitch: int, liveliness: int) -> Spoken:
        """Speech for a text of at most a few hundred characters.

        Args:
            voice: eSpeak's name of it, e.g. `en-us+f3`. wpm: words per minute, 80 to 450.
            pitch: 0 to 99, 50 is the voice's own. liveliness: range of the intonation, 0 to 99.
        """
        import numpy as np

        request = {"text": text, "voice": voice, "wpm": wpm, "pitch": pitch, "range": liveliness}
        try:
            self._stdin.write(json.dumps(request).encode() + b"\n")
            self._stdin.flush()
        except OSError:
            raise self._gone() from None
        header, sound = self._answer()
        samples = np.frombuffer(sound, "<i2").astype(np.float32) / 32768
        rate = header["rate"]
        return Spoken(samples, rate, _with_ends(header["phonemes"], len(samples) / rate))

    @property
    def _stdin(self) -> IO[bytes]:
        assert self._process.stdin is not None
        return self._process.stdin

    def _answer(self) -> tuple[dict[str, Any], bytes]:
        """One header and its sound; a process that does not answer in time is killed, which ends the reading."""
        assert self._process.stdout is not None
        watch = threading.Timer(self._timeout, self._give_up)
        watch.start()
        try:
            header = json.loads(self._process.stdout.readline() or b"null")
            wanted = header.get("bytes", 0) if header else 0
            sound = self._process.stdout.read(wanted) if wanted else b""
        except (ValueError, OSError):
            raise self._gone() from None
        finally:
            watch.cancel()
        if not header or len(sound) != wanted:
            raise self._gone()
        if "error" in header:
            self._refuse(header["error"])
        return header, sound

    def _refuse(self, cause: str) -> None:
        if self._process.poll() is not None or "espeakng_loader" in cause or "libespeak" in cause:
            raise Missing(
                f"the voice library espeak-ng cannot be used: {cause}",
                hint="pip install --force-reinstall espeakng-loader",
            )
        raise EngineFailed(f"espeak-ng refused: {cause}", hint="try another voice or language")

    def _give_up(self) -> None:
        self._timed_out = True
        self._process.kill()

    def _gone(self) -> EngineFailed:
        self._process.kill()
        status = self._process.wait()
        if self._timed_out:
            return EngineFailed(
                f"the espeak-ng process gave no answer for {self._timeout:g} s",
                hint="run it again, or with a shorter text",
            )
        how = f"was ended by signal {-status}" if status < 0 else f"ended with status {status}"
        tail = self._process.stderr.read()[-300:].decode("utf-8", "replace").strip() if self._process.stderr else ""
        return EngineFailed(
            f"the espeak-ng process {how}{f': {tail}' if tail else ''}",
            hint="run it again; `castalia doctor` tests the voices",
        )


def _with_ends(starts: list[tuple[str, float]], duration: float) -> tuple[tuple[str, float, float], ...]:
    """Phonemes with the start of the next as their end; markers of language and pauses are left out."""
    following = [start for _, start in starts[1:]] + [duration]
    timed = ((name, start, max(start, end)) for (name, start), end in zip(starts, following, strict=True))
    return tuple((name, start, end) for name, start, end in timed if name and not name.startswith("("))
