"""Composition: from mood, key, tempo, duration and instruments to a score."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from castalia.engines.music import drumming
from castalia.engines.music.accompany import PATTERNS, Bar, bass
from castalia.engines.music.band import INSTRUMENTS, Instrument
from castalia.engines.music.form import Grid, Part, form, grid, names, tempo_for
from castalia.engines.music.melody import Motif, Singer, Tone, invent, ornamented, phrase
from castalia.engines.music.moods import MOODS, Mood
from castalia.engines.music.score import Note, Score, Section, Track
from castalia.engines.music.theory import NAMES, TONICS, Chord, Key, chord, nearest, voicing

if TYPE_CHECKING:
    from castalia.engines.music.understand import Wish
    from castalia.recipes.music import Music

DEFAULT_MOOD = "calm"


@dataclass(frozen=True)
class Player:
    """An instrument and what it does in the piece."""

    instrument: Instrument
    role: str


@dataclass(frozen=True)
class Plan:
    """Every decision that is made before notes are written."""

    mood: Mood
    key: Key
    grid: Grid
    parts: tuple[Part, ...]
    players: tuple[Player, ...]
    source: tuple[int, int]
    """What all chance is drawn from: the seed, and the prompt as a number, so that other words make another piece."""


def plan(recipe: Music, wish: Wish, instruments: tuple[Instrument, ...]) -> Plan:
    """Decide mood, key, tempo, form and band; fields of the recipe come before words of the prompt.

    Args:
        instruments: those of the recipe's field; empty leaves the choice to prompt and mood.
    """
    source = recipe.seed or 0, zlib.crc32(recipe.prompt.encode())
    rng = np.random.default_rng([*source, 1])
    mood = MOODS[recipe.mood if recipe.mood != "auto" else wish.mood or DEFAULT_MOOD]
    mode = recipe.mode if recipe.mode != "auto" else wish.mode or mood.modes[rng.integers(len(mood.modes))]
    tonic = recipe.key if recipe.key != "auto" else wish.tonic or NAMES[rng.integers(12)]
    tempo, middle = tempo_for(mood, wish.tempo)
    target = int(np.clip(middle + rng.integers(-6, 7), *tempo))
    beats = mood.beats[rng.integers(len(mood.beats))]
    bars = grid(recipe.duration, beats, tempo, target, recipe.bpm or wish.bpm)
    band = mood.bands[rng.integers(len(mood.bands))]
    return Plan(mood, Key(TONICS[tonic], mode), bars, form(bars.bars), cast(instruments, wish, band), source)


def cast(given: tuple[Instrument, ...], wish: Wish, band: tuple[str, ...]) -> tuple[Player, ...]:
    """Who plays what: the given instruments and nobody else, or those of the prompt filled up from the mood's band."""
    if given:
        chosen = list(given)
    else:
        chosen = [INSTRUMENTS[name] for name in wish.instruments]
        if not wish.solo:
            led = any(i.roles[0] == "lead" for i in chosen) or (chosen and "lead" in chosen[0].roles)
            rest = [INSTRUMENTS[name] for name in band if name not in wish.without]
            chosen += [i for i in rest if i not in chosen and not (led and i.roles[0] == "lead")][
                : max(0, 6 - len(chosen))
            ]
    chosen = list(dict.fromkeys(chosen))
    tuned = [i for i in chosen if i.name not in ("drums", "bass")]
    lead = next((i for i in tuned if i.roles[0] == "lead"), None) or next((i for i in tuned if "lead" in i.roles), None)
    players = [Player(lead, "lead")] if lead else []
    backing = [i for i in tuned if i is not lead]
    players += [Player(i, "harmony" if "harmony" in i.roles and i.roles[0] == "harmony" else "colour") for i in backing]
    if lead and not any(p.role == "harmony" for p in players):
        helper = next((i for i in backing if "harmony" in i.roles), lead if "harmony" in lead.roles else None)
        if helper:
            players = [p for p in players if p != Player(helper, "colour")] + [Player(helper, "harmony")]
    low = next((i for i in chosen if i.name == "bass"), None)
    if low is None and (given or wish.solo):
        low = next((i for i in tuned if "bass" in i.roles and (i is not lead or len(tuned) == 1)), None)
    players += [Player(low, "bass")] if low else []
    return (*players, *(Player(i, "drums") for i in chosen if i.name == "drums"))


def compose(piece: Plan) -> Score:
    """Write every note. The same plan gives the same score."""
    harmony = _harmony(piece, np.random.default_rng([*piece.source, 2]))
    tracks = []
    for number, player in enumerate(piece.players):
        rng = np.random.default_rng([*piece.source, 3, number])
        write = {"lead": _lead, "bass": _bass, "drums": _drums}.get(player.role, _accompaniment)
        notes = _humanised(write(piece, player, harmony, rng), player, piece, rng)
        if notes:
            tracks.append(Track(player.instrument, player.role, notes))
    return Score(
        piece.key,
        piece.grid.bpm,
        piece.grid.beats,
        piece.grid.duration,
        tuple(Section(p.name, piece.grid.start(p.first), _end(piece, p)) for p in piece.parts),
        tuple(c.name for c in harmony),
        tuple(tracks),
    )


