"""Letters in pictures: a font that has the characters of a text, found without any font service, and lines as masks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from castalia.errors import Missing

if TYPE_CHECKING:
    from PIL import Image
    from PIL.ImageFont import FreeTypeFont

SPACING = 1.32
"""Height of a line, in sizes of the font."""
_BOLD = 0.022
"""Stroke that thickens a font without a bold face, in sizes of the font."""
# (regular, bold, number of the face for simplified Chinese inside the file). Pillow looks for them by name in the
# places where Linux, macOS and Windows keep fonts.
_HAN_FONTS = (
    ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc", 2),
    ("NotoSansCJKsc-Regular.otf", "NotoSansCJKsc-Bold.otf", 0),
    ("NotoSansSC-Regular.otf", "NotoSansSC-Bold.otf", 0),
    ("SourceHanSansSC-Regular.otf", "SourceHanSansSC-Bold.otf", 0),
    ("PingFang.ttc", "PingFang.ttc", 0),
    ("Hiragino Sans GB.ttc", "Hiragino Sans GB.ttc", 0),
    ("msyh.ttc", "msyhbd.ttc", 0),
    ("wqy-microhei.ttc", "wqy-microhei.ttc", 0),
    ("wqy-zenhei.ttc", "wqy-zenhei.ttc", 0),
    ("simhei.ttf", "simhei.ttf", 0),
    ("DroidSansFallbackFull.ttf", "DroidSansFallbackFull.ttf", 0),
)
_OTHER_FONTS = (
    ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", 0),
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", 0),
    ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf", 0),
    ("arial.ttf", "arialbd.ttf", 0),
    ("Arial Unicode.ttf", "Arial Unicode.ttf", 0),
)
_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_KOREAN = re.compile(r"[\u1100-\u11ff\uac00-\ud7af]")


def font_for(text: str, size: float, bold: bool = False) -> FreeTypeFont:
    """A font that has the characters of a text (all but a few odd ones), at a size in pixels.

    Latin text is set in the font that Pillow carries, the same on every machine; Chinese, Japanese and Korean, and
    other scripts, in what is installed.

    Raises:
        Missing: no installed font has them; the hint says what to install.
    """
    from PIL import ImageFont

    strange = "".join(sorted({c for c in text if not c.isspace() and ord(c) > 0x7E}))
    wide = bool(_HAN.search(text) or _KOREAN.search(text))
    fonts: list[Any] = [] if wide else [ImageFont.load_default(size)]
    fonts += [font for name in _candidates(wide, bold) if (font := _opened(*name, size)) is not None]
    best: FreeTypeFont | None = None
    lacking = len(strange) + 1
    for font in fonts:
        if (lacks := len(_lacking(font, strange))) < lacking:
            best, lacking = font, lacks
        if not lacks:
            break
    odd = sum(1 for c in strange if not c.isalpha())  # signs and emoji: they are left out rather than the text
    if best is not None and lacking <= max(odd, len(strange) // 10):
        return best
    if wide:
        raise Missing(
            "no font with Chinese characters is installed",
            hint="apt install fonts-noto-cjk, or put NotoSansCJKsc-Regular.otf into ~/.local/share/fonts",
        )
    raise Missing(
        f"no installed font has all of '{strange[:20]}'", hint="install fonts for it, e.g. apt install fonts-noto-core"
    )


def can_letter(text: str) -> bool:
    """Whether a font with all characters of a text is installed."""
    try:
        font_for(text, 16)
    except Missing:
        return False
    return True


def length_of(text: str, size: float, bold: bool = False) -> float:
    """Pixels that one line takes."""
    return font_for(text, size, bold).getlength(text)


def lettered(
    lines: Sequence[str], size: float, bold: bool = False, align: str = "left", stroke: float = 0.0
) -> Image.Image:
    """Lines of text as a mask.

    Args:
        size: of the font, in pixels.
        align: `left`, `center` or `right`.
        stroke: pixels by which the letters are thicker on each side, e.g. for an outline.

    Returns:
        An `L` picture as wide as the longest line, `SPACING` sizes high for each line; with a stroke it is wider and
        higher by it on each side.
    """
    from PIL import Image, ImageDraw

    font = font_for("".join(lines), size, bold)
    lacking = _lacking(font, "".join(lines))
    lines = ["".join(c for c in line if c not in lacking).strip() for line in lines]
    thicker = stroke + (_BOLD * size if bold and not _is_bold(font) else 0.0)
    margin = round(stroke + 0.5) if stroke else 0
    widths = [font.getlength(line) for line in lines]
    width, height = max(widths, default=0.0), SPACING * size
    mask = Image.new("L", (max(1, round(width + 2)) + 2 * margin, round(height * len(lines)) + 2 * margin))
    draw = ImageDraw.Draw(mask)
    share = {"left": 0.0, "center": 0.5, "right": 1.0}[align]
    # Capitals are set so that the space above them equals that below the line's foot, whatever font it is.
    ascent = -font.getbbox("字" if _HAN.search("".join(lines)) else "H", anchor="ls")[1]
    for i, (line, own) in enumerate(zip(lines, widths, strict=True)):
        foot = margin + (i + 0.5) * height + ascent / 2
        draw.text((margin + 1 + share * (width - own), foot), line, 255, font, anchor="ls", stroke_width=thicker)
    return mask


def _candidates(wide: bool, bold: bool) -> list[tuple[str, int]]:
    fonts = _HAN_FONTS if wide else (*_OTHER_FONTS, *_HAN_FONTS)
    return [(strong if bold else regular, face) for regular, strong, face in fonts]


@lru_cache(maxsize=64)
def _opened(name: str, face: int, size: float) -> FreeTypeFont | None:
    from PIL import ImageFont

    try:
        return ImageFont.truetype(name, size, face)
    except OSError:
        return None


def _lacking(font: FreeTypeFont, characters: str) -> set[str]:
    """The characters that a font has no drawing for."""
    lacking = bytes(font.getmask("\uffff"))
    return {c for c in set(characters) if not c.isspace() and bytes(font.getmask(c)) == lacking}


def _is_bold(font: FreeTypeFont) -> bool:
    return "bold" in (font.getname()[1] or "").lower()
