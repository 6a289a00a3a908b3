"""What other programs write into their pictures, read as a recipe: AUTOMATIC1111, ComfyUI, InvokeAI, Fooocus."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from castalia.errors import BadInput
from castalia.media.kinds import sniff
from castalia.recipes import Image, Recipe

MOST_TEXT = 8 * 2**20
"""Characters of metadata that are read; a workflow is seldom over one million."""
MOST_LEFT_OUT = 40
"""Lines of what could not be taken over; the rest is counted."""
MAX_SEED = 0xFFFFFFFF

_USER_COMMENT, _MAKER_NOTE, _EXIF = 0x9286, 0x927C, 0x8769
_COMFY_TAGS = (0x010E, 0x010F, 0x0110)


@dataclass
class Foreign:
    """A picture's own account of how it was made, as far as castalia can follow it."""

    program: str
    """`AUTOMATIC1111`, `ComfyUI`, `InvokeAI` or `Fooocus`."""
    fields: dict[str, Any] = field(default_factory=dict)
    """Fields of an image recipe, each valid by itself. The prompt is missing where the file names none."""
    model: str = ""
    """What the program called the model, mostly the name of its file without ending."""
    model_hash: str = ""
    """The beginning of the SHA-256 of the model's file, where the program wrote it down."""
    left_out: list[str] = field(default_factory=list)
    """What could not be taken over, one line each."""

    def take(self, name: str, value: Any, said: str = "") -> None:
        """Take a field over if its value fits, else say why not.

        Args:
            said: what the program calls it.
        """
        if value is None or value == "":
            return
        spec = Image.fields()[name]
        try:
            if spec.type in (int, float) and not spec.many:
                number = float(value)
                value = int(number) if spec.type is int and number.is_integer() else number
            probe = Image.make(**{"prompt": "x", name: value})
        except (BadInput, TypeError, ValueError, OverflowError) as error:
            why = error.message if isinstance(error, BadInput) else "it is not a number"
            self.leave(said or name, value, why)
            return
        self.fields[name] = getattr(probe, name)

    def take_prompt(self, name: str, text: str) -> None:
        """Take a prompt over; braces and double underscores are text in it, its choices were made long ago."""
        from castalia.prompts.wildcards import has_choices

        self.take(name, re.sub(r"([{}]|__)", r"\\\1", text) if has_choices(text) else text, name.replace("_", " "))

    def take_seed(self, value: Any) -> None:
        """Take a seed over; of those beyond 32 bits torch only reads the lowest 32 on the CPU, so they may be cut."""
        try:
            seed = int(str(value).strip())
        except ValueError:
            self.leave("seed", value, "it is not a whole number")
            return
        if not 0 <= seed < 2**64:
            self.leave("seed", value, "a new one is drawn")
            return
        self.fields["seed"] = seed & MAX_SEED

    def leave(self, name: str, value: Any = "", why: str = "") -> None:
        """Note something that could not be taken over."""
        text = " ".join(str(value).split())
        text = text if len(text) <= 120 else text[:119] + "…"
        line = f"{name}: {text}" if text else name
        line = f"{line} ({why})" if why else line
        if len(self.left_out) < MOST_LEFT_OUT and line not in self.left_out:
            self.left_out.append(line)

    def keep(self, names: tuple[str, ...]) -> None:
        """Leave out all fields but these, for an engine that runs no model."""
        for name in [name for name in self.fields if name not in names]:
            self.leave(name.replace("_", " "), self.fields.pop(name))
        if self.model:
            self.leave("model", self.model)

    def recipe(self, **changes: Any) -> Recipe:
        """The image recipe; the model keeps the name that the program gave it unless `changes` has another.

        Raises:
            BadInput: the file names no prompt.
        """
        values = {"model": self.model or None, **self.fields, **changes}
        if "prompt" not in values:
            raise BadInput(
                f"what {self.program} wrote into this file names no prompt", hint="give one with --set prompt=..."
            )
        return Image.make(**values)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values, for `castalia info --json`."""
        return {
            "program": self.program,
            "model": self.model,
            "model_hash": self.model_hash,
            "fields": json.loads(json.dumps(self.fields)),
            "left_out": list(self.left_out),
        }


def read_foreign(path: str | Path) -> Foreign | None:
    """What another program wrote into a picture about how it was made.

    Returns:
        None for files without such metadata, damaged ones, and files that are no picture.

    Raises:
        NotFound: there is no such file.
    """
    from castalia.media import foreign_comfy, foreign_invoke, foreign_webui

    path = Path(path)
    if sniff(path) not in ("image/png", "image/jpeg", "image/webp"):
        return None
    try:
        texts = _texts(path)
        for reader in (foreign_invoke.read, foreign_webui.read, foreign_comfy.read):
            found = reader(texts)
            if found is not None:
                return found
    except Exception:  # a damaged file may break its parser anywhere
        return None
    return None


def _texts(path: Path) -> dict[str, str]:
    """Text chunks of a PNG and the tags of EXIF that hold metadata, by name; anything huge is passed over."""
    from castalia.media.picture import opened

    texts: dict[str, str] = {}
    with opened(path) as image:
        if image.format == "PNG":
            image.load()  # text chunks may follow the pixels
            texts |= {str(k): v for k, v in image.info.items() if isinstance(v, str)}
        exif = image.getexif()
        inner = exif.get_ifd(_EXIF)
        comment = inner.get(_USER_COMMENT) or exif.get(_USER_COMMENT)
        if comment and "parameters" not in texts:
            texts["parameters"] = comment if isinstance(comment, str) else _comment(bytes(comment))
        scheme = inner.get(_MAKER_NOTE) or exif.get(_MAKER_NOTE)
        if scheme:
            texts.setdefault("fooocus_scheme", scheme if isinstance(scheme, str) else _comment(bytes(scheme)))
        for tag in _COMFY_TAGS:
            name, colon, value = str(exif.get(tag) or "").partition(":")
            if colon and name in ("prompt", "workflow"):
                texts.setdefault(name, value)
    return {name: text for name, text in texts.items() if len(text) <= MOST_TEXT}


def _comment(data: bytes) -> str:
    """A UserComment of EXIF: eight bytes name the encoding; UTF-16 has either order of bytes."""
    begin, rest = data[:8], data[8:]
    if begin == b"UNICODE\0":
        if rest[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return rest.decode("utf-16", "replace")
        little = rest[1::2].count(0) > rest[::2].count(0)
        return rest.decode("utf-16-le" if little else "utf-16-be", "replace").strip("\0")
    if begin in (b"ASCII\0\0\0", b"JIS\0\0\0\0\0", b"\0" * 8):
        return rest.decode("utf-8", "replace").strip("\0")
    return data.decode("utf-8", "replace").strip("\0")
