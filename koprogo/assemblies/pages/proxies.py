"""Proxies: given from the phone in three taps, written down from paper, listed, taken back."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.assemblies import labels
from koprogo.assemblies.operations import proxies as operations
from koprogo.assemblies.operations.proxies import Mandate
from koprogo.assemblies.pages import fields, frame
from koprogo.assemblies.pages.frame import address, crumbs, form_page, to
from koprogo.assemblies.pages.plan import ReasonForm
from koprogo.assemblies.queries import agenda, assemblies, electorate, proxies
from koprogo.assemblies.queries.proxies import Around
from koprogo.assemblies.rules.states import AHEAD
from koprogo.assemblies.rules.unanimity import Choice
from koprogo.condominiums.rules.rights import Right
from koprogo.platform import downloads, files
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say

INSTRUCTIONS = [("", gettext_lazy("Libre"))] + [(one.value, labels.CHOICE[one]) for one in Choice]


class ProxyForm(forms.Form):
    """Who carries, for what, and how to vote where one says so."""

    holder = fields.choice(gettext_lazy("Qui vous représente"), asked=gettext_lazy("Choisissez la personne."))
    outsider = fields.text(
        gettext_lazy("Ou une personne hors de la copropriété"),
        hint=gettext_lazy("Prénom et nom : une procuration sans nom ne vaut rien."),
    )
    outsider_email = forms.EmailField(label=gettext_lazy("Son e-mail, pour le reçu"), required=False)
    first_session_only = fields.tick(
        gettext_lazy("Seulement pour cette séance"),
        hint=gettext_lazy("Sinon, elle vaut aussi à la deuxième séance, s’il en faut une faute de quorum."),
    )

    def __init__(
        self, *args: Any, around: Around, mandator: UUID | None, items: list[Any], members: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if members:  # only a member carries the proxy of another (law sheet § 11)
            del self.fields["outsider"], self.fields["outsider_email"]
        fields.fill(self, "holder", _choices(around, mandator), nothing=_("Choisir dans la liste"))
        # One or the other: whoever types a name from outside chooses nobody of the list.
        self.fields["holder"].required = not str(self.data.get("outsider") or "").strip()
        self.positions = [one.position for one in items if one.is_listed and one.is_votable]
        for one in items:
            if one.position in self.positions:
                name = f"item_{one.position}"
                self.fields[name] = fields.choice(f"{one.position}. {one.title}", INSTRUCTIONS)

    def mandate(self) -> Mandate:
        """What the operation is asked to write."""
        typed = self.cleaned_data
        return Mandate(
            holder_id=UUID(typed["holder"]) if typed["holder"] else None,
            holder_name="" if typed["holder"] else typed.get("outsider", ""),
            holder_email=typed.get("outsider_email", ""),
            shares=typed.get("shares"),
            instructions={
                place: Choice(typed[f"item_{place}"]) for place in self.positions if typed.get(f"item_{place}")
            },
            first_session_only=typed["first_session_only"],
        )


def _choices(around: Around, mandator: UUID | None) -> list[tuple[str, str]]:
    """Owners who may still carry one; the full ones are said to be so and refused with the rule."""
    found = []
    for one in around.owners:
        if one.party_id in (mandator, around.syndic_id) or one.suspended:
            continue
        label = (
            one.name
            if one.room
            else _("%(name)s (porte déjà %(n)s procurations)")
            % {
                "name": one.name,
                "n": one.carried,
            }
        )
        found.append((str(one.party_id), label))
    return found


class PaperForm(ProxyForm):
    """The same, as it stands on a paper."""

    mandator = fields.choice(gettext_lazy("Qui donne procuration"), asked=gettext_lazy("Choisissez la personne."))
    on = fields.day(gettext_lazy("Datée du"), asked=gettext_lazy("Indiquez la date de la procuration."))
    shares = forms.IntegerField(
        label=gettext_lazy("Une partie des voix seulement"),
        required=False,
        help_text=gettext_lazy(
            "Un copropriétaire donne un seul vote par point : lui-même s’il est là, sinon la personne qui porte le "
            "plus de ses voix."
        ),
        min_value=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": gettext_lazy("Écrivez un nombre entier, par exemple 120.")},
    )
    file = fields.paper(gettext_lazy("Procuration signée"), hint=gettext_lazy("PDF ou photo, gardée comme preuve."))
    field_order = ("mandator", "holder", "outsider", "outsider_email", "on", "file", "shares")

    def __init__(self, *args: Any, around: Around, members: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, around=around, mandator=None, members=members, **kwargs)
        if members:
            del self.fields["shares"]
        owners = [(str(one.party_id), one.name) for one in around.owners if not one.suspended]
        fields.fill(self, "mandator", owners, nothing=_("Choisir dans la liste"))


@door(needs=Right.VOTE)
def mine(request: HttpRequest, access: Access, assembly: str) -> HttpResponse:
    """My proxy: who votes for me, with the button to take it back; or the form to give one."""
    row, items = agenda.with_items(access, number=assembly)
    around = proxies.around(access, assembly=row)
    voting = electorate.own(access)
    own = sorted(voting & {one.party_id for one in around.owners}, key=str)
    party_id = _mine(request, own)
    given = [one for one in around.active if one.mandator_id in voting]
    carried = [one for one in around.active if one.holder_id in access.party_ids]
    mandator = around.owner(party_id)
    free = mandator is not None and not mandator.suspended and not any(o.mandator_id == party_id for o in given)
    form = None
    if free and row.state in AHEAD:
        here = frame.members(access)
        form = ProxyForm(request.POST or None, around=around, mandator=party_id, items=items, members=here)
        if request.method == "POST" and form.is_valid() and party_id is not None:
            with refusals_on(form):
                operations.give(access, number=assembly, party_id=party_id, mandate=form.mandate())
                say(request, _("La procuration est donnée. Un reçu part à vous deux."))
                return to("my_proxy", access, assembly=assembly)
    elif request.method == "POST":
        return to("my_proxy", access, assembly=assembly)
    return page(
        request,
        "assemblies/my_proxy.html",
        status=422 if form and form.errors else 200,
        assembly=row,
        title=frame.title_of(row),
        mandator=mandator,
        others=[around.owner(one) for one in own if one != party_id],
        given=given,
        carried=carried,
        form=form,
        labels=labels,
    )


def _mine(request: HttpRequest, own: list[UUID]) -> UUID | None:
    wanted = request.GET.get("pour", "")
    return next((one for one in own if str(one) == wanted), own[0] if own else None)


@door(needs=Right.VOTE)
def take_back(request: HttpRequest, access: Access, assembly: str, proxy: UUID) -> HttpResponse:
    """Take one's own proxy back."""
    if request.method == "POST":
        operations.take_back(access, proxy_id=proxy)
        say(request, _("La procuration est retirée. Un message part à vous deux."))
    return to("my_proxy", access, assembly=assembly)


