"""The development outbox: open to this machine without a mail server, shut to everybody else."""

from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from koprogo.people.pages import outbox
from koprogo.platform.outbox import kept

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kept_here(settings: Any, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = outbox.BACKEND
    settings.KOPROGO_OUTBOX = tmp_path


def send() -> None:
    message = EmailMessage("123456 est votre code <b>", "Voir http://localhost/f/abc", to=["a@example.org"])
    message.attach("appel.pdf", b"%PDF-1.7", "application/pdf")
    message.send()


def test_messages_are_listed_opened_and_their_files_downloaded(client: Client) -> None:
    assert "Les messages apparaîtront ici" in client.get("/courrier").content.decode()
    send()
    assert "123456 est votre code &lt;b&gt;" in client.get("/courrier").content.decode()
    message = kept()[0]
    page = client.get(f"/courrier/{message.id}").content.decode()
    assert 'href="http://localhost/f/abc"' in page
    answer = client.get(f"/courrier/{message.id}/appel.pdf")
    assert answer.content == b"%PDF-1.7"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert client.get(f"/courrier/{message.id}/other.pdf").status_code == 404
    assert client.get("/courrier/00000000-0000-0000-0000-000000000000").status_code == 404


@pytest.mark.parametrize("address", ["192.168.1.20", "203.0.113.7", "2a02:a03f::1", "", "unix:"])
def test_other_machines_find_nothing(address: str) -> None:
    send()
    client = Client(REMOTE_ADDR=address)
    message = kept()[0]
    for path in ("/courrier", f"/courrier/{message.id}", f"/courrier/{message.id}/appel.pdf"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.0.1", "::1"])
def test_this_machine_finds_them(address: str) -> None:
    assert Client(REMOTE_ADDR=address).get("/courrier").status_code == 200


@pytest.mark.parametrize("header", outbox.FORWARDED)
def test_a_request_passed_on_by_a_proxy_finds_nothing(header: str) -> None:
    assert Client(**{header: "127.0.0.1"}).get("/courrier").status_code == 404  # type: ignore[arg-type]


def test_where_a_proxy_may_stand_in_front_nobody_reads_it_over_the_web(client: Client, settings: Any) -> None:
    send()
    message = kept()[0]
    settings.KOPROGO_LOCAL = False
    for path in ("/courrier", f"/courrier/{message.id}", f"/courrier/{message.id}/appel.pdf"):
        assert client.get(path).status_code == 404


def test_with_a_mail_server_there_is_no_outbox(client: Client, settings: Any) -> None:
    send()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert client.get("/courrier").status_code == 404
