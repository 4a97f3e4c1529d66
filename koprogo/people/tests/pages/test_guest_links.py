"""Signed links: one thing each, nothing after their time, nothing about what they showed."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.test import Client

from koprogo.people.models import Person
from koprogo.people.operations import entrance, links
from koprogo.people.rules.links import Kind, Link
from koprogo.platform import audit
from koprogo.platform.access import Access
from koprogo.platform.models import AuditLine, Org
from koprogo.testing import casting

pytestmark = pytest.mark.django_db
PARTY, SUBJECT = uuid.uuid4(), uuid.uuid4()
EMAIL = "invited@example.org"


def show_call(request: HttpRequest, link: Link, access: Access) -> HttpResponse:
    if request.method == "POST":
        audit.record(access, "test.answered", link.subject_id)
        return redirect(request.path)
    seen = AuditLine.objects.count()
    return HttpResponse(f"{access.org_name} {sorted(access.rights)} {sorted(access.party_ids)} {seen}")


def invite(request: HttpRequest, link: Link, access: Access) -> HttpResponse:
    if request.method == "POST":
        try:
            return redirect(entrance.begin(request, email=EMAIL, back=request.path))
        except entrance.TooManyCodes:
            return HttpResponse("wait", status=422)
    return HttpResponse("welcome" if request.user.is_authenticated else "come in")


HANDLERS = {Kind.FUND_CALL: show_call, Kind.INVITATION: invite}


@pytest.fixture(autouse=True)
def _handlers(settings: Any) -> None:
    cache.clear()
    settings.KOPROGO_GUEST_LINKS = f"{__name__}.HANDLERS"


@pytest.fixture
def building() -> Org:
    return casting.org()


def address(org_id: uuid.UUID, kind: str = Kind.FUND_CALL, days: int = 30, party_id: uuid.UUID | None = PARTY) -> str:
    expires_at = datetime.now(UTC) + timedelta(days=days)
    return "/f/" + links.make(kind=kind, org_id=org_id, subject_id=SUBJECT, party_id=party_id, expires_at=expires_at)


def test_a_link_enters_its_boundary_with_one_right_and_one_party(client: Client, building: Org) -> None:
    answer = client.get(address(building.id))
    assert answer.content.decode() == f"Les Tilleuls ['guest:fund_call'] [{PARTY!r}] 0"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]


def test_a_link_for_everybody_stands_for_no_party(client: Client, building: Org) -> None:
    assert "[] 0" in client.get(address(building.id, party_id=None)).content.decode()


def test_what_a_link_posts_is_done_once(client: Client, building: Org) -> None:
    where = address(building.id)
    for _ in range(2):
        assert client.post(where, {"_key": "k"}).status_code == 302
    assert client.get(where).content.decode().endswith(" 1")
    other = casting.org("le-verger", "Le Verger")
    assert client.get(address(other.id)).content.decode().endswith(" 0")


@pytest.mark.parametrize("days", [0, -1])
def test_an_old_link_says_what_to_do_and_nothing_else(client: Client, building: Org, days: int) -> None:
    answer = client.get(address(building.id, days=days))
    text = answer.content.decode()
    assert answer.status_code == 410
    assert "Demandez un nouveau lien" in text
    assert "/connexion/" in text
    assert "Tilleuls" not in text


@pytest.mark.parametrize("token", ["abc", "AQ.AA", "%00", "a" * 300])
def test_what_is_no_link_leads_nowhere(client: Client, token: str) -> None:
    assert client.get(f"/f/{token}").status_code == 404


def test_a_link_to_a_building_that_is_gone_leads_nowhere(client: Client) -> None:
    assert client.get(address(uuid.uuid4())).status_code == 404


def test_a_kind_without_page_leads_nowhere(client: Client, building: Org) -> None:
    assert client.get(address(building.id, kind=Kind.VOTE)).status_code == 404


@pytest.mark.parametrize("known", [False, True])
def test_an_invited_person_comes_in_with_one_code_and_comes_back(client: Client, building: Org, known: bool) -> None:
    if known:
        casting.person(EMAIL)
    where = address(building.id, Kind.INVITATION)
    assert client.get(where).content == b"come in"
    answer = client.post(where, {"_key": "k"})
    assert answer.headers["Location"].startswith("/connexion/code/?next=%2Ff%2F")
    code = mail.outbox[-1].subject[:6]
    answer = client.post(answer.headers["Location"], {"code": code, "next": where})
    assert answer.headers["Location"] == where
    assert client.get(where).content == b"welcome"
    assert Person.objects.filter(email=EMAIL).count() == 1


def test_codes_to_an_invited_address_are_rationed(client: Client, building: Org) -> None:
    where = address(building.id, Kind.INVITATION)
    answers = [Client().post(where, {"_key": f"k{n}"}) for n in range(4)]
    assert len(mail.outbox) == 3
    assert [answer.status_code for answer in answers] == [302, 302, 302, 422]
