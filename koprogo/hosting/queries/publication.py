"""A month of the association as its books tell it, and the months that are published."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from koprogo.banking.queries import accounts as banks
from koprogo.hosting.models import Publication, VoucherRelease
from koprogo.hosting.queries import gifts, prices
from koprogo.hosting.rules import bills, surplus
from koprogo.hosting.rules.publication import Bank, Month, Row, Voucher, numbered
from koprogo.ledger import labels
from koprogo.ledger.queries import accounts, costs
from koprogo.ledger.queries.costs import CostLine
from koprogo.platform.access import Access
from koprogo.platform.models import StoredFile
from koprogo.purchases.queries import vouchers as invoices

LANGUAGES = ("fr", "nl", "de", "en")
#: The vouchers that carry a client's name: they are published by their numbers.
BILLS = ("bill", "credit_note", "counter_entry")


@dataclass(frozen=True, slots=True)
class Piece:
    """One entry whose voucher somebody has to judge. ``release``: the newest answer, if there is one."""

    entry_id: UUID
    name: str
    label: str
    cents: int
    invoice_id: UUID | None
    release: VoucherRelease | None


@dataclass(frozen=True, slots=True)
class Draft:
    """A month ready to be looked at, with the vouchers that wait."""

    month: Month
    pieces: tuple[Piece, ...]

    @property
    def undecided(self) -> int:
        """Vouchers that nobody has judged."""
        return sum(piece.release is None for piece in self.pieces)


def draft(access: Access, *, month: date, not_counted: str) -> Draft:
    """The month as the books have it now (a constant number of statements). ``access``: inside the association."""
    last = bills.last_of(month)
    lines = costs.lines(access, from_on=month, to_on=last, shared=False)
    releases = _releases(access, {line.entry_id for line in lines})
    terms = prices.on(last)
    mine = Q(iban__isnull=False) | Q(id__in=gifts.fund_accounts(access))
    held = {row.id: row.balance_cents for row in accounts.accounts(access, until=last, only=mine)}
    return Draft(
        Month(
            month=month,
            costs=_rows([line for line in lines if line.account_code.startswith("6")], 1, releases),
            revenues=_rows([line for line in lines if line.account_code.startswith("7")], -1, releases),
            keys=surplus.ordered(terms.keys),
            keys_decided_by=terms.decided_by,
            banks=_banks(access, on=last, held=held),
            not_counted=not_counted,
            funds=_funds(access, month=month, last=last, held=held),
        ),
        _pieces(lines, releases),
    )


def _releases(access: Access, entry_ids: set[UUID]) -> dict[UUID, VoucherRelease]:
    """What was said last of each, with what its paper hashes to (``digest``)."""
    paper = StoredFile.objects.filter(org_id=access.org_id, id=OuterRef("file_id")).values("sha256")
    found = VoucherRelease.objects.filter(org_id=access.org_id, entry_id__in=entry_ids)
    rows = found.annotate(digest=Subquery(paper[:1])).order_by("released_at", "id")
    return {row.entry_id: row for row in rows}


def _rows(
    lines: list[CostLine], sign: int, releases: Mapping[UUID, VoucherRelease]
) -> tuple[Row, ...]:
    by_account: dict[str, list[CostLine]] = defaultdict(list)
    for line in lines:
        by_account[line.account_code].append(line)
    return tuple(
        Row(code, _names(some[0]), sign * sum(line.cents for line in some), _vouchers(some, releases))
        for code, some in sorted(by_account.items())
    )


def _names(line: CostLine) -> dict[str, str]:
    own = "" if line.chart_code else line.account_name
    return {language: labels.account_name(own, line.chart_code, language) for language in LANGUAGES}


def _vouchers(lines: list[CostLine], releases: Mapping[UUID, VoucherRelease]) -> tuple[Voucher, ...]:
    numbers = list(dict.fromkeys(line.entry_reference for line in lines if line.voucher_kind in BILLS))
    out = [Voucher(numbered(numbers), "numbers")] if numbers else []
    others = {line.entry_id: line for line in lines if line.voucher_kind not in BILLS}
    for entry_id, line in others.items():
        said = releases.get(entry_id)
        if said is None:
            out.append(Voucher(line.entry_reference, "undecided"))
            continue
        out.append(Voucher(line.entry_reference, said.kind, said.reason, said.digest or ""))  # type: ignore[attr-defined]
    return tuple(out)


def _pieces(lines: list[CostLine], releases: Mapping[UUID, VoucherRelease]) -> tuple[Piece, ...]:
    found: dict[UUID, Piece] = {}
    for line in lines:
        if line.voucher_kind not in BILLS and line.account_code[0] in "67":
            before = found.get(line.entry_id)
            found[line.entry_id] = Piece(
                line.entry_id,
                line.entry_reference,
                line.label,
                line.cents + (before.cents if before else 0),
                line.voucher_id if line.voucher_kind == "invoice" else None,
                releases.get(line.entry_id),
            )
    return tuple(found.values())


def _funds(access: Access, *, month: date, last: date, held: Mapping[UUID, int]) -> tuple[Row, ...]:
    """Each earmarked fund with what is in it at the end of the month, and the entries by which it paid in it."""
    return tuple(
        Row(
            one.fund.account.code,
            dict.fromkeys(LANGUAGES, one.fund.name),
            one.balance_cents,
            tuple(Voucher(use.reference, "numbers") for use in one.uses if use.on >= month),
        )
        for one in gifts.funds_of(access, on=last, held=held)
    )


def _banks(access: Access, *, on: date, held: Mapping[UUID, int]) -> tuple[Bank, ...]:
    return tuple(
        Bank(one.iban, one.stated_cents, held.get(one.account_id, 0), one.pending, one.until)
        for one in banks.on_day(access, on=on)
    )


def papers_of(access: Access, piece: Piece) -> tuple[tuple[UUID, str, str], ...]:
    """The files of a voucher that is an invoice: (id, name, media type)."""
    if piece.invoice_id is None:
        return ()
    found = invoices.of_invoice(access, invoice_id=piece.invoice_id)
    return found.files if found else ()


def last() -> QuerySet[Publication, date]:
    """The newest month that is published, as a question that another one may hold."""
    return Publication.objects.order_by("-month").values_list("month", flat=True)[:1]


def last_month() -> date | None:
    """The newest month that is published (one statement)."""
    return last().first()


def wanted(access: Access, *, asked: date | None) -> tuple[date, Publication | None, date | None]:
    """(The month to look at, its version that stands, the newest month published): the one asked for, else the one that
    is due (one statement)."""
    here = Q(month=Subquery(last()))
    rows = Publication.objects.filter(here | Q(month=asked) if asked else here).order_by("month", "version")
    newest = {row.month: row for row in rows}
    published = max(newest, default=None)
    month = asked or following(published, access.today)
    return month, newest.get(month), published


def standing(month: date) -> Publication | None:
    """The newest version of one month."""
    return Publication.objects.filter(month=month).order_by("-version").first()


def versions(month: date) -> list[Publication]:
    """Every version of one month, the oldest first."""
    return list(Publication.objects.filter(month=month).order_by("version"))


def months() -> list[Publication]:
    """The newest version of every month, the newest month first (one statement)."""
    return list(Publication.objects.order_by("-month", "-version").distinct("month"))


def chain() -> list[tuple[Mapping[str, Any], str]]:
    """Every published row in the order of the chain: (content, hash)."""
    return list(Publication.objects.order_by("position").values_list("content", "hash"))


def next_month(today: date) -> date:
    """The month to publish now: the one after the last; before the first, the one that has just ended."""
    return following(last_month(), today)


def following(last: date | None, today: date) -> date:
    """The month after the last one published; before the first, the one that has just ended."""
    return bills.months_after(last, 1) if last else bills.months_after(bills.first_of(today), -1)


def shown_paper(access: Access, *, name: str) -> UUID | None:
    """The file that everybody may download of one voucher; None where nothing may be seen."""
    row = VoucherRelease.objects.filter(org_id=access.org_id, name=name).order_by("-released_at", "-id").first()
    return row.file_id if row and row.kind != VoucherRelease.Kind.CLOSED else None
