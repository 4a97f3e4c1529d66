"""Which invoice a movement out of the account pays: the same order of signs as for receipts (law 7.1).

Nothing but the exact structured communication of an approved invoice, with exactly what is open of it, is certain.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from koprogo.banking.rules.matching import Allocation, Certainty, Movement, Verdict, comparable
from koprogo.banking.rules.quoting import names_person, words
from koprogo.kernel import structured_reference

#: The reasons of payments; their sentences live in the labels of banking.
REASONS = (
    "invoice_reference_exact",
    "invoice_reference_not_approved",
    "invoice_reference_amount_differs",
    "invoice_reference_already_paid",
    "invoice_number_and_amount",
    "invoice_account_and_amount",
    "invoice_account_only",
    "invoice_name_and_amount",
    "invoice_shared",
)


@dataclass(frozen=True, slots=True)
class Payable:
    """One booked invoice, in cents above zero. ``approved``: it may be paid; ``number``: the supplier's own."""

    id: str
    party_id: str
    name: str
    due_on: date
    open_cents: int
    approved: bool = True
    number: str = ""
    structured_reference: str = ""
    known_accounts: frozenset[str] = frozenset()


def classify_payment(movement: Movement, payables: Sequence[Payable]) -> Verdict:
    """Recognise what a movement out of the account pays among the invoices of one building, oldest due first.

    Invoices already paid (``open_cents`` 0) may be given: a second payment of one is then recognised.
    """
    cents = -movement.amount_cents
    quoted = [movement.structured_reference] if movement.structured_reference else []
    quoted += structured_reference.quoted_in(movement.text)
    for reference in quoted:
        named = [one for one in payables if one.structured_reference == reference]
        if named:
            return _by_reference(cents, named, exact=reference == movement.structured_reference)
    still = [one for one in payables if one.open_cents > 0]
    account = comparable(movement.counterparty_account)
    said = words(f"{movement.counterparty_name or ''} {movement.text}")
    joined = "".join(said)
    signs: list[tuple[str, Callable[[Payable], bool]]] = [
        ("number", lambda one: len(number := "".join(words(one.number))) > 3 and number in joined),
        ("account", lambda one: account is not None and account in map(comparable, one.known_accounts)),
        ("name", lambda one: names_person(said, one.name) or _called(movement.counterparty_name, one.name)),
    ]
    known: Verdict | None = None
    for sign, seen in signs:
        candidates = [one for one in still if seen(one)]
        same = [one for one in candidates if one.open_cents == cents]
        if same and len({one.party_id for one in same}) == 1:
            return _proposal(f"invoice_{sign}_and_amount", cents, same[0])
        if same:
            known = known or Verdict(Certainty.TO_DECIDE, "invoice_shared")
        elif candidates and sign == "account":
            known = known or Verdict(Certainty.TO_DECIDE, "invoice_account_only", party_id=candidates[0].party_id)
    return known or Verdict(Certainty.TO_DECIDE, "not_a_receipt")


def used(payables: Sequence[Payable], verdict: Verdict) -> list[Payable]:
    """The invoices that are left once a certain payment has taken its own."""
    paid = {part.item_id: part.amount_cents for part in verdict.allocations}
    return [replace(one, open_cents=one.open_cents - paid.get(one.id, 0)) for one in payables]


def _by_reference(cents: int, named: Sequence[Payable], *, exact: bool) -> Verdict:
    still = [one for one in named if one.open_cents > 0]
    if not still:
        return Verdict(Certainty.TO_DECIDE, "invoice_reference_already_paid", party_id=named[0].party_id)
    same = [one for one in still if one.open_cents == cents]
    if not same:
        return _proposal("invoice_reference_amount_differs", cents, still[0])
    if not same[0].approved:
        return _proposal("invoice_reference_not_approved", cents, same[0])
    certainty = Certainty.CERTAIN if exact and len(same) == 1 else Certainty.PROBABLE
    return _proposal("invoice_reference_exact", cents, same[0], certainty)


def _proposal(reason: str, cents: int, one: Payable, certainty: Certainty = Certainty.PROBABLE) -> Verdict:
    part = min(cents, one.open_cents)
    return Verdict(certainty, reason, (Allocation(one.id, part),), cents - part, one.party_id)


def _called(said: str | None, name: str) -> bool:
    """Whether the bank's short name is the beginning of the supplier's: KONE for KONE Belgium SA."""
    short, whole = words(said or ""), words(name)
    return bool(short) and len(short[0]) > 2 and whole[: len(short)] == short
