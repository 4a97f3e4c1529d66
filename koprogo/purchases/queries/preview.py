"""Who pays what of an invoice before it is saved, from the keys and holders of its day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koprogo.condominiums.queries import keys
from koprogo.kernel.refusals import Refused
from koprogo.ledger.queries.accounts import usual_shares
from koprogo.platform.access import Access
from koprogo.purchases.rules.lines import LineFacts
from koprogo.purchases.rules.shares import Bearer, NobodyBears, Shared, left_out, of_lines


class KeyNotWhole(Refused):
    """The weights of a key do not make its stated total: nothing is shared by it until it does."""

    code = "purchases.key_not_whole"


@dataclass(frozen=True, slots=True)
class LotRow:
    """What one lot bears, in signed cents; ``by_line`` in the order of the lines."""

    number: str
    holder: str
    owner_cents: int
    occupant_cents: int
    by_line: tuple[int, ...]

    @property
    def cents(self) -> int:
        """Both together."""
        return self.owner_cents + self.occupant_cents


@dataclass(frozen=True, slots=True)
class Head:
    """How one line is shared: the name of its key or its lot, the occupant's percent, the lots it leaves out."""

    key_label: str
    occupant_percent: int
    lot_number: str
    cents: int
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """The whole table. ``total_cents`` is the sum of the lines, to the cent. ``problems`` hold the booking back."""

    heads: tuple[Head, ...]
    rows: tuple[LotRow, ...]
    nobody: tuple[str, ...]
    total_cents: int
    owner_cents: int
    occupant_cents: int
    problems: tuple[Refused, ...]


def preview(access: Access, *, lines: Sequence[LineFacts], on: date, sign: int = 1) -> Preview:
    """Share these lines over the lots as the settlement will (three queries at most, whatever the lines).

    Lots and holders are those of ``on``. The settlement rounds the costs of an account over its whole period, this
    table each invoice: a cent may stand with another lot there.
    """
    unsaid = {line.account_id for line in lines if line.occupant_percent is None or line.key_id is None}
    usual = usual_shares(access, account_ids=unsaid) if unsaid else {}
    known = keys.all(access, on=on)
    by_code = {key.code: key for key in known}
    deed = next((key for key in known if key.kind == "shares"), None)
    chosen = []
    for line in lines:
        code, _percent = usual.get(line.account_id, ("", 0))
        chosen.append(line.key_id or (by_code[code].key_id if code in by_code else deed.key_id if deed else None))
    wanted = {key_id for key_id in chosen if key_id is not None}
    lots, weights = keys.table(access, key_ids=wanted, on=on)
    by_id = {key.key_id: key for key in known}
    problems: list[Refused] = []
    shared: list[Shared] = []
    heads: list[Head] = []
    for line, key_id in zip(lines, chosen, strict=True):
        key = by_id.get(key_id) if key_id else None
        bearers = [
            Bearer(lot.lot_id, lot.number, weights.get((key_id, lot.lot_id), 0), lot.holder_id, lot.holder_name)
            for lot in lots
        ]
        usual_percent = 0 if line.lot_id else usual.get(line.account_id, ("", 0))[1]
        percent = line.occupant_percent if line.occupant_percent is not None else usual_percent
        one = Shared(sign * line.gross_cents, percent, bearers, line.lot_id, line.exempt)
        number = next((lot.number for lot in lots if lot.lot_id == line.lot_id), "")
        if line.lot_id is None and key is not None and not key.is_complete:
            problems.append(KeyNotWhole(label=key.label, weighed=key.weighed, total=key.total))
        try:
            alone = of_lines([one])
        except NobodyBears as refusal:
            problems.append(refusal)
            continue
        outside = [] if line.lot_id else left_out(bearers, alone)
        heads.append(Head(key.label if key else "", percent, number, one.cents, tuple(outside)))
        shared.append(one)
    found = of_lines(shared)
    rows = tuple(
        LotRow(lot.number, lot.holder_name, share.owner_cents, share.occupant_cents, share.by_line)
        for lot in lots
        if (share := found.get(lot.lot_id)) is not None
    )
    return Preview(
        heads=tuple(heads),
        rows=rows,
        nobody=tuple(lot.number for lot in lots if lot.lot_id not in found) if rows else (),
        total_cents=sum(row.cents for row in rows),
        owner_cents=sum(row.owner_cents for row in rows),
        occupant_cents=sum(row.occupant_cents for row in rows),
        problems=tuple(problems),
    )


def lots(access: Access, *, on: date) -> list[tuple[UUID, str, UUID | None, str]]:
    """(lot, number, holder, name) of every lot, for the choice of who bears a private cost (one query)."""
    found, _weights = keys.table(access, key_ids=frozenset(), on=on)
    return [(lot.lot_id, lot.number, lot.holder_id, lot.holder_name) for lot in found]
