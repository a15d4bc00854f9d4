"""A backlog's report: its figures are those of the rows, groups are what was planted, and a real browser can use the page."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import made_backlog
import pytest
from program import program
from test_eval_page import Read, contrast

import wbcoach.render.backlog
from wbcoach.critique import Critique
from wbcoach.errors import InputError, SettingsError
from wbcoach.faces.cli import batch
from wbcoach.faces.cli.reporting import FORMS, NAMES, with_report
from wbcoach.render.backlog import page
from wbcoach.render.backlog_markdown import document
from wbcoach.render.backlog_statement import marked
from wbcoach.survey import Survey, take
from wbcoach.survey.answers import rows_of
from wbcoach.survey.clashing import clash_of
from wbcoach.survey.columns import choose, day_of
from wbcoach.survey.ranking import Standing
from wbcoach.survey.told import Told, of, same_people

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page
    from program import Done

    from wbcoach.library.embed import Embedder

    Cli = Callable[..., Done]

Json = dict[str, Any]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
HOSTILE = "</noscript></script><script>document.title='no'</script><img src=x onerror='alert(1)'>\" & \u202e"


@pytest.fixture(scope="module")
def critiques(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a real batch wrote over the made backlog."""
    folder = tmp_path_factory.mktemp("backlog")
    backlog, output, report = made_backlog.put(folder / "in.jsonl"), folder / "out.jsonl", folder / "out.html"
    done = program("batch", backlog, "-o", output, "--offline", "--no-index", "--report", report)
    assert done.code == 1, done.err
    assert "out.html is written" in done.err
    assert "dates are taken from the column 'created'" in done.err
    assert report.read_text("utf-8").count("\n<article id=") == len(made_backlog.rows()) - 1
    return output


