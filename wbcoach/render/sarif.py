"""Critiques as SARIF 2.1.0, as code scanning takes it: rules with help, regions in code points, stable fingerprints."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from wbcoach import __version__
from wbcoach.coach.silence import words_hash
from wbcoach.critique import Location
from wbcoach.pitfalls import catalogue
from wbcoach.plain import one_line
from wbcoach.render import wording
from wbcoach.render.json import dumps

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from wbcoach.critique import Critique, Finding, Ignored
    from wbcoach.pitfall import Pitfall

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS: Final = {"blocker": "error", "major": "warning", "minor": "note"}
_ROOT: Final = "%SRCROOT%"
_EXAMPLES = 2


def render(
    critiques: Sequence[Critique],
    inline: Sequence[AbstractSet[str]] = (),
    errors: Sequence[tuple[str, str]] = (),
) -> str:
    """Write one run with all findings; what is silenced is in it, suppressed.

    Args:
        critiques: in any order; paths below the working directory are written relative to it.
        inline: for each critique, the codes that a comment in its document silences; others are silenced by a baseline.
        errors: rows of a backlog that could not be critiqued: their id, and why.
    """
    return dumps(log(critiques, inline, errors))


def log(
    critiques: Sequence[Critique],
    inline: Sequence[AbstractSet[str]] = (),
    errors: Sequence[tuple[str, str]] = (),
) -> dict[str, Any]:
    """Give the same as plain values."""
    known = list(catalogue().values())
    places = {rule.code: number for number, rule in enumerate(known)}
    run = _Run(places)
    for number, critique in enumerate(critiques):
        run.add(critique, inline[number] if number < len(inline) else frozenset())
    run.notices += [
        {"level": "error", "message": _message(f"{one_line(name)}: {told}")} for name, told in errors
    ]
    driver = {
        "name": "wbcoach",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(one) for one in known],
    }
    invocation: dict[str, Any] = {"executionSuccessful": True}
    if run.notices:
        invocation["toolExecutionNotifications"] = run.notices
    whole: dict[str, Any] = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder that wbcoach was started in."}}},
        "invocations": [invocation],
        "results": run.results,
    }
    if run.artifacts:
        whole["artifacts"] = run.artifacts
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [whole]}


class _Run:
    """Gathers the results of a run; the same finding on the same words of a file is told apart by a counter."""

    def __init__(self, places: dict[str, int]) -> None:
        self.results: list[dict[str, Any]] = []
        self.notices: list[dict[str, Any]] = []
        self.artifacts: list[dict[str, Any]] = []
        self._places = places
        self._seen: Counter[tuple[str, str]] = Counter()

    def add(self, critique: Critique, inline: AbstractSet[str]) -> None:
        """Take the findings of a critique, or the notice that its text is no statement."""
        where = self._artifact(critique)
        if critique.verdict is None:
            words = "; ".join((*wording.flag_words(critique), wording.unread_hint(critique)))
            self.notices.append(
                {
                    "level": "warning",
                    "message": _message(words),
                    "locations": [_at(where, _whole(critique))],
                }
            )
        for finding in critique.worst(len(critique.findings)):
            self.results.append(self._found(critique, finding, where))
        for ignored in critique.ignored:
            self.results.append(self._silenced(critique, ignored, where, inline))

    def _found(self, critique: Critique, finding: Finding, where: dict[str, Any]) -> dict[str, Any]:
        words = finding.span.text if finding.span else ""
        return {
            "ruleId": finding.code,
            "ruleIndex": self._places[finding.code],
            "level": LEVELS[finding.severity],
            "message": _message(f"{finding.message} Ask: {finding.question}"),
            "locations": [_at(where, _region(critique, finding))],
            "partialFingerprints": self._fingerprint(finding.code, words, where),
            "properties": {
                "confidence": finding.confidence,
                "foundBy": list(finding.found_by),
                "evidence": list(finding.evidence),
            },
        }

    def _silenced(
        self, critique: Critique, ignored: Ignored, where: dict[str, Any], inline: AbstractSet[str]
    ) -> dict[str, Any]:
        rule = catalogue()[ignored.code]
        until = f" (until {ignored.until})" if ignored.until else ""
        return {
            "ruleId": rule.code,
            "ruleIndex": self._places[rule.code],
            "level": LEVELS[rule.severity],
            "message": _message(rule.message),
            "locations": [_at(where, _whole(critique))],
            "partialFingerprints": self._fingerprint(rule.code, "", where),
            "suppressions": [
                {
                    "kind": "inSource" if rule.code in inline else "external",
                    "status": "accepted",
                    "justification": one_line(f"{ignored.reason or 'no reason given'}{until}"),
                }
            ],
        }

    def _fingerprint(self, code: str, words: str, where: dict[str, Any]) -> dict[str, str]:
        """Name a finding so that it is known again after lines were put in above it or other words changed."""
        key = words_hash(f"{code} {words}")
        self._seen[key, str(where)] += 1
        return {"primaryLocationLineHash": f"{key}:{self._seen[key, str(where)]}"}

    def _artifact(self, critique: Critique) -> dict[str, Any]:
        """Give the document's address; a text that stands in none is put into the log itself."""
        if critique.location:
            return address(critique.location.path)
        self.artifacts.append(
            {
                "description": {"text": one_line(critique.id or "a draft that was given as text")},
                "contents": {"text": _bare(critique.statement.text)},
            }
        )
        return {"index": len(self.artifacts) - 1}


