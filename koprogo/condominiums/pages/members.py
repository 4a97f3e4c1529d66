"""Who stands behind a joint or split right, and who represents it."""

import re
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.condominiums import labels
from koprogo.condominiums.operations import parties as operations
from koprogo.condominiums.operations.parties import MemberFacts
from koprogo.condominiums.pages import fields
from koprogo.condominiums.pages.forms import form_page, posted
from koprogo.condominiums.queries import parties
from koprogo.condominiums.rules.rights import Right
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import say

PLACES = range(1, 7)
RIGHTS = {"joint": ("co_owner",), "split": ("usufructuary", "bare_owner")}


class MembersForm(forms.Form):
    """Up to six people with their part (joint) or their right (split)."""

    name = fields.text(
        gettext_lazy("Nom commun"), most=160, hint=gettext_lazy("Vide : les noms des personnes, à la suite.")
    )

    def __init__(self, *args: Any, access: Access, kind: str, named: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        if not named:
            del self.fields["name"]
        people = [("", _("Personne")), *parties.choices(access, alone=True)]
        rights = [(right, labels.MEMBER_RIGHTS[right]) for right in RIGHTS[kind]]
        for place in PLACES:
            label = _("Personne %(n)s") % {"n": place}
            self.fields[f"member_{place}"] = fields.choice(label, people)
            if kind == "split":
                self.fields[f"right_{place}"] = fields.choice(_("Son droit"), rights)
            else:
                self.fields[f"part_{place}"] = fields.text(
                    _("Sa part"), most=20, hint=_("Par exemple 1/2. Facultatif si aucune n’est connue.")
                )

    def clean(self) -> dict[str, Any]:
        """Read the fractions."""
        typed: dict[str, Any] = super().clean() or {}
        for place in PLACES:
            text = typed.get(f"part_{place}") or ""
            found = re.fullmatch(r"\s*(\d{1,6})\s*/\s*(\d{1,6})\s*", text)
            if text and (not found or not int(found[1]) or int(found[1]) > int(found[2])):
                self.add_error(f"part_{place}", _("Écrivez une fraction, par exemple 1/2."))
            typed[f"fraction_{place}"] = (int(found[1]), int(found[2])) if found else (None, None)
        return typed

    def members(self) -> list[MemberFacts]:
        """The people that were chosen, for the operation."""
        typed = self.cleaned_data
        return [
            MemberFacts(
                UUID(typed[f"member_{place}"]),
                typed.get(f"right_{place}") or RIGHTS[self.kind][0],
                *typed[f"fraction_{place}"],
            )
            for place in PLACES
            if typed.get(f"member_{place}")
        ]


class RepresentativeForm(forms.Form):
    """Who alone is convened and votes, and where the writing is."""

    representative = fields.choice(gettext_lazy("Représentant"))
    note = fields.text(
        gettext_lazy("Désignation écrite"),
        most=200,
        hint=gettext_lazy("Où elle se trouve, par exemple : lettre signée du 3 mars 2026."),
    )

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = parties.choices(access, alone=True)
        fields.fill(self, "representative", people, nothing=_("Aucun : le vote reste suspendu"))


@door(needs=Right.MANAGE_LOTS)
def members(request: HttpRequest, access: Access, party_id: UUID) -> HttpResponse:
    """Say anew who stands behind a joint or split right."""
    row = parties.get(access, party_id=party_id)
    kind = row.kind if row.kind in RIGHTS else "joint"
    initial: dict[str, Any] = {}
    for place, member in enumerate(parties.members(access, party_id=party_id), 1):
        part = f"{member.numerator}/{member.denominator}" if member.denominator else ""
        initial |= {
            f"member_{place}": str(member.party_id),
            f"right_{place}": member.right,
            f"part_{place}": part,
        }
    form = MembersForm(request.POST or None, access=access, kind=kind, named=False, initial=initial)
    if posted(request, form):
        with refusals_on(form):
            operations.set_members(access, party_id=party_id, members=form.members())
            say(request, _("Les personnes derrière %(name)s sont notées.") % {"name": row.name})
            return redirect("party", slug=access.slug, party_id=party_id)
    back = reverse("party", kwargs={"slug": access.slug, "party_id": party_id})
    people = reverse("parties", kwargs={"slug": access.slug})
    return form_page(
        request,
        form,
        title=_("Qui détient ensemble"),
        label=_("Enregistrer les personnes"),
        cancel=back,
        crumbs=[(_("Personnes"), people), (row.name, back)],
    )


@door(needs=Right.MANAGE_LOTS)
def representative(request: HttpRequest, access: Access, party_id: UUID) -> HttpResponse:
    """Note who represents a joint or split right."""
    row = parties.get(access, party_id=party_id)
    initial = {"representative": str(row.representative_id or ""), "note": row.representative_note}
    form = RepresentativeForm(request.POST or None, access=access, initial=initial)
    if posted(request, form):
        with refusals_on(form):
            typed = form.cleaned_data
            chosen = UUID(typed["representative"]) if typed["representative"] else None
            operations.name_representative(
                access, party_id=party_id, representative_id=chosen, note=typed["note"]
            )
            text = _("Le représentant de %(name)s est noté.") if chosen else _("%(name)s n’a plus de représentant.")
            say(request, text % {"name": row.name})
            return redirect("party", slug=access.slug, party_id=party_id)
    back = reverse("party", kwargs={"slug": access.slug, "party_id": party_id})
    people = reverse("parties", kwargs={"slug": access.slug})
    return form_page(
        request,
        form,
        title=_("Représentant"),
        label=_("Enregistrer le représentant"),
        cancel=back,
        crumbs=[(_("Personnes"), people), (row.name, back)],
        intro=_(
            "En indivision ou en usufruit, le vote est suspendu jusqu’à ce qu’une seule personne soit désignée"
            " par écrit. Elle seule est convoquée (CC 3.87 § 1)."
        ),
    )
