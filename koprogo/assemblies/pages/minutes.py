"""The minutes: read, corrected with a reason, signed, sent; and what each owner can check in them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from koprogo.assemblies import labels
from koprogo.assemblies.operations import attend, send_minutes
from koprogo.assemblies.operations import minutes as operations
from koprogo.assemblies.pages.frame import address, crumbs, form_page
from koprogo.assemblies.pages.minutes_forms import CardForm, CorrectForm, GlassForm, SignForm
from koprogo.assemblies.queries import assemblies, records, register
from koprogo.assemblies.rules import calendar
from koprogo.assemblies.rules.session import SigningMethod
from koprogo.assemblies.rules.states import State
from koprogo.condominiums.rules.rights import Right
from koprogo.platform import doors, downloads, files, jobs
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, part, say


def here(access: Access, number: str) -> HttpResponse:
    return redirect(reverse("minutes", kwargs={"slug": access.slug, "assembly": number}))


@doors.door(needs=Right.READ_MINUTES)
def show(request: HttpRequest, access: Access, assembly: str) -> HttpResponse:
    """The minutes as they stand, what is still to be done with them, and one's own votes in the count."""
    found = assemblies.get(access, number=assembly)
    runs = access.may(Right.RUN_ASSEMBLY)
    if State(found.state) not in (State.CLOSED, State.MINUTED, State.ADJOURNED):
        raise Http404
    row = records.latest_minutes(access, assembly_id=found.id)
    if not runs and found.state != State.MINUTED:
        raise Http404
    return page(request, "assemblies/minutes.html", **shown(access, found, row, runs))


def shown(access: Access, found: Any, row: Any, runs: bool) -> dict[str, Any]:
    """What the page of the minutes shows to this reader."""
    signed = list(row.signatures.all()) if row else []
    signing = runs and row is not None and found.state != State.MINUTED
    cards = [one for one in signed if one.method == SigningMethod.EID]
    by_card = runs and row is not None and not found.minutes_sent_on
    by_card = by_card and (found.state == State.MINUTED or len(cards) == len(signed))
    names = {one.name for one in signed}
    waiting = [name for name in row.sections["signers"] if name not in names] if row else []
    due = calendar.minutes_due(found.held_on)
    return {
        "assembly": found,
        "row": row,
        "signed": signed,
        "runs": runs,
        "form": SignForm(initial={"names": "\n".join(row.sections["signers"])}) if signing and not signed else None,
        "glass": GlassForm(initial={"name": waiting[0] if waiting else ""}) if signing and not cards else None,
        "card": CardForm(initial={"who": waiting[0] if waiting else ""}) if by_card else None,
        "cards": cards,
        "waiting": waiting,
        "standing": found.state == State.MINUTED,
        "roles": labels.SIGNER,
        "due": due.strict,
        "challenge": calendar.challenge_until(found.held_on).strict,
        "job": jobs.of_subject(access, subject_id=row.id, kind=send_minutes.SEND) if row and runs else None,
        "mine": records.in_the_count(access, assembly_id=found.id, party_ids=access.party_ids),
        "chain": records.chain(access, assembly_id=found.id),
        "versions": row.version if row else 0,
    }


@doors.door(needs=Right.RUN_ASSEMBLY)
def write(request: HttpRequest, access: Access, assembly: str) -> HttpResponse:
    """Write the minutes from the records."""
    if request.method == "POST":
        found = assemblies.get(access, number=assembly)
        operations.draft(access, assembly_id=found.id)
        say(request, _("Le procès-verbal est écrit d’après la séance. Relisez-le avant de le faire signer."))
    return here(access, assembly)


