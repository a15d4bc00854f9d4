"""Bundled synthetic feedback on three invented products, and a draft to try the critic on."""

from __future__ import annotations

from pathlib import Path

FEEDBACK = Path(__file__).parent / "feedback"
DRAFTS = Path(__file__).parent / "drafts"
