"""Entries: one with its lines and its counter-entry, and the list of a journal."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, Subquery

from koprogo.kernel.refusals import NotFound
from koprogo.ledger import labels
from koprogo.ledger.models import Entry, FiscalYear, Journal, Posting
from koprogo.ledger.queries import masking
from koprogo.ledger.rules.journals import JournalKind, reference
from koprogo.ledger.rules.roles import BANK_ROLES, OWNER_ROLES, AccountRole
from koprogo.platform.access import Access

PAGE = 100
#: Vouchers whose names are numbers of the association's own: they say nothing of anybody.
_NAMELESS = ("fund_call", "bank_statement", "counter_entry")


@dataclass(frozen=True, slots=True)
class PostingRow:
    """One line of an entry, signed cents (debit > 0)."""

    account_code: str
    account_name: str
    party_name: str
    lot_number: str
    label: str
    amount_cents: int
    masked: bool


@dataclass(frozen=True, slots=True)
class EntryDetail:
    """An entry with its voucher, its lines and what undoes it or what it undoes (references, or empty)."""

    id: UUID
    reference: str
    journal_kind: str
    journal_name: str
    year_code: str
    entry_on: date
    label: str
    voucher_kind: str
    voucher_id: UUID | None
    voucher_label: str
    posted_at: datetime
    reverses: str
    reversed_by: str
    year_open: bool
    rows: list[PostingRow]

    @property
    def total_cents(self) -> int:
        """The sum of the debits, which is that of the credits."""
        return sum(row.amount_cents for row in self.rows if row.amount_cents > 0)

    @property
    def reversible(self) -> bool:
        """Whether a person may undo it by hand: written by hand (OD, OPN), not yet undone and undoing nothing."""
        return (
            self.journal_kind in (JournalKind.MISCELLANEOUS, JournalKind.OPENING)
            and self.voucher_kind == "manual"
            and not self.reverses
            and not self.reversed_by
        )


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry in a list."""

    reference: str
    entry_on: date
    label: str
    voucher_label: str


@dataclass(frozen=True, slots=True)
class JournalRow:
    """A journal and how many entries a year holds in it."""

    code: str
    kind: str
    name: str
    iban: str | None
    year_code: str
    year_name: str
    entries: int
    last_on: date


def number_of(entry: Entry) -> str:
    """The number of an entry as people and addresses write it: OD-2026-7."""
    return reference(entry.journal.code, entry.fiscal_year.code, entry.number)


def _reference(entry: Entry | None) -> str:
    return number_of(entry) if entry else ""


def entry(access: Access, *, journal: str, year: str, number: int) -> EntryDetail:
    """An entry by its number (three queries). Raises NotFound."""
    found = (
        Entry.objects.filter(
            org_id=access.org_id,
            journal__code=journal,
            fiscal_year__code=year,
            number=number,
            sealed_at__isnull=False,
        )
        .select_related("journal", "fiscal_year", "reverses__journal", "reverses__fiscal_year")
        .annotate(veiled=masking.of_somebody_else(access))
        .first()
    )
    if found is None:
        raise NotFound(what="entry")
    mirror = (
        Entry.objects.filter(org_id=access.org_id, reverses_id=found.id)
        .select_related("journal", "fiscal_year")
        .first()
    )
    veiled = bool(found.veiled)
    return EntryDetail(
        id=found.id,
        reference=_reference(found),
        journal_kind=found.journal.kind,
        journal_name=labels.journal_name(found.journal.kind, found.journal.label),
        year_code=found.fiscal_year.code,
        entry_on=found.entry_on,
        label=labels.journal_name(found.journal.kind) if veiled else found.label,
        voucher_kind=found.voucher_kind,
        voucher_id=found.voucher_id,
        voucher_label="" if veiled else found.voucher_label,
        posted_at=found.posted_at,
        reverses=_reference(found.reverses),
        reversed_by=_reference(mirror),
        year_open=found.fiscal_year.state == FiscalYear.State.OPEN,
        rows=_lines(access, found.id, veiled),
    )


def _lines(access: Access, entry_id: UUID, veiled: bool) -> list[PostingRow]:
    rows = (
        Posting.objects.filter(org_id=access.org_id, entry_id=entry_id)
        .select_related("account", "party", "lot")
        .order_by("position")
    )
    out = []
    for row in rows:
        masked = masking.hides(access, family=row.account.family, party_id=row.party_id)
        out.append(
            PostingRow(
                account_code=row.account.code,
                account_name=labels.account_name(row.account.label, row.account.chart_code),
                party_name=str(labels.MASKED) if masked else (row.party.name if row.party else ""),
                lot_number="" if masked or row.lot is None else row.lot.number,
                label="" if masked or veiled else row.label,
                amount_cents=row.amount_cents,
                masked=masked,
            )
        )
    return out


