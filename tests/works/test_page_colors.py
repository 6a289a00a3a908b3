"""Colours: the OKLab round trip, dominant colours, and that every theme is readable."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from castalia.works import colors

hexes = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")


@given(hexes)
def test_oklab_and_back(color):
    assert colors.to_hex(colors.from_oklab(colors.oklab(colors.from_hex(color)))) == color


def test_oklab_of_white_is_one_and_grey():
    assert colors.oklab(np.ones(3)) == pytest.approx([1, 0, 0], abs=1e-4)


def test_contrast_of_black_and_white_is_21():
    assert colors.contrast("#000000", "#ffffff") == pytest.approx(21)


def test_dominant_finds_the_colours_and_their_shares():
    picture = np.zeros((40, 40, 3), np.uint8)
    picture[:30] = (255, 0, 0)
    picture[30:] = (0, 0, 255)
    found, shares = colors.dominant(picture, 2)
    assert shares == pytest.approx([0.75, 0.25])
    assert found[0] == pytest.approx(colors.oklab(np.array([1.0, 0, 0])), abs=1e-6)


def test_dominant_of_one_colour_does_not_fail():
    found, shares = colors.dominant(np.full((8, 8, 3), 90, np.uint8), 5)
    assert shares.sum() == pytest.approx(1)
    assert np.isfinite(found).all()


@given(st.lists(hexes, max_size=5))
def test_text_of_every_theme_has_aa_contrast(palette):
    for scheme in colors.theme(palette).values():
        for ground in ("paper", "raised"):
            for text in ("ink", "soft", "accent"):
                assert colors.contrast(scheme[text], scheme[ground]) >= colors.AA_TEXT
        assert colors.contrast(scheme["on_accent"], scheme["accent"]) >= colors.AA_TEXT
