"""What a signed link of an assembly shows, without signing in: the agenda as sent, with the cost for this party."""

from datetime import date, time
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from koprogo.assemblies import labels
from koprogo.assemblies.operations import proxies as operations
from koprogo.assemblies.pages import frame
from koprogo.assemblies.pages.proxies import ProxyForm
from koprogo.assemblies.queries import convocations, proxies
from koprogo.assemblies.rules.states import AHEAD
from koprogo.people.rules.links import Link
from koprogo.platform import downloads, files
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
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
    if "procuration" in request.GET:
        return _proxy(request, access, row)
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
        majority=labels.majority,
    )


def _proxy(request: HttpRequest, access: Access, row: Any) -> HttpResponse:
    """The proxy of this party: given in three taps, seen, taken back."""
    held = row.convocation.assembly
    around = proxies.around(access, assembly=held)
    given = [one for one in around.active if one.mandator_id == row.party_id]
    here = f"{request.path}?procuration"
    form = None
    if held.state in AHEAD and not row.vote_suspended and not given and row.convocation.superseded_at is None:
        members = frame.members(access)
        form = ProxyForm(request.POST or None, around=around, mandator=row.party_id, items=[], members=members)
        if request.method == "POST" and form.is_valid():
            with refusals_on(form):
                operations.give_by_link(access, number=held.number, party_id=row.party_id, mandate=form.mandate())
                return redirect(here)
    elif request.method == "POST":
        for one in given:
            operations.take_back_by_link(access, proxy_id=one.proxy_id)
        return redirect(here)
    return page(
        request,
        "assemblies/guest_proxy.html",
        status=422 if form and form.errors else 200,
        access=access,
        plate_of=None,
        recipient=row,
        held_on=held.held_on,
        given=given,
        form=form,
        here=here,
        back=request.path,
    )


def _kept(text: str, kept: dict[str, str]) -> UUID | None:
    return UUID(text) if text in kept else None
