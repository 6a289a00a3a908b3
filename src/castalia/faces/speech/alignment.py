"""Finds when the sounds of a known text are heard in a recording, in any language that eSpeak speaks: eSpeak reads
the text, and its reading is bent in time until it fits the recording (dynamic time warping)."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from castalia.faces.speech.acoustics import HOP, RATE, activity, cepstra, runs, spectra, to_mono
from castalia.faces.speech.phonemes import Phoneme

_STEPS = ((0, 0.30), (1, 0.0), (2, 0.12), (3, 0.45))
"""Frames that the reading may go on for one frame of the recording -> what that costs beside the difference."""
_COARSE = 4
_BAND = 45
"""Frames by which the fine search may leave the path of the coarse one."""
_WAIT = 18
"""Frames of silence from which on the speaker may have stopped rather than closed the mouth."""
_REST = 0.7
"""What a silent frame of the recording costs while the reading waits in the middle of a phrase; at its end nothing."""


class _Reading(NamedTuple):
    """eSpeak's reading of a text, without its rests."""

    samples: np.ndarray
    """float32 (n,) at `RATE`."""
    phonemes: list[Phoneme]
    ends: list[float]
    """Seconds where a phrase ends, where the speaker may rest."""


def align(samples: np.ndarray, rate: int, text: str, language: str = "auto") -> list[Phoneme]:
    """The sounds of a text with the times at which they are heard in a recording of it.

    Args:
        samples: float (n,) or (n, channels).
        language: a code that eSpeak knows, or auto.

    Raises:
        BadInput: the text holds nothing that can be said, or is in a language that eSpeak does not speak.
        Missing: the library of eSpeak is not installed.
    """
    from castalia.engines.speech.voices import check_language

    check_language(language)
    mono = to_mono(samples, rate)
    heard, _ = activity(mono)
    if not heard.any():
        return []
    spoken = float(heard.sum()) * HOP / RATE
    reading = _read(text, language, spoken)
    first, last = np.flatnonzero(heard)[[0, -1]]
    lo, hi = max(0, int(first) - 4), min(len(heard), int(last) + 5)
    wanted = cepstra(spectra(mono), heard)[lo:hi]
    own_heard, _ = activity(reading.samples)
    given = cepstra(spectra(reading.samples), own_heard)
    rests = np.full(len(given), _REST, np.float32)
    for end in reading.ends:
        at = round(end * RATE / HOP)
        rests[max(0, at - 3) : at + 4] = 0.0
    silent = np.zeros(hi - lo, bool)
    for start, end in runs(~heard[lo:hi]):
        silent[start:end] = end - start >= _WAIT
    path = _warp(wanted, given, silent, rests)
    return _moved(reading.phonemes, path, lo, heard)


def _read(text: str, language: str, spoken: float) -> _Reading:
    """Let eSpeak read the text about as quickly as it is spoken, and take the rests out."""
    from castalia.engines.speech.espeak_client import EspeakClient
    from castalia.engines.speech.reading import main_language, parts
    from castalia.engines.speech.voices import espeak_voice, find_voice
    from castalia.errors import BadInput
    from castalia.prompts.plain import plain, sentences

    asked = main_language(text) if language == "auto" else language
    cut = sentences(plain(text), "zh" if asked == "zh" else "en")
    said = [part for sentence in cut for part in parts(sentence, language)]
    if not said:
        raise BadInput("the text of the recording holds no words", hint="write what is said, or leave it out")
    voice = find_voice("auto")

    def whole(wpm: int) -> _Reading:
        pieces, phonemes, ends, now = [], [], [], 0.0
        for part in said:
            spoken = client.say(part.text, espeak_voice(part.language, voice), wpm=wpm, pitch=50, liveliness=50)
            for piece, inside in _phrases(spoken.samples, spoken.rate, spoken.phonemes):
                sound = to_mono(piece, spoken.rate)
                phonemes += [Phoneme(s, now + a, now + b) for s, a, b in inside]
                now += len(sound) / RATE
                pieces.append(sound)
                ends.append(now)
        return _Reading(np.concatenate(pieces) if pieces else np.zeros(HOP, np.float32), phonemes, ends)

    with EspeakClient() as client:
        reading = whole(170)
        ratio = len(reading.samples) / RATE / max(spoken, 0.1)
        wpm = int(np.clip(170 * ratio, 80, 420))
        return whole(wpm) if abs(ratio - 1) > 0.12 else reading


def _phrases(
    samples: np.ndarray, rate: int, phonemes: tuple[tuple[str, float, float], ...]
) -> list[tuple[np.ndarray, list[tuple[str, float, float]]]]:
    """A reading cut where it rests for 0.1 s or more: (samples, (symbol, start, end) in seconds of that piece)."""
    made: list[tuple[np.ndarray, list[tuple[str, float, float]]]] = []
    group: list[tuple[str, float, float]] = []
    for entry, following in pairwise([*phonemes, ("", 1e9, 1e9)]):
        symbol, start, end = entry
        quiet = _silent_from(samples, rate, start, end)
        group.append((symbol, start, quiet))
        if following[1] - quiet > 0.1:
            begin = max(0.0, group[0][1] - 0.02)
            a, b = int(begin * rate), int((quiet + 0.02) * rate)
            made.append((samples[a:b], [(s, x - begin, y - begin) for s, x, y in group]))
            group = []
    return made


def _silent_from(samples: np.ndarray, rate: int, start: float, end: float) -> float:
    """Where a sound ends that is counted up to the next one but followed by silence."""
    piece = np.abs(samples[int(start * rate) : int(end * rate)])
    audible = np.flatnonzero(piece > 0.006)
    if not len(audible):
        return end if end - start < 0.12 else start + 0.06
    last = start + (int(audible[-1]) + 1) / rate
    return last if end - last > 0.08 else end


