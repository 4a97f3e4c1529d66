"""A simulated year of 2 000 condominiums: bills, payments by generated CODA files, twelve published months (issue 6).

Papers are left out: one PDF is measured in the story of a bill. Run by `make bench`; the target is ten minutes on a
quiet machine of two cores.
"""

import time
from datetime import date
from pathlib import Path

import pytest
from django.db.models import Sum

from koprogo.hosting.models import Bill
from koprogo.hosting.operations import publication
from koprogo.hosting.queries import publication as queries
from koprogo.hosting.rules import bills, chain
from koprogo.hosting.tests import cloud as clouds
from koprogo.platform import boundary
from koprogo.testing.coda import CodaMovement

CONDOMINIUMS, MONTHLY, FREE = 2_000, 20, 5
SERVER_CENTS = 3_410


@pytest.mark.bench
@pytest.mark.django_db
def test_a_year_of_two_thousand_condominiums(tmp_path: Path) -> None:
    begun = time.monotonic()
    cloud = clouds.found(condominiums=CONDOMINIUMS, monthly=MONTHLY, free=FREE)
    for number in range(12):
        month = bills.months_after(date(2026, 1, 1), number)
        cloud.bill(month, papers=False)
        if number == 0:
            cloud.count()
        made = Bill.objects.count()
        cloud.bill(month, papers=False)  # delivered twice
        assert Bill.objects.count() == made == CONDOMINIUMS - FREE + number * MONTHLY
        day = month.replace(day=20)
        cloud.hear(day, [*cloud.payments(day), CodaMovement(-SERVER_CENTS, day, text="Serveur", name="HEBERGEUR")])
        cloud.book(day, "610")
        with boundary.within(cloud.org.id):
            access = cloud.access(bills.months_after(month, 1))
            for piece in queries.draft(access, month=month, not_counted="").pieces:
                publication.release(access, month=month, entry_id=piece.entry_id, kind="clean")
            publication.publish(access, month=month, not_counted="")
        print(f"{month:%Y-%m}: {made} bills, {time.monotonic() - begun:.0f} s")  # noqa: T201
    billed = Bill.objects.aggregate(sum=Sum("total_cents"))["sum"]
    books = clouds.income(cloud, date(2026, 12, 31))
    assert billed == books["700"] == (CONDOMINIUMS - FREE) * 1_200
    assert sum(books.values()) == 0 and books["55001"] == -(billed - 12 * SERVER_CENTS)
    assert not Bill.objects.filter(open_cents__gt=0).exists()
    published = queries.chain()
    assert chain.broken(published) is None
    assert sum(content["revenue_cents"] for content, _hash in published) == billed
    status, said = clouds.verified(tmp_path, [{"content": content, "hash": told} for content, told in published])
    assert status == 0, said
