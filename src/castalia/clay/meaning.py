"""Words that mean one thing or another by what stands around them: tokens are read again before they are joined."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from castalia.clay.places import PLACES
from castalia.clay.subjects import KINDS
from castalia.clay.words import Token

TO_THE_MOON = frozenset(
    ("on", "to", "onto", "in", "across", "from", "around", "through", "near", "towards", "exploring", "walking")
)
ARTICLES = frozenset(("the", "a", "full", "our"))
BASES = frozenset(("base", "landing", "rover", "surface", "walk", "station", "colony", "dust", "rocks", "crater"))
"""What follows the moon where it is a place: a moon base."""
GRASSES = frozenset(("grassland", "grasslands", "plain", "plains", "草原"))
FAR = ("painting", "画", "far", "away", "distance", "distant", "远处", "远方", "远")
"""Where one of these is said, the houses of a landscape belong to it."""
SAVANNA = frozenset(("lion", "elephant", "cheetah", "zebra", "giraffe"))
MACHINES = frozenset(("robot", "cyborg", "drone", "clock", "lamp", "lantern", "camera", "computer"))
"""What may be steampunk by itself, besides vehicles: of brass."""
MODIFYING = ("color", "size", "trait", "material", "camera", "angle", "lens", "focus", "style", "light", "place")


def meant(found: list[Token]) -> list[Token]:
    """The tokens, each with the meaning that it has among the others."""
    for again in (_names, _moons, _snows, _grasses, _paintings, _nearest_places, _brass, _sittings):
        found = again(found)
    return found


def _others(found: list[Token], value: str) -> list[Token]:
    """The tokens that name other places."""
    return [t for t in found if t.kind == "place" and t.value != value]


def _changed(
    found: list[Token], chosen: Callable[[Token], bool], kind: str, value: str, exact: bool | None = None
) -> list[Token]:
    return [
        replace(t, kind=kind, value=value, exact=t.exact if exact is None else exact) if chosen(t) else t for t in found
    ]


def _names(found: list[Token]) -> list[Token]:
    """`Snow White` is a princess where nothing follows that is snow white; a black and white cow is no drawing."""
    read = list(found)
    for i, token in enumerate(found):
        if token.text.lower() in ("black and white", "黑白") and any(t.kind == "subject" for t in found[i + 1 : i + 3]):
            read[i] = replace(token, kind="stop")
        follows = found[i + 1].kind if i + 1 < len(found) else ""
        if token.text.lower() == "snow white" and follows not in ("subject", "part", "color", "trait", "wear"):
            read[i] = replace(token, kind="subject", value="princess", exact=False)
    return read


def _moons(found: list[Token]) -> list[Token]:
    """The moon is a place for who is on it or goes to it; else it shines."""
    read = list(found)
    company = sum(t.kind in ("subject", "place") for t in found) > 1
    for i, token in enumerate(found):
        if token.text.lower() != "moon" or token.kind != "place":
            continue
        k = i - 1
        while k >= 0 and found[k].text.lower() in ARTICLES:
            k -= 1
        bound = k >= 0 and found[k].text.lower() in TO_THE_MOON
        base = i + 1 < len(found) and found[i + 1].text.lower() in BASES
        if company and not bound and not base:
            read[i] = replace(token, kind="light", value="moonlight")
    return read


def _snows(found: list[Token]) -> list[Token]:
    """`A street in the snow`: where another place is named, snow is the weather there."""
    if any(not PLACES[t.value].indoors for t in _others(found, "snow")):
        return _changed(found, lambda t: (t.kind, t.value) == ("place", "snow"), "weather", "snow")
    return found


def _grasses(found: list[Token]) -> list[Token]:
    """Lions live in another grassland than cows."""
    if any(t.kind == "subject" and t.value in SAVANNA for t in found) and not _others(found, "meadow"):
        return _changed(
            found, lambda t: t.kind == "place" and t.text.lower() in GRASSES, "place", "savanna", exact=False
        )
    return found


def _paintings(found: list[Token]) -> list[Token]:
    """The peaks and pavilions of a Chinese landscape are in it anyhow."""
    if not any((t.kind, t.value) == ("place", "shanshui") for t in found):
        return found
    read = _changed(found, lambda t: (t.kind, t.value) == ("place", "mountains"), "place", "shanshui")
    if not any(t.text.lower().endswith(FAR) for t in found):
        return read
    for i, token in enumerate(found):
        counted = i > 0 and found[i - 1].kind in ("count", "color", "material")
        if token.kind == "subject" and token.value in ("village", "pavilion", "house") and not counted:
            read[i] = replace(token, kind="prop", value="pavilion" if token.value == "pavilion" else "house")
    return read


def _nearest_places(found: list[Token]) -> list[Token]:
    """A place that we have comes before one that is only near to what was said."""
    if any(t.kind == "place" and t.exact for t in found):
        return [replace(t, kind="unknown") if t.kind == "place" and not t.exact else t for t in found]
    return found


def _brass(found: list[Token]) -> list[Token]:
    """`A steampunk airship over London`: the machine is of brass, London is not drawn in that style."""
    if not any(t.kind == "place" for t in found):
        return found
    read = list(found)
    for i, token in enumerate(found):
        rest = [t for t in found[i + 1 : i + 3] if t.text not in ("的", "style")]
        if (token.kind, token.value) == ("style", "steampunk") and rest and rest[0].kind == "subject":
            kind = KINDS[rest[0].value]
            if kind.group == "vehicle" or kind.name in MACHINES:
                read[i] = replace(token, kind="material", value="brass")
    return read


def _sittings(found: list[Token]) -> list[Token]:
    """`A portrait of` somebody shows him; a portrait that is counted or listed among things is one of them."""
    return [replace(t, sits=True) if _sits(found, i) else t for i, t in enumerate(found)]


def _sits(found: list[Token], i: int) -> bool:
    token = found[i]
    if (token.kind, token.value) != ("subject", "portrait") or token.plural:
        return False
    following = [t for t in found[i + 1 : i + 4] if t.kind not in MODIFYING]
    if following and following[0].text.lower() == "of":
        return True
    before = found[i - 1] if i else None
    if before is not None and before.text == "的" and token.chinese:
        return i > 1 and found[i - 2].kind == "subject"
    if before is not None and before.kind == "subject" and before.chinese == token.chinese:
        return True
    k = i - 1
    while k >= 0 and found[k].kind in MODIFYING:
        k -= 1
    return k < 0 or found[k].kind in ("pause", "end")
