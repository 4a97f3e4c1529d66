"""Where one is signed in, and how to end it."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koprogo.people.operations import sessions
from koprogo.people.queries import sessions as open_sessions
from koprogo.people.queries.persons import Person
from koprogo.platform import doors
from koprogo.platform.rendering import page, say


@doors.signed_in
def my_sessions(request: HttpRequest, now: datetime) -> HttpResponse:
    """The list; posting ``session`` ends one, posting without it ends all the others."""
    assert isinstance(request.user, Person)
    key = request.session.session_key
    if request.method == "POST":
        return _end(request, request.user, key)
    rows = open_sessions.of_person(person_id=request.user.id, current_key=key, now=now)
    return page(request, "people/sessions.html", rows=rows)


def _end(request: HttpRequest, person: Person, key: str | None) -> HttpResponse:
    wanted = request.POST.get("session", "")
    if wanted:
        count = sessions.end_one(person_id=person.id, session_id=int(wanted)) if wanted.isdecimal() else 0
    else:
        count = sessions.end_others(person_id=person.id, current_key=key)
    if count:
        say(request, ngettext("%(n)s session est fermée.", "%(n)s sessions sont fermées.", count) % {"n": count})
    else:
        say(request, _("Cette session était déjà fermée."))
    return redirect("usersessions_list")
