"""What SARIF 2.1.0 demands of the parts that are used, checked with no schema at hand; and paths of every kind."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pytest

from wbcoach.coach import Coach
from wbcoach.critique import Critique, Location
from wbcoach.render import sarif
from wbcoach.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Json = dict[str, Any]
DRAFT = (
    "Today, lazy users everywhere 🧑‍💻 have to use the app and print\nforms because old people can't use "
    "technology. Customers need a way to get a fast AI chatbot so we grow revenue by 30%."
)
LEVELS = {"none", "note", "warning", "error"}
# What RFC 3986 lets stand in a path, and a percent sign with its two digits.
PATH = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-F]{2})*")
NAMES = [
    "a b.md",
    "a#b.md",
    "100%.md",
    "a?b.md",
    "naïve 日本.md",
    "x:y.md",
    "[a]{b}.md",
    "a%20b.md",
    'q"q.md',
]


@pytest.fixture(scope="module")
def coach() -> Coach:
    return Coach(Settings(store="none", embedder="none"))


def faults(log: Json) -> list[str]:
    """What a log breaks of the specification, in our own words; empty where it is well."""
    return list(_faults(log))


def _faults(log: Json) -> Iterator[str]:
    if log.get("version") != "2.1.0" or not isinstance(log.get("runs"), list):
        yield "version or runs"
    for run in log.get("runs", ()):
        ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
        yield from _driver(run["tool"]["driver"], ids)
        if run["columnKind"] not in {"utf16CodeUnits", "unicodeCodePoints"}:
            yield "columnKind"
        if not isinstance(run["results"], list):
            yield "results"
        for result in run["results"]:
            yield from _result(result, run, ids)
        for invocation in run["invocations"]:
            if not isinstance(invocation["executionSuccessful"], bool):
                yield "executionSuccessful"
            for notice in invocation.get("toolExecutionNotifications", ()):
                if notice["level"] not in LEVELS:
                    yield "the level of a notification"
                yield from _message(notice["message"])
                for place in notice.get("locations", ()):
                    yield from _place(place["physicalLocation"], run)


def _driver(driver: Json, ids: list[str]) -> Iterator[str]:
    if not driver["name"]:
        yield "the driver has no name"
    if not re.fullmatch(r"\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?", driver["semanticVersion"]):
        yield "semanticVersion"
    if len(set(ids)) != len(ids):
        yield "two rules of one id"
    for rule in driver["rules"]:
        if rule["defaultConfiguration"]["level"] not in LEVELS:
            yield "the level of a rule"
        for name in ("shortDescription", "fullDescription", "help"):
            yield from _message(rule[name])


def _result(result: Json, run: Json, ids: list[str]) -> Iterator[str]:
    if not 0 <= result["ruleIndex"] < len(ids) or ids[result["ruleIndex"]] != result["ruleId"]:
        yield "ruleIndex and ruleId disagree"
    if result["level"] not in LEVELS:
        yield "the level of a result"
    yield from _message(result["message"])
    prints = result["partialFingerprints"]
    if not prints or not all(isinstance(one, str) and one for one in prints.values()):
        yield "fingerprints"
    for place in result["locations"]:
        yield from _place(place["physicalLocation"], run)
    for one in result.get("suppressions", ()):
        if one["kind"] not in {"inSource", "external"} or one["status"] not in {"accepted", "underReview"}:
            yield "a suppression"


def _message(message: Json) -> Iterator[str]:
    for text in message.values():
        single = re.sub(r"\{\{|\}\}", "", text)
        if not text or "{" in single or "}" in single:
            yield "a message is empty, or has a brace that stands for an argument"


def _place(place: Json, run: Json) -> Iterator[str]:
    where, region = place["artifactLocation"], place["region"]
    if "uri" in where:
        yield from _uri(where, run)
    elif not 0 <= where["index"] < len(run.get("artifacts", ())):
        yield "an index of no artifact"
    start = (region["startLine"], region["startColumn"])
    end = (region["endLine"], region["endColumn"])
    if min(*start, *end) < 1 or end < start:
        yield "a region counts from 1, and ends no sooner than it starts"


def _uri(where: Json, run: Json) -> Iterator[str]:
    parts = urlsplit(where["uri"])
    if not PATH.fullmatch(parts.path) or parts.query or parts.fragment:
        yield "a URI that is not percent-encoded"
    if ".." in parts.path.split("/"):
        yield "a URI that is not normal"
    if "uriBaseId" in where:
        if parts.scheme or parts.netloc or parts.path.startswith("/"):
            yield "a URI with a base is relative"
        if where["uriBaseId"] not in run["originalUriBaseIds"]:
            yield "a base that nothing names"
    elif parts.scheme != "file" or not parts.path.startswith("/"):
        yield "a URI without a base is absolute"


def placed(coach: Coach, path: str) -> Critique:
    return coach.critique(DRAFT, location=Location(path=path, line=5, column=3))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("folder", ["", "docs", "../other", "./docs/../more", "ABSOLUTE", "BELOW"])
def test_a_path_comes_back_from_its_uri(
    coach: Coach, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str, name: str
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    folders = {"ABSOLUTE": str(tmp_path), "BELOW": str(tmp_path / "here" / "deep")}
    path = str(Path(folders.get(folder, folder)) / name) if folder else name
    log = json.loads(sarif.render([placed(coach, path)]))
    assert faults(log) == []
    where = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    base = Path.cwd().as_uri() + "/" if "uriBaseId" in where else ""
    meant = (Path.cwd() / path).resolve()
    assert Path(unquote(urlsplit(base + where["uri"]).path)) == meant
    assert ("uriBaseId" in where) == meant.is_relative_to(Path.cwd())


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (r"docs\a b.md", "docs/a%20b.md"),
        (r"C:\desk\docs\a#b.md", "docs/a%23b.md"),
        (r"C:\other\100%.md", "file:///C:/other/100%25.md"),
        (r"D:\naïve.md", "file:///D:/na%C3%AFve.md"),
        (r"..\x.md", "file:///C:/x.md"),
        (r"\\server\share\a b.md", "file://server/share/a%20b.md"),
    ],
)
def test_a_path_of_windows_has_slashes_and_its_drive(
    monkeypatch: pytest.MonkeyPatch, path: str, uri: str
) -> None:
    import ntpath

    class Here(PureWindowsPath):
        @classmethod
        def cwd(cls) -> PureWindowsPath:
            return PureWindowsPath("C:/desk")

    monkeypatch.setattr(sarif, "Path", Here)
    monkeypatch.setattr(sarif, "PurePath", PureWindowsPath)
    monkeypatch.setattr(sarif.os, "path", ntpath)  # type: ignore[attr-defined]
    where = sarif.address(path)
    monkeypatch.undo()
    assert where["uri"] == uri
    assert ("uriBaseId" in where) != uri.startswith("file:")


def test_runs_of_every_kind_hold_to_the_specification(coach: Coach) -> None:
    silenced = coach.critique(DRAFT).model_dump(by_alias=True)
    silenced["ignored"] = [{"code": "S01", "reason": "the contract [names](it) {so}", "until": "2099-01-31"}]
    logs = [
        sarif.log([]),
        sarif.log([], errors=[("row-3", "Row 3 has an empty {text}.")]),
        sarif.log([coach.critique("Milk."), placed(coach, "a.md"), coach.critique(DRAFT)]),
        sarif.log([Critique.model_validate(silenced)], [frozenset({"S01"})]),
    ]
    assert [faults(log) for log in logs] == [[]] * len(logs)
    empty = logs[0]["runs"][0]
    assert (empty["results"], empty["invocations"]) == ([], [{"executionSuccessful": True}])
    assert "artifacts" not in empty


def _of_result(name: str, value: Any) -> Callable[[Json], None]:
    return lambda run: run["results"][0].update({name: value})


def _of_place(name: str, value: Any) -> Callable[[Json], None]:
    return lambda run: run["results"][0]["locations"][0]["physicalLocation"].update({name: value})


@pytest.mark.parametrize(
    "breaks",
    [
        lambda run: run["tool"]["driver"]["rules"].append(run["tool"]["driver"]["rules"][0]),
        lambda run: run.update(columnKind="bytes"),
        _of_result("ruleIndex", 39),
        _of_result("level", "grave"),
        _of_result("partialFingerprints", {}),
        _of_result("message", {"text": "It names {0}."}),
        _of_place("region", {"startLine": 0, "startColumn": 1, "endLine": 1, "endColumn": 1}),
        _of_place("region", {"startLine": 2, "startColumn": 4, "endLine": 2, "endColumn": 3}),
        _of_place("artifactLocation", {"uri": "a b.md", "uriBaseId": "%SRCROOT%"}),
        _of_place("artifactLocation", {"uri": "/a.md", "uriBaseId": "%SRCROOT%"}),
        _of_place("artifactLocation", {"uri": "../a.md", "uriBaseId": "%SRCROOT%"}),
        _of_place("artifactLocation", {"uri": "a.md", "uriBaseId": "%ELSEWHERE%"}),
        _of_place("artifactLocation", {"uri": "a.md"}),
        _of_place("artifactLocation", {"index": 7}),
    ],
)
def test_what_breaks_the_specification_is_seen(coach: Coach, breaks: Callable[[Json], None]) -> None:
    log = copy.deepcopy(sarif.log([placed(coach, "a.md")]))
    assert faults(log) == []
    breaks(log["runs"][0])
    assert len(faults(log)) >= 1
