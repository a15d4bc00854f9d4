"""The report is whole HTML that needs no network, keeps hostile words as words, and holds no text of a held case."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from runs import result, run_of

import eval.page
from eval.baseline import bless
from eval.charts import bar, curve, dot
from eval.page import page
from eval.results import CaseResult, Marked, RunResult
from eval.stats import Interval, calibration
from wbcoach.render.markup import Html, escaped, table, tag

CSS = Path(eval.page.__file__).with_name("page.css").read_text("utf-8")
JS = Path(eval.page.__file__).with_name("page.js").read_text("utf-8")
HOSTILE = "</td></script></style><script>alert(1)</script><img src=x onerror='alert(1)'>\" onload=\"x $title \u202e\x00"
OPEN_ENDED = {"meta", "input", "br", "link", "img"}


class Read(HTMLParser):
    """Reads a page strictly: an end tag that closes nothing, or the wrong thing, is an error."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: dict[str, list[str]] = {}
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in OPEN_ENDED:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open:
            self.words.setdefault(self.open[-1], []).append(data)

    def all(self, name: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.elements if tag == name]

    def text(self, *names: str) -> str:
        return "\n".join(words for name in names for words in self.words.get(name, []))


def labelled(name: str, split: str = "tuned", epoch: int = 1, verdict: str = "revise") -> CaseResult:
    return result(
        name,
        {"verdict": float(verdict == "revise"), "recall": 0.5},
        split=split,
        epoch=epoch,
        pitfall="S01",
        shown=("S01", "D01"),
        musts=("S01", "T06"),
        listed=("S01", "T06"),
        forbidden=("D01",),
        confidence={"S01": 0.9, "D01": 0.6},
        verdict=verdict,
        labelled_verdict="revise",
        latency_ms=12.0,
    )


@pytest.fixture
def run() -> RunResult:
    retrieval = CaseResult(
        id="Q1", task="retrieval", split="tuned", marks={"ndcg": Marked(value=0.625, why="third of three")}
    )
    return run_of(
        labelled("TUNED"),
        labelled("TUNED", epoch=2, verdict="ready"),
        labelled("HELD", "held"),
        result("BROKEN", error="the server said 500"),
        retrieval,
        left_out={"golden-12": "stands in the training data"},
    )