def form_line(piece: Plan) -> str:
    """The form for the report, e.g. `intro A B A' outro`."""
    return names(piece.parts)


def _end(piece: Plan, part: Part) -> float:
    is_last = part is piece.parts[-1]
    return piece.grid.duration if is_last else piece.grid.start(part.first + part.bars)


def _harmony(piece: Plan, rng: np.random.Generator) -> list[Chord]:
    """A chord for each bar, and the tonic at the end."""
    mood, key = piece.mood, piece.key
    pool = mood.dark_progressions if key.is_dark else mood.progressions
    order = rng.permutation(len(pool))
    colours = {letter: mood.colours[rng.integers(len(mood.colours))] for letter in "ABC"}
    chosen = {letter: pool[order[n % len(pool)]] for n, letter in enumerate("ABC")}
    chords: list[Chord] = []
    for part in piece.parts:
        degrees = list(chosen[part.material])
        degrees = [degrees[b % 4] for b in range(part.bars)]
        if part is piece.parts[-1] and part.bars >= 2:
            degrees[-1] = 6 if key.mode == "dorian" or (key.is_dark and rng.random() < 0.4) else 4  # the cadence
        for bar, degree in enumerate(degrees):
            plain = bar == 0 or (colours[part.material] == "sus" and bar % 2 == 0)  # a colour needs what it colours
            colour = "" if plain else colours[part.material]
            chords.append(chord(key, degree, colour))
    return [*chords, chord(key, 0)]


@dataclass(frozen=True)
class _Event:
    """A note on the grid before a person plays it."""

    start: float
    length: float
    pitch: int
    level: float


def _lead(piece: Plan, player: Player, harmony: list[Chord], rng: np.random.Generator) -> list[_Event]:
    singer = _singer(piece, player)
    beats = piece.grid.short_bar or piece.grid.beats
    motifs: dict[str, tuple[Motif, Motif]] = {}
    sung: dict[str, list[Tone]] = {}
    first = invent(piece.mood, piece.grid.beats, rng)
    motifs["A"] = (first, invent(piece.mood, piece.grid.beats, rng, calmer=True))
    motifs["B"] = (invent(piece.mood, piece.grid.beats, rng), first.inverted())
    motifs["C"] = (first.retrograde(), first.inverted())
    events: list[_Event] = []
    low, high = piece.mood.level
    for part in piece.parts:
        if "lead" not in part.roles:
            continue
        chords = harmony[part.first : part.first + part.bars]
        start = singer.centre + (4 if part.material == "B" else 0)
        if part.material in sung and len(chords) == 4 and part.name != "outro":
            tones = ornamented(sung[part.material], singer, rng)
            if part.closes:
                tones = _resting(tones, part, beats, singer)
        else:
            motif, answer = motifs[part.material]
            tones = phrase(motif, answer, chords, beats, singer, start, part.closes, rng)
            sung.setdefault(part.material, tones)
        level = low + (high - low) * part.energy
        for tone in tones:
            swell = 4 * np.sin(np.pi * tone.beat / (beats * part.bars))
            at = piece.grid.start(part.first) + tone.beat * piece.grid.beat
            length = tone.length * piece.grid.beat * piece.mood.staccato
            events.append(_Event(at, length, tone.pitch, level + tone.accent + swell))
    last = events[-1].pitch if events else singer.centre
    goal = nearest(last, [p for p in singer.notes() if p % 12 == piece.key.tonic])
    return [*events, _Event(piece.grid.final, _ring(piece), goal, low + 4)]


def _resting(tones: list[Tone], part: Part, beats: int, singer: Singer) -> list[Tone]:
    """The phrase with its last note led to the tonic or its fifth."""
    goals = [p for p in singer.notes() if p % 12 in (singer.key.tonic, (singer.key.tonic + 7) % 12)]
    return [*tones[:-1], replace(tones[-1], pitch=nearest(tones[-1].pitch, goals))] if tones else tones


def _singer(piece: Plan, player: Player) -> Singer:
    """A window of about two octaves in the range of the instrument, above what accompanies."""
    who = player.instrument
    alone = any(p.role == "harmony" and p.instrument is who for p in piece.players)
    middle = (who.low + who.high) // 2 + piece.mood.lead_lift + (6 if alone else 0)
    centre = int(np.clip(middle, who.low + 8, min(who.high - 8, 81)))
    return Singer(piece.key, max(who.low, centre - 11), min(who.high, centre + 12), centre)


