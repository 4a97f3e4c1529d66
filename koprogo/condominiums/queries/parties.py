"""Parties: the card of each one, how to write to it, what it holds, and the list of all."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from koprogo.condominiums.models import Ownership, Party, PartyMember
from koprogo.condominiums.queries.periods import holding
from koprogo.condominiums.rules import ownership
from koprogo.kernel.refusals import NotFound
from koprogo.platform.access import Access

PAGE_ROWS = 100


@dataclass(frozen=True, slots=True)
class PartyCard:
    """One party today. Address, mail, language and channel are those of whoever is written to: the
    representative of a joint or split party once it has named one (CC 3.87 §1), else the party itself."""

    party_id: UUID
    name: str
    kind: str
    addressee_id: UUID
    addressee: str
    address_lines: tuple[str, ...]
    email: str
    phone: str
    channel: str
    language: str
    iban: str
    lots: tuple[str, ...]
    representative_id: UUID | None
    representative_note: str

    @property
    def several(self) -> bool:
        """Whether several people stand behind this party."""
        return self.kind in (Party.Kind.JOINT, Party.Kind.SPLIT)

    @property
    def may_vote(self) -> bool:
        """A joint or split party votes once it has named who acts for it (CC 3.87 §1)."""
        return ownership.may_vote(several=self.several, has_representative=self.representative_id is not None)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody behind a joint or split party: with which right, and which part of it (or none stated)."""

    party_id: UUID
    name: str
    right: str
    numerator: int | None
    denominator: int | None


@dataclass(frozen=True, slots=True)
class PartyPage:
    """One page of the list of people, by name. ``first`` and ``last`` count from 1."""

    rows: tuple[PartyCard, ...]
    page: int
    first: int
    last: int
    total: int

    @property
    def has_next(self) -> bool:
        """Whether another page follows."""
        return self.last < self.total


def _found(access: Access) -> QuerySet[Party]:
    return Party.objects.filter(org_id=access.org_id).select_related("representative")


def _lots(access: Access, party_ids: Collection[UUID], on: date) -> dict[UUID, list[str]]:
    held = Ownership.objects.filter(holding(on), org_id=access.org_id, party_id__in=party_ids)
    found: dict[UUID, list[str]] = defaultdict(list)
    for party_id, number in held.order_by("lot__position", "lot_id").values_list("party_id", "lot__number"):
        found[party_id].append(number)
    return found


def _cards(access: Access, rows: Iterable[Party], on: date) -> list[PartyCard]:
    parties = list(rows)
    lots = _lots(access, [party.id for party in parties], on)
    return [_card(party, tuple(lots.get(party.id, ()))) for party in parties]


def _card(party: Party, lots: tuple[str, ...]) -> PartyCard:
    to = party.representative or party
    return PartyCard(
        party_id=party.id,
        name=party.name,
        kind=party.kind,
        addressee_id=to.id,
        addressee=to.name,
        address_lines=address_lines(to) or address_lines(party),
        email=to.email or party.email,
        phone=to.phone or party.phone,
        channel=to.channel,
        language=to.language,
        iban=party.iban or to.iban,
        lots=lots,
        representative_id=party.representative_id,
        representative_note=party.representative_note,
    )


def address_lines(party: Party) -> tuple[str, ...]:
    """The postal address as it is written on an envelope, without the name; empty when it is not known."""
    place = f"{party.postcode} {party.city}".strip()
    country = party.country if party.country not in ("", "BE") else ""
    return tuple(filter(None, (party.street, place, country))) if party.street or place else ()


def get(access: Access, *, party_id: UUID) -> Party:
    """The row itself (one query). Raises NotFound."""
    party = _found(access).filter(id=party_id).first()
    if party is None:
        raise NotFound(what="party")
    return party


def card(access: Access, *, party_id: UUID) -> PartyCard:
    """The card of one party today (two queries). Raises NotFound."""
    return _cards(access, [get(access, party_id=party_id)], access.today)[0]


def cards(access: Access, *, party_ids: Collection[UUID]) -> dict[UUID, PartyCard]:
    """The cards of several parties today, by identifier (two queries)."""
    found = _found(access).filter(id__in=party_ids).order_by("sort_name", "id")
    return {row.party_id: row for row in _cards(access, found, access.today)}


def listing(access: Access, *, on: date, page: int = 1, text: str = "") -> PartyPage:
    """One page of the people of the building, by name (three queries). ``text``: a name or phone digits."""
    found = _found(access).filter(is_supplier=False)
    if text.strip():
        digits = "".join(filter(str.isdigit, text))
        looked = Q(name__icontains=text.strip()) | Q(sort_name__icontains=text.strip())
        found = found.filter(looked | Q(phone_digits__contains=digits) if len(digits) >= 4 else looked)
    start = (max(page, 1) - 1) * PAGE_ROWS
    total = found.count()
    rows = _cards(access, found.order_by("sort_name", "id")[start : start + PAGE_ROWS], on)
    return PartyPage(tuple(rows), max(page, 1), start + 1 if rows else 0, start + len(rows), total)


def members(access: Access, *, party_id: UUID) -> list[Member]:
    """Who stands behind a joint or split party (one query)."""
    found = PartyMember.objects.filter(org_id=access.org_id, whole_id=party_id).order_by("right", "id")
    columns = ("member_id", "member__name", "right", "numerator", "denominator")
    return [Member(*row) for row in found.values_list(*columns)]


def wholes(access: Access, *, party_id: UUID) -> list[tuple[UUID, str]]:
    """The joint and split parties that this one is behind, with their names (one query)."""
    found = PartyMember.objects.filter(org_id=access.org_id, member_id=party_id).order_by("whole__sort_name")
    return list(found.values_list("whole_id", "whole__name").distinct())


def choices(access: Access, *, alone: bool = False) -> list[tuple[str, str]]:
    """Every party but suppliers as (identifier, name), by name, for a list to choose from (one query).

    ``alone`` leaves out the joint and split ones: only a person or a company can stand behind those.
    """
    found = Party.objects.filter(org_id=access.org_id, is_supplier=False).order_by("sort_name", "id")
    if alone:
        found = found.exclude(kind__in=(Party.Kind.JOINT, Party.Kind.SPLIT))
    return [(str(party_id), name) for party_id, name in found.values_list("id", "name")]


def known_ibans(access: Access) -> dict[str, UUID]:
    """Which party pays from which account (three queries).

    The account of somebody who is only behind one joint or split party stands for that party; an account that
    could be two parties' is left out: a guess would book a payment on the wrong owner.
    """
    behind: dict[UUID, set[UUID]] = defaultdict(set)
    members = PartyMember.objects.filter(org_id=access.org_id)
    for member_id, whole_id in members.values_list("member_id", "whole_id"):
        behind[member_id].add(whole_id)
    holds = Ownership.objects.filter(holding(access.today), org_id=access.org_id)
    holders = set(holds.values_list("party_id", flat=True))
    meant: dict[str, set[UUID]] = defaultdict(set)
    accounts = Party.objects.filter(org_id=access.org_id, is_supplier=False).exclude(iban="")
    for party_id, iban in accounts.values_list("id", "iban"):
        wholes_held = behind[party_id] & holders
        meant[iban] |= wholes_held if wholes_held and party_id not in holders else {party_id}
    return {iban: next(iter(party_ids)) for iban, party_ids in meant.items() if len(party_ids) == 1}
