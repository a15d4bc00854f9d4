"""Tables in other languages, on stdin as from a file: their names, their commas, their encodings, the pieces they come in."""

from __future__ import annotations

import codecs
import os
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from test_backlog_odd import A, B, put, read, through_stdin

from wbcoach.errors import InputError

if TYPE_CHECKING:
    from wbcoach.batch.row import Row

NURSES = "Aujourd'hui, les infirmières doivent noter deux fois la même dose, ce qui prend {} minutes."
GERMAN = "Pflegekräfte müssen dieselbe Dosis zweimal eintragen, wenn jemand verlegt wird, in {} Schichten."


def foreign(header: str, text: str, encoding: str) -> bytes:
    rows = "".join(f"A-{n};{text.format(n)};{n},5\r\n" for n in range(1, 6))
    return f"{header}\r\n{rows}".encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize(
    ("header", "text", "named"),
    [
        ("Clé;Énoncé;Effort", NURSES, "the statement is in 'Énoncé', the id in 'Clé'"),
        ("Clé;Problème;Effort", NURSES, "the statement is in 'Problème', the id in 'Clé'"),
        (
            "Schlüssel;Beschreibung;Aufwand",
            GERMAN,
            "the statement is in 'Beschreibung', the id in 'Schlüssel'",
        ),
        ("Zeile;Was uns fehlt;Größe", GERMAN, "the statement is in 'Was uns fehlt'"),
    ],
)
def test_a_table_in_another_language_is_read_on_stdin_as_from_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, header: str, text: str, named: str
) -> None:
    data = foreign(header, text, encoding)
    path = put(tmp_path / "in.csv", data)
    said: list[str] = []
    told: list[str] = []
    of_file, piped = read(path, said), through_stdin(data, monkeypatch, told)
    assert [row.text for row in of_file] == [text.format(n) for n in range(1, 6)]
    assert [(row.id, row.text, row.extra) for row in piped] == [
        (row.id.replace(str(path), "stdin"), row.text, row.extra) for row in of_file
    ]
    assert told == [one.replace(str(path), "stdin") for one in said]
    assert named in told[-1]


def test_what_comes_on_stdin_in_pieces_is_known_as_what_comes_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = foreign("Zeile;Was uns fehlt;Größe", GERMAN, "utf-8")
    end, begin = os.pipe()

    def drip() -> None:
        with open(begin, "wb", buffering=0) as pipe:  # noqa: PTH123  a pipe has no path
            for piece in data.splitlines(keepends=True):
                pipe.write(piece)
                time.sleep(0.02)

    writer = threading.Thread(target=drip)
    writer.start()
    with open(end) as stdin:  # noqa: PTH123
        monkeypatch.setattr(sys, "stdin", stdin)
        assert [row.text for row in read(Path("-"))] == [GERMAN.format(n) for n in range(1, 6)]
    writer.join()


def test_an_accent_far_down_on_stdin_is_read_in_its_older_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = "".join(f"A-{n};{A};{n}\r\n" for n in range(1500))
    assert len(plain) > 1 << 16
    data = f"id;statement;size\r\n{plain}B;{B} Größe;2\r\nC;{B} Maß;2\r\n".encode("cp1252")
    told: list[str] = []
    rows = through_a_long_pipe(data, monkeypatch, told)
    assert [row.text for row in rows[-2:]] == [f"{B} Größe", f"{B} Maß"]
    assert [one for one in told if "UTF-8" in one] == [
        "stdin is not UTF-8; read as cp1252, so check its accents, or save it as UTF-8."
    ]


def through_a_long_pipe(data: bytes, monkeypatch: pytest.MonkeyPatch, told: list[str]) -> list[Row]:
    end, begin = os.pipe()

    def fill() -> None:
        with open(begin, "wb") as pipe:  # noqa: PTH123  a pipe has no path
            pipe.write(data)

    writer = threading.Thread(target=fill)
    writer.start()
    with open(end) as stdin:  # noqa: PTH123
        monkeypatch.setattr(sys, "stdin", stdin)
        rows = read(Path("-"), told)
    writer.join()
    return rows


def test_two_lines_of_prose_are_no_table(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        "Notes, taken on the ward in the first week of May\nMore, of what we heard there in the second week\n"
    )
    with pytest.raises(InputError, match="no backlog"):
        through_stdin(text.encode(), monkeypatch)


def test_a_file_with_the_mark_of_utf8_is_that_though_a_byte_of_it_is_broken(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(codecs.BOM_UTF8 + f"id;statement\nA;{A}\nB;{B} \xff\n".encode("latin-1"))
    told: list[str] = []
    rows = read(path, told)
    assert [row.id for row in rows] == ["A", "B"]
    assert rows[1].text == f"{B} \N{REPLACEMENT CHARACTER}"
    assert not any("cp1252" in one for one in told)
    assert any("line 3: not valid UTF-8" in one for one in told)
