"""Checks that look at the whole plan, after every sheet was read."""

from collections import defaultdict
from collections.abc import Mapping

from koprogo.condominiums.rules.workbook import cells
from koprogo.condominiums.rules.workbook.draft import Draft, Place
from koprogo.condominiums.rules.workbook.plan import ImportPlan


def unheld(draft: Draft, plan: ImportPlan, places: Mapping[str, Place]) -> None:
    """Warn about lots nobody holds and owners who hold nothing; both are taken over all the same.

    `places` says where each came from, under "lot <code>" and "owner <code>".
    """
    holders = plan.holders()
    for lot in plan.lots:
        if lot.code not in holders:
            draft.warn(places[f"lot {lot.code}"], "lot_without_owner", lot=lot.label)
    members = {group.code: {member.owner for member in group.members} for group in plan.groups()}
    holding = {owner for code in holders.values() for owner in members.get(code, {code})}
    for owner in plan.owners:
        if owner.code not in holding:
            draft.warn(places[f"owner {cells.identity(owner.code)}"], "owner_without_lot", owner=owner.name)


def repeated_balances(draft: Draft, plan: ImportPlan, places: Mapping[tuple[str, str], Place]) -> None:
    """Warn when each lot of an owner shows the same balance: the owner's own, most likely, written twice.

    `places` gives the cell of each balance by (owner, lot).
    """
    by_owner: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for row in plan.balances:
        by_owner[row.owner].append((row.lot, row.balance_cents))
    for owner, balances in by_owner.items():
        amounts = {cents for _, cents in balances}
        if len(balances) > 1 and len(amounts) == 1 and amounts != {0}:
            draft.warn(places[owner, balances[-1][0]], "balance_repeated", owner=owner)
