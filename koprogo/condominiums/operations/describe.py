"""The identity of the association and its physical buildings."""

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from koprogo.condominiums.models import Building, Condominium
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel import enterprise_number
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.platform import audit
from koprogo.platform.access import Access, act
from koprogo.platform.models import Org


class BuildingNameTaken(Refused):
    """Two physical buildings of one association may not bear the same name."""

    code = "condominiums.building_name_taken"


class BuildingHasLots(Refused):
    """A physical building with lots cannot be taken away; ``lots`` says how many."""

    code = "condominiums.building_has_lots"


class EnterpriseNumberInvalid(Refused):
    """The number is not ten digits with a right check; ``text`` is what was typed."""

    code = "condominiums.enterprise_number_invalid"


class AssemblyDayInvalid(Refused):
    """The first day of the assembly's fortnight must be a day and a month."""

    code = "condominiums.assembly_day_invalid"


@dataclass(frozen=True, slots=True)
class Identity:
    """What the law wants on every document, and how the year runs. ``assembly_from``: "MM-DD" or empty.

    ``acceptance_on``: provisional acceptance of the common parts, empty while it is not known.
    """

    name: str
    street: str
    house_number: str
    postcode: str
    city: str
    name_2: str = ""
    street_2: str = ""
    city_2: str = ""
    enterprise_number: str = ""
    language: str = "fr"
    language_2: str = ""
    deed: str = ""
    year_starts_month: int = 1
    assembly_from: str = ""
    professional_syndic: bool = False
    acceptance_on: date | None = None


@act("condominiums.building_described", needs=Right.SETTINGS)
def describe(access: Access, *, identity: Identity) -> Condominium:
    """Write the identity of the association. Raises EnterpriseNumberInvalid, AssemblyDayInvalid, NotFound."""
    row = Condominium.objects.select_for_update(no_key=True).filter(org_id=access.org_id).first()
    if row is None:
        raise NotFound(what="condominium")
    wanted = asdict(identity)
    wanted["enterprise_number"] = checked_number(identity.enterprise_number)
    check_assembly_day(identity.assembly_from)
    if identity.language_2 == identity.language:
        wanted["language_2"] = ""
    changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    before = {name: getattr(row, name) for name in changed}
    for name, value in changed.items():
        setattr(row, name, value)
    row.save()
    Org.objects.filter(id=access.org_id).update(
        name=row.name,
        plate_street=row.street,
        plate_street_2=row.street_2,
        plate_lang_2=row.language_2 if row.street_2 else "",
        plate_number=row.house_number,
    )
    audit.record(access, "condominiums.building_described", row.id, before=before, after=changed)
    return row


def checked_number(text: str) -> str:
    """The ten digits of an enterprise number, or an empty text. Raises EnterpriseNumberInvalid."""
    if not text.strip():
        return ""
    try:
        return enterprise_number.parse(text)
    except enterprise_number.InvalidEnterpriseNumber as refusal:
        raise EnterpriseNumberInvalid(field="enterprise_number", **refusal.facts) from refusal


def check_assembly_day(text: str) -> None:
    """Raise AssemblyDayInvalid unless the text is empty or a day that exists in every year, as "MM-DD"."""
    if not text:
        return
    try:
        # 2026 has no 29 February: the fortnight must start in every year.
        date.fromisoformat(f"2026-{text}")
    except ValueError as problem:
        raise AssemblyDayInvalid(field="assembly_from", text=text) from problem


@act("condominiums.building_added", needs=Right.SETTINGS)
def add_building(access: Access, *, name: str, address: str = "") -> Building:
    """Add a physical building, after the others. Raises BuildingNameTaken."""
    names = list(Building.objects.filter(org_id=access.org_id).values_list("name", flat=True))
    if name in names:
        raise BuildingNameTaken(field="name", name=name)
    row = Building.objects.create(org_id=access.org_id, name=name, address=address, position=len(names) + 1)
    audit.record(access, "condominiums.building_added", row.id, name=name)
    return row


@act("condominiums.building_renamed", needs=Right.SETTINGS)
def rename_building(access: Access, *, building_id: UUID, name: str, address: str = "") -> Building:
    """Give a physical building another name or address. Raises BuildingNameTaken, NotFound."""
    row = _locked(access, building_id)
    if Building.objects.filter(org_id=access.org_id, name=name).exclude(id=row.id).exists():
        raise BuildingNameTaken(field="name", name=name)
    audit.record(access, "condominiums.building_renamed", row.id, before=row.name, after=name)
    row.name, row.address = name, address
    row.save(update_fields=["name", "address"])
    return row


@act("condominiums.building_removed", needs=Right.SETTINGS)
def remove_building(access: Access, *, building_id: UUID) -> None:
    """Take a physical building away when no lot is in it. Raises BuildingHasLots, NotFound."""
    row = _locked(access, building_id)
    lots = row.lots.count()
    if lots:
        raise BuildingHasLots(name=row.name, lots=lots)
    audit.record(access, "condominiums.building_removed", row.id, name=row.name)
    row.delete()


def _locked(access: Access, building_id: UUID) -> Building:
    rows = Building.objects.select_for_update(no_key=True)
    found = rows.filter(org_id=access.org_id, id=building_id).first()
    if found is None:
        raise NotFound(what="building")
    return found
