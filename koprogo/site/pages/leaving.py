"""Taking everything along: one archive, asked for by the syndic, made by the worker."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from koprogo.condominiums.rules.rights import Right
from koprogo.platform import jobs, takeaway
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.rendering import page, part, say

#: The job that packs everything of a building.
TAKE_ALL = "site.take_all"
#: After this long the work is taken for lost, and may be asked for again.
PATIENCE = timedelta(minutes=30)


def _under_way(access: Access) -> tuple[bool, Any]:
    job = jobs.of_subject(access, subject_id=access.org_id, kind=TAKE_ALL)
    working = job is not None and job.state in ("queued", "running") and access.now < job.asked_at + PATIENCE
    return working, job


@door(needs=Right.SETTINGS)
def leave(request: HttpRequest, access: Access) -> HttpResponse:
    """What the archive holds, how far it is, and the newest one."""
    working, job = _under_way(access)
    return page(
        request,
        "site/leave.html",
        stored=takeaway.latest(access),
        job=job if job is not None and (working or job.state == "failed") else None,
        working=working,
    )


@door(needs=Right.SETTINGS)
def take_all(request: HttpRequest, access: Access) -> HttpResponse:
    """Ask for the archive; asked again while it is being made, nothing is added."""
    if request.method == "POST" and not _under_way(access)[0]:
        jobs.enqueue(access, TAKE_ALL, subject_id=access.org_id, total=1)
        say(request, _("L’archive se prépare. Elle restera sur cette page."))
    return redirect("leave", slug=access.slug)


@door(needs=Right.SETTINGS)
def progress(request: HttpRequest, access: Access) -> HttpResponse:
    """How far it is (a piece of the page, or the page again without a script)."""
    here = reverse("leave", kwargs={"slug": access.slug})
    working, job = _under_way(access)
    if not request.headers.get("HX-Request") or job is None:
        return redirect(here)
    response = part(request, "site/leave_progress.html", job=job)
    if not working:
        response.headers["HX-Redirect"] = here
    return response
