from __future__ import annotations

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from bert import by_hand

from wbcoach import assets
from wbcoach.errors import AssetError
from wbcoach.library.embed import Embedder, open_embedder
from wbcoach.library.minilm import parts

if TYPE_CHECKING:
    Array = np.ndarray[Any, np.dtype[Any]]

# A complaint, and what somebody who never read it would search for: hardly a word in common.
PAIRS = {
    "The bus app tells me a ride is two minutes away and then nothing shows up.": "Live arrival times for public transport can't be trusted.",
    "I had to photograph every receipt twice because the first upload vanished.": "Expense documents get lost after they are submitted.",
    "My mother can't read the tiny grey letters on the login page.": "Poor legibility shuts out people with weak eyesight.",
    "We hired two temps just to copy numbers from PDFs into the ledger.": "Manual data entry from invoices drives up labour costs.",
    "Nobody told the night shift that the ward was closed.": "Handover information doesn't reach the late staff.",
    "By the time the parcel came the birthday was over.": "Late delivery ruins occasions that have a fixed date.",
    "I pay for three seats but only one of us ever signs in.": "Small teams are billed for licences they leave unused.",
    "The tractor firmware locked up in mid-harvest and the dealer was 90 km off.": "Farm machinery fails when repair help is far away.",
    "Every time I call, I explain my whole story to somebody new.": "Support has no memory of previous conversations.",
    "Our pupils finish the quiz but I never see which question tripped them.": "Teachers lack insight into where learners go wrong.",
    "I tapped cancel and it still took the money.": "Subscriptions are charged after customers end them.",
    "The crane booking lives in a spreadsheet that Dave has on his laptop.": "Site equipment scheduling depends on a single person.",
    "I gave up on the visa form after page eleven.": "Applicants abandon lengthy government paperwork.",
    "The dashboard takes so long to load that I make tea meanwhile.": "Reports are too slow to be useful.",
    "Half the volunteers turned up at the old hall.": "A change of venue wasn't communicated to helpers.",
    "It suggested peanut sauce although my profile says allergy.": "Recommendations ignore dietary restrictions.",
    "With no signal in the basement I can't tick off the checks.": "Inspectors need the tool to work offline.",
    "The pharmacist wouldn't fill it because the dose field was empty.": "Incomplete prescriptions are rejected at the counter.",
    "My teenager found out about the fees before I did.": "Parents are surprised by hidden costs.",
    "I refund by hand, one order at a time, for a whole recall.": "Merchants can't process returns in bulk.",
    "The translated contract said the opposite of the German one.": "Errors in localisation change legal meaning.",
    "Five alarms for one leaking pipe, so we mute them all.": "Operators suffer from too many redundant alerts.",
    "I can't tell which of the four export buttons the auditor wants.": "Users are unsure how to produce compliance evidence.",
    "The rental scooter unlocked for a stranger and I got the fine.": "Account mix-ups put penalties on the wrong person.",
}
TEXTS = [*PAIRS, *PAIRS.values()]


@pytest.fixture(scope="session")
def exact(minilm: Path) -> Embedder:
    opened = open_embedder(minilm.parent, "fp32")
    assert opened is not None
    return opened


@pytest.fixture
def own(minilm: Path, tmp_path: Path) -> Path:
    """An assets folder of the test's own, with the weights and no graph in it."""
    folder = tmp_path / "assets"
    (folder / minilm.name).mkdir(parents=True)
    for name in (*assets.ASSETS["minilm"].files, ".verified.json"):
        shutil.copy(minilm / name, folder / minilm.name)
    return folder


def ranks(embedder: Embedder) -> Array:
    """For each query, the place of its own complaint among all; 1 is best."""
    likeness = embedder.embed(list(PAIRS.values())) @ embedder.embed(list(PAIRS)).T
    return np.asarray((likeness >= np.diag(likeness)[:, None]).sum(axis=1))


