"""The page that an invitation opens: for somebody signed in, for somebody new, and when the link is spent."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from pytest_django import Settings

from koprogo.condominiums.operations import invite
from koprogo.condominiums.tests.pages.conftest import Enter
from koprogo.people.operations import links
from koprogo.platform import boundary
from koprogo.platform.access import Access
from koprogo.testing.casting import Membership
from koprogo.testing.tilleuls import Tilleuls

pytestmark = pytest.mark.django_db


def _now(world: Tilleuls) -> Access:
    """The syndic at this very moment: a link lasts thirty days of the clock that the page reads."""
    return replace(world.syndic_access, now=datetime.now(UTC))


def invited(world: Tilleuls, settings: Settings) -> str:
    with boundary.within(world.org.id):
        token = invite.invite(_now(world), party_id=world.parties["Chloé"])
    return links.address(token).removeprefix(settings.KOPROGO_PUBLIC_URL)


@pytest.fixture
def address(world: Tilleuls, settings: Settings) -> str:
    return invited(world, settings)


def test_somebody_signed_in_gets_in_with_one_button(world: Tilleuls, enter: Enter, settings: Settings) -> None:
    client, chloe = enter("chloe"), world.persons["Chloé"]
    EmailAddress.objects.create(user=chloe, email=chloe.email, verified=True, primary=True)
    with boundary.within(world.org.id):
        invite.unlink_person(world.syndic_access, party_id=world.parties["Chloé"], person_id=chloe.id)
    address = invited(world, settings)
    page = client.get(address).content.decode()
    assert "Chloé Tilleul" in page and "C, D" in page and chloe.email in page
    assert not Membership.objects.filter(person=chloe).exists(), "reading is free"
    done = client.post(address, {"_key": uuid4().hex})
    assert done.headers["Location"] == f"/i/{world.org.slug}/"
    assert client.get(f"/i/{world.org.slug}/lots/").status_code == 200
    found = Membership.objects.get(person=chloe)
    assert (found.role, found.party_id) == ("owner", world.parties["Chloé"])


@pytest.mark.parametrize("closed_by", ["unlinking", "taking back"])
def test_a_link_sent_before_an_access_was_closed_opens_it_no_more(
    world: Tilleuls, enter: Enter, settings: Settings, closed_by: str
) -> None:
    client, chloe = enter("chloe"), world.persons["Chloé"]
    EmailAddress.objects.create(user=chloe, email=chloe.email, verified=True, primary=True)
    address, party_id = invited(world, settings), world.parties["Chloé"]
    with boundary.within(world.org.id):
        if closed_by == "taking back":
            invite.take_back_invitation(_now(world), party_id=party_id)
        invite.unlink_person(_now(world), party_id=party_id, person_id=chloe.id)
    assert client.get(address).status_code == 410
    assert client.post(address, {"_key": uuid4().hex}).status_code == 410
    assert not Membership.objects.filter(person=chloe).exists()


def test_a_forwarded_link_asks_for_the_invited_mailbox(enter: Enter, address: str) -> None:
    done = enter("neighbour").post(address, {"_key": uuid4().hex})
    assert done.status_code == 302 and "code" in done.headers["Location"]
    assert not Membership.objects.filter(person__email="neighbour@les-tilleuls.example").exists()


def test_somebody_new_receives_a_code_at_the_invited_address(address: str) -> None:
    client = Client()
    assert "chloe@les-tilleuls.example" in client.get(address).content.decode()
    done = client.post(address, {"_key": uuid4().hex})
    assert done.status_code == 302 and "code" in done.headers["Location"]
    assert [message.to for message in mail.outbox] == [["chloe@les-tilleuls.example"]]


def test_an_altered_link_opens_nothing(address: str) -> None:
    assert Client().get(address[:-2] + "xx").status_code == 404
