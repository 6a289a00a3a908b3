"""Names of processes that tell, on the same machine, whether the process still lives."""

from __future__ import annotations

import hashlib
import os
import re
import socket
from functools import cache
from pathlib import Path
from typing import Literal


@cache
def host_name() -> str:
    """This machine as far as process ids mean the same on it: host name, boot and pid namespace, e.g. `ada-3f9c2e`."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text()
        namespace = os.readlink("/proc/self/ns/pid")
    except OSError:  # no Linux: the host name must do
        boot = namespace = ""
    name = re.sub(r"[^A-Za-z0-9]+", "_", socket.gethostname())
    return f"{name}-{hashlib.sha256((name + boot + namespace).encode()).hexdigest()[:6]}"


def process_name() -> str:
    """This process: `<host>.<pid>.<start>`; `start` tells it from a later process that gets the same pid."""
    pid = os.getpid()
    return f"{host_name()}.{pid}.{_started(pid)}"


def fate(name: str) -> Literal["alive", "dead", "unknown"]:
    """What became of a process named by `process_name`; unknown when it belongs to another machine.

    Anything after the third dot is ignored, so that names may be made longer.
    """
    parts = name.split(".")
    if len(parts) < 3 or parts[0] != host_name() or not parts[1].isdecimal():
        return "unknown"
    pid = int(parts[1])
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return "dead"
    except PermissionError:
        pass  # it lives, as another user
    return "alive" if _started(pid) == parts[2] else "dead"


def _started(pid: int) -> str:
    """Clock ticks between boot and the start of a process, as Linux counts them; `0` where nobody does.

    A zombie counts as gone: it only waits for its parent to read its exit status.
    """
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return "0"
    fields = stat[stat.rindex(")") + 2 :].split()
    return "gone" if fields[0] in "ZX" else fields[19]
