"""A reviewer's audit: what gives a person away is masked to the last of its 84 values, and no near miss is."""

from __future__ import annotations

import csv
import random
import string

import pytest
from privacy_audit import AUDIT

from wbcoach import samples
from wbcoach.privacy import Masker, find, has_personal_data

CASES = [(group, text, values) for group, cases in AUDIT.items() for text, values in cases]
# Keys of services, in halves: what stands before the random part, how long that is, and of what it is made.
BASE62, HEX = string.ascii_letters + string.digits, "0123456789abcdef"
SERVICES = [
    *(("gh" + "p_", 36, BASE62), ("sk" + "-ant-api03-", 60, BASE62), ("glp" + "at-", 20, BASE62)),
    *(("GOC" + "SPX-", 28, BASE62), ("fig" + "d_", 40, BASE62), ("lin" + "_api_", 40, BASE62)),
    *(("ATA" + "TT3xFfGF0", 60, BASE62), ("hv" + "s.", 64, BASE62), ("gl" + "sa_", 32, BASE62)),
    *(("shp" + "at_", 32, HEX), ("da" + "pi", 32, HEX), ("AC", 32, HEX), ("sbp" + "_", 40, HEX), ("key-", 32, HEX)),
    *(("110201543:" + "AAH", 32, BASE62), ("", 40, BASE62)),
]  # fmt: skip


def test_the_audit_has_twenty_cases_of_each_kind_near_misses_among_them() -> None:
    assert [len(cases) for cases in AUDIT.values()] == [20] * 6
    for group, cases in AUDIT.items():
        assert sum(not values for _, values in cases) >= 6, group
    assert len({text for _, text, _ in CASES}) == len(CASES) == 120


@pytest.mark.parametrize(("text", "values"), [(text, values) for _, text, values in CASES])
def test_each_value_is_masked_and_nothing_else(text: str, values: tuple[str, ...]) -> None:
    masker = Masker()
    masked = masker.mask(text)
    for value in values:
        assert value not in masked
    for one in find(text):
        assert any(value in one.value or one.value in value for value in values), one.value
    assert masker.restore(masked) == text
    assert has_personal_data(text) == bool(values)


def test_keys_of_services_are_found_whatever_their_random_part() -> None:
    rng = random.Random(20261127)  # noqa: S311  no secret: the same made-up keys each time
    keys = [head + "".join(rng.choices(of, k=length)) for head, length, of in SERVICES for _ in range(25)]
    texts = [f"he pasted {key} in the chat" for key in keys]
    found = sum(key not in Masker().mask(text) for key, text in zip(keys, texts, strict=True))
    assert found / len(keys) >= 0.95


@pytest.mark.parametrize(
    "name",
    """iPhone15ProMax256GB SamsungGalaxyS24Ultra5G MacBookPro16M3Max36GB1TB com.example.app2.MainActivityViewModel3
    src/components/Button2/Button2.test.tsx SYN-BH-020-2026-interview-004 ISO27001-2022-AnnexA-Control8
    https://shop.example/products/Blue-Jacket-XL-2024?ref=Home2 2026-09-04T10:30:15.123+02:00 1HGCM82633A004352
    TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 feature/ABC-1234-Add2FASupportForSSO INC-2026-000123-EMEA-Tier2
    sha-9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c4d 9A8B7C6D-5E4F-3A2B-1C0D-9E8F7A6B5C4D RTX4090FoundersEdition24GB""".split(),
)  # fmt: skip
def test_long_names_paths_and_hashes_are_no_keys(name: str) -> None:
    assert find(f"we saw {name} again") == []


def test_the_bundled_feedback_holds_no_more_than_was_planted() -> None:
    rows = [
        row
        for path in sorted(samples.FEEDBACK.glob("*.csv"))
        for row in csv.DictReader(path.read_text("utf-8").splitlines())
    ]
    found = [(row["id"], one.kind) for row in rows for one in find(row["text"])]
    assert len(rows) == 180
    assert len(found) == 13
    assert [kind for _, kind in found].count("secret") == 1
