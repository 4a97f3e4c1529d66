"""Lending: what there is, one object with its calendar, a loan step by step."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.kernel.refusals import NotFound
from koprogo.neighbours.labels import things as labels
from koprogo.neighbours.labels.office import told as sentence
from koprogo.neighbours.operations import loans, things
from koprogo.neighbours.operations.things import ThingFacts
from koprogo.neighbours.pages import fields
from koprogo.neighbours.pages.doors import room
from koprogo.neighbours.pages.frame import address, crumbs, form_page, posted, prompted, to
from koprogo.neighbours.pages.moments import moment, soon, tomorrow_evening
from koprogo.neighbours.pages.steps import Steps, accept_first, around, page_number, step
from koprogo.neighbours.pages.told import told
from koprogo.neighbours.queries import lending as lent
from koprogo.neighbours.queries import moderation
from koprogo.neighbours.queries import pictures as kept_pictures
from koprogo.neighbours.queries.lending import LoanRow
from koprogo.neighbours.queries.residents import Me
from koprogo.neighbours.rules.lending import Category, Condition, State
from koprogo.neighbours.rules.modules import Module
from koprogo.neighbours.rules.residents import Agreement
from koprogo.platform import downloads, pictures
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say

ACCEPT = ",".join(pictures.ACCEPTED)


class Lender(forms.Form):
    """A form of lending: whoever has not accepted how it goes finds the box on it."""

    agree = forms.BooleanField(
        label=gettext_lazy("J’ai lu et je suis d’accord"),
        error_messages={"required": gettext_lazy("Lisez le texte et cochez la case pour continuer.")},
    )

    def __init__(self, *args: Any, me: Me, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agreed = Agreement.LENDING in me.accepted
        if agreed:
            del self.fields["agree"]
        else:
            self.fields["agree"] = self.fields.pop("agree")
        self.notes = [] if agreed else list(labels.LENDING_RULES)
        if me.spoken and not agreed:
            self.fields["agree"].label = _("J’ai lu ce texte à %(who)s, qui l’accepte") % {"who": me.pseudonym}


class ThingForm(Lender):
    """What is said of an object."""

    name = fields.text(gettext_lazy("Quel objet ?"), asked=gettext_lazy("Dites de quel objet il s’agit."), most=60)
    category = fields.choice(
        gettext_lazy("Genre"), [(one.value, labels.THINGS[one]) for one in Category], asked=gettext_lazy("Choisissez.")
    )
    picture = forms.FileField(
        label=gettext_lazy("Photo"), required=False, widget=forms.FileInput(attrs={"accept": ACCEPT})
    )
    bare = forms.BooleanField(label=gettext_lazy("Retirer la photo"), required=False)
    care = fields.lines(gettext_lazy("Comment s’en servir, à quoi faire attention"), most=600, rows=3)
    longest_days = forms.IntegerField(
        label=gettext_lazy("Jours de prêt au plus"),
        min_value=1,
        max_value=60,
        initial=7,
        error_messages={
            "required": gettext_lazy("Indiquez de 1 à 60 jours."),
            "invalid": gettext_lazy("Indiquez de 1 à 60 jours."),
            "min_value": gettext_lazy("Indiquez de 1 à 60 jours."),
            "max_value": gettext_lazy("Indiquez de 1 à 60 jours."),
        },
    )
    deposit = fields.text(
        gettext_lazy("Caution"),
        most=80,
        hint=gettext_lazy("Vide : sans caution, comme d’habitude entre voisins."),
    )

    def facts(self, upload: Any) -> ThingFacts:
        """What the operation is told. Raises what the picture refuses."""
        said = self.cleaned_data
        return ThingFacts(
            name=said["name"],
            category=Category(said["category"]),
            care=said["care"],
            deposit=said["deposit"],
            longest_days=said["longest_days"],
            picture=pictures.received(upload) if upload else None,
            bare=bool(said.get("bare")),
        )


class BorrowForm(Lender):
    """From when until when."""

    starts = moment(gettext_lazy("Je viens le chercher"))
    due = moment(gettext_lazy("Je le rends"))
    message = fields.lines(gettext_lazy("Un mot"), most=400, rows=2)


class KeepForm(forms.Form):
    """The owner's own use."""

    starts = moment(gettext_lazy("Du"))
    due = moment(gettext_lazy("Au"))


class HandForm(forms.Form):
    """How the object looks when it changes hands."""

    condition = forms.ChoiceField(
        label=gettext_lazy("L’objet est"),
        choices=[(one.value, labels.CONDITIONS[one]) for one in Condition],
        widget=forms.RadioSelect,
        initial=Condition.GOOD.value,
    )
    note = fields.lines(gettext_lazy("Remarque"), most=300, rows=2)


class LongerForm(forms.Form):
    """Until when instead."""

    due = moment(gettext_lazy("Jusqu’au"))


