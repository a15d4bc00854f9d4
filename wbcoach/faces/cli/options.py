"""The flags that several commands share."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

Store = Annotated[
    str | None,
    typer.Option(
        "--store", metavar="DIR|URL", help="Index to use, instead of .wbcoach beside the config file."
    ),
]
Global = Annotated[bool, typer.Option("--global", help="Use the index in your user data folder.")]
Format = Annotated[
    str, typer.Option("--format", "-f", metavar="text|json|markdown", help="How to print the result.")
]
Model = Annotated[
    str | None,
    typer.Option("--model", metavar="NAME", help="Ask this model as well (any OpenAI-compatible server)."),
]
Offline = Annotated[bool, typer.Option("--offline", help="Never call a model.")]
NoIndex = Annotated[bool, typer.Option("--no-index", help="Use linked evidence alone.")]
Stage = Annotated[
    str | None,
    typer.Option(
        metavar="hypothesis|validated|growth", help="How much evidence a statement should have by now."
    ),
]
AsOf = Annotated[
    datetime | None,
    typer.Option(
        metavar="YYYY-MM-DD", formats=["%Y-%m-%d"], help="Day that the age of data is counted from."
    ),
]
TextColumn = Annotated[
    str | None,
    typer.Option("--text-column", metavar="NAME|NUMBER", help="Column that holds the feedback text."),
]
