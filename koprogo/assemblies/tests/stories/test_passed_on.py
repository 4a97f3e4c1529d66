"""Who lets a lot is asked, with a day, to tell the occupant what the assembly decided; and says when it was done."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from koprogo.assemblies.models import Assembly, PassedOn
from koprogo.assemblies.operations import passed_on
from koprogo.assemblies.rules.landlord import ToldOnAnotherDay, check_told
from koprogo.assemblies.rules.states import NotNow
from koprogo.assemblies.tests.pages.test_session_pages import as_, at, occupant, over, read, text_of
from koprogo.assemblies.tests.stories import gathering
from koprogo.platform import boundary
from koprogo.testing import tilleuls

pytestmark = pytest.mark.django_db
SENT = date(2026, 6, 20)


@pytest.mark.parametrize(
    ("on", "refused"),
    [(SENT - timedelta(days=1), True), (SENT, False), (SENT + timedelta(days=9), False), (date(2026, 7, 1), True)],
)
def test_told_between_the_minutes_and_today(on: date, refused: bool) -> None:
    today = date(2026, 6, 30)
    if refused:
        with pytest.raises(ToldOnAnotherDay):
            check_told(on, sent_on=SENT, today=today)
    else:
        check_told(on, sent_on=SENT, today=today)


def test_the_home_of_who_lets_asks_until_it_is_done() -> None:
    found = gathering.opened()
    over(found, Chloé="for")
    tenant, bruno, alice = occupant(found), as_(found, "Bruno"), as_(found, "Alice")
    today, home = timezone.localdate(), "/i/les-tilleuls/"
    access = tilleuls.access_of(found.built, "Bruno", now=timezone.now())
    with boundary.within(found.built.org.id):
        with pytest.raises(NotNow):
            passed_on.tell(access, number=found.assembly.number, on=today)
        sent = today - timedelta(days=3)
        Assembly.objects.filter(id=found.assembly.id).update(minutes_sent_on=sent)
    words = "Quelqu’un d’autre occupe votre lot B : communiquez-lui les décisions"
    assert words in text_of(bruno.get(home)) and words not in text_of(alice.get(home)), "Bruno lets lot B to Yusuf"
    status, said = read(bruno, found, "communiquer")
    assert status == 200 and "Comptes 2025" in said and "L’assemblée approuve les comptes." in said
    assert "Isolation" not in said, "what was put off was not decided"
    assert read(tenant, found, "communiquer")[0] == 403
    for day, wanted in ((sent - timedelta(days=1), 422), (today, 302), (today, 302)):
        answer = bruno.post(at(found, "communiquer"), {"_key": uuid4().hex, "on": day.isoformat()})
        assert answer.status_code == wanted, day
    assert words not in text_of(bruno.get(home))
    assert "Communiqué à l’occupant le" in read(bruno, found, "communiquer")[1]
    with boundary.within(found.built.org.id):
        assert PassedOn.objects.get().on == today


def test_the_home_names_the_assembly_of_today() -> None:
    found = gathering.convened()
    with boundary.within(found.built.org.id):
        Assembly.objects.filter(id=found.assembly.id).update(held_on=timezone.localdate())
    said = text_of(as_(found, "Alice").get("/i/les-tilleuls/"))
    assert "Assemblée générale aujourd’hui à 19 h 00." in said and "Voter sur ce téléphone" in said
    assert "Assemblée générale à 19 h 00" in said, "on the ruler of dates too"
