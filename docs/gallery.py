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
    (
        "a shiba in a spacesuit dancing on the moon, cinematic light, surreal",
        "一只穿着宇航服的柴犬在月球上跳舞，电影光效，超现实",
    ),
    ("a clown fish swimming through the coral reef", "一条小丑鱼在珊瑚礁中游动"),
    ("a cute puppy playing among flowers", "一只可爱的小狗在花丛中玩耍"),
    (
        "portrait of a wise old wizard with a flowing white beard, studio light",
        "一位睿智的老巫师的肖像，飘逸的白胡子，影棚灯光",
    ),
    ("a majestic lion in the savanna at sunset", "日落时稀树草原上一头威武的狮子"),
    ("a steampunk airship over Victorian London", "维多利亚时代伦敦上空的一艘蒸汽朋克飞艇"),
    ("an astronaut riding a horse on Mars", "一位宇航员在火星上骑着一匹马"),
    (
        "a young woman scientist with round glasses in a futuristic laboratory, blue neon light, "
        "cyberpunk",
        "未来实验室里一位戴圆框眼镜的年轻女科学家，蓝色霓虹灯光，赛博朋克",
    ),
    ("a majestic Chinese dragon", "一条威武的中国龙"),
    ("a quiet zen garden", "宁静的禅意花园"),
    ("a girl in hanfu, ink wash", "穿汉服的女孩，水墨画"),
    ("a lighthouse in a storm", "暴风雨中的灯塔"),
    (
        "a glowing donut morphing into a coffee cup over a mathematical grid, translucent blue and gold",
        "数学网格上一个发光的甜甜圈变成咖啡杯，半透明的蓝色和金色",
    ),
    (
        "((fine Chinese landscape painting)), misty peaks, a small village and pavilions far away, "
        "morning fog, golden sunlight",
        "((精美的中国山水画))，云雾缭绕的山峰，远处的小村庄和亭台楼阁，晨雾，金色的阳光",
    ),
    ("drones flying over a city at night", "夜晚无人机在城市上空飞行"),
    ("a person smiling and talking", "一个人微笑着说话"),
    (
        "an explorer finds an unknown glowing plant in the rainforest",
        "一位探险家在热带雨林中发现了一种未知的荧光植物",
    ),
    ("a red cube is not a donut", "一个红色的立方体不是甜甜圈"),
    ("three penguins next to a red lighthouse in the snow", "雪地里三只企鹅在一座红色灯塔旁边"),
    ("a robot reading a book under a lamp", "一个机器人在灯下看书"),
    ("a wooden boat without sails", "一艘没有帆的木船"),
    ("DNA double helix made of glass", "玻璃做的DNA双螺旋"),
    ("a Klein bottle on a desk", "书桌上的克莱因瓶"),
    ("two cats, one orange and one black, on a pagoda at night", "夜晚宝塔上的两只猫，一只橙色，一只黑色"),
)  # fmt: skip
"""In English and in Chinese; the sheet shows the English ones."""
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

    return sheet((one(prompt) for prompt, _ in PROMPTS), 5)


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