@pytest.fixture(scope="module")
def answers(critiques: Path) -> list[Json]:
    return [json.loads(line) for line in critiques.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def survey(critiques: Path) -> Survey:
    """By words alone, so that it needs no weights."""
    return take(critiques)


@pytest.fixture(scope="module")
def html(critiques: Path, survey: Survey) -> str:
    return "".join(page(survey, rows_of(critiques)))


# --- figures


def test_verdicts_pitfalls_lenses_and_scores_are_those_of_the_rows(
    survey: Survey, answers: list[Json]
) -> None:
    good = [one for one in answers if "error" not in one]
    assert (survey.rows, survey.statements, survey.errors, survey.unread) == (len(answers), len(good), 1, 0)
    assert survey.error_rows[0].id == "BAD"
    assert Counter(survey.verdicts) == Counter(one["verdict"] for one in good)
    codes = [{finding["code"] for finding in one["findings"]} for one in good]
    assert {one.code: one.statements for one in survey.pitfalls} == Counter(
        code for some in codes for code in some
    )
    findings = Counter((finding["code"], finding["severity"]) for one in good for finding in one["findings"])
    assert {
        (one.code, name): count for one in survey.pitfalls for name, count in one.severities.items() if count
    } == findings
    assert [one.statements for one in survey.pitfalls] == sorted(
        (one.statements for one in survey.pitfalls), reverse=True
    )
    lenses = Counter(lens for one in good for lens in {finding["lens"] for finding in one["findings"]})
    assert Counter(survey.lenses) == lenses
    for name, counts in survey.scores.items():
        assert list(counts) == [sum(one["scores"][name] == value for one in good) for value in range(5)]


def test_teams_and_months_add_up_to_the_whole(survey: Survey, answers: list[Json]) -> None:
    good = [one for one in answers if "error" not in one]
    assert survey.teams
    assert survey.times
    assert (survey.teams.column, survey.teams.guessed, survey.times.unit) == ("team", True, "month")
    assert {one.name: one.statements for one in survey.teams.slices} == Counter(
        one["input"]["team"] for one in good
    )
    assert {one.name: one.statements for one in survey.times.slices} == Counter(
        one["input"]["created"][:7] for one in good
    )
    for split in (survey.teams, survey.times):
        for lens, count in survey.lenses.items():
            assert sum(one.lenses[lens] for one in split.slices) == count
        assert sum(one.verdicts["ready"] for one in split.slices) == survey.verdicts["ready"]
    assert [one.name for one in survey.times.slices] == sorted(one.name for one in survey.times.slices)


def test_evidence_is_counted_by_statement(survey: Survey, answers: list[Json]) -> None:
    good = [one for one in answers if "error" not in one]
    told = survey.coverage
    assert told.linked == sum(any(item["linked"] for item in one["evidence"]) for one in good) > 5
    assert told.none == sum(not one["evidence"] for one in good)
    assert told.linked + told.found + told.none == survey.statements == told.unsearched
    assert told.supported == sum(
        any(item["stance"] == "supports" for item in one["evidence"]) for one in good
    )
    assert told.kinds["behavioral"] == sum(
        any(item["kind"] == "behavioral" for item in one["evidence"]) for one in good
    )


def test_the_gravest_come_first_and_what_is_ready_is_no_copy(survey: Survey, answers: list[Json]) -> None:
    by_row = dict(enumerate(answers, 1))
    tiers = []
    for one in survey.rework:
        told = by_row[one.row]
        assert (told["id"], told["question"]) == (one.id, one.question)
        assert told["verdict"] != "ready"
        tiers.append(
            min(("blocker", "major", "minor").index(finding["severity"]) for finding in told["findings"])
        )
    assert tiers == sorted(tiers)
    assert len(tiers) == 10
    assert tiers[0] == 0
    assert {one.verdict for one in survey.ready} == {"ready"}
    assert not any(one.id.startswith("C") for one in (*survey.ready, *survey.rework))
    first = next(one for one in survey.ready if one.id == "S01")
    assert first.told_again == 2, "a copy, and another customer's"


def test_among_equals_more_blockers_come_before_more_findings_of_less_weight() -> None:
    graver = Standing(2, (2, 0, 0), supports=0, linked=0, contradicts=0, findings=2)
    longer = Standing(1, (1, 1, 3), supports=0, linked=0, contradicts=0, findings=5)
    backed = Standing(3, (1, 0, 0), supports=2, linked=2, contradicts=0, findings=1)
    assert sorted((longer, graver, backed), key=lambda one: one.urgency) == [backed, graver, longer]


# --- what is told more than once


def planted(survey: Survey) -> dict[frozenset[str], str]:
    return {frozenset(member.id for member in group.members): group.kind for group in survey.groups}


def test_copies_retold_ones_and_other_customers_are_told_apart_by_meaning(
    critiques: Path, embedder: Embedder
) -> None:
    survey = take(critiques, embedder)
    assert survey == take(critiques, embedder)
    assert planted(survey) == {
        frozenset({"S01", "C1-S01", "O1-S01"}): "other_customer",
        frozenset({"S20", "C3-S20", "R1-S20"}): "reworded",
        frozenset({"S06", "C2-S06"}): "copy",
        frozenset({"S08", "O2-S08"}): "other_customer",
        frozenset({"S11", "R2-S11"}): "reworded",
        frozenset({"S15", "O3-S15"}): "other_customer",
    }
    how = {member.id: member.how for group in survey.groups for member in group.members}
    assert {name: kind for name, kind in how.items() if name.startswith(("C", "O", "R"))} == {
        "C1-S01": "copy", "C2-S06": "copy", "C3-S20": "copy", "R1-S20": "reworded", "R2-S11": "reworded",
        "O1-S01": "other_customer", "O2-S08": "other_customer", "O3-S15": "other_customer",
    }  # fmt: skip
    assert {(one.one.id, one.other.id): one.kind for one in survey.clashes} == {
        ("P1a", "P1b"): "figure", ("P2a", "P2b"): "needs",
    }  # fmt: skip


def test_without_weights_shared_words_find_nearly_the_same(survey: Survey) -> None:
    found = planted(survey)
    assert survey.compared_by == "words"
    assert found[frozenset({"S06", "C2-S06"})] == "copy"
    assert found[frozenset({"S01", "C1-S01", "O1-S01"})] == "other_customer"
    assert not any({"P2a", "P2b"} <= group for group in found), "they contradict each other, however alike"
    assert all(len({name[-3:] for name in group}) == 1 for group in found), (
        "nothing is grouped that is another problem"
    )


def clash(one: str, other: str) -> str:
    first, second = (Told(row, str(row), text, {}) for row, text in enumerate((one, other), 1))
    found = clash_of(first, second, 0.8)
    return found.kind if found else ""


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Today, anglers find the permits valid too short when a week is wet. Customers need a way to fish on.",
         "Today, anglers find the permits valid too long when a week is wet. Customers need a way to fish on.", "needs"),
        ("Today, 62% of tailors lose the chalk marks when cloth is steamed. Customers need a way to see where to cut.",
         "Today, 18% of tailors lose the chalk marks when cloth is steamed. Customers need a way to see where to cut.", "figure"),
        ("Today, tailors lose the chalk marks when cloth is steamed. Customers need a way to see where to cut.",
         "Today, tailors have to trace the chalk marks again when cloth is steamed. Customers need a way to cut at once.", ""),
        ("Today, 62% of tailors lose the chalk marks when cloth is steamed. Customers need a way to see where to cut.",
         "Today, 62% of tailors lose the chalk marks once cloth is steamed. Customers need a way to know where to cut.", ""),
        ("Today, stewards get too few tickets for the east stand. Customers need a way to seat late guests.",
         "Today, stewards get too many leaflets for the east stand. Customers need a way to seat late guests.", ""),
        ("Today, tailors at shop 4 have to trace the chalk marks again when cloth is steamed. Customers need a way to cut at once.",
         "Today, tailors at shop 9 have to trace the chalk marks again when cloth is steamed. Customers need a way to cut at once.", ""),
    ],
    ids=["opposite wishes", "other figures", "the same retold", "the same figure", "other things", "a number that is a name"],
)  # fmt: skip
def test_statements_contradict_by_figures_and_by_wishes_for_the_same_thing(
    one: str, other: str, kind: str
) -> None:
    assert clash(one, other) == kind
    assert clash(other, one) == kind


