"""Reads what lies in a `.safetensors` file without loading it, and tells whether the file is whole."""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any

from castalia.errors import BadInput

MAX_HEADER = 100_000_000
"""Bytes; what the format allows. A longer header is no header."""
BITS = {
    "BOOL": 8, "U8": 8, "I8": 8, "F8_E5M2": 8, "F8_E4M3": 8, "F8_E4M3FN": 8, "F8_E5M2FNUZ": 8, "F8_E4M3FNUZ": 8,
    "F8_E8M0": 8, "I16": 16, "U16": 16, "F16": 16, "BF16": 16, "I32": 32, "U32": 32, "F32": 32, "I64": 64, "U64": 64,
    "F64": 64, "C64": 64, "F4": 4, "F4_E2M1": 4, "F6_E2M3": 6, "F6_E3M2": 6,
}  # fmt: skip
PICKLES = (".ckpt", ".pt", ".pth", ".bin", ".pkl", ".pickle")
"""Endings of files that run code when they are loaded in the usual way."""


@dataclass(frozen=True)
class Tensor:
    """One tensor of a file."""

    dtype: str
    shape: tuple[int, ...]

    @property
    def parameters(self) -> int:
        return prod(self.shape)


@dataclass(frozen=True)
class Header:
    """What a `.safetensors` file says of itself."""

    tensors: dict[str, Tensor]
    metadata: dict[str, str]

    @property
    def parameters(self) -> int:
        return sum(tensor.parameters for tensor in self.tensors.values())


def read_header(path: Path) -> Header:
    """The header of a `.safetensors` file, checked against the size of the file.

    Raises:
        BadInput: it is no such file, it is cut off, or its header does not fit its size.
    """
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(0)
            start = file.read(8)
            length = int.from_bytes(start, "little")
            if size < 8 or length > min(size - 8, MAX_HEADER) or length < 2:
                raise damaged(path, _what_else(start, size))
            raw = file.read(length)
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror or error}", hint="check the name") from None
    try:
        table = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError):
        raise damaged(path, "its header is not JSON") from None
    if not isinstance(table, dict):
        raise damaged(path, "its header is not a table")
    metadata = table.pop("__metadata__", None) or {}
    if not isinstance(metadata, dict):
        raise damaged(path, "its metadata are not a table")
    tensors, spans = {}, []
    for name, value in table.items():
        tensor, span = _tensor(path, name, value)
        tensors[name] = tensor
        spans.append(span)
    _check_spans(path, spans, size - 8 - length)
    return Header(tensors, {str(key): str(value) for key, value in metadata.items()})


def damaged(path: Path, why: str) -> BadInput:
    """The error for a file that is not what its name says."""
    return BadInput(f"{path.name} is not a whole .safetensors file: {why}", hint="download or copy it again")


def is_pickle(path: Path) -> bool:
    """Whether loading the file in the usual way would run code that it brings."""
    return path.suffix.lower() in PICKLES


def _tensor(path: Path, name: str, value: Any) -> tuple[Tensor, tuple[int, int]]:
    try:
        dtype, shape = value["dtype"], tuple(value["shape"])
        begin, end = value["data_offsets"]
        numbers = (*shape, begin, end)
        if not all(type(number) is int and number >= 0 for number in numbers):
            raise ValueError
    except (TypeError, KeyError, ValueError):
        raise damaged(path, f"its header says nothing sensible of '{name[:80]}'") from None
    # A new number format of a later library is no damage: its size is not checked, that of the file still is.
    if dtype in BITS and (prod(shape) * BITS[dtype] + 7) // 8 != end - begin:
        raise damaged(path, f"'{name[:80]}' has {end - begin} bytes and should have another number")
    return Tensor(str(dtype), shape), (begin, end)


def _check_spans(path: Path, spans: list[tuple[int, int]], data: int) -> None:
    """Tensors lie side by side from the first to the last byte of the data."""
    place = 0
    for begin, end in sorted(spans):
        if begin != place or end < begin:
            raise damaged(path, "its tensors overlap or leave gaps")
        place = end
    if place > data:
        raise damaged(path, f"it is cut off: {place - data} bytes are missing")
    if place < data:
        raise damaged(path, f"it has {data - place} bytes too many")


def _what_else(start: bytes, size: int) -> str:
    """What a file is that begins otherwise."""
    if size == 0:
        return "it is empty"
    if start.startswith(b"version "):
        return "it is a Git LFS pointer, not the file itself; fetch it with `git lfs pull`"
    if start.startswith((b"PK\x03\x04", b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05")):
        return "it is a pickle with another name"
    if start.lstrip().lower().startswith((b"<!doc", b"<html", b"<?xml")):
        return "it is a web page, perhaps the error of a server"
    if start.startswith(b"GGUF"):
        return "it is a GGUF file"
    return "its header is longer than the file"
