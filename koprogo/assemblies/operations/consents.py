"""Each person's own written agreement to be convened by e-mail: given, taken back, always dated (CC 3.87 § 3)."""

from datetime import date
from uuid import UUID

from koprogo.assemblies.models import ElectronicConsent
from koprogo.condominiums.queries import parties
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.platform import audit, files
from koprogo.platform.access import Access, act
from koprogo.platform.models import StoredFile


class EmailMissing(Refused):
    """There is no address to agree to."""

    code = "assemblies.email_missing"


class SignedLater(Refused):
    """An agreement cannot have been signed after today."""

    code = "assemblies.signed_later"


@act("assemblies.consent_told", needs=Right.VOTE)
def tell(access: Access, *, party_id: UUID, given: bool) -> ElectronicConsent:
    """Agree to e-mail for oneself, or take it back, signed in; ``party_id`` is one's own. Raises EmailMissing."""
    if party_id not in access.party_ids:
        raise NotFound(what="party")
    card = parties.card(access, party_id=party_id)
    if given and not card.email:
        raise EmailMissing(field="given", name=card.name)
    row = _write(access, card.addressee_id, given=given, on=access.today, how="account", email=card.email)
    audit.record(access, "assemblies.consent_told", card.addressee_id, given=given, on=access.today)
    return row


@act("assemblies.consent_recorded", needs=Right.PREPARE_ASSEMBLY)
def record(
    access: Access, *, party_id: UUID, given: bool, on: date, data: bytes = b"", name: str = ""
) -> ElectronicConsent:
    """Write down an agreement, or its withdrawal, that came on paper, with its day and its scan.

    Raises EmailMissing, SignedLater, NotFound.
    """
    if on > access.today:
        raise SignedLater(field="on")
    party = parties.get(access, party_id=party_id)
    if given and not party.email:
        raise EmailMissing(field="given", name=party.name)
    row = _write(access, party.id, given=given, on=on, how="paper", email=party.email, data=data, name=name)
    audit.record(access, "assemblies.consent_recorded", party.id, given=given, on=on, file=row.file_id)
    return row


def _write(
    access: Access, party_id: UUID, *, given: bool, on: date, how: str, email: str, data: bytes = b"", name: str = ""
) -> ElectronicConsent:
    stored = None
    if data:
        stored = files.keep(
            access,
            data=data,
            name=name,
            retention=StoredFile.Retention.BUILDING,
            subject_id=party_id,
            party_id=party_id,
        )
    return ElectronicConsent.objects.create(
        org_id=access.org_id,
        party_id=party_id,
        given=given,
        on=on,
        how=how,
        email=email if given else "",
        file_id=stored.id if stored else None,
        person_id=access.person_id,
        recorded_at=access.now,
    )
