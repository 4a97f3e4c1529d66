"""An invoice's way: written, checked (and booked), approved, paid; or contested, or taken back (decision 0022)."""

from enum import StrEnum

from koprogo.kernel.refusals import Refused


class Kind(StrEnum):
    """What the supplier sent. A credit note takes costs back; its amounts are kept as printed, above zero."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"

    @property
    def sign(self) -> int:
        """+1 where it is a cost, −1 where it takes one back."""
        return 1 if self is Kind.INVOICE else -1


class State(StrEnum):
    """Where an invoice stands. Only a draft may still be rewritten: what is booked is undone by its mirror entry."""

    DRAFT = "draft"  # written, in no book yet
    CHECKED = "checked"  # compared with its voucher, booked, waiting for somebody's approval
    APPROVED = "approved"  # may be paid
    PAID = "paid"
    REFUSED = "refused"  # contested by who should approve; it stays in the books until it is taken back or answered
    CANCELLED = "cancelled"  # taken back with a reason; if it was booked, by its mirror entry


class Origin(StrEnum):
    """How it came in."""

    HAND = "hand"
    FILE = "file"  # read from a UBL file
    MAIL = "mail"  # forwarded to the building's address
    SERIES = "series"  # proposed by a recurring invoice


#: In the books, so owed to the supplier.
BOOKED = frozenset({State.CHECKED, State.APPROVED, State.PAID, State.REFUSED})
#: Owed, and the bank may be asked to pay it.
PAYABLE = frozenset({State.APPROVED})


class Act(StrEnum):
    """What somebody may do with an invoice."""

    AMEND = "amend"
    CHECK = "check"
    APPROVE = "approve"
    REFUSE = "refuse"
    RESUBMIT = "resubmit"
    CANCEL = "cancel"


#: Where each act begins. PAID is reached and left by payments alone.
FROM: dict[Act, frozenset[State]] = {
    Act.AMEND: frozenset({State.DRAFT}),
    Act.CHECK: frozenset({State.DRAFT}),
    Act.APPROVE: frozenset({State.CHECKED}),
    Act.REFUSE: frozenset({State.CHECKED, State.APPROVED}),
    Act.RESUBMIT: frozenset({State.REFUSED}),
    Act.CANCEL: frozenset({State.DRAFT, State.CHECKED, State.APPROVED, State.REFUSED}),
}


class WrongState(Refused):
    """The invoice is not where this act begins: somebody was quicker, or it is too late. ``state``: where it is."""

    code = "purchases.wrong_state"


def check_act(number: str, state: State, act: Act) -> None:
    """Raises WrongState unless an invoice in this state may undergo the act."""
    if state not in FROM[act]:
        raise WrongState(number=number, state=state.value, act=act.value)
