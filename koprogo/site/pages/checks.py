"""« Contrôles »: what is proved every night, what was off the last time, and where the chain of fingerprints ends."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.findings import Finding
from koprogo.ledger.labels import MASKED
from koprogo.ledger.queries import chain
from koprogo.ledger.queries import checks as queries
from koprogo.platform import jobs
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.rendering import page, say
from koprogo.site import self_check
from koprogo.site.self_check import CHECK_BOOKS

RUNS, HEADS = 10, 10


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing that is proved, in words, with what was off."""

    text: str
    findings: tuple[str, ...]


@door(needs=Right.SEE_BOOKS)
def checks(request: HttpRequest, access: Access) -> HttpResponse:
    """The last run in words, the runs before it, and the newest daily heads."""
    runs = queries.latest(access, limit=RUNS)
    last = runs[0] if runs else None
    return page(
        request,
        "site/checks.html",
        last=last,
        proofs=_proofs(access, last.proofs, last.findings) if last else [],
        runs=runs,
        heads=chain.heads(access, limit=HEADS),
        may_run=access.may(Right.KEEP_BOOKS),
        running=access.may(Right.KEEP_BOOKS) and _running(access),
    )


@door(needs=Right.KEEP_BOOKS)
def run(request: HttpRequest, access: Access) -> HttpResponse:
    """Ask for the checks now."""
    if request.method == "POST":
        if not _running(access):
            jobs.enqueue(access, CHECK_BOOKS, subject_id=access.org_id)
        say(request, _("Le contrôle est demandé. Son résultat arrive ici dans la minute."))
    return redirect("checks", slug=access.slug)


def _running(access: Access) -> bool:
    """Whether checks that somebody asked for are still to come."""
    last = jobs.of_subject(access, subject_id=access.org_id, kind=CHECK_BOOKS)
    return last is not None and last.state in (last.State.QUEUED, last.State.RUNNING)


def _proofs(access: Access, proofs: Iterable[str], findings: Iterable[Finding]) -> list[Proof]:
    """What is off first. Other owners' names are no business of somebody who may not see their accounts."""
    shown = [finding if access.may(Right.SEE_ALL_ACCOUNTS) else _veiled(finding) for finding in findings]
    found = [
        Proof(
            self_check.proved(proof), tuple(self_check.sentence(finding) for finding in shown if finding.proof == proof)
        )
        for proof in proofs
    ]
    return sorted(found, key=lambda one: not one.findings)


def _veiled(finding: Finding) -> Finding:
    return replace(finding, facts={**finding.facts, **({"party": str(MASKED)} if "party" in finding.facts else {})})
