"""The attendance list: who comes in, who leaves, in whose hands the votes are; then the session is opened."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.assemblies import labels
from koprogo.assemblies.operations import attend, session
from koprogo.assemblies.pages import frame
from koprogo.assemblies.queries import assemblies
from koprogo.assemblies.queries import room as rooms
from koprogo.assemblies.queries.room import Room
from koprogo.assemblies.rules.session import Move, Presence
from koprogo.assemblies.rules.states import AHEAD, State
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotAllowed, NotFound, Refused
from koprogo.platform import doors
from koprogo.platform.access import BRUSSELS, Access
from koprogo.platform.form_refusals import refusals_on, sentence
from koprogo.platform.rendering import page, say


class OpenForm(forms.Form):
    """The officers of the session: an owner presides, anybody writes, tellers where there are some."""

    president = forms.ChoiceField(
        label=gettext_lazy("La personne qui préside"), help_text=gettext_lazy("Un copropriétaire présent.")
    )
    secretary = forms.CharField(label=gettext_lazy("Secrétaire"), max_length=160)
    tellers = forms.CharField(
        label=gettext_lazy("Scrutateurs"),
        max_length=320,
        required=False,
        help_text=gettext_lazy("Un ou deux noms, séparés par une virgule."),
    )

    def __init__(
        self, *args: object, owners: list[tuple[str, str]], members: bool = False, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if members:
            self.fields["president"].help_text = _("Un membre présent.")
        chosen = self.fields["president"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = owners
        for name, field in self.fields.items():
            field.error_messages["required"] = {
                "president": _("Choisissez qui préside parmi les membres présents.")
                if members
                else _("Choisissez qui préside parmi les copropriétaires présents."),
                "secretary": _("Indiquez qui tient le secrétariat."),
            }.get(name, field.error_messages["required"])


def back(access: Access, number: str, *, to: str = "session_presence") -> HttpResponse:
    """To a page of this assembly."""
    return redirect(reverse(to, kwargs={"slug": access.slug, "assembly": number}))


def _present_owners(room: Room) -> list[tuple[str, str]]:
    return [(voter.key, voter.name) for voter in room.voters if voter.key in room.stays]


@doors.door(needs=Right.RUN_ASSEMBLY)
def listing(request: HttpRequest, access: Access, assembly: str) -> HttpResponse:
    """The list, the two conditions of the quorum, and the form that opens the session."""
    found = assemblies.get(access, number=assembly)
    room = rooms.room(access, assembly=found)
    owners = _present_owners(room)
    members, initial = frame.members(access), {"secretary": access.person_name}
    form = OpenForm(request.POST or None, owners=owners, members=members, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            session.open_session(
                access,
                assembly_id=found.id,
                president_id=UUID(form.cleaned_data["president"]),
                secretary=form.cleaned_data["secretary"],
                tellers=tuple(form.cleaned_data["tellers"].split(",")),
            )
            say(request, _("La séance est ouverte : le quorum est compté et gardé."))
            return back(access, assembly, to="session")
    return _page(request, access, room, found, form, status=422 if request.method == "POST" else 200)


def _page(
    request: HttpRequest,
    access: Access,
    room: Room,
    found: Any,
    form: OpenForm,
    *,
    status: int = 200,
    problem: str = "",
) -> HttpResponse:
    """The list; ``problem``: why an act on it was refused, with what was typed still there."""
    ahead, local = State(found.state) in AHEAD, access.now.astimezone(BRUSSELS)
    before = ahead and local.date() < found.held_on
    return page(
        request,
        "assemblies/presence.html",
        status=status,
        problem=problem,
        typed=request.POST.get("name", "") if problem else "",
        assembly=found,
        room=room,
        form=form,
        lines=room.lines,
        consents={one.party_id or one.name: one.recording_consent for one in room.lines if one.move == Move.ARRIVED},
        undone={line.undoes_id for line in room.lines},
        ahead=ahead,
        before=before,
        early=ahead and (local.date(), local.time()) < (found.held_on, found.starts_at),
        open=found.state == State.OPEN,
        listed=State(found.state) in attend.LISTED and not before,
        moves=labels.MOVE,
        lights=labels.LIGHT,
        refusals=labels.PROXY_REFUSED,
    )


def _refused(request: HttpRequest, access: Access, number: str, refusal: Refused) -> HttpResponse:
    """The list again after a refused act: nothing of it is kept, nothing that was typed is lost."""
    found = assemblies.get(access, number=number)
    room = rooms.room(access, assembly=found)
    members = frame.members(access)
    form = OpenForm(owners=_present_owners(room), members=members, initial={"secretary": access.person_name})
    return _page(request, access, room, found, form, status=422, problem=sentence(refusal))


def _kept_on_the_list(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A refused act comes back on the list itself, with the reason above it."""

    @wraps(view)
    def shown(request: HttpRequest, access: Access, assembly: str, **kwargs: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                return view(request, access, assembly=assembly, **kwargs)
        except (NotAllowed, NotFound):
            raise
        except Refused as refusal:
            return _refused(request, access, assembly, refusal)

    return shown


@doors.door(needs=Right.RUN_ASSEMBLY)
@_kept_on_the_list
def arrive(request: HttpRequest, access: Access, assembly: str) -> HttpResponse:
    """Somebody came in."""
    if request.method == "POST":
        found = assemblies.get(access, number=assembly)
        remote = request.POST.get("presence") == Presence.REMOTE.value
        attend.arrive(
            access,
            assembly_id=found.id,
            party_id=_party(request),
            name=request.POST.get("name", ""),
            stands_in=request.POST.get("stands_in", "")[:160],
            presence=Presence.REMOTE if remote else Presence.ROOM,
            recording="recording" in request.POST,
            command=request.POST.get("command", "")[:64],
        )
    return back(access, assembly)


@doors.door(needs=Right.RUN_ASSEMBLY)
@_kept_on_the_list
def leave(request: HttpRequest, access: Access, assembly: str) -> HttpResponse:
    """Somebody left, with every vote they held."""
    if request.method == "POST":
        found = assemblies.get(access, number=assembly)
        attend.leave(
            access,
            assembly_id=found.id,
            party_id=_party(request),
            name=request.POST.get("name", ""),
            command=request.POST.get("command", "")[:64],
        )
    return back(access, assembly)


@doors.door(needs=Right.RUN_ASSEMBLY)
@_kept_on_the_list
def undo(request: HttpRequest, access: Access, assembly: str, line_id: UUID) -> HttpResponse:
    """A line was a mistake: it stays on the list, and counts no more."""
    if request.method == "POST":
        attend.undo(access, line_id=line_id)
        say(request, _("La ligne est annulée : elle reste visible et ne compte plus."))
    return back(access, assembly)


@doors.door(needs=Right.RUN_ASSEMBLY)
@_kept_on_the_list
def adjourn(request: HttpRequest, access: Access, assembly: str) -> HttpResponse:
    """The quorum is not there: say so, and convene a second session."""
    if request.method == "POST":
        found = assemblies.get(access, number=assembly)
        session.adjourn(access, assembly_id=found.id)
        say(request, _("Le quorum n’est pas atteint : rien n’est décidé. Une deuxième séance peut être convoquée."))
    return back(access, assembly)


def _party(request: HttpRequest) -> UUID | None:
    text = request.POST.get("party", "")
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
