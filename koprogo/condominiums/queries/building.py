"""The identity of the building, and the buildings of a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Subquery

from koprogo.condominiums.models import AllocationKey, Building, Condominium, Mandate
from koprogo.condominiums.queries.periods import holding, valid
from koprogo.kernel.refusals import NotFound
from koprogo.people.queries import memberships
from koprogo.platform.access import Access
from koprogo.platform.models import Org

#: What the law calls the association, on every document (CC 3.86 §1).
LEGAL_FORM = {
    "fr": "Association des copropriétaires",
    "nl": "Vereniging van mede-eigenaars",
    "de": "Vereinigung der Miteigentümer",
    "en": "Association of co-owners",
}


#: The same for a non-profit, behind its name (CSA 2:20).
NONPROFIT_FORM = {"fr": "ASBL", "nl": "VZW", "de": "VoG", "en": "ASBL"}


@dataclass(frozen=True, slots=True)
class CondominiumHead:
    """What stands at the top of every letter: names, seat, number, syndic. ``deed_total``: shares."""

    names: Mapping[str, str]
    street: str
    street_2: str
    house_number: str
    postcode: str
    city: str
    city_2: str
    enterprise_number: str
    language: str
    language_2: str
    syndic_name: str
    syndic_contact: str
    deed_total: int
    deed: str
    year_starts_month: int
    assembly_from: str
    professional_syndic: bool
    acceptance_on: date | None = None
    nonprofit: bool = False
    court: str = ""

    @property
    def name(self) -> str:
        """The name in the first language of the building."""
        return self.names[self.language]

    def name_in(self, lang: str) -> str:
        """The name in a language, or in the building's own when it has none in that language."""
        return self.names.get(lang) or self.name

    def legal_name(self, lang: str) -> str:
        """The name with the legal form, as CC 3.86 §1 and CSA 2:20 want it on every document."""
        if self.nonprofit:
            return f"{self.name_in(lang)} {NONPROFIT_FORM.get(lang, NONPROFIT_FORM['fr'])}"
        return f"{LEGAL_FORM.get(lang, LEGAL_FORM['fr'])} {self.name_in(lang)}"

    @property
    def address(self) -> str:
        """The seat on one line, empty while nothing of it is known."""
        parts = (f"{self.street} {self.house_number}".strip(), f"{self.postcode} {self.city}".strip())
        return ", ".join(filter(None, parts))


@dataclass(frozen=True, slots=True)
class MyBuilding:
    """One building of a person and what the person is there."""

    org_id: UUID
    slug: str
    name: str
    roles: tuple[str, ...]


def condominium(access: Access) -> Condominium:
    """The row itself. Raises NotFound when the boundary is no condominium."""
    found = Condominium.objects.filter(org_id=access.org_id).first()
    if found is None:
        raise NotFound(what="condominium")
    return found


def numbered(access: Access) -> bool:
    """Whether its enterprise number is known: no bill leaves without it (one query)."""
    return Condominium.objects.filter(org_id=access.org_id).exclude(enterprise_number="").exists()


def head(access: Access) -> CondominiumHead:
    """The identity of the building today (two queries). Raises NotFound when it is no condominium."""
    deed = AllocationKey.objects.filter(
        valid(access.today), org_id=access.org_id, kind=AllocationKey.Kind.SHARES
    ).values("total")[:1]
    row = Condominium.objects.filter(org_id=access.org_id).annotate(deed_total=Subquery(deed)).first()
    if row is None:
        raise NotFound(what="condominium")
    syndic = (
        Mandate.objects.filter(holding(access.today), org_id=access.org_id, role=Mandate.Role.SYNDIC)
        .select_related("party")
        .order_by("starts_on", "id")
        .last()
    )
    names = {row.language: row.name}
    if row.language_2:
        names.setdefault(row.language_2, row.name_2 or row.name)
    return CondominiumHead(
        names=names,
        street=row.street,
        street_2=row.street_2,
        house_number=row.house_number,
        postcode=row.postcode,
        city=row.city,
        city_2=row.city_2,
        enterprise_number=row.enterprise_number,
        language=row.language,
        language_2=row.language_2,
        syndic_name=syndic.party.name if syndic else "",
        syndic_contact=" · ".join(filter(None, (syndic.party.email, syndic.party.phone))) if syndic else "",
        deed_total=row.deed_total or 0,
        deed=row.deed,
        year_starts_month=row.year_starts_month,
        assembly_from=row.assembly_from,
        professional_syndic=row.professional_syndic,
        acceptance_on=row.acceptance_on,
        nonprofit=access.org_kind == Org.Kind.NONPROFIT,
        court=row.court,
    )


def year_starts_month(access: Access) -> int:
    """The month (1 to 12) in which the financial year starts."""
    return condominium(access).year_starts_month


def physical(access: Access) -> list[Building]:
    """The physical buildings of the association, in their order."""
    return list(Building.objects.filter(org_id=access.org_id).order_by("position", "id"))


def mine(person_id: UUID, on: date) -> list[MyBuilding]:
    """The buildings a person may enter on a day, by name (one query, global tables only)."""
    found: dict[UUID, MyBuilding] = {}
    for row in memberships.current(person_id=person_id, on=on):
        before = found.get(row.org_id)
        roles = (*before.roles, row.role) if before else (row.role,)
        found[row.org_id] = MyBuilding(row.org_id, row.org.slug, row.org.name, tuple(dict.fromkeys(roles)))
    return list(found.values())