def test_customers_are_the_same_when_one_name_holds_the_other() -> None:
    nurses, ward, night = (frozenset(words.split()) for words in ("nurs", "ward nurs", "night porter"))
    assert same_people(nurses, ward)
    assert same_people(frozenset(), night)
    assert not same_people(ward, night)


# --- columns


def test_columns_are_guessed_by_name_and_values_or_named_or_refused() -> None:
    sample = [
        {"Component": f"part {at % 3}", "Created on": f"{at + 1} March 2026", "owner": f"person {at}"}
        for at in range(9)
    ]
    when, who = choose(sample, dates=None, teams=None)
    assert when is not None
    assert who is not None
    assert (when.name, who.name) == ("Created on", "Component")
    assert choose(sample, dates="", teams="owner")[0] is None
    with pytest.raises(InputError, match="no column 'squad'") as caught:
        choose(sample, dates=None, teams="squad")
    assert "--team-column" in caught.value.hint
    assert choose([{"owner": f"person {at}"} for at in range(9)], dates=None, teams=None) == (None, None)
    jira = [{"Component/s": f"part {at % 2}", "Created": f"{at + 10}/Jan/26 9:01 AM"} for at in range(9)]
    when, who = choose(jira, dates=None, teams=None)
    assert when is not None
    assert who is not None
    assert (when.name, who.name) == ("Created", "Component/s")
    assert [day_of(cell) for cell in ("9/Mar/26", "09/Mar/2026 10:00", "31/Feb/26")] == [
        "2026-03-09",
        "2026-03-09",
        "",
    ]
    assert [day_of(cell) for cell in ("2026-09", "2026-Q3", "Q1 2025", 7, None)] == ["2026-09-01", "2026-07-01", "2025-01-01", "", ""]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["", "no json\n", "[1]\n", '{"schema": "wbcoach.critique/1", "id": "x"}\n', '{"id": "x"']
)
def test_what_no_batch_wrote_is_refused_with_what_to_do(text: str, tmp_path: Path) -> None:
    path = tmp_path / "other.jsonl"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError) as caught:
        take(path)
    assert caught.value.hint


# --- the forms


def test_the_survey_is_json_and_comes_back(survey: Survey, critiques: Path, cli: Cli) -> None:
    done = cli("report", critiques, "--format", "json")
    assert done.code == 0
    assert done.json["schema"] == "wbcoach.survey/1"
    assert Survey.model_validate(done.json) == survey


