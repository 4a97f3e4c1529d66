"""The board: what hangs there, hanging something, who comes, answers, and the calendar of the house."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.condominiums.rules.rights import Right
from koprogo.neighbours import labels
from koprogo.neighbours.documents import calendar
from koprogo.neighbours.labels import life
from koprogo.neighbours.operations import notices as operations
from koprogo.neighbours.pages import fields
from koprogo.neighbours.pages.doors import room
from koprogo.neighbours.pages.frame import address, crumbs, form_page, posted, prompted, to
from koprogo.neighbours.queries import notices, residents
from koprogo.neighbours.queries.residents import Me
from koprogo.neighbours.rules import slots
from koprogo.neighbours.rules.modules import Module
from koprogo.neighbours.rules.notices import CAREFUL, USUAL, NoticeFacts, NoticeKind, NoticeState
from koprogo.people.operations import links
from koprogo.people.rules.links import Kind
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say

#: A calendar program asks for years; the link itself can be replaced at any time.
LINK_DAYS = 10 * 365


@room(Module.NOTICES)
def listing(request: HttpRequest, access: Access, me: Me) -> HttpResponse:
    """What hangs on the board today."""
    rows = notices.listing(access, me_id=me.id)
    return page(
        request,
        "neighbours/notices.html",
        crumbs=[*crumbs(access), (labels.MODULES[Module.NOTICES], "")],
        rows=rows,
        names=residents.by_ids(access, {row.notice.resident_id for row in rows}),
        kinds=life.NOTICES,
        event=NoticeKind.EVENT,
        day_of=slots.day_of,
    )


class NoticeForm(forms.Form):
    """A notice of one kind."""

    title = fields.text(gettext_lazy("Titre"), asked=gettext_lazy("Donnez un titre à l’annonce."), most=100)
    text = fields.lines(gettext_lazy("Texte"), asked=gettext_lazy("Écrivez votre annonce."), most=2_000)
    on = fields.day(gettext_lazy("Jour"), asked=gettext_lazy("Choisissez le jour."))
    begins = forms.TimeField(label=gettext_lazy("De"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(
        label=gettext_lazy("À"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=gettext_lazy("Après minuit, c’est le lendemain."),
    )
    place = fields.text(gettext_lazy("Lieu"), most=120)
    expires_on = fields.day(gettext_lazy("À retirer après le"), asked=gettext_lazy("Choisissez le dernier jour."))
    caution_read = forms.BooleanField(
        label=gettext_lazy("J’ai lu l’avertissement et je le suis"),
        error_messages={"required": gettext_lazy("Lisez l’avertissement et cochez la case.")},
    )

    def __init__(self, *args: Any, kind: NoticeKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        event = kind is NoticeKind.EVENT
        for name in ("expires_on",) if event else ("on", "begins", "ends", "place"):
            del self.fields[name]
        if kind not in CAREFUL:
            del self.fields["caution_read"]

    def facts(self) -> NoticeFacts:
        """What the operation is asked to write."""
        said = self.cleaned_data
        starts_at = ends_at = None
        if self.kind is NoticeKind.EVENT:
            later = said["ends"] <= said["begins"]
            starts_at = _instant(said["on"], said["begins"])
            ends_at = _instant(said["on"] + timedelta(days=later), said["ends"])
        return NoticeFacts(
            kind=self.kind,
            title=said["title"],
            text=said["text"],
            expires_on=said.get("expires_on"),
            starts_at=starts_at,
            ends_at=ends_at,
            place=said.get("place", ""),
            caution_read=said.get("caution_read", False),
        )


def _instant(day: date, at: time) -> datetime:
    return slots.instant(day, at.hour * 60 + at.minute)


@room(Module.NOTICES)
def hang(request: HttpRequest, access: Access, me: Me, notice_kind: str) -> HttpResponse:
    """Hang a notice of one kind."""
    if notice_kind not in set(NoticeKind):
        raise Http404
    chosen = NoticeKind(notice_kind)
    initial = {"expires_on": access.today + timedelta(days=USUAL), "begins": time(18), "ends": time(20)}
    form = NoticeForm(request.POST or None, kind=chosen, initial={**initial, "title": prompted(request)})
    if posted(request, form):
        with refusals_on(form):
            row = operations.hang(access, facts=form.facts())
            say(request, _("L’annonce est affichée."))
            return to("notice", access, notice_id=row.id)
    return _form(request, access, form, title=life.NOTICES[chosen], label=_("Afficher l’annonce"))


@room(Module.NOTICES)
def change(request: HttpRequest, access: Access, me: Me, notice_id: UUID) -> HttpResponse:
    """Change a notice of one's own."""
    row = notices.get(access, notice_id=notice_id)
    if row.resident_id != me.id:
        return _shown(request, access, me, notice_id, AnswerForm())
    initial: dict[str, Any] = {name: getattr(row, name) for name in ("title", "text", "place", "expires_on")}
    if row.starts_at is not None and row.ends_at is not None:
        begins, ends = row.starts_at.astimezone(slots.BRUSSELS), row.ends_at.astimezone(slots.BRUSSELS)
        initial |= {"on": begins.date(), "begins": begins.time(), "ends": ends.time()}
    form = NoticeForm(request.POST or None, kind=NoticeKind(row.kind), initial=initial)
    if posted(request, form):
        with refusals_on(form):
            operations.change(access, notice_id=notice_id, facts=form.facts())
            say(request, _("L’annonce est changée. Les agendas qui la suivent aussi."))
            return to("notice", access, notice_id=notice_id)
    return _form(request, access, form, title=_("Changer l’annonce"), label=_("Enregistrer"))