class ThanksForm(forms.Form):
    """A word of thanks."""

    text = fields.lines(
        gettext_lazy("Un mot de merci"), asked=gettext_lazy("Écrivez un mot, même court."), most=300, rows=2
    )


def trail(access: Access) -> list[tuple[Any, str]]:
    """The way back to lending."""
    return crumbs(access, (_("Prêt d’objets"), address("lending", access)))


@room(Module.LENDING)
def listing(request: HttpRequest, access: Access, me: Me) -> HttpResponse:
    """What there is to borrow, who looks for what, my loans with their return."""
    asked = request.GET.get("genre", "")
    category = Category(asked) if asked in set(Category) else None
    text = request.GET.get("q", "").strip()[:60]
    number = page_number(request)
    found = lent.catalogue(access, me=me, text=text, category=category, number=number)
    return page(
        request,
        "neighbours/lending.html",
        crumbs=[*crumbs(access), (_("Prêt d’objets"), "")],
        me=me,
        rows=found.rows,
        around=around(request, number, more=found.more),
        wanted=lent.wanted(access, me=me),
        live=lent.live(access, me=me),
        category=category,
        text=text,
        labels=labels,
    )


@room(Module.LENDING)
def add(request: HttpRequest, access: Access, me: Me) -> HttpResponse:
    """Lend an object."""
    form = ThingForm(request.POST or None, request.FILES or None, me=me, initial={"name": prompted(request)})
    del form.fields["bare"]
    if posted(request, form):
        with refusals_on(form):
            accept_first(access, me, form, Agreement.LENDING)
            row = things.show(access, facts=form.facts(request.FILES.get("picture")))
            say(request, _("Merci. « %(name)s » se prête maintenant.") % {"name": row.name})
            return to("thing", access, lent_thing=row.id)
    return form_page(
        request,
        form,
        title=_("Prêter un objet"),
        label=_("Prêter cet objet"),
        cancel=address("lending", access),
        crumbs=trail(access),
        notes=form.notes,
        files=True,
    )


@room(Module.LENDING)
def change(request: HttpRequest, access: Access, me: Me, lent_thing: UUID) -> HttpResponse:
    """Change what is said of my object."""
    row = lent.thing(access, thing_id=lent_thing)
    if row.resident_id != me.id or not row.there:
        raise NotFound(what="thing")
    initial = {name: getattr(row, name) for name in ("name", "category", "care", "longest_days", "deposit")}
    form = ThingForm(request.POST or None, request.FILES or None, me=me, initial=initial)
    if row.picture_id is None:
        del form.fields["bare"]
    if posted(request, form):
        with refusals_on(form):
            accept_first(access, me, form, Agreement.LENDING)
            things.change(access, thing_id=row.id, facts=form.facts(request.FILES.get("picture")))
            say(request, _("C’est enregistré."))
            return to("thing", access, lent_thing=row.id)
    return form_page(
        request,
        form,
        title=_("Changer l’objet"),
        label=_("Enregistrer"),
        cancel=address("thing", access, lent_thing=row.id),
        crumbs=[*trail(access), (row.name, address("thing", access, lent_thing=row.id))],
        notes=form.notes,
        files=True,
    )


@room(Module.LENDING)
def show(request: HttpRequest, access: Access, me: Me, lent_thing: UUID) -> HttpResponse:
    """One object: its calendar, and the question to borrow it; for its owner, their own use."""
    row = lent.thing(access, thing_id=lent_thing)
    moderation.check_seen(access, me, subject_id=row.id, author_id=row.resident_id)
    own = row.resident_id == me.id
    here = address("thing", access, lent_thing=row.id)
    initial = {"starts": soon(access), "due": tomorrow_evening(access)}
    wanted = request.POST.get("act")
    borrow = BorrowForm(request.POST if wanted == "borrow" else None, me=me, initial=initial)
    keep = KeepForm(request.POST if wanted == "keep" else None, initial=initial)
    if posted(request, borrow) and wanted == "borrow":
        with refusals_on(borrow):
            accept_first(access, me, borrow, Agreement.LENDING)
            said = borrow.cleaned_data
            made = loans.ask(
                access, thing_id=row.id, starts_at=said["starts"], due_at=said["due"], message=said["message"]
            )
            say(request, _("La demande est partie. %(who)s dit oui ou non.") % {"who": row.who})
            return to("loan", access, loan_id=made.id)
    elif posted(request, keep) and wanted == "keep":
        with refusals_on(keep):
            things.keep(access, thing_id=row.id, starts_at=keep.cleaned_data["starts"], due_at=keep.cleaned_data["due"])
            say(request, _("C’est noté : l’objet est à vous pendant ce temps."))
            return to("thing", access, lent_thing=row.id)
    elif request.method == "POST" and not (borrow.errors or keep.errors):
        steps: Steps = {
            "withdraw": (
                lambda: things.withdraw(access, thing_id=row.id),
                _("L’objet n’est plus prêté, et sa photo est effacée."),
            )
        }
        return step(request, steps, here)
    return page(
        request,
        "neighbours/thing.html",
        status=422 if borrow.errors or keep.errors else 200,
        crumbs=[*trail(access), (row.name, "")],
        me=me,
        row=row,
        told=[sentence(row.said)] if row.said else [],
        own=own,
        busy=lent.busy(access, thing_id=row.id),
        asked=not own and lent.asked_already(access, thing_id=row.id, me=me),
        borrow=borrow,
        keep=keep,
        labels=labels,
    )


