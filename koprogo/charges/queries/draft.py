"""A call as it would be sent today: who pays what, beside the last call, with everything that is in the way."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery, Sum

from koprogo.charges.models import CallLine, CallNotice, CallPart, FundCall
from koprogo.charges.rules import calls as rules
from koprogo.charges.rules.calls import EXPLICIT, CallKind, Share, State, other_share
from koprogo.charges.rules.spread import Spread
from koprogo.condominiums.queries import keys, parties
from koprogo.condominiums.queries.parties import PartyCard
from koprogo.kernel.refusals import Refused
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class PartFacts:
    """One part of the call."""

    id: UUID
    position: int
    kind: CallKind
    label: str
    key_id: UUID
    key_label: str
    key_total: int
    total_cents: int
    key_code: str = ""
    spread: Spread | None = None


@dataclass(frozen=True, slots=True)
class LotRow:
    """One lot of the table: its weight in the first key, its cents per part, the last call's sum beside."""

    lot_id: UUID
    number: str
    party_id: UUID
    party_name: str
    weight: int
    key_total: int
    cents: tuple[int, ...]
    total_cents: int
    last_cents: int | None


@dataclass(frozen=True, slots=True)
class Draft:
    """The whole preview. ``problems`` hold back the sending; ``without_address`` is only said."""

    call: FundCall
    parts: tuple[PartFacts, ...]
    rows: tuple[LotRow, ...]
    shares: tuple[Share, ...]
    part_totals: tuple[int, ...]
    total_cents: int
    last_total_cents: int | None
    last_title: str
    cards: dict[UUID, PartyCard]
    problems: tuple[Refused, ...]

    @property
    def party_cents(self) -> dict[UUID, int]:
        """What each owner pays in all, in lot order."""
        sums: dict[UUID, int] = defaultdict(int)
        for share in self.shares:
            sums[share.party_id] += share.cents
        return dict(sums)

    def differs(self, row: LotRow) -> bool:
        """Whether this lot pays another share of the whole than the last time."""
        if row.last_cents is None or not self.last_total_cents:
            return False
        return other_share(row.total_cents, self.total_cents, row.last_cents, self.last_total_cents)

    def channel(self, party_id: UUID) -> str:
        """How this owner hears of it."""
        return channel(self.cards[party_id])

    @property
    def without_address(self) -> list[str]:
        """Owners that neither a letter nor a mail can reach."""
        return [card.name for card in self.cards.values() if not card.address_lines and not card.email]


def channel(card: PartyCard) -> str:
    """How an owner hears of a call: by mail when there is an address for it, else by post."""
    by_mail = card.channel == CallNotice.Channel.EMAIL and card.email
    return CallNotice.Channel.EMAIL.value if by_mail else CallNotice.Channel.POST.value


def preview(access: Access, *, call: FundCall) -> Draft:
    """Compute the draft as it would be sent today (four statements, and one for each different key).

    One more where what was called before comes off the year.
    """
    parts = _parts(access, call)
    called = _called(access, parts)
    weighed = {key_id: _weights(access, key_id) for key_id in dict.fromkeys(part.key_id for part in parts)}
    shares: list[Share] = []
    problems: list[Refused] = []
    for part in parts:
        try:
            shares += rules.allocate(
                part.position,
                part.total_cents,
                part.key_total,
                weighed[part.key_id],
                spread=part.spread,
                called=called.get((part.kind, part.key_code)),
            )
        except Refused as refusal:
            problems.append(refusal)
    if not parts:
        problems.append(rules.NothingToCall())
    last = _last(access, call)
    rows = _rows(shares, parts, last[1] if last else {})
    party_ids = {share.party_id for share in shares}
    return Draft(
        call=call,
        parts=parts,
        rows=rows,
        shares=tuple(shares),
        part_totals=tuple(sum(s.cents for s in shares if s.part == p.position) for p in parts),
        total_cents=sum(share.cents for share in shares),
        last_total_cents=sum(last[1].values()) if last else None,
        last_title=last[0] if last else "",
        cards=parties.cards(access, party_ids=party_ids) if party_ids else {},
        problems=tuple(problems),
    )


def _parts(access: Access, call: FundCall) -> tuple[PartFacts, ...]:
    found = call.parts.filter(org_id=access.org_id).select_related("key").order_by("position")
    return tuple(
        PartFacts(
            p.id,
            p.position,
            CallKind(p.kind),
            p.label,
            p.key_id,
            p.key.label,
            p.key.total,
            p.total_cents,
            p.key.code,
            _spread(p),
        )
        for p in found
        if p.key_id is not None  # a draft is always shared by keys
    )


def _spread(part: CallPart) -> Spread | None:
    if part.year_cents is None or part.step is None or part.steps is None:
        return None
    return Spread(part.year_cents, part.step, part.steps, tuple(map(UUID, part.deducts)))


def _called(access: Access, parts: tuple[PartFacts, ...]) -> dict[tuple[CallKind, str], dict[UUID, int]]:
    """What the calls that come off a year have asked of each lot, by kind and key (one statement, none without)."""
    before = {call for part in parts if part.spread for call in part.spread.deducts}
    out: dict[tuple[CallKind, str], dict[UUID, int]] = defaultdict(dict)
    if before:
        lines = CallLine.objects.filter(org_id=access.org_id, call_id__in=before, call__state=State.SENT)
        sums = lines.values_list("part__kind", "part__key__code", "lot_id").annotate(sum=Sum("amount_cents"))
        for kind, code, lot_id, cents in sums.order_by():
            out[(CallKind(kind), code)][lot_id] = int(cents)
    return out


def _weights(access: Access, key_id: UUID) -> list[rules.Weight]:
    return [
        rules.Weight(w.lot_id, w.number, w.weight, w.holder_id, w.holder_name)
        for w in keys.weights(access, key_id=key_id, on=access.today)
    ]


def _last(access: Access, call: FundCall) -> tuple[str, dict[UUID, int]] | None:
    explicit = CallPart.objects.filter(org_id=access.org_id, kind__in=EXPLICIT, call=OuterRef("pk"))
    before = FundCall.objects.filter(~Exists(explicit), org_id=access.org_id, state=State.SENT).exclude(id=call.id)
    before = before.order_by("-sent_at")
    lines = CallLine.objects.filter(org_id=access.org_id, call_id=Subquery(before.values("id")[:1]))
    sums: dict[UUID, int] = defaultdict(int)
    title = ""
    for lot_id, cents, title in lines.values_list("lot_id", "amount_cents", "call__title"):  # noqa: B007
        sums[lot_id] += cents
    return (title, sums) if sums else None


def _rows(shares: list[Share], parts: tuple[PartFacts, ...], last: dict[UUID, int]) -> tuple[LotRow, ...]:
    by_lot: dict[UUID, list[Share]] = defaultdict(list)
    for share in shares:
        by_lot[share.lot_id].append(share)
    rows = []
    for lot_id, own in by_lot.items():
        first = own[0]
        cents = tuple(sum(s.cents for s in own if s.part == part.position) for part in parts)
        rows.append(
            LotRow(
                lot_id,
                first.number,
                first.party_id,
                first.party_name,
                first.weight,
                first.key_total,
                cents,
                sum(cents),
                last.get(lot_id) if last else None,
            )
        )
    return tuple(rows)
