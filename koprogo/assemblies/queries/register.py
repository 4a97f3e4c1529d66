"""The register of decisions (CC 3.93): every decision in its order, searchable, with what it became."""

from dataclasses import dataclass
from datetime import date

from koprogo.assemblies.models import Resolution
from koprogo.assemblies.rules.unanimity import Outcome
from koprogo.platform.access import Access

PAGE = 100


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the register. ``outcome``: what missed unanimity by absence alone was not rejected. ``became``: what
    it changed elsewhere, in words."""

    assembly: str
    decided_on: date
    number: int
    title: str
    text: str
    outcome: Outcome
    became: tuple[str, ...]


def decisions(
    access: Access, *, text: str = "", adopted_only: bool = False, page: int = 1
) -> tuple[list[Decision], int]:
    """A hundred decisions, the newest first, with how many there are in all (three queries)."""
    found = Resolution.objects.filter(org_id=access.org_id)
    if adopted_only:
        found = found.filter(adopted=True)
    for word in text.split():
        found = found.filter(title__icontains=word) | found.filter(text__icontains=word)
    total = found.count()
    ordered = found.order_by("-decided_on", "-assembly__sequence", "number")
    rows = ordered.select_related("assembly", "result").prefetch_related("effects")
    return [
        Decision(
            row.assembly.number,
            row.decided_on,
            row.number,
            row.title,
            row.text,
            Outcome(row.result.outcome),
            tuple(effect.label for effect in sorted(row.effects.all(), key=lambda one: (one.at, one.id))),
        )
        for row in rows[(page - 1) * PAGE : page * PAGE]
    ], total