@room(Module.LENDING)
def free(request: HttpRequest, access: Access, me: Me, loan_id: UUID) -> HttpResponse:
    """Give back a time that I kept for myself."""
    if request.method != "POST":
        return to("lending", access)
    row = loans.cancel(access, loan_id=loan_id)
    say(request, _("L’objet est de nouveau libre pendant ce temps."))
    return to("thing", access, lent_thing=row.thing_id)


@room(Module.LENDING)
def loan(request: HttpRequest, access: Access, me: Me, loan_id: UUID) -> HttpResponse:
    """One loan between two: the next step."""
    row = lent.loan(access, loan_id=loan_id, me=me)
    wanted = request.POST.get("act")
    hand = HandForm(request.POST if wanted in ("out", "back") else None)
    longer = LongerForm(request.POST if wanted == "longer" else None, initial={"due": tomorrow_evening(access)})
    thanks = ThanksForm(request.POST if wanted == "thanks" else None)
    wrong = bool(hand.errors or longer.errors or thanks.errors)
    if request.method == "POST" and not wrong:
        return step(request, _steps(access, row, hand, longer, thanks), request.path)
    return page(
        request,
        "neighbours/loan.html",
        status=422 if wrong else 200,
        crumbs=[*trail(access), (row.thing, address("thing", access, lent_thing=row.thing_id)), (_("Le prêt"), "")],
        me=me,
        row=row,
        told=told(access, row.id),
        own=row.owner_id == me.id,
        hand=hand,
        longer=longer,
        thanks=thanks,
        labels=labels,
        State=State,
        conditions={one.value: words for one, words in labels.CONDITIONS.items()},
    )


def _steps(access: Access, row: LoanRow, hand: HandForm, longer: LongerForm, thanks: ThanksForm) -> Steps:
    steps: Steps = {
        "yes": (lambda: loans.accept(access, loan_id=row.id), _("C’est d’accord. Convenez du moment de la remise.")),
        "no": (lambda: loans.decline(access, loan_id=row.id), _("C’est noté : pas cette fois.")),
        "cancel": (lambda: loans.cancel(access, loan_id=row.id), _("C’est annulé. L’objet est libre.")),
    }
    if hand.is_bound:
        condition, note = Condition(hand.cleaned_data["condition"]), hand.cleaned_data["note"]
        steps["out"] = (
            lambda: loans.hand_over(access, loan_id=row.id, condition=condition, note=note),
            _("La remise est notée. Bon usage."),
        )
        steps["back"] = (
            lambda: loans.give_back(access, loan_id=row.id, condition=condition, note=note),
            _("Le retour est noté, avec l’état de l’objet."),
        )
    if longer.is_bound:
        due = longer.cleaned_data["due"]
        steps["longer"] = (lambda: loans.extend(access, loan_id=row.id, due_at=due), _("Le prêt est prolongé."))
    if thanks.is_bound:
        words = thanks.cleaned_data["text"]
        steps["thanks"] = (lambda: loans.thank(access, loan_id=row.id, text=words), _("Votre merci est parti."))
    return steps


@room(None)
def picture(request: HttpRequest, access: Access, me: Me, picture_id: UUID) -> HttpResponse:
    """The picture of an object, for neighbours only."""
    data = kept_pictures.content(access, picture_id=picture_id)
    response = downloads.content(data, "photo.jpg", "image/jpeg")
    response.headers["Cache-Control"] = "private, max-age=86400, immutable"
    return response


urlpatterns: list[URLPattern] = [
    path("voisins/objets", listing, name="lending"),
    path("voisins/objets/nouveau", add, name="thing_new"),
    path("voisins/objets/prets/<uuid:loan_id>", loan, name="loan"),
    path("voisins/objets/prets/<uuid:loan_id>/liberer", free, name="thing_free"),
    path("voisins/objets/<uuid:lent_thing>", show, name="thing"),
    path("voisins/objets/<uuid:lent_thing>/changer", change, name="thing_change"),
    path("voisins/photos/<uuid:picture_id>", picture, name="neighbours_picture"),
]
