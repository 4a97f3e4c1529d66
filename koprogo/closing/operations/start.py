"""Preparing a take-over: a file or pasted cells read row by row, or the accounts and persons to type beside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koprogo.closing.models import HandoverItem, Takeover, TakeoverBank, TakeoverLine
from koprogo.closing.queries import takeover as queries
from koprogo.closing.rules import mapping, reading
from koprogo.closing.rules import takeover as rules
from koprogo.closing.rules.handover import Document
from koprogo.closing.rules.mapping import Account, Someone
from koprogo.closing.rules.reading import Balance
from koprogo.closing.rules.takeover import State
from koprogo.condominiums.rules.rights import Right
from koprogo.condominiums.rules.workbook import reading as workbook
from koprogo.condominiums.rules.workbook.limits import UnreadableWorkbook
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.ledger.operations import books
from koprogo.ledger.queries import entries
from koprogo.ledger.rules.roles import AccountRole as R
from koprogo.platform import audit, files, formats
from koprogo.platform.access import Access, act
from koprogo.platform.models import StoredFile

#: A balance has a few hundred rows; more than this is another kind of file.
MOST_LINES = 2_000


class NoBalance(Refused):
    """The file can be read, and holds no column of amounts beside accounts or names."""

    code = "closing.no_balance"


@dataclass(frozen=True, slots=True)
class Situation:
    """What is said of the balance handed over: its last day, from whom, by which document."""

    on: date
    previous_syndic: str
    voucher: str
    mandate_ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A line as a person leaves it. ``position`` 0: a new one. Debit above zero."""

    position: int
    label: str
    cents: int
    account_id: UUID | None
    party_id: UUID | None
    key_id: UUID | None


@act("closing.takeover_started", needs=Right.KEEP_BOOKS)
def from_file(access: Access, *, situation: Situation, data: bytes, name: str) -> Takeover:
    """Read the balance from a file (xlsx, ods, csv) and prepare its lines. Raises UnreadableWorkbook, NoBalance,
    StandsAlready."""
    return _started(access, situation, data=data, name=name, pasted=False)


@act("closing.takeover_started", needs=Right.KEEP_BOOKS)
def from_cells(access: Access, *, situation: Situation, text: str, name: str) -> Takeover:
    """The same from cells pasted from a spreadsheet."""
    return _started(access, situation, data=text.encode(), name=name, pasted=True)


@act("closing.takeover_started", needs=Right.KEEP_BOOKS)
def by_hand(access: Access, *, situation: Situation) -> Takeover:
    """Prepare one line for each bank account, owner, and fund, to be typed from paper. Raises StandsAlready."""
    row = _created(access, situation)
    chart = queries.chart(access)
    by_role = {one.role: one for one in chart if one.role}
    wanted: list[tuple[str, Account, UUID | None]] = [(one.name, one, None) for one in chart if one.iban]
    held = [one for one in queries.people(access) if one.lots]
    wanted += [(one.name, by_role[R.OWNERS_CHARGES], one.id) for one in held]
    wanted += [(by_role[role].name, by_role[role], None) for role in rules.FUNDS[:2]]
    lines = [
        TakeoverLine(
            org_id=access.org_id,
            takeover=row,
            position=position,
            label=label[:200],
            account_id=account.id,
            party_id=party,
            listed=party is not None,
        )
        for position, (label, account, party) in enumerate(wanted, 1)
    ]
    TakeoverLine.objects.bulk_create(lines)
    audit.record(access, "closing.takeover_started", row.id, on=situation.on, lines=len(lines))
    return row


def _started(access: Access, situation: Situation, *, data: bytes, name: str, pasted: bool) -> Takeover:
    field = "text" if pasted else "file"
    try:
        sheets = workbook.read_pasted(data.decode()) if pasted else workbook.read(data, name)
    except UnreadableWorkbook as refusal:
        raise UnreadableWorkbook(field=field, **refusal.facts) from refusal
    balance = reading.read(sheets)
    if not balance.rows or len(balance.rows) > MOST_LINES:
        raise NoBalance(field=field)
    row = _created(access, situation)
    stored = files.keep(access, data=data, name=name, retention=StoredFile.Retention.INTERNAL, subject_id=row.id)
    row.file_id, row.file_name = stored.id, stored.name
    unread = (formats.labelled(f"{one.sheet} {one.cell}", one.text) for one in balance.unread)
    row.ignored = [*balance.ignored, *unread][:50]
    row.save(update_fields=["file_id", "file_name", "ignored"])
    lines = _lines(access, row, balance)
    TakeoverLine.objects.bulk_create(lines)
    audit.record(access, "closing.takeover_started", row.id, on=situation.on, name=stored.name, lines=len(lines))
    return row


