"""Plays a MIDI file with FluidSynth and a General MIDI soundfont, where both are installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from castalia.errors import BadInput, EngineFailed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from castalia.settings import Settings

FOLDERS = ("/usr/share/sounds/sf2", "/usr/share/soundfonts", "/usr/local/share/soundfonts", "~/.local/share/soundfonts")
"""Where systems keep soundfonts."""
_BEST = ("FluidR3_GM", "GeneralUser", "MuseScore", "default", "TimGM6mb")


def find_soundfont(settings: Settings) -> Path | None:
    """The soundfont to use: that of the setting, else the best known of the usual folders, else None.

    Raises `BadInput` when the setting names a file that is not there.
    """
    if settings.soundfont:
        path = Path(settings.soundfont).expanduser()
        if not path.is_file():
            raise BadInput(f"the soundfont {path} is not there", hint="correct CASTALIA_SOUNDFONT or leave it empty")
        return path
    found = [p for folder in FOLDERS for p in sorted(Path(folder).expanduser().glob("*.sf[23]"))]

    def rank(path: Path) -> int:
        return next((n for n, name in enumerate(_BEST) if path.stem.startswith(name)), len(_BEST))

    return min(found, key=rank, default=None)


def program() -> str | None:
    """Path of the `fluidsynth` program, or None."""
    return shutil.which("fluidsynth")


def play(midi: Path, font: Path, folder: Path, duration: float, rate: int) -> NDArray[np.float32]:
    """(2, n) the file played, exactly `round(duration * rate)` samples; `EngineFailed` when FluidSynth fails."""
    import numpy as np
    import soundfile

    out = folder / "fluidsynth.wav"
    command = [
        program() or "fluidsynth",
        "-ni",
        "-q",
        "-g",
        "0.6",
        "-r",
        str(rate),
        "-O",
        "float",
        "-F",
        str(out),
        str(font),
        str(midi),
    ]
    try:
        done = subprocess.run(command, capture_output=True, timeout=60 + duration, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise EngineFailed(
            f"FluidSynth did not play: {error}", hint="use the built-in sound: remove CASTALIA_SOUNDFONT"
        ) from None
    if done.returncode or not out.is_file():
        said = done.stderr.decode("utf-8", "replace").strip()[-200:]
        raise EngineFailed(f"FluidSynth failed: {said or done.returncode}", hint=f"is {font} a soundfont?")
    sound, _ = soundfile.read(out, dtype="float32", always_2d=True)
    out.unlink()
    count = round(duration * rate)
    piece = np.zeros((2, count), np.float32)
    length = min(count, len(sound))
    piece[:, :length] = sound[:length, :2].T
    return piece
