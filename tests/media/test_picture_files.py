"""Pictures keep their pixels and say in three ways how they were made."""

import shutil
import subprocess
import zlib

import numpy as np
import pytest
from PIL import Image

from castalia.errors import BadInput, NotFound, StorageError
from castalia.media.origin import read_provenance
from castalia.media.picture import read_picture, write_picture
from castalia.media.probe import probe
from castalia.media.provenance import MARK, PROCEDURAL

ENDINGS = (".png", ".jpg", ".webp")


@pytest.mark.parametrize("ending", [*ENDINGS, ".jpeg"])
def test_what_was_written_is_read(tmp_path, picture, provenance, ending):
    path = tmp_path / f"a{ending}"
    write_picture(path, picture, provenance)
    again = read_picture(path)
    assert again.shape == picture.shape
    error = np.abs(again.astype(int) - picture)
    assert error.max() == 0 if ending == ".png" else error.mean() < 4
    facts = probe(path)
    assert (facts.width, facts.height, facts.has_alpha) == (147, 101, False)
    assert read_provenance(path) == provenance


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_picture_gives_the_same_bytes(tmp_path, picture, provenance, ending):
    write_picture(tmp_path / f"a{ending}", picture, provenance)
    write_picture(tmp_path / f"b{ending}", picture, provenance)
    assert (tmp_path / f"a{ending}").read_bytes() == (tmp_path / f"b{ending}").read_bytes()


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_mark_and_the_source_type_stand_in_plain_words(tmp_path, picture, provenance, ending):
    path = tmp_path / f"a{ending}"
    write_picture(path, picture, provenance)
    data = path.read_bytes()
    assert MARK.encode() in data
    assert f"<Iptc4xmpExt:DigitalSourceType>{PROCEDURAL}<".encode() in data


def test_other_programs_find_the_words_in_a_png(tmp_path, picture, provenance):
    write_picture(tmp_path / "a.png", picture, provenance)
    with Image.open(tmp_path / "a.png") as image:
        assert image.text["parameters"].startswith("一只柴犬")
        assert "Seed: 7" in image.text["parameters"]
        assert image.text["Software"] == "castalia 0.1.0"
        assert "DigitalSourceType" in image.text["XML:com.adobe.xmp"]


@pytest.mark.parametrize("ending", [".jpg", ".webp"])
def test_other_programs_find_the_words_in_exif(tmp_path, picture, provenance, ending):
    write_picture(tmp_path / f"a{ending}", picture, provenance)
    with Image.open(tmp_path / f"a{ending}") as image:
        exif = image.getexif()
        assert exif[0x0131] == "castalia 0.1.0"
        assert exif[0x010E].startswith(MARK)
        comment = exif.get_ifd(0x8769)[0x9286]
        assert comment[:8] == b"UNICODE\0"
        assert "一只柴犬" in comment[8:].decode("utf-16-be")


@pytest.mark.parametrize("ending", ENDINGS)
def test_alpha_is_kept_or_laid_on_white(tmp_path, picture, provenance, ending):
    alpha = np.full((*picture.shape[:2], 1), 255, np.uint8)
    alpha[:50] = 0
    path = tmp_path / f"a{ending}"
    write_picture(path, np.concatenate([picture, alpha], axis=2), provenance)
    again = read_picture(path)
    if ending == ".jpg":
        assert again.shape[2] == 3
        assert again[10, 10].min() > 250
    else:
        assert again.shape[2] == 4
        assert (again[..., 3:] == alpha).all()
        assert probe(path).has_alpha


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16", "RGBA", "F"])
def test_every_kind_of_pixel_comes_back_as_rgb(tmp_path, mode):
    grey = np.tile(np.arange(64, dtype=np.uint8) * 4, (8, 1))
    if mode == "I;16":
        image = Image.fromarray(grey.astype(np.uint16) * 257)
    else:
        image = Image.fromarray(grey).convert(mode)
    path = tmp_path / {"CMYK": "a.jpg", "F": "a.tif"}.get(mode, "a.png")
    image.save(path)
    if mode == "F":
        with pytest.raises(BadInput, match="not a picture, sound"):
            read_picture(path)
        return
    again = read_picture(path)
    assert again.shape == (8, 64, 3)
    assert again.dtype == np.uint8
    assert abs(int(again[4, 48, 0]) - (255 if mode == "1" else 192)) < 4 or mode == "1"


