"""Text: Markdown and HTML with provenance inside, plain text without, and reading of all three."""

from __future__ import annotations

import html
import re
from pathlib import Path

from castalia.errors import BadInput
from castalia.media.atomic import write_bytes
from castalia.media.kinds import NAMES, media_type, sniff
from castalia.media.provenance import Provenance

_META = re.compile(r'<meta name="castalia" content="([^"]*)"', re.I)
_HIDDEN = ("head", "script", "style", "template")
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
        meta = _META.search(text)
        return Provenance.from_json(html.unescape(meta[1])) if meta else None
    comment = _comment_at_end(text)
    return Provenance.from_json(comment[1]) if comment else None


def visible_text(text: str) -> str:
    """What a reader sees of Markdown or HTML: no tags, no scripts, entities resolved."""
    if "<" not in text:
        return text
    lower, seen, at = text.lower(), [], 0
    # Every search that fails ends the loop, so that no text takes more than linear time.
    while (tag := text.find("<", at)) >= 0:
        seen.append(text[at:tag])
        name = re.compile(r"/?[a-z!][a-z0-9]*").match(lower, tag + 1)
        if name is None:
            seen.append("<")
            at = tag + 1
            continue
        comment = text.startswith("<!--", tag)
        end = text.find("-->" if comment else ">", tag)
        if end >= 0 and name[0] in _HIDDEN:
            end = lower.find(f"</{name[0]}", end) - 1
        if end < 0:
            break
        seen.append(" ")
        at = end + (3 if comment else 1)
    else:
        seen.append(text[at:])
    return html.unescape("".join(seen))


def count_words(text: str) -> int:
    """Words of alphabetic scripts, and characters of Chinese and Japanese, each of which counts as one."""
    han = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    return len(re.findall(rf"[{han}]|[^\W_{han}]+(?:['’\-][^\W_{han}]+)*", text))


def _comment_at_end(text: str) -> re.Match[str] | None:
    return _COMMENT.fullmatch(text, max(0, text.rfind("<!-- AI-generated")))


def _no_comment_end(told: str) -> str:
    """JSON that cannot end an HTML comment; dashes and angle brackets stand in its strings only."""
    return told.replace("--", "-\\u002d").replace(">", "\\u003e")
