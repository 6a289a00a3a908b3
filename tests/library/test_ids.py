"""Ids of artifacts and jobs, and names of processes."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from castalia.errors import NotFound
from castalia.library.ids import ALPHABET, LENGTH, id_range, new_id
from castalia.library.process import fate, host_name, process_name


def test_ids_sort_by_time_and_are_unique() -> None:
    ids = []
    for _ in range(50):
        ids.append(new_id())
        time.sleep(0.002)
    assert ids == sorted(ids)
    assert len({new_id() for _ in range(2000)}) == 2000
    assert all(len(id) == LENGTH and set(id) <= set(ALPHABET) for id in ids)


@given(st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH), st.integers(1, LENGTH))
def test_an_id_lies_in_the_range_of_its_beginning(id: str, length: int) -> None:
    first, last = id_range(id[:length].upper(), "job")
    assert first <= id <= last


@given(st.text(max_size=30))
def test_any_text_is_a_beginning_or_not_found(text: str) -> None:
    try:
        first, last = id_range(text, "artifact")
    except NotFound as error:
        assert "castalia history" in error.hint
    else:
        assert len(first) == len(last) == LENGTH


def test_processes_are_known_by_name() -> None:
    assert fate(process_name()) == "alive"
    assert fate(f"{process_name()}.more.words") == "alive"
    pid = os.getpid()
    assert fate(f"{host_name()}.{pid}.1") == "dead", "an earlier process with the same pid"
    assert fate(f"{host_name()}.999999999.1") == "dead"
    assert fate(f"other-machine.{pid}.1") == "unknown"
    for odd in ("", "x", "a.b.c", f"{host_name()}.x.1", f"{host_name()}.1"):
        assert fate(odd) == "unknown"


def test_a_process_of_another_user_is_alive() -> None:
    if os.geteuid() != 0:
        pytest.skip("only root may become another user")
    code = "import os, sys; from castalia.library.process import fate; os.setuid(65534); print(fate(sys.argv[1]))"
    out = subprocess.run([sys.executable, "-c", code, process_name()], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "alive"


def test_a_zombie_is_dead() -> None:
    code = "from castalia.library.process import process_name; print(process_name())"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    name = process.stdout.read().strip()
    while fate(name) == "alive":  # it ends, but nobody asks for its exit status
        time.sleep(0.01)
    assert fate(name) == "dead"
    process.wait()
