"""The page at / in a real browser: type, read, answer, see what closed, take it along; by keyboard and by labels."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("playwright")
pytest.importorskip("fastapi")

from playwright.sync_api import Browser, Error, Locator, Page, expect, sync_playwright
from serving import Served, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Route

PATIENCE_MS = 30_000
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
DRAFT = (
    "Today, engineers have to scroll through the log viewer by hand when a build fails, and most of them "
    "lose hours on it. Customers need a way to get an AI summary of the log."
)
SOLUTION = "get an AI summary of the log"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, sample_index: Path) -> Iterator[Served]:
    with serve(tmp_path_factory.mktemp("page"), "--store", sample_index) as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("chromium, which the page is tried in, is not here")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained of; a test that provokes it says so by emptying the list."""
    return []


@pytest.fixture
def page(browser: Browser, served: Served, complaints: list[str]) -> Iterator[Page]:
    """A fresh page; that it complains of nothing and asks nobody else is checked after each test."""
    context = browser.new_context(accept_downloads=True, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE_MS)
    opened = context.new_page()
    asked: list[str] = []
    opened.on(
        "console", lambda told: complaints.append(told.text) if told.type in ("error", "warning") else None
    )
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(served.url)
    yield opened
    assert complaints == []
    assert [one for one in asked if not one.startswith((served.url, "blob:"))] == []
    context.close()


def write(page: Page, text: str = DRAFT) -> None:
    page.get_by_role("textbox", name="Your draft").fill(text)


def head(page: Page, name: str = "Solution in need") -> Locator:
    """The button that opens a finding."""
    return page.get_by_role("button", name=re.compile(f"^{name} "))