def test_grey_arrays_and_pillow_images_can_be_written(tmp_path, provenance):
    write_picture(tmp_path / "grey.png", np.full((5, 7), 99, np.uint8), provenance)
    assert (read_picture(tmp_path / "grey.png") == 99).all()
    write_picture(tmp_path / "pillow.png", Image.new("P", (7, 5), 0), provenance)
    assert read_picture(tmp_path / "pillow.png").shape == (5, 7, 3)


@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_a_turned_photo_is_read_upright(tmp_path, orientation):
    image = Image.new("RGB", (40, 20))
    image.paste("red", (0, 0, 10, 20))
    exif = Image.Exif()
    exif[0x0112] = orientation
    image.save(tmp_path / "a.jpg", exif=exif)
    upright = read_picture(tmp_path / "a.jpg")
    assert upright.shape == ((20, 40, 3) if orientation == 3 else (40, 20, 3))
    facts = probe(tmp_path / "a.jpg")
    assert (facts.height, facts.width) == upright.shape[:2]


def test_a_long_prompt_of_emoji_fits_into_a_jpeg(tmp_path, picture, provenance):
    """Its JSON is longer than a JPEG segment can be."""
    long = provenance.model_copy(update={"recipe": {"kind": "image", "prompt": "😀" * 20_000}})
    write_picture(tmp_path / "a.jpg", picture, long)
    assert read_provenance(tmp_path / "a.jpg") == long
    assert read_picture(tmp_path / "a.jpg").shape == picture.shape


def test_a_picture_of_absurd_size_is_refused(tmp_path):
    def chunk(name, data):
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    header = (60_000).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    (tmp_path / "bomb.png").write_bytes(bomb)
    for reader in (read_picture, probe):
        with pytest.raises(BadInput, match="too large"):
            reader(tmp_path / "bomb.png")


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_picture_that_was_cut_off_is_refused(tmp_path, picture, provenance, ending):
    path = tmp_path / f"a{ending}"
    write_picture(path, picture, provenance)
    path.write_bytes(path.read_bytes()[:-200])
    for reader in (read_picture, probe):
        with pytest.raises(BadInput, match=r"damaged|cut off"):
            reader(path)


@pytest.mark.parametrize(
    "wrong", [np.zeros((4, 4, 2), np.uint8), np.zeros((4, 4, 3), np.float32), np.zeros((0, 4, 3), np.uint8)]
)
def test_what_is_no_picture_is_refused(tmp_path, provenance, wrong):
    with pytest.raises(BadInput, match="not a picture"):
        write_picture(tmp_path / "a.png", wrong, provenance)
    assert not list(tmp_path.iterdir())


def test_an_ending_of_another_medium_is_refused(tmp_path, picture, provenance):
    with pytest.raises(BadInput, match=r"cannot be written as \.mp3"):
        write_picture(tmp_path / "a.mp3", picture, provenance)
    with pytest.raises(BadInput, match=r"'\.xyz' is not"):
        write_picture(tmp_path / "a.xyz", picture, provenance)


def test_faults_of_the_disk_are_explained(tmp_path, picture, provenance):
    with pytest.raises(StorageError, match="does not exist"):
        write_picture(tmp_path / "nowhere" / "a.png", picture, provenance)
    with pytest.raises(NotFound):
        read_picture(tmp_path / "missing.png")
    with pytest.raises(BadInput, match="is a folder"):
        read_picture(tmp_path)


def test_a_full_disk_leaves_the_old_picture_and_no_half_new_one(tiny_disk, provenance):
    path = tiny_disk / "a.png"
    write_picture(path, np.zeros((8, 8, 3), np.uint8), provenance)
    before = path.read_bytes()
    noise = np.random.default_rng(0).integers(0, 255, (300, 300, 3)).astype(np.uint8)
    with pytest.raises(StorageError, match="disk is full"):
        write_picture(path, noise, provenance)
    assert [p.name for p in tiny_disk.iterdir()] == ["a.png"]
    assert path.read_bytes() == before


@pytest.mark.skipif(not shutil.which("exiftool"), reason="exiftool is not installed")
def test_exiftool_agrees(tmp_path, picture, provenance):
    write_picture(tmp_path / "a.jpg", picture, provenance)
    told = subprocess.run(["exiftool", tmp_path / "a.jpg"], capture_output=True, text=True, check=True).stdout
    assert "algorithmicMedia" in told
