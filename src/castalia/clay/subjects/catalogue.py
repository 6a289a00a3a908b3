"""The catalogue of the kinds of things: `@subject` enters a modelling function together with its words.

Living things move by named parts. A part's pivot is its joint, the front looks towards +z, `_l` is the side of the
creature's own left hand (+x) and `_r` that of its right hand (-x); parts nest (a forearm moves with its arm):

    torso (people), body (animals and machines), neck, head, mouth, ear_l ear_r, eye_l eye_r
    arm_l arm_r with forearm_l forearm_r inside    people, bears, monkeys, robots
    leg_l leg_r                                    those on two legs
    leg_fl leg_fr leg_bl leg_br                    those on four or more: front and back
    wing_l wing_r, fin_l fin_r, tail               birds, insects, dragons; fish, whales, turtles

A model stands at rest with its arms hanging; only `Look.hands` (holding, riding) bends it. What it does by itself
(breathing, a wagging tail) are the motions of its parts; what an action adds is driven by the parts' names.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from castalia.clay.lexicon.colors import COLORS
from castalia.clay.lexicon.entry import Entry
from castalia.clay.paint import mix, shade
from castalia.clay.sculpt import Clay, Color, Vec


@dataclass(frozen=True)
class Look:
    """How this one is to look: what a modelling function may vary."""

    color: Color
    rng: np.random.Generator
    """Its own generator: draws here change no other subject."""
    traits: frozenset[str] = frozenset()
    action: str | None = None
    hands: frozenset[str] = frozenset()
    """`holding` when something lies in its hand, `riding` when it sits on something, `looking` when it looks at
    something."""
    own: bool = True
    """The colour is the kind's own: the prompt names none."""

    def fur(self, natural: Color, share: float) -> Color:
        """Its colour with a `share` of the natural one, which gives way where the prompt names a colour."""
        return mix(self.color, natural, share if self.own else min(share, 0.12))

    @property
    def light(self) -> Color:
        """The creamy shade of bellies and muzzles."""
        return mix(self.color, (1.0, 0.95, 0.87), 0.58)

    @property
    def glow(self) -> float:
        """Emission of a thing that may be asked to glow."""
        return 0.9 if "glowing" in self.traits else 0.0

    @property
    def dark(self) -> Color:
        """The deep shade of ears and fins."""
        return shade(self.color, 0.56)

    def tint(self, what: str, default: Color) -> Color:
        """The colour of a trait that the prompt coloured (`red_hat`), else `default`."""
        for trait in self.traits:
            color, _, thing = trait.partition("_")
            if thing == what and color in COLORS:
                return COLORS[color]
        return default

    def also(self, *traits: str) -> Look:
        """The same look with more traits; it draws from the same generator."""
        return replace(self, traits=self.traits | set(traits))

    def has(self, trait: str) -> bool:
        """Whether the trait was asked for, coloured or not."""
        return any(t == trait or t.endswith("_" + trait) for t in self.traits)


Model = Callable[[Clay, Look], None]
Group = Literal["person", "animal", "plant", "building", "vehicle", "thing", "fantasy"]


@dataclass(frozen=True)
class Kind:
    """What the world knows about a kind of thing. Lengths in world units: a dog is 1.4 high."""

    name: str
    model: Model
    entry: Entry
    group: Group
    color: str
    """Its own colour, when the prompt names none."""
    height: float
    measure: str
    """Chinese measure word."""
    home: str
    """The place where it is shown when the prompt names none."""
    light: str
    traits: frozenset[str]
    """Variants it can show; other traits are reported as not understood."""
    facing: float
    """How far it turns from the camera for its best view, radians."""
    floats: bool
    """Belongs on water."""
    lift: float
    """How high it stays above the ground."""
    seat: Vec | None
    """Where a rider sits."""
    hand: Vec | None
    """Where it holds things."""
    grip: float | None
    """Its size when held, as a factor; None when it is not held."""
    stands: tuple[Vec, ...]
    """Where things stand on it: table tops, eaves. Without, they stand on its highest point."""
    company: str | None
    """A kind that comes along when this one is only named as an owner (`a lighthouse keeper's cat`)."""


KINDS: dict[str, Kind] = {}


def subject(
    name: str, *, en: tuple[str, ...], zh: tuple[str, ...], group: Group, color: str, height: float,
    measure: str = "个", emoji: str = "", near_en: tuple[str, ...] = (), near_zh: tuple[str, ...] = (),
    home: str = "meadow", light: str = "noon", traits: tuple[str, ...] = (), facing: float = 0.5,
    floats: bool = False, lift: float = 0.0, seat: Vec | None = None, hand: Vec | None = None,
    grip: float | None = None, company: str | None = None, stands: tuple[Vec, ...] = (),
) -> Callable[[Model], Model]:  # fmt: skip
    """Enter a kind of thing. `en` begins with singular and plural, `en` and `zh` go on with synonyms; `near_*`
    are things we do not have that this one may stand for. The rest is described at `Kind`."""

    def enter(model: Model) -> Model:
        entry = Entry(f"subject:{name}", en, zh, emoji, near_en, near_zh)
        KINDS[name] = Kind(
            name, model, entry, group, color, height, measure, home, light, frozenset(traits), facing, floats, lift,
            seat, hand, grip, stands, company,
        )  # fmt: skip
        return model

    return enter
