"""Identifiers, refusals and the payment QR code."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koprogo.kernel import epc, iban, identifiers
from koprogo.kernel.refusals import NotAllowed, NotFound, Refused
from koprogo.testing.fixtures import fixtures_dir

FIXTURES = fixtures_dir()


def test_uuid7_carries_the_moment_version_and_variant() -> None:
    moment = 1_790_000_000_123
    made = identifiers.uuid7(moment)
    assert (made.int >> 80, made.version, made.variant) == (moment, 7, "specified in RFC 4122")


def test_uuid7_increases_inside_a_process() -> None:
    made = [identifiers.uuid7() for _ in range(5_000)]
    assert made == sorted(set(made))
    same_moment = [identifiers.uuid7(1_790_000_000_000) for _ in range(5_000)]
    assert same_moment == sorted(set(same_moment))
    assert {item.version for item in same_moment} == {7}


def test_a_given_clock_does_not_move_the_system_one() -> None:
    identifiers.uuid7(2**48 - 2)
    assert identifiers.uuid7().int >> 80 < 2**48 - 2


@pytest.mark.parametrize("moment", [-1, 2**48 - 1, 2**60])
def test_uuid7_refuses_moments_out_of_range(moment: int) -> None:
    with pytest.raises(identifiers.UnusableMoment):
        identifiers.uuid7(moment)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Résidence « Les Tilleuls »", "residence-les-tilleuls"),
        ("Œuvre de l’Été", "oeuvre-de-l-ete"),
        ("Große Straße 3", "grosse-strasse-3"),
        ("  --  ", ""),
        ("日本", ""),
        ("Rue de la Loi, 16/B", "rue-de-la-loi-16-b"),
    ],
)
def test_slugs(text: str, expected: str) -> None:
    assert identifiers.slug(text) == expected


@given(st.text(max_size=200))
def test_slugs_are_short_ascii(text: str) -> None:
    made = identifiers.slug(text)
    assert made.isascii()
    assert len(made) <= 60
    assert made == identifiers.slug(made)


def test_refusals_carry_code_facts_and_field() -> None:
    class PeriodClosed(Refused):
        code = "ledger.period_closed"
        article = "CC 3.89"

    refusal = PeriodClosed(field="booked_on", year=2025)
    assert (refusal.code, refusal.article, refusal.field, refusal.facts) == (
        "ledger.period_closed",
        "CC 3.89",
        "booked_on",
        {"year": 2025},
    )
    assert str(refusal) == "ledger.period_closed(year=2025)"
    assert (NotFound().code, NotAllowed().code, NotFound().field) == ("not_found", "not_allowed", None)


def test_refusals_travel_between_processes() -> None:
    copy = pickle.loads(pickle.dumps(NotFound(field="lot", number="3C")))
    assert isinstance(copy, NotFound)
    assert (copy.field, copy.facts) == ("lot", {"number": "3C"})


IBAN = "BE68539007547034"


@pytest.mark.skipif(FIXTURES is None, reason="the shared fixtures are not beside this copy")
def test_payload_equals_the_published_one() -> None:
    assert FIXTURES is not None
    published = (FIXTURES / "epc" / "qr_version_002.txt").read_text(encoding="utf-8")
    made = epc.payload(
        name="Wikimedia Foerdergesellschaft",
        iban="DE33100205000001194700",
        amount_cents=12_345,
        remittance="Spende fuer Wikipedia",
    )
    assert made == published.rstrip("\n")


def test_payload_puts_the_belgian_reference_in_the_unstructured_line() -> None:
    made = epc.payload(
        name="ACP Les Tilleuls", iban="BE68 5390 0754 7034", amount_cents=14_835, remittance="012345678939"
    )
    assert made.split("\n") == [
        "BCD", "002", "1", "SCT", "", "ACP Les Tilleuls", IBAN, "EUR148.35", "", "", "+++012/3456/78939+++",
    ]  # fmt: skip


def test_a_line_end_in_a_name_moves_no_field() -> None:
    made = epc.payload(
        name="ACP\nBE00\r\n\x85X", iban=IBAN, amount_cents=5, remittance="a\nb", bic="GKCCBEBB"
    )
    assert made.split("\n")[4:8] == ["GKCCBEBB", "ACP BE00 X", IBAN, "EUR0.05"]
    assert made.endswith("\na b")


@pytest.mark.parametrize(
    ("name", "cents", "remittance", "bic", "reason"),
    [
        ("x" * 71, 100, "", "", "name"),
        (" ", 100, "", "", "name"),
        ("x", 0, "", "", "amount"),
        ("x", -5, "", "", "amount"),
        ("x", 100_000_000_000, "", "", "amount"),
        ("x", 100, "y" * 141, "", "remittance"),
        ("x", 100, "", "gk", "bic"),
        ("é" * 70, 100, "é" * 140, "GKCCBEBB", "too_long"),
    ],
)
def test_payload_refused(name: str, cents: int, remittance: str, bic: str, reason: str) -> None:
    with pytest.raises(epc.UnusablePayment) as caught:
        epc.payload(name=name, iban=IBAN, amount_cents=cents, remittance=remittance, bic=bic)
    assert caught.value.facts["reason"] == reason


def test_payload_refuses_a_wrong_account() -> None:
    with pytest.raises(iban.InvalidIban):
        epc.payload(name="x", iban="BE68539007547035", amount_cents=100, remittance="")
