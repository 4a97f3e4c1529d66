"""The secretary's queue: the acts that the page kept while the network was away arrive here together."""

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from koprogo.assemblies.operations import noted as operations
from koprogo.assemblies.queries import assemblies
from koprogo.assemblies.rules import noted
from koprogo.condominiums.rules.rights import Right
from koprogo.platform import doors
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import sentence

#: More than this is no list of acts.
LARGEST = 1_000_000


@doors.door(needs=Right.RUN_ASSEMBLY)
def receive(request: HttpRequest, access: Access, assembly: str) -> HttpResponse:
    """Carry out what was noted and answer for each act: done, or refused with the sentence that says why."""
    here = reverse("session", kwargs={"slug": access.slug, "assembly": assembly})
    if request.method != "POST":
        return redirect(here)
    found = assemblies.get(access, number=assembly)
    try:
        rows = json.loads(request.POST.get("acts", "")[:LARGEST])
    except ValueError as problem:
        raise noted.NotReadable from problem
    answers = operations.carry_out(access, assembly_id=found.id, acts=noted.read(rows, now=access.now))
    response = JsonResponse(
        {"acts": [{"key": one.key, "refused": sentence(one.refusal) if one.refusal else ""} for one in answers]}
    )
    return doors.kept(response)
