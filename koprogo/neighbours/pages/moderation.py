"""« Signaler » and what follows: the receipt, the opinions of two moderators, the reasons, the appeal; and blocking."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.neighbours import labels
from koprogo.neighbours.operations import moderation as operations
from koprogo.neighbours.pages import fields
from koprogo.neighbours.pages.doors import room
from koprogo.neighbours.pages.frame import address, crumbs, form_page, posted, to
from koprogo.neighbours.queries import moderation, residents, subjects
from koprogo.neighbours.queries.residents import Me
from koprogo.neighbours.rules.moderation import TEXT, Reason, State, Verdict
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say


class ReportForm(forms.Form):
    """Why, in one choice and a few words."""

    reason = fields.choice(
        gettext_lazy("Pourquoi le signaler"), labels.REASONS.items(), asked=gettext_lazy("Choisissez une raison.")
    )
    text = fields.lines(gettext_lazy("En quelques mots"), most=TEXT)


class OpinionForm(forms.Form):
    """What a moderator thinks, with the reason."""

    verdict = fields.choice(
        gettext_lazy("Votre avis"), labels.VERDICTS.items(), asked=gettext_lazy("Choisissez : retirer ou garder.")
    )
    text = fields.lines(
        gettext_lazy("Pourquoi"),
        asked=gettext_lazy("Écrivez pourquoi : la personne concernée le lira."),
        most=TEXT,
        hint=gettext_lazy("Le fait, la règle, et pourquoi elle s’applique."),
    )


class AppealForm(forms.Form):
    """What was missed."""

    text = fields.lines(
        gettext_lazy("Ce qui n’a pas été vu"), asked=gettext_lazy("Écrivez ce qui n’a pas été vu."), most=TEXT
    )


@room(None)
def report(request: HttpRequest, access: Access, me: Me, kind: str, reported: UUID) -> HttpResponse:
    """Report one thing that a neighbour wrote."""
    found = subjects.subject(access, me.id, kind=kind, subject_id=reported)
    form = ReportForm(request.POST or None)
    if posted(request, form):
        facts = form.cleaned_data
        with refusals_on(form):
            operations.report(
                access, kind=kind, subject_id=reported, reason=Reason(facts["reason"]), text=facts["text"]
            )
            say(request, _("Votre signalement est reçu. Deux voisins modérateurs le lisent ; la suite est ici."))
            return to("neighbours_reports", access)
    return form_page(
        request,
        form,
        title=_("Signaler : %(title)s") % {"title": found.title},
        label=_("Envoyer le signalement"),
        cancel=address("neighbours", access),
        crumbs=crumbs(access),
        intro=_("Deux voisins modérateurs décident et disent pourquoi. Le syndic n’en sait rien."),
        notes=[_("En cas de danger ou d’infraction grave, appelez d’abord le 112.")],
    )


@room(None)
def listing(request: HttpRequest, access: Access, me: Me) -> HttpResponse:
    """What I reported, what was decided about what I wrote; all of it for moderators."""
    rows = moderation.cases(access, me) if me.moderates else moderation.concerning(access, me)
    return page(
        request,
        "neighbours/reports.html",
        rows=rows,
        me=me,
        states=labels.STATES,
        kinds=labels.KINDS,
        may_name=access.may(Right.ANIMATE_NEIGHBOURS),
        crumbs=[*crumbs(access), (_("Signalements"), "")],
    )


@room(None)
def case(request: HttpRequest, access: Access, me: Me, report: UUID) -> HttpResponse:
    """One report: its words, and what the reader may still do about it."""
    found = moderation.case(access, me, report_id=report)
    current = 2 if found.appeal else 1
    form: forms.Form | None = None
    if found.state is State.OPEN:
        said = any(one.who == me.pseudonym and one.round == current for one in found.words)
        if me.moderates and not found.by_me and not found.about_me and not said:
            form = OpinionForm(request.POST or None)
    elif not found.appeal and (found.about_me if found.state is State.REMOVED else found.by_me):
        form = AppealForm(request.POST or None)
    if request.method == "POST" and form is None:
        raise NotFound(what="act")
    if form is not None and posted(request, form):
        with refusals_on(form):
            _said(request, access, report, form.cleaned_data)
            return to("neighbours_reports", access)
    return page(
        request,
        "neighbours/report.html",
        status=422 if form is not None and form.errors else 200,
        case=found,
        said=subjects.words(access, kind=found.kind, subject_id=found.subject_id),
        form=form,
        judges=isinstance(form, OpinionForm),
        states=labels.STATES,
        kinds=labels.KINDS,
        may_name=access.may(Right.ANIMATE_NEIGHBOURS),
        verdicts=labels.VERDICTS,
        crumbs=[*crumbs(access), (_("Signalements"), address("neighbours_reports", access)), (found.title, "")],
    )


def _said(request: HttpRequest, access: Access, report: UUID, facts: dict[str, Any]) -> None:
    if "verdict" not in facts:
        operations.appeal(access, report_id=report, text=facts["text"])
        say(request, _("Votre contestation est reçue : deux modérateurs regardent à nouveau."))
        return
    row = operations.judge(access, report_id=report, verdict=Verdict(facts["verdict"]), text=facts["text"])
    decided = row.state != State.OPEN
    say(request, _("C’est décidé.") if decided else _("Votre avis est noté ; il en faut un second."))


@room(None)
def block(request: HttpRequest, access: Access, me: Me, neighbour: UUID) -> HttpResponse:
    """No longer read somebody, or read them again."""
    other = residents.by_ids(access, [neighbour]).get(neighbour)
    if other is None or other.id == me.id:
        raise NotFound(what="resident")
    blocked = neighbour in moderation.unseen(access, me).authors
    form = forms.Form(request.POST or None)
    if request.method == "POST":
        if blocked:
            operations.unblock(access, resident_id=neighbour)
            say(request, _("Vous lisez à nouveau %(name)s.") % {"name": other.pseudonym})
        else:
            operations.block(access, resident_id=neighbour)
            say(request, _("Vous ne lisez plus %(name)s. Personne n’en est averti.") % {"name": other.pseudonym})
        return to("neighbours_people", access)
    title = _("Lire à nouveau %(name)s") if blocked else _("Ne plus lire %(name)s")
    return form_page(
        request,
        form,
        title=title % {"name": other.pseudonym},
        label=_("Lire à nouveau") if blocked else _("Ne plus lire"),
        cancel=address("neighbours_people", access),
        crumbs=crumbs(access, (_("Les voisins"), address("neighbours_people", access))),
        intro=_("Ce que cette personne écrit disparaît de vos pages. Elle ne le saura pas, et vous pouvez y revenir."),
    )


urlpatterns: list[URLPattern] = [
    path("voisins/signaler/<str:kind>/<uuid:reported>", report, name="neighbours_report"),
    path("voisins/signalements", listing, name="neighbours_reports"),
    path("voisins/signalements/<uuid:report>", case, name="neighbours_case"),
    path("voisins/habitants/<uuid:neighbour>", block, name="neighbours_block"),
]
