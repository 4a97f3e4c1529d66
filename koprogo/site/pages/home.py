"""The home of a building, the same address for everybody: what I owe, what needs me, how the books stand."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from koprogo.assemblies.queries.landlord import ToTell
from koprogo.assemblies.queries.to_answer import ToAnswer
from koprogo.assemblies.queries.today import Coming
from koprogo.banking.rules.matching import Certainty
from koprogo.charges.queries.today import CurrentCall
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel import epc
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform import formats, qr
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.rendering import page
from koprogo.site import demo_world, ruler, seeing, windows
from koprogo.site.navigation import OFFICES
from koprogo.site.owner_block import Owed, Slip
from koprogo.site.pages import words
from koprogo.site.pages.task_words import Words, duration
from koprogo.site.ruler import Date, Mark
from koprogo.site.seeing import Seen
from koprogo.site.windows import Light


@door(needs=Right.ENTER)
def home(request: HttpRequest, access: Access) -> HttpResponse:
    """One page, its blocks given by the reader's rights; somebody with two roles reads both, owner's first."""
    if access.org_kind == "residents":
        return redirect("neighbours", slug=access.slug)
    if access.org_kind == "nonprofit":  # no lot, no façade: its work begins with its members
        return redirect("nonprofit_life", slug=access.slug)
    building = seeing.building(access)
    if building is None:
        raise NotFound(what="condominium")
    if not access.may(Right.SEE_BOOKS):
        return page(request, "site/home_occupant.html", building=building, greeting=words.greeting(access))
    seen = seeing.look(access, building)
    dates = _dates(access, seen)
    owner = _owner(access, seen) if access.may(Right.SEE_OWN_ACCOUNT) else None
    office = _office(access, seen) if access.roles & OFFICES else None
    return page(
        request,
        "site/home.html",
        owner=owner,
        office=office,
        own_lots=seen.building.own_lots,
        books=seen.books,
        greeting=words.greeting(access),
        dates=[words.ruler_row(access, one) for one in dates],
        next_on=dates[0].on if dates else None,
        is_demo=demo_world.is_here(access),
    )


@dataclass(frozen=True, slots=True)
class PaySlip:
    """One slip as the page shows it, with its QR code (SVG) where one can be made."""

    slip: Slip
    qr: str


@dataclass(frozen=True, slots=True)
class OwnerBlock:
    """What an owner owes and how to pay it; the assemblies of today; what to answer in writing; what to tell the
    occupant of the lots let."""

    owed: Owed
    slips: list[PaySlip]
    beneficiary: str
    account: str
    sessions: tuple[Coming, ...]
    to_answer: tuple[ToAnswer, ...]
    to_tell: tuple[ToTell, ...]
    let: tuple[str, ...]


def _owner(access: Access, seen: Seen) -> OwnerBlock:
    owed = seeing.owed(access, seen)
    account, beneficiary = seen.books.current_iban, seen.building.beneficiary
    slips = [PaySlip(slip, _code(beneficiary, account, slip)) for slip in owed.slips]
    held = tuple(one for one in seeing.assemblies(seen.building) if one.is_open or one.held_on == access.today)
    sessions = held if access.may(Right.VOTE) else ()
    to_tell = seeing.to_tell(seen.building)
    to_answer = seeing.to_answer(access, seen.building)
    return OwnerBlock(owed, slips, beneficiary, account, sessions, to_answer, to_tell, seen.building.own_let)


def _code(beneficiary: str, account: str, slip: Slip) -> str:
    try:
        payload = epc.payload(
            name=beneficiary[:70], iban=account, amount_cents=slip.cents, remittance=slip.structured_reference
        )
    except Refused:
        return ""  # the slip's own lines can be copied; a code that a bank refuses helps nobody
    return qr.svg(payload)


@dataclass(frozen=True, slots=True)
class CashRow:
    """One line of the cash table, in cents."""

    label: str
    cents: int


#: A window of the façade part: lot, name, light, the light in words; or its door.
Cell = tuple[str, str, str, str] | str


@dataclass(frozen=True, slots=True)
class OfficeBlock:
    """What the offices see: tasks (syndic, accountant), the façade or its figures, and the cash."""

    headline: str
    minutes: str
    tasks: list[Words]
    later: list[tuple[str, str]]
    call: CurrentCall | None
    floors: list[list[Cell]]
    received_cents: int
    cash: list[CashRow]
    expected_cents: int
    available_cents: int
    reserve_cents: int
    has_reserve: bool
    bank_pending: int


def _office(access: Access, seen: Seen) -> OfficeBlock:
    now, later = seeing.tasks(access, seen)
    works = bool(access.roles & seeing.WORKERS) or bool(now)
    named = access.may(Right.SEE_ALL_ACCOUNTS)
    banks = [bank for bank in seen.books.banks if bank.family != AccountRole.BANK_RESERVE]
    reserves = [bank.cents for bank in seen.books.banks if bank.family == AccountRole.BANK_RESERVE]
    expected = seen.calls.open_cents
    current = seen.calls.current
    minutes = sum(task.minutes for task in now)
    return OfficeBlock(
        headline=words.headline(len(now)) if works or now else _("Les comptes de l’immeuble"),
        minutes=duration(minutes) if minutes else "",
        tasks=[words.task(access, task) for task in now],
        later=[words.short(access, task) for task in later],
        call=current,
        floors=_floors(seen) if named else [],
        received_cents=windows.received_cents(current.windows, _received(seen)) if current else 0,
        cash=[CashRow(bank.name, bank.cents) for bank in banks],
        expected_cents=expected,
        available_cents=sum(bank.cents for bank in banks) + expected,
        reserve_cents=sum(reserves),
        has_reserve=bool(reserves),
        bank_pending=len(seen.bank.rows),
    )


def _received(seen: Seen) -> Collection[UUID]:
    return {
        UUID(part.item_id)
        for row in seen.bank.rows
        if row.verdict.certainty != Certainty.TO_DECIDE
        for part in row.verdict.allocations
    }


def _floors(seen: Seen) -> list[list[Cell]]:
    if seen.calls.current is None:
        return []
    received = _received(seen)
    spoken = {
        Light.PAID: _("payé"),
        Light.RECEIVED: _("reçu, à confirmer"),
        Light.AWAITED: _("attendu"),
    }
    rows = windows.floors(seen.calls.current.windows)
    drawn: list[list[Cell]] = [
        [
            (one.lot, windows.short_name(one.name), state.value, spoken[state])
            for one in row
            for state in [windows.light(one, received)]
        ]
        for row in rows
    ]
    if drawn and not rows[-1][0].floor and len(drawn[-1]) < max(len(row) for row in drawn):
        drawn[-1].insert(len(drawn[-1]) // 2, "door")
    return drawn


def _dates(access: Access, seen: Seen) -> tuple[Date, ...]:
    on: date = access.today
    found = [Date(call.due_on, Mark.CALL, call.title, call.number) for call in seen.calls.due]
    if access.may(Right.CALL_FUNDS):
        found += [Date(draft.due_on, Mark.DRAFT, draft.title, draft.number) for draft in seen.calls.drafts]
    found += [
        Date(office.ends_on - timedelta(days=1), Mark.MANDATE, office.role)
        for office in seen.building.offices
        if office.ends_on
    ]
    found += ruler.assembly(seen.building.assembly_from, today=on)
    found += [
        Date(one.held_on, Mark.SESSION, formats.hour(one.starts_at), one.number)
        for one in seeing.assemblies(seen.building)
    ]
    return ruler.coming(found, today=on)