def test_markdown_holds_the_figures_and_each_statement(
    survey: Survey, critiques: Path, cli: Cli, tmp_path: Path
) -> None:
    whole = "".join(document(survey, rows_of(critiques)))
    for heading in (
        "Ten to rework first",
        "Pitfalls by frequency",
        "By team",
        "Told more than once",
        "Contradicting each other",
    ):
        assert f"\n## {heading}\n" in whole
    assert whole.count("\n### ") == survey.statements
    target = tmp_path / "report.md"
    done = cli("report", critiques, "-o", target)
    assert (done.code, target.read_text("utf-8")) == (0, whole)
    assert cli("report", critiques, "--figures").out == whole.partition("\n## Statements")[0]


def test_a_report_is_refused_before_a_row_is_paid_for(critiques: Path, cli: Cli, tmp_path: Path) -> None:
    for report, error in (("report.pdf", SettingsError), ("out.jsonl", SettingsError), ("in.md", InputError)):
        with pytest.raises(error):
            with_report(
                report, "out.jsonl", ["in.md", "out.jsonl"], lambda: pytest.fail("the batch was started")
            )
    assert cli("report", critiques, "-o", tmp_path / "none" / "report.html").code == 2
    assert cli("report", tmp_path / "none.jsonl").code == 2
    assert with_report("report.md", "out.jsonl", [], lambda: 130) == 130
    assert not Path("report.md").exists(), "an interrupted batch has no report"


