"""Questions about proxies: who votes for whom at an assembly, whom one may choose, with how much room left."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from koprogo.assemblies.models import Assembly, Proxy, ProxyInstruction
from koprogo.assemblies.queries import addressees, electorate
from koprogo.assemblies.queries.addressees import AddresseeRow
from koprogo.assemblies.rules import mandates
from koprogo.assemblies.rules import proxies as rules
from koprogo.assemblies.rules.unanimity import Choice
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class Instruction:
    """How the holder is to vote on one item."""

    position: int
    title: str
    choice: Choice


@dataclass(frozen=True, slots=True)
class ProxyRow:
    """One proxy in force or taken back. ``shares`` None: all votes of the mandator."""

    proxy_id: UUID
    mandator_id: UUID
    mandator: str
    holder_id: UUID | None
    holder: str
    scope: str
    shares: int | None
    channel: str
    given_on: date
    first_session_only: bool
    by_deed: bool
    file_id: UUID | None
    revoked: bool
    revoked_because: str
    instructions: tuple[Instruction, ...] = ()


def listing(access: Access, *, assembly: Assembly) -> list[ProxyRow]:
    """The proxies of an assembly in the order they were given, those taken back too (one query).

    A second session reads those of the first one that still serve (CC 3.87 § 7).
    """
    told = ProxyInstruction.objects.filter(org_id=access.org_id, proxy_id=OuterRef("id")).order_by("item__position")
    instruction = JSONObject(position="item__position", title="item__title", choice="choice")
    first = assembly.follows_id if assembly.session == "second" else None
    held = Proxy.objects.filter(org_id=access.org_id, assembly_id__in=[assembly.id, *([first] if first else [])])
    rows = held.select_related("mandator").annotate(told=ArraySubquery(told.values(json=instruction)))
    return [
        _row(one)
        for one in rows.order_by("given_at", "id")
        if one.assembly_id == assembly.id or not one.first_session_only
    ]


def _row(one: Proxy) -> ProxyRow:
    return ProxyRow(
        one.id,
        one.mandator_id,
        one.mandator.name,
        one.holder_id,
        one.holder_name,
        one.scope,
        one.shares,
        one.channel,
        one.given_on,
        one.first_session_only,
        one.by_deed,
        one.file_id,
        one.revoked_at is not None,
        one.revoked_because,
        tuple(Instruction(i["position"], i["title"], Choice(i["choice"])) for i in vars(one)["told"]),
    )


@dataclass(frozen=True, slots=True)
class Owner:
    """One owner party as giver and as carrier: votes, whether they sleep, how many mandates are carried already."""

    party_id: UUID
    name: str
    shares: int
    suspended: bool
    carried: int
    room: bool


@dataclass(frozen=True, slots=True)
class Around:
    """Everybody around the proxies of one assembly. ``total``: all votes; the syndic is never a carrier."""

    owners: tuple[Owner, ...]
    total: int
    syndic_id: UUID | None
    syndic_name: str
    rows: tuple[ProxyRow, ...]

    @property
    def active(self) -> list[ProxyRow]:
        """Those in force."""
        return [row for row in self.rows if not row.revoked]

    def owner(self, party_id: UUID | None) -> Owner | None:
        """One owner by party."""
        return next((one for one in self.owners if one.party_id == party_id), None)

    def named(self, name: str) -> Owner | None:
        """One owner by name, as one compares names; None where nobody, or more than one, is called so."""
        found = [one for one in self.owners if mandates.plain(one.name) == mandates.plain(name)]
        return found[0] if len(found) == 1 else None

    def carried_by(self, party_id: UUID | None, name: str) -> dict[str, int]:
        """Votes carried by one holder, for each mandator."""
        found: dict[str, int] = {}
        for row in self.active:
            outside = row.holder_id is None and mandates.plain(row.holder) == mandates.plain(name)
            same = row.holder_id == party_id if party_id else outside
            mandator = self.owner(row.mandator_id)
            if same and mandator:
                shares = mandator.shares if row.shares is None else row.shares
                found[str(row.mandator_id)] = found.get(str(row.mandator_id), 0) + shares
        return found

    def given_by(self, party_id: UUID) -> tuple[int, str]:
        """Votes that one mandator has in other hands, and whose."""
        mandator = self.owner(party_id)
        rows = [row for row in self.active if row.mandator_id == party_id]
        shares = sum((mandator.shares if mandator else 0) if row.shares is None else row.shares for row in rows)
        return shares, ", ".join(row.holder for row in rows)


def around(access: Access, *, assembly: Assembly) -> Around:
    """The owners and the proxies of an assembly, with whoever is syndic on its day (two queries)."""
    people = addressees.of_day(access, on=assembly.held_on)
    rows = tuple(listing(access, assembly=assembly))
    parties: dict[UUID, AddresseeRow] = {}
    for one in people:
        parties.setdefault(one.party_id, one)
    total = sum(one.shares for one in parties.values())
    bare = Around(
        tuple(Owner(one.party_id, one.party_name, one.shares, one.vote_suspended, 0, True) for one in parties.values()),
        total,
        people[0].syndic_id if people else None,
        people[0].syndic_name if people else "",
        rows,
    )
    most = electorate.rules(access).most_proxies
    return Around(tuple(_loaded(bare, one, most) for one in bare.owners), total, bare.syndic_id, bare.syndic_name, rows)


def _loaded(around: Around, one: Owner, most: int | None) -> Owner:
    carried = around.carried_by(one.party_id, one.name)
    more = {**carried, "one more": 1}
    room = rules.within_limit(own=one.shares, carried=more, total=around.total, most=most)
    return Owner(one.party_id, one.name, one.shares, one.suspended, len(carried), room)
