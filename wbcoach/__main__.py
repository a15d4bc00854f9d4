"""`python -m wbcoach` and the `wbcoach` command."""

from __future__ import annotations

from wbcoach.faces.cli.app import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
