"""What a movement pays: certain, probable, or to be decided by a person.

Order of the law sheet, 7.1: structured reference, then known account and amount, then name or lot
quoted and amount. Nothing but an exact structured reference is ever certain.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from koprogo.banking.rules.quoting import names_lot, names_person, words
from koprogo.charges.rules.imputation import Allocation, OpenItem, impute
from koprogo.kernel import iban, structured_reference

__all__ = ["REASONS", "Allocation", "Certainty", "Movement", "OpenItem", "Verdict", "classify", "impute"]

#: Every reason a verdict may carry; their sentences live in the labels of banking.
REASONS = (
    "reference_exact",
    "reference_as_asked",
    "reference_party_total",
    "reference_amount_differs",
    "reference_already_paid",
    "reference_shared",
    "reference_unknown",
    "reference_in_text",
    "account_and_amount",
    "account_and_total",
    "account_shared",
    "account_only",
    "lot_and_amount",
    "lot_and_total",
    "lot_shared",
    "lot_only",
    "name_and_amount",
    "name_and_total",
    "name_shared",
    "name_only",
    "nothing_matches",
    "not_a_receipt",
)


class Certainty(StrEnum):
    """How far a verdict may be trusted: booked as proposed, shown first, or left to a person."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    TO_DECIDE = "to_decide"


@dataclass(frozen=True, slots=True)
class Movement:
    """A movement or detail to recognise. `amount_cents`: credit positive."""

    amount_cents: int
    value_on: date | None = None
    structured_reference: str | None = None
    counterparty_account: str | None = None
    counterparty_name: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do with a movement. `allocations` and `advance_cents` sum to its amount, or are empty.

    `party_id`: who seems to pay, also where the amount leaves the choice open.
    """

    certainty: Certainty
    reason: str
    allocations: tuple[Allocation, ...] = ()
    advance_cents: int = 0
    party_id: str | None = None


def classify(movement: Movement, items: Sequence[OpenItem]) -> Verdict:
    """Recognise what a receipt pays among the receivables of one building, given in order of issue.

    Items already paid (`open_cents` 0) may be given: a second payment of one is then recognised.
    """
    if movement.amount_cents <= 0:
        return Verdict(Certainty.TO_DECIDE, "not_a_receipt")
    if movement.structured_reference:
        named = [item for item in items if item.structured_reference == movement.structured_reference]
        if named:
            return _by_reference(movement, named, items)
    for reference in structured_reference.quoted_in(movement.text):
        named = [item for item in items if item.structured_reference == reference]
        if named and len(_parties(named)) == 1:
            return _proposal("reference_in_text", movement, named, items)
    return _by_signs(movement, items)


def _by_reference(movement: Movement, named: Sequence[OpenItem], items: Sequence[OpenItem]) -> Verdict:
    """CC 5.209: the reference says which debt the payer means; what is above goes to the oldest one due."""
    if len(_parties(named)) > 1:
        return Verdict(Certainty.TO_DECIDE, "reference_shared")
    open_named = [item for item in named if item.open_cents > 0]
    if not open_named:
        return _proposal("reference_already_paid", movement, named, items)
    if sum(item.open_cents for item in open_named) == movement.amount_cents:
        return _proposal("reference_exact", movement, open_named, items, Certainty.CERTAIN)
    same_amount = _same_amount(movement, open_named)
    if same_amount:
        return _proposal("reference_exact", movement, same_amount[:1], items, Certainty.CERTAIN)
    total = _adding_up(movement, named[0].party_id, items)
    if total:
        return _proposal("reference_party_total", movement, [*open_named, *total], items, Certainty.CERTAIN)
    # The letter was paid to the cent; an advance or a settlement has since paid a part of what it asked.
    if movement.amount_cents in (*(item.asked_cents for item in open_named), sum(item.asked_cents for item in named)):
        return _proposal("reference_as_asked", movement, open_named, items, Certainty.CERTAIN)
    return _proposal("reference_amount_differs", movement, open_named, items)


def _by_signs(movement: Movement, items: Sequence[OpenItem]) -> Verdict:
    """Known account, then lot quoted, then name quoted; the first sign that an amount confirms wins."""
    account = comparable(movement.counterparty_account)
    said = words(f"{movement.counterparty_name or ''} {movement.text}")
    signs: list[tuple[str, Callable[[OpenItem], bool]]] = [
        ("account", lambda item: account is not None and account in map(comparable, item.known_accounts)),
        ("lot", lambda item: any(names_lot(said, lot) for lot in item.lots)),
        ("name", lambda item: names_person(said, item.name)),
    ]
    undecided: Verdict | None = None
    for sign, seen in signs:
        candidates = [item for item in items if seen(item)]
        if not candidates:
            continue
        verdict = _confirmed(sign, movement, candidates, items)
        if verdict.certainty is Certainty.PROBABLE:
            return verdict
        undecided = undecided or verdict
    if undecided:
        return undecided
    unknown = "reference_unknown" if movement.structured_reference else "nothing_matches"
    return Verdict(Certainty.TO_DECIDE, unknown)


def _confirmed(sign: str, movement: Movement, candidates: Sequence[OpenItem], items: Sequence[OpenItem]) -> Verdict:
    """Whether one amount, or the total of one party, confirms a sign."""
    parties = _parties(candidates)
    same_amount = _same_amount(movement, candidates)
    if not same_amount:
        same_amount = [item for item in _same_amount(movement, items) if item.party_id in parties]
    if same_amount and len(_parties(same_amount)) == 1:
        return _proposal(f"{sign}_and_amount", movement, same_amount[:1], items)
    totals = {party: _adding_up(movement, party, items) for party in parties}
    adding = [party for party, total in totals.items() if total]
    if not same_amount and len(adding) == 1:
        return _proposal(f"{sign}_and_total", movement, totals[adding[0]], items)
    if len(parties) > 1:
        return Verdict(Certainty.TO_DECIDE, f"{sign}_shared")
    return Verdict(Certainty.TO_DECIDE, f"{sign}_only", party_id=parties[0])


def _proposal(
    reason: str,
    movement: Movement,
    named: Sequence[OpenItem],
    items: Sequence[OpenItem],
    certainty: Certainty = Certainty.PROBABLE,
) -> Verdict:
    party = named[0].party_id
    others = [item for item in items if item.party_id == party]
    allocations, advance = impute(movement.amount_cents, named=named, others=others, on=None)
    return Verdict(certainty, reason, allocations, advance, party)


def _parties(items: Iterable[OpenItem]) -> list[str]:
    return list(dict.fromkeys(item.party_id for item in items))


def _same_amount(movement: Movement, items: Collection[OpenItem]) -> list[OpenItem]:
    """Items open for exactly the amount, oldest due first."""
    same = (item for item in items if item.open_cents == movement.amount_cents)
    return sorted(same, key=lambda item: item.due_on)


def _adding_up(movement: Movement, party_id: str, items: Iterable[OpenItem]) -> list[OpenItem]:
    """All that a party owes, or all that is due, when it is exactly the amount; else nothing."""
    owed = [item for item in items if item.party_id == party_id and item.open_cents > 0]
    due = [item for item in owed if movement.value_on is None or item.due_on <= movement.value_on]
    for some in (owed, due):
        if sum(item.open_cents for item in some) == movement.amount_cents:
            return some
    return []


@lru_cache(maxsize=4_096)
def comparable(account: str | None) -> str | None:
    """Accounts as they can be compared: an old Belgian number of twelve digits is its IBAN."""
    if not account:
        return None
    plain = iban.compact(account)
    return iban.from_belgian_account(plain) or plain
