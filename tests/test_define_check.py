"""`wbcoach personas check`: each line of a persona document is observed, not observed, contradicted or invented."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from wbcoach.define.checking import PersonaCheck, check_personas
from wbcoach.define.inventions import inventions
from wbcoach.define.profile import lines_of_profile
from wbcoach.errors import InputError
from wbcoach.evidence import Item
from wbcoach.library import Library
from wbcoach.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from program import Done

AS_OF = Settings(as_of=dt.date(2026, 11, 1), embedder="none")
PERSONA = """---
status: draft
---
# Busy Brenda, the build watcher

![portrait](brenda.png)

- **Age:** 34
- Re-runs a red build without reading the log
- Tech-savvy and impatient
- 58% of failed builds end on the log page
- 73% of failed builds end on the log page
- Happy with the log search
- Writes a report for the board every Monday

> "I can't tell flaky from broken without opening three tabs."
> "I would pay anything for a robot that mends my builds."

## Goals

Tell a flaky test from a real regression. [SYN-BH-002]
"""


@pytest.fixture(scope="module")
def library(sample_index: Path) -> Iterator[Library]:
    with Library.open(sample_index) as opened:
        yield opened


@pytest.fixture(scope="module")
def checked(library: Library) -> PersonaCheck:
    return check_personas(PERSONA, "brenda.md", library, AS_OF)


@pytest.mark.parametrize(
    ("starts", "verdict", "ids", "codes"),
    [
        ("Busy Brenda", "invented", [], ["P03"]),
        ("![portrait]", "invented", [], ["P03"]),
        ("34", "invented", [], ["P01"]),
        ("Re-runs a red build", "observed", ["SYN-BH-001"], []),
        ("Tech-savvy", "invented", [], ["P02"]),
        ("58% of failed", "observed", ["SYN-BH-020"], []),
        ("73% of failed", "contradicted", ["SYN-BH-020"], []),
        ("Happy with", "contradicted", ["SYN-BH-021"], []),
        ("Writes a report", "not observed", [], []),
        ("\"I can't tell", "observed", ["SYN-BH-005"], []),
        ('"I would pay', "invented", [], []),
        ("Goals", "no claim", [], []),
        ("Tell a flaky test", "observed", ["SYN-BH-002"], []),
    ],
)
def test_each_line_has_its_verdict(
    checked: PersonaCheck, starts: str, verdict: str, ids: list[str], codes: list[str]
) -> None:
    line = next(one for one in checked.lines if one.text.startswith(starts))
    assert line.verdict == verdict
    named = [one.id for one in (line.against if verdict == "contradicted" else line.evidence)]
    assert set(ids) <= set(named)
    assert [one.code for one in line.invented] == codes


def test_places_and_counts_are_those_of_the_document(checked: PersonaCheck) -> None:
    rows = PERSONA.split("\n")
    for line in checked.lines:
        assert rows[line.line - 1][line.column - 1 :].startswith(line.text)
    assert sum(checked.counts.values()) == len(checked.lines)


def test_nothing_in_a_check_is_invented(checked: PersonaCheck, library: Library) -> None:
    items = {item.id: item for item in library.items()}
    quotes = [one for line in checked.lines for one in (*line.evidence, *line.against)]
    assert quotes
    wrong = [
        one.id
        for one in quotes
        if (one.quote, one.sha256) != (items[one.id].text[one.start : one.end], items[one.id].sha256)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("label", "text", "codes"),
    [
        ("Name", "Sarah", ["P03"]),
        ("Name", "The re-runner", []),
        ("Location", "Leeds", ["P01"]),
        ("Hobbies", "climbing", ["P03"]),
        ("Personality", "calm", ["P02"]),
        ("Goals", "Ship before the weekend", []),
        ("", "Loves yoga and podcasts", ["P03"]),
        ("", "They are lazy", ["P02"]),
        ("", "Afraid of computers", ["P02"]),
        ("", "She is a busy mum of two", ["P01", "P03"]),
        ("", "Young professionals who want speed", ["P01"]),
        ("", "Keeps a side spreadsheet with which transfer belongs to which invoice", []),
        ("", "Never reads the log", []),
        ("", "Patient, works shifts", []),
        ("", "People over 75 have to post a doctor's letter because of an age limit", []),
    ],
)
def test_a_trait_or_a_demographic_is_seen_and_conduct_is_not(label: str, text: str, codes: list[str]) -> None:
    assert [one.code for one in inventions(text, label)] == codes


def test_a_demographic_that_the_task_depends_on_is_let_be() -> None:
    told = Item("R-1", "Applicants over 75 have to send proof of age, an age limit of the insurer.")
    assert [one.code for one in inventions("over 75", "Age")] == ["P01"]
    assert inventions("over 75", "Age", [told]) == ()


def test_fields_tables_and_ids_are_read(tmp_path: Path) -> None:
    del tmp_path
    lines = lines_of_profile(
        "| Goal | Split one payment [SYN-LL-001] |\n|---|---|\n\n```\ncode\n```\n* Waits. Then calls.\n"
    )
    assert [(line.label, line.said) for line in lines] == [
        ("Goal", "Split one payment"),
        ("", "Waits."),
        ("", "Then calls."),
    ]


@hypothesis_settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from('ab .:#-*|>"“”[]()!\n\r\t1é'), max_size=120))
def test_any_document_is_taken_apart_with_true_places(document: str) -> None:
    rows = document.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for line in lines_of_profile(document):
        assert line.text in rows[line.line - 1]


def test_an_empty_document_is_refused(library: Library) -> None:
    with pytest.raises(InputError):
        check_personas("\n\n---\n", "p.md", library, AS_OF)


@pytest.mark.parametrize("output", ["text", "json", "markdown", "html"])
def test_the_command_prints_the_same_twice_and_exits_with_1(
    cli: Callable[..., Done], sample_index: Path, tmp_path: Path, output: str
) -> None:
    (tmp_path / "p.md").write_text(PERSONA, "utf-8")

    def run() -> Done:
        return cli(
            "personas", "check", "p.md", "--store", sample_index, "--as-of", "2026-11-01", "-f", output
        )

    first, again = run(), run()
    assert (first.code, first.out) == (1, again.out)
    assert "SYN-BH-005" in first.out
    if output == "json":
        assert first.json["schema"] == "wbcoach.personas-check/1"


def test_what_was_observed_alone_exits_with_0(cli: Callable[..., Done], sample_index: Path) -> None:
    done = cli(
        "personas", "check", "-", "--store", sample_index, stdin="- Has a chat emoji for 'just rerun it'\n"
    )
    assert (done.code, "SYN-BH-004" in done.out) == (0, True)
    assert cli("personas", "check", "nothing.md", "--store", sample_index).code == 2
    assert cli("personas", "check", "-", "--store", "nowhere", stdin="- Waits.\n").code == 3
