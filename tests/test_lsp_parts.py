"""What the language server is made of, without a connection: positions, statements, memory, options, places."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("pygls")

from lsprotocol import types

from wbcoach.evidence import Item
from wbcoach.faces.lsp import options, shown
from wbcoach.faces.lsp.memory import Key, Level, Memory, key_of
from wbcoach.faces.lsp.places import place_of
from wbcoach.faces.lsp.project import Project
from wbcoach.faces.lsp.sheet import Sheet
from wbcoach.faces.lsp.text import Encoding, Text
from wbcoach.faces.reading import statements_in
from wbcoach.grammar import Span

if TYPE_CHECKING:
    from wbcoach.critique import Critique
    from wbcoach.errors import WbcoachError

ENCODINGS: tuple[Encoding, ...] = ("utf-8", "utf-16", "utf-32")
UNITS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
DRAFT = (
    "Today, shop clerks have to copy each order by hand when a shop calls. "
    "Customers need a way to get an AI summary of the orders."
)
texts = st.text(st.sampled_from("ab \n\r\u2028\x0cäΩ€😀👩\u200d"), max_size=40)


def project(folder: Path, **given: object) -> Project:
    """A folder's project that fails the test where it complains."""

    def tell(error: WbcoachError) -> None:
        raise error

    return Project(folder, options.Options(**given), tell)  # type: ignore[arg-type]


def sheet(folder: Path, text: str, name: str = "a.md") -> Sheet:
    return Sheet((folder / name).as_uri(), 1, Text(text), project(folder))


