"""`wbcoach metric`: a rate with its base, period and interval, computed in a closed room, and cited by a statement."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import json
import math
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wbcoach.coach import Coach
from wbcoach.define.citing import item_of, keep
from wbcoach.define.counting import Asked
from wbcoach.define.metric import metric, wilson
from wbcoach.define.table import table_of
from wbcoach.errors import InputError, SettingsError
from wbcoach.evidence import Item
from wbcoach.grounding import unsupported_numbers
from wbcoach.library import Library, Store, read
from wbcoach.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from program import Done

    from wbcoach.define.metric import MetricReport

HEADER = ("day", "team", "outcome", "seconds", "cases")


def written(path: Path, rows: list[tuple[str, ...]], header: tuple[str, ...] = HEADER) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


@pytest.fixture
def builds(tmp_path: Path) -> Path:
    """Synthetic: 120 builds in two months, 30 of them passed on a re-run; team C has few."""
    rows: list[tuple[str, ...]] = []
    for number in range(120):
        team = "C" if number < 6 else "AB"[number % 2]
        outcome = "passed" if number % 4 == 0 else "failed"
        rows.append(
            (f"2026-{7 + number // 60:02}-{1 + number % 28:02}", team, outcome, str(number), str(number % 3))
        )
    rows += [("2026-09-01", "A", "", "x", "1"), ("soon", "B", "failed", "", "1")]
    return written(tmp_path / "builds.csv", rows)


def computed(path: Path, *rate: str, **asked: object) -> MetricReport:
    with table_of(path) as table:
        return metric(table, Asked(rate, **asked))  # type: ignore[arg-type]


def test_a_rate_has_its_base_and_says_what_it_left_out(builds: Path) -> None:
    report = computed(builds, "outcome=Passed", by="team")
    assert (report.whole.numerator, report.whole.denominator) == (30, 121)
    assert report.left_out.no_value == 1
    assert (report.period.first, report.period.last) == ("2026-07-01", "2026-08-28")
    groups = {group.value: group.rate for group in report.groups}
    assert sum(rate.denominator for rate in groups.values()) == report.whole.denominator
    assert [name for name, rate in groups.items() if rate.small] == ["C"]
    assert report.sha256 == hashlib.sha256(builds.read_bytes()).hexdigest()


def test_a_period_narrows_and_counts_what_has_no_day(builds: Path) -> None:
    report = computed(builds, "outcome=passed", since=dt.date(2026, 8, 1), until=dt.date(2026, 8, 31))
    assert (report.whole.denominator, report.left_out.undated) == (60, 1)
    assert report.period.first == "2026-08-01"


def test_numbers_are_compared_as_numbers_and_weights_count_cases(builds: Path) -> None:
    report = computed(builds, "seconds>=100", of=("team=A",))
    rows = list(csv.DictReader(builds.read_text("utf-8").splitlines()))
    judged = [row for row in rows if row["team"] == "A" and row["seconds"].isdigit()]
    assert report.whole.denominator == len(judged)
    assert report.whole.numerator == sum(int(row["seconds"]) >= 100 for row in judged)
    weighted = computed(builds, "outcome=failed", weight="cases")
    assert weighted.whole.denominator == sum(int(row["cases"]) for row in rows if row["outcome"])


CELL = st.sampled_from(
    ["", " ", "yes", "YES", "no", "0", "1", "2.5", "-3", "nan", "inf", "'; DROP TABLE metrics", "é"]
)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=12), st.sampled_from(["=", "!=", ">=", "<"])
)
def test_the_count_is_what_a_loop_over_the_rows_gives(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]], operator: str
) -> None:
    path = written(tmp_path_factory.mktemp("metric") / "t.csv", rows, ("day", "value", "hit"))
    wanted = "yes" if operator in ("=", "!=") else "1"

    def judged(cell: str) -> bool | None:
        if operator in ("=", "!="):
            same = cell.strip().lower() == wanted
            return None if not cell.strip() else same == (operator == "=")
        try:
            number = float(cell)
        except ValueError:
            return None
        return None if not math.isfinite(number) else number >= 1 if operator == ">=" else number < 1

    told = [verdict for _, value, _ in rows if (verdict := judged(value)) is not None]
    try:
        report = computed(path, f"value{operator}{wanted}", by="hit")
    except InputError as error:
        assert "No row" in error.message  # noqa: PT017  either it is refused, and rightly, or it counts right
        assert not any(cell.strip().lower() == wanted for _, cell, _ in rows)
        return
    assert (report.whole.numerator, report.whole.denominator) == (sum(told), len(told))
    assert sum(group.rate.numerator for group in report.groups) == sum(told)


@given(st.integers(1, 10_000), st.data())
def test_the_interval_holds_the_share_and_mirrors(base: int, data: st.DataObject) -> None:
    top = data.draw(st.integers(0, base))
    low, high = wilson(top, base)
    assert 0 <= low <= top / base <= high <= 1
    mirrored = wilson(base - top, base)
    assert mirrored == pytest.approx((1 - high, 1 - low), abs=1e-9)


def test_the_interval_is_wilsons() -> None:
    """81 of 263 is the worked example of Newcombe (1998), method 3: .2553 to .3662."""
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)
    with pytest.raises(ValueError, match="no share"):
        wilson(2, 1)


def test_nothing_but_the_file_is_in_reach(builds: Path, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    other = written(tmp_path / "other.csv", [("a",)], ("b",))
    with table_of(builds) as table:
        for query in (
            f"SELECT * FROM read_csv('{other}')",  # noqa: S608
            "INSTALL httpfs",
            f"COPY (SELECT 1) TO '{tmp_path / 'out.csv'}'",
            "SELECT * FROM read_csv('https://example.invalid/a.csv')",
            "SET enable_external_access = true",
        ):
            with pytest.raises(duckdb.Error):
                table.ask(query)
    assert not (tmp_path / "out.csv").exists()


def test_a_name_with_a_pattern_reads_that_file_alone(tmp_path: Path) -> None:
    written(tmp_path / "ab.csv", [("no",)], ("told",))
    assert computed(written(tmp_path / "a*.csv", [("yes",)], ("told",)), "told=yes").rows == 1


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (("--rate", "outcome=pased"), "outcome has failed, passed"),
        (("--rate", "result=passed"), "its columns are day, team"),
        (("--rate", "seconds>=many"), "no number"),
        (("--rate", "outcome="), "compares with nothing"),
        (("--rate", "outcome=passed", "--by", "squad"), "no column 'squad'"),
        (("--rate", "outcome=passed", "--weight", "seconds"), "no whole number"),
        (("--rate", "outcome=passed", "--date", "team"), "no row has a day"),
        (("--rate", "outcome=passed", "--cite", "two words"), "can't be an id"),
        (("--rate", "outcome=passed", "-o", "x.jsonl"), "--cite"),
        (("--rate", "outcome=passed", "--of", "team=D"), "No row"),
        (("--rate", "outcome=passed", "--format", "html"), "no format"),
    ],
)
def test_bad_input_is_told_clearly(
    cli: Callable[..., Done], builds: Path, flags: tuple[str, ...], told: str
) -> None:
    done = cli("metric", builds, *flags)
    assert (done.code, done.out) == (2, "")
    assert told in done.err


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"a,b\n", "no rows"),
        (b"a,b\n1,2\n1,2,3\n", "line 3 has 3 cells"),
        (b"a,b\n1,2\n1\n3,4\n", "line 3 has 1 cells"),
        (b"a,A\n1,2\n", "two columns"),
        (b'a,b\n1,"2\n', "no table"),
        (b"PK\x03\x04", "not text"),
        (None, "can't be read"),
    ],
)
def test_a_file_that_is_no_table_is_told_clearly(tmp_path: Path, content: bytes | None, told: str) -> None:
    path = tmp_path / "t.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=told), table_of(path):
        pass


def test_without_duckdb_the_extra_is_named(builds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(SettingsError, match=r"wbcoach\[insights\]"), table_of(builds):
        pass


def test_a_cited_rate_answers_the_questions_for_source_and_base(
    cli: Callable[..., Done], builds: Path, tmp_path: Path
) -> None:
    draft = (
        "Today, engineers have to re-run a failed build when a test fails, and 30 of 121 failed builds (24.8%) pass "
        "unchanged. Customers need a way to tell a flaky test from a real regression."
    )
    asked = Settings(as_of=dt.date(2026, 11, 1), embedder="none")
    bare = {finding.code for finding in Coach(asked).critique(draft).findings}
    assert "D03" in bare
    cited = ("--rate", "outcome=passed", "--by", "team", "--unit", "failed builds", "--cite", "METRIC-1")
    assert cli("metric", builds, *cited, "-o", "cited.jsonl").code == 0
    (item,) = read(tmp_path / "cited.jsonl").items
    assert (item.id, item.kind, item.is_voice, item.date) == ("METRIC-1", "behavioral", False, "2026-08-28")
    found = {one.code for one in Coach(asked).critique(draft, [item]).findings}
    assert not found & {"D01", "D03", "D04"}
    assert unsupported_numbers("30 of 121 failed builds (24.8%) pass", [item.text]) == []
    assert unsupported_numbers("17.9% pass, 33.2% at most", [item.text]) != [], (
        "an interval is no figure to cite"
    )
    # The same by way of an index: the screen lets it in, with its query.
    Store(tmp_path / "store").update(read(tmp_path / "cited.jsonl"), embedder=None)
    with Library.open(tmp_path / "store") as library:
        kept = library.get("METRIC-1")
        assert kept is not None
        assert (kept.text, library.counts().set_aside) == (item.text, 0)
        assert "GROUP BY" in kept.meta["query"]
        assert kept.meta["file_sha256"] == hashlib.sha256(builds.read_bytes()).hexdigest()
        critique = Coach(asked, library).critique(f"{draft} [METRIC-1]")
    assert not {one.code for one in critique.findings} & {"D01", "D03", "D04"}


def test_the_kept_query_gives_the_kept_figures_again(builds: Path) -> None:
    report = computed(builds, "outcome=passed", of=("seconds<100",), by="team", since=dt.date(2026, 7, 1))
    record = item_of(report, "M")
    with table_of(builds) as table:
        found = table.ask(record["query"], json.loads(record["query_values"]))
    whole = next(row for row in found if row[1])
    assert whole[2:4] == (report.whole.numerator, report.whole.denominator)
    assert f"{report.whole.numerator} of {report.whole.denominator} rows" in record["text"]


def test_every_figure_of_a_cited_item_was_computed(builds: Path) -> None:
    report = computed(builds, "outcome=passed", by="team")
    rates = [report.whole, *(group.rate for group in report.groups)]
    known = " ".join(f"{r.numerator} of {r.denominator} is {100 * (r.rate or 0):.1f}%." for r in rates)
    dates = "Jul 2026. Aug 2026. Jul 2026 to Aug 2026."
    assert unsupported_numbers(item_of(report, "M")["text"], [known, dates]) == []


def test_an_item_takes_the_place_of_the_one_with_its_id(tmp_path: Path) -> None:
    path = tmp_path / "cited.jsonl"
    for name, text in (("A", "one"), ("B", "two"), ("A", "three")):
        keep({"id": name, "text": text}, path)
    assert [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()] == ["two", "three"]
    path.write_text("a,b\n", "utf-8")
    with pytest.raises(InputError, match="no JSONL"):
        keep({"id": "A"}, path)


@pytest.mark.parametrize("output", ["text", "json", "markdown"])
def test_the_same_input_gives_the_same_output(cli: Callable[..., Done], builds: Path, output: str) -> None:
    def run() -> Done:
        return cli("metric", builds, "--rate", "outcome=passed", "--by", "team", "-f", output)

    first, again = run(), run()
    assert (first.code, first.out) == (0, again.out)
    assert "121" in first.out
    assert "small" in first.out


def test_other_encodings_and_delimiters_are_read(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("jour;été\n2026-07-01;oui\n2026-07-02;non\n".encode("cp1252"))
    with table_of(path) as table:
        assert table.columns == ("jour", "été")
        assert "cp1252" in table.warning
    assert Item("x", "y", source="metrics").kind == "behavioral"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_no_row_is_skipped_whatever_the_line_ends(tmp_path: Path, end: str) -> None:
    path = tmp_path / "t.csv"
    rows = ["", "it's,b", "x,1", "y, 2", '"z ""q""\n,",3', "x,4", ""]
    path.write_bytes(end.join(rows).encode())
    report = computed(path, "it's=x")
    assert (report.rows, report.whole.numerator, report.whole.denominator) == (4, 2, 4)
