"""The runs of the checks: the last ones, and what each found."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from koprogo.kernel.findings import Finding
from koprogo.ledger.models import BooksCheck
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class Check:
    """One run: what was proved, what was off, where the chain ended. ``by_night``: nobody asked for it."""

    id: UUID
    ran_at: datetime
    by_night: bool
    proofs: tuple[str, ...]
    findings: tuple[Finding, ...]
    position: int
    hash: str


def latest(access: Access, *, limit: int = 10) -> list[Check]:
    """The newest runs (one query)."""
    found = BooksCheck.objects.filter(org_id=access.org_id).order_by("-ran_at", "-id")
    return [
        Check(
            id=row.id,
            ran_at=row.ran_at,
            by_night=row.asked_by_id is None,
            proofs=tuple(row.proofs),
            findings=tuple(Finding(one["code"], one["facts"]) for one in row.findings),
            position=row.position,
            hash=row.hash,
        )
        for row in found[:limit]
    ]
