"""The road map with its votes, and the words of partners, inside the association."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from koprogo.condominiums.rules.rights import Right
from koprogo.hosting.labels import governance as words
from koprogo.hosting.operations import roadmap as operations
from koprogo.hosting.operations.roadmap import Quote
from koprogo.hosting.pages.doors import hosted
from koprogo.hosting.pages.member_forms import VoiceForm, WishForm
from koprogo.hosting.queries import members, roadmap
from koprogo.kernel.refusals import NotFound
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say


@hosted
@door(needs=Right.MEET_MEMBERS)
def wishes(request: HttpRequest, access: Access) -> HttpResponse:
    """What members wish for; each supports what they like, once."""
    form = WishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            operations.wish(access, title=form.cleaned_data["title"], text=form.cleaned_data["text"])
            say(request, _("Souhait ajouté, avec votre voix."))
            return redirect("roadmap", slug=access.slug)
    mine = members.mine(access)
    return page(
        request,
        "hosting/roadmap.html",
        form=form,
        mine=mine,
        runs=access.may(Right.RUN_HOSTING),
        rows=roadmap.wishes(access, member_id=mine.id if mine else None),
        words=words,
    )


@hosted
@door(needs=Right.MEET_MEMBERS)
def support(request: HttpRequest, access: Access, wish_id: UUID) -> HttpResponse:
    """Give one's voice to a wish, or take it back."""
    if request.method == "POST":
        operations.support(access, item_id=wish_id, yes=request.POST.get("yes") == "1")
    return redirect("roadmap", slug=access.slug)


@hosted
@door(needs=Right.RUN_HOSTING)
def move(request: HttpRequest, access: Access, wish_id: UUID) -> HttpResponse:
    """Say how far a wish is."""
    if request.method == "POST":
        state = request.POST.get("state", "")
        if state not in words.WISHES:
            raise NotFound(what="state")
        operations.move(access, item_id=wish_id, state=state)
        say(request, _("Avancement noté."))
    return redirect("roadmap", slug=access.slug)


@hosted
@door(needs=Right.RUN_HOSTING)
def voices(request: HttpRequest, access: Access) -> HttpResponse:
    """Words of partners and users, with their agreement."""
    form = VoiceForm(request.POST or None, initial={"agreed_on": access.today})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        said = Quote(data["kind"], data["name"], data["text"], data["agreed_on"], access.language)
        with refusals_on(form):
            operations.quote(access, said=said)
            say(request, _("Témoignage publié."))
            return redirect("voices", slug=access.slug)
    return page(request, "hosting/voices.html", form=form, rows=roadmap.voices(access, every=True), words=words)


@hosted
@door(needs=Right.RUN_HOSTING)
def hide(request: HttpRequest, access: Access, voice_id: UUID) -> HttpResponse:
    """Take somebody's words off the public page, or show them again."""
    if request.method == "POST":
        if request.POST.get("retirer") == "1":
            operations.take_back(access, voice_id=voice_id)
            say(request, _("L’accord est retiré : ces mots ne paraissent plus."))
            return redirect("voices", slug=access.slug)
        operations.hide(access, voice_id=voice_id, shown=request.POST.get("shown") == "1")
    return redirect("voices", slug=access.slug)
