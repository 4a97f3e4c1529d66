"""The session on the secretary's screen: one item, its ballots, its count, the words of the minutes as they come."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from koprogo.assemblies import labels
from koprogo.assemblies.documents import item_words
from koprogo.assemblies.operations import session as operations
from koprogo.assemblies.operations import vote
from koprogo.assemblies.queries import assemblies, screens
from koprogo.assemblies.queries import live as lives
from koprogo.assemblies.queries import room as rooms
from koprogo.assemblies.queries.screens import Screen
from koprogo.assemblies.rules.states import State
from koprogo.assemblies.rules.unanimity import Choice
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.platform import doors
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import sentence
from koprogo.platform.rendering import page, part, say

#: What a button that fills the whole list sends.
EVERYBODY = {"tous-pour": Choice.FOR, "tous-contre": Choice.AGAINST}


def to_item(access: Access, number: str, point: int | None) -> HttpResponse:
    """The session's screen, at one item."""
    if point is None:
        return redirect(reverse("session", kwargs={"slug": access.slug, "assembly": number}))
    return redirect(reverse("session_item", kwargs={"slug": access.slug, "assembly": number, "point": point}))


@doors.door(needs=Right.RUN_ASSEMBLY)
def show(request: HttpRequest, access: Access, assembly: str, point: int | None = None) -> HttpResponse:
    """One item: its text, its count, who votes what."""
    found = assemblies.get(access, number=assembly)
    if found.opened_at is None:
        return redirect(reverse("session_presence", kwargs={"slug": access.slug, "assembly": assembly}))
    screen = screens.screen(access, assembly=found, position=point)
    if point is not None and screen.item is None:
        raise Http404
    # ?carnet: the item as if its vote were open, kept by the page for when the network goes.
    return page(request, "assemblies/session.html", **_shown(screen, notebook="carnet" in request.GET), polled=False)


def _shown(screen: Screen, *, notebook: bool = False) -> dict[str, Any]:
    item = screen.item
    veiled = item is not None and item.hidden_ballots and item.vote_state == "open"
    return {
        "screen": screen,
        "assembly": screen.assembly,
        "item": item,
        "live": screen.live,
        "figures": screen.figures,
        "notebook": notebook and item is not None and item.vote_state in ("waiting", "skipped"),
        "running": screen.assembly.state == State.OPEN,
        "words": item_words.words(screen) if item and not veiled else "",
        "majority": labels.majority,
        "outcomes": labels.OUTCOME,
        "lights": labels.LIGHT,
        "choices": labels.CHOICE,
        "votes": labels.votes,
    }


@doors.door(needs=Right.RUN_ASSEMBLY)
def count(request: HttpRequest, access: Access, assembly: str, point: int) -> HttpResponse:
    """The count of one item, asked for again and again while its vote is open; 304 when nothing moved."""
    found = assemblies.get(access, number=assembly)
    tag = f'"{lives.version(access, assembly=found)}-{point}-{access.person_id}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified()
    screen = screens.screen(access, assembly=found, position=point)
    if screen.item is None:
        raise Http404
    if not request.headers.get("HX-Request"):
        return to_item(access, assembly, point)
    response = part(request, "assemblies/session_count.html", **_shown(screen), polled=True)
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@doors.door(needs=Right.RUN_ASSEMBLY)
def votes(request: HttpRequest, access: Access, assembly: str, point: int) -> HttpResponse:
    """Write ballots down: those of the list, or the same for everybody who has said nothing."""
    screen = screens.screen(access, assembly=assemblies.get(access, number=assembly), position=point)
    if screen.item is None or screen.live is None:
        raise Http404
    if request.method != "POST":
        return to_item(access, assembly, point)
    with _told(request):
        choices, filled = _chosen(request, screen)
        vote.record(access, item_id=screen.item.id, choices=choices, others=filled)
    return to_item(access, assembly, point)


