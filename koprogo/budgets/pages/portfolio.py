"""The next calls of all the buildings of a syndic: choose, send, see why one did not leave."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koprogo.budgets.operations import portfolio as operations
from koprogo.budgets.queries import portfolio
from koprogo.budgets.queries.portfolio import Row
from koprogo.condominiums.rules.rights import Right, Role
from koprogo.kernel.identifiers import uuid7
from koprogo.platform import access as accesses
from koprogo.platform import boundary, commands
from koprogo.platform.access import BRUSSELS, Access
from koprogo.platform.doors import MissingKey, signed_in
from koprogo.platform.form_refusals import sentence
from koprogo.platform.rendering import page, part, say


def _rows(request: HttpRequest, now: datetime) -> list[Row]:
    assert request.user.pk, "the door lets nobody else in"
    return portfolio.rows(person_id=request.user.pk, on=now.astimezone(BRUSSELS).date(), roles=[Role.SYNDIC])


def _entered(request: HttpRequest, row: Row, now: datetime) -> Access | None:
    """The person's own access to one building, if they may call funds there."""
    assert request.user.pk
    found = accesses.resolve(person_id=request.user.pk, slug=row.slug, now=now)
    return found if found is not None and found.may(Right.CALL_FUNDS) else None


def _facts(rows: list[Row]) -> dict[str, Any]:
    batches = [row.batch for row in rows if row.batch is not None]
    last = [row for row in rows if batches and row.batch == max(batches)]
    return {
        "rows": [(row, sentence(row.problem) if row.problem else "", _refused(row)) for row in rows],
        "ready": sum(row.may_go for row in rows),
        "total": len(last),
        "done": sum(not row.is_sending for row in last),
        "running": any(row.is_sending for row in last),
    }


def _refused(row: Row) -> str:
    return sentence(row.outcome_problem) if row.outcome_problem else ""


@signed_in
def calls(request: HttpRequest, now: datetime) -> HttpResponse:
    """Every building with its next call; those that are chosen are sent, each by its own job."""
    rows = _rows(request, now)
    if request.method != "POST":
        return page(request, "budgets/portfolio.html", **_facts(rows), today=now.astimezone(BRUSSELS).date())
    key = commands.key_of(request)
    if not key:
        raise MissingKey
    if "refresh" in request.POST:
        for row in rows:
            access = _entered(request, row, now)
            if access is not None:
                with boundary.within(row.org_id):
                    operations.refresh(access)
        say(request, _("Les prochains appels sont relus dans chaque immeuble."))
        return redirect("portfolio_calls")
    asked = _ask(request, rows, now, key)
    say(
        request,
        ngettext("%(n)s appel part.", "%(n)s appels partent.", asked) % {"n": asked}
        if asked
        else _("Aucun appel n’était à envoyer : rien n’est parti."),
    )
    return redirect("portfolio_calls")


def _ask(request: HttpRequest, rows: list[Row], now: datetime, key: str) -> int:
    """Ask each chosen building in its own boundary, once for each key; how many were asked."""
    chosen = set(request.POST.getlist("call"))
    batch, asked = uuid7(), 0
    for row in (row for row in rows if row.call_id is not None and str(row.call_id) in chosen and row.may_go):
        access = _entered(request, row, now)
        if access is None:
            continue
        with boundary.within(row.org_id):
            own = f"bulk:{key[:24]}:{_id(row).hex}"
            if commands.claim(access, key=own, path=request.path).fresh:
                asked += operations.ask(access, call_id=_id(row), batch=batch)
    return asked


def _id(row: Row) -> UUID:
    assert row.call_id is not None
    return row.call_id


@signed_in
def progress(request: HttpRequest, now: datetime) -> HttpResponse:
    """How far the sending is (a piece of the page, or the page again without a script)."""
    if not request.headers.get("HX-Request"):
        return redirect("portfolio_calls")
    facts = _facts(_rows(request, now.astimezone(UTC)))
    response = part(request, "budgets/portfolio_progress.html", **facts)
    if not facts["running"]:
        response.headers["HX-Redirect"] = request.path.rsplit("/", 1)[0]
    return response
