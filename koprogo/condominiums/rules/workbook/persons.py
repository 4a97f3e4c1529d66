"""The people of a relational workbook: owners, and the outsiders who represent them."""

from collections.abc import Sequence

from koprogo.condominiums.rules.workbook import cells, people
from koprogo.condominiums.rules.workbook import draft as contact
from koprogo.condominiums.rules.workbook.draft import Draft, Place
from koprogo.condominiums.rules.workbook.plan import OwnerKind, OwnerRow
from koprogo.condominiums.rules.workbook.tables import Record, Table


def persons(
    draft: Draft, tables: Sequence[Table], spoken_of: set[str], places: dict[str, Place]
) -> tuple[tuple[OwnerRow, ...], tuple[OwnerRow, ...]]:
    """The owners, then the outsiders who represent them; `places` learns where each owner stands.

    Their sheets have the same headers: the name of the sheet decides, or, between sheets named neither
    way, that the ownerships speak of their codes (`spoken_of`).
    """
    owners: list[OwnerRow] = []
    outsiders: list[OwnerRow] = []
    for table in tables:
        codes = {record.text("code") for record in table.records()}
        outside = table.of_outsiders or (len(tables) > 1 and bool(spoken_of) and not codes & spoken_of)
        rows = outsiders if outside else owners
        for record in table.records():
            owner = _person(draft, record)
            if owner is None:
                draft.refuse(record.place("code"), "owner_without_identifier")
                continue
            name = f"{'outsider' if outside else 'owner'} {cells.identity(owner.code)}"
            if name in places:
                draft.refuse(record.place("code"), "duplicate_owner", owner=owner.code, first=places[name])
            else:
                places[name] = record.place("code")
                rows.append(owner)
    return tuple(owners), tuple(outsiders)


_PERSON_FIELDS = frozenset(
    {"code", "lastname", "firstname", "name", "title", "street", "zip", "city", "country", "lang"}
    | {"members", "registration_number"}
)


def _person(draft: Draft, record: Record) -> OwnerRow | None:
    last, first = record.text("lastname"), record.text("firstname")
    name = record.text("name") or f"{first} {last}".strip()
    code = record.text("code") or name
    if not code:
        return None
    draft.about(owner=code)
    stated = people.kind_of_type(record.text("type"))
    kind = stated or (OwnerKind.COMPANY if people.is_company(name) else OwnerKind.PERSON)
    phones, mobiles = record.numbered("phone"), record.numbered("mobile")
    emails, ibans = record.numbered("email"), record.numbered("iban")
    taken = {*_PERSON_FIELDS, *phones, *mobiles, *emails, *ibans} | ({"type"} if stated else set())
    row = OwnerRow(
        code=code,
        name=name or code,
        kind=kind,
        last_name=last,
        first_name=first,
        title=record.text("title"),
        street=record.text("street"),
        postcode=contact.postcode(draft, record.place("zip"), record.cell("zip"), record.text("country")),
        city=record.text("city"),
        country=record.text("country"),
        language=record.text("lang"),
        phones=tuple(filter(None, map(record.text, phones))),
        mobiles=tuple(filter(None, map(record.text, mobiles))),
        emails=tuple(mail for at in emails for mail in contact.emails(draft, record.place(at), record.cell(at))),
        ibans=tuple(number for at in ibans for number in contact.ibans(draft, record.place(at), record.cell(at))),
        members=tuple(filter(None, record.text("members").split("\n"))),
        enterprise_number=contact.enterprise(
            draft, record.place("registration_number"), record.cell("registration_number")
        ),
        extra=record.others(*taken),
    )
    draft.about()
    return row