def answer_field(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Your answer, in your own words").filter(visible=True)


def sides(page: Page) -> Locator:
    """The evidence of the finding that is open."""
    return page.get_by_role("list", name="Feedback for and against").filter(visible=True)


@pytest.fixture(autouse=True)
def _patience() -> None:
    expect.set_options(timeout=PATIENCE_MS)


def test_a_draft_is_underlined_as_it_is_typed(page: Page) -> None:
    field = page.get_by_role("textbox", name="Your draft")
    field.press_sequentially(DRAFT, delay=1)
    expect(page.get_by_role("status").first).to_contain_text("blocker")
    marks = page.locator("#marks mark.blocker")
    expect(marks).to_have_text([SOLUTION])
    expect(page.locator("#scores")).to_contain_text("scope")
    # What is underlined stands exactly over the words of the field: both are laid out alike.
    assert page.evaluate(
        "() => { const [a, b] = [document.getElementById('marks'), document.getElementById('draft')].map(e => [getComputedStyle(e), e.clientWidth]);"
        " return ['font', 'lineHeight', 'padding', 'whiteSpace', 'letterSpacing', 'overflowWrap'].every(n => a[0][n] === b[0][n]) && a[1] === b[1]; }"
    )
    field.press("End")
    field.press_sequentially(" Also 🧑‍💻 at night.", delay=1)
    expect(marks).to_have_text([SOLUTION])


def test_marks_stand_on_their_words_behind_signs_of_two_units(page: Page) -> None:
    write(page, DRAFT.replace("engineers", "engineers 🧑‍💻👩‍🔬"))
    expect(page.locator("#marks mark.blocker")).to_have_text([SOLUTION])


def test_a_click_on_words_opens_their_finding_with_evidence_for_and_against(page: Page) -> None:
    write(page)
    expect(head(page)).to_have_attribute("aria-expanded", "false")
    page.evaluate(
        "words => { const f = document.getElementById('draft'); const p = f.value.indexOf(words) + 3; f.focus(); f.setSelectionRange(p, p); f.click(); }",
        SOLUTION,
    )
    expect(head(page)).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#marks mark.open")).to_have_text([SOLUTION])
    shown = sides(page)
    expect(shown).to_contain_text("For:")
    expect(shown).to_contain_text("Against:")
    page.get_by_text("Why this matters").filter(visible=True).click()
    expect(page.locator(".why").filter(visible=True)).to_contain_text("How to mend it")


def test_all_of_it_goes_by_keyboard(page: Page) -> None:
    field = page.get_by_role("textbox", name="Your draft")
    field.focus()
    page.keyboard.insert_text(DRAFT)
    expect(head(page)).to_be_visible()
    page.keyboard.press("F8")
    expect(head(page)).to_be_focused()
    expect(head(page)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    answer = answer_field(page)
    expect(answer).to_be_focused()
    page.keyboard.insert_text("They would know which step broke.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Kept. Now put it into your draft")).to_be_visible()
    page.keyboard.press("Escape")
    expect(field).to_be_focused()
    assert (
        page.evaluate(
            "() => { const f = document.getElementById('draft'); return f.value.slice(f.selectionStart, f.selectionEnd); }"
        )
        == SOLUTION
    )
    page.keyboard.insert_text("see which step broke")
    expect(page.locator("#outcome")).to_contain_text("1 closed")
    expect(page.locator("#outcome-list")).to_contain_text("Closed: solution in need (S01)")
    expect(page.locator("#difference ins")).to_have_text(["added: see which step broke."])
    expect(page.locator("#difference del")).to_have_text([f"removed: {SOLUTION}."])
    page.keyboard.press("Shift+F8")
    expect(page.locator(".findings li.open")).to_have_count(1)


def test_an_answer_stays_with_its_finding_and_over_a_reload_and_is_taken_along(
    page: Page, tmp_path: Path
) -> None:
    write(page)
    head(page).click()
    answer_field(page).fill("See *which* step broke.")
    page.get_by_role("button", name="Keep my answer").filter(visible=True).click()
    write(page, f"{DRAFT} It happens each night.")
    expect(page.locator("#difference ins")).to_contain_text("It happens each night.")
    page.reload()
    head(page).click()
    answer = answer_field(page)
    expect(answer).to_have_value("See *which* step broke.")
    for name, file in (("Save as Markdown", "a.md"), ("Save as JSON", "a.json")):
        with page.expect_download() as coming:
            page.get_by_role("button", name=name).click()
        coming.value.save_as(tmp_path / file)
    told = (tmp_path / "a.md").read_text("utf-8")
    assert "**S01 solution-in-need** (blocker)" in told
    assert "See \\*which\\* step broke." in told
    saved = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert saved["critique"]["schema"] == "wbcoach.critique/1"
    assert saved["answers"][0]["answer"] == "See *which* step broke."


def test_a_stale_answer_never_shows(page: Page) -> None:
    held: list[Route] = []

    def late(route: Route) -> None:
        if SOLUTION in json.loads(route.request.post_data or "{}")["text"]:
            held.append(route)
        else:
            route.continue_()

    page.route("**/v1/critique", late)
    with page.expect_request("**/v1/critique"):
        write(page)
    mended = DRAFT.replace(SOLUTION, "see which step broke")
    write(page, mended)
    expect(page.locator("#summary")).not_to_be_empty()
    assert len(held) == 1
    with contextlib.suppress(Error):  # the page may have taken its request back
        held[0].continue_()
    page.wait_for_timeout(1_000)
    expect(head(page)).to_have_count(0)
    assert page.locator("#marks").text_content() == f"{mended}\u200b"


def test_what_goes_wrong_is_told_and_tried_again(page: Page, complaints: list[str]) -> None:
    page.route("**/v1/critique", lambda route: route.abort())
    write(page)
    expect(page.get_by_role("alert")).to_contain_text("can't be reached")
    page.unroute("**/v1/critique")
    expect(page.get_by_role("alert")).to_be_empty()
    expect(head(page)).to_be_visible()
    assert all("ERR_FAILED" in one for one in complaints)
    complaints.clear()


def test_a_token_is_asked_for_and_used(page: Page, complaints: list[str]) -> None:
    def guarded(route: Route) -> None:
        if route.request.headers.get("authorization") == "Bearer abc":
            route.continue_()
        else:
            told = {"detail": "The token is missing or is another one.", "hint": "", "code": "token_needed"}
            route.fulfill(status=401, json=told)

    page.route("**/v1/critique", guarded)
    write(page)
    page.get_by_label("This server asks for a token").fill("abc")
    page.get_by_role("button", name="Use it").click()
    expect(head(page)).to_be_visible()
    expect(page.get_by_label("This server asks for a token")).to_be_hidden()
    assert all("401" in one for one in complaints)
    complaints.clear()


def test_feedback_that_is_given_is_linked(page: Page) -> None:
    page.get_by_text("Feedback that belongs to it").click()
    page.get_by_label("What customers said or did").fill(
        "I scroll through the log by hand for hours.\n\nThe log is fine."
    )
    write(page)
    head(page).click()
    expect(sides(page)).to_contain_text("linked-1")


def test_material_is_text_and_never_markup(page: Page) -> None:
    write(page, f"<img src=x onerror=alert(1)><b>{DRAFT}</b>")
    expect(page.locator("#marks mark.blocker").first).to_be_attached()
    assert page.locator("#marks img, #marks b, .findings img").count() == 0


def test_every_control_has_a_name_and_every_region_a_heading(page: Page) -> None:
    write(page)
    head(page).click()
    unnamed = page.evaluate(
        """() => [...document.querySelectorAll('button, textarea, input, summary')].filter(e => e.checkVisibility())
        .filter(e => !(e.labels?.length || e.textContent.trim() || e.getAttribute('aria-label'))).map(e => e.outerHTML)"""
    )
    assert unnamed == []
    for name in ("Your draft", "What stands out", "What changed", "Take it with you"):
        expect(page.get_by_role("region", name=name)).to_be_visible()
    ids = page.evaluate("() => [...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))
    broken = page.evaluate(
        """() => [...document.querySelectorAll('[aria-controls], [aria-describedby], [aria-labelledby]')].flatMap(e =>
        ['aria-controls', 'aria-describedby', 'aria-labelledby'].flatMap(n => (e.getAttribute(n) ?? '').split(' ').filter(Boolean)))
        .filter(id => !document.getElementById(id))"""
    )
    assert broken == []


def test_places_and_differences_hold_for_any_words(page: Page) -> None:
    told = page.evaluate(
        """async () => {
          const { difference, moved, pieces, units } = await import('./words.js');
          const wrong = [];
          const words = ['a', 'b', 'c', '🧑‍💻', 'x y'];
          let seed = 7;
          const next = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
          const text = () => Array.from({ length: next(9) }, () => words[next(5)]).join(' ');
          for (let turn = 0; turn < 300; turn += 1) {
            const [old, now] = [text(), text()];
            const runs = difference(old, now);
            const side = (kind) => runs.filter(r => r.kind !== kind).map(r => r.text).join(' ');
            if (side('new') !== old.split(/\\s+/).filter(Boolean).join(' ')) wrong.push(['old', old, now]);
            if (side('gone') !== now.split(/\\s+/).filter(Boolean).join(' ')) wrong.push(['now', old, now]);
            const places = units(old);
            if (places.length !== [...old].length + 1 || places.at(-1) !== old.length) wrong.push(['units', old]);
            const span = { start: next(old.length + 1), end: old.length };
            for (const here of moved([span], old, now))
              if (now.slice(here.start, here.end) !== old.slice(span.start, span.end)) wrong.push(['moved', old, now]);
            if (pieces(old, [span]).map(p => p.text).join('') !== old) wrong.push(['pieces', old]);
          }
          return wrong;
        }"""
    )
    assert told == []


LIGHTNESS = """() => {
  const rgb = (c) => c.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const ground = (e) => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; const p = rgb(c); if (p.length < 4 || p[3] > .99) return p; } return [255, 255, 255]; };
  const low = [];
  for (const e of document.querySelectorAll('body *')) {
    if (!e.checkVisibility() || e.closest('#marks') || e.matches(':disabled')) continue;
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
    const [a, b] = [light(rgb(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
    if ((a + .05) / (b + .05) < 4.5) low.push(`${e.tagName}.${e.className} ${e.textContent.slice(0, 30)} ${((a + .05) / (b + .05)).toFixed(2)}`);
  }
  return low;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_it_can_be_read_light_and_dark_narrow_and_wide(page: Page, scheme: str, width: int) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 900})
    write(page)
    head(page).click()
    write(page, f"{DRAFT} It happens each night.")
    page.get_by_role("button", name="Compare from here").click()
    assert page.evaluate(LIGHTNESS) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), (
        "nothing to scroll sideways"
    )
