"""The time that moving pictures keep with their sound."""

from __future__ import annotations

import numpy as np
import pytest

from castalia.engines.video.rhythm import beat, loudness, rhythm_of

RATE = 16000


@pytest.mark.parametrize("seconds", [0.4, 0.5, 0.75])
def test_the_beat_of_a_metronome(seconds: float):
    time = np.arange(12 * RATE) / RATE
    clicks = np.sin(2 * np.pi * 440 * time) * np.exp(-30 * (time % seconds))
    assert beat(clicks, RATE) == pytest.approx(seconds, abs=0.02)


def test_the_loudness_of_a_voice():
    time = np.arange(2 * RATE) / RATE
    voice = np.sin(2 * np.pi * 200 * time) * (time > 1)
    loud = loudness(voice, RATE)
    assert len(loud) == 50
    assert loud[:24].max() < 0.01
    assert loud[26:].min() > 0.9


def test_silence_has_a_steady_rhythm():
    assert rhythm_of(None, None).beat == rhythm_of(None, (np.zeros(8 * RATE), RATE)).beat
    assert rhythm_of((np.zeros((RATE, 2)), RATE), None).loud == (0.0,) * 25
