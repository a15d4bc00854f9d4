"""Personal data is found, ordinary figures are not, and what is masked comes back to the letter."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wbcoach.privacy import Masker, Personal, find, has_personal_data

JWT = ".".join(("eyJ" + "hbGciOiJub25lIn0", "eyJ" + "zdWIiOiJzYW1wbGUifQ", "c2FtcGxl"))
KEY = "-----BEGIN EC PRIVATE " + "KEY-----\nc2FtcGxl\n-----END EC PRIVATE KEY-----"

PLANTED = [
    ("call me on 020 7946 0142 before noon", "phone", "020 7946 0142"),
    ("Please ring my aunt Mrs Q. Specimen on 555-0173, thanks", "phone", "555-0173"),
    ("my colleague (+1 555 0119) has it", "phone", "+1 555 0119"),
    ("tel: (020) 7946 0142", "phone", "(020) 7946 0142"),
    ("my line is +44 (0)20 7946 0142", "phone", "+44 (0)20 7946 0142"),
    ("reach me at 202.555.0119 ext. 42", "phone", "202.555.0119 ext. 42"),
    ("from abroad 0044 20 7946 0142", "phone", "0044 20 7946 0142"),
    ("on 2026-09-04 they said to call 020 7946 0142", "phone", "020 7946 0142"),
    ("Mon portable : 06 12 34 56 78", "phone", "06 12 34 56 78"),
    ("write to jane.o'sample+wb@mail.example.co.uk.", "email", "jane.o'sample+wb@mail.example.co.uk"),
    ("jörg@müller.example schrieb", "email", "jörg@müller.example"),
    ("jane (at) example (dot) org", "email", "jane (at) example (dot) org"),
    ("charged 4242 4242 4242 4242 twice", "card", "4242 4242 4242 4242"),
    ("amex 3782 822463 10005", "card", "3782 822463 10005"),
    ("my card number 4111 1111 1111 1112 is refused", "card", "4111 1111 1111 1112"),
    ("the card ending in 4242 was charged", "card", "4242"),
    ("the last four digits of the card are 4242", "card", "4242"),
    ("IBAN is GB33 TEST 0000 0000 0000 00 and it fails", "iban", "GB33 TEST 0000 0000 0000 00"),
    ("pay DE89 3704 0044 0532 0130 00 NOW PLEASE", "iban", "DE89 3704 0044 0532 0130 00"),
    ("account number 12345678 is mine", "account", "12345678"),
    ("sort code 12-34-56", "account", "12-34-56"),
    ("NHS no. 999 000 0001", "id", "999 000 0001"),
    ("the export shows 536-90-4399", "id", "536-90-4399"),
    ("my NINO is AB123456C", "id", "AB123456C"),
    ("cpf 390.533.447-05", "id", "390.533.447-05"),
    ("codice RSSMRA85T10A562S", "id", "RSSMRA85T10A562S"),
    ("badge 00417, at the gate", "id", "00417"),
    ("driving licence no: SAMPL657054SM9IJ", "id", "SAMPL657054SM9IJ"),
    ("DOB 5 March 1951", "birthdate", "5 March 1951"),
    ("my date of birth is 01/02/1980 and", "birthdate", "01/02/1980"),
    ("(born on March 5th, 1951)", "birthdate", "March 5th, 1951"),
    ("my address is 14 Sample Street, Exampleton, SW1A 1AA.", "address", "14 Sample Street, Exampleton, SW1A 1AA"),
    ("home address: 7 Sample Grove, Exampleton SW1A 1AA", "address", "7 Sample Grove, Exampleton SW1A 1AA"),
    ("I live at Flat 3, 14 Sample Road", "address", "Flat 3, 14 Sample Road"),
    ("my address is Musterweg 14, 10115 Berlin", "address", "Musterweg 14, 10115 Berlin"),
    ("blocked from 192.168.10.24 again", "ip", "192.168.10.24"),
    ("blocked from 2001:db8:85a3::8a2e:370:7334", "ip", "2001:db8:85a3::8a2e:370:7334"),
    ("the till 00:1A:2B:3C:4D:5E is offline", "mac", "00:1A:2B:3C:4D:5E"),
    ("see https://x.example.com/reset?token=abcd1234.", "url", "https://x.example.com/reset?token=abcd1234"),
    ("(https://jane:pw12345@git.example.com/x)", "url", "https://jane:pw12345@git.example.com/x"),
    ("go x.example.com/a?email=jane%40example.com&b=1", "url", "x.example.com/a?email=jane%40example.com&b=1"),
    ("shared token ghp_EXAMPLEnotARealToken000000000000 here", "secret", "ghp_EXAMPLEnotARealToken000000000000"),
    ("sk-" + "proj-example1234567890 leaked", "secret", "sk-proj-example1234567890"),
    ("AKIA" + "EXAMPLE000000000 leaked", "secret", "AKIAEXAMPLE000000000"),
    ("xoxb-" + "000000000000-example leaked", "secret", "xoxb-000000000000-example"),
    (f"header {JWT} leaked", "secret", JWT),
    (f"pasted {KEY} by mistake", "secret", KEY),
    ("DB_PASSWORD=hunter, then", "secret", "hunter"),
    ('{"password": "hunter2x"}', "secret", "hunter2x"),
    ("my password is hunter22.", "secret", "hunter22"),
    ("the PIN is 4821", "secret", "4821"),
    ("pass: Gr4velpit", "secret", "Gr4velpit"),
    ("I call my 80-year-old client at 555-0142, she waits", "phone", "555-0142"),
    ("left a note for the porter at 555-0142", "phone", "555-0142"),
    ("acct 87654321 please", "account", "87654321"),
    ("paid by 4242.4242.4242.4242 today", "card", "4242.4242.4242.4242"),
    ("paid by 4242_4242_4242_4242 today", "card", "4242_4242_4242_4242"),
    ("paid by 4242-4242 4242-4242 today", "card", "4242-4242 4242-4242"),
    ("paid by 4242  4242  4242  4242 today", "card", "4242  4242  4242  4242"),
    ("pay DE89-3704-0044-0532-0130-00 now", "iban", "DE89-3704-0044-0532-0130-00"),
    ("mine is AB 12 34 56 C", "id", "AB 12 34 56 C"),
    ("joe_sample AT example DOT org", "email", "joe_sample AT example DOT org"),
    ("joe dot sample at example dot org", "email", "joe dot sample at example dot org"),
    ("joe.sample @ example.org", "email", "joe.sample @ example.org"),
    # In odd characters: what is masked are the raw ones.
    ("paid by 4242\u00a04242\u00a04242\u00a04242 today", "card", "4242\u00a04242\u00a04242\u00a04242"),
    ("paid by 4242\u20094242\u20094242\u20094242 today", "card", "4242\u20094242\u20094242\u20094242"),
    ("paid by 4242\u200b4242\u200b42424242 today", "card", "4242\u200b4242\u200b42424242"),
    ("paid by ４２４２４２４２４２４２４２４２ today", "card", "４２４２４２４２４２４２４２４２"),
    ("write to joe＠example．org soon", "email", "joe＠example．org"),
    ("write to j\u200boe@exam\u00adple.org soon", "email", "j\u200boe@exam\u00adple.org"),
    ("mailto:joe%40example.org", "email", "joe%40example.org"),
    ("write to joe&#64;example&#46;org soon", "email", "joe&#64;example&#46;org"),
    ("write to jo\u0308rg@example.org soon", "email", "jo\u0308rg@example.org"),
    ("call 020\u200b7946\u200b0142 now", "phone", "020\u200b7946\u200b0142"),
    ("call ٠٢٠ ٧٩٤٦ ٠١٤٢ now", "phone", "٠٢٠ ٧٩٤٦ ٠١٤٢"),
]  # fmt: skip

ORDINARY = [
    "Client paid 940.00 for INV-2201 and INV-2207; 11,420 accounts, 38% of 1 200 300 rows",
    "between 2026-09-04 and 04/10/2026, in 2019-2020, at 10:30:15 and 09:00-17:00",
    "v2.4.1, version 10.4.2.1, release 1.2.3.4, section 1.2.3.4.5, react@18.2.0 and logo@2x.png",
    "order number 2025551234, order 4111111111111111, order #112-3456789-1234567, order 020 7946 0142",
    "see SYN-LL-001 and DEPLOY_KEY_2; customer number 123456; ticket 48213377",
    "call volume rose to 1 200 300; we contacted 1 200 customers at 10 sites; call them on 04/09/2026",
    "calls at 09:00 - 17:00, phone 12 customers, reach 1,000,000 users, +250 000 customers",
    "at 120-1500 rpm, on 100-2000 parts, part 555-0142 broke at noon, the 555-0142 line",
    "127.0.0.1, 0.0.0.0 and 255.255.255.0",
    "password: users forget it. Password reset takes 3 days, the password is 8 characters",
    "password=[SECRET_1], password=<yours>, token='token', api_key=not-required",
    "https://example.com/docs?page=2&sort=asc and git@github.com:org/repo.git",
    "born in 2020; date of birth is asked twice; the address is wrong on 14 invoices; I live at home",
    "10 Downing Street was on the news, 3 High Street shops closed; we send it to 3 Teams",
    "ISBN 978-3-16-148410-0, barcode 4006381333931, 550e8400-e29b-41d4-a716-446655440000",
    "std::vector, a[1::2], fingerprint aa:bb:cc:dd:ee:ff:00:11:22:33, Unix time 1788518400",
    "card 3 of 12, card expires 09/2026, NHS 111, NHS 10,000 patients, an NHS 2023 survey",
    "lat 51.507400, -0.127800, score 0.9999628, page 12 of 240, n=112, p=0.03",
    "sk-learn-something-quite-long-here, task_list_of_something_long, pypi-charset-normalizer",
    "meet us at example dot org; NullPointerException in a.b.Parser at com.example.Reader; see us @ example.org",
    "AT&T, R&D; 1½ cups, 10², №5, ①②③④⑤⑥⑦⑧⑨⑩⑪ steps, 100 % … “done” – fine",
    "build pass: v2.4.1, bus pass: zone 12, acct 12, scores 4111 1112 1113 1114, years 2023 2024 2025 2026",
    "the code came late, the PIN is 4 digits long, the OTP was 120 seconds late",
]


@pytest.mark.parametrize(("text", "kind", "value"), PLANTED)
def test_personal_data_is_found_whole_and_masked(text: str, kind: str, value: str) -> None:
    found = find(text)
    assert [(personal.kind, personal.value) for personal in found] == [(kind, value)]
    assert has_personal_data(text)
    masker = Masker()
    masked = masker.mask(text)
    assert masked == text.replace(value, f"[{kind.upper()}_1]")
    assert masker.restore(masked) == text


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_figures_and_identifiers_are_left_alone(text: str) -> None:
    assert find(text) == []
    assert not has_personal_data(text)


def test_all_that_a_message_gives_away_is_found() -> None:
    text = (
        "Hi, it's Jane Placeholder, call me on 020 7946 0142 or 555-0174, NHS no. 999 000 0001, "
        "DOB 5 March 1951, 14 Sample Street. Invoice INV-2201 over 940.00 is from 2026-09-04."
    )
    assert [personal.kind for personal in find(text)] == ["phone", "phone", "id", "birthdate", "address"]


def test_a_street_without_a_label_counts_only_beside_other_personal_data() -> None:
    assert find("14 Sample Street is closed") == []
    assert [one.value for one in find("jane@example.org, 14 Sample Street")][1:] == ["14 Sample Street"]


def test_a_number_that_follows_a_telephone_number_is_one_too() -> None:
    assert [one.value for one in find("ring 555-0173 or 555-0174")] == ["555-0173", "555-0174"]


def test_what_overlaps_is_masked_as_one() -> None:
    found = find("https://jane@example.org:secret99@host.example/?token=abcd1234")
    assert len(found) == 1
    assert (found[0].start, found[0].kind) == (0, "url")


def test_a_value_is_not_shown_by_repr() -> None:
    assert "jane" not in repr(find("jane@example.org"))
    assert "jane" not in repr(Personal("email", 0, 16, "jane@example.org"))


def test_the_same_value_has_the_same_placeholder_all_through_a_run() -> None:
    masker = Masker()
    assert masker.mask("jane@example.org or tel. 555-0173") == "[EMAIL_1] or tel. [PHONE_2]"
    assert masker.mask("call 555-0173, then jane@example.org") == "call [PHONE_2], then [EMAIL_1]"
    assert masker.mask("joe@example.org") == "[EMAIL_3]"
    assert Masker().mask("joe@example.org") == "[EMAIL_1]"


@pytest.mark.parametrize(
    "spelled",
    [
        *("[EMAIL_1]", "[email_1]", "[Email 1]", "[ EMAIL_1 ]", "[EMAIL-1]", "[EMAIL_01]", r"\[EMAIL\_1\]"),
        *("EMAIL_1", "<EMAIL_1>", "{EMAIL_1}", "【EMAIL_1】", "[EMAIL:1]", "[EMAIL #1]"),
    ],
)
def test_a_placeholder_is_restored_however_a_model_spells_it(spelled: str) -> None:
    masker = Masker()
    masker.mask("jane@example.org")
    assert masker.restore(f"Ask {spelled}, who wrote it.") == "Ask jane@example.org, who wrote it."


def test_a_placeholder_that_was_never_given_out_stays_as_it_is() -> None:
    masker = Masker()
    masker.mask("jane@example.org")
    for other in ("[EMAIL_2]", "[PHONE_1]", "[EMAIL_11]", "MY_EMAIL_1", "EMAIL_1st", "[EMAIL_0]", "email_1"):
        assert masker.restore(other) == other


def test_a_placeholder_the_author_typed_never_becomes_somebodys_address() -> None:
    masker = Masker()
    masked = masker.mask("jane@example.org")
    typed = masker.mask("we saw [EMAIL_1] and [phone 7] in the mail")
    assert masked not in typed
    assert masker.restore(typed) == "we saw [EMAIL_1] and [phone 7] in the mail"
    assert masker.restore(masked) == "jane@example.org"


def test_threads_share_one_masker_without_mixing_values() -> None:
    masker = Masker()
    texts = [f"from a{number % 20}@example.org" for number in range(200)]
    with ThreadPoolExecutor(8) as pool:
        masked = list(pool.map(masker.mask, texts))
    assert len(set(masked)) == 20
    assert [masker.restore(text) for text in masked] == texts


_KIND = st.sampled_from(["EMAIL", "phone", "Url", "ID", "SECRET", "CARD", "iban"])
_TYPED = st.builds(
    "{}{}{}{}{}".format,
    st.sampled_from(["[", "", "<", "\\[", "[ ", "【", "[["]),
    _KIND,
    st.sampled_from(["_", " ", "-", "", "\\_"]),
    st.integers(0, 9).map(str) | st.sampled_from(["01", "10", "٣", "9" * 40]),
    st.sampled_from(["]", "", ">", "\\]", " ]", "】", "]]"]),
)
_PIECES = st.one_of(
    st.text(max_size=12),
    st.text("0123456789 -.+@:/=[]()_\\\nAaEe", max_size=30),
    _TYPED,
    st.sampled_from([text for text, _, _ in PLANTED] + [value for _, _, value in PLANTED] + ORDINARY),
)
_TEXTS = st.lists(_PIECES, max_size=8).map("".join)
_relaxed = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@_relaxed
@given(st.lists(_TEXTS, min_size=1, max_size=3))
def test_whatever_is_masked_is_restored_to_the_letter(texts: list[str]) -> None:
    masker = Masker()
    masked = [masker.mask(text) for text in texts]
    assert [masker.restore(text) for text in masked] == texts


@_relaxed
@given(_TEXTS)
def test_the_quick_answer_agrees_with_the_full_one_and_spans_are_exact(text: str) -> None:
    found = find(text)
    assert has_personal_data(text) == bool(found)
    reached = 0
    for personal in found:
        assert reached <= personal.start < personal.end
        assert personal.value == text[personal.start : personal.end]
        reached = personal.end


@pytest.mark.parametrize(
    "piece", ["a.", "a@", "1 ", "sk-", "?token=aaaa", "GB82 ", "[email ", "call me on 1-", "(1)"]
)
def test_a_long_hostile_text_is_masked_and_restored(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    masker = Masker()
    assert masker.restore(masker.mask(text)) == text


def _modules_after(code: str) -> set[str]:
    program = f"import sys\n{code}\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    return set(subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split())  # fmt: skip


def test_the_quick_answer_never_imports_langchain_and_on_a_plain_draft_nothing_heavy() -> None:
    plain = "Today, traders (11,420 accounts) split 940.00 of INV-2201 by hand since 2026-09-04."
    loaded = _modules_after(f"from wbcoach.privacy import has_personal_data as f\nassert not f({plain!r})")
    assert not loaded & {"langchain", "langchain_core", "phonenumbers", "stdnum"}
    full = "call 020 7946 0142, jane@example.org, 4242 4242 4242 4242"
    loaded = _modules_after(f"from wbcoach.privacy import has_personal_data as f\nassert f({full!r})")
    assert not loaded & {"langchain", "langchain_core"}


def test_masking_asks_langchain_only_when_something_of_its_kinds_is_there() -> None:
    asked = "from wbcoach.privacy import Masker\nMasker().mask({!r})"
    assert "langchain" not in _modules_after(asked.format("badge 00417, 940.00"))
    assert "langchain" in _modules_after(asked.format("jane@example.org"))


def test_what_one_text_of_a_matter_gives_away_is_masked_in_all() -> None:
    masker = Masker()
    texts = [
        "Ring Ida on 020 7946 0018, or ida@a.example.",
        "020 7946 0018 rang [EMAIL_1]",
        "4020 7946 00189",
        "",
    ]
    masked = masker.mask_together(texts)
    assert masked[0].count("[PHONE_1]") == masked[1].count("[PHONE_1]") == 1
    assert masked[2] == texts[2], "a longer number is another one"
    assert [masker.restore(one) for one in masked] == texts
    assert Masker().mask(texts[1]) != masked[1], "alone, nothing says that it is a telephone"


@given(st.lists(st.text(), max_size=4))
def test_texts_masked_together_come_back_as_they_were(texts: list[str]) -> None:
    masker = Masker()
    assert [masker.restore(one) for one in masker.mask_together(texts)] == texts