def test_another_form_needs_only_an_entry(
    critiques: Path, cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(FORMS, ".bin", lambda asked: [b"\xff\0", asked.critiques])
    monkeypatch.setitem(NAMES, "bin", ".bin")
    assert cli("report", critiques, "-o", tmp_path / "report.bin").code == 0
    assert (tmp_path / "report.bin").read_bytes() == b"\xff\0" + str(critiques).encode()
    assert [path.name for path in tmp_path.glob(".report*")] == [], "nothing is left beside it"
    assert cli("report", critiques, "-f", "bin").code == 2


# --- the page, as text


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_words_stand_out_as_wcag_asks(scheme: int) -> None:
    css = Path(wbcoach.render.backlog.__file__).with_suffix(".css").read_text("utf-8")
    blocks = re.findall(r":root \{(.*?)\}", css, re.DOTALL)
    colours = dict(re.findall(r"--([\w-]+): (#\w{6});", blocks[scheme]))
    assert len(colours) == 17
    for name in ("text", "muted", "accent", "ready", "revise", "rethink"):
        assert contrast(colours[name], colours["back"]) >= 4.5, name
    for name in ("mark", "panel", *(key for key in colours if key.startswith("heat-"))):
        assert contrast(colours["text"], colours[name]) >= 4.5, name
    assert contrast(colours["muted"], colours["panel"]) >= 4.5
    for name in ("fill", "ready", "revise", "rethink"):
        assert contrast(colours[name], colours["back"]) >= 3, name


def test_the_page_is_whole_accessible_and_asks_nothing_of_a_network(html: str) -> None:
    read = Read(html)
    ids = [one["id"] for _, one in read.elements if "id" in one]
    assert len(ids) == len(set(ids))
    assert {one["href"].removeprefix("#") for one in read.all("a")} <= set(ids)
    assert all(one["href"].startswith("#") for one in read.all("a"))
    assert {one["aria-labelledby"] for _, one in read.elements if "aria-labelledby" in one} <= set(ids)
    assert len(read.all("caption")) == len(read.all("table")) > 6
    assert all(one.get("aria-hidden") == "true" for one in read.all("svg")), "each stands beside its numbers"
    assert not {"link", "img", "iframe", "object", "base"} & {name for name, _ in read.elements}
    assert not any(
        name.startswith("on") or name in {"style", "src"} for _, one in read.elements for name in one
    )
    (policy,) = (one["content"] for one in read.all("meta") if "http-equiv" in one)
    assert policy.startswith("default-src 'none';")
    assert not re.search(r"fetch|XMLHttp|import\b|WebSocket|sendBeacon|eval", read.text("script"))


def test_a_story_has_its_form_in_the_template_and_what_is_no_statement_says_why(
    answers: list[Json], tmp_path: Path
) -> None:
    rows = [
        {"id": "hmw", "text": "How might we build an app for caterers?"},
        {
            "id": "fr",
            "text": "Aujourd'hui, les infirmières doivent recopier les constantes deux fois à chaque transfert.",
        },
    ]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert (
        batch.run(
            batch.Job(str(tmp_path / "in.jsonl"), str(tmp_path / "out.jsonl"), offline=True, index=False), {}
        )
        == 0
    )
    told = "".join(page(take(tmp_path / "out.jsonl"), rows_of(tmp_path / "out.jsonl")))
    assert "In the template: </b><bdi>Today, [who, exactly?] have to [what goes wrong today?]" in told
    assert "Left out: </b><bdi>build an app for caterers</bdi>" in told
    assert "NON_ENGLISH: the text is not English; this critic reads English. Write who" in told
    assert "1 text that is no statement" in told
    converted = [one for one in answers if one.get("rewrite")]
    assert {one["statement"]["format"] for one in converted} == {"user_story", "hmw"}


def test_underlines_follow_the_spans_where_they_overlap(answers: list[Json]) -> None:
    for answer in answers:
        if "error" in answer:
            continue
        critique = Critique.model_validate({key: value for key, value in answer.items() if key != "input"})
        findings = critique.worst(len(critique.findings))
        read = marked(critique.statement.text, findings)
        without = re.sub(r"<sup>[\d,]*</sup>", "", read)
        assert "".join(Read(without).words.get("bdi", []) + Read(without).words.get("mark", [])) != ""
        plain = (
            re.sub(r"<[^>]*>", "", without)
            .replace("&#x27;", "'")
            .replace("&quot;", '"')
            .replace("&amp;", "&")
        )
        assert plain == critique.statement.text
        numbers = {number for some in re.findall(r"<sup>([\d,]*)</sup>", read) for number in some.split(",")}
        assert numbers == {str(number) for number, one in enumerate(findings, 1) if one.span}


def test_hostile_words_stay_words(answers: list[Json], tmp_path: Path) -> None:
    def made(words: str) -> Read:
        some = json.loads(json.dumps(answers[:8]))
        for number, one in enumerate(some):
            one["id"] = f"{number}{words}"
            one["input"] = {"team": f"{number % 2}{words}", "created": words}
            one["statement"]["text"] += words
            for finding in one["findings"]:
                finding["message"] = finding["question"] = words
            one["question"] = words
        some.append({"id": words, "error": {"code": "x", "message": words, "hint": words}, "input": words})
        path = tmp_path / "hostile.jsonl"
        path.write_text("".join(json.dumps(one) + "\n" for one in some), "utf-8")
        return Read("".join(page(take(path), rows_of(path), words)))

    tame, wild = made("tame"), made("t" + HOSTILE)
    assert [name for name, _ in wild.elements] == [name for name, _ in tame.elements]
    assert len(wild.all("script")) == 1


# --- the page, in a browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    sync_api = pytest.importorskip("playwright.sync_api")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_api.sync_playwright() as playing:
        opened = playing.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield opened
        opened.close()


@pytest.fixture
def shown(browser: Browser, html: str, tmp_path: Path) -> Iterator[Page]:
    """The page, opened; at the end nothing may have been said on its console or asked of a network."""
    path = tmp_path / "report.html"
    path.write_text(html, "utf-8")
    context = browser.new_context(viewport={"width": 1000, "height": 800})
    opened, said, asked = context.new_page(), list[str](), list[str]()
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(path.as_uri())
    yield opened
    context.close()
    assert said == []
    assert set(asked) == {path.as_uri()}


def ids(opened: Page) -> list[str]:
    return opened.eval_on_selector_all("#list article h3 a", "all => all.map((one) => one.textContent)")  # type: ignore[no-any-return]


def found(opened: Page, count: int, of: int) -> None:
    opened.wait_for_function(
        "words => document.querySelector('#found').textContent === words", arg=f"{count} of {of} statements"
    )


def test_filters_narrow_to_what_the_rows_hold_and_are_in_the_address(
    shown: Page, survey: Survey, answers: list[Json]
) -> None:
    whole = survey.statements
    found(shown, whole, whole)
    for field, value, wanted in (
        ("verdict", "ready", survey.verdicts["ready"]),
        ("pitfall", "D02", next(one.statements for one in survey.pitfalls if one.code == "D02")),
        ("lens", "data", survey.lenses["data"]),
        ("team", "1", survey.teams.slices[1].statements if survey.teams else 0),
        ("evidence", "for", survey.coverage.supported),
    ):
        shown.select_option(f"select[name={field}]", value)
        found(shown, wanted, whole)
        shown.wait_for_function("asked => location.hash.includes(asked)", arg=f"{field}={value}")
        shown.get_by_role("button", name="Show all again").click()
        found(shown, whole, whole)
    shown.get_by_label("Words").fill("controlled DRUG")
    found(shown, 1, whole)
    assert ids(shown) == ["S02"]
    shown.get_by_label("Words").fill("nothing of the kind")
    found(shown, 0, whole)
    assert len(answers) == whole + 1


def test_sorting_pages_and_links_between_statements(shown: Page, survey: Survey, answers: list[Json]) -> None:
    names = [one["id"] for one in answers if "error" not in one]
    assert ids(shown)[:5] == [one.id for one in survey.rework[:5]]
    shown.select_option("select[name=sort]", "row")
    shown.wait_for_function("() => document.querySelector('#list h3 a').textContent === 'S01'")
    assert ids(shown) == names[:25]
    shown.get_by_role("button", name="Next page").click()
    assert ids(shown) == names[25:]
    assert shown.get_by_role("button", name="Next page").is_disabled()
    shown.select_option("select[name=sort]", "ready")
    shown.wait_for_function("() => document.querySelector('#list .badge').textContent.endsWith('ready')")
    shown.select_option("select[name=sort]", "newest")
    shown.wait_for_function("() => document.querySelector('#list .note').textContent.includes('2026-10')")
    shown.evaluate("location.hash = 's2'")
    shown.wait_for_function("() => document.activeElement.id === 's2-h'")
    shown.evaluate("location.hash = 'pitfall=D02&sort=row'")
    found(shown, next(one.statements for one in survey.pitfalls if one.code == "D02"), survey.statements)


def test_the_keyboard_alone_filters_turns_pages_and_follows_a_pitfall(shown: Page, survey: Survey) -> None:
    assert shown.evaluate("document.activeElement === document.body")
    shown.keyboard.press("Tab")
    assert shown.evaluate("document.activeElement.className") == "skip"
    shown.get_by_label("Words").focus()
    shown.keyboard.type("alarms")
    found(shown, 2, survey.statements)
    shown.keyboard.press("Tab")
    shown.keyboard.press("r")
    shown.keyboard.press("Shift+Tab")
    shown.keyboard.press("Control+A")
    shown.keyboard.press("Delete")
    shown.get_by_role("button", name="Show all again").press("Enter")
    found(shown, survey.statements, survey.statements)
    shown.get_by_role("button", name="Next page").press("Enter")
    assert shown.evaluate("document.activeElement.tagName") == "H3"
    shown.get_by_role("link", name="D01 no-evidence").press("Enter")
    found(shown, survey.pitfalls[0].statements, survey.statements)


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_width_scrolls_sideways_and_words_stand_out(
    browser: Browser, html: str, tmp_path: Path, width: int, scheme: str
) -> None:
    path = tmp_path / "report.html"
    path.write_text(html, "utf-8")
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme="dark" if scheme == "dark" else "light"
    )
    opened = context.new_page()
    opened.goto(path.as_uri())
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    back = opened.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (back == "rgb(255, 255, 255)") == (scheme == "light")
    context.close()


def test_without_scripts_and_on_paper_all_of_it_is_there(
    browser: Browser, html: str, survey: Survey, tmp_path: Path
) -> None:
    path = tmp_path / "report.html"
    path.write_text(html, "utf-8")
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(path.as_uri())
    assert opened.locator("article").count() == survey.statements
    assert opened.locator("article .text").first.is_visible()
    assert not opened.locator("form.find").is_visible()
    context.close()
    context = browser.new_context()
    opened = context.new_page()
    opened.goto(path.as_uri())
    opened.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert opened.locator("#list article").count() == survey.statements
    assert opened.locator("details:not([open])").count() == 0
    opened.evaluate("dispatchEvent(new Event('afterprint'))")
    assert opened.locator("details[open]").count() == 0
    assert opened.locator("#list article").count() == 25
    context.close()


def test_of_keeps_the_slots_that_the_critique_found(answers: list[Json]) -> None:
    answer = {key: value for key, value in answers[0].items() if key != "input"}
    told = of(1, "S01", Critique.model_validate(answer))
    assert told.customer == "freelance bookkeepers"
    assert told.matter.startswith("retype every supplier invoice")
    assert "bookkeepers" not in told.matter