def test_a_graph_just_written_computes_what_the_definition_says(own: Path, minilm: Path) -> None:
    exact = open_embedder(own, "fp32")
    assert exact is not None
    weights = parts.read_safetensors(minilm / "model.safetensors")
    texts = [TEXTS[0], "Refunds", TEXTS[5] + " " + TEXTS[6] + " " + TEXTS[7]]
    vectors = exact.embed(texts)

    for text, vector in zip(texts, vectors, strict=True):
        tokens = exact._tokenizer.encode(text).ids
        mean = by_hand(weights, tokens)[-1].mean(axis=0)
        assert np.abs(mean / np.linalg.norm(mean) - vector).max() < 1e-5


def test_int8_vectors_point_where_the_fp32_ones_do(embedder: Embedder, exact: Embedder) -> None:
    cosines = (embedder.embed(TEXTS) * exact.embed(TEXTS)).sum(axis=1)

    assert cosines.min() > 0.99
    assert cosines.max() < 0.999999  # otherwise it's not int8 that was measured


def test_int8_ranks_paraphrases_as_well_as_fp32(embedder: Embedder, exact: Embedder) -> None:
    rounded, full = ranks(embedder), ranks(exact)

    assert (full == 1).mean() > 0.75
    assert (rounded == 1).sum() >= (full == 1).sum() - 1
    assert abs((1 / rounded).mean() - (1 / full).mean()) < 0.03


@pytest.mark.parametrize("precision", ["int8", "fp32"])
def test_a_vector_does_not_depend_on_the_texts_beside_it(
    precision: str, embedder: Embedder, exact: Embedder
) -> None:
    it = embedder if precision == "int8" else exact
    texts = [*TEXTS, " ".join(TEXTS[:4])]
    together = it.embed(texts)

    backwards = it.embed(texts[::-1])[::-1]
    alone = np.concatenate([it.embed([text]) for text in texts])

    assert np.abs(together - backwards).max() < 1e-5
    assert np.abs(together - alone).max() < 1e-5


