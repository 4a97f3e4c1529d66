"""Planning, changing and cancelling an assembly."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.assemblies import labels
from koprogo.assemblies.operations import plan as operations
from koprogo.assemblies.operations.plan import Plan
from koprogo.assemblies.pages import fields
from koprogo.assemblies.pages.frame import address, crumbs, form_page, title_of, to
from koprogo.assemblies.queries import assemblies
from koprogo.assemblies.rules import calendar
from koprogo.assemblies.rules.quorum import second_session_from
from koprogo.assemblies.rules.states import Kind, Session, State
from koprogo.assemblies.rules.unanimity import retry_from
from koprogo.condominiums.queries import building
from koprogo.condominiums.rules.rights import Right
from koprogo.platform import formats
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import say


class PlanForm(forms.Form):
    """When, where and how."""

    kind = fields.choice(
        gettext_lazy("De quelle assemblée s’agit-il ?"),
        [(kind.value, labels.KIND[kind]) for kind in (Kind.ORDINARY, Kind.EXTRAORDINARY)],
        asked=gettext_lazy("Choisissez le genre d’assemblée."),
    )
    held_on = fields.day(gettext_lazy("Jour"), asked=gettext_lazy("Indiquez le jour."))
    starts_at = fields.hour(gettext_lazy("Heure"), asked=gettext_lazy("Indiquez l’heure."))
    place = fields.text(
        gettext_lazy("Lieu"), asked=gettext_lazy("Indiquez le lieu : la convocation doit le dire."), most=200
    )
    consult = fields.lines(
        gettext_lazy("Où et quand lire les documents"),
        rows=2,
        hint=gettext_lazy("La convocation doit le dire. Par exemple : en ligne, et chez le syndic sur rendez-vous."),
    )
    remote_link = forms.URLField(
        label=gettext_lazy("Adresse de la visioconférence"),
        required=False,
        assume_scheme="https",
        error_messages={"invalid": gettext_lazy("Écrivez l’adresse en entier, avec https://.")},
    )
    remote_text = fields.lines(
        gettext_lazy("Comment participer à distance"),
        rows=2,
        hint=gettext_lazy("Seulement si la convocation le prévoit : comment l’on est identifié, comment l’on vote."),
    )
    recorded = fields.tick(
        gettext_lazy("La séance est enregistrée"), hint=gettext_lazy("Chacun donne ou refuse son accord à l’entrée.")
    )
    notice_days = forms.IntegerField(
        label=gettext_lazy("Délai de convocation, en jours"),
        initial=calendar.NOTICE_DAYS,
        min_value=1,
        max_value=90,
        help_text=gettext_lazy("Quinze jours, ou plus si le règlement d’ordre intérieur le demande."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    urgent_because = fields.text(
        gettext_lazy("Motif d’urgence"),
        most=400,
        hint=gettext_lazy("Seule une urgence motivée permet de convoquer plus tard."),
    )
    reason = fields.text(
        gettext_lazy("Raison du changement"),
        most=400,
        hint=gettext_lazy("L’assemblée était convoquée : une nouvelle convocation sera nécessaire."),
    )

    def __init__(
        self, *args: Any, convened: bool = False, kind: str = "", members: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if members:
            self.fields["consult"].help_text = _(
                "La convocation doit le dire. Par exemple : en ligne, et au siège sur rendez-vous."
            )
            self.fields["notice_days"].help_text = _("Quinze jours, ou plus si les statuts le demandent (CSA 9:14).")
        self._kind = kind
        if kind:  # a second session is of the kind of the first, a new assembly for unanimity is extraordinary
            del self.fields["kind"]
        if not convened:
            del self.fields["reason"]

    def facts(self) -> Plan:
        """What the operation is asked to write."""
        typed = dict(self.cleaned_data)
        typed.pop("reason", None)
        return Plan(**typed | {"kind": Kind(self._kind or typed["kind"])})


@door(needs=Right.PREPARE_ASSEMBLY)
def new(request: HttpRequest, access: Access) -> HttpResponse:
    """Plan an assembly; what the house rules say about its day stands beside the field."""
    if request.GET.get("suite"):
        first = assemblies.get(access, number=request.GET["suite"])
        again = assemblies.to_decide_again(access, first=first)
        return _again(request, access, first) if again else _second(request, access, first)
    identity = building.condominium(access)
    asked = _asked(request.GET.get("demande", ""))
    kind = Kind.EXTRAORDINARY if asked else Kind.ORDINARY
    members = access.org_kind == "nonprofit"
    form = PlanForm(request.POST or None, members=members, initial={"kind": kind.value, "starts_at": "19:00"})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            row = operations.plan(access, facts=form.facts(), request_id=asked)
            say(request, _("L’assemblée est planifiée. Préparez l’ordre du jour, puis convoquez."))
            return to("assembly", access, assembly=row.number)
    back = address("assemblies", access)
    return form_page(
        request,
        form,
        title=_("Planifier une assemblée"),
        label=_("Planifier l’assemblée"),
        cancel=back,
        crumbs=crumbs(access),
        hints={"held_on": _fortnight(access, identity.assembly_from)},
        intro=_("Une assemblée ordinaire commence avec les points que la loi demande chaque année."),
    )


def _second(request: HttpRequest, access: Access, first: Any) -> HttpResponse:
    """The second session of one that had no quorum: the same agenda, whoever comes."""
    earliest = second_session_from(first.held_on)
    initial = _initial(first) | {"held_on": earliest, "urgent_because": ""}
    members = access.org_kind == "nonprofit"
    form = PlanForm(request.POST or None, kind=first.kind, members=members, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            row = operations.plan(access, facts=form.facts(), session=Session.SECOND, follows=first)
            say(request, _("La deuxième séance est planifiée, avec le même ordre du jour. Il reste à convoquer."))
            return to("assembly", access, assembly=row.number)
    if members:
        said = _(
            "Elle reprend l’ordre du jour de la première, et décide quel que soit le nombre de présents (CSA 9:21)."
        )
    else:
        said = _(
            "Elle reprend l’ordre du jour de la première, et décide quels que soient le nombre de présents et leurs "
            "quotités (CC 3.87 § 5)."
        )
    return form_page(
        request,
        form,
        title=_("Planifier la deuxième séance"),
        label=_("Planifier la deuxième séance"),
        cancel=address("assembly", access, assembly=first.number),
        crumbs=crumbs(access, first),
        hints={"held_on": _("Au plus tôt le %(day)s.") % {"day": formats.day_long(earliest)}},
        intro=said,
    )


def _again(request: HttpRequest, access: Access, first: Any) -> HttpResponse:
    """The new assembly for what missed unanimity only because somebody was not there."""
    earliest = retry_from(first.held_on)
    initial = _initial(first) | {"held_on": earliest, "urgent_because": ""}
    form = PlanForm(request.POST or None, kind=Kind.EXTRAORDINARY, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            row = operations.plan(access, facts=form.facts(), session=Session.RETRY, follows=first)
            say(request, _("La nouvelle assemblée est planifiée, avec ce qui attend l’unanimité. Reste à convoquer."))
            return to("assembly", access, assembly=row.number)
    return form_page(
        request,
        form,
        title=_("Planifier la nouvelle assemblée pour l’unanimité"),
        label=_("Planifier la nouvelle assemblée"),
        cancel=address("assembly", access, assembly=first.number),
        crumbs=crumbs(access, first),
        hints={"held_on": _("Au plus tôt le %(day)s.") % {"day": formats.day_long(earliest)}},
        intro=_(
            "L’unanimité de tous n’a manqué que par absence. La nouvelle assemblée en décide à l’unanimité de ceux qui "
            "y sont présents ou représentés (CC 3.88 § 4)."
        ),
    )


def _asked(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _fortnight(access: Access, starts: str) -> str:
    if access.org_kind == "nonprofit":
        return ""
    if not starts:
        return _("La quinzaine annuelle du règlement n’est pas indiquée à la page Immeuble.")
    found = calendar.next_fortnight(access.today, starts)
    facts = {"first": formats.day_long(found.first), "last": formats.day_long(found.last)}
    return _("La prochaine quinzaine annuelle va du %(first)s au %(last)s.") % facts


@door(needs=Right.PREPARE_ASSEMBLY)
def change(request: HttpRequest, access: Access, assembly: str) -> HttpResponse:
    """Correct what is planned, or move a convened assembly to another day."""
    row = assemblies.get(access, number=assembly)
    convened = row.state == State.CONVENED
    members = access.org_kind == "nonprofit"
    form = PlanForm(request.POST or None, convened=convened, members=members, initial=_initial(row))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            reason = form.cleaned_data.get("reason") or ""
            changed = operations.change(access, number=assembly, facts=form.facts(), reason=reason)
            say(request, _("L’assemblée est modifiée."))
            return to("assembly", access, assembly=changed.number)
    notes = []
    if convened:
        notes.append(
            _("Les convocations sont parties. Changer ceci les remplace : l’assemblée revient en préparation.")
        )
    return form_page(
        request,
        form,
        title=_("Modifier l’assemblée"),
        label=_("Enregistrer"),
        cancel=address("assembly", access, assembly=assembly),
        crumbs=crumbs(access, row),
        notes=notes,
    )


def _initial(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in Plan.__slots__}


class ReasonForm(forms.Form):
    """Why."""

    reason = fields.text(gettext_lazy("Raison"), asked=gettext_lazy("Écrivez la raison."), most=400)


@door(needs=Right.PREPARE_ASSEMBLY)
def cancel(request: HttpRequest, access: Access, assembly: str) -> HttpResponse:
    """Cancel an assembly, with the reason."""
    row = assemblies.get(access, number=assembly)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            operations.cancel(access, number=assembly, reason=form.cleaned_data["reason"])
            say(request, _("L’assemblée est annulée."))
            return to("assemblies", access)
    told = row.state == State.CONVENED
    return form_page(
        request,
        form,
        title=_("Annuler l’assemblée"),
        label=_("Annuler l’assemblée"),
        cancel=address("assembly", access, assembly=assembly),
        crumbs=crumbs(access, row),
        intro=title_of(row),
        notes=[
            _("Ceux qui ont reçu un e-mail sont avertis par e-mail. Avertissez les autres par la poste.")
            if told
            else _("Personne n’a encore été convoqué. Les propositions attendent l’assemblée suivante.")
        ],
    )
