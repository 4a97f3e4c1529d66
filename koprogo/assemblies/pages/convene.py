"""The convocation: read what will leave, send it, follow it until each letter is proven."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from koprogo.assemblies import labels
from koprogo.assemblies.operations import convene as operations
from koprogo.assemblies.operations import dispatch
from koprogo.assemblies.pages import frame
from koprogo.assemblies.pages.frame import address, to
from koprogo.assemblies.queries import addressees, agenda, assemblies, convocations
from koprogo.assemblies.rules import planning
from koprogo.assemblies.rules.convocation import Channel
from koprogo.assemblies.rules.states import Kind, State
from koprogo.condominiums.rules.rights import Right
from koprogo.platform import downloads, files, jobs
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.rendering import page, part, say

PAPERS = {"poste": "batch_id", "recommandes": "counter_list_id", "affiche": "hall_notice_id"}


@door(needs=Right.PREPARE_ASSEMBLY)
def convocation(request: HttpRequest, access: Access, assembly: str) -> HttpResponse:
    """Before: what would leave, in numbers. After: who got it, how, and what is still to be proven."""
    if request.method == "POST":
        operations.convene(access, number=assembly)
        say(
            request,
            _("La convocation part. Vous avez dix minutes pour la reprendre."),
            undo=address("convocation_take_back", access, assembly=assembly),
        )
        return to("convocation", access, assembly=assembly)
    row = assemblies.get(access, number=assembly)
    if row.state == State.PLANNED:
        return _review(request, access, row)
    sent = convocations.current(access, assembly=row)
    if sent is None:
        return to("assembly", access, assembly=assembly)
    rows = convocations.recipients(access, convocation=sent)
    latest = {(one.party_id, one.name): one.recipient_id for one in rows}
    return page(
        request,
        "assemblies/convocation_sent.html",
        assembly=row,
        title=frame.title_of(row),
        sent=sent,
        rows=rows,
        latest=set(latest.values()),
        unproven=sum(not one.is_proven and one.recipient_id in latest.values() for one in rows),
        job=jobs.of_subject(access, subject_id=sent.id, kind=operations.SEND_CONVOCATION),
        may_take_back=row.state == State.CONVENED and access.now <= sent.issued_at + operations.RECALL,
        labels=labels,
    )


def _review(request: HttpRequest, access: Access, row: Any) -> HttpResponse:
    items = [one for one in agenda.items(access, assembly=row) if one.is_listed]
    people = addressees.of_day(access, on=access.today)
    return page(
        request,
        "assemblies/convocation.html",
        assembly=row,
        title=frame.title_of(row),
        items=items,
        people=people,
        registered=sum(one.channel is Channel.REGISTERED for one in people),
        by_mail=sum(one.channel is Channel.EMAIL for one in people),
        suspended=[one for one in people if one.vote_suspended],
        unreachable=[one.name for one in people if one.unreachable],
        blanks=sum(one.blanks > 0 for one in items),
        warnings=_warnings(access, row),
        labels=labels,
    )


def _warnings(access: Access, row: Any) -> list[str]:
    odd = planning.warnings(
        held_on=row.held_on,
        today=access.today,
        kind=Kind(row.kind),
        starts=row.fortnight,
        notice_days=row.notice_days,
        members=access.org_kind == "nonprofit",
    )
    return frame.day_warnings(odd, row)


@door(needs=Right.PREPARE_ASSEMBLY)
def take_back(request: HttpRequest, access: Access, assembly: str) -> HttpResponse:
    """Take the convocation back within ten minutes."""
    if request.method == "POST":
        operations.take_back(access, number=assembly)
        say(request, _("La convocation est reprise : aucun e-mail ne part, l’ordre du jour se change de nouveau."))
    return to("assembly", access, assembly=assembly)


@door(needs=Right.PREPARE_ASSEMBLY)
def progress(request: HttpRequest, access: Access, assembly: str) -> HttpResponse:
    """How far the letters are (a piece of the page, or the page again without a script)."""
    row = assemblies.get(access, number=assembly)
    sent = convocations.current(access, assembly=row)
    job = jobs.of_subject(access, subject_id=sent.id, kind=operations.SEND_CONVOCATION) if sent else None
    if not request.headers.get("HX-Request") or job is None:
        return to("convocation", access, assembly=assembly)
    response = part(request, "assemblies/convocation_progress.html", assembly=row, job=job)
    if job.state not in (job.State.QUEUED, job.State.RUNNING):
        response.headers["HX-Redirect"] = address("convocation", access, assembly=assembly)
    return response


@door(needs=Right.PREPARE_ASSEMBLY)
def resume(request: HttpRequest, access: Access, assembly: str) -> HttpResponse:
    """Start the letters again where they stopped."""
    if request.method == "POST":
        sent = convocations.current(access, assembly=assemblies.get(access, number=assembly))
        job = jobs.of_subject(access, subject_id=sent.id, kind=operations.SEND_CONVOCATION) if sent else None
        if job is not None:
            jobs.again(access, job_id=job.id)
    return to("convocation", access, assembly=assembly)


@door(needs=Right.PREPARE_ASSEMBLY)
def add_late(request: HttpRequest, access: Access, assembly: str) -> HttpResponse:
    """Convene those who hold a lot since the convocation left."""
    if request.method == "POST":
        added = dispatch.add_late(access, number=assembly)
        say(request, _("%(n)s convocation de plus se prépare.") % {"n": added})
    return to("convocation", access, assembly=assembly)


@door(needs=Right.PREPARE_ASSEMBLY)
def paper(request: HttpRequest, access: Access, assembly: str, paper: str) -> HttpResponse:
    """The letters for the post, the list for the counter, the notice for the hall."""
    row = assemblies.get(access, number=assembly)
    sent = convocations.current(access, assembly=row)
    file_id = getattr(sent, PAPERS[paper]) if sent and paper in PAPERS else None
    stored = files.get(access, file_id=file_id) if file_id else None
    if stored is None:
        raise Http404
    return downloads.answer(stored)


@door(needs=Right.READ_MINUTES)
def letter(request: HttpRequest, access: Access, assembly: str, recipient: UUID) -> HttpResponse:
    """One letter as it was sent: one's own, or anybody's for those who see every account."""
    row = convocations.recipient(access, recipient_id=recipient)
    if row.convocation.assembly.number != assembly:
        raise Http404
    if row.party_id not in access.party_ids and not access.may(Right.SEE_ALL_ACCOUNTS):
        raise Http404
    stored = files.get(access, file_id=row.letter_id) if row.letter_id else None
    if stored is None:
        raise Http404
    return downloads.answer(stored)
