"""The pages of bookings, polls and notices: who may, who may not, a stranger; what each of them reads."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from koprogo.neighbours.models import Booking, CalendarLink, DepositRetention, Facility, Notice, Poll
from koprogo.neighbours.operations import bookings, notices, polls
from koprogo.neighbours.operations.polls import PollFacts
from koprogo.neighbours.rules.bookings import Wish
from koprogo.neighbours.rules.notices import NoticeFacts, NoticeKind
from koprogo.neighbours.rules.polls import PollKind
from koprogo.neighbours.tests import life
from koprogo.neighbours.tests.ical import parsed
from koprogo.neighbours.tests.life import House
from koprogo.platform import boundary
from koprogo.testing import at_once, casting, days, neighbours

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[House]:
    """Built once; what a test does in it is taken back."""
    with at_once.kept(django_db_blocker):
        yield life.build()


def said(answer: Any) -> str:
    """A page as it reads, every space the same."""
    return unescape(answer.content.decode()).replace("\xa0", " ")


class Reader:
    """Somebody with a browser without a script."""

    def __init__(self, person: Any, slug: str = "les-tilleuls") -> None:
        self.client, self.base = Client(), f"/i/{slug}/"
        self.client.force_login(person, backend=BACKEND)

    def get(self, path: str) -> tuple[int, str]:
        answer = self.client.get(self.base + path)
        return answer.status_code, said(answer)

    def post(self, path: str, **facts: Any) -> tuple[int, str]:
        key = {"_key": uuid4().hex}
        answer = self.client.post(self.base + path, facts | key, follow=True)
        return answer.redirect_chain[-1][1] if answer.redirect_chain else answer.status_code, said(answer)


def reader(house: House, who: str) -> Reader:
    return Reader({**house.persons, "syndic": house.built.syndic, "stranger": house.stranger}[who])


def test_a_laundry_is_put_up_booked_waited_for_and_given_back(house: House) -> None:
    paulette, chloe, tarek = (reader(house, who) for who in ("paulette", "chloe", "tarek"))
    facts: dict[str, Any] = {
        "kind": "laundry",
        "name": "Buanderie",
        "text": "Au sous-sol",
        "unit": "slot",
        "opens": "08:00",
    }
    facts |= {"closes": "00:00", "slot_minutes": "120", "weekdays": ["0", "1", "2", "3", "4", "5", "6"]}
    facts |= {"max_slots": "2", "ahead_days": "30", "max_per_week": "2", "cancel_hours": "2"}
    status, text = paulette.post("voisins/lieux/ajouter", **(facts | {"slot_minutes": "5"}))
    assert status == 422 and "Au sous-sol" in text
    status, text = paulette.post("voisins/lieux/ajouter", **facts)
    assert "« Buanderie » peut être réservé." in text and "De 8 h 00 à minuit" in text
    assert chloe.get("voisins/lieux/")[0] == 403
    with boundary.within(house.built.org.id):
        facility = Facility.objects.get()
    status, text = chloe.get(f"voisins/reservations/{facility.id}/")
    slots = re.findall(rf"voisins/reservations/{facility.id}/([\d-]+)/(\d+)/", text)
    assert status == 200 and len(slots) >= 6 * 8
    where = f"voisins/reservations/{facility.id}/{slots[-1][0]}/3/"
    assert chloe.get(where)[0] == 200
    status, text = chloe.post(where, count="2", times="1")
    assert "C’est réservé" in text and "Rendre" in text
    # The same hours, a moment later: told, and offered a place in line.
    status, text = tarek.post(where, count="1", times="1")
    assert status == 422 and "Le prochain créneau libre" in text and "M’inscrire à la liste d’attente" in text
    _status, text = tarek.post(f"{where}attendre")
    assert "Personne n’attend avant vous." in text
    with boundary.within(house.built.org.id):
        row = Booking.objects.get()
    assert chloe.post(f"voisins/reservations/rendre/{row.id}")[1].count("est rendue") == 1
    _status, text = tarek.get("voisins/reservations/")
    assert "Gardé pour vous" in text and "Chloé" not in text
    place = re.search(r"attente/([0-9a-f-]{36})/prendre", text)
    assert place and "C’est à vous" in tarek.post(f"voisins/reservations/attente/{place[1]}/prendre")[1]
    assert reader(house, "syndic").get(f"voisins/reservations/{facility.id}/")[0] == 403
    assert reader(house, "stranger").get(f"voisins/reservations/{facility.id}/")[0] == 404


def test_some_weeks_are_taken_and_listed(house: House) -> None:
    with boundary.within(house.built.org.id):
        facility = life.laundry(house)
    chloe, tarek = reader(house, "chloe"), reader(house, "tarek")
    text = chloe.get(f"voisins/reservations/{facility.id}/")[1]
    days = sorted(set(re.findall(rf"{facility.id}/([\d-]+)/2/", text)))
    second = date.fromisoformat(days[-1]) + timedelta(days=7)
    chloe.post(f"voisins/reservations/{facility.id}/{second}/2/", count="1", times="1")
    status, text = tarek.post(f"voisins/reservations/{facility.id}/{days[-1]}/2/", count="1", times="3")
    assert status == 422 and "Réserver les semaines libres seulement" in text and "Pas libre le" in text
    status, text = tarek.post(
        f"voisins/reservations/{facility.id}/{days[-1]}/2/", count="1", times="3", skip_taken="on"
    )
    assert "2 semaines à partir de" in text


def test_a_price_is_the_syndic_s_and_the_books_see_no_name(house: House) -> None:
    syndic = reader(house, "syndic")
    with boundary.within(house.built.org.id):
        facility = life.laundry(house)
    status, text = syndic.post(f"argent/reservations/prix/{facility.id}", price="2,50")
    assert "sont enregistrés" in text and "2,50" in text
    long_ago = casting.NOW - timedelta(days=60)
    with boundary.within(house.built.org.id):
        day = long_ago.date() + timedelta(days=1)
        bookings.book(house.at("tarek", long_ago), facility_id=facility.id, wish=Wish(day, 2))
    status, text = syndic.get("argent/reservations/")
    assert status == 200 and "Buanderie" in text and "Porter en compte" in text
    assert "Tarek" not in text and "12 h" not in text  # a lot, a thing, a day, an amount
    _status, text = syndic.post(f"argent/reservations/{day:%Y-%m}/porter")
    assert "portés en compte, dans une écriture" in text and "Rien à porter en compte" in text
    status, text = syndic.post(f"argent/reservations/{day:%Y-%m}/porter")
    assert status == 409 and "rien n’est écrit deux fois" in text
    assert syndic.get("argent/reservations/septembre/porter")[0] in (302, 404)
    for who, expected in (("chloe", 403), ("paulette", 403), ("stranger", 404)):
        assert reader(house, who).get("argent/reservations/")[0] == expected


def test_a_deposit_is_said_before_and_kept_with_a_reason_that_only_two_read(house: House) -> None:
    syndic, tarek = reader(house, "syndic"), reader(house, "tarek")
    with boundary.within(house.built.org.id):
        facility = life.laundry(house)
    _status, text = syndic.post(f"argent/reservations/prix/{facility.id}", price="", deposit="50")
    assert "sont enregistrés" in text and "caution de 50,00 €" in text
    assert "Caution de 50,00 € : rien n’est demandé à l’avance" in tarek.get(f"voisins/reservations/{facility.id}/")[1]
    assert reader(house, "resident").get("voisins/reservations/")[0] == 200
    then = timezone.now() - timedelta(days=3)
    with boundary.within(house.built.org.id):
        wish = Wish(then.date() + timedelta(days=1), 5)
        (row,) = bookings.book(house.at("tarek", then), facility_id=facility.id, wish=wish)
    where = f"argent/reservations/caution/{row.id}"
    _status, text = syndic.get("argent/reservations/")
    assert where in text and "lot B" in text and "Tarek" not in text
    for amount, why, wrong in (("50,01", "Une vitre est fendue.", "Retenez de 0,01 € à 50,00 €"), ("12", "", "raison")):
        status, text = syndic.post(where, amount=amount, reason=why)
        assert status == 422 and wrong in text and f'value="{amount}"' in text
    _status, text = syndic.post(where, amount="12,50", reason="Une vitre est fendue.")
    assert "12,50 € sont retenus sur le lot B." in text and "Une vitre est fendue." in text
    assert "Sur cette caution, une retenue est déjà écrite" in syndic.post(where, amount="1", reason="Encore une.")[1]
    _status, text = tarek.get("voisins/reservations/")
    assert "12,50 € retenus" in text and "Une vitre est fendue." in text
    for who, expected in (("chloe", 403), ("paulette", 403), ("tarek", 403), ("stranger", 404)):
        assert reader(house, who).get(where)[0] == expected
    assert "vitre" not in reader(house, "chloe").get("voisins/reservations/")[1]
    with boundary.within(house.built.org.id):
        back = f"argent/reservations/retenue/{DepositRetention.objects.get().id}/reprendre"
    assert syndic.post(back, reason="Non")[0] == 422
    _status, text = syndic.post(back, reason="C’était la vitre d’à côté.")
    assert "reprise par l’écriture contraire" in text and where in text
    assert "rien n’est retenu" in tarek.get("voisins/reservations/")[1]


def test_a_poll_says_what_it_is_and_nothing_while_it_is_open(house: House) -> None:
    chloe, tarek = reader(house, "chloe"), reader(house, "tarek")
    end = days.today() + timedelta(days=5)
    facts = {"question": "Quelle couleur ?", "kind": "ranking", "choices": "Ocre\nBlanc\nVert", "closes_on": str(end)}
    assert chloe.post("voisins/sondages/nouveau", **(facts | {"choices": "Ocre"}))[0] == 422
    status, text = chloe.post("voisins/sondages/nouveau", **(facts | {"kind": "yes_no"}))
    assert status == 422 and "Vous avez écrit des choix" in text, "choices are never dropped in silence"
    _status, text = chloe.post("voisins/sondages/nouveau", **facts)
    with boundary.within(house.built.org.id):
        poll = Poll.objects.get()
    where = f"voisins/sondages/{poll.id}/"
    assert "Ce n’est pas un vote de l’assemblée" in text and "à partir de 3 réponses" in text
    assert tarek.post(where, rank_0="1", rank_1="1")[0] == 422
    _status, text = tarek.post(where, rank_0="1", rank_2="3")
    assert "Vous avez répondu. Merci." in text and "Résultat" not in text and "1 réponse" in text
    assert tarek.post(where, rank_0="2")[0] == 422
    for who in ("bruno", "chloe"):
        reader(house, who).post(where, rank_1="1")
    assert "C’est" not in tarek.post(f"{where}clore")[1]  # another’s
    _status, text = chloe.post(f"{where}clore")
    assert "méthode de Borda" in text and "6 points" in text and "en tête" in text
    for who, expected in (("syndic", 403), ("stranger", 404)):
        assert reader(house, who).get(where)[0] == expected
    assert Reader(neighbours.group().persons["marc"], "les-tisserands").get(where)[0] == 404


def test_no_word_of_the_assembly_stands_in_a_poll_but_in_the_caution(house: House) -> None:
    """The words of the votes: none of them in what a poll shows, beside the sentence that says it is none."""
    with boundary.within(house.built.org.id):
        facts = PollFacts(PollKind.YES_NO, "Un banc ?", casting.TODAY + timedelta(days=300))
        poll = polls.ask(house.at("chloe"), facts=facts)
    chloe = reader(house, "chloe")
    for path in ("voisins/sondages/", "voisins/sondages/nouveau", f"voisins/sondages/{poll.id}/"):
        text = chloe.get(path)[1].split("<main")[1].split("</main")[0].casefold()
        text = text.replace("ce n’est pas un vote de l’assemblée", "")
        for word in ("vote", "voter", "voix", "quotité", "majorité", "scrutin", "résolution"):
            assert not re.search(rf"\b{word}s?\b", text), (path, word)


def test_an_event_is_hung_come_to_imported_and_answered(house: House) -> None:
    chloe, tarek = reader(house, "chloe"), reader(house, "tarek")
    day = days.today() + timedelta(days=10)
    facts = {"title": "Soupe", "text": "Chacun\napporte un bol", "on": str(day), "begins": "18:00", "ends": "01:00"}
    _status, text = chloe.post("voisins/annonces/afficher/event", **facts, place="La cour")
    assert "L’annonce est affichée." in text and "La cour" in text
    with boundary.within(house.built.org.id):
        row = Notice.objects.get()
    assert row.starts_at and row.ends_at and (row.ends_at - row.starts_at) == timedelta(hours=7)
    where = f"voisins/annonces/{row.id}/"
    _status, text = tarek.post(f"{where}venir", venir="1", personnes="3")
    assert "3 personnes viennent." in text
    answer = tarek.client.get(f"{tarek.base}{where}rendez-vous.ics")
    assert answer.headers["Content-Type"].startswith("text/calendar")
    (event,) = parsed(answer.content)
    assert (event["SUMMARY"], event["DESCRIPTION"]) == ("Soupe", "Chacun\napporte un bol")
    _status, text = tarek.post(where, text="J’apporte du pain.")
    assert "J’apporte du pain." in text
    assert (
        "J’apporte du pain." in chloe.get(where)[1] and "J’apporte du pain." not in reader(house, "bruno").get(where)[1]
    )
    assert "Changer l’annonce" not in tarek.get(f"{where}changer")[1]
    assert reader(house, "paulette").post(f"{where}epingler", epingler="1")[1].count("épinglée") == 1
    assert tarek.post(f"{where}epingler", epingler="1")[0] == 403
    for who, expected in (("syndic", 403), ("stranger", 404)):
        assert reader(house, who).get(where)[0] == expected


def test_the_caution_stands_before_and_beside(house: House) -> None:
    chloe = reader(house, "chloe")
    assert "métier réglementé" in chloe.get("voisins/annonces/afficher/children")[1]
    end = str(days.today() + timedelta(days=10))
    facts = {"title": "Mercredi", "text": "Je garde deux enfants", "expires_on": end}
    assert chloe.post("voisins/annonces/afficher/children", **facts)[0] == 422
    _status, text = chloe.post("voisins/annonces/afficher/children", **facts, caution_read="on")
    assert "métier réglementé" in text
    assert chloe.get("voisins/annonces/afficher/vente")[0] == 404


def test_the_private_calendar_opens_for_a_program_and_closes_with_a_new_link(house: House) -> None:
    tarek = reader(house, "tarek")
    with boundary.within(house.built.org.id):
        starts_at = casting.NOW.replace(year=2099)
        facts = NoticeFacts(
            NoticeKind.EVENT, "Fête", "Dans la cour", starts_at=starts_at, ends_at=starts_at + timedelta(hours=1)
        )
        notices.hang(house.at("chloe", starts_at - timedelta(days=3)), facts=facts)
    _status, text = tarek.post("voisins/annonces/agenda")
    link = re.search(rf"{re.escape(settings.KOPROGO_PUBLIC_URL)}(/f/[\w.-]+)", text)
    assert link
    answer = Client().get(link[1])
    (event,) = parsed(answer.content)
    assert event["SUMMARY"] == "Fête" and answer.headers["Cache-Control"] == "no-store"
    tarek.post("voisins/annonces/agenda")
    assert Client().get(link[1]).status_code == 410
    with boundary.within(house.built.org.id):
        assert CalendarLink.objects.filter(closed_at__isnull=True).count() == 1


def test_the_home_says_what_waits(house: House) -> None:
    with boundary.within(house.built.org.id):
        polls.ask(
            house.at("chloe", casting.NOW + timedelta(days=300)),
            facts=PollFacts(PollKind.YES_NO, "Un banc ?", casting.TODAY + timedelta(days=600)),
        )
    _status, text = reader(house, "tarek").get("voisins/")
    assert "On attend votre réponse." in text and "Vous n’avez rien réservé." in text
