"""The identity of a non-profit boundary: what its letters, its books and its assembly begin with."""

from dataclasses import dataclass

from koprogo.condominiums.models import Condominium
from koprogo.condominiums.operations.describe import checked_number
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import Refused
from koprogo.platform import audit
from koprogo.platform.access import Access, act
from koprogo.platform.models import Org


class NoNonprofit(Refused):
    """Only a non-profit boundary is described in this way."""

    code = "condominiums.no_nonprofit"


@dataclass(frozen=True, slots=True)
class Seat:
    """Name without the legal form, seat, enterprise number as it may be typed, language of its papers. ``court``: the
    enterprise court of the seat, as it stands after « RPM »."""

    name: str
    street: str
    house_number: str
    postcode: str
    city: str
    enterprise_number: str
    language: str = "fr"
    court: str = ""


@act("condominiums.nonprofit_described", needs=Right.RUN_BILLING)
def describe(access: Access, *, seat: Seat) -> Condominium:
    """Write the identity down, or write it anew. Raises NoNonprofit, EnterpriseNumberInvalid."""
    if access.org_kind != Org.Kind.NONPROFIT:
        raise NoNonprofit
    number = checked_number(seat.enterprise_number)
    facts = {
        "name": seat.name.strip(),
        "street": seat.street.strip(),
        "house_number": seat.house_number.strip(),
        "postcode": seat.postcode.strip(),
        "city": seat.city.strip(),
        "enterprise_number": number,
        "language": seat.language,
        "court": seat.court.strip(),
    }
    row = Condominium.objects.select_for_update(no_key=True).filter(org_id=access.org_id).first()
    if row is None:
        row = Condominium.objects.create(org_id=access.org_id, **facts)
    else:
        for name, value in facts.items():
            setattr(row, name, value)
        row.save(update_fields=list(facts))
    audit.record(access, "condominiums.nonprofit_described", row.id, name=row.name, enterprise_number=number)
    return row
