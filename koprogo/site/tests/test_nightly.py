"""The night's checks: once a day for each building, kept, told to who keeps the books, and asked for at any time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from procrastinate.contrib.django import app as procrastinate

from koprogo.kernel.findings import Finding
from koprogo.ledger.queries import checks
from koprogo.platform import boundary, jobs
from koprogo.platform.models import AuditLine, Job
from koprogo.site import jobs as nightly
from koprogo.site import self_check
from koprogo.site.self_check import CHECK_BOOKS
from koprogo.site.tests.conftest import Street

NIGHT = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)
WOUND = "UPDATE condominiums_keyweight SET weight = weight + 1 WHERE org_id = %s"


def waiting(street: Street, kind: str = CHECK_BOOKS) -> list[Job]:
    org = street.house.built.org.id
    with boundary.within(org):
        return list(Job.objects.filter(org_id=org, kind=kind, state=Job.State.QUEUED))


def run(street: Street) -> None:
    for row in waiting(street):
        jobs.perform(row.org_id, row.id)


def wound(street: Street) -> None:
    org = street.house.built.org
    with boundary.within(org.id), connection.cursor() as cursor:
        cursor.execute(WOUND, [org.id])


def latest(street: Street) -> list[checks.Check]:
    with boundary.within(street.house.built.org.id):
        return checks.latest(street.house.access)


def test_the_queue_knows_the_night() -> None:
    assert "koprogo.nightly_checks" in {task.name for task in procrastinate.tasks.values()}
    assert CHECK_BOOKS in jobs.kinds()


def test_once_a_night_whatever_runs_twice(street_of_two: Street) -> None:
    for hour in range(3):
        nightly.nightly_checks(int((NIGHT + timedelta(hours=hour)).timestamp()))
    assert len(waiting(street_of_two)) == 1
    nightly.nightly_checks(int((NIGHT + timedelta(days=1)).timestamp()))
    assert len(waiting(street_of_two)) == 2


def test_a_sound_night_is_kept_without_noise_in_the_trail(street_of_two: Street) -> None:
    org = street_of_two.house.built.org.id
    with boundary.within(org):
        before = AuditLine.objects.filter(action="ledger.books_checked").count()
    nightly.ask_tonight(org_id=org, now=NIGHT)
    run(street_of_two)
    found = latest(street_of_two)[0]
    assert (found.findings, found.by_night, found.proofs) == ((), True, tuple(self_check.PROOFS))
    assert found.position and len(found.hash) == 64
    with boundary.within(org):
        assert AuditLine.objects.filter(action="ledger.books_checked").count() == before


def test_what_is_off_is_kept_in_codes_and_told_in_words(street_of_two: Street) -> None:
    wound(street_of_two)
    client = street_of_two.client("syndic")
    slug = street_of_two.house.args["slug"]
    answer = client.post(f"/i/{slug}/argent/controles/lancer", {"_key": uuid4().hex}, follow=True)
    assert "Un contrôle est en cours" in answer.content.decode()
    client.post(f"/i/{slug}/argent/controles/lancer", {"_key": uuid4().hex})
    assert len(waiting(street_of_two)) == 1, "a second click asks for nothing more"
    run(street_of_two)
    found = latest(street_of_two)[0]
    assert {one.code for one in found.findings} == {"condominiums.keys.incomplete"} and not found.by_night
    html = client.get(f"/i/{slug}/argent/controles").content.decode()
    assert "point" in html and "quotités sur" in html and "À corriger" in html
    home = client.get(f"/i/{slug}/").content.decode()
    assert "Corriger ce que le contrôle a trouvé" in home
    owner = street_of_two.client("owner")
    assert "Corriger ce que" not in owner.get(f"/i/{slug}/").content.decode()
    assert owner.post(f"/i/{slug}/argent/controles/lancer", {"_key": uuid4().hex}).status_code == 403


def test_a_neighbour_reads_the_result_without_names(street_of_two: Street) -> None:
    org = street_of_two.house.built.org
    with boundary.within(org.id), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO charges_noticesettlement (id, org_id, notice_id, cents, \"on\", source)"
            " SELECT gen_random_uuid(), org_id, id, amount_cents + 1, current_date, 'advance'"
            " FROM charges_callnotice WHERE org_id = %s",
            [org.id],
        )
    with boundary.within(org.id):
        jobs.enqueue(street_of_two.house.access, CHECK_BOOKS)
    run(street_of_two)
    page = f"/i/{org.slug}/argent/controles"
    assert "Bruno" in street_of_two.client("auditor").get(page).content.decode()
    assert "Bruno" not in street_of_two.client("owner").get(page).content.decode()


def test_the_syndic_is_told_when_the_count_crosses_the_line(street_of_two: Street) -> None:
    """Les Tilleuls has fewer than twenty lots: parkings change nothing, flats do."""
    org = street_of_two.house.built.org
    add = (
        "INSERT INTO condominiums_lot (id, org_id, number, kind, position, description, note)"
        " SELECT gen_random_uuid(), %s, %s || n, %s, 900, '', '' FROM generate_series(1, 20) n"
    )
    client = street_of_two.client("syndic")
    with boundary.within(org.id), connection.cursor() as cursor:
        cursor.execute(add, [org.id, "P", "parking"])
    assert "comptabilité complète est obligatoire" not in client.get(f"/i/{org.slug}/").content.decode()
    assert "Ouvrir le livre simplifié" in client.get(f"/i/{org.slug}/argent/").content.decode()
    with boundary.within(org.id), connection.cursor() as cursor:
        cursor.execute(add, [org.id, "F", "apartment"])
    assert "comptabilité complète est obligatoire" in client.get(f"/i/{org.slug}/").content.decode()
    assert "Ouvrir les journaux" in client.get(f"/i/{org.slug}/argent/").content.decode()
    client.post(f"/i/{org.slug}/argent/regime/note", {"_key": uuid4().hex})
    assert "comptabilité complète est obligatoire" not in client.get(f"/i/{org.slug}/").content.decode()


def test_a_finding_of_a_code_nobody_named_is_still_shown(street_of_two: Street) -> None:
    (row,) = [Finding("ledger.entries.short", {"entry": "OD-2026-1", "lines": 1})]
    assert "OD-2026-1" in self_check.sentence(row)
    assert "ledger.nothing.known" in self_check.sentence(replace(row, code="ledger.nothing.known"))


@pytest.mark.parametrize("proof", list(self_check.PROOFS))
def test_every_proof_is_called_something(proof: str) -> None:
    assert self_check.proved(proof) != proof
