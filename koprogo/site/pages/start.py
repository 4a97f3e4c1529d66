"""Pages outside any building: the front door, help, rights of readers, source, and whether the server is well."""

from datetime import datetime

from django import forms
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from koprogo.condominiums.queries import building
from koprogo.hosting.pages import public_frame
from koprogo.platform import doors, qr
from koprogo.platform.access import BRUSSELS
from koprogo.platform.doors import Door
from koprogo.platform.rendering import page
from koprogo.site import demo_world, source_code, version


@doors.public
def start(request: HttpRequest) -> HttpResponse:
    """The person's own home: their one building, the list of several, or the front page."""
    if request.user.is_authenticated:
        return _own_home(request)
    # Where it is hosted for others, a visitor finds the price and the accounts from the first page on.
    around = public_frame.frame(request, "") if settings.KOPROGO_HOSTING else {}
    return page(request, "site/front.html", logins=demo_world.logins(), **around)


@doors.signed_in
def _own_home(request: HttpRequest, now: datetime) -> HttpResponse:
    assert request.user.pk is not None
    if settings.KOPROGO_HOSTING and request.user.is_operator:
        return redirect("console")  # what is left to do comes first; it leads to the buildings too
    mine = building.mine(request.user.pk, now.astimezone(BRUSSELS).date())
    if len(mine) == 1:
        return redirect("home", slug=mine[0].slug)
    return redirect("buildings")


@doors.public
def help_page(request: HttpRequest) -> HttpResponse:
    """Where to begin, and whom to ask."""
    return page(request, "site/help.html")


@doors.public
def privacy(request: HttpRequest) -> HttpResponse:
    """Which data is kept, why, how long, and what one may ask for."""
    return page(request, "site/privacy.html")


@doors.public
def accessibility(request: HttpRequest) -> HttpResponse:
    """What was done for every reader, and how to say what still hinders."""
    return page(request, "site/accessibility.html")


@doors.public
def source(request: HttpRequest) -> HttpResponse:
    """What licence, which version, and the way to the source (AGPL-3.0, section 13)."""
    return page(request, "site/source.html", version=version.current())


@require_safe
@doors.public
def source_archive(request: HttpRequest) -> HttpResponse:
    """The source of exactly the program that answers, changes included."""
    response = HttpResponse(source_code.archive(), content_type="application/gzip")
    response.headers["Content-Disposition"] = f'attachment; filename="koprogo-{version.current()}.tar.gz"'
    return response


class SampleForm(forms.Form):
    """One field of each kind, for the style page."""

    name = forms.CharField(label=gettext_lazy("Nom"))
    floor = forms.IntegerField(label=gettext_lazy("Étage"), required=False)
    paid = forms.BooleanField(label=gettext_lazy("Payé"), required=False)


@doors.public
def style(request: HttpRequest) -> HttpResponse:
    """Every part of the design in each of its states; only where developers or the demo world are."""
    if not (settings.DEBUG or settings.CONFIG.demo):
        raise Http404
    return page(
        request,
        "style_page.html",
        sample_form=SampleForm(),
        sample_errors=SampleForm({"floor": "x"}),
        qr_svg=qr.svg("KoproGo"),
    )


@require_safe
@doors.public
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines read the public pages only."""
    lines = ("User-agent: *", "Disallow: /i/", "Disallow: /f/", "Disallow: /moi", "Disallow: /connexion/", "")
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 when the database answers, 503 when it does not: for whoever watches this server."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


# No transaction around it: a database that is away must become an answer, not an error.
health.door = Door("public")  # type: ignore[attr-defined]
