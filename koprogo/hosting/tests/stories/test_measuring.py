"""The night: persons and bytes measured for everybody, syndics told at 80 and at 100 percent, each once a month."""

from datetime import UTC, date, datetime, timedelta

import pytest
from procrastinate.contrib.django import app as procrastinate

from koprogo.condominiums.rules.rights import Role
from koprogo.hosting.jobs import cloud
from koprogo.hosting.models import Instance, UsageDay
from koprogo.hosting.operations import measuring, metering
from koprogo.hosting.operations.metering import Counter
from koprogo.hosting.queries import prices, storage, usage
from koprogo.platform import boundary, files
from koprogo.platform.models import AuditLine, Mailing, Org, StoredFile
from koprogo.testing import casting, counting, tilleuls
from koprogo.testing.tilleuls import Tilleuls

NIGHT = datetime(2026, 11, 25, 0, 20, tzinfo=UTC)
DAY = date(2026, 11, 24)
pytestmark = pytest.mark.django_db


@pytest.fixture
def built() -> Tilleuls:
    return tilleuls.build(slug="mesure")


def test_persons_and_bytes_of_the_day_that_ended(built: Tilleuls) -> None:
    beside = casting.org("vide", "Vide")
    with boundary.within(built.org.id):
        for name in ("a.txt", "b.txt"):  # the same content twice is kept once
            files.keep(built.syndic_access, data=b"x" * 2_000, name=name, retention=StoredFile.Retention.BUILDING)
        lines = AuditLine.objects.count()
    assert measuring.measure(now=NIGHT) == 2
    row = UsageDay.objects.get(org=built.org)
    assert (row.day, row.users) == (DAY, len(built.persons) + 1)
    assert row.stored_bytes == 2_000 + lines * storage.BYTES_A_LINE
    assert UsageDay.objects.get(org=beside).users == 0
    assert measuring.measure(now=NIGHT + timedelta(hours=1)) == 0, "measured once a night"
    assert set(Instance.objects.values_list("org__slug", "plan")) == {("mesure", "cloud"), ("vide", "cloud")}


def test_measuring_many_costs_the_same_for_each(built: Tilleuls) -> None:
    def cost() -> int:
        UsageDay.objects.all().delete()
        with counting.statements() as ran:
            measuring.measure(now=NIGHT)
        return len(ran)

    one = cost()
    for n in range(3):
        casting.org(f"autre-{n}", f"Autre {n}")
    cost()  # enters them
    assert cost() - one <= 3 * 4


def used(org: Org, requests: int, *, day: date = DAY) -> None:
    counter = Counter()
    counter.add(org.id, day, 1, 1)
    packet = counter._next()
    assert packet is not None
    UsageDay.objects.filter(org=org, day=day).delete()
    metering.hand_in(packet)
    UsageDay.objects.filter(org=org, day=day).update(requests=requests)


def mails(org: Org) -> list[str]:
    with boundary.within(org.id):
        return list(Mailing.objects.filter(purpose="quota").order_by("id").values_list("subject", flat=True))


def test_the_syndic_is_told_at_80_and_at_100_once_each_a_month(built: Tilleuls) -> None:
    used(built.org, 79_999)
    assert measuring.warn_all(now=NIGHT) == 0 and mails(built.org) == []
    used(built.org, 80_000)
    assert measuring.warn_all(now=NIGHT) == 1
    assert measuring.warn_all(now=NIGHT) == 0
    used(built.org, 120_000)
    assert measuring.warn_all(now=NIGHT) == 1 and measuring.warn_all(now=NIGHT) == 0
    assert mails(built.org) == ["80 % du quota du mois, Les Tilleuls", "120 % du quota du mois, Les Tilleuls"]
    with boundary.within(built.org.id):
        text = Mailing.objects.filter(purpose="quota").latest("id").text
        assert AuditLine.objects.filter(action="hosting.quota_told").count() == 2
    assert "facturé à prix coûtant" in text and "/i/mesure/reglages/consommation" in text
    next_month = NIGHT + timedelta(days=10)
    used(built.org, 90_000, day=date(2026, 12, 3))
    assert measuring.warn_all(now=next_month) == 1, "a new month, a new count"


def test_a_mail_is_written_in_the_reader_s_language(built: Tilleuls) -> None:
    built.syndic.language = "nl"
    built.syndic.save(update_fields=["language"])
    used(built.org, 80_000)
    measuring.warn_all(now=NIGHT)
    assert mails(built.org) == ["80 % van het quotum van de maand, Les Tilleuls"]


def test_the_night_does_nothing_where_hosting_is_off(built: Tilleuls) -> None:
    cloud.measure(int(NIGHT.timestamp()))
    assert not UsageDay.objects.exists() and not Instance.objects.exists()


def test_a_month_s_overage_is_the_same_from_days_as_in_one_statement_for_all(built: Tilleuls) -> None:
    first = DAY.replace(day=1)
    for n, (users, stored) in enumerate([(40, 400_000_000), (60, 900_000_000), (55, 700_000_000)]):
        used(built.org, 50_000, day=first + timedelta(days=n))
        metering.measured([(built.org.id, users, stored)], day=first + timedelta(days=n))
    terms = prices.on(first)
    everybody = usage.totals(first=first, terms=terms)
    own = usage.totals_of(usage.days(org_id=built.org.id, first=first), terms)
    assert everybody[built.org.id] == own
    assert (own.requests, own.users, own.byte_days) == (150_000, 60, 600_000_000)
    measuring.entered(now=NIGHT)
    month = usage.pool(first=first)
    assert month.estimated and month.pool.millicents == 590_000
    storage_line, servers = usage.overage_lines(own, month, first=first)
    assert (storage_line.cents, servers.cents) == (0, 197)  # a third of all requests of the month: a third of 5,90 €
    paid = usage.pool(first=first, millicents=700_000)
    assert not paid.estimated and paid.pool.millicents == 700_000


def test_support_is_no_person_of_the_building(built: Tilleuls) -> None:
    casting.access_as(Role.SUPPORT, built.org)
    measuring.measure(now=NIGHT)
    assert UsageDay.objects.get(org=built.org).users == len(built.persons) + 1


def test_the_queue_knows_the_night() -> None:
    assert "koprogo.measure_hosting" in {task.name for task in procrastinate.tasks.values()}