def _warp(wanted: np.ndarray, given: np.ndarray, silent: np.ndarray, rests: np.ndarray) -> np.ndarray:
    """For each frame of the recording the frame (float) of the reading that it fits: a coarse search first, then a
    fine one along its path."""
    n, m = len(wanted), len(given)
    coarse_n, coarse_m = -(-n // _COARSE), -(-m // _COARSE)
    if n > 200:
        low = _search(
            _thin(wanted), _thin(given), _thin(silent[:, None].astype(np.float32))[:, 0] > 0.5,
            _thin(rests[:, None], np.min)[:, 0], np.zeros(coarse_n, int), np.full(coarse_n, coarse_m),
        )  # fmt: skip
        path = np.interp((np.arange(n) + 0.5) / _COARSE - 0.5, np.arange(coarse_n), low) * _COARSE + _COARSE / 2
        first = np.clip(path.astype(int) - _BAND, 0, m - 1)
        last = np.clip(path.astype(int) + _BAND, 1, m)
    else:
        first, last = np.zeros(n, int), np.full(n, m)
    return _search(wanted, given, silent, rests, first, last)


def _thin(values: np.ndarray, how: object = np.mean) -> np.ndarray:
    """A quarter as many rows, each made of four."""
    short = -len(values) % _COARSE
    padded = np.pad(values, ((0, short), (0, 0)), "edge")
    return how(padded.reshape(-1, _COARSE, values.shape[1]), axis=1)  # type: ignore[operator]


def _search(
    wanted: np.ndarray, given: np.ndarray, silent: np.ndarray, rests: np.ndarray, first: np.ndarray, last: np.ndarray
) -> np.ndarray:
    """The cheapest path (n,) through the differences of two sequences, row by row within a band.

    With every row the reading goes on by 0 to 3 frames; so a row depends on the one before alone, and is one
    operation of numpy. Where the recording is silent the reading waits.
    """
    n, m = len(wanted), len(given)
    width = int((last - first).max()) + 3
    squares = (given**2).sum(1)
    infinite = np.float32(1e9)
    cost = np.full(width, infinite, np.float32)
    steps = np.zeros((n, width), np.int8)
    scale = np.float32(1 / wanted.shape[1])
    for i in range(n):
        a, b = int(first[i]), int(last[i])
        away = np.sqrt(np.maximum(squares[a:b] + (wanted[i] ** 2).sum() - 2 * given[a:b] @ wanted[i], 0) * scale)
        if silent[i]:
            away = 0.25 * away
        if i == 0:
            best = np.where(np.arange(a, b) < 30, 0.02 * np.arange(a, b), infinite).astype(np.float32)
            chosen = np.zeros(b - a, np.int8)
        else:
            shift = a - int(first[i - 1])
            best, chosen = np.full(b - a, infinite, np.float32), np.zeros(b - a, np.int8)
            for step, extra in _STEPS:
                source = np.arange(shift - step, shift - step + b - a)
                inside = (source >= 0) & (source < width)
                come = np.where(inside, cost[np.clip(source, 0, width - 1)], infinite)
                if step == 0 and silent[i]:
                    come = come + rests[a:b]
                else:
                    come = come + (extra if not silent[i] else extra + 0.5)
                better = come < best
                best[better], chosen[better] = come[better], step
        cost = np.full(width, infinite, np.float32)
        cost[: b - a] = best + away
        steps[i, : b - a] = chosen
    ending = np.arange(int(first[-1]), int(last[-1]))
    total = cost[: len(ending)] + 0.3 * np.maximum(0, m - 1 - ending)
    path = np.zeros(n, int)
    path[-1] = ending[int(np.argmin(total))]
    for i in range(n - 1, 0, -1):
        path[i - 1] = np.clip(path[i] - steps[i, path[i] - first[i]], first[i - 1], last[i - 1] - 1)
    return path.astype(float)


def _moved(phonemes: list[Phoneme], path: np.ndarray, offset: int, heard: np.ndarray) -> list[Phoneme]:
    """The phonemes at the times of the recording: each begins where the path first comes to its begin."""
    path = np.maximum.accumulate(path) + 1e-4 * np.arange(len(path))
    seconds = HOP / RATE
    frames = np.arange(len(path)) + offset
    begins = np.interp([p.start / seconds - 0.5 for p in phonemes], path, frames + 0.5) * seconds
    ends = np.interp([p.end / seconds - 0.5 for p in phonemes], path, frames + 0.5) * seconds
    made: list[Phoneme] = []
    for phoneme, begin, end in zip(phonemes, begins, ends, strict=True):
        end = max(end, begin + 0.01)
        begin, end = _without_rest(float(begin), float(end), heard)
        if made and begin < made[-1].end:
            made[-1] = Phoneme(made[-1].symbol, made[-1].start, max(made[-1].start + 0.005, float(begin)))
        made.append(Phoneme(phoneme.symbol, float(begin), float(max(end, begin + 0.01))))
    return made


def _without_rest(begin: float, end: float, heard: np.ndarray) -> tuple[float, float]:
    """A sound that a rest was counted to, without it: the part on the side where more is heard."""
    seconds = HOP / RATE
    a, b = int(begin / seconds), min(len(heard), int(np.ceil(end / seconds)))
    rests = [(x, y) for x, y in runs(~heard[a:b]) if y - x > 7] if end - begin > 0.16 else []
    if not rests:
        return begin, end
    x, y = max(rests, key=lambda r: r[1] - r[0])
    if heard[a + y : b].sum() >= heard[a : a + x].sum():
        return begin + y * seconds, max(end, begin + y * seconds + 0.01)
    return begin, begin + max(1, x) * seconds
