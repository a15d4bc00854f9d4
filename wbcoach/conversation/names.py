"""What a face shows before anybody has said a word: the opening, commands and formats; kept apart since it is light."""

from __future__ import annotations

from typing import Final

OPENING: Final = "Paste a draft, or tell me the hunch. /help lists what you can ask for."
COMMANDS: Final = (
    "draft", "evidence", "counter", "why", "rewrite", "progress", "park", "waive", "undo", "save", "export",
    "quit", "help",
)  # fmt: skip
FORMATS: Final = ("md", "json", "html")
