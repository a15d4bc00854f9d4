"""Write the OpenAPI document to `wbcoach/api/openapi.json`: `python -m wbcoach.faces.web.document`."""

from __future__ import annotations

import json
from pathlib import Path

import wbcoach
from wbcoach.faces.web.app import api

PLACE = Path(wbcoach.__file__).parent / "api" / "openapi.json"


def text() -> str:
    """Give the document as it is kept."""
    return json.dumps(api().openapi(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PLACE.write_text(text(), "utf-8")