def _created(access: Access, situation: Situation) -> Takeover:
    on = rules.entry_on(situation.on)
    books.ensure_books(access, on=on)
    if queries.current(access) is not None or entries.openings(access):
        raise rules.StandsAlready()
    row = Takeover.objects.create(
        org_id=access.org_id,
        situation_on=situation.on,
        previous_syndic=situation.previous_syndic,
        mandate_ended_on=situation.mandate_ended_on,
        voucher=situation.voucher,
        started_at=access.now,
    )
    HandoverItem.objects.bulk_create(
        HandoverItem(org_id=access.org_id, takeover=row, document=document) for document in Document
    )
    return row


def _lines(access: Access, row: Takeover, balance: Balance) -> list[TakeoverLine]:
    chart, people = queries.chart(access), queries.people(access)
    return [_line(access, row, position, one, chart, people) for position, one in enumerate(balance.rows, 1)]


def _line(
    access: Access,
    row: Takeover,
    position: int,
    one: reading.Row,
    chart: Sequence[Account],
    people: Sequence[Someone],
) -> TakeoverLine:
    guess = mapping.guess(one, chart, people)
    named = " · ".join(filter(None, (one.label, one.lot and f"lot {one.lot}")))
    return TakeoverLine(
        org_id=access.org_id,
        takeover=row,
        position=position,
        where=f"{one.sheet} {one.cell}"[:120],
        code=one.code,
        label=named[:200],
        cents=mapping.cents(one, guess.account),
        reason=guess.reason or "",
        listed=one.kind is not reading.Kind.ACCOUNT,
        account_id=guess.account.id if guess.account else None,
        party_id=guess.party.id if guess.party else None,
    )


@act("closing.takeover_corrected", needs=Right.KEEP_BOOKS)
def correct(
    access: Access, *, takeover_id: UUID, lines: Sequence[LineFacts], stated: Mapping[UUID, int | None]
) -> Takeover:
    """Keep the lines and the paper balances of the banks as a person left them; other lines stay as they are.

    Raises NotFound when the take-over is no draft any more.
    """
    row = draft(access, takeover_id)
    standing = {one.position: one for one in TakeoverLine.objects.filter(org_id=access.org_id, takeover=row)}
    fresh = [one for one in lines if one.position not in standing and (one.cents or one.label)]
    for one in lines:
        if one.position in standing:
            _changed(standing[one.position], one)
    changed = [standing[one.position] for one in lines if one.position in standing]
    TakeoverLine.objects.bulk_update(changed, ["label", "cents", "account", "party", "key", "reason"])
    last = max(standing, default=0)
    TakeoverLine.objects.bulk_create(
        TakeoverLine(
            org_id=access.org_id,
            takeover=row,
            position=last + index,
            label=one.label,
            cents=one.cents,
            account_id=one.account_id,
            party_id=one.party_id,
            key_id=one.key_id,
        )
        for index, one in enumerate(fresh, 1)
    )
    _state_banks(access, row, stated)
    audit.record(access, "closing.takeover_corrected", row.id, lines=len(lines), added=len(fresh))
    return row


def _changed(row: TakeoverLine, facts: LineFacts) -> None:
    if row.account_id != facts.account_id:
        row.reason = ""
    row.label, row.cents = facts.label, facts.cents
    row.account_id, row.party_id, row.key_id = facts.account_id, facts.party_id, facts.key_id


def _state_banks(access: Access, row: Takeover, stated: Mapping[UUID, int | None]) -> None:
    TakeoverBank.objects.filter(org_id=access.org_id, takeover=row, account_id__in=list(stated)).delete()
    TakeoverBank.objects.bulk_create(
        TakeoverBank(org_id=access.org_id, takeover=row, account_id=account, cents=cents)
        for account, cents in stated.items()
        if cents is not None
    )


@act("closing.takeover_dropped", needs=Right.KEEP_BOOKS)
def drop(access: Access, *, takeover_id: UUID) -> Takeover:
    """Throw a draft away; another may begin. Raises NotFound."""
    row = draft(access, takeover_id)
    row.state = State.DROPPED
    row.save(update_fields=["state"])
    audit.record(access, "closing.takeover_dropped", row.id)
    return row


def draft(access: Access, takeover_id: UUID) -> Takeover:
    """The draft, locked. Raises NotFound when it is booked, undone or another building's."""
    found = Takeover.objects.select_for_update(no_key=True).filter(org_id=access.org_id, id=takeover_id)
    row = found.filter(state=State.DRAFT).first()
    if row is None:
        raise NotFound(what="takeover")
    return row
