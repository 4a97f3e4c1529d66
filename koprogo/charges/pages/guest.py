"""What a signed link of a call shows: this one call, to whoever holds the link, without signing in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from koprogo.charges.queries import calls, dues, sender
from koprogo.charges.rules.calls import State
from koprogo.condominiums.queries import building, parties
from koprogo.kernel import epc, structured_reference
from koprogo.people.rules.links import Link
from koprogo.platform import downloads, files, qr
from koprogo.platform.access import Access
from koprogo.platform.rendering import page


def fund_call(request: HttpRequest, link: Link, access: Access) -> HttpResponse:
    """One notice: the amount, how to pay, why, and the letter (``?lettre``)."""
    notice = calls.notice(access, notice_id=link.subject_id)
    if notice.party_id != link.party_id or notice.call.state != State.SENT:
        raise Http404
    if "lettre" in request.GET:
        stored = files.get(access, file_id=notice.letter_id) if notice.letter_id else None
        if stored is None:
            raise Http404
        return downloads.answer(stored)
    still = next(
        (
            n.open_cents
            for n in dues.open_notices(access, party_ids=frozenset({notice.party_id}))
            if n.notice_id == notice.id
        ),
        0,
    )
    head = building.head(access)
    account = sender.iban(access)
    beneficiary = head.legal_name(head.language)
    return page(
        request,
        "charges/guest_call.html",
        access=access,
        plate_of=None,
        call=notice.call,
        party_name=parties.card(access, party_id=notice.party_id).name,
        open_cents=still,
        total_cents=notice.amount_cents,
        lines=calls.lines_of(access, call_id=notice.call_id, party_id=notice.party_id),
        beneficiary=beneficiary,
        account=account,
        structured_reference=notice.structured_reference,
        qr=_code(beneficiary, account, still, notice.structured_reference),
        letter_url=f"{reverse('link', kwargs={'token': request.path.rsplit('/', 1)[-1]})}?lettre"
        if notice.letter_id
        else "",
    )


def _code(beneficiary: str, account: str, cents: int, reference: str) -> str:
    if cents <= 0:
        return ""
    return qr.svg(
        epc.payload(
            name=beneficiary[:70],
            iban=account,
            amount_cents=cents,
            remittance=structured_reference.pretty(reference),
        )
    )
