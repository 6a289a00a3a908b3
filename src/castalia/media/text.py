"""Text: Markdown and HTML with provenance inside, plain text without, and reading of all three."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from pathlib import Path

from castalia.errors import BadInput
from castalia.media.atomic import write_bytes
from castalia.media.kinds import NAMES, media_type, sniff
from castalia.media.provenance import Provenance

_COMMENT = re.compile(r"<!-- AI-generated[^\n]*\ncastalia: (\{[^\n]*\})\n-->\s*")


def write_text(path: str | Path, text: str, provenance: Provenance) -> None:
    """Write a text as UTF-8.

    Markdown says in a comment at its end, which no reader shows, how it was made. Plain text has no room for that:
    a .txt holds the text and nothing else, and `read_provenance` gives None for it.

    Args:
        path: ends in .md or .txt (or .html: see `write_page`).

    Raises:
        BadInput: another ending.
        StorageError: the disk refused.
    """
    path = Path(path)
    kind = media_type(path)
    if kind == "text/html":
        write_page(path, text, provenance)
        return
    if kind not in ("text/markdown", "text/plain"):
        raise BadInput(f"a text cannot be written as {path.suffix}", hint="use .md, .txt or .html")
    text = text.rstrip() + "\n"
    if kind == "text/markdown":
        text += f"\n<!-- {provenance.mark}\ncastalia: {_no_comment_end(provenance.to_json())}\n-->\n"
    write_bytes(path, text.encode("utf-8", "replace"))


def write_page(path: str | Path, page: str, provenance: Provenance) -> None:
    """Write an HTML page whose head says how it was made.

    Args:
        page: a whole document; its head gets the meta elements `generator`, `ai-generated`, `digital-source-type`
            and `castalia` (the provenance as JSON).

    Raises:
        StorageError: the disk refused.
    """
    metas = {
        "generator": f"castalia {provenance.castalia}",
        "ai-generated": provenance.mark,
        "digital-source-type": provenance.digital_source_type,
        "castalia": provenance.to_json(),
    }
    lines = "".join(f'<meta name="{name}" content="{html.escape(value)}">\n' for name, value in metas.items())
    place = re.search(r"</head\s*>", page, re.I) or re.search(r"<body[\s>]", page, re.I)
    at = place.start() if place else len(re.match(r"\s*(<!doctype[^>]*>)?\s*(<html[^>]*>)?\s*", page, re.I)[0])
    write_bytes(Path(path), (page[:at] + lines + page[at:]).encode("utf-8", "replace"))


def read_text(path: str | Path) -> str:
    """The text of a file without what `write_text` added to it.

    Raises:
        BadInput: it is not text in UTF-8.
    """
    path = Path(path)
    found = sniff(path)
    if not found.startswith("text/") and found not in ("application/json", "model/obj"):
        raise BadInput(f"{path.name} is not a text but {NAMES[found]}", hint="give a Markdown, text or HTML file")
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(f"{path.name} is not UTF-8 text all through", hint="save it as UTF-8") from None
    comment = _comment_at_end(text)
    return text[: comment.start()].rstrip() + "\n" if comment else text


def provenance_of(path: Path, found: str) -> Provenance | None:
    """The provenance in a Markdown comment or in a page's head, or None."""
    text = path.read_text("utf-8", errors="replace")
    if found == "text/html":
        finder = _MetaFinder()
        finder.feed(text)
        return Provenance.from_json(finder.content)
    comment = _comment_at_end(text)
    return Provenance.from_json(comment[1]) if comment else None


def visible_text(text: str) -> str:
    """What a reader sees of Markdown or HTML: no tags, no scripts, entities resolved."""
    if "<" not in text:
        return text
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return "".join(reader.seen)


def count_words(text: str) -> int:
    """Words of alphabetic scripts, and characters of Chinese and Japanese, each of which counts as one."""
    han = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    return len(re.findall(rf"[{han}]|[^\W_{han}]+(?:['’\-][^\W_{han}]+)*", text))


class _Reader(HTMLParser):
    """Collects the text between the tags, but for what stands in the head, in scripts and in styles."""

    hidden = ("head", "script", "style", "template")

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.depth += tag in self.hidden
        self.seen.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag in self.hidden and self.depth > 0
        self.seen.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.depth:
            self.seen.append(data)


class _MetaFinder(HTMLParser):
    """Finds `<meta name="castalia" content="...">`."""

    content = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "meta" and given.get("name") == "castalia" and not self.content:
            self.content = given.get("content") or ""


def _comment_at_end(text: str) -> re.Match[str] | None:
    return _COMMENT.fullmatch(text, max(0, text.rfind("<!-- AI-generated")))


def _no_comment_end(told: str) -> str:
    """JSON that cannot end an HTML comment; dashes and angle brackets stand in its strings only."""
    return told.replace("--", "-\\u002d").replace(">", "\\u003e")
