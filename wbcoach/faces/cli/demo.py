"""`wbcoach demo`: the bundled draft against the bundled synthetic feedback, in a folder that is thrown away."""

from __future__ import annotations

from tempfile import TemporaryDirectory

from wbcoach import samples
from wbcoach.coach import Coach
from wbcoach.document import find_drafts
from wbcoach.faces.cli import streams
from wbcoach.faces.cli.critique import check_format, show
from wbcoach.faces.cli.library import embedder_for, index_paths
from wbcoach.settings import load

DRAFT = "buildharbor.md"
FEEDBACK = "synthetic_buildharbor.csv"


def run(output: str) -> None:
    """Index the bundled feedback, critique the bundled draft, print."""
    check_format(output)
    with TemporaryDirectory(prefix="wbcoach-demo-") as folder:
        settings = load({"store": folder, "model": None}).settings.model_copy(
            update={"model": None, "baseline": ""}
        )
        streams.say("The feedback of this demo is synthetic: invented products, customers and figures.")
        embedder = embedder_for(settings)
        index_paths([samples.FEEDBACK / FEEDBACK], settings, embedder)
        draft = find_drafts((samples.DRAFTS / DRAFT).read_text("utf-8"))[0]
        with Coach.from_settings(settings, offline=True) as coach:
            show(coach.critique(draft.text), output)
    streams.say('Next: wbcoach index YOUR_FEEDBACK.csv, then wbcoach critique "Today, ..."')
