"""From sounds to a performance: mouth shapes, hearing, life, direction."""

from itertools import pairwise

import numpy as np
import pytest

from castalia.engines.speech.espeak_client import EspeakClient
from castalia.engines.speech.voices import espeak_voice, find_voice
from castalia.errors import BadInput
from castalia.faces.acting.direction import LIMITS, direct
from castalia.faces.acting.emotion import FACES
from castalia.faces.acting.performance import CHANNELS, Performance
from castalia.faces.acting.templates import LENGTHS
from castalia.faces.speech import alignment, guess, sphinx
from castalia.faces.speech.acoustics import RATE, to_mono
from castalia.faces.speech.hearing import phonemes_in
from castalia.faces.speech.phonemes import Phoneme, from_timings, is_bilabial, is_known, shapes
from castalia.faces.speech.spoken import Spoken, together
from castalia.faces.speech.visemes import closures, speech_curves

ENGLISH = "Peter bought five big maps for my mother. What a wonderful morning; shall we walk along the river?"
CHINESE = "大家好，欢迎来到创作工作室。妈妈在门口买苹果，爸爸跑步回来，我们明天飞往北方。"
CORPUS = {
    "en": "The quick brown fox jumps over the lazy dog. Vision, joy, azure; thirteen fires, pure hours, button.",
    "en-gb": "Oh dear, the poor tourist heard her father ask about four fair chairs.",
    "zh": "吃葡萄不吐葡萄皮，四是四，十是十。女孩子去绿色的旅馆，儿子日本人，穷兄弟用熊，雪学约，圆圆的月亮，嗯。",
    "fr": "Bonjour, un agneau brûle, une lune brille, j'ai peur du feu.",
    "de": "Zwei Füchse möchten schöne Pflaumen, ich auch nicht, Achtung!",
    "es": "El perro corre rápido por la calle; jamón, llueve, vino.",
    "ja": "こんにちは、ふじさん、りょこう、しゃしん、がっこう。",
    "ru": "Здравствуйте, жёлтый мяч, щи да каша, бык, подъезд.",
    "hi": "नमस्ते, भाई घर में खाना खाता है, ठंडा, छाता।",
    "ko": "안녕하세요, 빵, 꽃, 쌀, 학교에 갑니다.",
    "pt": "Não, pão, coração, filho, vinho, muito bonito.",
    "pl": "Chrząszcz brzmi w trzcinie w Szczebrzeszynie.",
    "ar": "مرحبا، الطقس جميل جدا",
    "vi": "Xin chào, hôm nay trời rất đẹp.",
}


@pytest.fixture(scope="module")
def say():
    """Speech of eSpeak with its own times: `say(text, language) -> (samples, rate, phonemes)`."""
    with EspeakClient() as client:

        def spoken(text, language="en", voice="auto", wpm=165):
            made = client.say(text, espeak_voice(language, find_voice(voice)), wpm=wpm, pitch=50, liveliness=50)
            return made.samples, made.rate, [Phoneme(*p) for p in made.phonemes]

        yield spoken


@pytest.fixture(scope="module")
def voices(say):
    return {"en": (*say(ENGLISH, "en"), ENGLISH), "zh": (*say(CHINESE, "zh", wpm=200), CHINESE)}


def energy(samples, rate, fps, frames):
    edges = (np.arange(frames + 1) * rate / fps).astype(int)
    pieces = (samples[a:b] for a, b in pairwise(edges))
    return np.array([np.sqrt((p**2).mean()) if len(p) else 0.0 for p in pieces])


def correlation(curve, loud, lag):
    a, b = curve[max(0, lag) : len(curve) + min(0, lag)], loud[max(0, -lag) : len(loud) + min(0, -lag)]
    return np.corrcoef(a, b)[0, 1]


def steps(curve):
    return float(np.abs(np.diff(curve)).max())