def _chosen(request: HttpRequest, screen: Screen) -> tuple[dict[UUID, Choice], list[UUID]]:
    """What was ticked, by owner; a button for everybody fills in those who have no ballot, who are named beside.

    A tick that the page showed already says nothing (``w-``): whoever voted on a phone after the page was shown
    keeps their vote.
    """
    everybody = next((choice for name, choice in EVERYBODY.items() if name in request.POST), None)
    found: dict[UUID, Choice] = {}
    filled: list[UUID] = []
    for row in screen.rows:
        given, shown = request.POST.get(f"v-{row.party}", ""), request.POST.get(f"w-{row.party}", "")
        if everybody is not None and not given and not row.choice:
            found[UUID(row.party)] = everybody
            filled.append(UUID(row.party))
        elif given != shown and given in tuple(Choice):
            found[UUID(row.party)] = Choice(given)
    return found, filled


class _told:
    """A refusal inside becomes a notice on the next page; nothing of the act is kept."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.inner = transaction.atomic()

    def __enter__(self) -> None:
        self.inner.__enter__()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> bool:
        self.inner.__exit__(kind, error, trace)  # type: ignore[arg-type]
        if isinstance(error, Refused) and not isinstance(error, NotFound):
            say(self.request, sentence(error), level=messages.ERROR)
            return True
        return False


@doors.door(needs=Right.RUN_ASSEMBLY)
def act(request: HttpRequest, access: Access, assembly: str, point: int, verb: str) -> HttpResponse:
    """One act on an item: open its vote, close it, open it again, put it off, change its words."""
    if request.method != "POST":
        return to_item(access, assembly, point)
    screen = screens.screen(access, assembly=assemblies.get(access, number=assembly), position=point)
    if screen.item is None:
        raise Http404
    following = point
    with _told(request):
        following = _done(request, access, screen, verb)
    return to_item(access, assembly, following)


def _done(request: HttpRequest, access: Access, screen: Screen, verb: str) -> int:
    assert screen.item is not None, "asked by act"
    item, reason = screen.item, request.POST.get("raison", "")
    following = screen.following
    if verb == "ouvrir":
        operations.open_item(access, item_id=item.id)
        vote.follow_instructions(access, item_id=item.id)
    elif verb == "clore":
        if screen.rows:
            vote.record(access, item_id=item.id, choices=_chosen(request, screen)[0])
        if any(row.told for row in screen.rows):  # of a carrier who came since the vote was opened
            vote.follow_instructions(access, item_id=item.id)
        result = operations.close_item(access, item_id=item.id)
        say(request, labels.closed(item.title, result.outcome))
        return following.position if following else item.position
    elif verb == "rouvrir":
        operations.reopen(access, item_id=item.id, reason=reason)
    elif verb == "reporter":
        operations.skip(access, item_id=item.id, reason=reason)
        return following.position if following else item.position
    elif verb == "amender":
        operations.amend(access, item_id=item.id, text=request.POST.get("texte", ""))
    else:
        raise Http404
    return item.position


@doors.door(needs=Right.RUN_ASSEMBLY)
def close(request: HttpRequest, access: Access, assembly: str) -> HttpResponse:
    """Close the session: first what that means, in numbers, then the act."""
    found = assemblies.get(access, number=assembly)
    screen = screens.screen(access, assembly=found)
    if request.method == "POST":
        with _told(request):
            operations.close_session(access, assembly_id=found.id)
            say(request, _("La séance est levée. Le procès-verbal est prêt à être relu et signé."))
            return redirect(reverse("minutes", kwargs={"slug": access.slug, "assembly": assembly}))
    left = [one for one in screen.items if one.vote_state in ("waiting", "open") and lives.is_voted(one)]
    return page(
        request,
        "assemblies/session_close.html",
        assembly=found,
        screen=screen,
        left=left,
        adopted=sum(1 for row in screen.results.values() if row.outcome == "adopted"),
        skipped=[one for one in screen.items if one.vote_state == "skipped"],
    )


@doors.door(needs=Right.RUN_ASSEMBLY)
def sheet(request: HttpRequest, access: Access, assembly: str) -> HttpResponse:
    """The tally on paper: what to fill in by hand when nothing else works."""
    found = assemblies.get(access, number=assembly)
    room = rooms.room(access, assembly=found)
    return page(
        request,
        "assemblies/tally_sheet.html",
        assembly=found,
        room=room,
        items=[one for one in lives.items(access, assembly=found) if lives.is_voted(one)],
    )
