"""Asking first: « who has a ladder? »."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from koprogo.neighbours.labels import things as labels
from koprogo.neighbours.labels.office import told as sentence
from koprogo.neighbours.operations import wanted as operations
from koprogo.neighbours.pages import fields
from koprogo.neighbours.pages.doors import room
from koprogo.neighbours.pages.frame import address, form_page, posted, to
from koprogo.neighbours.pages.lending import Lender, trail
from koprogo.neighbours.pages.moments import moment, soon, tomorrow_evening
from koprogo.neighbours.pages.steps import Steps, accept_first, step
from koprogo.neighbours.queries import lending as lent
from koprogo.neighbours.queries import moderation
from koprogo.neighbours.queries.residents import Me
from koprogo.neighbours.rules.modules import Module
from koprogo.neighbours.rules.residents import Agreement
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say


class WantedForm(Lender):
    """What is looked for, and until when."""

    name = fields.text(
        gettext_lazy("Que cherchez-vous ?"),
        asked=gettext_lazy("Dites ce que vous cherchez : une échelle, une foreuse…"),
        most=60,
    )
    starts = moment(gettext_lazy("Je viens le chercher"))
    due = moment(gettext_lazy("Je le rends"))


class LendForm(Lender):
    """Which of mine."""

    thing = forms.ChoiceField(label=gettext_lazy("Lequel ?"), widget=forms.RadioSelect)


@room(Module.LENDING)
def ask(request: HttpRequest, access: Access, me: Me) -> HttpResponse:
    """Ask who has it: those who lend something get a mail."""
    initial = {"starts": soon(access), "due": tomorrow_evening(access), "name": request.GET.get("q", "")[:60]}
    form = WantedForm(request.POST or None, me=me, initial=initial)
    if posted(request, form):
        with refusals_on(form):
            accept_first(access, me, form, Agreement.LENDING)
            said = form.cleaned_data
            row, told = operations.ask(access, name=said["name"], starts_at=said["starts"], due_at=said["due"])
            words = ngettext(
                "C’est demandé : %(n)s voisin qui prête est prévenu.",
                "C’est demandé : %(n)s voisins qui prêtent sont prévenus.",
                told,
            )
            say(
                request, words % {"n": told} if told else _("C’est demandé : la demande est affichée chez les voisins.")
            )
            return to("wanted", access, wanted_id=row.id)
    return form_page(
        request,
        form,
        title=_("Qui a ceci ?"),
        label=_("Demander aux voisins"),
        cancel=address("lending", access),
        crumbs=trail(access),
        notes=form.notes,
    )


@room(Module.LENDING)
def show(request: HttpRequest, access: Access, me: Me, wanted_id: UUID) -> HttpResponse:
    """One question: lend mine, or stop asking."""
    row = lent.one_wanted(access, wanted_id=wanted_id)
    moderation.check_seen(access, me, subject_id=row.id, author_id=row.resident_id)
    own = row.resident_id == me.id
    mine = [] if own else lent.things_of(access, resident_id=me.id)
    wanted = request.POST.get("act")
    form = LendForm(request.POST if wanted == "lend" else None, me=me, initial={"thing": _closest(row.name, mine)})
    field = form.fields["thing"]
    assert isinstance(field, forms.ChoiceField)
    other = _("Un autre : « %(name)s », ajouté à ce que je prête") if mine else _("Le mien, ajouté à ce que je prête")
    field.choices = [*((str(one.id), one.name) for one in mine), ("new", other % {"name": row.name} if mine else other)]
    if posted(request, form) and wanted == "lend":
        with refusals_on(form):
            accept_first(access, me, form, Agreement.LENDING)
            chosen = form.cleaned_data["thing"]
            thing_id = None if chosen == "new" else UUID(chosen)
            made = operations.answer(access, wanted_id=row.id, thing_id=thing_id)
            say(request, _("Merci. %(who)s est prévenu : convenez du moment de la remise.") % {"who": row.who})
            return to("loan", access, loan_id=made.id)
    elif request.method == "POST" and not form.errors:
        steps: Steps = {
            "close": (lambda: operations.close(access, wanted_id=row.id), _("La demande n’est plus affichée."))
        }
        return step(request, steps, address("lending", access))
    return page(
        request,
        "neighbours/wanted.html",
        status=422 if form.errors else 200,
        crumbs=[*trail(access), (row.name, "")],
        row=row,
        me=me,
        told=[sentence(row.said)] if row.said else [],
        own=own,
        form=form,
        labels=labels,
    )


def _closest(name: str, mine: list[lent.ThingRow]) -> str:
    """Mine that is called like what is looked for, else a new one."""
    words = {word for word in name.casefold().split() if len(word) > 3}
    alike = (str(one.id) for one in mine if words & set(one.name.casefold().split()))
    return next(alike, "new")


urlpatterns: list[URLPattern] = [
    path("voisins/objets/demander", ask, name="wanted_new"),
    path("voisins/objets/demandes/<uuid:wanted_id>", show, name="wanted"),
]
