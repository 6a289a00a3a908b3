"""`python -m castalia` is the `castalia` program."""

from __future__ import annotations

import sys

from castalia.cli import main

if __name__ == "__main__":
    sys.exit(main())