def journals(access: Access) -> list[JournalRow]:
    """Every journal that holds entries, year by year, newest year first (one query)."""
    rows = (
        Entry.objects.filter(org_id=access.org_id, sealed_at__isnull=False)
        .values("journal__code", "journal__kind", "journal__label", "journal__iban", "fiscal_year__code")
        .values_list(
            "journal__code",
            "journal__kind",
            "journal__label",
            "journal__iban",
            "fiscal_year__code",
            "fiscal_year__starts_on",
            "fiscal_year__ends_on",
        )
        .annotate(entries=Count("pk"), last_on=Max("entry_on"))
        .order_by("-fiscal_year__starts_on", "journal__code")
    )
    return [
        JournalRow(
            code,
            kind,
            labels.journal_name(kind, label),
            iban,
            year,
            labels.year_name(starts, ends),
            count,
            last,
        )
        for code, kind, label, iban, year, starts, ends, count, last in rows
    ]


def journal_entries(access: Access, *, journal: str, year: str, page: int = 1) -> tuple[list[EntryRow], int]:
    """The entries of a journal's year by number, a hundred a page, and how many there are (two queries)."""
    found = Entry.objects.filter(
        org_id=access.org_id, journal__code=journal, fiscal_year__code=year, sealed_at__isnull=False
    )
    rows = (
        found.select_related("journal", "fiscal_year")
        .annotate(veiled=masking.of_somebody_else(access))
        .order_by("number")[(page - 1) * PAGE : page * PAGE]
    )
    shown = [
        EntryRow(
            reference=_reference(row),
            entry_on=row.entry_on,
            label=labels.journal_name(row.journal.kind) if row.veiled else row.label,
            voucher_label="" if row.veiled else row.voucher_label,
        )
        for row in rows
    ]
    return shown, found.count()


def of_voucher(access: Access, *, voucher_id: UUID) -> list[str]:
    """The numbers of the entries written for a voucher, oldest first (one query)."""
    rows = (
        Entry.objects.filter(org_id=access.org_id, voucher_id=voucher_id, sealed_at__isnull=False)
        .select_related("journal", "fiscal_year")
        .order_by("posted_at", "id")
    )
    return [_reference(row) for row in rows]


@dataclass(frozen=True, slots=True)
class VoucherEntry:
    """One entry written for a voucher, with what the voucher is called there."""

    reference: str
    entry_on: date
    label: str
    voucher_kind: str
    voucher_label: str


def by_voucher(access: Access, *, voucher_id: UUID, limit: int = PAGE) -> list[VoucherEntry]:
    """The entries of a voucher, oldest first, at most a hundred, masked as everywhere (one query)."""
    rows = (
        Entry.objects.filter(org_id=access.org_id, voucher_id=voucher_id, sealed_at__isnull=False)
        .select_related("journal", "fiscal_year")
        .annotate(veiled=masking.of_somebody_else(access))
        .order_by("posted_at", "id")[:limit]
    )
    return [
        VoucherEntry(
            _reference(row),
            row.entry_on,
            labels.journal_name(row.journal.kind) if row.veiled else row.label,
            row.voucher_kind,
            "" if row.veiled and row.voucher_kind not in _NAMELESS else row.voucher_label,
        )
        for row in rows
    ]


def openings(access: Access) -> list[str]:
    """The numbers of the opening entries that still stand, oldest first (one query)."""
    rows = (
        Entry.objects.filter(
            org_id=access.org_id,
            journal__kind=JournalKind.OPENING,
            sealed_at__isnull=False,
            reverses__isnull=True,
            counter_entries__isnull=True,
        )
        .select_related("journal", "fiscal_year")
        .order_by("posted_at", "id")
    )
    return [_reference(row) for row in rows]


def standing_on(access: Access, *, entry_id: UUID) -> str:
    """The number of the first later entry on the same banks or persons as an entry, or an empty text (one query).

    Undone entries and their mirrors do not count: nothing of them is left.
    """
    families = [role.value for role in (*OWNER_ROLES, *BANK_ROLES, AccountRole.SUPPLIERS, AccountRole.SUSPENSE)]
    mine = Posting.objects.filter(
        org_id=access.org_id, entry_id=entry_id, account__family__in=families, account_id=OuterRef("account_id")
    ).filter(Q(party_id=OuterRef("party_id")) | Q(party__isnull=True))
    shared = Posting.objects.filter(Exists(mine), org_id=access.org_id, entry_id=OuterRef("pk"))
    since = Entry.objects.filter(org_id=access.org_id, id=entry_id).values("posted_at")
    found = (
        Entry.objects.filter(Exists(shared), org_id=access.org_id, sealed_at__isnull=False)
        .filter(posted_at__gte=Subquery(since))
        .exclude(id=entry_id)
        .filter(reverses__isnull=True, counter_entries__isnull=True)
        .select_related("journal", "fiscal_year")
        .order_by("posted_at", "id")
        .first()
    )
    return _reference(found)


def standing_journals(access: Access) -> list[Journal]:
    """The journals of the building, by code (one query)."""
    return list(Journal.objects.filter(org_id=access.org_id).order_by("code"))


def fiscal_years(access: Access) -> list[FiscalYear]:
    """The fiscal years that were opened, newest first (one query)."""
    return list(FiscalYear.objects.filter(org_id=access.org_id).order_by("-starts_on"))
