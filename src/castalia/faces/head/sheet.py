"""The visual sheet of a head: its picture, what was seen in it, the mesh, the texture, and views all round."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from castalia.faces.render.raster import Camera, Model, is_closed, render

if TYPE_CHECKING:
    from castalia.faces.face import Face

TILE, GAP, MARGIN = 296, 14, 32
COLUMNS = 5
WIDTH = 2 * MARGIN + COLUMNS * TILE + (COLUMNS - 1) * GAP
"""1600 pixels."""
_HEAD, _CAPTION, _ROW_GAP, _FOOT = 78, 30, 14, 34
_PAPER, _INK, _SOFT, _ACCENT = (252, 252, 253), (27, 34, 44), (98, 108, 120), (14, 116, 144)
_EMPTY = (232, 235, 239)
_FINE = 3
"""Lines over the picture are drawn that many times larger first."""
VIEWS = ((0, "front"), (-40, "40° to the left"), (40, "40° to the right"), (90, "side"), (180, "back"))


def sheet(model: Model, picture: np.ndarray, face: Face | None, facts: dict[str, Any]) -> np.ndarray:
    """Draw the sheet.

    Args:
        picture: uint8 (h, w, 3), what the head was made from.
        face: where in it; None leaves the landmarks out.
        facts: of them `title` and `reprojection_error` (a share of the face's width) are shown.

    Returns:
        uint8 (h, 1600, 3).
    """
    camera = Camera.around(model.mesh)
    aside = replace(camera, yaw=22.0, pitch=-3.0)
    box = _crop(picture, face)
    tiles = [
        (_with_crop(picture, box if face else None), "the picture"),
        (_landmarks(picture, box, face), "landmarks")
        if face
        else (render(model, camera, TILE, shading="flat"), "unlit"),
        (render(model, _closer(aside, model), TILE, shading="wire"), "mesh"),
        (render(model, aside, TILE, shading="clay"), "shape"),
        (_fitted(model.mesh.texture), "texture"),
        *((render(model, replace(camera, yaw=float(yaw)), TILE), words) for yaw, words in VIEWS),
    ]
    rows = -(-len(tiles) // COLUMNS)
    height = _HEAD + rows * (TILE + _CAPTION) + (rows - 1) * _ROW_GAP + _FOOT + MARGIN // 2
    page = Image.new("RGB", (WIDTH, height), _PAPER)
    draw = ImageDraw.Draw(page)
    draw.text((MARGIN, 22), str(facts.get("title", "A head from a picture")), _INK, _font(27), anchor="lt")
    draw.text((WIDTH - MARGIN, 48), _told(model, facts), _SOFT, _font(15), anchor="rs")
    for i, (tile, words) in enumerate(tiles):
        row, column = divmod(i, COLUMNS)
        x, y = MARGIN + column * (TILE + GAP), _HEAD + row * (TILE + _CAPTION + _ROW_GAP)
        page.paste(_rounded(tile), (x, y))
        draw.text((x + 2, y + TILE + 21), chr(ord("a") + i), _ACCENT, _font(16), anchor="ls")
        draw.text((x + 19, y + TILE + 21), words, _INK, _font(16), anchor="ls")
    draw.text((MARGIN, height - 18), "AI-generated / digitally created with castalia", _SOFT, _font(13), anchor="ls")
    return np.asarray(page)


def _told(model: Model, facts: dict[str, Any]) -> str:
    mesh = model.mesh
    words = [f"{len(mesh.vertices):,} vertices", f"{len(mesh.triangles):,} triangles"]
    words.append("closed surface" if is_closed(mesh) else "open surface")
    if "reprojection_error" in facts:
        share = 100 * facts["reprojection_error"]
        words.append(f"reprojection {'below 0.1' if share < 0.1 else f'{share:.1f}'} % of the face's width")
    return "   ·   ".join(words)


def _font(size: int) -> Any:
    return ImageFont.load_default(size)


def _crop(picture: np.ndarray, face: Face | None) -> tuple[int, int, int, int]:
    """A square round the face with some air, or the middle of the picture."""
    height, width = picture.shape[:2]
    if face is None:
        side = min(width, height)
        left, top = (width - side) // 2, (height - side) // 2
        return left, top, left + side, top + side
    low, _, high, _ = face.box
    middle = np.array([(low + high) / 2, (face.box[1] + face.box[3]) / 2])
    half = 0.72 * max(high - low, face.box[3] - face.box[1])
    left, top = (middle - half).round().astype(int)
    side = round(2 * half)
    return int(left), int(top), int(left) + side, int(top) + side


def _fitted(picture: np.ndarray) -> np.ndarray:
    """The whole picture in a square tile."""
    image = Image.fromarray(np.ascontiguousarray(picture[..., :3]))
    image.thumbnail((TILE, TILE), Image.Resampling.LANCZOS, reducing_gap=None)
    if max(image.size) < TILE:
        scale = TILE / max(image.size)
        image = image.resize((round(image.width * scale), round(image.height * scale)), Image.Resampling.BICUBIC)
    tile = Image.new("RGB", (TILE, TILE), _EMPTY)
    tile.paste(image, ((TILE - image.width) // 2, (TILE - image.height) // 2))
    return np.asarray(tile)


def _with_crop(picture: np.ndarray, box: tuple[int, int, int, int] | None) -> np.ndarray:
    """The picture with a frame round what was looked at."""
    tile = _fitted(picture)
    if box is None:
        return tile
    height, width = picture.shape[:2]
    scale = TILE / max(width, height)
    shift = ((TILE - width * scale) / 2, (TILE - height * scale) / 2)
    corners = [c * scale + shift[i % 2] for i, c in enumerate(box)]
    image = Image.fromarray(tile).resize((TILE * _FINE, TILE * _FINE), Image.Resampling.BICUBIC)
    draw = ImageDraw.Draw(image)
    corners = [min(max(c, 1), TILE - 2) * _FINE for c in corners]
    draw.rectangle(corners, outline=(20, 30, 40), width=4 * _FINE)
    inner = [corners[0] + _FINE, corners[1] + _FINE, corners[2] - _FINE, corners[3] - _FINE]
    draw.rectangle(inner, outline="white", width=2 * _FINE)
    return np.asarray(image.resize((TILE, TILE), Image.Resampling.LANCZOS))


def _landmarks(picture: np.ndarray, box: tuple[int, int, int, int], face: Face) -> np.ndarray:
    """The crop with the net of landmarks, eyes, lips and oval drawn stronger."""
    from castalia.faces.topology import LEFT_EYE, LIPS_INNER, LIPS_OUTER, RIGHT_EYE, topology

    side = TILE * _FINE
    image = (
        Image.fromarray(np.ascontiguousarray(picture[..., :3])).crop(box).resize((side, side), Image.Resampling.LANCZOS)
    )
    shade = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    draw = ImageDraw.Draw(shade)
    points = (face.landmarks[:, :2] - box[:2]) * (side / (box[2] - box[0]))
    net = topology()
    for a, b in _edges(net.triangles[: -net.filled]):
        draw.line([*points[a], *points[b]], fill=(255, 255, 255, 80), width=2)
    for rim in (net.oval, LEFT_EYE, RIGHT_EYE, LIPS_OUTER, LIPS_INNER):
        draw.line([tuple(points[i]) for i in (*rim, rim[0])], fill=(34, 211, 238, 230), width=5, joint="curve")
    for x, y in points[:468]:
        draw.ellipse([x - 3, y - 3, x + 3, y + 3], fill=(34, 211, 238, 235))
    for iris in (points[468:473], points[473:478]):
        if len(iris):
            (x, y), radius = iris[0], float(np.linalg.norm(iris[1:] - iris[0], axis=1).mean())
            draw.ellipse([x - radius, y - radius, x + radius, y + radius], outline=(250, 204, 21, 255), width=4)
    image = Image.alpha_composite(image.convert("RGBA"), shade).convert("RGB")
    return np.asarray(image.resize((TILE, TILE), Image.Resampling.LANCZOS))


def _edges(triangles: np.ndarray) -> np.ndarray:
    pairs = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    return np.unique(np.sort(pairs, axis=1), axis=0)


def _closer(camera: Camera, model: Model) -> Camera:
    """Nearer to the face, so that its triangles can be told apart."""
    return replace(camera, reach=camera.reach * 0.62)


def _rounded(tile: np.ndarray, radius: int = 8) -> Image.Image:
    """The tile with round corners on the page's colour."""
    image = Image.fromarray(np.ascontiguousarray(tile))
    mask = Image.new("L", (image.width * 4, image.height * 4), 0)
    ImageDraw.Draw(mask).rounded_rectangle([0, 0, mask.width - 1, mask.height - 1], radius * 4, fill=255)
    mask = mask.resize(image.size, Image.Resampling.LANCZOS)
    page = Image.new("RGB", image.size, _PAPER)
    page.paste(image, (0, 0), mask)
    return page
