"""Which modules are on: to choose, one by one, with who and why."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.assemblies.queries import register
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.neighbours import labels
from koprogo.neighbours.operations import modules as operations
from koprogo.neighbours.pages import fields
from koprogo.neighbours.pages.doors import room
from koprogo.neighbours.pages.frame import address, back_to_modules, crumbs, form_page, posted, to
from koprogo.neighbours.queries import modules
from koprogo.neighbours.queries.residents import Here, Me
from koprogo.neighbours.rules.modules import DECIDED_TOGETHER, RESTS_AFTER, Module
from koprogo.platform import formats
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say


@door(needs=Right.ANIMATE_NEIGHBOURS)
def listing(request: HttpRequest, access: Access) -> HttpResponse:
    """All modules, those that are on with who switched them on and why; one at rest is put in sight by one tap."""
    if request.method == "POST":
        woken = _known(request.POST.get("module", ""))
        operations.wake(access, module=woken)
        say(request, _("« %(name)s » est de nouveau montré.") % {"name": labels.MODULES[woken]})
        return to("neighbours_modules", access)
    switched = {one.module: one for one in modules.switches(access)}
    rows = [(module, labels.MODULES[module], labels.ABOUT[module], switched.get(module)) for module in Module]
    return page(
        request,
        "neighbours/modules.html",
        rows=rows,
        lives_here=access.may(Right.MEET_NEIGHBOURS),
        days=RESTS_AFTER.days,
        decided_together=() if access.org_kind == "residents" else DECIDED_TOGETHER,
    )


class SwitchForm(forms.Form):
    """Why a module begins or ends; the decision of the assembly, where it takes one."""

    why = fields.text(gettext_lazy("Pourquoi"), most=200, hint=gettext_lazy("Les voisins le liront."))
    decision = fields.choice(gettext_lazy("Décision de l’assemblée"))

    def __init__(self, data: Any, *, decisions: list[tuple[str, str]] | None) -> None:
        super().__init__(data)
        if decisions is None:
            del self.fields["decision"]
        else:
            choices = self.fields["decision"]
            assert isinstance(choices, forms.ChoiceField)
            choices.choices = [("", _("Aucune")), *decisions]


@door(needs=Right.ANIMATE_NEIGHBOURS)
def switch(request: HttpRequest, access: Access, module: str) -> HttpResponse:
    """Switch one module on, or off when it is on."""
    one = _known(module)
    running = one in modules.on(access)
    asks = not running and one in DECIDED_TOGETHER and access.org_kind != "residents"
    form = SwitchForm(request.POST or None, decisions=_decisions(access) if asks else None)
    names = {"name": labels.MODULES[one]}
    if posted(request, form):
        facts = form.cleaned_data
        with refusals_on(form):
            if running:
                operations.switch_off(access, module=one, why=facts["why"])
                say(request, _("« %(name)s » n’est plus en service. Rien n’est perdu.") % names)
            else:
                operations.switch_on(access, module=one, why=facts["why"], decision=facts.get("decision", ""))
                say(request, _("« %(name)s » est en service.") % names)
            return to("neighbours_modules", access)
    title = _("Mettre hors service : %(name)s") if running else _("Mettre en service : %(name)s")
    return form_page(
        request,
        form,
        title=title % names,
        label=_("Mettre hors service") if running else _("Mettre en service"),
        cancel=address("neighbours_modules", access),
        crumbs=back_to_modules(access),
        intro=labels.ABOUT[one],
        notes=[_("Ce qui s’y trouve reste gardé ; les pages sont fermées.")] if running else [],
    )


@room(None)
def resting(request: HttpRequest, access: Access, me: Me) -> HttpResponse:
    """What nobody wrote in for long and the home no longer shows: whoever wants to write there brings it back."""
    here: Here = request.here  # type: ignore[attr-defined]
    if request.method == "POST":
        one = _known(request.POST.get("module", ""))
        operations.open_again(access, module=one)
        say(request, _("« %(name)s » est de nouveau montré.") % {"name": labels.MODULES[one]})
        return to("neighbours", access)
    return page(
        request,
        "neighbours/resting.html",
        crumbs=[*crumbs(access), (_("Au repos"), "")],
        rows=[(one, labels.MODULES[one], labels.ABOUT[one]) for one in Module if one in here.resting],
        days=RESTS_AFTER.days,
    )


def _known(text: str) -> Module:
    try:
        return Module(text)
    except ValueError as problem:
        raise NotFound(what="module") from problem


def _decisions(access: Access) -> list[tuple[str, str]]:
    """What the assembly adopted, in the words of its register: the value is what is kept."""
    found, _total = register.decisions(access, adopted_only=True)
    told = [f"{one.title} ({formats.day(one.decided_on)}, n° {one.number})"[-200:] for one in found]
    return [(text, text) for text in told]


urlpatterns: list[URLPattern] = [
    path("voisins/modules", listing, name="neighbours_modules"),
    path("voisins/modules/<str:module>", switch, name="neighbours_module"),
    path("voisins/au-repos", resting, name="neighbours_resting"),
]
