"""The building today as a settled plan: to set a file beside it, and to give everything back as a workbook."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from koprogo.condominiums.models import AllocationKey, Condominium, Lot, Party
from koprogo.condominiums.queries.periods import valid
from koprogo.condominiums.rules.keys import DEED_CODE, SINCE_THE_DEED
from koprogo.condominiums.rules.lots import LotKind
from koprogo.condominiums.rules.workbook import cells
from koprogo.condominiums.rules.workbook.margins import LONGEST_NOTE, NOTE
from koprogo.condominiums.rules.workbook.plan import (
    CondominiumFacts,
    Extra,
    HoldingRow,
    ImportPlan,
    KeyRow,
    LotRow,
    OwnerKind,
    OwnerRow,
    OwnershipRow,
    PreferenceRow,
)
from koprogo.condominiums.rules.workbook.settle import DESCRIPTION, settle
from koprogo.condominiums.rules.workbook.settled_parties import (
    CHANNEL,
    CONSENT,
    REPRESENTATIVE,
    SEVERAL,
    WRITING,
    short_code,
)
from koprogo.condominiums.rules.workbook.tenure import Held
from koprogo.platform.access import Access


@dataclass(slots=True)
class Standing:
    """What stands in the building, as rows: enough to write a plan under any codes for its parties."""

    parties: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    members: dict[UUID, list[dict[str, Any]]] = field(default_factory=dict)
    lots: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    periods: dict[UUID, list[dict[str, Any]]] = field(default_factory=dict)
    keys: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    weights: dict[UUID, dict[UUID, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Present:
    """The plan of what stands, and the rows behind its codes.

    ``known``: the single parties, in the plan or not; ``unnamed``: the codes of those that came from no file.
    """

    plan: ImportPlan
    parties: Mapping[str, UUID]
    lots: Mapping[str, UUID]
    keys: Mapping[str, UUID]
    periods: Mapping[str, tuple[Held, ...]]
    known: Mapping[str, OwnerRow]
    unnamed: frozenset[str]


def standing(access: Access) -> Standing:
    """Lots with their holders, keys of today with their weights, parties with their members (three queries)."""
    found = Standing()
    lot_columns = ("id", "number", "kind", "floor", "description", "note", "position")
    period_columns = tuple(f"ownerships__{name}" for name in ("id", "party_id", "starts_on", "ends_on"))
    lots = Lot.objects.filter(org_id=access.org_id).order_by("position", "id", "ownerships__starts_on")
    for row in lots.values(*lot_columns, *period_columns):
        found.lots.setdefault(row["id"], row)
        found.periods.setdefault(row["id"], []).extend([row] if row["ownerships__id"] else [])
    keys = AllocationKey.objects.filter(valid(access.today), org_id=access.org_id).order_by("position", "code")
    columns = ("id", "code", "label", "kind", "total", "position", "weights__lot_id", "weights__weight")
    for row in keys.values(*columns):
        found.keys.setdefault(row["id"], row)
        weights = found.weights.setdefault(row["id"], {})
        if row["weights__weight"]:
            weights[row["weights__lot_id"]] = row["weights__weight"]
    fields = [column.attname for column in Party._meta.concrete_fields if column.name != "org"]
    behind = tuple(f"members__{name}" for name in ("id", "member_id", "right", "numerator", "denominator"))
    parties = Party.objects.filter(org_id=access.org_id).order_by("id", "members__id")
    for row in parties.values(*fields, *behind):
        found.parties.setdefault(row["id"], row)
        found.members.setdefault(row["id"], []).extend([row] if row["members__id"] else [])
    return found


def present(access: Access, *, found: Standing | None = None, codes: Mapping[UUID, str] | None = None) -> Present:
    """The building as a settled plan (three queries, none when ``found`` is given).

    Parties that never held a lot, stand behind no holder and came from no file are not in the plan. ``codes`` gives
    some parties other codes than their own.
    """
    rows = found or standing(access)
    named = _codes(rows, codes or {})
    shown = _shown(rows, named.keys() & (codes or {}).keys())
    plan = ImportPlan(
        owners=tuple(_owner(rows.parties[one], named) for one in rows.parties if one in shown),
        lots=tuple(_lot(row) for row in rows.lots.values()),
        keys=tuple(_keys(rows)),
        holdings=tuple(holding for one in rows.parties if one in shown for holding in _holdings(rows, one, named)),
        ownerships=tuple(
            OwnershipRow(
                rows.lots[lot]["number"],
                named[row["ownerships__party_id"]],
                _from_on(row),
                row["ownerships__ends_on"],
                named[row["ownerships__party_id"]],
            )
            for lot, periods in rows.periods.items()
            for row in periods
        ),
    )
    settled = settle(plan)
    parties: dict[str, UUID] = {}
    for party_id, code in named.items():
        parties.setdefault(settled.parties.get(code, code), party_id)
    periods = {
        settled.lots[rows.lots[lot]["number"]]: tuple(_held(row, named, settled.parties) for row in lines)
        for lot, lines in rows.periods.items()
    }
    return Present(
        plan=settled.plan,
        parties=parties,
        lots={settled.lots[row["number"]]: lot_id for lot_id, row in rows.lots.items()},
        keys={_key_code(row): key_id for key_id, row in rows.keys.items()},
        periods=periods,
        known={named[one]: _owner(row, named) for one, row in rows.parties.items() if row["kind"] not in SEVERAL},
        unnamed=frozenset(named[one] for one, row in rows.parties.items() if not row["external_id"]),
    )


def exported(access: Access) -> ImportPlan:
    """Everything an export writes, in the sheets where other programs look for it (four queries)."""
    plan = present(access).plan
    cards = {row.code: dict(row.extra) for row in plan.owners}
    moved = (CHANNEL, CONSENT, REPRESENTATIVE, WRITING)
    return dataclasses.replace(
        plan,
        condominium=_facts(access),
        owners=tuple(
            dataclasses.replace(row, extra=tuple(pair for pair in row.extra if pair[0] not in moved))
            for row in plan.owners
        ),
        holdings=tuple(
            dataclasses.replace(
                row,
                representative=cards.get(row.code, {}).get(REPRESENTATIVE, ""),
                extra=tuple((name, text) for name, text in cards.get(row.code, {}).items() if name == WRITING),
            )
            for row in plan.holdings
        ),
        preferences=tuple(
            PreferenceRow(code, "", tuple((name, card[name]) for name in (CONSENT, CHANNEL) if name in card))
            for code, card in cards.items()
            if CHANNEL in card
        ),
    )


def _facts(access: Access) -> CondominiumFacts:
    row = Condominium.objects.filter(org_id=access.org_id).first()
    if row is None:
        return CondominiumFacts()
    return CondominiumFacts(
        code=access.slug,
        name=row.name,
        enterprise_number=row.enterprise_number,
        street=f"{row.street} {row.house_number}".strip(),
        postcode=row.postcode,
        city=row.city,
        country="BE",
        language=row.language,
        fiscal_year_starts_on=date(access.today.year, row.year_starts_month, 1),
    )


def _codes(rows: Standing, given: Mapping[UUID, str]) -> dict[UUID, str]:
    """A code for each party, never twice the same: the one given, its file's, or its name."""
    taken: set[str] = set()
    found: dict[UUID, str] = {}
    own = {one: row for one, row in rows.parties.items() if row["kind"] not in SEVERAL}
    for one, row in own.items():
        if one in given or row["external_id"]:
            found[one] = given.get(one) or row["external_id"]
            taken.add(cells.identity(found[one]))
    for one, row in own.items():
        if one not in found:
            found[one] = _free(short_code(row["name"]), taken)
    for one, row in rows.parties.items():
        if row["kind"] in SEVERAL:
            members = dict.fromkeys(found[line["members__member_id"]] for line in rows.members[one])
            found[one] = _free("+".join(members) or short_code(row["name"]), taken)
    return found


