"""The papers behind entries: which kept files belong to a voucher, and where the voucher itself can be read."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from koprogo.banking.queries import statements as bank
from koprogo.condominiums.rules.rights import Right
from koprogo.platform import files
from koprogo.platform.access import Access
from koprogo.platform.models import StoredFile


@dataclass(frozen=True, slots=True)
class Place:
    """The page of a voucher: the name of its address and what fills it."""

    name: str
    kwargs: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Papers:
    """The kept files of one voucher, the oldest first, its own page where it has one, and the address that opens a
    file: whoever reads the books reads invoices (CC 3.89 § 5), other files are their owner's."""

    stored: tuple[StoredFile, ...]
    place: Place | None
    opens: str


def of(access: Access, *, voucher_id: UUID, kind: str, label: str) -> Papers:
    """What can be opened of one voucher (two queries at most)."""
    sources = bank.sources(access, statement_ids=[voucher_id]) if kind == "bank_statement" else {}
    stored = kept(access, voucher_ids=[voucher_id], bank_files={s.file_id: v for v, s in sources.items()})
    open_to_all = kind == "invoice"
    shown = tuple(one for one in stored.get(voucher_id, ()) if open_to_all or may_open(access, one))
    return Papers(shown, _place(kind, label, sources.get(voucher_id)), "invoice_piece" if open_to_all else "file")


def _place(kind: str, label: str, source: bank.Source | None) -> Place | None:
    match kind:
        case "bank_statement" if source is not None:
            return Place("bank_statement", {"iban": source.iban, "key": source.key})
        case "fund_call" if label:
            return Place("fund_call", {"number": label})
        case "invoice" if label:
            return Place("invoice", {"invoice": label})
        case "takeover":
            return Place("opening", {})
    return None


def may_open(access: Access, stored: StoredFile) -> bool:
    """Whether this reader may open a kept file: everybody's for who sees every account, one's own for the others."""
    if files.is_working(stored) and not access.may(Right.SEE_CONTACTS):
        return False
    return access.may(Right.SEE_ALL_ACCOUNTS) or stored.party_id in access.party_ids


def kept(
    access: Access, *, voucher_ids: Collection[UUID], bank_files: dict[UUID, UUID]
) -> dict[UUID, list[StoredFile]]:
    """The kept files of some vouchers (one query). ``bank_files``: the bank's file -> a voucher that came in it.

    Batches for the printer are left out: each letter in them is kept by itself.
    """
    found: dict[UUID, list[StoredFile]] = defaultdict(list)
    wanted = StoredFile.objects.filter(org_id=access.org_id)
    by_subject = wanted.filter(subject_id__in=list(voucher_ids))
    rows = by_subject.union(wanted.filter(id__in=list(bank_files)), all=False).order_by("stored_at", "id")
    for row in rows:
        if files.is_working(row) and row.id not in bank_files:
            continue
        voucher = row.subject_id if row.subject_id in voucher_ids else bank_files.get(row.id)
        if voucher is not None:
            found[voucher].append(row)
    return found
