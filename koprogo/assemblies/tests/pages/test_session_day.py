"""The pages of the session's day: a tap answered by the ballot itself, the list that opens when its day has come."""

from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from koprogo.assemblies.models import Assembly, Ballot
from koprogo.assemblies.operations import session
from koprogo.assemblies.tests.pages.test_assembly_pages import signed_in
from koprogo.assemblies.tests.pages.test_session_pages import as_, at, opened_item, read, send, text_of
from koprogo.assemblies.tests.stories import gathering
from koprogo.platform import boundary

pytestmark = pytest.mark.django_db


def test_with_the_script_a_tap_is_answered_by_the_ballot_itself() -> None:
    found = gathering.opened()
    opened_item(found, 1)
    david, htmx = as_(found, "David"), {"HX-Request": "true"}
    typed = {"_key": uuid4().hex, "party": str(found.party("David")), "choice": "against"}
    typed |= {"item": str(found.items[1].id)}
    answer = david.post(at(found, "vote"), typed, headers=htmx)
    said = text_of(answer)
    assert answer.status_code == 200 and "Enregistré à" in said and "<html" not in said
    assert f'hx-post="{at(found, "vote")}"' in said and typed["_key"] not in said, "the next tap has a key of its own"
    again = david.post(at(found, "vote"), typed, headers=htmx, follow=True)
    assert again.redirect_chain == [(at(found, "vote"), 302)] and "<html" not in text_of(again)
    with boundary.within(found.built.org.id):
        assert Ballot.objects.count() == 1
        session.close_item(found.secretary, item_id=found.items[1].id)
    late = david.post(at(found, "vote"), typed | {"_key": uuid4().hex}, headers=htmx)
    assert late.headers["HX-Redirect"] == at(found, "vote")
    assert "n’est pas ouvert" in read(david, found, "vote")[1], "the whole page says why"


def test_the_list_opens_on_the_day_and_warns_before_the_hour() -> None:
    found = gathering.convened()
    client, today = signed_in(found.built.syndic), timezone.localdate()
    for name in ("Chloé", "David", "Alice", "Eve / Frank"):
        send(client, found, "presence/arrivee", party=str(found.party(name)))
    for day, starts, said in (
        (today, time(23, 59, 59), "La convocation dit 23 h 59"),
        (today + timedelta(days=1), time(19), "personne n’est convoqué plus tôt"),
    ):
        with boundary.within(found.built.org.id):
            Assembly.objects.filter(id=found.assembly.id).update(held_on=day, starts_at=starts)
            found.assembly.refresh_from_db()
        shown = read(client, found, "presence")[1]
        assert said in shown
        assert ("Ouvrir la séance" in shown) == (day == today)
    typed = {"_key": uuid4().hex, "party": str(found.party("Ines"))}
    refused = client.post(at(found, "presence/arrivee"), typed)
    assert refused.status_code == 422 and "avant, rien ne peut commencer ni se constater" in text_of(refused)
