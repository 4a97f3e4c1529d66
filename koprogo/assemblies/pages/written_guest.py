"""What the mailed link of a decision in writing shows, without signing in: the text, and the answer of this party."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from koprogo.assemblies import labels
from koprogo.assemblies.operations import written_answers as operations
from koprogo.assemblies.pages.written_forms import answer_forms
from koprogo.assemblies.queries import written
from koprogo.assemblies.rules.unanimity import Choice
from koprogo.people.rules.links import Link
from koprogo.platform import downloads, files
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page


def decision(request: HttpRequest, link: Link, access: Access) -> HttpResponse:
    """One letter: the text, its document (``?document``), the letter itself (``?lettre``), the answer."""
    row = written.recipient(access, recipient_id=link.subject_id)
    if row.party_id != link.party_id:
        raise Http404
    asked = row.decision
    if "document" in request.GET or "lettre" in request.GET:
        wanted = row.letter_id if "lettre" in request.GET else asked.file_id
        stored = files.get(access, file_id=wanted) if wanted else None
        if stored is None:
            raise Http404
        return downloads.answer(stored)
    found = written.progress(access, decision=asked)
    forms, sent = answer_forms(request, row.name, posted=request.method == "POST" and found.to_answer)
    if sent is not None and sent.is_valid():
        with refusals_on(sent):
            operations.answer_by_link(access, number=asked.number, signed=sent.signed())
            return redirect(request.path)
    return page(
        request,
        "assemblies/guest_written.html",
        status=422 if any(one.errors for one in forms) else 200,
        access=access,
        plate_of=None,
        row=asked,
        recipient=row,
        found=found,
        until_on=date.fromisoformat(asked.content["until_on"]),
        cents=asked.content["costs"].get(str(row.party_id), 0),
        agreed_by_me=bool(found.mine) and all(one.choice == Choice.FOR for one in found.mine),
        forms=forms if found.to_answer else None,
        here=request.path,
        labels=labels,
    )