@doors.door(needs=Right.RUN_ASSEMBLY)
def correct(request: HttpRequest, access: Access, assembly: str) -> HttpResponse:
    """Change the words of items, with a reason; votes and names stay as recorded."""
    found = assemblies.get(access, number=assembly)
    row = records.latest_minutes(access, assembly_id=found.id)
    if row is None:
        raise Http404
    closing = row.sections["closing"]
    remarks = closing[1] if len(closing) > 1 else ""
    form = CorrectForm(request.POST or None, items=row.sections["items"], remarks=remarks)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            operations.correct(
                access,
                assembly_id=found.id,
                texts=form.texts(),
                remarks=form.cleaned_data["remarques"],
                reason=form.cleaned_data["raison"],
            )
            say(request, _("La nouvelle version est gardée ; la précédente aussi."))
            return here(access, assembly)
    back = address("minutes", access, assembly=assembly)
    return form_page(
        request,
        form,
        title=_("Corriger le procès-verbal"),
        label=_("Garder cette version"),
        cancel=back,
        crumbs=[*crumbs(access, found), (_("Procès-verbal"), back)],
        intro=_("Les mots se corrigent, les voix et les noms restent ceux de la séance. Chaque version est gardée."),
    )


@doors.door(needs=Right.RUN_ASSEMBLY)
def recording(request: HttpRequest, access: Access, assembly: str) -> HttpResponse:
    """The recording has served: it is deleted, and the day is kept."""
    if request.method == "POST":
        attend.delete_recording(access, assembly_id=assemblies.get(access, number=assembly).id)
        say(request, _("L’effacement de l’enregistrement est noté."))
    return here(access, assembly)


@doors.door(needs=Right.RUN_ASSEMBLY)
def send(request: HttpRequest, access: Access, assembly: str) -> HttpResponse:
    """Send the minutes to every owner, absent ones too."""
    if request.method == "POST":
        found = assemblies.get(access, number=assembly)
        send_minutes.send(access, assembly_id=found.id)
        say(request, _("Le procès-verbal part à tous, absents compris."))
    return here(access, assembly)


@doors.door(needs=Right.RUN_ASSEMBLY)
def progress(request: HttpRequest, access: Access, assembly: str) -> HttpResponse:
    """How far the sending is (a piece of the page, or the page again without a script)."""
    found = assemblies.get(access, number=assembly)
    row = records.latest_minutes(access, assembly_id=found.id)
    job = jobs.of_subject(access, subject_id=row.id, kind=send_minutes.SEND) if row else None
    if job is None or not request.headers.get("HX-Request"):
        return here(access, assembly)
    response = part(request, "assemblies/minutes_progress.html", job=job, assembly=found)
    if job.state not in (job.State.QUEUED, job.State.RUNNING):
        response.headers["HX-Redirect"] = reverse("minutes", kwargs={"slug": access.slug, "assembly": assembly})
    return response


@doors.door(needs=Right.READ_MINUTES)
def paper(request: HttpRequest, access: Access, assembly: str) -> HttpResponse:
    """The minutes as PDF: the signed paper where there is one, else the last version."""
    found = assemblies.get(access, number=assembly)
    row = records.latest_minutes(access, assembly_id=found.id)
    # Owners read the minutes once they were read and signed (CC 3.87 § 10); before that they are a draft.
    if row is None or not (access.may(Right.RUN_ASSEMBLY) or found.state == State.MINUTED):
        raise Http404
    file_id = row.signed_file_id or row.file_id
    if file_id is None:
        if not access.may(Right.RUN_ASSEMBLY):
            raise Http404
        file_id = operations.write_pdf(access, minutes_id=row.id).id
    stored = files.get(access, file_id=file_id)
    if stored is None:
        raise Http404
    return downloads.answer(stored)


@doors.door(needs=Right.SEE_ASSEMBLIES)
def decisions(request: HttpRequest, access: Access) -> HttpResponse:
    """The register of decisions, open to every owner and occupant (CC 3.93)."""
    text = request.GET.get("q", "")[:100]
    number = request.GET.get("page", "1")
    at = int(number) if number.isascii() and number.isdigit() and 0 < len(number) < 5 else 1
    adopted = not access.may(Right.READ_MINUTES)
    rows, total = register.decisions(access, text=text, adopted_only=adopted, page=max(at, 1))
    return page(
        request,
        "assemblies/decisions.html",
        rows=rows,
        total=total,
        text=text,
        at=at,
        pages=-(-total // register.PAGE),
        outcomes=labels.OUTCOME,
    )