@pytest.mark.parametrize("language", CORPUS)
def test_every_sound_that_espeak_writes_has_a_shape(say, language):
    symbols = {p.symbol for p in say(CORPUS[language], language)[2]}
    assert len(symbols) > 8
    assert [s for s in symbols if not is_known(s)] == []
    assert all(shapes(s) for s in symbols)


def test_symbols_of_many_spellings():
    assert all(is_bilabial(s) for s in ("m", "P", "ph", "pʲ", "b̥", "B"))
    assert not any(is_bilabial(s) for s in ("n", "f", "w", "SIL", "_", "(en)"))
    assert shapes("SIL") == () == shapes("+SPN+")
    assert shapes("AY1") == shapes("aɪ")
    assert shapes("UW")[0].round > 0.8 > 0.2 > shapes("IY")[0].round
    assert not is_known("字")  # led by its neighbours rather than an error
    assert shapes("字")
    with pytest.raises(ValueError):
        from_timings([{"phoneme": "a"}])


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("fps", [25.0, 30.0])
def test_the_mouth_follows_the_voice(voices, language, fps):
    samples, rate, phonemes, _ = voices[language]
    made = speech_curves(phonemes, samples, rate, fps)
    loud = energy(samples, rate, fps, len(made))
    by_lag = {lag: correlation(made["open"], loud, lag) for lag in range(-4, 5)}
    assert by_lag[0] >= 0.7
    assert max(by_lag, key=by_lag.get) == 0
    wanted = closures(phonemes, samples, rate)
    assert len(wanted) == sum(is_bilabial(p.symbol) for p in phonemes) > 5
    for second in wanted:
        frame = min(int(second * fps), len(made) - 1)
        assert made["press"][frame] == 1
        assert made["open"][frame] == 0
        assert made["speech"][frame] == 1
    assert 0.75 < made["open"].max() <= 1
    assert steps(made["wide"]) < 0.35
    assert steps(made["round"]) < 0.35


def test_pauses_close_the_mouth_gently():
    rate = 16_000
    sounds = [Phoneme("a", 0.5, 0.9), Phoneme("a", 2.0, 2.4)]
    voice = np.zeros(3 * rate, np.float32)
    for p in sounds:
        voice[int(p.start * rate) : int(p.end * rate)] = 0.3
    made = speech_curves(sounds, voice, rate, 25)
    assert made["speech"][int(0.7 * 25)] == 1
    assert made["speech"][int(1.5 * 25)] == made["open"][int(1.5 * 25)] == 0
    assert steps(made["speech"]) < 0.6
    assert not speech_curves([], voice, rate, 25).curves.any()


