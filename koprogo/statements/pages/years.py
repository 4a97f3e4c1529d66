"""A whole year to take along: the archive with everything in it, and the books as text."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from koprogo.condominiums.queries import building
from koprogo.condominiums.rules.rights import Right
from koprogo.ledger.labels import year_name
from koprogo.platform import doors, downloads
from koprogo.platform.access import Access
from koprogo.platform.rendering import page, part, say
from koprogo.statements.operations import papers, year_file
from koprogo.statements.queries import kept

_TEXT = "text/plain; charset=utf-8"


@doors.door(needs=Right.SEE_ALL_ACCOUNTS)
def show(request: HttpRequest, access: Access, year: str) -> HttpResponse:
    """The archive of a year: ask for it (posting), see how far it is, fetch it."""
    if request.method == "POST":
        year_file.ask(access, code=year)
        say(request, _("Le dossier se prépare. Il restera ici et dans les documents."))
        return redirect(reverse("statement_year", kwargs={"slug": access.slug, "year": year}))
    found, stored, job = year_file.latest(access, code=year)
    working = job is not None and papers.under_way(job, access.now)
    return page(
        request,
        "statements/year.html",
        year=found,
        name=year_name(found.starts_on, found.ends_on),
        stored=stored,
        job=job if job is not None and (working or job.state == job.State.FAILED) else None,
        working=working,
    )


@doors.door(needs=Right.SEE_ALL_ACCOUNTS)
def progress(request: HttpRequest, access: Access, year: str) -> HttpResponse:
    """How far the archive is (a piece of the page, or the page again without a script)."""
    here = reverse("statement_year", kwargs={"slug": access.slug, "year": year})
    found, _stored, job = year_file.latest(access, code=year)
    if not request.headers.get("HX-Request") or job is None:
        return redirect(here)
    response = part(request, "statements/year_progress.html", year=found, job=job)
    if not papers.under_way(job, access.now):
        response.headers["HX-Redirect"] = here
    return response


@doors.door(needs=Right.SEE_ALL_ACCOUNTS)
def flat(request: HttpRequest, access: Access, year: str) -> HttpResponse:
    """Every entry of the year in the 18 columns of the French flat file."""
    found = kept.year(access, code=year)
    made = year_file.books(access, head=building.head(access), from_on=found.starts_on, to_on=found.ends_on)
    return downloads.content(made.flat.encode(), made.flat_name, _TEXT)


@doors.door(needs=Right.SEE_ALL_ACCOUNTS)
def plain(request: HttpRequest, access: Access, year: str) -> HttpResponse:
    """Every entry of the year as beancount text."""
    found = kept.year(access, code=year)
    made = year_file.books(access, head=building.head(access), from_on=found.starts_on, to_on=found.ends_on)
    return downloads.content(made.plain.encode(), f"livres-{found.code}.beancount", _TEXT)
