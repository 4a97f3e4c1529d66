"""Who bears which cost: written with the lines of an entry, mirrored with them, and what an account says by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from koprogo.condominiums.queries import keys
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.identifiers import uuid7
from koprogo.kernel.refusals import NotFound
from koprogo.ledger.models import Account, AccountAllocation, Posting, PostingAllocation, PostingExemption
from koprogo.ledger.rules.allocation import Allocation, UnusableAllocation
from koprogo.platform import audit
from koprogo.platform.access import Access, act

ROWS_PER_INSERT = 4_000


@dataclass(frozen=True, slots=True)
class Usual:
    """How the costs of an account are usually shared: a key by its code (empty = the deed's), the occupant's part."""

    key_code: str
    occupant_percent: int


def write(access: Access, allocations: Mapping[UUID, Allocation]) -> None:
    """Keep what the lines of new entries say of who bears them, by posting (at most two statements)."""
    PostingAllocation.objects.bulk_create(
        [
            PostingAllocation(
                org_id=access.org_id,
                posting_id=posting,
                key_id=one.key_id,
                occupant_percent=one.occupant_percent,
                period_from=one.period_from,
                period_to=one.period_to,
            )
            for posting, one in allocations.items()
        ],
        batch_size=ROWS_PER_INSERT,
    )
    exempt = [(posting, party) for posting, one in allocations.items() for party in sorted(one.exempt)]
    PostingExemption.objects.bulk_create(
        [PostingExemption(org_id=access.org_id, posting_id=posting, party_id=party) for posting, party in exempt],
        batch_size=ROWS_PER_INSERT,
    )


def mirrored(access: Access, rows: Mapping[UUID, Sequence[Posting]]) -> dict[UUID, dict[UUID, Allocation]]:
    """For the mirrors of entries (rows by first entry): the allocations of the lines they undo (two statements).

    A mirror takes a cost back from whoever bore it, so it is shared in the same way.
    """
    exempt: dict[UUID, set[UUID]] = {}
    found = PostingExemption.objects.filter(org_id=access.org_id, posting__entry_id__in=list(rows))
    for posting, party in found.values_list("posting_id", "party_id"):
        exempt.setdefault(posting, set()).add(party)
    standing: dict[tuple[UUID, int], Allocation] = {}
    lines = PostingAllocation.objects.filter(org_id=access.org_id, posting__entry_id__in=list(rows))
    for one in lines.select_related("posting"):
        standing[(one.posting.entry_id, one.posting.position)] = Allocation(
            key_id=one.key_id,
            occupant_percent=one.occupant_percent,
            period_from=one.period_from,
            period_to=one.period_to,
            exempt=frozenset(exempt.get(one.posting_id, ())),
        )
    return {
        first: {row.id: standing[(first, row.position)] for row in made if (first, row.position) in standing}
        for first, made in rows.items()
    }


@act("ledger.account_allocated", needs=Right.KEEP_BOOKS)
def set_account(access: Access, *, account_id: UUID, key_code: str, occupant_percent: int) -> AccountAllocation:
    """Say how the costs of an account are shared when a line says nothing: a key by its code (empty = the deed's), and
    the occupant's part in whole percents. It holds for what is settled afterwards. Raises NotFound, UnusableAllocation.
    """
    set_accounts(access, usual={account_id: Usual(key_code, occupant_percent)})
    return AccountAllocation.objects.get(org_id=access.org_id, account_id=account_id)


@act("ledger.account_allocated", needs=Right.KEEP_BOOKS)
def set_accounts(access: Access, *, usual: Mapping[UUID, Usual]) -> int:
    """The same for many accounts, all or none (five statements). Returns how many changed."""
    if any(not 0 <= one.occupant_percent <= 100 for one in usual.values()):
        raise UnusableAllocation(field="occupant_percent")
    wanted = {one.key_code for one in usual.values() if one.key_code}
    if wanted and not wanted <= keys.codes(access):
        raise NotFound(what="key")
    if Account.objects.filter(org_id=access.org_id, id__in=list(usual)).count() != len(usual):
        raise NotFound(what="account")
    standing = {row.account_id: row for row in AccountAllocation.objects.filter(org_id=access.org_id)}
    changed = {
        account_id: one
        for account_id, one in usual.items()
        if (row := standing.get(account_id)) is None
        or (row.key_code, row.occupant_percent) != (one.key_code, one.occupant_percent)
    }
    rows = [
        AccountAllocation(
            id=standing[account_id].id if account_id in standing else uuid7(),
            org_id=access.org_id,
            account_id=account_id,
            key_code=one.key_code,
            occupant_percent=one.occupant_percent,
        )
        for account_id, one in changed.items()
    ]
    AccountAllocation.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["org", "account"], update_fields=["key_code", "occupant_percent"]
    )
    told: list[tuple[UUID, dict[str, object]]] = [
        (account_id, {"key": one.key_code, "occupant_percent": one.occupant_percent})
        for account_id, one in changed.items()
    ]
    audit.record_many(access, "ledger.account_allocated", told)
    return len(changed)
