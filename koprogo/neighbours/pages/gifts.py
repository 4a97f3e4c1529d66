"""Giving and swapping things."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.neighbours.labels import things as labels
from koprogo.neighbours.labels.office import told as sentence
from koprogo.neighbours.operations import gifts as operations
from koprogo.neighbours.operations.gifts import GiftFacts
from koprogo.neighbours.pages import fields
from koprogo.neighbours.pages.doors import room
from koprogo.neighbours.pages.frame import address, crumbs, form_page, posted, prompted, to
from koprogo.neighbours.pages.lending import ACCEPT
from koprogo.neighbours.pages.steps import Steps, around, page_number, step
from koprogo.neighbours.queries import gifts as giving
from koprogo.neighbours.queries import moderation
from koprogo.neighbours.queries.residents import Me
from koprogo.neighbours.rules.gifts import Kind, State
from koprogo.neighbours.rules.modules import Module
from koprogo.platform import pictures
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say


class GiftForm(forms.Form):
    """What is given, or offered for a swap."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Donner ou troquer ?"),
        choices=[(one.value, labels.KINDS[one]) for one in Kind],
        widget=forms.RadioSelect,
        initial=Kind.GIVE.value,
    )
    title = fields.text(gettext_lazy("Quoi ?"), asked=gettext_lazy("Dites de quoi il s’agit."), most=80)
    wished = fields.text(gettext_lazy("Pour un troc : contre quoi ?"), most=120)
    picture = forms.FileField(
        label=gettext_lazy("Photo"), required=False, widget=forms.FileInput(attrs={"accept": ACCEPT})
    )
    text = fields.lines(gettext_lazy("À savoir"), most=600, rows=3)


class ReserveForm(forms.Form):
    """What is given for it, in a swap."""

    offered = fields.text(
        gettext_lazy("Ce que je donne en échange"), asked=gettext_lazy("Dites ce que vous donnez en échange."), most=120
    )


def _trail(access: Access) -> list[tuple[Any, str]]:
    return crumbs(access, (_("Dons et troc"), address("gifts", access)))


@room(Module.GIFTS)
def listing(request: HttpRequest, access: Access, me: Me) -> HttpResponse:
    """What is there to take; what I give and reserved."""
    asked = request.GET.get("quoi", "")
    kind = Kind(asked) if asked in set(Kind) else None
    number = page_number(request)
    found = giving.listing(access, me=me, kind=kind, number=number)
    return page(
        request,
        "neighbours/gifts.html",
        crumbs=[*crumbs(access), (_("Dons et troc"), "")],
        me=me,
        rows=found.rows,
        around=around(request, number, more=found.more),
        mine=giving.of_me(access, me=me),
        kind=kind,
        labels=labels,
    )


@room(Module.GIFTS)
def put_up(request: HttpRequest, access: Access, me: Me) -> HttpResponse:
    """Give a thing away, or offer it for a swap."""
    form = GiftForm(request.POST or None, request.FILES or None, initial={"title": prompted(request)})
    if posted(request, form):
        with refusals_on(form):
            said = form.cleaned_data
            upload = request.FILES.get("picture")
            plain = pictures.received(upload) if upload else None
            facts = GiftFacts(Kind(said["kind"]), said["title"], said["text"], said["wished"], plain)
            row = operations.put_up(access, facts=facts)
            say(request, _("C’est affiché pour trente jours."))
            return to("gift", access, gift_id=row.id)
    return form_page(
        request,
        form,
        title=_("Donner ou troquer"),
        label=_("Afficher"),
        cancel=address("gifts", access),
        crumbs=_trail(access),
        files=True,
    )


@room(Module.GIFTS)
def show(request: HttpRequest, access: Access, me: Me, gift_id: UUID) -> HttpResponse:
    """One thing: reserve it, or see who did."""
    row = giving.one(access, gift_id=gift_id)
    moderation.check_seen(access, me, subject_id=row.id, author_id=row.resident_id)
    swap = row.kind is Kind.SWAP
    wanted = request.POST.get("act")
    form = ReserveForm(request.POST if wanted == "reserve" and swap else None)
    if request.method == "POST" and not form.errors:
        offered = form.cleaned_data["offered"] if form.is_bound else ""
        steps: Steps = {
            "reserve": (
                lambda: operations.reserve(access, gift_id=row.id, offered=offered),
                _("C’est réservé pour vous. %(who)s est prévenu : convenez du moment.") % {"who": row.who},
            ),
            "release": (lambda: operations.release(access, gift_id=row.id), _("L’objet est de nouveau libre.")),
            "collected": (lambda: operations.collected(access, gift_id=row.id), _("C’est parti. Un objet sauvé.")),
            "renew": (lambda: operations.renew(access, gift_id=row.id), _("C’est affiché pour trente jours de plus.")),
            "withdraw": (lambda: operations.withdraw(access, gift_id=row.id), _("L’annonce est retirée.")),
        }
        gone = wanted in ("collected", "withdraw")
        return step(request, steps, address("gifts", access) if gone else request.path)
    return page(
        request,
        "neighbours/gift.html",
        status=422 if form.errors else 200,
        crumbs=[*_trail(access), (row.title, "")],
        me=me,
        row=row,
        told=[sentence(row.said)] if row.said else [],
        own=row.resident_id == me.id,
        holds=row.reserved_by_id == me.id,
        swap=swap,
        form=form,
        labels=labels,
        State=State,
    )


urlpatterns: list[URLPattern] = [
    path("voisins/troc", listing, name="gifts"),
    path("voisins/troc/nouveau", put_up, name="gift_new"),
    path("voisins/troc/<uuid:gift_id>", show, name="gift"),
]