def test_rows_come_in_order_and_of_length_one(embedder: Embedder) -> None:
    texts = sorted(TEXTS, key=len, reverse=True) * 2

    vectors = embedder.embed(texts)

    assert vectors.shape == (len(texts), embedder.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(vectors[: len(TEXTS)], vectors[len(TEXTS) :], atol=1e-5)


@pytest.mark.parametrize(
    "text", ["", " ", "🙂🙃", "\x00", "\ud800 cut", "a" * 100_000, "word " * 20_000, "ﷺ" * 5_000], ids=ascii
)
def test_any_text_has_a_vector(embedder: Embedder, text: str) -> None:
    vector = embedder.embed([text])[0]

    assert np.isfinite(vector).all()
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_no_texts_give_no_rows(embedder: Embedder) -> None:
    assert embedder.embed([]).shape == (0, 384)


def test_only_the_first_256_tokens_count(embedder: Embedder) -> None:
    full = "late " * 253 + "crane "  # a token each, and one for the start and one for the end
    vector, longer, other_end = embedder.embed([full, full + "refund " * 500, "late " * 254])

    np.testing.assert_allclose(vector, longer, atol=1e-6)
    assert np.abs(vector - other_end).max() > 1e-3


def test_many_threads_may_share_one_embedder(embedder: Embedder) -> None:
    expected = embedder.embed(TEXTS)

    with ThreadPoolExecutor(4) as pool:
        for vectors in pool.map(embedder.embed, [TEXTS] * 8):
            np.testing.assert_allclose(vectors, expected, atol=1e-5)


def test_where_the_weights_were_never_fetched_there_is_no_embedder(tmp_path: Path) -> None:
    assert open_embedder(tmp_path / "assets") is None
    assert not (tmp_path / "assets").exists()


def test_the_name_tells_precisions_apart(embedder: Embedder, exact: Embedder) -> None:
    assert embedder.name.startswith("all-MiniLM-L6-v2/int8@")
    assert exact.name == embedder.name.replace("int8", "fp32")


@pytest.mark.parametrize("damage", [b"", b"not a graph", None], ids=["empty", "garbage", "cut short"])
def test_a_broken_graph_is_written_anew(own: Path, embedder: Embedder, damage: bytes | None) -> None:
    assert open_embedder(own)
    (graph,) = own.glob("minilm-*/graph-int8-*.onnx")
    whole = graph.read_bytes()
    graph.write_bytes(whole[:-5000] if damage is None else damage)

    opened = open_embedder(own)

    assert opened is not None
    np.testing.assert_allclose(opened.embed(TEXTS[:3]), embedder.embed(TEXTS[:3]), atol=1e-5)
    assert graph.read_bytes() == whole


def test_a_graph_that_cannot_be_kept_is_used_all_the_same(
    own: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(_self: Path, _target: Path) -> Path:
        raise PermissionError(13, "Read-only file system")

    monkeypatch.setattr(Path, "replace", read_only)

    opened = open_embedder(own)

    assert opened is not None
    assert not list(own.glob("minilm-*/graph-*.onnx"))
    np.testing.assert_allclose(opened.embed(TEXTS[:3]), embedder.embed(TEXTS[:3]), atol=1e-5)


@pytest.mark.parametrize("file", ["model.safetensors", "tokenizer.json"])
def test_damaged_weights_are_said_plainly(own: Path, file: str) -> None:
    (path,) = own.glob(f"minilm-*/{file}")
    with path.open("r+b") as stream:
        stream.write(b"\xff" * 64)

    with pytest.raises(AssetError, match="damaged") as refusal:
        open_embedder(own)

    assert "assets fetch --force" in refusal.value.hint


def test_two_processes_that_open_it_at_once_both_get_it(own: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from wbcoach.library.embed import open_embedder; "
        "print(open_embedder(Path(sys.argv[1])).embed(['refund']).shape)"
    )
    command = [sys.executable, "-c", script, str(own)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=clean()) for _ in range(2)]

    assert [process.communicate(timeout=120)[0] for process in running] == ["(1, 384)\n"] * 2
    assert not list(own.glob("minilm-*/*.tmp"))


def test_embedding_leaves_no_usage_records_in_the_home_folder(own: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    script = (
        "import sys; from pathlib import Path; from wbcoach.library.embed import open_embedder; "
        "open_embedder(Path(sys.argv[1])).embed(['refund'])"
    )
    subprocess.run([sys.executable, "-c", script, str(own)], env=clean() | {"HOME": str(home)}, check=True)

    assert not list(home.rglob("*"))


def clean() -> dict[str, str]:
    """An environment in which telemetry isn't switched off beforehand, and wbcoach can be imported."""
    root = str(Path(assets.__file__).parent.parent)
    quiet = {"ORT_DISABLE_TELEMETRY", "XDG_CACHE_HOME"}
    return {name: value for name, value in os.environ.items() if name not in quiet} | {"PYTHONPATH": root}


def test_safetensors_are_read_with_their_types_and_shapes(tmp_path: Path) -> None:
    header = (
        b'{"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[1,2],"data_offsets":[8,16]},'
        b'"b":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}'
    )
    data = np.array([7], "<i8").tobytes() + np.array([1.5, -2], "<f4").tobytes()
    path = tmp_path / "small.safetensors"
    path.write_bytes(len(header).to_bytes(8, "little") + header + data)

    weights = parts.read_safetensors(path)

    assert weights["a"].tolist() == [[1.5, -2.0]]
    assert weights["b"].tolist() == [7]


def test_safetensors_that_are_cut_short_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "short.safetensors"
    path.write_bytes((1000).to_bytes(8, "little") + b'{"a":')

    with pytest.raises(ValueError, match=r".+"):
        parts.read_safetensors(path)
