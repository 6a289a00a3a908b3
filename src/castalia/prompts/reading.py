"""What a prompt says as far as simple grammar goes: who, does what, to what, where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Reading:
    """The parts of a prompt, in its own words; what it does not say is empty."""

    sentence: str
    """The prompt without its instruction ("write a story about") and without style words."""
    subjects: tuple[str, ...]
    """Noun phrases that the prompt is about, as written: `("A lighthouse keeper's cat",)`."""
    verb: str
    """The main verb: base form in English, as written in Chinese."""
    deed: str
    """What the subject did, without the place: `found a message in a bottle`, `发现了一种未知的荧光植物`."""
    wish: str
    """The same as something one could want: `find a message in a bottle`, `发现一种未知的荧光植物`."""
    object: str
    """The noun phrase that the verb acts on."""
    place: str
    """The place as a noun phrase: `the rocky coast`, `热带雨林`."""
    place_phrase: str
    """The place as an adverbial: `on the rocky coast`, `在热带雨林中`."""
    question: bool
    """Whether the prompt asks for an explanation rather than for a story."""
