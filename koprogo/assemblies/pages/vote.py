"""An owner votes on their own phone: one item, three buttons, what was recorded; then what became of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect
from django.urls import reverse

from koprogo.assemblies import labels
from koprogo.assemblies.operations import attend, vote
from koprogo.assemblies.queries import assemblies, electorate, phone
from koprogo.assemblies.rules import calendar, session
from koprogo.assemblies.rules.unanimity import Choice
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.platform import commands, doors
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import sentence
from koprogo.platform.rendering import page, part, say


def _here(access: Access, number: str) -> HttpResponse:
    return redirect(reverse("vote", kwargs={"slug": access.slug, "assembly": number}))


@doors.door(needs=Right.VOTE)
def show(request: HttpRequest, access: Access, assembly: str) -> HttpResponse:
    """The item that is voted now, for each party this reader votes for."""
    found = assemblies.get(access, number=assembly)
    if request.method == "POST":
        return _cast(request, access, found)
    if request.headers.get("HX-Request"):  # a second tap follows the first to here: a piece for a piece
        return _piece(request, access, found)
    return page(request, "assemblies/vote.html", **_shown(access, phone.paper(access, assembly=found)))


def _piece(request: HttpRequest, access: Access, found: Any) -> HttpResponse:
    return part(request, "assemblies/vote_part.html", **_shown(access, phone.paper(access, assembly=found)))


def _shown(access: Access, ballot: phone.Paper) -> dict[str, Any]:
    return {
        "paper": ballot,
        "every": session.asks_every((ballot.assembly.quorum or {}).get("heads", [0, 0])[1]),
        "deleted_by": calendar.minutes_due(ballot.assembly.held_on).strict,
        "assembly": ballot.assembly,
        "choices": labels.CHOICE,
        "outcomes": labels.OUTCOME,
        "majority": labels.majority,
        "votes": labels.votes,
        "url_here": reverse("vote", kwargs={"slug": access.slug, "assembly": ballot.assembly.number}),
    }


def _cast(request: HttpRequest, access: Access, assembly: Any) -> HttpResponse:
    """Write the tap down for the item that the phone showed: where another is voted by now, it is told so.

    With the script the answer is the ballot itself, as it is recorded now; without, the page is read again.
    """
    choice = request.POST.get("choice", "")
    try:
        party_id, item_id = UUID(request.POST.get("party", "")), UUID(request.POST.get("item", ""))
    except ValueError:
        raise Http404 from None
    if choice not in tuple(Choice):
        raise Http404
    try:
        with transaction.atomic():
            vote.cast(
                access,
                item_id=item_id,
                party_id=party_id,
                choice=Choice(choice),
                command=commands.key_of(request),
            )
    except NotFound:
        raise
    except Refused as refusal:
        say(request, sentence(refusal), level=messages.ERROR)
        answer = _here(access, assembly.number)
        if request.headers.get("HX-Request"):
            answer = HttpResponse(headers={"HX-Redirect": answer.headers["Location"]})
        return answer
    if request.headers.get("HX-Request"):
        return doors.kept(_piece(request, access, assembly))
    return _here(access, assembly.number)


@doors.door(needs=Right.VOTE)
def state(request: HttpRequest, access: Access, assembly: str) -> HttpResponse:
    """The same, asked for every three seconds: 304 while nothing moved."""
    found = assemblies.get(access, number=assembly)
    tag = f'"{phone.version(access, assembly=found)}-{access.person_id}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified()
    if not request.headers.get("HX-Request"):
        return _here(access, assembly)
    response = _piece(request, access, found)
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@doors.door(needs=Right.VOTE)
def join(request: HttpRequest, access: Access, assembly: str) -> HttpResponse:
    """Take part from afar, where the convocation provides it."""
    if request.method == "POST":
        found = assemblies.get(access, number=assembly)
        recording = request.POST.get("enregistrement") == "oui"
        try:
            with transaction.atomic():
                for party_id in electorate.own_on(access, on=found.held_on):
                    attend.join(access, assembly_id=found.id, party_id=party_id, recording=recording)
        except NotFound:
            raise
        except Refused as refusal:
            say(request, sentence(refusal), level=messages.ERROR)
    return _here(access, assembly)
