"""The program that speaks with eSpeak NG, run in a process of its own because that library is under the GPL.

It reads one JSON object a line from standard input and answers each with one line of JSON on standard output,
followed by as many bytes of sound (16-bit little-endian, mono) as that line says in `bytes`:

    {"text": "Hello.", "voice": "en-us+f3", "wpm": 165, "pitch": 50, "range": 50}
    {"rate": 22050, "bytes": 31744, "phonemes": [["h", 0.0], ["ə", 0.046], ...]}

A request that cannot be carried out is answered by `{"error": "..."}`. The first line, before any request, is
`{"version": "1.52...", "rate": 22050}`. It ends at the end of its input.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
from typing import Any

_RETRIEVE = 1
_PHONEME_EVENTS, _PHONEME_IPA, _DONT_EXIT = 1, 2, 0x8000
_UTF8, _END_PAUSE = 1, 0x1000
_RATE, _PITCH, _RANGE = 1, 3, 4
_EVENT_END, _EVENT_PHONEME = 0, 7


class _Id(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    """`espeak_EVENT` of speak_lib.h."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Id),
    )


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


class Speaker:
    """The library, loaded from the `espeakng-loader` wheel, that turns text into sound and phoneme times."""

    def __init__(self) -> None:
        import espeakng_loader

        self._lib = ctypes.CDLL(espeakng_loader.get_library_path())
        self._lib.espeak_Info.restype = ctypes.c_char_p
        data = os.fsencode(espeakng_loader.get_data_path())
        self.rate: int = self._lib.espeak_Initialize(_RETRIEVE, 0, data, _PHONEME_EVENTS | _PHONEME_IPA | _DONT_EXIT)
        if self.rate <= 0:
            raise OSError(f"espeak-ng could not read its data in {os.fsdecode(data)}")
        self.version = self._lib.espeak_Info(None).decode()
        self._pcm = bytearray()
        self._phonemes: list[tuple[str, float]] = []
        self._callback = _Callback(self._collect)  # kept, or the library would call freed memory
        self._lib.espeak_SetSynthCallback(self._callback)

    def _collect(self, samples: Any, count: int, events: Any) -> int:
        if samples and count > 0:
            self._pcm += ctypes.string_at(samples, 2 * count)
        index = 0
        while events[index].type != _EVENT_END:
            event = events[index]
            if event.type == _EVENT_PHONEME:
                self._phonemes.append((event.id.string.decode("utf-8", "ignore"), event.audio_position / 1000))
            index += 1
        return 0

    def say(self, text: str, voice: str, wpm: int, pitch: int, range: int) -> tuple[bytes, list[tuple[str, float]]]:
        """16-bit mono sound of `text` and (phoneme in IPA, its start in seconds) for each phoneme."""
        if self._lib.espeak_SetVoiceByName(voice.encode()) != 0:
            raise ValueError(f"there is no voice '{voice}'")
        for parameter, value in ((_RATE, wpm), (_PITCH, pitch), (_RANGE, range)):
            self._lib.espeak_SetParameter(parameter, int(value), 0)
        self._pcm.clear()
        self._phonemes.clear()
        data = text.encode() + b"\0"
        # Breath and roughness of a voice are random, and otherwise begin with the time of day.
        self._lib.espeak_ng_SetRandSeed(ctypes.c_long(1))
        status = self._lib.espeak_Synth(data, ctypes.c_size_t(len(data)), 0, 1, 0, _UTF8, None, None)
        self._lib.espeak_Synchronize()
        if status != 0:
            raise ValueError(f"espeak-ng answered with error {status}")
        return bytes(self._pcm), list(self._phonemes)


def main() -> int:
    # Whatever the library prints must not get between our answers.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)

    def answer(header: dict[str, Any], sound: bytes = b"") -> None:
        out.write(json.dumps(header).encode() + b"\n" + sound)
        out.flush()

    try:
        speaker = Speaker()
    except (ImportError, OSError) as error:
        answer({"error": str(error)})
        return 1
    answer({"version": speaker.version, "rate": speaker.rate})
    for line in sys.stdin.buffer:
        try:
            sound, phonemes = speaker.say(**json.loads(line))
        except (ValueError, TypeError) as error:
            answer({"error": str(error)})
        else:
            answer({"rate": speaker.rate, "bytes": len(sound), "phonemes": phonemes}, sound)
    return 0


if __name__ == "__main__":
    sys.exit(main())
