"""Every line of the books over a period, for whoever reads them with other tools."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Sum

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotAllowed
from koprogo.ledger import labels
from koprogo.ledger.models import Posting
from koprogo.ledger.rules.journals import reference
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class BookLine:
    """One line as it was posted: signed cents, debit above zero. ``number``: the reference of its entry."""

    journal: str
    journal_name: str
    number: str
    entry_on: date
    sealed_at: datetime
    account_code: str
    account_name: str
    nature: str
    party_id: UUID | None
    party_name: str
    voucher_id: UUID | None
    voucher_kind: str
    voucher_label: str
    entry_label: str
    label: str
    cents: int


@dataclass(frozen=True, slots=True)
class Held:
    """What one account held for one party before the period, in cents, debit minus credit."""

    account_code: str
    account_name: str
    nature: str
    party_id: UUID | None
    party_name: str
    cents: int


_COLUMNS = (
    "entry__journal__code",
    "entry__journal__kind",
    "entry__journal__label",
    "entry__fiscal_year__code",
    "entry__number",
    "entry__entry_on",
    "entry__sealed_at",
    "account__code",
    "account__label",
    "account__chart_code",
    "account__nature",
    "party_id",
    "party__name",
    "entry__voucher_id",
    "entry__voucher_kind",
    "entry__voucher_label",
    "entry__label",
    "label",
    "amount_cents",
)


def _everybody(access: Access) -> None:
    """The whole books name every owner: they are for those who may see every account."""
    if not access.may(Right.SEE_ALL_ACCOUNTS):
        raise NotAllowed(needs=Right.SEE_ALL_ACCOUNTS)


def lines(access: Access, *, from_on: date, to_on: date) -> list[BookLine]:
    """Every sealed line of these days, entry by entry in the order of the books (one query). Raises NotAllowed."""
    _everybody(access)
    rows = (
        Posting.objects.filter(
            org_id=access.org_id, entry__sealed_at__isnull=False, entry__entry_on__range=(from_on, to_on)
        )
        .order_by("entry__entry_on", "entry__posted_at", "entry__journal__code", "entry__number", "position")
        .values_list(*_COLUMNS)
    )
    return [
        BookLine(
            journal,
            labels.journal_name(kind, journal_label),
            reference(journal, year, number),
            entry_on,
            sealed_at,
            code,
            labels.account_name(own, chart),
            nature,
            party_id,
            party or "",
            voucher_id,
            voucher_kind,
            voucher_label,
            entry_label,
            label,
            int(cents),
        )
        for (
            journal,
            kind,
            journal_label,
            year,
            number,
            entry_on,
            sealed_at,
            code,
            own,
            chart,
            nature,
            party_id,
            party,
            voucher_id,
            voucher_kind,
            voucher_label,
            entry_label,
            label,
            cents,
        ) in rows
    ]


def held(access: Access, *, before: date) -> list[Held]:
    """What each account held for each party at the end of the day before, those at zero left out (one query).

    Raises NotAllowed.
    """
    _everybody(access)
    columns = (
        "account__code",
        "account__label",
        "account__chart_code",
        "account__nature",
        "party_id",
        "party__name",
    )
    rows = (
        Posting.objects.filter(org_id=access.org_id, entry__sealed_at__isnull=False, entry__entry_on__lt=before)
        .values_list(*columns)
        .annotate(total=Sum("amount_cents"))
        .order_by("account__code", "party_id")
    )
    return [
        Held(code, labels.account_name(own, chart), nature, party_id, party or "", int(cents))
        for code, own, chart, nature, party_id, party, cents in rows
        if cents
    ]
