"""The reports of a year: the one being written, those that were signed, and what they rest on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, FilteredRelation, Q

from koprogo.auditing.models import Report
from koprogo.auditing.queries import workbook
from koprogo.auditing.rules.report import Figures, Opinion, Totals
from koprogo.auditing.rules.sampling import Reason
from koprogo.charges.queries import soundness as calls
from koprogo.ledger.queries import population, self_check
from koprogo.platform.access import Access

#: The job that writes the paper.
WRITE = "auditing.write_report"


@dataclass(frozen=True, slots=True)
class SignedRow:
    """One signed version."""

    version: int
    opinion: Opinion
    signer: str
    signed_at: datetime
    file_id: UUID
    file_name: str
    sha256: str


def versions(access: Access, *, year: str) -> tuple[Report | None, list[SignedRow]]:
    """The version that is not signed yet, and the signed ones, newest first (one query)."""
    rows = (
        Report.objects.filter(org_id=access.org_id, fiscal_year__code=year)
        .annotate(paper=FilteredRelation("signatures", condition=Q(signatures__org_id=access.org_id)))
        .annotate(
            signed_name=F("paper__signer"),
            signed_at=F("paper__signed_at"),
            file_id=F("paper__file_id"),
            file_name=F("paper__file_name"),
            hash=F("paper__sha256"),
        )
        .order_by("-version")
    )
    draft: Report | None = None
    signed = []
    for row in rows:
        told = vars(row)
        if told["file_id"] is None:
            draft = row
            continue
        signed.append(
            SignedRow(
                row.version,
                Opinion(row.opinion),
                told["signed_name"],
                told["signed_at"],
                told["file_id"],
                told["file_name"],
                told["hash"],
            )
        )
    return draft, signed


def problems(access: Access) -> int:
    """How many things the books say are wrong with themselves; 0 when they are sound. The page of checks says which."""
    return len(self_check.problems(access)) + len(calls.problems(access))


def figures(access: Access, *, year: str, checked: bool = True, known: Any = None) -> Figures:
    """What a report of the year rests on now (three queries; ``checked``: and those that prove the books again).

    Raises NotFound.
    """
    totals = population.control_totals(access, code=year, known=known)
    rows = workbook.rows(access, year=year)
    drawn = sorted({row.draw.id: row.draw for row in rows}.values(), key=lambda one: (one.drawn_at, one.id))
    held = workbook.progress_of(rows)
    latest = drawn[-1] if drawn else None
    return Figures(
        population=latest.population if latest else 0,
        population_cents=latest.population_cents if latest else 0,
        sample=held.sample,
        sample_cents=sum(row.cents for row in rows),
        seen=held.seen,
        asked=held.asked,
        answered=held.answered,
        questions=sum(row.questioned for row in rows),
        seeds=tuple(one.seed for one in drawn),
        totals=Totals(
            totals.banks_cents,
            totals.owners_cents,
            totals.suppliers_cents,
            totals.funds_cents,
            totals.result_cents,
        ),
        sound=not problems(access) if checked else True,
        large=sum(row.reason == Reason.LARGE for row in rows),
    )
