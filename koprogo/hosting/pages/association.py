"""The association before everybody: what it costs, who runs it, what its members decide, how to join."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koprogo.hosting.labels import governance as words
from koprogo.hosting.operations import members as operations
from koprogo.hosting.operations import roadmap as roadmap_operations
from koprogo.hosting.pages.doors import visited
from koprogo.hosting.pages.member_forms import CountForm, JoinForm
from koprogo.hosting.pages.public_frame import frame
from koprogo.hosting.queries import gathering, members, prices, proposals, roadmap
from koprogo.hosting.rules import catalogue, goals
from koprogo.hosting.rules.savings import HOME_SERVER_MONTH_CENTS
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say


@visited
def pricing(request: HttpRequest, access: Access) -> HttpResponse:
    """What it costs, what is in it, what goes beyond, every price there was with its decision, goals, voices."""
    lists = prices.every()
    hosted, _paying = proposals.size()
    counted = roadmap.counted(access)
    return page(
        request,
        "hosting/pricing.html",
        terms=prices.on(access.today),
        coming=[one for one in lists if one.valid_from > access.today and catalogue.on(one.valid_from, lists) is one],
        history=lists[::-1],
        today=access.today,
        hosted=hosted,
        counted=counted,
        saved_cents=goals.saved_cents(before_cents=counted.before_cents, stated=counted.stated),
        home_cents=HOME_SERVER_MONTH_CENTS,
        goals=goals.served(hosted + counted.condominiums),
        voices=roadmap.voices(access),
        words=words,
        **frame(request, "pricing"),
    )


@visited
def association(request: HttpRequest, access: Access) -> HttpResponse:
    """Who runs it, how many members, what they vote on, what they wish for."""
    return page(
        request,
        "hosting/association.html",
        name=access.org_name,
        slug=access.slug,
        board=members.board(access, on=access.today),
        count=members.count(access),
        proposals=proposals.listing(access),
        wishes=roadmap.wishes(access),
        words=words,
        **frame(request, "association"),
    )


@visited
def proposal(request: HttpRequest, access: Access, proposal: str) -> HttpResponse:
    """One proposal: its words, its effect, its debate, and the result once there is one. Withdrawn ones too."""
    debate = proposals.debate(access, number=proposal)
    return page(
        request,
        "hosting/public_proposal.html",
        debate=debate,
        place=gathering.place(access, debate.proposal),
        slug=access.slug,
        words=words,
        **frame(request, "association"),
    )


@visited
def join(request: HttpRequest, access: Access) -> HttpResponse:
    """Ask to become a member: a form for anybody, answered by the board."""
    form = JoinForm(request.POST or None, initial={"kind": "natural"})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            operations.apply(access, applicant=form.applicant(), language=(get_language() or "fr")[:2])
            say(request, _("Votre demande est enregistrée. L’organe d’administration vous répondra par e-mail."))
            return redirect("association")
    return page(request, "hosting/join.html", form=form, **frame(request, "association"))


@visited
def count_in(request: HttpRequest, access: Access) -> HttpResponse:
    """An installation of one's own wishes to be counted. Nothing is ever sent by the program itself."""
    form = CountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with refusals_on(form):
            roadmap_operations.count_in(
                access,
                name=data["name"],
                condominiums=data["condominiums"],
                month_before_cents=data["month_before"],
            )
            say(request, _("Votre installation est comptée, sur votre parole. Merci."))
            return redirect("pricing")
    return page(request, "hosting/count_in.html", form=form, **frame(request, "pricing"))
