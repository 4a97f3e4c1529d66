"""What a signed link of an assembly shows, without signing in: the agenda as sent, with the cost for this party."""

from datetime import date, time
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from koprogo.assemblies import labels
from koprogo.assemblies.queries import convocations
from koprogo.assemblies.rules.majorities import Majority
from koprogo.people.rules.links import Link
from koprogo.platform import downloads, files
from koprogo.platform.access import Access
from koprogo.platform.rendering import page


def assembly(request: HttpRequest, link: Link, access: Access) -> HttpResponse:
    """One convocation; its letter (``?lettre``) and its documents (``?document=``)."""
    row = convocations.recipient(access, recipient_id=link.subject_id)
    if row.party_id != link.party_id:
        raise Http404
    content = row.convocation.content
    kept = {one["file_id"]: one["label"] for item in content["items"] for one in item["documents"]}
    if "lettre" in request.GET or "document" in request.GET:
        wanted = row.letter_id if "lettre" in request.GET else _kept(request.GET["document"], kept)
        stored = files.get(access, file_id=wanted) if wanted else None
        if stored is None:
            raise Http404
        return downloads.answer(stored)
    party = str(row.party_id)
    mine = {item["item_id"]: item["costs"].get(party, 0) for item in content["items"] if item["costs"]}
    here = reverse("link", kwargs={"token": request.path.rsplit("/", 1)[-1]})
    return page(
        request,
        "assemblies/guest_assembly.html",
        access=access,
        plate_of=None,
        content=content,
        recipient=row,
        held_on=date.fromisoformat(content["held_on"]),
        starts_at=time.fromisoformat(content["starts_at"]),
        replaced=row.convocation.superseded_at is not None,
        mine=mine,
        mine_cents=sum(mine.values()),
        here=here,
        majorities={one.value: labels.MAJORITY[one] for one in Majority},
    )


def _kept(text: str, kept: dict[str, str]) -> UUID | None:
    return UUID(text) if text in kept else None