def test_lips_close_between_any_neighbours():
    rate = 16_000
    row = [("a", 0.2), ("m", 0.24), ("a", 0.31), ("p", 0.36), ("u", 0.42), ("b", 0.50), ("f", 0.56), ("i", 0.62)]
    ends = [start for _, start in row[1:]] + [0.8]
    sounds = [Phoneme(s, start, end) for (s, start), end in zip(row, ends, strict=True)]
    made = speech_curves(sounds, np.full(rate, 0.3, np.float32), rate, 25)
    for second in closures(sounds, np.full(rate, 0.3, np.float32), rate):
        assert made["press"][int(second * 25)] == 1
    assert made["tuck"].max() > 0.8
    between = made["press"][int(0.24 * 25) : int(0.42 * 25)]
    assert between.min() < 0.6  # they part for the vowel between


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_recording_with_its_text_is_aligned(say, language):
    text = ENGLISH if language == "en" else CHINESE
    samples, rate, true = say(text, language, voice="female", wpm=130)
    rng = np.random.default_rng(0)
    noisy = samples + rng.standard_normal(len(samples)).astype(np.float32) * np.sqrt((samples**2).mean()) * 10 ** (
        -15 / 20
    )
    late = np.concatenate([np.zeros(rate // 2, np.float32), noisy])  # another voice, slower, noisy, late
    found = alignment.align(late, rate, text)
    assert [p.symbol for p in found] == [p.symbol for p in true]
    away = np.abs([f.start - 0.5 - t.start for f, t in zip(found, true, strict=True)])
    assert np.median(away) < 0.015
    assert np.percentile(away, 90) < 0.06


@pytest.mark.skipif(not sphinx.installed(), reason="needs pocketsphinx")
def test_english_by_pocketsphinx(voices):
    samples, rate, true, text = voices["en"]
    found = phonemes_in(samples, rate, text=text)
    assert "AY" in {p.symbol for p in found}
    lips, wanted = closures(found, samples, rate), closures(true, samples, rate)
    assert np.mean([min(abs(a - b) for a in lips) < 0.06 for b in wanted]) > 0.85
    assert sphinx.align(to_mono(samples, rate), "") == []
    assert sphinx._said("castalia").split()[0] == "K"
    assert sphinx._spelled("shack") == "SH AE K"


def test_a_recording_without_text(voices):
    samples, rate, true, _ = voices["zh"]
    wanted = speech_curves(true, samples, rate, 25)
    for found in (guess.guess(to_mono(samples, rate)), phonemes_in(samples, rate)):
        made = speech_curves(found, samples, rate, 25)
        loud = energy(samples, rate, 25, len(made))
        assert correlation(made["open"], loud, 0) > 0.6
        assert correlation(made["open"], wanted["open"][: len(made)], 0) > 0.55
        assert correlation(made["round"], wanted["round"][: len(made)], 0) > 0.3


def test_noise_does_not_speak():
    rng = np.random.default_rng(1)
    noise = rng.standard_normal(3 * RATE).astype(np.float32)
    tone = np.sin(2 * np.pi * 330 * np.arange(3 * RATE) / RATE).astype(np.float32)
    for sound in (0.4 * noise, 0.01 * noise, 0.5 * tone):
        assert phonemes_in(sound, RATE) == []
        assert phonemes_in(sound, RATE, text="Is anybody there?") == []


@pytest.mark.parametrize(
    ("seconds", "level", "how", "said"),
    [
        (2, 0.0, {}, "silent"),
        (0, 0.1, {}, "empty"),
        (601, 0.1, {}, "10 minutes"),
        (7200, 0.1, {}, "2.0 hours"),
        (1, 0.1, {"text": " ?! "}, "no words"),
        (1, np.nan, {}, "not numbers"),
    ],
)
def test_recordings_that_cannot_be_used(seconds, level, how, said):
    with pytest.raises(BadInput, match=said) as problem:
        phonemes_in(np.full(seconds * 4000, level, np.float32), 4000, **how)
    assert problem.value.hint


def test_a_language_that_nobody_speaks(voices):
    with pytest.raises(BadInput, match="not spoken"):
        phonemes_in(*voices["en"][:2], text="hello", language="xx")


@pytest.mark.parametrize("emotion", FACES)
@pytest.mark.parametrize("liveliness", [0.0, 1.0])
def test_a_performance_keeps_within_its_limits(voices, emotion, liveliness):
    samples, rate, phonemes, _ = voices["zh"]
    how = {"samples": samples, "rate": rate, "phonemes": phonemes, "emotion": emotion, "liveliness": liveliness}
    how["gaze"] = "wander"
    made = direct(**how)
    assert np.array_equal(made.curves, direct(**how).curves)
    assert np.isfinite(made.curves).all()
    for name, (least, most) in LIMITS.items():
        assert least <= made[name].min()
        assert made[name].max() <= most
    for name in ("yaw", "pitch", "roll"):
        assert steps(made[name]) < 0.045
    for second in closures(phonemes, samples, rate):
        assert made["press"][int(second * 25)] == 1
        assert made["open"][int(second * 25)] == 0
    if liveliness == 0:
        assert not made["yaw"].any()
        assert not made["breath"].any()
        assert made["blink_left"].max() == 1
    else:
        assert np.ptp(made["yaw"]) > 0.05
        assert made["breath"].max() > 0.3
        assert not np.array_equal(made.curves, direct(**how, seed=5).curves)


def test_blinks_come_as_in_people_and_are_whole():
    made = direct(duration=180.0, liveliness=0.5)
    shut = made["blink_left"] > 0.99
    starts = np.flatnonzero(np.diff(shut.astype(int)) == 1)
    assert 10 <= len(starts) / 3 <= 26  # a minute
    gaps = np.diff(starts) / 25
    assert gaps.std() > 0.5
    assert (gaps > 0.3).all()
    for seconds in (0.3, 1.0, 2.2, 3.1):
        for seed in range(20):
            short = direct(duration=seconds, seed=seed)
            assert short["blink_left"][-1] < 0.25
            assert short["blink_left"][0] < 0.25


@pytest.mark.parametrize("name", LENGTHS)
def test_templates_move_and_come_to_rest(name):
    made = direct(template=name, seed=2)
    assert made.duration == pytest.approx(LENGTHS[name], abs=0.05)
    assert np.abs(made.curves).max() > 0.1
    for channel in ("yaw", "pitch", "roll", "open", "blink_left", "blink_right"):
        assert abs(made[channel][0]) < 0.05
        assert abs(made[channel][-1]) < 0.06
    assert len(direct(template=name, duration=0.4)) == 10
    if name == "wink":
        assert made["blink_left"].max() > 0.95 > 0.4 > made["blink_right"][int(0.6 * 25)]
    if name == "nod":
        assert made["pitch"].min() < -0.1
        assert np.argmax(made["pitch"][:12]) < np.argmin(made["pitch"])  # up before down


def test_a_template_leaves_the_mouth_to_the_words(voices):
    samples, rate, phonemes, _ = voices["en"]
    plain = direct(samples=samples, rate=rate, phonemes=phonemes)
    singing = direct(samples=samples, rate=rate, phonemes=phonemes, template="sing")
    speaking = plain["speech"] > 0.99
    assert np.allclose(plain["open"][speaking], singing["open"][speaking], atol=0.02)
    assert np.ptp(singing["roll"]) > 0.08


def test_who_does_not_speak_listens(voices):
    samples, rate, phonemes, _ = voices["en"]
    silent = np.zeros_like(samples)
    spoken: Spoken = together([(samples, rate, phonemes), (silent, rate, [])])
    left, right = direct(spoken=spoken, speaker=1), direct(spoken=spoken, speaker=2)
    assert len(left) == len(right)
    assert not right["speech"].any()
    middle = slice(len(right) // 3, len(right) // 2)
    assert right["gaze_x"][middle].mean() < -0.1  # to the speaker, who is at the viewer's left
    assert right["yaw"][middle].mean() < -0.03
    away = direct(spoken=spoken, speaker=9, side=1.0)
    assert away["gaze_x"][middle].mean() > 0.1


def test_direction_is_quick_and_refuses_what_it_does_not_know(voices):
    import time

    samples, rate, phonemes, _ = voices["en"]
    began = time.perf_counter()
    direct(samples=samples, rate=rate, phonemes=phonemes, emotion="smile", gaze="wander")
    assert time.perf_counter() - began < 1.0
    with pytest.raises(BadInput, match="no emotion"):
        direct(emotion="bored")
    with pytest.raises(BadInput, match="no template"):
        direct(template="backflip")


def test_a_performance_survives_json(voices):
    samples, rate, phonemes, _ = voices["zh"]
    made = direct(samples=samples, rate=rate, phonemes=phonemes)
    again = Performance.from_json(made.to_json())
    assert again.fps == made.fps
    assert np.abs(again.curves - made.curves).max() < 1e-4
    assert set(made.at(0)) == set(CHANNELS)
