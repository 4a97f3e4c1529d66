"""The pending movements of an account in three groups: certain, probable, to decide. No clock, no row."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from uuid import UUID

from koprogo.banking.rules.choices import Choice, Kind
from koprogo.banking.rules.matching import Certainty, Movement, OpenItem, Verdict, classify
from koprogo.banking.rules.paying import REASONS as PAYMENTS
from koprogo.banking.rules.paying import Payable, classify_payment, used
from koprogo.kernel import iban

#: The reason of a movement between two accounts of the building (E7 of the law sheet).
OWN_ACCOUNT = "own_account"


def sort(
    movements: Sequence[Movement],
    items: Sequence[OpenItem],
    payables: Sequence[Payable] = (),
    *,
    own_accounts: Collection[str] = (),
) -> list[Verdict]:
    """One verdict per movement, in the same order.

    Certain receipts are taken first, oldest movement first, and use up what they pay: of two payments of one
    notice only the first is certain, the second is seen as a payment of something already paid. The same holds for
    what goes out and the invoices it pays.
    """
    owed = list(payables)
    left = {item.id: item for item in items}
    verdicts: dict[int, Verdict] = {}
    for place, movement in enumerate(movements):
        if movement.counterparty_account and _plain(movement.counterparty_account) in own_accounts:
            verdicts[place] = Verdict(Certainty.PROBABLE, OWN_ACCOUNT)
        elif movement.amount_cents < 0:
            verdict = classify_payment(movement, owed)
            if verdict.certainty is Certainty.CERTAIN:
                verdicts[place] = verdict
                owed = used(owed, verdict)
        elif movement.structured_reference:
            verdict = classify(movement, list(left.values()))
            if verdict.certainty is Certainty.CERTAIN:
                verdicts[place] = verdict
                for part in verdict.allocations:
                    item = left[part.item_id]
                    left[item.id] = replace(item, open_cents=item.open_cents - part.amount_cents)
    rest = list(left.values())
    return [
        verdicts.get(place)
        or (classify_payment(movement, owed) if movement.amount_cents < 0 else classify(movement, rest))
        for place, movement in enumerate(movements)
    ]


def proposal(verdict: Verdict) -> Choice | None:
    """What to propose for a verdict that is certain or probable; None when a person must decide."""
    if verdict.certainty is Certainty.TO_DECIDE:
        return None
    if verdict.reason == OWN_ACCOUNT:
        return Choice(Kind.TRANSFER)
    if verdict.reason in PAYMENTS:
        return Choice(Kind.INVOICE, invoice_id=UUID(verdict.allocations[0].item_id))
    if verdict.allocations:
        return Choice(Kind.NOTICE, notice_id=UUID(verdict.allocations[0].item_id))
    return Choice(Kind.PARTY, party_id=UUID(verdict.party_id)) if verdict.party_id else None


def _plain(account: str) -> str:
    plain = iban.compact(account)
    return iban.from_belgian_account(plain) or plain
