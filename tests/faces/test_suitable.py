"""What cannot become a head or a talking portrait is refused in words, and nothing else is."""

import io
import struct
import zlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from conditions import CONDITIONS, astronaut, needs_mediapipe, second_face
from PIL import Image, ImageDraw, ImageFilter

from castalia.errors import BadInput
from castalia.faces.face import Face
from castalia.faces.finding.landmarks import find_faces
from castalia.faces.finding.suitable import check_face, read_photo

LOWER_FACE = (227, 93, 132, 58, 172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 288, 361, 323, 447,
              346, 347, 197, 118, 117)  # fmt: skip


@pytest.fixture(scope="module")
def known() -> Face:
    (face,) = find_faces(astronaut())
    return face


def turned(face: Face, degrees: float) -> Face:
    """The face as if it looked further to the viewer's right."""
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    middle = face.landmarks[:468].mean(0)
    return replace(
        face, landmarks=(face.landmarks - middle) @ np.array([[cos, 0, sin], [0, 1, 0], [-sin, 0, cos]]) + middle
    )


def checked(picture: np.ndarray, **options: object) -> list[str]:
    faces = find_faces(picture)
    return check_face(picture, max(faces, key=lambda f: f.width), faces, **options)


@needs_mediapipe
@pytest.mark.parametrize("name", CONDITIONS)
def test_the_astronaut_is_good_enough_in_any_condition(name):
    picture, _ = CONDITIONS[name](astronaut())
    faces = find_faces(picture)
    notes = [note for purpose in ("mesh", "talk") for note in check_face(picture, faces[0], faces, purpose=purpose)]
    assert not [note for note in notes if "pixels wide" not in note and "faces were found" not in note]


@needs_mediapipe
def test_which_of_several_faces_was_taken_is_said():
    picture, _ = second_face(astronaut())
    assert "2 faces were found; the largest was taken, number 1 from the left" in checked(picture)[0]
    assert not any("largest" in note for note in checked(picture, number=1))


@needs_mediapipe
def test_a_face_that_is_too_small_is_refused_with_its_size():
    small = np.asarray(Image.fromarray(astronaut()).resize((110, 110), Image.Resampling.LANCZOS))
    with pytest.raises(BadInput, match=r"too small for a talking portrait: \d+ pixels wide \(it must be at least 24"):
        checked(np.pad(small, ((60, 60), (90, 90), (0, 0)), mode="edge"), purpose="talk")


@needs_mediapipe
def test_a_profile_is_refused_and_a_tilted_head_is_none(known):
    assert abs(known.yaw) < 5
    assert turned(known, 30).yaw == pytest.approx(known.yaw + 30, abs=3)
    with pytest.raises(BadInput, match="seen from the side"):
        check_face(astronaut(), turned(known, 55), [known])
    assert any("turned by" in note for note in check_face(astronaut(), turned(known, 34), [known]))
    tilted = find_faces(CONDITIONS["rotated"](astronaut())[0])[0]
    assert (tilted.yaw, tilted.pitch) == pytest.approx((known.yaw, known.pitch), abs=3)


@needs_mediapipe
def test_a_blurred_face_is_refused(known):
    blurred = np.asarray(Image.fromarray(astronaut()).filter(ImageFilter.GaussianBlur(7)))
    with pytest.raises(BadInput, match="too blurred"):
        check_face(blurred, known, [known])
    soft = np.asarray(Image.fromarray(astronaut()).filter(ImageFilter.GaussianBlur(2)))
    assert any("blurred" in note for note in check_face(soft, known, [known]))


@needs_mediapipe
@pytest.mark.parametrize(
    ("part", "edge"),
    [(np.s_[:158], "bottom"), (np.s_[100:], "top"), (np.s_[:, 205:], "left"), (np.s_[:, :250], "right")],
)
def test_a_face_that_is_cut_off_is_refused(part, edge):
    with pytest.raises(BadInput, match=f"cut off by the {edge} edge"):
        checked(np.ascontiguousarray(astronaut()[part]))


