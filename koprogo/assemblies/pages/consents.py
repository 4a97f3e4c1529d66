"""Who agreed to be convened by e-mail: one's own agreement, and what came on paper."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.assemblies import labels
from koprogo.assemblies.operations import consents as operations
from koprogo.assemblies.pages import fields
from koprogo.assemblies.pages.frame import address, crumbs, form_page, to
from koprogo.assemblies.queries import addressees
from koprogo.condominiums.queries import parties
from koprogo.condominiums.rules.rights import Right
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say


@door(needs=Right.PREPARE_ASSEMBLY)
def listing(request: HttpRequest, access: Access) -> HttpResponse:
    """Everybody who would be convened today, and by which way."""
    rows = addressees.of_day(access, on=access.today)
    return page(request, "assemblies/consents.html", rows=rows, mine=False, labels=labels)


@door(needs=Right.VOTE)
def mine(request: HttpRequest, access: Access) -> HttpResponse:
    """One's own agreement, given or taken back with one button."""
    if request.method == "POST":
        party = _uuid(request.POST.get("party", ""))
        given = request.POST.get("accord") == "oui"
        if party is not None:
            operations.tell(access, party_id=party, given=given)
            say(
                request,
                _("Votre accord est noté, avec sa date. Vous pouvez le retirer à tout moment.")
                if given
                else _("Votre accord est retiré. Les convocations viendront par recommandé."),
            )
        return to("my_consent", access)
    rows = [row for row in addressees.of_day(access, on=access.today) if row.party_id in access.party_ids]
    return page(request, "assemblies/consents.html", rows=rows, mine=True, labels=labels)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


class ConsentForm(forms.Form):
    """What a signed paper says."""

    given = fields.choice(
        gettext_lazy("Ce que dit le papier"),
        [
            ("oui", gettext_lazy("Accepte d’être convoqué par e-mail")),
            ("non", gettext_lazy("Retire son accord : par recommandé")),
        ],
        asked=gettext_lazy("Choisissez dans la liste."),
    )
    on = fields.day(gettext_lazy("Signé le"), asked=gettext_lazy("Indiquez la date du papier."))
    file = fields.paper(gettext_lazy("Papier signé"), hint=gettext_lazy("PDF ou image, gardé comme preuve."))


@door(needs=Right.PREPARE_ASSEMBLY)
def record(request: HttpRequest, access: Access, party_id: UUID) -> HttpResponse:
    """Write down an agreement that came on paper."""
    party: Any = parties.get(access, party_id=party_id)
    form = ConsentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            typed = form.cleaned_data
            data, name = fields.read(typed["file"])
            given = typed["given"] == "oui"
            operations.record(access, party_id=party_id, given=given, on=typed["on"], data=data, name=name)
            say(request, _("L’accord de %(name)s est noté.") % {"name": party.name})
            return to("consents", access)
    back = address("consents", access)
    return form_page(
        request,
        form,
        title=_("Accord de %(name)s") % {"name": party.name},
        label=_("Noter l’accord"),
        cancel=back,
        crumbs=[*crumbs(access), (_("Accords pour l’e-mail"), back)],
        files=True,
    )
