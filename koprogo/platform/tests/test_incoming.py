"""Mails taken apart: addresses, documents, hostile bytes."""

from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koprogo.platform import incoming

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
    found = incoming.parse(
        message(("f.xml", "application/xml", b"<Invoice/>"), ("f.pdf", "application/pdf", b"%PDF-1.4"))
    )
    assert (found.message_id, found.sender, found.subject) == (
        "<1@kone.example>",
        "factures@kone.example",
        "Votre facture",
    )
    assert found.text == "Bonjour,\nla facture."
    assert found.sent_at is not None and found.sent_at.isoformat() == "2026-03-10T09:15:00+01:00"
    assert [one.name for one in found.brought] == ["f.xml", "f.pdf"]
    assert found.brought[0].data == b"<Invoice/>"


def test_the_tag_of_our_addresses_and_of_no_other() -> None:
    own = incoming.tagged_address(BASE, "le-verger-k7m2p9q4vx")
    assert own == "factures+le-verger-k7m2p9q4vx@example.be"
    assert incoming.tags(("x@y.be", own.upper()), base=BASE) == ["le-verger-k7m2p9q4vx"]
    for other in (BASE, own.replace("example.be", "evil.be"), own.replace("factures", "x"), own.replace("+", "-")):
        assert incoming.tags((other,), base=BASE) == []


def test_a_page_becomes_text_and_what_it_quotes_is_marked() -> None:
    page = "<style>p{}</style><p>Oui,&nbsp;volontiers.<br>À 18 h</p><blockquote><p>Le prêt</p></blockquote><p>Fin</p>"
    out = EmailMessage()
    out.set_content(page, subtype="html")
    lines = [line for line in incoming.parse(bytes(out)).text.split("\n") if line.strip("> ")]
    assert lines == ["Oui, volontiers.", "À 18 h", "> Le prêt", "Fin"]


@pytest.mark.parametrize(
    ("name", "value", "machine"),
    [
        ("Auto-Submitted", "auto-replied", True),
        ("Auto-Submitted", "no", False),
        ("Precedence", "bulk", True),
        ("List-Id", "<liste.example>", True),
        ("Return-Path", "<>", True),
        ("Return-Path", "<marc@example.be>", False),
        ("X-Mailer", "Postbox", False),
    ],
)
def test_what_a_machine_wrote_is_known_by_its_headers(name: str, value: str, machine: bool) -> None:
    out = EmailMessage()
    out["From"], out[name] = "marc@example.be", value
    out.set_content("Bonjour")
    assert incoming.parse(bytes(out)).automatic is machine


def test_a_picture_inside_the_text_is_no_file_that_was_sent() -> None:
    sent = message(("logo.png", "image/png", b"x"))
    logo = sent.replace(b"Content-Disposition: attachment", b"Content-ID: <1>\nX-D: a")
    assert [one.inline for one in incoming.parse(logo).brought] == [True]
    assert [one.inline for one in incoming.parse(message(("f.pdf", "application/pdf", b"x"))).brought] == [False]


def test_names_hold_no_path() -> None:
    (one,) = incoming.parse(message(("../../etc/passwd\x07.pdf", "application/pdf", b"%PDF-1.4"))).brought
    assert "/" not in one.name and "\x07" not in one.name


def test_documents_beyond_the_limit_are_counted() -> None:
    found = incoming.parse(message(*((f"{n}.pdf", "application/pdf", b"%PDF-1.4") for n in range(23))))
    assert (len(found.brought), found.dropped) == (incoming.MAX_ATTACHMENTS, 3)


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
    assert incoming.parse(raw).brought == ()


@settings(max_examples=150, deadline=None)
@given(start=st.integers(0, 900), length=st.integers(0, 80), noise=st.binary(max_size=30))
def test_whatever_the_bytes_a_mail_is_parsed(start: int, length: int, noise: bytes) -> None:
    raw = message(("f.pdf", "application/pdf", b"%PDF-1.4"))
    found = incoming.parse(raw[:start] + noise + raw[start + length :])
    assert "\x00" not in found.text and len(found.brought) <= incoming.MAX_ATTACHMENTS
