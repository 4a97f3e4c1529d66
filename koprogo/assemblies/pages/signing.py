"""The minutes are signed: on paper with its scan, or on the secretary's screen, one person after the other."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from koprogo.assemblies.operations import minutes as operations
from koprogo.assemblies.operations import signing, signing_card
from koprogo.assemblies.pages.minutes import here, shown
from koprogo.assemblies.pages.minutes_forms import CardForm, GlassForm, SignForm
from koprogo.assemblies.queries import assemblies, records
from koprogo.assemblies.queries import room as rooms
from koprogo.condominiums.rules.rights import Right
from koprogo.platform import doors, files
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on, sentence
from koprogo.platform.rendering import page, say

SCANS = ("application/pdf", "image/png", "image/jpeg")


@doors.door(needs=Right.RUN_ASSEMBLY)
def on_paper(request: HttpRequest, access: Access, assembly: str) -> HttpResponse:
    """Record the signatures under the paper that was read."""
    found = assemblies.get(access, number=assembly)
    row = records.latest_minutes(access, assembly_id=found.id)
    if request.method != "POST":
        return here(access, assembly)
    if row is None:
        raise Http404
    form = SignForm(request.POST, request.FILES)
    if form.is_valid():
        room = rooms.room(access, assembly=found)
        with refusals_on(form):
            upload = form.cleaned_data["scan"]
            data = files.received(upload, accept=SCANS, field="scan")
            operations.sign(
                access,
                assembly_id=found.id,
                names=form.signers(
                    secretary=found.secretary_name, president=room.names.get(str(found.president_id), "")
                ),
                scan=(upload.name or "pv.pdf", data),
            )
            say(request, _("Le procès-verbal est signé. Il reste à l’envoyer à tous, absents compris."))
            return here(access, assembly)
    return page(request, "assemblies/minutes.html", status=422, **shown(access, found, row, True) | {"form": form})


@doors.door(needs=Right.RUN_ASSEMBLY)
def on_glass(request: HttpRequest, access: Access, assembly: str) -> HttpResponse:
    """One person signs on this screen: draws, or writes the name where nothing can be drawn."""
    if request.method != "POST":
        return here(access, assembly)
    found = assemblies.get(access, number=assembly)
    row = records.latest_minutes(access, assembly_id=found.id)
    form = GlassForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        with refusals_on(form):
            one = signing.on_glass(
                access, assembly_id=found.id, name=typed["name"], drawn=typed["trait"], agreed=typed["agreed"]
            )
            say(request, _("%(name)s a signé.") % {"name": one.name})
            return here(access, assembly)
    return page(request, "assemblies/minutes.html", status=422, **shown(access, found, row, True) | {"glass": form})


@doors.door(needs=Right.RUN_ASSEMBLY)
def finish(request: HttpRequest, access: Access, assembly: str) -> HttpResponse:
    """Everybody who stayed has signed on the screen: the minutes stand."""
    if request.method == "POST":
        found = assemblies.get(access, number=assembly)
        try:
            signing.finish(access, assembly_id=found.id)
        except signing.SignaturesMissing as refusal:
            say(request, sentence(refusal), level=messages.ERROR)
        else:
            say(request, _("Le procès-verbal est signé. Il reste à l’envoyer à tous, absents compris."))
    return here(access, assembly)


@doors.door(needs=Right.RUN_ASSEMBLY)
def by_card(request: HttpRequest, access: Access, assembly: str) -> HttpResponse:
    """The PDF comes back signed with an identity card: checked, kept, and told as it is."""
    if request.method != "POST":
        return here(access, assembly)
    found = assemblies.get(access, number=assembly)
    row = records.latest_minutes(access, assembly_id=found.id)
    form = CardForm(request.POST, request.FILES)
    if form.is_valid():
        with refusals_on(form):
            data = files.received(form.cleaned_data["file"], accept=("application/pdf",), field="file")
            _row, verdict = signing_card.by_card(
                access, assembly_id=found.id, name=form.cleaned_data["who"], data=data
            )
            say(request, _("La signature est intacte. Certificat : %(name)s.") % {"name": verdict.signer})
            return here(access, assembly)
    return page(request, "assemblies/minutes.html", status=422, **shown(access, found, row, True) | {"card": form})