def _accompaniment(piece: Plan, player: Player, harmony: list[Chord], rng: np.random.Generator) -> list[_Event]:
    who, mood = player.instrument, piece.mood
    colour = player.role == "colour"
    kind = dict(mood.patterns).get(who.name, who.pattern)
    if colour and kind not in ("pad", "ostinato"):
        kind = "sparse"
    if piece.grid.beats == 3 and kind in ("arpeggio", "block") and mood.name in ("romantic", "happy", "playful"):
        kind = "waltz"
    centre = int(np.clip(58 if who.low < 50 else who.low + 10, who.low + 6, who.high - 10))
    rank = [p for p in piece.players if p.role == "harmony"].index(player) if not colour else 1
    level = sum(mood.level) / 2 - (14 if rank == 0 else 20)
    events: list[_Event] = []
    voices: tuple[int, ...] | None = None
    for part in piece.parts:
        for n in range(part.first, part.first + part.bars):
            voices = voicing(harmony[n], voices, centre, 4 if kind == "arpeggio" else 3)
            if player.role not in part.roles or (rank > 0 and not colour and part.energy < 0.5):
                continue
            beats = piece.grid.short_bar or piece.grid.beats
            bar = Bar(harmony[n], voices, beats, n, who.low, who.high, part.energy > 0.6)
            for beat, length, pitch, share in PATTERNS[kind](bar, rng):
                at = piece.grid.start(n) + beat * piece.grid.beat
                events.append(_Event(at, length * piece.grid.beat, pitch, level * share + 14 * part.energy))
    voices = voicing(harmony[-1], voices, centre)
    return events + [
        _Event(piece.grid.final + 0.02 * i * (who.pattern != "pad"), _ring(piece), v, level)
        for i, v in enumerate(voices)
    ]


def _bass(piece: Plan, player: Player, harmony: list[Chord], rng: np.random.Generator) -> list[_Event]:
    who = player.instrument
    top = min(who.high, who.low + 27)
    kind = piece.mood.bass if who.name == "bass" else "long"
    level = sum(piece.mood.level) / 2 + 2
    events = []
    for part in piece.parts:
        if "bass" not in part.roles:
            continue
        for n in range(part.first, part.first + part.bars):
            beats = piece.grid.short_bar or piece.grid.beats
            bar = Bar(harmony[n], (), beats, n, who.low, top, part.energy > 0.6)
            for beat, length, pitch, share in bass(kind, bar, harmony[n + 1]):
                at = piece.grid.start(n) + beat * piece.grid.beat
                events.append(_Event(at, length * piece.grid.beat, pitch, level * share + 6 * part.energy))
    root = Bar(harmony[-1], (), 4, 0, who.low, top, False).within(36 + piece.key.tonic)
    return [*events, _Event(piece.grid.final, _ring(piece), root, level - 6)]


def _drums(piece: Plan, player: Player, harmony: list[Chord], rng: np.random.Generator) -> list[_Event]:
    groove = piece.mood.groove if piece.mood.groove != "none" else "light"
    events = []
    base = piece.mood.level[1]
    for number, part in enumerate(piece.parts):
        if "drums" not in part.roles:
            continue
        for n in range(part.bars):
            beats = piece.grid.short_bar or piece.grid.beats
            hits = drumming.bar(
                groove, beats, first=n == 0 and number > 0, fill=n == part.bars - 1 and part.bars > 1,
                quiet=part.energy < 0.45, rng=rng,
            )  # fmt: skip
            for beat, drum, share in hits:
                at = piece.grid.start(part.first + n) + beat * piece.grid.beat
                events.append(_Event(at, 0.2, drum, base * share * (0.72 + 0.28 * part.energy)))
    if groove in ("pop", "epic"):
        events += [_Event(piece.grid.final, 0.5, d, base * 0.7) for d in (drumming.CRASH, drumming.KICK)]
    elif groove != "light":
        events.append(_Event(piece.grid.final, 0.5, drumming.LOW_TOM, base * 0.5))
    return events


def _ring(piece: Plan) -> float:
    """Seconds from the last chord to the end."""
    return max(0.1, piece.grid.duration - piece.grid.final)


def _humanised(events: list[_Event], player: Player, piece: Plan, rng: np.random.Generator) -> tuple[Note, ...]:
    """As a person plays: a few milliseconds early or late, no two strokes alike, nothing past the end."""
    loose = 0.004 if player.role == "drums" else 0.009
    notes = []
    for event in sorted(events, key=lambda e: (e.start, e.pitch)):
        start = max(0.0, event.start + float(np.clip(rng.normal(0, loose), -2 * loose, 2 * loose)))
        if start > piece.grid.duration - 0.08:
            continue
        length = min(max(event.length, 0.05), piece.grid.duration - start)
        velocity = int(np.clip(round(event.level + rng.normal(0, 3.5)), 12, 124))
        notes.append(Note(round(start, 5), round(length, 5), event.pitch, velocity))
    return tuple(notes)
