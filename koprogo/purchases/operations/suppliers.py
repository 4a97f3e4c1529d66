"""Suppliers and their accounts: added, corrected, and never paid on a new account without somebody making sure."""

from dataclasses import dataclass
from uuid import UUID

from koprogo.condominiums.operations import parties
from koprogo.condominiums.operations.parties import IbanInvalid, PartyFacts
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel import iban as ibans
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.platform import audit
from koprogo.platform.access import Access, act
from koprogo.purchases.models import Supplier, SupplierIban
from koprogo.purchases.queries import suppliers as queries


class SupplierKnown(Refused):
    """A supplier of this enterprise number is there already; ``name``: who."""

    code = "purchases.supplier_known"


class ConfirmationMissing(Refused):
    """A new account is made sure of by another way than the invoice, and the file says which."""

    code = "purchases.confirmation_missing"


@dataclass(frozen=True, slots=True)
class SupplierFacts:
    """Who a supplier is. ``iban``, ``holder``: the account to pay it on, where it is known."""

    name: str
    enterprise_number: str = ""
    vat_number: str = ""
    email: str = ""
    phone: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = "BE"
    language: str = "fr"
    iban: str = ""
    holder: str = ""
    default_account_id: UUID | None = None


@act("purchases.supplier_added", needs=Right.RECORD_INVOICES)
def add(access: Access, *, facts: SupplierFacts) -> Supplier:
    """Add a supplier; its first account holds at once. Raises SupplierKnown, PartyWithoutName, IbanInvalid,
    EnterpriseNumberInvalid."""
    known = queries.by_number(access, number=facts.enterprise_number) if facts.enterprise_number else None
    if known is not None:
        raise SupplierKnown(field="enterprise_number", name=known.party.name)
    party = parties.add_supplier(access, facts=_party(facts))
    row = Supplier.objects.create(
        org_id=access.org_id,
        party_id=party.id,
        vat_number=_vat(facts.vat_number),
        default_account_id=facts.default_account_id,
        added_at=access.now,
    )
    if facts.iban.strip():
        add_iban(access, supplier_id=row.id, iban=facts.iban, holder=facts.holder)
    audit.record(access, "purchases.supplier_added", row.id, name=party.name)
    return row


@act("purchases.supplier_changed", needs=Right.RECORD_INVOICES)
def change(access: Access, *, supplier_id: UUID, facts: SupplierFacts) -> Supplier:
    """Correct who a supplier is; its accounts have their own acts. Raises as ``add``, and NotFound."""
    row = _locked(access, supplier_id)
    known = queries.by_number(access, number=facts.enterprise_number) if facts.enterprise_number else None
    if known is not None and known.id != row.id:
        raise SupplierKnown(field="enterprise_number", name=known.party.name)
    parties.change_supplier(access, party_id=row.party_id, facts=_party(facts))
    row.vat_number, row.default_account_id = _vat(facts.vat_number), facts.default_account_id
    row.save(update_fields=["vat_number", "default_account"])
    audit.record(access, "purchases.supplier_changed", row.id, name=facts.name)
    return row


@act("purchases.iban_added", needs=Right.RECORD_INVOICES)
def add_iban(access: Access, *, supplier_id: UUID, iban: str, holder: str = "") -> SupplierIban:
    """Note an account of a supplier, once. The first holds at once; another waits until it is made sure of, for a
    changed account is how invoices are forged. Raises IbanInvalid, NotFound."""
    row = _locked(access, supplier_id)
    number = _iban(iban)
    standing = list(SupplierIban.objects.filter(org_id=access.org_id, supplier=row, ended_at__isnull=True))
    known = next((one for one in standing if one.iban == number), None)
    if known is not None:
        return known
    first = not SupplierIban.objects.filter(org_id=access.org_id, supplier=row).exists()
    made = SupplierIban.objects.create(
        org_id=access.org_id,
        supplier=row,
        iban=number,
        holder=holder.strip()[:70],
        added_at=access.now,
        added_by_id=access.person_id,
        added_by=access.person_name,
        confirmed_at=access.now if first else None,
        confirmed_by_id=access.person_id if first else None,
        confirmed_by=access.person_name if first else "",
    )
    audit.record(access, "purchases.iban_added", row.id, iban=number, first=first)
    return made


@act("purchases.iban_confirmed", needs=Right.CHECK_INVOICES)
def confirm_iban(access: Access, *, supplier_id: UUID, iban_id: UUID, how: str) -> SupplierIban:
    """Say that a changed account is really the supplier's, and how one made sure. Raises ConfirmationMissing, NotFound.

    Confirming twice changes nothing the second time.
    """
    row = _iban_row(access, supplier_id, iban_id)
    if row.confirmed_at is not None:
        return row
    if not how.strip():
        raise ConfirmationMissing(field="how")
    row.confirmed_at, row.confirmed_by_id, row.confirmed_by = access.now, access.person_id, access.person_name
    row.confirmation = how.strip()[:200]
    row.save(update_fields=["confirmed_at", "confirmed_by_id", "confirmed_by", "confirmation"])
    audit.record(access, "purchases.iban_confirmed", row.supplier_id, iban=row.iban, how=row.confirmation)
    return row


@act("purchases.iban_ended", needs=Right.RECORD_INVOICES)
def end_iban(access: Access, *, supplier_id: UUID, iban_id: UUID) -> SupplierIban:
    """Say that an account is no longer to be used; it stays in the history. Raises NotFound."""
    row = _iban_row(access, supplier_id, iban_id)
    if row.ended_at is None:
        row.ended_at = access.now
        row.save(update_fields=["ended_at"])
        audit.record(access, "purchases.iban_ended", row.supplier_id, iban=row.iban)
    return row


def _iban_row(access: Access, supplier_id: UUID, iban_id: UUID) -> SupplierIban:
    rows = SupplierIban.objects.select_for_update(no_key=True)
    row = rows.filter(org_id=access.org_id, supplier_id=supplier_id, id=iban_id).first()
    if row is None:
        raise NotFound(what="iban")
    return row


def _locked(access: Access, supplier_id: UUID) -> Supplier:
    found = Supplier.objects.select_for_update(no_key=True).filter(org_id=access.org_id, id=supplier_id).first()
    if found is None:
        raise NotFound(what="supplier")
    return found


def _iban(text: str) -> str:
    try:
        return ibans.parse(text)
    except ibans.InvalidIban as refusal:
        raise IbanInvalid(field="iban", **refusal.facts) from refusal


def _vat(text: str) -> str:
    return "".join(text.split()).replace(".", "").upper()[:20]


def _party(facts: SupplierFacts) -> PartyFacts:
    return PartyFacts(
        kind="company",
        name=facts.name,
        enterprise_number=facts.enterprise_number,
        email=facts.email,
        phone=facts.phone,
        street=facts.street,
        postcode=facts.postcode,
        city=facts.city,
        country=facts.country,
        language=facts.language,
    )
