"""What a movement may be booked as, and how a receipt is shared between the two owners' accounts."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from koprogo.kernel.refusals import Refused


class Kind(StrEnum):
    """The six things a movement can be."""

    NOTICE = "notice"  # an owner pays what one notice asks; what is above goes to the oldest, then in advance
    PARTY = "party"  # an owner pays (oldest first), or is paid back an advance
    INVOICE = "invoice"  # a supplier is paid what one invoice asks, or pays a credit note back
    SUSPENSE = "suspense"  # 499, to be decided before closing
    TRANSFER = "transfer"  # 58, between two accounts of the building
    OTHER_ACCOUNT = "other_account"  # any other account of the books, with a label


class ChoiceIncomplete(Refused):
    """A kind was chosen without what it needs: ``field`` says which."""

    code = "banking.choice_incomplete"


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody decides about one movement."""

    kind: Kind
    notice_id: UUID | None = None
    party_id: UUID | None = None
    account_id: UUID | None = None
    invoice_id: UUID | None = None
    label: str = ""


def written(choice: Choice) -> str:
    """A choice as one text, for a form: ``notice:<id>``, ``party:<id>``, ``transfer``."""
    subject = choice.notice_id or choice.party_id or choice.account_id or choice.invoice_id
    return f"{choice.kind.value}:{subject}" if subject else choice.kind.value


def read(text: str) -> Choice:
    """The other way round. Raises ChoiceIncomplete, also for a text that is no choice."""
    kind, _colon, subject = text.partition(":")
    try:
        found, wanted = Kind(kind), UUID(subject) if subject else None
    except ValueError as error:
        raise ChoiceIncomplete(field="kind") from error
    if wanted is None and found in (Kind.NOTICE, Kind.PARTY, Kind.INVOICE, Kind.OTHER_ACCOUNT):
        raise ChoiceIncomplete(field="kind")
    if found is Kind.NOTICE:
        return Choice(found, notice_id=wanted)
    if found is Kind.PARTY:
        return Choice(found, party_id=wanted)
    if found is Kind.INVOICE:
        return Choice(found, invoice_id=wanted)
    return Choice(found, account_id=wanted) if found is Kind.OTHER_ACCOUNT else Choice(found)


@dataclass(frozen=True, slots=True)
class Part:
    """What a receipt pays of one notice, in cents, on 4101 (charges) and on 4100 (reserve)."""

    notice_id: UUID
    charges_cents: int
    reserve_cents: int


def shared(applied: Iterable[tuple[UUID, int]], *, charges_open: dict[UUID, int]) -> tuple[Part, ...]:
    """Share what was put against each notice: what it asks for charges first, then what it asks for the reserve.

    The law does not rank the two inside one notice, and a proportional split would need rounding on every part
    payment; charges first is exact, and the running costs are what the building needs now.
    ``charges_open``: the cents of charges still open of each notice before this receipt. The parts of a notice
    sum to what was applied to it.
    """
    parts = []
    for notice_id, cents in applied:
        charges = min(cents, max(charges_open.get(notice_id, 0), 0))
        parts.append(Part(notice_id, charges, cents - charges))
    return tuple(parts)