def _free(wanted: str, taken: set[str]) -> str:
    code, number = wanted, 1
    while cells.identity(code) in taken:
        number += 1
        code = f"{wanted}#{number}"
    taken.add(cells.identity(code))
    return code


def _shown(rows: Standing, given: set[UUID]) -> set[UUID]:
    holders = {row["ownerships__party_id"] for periods in rows.periods.values() for row in periods}
    from_files = {one for one, row in rows.parties.items() if row["external_id"]}
    shown = holders | from_files | given
    # A joint right that nobody holds any more came from somewhere too: its people are told with it.
    shown |= {one for one, row in rows.parties.items() if row["kind"] in SEVERAL and rows.members[one]}
    behind = {line["members__member_id"] for one in shown for line in rows.members.get(one, ())}
    acting = {rows.parties[one]["representative_id"] for one in shown} - {None}
    return shown | behind | acting


def _owner(row: Mapping[str, Any], named: Mapping[UUID, str]) -> OwnerRow:
    representative = row["representative_id"]
    extra = {
        CHANNEL: row["channel"],
        CONSENT: row["email_consent_on"].isoformat() if row["email_consent_on"] else "",
        NOTE: row["note"].strip()[:LONGEST_NOTE],
        REPRESENTATIVE: named[representative] if representative else "",
        WRITING: row["representative_note"] if representative else "",
    }
    return OwnerRow(
        code=named[row["id"]],
        name=row["name"],
        kind=OwnerKind(row["kind"]),
        last_name=row["last_name"],
        first_name=row["first_name"],
        street=row["street"],
        postcode=row["postcode"],
        city=row["city"],
        country=row["country"],
        language=row["language"],
        phones=tuple(filter(None, (row["phone"],))),
        emails=tuple(filter(None, (row["email"],))),
        ibans=tuple(filter(None, (row["iban"],))),
        enterprise_number=row["enterprise_number"],
        extra=_filled(extra),
    )


