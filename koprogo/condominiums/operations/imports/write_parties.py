"""The parties of an import, written with one statement for each table."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from koprogo.condominiums.models import Party, PartyMember
from koprogo.condominiums.operations.imports.trace import BATCH, Trace, fields_of
from koprogo.condominiums.queries.imports import Prepared
from koprogo.condominiums.rules import parties
from koprogo.condominiums.rules.workbook import cells
from koprogo.condominiums.rules.workbook.margins import NOTE
from koprogo.condominiums.rules.workbook.plan import HoldingRow, OwnerRow
from koprogo.condominiums.rules.workbook.settled_parties import CHANNEL, CONSENT, REPRESENTATIVE, SEVERAL, WRITING
from koprogo.platform.access import Access

RIGHTS = (
    (PartyMember.Right.CO_OWNER, "full"),
    (PartyMember.Right.USUFRUCTUARY, "usufruct"),
    (PartyMember.Right.BARE_OWNER, "bare"),
)


def write_parties(access: Access, prepared: Prepared, trace: Trace, *, language: str, source: str) -> dict[str, UUID]:
    """Create and change the parties of a plan. Returns every party of plan and building, by the identity of its code.

    ``language``: of those whose file says none; ``source``: where the naming of a representative was found, when the
    file does not say it either.
    """
    ids = {cells.identity(code): party_id for code, party_id in prepared.present.parties.items()}
    fresh = set(prepared.comparison.created["owner"])
    new = [row for row in prepared.plan.owners if row.code in fresh]
    rows = {row.code: Party(org_id=access.org_id) for row in new}
    ids |= {cells.identity(code): row.id for code, row in rows.items()}
    names = {row.code: row.name for row in prepared.plan.owners}
    members = _members(prepared.plan.holdings)
    for row in new:
        behind = [names.get(one.owner, one.owner) for one in members.get(row.code, ())]
        values = {"language": language, "name": parties.joint_name(behind)} | _columns(row, ids, source)
        values["external_id"] = "" if row.kind in SEVERAL else row.code
        for name, value in (values | _sorted_by(values)).items():
            setattr(rows[row.code], name, value)
    Party.objects.bulk_create(rows.values(), batch_size=BATCH)
    trace.made("parties", rows.values())
    _write_members(access, rows, members, ids, trace)
    _change(access, prepared, trace, ids, source)
    return ids


def _members(holdings: Iterable[HoldingRow]) -> dict[str, list[HoldingRow]]:
    found: dict[str, list[HoldingRow]] = {}
    for row in holdings:
        found.setdefault(row.code, []).append(row)
    return {code: rows for code, rows in found.items() if len(rows) > 1}


def _write_members(
    access: Access,
    rows: Mapping[str, Party],
    members: Mapping[str, list[HoldingRow]],
    ids: Mapping[str, UUID],
    trace: Trace,
) -> None:
    made = [
        PartyMember(
            org_id=access.org_id,
            whole=rows[code],
            member_id=ids[cells.identity(one.owner)],
            right=right,
            numerator=None if part == 1 else part.numerator,
            denominator=None if part == 1 else part.denominator,
        )
        for code, behind in members.items()
        if code in rows
        for one in behind
        for right, part in ((right, getattr(one, name)) for right, name in RIGHTS)
        if part
    ]
    PartyMember.objects.bulk_create(made, batch_size=BATCH)
    trace.made("members", made)


def _change(access: Access, prepared: Prepared, trace: Trace, ids: Mapping[str, UUID], source: str) -> None:
    """Change what the file says otherwise; somebody recognised gets the code the file uses."""
    changed = {one.code for one in prepared.comparison.changed if one.what == "owner"}
    wanted = {ids[cells.identity(row.code)]: row for row in prepared.plan.owners if row.code in changed}
    touched = wanted.keys() | prepared.adopted.keys()
    if not touched:
        return
    kept = Party.objects.select_for_update(no_key=True).filter(org_id=access.org_id, id__in=touched)
    rows = list(kept.order_by("id"))
    for party in rows:
        values = _columns(wanted[party.id], ids, source) if party.id in wanted else {}
        values |= {"external_id": prepared.adopted[party.id]} if party.id in prepared.adopted else {}
        known = {name: getattr(party, name) for name in ("name", "first_name", "last_name", "phone")}
        trace.set("parties", party, values | _sorted_by(known | values))
    names = {name for columns in trace.changed.get("parties", {}).values() for name in columns}
    if names:
        Party.objects.bulk_update(rows, fields_of(names), batch_size=BATCH)


def _columns(row: OwnerRow, ids: Mapping[str, UUID], source: str) -> dict[str, Any]:
    """The columns a row fills; an empty one says nothing."""
    extra = dict(row.extra)
    said: dict[str, Any] = {
        "kind": row.kind.value,
        "name": row.name,
        "first_name": row.first_name,
        "last_name": row.last_name,
        "enterprise_number": row.enterprise_number,
        "email": "".join(row.emails[:1]),
        "phone": "".join(row.phones[:1]),
        "street": row.street,
        "postcode": row.postcode,
        "city": row.city,
        "country": row.country,
        "iban": "".join(row.ibans[:1]),
        "language": row.language,
        "channel": extra.get(CHANNEL, ""),
        "email_consent_on": date.fromisoformat(extra[CONSENT]) if CONSENT in extra else None,
        "note": extra.get(NOTE, ""),
        "representative_id": ids.get(cells.identity(extra.get(REPRESENTATIVE, ""))),
        "representative_note": extra.get(WRITING) or (source if REPRESENTATIVE in extra else ""),
    }
    return {name: value for name, value in said.items() if value}


def _sorted_by(values: Mapping[str, Any]) -> dict[str, str]:
    return {
        "sort_name": parties.sort_key(
            values.get("name", ""), first_name=values.get("first_name", ""), last_name=values.get("last_name", "")
        ),
        "phone_digits": parties.phone_digits(values.get("phone", ""))[:40],
    }
