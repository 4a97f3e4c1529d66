"""The entries behind a figure: the lines of some accounts over some days, masked as everywhere (SETTLED 12)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, Sum, Window

from koprogo.ledger import labels
from koprogo.ledger.models import Posting
from koprogo.ledger.queries import masking
from koprogo.ledger.rules.journals import reference
from koprogo.ledger.rules.selection import Selection
from koprogo.platform.access import Access

LIMIT = 40


@dataclass(frozen=True, slots=True)
class BehindRow:
    """One line: signed cents, debit above zero."""

    reference: str
    entry_on: date
    label: str
    account_code: str
    party_name: str
    cents: int


@dataclass(frozen=True, slots=True)
class Behind:
    """The first lines of a figure, how many there are, and their sum."""

    rows: tuple[BehindRow, ...]
    count: int
    cents: int


_COLUMNS = (
    "entry__journal__code",
    "entry__journal__kind",
    "entry__fiscal_year__code",
    "entry__number",
    "entry__entry_on",
    "entry__label",
    "label",
    "account__code",
    "account__family",
    "party_id",
    "party__name",
    "amount_cents",
    "veiled",
    "every",
    "whole",
)


def _wanted(chosen: Selection) -> Q:
    wanted = Q(account__code__in=chosen.codes) if chosen.codes else Q()
    if chosen.roles:
        wanted &= Q(account__family__in=[role.value for role in chosen.roles])
    if chosen.from_on:
        wanted &= Q(entry__entry_on__gte=chosen.from_on)
    if chosen.to_on:
        wanted &= Q(entry__entry_on__lte=chosen.to_on)
    if chosen.party_id:
        wanted &= Q(party_id=chosen.party_id)
    if chosen.voucher_id:
        wanted &= Q(entry__voucher_id=chosen.voucher_id)
    if chosen.without:
        wanted &= ~Q(entry__journal__kind__in=[kind.value for kind in chosen.without])
    if chosen.unnamed:
        wanted &= Q(party_id__isnull=True)
    return wanted


def lines(access: Access, *, chosen: Selection, limit: int = LIMIT) -> Behind:
    """The lines of a selection, oldest first, at most ``limit`` of them, with the sum of all (one query).

    A reader who may not see the account of the party that is asked for gets none.
    """
    if chosen.party_id is not None and not masking.may_see_party(access, chosen.party_id):
        return Behind((), 0, 0)
    rows = list(
        Posting.objects.filter(_wanted(chosen), org_id=access.org_id, entry__sealed_at__isnull=False)
        .annotate(
            veiled=masking.of_somebody_else(access, entry="entry_id"),
            every=Window(Sum(1)),
            whole=Window(Sum("amount_cents")),
        )
        .order_by(F("entry__entry_on"), F("entry__posted_at"), F("entry_id"), F("position"))
        .values_list(*_COLUMNS)[:limit]
    )
    return Behind(tuple(_row(access, row) for row in rows), rows[0][-2] if rows else 0, int(rows[0][-1]) if rows else 0)


def _row(access: Access, row: Sequence[Any]) -> BehindRow:
    journal, kind, year, number, on, label, own, code, family, party_id, party, cents, veiled, _every, _whole = row
    masked = masking.hides(access, family=family, party_id=party_id)
    words = labels.journal_name(kind) if veiled else (own if own and not masked else label)
    name = str(labels.MASKED) if masked else (party or "")
    return BehindRow(reference(journal, year, number), on, words, code, name, int(cents))
