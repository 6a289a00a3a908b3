"""Short ids that sort by time: 9 characters of milliseconds, 5 of chance, in lower-case base 32."""

from __future__ import annotations

import secrets
import time

from castalia.errors import NotFound

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's: no i, l, o, u, which are easily misread."""
LENGTH = 14


def new_id() -> str:
    """A new id, e.g. `1hq3v8k2mz4f7c`; ids made in different milliseconds sort as they were made."""
    number = time.time_ns() // 1_000_000 << 25 | secrets.randbits(25)
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(LENGTH)))


def id_range(text: str, noun: str) -> tuple[str, str]:
    """The first and the last id that begin with what a user wrote; `NotFound` when none can."""
    prefix = text.strip().lower()
    if not prefix or len(prefix) > LENGTH or any(c not in ALPHABET for c in prefix):
        raise no_such(noun, text)
    return prefix.ljust(LENGTH, ALPHABET[0]), prefix.ljust(LENGTH, ALPHABET[-1])


def no_such(noun: str, text: str) -> NotFound:
    """The error for an id that names nothing."""
    shown = text if len(text) <= 40 else text[:37] + "..."
    where = "castalia jobs" if noun == "job" else "castalia history"
    return NotFound(f"there is no {noun} '{shown}'", hint=f"`{where}` lists the ids")
