"""Draw the contact sheets of the clay world into docs/images: what is in the catalogue is on the sheets.

    python docs/gallery.py [subjects places styles prompts actions clay]

Every sheet is a JPEG under 200 KB.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from castalia.clay import picture, view
from castalia.clay.acting import ACTIONS
from castalia.clay.layout import STYLES
from castalia.clay.lexicon import name
from castalia.clay.parse import parse
from castalia.clay.places import PLACES
from castalia.clay.scene import Scene, Subject
from castalia.clay.subjects import KINDS

FOLDER = Path(__file__).parent / "images"
MOST_BYTES = 200_000
LABEL = 15
PROMPTS = (
    "a shiba in a spacesuit dancing on the moon, cinematic light, surreal",
    "a clown fish swimming through the coral reef",
    "a cute puppy playing among flowers",
    "portrait of a wise old wizard with a flowing white beard, studio light",
    "a majestic lion in the savanna at sunset",
    "a steampunk airship over Victorian London",
    "an astronaut riding a horse on Mars",
    "a young woman scientist with round glasses in a futuristic laboratory, blue neon light, cyberpunk",
    "a majestic Chinese dragon",
    "a quiet zen garden",
    "a girl in hanfu, ink wash",
    "a lighthouse in a storm",
    "a glowing donut morphing into a coffee cup over a mathematical grid, translucent blue and gold",
    "((fine Chinese landscape painting)), misty peaks, a small village and pavilions far away, morning fog, "
    "golden sunlight",
    "drones flying over a city at night",
    "a person smiling and talking",
    "an explorer finds an unknown glowing plant in the rainforest",
    "a red cube is not a donut",
    "three penguins next to a red lighthouse in the snow",
    "a robot reading a book under a lamp",
    "a wooden boat without sails",
    "DNA double helix made of glass",
    "a Klein bottle on a desk",
    "two cats, one orange and one black, on a pagoda at night",
)
CLAY = (
    "an astronaut riding a white horse on the moon",
    "a clownfish swimming through the coral reef",
    "a majestic Chinese dragon flying over misty mountains",
    "a robot reading a book at night",
    "three penguins next to a red lighthouse in the snow",
    "an explorer finds an unknown glowing plant in the rainforest",
)
ACTORS = {
    "swimming": ("fish", "woman"), "flying": ("bird", "astronaut"), "turning": ("donut", "robot"),
    "speaking": ("old_man", "portrait"), "reading": ("robot", "girl"),
}  # fmt: skip
"""Who shows an action best; a child and a dog show the others."""
Tile = tuple[str, np.ndarray]


def sheet(tiles: Iterable[Tile], columns: int) -> Image.Image:
    """Labelled pictures of one size in rows of `columns`."""
    found = list(tiles)
    height, width = found[0][1].shape[:2]
    rows = -(-len(found) // columns)
    whole = Image.new("RGB", (columns * width, rows * (height + LABEL)), (24, 24, 28))
    draw = ImageDraw.Draw(whole)
    font = ImageFont.load_default(10)
    for i, (label, pixels) in enumerate(found):
        x, y = i % columns * width, i // columns * (height + LABEL)
        whole.paste(Image.fromarray(pixels), (x, y))
        while draw.textlength(label, font) > width - 6:
            label = label[:-2].rstrip(" .,") + "…"
        draw.text((x + 3, y + height + 1), label, (225, 225, 225), font)
    return whole


def save(image: Image.Image, path: Path) -> int:
    """As a JPEG of at most MOST_BYTES, as good and then as big as that allows; returns its bytes."""
    data = BytesIO()
    for scale in np.arange(1.0, 0.3, -0.06):
        smaller = image.resize((int(image.width * scale), int(image.height * scale)), Image.Resampling.LANCZOS)
        for quality in range(92, 58, -4):
            data = BytesIO()
            smaller.save(data, "JPEG", quality=quality, optimize=True, progressive=True)
            if data.tell() <= MOST_BYTES:
                break
        if data.tell() <= MOST_BYTES:
            break
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data.getvalue())
    return data.tell()


def subjects() -> Image.Image:
    def one(kind: str) -> Tile:
        own = KINDS[kind]
        scene = Scene(subjects=(Subject(kind=kind),), place=own.home, light=own.light, seed=4)
        return name(f"subject:{kind}", "en"), picture(scene, 120, 120)

    return sheet(map(one, sorted(KINDS, key=lambda kind: (KINDS[kind].group, kind))), 10)


def places() -> Image.Image:
    def one(place: str) -> Tile:
        return name(f"place:{place}", "en"), picture(Scene(place=place, seed=2), 210, 140)

    return sheet(map(one, PLACES), 5)


def styles() -> Image.Image:
    def one(style: str) -> Tile:
        scene = parse("a fox and a lighthouse on the beach at sunset", style=style, seed=5).scene
        return name(f"style:{style}", "en"), picture(scene, 208, 156)

    return sheet(map(one, STYLES), 5)


def prompts() -> Image.Image:
    def one(prompt: str) -> Tile:
        negative = "sail" if "boat" in prompt else ""
        return prompt, picture(parse(prompt, negative, seed=7).scene, 256, 192)

    return sheet(map(one, PROMPTS), 5)


def actions() -> Image.Image:
    """For each action two actors, six moments of each."""

    def strip(action: str, kind: str) -> Tile:
        own = KINDS[kind]
        home = "sea" if action == "swimming" else own.home
        subject = Subject(kind=kind, action=action)
        scene = Scene(subjects=(subject,), place=home, light=own.light, motion="still", seed=4)
        if action == "reading":
            book = Subject(kind="book")
            reader = subject.model_copy(update={"relation": "holding", "target": 1})
            scene = scene.model_copy(update={"subjects": (reader, book)})
        moments = [view(scene, 88, 88, "normal", 0.19 * i).rgb for i in range(6)]
        return f"{name(f'subject:{kind}', 'en')}, {action}", np.uint8(np.concatenate(moments, 1) * 255 + 0.5)

    cast = ((action, kind) for action in ACTIONS for kind in ACTORS.get(action, ("boy", "dog")))
    return sheet((strip(action, kind) for action, kind in cast), 2)


def clay() -> Image.Image:
    pictures = [picture(parse(prompt, seed=7).scene, 400, 300, "fine") for prompt in CLAY]
    return Image.fromarray(np.concatenate([np.concatenate(pictures[i : i + 3], 1) for i in (0, 3)], 0))


SHEETS: dict[str, Callable[[], Image.Image]] = {
    "gallery-subjects": subjects, "gallery-places": places, "gallery-styles": styles, "gallery-prompts": prompts,
    "gallery-actions": actions, "clay": clay,
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description="Draw the contact sheets of the clay world.")
    parser.add_argument("sheets", nargs="*", help="which; empty draws all")
    asked = parser.parse_args().sheets
    for title, draw in SHEETS.items():
        if not asked or title.removeprefix("gallery-") in asked:
            path = FOLDER / f"{title}.jpg"
            print(f"{path.relative_to(FOLDER.parent.parent)}  {save(draw(), path) // 1000} KB", flush=True)


if __name__ == "__main__":
    main()