def _form(request: HttpRequest, access: Access, form: NoticeForm, *, title: Any, label: str) -> HttpResponse:
    caution = life.CAUTIONS.get(form.kind)
    return form_page(
        request,
        form,
        title=title,
        label=label,
        cancel=address("notices", access),
        crumbs=crumbs(access, (labels.MODULES[Module.NOTICES], address("notices", access))),
        notes=(caution,) if caution else (),
    )


class AnswerForm(forms.Form):
    """A few words to the author, or back."""

    text = fields.lines(gettext_lazy("Votre message"), asked=gettext_lazy("Écrivez un message."), rows=3)
    neighbour = forms.UUIDField(required=False, widget=forms.HiddenInput)


@room(Module.NOTICES)
def show(request: HttpRequest, access: Access, me: Me, notice_id: UUID) -> HttpResponse:
    """One notice: its words, who comes, and what was answered to me (or, for its author, by each)."""
    form = AnswerForm(request.POST or None)
    if posted(request, form):
        with refusals_on(form):
            said = form.cleaned_data
            operations.answer(access, notice_id=notice_id, text=said["text"], neighbour_id=said["neighbour"])
            say(request, _("Le message est parti. Un e-mail prévient votre voisin."))
            return to("notice", access, notice_id=notice_id)
    return _shown(request, access, me, notice_id, form)


def _shown(request: HttpRequest, access: Access, me: Me, notice_id: UUID, form: AnswerForm) -> HttpResponse:
    shown = notices.show(access, notice_id=notice_id, me_id=me.id)
    row = shown.notice
    return page(
        request,
        "neighbours/notice.html",
        status=422 if form.errors else 200,
        crumbs=crumbs(access, (labels.MODULES[Module.NOTICES], address("notices", access)), (row.title, "")),
        shown=shown,
        notice=row,
        form=form,
        author=row.resident.called,
        kind=life.NOTICES[NoticeKind(row.kind)],
        caution=life.CAUTIONS.get(NoticeKind(row.kind), ""),
        day_of=slots.day_of,
        up=row.state == NoticeState.UP and row.expires_on >= access.today and not shown.away,
        may_animate=access.may(Right.ANIMATE_NEIGHBOURS),
    )


