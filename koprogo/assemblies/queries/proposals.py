"""What owners asked to have decided, and what became of each."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koprogo.assemblies.models import AgendaRequest
from koprogo.assemblies.rules.agenda import RequestState
from koprogo.assemblies.rules.states import State
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """One proposal in its author's words. ``mine``: the reader may take it back."""

    request_id: UUID
    title: str
    text: str
    author: str
    received_on: date
    state: RequestState
    state_reason: str
    assembly: str
    file_id: UUID | None
    mine: bool
    settled: bool = False
    """On an agenda that was convened: nobody takes it back any more."""


def listing(access: Access, *, limit: int = 50) -> list[ProposalRow]:
    """The newest proposals first (one query)."""
    found = AgendaRequest.objects.filter(org_id=access.org_id).select_related("assembly")
    return [
        ProposalRow(
            one.id,
            one.title,
            one.text,
            one.author_name,
            one.received_on,
            RequestState(one.state),
            one.state_reason,
            one.assembly.number if one.assembly else "",
            one.file_id,
            one.party_id in access.party_ids or (one.party_id is None and one.person_id == access.person_id),
            one.state == RequestState.LISTED and one.assembly is not None and one.assembly.state != State.PLANNED,
        )
        for one in found.order_by("-received_on", "-id")[:limit]
    ]
