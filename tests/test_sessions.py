"""Conversations are kept turn by turn: through kills, beside each other, and read again as they were."""

from __future__ import annotations

import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from wbcoach.conversation.sessions import Sessions
from wbcoach.conversation.talk import Talk, Turn
from wbcoach.errors import InputError, StoreBusyError, StoreError

if TYPE_CHECKING:
    from pathlib import Path


def said(talk: Talk, text: str) -> Talk:
    return talk.to(turns=(*talk.turns, Turn(role="author", text=text), Turn(role="coach", text="Go on.")))


def test_what_is_saved_is_read_again_and_its_owner_alone_may_read_it(tmp_path: Path) -> None:
    sessions = Sessions(tmp_path / "new" / "chats.sqlite")
    assert sessions.listed() == []
    kept = sessions.save(sessions.begin(), said(Talk(), "Today, cooks have to wait."))
    kept = sessions.save(kept, said(kept.talk, "\ud800 and \x00"[1:]))
    again = sessions.load(kept.id[:5])
    assert again == kept
    assert sessions.load() == kept
    assert [(one.turns, one.title) for one in sessions.listed()] == [(4, "Today, cooks have to wait.")]
    assert stat.S_IMODE(sessions.path.stat().st_mode) == 0o600


def test_two_chats_on_one_conversation_do_not_overwrite_each_other(tmp_path: Path) -> None:
    sessions = Sessions(tmp_path / "chats.sqlite")
    kept = sessions.save(sessions.begin(), said(Talk(), "first"))
    theirs = sessions.load(kept.id)
    sessions.save(kept, said(kept.talk, "mine"))
    with pytest.raises(StoreBusyError, match="Another chat"):
        sessions.save(theirs, said(theirs.talk, "theirs"))
    assert sessions.load(kept.id).talk.author_texts == ["first", "mine"]


def test_many_chats_at_once_each_keep_all_their_turns(tmp_path: Path) -> None:
    def chat(number: int) -> str:
        sessions = Sessions(tmp_path / "chats.sqlite")
        kept = sessions.begin()
        for turn in range(10):
            kept = sessions.save(kept, said(kept.talk, f"{number}.{turn}"))
        return kept.id

    with ThreadPoolExecutor(6) as pool:
        names = list(pool.map(chat, range(6)))
    for number, name in enumerate(names):
        texts = Sessions(tmp_path / "chats.sqlite").load(name).talk.author_texts
        assert texts == [f"{number}.{turn}" for turn in range(10)]


def test_a_name_that_is_not_there_says_how_to_find_one(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--list"):
        Sessions(tmp_path / "chats.sqlite").load("ffff")


def test_another_programs_file_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "theirs.sqlite"
    base = sqlite3.connect(path)
    base.execute("PRAGMA application_id = 7")
    base.execute("CREATE TABLE t (x)")
    base.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        Sessions(path).save(Sessions(path).begin(), Talk())
    (tmp_path / "text").write_text("no database, but words that are long enough to be read as a header" * 9)
    with pytest.raises(StoreError, match="can't be kept"):
        Sessions(tmp_path / "text").listed()
    assert path.read_bytes() == before


def test_what_another_version_wrote_is_refused_with_a_hint(tmp_path: Path) -> None:
    sessions = Sessions(tmp_path / "chats.sqlite")
    kept = sessions.save(sessions.begin(), said(Talk(), "first"))
    base = sqlite3.connect(sessions.path)
    base.execute("""UPDATE sessions SET talk = '{"schema": "wbcoach.chat/9"}'""")
    base.commit()
    base.close()
    with pytest.raises(StoreError, match="another version"):
        sessions.load(kept.id)
