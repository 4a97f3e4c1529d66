"""The texts that one accepts, and what a building sees of its host."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koprogo.condominiums.rules.rights import Right
from koprogo.hosting import labels
from koprogo.hosting.operations import hosted as operations
from koprogo.hosting.operations import joining
from koprogo.hosting.pages.doors import hosted
from koprogo.hosting.queries import inside, instances, legal, outages
from koprogo.platform import doors
from koprogo.platform.access import Access
from koprogo.platform.rendering import page, say


@hosted
@doors.public
def text(request: HttpRequest, legal_text: str) -> HttpResponse:
    """One text in the reader's language, with its version and fingerprint."""
    return page(request, "hosting/legal.html", legal=legal.read(legal_text, (get_language() or "fr")[:2]))


@hosted
@doors.door(needs=Right.SEE_BOOKS)
def host(request: HttpRequest, access: Access) -> HttpResponse:
    """The plan, the accepted texts, who of support was let in, and the way out with everything."""
    known = instances.of(org_id=access.org_id)
    accepted = inside.acceptances(access)
    now = {name: legal.read(name, (get_language() or "fr")[:2]) for name in legal.TEXTS}
    return page(
        request,
        "hosting/host.html",
        known=known,
        plans=labels.cloud.PLANS,
        states=labels.cloud.STATES,
        texts=now.values(),
        titles={name: one.title for name, one in now.items()},
        accepted=accepted,
        to_accept={one.version for one in now.values()} - {row.version for row in accepted},
        support=inside.support(access),
        credits=outages.of_building(access),
        words=labels.service,
        month_name=labels.books.month_name,
        today=access.today,
        may_settle=access.may(Right.SETTINGS),
    )


@hosted
@doors.door(needs=Right.SETTINGS)
def accept(request: HttpRequest, access: Access) -> HttpResponse:
    """Accept the texts as they are now."""
    if request.method == "POST":
        joining.accept(access, language=(get_language() or "fr")[:2])
        say(request, _("Les conditions et le contrat de sous-traitance sont acceptés et conservés."))
    return redirect("host", slug=access.slug)


@hosted
@doors.door(needs=Right.SETTINGS)
def let_out(request: HttpRequest, access: Access, support_id: UUID) -> HttpResponse:
    """End an access of support."""
    if request.method == "POST":
        operations.let_out(access, support_id=support_id)
        say(request, _("L’accès du support est terminé."))
    return redirect("host", slug=access.slug)
