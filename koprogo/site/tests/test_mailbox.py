"""The mailbox over the wire: a small IMAP server on this machine, two mails for the building and one for nobody."""

import socketserver
import threading
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest

from koprogo.hosting.operations import hosted, support
from koprogo.hosting.queries import support as threads
from koprogo.hosting.queries import takeaway
from koprogo.people.queries import persons
from koprogo.platform import boundary, incoming
from koprogo.platform.models import Mailing
from koprogo.platform.tests.test_incoming import message
from koprogo.purchases.operations import mailbox as address
from koprogo.purchases.queries import arrivals
from koprogo.purchases.rules import mail as rules
from koprogo.purchases.rules.arrivals import Stage
from koprogo.purchases.tests.ubl import samples
from koprogo.site import mailbox
from koprogo.site.config_inbox import Inbox
from koprogo.testing import casting, tilleuls
from koprogo.testing.tilleuls import Tilleuls

pytestmark = pytest.mark.django_db
BASE = "factures@example.be"


class Server(socketserver.ThreadingTCPServer):
    """Knows LOGIN, SELECT, UID SEARCH UNSEEN, UID FETCH, UID STORE and LOGOUT: what is asked of it."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.mails: dict[int, bytes] = {}
        self.seen: set[int] = set()


class Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        server: Any = self.server
        self.wfile.write(b"* OK ready\r\n")
        while line := self.rfile.readline():
            tag, _, rest = line.strip().partition(b" ")
            words = rest.upper().split()
            verb = words[1] if words[:1] == [b"UID"] else words[0]
            if verb == b"CAPABILITY":
                self.wfile.write(b"* CAPABILITY IMAP4rev1\r\n")
            elif verb == b"LOGIN" and b"wrong" in rest:
                self.wfile.write(tag + b" NO no\r\n")
                continue
            elif verb == b"SELECT":
                self.wfile.write(b"* %d EXISTS\r\n" % len(server.mails))
            elif verb == b"SEARCH":
                left = [str(uid).encode() for uid in sorted(server.mails) if uid not in server.seen]
                self.wfile.write(b"* SEARCH " + b" ".join(left) + b"\r\n")
            elif verb == b"FETCH":
                uid, raw = int(words[2]), server.mails[int(words[2])]
                if b"RFC822.SIZE" in rest:
                    self.wfile.write(b"* %d FETCH (UID %d RFC822.SIZE %d)\r\n" % (uid, uid, len(raw)))
                else:
                    self.wfile.write(b"* %d FETCH (UID %d BODY[] {%d}\r\n" % (uid, uid, len(raw)) + raw + b")\r\n")
            elif verb == b"STORE":
                server.seen.add(int(words[2]))
            elif verb == b"LOGOUT":
                self.wfile.write(b"* BYE\r\n")
            self.wfile.write(tag + b" OK done\r\n")


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield made
        made.shutdown()


def _inbox(server: Server, password: str = "right") -> Inbox:
    host, port = server.server_address[:2]
    return Inbox(host=str(host), port=port, tls="off", user="factures", password=password, folder="INBOX", address=BASE)


@pytest.fixture
def built() -> Tilleuls:
    return tilleuls.build()


def test_mails_reach_their_building_once_and_are_marked_as_read(server: Server, built: Tilleuls) -> None:
    with boundary.within(built.org.id):
        token = address.renew(built.syndic_access).token
    own = incoming.tagged_address(BASE, rules.tag(slug=built.org.slug, token=token))
    server.mails = {
        1: message(("f.pdf", "application/pdf", samples.PDF), to=own),
        2: message(to=own, text="Sans document").replace(b"<1@kone.example>", b"<2@kone.example>"),
        3: message(("f.pdf", "application/pdf", samples.PDF), to=own.replace(token, rules.new_token())),
        4: message(("f.pdf", "application/pdf", samples.PDF)),
    }
    assert mailbox.read(_inbox(server), now=casting.NOW) == 2
    assert server.seen == {1, 2, 3, 4}
    assert mailbox.read(_inbox(server), now=casting.NOW) == 0
    server.seen = set()  # somebody marks all as unread: nothing is there twice
    assert mailbox.read(_inbox(server), now=casting.NOW) == 2
    with boundary.within(built.org.id):
        rows, total = arrivals.listing(built.syndic_access)
        assert (total, rows[0].stage, rows[0].sender) == (1, Stage.TO_TYPE, "factures@kone.example")
        assert [mail.text for mail in arrivals.bare_mails(built.syndic_access)] == ["Sans document"]


def test_a_mailbox_that_refuses_or_is_gone_is_tried_again_later(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    assert mailbox.read(_inbox(server, "wrong"), now=casting.NOW) == 0
    inbox = _inbox(server)
    server.shutdown()
    server.server_close()
    assert mailbox.read(inbox, now=casting.NOW) == 0
    assert caplog.text.count("cannot be read") == 2
    assert "wrong" not in caplog.text


def test_a_mail_that_is_too_large_is_left_alone(
    server: Server, built: Tilleuls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming, "MAX_BYTES", 100)
    server.mails = {1: message()}
    assert mailbox.read(_inbox(server), now=casting.NOW) == 0
    assert server.seen == {1}


def test_a_client_answers_support_by_mail(built: Tilleuls, settings: Any) -> None:
    """In the thread once, from the one address, with their own words only; anybody else is told once or not at all."""
    settings.KOPROGO_HOSTING = True
    settings.KOPROGO_INBOX = inbox = Inbox(
        host="h", port=993, tls="tls", user="u", password="p", folder="INBOX", address=BASE
    )
    access = built.syndic_access
    with boundary.within(built.org.id):
        question = support.ask(access, subject="Relevé", text="Il ne s’importe pas.", language="fr")
    soon = access.now + timedelta(minutes=1)
    with hosted.inside(org_id=built.org.id, operator_id=question.asked_by_id, now=soon) as operator:
        support.answer(operator, number=question.number, text="Quelle banque ?")
        letter = Mailing.objects.get(purpose="hosting_support")
    assert letter.reply_to.startswith("factures+s") and "##-" in letter.text
    sender = persons.by_id(person_id=question.asked_by_id).email

    def taken(text: str, number: int, **more: str) -> bool:
        mail = EmailMessage()
        heads = {"Message-ID": f"<{number}@x.example>", "From": sender, "To": letter.reply_to, "Subject": "Re"} | more
        for name, value in heads.items():
            mail[name] = value
        mail.set_content(text)
        return mailbox.take_in(bytes(mail), inbox, now=access.now + timedelta(hours=1))

    quoted = "Belfius.\n\nLe 24 nov. 2026 à 10:12, KoproGo a écrit :\n> Quelle banque ?\n"
    assert taken(quoted, 1) and taken(quoted, 1), "a mail that is read twice is taken once"
    assert taken("Je suis le syndic", 2, From="autre@mail.example") and taken("Encore", 3, From="autre@mail.example")
    assert taken("Absent", 4, **{"Auto-Submitted": "auto-replied"})
    assert taken("> seulement cité", 5)
    changed = letter.reply_to[:12] + ("a" if letter.reply_to[12] != "a" else "b") + letter.reply_to[13:]
    assert not taken("Autre adresse", 6, To=changed)
    with boundary.within(built.org.id):
        said = [(one.side, one.text) for one in threads.one_of_building(access, number=question.number).messages]
        told = list(Mailing.objects.filter(subject_id=question.id).order_by("id").values_list("recipient", "subject"))
    assert said == [("client", "Il ne s’importe pas."), ("support", "Quelle banque ?"), ("client", "Belfius.")]
    assert [to for to, _subject in told] == ["autre@mail.example", sender]
    assert question.number not in told[0][1], "a stranger learns nothing of the question"
    beside = takeaway.beside(access)
    assert [one["text"] for one in beside["messages"]] == [text for _side, text in said]
    settings.KOPROGO_HOSTING = False
    assert not taken("Plus hébergé", 7) and takeaway.beside(access) == {}
