"""Texts say how they were made where nobody who reads them sees it."""

import pytest

from castalia.errors import BadInput
from castalia.media.origin import read_provenance
from castalia.media.probe import probe
from castalia.media.provenance import MARK
from castalia.media.text import count_words, read_text, write_page, write_text

PAGE = '<!doctype html>\n<html lang="en"><head><title>A & B</title></head>\n<body><p>Hello there</p></body></html>'


def test_markdown_ends_in_a_comment(tmp_path, provenance):
    write_text(tmp_path / "a.md", "# 标题\n\nHello --> world", provenance)
    raw = tmp_path.joinpath("a.md").read_text("utf-8")
    assert raw.startswith("# 标题\n\nHello --> world\n\n<!-- " + MARK)
    assert raw.count("-->") == 2
    assert read_text(tmp_path / "a.md") == "# 标题\n\nHello --> world\n"
    assert read_provenance(tmp_path / "a.md") == provenance
    assert probe(tmp_path / "a.md").media_type == "text/markdown"


def test_a_markdown_file_without_its_ending_is_still_known(tmp_path, provenance):
    write_text(tmp_path / "a.md", "Hello", provenance)
    tmp_path.joinpath("a.md").rename(tmp_path / "a")
    assert probe(tmp_path / "a").media_type == "text/markdown"
    assert read_provenance(tmp_path / "a") == provenance


def test_plain_text_holds_the_text_and_nothing_else(tmp_path, provenance):
    write_text(tmp_path / "a.txt", "Hello\n", provenance)
    assert tmp_path.joinpath("a.txt").read_bytes() == b"Hello\n"
    assert read_provenance(tmp_path / "a.txt") is None


@pytest.mark.parametrize(
    "page", [PAGE, "<p>bare</p>", "<html><body>no head</body></html>", "<!DOCTYPE html>\n<title>x</title>"]
)
def test_a_page_says_it_in_its_head(tmp_path, provenance, page):
    write_page(tmp_path / "a.html", page, provenance)
    raw = tmp_path.joinpath("a.html").read_text("utf-8")
    assert read_provenance(tmp_path / "a.html") == provenance
    assert f'content="{MARK}"' in raw
    assert '<meta name="generator" content="castalia 0.1.0">' in raw
    assert raw.lower().startswith("<!doctype") == page.lower().startswith("<!doctype")
    assert probe(tmp_path / "a.html").media_type == "text/html"


def test_words_are_counted_as_people_count_them(tmp_path, provenance):
    assert count_words("Hello there, it's a well-known fact.") == 6
    assert count_words("你好，世界 2026") == 5
    write_page(tmp_path / "a.html", PAGE, provenance)
    assert probe(tmp_path / "a.html").words == 2


def test_text_in_another_encoding_is_refused(tmp_path):
    (tmp_path / "a.txt").write_bytes("你好世界".encode("gbk"))
    with pytest.raises(BadInput):
        probe(tmp_path / "a.txt")
    (tmp_path / "late.txt").write_bytes(b"fine " * 20_000 + b"\xff\xfe")
    with pytest.raises(BadInput, match="not UTF-8"):
        read_text(tmp_path / "late.txt")


def test_a_byte_order_mark_is_no_text(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfhello")
    assert read_text(tmp_path / "a.txt") == "hello"