class TestText:
    @given(texts, st.sampled_from(ENCODINGS), st.data())
    def test_a_position_counts_the_clients_units_from_one_of_three_line_ends(
        self, source: str, encoding: Encoding, data: st.DataObject
    ) -> None:
        text = Text(source, encoding)
        offset = data.draw(st.integers(0, len(source)))
        position = text.position(offset)
        before = source[:offset]
        if before.endswith("\r") and source[offset : offset + 1] == "\n":
            return  # within a line end
        lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        codec, width = UNITS[encoding]
        assert position == types.Position(len(lines) - 1, len(lines[-1].encode(codec)) // width)
        assert text.offset(position) == offset

    @given(texts, texts, st.sampled_from(ENCODINGS), st.data())
    def test_an_edit_puts_its_text_in_the_place_of_its_range(
        self, source: str, new: str, encoding: Encoding, data: st.DataObject
    ) -> None:
        text = Text(source, encoding)
        start = data.draw(st.integers(0, len(source)))
        end = data.draw(st.integers(start, len(source)))
        cut = [place for place in (start, end) if source[place - 1 : place + 1] == "\r\n"]
        if cut:
            return
        change = types.TextDocumentContentChangePartial(text.range(Span(start, end)), new)
        assert text.edited(change).source == source[:start] + new + source[end:]

    def test_a_place_within_a_character_is_before_it_and_beyond_a_line_is_its_end(self) -> None:
        text = Text("a😀b\r\nc")
        assert text.offset(types.Position(0, 2)) == 1
        assert text.offset(types.Position(0, 99)) == 3
        assert text.offset(types.Position(7, 0)) == len(text.source)

    def test_a_whole_text_takes_the_place_of_all(self) -> None:
        change = types.TextDocumentContentChangeWholeDocument("new")
        assert Text("old", "utf-8").edited(change) == Text("new", "utf-8")


class TestStatements:
    def test_each_paragraph_of_a_wb_file_is_one(self) -> None:
        text = "# Three\r\n\r\nAdd a dark mode.\r\n\r\n<!-- wbcoach: ignore S01 -- no -->\r\n\r\n---\r\n\r\nMake it fast.\r\nSoon.\r\n"
        found = statements_in(text, ".wb")
        assert [one.text for one in found] == ["Add a dark mode.", "Make it fast.\r\nSoon."]
        assert [(one.line, one.column) for one in found] == [(3, 1), (9, 1)]
        assert all(one.span.of(text) == one.text for one in found)

    def test_one_in_the_words_of_the_template_hides_no_other(self) -> None:
        known = "Today, bakers have to weigh dough twice when a scale resets. Customers need an app."
        text = f"Bakers lose dough.\r\n\r\nNote. {known}\r\n\r\nMake it fast.\r\n"
        assert [one.text for one in statements_in(text, ".wb")] == [
            "Bakers lose dough.",
            known,
            "Make it fast.",
        ]
        fenced = f"About them.\n\n```wb\n{known}\n```\n"
        assert [one.text for one in statements_in(fenced, ".wb")] == [known]

    @pytest.mark.parametrize(("suffix", "count"), [(".txt", 1), (".wb", 1), (".md", 0)])
    def test_a_short_note_is_one_where_its_kind_says_so(self, suffix: str, count: int) -> None:
        text = "\nClerks struggle to find the order when a shop calls.\n"
        assert len(statements_in(text, suffix)) == count

    def test_plain_text_that_reads_like_none_is_none(self) -> None:
        assert statements_in("milk, bread, eggs\n", ".txt") == []


class TestMemory:
    def test_what_is_used_longest_ago_is_forgotten(self, tmp_path: Path) -> None:
        memory, made = Memory(limit=2), self.critique(tmp_path)
        for name in "abc":
            memory.put(Key(name), Level.RULES, made)
            memory.best(Key("a"))
        assert [memory.has(Key(name), Level.RULES) for name in "abc"] == [True, False, True]

    def test_with_another_index_what_feedback_said_is_shown_until_it_is_made_anew(
        self, tmp_path: Path
    ) -> None:
        memory, made = Memory(), self.critique(tmp_path)
        key = Key("a")
        for level in Level:
            memory.put(key, level, made)
        memory.renew()
        assert memory.best(key) == (Level.MODEL, made)
        assert memory.has(key, Level.RULES)
        assert not memory.has(key, Level.EVIDENCE)
        memory.put(key, Level.EVIDENCE, made)
        assert memory.best(key) == (Level.EVIDENCE, made), "the model has not seen this feedback"

    @staticmethod
    def critique(folder: Path) -> Critique:
        return project(folder).by_rules(Key(DRAFT))


class TestSheet:
    def test_an_edit_leaves_all_other_statements_known(self, tmp_path: Path) -> None:
        others = "\n\n".join(DRAFT.replace("shop clerks", f"clerks of shop {n}") for n in range(5))
        one = sheet(tmp_path, f"{DRAFT}\n\n{others}\n")
        for key in one.lacking(Level.RULES):
            one.project.by_rules(key)
        where = one.text.range(Span(7, 7))
        one.edit(2, [types.TextDocumentContentChangePartial(where, "young ")])
        assert [key.text for key in one.lacking(Level.RULES)] == [DRAFT.replace("Today, ", "Today, young ")]
        assert [key.text for key in one.touched] == [DRAFT.replace("Today, ", "Today, young ")]
        assert len(one.parts) == 5

    def test_what_is_nearest_to_the_edit_is_looked_into_first(self, tmp_path: Path) -> None:
        drafts = [DRAFT.replace("shop clerks", f"clerks of shop {n}") for n in range(3)]
        one = sheet(tmp_path, "\n\n".join(drafts))
        one.edited_at = len(one.text.source)
        assert [key.text for key in one.lacking(Level.RULES)] == drafts[::-1]

    def test_where_words_are_missing_the_first_word_is_marked(self, tmp_path: Path) -> None:
        one = sheet(tmp_path, "😀 Notes: \n\nToday, clerks have to copy orders by hand.\n")
        one.project.by_rules(one.lacking(Level.RULES)[0])
        found = {str(mark.code): mark for mark in shown.diagnostics(one)}
        assert found["T04"].range == types.Range(types.Position(2, 0), types.Position(2, 6))
        assert found["T04"].severity is types.DiagnosticSeverity.Warning

    def test_severities_and_links(self, tmp_path: Path) -> None:
        one = sheet(tmp_path, DRAFT)
        one.project.by_rules(one.lacking(Level.RULES)[0])
        found = {str(mark.code): mark for mark in shown.diagnostics(one)}
        assert found["S01"].severity is types.DiagnosticSeverity.Error
        link = found["S01"].code_description
        assert link
        assert Path(link.href.removeprefix("file://")).is_file()
        (virtual,) = [one for one in shown.diagnostics(one, virtual=True) if one.code == "S01"]
        assert virtual.code_description == types.CodeDescription("wbcoach:/explain/S01.md")

    def test_what_hangs_on_feedback_waits_for_it_where_there_is_an_index(
        self, tmp_path: Path, sample_index: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("WBCOACH_STORE", str(sample_index))
        monkeypatch.setenv("WBCOACH_EMBEDDER", "none")
        one = sheet(tmp_path, DRAFT)
        key = one.lacking(Level.RULES)[0]
        one.project.by_rules(key)
        assert "D01" not in {finding.code for finding in one.parts[0].findings}
        one.project.with_evidence(key)
        assert one.parts[0].whole
        assert one.parts[0].critique.searched
        one.project.close()


class TestOptions:
    def test_a_configuration_is_read_bare_or_under_its_name(self, tmp_path: Path) -> None:
        bare, wrong = options.read({"pauseMs": 50, "store": "idx", "model": None})
        assert (bare.pause_ms, bare.store, wrong) == (50, "idx", [])
        assert options.read({"wbcoach": {"pauseMs": 50, "store": "idx"}})[0] == bare
        assert bare.flags(tmp_path) == {"store": str(tmp_path / "idx")}

    @pytest.mark.parametrize(
        "value", [{"pauseMs": "soon"}, {"pauseMs": -1}, {"modelOnSave": 1}, {"pause": 1}]
    )
    def test_what_is_wrong_is_told_and_left_out(self, value: dict[str, object]) -> None:
        read, wrong = options.read(value)
        assert read == options.Options()
        assert len(wrong) == 1
        assert next(iter(value)) in wrong[0]

    @pytest.mark.parametrize("value", [None, [], "x", {}])
    def test_no_configuration_is_the_defaults(self, value: object) -> None:
        assert options.read(value) == (options.Options(), [])


def test_feedback_is_found_in_its_file_by_id_and_words(tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_bytes(b'id,text\r\nA-1,"The door, it sticks"\r\nA-10,It rains in\r\nA-2,See A-10 above\r\n')
    assert place_of(str(rows), "A-10", Item("A-10", "It rains in")) is not None
    places = {name: place_of(str(rows), name, Item(name, text)) for name, text in (("A-1", "The door, it sticks"), ("A-10", "It rains in"), ("A-2", "See A-10 above"))}  # fmt: skip
    assert {name: place.line for name, place in places.items() if place} == {"A-1": 1, "A-10": 2, "A-2": 3}
    assert place_of(str(tmp_path / "gone.csv"), "A-1", Item("A-1", "x")) is None
    assert place_of("", "A-1", Item("A-1", "x")) is None


def test_who_silences_for_another_reason_silences_the_same() -> None:
    from wbcoach.coach.silence import Ignore

    assert key_of("a", [Ignore("S01", "because")]) == key_of("a", [Ignore("S01", "why not")])
    assert key_of("a", [Ignore("S01", until="2027-01-01")]) != key_of("a", [Ignore("S01")])
