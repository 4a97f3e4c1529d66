"""What ties the sheets of a relational workbook together: shares, holdings, ownerships, balances."""

import datetime
from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise

from koprogo.condominiums.rules.workbook import cells
from koprogo.condominiums.rules.workbook import draft as contact
from koprogo.condominiums.rules.workbook.draft import Draft, Place
from koprogo.condominiums.rules.workbook.keys import KeyDraft
from koprogo.condominiums.rules.workbook.plan import BalanceRow, HoldingRow, KeyRow, OwnershipRow, party_codes
from koprogo.condominiums.rules.workbook.tables import Record


class Known:
    """The codes of lots and owners that exist, found whatever the case and inner blanks."""

    def __init__(self, lots: Iterable[str], owners: Iterable[str]) -> None:
        self._lots = {cells.identity(code): code for code in lots}
        self._owners = {cells.identity(code): code for code in owners}

    def lot(self, draft: Draft, place: Place, text: str) -> str | None:
        """The code of a lot, or None after refusing the cell."""
        code = self._lots.get(cells.identity(text))
        if code is None:
            draft.refuse(place, "unknown_lot", lot=text)
        return code

    def owner(self, draft: Draft, place: Place, text: str) -> str | None:
        """The code of an owner, or None after refusing the cell."""
        code = self._owners.get(cells.identity(text))
        if code is None:
            draft.refuse(place, "unknown_owner", owner=text)
        return code

    @property
    def owners(self) -> list[str]:
        """The codes of all owners, in the order of the file."""
        return list(self._owners.values())


def keys(draft: Draft, declared: Iterable[Record], given: Iterable[Record], known: Known) -> tuple[KeyRow, ...]:
    """The allocation keys with every lot's shares; sums are compared with the totals they declare."""
    drafts: dict[str, KeyDraft] = {}
    for record in declared:
        name, place = record.text("code"), record.place("code")
        if not name:
            draft.refuse(place, "key_without_identifier")
        elif name in drafts:
            draft.refuse(place, "duplicate_key", key=name, first=drafts[name].place)
        else:
            key = drafts[name] = KeyDraft(name, record.text("description") or name, place)
            key.state(draft, record.place("total_shares"), record.cell("total_shares"))
    for record in given:
        name = record.text("apport_key_code")
        if name not in drafts:
            draft.refuse(record.place("apport_key_code"), "unknown_key", key=name)
            continue
        lot = known.lot(draft, record.place("lot_code"), record.text("lot_code"))
        if lot is None:
            drafts[name].broken = True
        else:
            drafts[name].add(draft, record.place("lot_shares"), record.cell("lot_shares"), lot)
    return tuple(key.close(draft) for key in drafts.values())


def holdings(draft: Draft, records: Iterable[Record], known: Known, *, declared: bool) -> tuple[HoldingRow, ...]:
    """The ways of holding; without a sheet for them every owner holds alone, under the owner's code."""
    if not declared:
        return tuple(HoldingRow(code, code) for code in known.owners)
    rows: list[HoldingRow] = []
    for record in records:
        owner = known.owner(draft, record.place("owner_code"), record.text("owner_code"))
        if owner is None:
            continue
        draft.about(owner=owner)
        parts = {
            name: contact.kept(draft, record.place(name), record.cell(name), cells.parse_part, "bad_part")
            for name in ("shares_full_property", "shares_bare_property", "shares_usufruct")
        }
        rows.append(
            HoldingRow(
                code=record.text("code") or owner,
                owner=owner,
                full=parts["shares_full_property"] or Fraction(0 if any(parts.values()) else 1),
                bare=parts["shares_bare_property"] or Fraction(0),
                usufruct=parts["shares_usufruct"] or Fraction(0),
                representative=record.text("representative_owner_code"),
                external_representative=record.text("external_representative_code"),
                extra=record.others(
                    "code",
                    "owner_code",
                    *parts,
                    "representative_owner_code",
                    "external_representative_code",
                ),
            )
        )
    draft.about()
    return tuple(rows)


def ownerships(
    draft: Draft, records: Iterable[Record], known: Known, held: tuple[HoldingRow, ...]
) -> tuple[OwnershipRow, ...]:
    """Who held each lot from when to when; two parties on the same day are refused.

    `to_on` is the first day the party no longer holds. Lots and owners nobody ties are only warned about.
    """
    parties = party_codes(held)
    written = {cells.identity(code): code for code in parties}
    rows: list[OwnershipRow] = []
    places: dict[int, Place] = {}
    for record in records:
        place = record.place("lot_code")
        lot = known.lot(draft, place, record.text("lot_code"))
        holding_code = record.text("ownership_code")
        holding = written.get(cells.identity(holding_code))
        if holding is None:
            draft.refuse(record.place("ownership_code"), "unknown_owner", owner=holding_code)
        days = [_day(draft, record, name) for name in ("date_from", "date_to")]
        if lot is None or holding is None or "unreadable" in days:
            continue
        from_on, to_on = (day if isinstance(day, datetime.date) else None for day in days)
        if from_on and to_on and to_on < from_on:
            draft.refuse(record.place("date_to"), "dates_reversed")
            continue
        row = OwnershipRow(lot, parties[holding], from_on, to_on, holding)
        rows.append(row)
        places[id(row)] = place
    _refuse_overlaps(draft, rows, places)
    return tuple(rows)


def _day(draft: Draft, record: Record, name: str) -> datetime.date | str | None:
    cell = record.cell(name)
    if not cell:
        return None
    day = cells.parse_date(cell)
    if day is None:
        draft.refuse(record.place(name), "unreadable_date", text=cell.text)
        return "unreadable"
    return day


def _refuse_overlaps(draft: Draft, rows: list[OwnershipRow], places: dict[int, Place]) -> None:
    """One party holds a lot on a day; to end on the day the next one begins is the usual writing."""
    by_lot: dict[str, list[OwnershipRow]] = {}
    for row in rows:
        by_lot.setdefault(row.lot, []).append(row)
    for lot, history in by_lot.items():
        history.sort(key=lambda row: (row.from_on or datetime.date.min, row.to_on or datetime.date.max))
        for before, after in pairwise(history):
            starts_on = after.from_on or datetime.date.min
            if before.to_on is None or before.to_on > starts_on:
                draft.refuse(places[id(after)], "two_owners", lot=lot, first=places[id(before)])
                rows.remove(after)
                break


def balances(draft: Draft, records: Iterable[Record], known: Known) -> tuple[BalanceRow, ...]:
    """The balances in whole cents, as the file signs them."""
    rows: list[BalanceRow] = []
    for record in records:
        owner = known.owner(draft, record.place("owner_code"), record.text("owner_code"))
        cents = cells.parse_decimal(record.cell("balance_cents"))
        if owner is None:
            continue
        if cents is None or cents != int(cents):
            draft.keep(record.place("balance_cents"), "bad_amount", record.text("balance_cents"))
        else:
            rows.append(BalanceRow(owner, record.text("lot_code"), int(cents)))
    return tuple(rows)
