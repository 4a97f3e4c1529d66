"""Allocation keys being gathered: shares lot by lot, the totals the file states, and their agreement."""

from dataclasses import dataclass, field

from koprogo.condominiums.rules.workbook import cells
from koprogo.condominiums.rules.workbook.cells import Cell
from koprogo.condominiums.rules.workbook.draft import Draft, Place
from koprogo.condominiums.rules.workbook.plan import KeyRow
from koprogo.kernel import shares
from koprogo.kernel.shares import Share

_NONE = frozenset({"-", "–", "—", "/", "x", "néant", "nihil", "n/a"})  # how people write "not concerned"


@dataclass(slots=True)
class KeyDraft:
    """One key. `broken` is set when a row was refused: its sum then proves nothing."""

    name: str
    label: str
    place: Place
    entries: dict[str, tuple[Share, Place]] = field(default_factory=dict)
    stated: list[tuple[Share, Place]] = field(default_factory=list)
    broken: bool = False
    running: int = 0  # sum of the whole shares taken so far

    def add(self, draft: Draft, place: Place, cell: Cell, lot: str) -> None:
        """Take one lot's shares; unreadable ones, and a second time the same lot, are refused."""
        if not cell or cells.fold(cell.text) in _NONE or cell.text in _NONE:
            return
        share = cells.parse_share(cell)
        if share is None:
            self.broken = True
            draft.refuse(place, "unreadable_shares", text=cell.text)
        elif lot in self.entries:
            self.broken = True
            draft.refuse(place, "duplicate_share", lot=lot, key=self.name, first=self.entries[lot][1])
        else:
            self.entries[lot] = (share, place)
            self.running += share.parts if share.scale == 1 else 0

    def state(self, draft: Draft, place: Place, cell: Cell) -> None:
        """Take a total the file states, to be compared with the sum."""
        if not cell:
            return
        share = cells.parse_share(cell)
        if share is None or share.whole not in (None, share.parts):
            draft.refuse(place, "unreadable_total", text=cell.text)
        else:
            self.stated.append((shares.Share(share.parts, None, share.scale), place))

    def close(self, draft: Draft) -> KeyRow:
        """The key in whole shares, after refusing sums and denominators that do not agree."""
        lots = list(self.entries)
        written = [self.entries[lot][0] for lot in lots]
        scaled = shares.to_one_scale([*written, *(share for share, _ in self.stated)])
        factor = scaled[0].scale if scaled else 1
        if factor > 1:
            draft.warn(self.place, "shares_scaled", key=self.name, factor=factor)
        weights = {lot: share.parts for lot, share in zip(lots, scaled, strict=False)}
        stated = [(share.parts, place) for share, (_, place) in zip(scaled[len(lots) :], self.stated, strict=True)]
        whole = self._whole(draft, dict(zip(lots, scaled, strict=False)), factor)
        if whole:
            stated.append((whole, self.place))
        total = sum(weights.values())
        for announced, place in stated:
            if announced != total and not self.broken:
                draft.refuse(
                    place,
                    "sum_differs",
                    key=self.name,
                    sum=_shown(total, factor),
                    total=_shown(announced, factor),
                )
                break
        return KeyRow(self.name, self.label, stated[0][0] if stated else total, weights)

    def _whole(self, draft: Draft, scaled: dict[str, Share], factor: int) -> int | None:
        """The denominator all shares were written over, if any; a second one is refused where it stands."""
        first: int | None = None
        for lot, share in scaled.items():
            if share.whole is None:
                continue
            if first is None:
                first = share.whole
            elif share.whole != first:
                self.broken = True
                place = self.entries[lot][1]
                draft.refuse(
                    place,
                    "denominators_differ",
                    total=_shown(share.whole, factor),
                    first=_shown(first, factor),
                )
        return first


def _shown(parts: int, factor: int) -> str:
    """The figure as the file wrote it, before decimals were scaled away."""
    whole, rest = divmod(parts, factor)
    return f"{whole},{str(rest).zfill(len(str(factor)) - 1).rstrip('0')}" if rest else str(whole)