@room(Module.NOTICES)
def come(request: HttpRequest, access: Access, me: Me, notice_id: UUID) -> HttpResponse:
    """Say whether one comes, and with how many."""
    if request.method == "POST":
        coming = request.POST.get("venir") == "1"
        people = request.POST.get("personnes", "1")
        operations.come(access, notice_id=notice_id, coming=coming, people=int(people) if people.isdecimal() else 1)
        say(request, _("C’est noté : vous venez.") if coming else _("C’est noté : vous ne venez pas."))
    return to("notice", access, notice_id=notice_id)


@room(Module.NOTICES)
def take_down(request: HttpRequest, access: Access, me: Me, notice_id: UUID) -> HttpResponse:
    """Take a notice down."""
    if request.method == "POST":
        operations.take_down(access, notice_id=notice_id)
        say(request, _("L’annonce est retirée."))
    return to("notices", access)


@room(Module.NOTICES)
def pin(request: HttpRequest, access: Access, me: Me, notice_id: UUID) -> HttpResponse:
    """Pin a notice to the top, or let it go."""
    notices.get(access, notice_id=notice_id)
    if request.method == "POST":
        row = operations.pin(access, notice_id=notice_id, pinned=request.POST.get("epingler") == "1")
        say(request, _("L’annonce est épinglée.") if row.pinned else _("L’annonce n’est plus épinglée."))
    return to("notice", access, notice_id=notice_id)


@room(Module.NOTICES)
def ical(request: HttpRequest, access: Access, me: Me, notice_id: UUID) -> HttpResponse:
    """One event as a file for a calendar."""
    row = notices.get(access, notice_id=notice_id)
    if row.kind != NoticeKind.EVENT or row.starts_at is None:
        raise Http404
    url = settings.KOPROGO_PUBLIC_URL + address("notice", access, notice_id=row.id)
    answer = HttpResponse(calendar.write([notices.event_of(row, url=url)]), content_type=calendar.MEDIA_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{slots.day_of(row.starts_at)}.ics"'
    return answer


@room(Module.NOTICES)
def agenda(request: HttpRequest, access: Access, me: Me) -> HttpResponse:
    """The private link to the calendar of the house, made on demand, and made anew."""
    if request.method == "POST":
        operations.link_calendar(access)
        say(request, _("Le lien est prêt. Le précédent, s’il y en avait un, ne s’ouvre plus."))
        return to("agenda", access)
    row = notices.calendar_link(access, resident_id=me.id)
    link = ""
    if row is not None:
        expires_at = row.made_at + timedelta(days=LINK_DAYS)
        token = links.make(
            kind=Kind.CALENDAR, org_id=access.org_id, subject_id=row.id, party_id=None, expires_at=expires_at
        )
        link = settings.KOPROGO_PUBLIC_URL + reverse("link", kwargs={"token": token})
    return page(
        request,
        "neighbours/agenda.html",
        crumbs=crumbs(access, (labels.MODULES[Module.NOTICES], address("notices", access)), (_("Mon agenda"), "")),
        link=link,
    )


urlpatterns: list[URLPattern] = [
    path("voisins/annonces/", listing, name="notices"),
    path("voisins/annonces/agenda", agenda, name="agenda"),
    path("voisins/annonces/afficher/<str:notice_kind>", hang, name="notice_hang"),
    path("voisins/annonces/<uuid:notice_id>/", show, name="notice"),
    path("voisins/annonces/<uuid:notice_id>/changer", change, name="notice_change"),
    path("voisins/annonces/<uuid:notice_id>/venir", come, name="notice_come"),
    path("voisins/annonces/<uuid:notice_id>/retirer", take_down, name="notice_take_down"),
    path("voisins/annonces/<uuid:notice_id>/epingler", pin, name="notice_pin"),
    path("voisins/annonces/<uuid:notice_id>/rendez-vous.ics", ical, name="notice_ical"),
]