def _lot(row: Mapping[str, Any]) -> LotRow:
    floor = "" if row["floor"] is None else str(row["floor"])
    extra = {DESCRIPTION: row["description"].strip(), NOTE: row["note"].strip()[:LONGEST_NOTE]}
    return LotRow(row["number"], row["number"], LotKind(row["kind"]), "", floor, extra=_filled(extra))


def _filled(texts: Mapping[str, str]) -> Extra:
    return tuple(sorted((name, text.replace("\r\n", "\n")) for name, text in texts.items() if text))


def _keys(rows: Standing) -> list[KeyRow]:
    found = [
        KeyRow(
            _key_code(row),
            row["label"],
            row["total"],
            {rows.lots[lot]["number"]: rows.weights[key][lot] for lot in rows.lots if lot in rows.weights[key]},
        )
        for key, row in rows.keys.items()
    ]
    return sorted(found, key=lambda key: key.name != DEED_CODE)


def _key_code(row: Mapping[str, Any]) -> str:
    return DEED_CODE if row["kind"] == AllocationKey.Kind.SHARES else str(row["code"])


def _holdings(rows: Standing, one: UUID, named: Mapping[UUID, str]) -> list[HoldingRow]:
    code = named[one]
    if rows.parties[one]["kind"] not in SEVERAL:
        return [HoldingRow(code, code)]
    parts: dict[UUID, dict[str, Fraction]] = {}
    for line in rows.members[one]:
        stated = line["members__numerator"] and line["members__denominator"]
        part = Fraction(line["members__numerator"], line["members__denominator"]) if stated else Fraction(1)
        parts.setdefault(line["members__member_id"], {})[line["members__right"]] = part
    return [
        HoldingRow(
            code,
            named[member],
            shares.get("co_owner", Fraction(0)),
            shares.get("bare_owner", Fraction(0)),
            shares.get("usufructuary", Fraction(0)),
        )
        for member, shares in parts.items()
    ]


def _held(row: Mapping[str, Any], named: Mapping[UUID, str], settled: Mapping[str, str]) -> Held:
    code = named[row["ownerships__party_id"]]
    return Held(settled.get(code, code), _from_on(row), row["ownerships__ends_on"], str(row["ownerships__id"]))


def _from_on(row: Mapping[str, Any]) -> date | None:
    """The first day, None where it stands for "since nobody knows when"."""
    starts_on: date = row["ownerships__starts_on"]
    return None if starts_on == SINCE_THE_DEED else starts_on
