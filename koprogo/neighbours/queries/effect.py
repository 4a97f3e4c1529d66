"""What the building did together over the last twelve whole months, and what several buildings share of it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from koprogo.neighbours.models import Gift, Loan, SharedEffect, Transfer
from koprogo.neighbours.rules import effect as rules
from koprogo.neighbours.rules import gifts, lending, slots
from koprogo.neighbours.rules.effect import Counted, Figure, Given, Help, Lent, Period
from koprogo.neighbours.rules.exchange import TransferKind
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class Sharing:
    """That the building's figures are added to those of others: since when, and who decided it for the neighbours."""

    since: datetime
    by: str


def figures(access: Access) -> tuple[Period, dict[Figure, Counted]]:
    """The figures of the building over its last twelve whole months (three queries)."""
    period = rules.period(access.today)
    within = (slots.instant(period.first, 0), slots.instant(period.until, 0))
    undone = Transfer.objects.filter(org_id=access.org_id, corrects=OuterRef("pk"))
    helps = Transfer.objects.filter(
        ~Exists(undone), org_id=access.org_id, kind=TransferKind.HELP, at__gte=within[0], at__lt=within[1]
    )
    lent = Loan.objects.filter(
        org_id=access.org_id,
        state__in=[lending.State.OUT, lending.State.RETURNED],
        out_at__gte=within[0],
        out_at__lt=within[1],
    )
    given = Gift.objects.filter(
        org_id=access.org_id, state=gifts.State.COLLECTED, ended_at__gte=within[0], ended_at__lt=within[1]
    )
    return period, rules.counted(
        [Help(*row) for row in helps.values_list("quarters", "creditor__resident_id", "debtor__resident_id")],
        [Lent(*row) for row in lent.values_list("thing_id", "thing__resident_id", "borrower_id")],
        [Given(*row) for row in given.values_list("resident_id", "reserved_by_id")],
    )


def sharing(access: Access) -> Sharing | None:
    """Whether the building shares its figures (one query)."""
    row = SharedEffect.objects.filter(org_id=access.org_id).first()
    return Sharing(row.shared_at, row.shared_by) if row else None


@dataclass(frozen=True, slots=True)
class Together:
    """What several buildings share: each figure with its sum and in how many buildings; ``until``: the latest month."""

    figures: dict[Figure, tuple[int, int]]
    until: date | None


def together() -> Together:
    """The figures of all buildings that share theirs, nothing below five of them (one query, global)."""
    rows = list(SharedEffect.objects.values("until_on", *Figure))
    found = rules.together({figure: row[figure] for figure in Figure} for row in rows)
    return Together(found, max((row["until_on"] for row in rows), default=None))


def due(*, until: date) -> list[UUID]:
    """The boundaries whose shared figures end before a day: they wait for the next month's (one query, global)."""
    return list(SharedEffect.objects.filter(until_on__lt=until).order_by("org_id").values_list("org_id", flat=True))
