"""The register of decisions (CC 3.93): every decision in its order, searchable, with what it became."""

from dataclasses import dataclass
from datetime import date

from koprogo.assemblies.models import Resolution
from koprogo.platform.access import Access

PAGE = 100


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the register. ``became``: what it changed elsewhere, in words."""

    assembly: str
    decided_on: date
    number: int
    title: str
    text: str
    adopted: bool
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
    rows = (
        found.select_related("assembly").prefetch_related("effects").order_by("-decided_on", "-assembly_id", "number")
    )
    return [
        Decision(
            row.assembly.number,
            row.decided_on,
            row.number,
            row.title,
            row.text,
            row.adopted,
            tuple(effect.label for effect in row.effects.all()),
        )
        for row in rows[(page - 1) * PAGE : page * PAGE]
    ], total
