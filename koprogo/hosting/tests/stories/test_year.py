"""A year of twenty condominiums: bills, payments by CODA, twelve published months; everything adds up (issue 6)."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction

from koprogo.hosting.models import Bill, Publication
from koprogo.hosting.operations import publication
from koprogo.hosting.queries import publication as queries
from koprogo.hosting.rules import bills, chain
from koprogo.hosting.rules import publication as rules
from koprogo.hosting.tests import cloud as clouds
from koprogo.hosting.tests.cloud import Cloud
from koprogo.platform import boundary
from koprogo.testing.coda import CodaMovement

SERVER_CENTS = 625


def publish(cloud: Cloud, month: date, day: date) -> Publication:
    with boundary.within(cloud.org.id):
        access = cloud.access(day)
        for piece in queries.draft(access, month=month, not_counted="").pieces:
            if piece.release is None:
                publication.release(access, month=month, entry_id=piece.entry_id, kind="clean")
        return publication.publish(access, month=month, not_counted="Le temps des bénévoles.")


@pytest.mark.django_db
def test_a_year_of_twenty_condominiums(tmp_path: Path) -> None:
    cloud = clouds.found(condominiums=20, monthly=2, free=1)
    for number in range(12):
        month = bills.months_after(date(2026, 1, 1), number)
        cloud.bill(month, papers=False)
        day = month.replace(day=20)
        cloud.hear(day, [*cloud.payments(day), CodaMovement(-SERVER_CENTS, day, text="Serveur", name="HEBERGEUR")])
        cloud.book(day, "610")
        publish(cloud, month, bills.months_after(month, 1))

    made = Bill.objects.filter(kind="bill")
    # 17 of a year, 2 × 12 of a month, and one that is free for life and never billed.
    assert made.count() == 17 + 24
    assert sum(made.values_list("total_cents", flat=True)) == 19 * 1_200
    assert not made.filter(open_cents__gt=0).exists()
    books = clouds.income(cloud, date(2026, 12, 31))
    assert books["700"] == 19 * 1_200 and books["610"] == -12 * SERVER_CENTS
    assert books["55001"] == -(19 * 1_200 - 12 * SERVER_CENTS) and sum(books.values()) == 0

    published = queries.chain()
    assert len(published) == 12 and chain.broken(published) is None
    january, february = (content for content, _hash in published[:2])
    assert (january["revenue_cents"], january["cost_cents"]) == (17 * 1_200 + 200, SERVER_CENTS)
    assert (february["revenue_cents"], february["surplus_cents"]) == (200, 200 - SERVER_CENTS)
    assert sum(january["allocation"]["cents"].values()) == january["surplus_cents"]
    assert february["allocation"]["cents"] == {}
    assert sum(content["revenue_cents"] for content, _hash in published) == 19 * 1_200
    text = json.dumps(january)
    assert "ACP Copro" not in text and "copro.example" not in text and january["banks"][0]["iban"] == "BE…7034"
    verified(tmp_path, published)


def verified(tmp_path: Path, published: list[tuple[Mapping[str, Any], str]]) -> None:
    """The script of the documentation says so too, and sees every kind of forgery."""
    rows: list[Any] = [{"content": content, "hash": said} for content, said in published]
    assert clouds.verified(tmp_path, rows)[0] == 0
    forged = json.loads(json.dumps(rows))
    forged[3]["content"]["revenues"][0]["cents"] += 1
    assert clouds.verified(tmp_path, forged)[0] == 1
    assert clouds.verified(tmp_path, rows[:2] + rows[3:])[0] == 1
    rehashed = json.loads(json.dumps(rows))
    rehashed[3]["content"]["not_counted"] = "rien"
    rehashed[3]["hash"] = chain.digest(rehashed[3]["content"])
    status, said = clouds.verified(tmp_path, rehashed)
    assert status == 1 and "does not follow" in said


@pytest.mark.django_db
def test_published_only_when_books_and_bank_agree_and_never_rewritten() -> None:
    cloud = clouds.found(condominiums=2)
    january = date(2026, 1, 1)
    cloud.bill(january, papers=False)
    cloud.bill(january, papers=False)  # asked twice, billed once
    assert Bill.objects.count() == 2
    with boundary.within(cloud.org.id), pytest.raises(rules.BanksDiffer):
        publication.publish(cloud.access(date(2026, 2, 1)), month=january, not_counted="")
    cloud.hear(date(2026, 1, 20), [CodaMovement(-SERVER_CENTS, date(2026, 1, 20), text="Serveur")])
    with boundary.within(cloud.org.id), pytest.raises(rules.BanksDiffer):
        publication.publish(cloud.access(date(2026, 2, 1)), month=january, not_counted="")
    cloud.book(date(2026, 1, 20), "610")
    with boundary.within(cloud.org.id):
        access = cloud.access(date(2026, 2, 1))
        with pytest.raises(rules.MonthNotOver):
            publication.publish(access, month=date(2026, 2, 1), not_counted="")
        with pytest.raises(rules.VouchersUndecided):
            publication.publish(access, month=january, not_counted="")
        piece = queries.draft(access, month=january, not_counted="").pieces[0]
        with pytest.raises(rules.ReasonMissing):
            publication.release(access, month=january, entry_id=piece.entry_id, kind="closed")
    first = publish(cloud, january, date(2026, 2, 1))
    assert first.content["surplus_cents"] == 2_400 - SERVER_CENTS
    with boundary.within(cloud.org.id):
        access = cloud.access(date(2026, 2, 2))
        with pytest.raises(rules.NothingCorrected):
            publication.publish(access, month=january, not_counted="Le temps des bénévoles.")
        second = publication.publish(access, month=january, not_counted="Le temps des bénévoles : 60 heures.")
    assert second.version == 2 and second.content["corrects"] == first.hash and second.content["previous"] == first.hash
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE hosting_publication SET version = 9")
