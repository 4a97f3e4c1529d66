"""The desk: neighbours who never sign in, what waits for each of them, and writing down what they say."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.neighbours.labels import exchange as hours_labels
from koprogo.neighbours.labels import life
from koprogo.neighbours.labels import office as labels
from koprogo.neighbours.labels import things as thing_labels
from koprogo.neighbours.operations import office as operations
from koprogo.neighbours.operations.office import HallName
from koprogo.neighbours.pages import fields
from koprogo.neighbours.pages.doors import room
from koprogo.neighbours.pages.frame import address, crumbs, form_page, posted, to
from koprogo.neighbours.pages.told import told
from koprogo.neighbours.queries import exchange, facilities, lending, office, residents
from koprogo.neighbours.queries import gifts as giving
from koprogo.neighbours.queries import hours as balances
from koprogo.neighbours.queries.office import HallNeighbour
from koprogo.neighbours.queries.residents import Me
from koprogo.neighbours.rules.modules import Module
from koprogo.neighbours.rules.office import LONGEST, SPOKEN, How, Word
from koprogo.neighbours.rules.residents import LONGEST as LONGEST_NAME
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import LANGUAGES, page, say


class WordForm(forms.Form):
    """How and when it was said."""

    how = fields.choice(
        gettext_lazy("Comment l’a-t-on dit ?"),
        [(one.value, words) for one, words in labels.HOWS.items()],
        asked=gettext_lazy("Choisissez comment cela a été dit."),
    )
    said_on = fields.day(gettext_lazy("Quel jour ?"), asked=gettext_lazy("Indiquez le jour."))

    def __init__(self, data: Any, *, today: date, **kwargs: Any) -> None:
        super().__init__(data, initial={"said_on": today, **kwargs.pop("initial", {})}, **kwargs)
        for name in ("how", "said_on"):
            self.fields[name] = self.fields.pop(name)  # after what it is about

    def word(self) -> Word:
        """What the operation is told."""
        return Word(How(self.cleaned_data["how"]), self.cleaned_data["said_on"])


class HallForm(forms.Form):
    """A name for the hall."""

    pseudonym = fields.text(
        gettext_lazy("Son nom parmi les voisins"),
        asked=gettext_lazy("Écrivez le nom que cette personne a choisi."),
        most=LONGEST_NAME,
        hint=gettext_lazy("Celui qu’elle choisit : « Marguerite », « Au deuxième ». Rien d’autre n’est noté d’elle."),
    )
    place = fields.text(gettext_lazy("Où elle habite, si elle veut le dire"), most=LONGEST_NAME)
    language = fields.choice(
        gettext_lazy("La langue de ses papiers"), LANGUAGES, asked=gettext_lazy("Choisissez une langue.")
    )

    def facts(self) -> HallName:
        """What the operation is told."""
        said = self.cleaned_data
        return HallName(said["pseudonym"], said["place"], said["language"])


class RegisterForm(WordForm, HallForm):
    """The name, the rules read out, and the word it stands on."""

    house = forms.BooleanField(
        label=gettext_lazy("Je lui ai lu les règles de la maison, et cette personne les suit"),
        help_text=gettext_lazy(
            "On s’entraide, sans argent et sans classement. On reste courtois, on n’écrit pas la vie privée des autres,"
            " et deux voisins modérateurs règlent ce qui est signalé. Son nom se voit dans l’immeuble et sur la feuille"
            " du hall ; elle peut le faire retirer quand elle veut."
        ),
        error_messages={"required": gettext_lazy("Lisez-lui les règles et cochez la case pour continuer.")},
    )


class AllowForm(WordForm):
    """Whom a neighbour lets write for them, until when."""

    speaker = fields.choice(
        gettext_lazy("Qui peut écrire pour cette personne ?"), asked=gettext_lazy("Choisissez un voisin.")
    )
    until_on = fields.day(
        gettext_lazy("Jusqu’au"), asked=gettext_lazy("Indiquez un jour."), hint=gettext_lazy("Un an au plus.")
    )

    def __init__(self, data: Any, *, today: date, people: list[residents.Neighbour]) -> None:
        super().__init__(data, today=today, initial={"until_on": today + timedelta(days=LONGEST.days // 2)})
        speaker = self.fields["speaker"]
        assert isinstance(speaker, forms.ChoiceField)
        speaker.choices = [(str(one.id), one.pseudonym) for one in people if one.signs_in]


def _crumbs(access: Access, *further: tuple[Any, str]) -> list[tuple[Any, str]]:
    return crumbs(access, (_("Écrire pour un voisin"), address("neighbours_office", access)), *further)


def _animators(access: Access) -> None:
    """What is behind is arranged by who animates and lives here: to the others it is not there."""
    if not access.may(Right.ANIMATE_NEIGHBOURS):
        raise NotFound(what="desk")


@room(None, desk=True)
def listing(request: HttpRequest, access: Access, me: Me) -> HttpResponse:
    """Everybody for whom I may write."""
    return page(
        request,
        "neighbours/office.html",
        crumbs=[*crumbs(access), (_("Écrire pour un voisin"), "")],
        rows=office.mine(access, me=me),
        may_animate=access.may(Right.ANIMATE_NEIGHBOURS),
    )


@room(None, desk=True)
def register(request: HttpRequest, access: Access, me: Me) -> HttpResponse:
    """Give somebody a name for the hall."""
    _animators(access)
    form = RegisterForm(request.POST or None, today=access.today, initial={"language": access.language})
    if posted(request, form):
        with refusals_on(form):
            row = operations.register(access, facts=form.facts(), word=form.word())
            say(request, _("%(name)s a un nom parmi les voisins.") % {"name": row.pseudonym})
            return to("neighbours_office_one", access, hall_neighbour=row.id)
    return form_page(
        request,
        form,
        title=_("Inscrire un voisin sans accès"),
        label=_("Inscrire"),
        cancel=address("neighbours_office", access),
        crumbs=_crumbs(access),
        intro=_("Pour qui n’a ni e-mail ni écran, et le demande. On n’inscrit personne sans sa parole."),
    )


@room(None, desk=True)
def show(request: HttpRequest, access: Access, me: Me, hall_neighbour: UUID) -> HttpResponse:
    """One neighbour: begin to write for them, what is in progress, and what an animator arranges."""
    row = office.one(access, neighbour_id=hall_neighbour, me=me)
    form = WordForm(request.POST or None, today=access.today)
    if posted(request, form):
        with refusals_on(form):
            operations.begin(access, neighbour_id=row.id, word=form.word())
            say(request, _("Vous écrivez maintenant pour %(name)s, une demi-heure au plus.") % {"name": row.pseudonym})
            return to("neighbours_office_one", access, hall_neighbour=row.id)
    may_animate = access.may(Right.ANIMATE_NEIGHBOURS)
    return page(
        request,
        "neighbours/office_one.html",
        status=422 if form.errors else 200,
        crumbs=_crumbs(access, (row.pseudonym, "")),
        row=row,
        form=form,
        writing=_writing(request, row),
        modules=request.here.modules & SPOKEN,  # type: ignore[attr-defined]
        Module=Module,
        speakers=office.speakers(access, neighbour_id=row.id) if may_animate else [],
        may_animate=may_animate,
        hows=labels.HOWS,
        told=told(access, row.id),
        **in_progress(access, row.me()),
        duration=hours_labels.duration,
        states=hours_labels.STATES,
        loan_states=thing_labels.LOANS,
        kinds=life.FACILITIES,
    )


def _writing(request: HttpRequest, row: HallNeighbour) -> bool:
    said: residents.Speaking | None = request.here.speaking  # type: ignore[attr-defined]
    return said is not None and said.me.id == row.id


def in_progress(access: Access, them: Me) -> dict[str, Any]:
    """What is going on for one neighbour: what they put up, look for, borrow, lend, exchange and book; the balance."""
    return {
        "ads": exchange.mine(access, me=them),
        "deals": exchange.live(access, me=them),
        "loans": lending.live(access, me=them),
        "wanted": lending.wanted_by(access, me=them),
        "gifts": giving.of_me(access, me=them),
        "bookings": facilities.mine(access, me_id=them.id),
        "balance": balances.balance_of(access, resident_id=them.id),
        "them": them,
    }


@room(None, desk=True)
def finish(request: HttpRequest, access: Access, me: Me) -> HttpResponse:
    """Stop writing for somebody else."""
    if request.method == "POST":
        operations.finish(access)
        say(request, _("C’est terminé. Vous écrivez de nouveau pour vous."))
    return to("neighbours_office", access)


@room(None, desk=True)
def change(request: HttpRequest, access: Access, me: Me, hall_neighbour: UUID) -> HttpResponse:
    """Correct the name, the place, the language of the papers."""
    _animators(access)
    row = office.one(access, neighbour_id=hall_neighbour, me=me)
    initial = {"pseudonym": row.pseudonym, "place": row.place, "language": row.language}
    form = HallForm(request.POST or None, initial=initial)
    if posted(request, form):
        with refusals_on(form):
            operations.rename(access, neighbour_id=row.id, facts=form.facts())
            say(request, _("C’est corrigé."))
            return to("neighbours_office_one", access, hall_neighbour=row.id)
    return _form(request, access, row, form, title=_("Corriger son nom"), label=_("Enregistrer"))


@room(None, desk=True)
def allow(request: HttpRequest, access: Access, me: Me, hall_neighbour: UUID) -> HttpResponse:
    """Note that a neighbour lets another one write for them."""
    _animators(access)
    row = office.one(access, neighbour_id=hall_neighbour, me=me)
    form = AllowForm(request.POST or None, today=access.today, people=residents.current(access))
    if posted(request, form):
        said = form.cleaned_data
        with refusals_on(form):
            operations.allow(
                access,
                neighbour_id=row.id,
                speaker_id=UUID(said["speaker"]),
                until_on=said["until_on"],
                word=form.word(),
            )
            say(request, _("C’est noté, avec la date de fin."))
            return to("neighbours_office_one", access, hall_neighbour=row.id)
    return _form(
        request,
        access,
        row,
        form,
        title=_("Laisser un voisin écrire pour %(name)s") % {"name": row.pseudonym},
        label=_("Noter son accord"),
        intro=_("%(name)s choisit, pour un temps, et peut revenir dessus d’un mot.") % {"name": row.pseudonym},
    )


@room(None, desk=True)
def disallow(request: HttpRequest, access: Access, me: Me, hall_neighbour: UUID, spokesperson: UUID) -> HttpResponse:
    """End a permission."""
    if request.method == "POST":
        operations.disallow(access, spokesperson_id=spokesperson)
        say(request, _("Cette personne n’écrit plus pour ce voisin."))
    return to("neighbours_office_one", access, hall_neighbour=hall_neighbour)


@room(None, desk=True)
def letter(request: HttpRequest, access: Access, me: Me, hall_neighbour: UUID) -> HttpResponse:
    """Prepare the letter by which a neighbour takes over their own place."""
    if request.method == "POST":
        operations.write_letter(access, neighbour_id=hall_neighbour)
        say(request, _("La lettre est prête : imprimez-la et glissez-la dans sa boîte."))
    return to("neighbours_office_one", access, hall_neighbour=hall_neighbour)


@room(None, desk=True)
def strike(request: HttpRequest, access: Access, me: Me, hall_neighbour: UUID) -> HttpResponse:
    """Take somebody off, because they said so or moved."""
    _animators(access)
    row = office.one(access, neighbour_id=hall_neighbour, me=me)
    form = WordForm(request.POST or None, today=access.today)
    if posted(request, form):
        with refusals_on(form):
            operations.strike(access, neighbour_id=row.id, word=form.word())
            say(request, _("Son nom est effacé. Ce qui était écrit reste, sous « Ancien voisin »."))
            return to("neighbours_office", access)
    return _form(
        request,
        access,
        row,
        form,
        title=_("Retirer %(name)s") % {"name": row.pseudonym},
        label=_("Effacer son nom"),
        intro=_("Quand cette personne le demande, ou déménage. Son nom et son étage sont effacés tout de suite."),
    )


def _form(
    request: HttpRequest,
    access: Access,
    row: HallNeighbour,
    form: forms.Form,
    *,
    title: str,
    label: str,
    intro: str = "",
) -> HttpResponse:
    back = address("neighbours_office_one", access, hall_neighbour=row.id)
    steps = _crumbs(access, (row.pseudonym, back))
    return form_page(request, form, title=title, label=label, cancel=back, crumbs=steps, intro=intro)


_ONE = "voisins/permanence/<uuid:hall_neighbour>"

urlpatterns: list[URLPattern] = [
    path("voisins/permanence/", listing, name="neighbours_office"),
    path("voisins/permanence/inscrire", register, name="neighbours_office_new"),
    path("voisins/permanence/terminer", finish, name="neighbours_word_end"),
    path(_ONE, show, name="neighbours_office_one"),
    path(f"{_ONE}/nom", change, name="neighbours_office_change"),
    path(f"{_ONE}/accord", allow, name="neighbours_office_allow"),
    path(f"{_ONE}/accord/<uuid:spokesperson>/retirer", disallow, name="neighbours_office_disallow"),
    path(f"{_ONE}/lettre", letter, name="neighbours_office_letter"),
    path(f"{_ONE}/retirer", strike, name="neighbours_office_strike"),
]
