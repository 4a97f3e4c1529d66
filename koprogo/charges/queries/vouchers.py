"""A call as the voucher of an entry: what each owner was asked, and the letter that asked."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koprogo.charges.models import CallNotice, FundCall
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class CallVoucher:
    """One call. ``notices``: (owner, cents, letter or None), by name."""

    number: str
    title: str
    due_on: date
    decision: str
    notices: tuple[tuple[str, int, UUID | None], ...]

    @property
    def total_cents(self) -> int:
        """What was asked in all."""
        return sum(cents for _name, cents, _letter in self.notices)


def of_call(access: Access, *, call_id: UUID) -> CallVoucher | None:
    """The call of an entry with its notices (two queries); None when there is none."""
    call = FundCall.objects.filter(org_id=access.org_id, id=call_id).first()
    if call is None:
        return None
    rows = CallNotice.objects.filter(org_id=access.org_id, call=call).select_related("party")
    return CallVoucher(
        number=call.number,
        title=call.title,
        due_on=call.due_on,
        decision=call.decision,
        notices=tuple((row.party.name, row.amount_cents, row.letter_id) for row in rows.order_by("party__sort_name")),
    )
