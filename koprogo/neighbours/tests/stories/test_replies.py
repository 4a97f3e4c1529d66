"""Answering by mail: posted once in the right place, refused politely, silent to machines; never promised in vain."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.db import transaction

from koprogo.neighbours.models import Message, NoticeReply
from koprogo.neighbours.operations import loans, messages, moderation, notices, replies, residents, things
from koprogo.neighbours.operations.things import ThingFacts
from koprogo.neighbours.rules import replies as rules
from koprogo.neighbours.rules.notices import NoticeFacts, NoticeKind
from koprogo.neighbours.rules.residents import Agreement
from koprogo.people.queries import memberships
from koprogo.platform import access as accesses
from koprogo.platform import boundary, incoming
from koprogo.platform.models import Mailing
from koprogo.testing import neighbours
from koprogo.testing.casting import NOW
from koprogo.testing.neighbours import Street

pytestmark = pytest.mark.django_db
BASE = "boite@koprogo.example"
MARC, YASMINE = "marc@les-tisserands.example", "yasmine@les-tisserands.example"


@dataclass(frozen=True)
class Box:
    """As much of a mailbox as the writing of addresses asks."""

    address: str = BASE


def _taken(raw: bytes, now: datetime) -> bool:
    """What the reading of the mailbox does with one mail (site/mailbox.py)."""
    mail = incoming.parse(raw)
    tags = [found for one in incoming.tags(mail.recipients, base=BASE) if (found := rules.read_tag(one))]
    for org in memberships.boundaries(ending=tags[0].org) if tags else []:
        with boundary.within(org.id):
            return replies.receive(accesses.as_system(org_id=org.id, now=now), incoming=mail, tag=tags[0])
    return False


@pytest.fixture(scope="module")
def _group(django_db_setup: None, django_db_blocker: Any) -> Iterator[Street]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield neighbours.group()
        transaction.set_rollback(True)


@pytest.fixture
def street(_group: Street, settings: Any) -> Iterator[Street]:
    settings.KOPROGO_INBOX = Box()
    with transaction.atomic():
        yield _group
        transaction.set_rollback(True)


def _mails(street: Street) -> list[Mailing]:
    with boundary.within(street.org.id):
        return list(Mailing.objects.order_by("id"))


def _reply(to: str, text: str, *, sender: str = MARC, number: int = 1, now: datetime = NOW, **more: Any) -> bool:
    out = EmailMessage()
    out["Message-ID"], out["From"], out["To"] = f"<{number}@mail.example>", f"Quelqu’un <{sender}>", to
    for name, value in more.items():
        out[name.replace("_", "-")] = value
    out.set_content(text)
    return _taken(bytes(out), now)


def _written(street: Street) -> tuple[Message, str]:
    """Yasmine writes to Marc: the message, and where he answers it by mail."""
    with boundary.within(street.org.id):
        yasmine = street.access["yasmine"]
        row = messages.write(yasmine, receiver_id=street.me["marc"].id, text="Une échelle samedi ?", about="Échelle")
    return row, _mails(street)[-1].reply_to


def _said(street: Street) -> list[str]:
    with boundary.within(street.org.id):
        return list(Message.objects.order_by("sent_at", "id").values_list("text", flat=True))


def test_an_answer_stands_in_the_conversation_once_and_can_be_answered_too(street: Street) -> None:
    row, address = _written(street)
    assert address.startswith("boite+r") and len(address.partition("@")[0]) <= 64
    (mail,) = _mails(street)
    assert "##-" in mail.text and "Répondez à cet e-mail" in mail.text and MARC not in mail.text + mail.html
    quoted = "Oui, sonnez.\n\nLe 24 nov. 2026 à 10:12, KoproGo a écrit :\n> Une échelle samedi ?\n"
    for _time in range(2):
        assert _reply(address, quoted)
    assert _said(street) == ["Une échelle samedi ?", "Oui, sonnez."]
    back = _mails(street)[-1]
    assert (back.recipient, len(_mails(street))) == (YASMINE, 2)
    assert MARC not in back.text + back.html + back.reply_to  # nobody's address
    assert _reply(back.reply_to, "Merci !", sender=YASMINE, number=2)
    with boundary.within(street.org.id):
        assert set(Message.objects.values_list("thread_id", flat=True)) == {row.thread_id}


def test_another_sender_and_a_late_one_are_told_once_and_nothing_is_posted(street: Street) -> None:
    _row, address = _written(street)
    for number in (1, 2, 3):
        assert _reply(address, "Je suis Marc", sender="autre@mail.example", number=number)
    late = NOW + timedelta(days=30)
    for number in (4, 5):
        assert _reply(address, "Trop tard", number=number, now=late)
    assert _said(street) == ["Une échelle samedi ?"]
    other, over = _mails(street)[1:]
    assert (other.recipient, over.recipient) == ("autre@mail.example", MARC)
    assert "Échelle" not in other.subject + other.text and "Yasmine" not in other.text
    assert "Échelle" in over.subject and over.reply_to == ""


@pytest.mark.parametrize(
    "header", [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"Return_Path": "<>"}], ids=min
)
def test_a_machine_is_neither_posted_nor_answered(street: Street, header: dict[str, Any]) -> None:
    _row, address = _written(street)
    assert _reply(address, "Je suis absent", **header)
    assert (_said(street), len(_mails(street))) == (["Une échelle samedi ?"], 1)


def test_an_address_that_was_made_up_reaches_nobody(street: Street) -> None:
    _row, address = _written(street)
    name, _, domain = address.partition("@")
    flipped = name[:-1] + ("a" if name[-1] != "a" else "b")
    for other in (f"{flipped}@{domain}", f"boite+r{'a' * 32}@{domain}", f"boite@{domain}"):
        assert not _reply(other, "Bonjour")
    assert len(_mails(street)) == 1


def test_empty_too_long_and_files_are_said_in_the_reader_s_language(street: Street) -> None:
    marc = street.persons["marc"]
    marc.language = "nl"
    marc.save(update_fields=["language"])
    _row, address = _written(street)
    assert _reply(address, "> Une échelle samedi ?", number=1)
    assert _reply(address, "o" * 1_501, number=2)
    with_file = EmailMessage()
    with_file["Message-ID"], with_file["From"], with_file["To"] = "<3@mail.example>", MARC, address
    with_file.set_content("Voici la photo")
    with_file.add_attachment(b"x", maintype="image", subtype="jpeg", filename="echelle.jpg")
    assert _taken(bytes(with_file), NOW)
    assert _said(street)[1:] == ["Voici la photo"]
    subjects = [one.subject for one in _mails(street) if one.recipient == MARC][1:]
    assert len(subjects) == 3 and all("réponse" not in one for one in subjects)


def test_whoever_is_no_longer_read_is_told_so_without_a_name_or_a_reason(street: Street) -> None:
    _row, address = _written(street)
    with boundary.within(street.org.id):
        moderation.block(street.access["yasmine"], resident_id=street.me["marc"].id)
    assert _reply(address, "Alors ?")
    refused = _mails(street)[-1]
    assert refused.recipient == MARC and "Rien ne peut être transmis" in refused.text
    assert "Yasmine" not in refused.text and "bloqu" not in refused.text
    with boundary.within(street.org.id):
        residents.leave(street.access["marc"])
    assert _reply(address, "Encore moi", number=2)
    assert _said(street) == ["Une échelle samedi ?"]


def test_under_a_notice_and_about_a_loan(street: Street) -> None:
    marc, yasmine = street.access["marc"], street.access["yasmine"]
    with boundary.within(street.org.id):
        hung = notices.hang(yasmine, facts=NoticeFacts(NoticeKind.WORD, "Fête des voisins", "Qui apporte quoi ?"))
        notices.answer(marc, notice_id=hung.id, text="Les chaises")
        for access in (marc, yasmine):
            residents.accept(access, agreement=Agreement.LENDING)
        ladder = things.show(yasmine, facts=ThingFacts(name="Échelle"))
        loans.ask(marc, thing_id=ladder.id, starts_at=NOW + timedelta(hours=2), due_at=NOW + timedelta(hours=4))
    under, about = (one.reply_to for one in _mails(street))
    assert _reply(under, "Parfait", sender=YASMINE, number=1)
    assert _reply(about, "Pour quoi faire ?", sender=YASMINE, number=2)
    with boundary.within(street.org.id):
        said = list(NoticeReply.objects.order_by("written_at", "id").values_list("text", "from_author"))
        assert said == [("Les chaises", False), ("Parfait", True)]
        assert [(one.text, one.about) for one in Message.objects.all()] == [("Pour quoi faire ?", "Échelle")]
    assert _reply(_mails(street)[-1].reply_to, "Pour peindre", number=3)
    with boundary.within(street.org.id):
        assert Message.objects.values("thread_id").distinct().count() == 1


def test_without_a_mailbox_no_mail_promises_it(street: Street, settings: Any) -> None:
    settings.KOPROGO_INBOX = None
    _row, address = _written(street)
    (mail,) = _mails(street)
    assert address == "" and "##-" not in mail.text + mail.html and "Répondez par KoproGo" in mail.text
