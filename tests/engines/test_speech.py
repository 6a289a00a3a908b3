"""The built-in voice: what it says, when, how it sounds, and what happens when something is wrong."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import subprocess
import sys
import threading
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from castalia.engines.base import Context
from castalia.engines.speech import espeak_client
from castalia.engines.speech.espeak import Espeak
from castalia.engines.speech.espeak_client import EspeakClient
from castalia.engines.speech.reading import MAX_RUN, chinese_number, main_language, parts
from castalia.engines.speech.voices import NAMED, data_folder, espeak_voice, find_voice, languages, voices
from castalia.errors import BadInput, EngineFailed, Missing
from castalia.media.loudness import loudness
from castalia.media.provenance import Provenance
from castalia.media.sound import read_sound
from castalia.recipes import Speech
from castalia.settings import Settings

ENGLISH = "The small boat sailed home under a golden evening sky."
CHINESE = "一位探险家走进了热带雨林，发现了一种会发光的植物。"


def context(folder: Path, recipe: Speech) -> Context:
    folder.mkdir(parents=True, exist_ok=True)
    provenance = Provenance(recipe=recipe.to_dict(), engine="espeak", engine_version="1", castalia="0")
    return Context(folder, provenance, Settings(), open=Path)


def spoken(folder: Path, **fields):
    """(samples (n,), rate, result, progress) of a text read aloud."""
    recipe = Speech.make(**fields)
    run, seen = Espeak().run(recipe, context(folder, recipe)), []
    while True:
        try:
            seen.append(next(run))
        except StopIteration as end:
            samples, rate = read_sound(end.value.files[0].path)
            return samples[:, 0], rate, end.value, seen


def pitch_of(samples: np.ndarray, rate: int) -> float:
    """Median fundamental in Hz by autocorrelation of the voiced frames."""
    return float(np.median(pitches(samples, rate)))


def pitches(samples: np.ndarray, rate: int, frame: int = 2400) -> list[float]:
    """Fundamental in Hz of each voiced frame."""
    found = []
    for at in range(0, len(samples) - frame, frame // 2):
        heard = samples[at : at + frame]
        if np.sqrt((heard**2).mean()) < 0.04:
            continue
        echo = np.fft.irfft(np.abs(np.fft.rfft(heard * np.hanning(frame), 8192)) ** 2)
        low, high = rate // 480, rate // 50
        lag = low + int(echo[low:high].argmax())
        if echo[lag] > 0.3 * echo[0]:
            found.append(rate / lag)
    return found


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (CHINESE, "zh")])
def test_a_sentence_is_spoken_clean_and_at_the_right_loudness(tmp_path, text, language):
    samples, rate, result, _ = spoken(tmp_path, text=text)
    assert result.report["language"] == language
    assert 2 < len(samples) / rate < 9
    assert loudness(samples, rate) == pytest.approx(-16, abs=0.6)
    assert np.abs(samples).max() < 0.95
    assert abs(samples.mean()) < 1e-3
    assert np.abs(samples[:20]).max() < 0.01
    assert np.abs(samples[-20:]).max() < 0.01


def test_sentences_and_phonemes_have_their_times(tmp_path):
    text = "# The plant\n\nMira *waited*. It glowed!\n\nShe smiled."
    samples, rate, result, seen = spoken(tmp_path, text=text)
    sentences = result.report["sentences"]
    assert [s["text"] for s in sentences] == ["The plant.", "Mira waited.", "It glowed!", "She smiled."]
    level = np.sqrt((samples[: len(samples) // 240 * 240].reshape(-1, 240) ** 2).mean(1))
    for before, after in pairwise(sentences):
        assert before["start"] < before["end"] < after["start"]
        gap = level[int((before["end"] + 0.15) * rate / 240) : int(after["start"] * rate / 240)]
        assert gap.max() < 0.02  # a pause is a pause
    pauses = [b["start"] - a["end"] for a, b in pairwise(sentences)]
    assert pauses[0] > pauses[1] + 0.3 < pauses[2]  # paragraphs rest longer
    timings = json.loads(result.files[1].path.read_text("utf-8"))
    assert result.files[1].role == "timings"
    phonemes = timings["phonemes"]
    assert len(phonemes) > 20
    assert all(a["start"] <= a["end"] <= b["start"] + 0.011 for a, b in pairwise(phonemes))
    assert phonemes[0]["start"] >= sentences[0]["start"] - 0.01
    assert phonemes[-1]["end"] <= sentences[-1]["end"] + 0.01
    assert [p.step for p in seen] == sorted(p.step for p in seen)
    assert [p.message for p in seen][1:5] == [s["text"] for s in sentences]


def test_both_languages_in_one_text(tmp_path):
    _, _, result, _ = spoken(tmp_path, text="我爱Python。She said 你好 to me.")
    timings = json.loads(result.files[1].path.read_text("utf-8"))
    heard = "".join(p["phoneme"] for p in timings["phonemes"])
    assert "pˈaɪθ" in heard  # Python in English
    assert "χ" in heard or "x" in heard  # 好 in Mandarin
    assert len(result.report["sentences"]) == 2


def test_mandarin_has_its_tones():
    with EspeakClient() as client:
        rising, falling = (client.say(t, "cmn", wpm=120, pitch=50, liveliness=50) for t in ("麻", "骂"))
    up, down = (pitches(said.samples, said.rate, frame=1100) for said in (rising, falling))
    assert max(up[-3:]) > 1.1 * min(up[:3])
    assert min(down[-3:]) < 0.9 * max(down[:3])


def test_rate_pitch_and_voice_are_heard(tmp_path):
    normal, rate, _, _ = spoken(tmp_path / "a", text=ENGLISH)
    quick, _, _, _ = spoken(tmp_path / "b", text=ENGLISH, rate=1.6)
    slow, _, _, _ = spoken(tmp_path / "c", text=ENGLISH, rate=0.6)
    assert len(quick) < 0.75 * len(normal) < 0.6 * len(slow)
    base = pitch_of(normal, rate)
    for semitones in (-9, -4, 5, 12):
        moved, _, _, _ = spoken(tmp_path / str(semitones), text=ENGLISH, pitch=semitones)
        assert 12 * np.log2(pitch_of(moved, rate) / base) == pytest.approx(semitones, abs=2)
        assert len(moved) == pytest.approx(len(normal), rel=0.12)  # the tempo stays
    woman, man = (pitch_of(spoken(tmp_path / v, text=ENGLISH, voice=v)[0], rate) for v in ("female", "male"))
    assert woman > 1.4 * man


@pytest.mark.parametrize("suffix", ["wav", "mp3", "flac", "ogg"])
def test_every_format_is_written(tmp_path, suffix):
    samples, rate, result, _ = spoken(tmp_path, text="Hello.", format=suffix)
    assert result.files[0].path.suffix == f".{suffix}"
    assert len(samples) / rate == pytest.approx(result.report["duration"], abs=0.15)


def test_the_same_text_gives_the_same_bytes(tmp_path):
    one, two = (spoken(tmp_path / n, text=CHINESE)[2].files[0].path.read_bytes() for n in "ab")
    assert one == two


def test_the_breath_of_a_voice_does_not_depend_on_the_second(tmp_path):
    one = spoken(tmp_path / "a", text="Welcome!", voice="female")[2].files[0].path.read_bytes()
    time.sleep(1.1)  # eSpeak's own seed is the time in seconds
    assert spoken(tmp_path / "b", text="Welcome!", voice="female")[2].files[0].path.read_bytes() == one


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("2024年3月5日，共1250人", "zh", "二零二四年三月五日，共一千二百五十人"),
        ("3.5米，50%，10:30", "zh", "三点五米，百分之五十，十点三十分"),
        ("电话13812345678，12～15℃", "zh", "电话一三八一二三四五六七八，十二到十五摄氏度"),
        ("it cost $3.50, e.g. today", "en", "it cost 3 dollars 50, for example, today"),
    ],
)
def test_numbers_and_signs_are_written_out(text, language, said):
    assert [(p.language, p.text) for p in parts(text)] == [(language, said)]


def test_parts_go_to_the_voice_of_their_language():
    assert [(p.text, p.language) for p in parts("我用Python写H264的代码")] == [
        ("我用", "zh"), ("Python", "en"), ("写", "zh"), ("H264", "en"), ("的代码", "zh"),
    ]  # fmt: skip
    assert [p.language for p in parts("Привет, мир")] == ["ru"]
    assert [p.language for p in parts("こんにちは、世界")] == ["ja"]
    assert [p.language for p in parts("Bonjour 2024", "fr")] == ["fr"]
    assert [(p.text, p.language) for p in parts("Say 你好 and go", "en-gb")] == [
        ("Say", "en-gb"), ("你好", "zh"), ("and go", "en-gb"),
    ]  # fmt: skip
    assert [p.language for p in parts("你好 John", "yue")] == ["yue", "en"]
    assert main_language("the word 茶 in English") == "en"
    assert main_language("GPU 上的机器人") == "zh"


@given(st.integers(0, 10**16 - 1))
def test_chinese_numbers_can_be_read_back(number):
    assert _read_back(chinese_number(str(number))) == number


def _read_back(text: str) -> int:
    """The inverse, by the rules of the numerals alone."""
    for unit, size in (("万亿", 10**12), ("亿", 10**8), ("万", 10**4)):
        if unit in text:
            head, _, tail = text.partition(unit)
            return _read_back(head) * size + (_read_back(tail) if tail else 0)
    total, digit = 0, 1 if text.startswith("十") else 0
    for char in text:
        if char in "千百十":
            total, digit = total + digit * {"千": 1000, "百": 100, "十": 10}[char], 0
        else:
            digit = "零一二三四五六七八九".index(char)
    return total + digit


@given(st.text(max_size=900))
def test_any_text_is_cut_into_short_parts_and_loses_no_letter(text):
    found = parts(text)
    assert all(0 < len(p.text) <= MAX_RUN + 250 and p.language for p in found)
    letters = [c for c in text if c.isascii() and c.isalpha()]
    kept = "".join(p.text for p in found)
    assert all(c in kept for c in letters)


def test_voices_by_name():
    assert voices()[: len(NAMED)] == NAMED
    assert "f3" in voices()
    assert espeak_voice("zh", find_voice("f3")) == "cmn+f3"
    assert espeak_voice("en", find_voice("en-gb+m2")) == "en+m2"
    assert espeak_voice("zh", find_voice("en-gb")) == "cmn"
    with pytest.raises(BadInput) as caught:
        find_voice("femail")
    assert "female" in caught.value.hint


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"text": "hi", "voice": "nobody"}, "voice"),
        ({"text": "hi", "language": "klingonese"}, "language"),
        ({"text": "![plant](plant.png) <!-- a1 -->"}, "said aloud"),
        ({"text": "hi", "model": "kokoro"}, "model"),
    ],
)
def test_what_cannot_be_said_is_refused_with_a_way_out(fields, word):
    if word == "said aloud":
        fields = {"text": "<!-- nothing 1 -->"}
    with pytest.raises(BadInput, match=word) as caught:
        Espeak().check(Speech(**fields), Settings())
    assert caught.value.hint


def test_other_languages_are_spoken_too(tmp_path):
    samples, rate, result, _ = spoken(tmp_path / "fr", text="Bonjour tout le monde.", language="fr")
    assert result.report["language"] == "fr"
    assert len(samples) > rate
    american, _, _, _ = spoken(tmp_path / "us", text="The tomato dance.")
    british, _, _, _ = spoken(tmp_path / "gb", text="The tomato dance.", language="en-gb")
    assert len(american) != len(british)


def test_every_language_and_every_variant_makes_a_sound():
    with EspeakClient() as client:
        for voice in [*(espeak_voice(code, find_voice("f2")) for code in languages(data_folder()))]:
            assert len(client.say("abc 12", voice, wpm=300, pitch=50, liveliness=50).samples) > 2000, voice
        for name in voices()[len(NAMED) :]:
            said = client.say("你好", espeak_voice("zh", find_voice(name)), wpm=300, pitch=50, liveliness=50)
            assert np.abs(said.samples).max() > 0.05, name


def test_cancel_ends_the_process(tmp_path):
    recipe = Speech(text=f"{ENGLISH} " * 20)
    run = Espeak().run(recipe, context(tmp_path, recipe))
    for _ in range(3):
        next(run)
    children = subprocess.run(["ps", "--ppid", str(os.getpid()), "-o", "args="], capture_output=True, text=True).stdout
    assert "espeak_process" in children
    run.close()
    children = subprocess.run(["ps", "--ppid", str(os.getpid()), "-o", "args="], capture_output=True, text=True).stdout
    assert "espeak_process" not in children
    assert not list(tmp_path.glob("speech.*"))


def test_a_killed_voice_is_reported():
    with EspeakClient() as client:
        os.kill(client.pid, signal.SIGKILL)
        with pytest.raises(EngineFailed, match="signal 9") as caught:
            client.say("Hello.", "en-us", wpm=160, pitch=50, liveliness=50)
        assert caught.value.hint


def test_a_stuck_voice_is_given_up():
    with EspeakClient(timeout=1.0) as client:
        os.kill(client.pid, signal.SIGSTOP)
        start = time.monotonic()
        with pytest.raises(EngineFailed, match="no answer"):
            client.say("Hello.", "en-us", wpm=160, pitch=50, liveliness=50)
        assert time.monotonic() - start < 5


def test_a_process_without_the_library_says_so(tmp_path, monkeypatch):
    (tmp_path / "espeakng_loader.py").write_text("raise ImportError('No module named espeakng_loader')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(Missing) as caught:
        EspeakClient()
    assert "pip install" in caught.value.hint


def test_without_the_wheel_it_is_not_available(monkeypatch):
    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *a: None if name == "espeakng_loader" else real(name, *a)
    )
    found = Espeak().availability(Settings())
    assert not found.works
    assert "pip install" in found.improve
    with pytest.raises(Missing):
        Espeak().check(Speech(text="hi"), Settings())


def test_the_library_never_enters_our_process(tmp_path):
    code = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[2]);"
        "from test_speech import spoken; spoken(Path(sys.argv[1]), text='Hello.');"
        "assert 'espeakng_loader' not in sys.modules; assert 'libespeak' not in Path('/proc/self/maps').read_text()"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path), str(Path(__file__).parent)], check=True)


def test_several_threads_speak_at_once(tmp_path):
    texts = [f"Voice number {n} speaks." for n in range(3)]
    made: dict[int, bytes] = {}

    def say(n: int) -> None:
        made[n] = spoken(tmp_path / str(n), text=texts[n])[2].files[0].path.read_bytes()

    threads = [threading.Thread(target=say, args=(n,)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made[0] == spoken(tmp_path / "again", text=texts[0])[2].files[0].path.read_bytes()
    assert len(set(made.values())) == 3


def test_the_process_is_started_by_its_module_name():
    assert importlib.util.find_spec(espeak_client.MODULE) is not None


@pytest.mark.slow
def test_ten_minutes_of_text(tmp_path):
    text = "\n\n".join([f"{ENGLISH} " * 3] * 57)
    samples, rate, result, seen = spoken(tmp_path, text=text, format="mp3")
    assert len(samples) / rate > 560
    assert len(seen) > 170
    assert result.report["sentences"][-1]["end"] == pytest.approx(len(samples) / rate, abs=0.5)