def test_the_page_is_whole_and_every_link_leads_somewhere(run: RunResult) -> None:
    read = Read(page(run, {"TUNED": "Today, bakers wait."}, run))
    ids = [attributes["id"] for _, attributes in read.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [one["href"] for one in read.all("a")]
    assert len(links) == 10
    assert {link.removeprefix("#") for link in links} <= set(ids)
    pointed = [one[name] for _, one in read.elements for name in ("aria-labelledby", "for") if name in one]
    assert pointed
    assert set(pointed) <= set(ids)


def test_a_screen_reader_finds_headings_captions_scopes_and_words_for_plots(run: RunResult) -> None:
    read = Read(page(run, {}, run))
    levels = [int(name[1]) for name, _ in read.elements if re.fullmatch(r"h\d", name)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert len(read.all("caption")) == len(read.all("table")) > 6
    assert all(one.get("scope") in {"col", "row"} for one in read.all("th"))
    for one in read.all("svg"):
        assert one.get("aria-hidden") == "true" or (one["role"], bool(one["aria-label"])) == ("img", True)
    assert sum(one.get("role") == "img" for one in read.all("svg")) == 2
    assert read.all("html") == [{"lang": "en"}]


def test_figures_pitfalls_verdicts_confidence_and_retrieval_are_told(run: RunResult) -> None:
    read = Read(page(run))
    cells = read.text("td", "th", "h3", "p", "dd", "span")
    assert "retrieval" in cells
    assert "0.625" in cells
    assert "S01 solution-in-need" in cells
    assert "1.000 [0.207, 1.000]" in cells, "one must of one found, by Wilson"
    assert "Same verdict: 0.500" in cells
    assert "Expected calibration error" in cells
    assert "1 cases are unstable" in cells
    assert "1.000 0.000" in cells, "the verdict of TUNED by epoch"
    assert "stands in the training data" in cells
    assert "the server said 500" in cells
    assert "There is nothing to compare this run with." in cells


def test_what_changed_is_told_both_ways_and_with_the_reason_of_the_baseline(tmp_path: Path) -> None:
    def of(first: float, second: float) -> RunResult:
        return run_of(result("ONE", {"verdict": first}), result("TWO", {"verdict": second}))

    baseline = bless(of(0.0, 1.0), "the first figures", path=tmp_path / "b.json", today=date(2026, 11, 27))
    read = Read(page(of(1.0, 0.0), {}, baseline))
    assert "a is the baseline, blessed on 2026-11-27 (the first figures)" in read.text("p")
    assert {"Worse: 1", "Better: 1", "No mark in one run: 0"} <= set(read.words["h3"])
    assert "0.000 → 1.000" in read.words["span"]
    assert "1.000 → 0.000" in read.words["span"]
    assert "verdict of ONE" in read.text("bdi")


def test_the_page_asks_nothing_of_a_network(run: RunResult) -> None:
    source = page(run, {"TUNED": "see https://example.org/ and //example.org"}, run)
    read = Read(source)
    assert {name for name, _ in read.elements} & {
        "link",
        "img",
        "iframe",
        "object",
        "embed",
        "base",
        "form",
    } == set()
    for name, attributes in read.elements:
        assert not {"src", "srcset", "action", "background"} & set(attributes), name
        assert not any("//" in value for value in attributes.values()), name
        assert attributes.get("href", "#").startswith("#")
    assert not re.search(r"url\(|@import|@font-face", CSS)
    assert not re.search(r"fetch|XMLHttp|import\b|WebSocket|sendBeacon|innerHTML|eval", JS)


def test_only_the_pages_own_script_and_style_may_run(run: RunResult) -> None:
    read = Read(page(run))
    (policy,) = (one["content"] for one in read.all("meta") if "http-equiv" in one)
    assert policy.startswith("default-src 'none';")
    for kind, text in (("style", CSS), ("script", JS)):
        assert read.text(kind) == text
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert not any(name.startswith("on") or name == "style" for _, one in read.elements for name in one)


def test_hostile_words_stay_words_wherever_they_stand(run: RunResult) -> None:
    def hostile(words: str) -> str:
        bad = CaseResult(
            id=words, task=words, split="tuned", pitfall=words, verdict=words, labelled_verdict="revise",
            marks={words: Marked(value=0.5, why=words)}, shown=(words,), error=words,
        )  # fmt: skip
        changed = bad.model_copy(update={"marks": {words: Marked(value=0.75, why=words)}, "error": None})
        first = run_of(*run.cases, changed, critic=words, model=words, left_out={words: words})
        before = bad.model_copy(update={"error": None})
        second = run_of(*run.cases, before, result("EXTRA" + words), critic=words)
        failed = bad.model_copy(update={"id": "FAILED" + words})
        listed = bad.model_copy(update={"task": "findings", "error": None, "confidence": {words: 0.5}})
        third = first.model_copy(update={"cases": (*first.cases, failed, listed)})
        return page(third, {words: words}, second)

    tame, wild = Read(hostile("tame")), Read(hostile("t" + HOSTILE))
    assert [name for name, _ in wild.elements] == [name for name, _ in tame.elements]
    assert [sorted(one) for _, one in wild.elements] == [sorted(one) for _, one in tame.elements]
    assert len(wild.all("script")) == 1
    shown = "t" + HOSTILE.replace("\u202e", "\ufffd").replace("\x00", "\ufffd")
    assert wild.text("bdi").count(shown) == tame.text("bdi").count("tame") > 3


@settings(max_examples=60)
@given(st.text(alphabet=st.characters(codec=None, exclude_categories=())))
def test_any_text_is_read_as_the_text_it_was(words: str) -> None:
    made = tag("p", words, title=words)
    made.encode("utf-8")
    read = Read(made)
    expected = re.sub(
        "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]",
        "\ufffd",
        words,
    )
    assert read.text("p") == expected
    assert read.all("p") == [{"title": expected}]


def test_html_is_not_escaped_twice() -> None:
    assert tag("p", tag("b", "a & b"), " < c", class_="x", hidden=True, id=None) == (
        '<p class="x" hidden=""><b>a &amp; b</b> &lt; c</p>'
    )
    assert escaped(Html("<b>")) == "<b>"
    assert '<td class="n">1 &lt; 2</td>' in table("c", ("a", "b"), [("x", "1 < 2")], numbers=[1])


def test_nothing_of_a_held_case_but_its_id_and_values_is_on_the_page() -> None:
    def cases(value: float, error: str | None = None) -> list[CaseResult]:
        marks = {"judged": Marked(value=value, why="SECRET why")}
        told = {"split": "held", "pitfall": "P05", "verdict": "rethink", "error": error}
        return [
            result(name).model_copy(update=told | {"marks": marks}) for name in ("HELD-1", "HELD-2")
        ]  # fmt: skip

    failed = result("HELD-3", split="held", error="SECRET error")
    source = page(
        run_of(*cases(0.5), failed), {"HELD-1": "SECRET text", "HELD-3": "SECRET text"}, run_of(*cases(1.0))
    )
    assert "SECRET" not in source
    assert "P05" not in source
    assert "HELD-1" in source
    assert "judged 0.500" in source


def test_an_empty_run_still_makes_a_page() -> None:
    read = Read(page(run_of()))
    assert "No verdicts were labelled." in read.text("p")
    assert "No confidences were given." in read.text("p")
    assert "No case was left out, and none ended in an error." in read.text("p")


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_words_and_lines_stand_out_as_wcag_asks(scheme: int) -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    blocks = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
    colours = dict(re.findall(r"--([\w-]+): (#\w{6});", blocks[scheme]))
    assert len(colours) == 13
    for name in ("text", "muted", "accent", "better", "worse"):
        assert contrast(colours[name], colours["back"]) >= 4.5, name
    for name in (key for key in colours if key.startswith("heat-")):
        assert contrast(colours["text"], colours[name]) >= 4.5, name
    assert contrast(colours["accent"], colours["fill"]) >= 3, "the whisker on its bar"


def test_a_bar_is_as_long_as_its_value_and_a_dot_stands_where_it_is() -> None:
    def number(source: str, name: str, key: str) -> float:
        return float(Read(source).all(name)[0][key])

    half, whole = (bar(value, Interval(value, value)) for value in (0.5, 1.0))
    assert number(whole, "rect", "width") == 2 * number(half, "rect", "width")
    at = [number(dot(value, Interval(0.2, 0.9)), "circle", "cx") for value in (0.0, 0.5, 1.0)]
    assert at[1] - at[0] == at[2] - at[1] > 0
    assert "circle" not in dot(None, Interval(0, 1))


def test_a_calibration_curve_goes_up_where_more_is_right_and_says_it_in_words() -> None:
    told = calibration([0.3, 0.3, 0.9, 0.9], [False, False, True, True])
    assert told is not None
    drawn = Read(curve(told, "Calibration"))
    low, high = drawn.all("circle")
    assert float(low["cx"]) < float(high["cx"])
    assert float(low["cy"]) > float(high["cy"])
    assert drawn.text("desc") == "confidence 0.30, right 0.00, of 2; confidence 0.90, right 1.00, of 2"


CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
def test_a_browser_searches_the_cases_and_shows_all_of_them_without_a_script(
    run: RunResult, tmp_path: Path
) -> None:
    def seen(source: str, fragment: str = "") -> str:
        path = tmp_path / "report.html"
        path.write_text(source, "utf-8")
        done = subprocess.run(
            [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'chrome'}",
             "--dump-dom", path.as_uri() + fragment],
            capture_output=True, text=True, timeout=120, check=True,
        )  # fmt: skip
        return done.stdout

    source = page(run, {"TUNED": "Today, bakers wait."}, run)
    whole = seen(source)
    assert "5 of 5 rows" in whole
    assert whole.count("<circle") == source.count("<circle")
    assert 'role="search">' in whole
    narrowed = seen(source, "#search=bakers+ready")
    assert "1 of 5 rows" in narrowed
    assert narrowed.count('<tr hidden="">') == 4
    without = seen(source.replace("script-src 'sha256-", "script-src 'sha256-no"))
    assert '<tr hidden="">' not in without
    assert 'role="search" hidden="">' in without
