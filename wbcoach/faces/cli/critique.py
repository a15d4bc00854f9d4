"""`wbcoach critique`: find the drafts, critique them, print, and choose the exit code."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wbcoach.coach import Coach
from wbcoach.critique import SEVERITIES, Critique
from wbcoach.errors import BudgetError, ModelAuthError, ModelUnreachableError, SettingsError, WbcoachError
from wbcoach.faces.cli import baseline, streams
from wbcoach.faces.cli.drafts import Draft, find
from wbcoach.render.json import record
from wbcoach.settings import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from wbcoach.evidence import Item

FORMATS = ("text", "json", "markdown", "html", "sarif", "junit", "github")
_BAD_INPUT, _FOUND = 2, 1
# What one draft met here, all that follow would meet.
_FOR_ALL = (ModelAuthError, ModelUnreachableError, BudgetError)


@dataclass(frozen=True)
class Request:
    """What the command line asked for."""

    drafts: tuple[str, ...]
    evidence: tuple[str, ...] = ()
    output: str = "text"
    everything: bool = False
    dropped: bool = False
    offline: bool = False
    index: bool = True
    adopt: baseline.Adopt | None = None
    dry_run: bool = False
    skip_empty: bool = False


def run(request: Request, flags: dict[str, Any]) -> int:
    """Critique and print; give the exit code.

    Raises:
        WbcoachError: bad input or settings, or a store that can't be read.
    """
    if request.dry_run:
        from wbcoach.faces.cli import dry_run

        return dry_run.run(request, flags)
    check_format(request.output)
    settings, adoption = baseline.begin(request.adopt, load(flags).settings)
    drafts = find(request.drafts, settings, skip_empty=request.skip_empty)
    evidence = read_evidence(request.evidence)
    told: list[str] = []
    failures: list[WbcoachError] = []

    def notify(error: WbcoachError) -> None:
        failures.append(error)
        if error.message not in told:
            told.append(error.message)
            streams.warn(error)

    with Coach.from_settings(settings, offline=request.offline, index=request.index, notify=notify) as coach:
        baseline.tell_lapsed(coach.baseline)
        if request.index:
            _tell_of_the_index(coach, flags)
        critiques = [
            _step_by_step(
                coach,
                draft,
                evidence,
                offline=any(isinstance(one, _FOR_ALL) for one in failures),
            )
            for draft in drafts.found
        ]
        baseline.tell_unmet(coach.baseline)
    if adoption:
        for critique in critiques:
            adoption.take(record(critique))
        baseline.finish(adoption)
    show(
        critiques if drafts.many else critiques[0],
        request.output,
        everything=request.everything,
        dropped=request.dropped,
        fail_on=settings.fail_on,
        inline=[frozenset(ignore.code for ignore in draft.ignores) for draft in drafts.found],
    )
    asked = flags.get("model") is not None and not request.offline
    failed = max((one.exit_code for one in failures), default=0) if asked else 0
    return exit_code(critiques, settings.fail_on, failed=failed, unread=drafts.unread)


def _step_by_step(coach: Coach, draft: Draft, evidence: list[Item], *, offline: bool) -> Critique:
    """Critique a draft, and say on stderr what each step of the model brought."""
    where = f"{draft.location.path}:{draft.location.line}: " if draft.location else ""
    steps = coach.stream(
        draft.text, evidence, location=draft.location, ignores=draft.ignores, offline=offline
    )
    last = next(steps)
    for last in steps:
        streams.say(f"wbcoach: {where}{last.name.replace('_', ' ')}: {last.told}")
    return last.critique


def _tell_of_the_index(coach: Coach, flags: dict[str, Any]) -> None:
    """Say on stderr when less is searched than one may think."""
    if coach.library is None:
        if flags.get("store") is not None:
            streams.say(f"wbcoach: there is no index in {coach.settings.store}; going on without.")
    elif coach.settings.embedder != "none" and not coach.library.dense:
        streams.say(
            "wbcoach: searching words alone (BM25); `wbcoach assets fetch` and `wbcoach index` add meaning."
        )


PLAIN_FORMATS = ("text", "json", "markdown")


def check_format(name: str, known: Sequence[str] = FORMATS) -> None:
    """Refuse a format that is none of those known.

    Raises:
        SettingsError: it is unknown.
    """
    if name not in known:
        raise SettingsError(f"There is no format {name!r}.", f"Choose one of {', '.join(known)}.")


def exit_code(critiques: Sequence[Critique], fail_on: str, *, failed: int = 0, unread: int = 0) -> int:
    """Choose: a failed model before unreadable text, before findings at or above the bar."""
    if failed:
        return failed
    if unread or any(critique.verdict is None for critique in critiques):
        return _BAD_INPUT
    bar = next((severity for severity in SEVERITIES if severity == fail_on), None)
    return _FOUND if bar and any(critique.reaches(bar) for critique in critiques) else 0


def show(
    critiques: Critique | list[Critique],
    output: str,
    *,
    everything: bool = False,
    dropped: bool = False,
    fail_on: str = "major",
    inline: Sequence[AbstractSet[str]] = (),
) -> None:
    """Print one critique, or several, to stdout.

    Args:
        critiques: a list is printed as one, even of one.
        output: one of `FORMATS`.
        everything: show all findings where the five worst are usual.
        dropped: list what a model proposed in vain.
        fail_on: lowest severity that is a failure, for JUnit.
        inline: for each critique, the codes that comments in its document silence, for SARIF.
    """
    if output == "json":
        from wbcoach.render import json

        streams.write(json.render(critiques))
        return
    several = critiques if isinstance(critiques, list) else [critiques]
    if output == "markdown":
        from wbcoach.render import markdown

        streams.write(
            "\n".join(markdown.render(one, everything=everything, dropped=dropped) for one in several)
        )
    elif output == "text":
        from rich.text import Text

        from wbcoach.render import text

        width = streams.terminal_width()
        pages = [text.render(one, width=width, everything=everything, dropped=dropped) for one in several]
        streams.write_styled(Text("\n").join(pages))
    else:
        streams.write(_for_programs(several, output, fail_on, inline))


def _for_programs(
    critiques: list[Critique], output: str, fail_on: str, inline: Sequence[AbstractSet[str]]
) -> str:
    """Write all findings as another program, or a browser, takes them."""
    from wbcoach.render import github, html, junit, sarif

    if output == "sarif":
        return sarif.render(critiques, inline)
    if output == "junit":
        return junit.render(critiques, fail_on)
    return github.render(critiques) if output == "github" else html.render(critiques)


def read_evidence(paths: Iterable[str]) -> list[Item]:
    """Read the files of linked evidence; rows that can't be read are told on stderr.

    Raises:
        InputError: a file is missing or holds no feedback.
    """
    if not paths:
        return []
    from wbcoach.library.readers import read
    from wbcoach.screening import injection

    items: list[Item] = []
    for path in paths:
        batch = read(Path(path))
        for problem in batch.problems:
            streams.say(f"wbcoach: {problem}")
        items += batch.items
    for item in items:
        if injection(item.text):
            streams.say(f"wbcoach: {item.id} holds an instruction to a program; it was not followed.")
    return items
