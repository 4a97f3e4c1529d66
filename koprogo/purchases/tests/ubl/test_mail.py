"""Mails taken apart: addresses, documents, hostile bytes."""

from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koprogo.purchases.rules import mail
from koprogo.purchases.tests.ubl import samples

BASE = "factures@example.be"


def message(*files: tuple[str, str, bytes], to: str = BASE, text: str = "Bonjour,\nla facture.") -> bytes:
    out = EmailMessage()
    out["Message-ID"] = "<1@kone.example>"
    out["From"] = "Service factures <factures@kone.example>"
    out["To"] = to
    out["Subject"] = "Votre  facture"
    out["Date"] = "Tue, 10 Mar 2026 09:15:00 +0100"
    out.set_content(text)
    for name, kind, data in files:
        main, sub = kind.split("/")
        out.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return bytes(out)


def test_a_mail_says_who_what_and_which_documents() -> None:
    found = mail.parse(
        message(("f.xml", "application/xml", samples.invoice()), ("f.pdf", "application/pdf", samples.PDF))
    )
    assert (found.message_id, found.sender, found.subject) == (
        "<1@kone.example>",
        "factures@kone.example",
        "Votre facture",
    )
    assert found.text == "Bonjour,\nla facture."
    assert found.sent_at is not None and found.sent_at.isoformat() == "2026-03-10T09:15:00+01:00"
    assert [one.name for one in found.brought] == ["f.xml", "f.pdf"]
    assert found.brought[0].data == samples.invoice()


def test_an_address_leads_to_its_building_and_no_other_one_does() -> None:
    token = mail.new_token()
    own = mail.address(BASE, slug="le-verger", token=token)
    assert own == f"factures+le-verger-{token}@example.be"
    assert mail.tagged(("x@y.be", own.upper()), base=BASE) == ("le-verger", token)
    for other in (BASE, own.replace("example.be", "evil.be"), own.replace("factures", "x"), own.replace("+", "-")):
        assert mail.tagged((other,), base=BASE) is None


def test_tokens_are_long_and_differ() -> None:
    assert len({mail.new_token() for _ in range(500)}) == 500
    assert len(mail.new_token()) == mail.TOKEN


def test_names_hold_no_path() -> None:
    (one,) = mail.parse(message(("../../etc/passwd\x07.pdf", "application/pdf", samples.PDF))).brought
    assert "/" not in one.name and "\x07" not in one.name


def test_documents_beyond_the_limit_are_counted() -> None:
    found = mail.parse(message(*((f"{n}.pdf", "application/pdf", samples.PDF) for n in range(23))))
    assert (len(found.brought), found.dropped) == (mail.MAX_ATTACHMENTS, 3)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff" * 50,
        b"From: =?x?q?\n\n",
        b"Date: never\nContent-Type: text/plain; charset=nope\n\nx",
        b"Content-Type: text/plain; charset=hex\n\nx",
    ],
)
def test_a_broken_mail_is_empty_and_no_error(raw: bytes) -> None:
    assert mail.parse(raw).brought == ()


@settings(max_examples=150, deadline=None)
@given(start=st.integers(0, 900), length=st.integers(0, 80), noise=st.binary(max_size=30))
def test_whatever_the_bytes_a_mail_is_parsed(start: int, length: int, noise: bytes) -> None:
    raw = message(("f.pdf", "application/pdf", samples.PDF))
    found = mail.parse(raw[:start] + noise + raw[start + length :])
    assert "\x00" not in found.text and len(found.brought) <= mail.MAX_ATTACHMENTS