@door(needs=Right.PREPARE_ASSEMBLY)
def listing(request: HttpRequest, access: Access, assembly: str) -> HttpResponse:
    """Every proxy of an assembly, in the order in which they are examined."""
    row = assemblies.get(access, number=assembly)
    rows = proxies.listing(access, assembly=row)
    return page(
        request,
        "assemblies/proxies.html",
        assembly=row,
        title=frame.title_of(row),
        rows=rows,
        labels=labels,
        may_record=row.state in (*AHEAD, "open"),
    )


@door(needs=Right.PREPARE_ASSEMBLY)
def record(request: HttpRequest, access: Access, assembly: str) -> HttpResponse:
    """Write down a proxy that came on paper."""
    row, items = agenda.with_items(access, number=assembly)
    around = proxies.around(access, assembly=row)
    members = frame.members(access)
    form = PaperForm(request.POST or None, request.FILES or None, around=around, items=items, members=members)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            data, name = fields.read(form.cleaned_data["file"])
            operations.record(
                access,
                number=assembly,
                party_id=UUID(form.cleaned_data["mandator"]),
                mandate=form.mandate(),
                on=form.cleaned_data["on"],
                data=data,
                name=name,
            )
            say(request, _("La procuration est notée."))
            return to("proxies", access, assembly=assembly)
    back = address("proxies", access, assembly=assembly)
    return form_page(
        request,
        form,
        title=_("Noter une procuration sur papier"),
        label=_("Noter la procuration"),
        cancel=back,
        crumbs=[*crumbs(access, row), (_("Procurations"), back)],
        intro=_("Un membre en porte autant qu’on lui en donne, sauf si les statuts disent autre chose.")
        if members
        else _(
            "Trois procurations au plus par personne, sauf si elle ne réunit pas plus d’un dixième de toutes les voix."
        ),
        files=True,
    )


@door(needs=Right.PREPARE_ASSEMBLY)
def strike(request: HttpRequest, access: Access, assembly: str, proxy: UUID) -> HttpResponse:
    """Note that a proxy was taken back, or typed by mistake."""
    row = assemblies.get(access, number=assembly)
    found = next((one for one in proxies.listing(access, assembly=row) if one.proxy_id == proxy), None)
    if found is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            operations.strike(access, proxy_id=proxy, reason=form.cleaned_data["reason"])
            say(request, _("La procuration ne compte plus."))
            return to("proxies", access, assembly=assembly)
    back = address("proxies", access, assembly=assembly)
    return form_page(
        request,
        form,
        title=_("Retirer la procuration de %(name)s") % {"name": found.mandator},
        label=_("Retirer la procuration"),
        cancel=back,
        crumbs=[*crumbs(access, row), (_("Procurations"), back)],
    )


@door(needs=Right.PREPARE_ASSEMBLY)
def paper(request: HttpRequest, access: Access, assembly: str, proxy: UUID) -> HttpResponse:
    """The scan of a proxy."""
    row = assemblies.get(access, number=assembly)
    found = next((one for one in proxies.listing(access, assembly=row) if one.proxy_id == proxy), None)
    stored = files.get(access, file_id=found.file_id) if found and found.file_id else None
    if stored is None:
        raise Http404
    return downloads.answer(stored)
