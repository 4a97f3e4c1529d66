"""The state of a fiscal year: open, pre-closed (before the assembly), closed for ever."""

from collections.abc import Collection
from uuid import UUID

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.ledger.models import FiscalYear
from koprogo.platform import audit
from koprogo.platform.access import Access, act

State = FiscalYear.State


class WrongState(Refused):
    """The year is not in the state that this act starts from; ``state`` says in which it is."""

    code = "ledger.wrong_year_state"


def locked(access: Access, *, year_id: UUID) -> FiscalYear:
    """The year, its row held: whoever posts into it waits until this transaction ends. Raises NotFound."""
    row = FiscalYear.objects.select_for_update(no_key=True).filter(org_id=access.org_id, id=year_id).first()
    if row is None:
        raise NotFound(what="fiscal_year")
    return row


@act("ledger.year_held", needs=Right.CLOSE_YEAR)
def hold(access: Access, *, year_id: UUID) -> FiscalYear:
    """Pre-close an open year: from now on only the closing writes in it. Raises WrongState, NotFound."""
    row = _moved(access, year_id, from_states=(State.OPEN,), to=State.PRECLOSED)
    audit.record(access, "ledger.year_held", row.id, code=row.code)
    return row


@act("ledger.year_reopened", needs=Right.CLOSE_YEAR)
def reopen(access: Access, *, year_id: UUID) -> FiscalYear:
    """Open a pre-closed year again. A closed one never is. Raises WrongState, NotFound."""
    row = _moved(access, year_id, from_states=(State.PRECLOSED,), to=State.OPEN)
    audit.record(access, "ledger.year_reopened", row.id, code=row.code)
    return row


@act("ledger.year_closed", needs=Right.CLOSE_YEAR)
def close(access: Access, *, year_id: UUID) -> FiscalYear:
    """Close a pre-closed year for ever; the database itself keeps it so. Raises WrongState, NotFound."""
    row = _moved(access, year_id, from_states=(State.PRECLOSED,), to=State.CLOSED)
    audit.record(access, "ledger.year_closed", row.id, code=row.code)
    return row


def _moved(access: Access, year_id: UUID, *, from_states: Collection[FiscalYear.State], to: str) -> FiscalYear:
    row = locked(access, year_id=year_id)
    if row.state not in from_states:
        raise WrongState(state=row.state, year=row.code)
    row.state = to
    row.save(update_fields=["state"])
    return row
