"""A run of the checks is kept: what was proved, what was off, and where the chain ended."""

from collections.abc import Sequence

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.findings import Finding
from koprogo.ledger.models import BooksCheck
from koprogo.ledger.queries import chain
from koprogo.platform import audit
from koprogo.platform.access import Access, act


@act("ledger.books_checked", needs=Right.KEEP_BOOKS)
def keep(access: Access, *, proofs: Sequence[str], findings: Sequence[Finding]) -> BooksCheck:
    """Keep one run. The audit trail remembers those that somebody asked for and those that found something."""
    end = chain.end(access)
    row = BooksCheck.objects.create(
        org_id=access.org_id,
        ran_at=access.now,
        asked_by_id=access.person_id,
        proofs=list(proofs),
        findings=[{"code": one.code, "facts": dict(one.facts)} for one in findings],
        position=end.position,
        hash=end.hash,
    )
    if access.person_id is not None or findings:
        audit.record(access, "ledger.books_checked", row.id, findings=len(findings))
    return row