def address(path: str) -> dict[str, Any]:
    """Give a path as SARIF has it: relative to the working directory where it is below that, else as a file URI."""
    here = Path.cwd()
    place = PurePath(os.path.normpath(here / path))
    try:
        relative = place.relative_to(here)
    except ValueError:
        return {"uri": _file_uri(place)}
    return {"uri": quote(_bare(relative.as_posix())), "uriBaseId": _ROOT}


def _file_uri(place: PurePath) -> str:
    """Give an absolute path as a URI: a drive is a part of its path, a server that shares a folder its host."""
    whole = _bare(place.as_posix())
    if whole.startswith("//"):
        return f"file:{quote(whole)}"
    drive, rest = (place.drive, whole.removeprefix(place.drive)) if place.drive else ("", whole)
    return f"file://{'/' if drive else ''}{drive}{quote(rest)}"


def _at(where: dict[str, Any], region: dict[str, Any]) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": where, "region": region}}


def _start(critique: Critique) -> Location:
    return critique.location or Location(path="", line=1, column=1)


def _region(critique: Critique, finding: Finding) -> dict[str, Any]:
    if finding.span is None or not finding.span.text:
        return _whole(critique)
    return _between(critique, finding.span.start, finding.span.end)


def _whole(critique: Critique) -> dict[str, Any]:
    return _between(critique, 0, len(critique.statement.text))


def _between(critique: Critique, start: int, end: int) -> dict[str, Any]:
    """Give lines and columns, from 1; the end column is the one behind the last character."""
    text = critique.statement.text
    first, last = _start(critique).behind(text[:start]), _start(critique).behind(text[:end])
    return {
        "startLine": first.line,
        "startColumn": first.column,
        "endLine": last.line,
        "endColumn": last.column,
        "snippet": {"text": _bare(text[start:end])},
    }


def _rule(one: Pitfall) -> dict[str, Any]:
    lines = [one.why, "", f"Ask: {one.question}", "", "Examples that have it:", ""]
    lines += [f"- {example.text}" for example in one.bad[:_EXAMPLES]]
    lines += ["", "Near misses that are fine:", ""]
    lines += [f"- {example.text}" for example in one.good[:_EXAMPLES]]
    lines += ["", f"More: wbcoach explain {one.code}"]
    return {
        "id": one.code,
        "name": "".join(part.capitalize() for part in one.name.split("-")),
        "shortDescription": _message(one.message),
        "fullDescription": _message(one.why),
        "help": {"text": _braced("\n".join(lines)), "markdown": _braced("\n".join(lines))},
        "defaultConfiguration": {"level": LEVELS[one.severity]},
        "properties": {"tags": [one.lens], "precision": "high"},
    }


def _message(words: str) -> dict[str, str]:
    return {"text": _braced(one_line(words))}


def _braced(words: str) -> str:
    """Double braces, which stand for arguments in a message, and keep a link in material from being one."""
    return re.sub(r"\](?=\()", "] ", words.replace("{", "{{").replace("}", "}}"))


def _bare(text: str) -> str:
    """Replace lone surrogates, which no JSON file can hold as text."""
    return text.encode("utf-8", "replace").decode("utf-8")