@needs_mediapipe
@pytest.mark.parametrize("color", [(120, 160, 190), (225, 228, 228), (25, 25, 28)])
def test_a_mask_before_mouth_and_nose_is_refused(color, known):
    image = Image.fromarray(astronaut())
    corners = [tuple(map(float, p)) for p in known.landmarks[list(LOWER_FACE), :2]]
    ImageDraw.Draw(image).polygon(corners, fill=color)
    with pytest.raises(BadInput, match="mouth and nose are covered"):
        check_face(np.asarray(image), known, [known])


@needs_mediapipe
def test_dark_glasses_are_mentioned(known):
    image = Image.fromarray(astronaut())
    for a, b in ((33, 133), (263, 362)):
        (x, y), reach = known.landmarks[[a, b], :2].mean(0), 18
        ImageDraw.Draw(image).ellipse((x - reach, y - 11, x + reach, y + 13), fill=(20, 20, 22))
    assert any("Dark glasses" in note for note in check_face(np.asarray(image), known, [known], purpose="talk"))


def test_any_kind_of_picture_is_read_upright(tmp_path):
    image = Image.fromarray(astronaut()[::4, ::4])
    turned_by_exif = Image.Exif()
    turned_by_exif[0x112] = 6
    saved = {
        "cmyk.jpg": lambda p: image.convert("CMYK").save(p, quality=95),
        "exif.jpg": lambda p: image.rotate(90, expand=True).save(p, quality=95, exif=turned_by_exif),
        "deep.png": lambda p: p.write_bytes(png(np.asarray(image).astype(">u2") * 257)),
        "grey16.png": lambda p: Image.fromarray(np.asarray(image.convert("L")).astype(np.uint16) * 257).save(p),
        "moving.gif": lambda p: image.save(p, save_all=True, append_images=[image.rotate(180)]),
        "palette.png": lambda p: image.quantize(256).save(p),
        "clear.webp": lambda p: image.convert("RGBA").save(p, lossless=True),
    }
    for name, save in saved.items():
        save(tmp_path / name)
        picture = read_photo(tmp_path / name)
        assert picture.shape == (128, 128, 3)
        expected = np.asarray(image.convert("L").convert("RGB") if name == "grey16.png" else image).astype(int)
        assert np.abs(picture - expected).mean() < 6, name


def test_what_is_see_through_lies_on_white(tmp_path):
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(tmp_path / "glass.png")
    assert (read_photo(tmp_path / "glass.png") == 255).all()


def test_a_large_jpeg_is_read_smaller_and_a_bomb_is_refused_at_once(tmp_path):
    Image.new("L", (9000, 6000), 90).save(tmp_path / "large.jpg")
    assert read_photo(tmp_path / "large.jpg").shape == (3000, 4500, 3)
    (tmp_path / "bomb.png").write_bytes(png(np.zeros((1, 1, 3), ">u2"), claimed=(10_000, 10_000)))
    with pytest.raises(BadInput, match=r"too large \(10000x10000 pixels\)"):
        read_photo(tmp_path / "bomb.png")


@pytest.mark.parametrize("name", ["text.jpg", "cut.jpg", "empty.png"])
def test_what_is_no_picture_is_refused(tmp_path, name):
    photo = io.BytesIO()
    Image.fromarray(astronaut()).save(photo, "JPEG")
    content = {"text.jpg": b"no picture\n" * 20, "cut.jpg": photo.getvalue()[:9000], "empty.png": b""}[name]
    path: Path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BadInput, match=name):
        read_photo(path)


def png(pixels: np.ndarray, claimed: tuple[int, int] | None = None) -> bytes:
    """A PNG of 16 bits a channel, which Pillow does not write; it may claim another size than it has."""
    height, width = pixels.shape[:2]
    size = claimed or (width, height)

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    header = struct.pack(">IIBBBBB", *size, 16, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
