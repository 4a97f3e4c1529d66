"""A question from the form to the answer, the service in the open, an outage to its credit, what is left tonight."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.test import Client as Browser
from django.test import override_settings

from koprogo.condominiums.rules.rights import Role
from koprogo.hosting.documents import bill as documents
from koprogo.hosting.jobs.billing import follow_bills
from koprogo.hosting.models import Attachment, Bill, Instance, Message, OutageCredit, Question, ServiceStretch, UsageDay
from koprogo.hosting.operations import billing, founding, heartbeat, measuring, outages, papers
from koprogo.hosting.operations.timing import Times
from koprogo.hosting.queries import bills, service, storage
from koprogo.hosting.rules import uptime
from koprogo.hosting.tests import cloud as clouds
from koprogo.platform import boundary, jobs
from koprogo.platform.access import BRUSSELS
from koprogo.platform.models import AuditLine, Org, StoredFile
from koprogo.testing import casting
from koprogo.testing.casting import Person
from koprogo.testing.ubl import PDF

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)


@pytest.fixture(autouse=True)
def on() -> Iterator[None]:
    with override_settings(KOPROGO_HOSTING=True):
        yield


def browser(person: Person | None = None) -> Browser:
    found = Browser()
    if person is not None:
        found.force_login(person)
    return found


@pytest.fixture
def asso() -> Org:
    return founding.found(name="KoproGo ASBL", operator_email="odile@koprogo.example", now=NOW)


def hosted(slug: str, plan: str = "cloud") -> tuple[Org, Person]:
    org = casting.org(slug, slug.title())
    Instance.objects.update_or_create(org=org, defaults={"plan": plan, "since": date(2026, 1, 1)})
    return org, casting.access_holder(Role.SYNDIC, org)


def html(client: Browser, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, (url, answer.status_code)
    return answer.content.decode()


def test_from_the_question_to_the_answer_and_the_door(asso: Org) -> None:
    org, syndic = hosted("erables", plan="premium")
    _other, neighbour = hosted("tilleuls")
    client, operator = browser(syndic), browser(Person.objects.get(email="odile@koprogo.example"))
    base = "/i/erables/reglages/support/"
    assert "24 h" in html(client, base) and "72 h" in html(browser(neighbour), "/i/tilleuls/reglages/support/")
    typed = {"_key": "ask-1", "subject": "Relevé illisible", "text": "Le relevé ne s’importe pas.\nMerci."}
    script = SimpleUploadedFile("capture.png", b"<script>alert(1)</script>", "image/png")
    refused = client.post(base + "nouvelle", typed | {"joined": script})
    assert refused.status_code == 422 and not Question.objects.exists()
    four = [SimpleUploadedFile(f"{n}.pdf", PDF) for n in range(4)]
    assert client.post(base + "nouvelle", typed | {"_key": "ask-2", "joined": four}).status_code == 422
    for _click in range(2):
        sent = typed | {"_key": "ask-3", "joined": SimpleUploadedFile("../../releve.pdf", PDF)}
        assert client.post(base + "nouvelle", sent).status_code == 302
    asked = Question.objects.get()
    assert (asked.promised_hours, asked.org, asked.asked_by_name) == (24, org, str(syndic))
    desk = f"/asso/support/{asked.number}"
    piece = Attachment.objects.get()
    assert piece.name == "releve.pdf" and html(operator, f"{desk}/piece/{piece.id}", 404)
    jobs.run_waiting()
    assert operator.get(f"{desk}/piece/{piece.id}").content == PDF
    assert client.get(f"{base}{asked.number}/piece/{piece.id}").content == PDF
    (told,) = mail.outbox
    assert told.to == ["odile@koprogo.example"] and "Erables" in told.body and "relevé" not in told.body
    # Nobody else reads it: another syndic, an owner, a stranger, the public.
    for url in (
        f"/i/tilleuls/reglages/support/{asked.number}",
        f"/i/tilleuls/reglages/support/{asked.number}/piece/{piece.id}",
    ):
        html(browser(neighbour), url, 404)
    html(browser(casting.access_holder(Role.OWNER, org)), base, 403)
    for url in ("/asso/", "/asso/support", desk, f"{desk}/piece/{piece.id}", "/asso/etat"):
        html(client, url, 404)
        assert browser().get(url).headers["Location"].startswith("/connexion/")
    assert "Relevé illisible" in html(operator, "/asso/support") and "1 question attend" in html(operator, "/asso/")

    answer = {"_key": "answer-1", "text": "Puis-je regarder ?", "asks_days": "2"}
    assert operator.post(desk, answer | {"text": " "}).status_code == 422
    for _click in range(2):
        assert operator.post(desk, answer).status_code == 302
    assert Message.objects.filter(side="support").count() == 1
    jobs.run_waiting()
    assert mail.outbox[-1].to == [asked.email] and "Puis-je regarder ?" in mail.outbox[-1].body
    assert "attend une réponse" not in html(operator, "/asso/")
    html(operator, "/i/erables/argent/", 404)
    thread = html(client, base + asked.number)
    assert "Accorder cet accès" in thread
    message = Message.objects.get(side="support")
    grant = f"{base}{asked.number}/acces/{message.id}"
    assert client.post(grant, {"_key": "grant-1"}).status_code == 302
    html(operator, "/i/erables/argent/")
    assert "Accorder cet accès" not in html(client, base + asked.number)
    assert client.post(grant, {"_key": "grant-2"}).status_code == 409
    assert client.post(f"{base}{asked.number}/clore", {"_key": "close-1"}).status_code == 302
    assert "Close" in html(client, base + asked.number)
    client.post(base + asked.number, {"_key": "more-1", "text": "Cela recommence."})
    assert Question.objects.get().closed_at is None
    with boundary.within(org.id):
        acts = set(AuditLine.objects.values_list("action", flat=True))
        assert StoredFile.objects.filter(name="releve.pdf").count() == 1
    assert {"hosting.question_asked", "hosting.question_answered", "hosting.support_granted"} <= acts
    public = html(browser(), "/etat")
    assert "24&nbsp;h" in public or "24 h" in public
    assert "Relevé" not in public and "Erables" not in public


def test_the_service_in_the_open(asso: Org) -> None:
    now = datetime.now(UTC)  # the page reads its own clock: minutes pass while other tests run
    operator = browser(Person.objects.get(email="odile@koprogo.example"))
    assert "La mesure commence" in html(browser(), "/etat")
    begin = uptime.minute_of(now) - timedelta(minutes=100)
    for minute in (*range(60), *range(75, 101)):  # fifteen minutes away
        heartbeat.answered(at=begin + timedelta(minutes=minute, seconds=7))
        heartbeat.answered(at=begin + timedelta(minutes=minute, seconds=40))  # two workers
    heartbeat.answered(at=begin)  # a clock set back
    assert ServiceStretch.objects.count() == 2
    times = Times()
    for milliseconds in (3, 30, 40, 700):
        times.add(milliseconds * 1_000_000)
    with patch.object(connection, "cursor", side_effect=DatabaseError), pytest.raises(DatabaseError):
        times.hand_in()
    assert (times.hand_in(), times.hand_in()) == (4, 0), "what the database refused is kept, what it took is gone"
    page = html(browser(), "/etat?langue=nl")
    assert "15" in page and "tussen 25 en 50" in page and "tussen 500 en 1.000" in page
    found = json.loads(browser().get("/etat.json").content)
    assert sum(one["down_minutes"] for one in found["months"]) == 15
    assert found["response_times"]["answers"] == 4 and found["silent_since"] is None
    rows = list(csv.reader(io.StringIO(browser().get("/etat.csv").content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][0] == "month" and sum(int(row[3]) for row in rows[1:]) == 15

    assert "Rien n’a répondu pendant 15" in html(operator, "/asso/")
    listing = html(operator, "/asso/etat")
    assert "Expliquer" in listing
    typed = {"_key": "incident-1", "kind": "outage", "title": "Disque plein", "text": "Nous en ajoutons un."}
    starts = service.gaps(since=begin, now=now)[0].begins
    ahead = typed | {"starts": f"{(now + timedelta(days=2)):%Y-%m-%dT%H:%M}"}
    assert operator.post("/asso/etat", ahead).status_code == 422
    typed |= {"title_nl": "Schijf vol", "text_nl": "We voegen er een toe.", "text_de": "Wir fügen eine hinzu."}
    posted = typed | {"_key": "incident-2", "starts": f"{starts.astimezone(BRUSSELS):%Y-%m-%dT%H:%M}"}
    assert operator.post("/asso/etat", posted).status_code == 302
    public = html(browser(), "/etat")
    assert "Disque plein" in public and "Nous en ajoutons un." in public and "Un incident est en cours" in public
    dutch = html(browser(), "/etat?langue=nl")
    assert '<span lang="nl">Schijf vol</span>' in dutch and '<div lang="nl"><p>We voegen' in dutch
    german = html(browser(), "/etat?langue=de")
    assert '<span lang="fr">Disque plein</span>' in german and "Wir fügen eine hinzu." in german
    assert '<div lang="fr"><p>Nous en ajoutons' in html(browser(), "/etat?langue=en")
    assert "Expliquer" not in html(operator, "/asso/etat")
    (incident,) = (one for one in json.loads(browser().get("/etat.json").content)["incidents"])
    with boundary.within(asso.id):
        incident_id = next(iter(AuditLine.objects.filter(action="hosting.incident_published"))).subject_id
    where = f"/asso/etat/{incident_id}"
    assert operator.post(where, {"_key": "note-1", "text": "C’est réparé."}).status_code == 302
    assert operator.post(where, {"_key": "end-1", "act": "end"}).status_code == 302
    assert operator.post(where, {"_key": "end-2", "act": "end"}).status_code == 409
    assert "Tout répond" in html(browser(), "/etat") and incident["kind"] == "outage"
    with boundary.within(asso.id), pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE hosting_incidentnote SET text = 'rien'")


def test_a_watch_outside_is_believed_against_us_only(asso: Org) -> None:
    now = uptime.minute_of(datetime.now(UTC))
    for minute in range(60, 0, -1):
        heartbeat.answered(at=now - timedelta(minutes=minute))
    typed = {"first": (now - timedelta(minutes=30)).isoformat(), "last": (now - timedelta(minutes=21)).isoformat()}
    known = {"authorization": f"Bearer {'k' * 24}"}
    away, where = browser(), "/etat/sonde"
    assert "depuis sa propre machine" in html(away, "/etat")
    assert away.post(where, typed, headers=known).status_code == 404, "no watch is configured"
    with override_settings(KOPROGO_WATCH_TOKEN="k" * 24):
        assert away.post(where, typed).status_code == 404
        assert away.post(where, typed, headers={"authorization": "Bearer guessed"}).status_code == 404
        assert away.get(where, headers=known).status_code == 302
        assert away.post(where, typed | {"last": "demain"}, headers=known).status_code == 422
        bare = {"last": typed["first"][:19]}  # without a zone
        assert away.post(where, typed | bare, headers=known).status_code == 422
        ahead = {"last": (now + timedelta(minutes=5)).isoformat()}
        assert away.post(where, typed | ahead, headers=known).status_code == 422
        assert [away.post(where, typed, headers=known).content for _time in range(2)] == [b"counted\n", b"known\n"]
        found = json.loads(away.get("/etat.json").content)
        assert sum(one["down_minutes"] for one in found["months"]) == 10
        assert "Une sonde posée sur une autre machine" in html(away, "/etat")
    with boundary.within(asso.id):
        assert AuditLine.objects.filter(action="hosting.outside_gap_reported").count() == 1


def test_an_outage_comes_back_once_on_the_next_bill() -> None:
    cloud = clouds.found(condominiums=3, monthly=1, free=1)
    january, february = date(2026, 1, 1), date(2026, 2, 1)
    cloud.bill(january, papers=False)
    cloud.hear(date(2026, 1, 20), cloud.payments(date(2026, 1, 20)))
    begins, ends = service.moment(january), service.moment(february)
    ServiceStretch.objects.create(first_minute=begins, last_minute=begins + timedelta(days=10))
    ServiceStretch.objects.create(
        first_minute=begins + timedelta(days=10, hours=1), last_minute=ends + timedelta(days=40)
    )
    with boundary.within(cloud.org.id):
        assert not outages.give(cloud.access(date(2026, 1, 31)), instance_id=cloud.instances[1].id, month=january)
    with patch("koprogo.hosting.jobs.billing.write_papers"):  # the papers have their own test
        with override_settings(KOPROGO_HOSTING=True):
            for _night in range(2):
                follow_bills(int(clouds.at(february).timestamp()))
        assert OutageCredit.objects.count() == 2
        cloud.bill(february)
        cloud.bill(february)
    given = list(OutageCredit.objects.order_by("instance__since", "instance__id"))
    assert [(one.down, one.percent, one.paid_cents, one.cents) for one in given] == [(59, 10, 100, 10)] * 2
    assert {one.note.number for one in given} == {
        f"{one.note.corrects.number}-C1" for one in given if one.note.corrects
    }
    monthly = Bill.objects.get(kind="bill", period_from=february)
    assert (monthly.total_cents, monthly.open_cents) == (100, 90), "it came off the next bill"
    line = bills.lines(given[0].note)[0]
    assert (line.count, line.unit_cents, line.text) == (59, 100, "10")
    with boundary.within(cloud.org.id):
        said = str(documents.data(papers.paper(cloud.access(february), monthly))["notes"])
    assert "59" in said and given[1].note.number in said and "0,10" in said
    books = clouds.income(cloud, february)
    assert books["700"] == 1_200 + 100 + 100 - 20
    with boundary.within(cloud.org.id):
        access = cloud.access(february)
        assert outages.give(access, instance_id=cloud.instances[0].id, month=january) is None, "free for life"
        assert billing.follow(access) == 0


def test_neighbours_are_no_users_of_the_condominium(asso: Org) -> None:
    org, _syndic = hosted("quota")
    for role in (Role.OWNER, Role.OCCUPANT, Role.RESIDENT, Role.SUPPORT):
        casting.access_holder(role, org)
    both = casting.person("both@quota.example")
    casting.access_as(Role.OWNER, org, who=both)
    casting.access_as(Role.RESIDENT, org, who=both)
    with patch.object(storage, "stored_bytes", return_value=1):
        measuring.measure(now=NOW)
    counted = {row.org_id: row.users for row in UsageDay.objects.all()}
    assert counted[org.id] == 4  # the syndic, two owners, an occupant


def test_the_heartbeat_asks_through_the_public_address() -> None:
    with override_settings(KOPROGO_PUBLIC_URL="http://127.0.0.1:9"), patch.object(heartbeat, "connection"):
        assert not heartbeat.beat(), "nobody listens there"
    assert not ServiceStretch.objects.exists()
