"""Finding people and lots by a few letters, without accents, or by the digits of a telephone number."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, Value

from koprogo.condominiums.models import Party
from koprogo.condominiums.queries import roll
from koprogo.condominiums.queries.periods import holding
from koprogo.condominiums.rules.parties import phone_digits
from koprogo.condominiums.rules.rights import Right
from koprogo.platform.access import Access

#: Fewer digits than this would find half the building.
LEAST_DIGITS = 4


@dataclass(frozen=True, slots=True)
class FoundParty:
    """One party with the lots it holds today; ``phone`` only for those who may see contacts."""

    party_id: UUID
    name: str
    lots: tuple[str, ...]
    phone: str


@dataclass(frozen=True, slots=True)
class FoundLot:
    """One lot with its holder."""

    number: str
    holder: str


def people(access: Access, *, words: Sequence[str], digits: str = "", limit: int = 8) -> list[FoundParty]:
    """Parties whose name holds every word, or whose number holds the digits (one query).

    ``words`` are without accents or capitals. Telephone numbers are searched only for those who may see contacts.
    """
    sees = access.may(Right.SEE_CONTACTS)
    wanted = Q(pk__in=[])
    if words:
        named = Q()
        for word in words:
            named &= Q(sort_name__contains=word)
        wanted |= named
    if sees and len(digits) >= LEAST_DIGITS:
        for number in {digits, phone_digits(digits), _national(digits)}:
            wanted |= Q(phone_digits__contains=number)
    held = holding(access.today, prefix="ownerships__")
    found = (
        Party.objects.filter(wanted, org_id=access.org_id, is_supplier=False)
        .annotate(
            held=ArrayAgg(
                "ownerships__lot__number", filter=held, default=Value([]), order_by="ownerships__lot__position"
            )
        )
        .order_by("sort_name", "id")[:limit]
    )
    return [FoundParty(row.id, row.name, tuple(vars(row)["held"]), row.phone if sees else "") for row in found]


def _national(digits: str) -> str:
    """The beginning of a number typed with the Belgian prefix, as it is kept: 32475 is 0475."""
    for prefix in ("0032", "32"):
        if digits.startswith(prefix) and len(digits) > len(prefix) + 2:
            return "0" + digits.removeprefix(prefix)
    return digits


def lots(access: Access, *, text: str, limit: int = 8) -> list[FoundLot]:
    """Lots whose number begins with the text (one query)."""
    found = roll.rows(access, on=access.today).filter(number__istartswith=text)[:limit]
    return [FoundLot(row.number, vars(row)["holder_name"] or "") for row in found]
