"""Notes from a vault become passages that search well and quote as written."""

from __future__ import annotations

from pathlib import Path

import pytest

import wbcoach
from wbcoach.errors import InputError
from wbcoach.library import read_notes

NOTE = """---
title: Working backwards
tags: [product, define]
aliases: ["WB"]
updated: 2026-05-01
---
Opening words with a [[Persona sheet|persona]] and ![[diagram.png]] #inbox

# Working backwards
%% private
## Hidden
%%
## Define
> [!tip] Start with the pain
> Say **who** hurts and _when_ ^block-1

| Slot | Question |
|------|----------|
| customer | who is it? |
| need | what must be [[Needs#Core|possible]]? |

```python
# not a heading
```

### Checks
- [ ] one ==marked== thing, see ![[Other note#Part]]
- two `code_word`[^1]

[^1]: a footnote
## Empty
## Define
again
"""


def passages(tmp_path: Path, text: str = NOTE, name: str = "Working_backwards.md") -> dict[str, str]:
    (tmp_path / name).write_text(text, "utf-8")
    return {item.id: item.text for item in read_notes(tmp_path).items}


def test_a_note_is_cut_at_its_headings(tmp_path: Path) -> None:
    assert list(passages(tmp_path)) == [
        "working-backwards#working-backwards",
        "working-backwards#define",
        "working-backwards#checks",
        "working-backwards#define-2",
    ]


def test_marks_go_and_every_word_stays(tmp_path: Path) -> None:
    found = passages(tmp_path)
    assert (
        found["working-backwards#working-backwards"]
        == "Working backwards\nOpening words with a persona and inbox"
    )
    assert found["working-backwards#define"].split("\n") == [
        "Define",
        "Start with the pain",
        "Say who hurts and when",
        "Slot; Question",
        "customer; who is it?",
        "need; what must be possible?",
        "not a heading",
    ]
    assert (
        found["working-backwards#checks"]
        == "Checks\none marked thing, see Other note\ntwo code_word\na footnote"
    )


def test_a_comment_is_never_indexed(tmp_path: Path) -> None:
    assert not any("private" in text or "Hidden" in text for text in passages(tmp_path).values())


def test_metadata_tells_where_a_passage_stands(tmp_path: Path) -> None:
    passages(tmp_path)
    item = next(
        item for item in read_notes(tmp_path / "Working_backwards.md").items if item.id.endswith("#checks")
    )
    assert (item.source, item.date) == ("guidance", "2026-05-01")
    assert item.meta["heading"] == "Define > Checks"
    assert item.meta["note"] == "Working backwards"
    assert item.meta["tags"] == "product define"
    assert item.meta["links"] == "Other note"
    assert NOTE.split("\n")[int(item.meta["line"]) - 1].startswith("- [ ] one")
    assert item.meta["raw"].startswith("- [ ] one ==marked== thing")


def test_a_long_section_is_cut_between_paragraphs_and_loses_nothing(tmp_path: Path) -> None:
    paragraphs = [f"Paragraph {number} " + "says something of its own. " * 12 for number in range(9)]
    found = passages(tmp_path, "# Long\n\n" + "\n\n".join(paragraphs), "long.md")
    assert len(found) > 1
    assert list(found)[:2] == ["long#long", "long#long/2"]
    whole = "\n".join(found.values())
    assert all(" ".join(paragraph.split()) in whole for paragraph in paragraphs)
    assert max(map(len, found.values())) < 2000


def test_notes_of_one_name_in_two_folders_are_both_kept(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "note.md").write_text(f"# Same\nwords of {folder}")
    batch = read_notes(tmp_path)
    assert len({item.id for item in batch.items}) == 2
    assert len(batch.problems) == 1


def test_a_folder_without_notes_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no notes"):
        read_notes(tmp_path)
    with pytest.raises(InputError, match="does not exist"):
        read_notes(tmp_path / "nothing")


def test_the_notes_that_come_with_the_program_can_be_read() -> None:
    folder = Path(wbcoach.__file__).parent / "guidance"
    batch = read_notes(folder)
    assert batch.problems == []
    assert len({item.meta["note"] for item in batch.items}) == len(list(folder.glob("*.md")))
