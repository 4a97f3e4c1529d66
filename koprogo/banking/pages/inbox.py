"""The bank inbox: confirm what is certain, one by one what is probable, decide the rest (ux.md screen 6)."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koprogo.banking import labels
from koprogo.banking.operations import confirm
from koprogo.banking.pages.forms import DecideForm
from koprogo.banking.queries import accounts
from koprogo.banking.queries import inbox as inboxes
from koprogo.banking.queries.inbox import Inbox, Row
from koprogo.banking.rules import choices
from koprogo.charges.queries.receivables import Receivable
from koprogo.condominiums.queries import parties
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotAllowed, NotFound, Refused
from koprogo.ledger.queries import accounts as chart
from koprogo.ledger.rules.entries import UnknownAccount
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform import doors
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on, sentence
from koprogo.platform.rendering import page, say
from koprogo.purchases.queries import suppliers
from koprogo.purchases.queries.open_items import OpenInvoice, open_invoices

#: Rows of one group on one page; the others follow once these are done.
SHOWN = 40
#: Notices to choose from beside one movement.
NOTICES = 30


def _inbox_of(access: Access, iban: str) -> HttpResponse:
    return redirect(reverse("bank_inbox", kwargs={"slug": access.slug, "iban": iban}))


@doors.door(needs=Right.SEE_BOOKS)
def bank(request: HttpRequest, access: Access, iban: str | None = None) -> HttpResponse:
    """What waits on one account, or on the one that waits. Readers without the right to act see the statements."""
    facts = accounts.overview(access)
    account = accounts.chosen(facts, iban=iban)
    if account is None:
        return page(request, "banking/no_account.html", may_act=access.may(Right.USE_BANK))
    if not access.may(Right.USE_BANK):
        return redirect(reverse("bank_statements", kwargs={"slug": access.slug, "iban": account.iban}))
    found = inboxes.inbox(access, facts=facts, account=account)
    row = _opened(found, request.GET.get("mouvement", ""))
    form = _form(access, found, row) if row else None
    return _page(request, facts, found, row, form)


def _opened(found: Inbox, text: str) -> Row | None:
    return next((row for row in found.rows if str(row.transaction.id) == text), None)


def _form(access: Access, found: Inbox, row: Row, data: object = None) -> DecideForm:
    proposal = row.proposal
    initial = {
        "kind": proposal.kind.value if proposal else ("party" if row.party_id else ""),
        "notice": str(proposal.notice_id or "") if proposal else "",
        "invoice": str(proposal.invoice_id or "") if proposal else "",
        "party": str((proposal and proposal.party_id) or row.party_id or ""),
        "label": row.transaction.counterparty_name,
    }
    return DecideForm(
        data,
        receipt=row.transaction.amount_cents > 0,
        notices=_likely(found, row),
        parties=parties.choices(access),
        invoices=_owed(access, found, row),
        # Of what comes in, the credit notes are read instead: one page, eight statements.
        suppliers=suppliers.party_names(access) if row.transaction.amount_cents < 0 else (),
        clients=access.org_kind == "nonprofit",
        initial=initial,
    )


def _likely(found: Inbox, row: Row) -> list[Receivable]:
    """The notices to choose from: those of who seems to pay, those of this amount, then the oldest others."""
    cents = row.transaction.amount_cents
    ranked = sorted(found.notices, key=lambda n: (n.party_id != row.party_id, n.open_cents != cents))
    return ranked[:NOTICES]


def _owed(access: Access, found: Inbox, row: Row) -> list[OpenInvoice]:
    """The invoices to choose from: those of who seems to be paid, those of this amount, then the oldest others; for
    money that comes in, the credit notes."""
    invoices = tuple(open_invoices(access)) if found.invoices is None else found.invoices
    cents = abs(row.transaction.amount_cents)
    ranked = sorted(invoices, key=lambda one: (one.party_id != row.party_id, one.open_cents != cents, one.due_on))
    return ranked[:NOTICES]


def _account(access: Access, *, role: AccountRole | None, code: str) -> UUID:
    try:
        if code or role is None:
            return chart.account(access, code=code).id
        return chart.account_of(access, role=role).id
    except NotFound as missing:
        raise UnknownAccount(field="code") from missing


def _page(
    request: HttpRequest,
    facts: list[accounts.AccountFacts],
    found: Inbox,
    row: Row | None,
    form: DecideForm | None,
    *,
    status: int = 200,
) -> HttpResponse:
    titles = {notice.title for r in found.certain for notice in r.notices}
    return page(
        request,
        "banking/inbox.html",
        status=status,
        accounts=facts,
        inbox=found,
        probable=found.probable[:SHOWN],
        to_decide=found.to_decide[:SHOWN],
        certain_parties=len({r.party_id for r in found.certain if r.transaction.amount_cents > 0}),
        certain_invoices=sum(r.invoice is not None for r in found.certain),
        certain_title=titles.pop() if len(titles) == 1 else "",
        opened=row,
        form=form,
        labels=labels,
        written=choices.written,
        lots_of=lambda notice: ", ".join(notice.lots),
    )


@doors.door(needs=Right.USE_BANK)
def confirm_certain(request: HttpRequest, access: Access, iban: str) -> HttpResponse:
    """Confirm everything that is certain, at once."""
    if request.method == "POST":
        account = accounts.get(access, iban=iban)
        count, batch_id = confirm.confirm_certain(access, bank_account_id=account.id)
        if count:
            text = ngettext("%(n)s mouvement confirmé.", "%(n)s mouvements confirmés.", count) % {"n": count}
            say(request, text, undo=_undo(access, batch_id))
        else:
            say(request, _("Aucun mouvement certain n’attend plus : rien n’a changé."), level=messages.INFO)
    return _inbox_of(access, iban)


def _undo(access: Access, batch_id: UUID) -> str:
    return reverse("bank_undo", kwargs={"slug": access.slug, "batch_id": batch_id})


@doors.door(needs=Right.USE_BANK)
def decide(request: HttpRequest, access: Access, iban: str, transaction_id: UUID) -> HttpResponse:
    """Confirm what is proposed for one movement (``choix`` in the address), or what the form beside the list says."""
    if request.method != "POST":
        address = reverse("bank_inbox", kwargs={"slug": access.slug, "iban": iban})
        return redirect(f"{address}?mouvement={transaction_id}#saisie")
    if request.GET.get("choix"):
        _confirm_proposal(request, access, transaction_id, request.GET["choix"])
        return _inbox_of(access, iban)
    facts = accounts.overview(access)
    account = accounts.chosen(facts, iban=iban)
    assert account is not None
    found = inboxes.inbox(access, facts=facts, account=account)
    row = _opened(found, str(transaction_id))
    if row is None:
        say(request, _("Ce mouvement est déjà confirmé, ou il n’attend pas sur ce compte."), level=messages.INFO)
        return _inbox_of(access, iban)
    form = _form(access, found, row, request.POST)
    if form.is_valid():
        with refusals_on(form):
            choice = form.choice(partial(_account, access))
            booked = confirm.confirm(access, transaction_id=transaction_id, choice=choice)
            say(request, _("Mouvement confirmé."), undo=_undo(access, booked.batch_id))
            return _inbox_of(access, iban)
    return _page(request, facts, found, row, form, status=422)


def _confirm_proposal(request: HttpRequest, access: Access, transaction_id: UUID, text: str) -> None:
    try:
        with transaction.atomic():
            booked = confirm.confirm(access, transaction_id=transaction_id, choice=choices.read(text))
    except (NotFound, NotAllowed):
        raise
    except Refused as refusal:
        say(request, sentence(refusal), level=messages.ERROR)
    else:
        say(request, _("Mouvement confirmé."), undo=_undo(access, booked.batch_id))


@doors.door(needs=Right.USE_BANK)
def undo_one(request: HttpRequest, access: Access, reconciliation_id: UUID) -> HttpResponse:
    """Take back one confirmation, from the journal, whenever it was made."""
    if request.method == "POST":
        confirm.undo(access, reconciliation_id=reconciliation_id)
        say(request, _("Confirmation annulée par une écriture contraire. Le mouvement attend à nouveau."))
    return redirect(doors.back(request, reverse("bank", kwargs={"slug": access.slug})))


@doors.door(needs=Right.USE_BANK)
def undo(request: HttpRequest, access: Access, batch_id: UUID) -> HttpResponse:
    """Take back what one click confirmed; the movements wait again."""
    address = reverse("bank", kwargs={"slug": access.slug})
    if request.method == "POST":
        count = confirm.undo_batch(access, batch_id=batch_id)
        text = ngettext(
            "%(n)s confirmation annulée. Le mouvement attend à nouveau.",
            "%(n)s confirmations annulées. Les mouvements attendent à nouveau.",
            count,
        )
        say(request, text % {"n": count} if count else _("C’était déjà annulé : rien n’a changé."))
    return redirect(doors.back(request, address))
