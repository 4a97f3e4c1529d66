"""One entry, its counter-entry, the journals, and the entry written by hand."""

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from koprogo.condominiums.queries import parties
from koprogo.condominiums.rules.rights import Right
from koprogo.ledger.operations import entries as operations
from koprogo.ledger.operations.entries import Voucher
from koprogo.ledger.pages.accounts import neighbours, page_number
from koprogo.ledger.pages.forms import FIRST_LINES, MORE_LINES, MOST_LINES, EntryForm, LineForm, ReversalForm
from koprogo.ledger.queries import accounts, entries
from koprogo.ledger.rules.journals import JournalKind
from koprogo.platform import doors
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say


def entry_address(access: Access, reference: str) -> str:
    """The page of an entry, from its number as people write it: OD-2026-7."""
    journal, year, number = reference.split("-")
    return reverse("entry", kwargs={"slug": access.slug, "journal": journal, "year": year, "number": int(number)})


@doors.door(needs=Right.SEE_BOOKS)
def show(request: HttpRequest, access: Access, journal: str, year: str, number: int) -> HttpResponse:
    """An entry with its lines, its voucher and its counter-entry."""
    found = entries.entry(access, journal=journal, year=year, number=number)
    return page(
        request,
        "ledger/entry.html",
        entry=found,
        may_reverse=found.reversible and access.may(Right.KEEP_BOOKS),
        address=lambda reference: entry_address(access, reference),
    )


@doors.door(needs=Right.KEEP_BOOKS)
def reverse_entry(request: HttpRequest, access: Access, journal: str, year: str, number: int) -> HttpResponse:
    """Undo an entry written by hand; those of calls, invoices and payments are undone where they began."""
    found = entries.entry(access, journal=journal, year=year, number=number)
    if not found.reversible:
        raise Http404
    initial = {"on": access.today, "label": _("Contre-passation : %(label)s") % {"label": found.label}}
    form = ReversalForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            written = operations.reverse(access, entry_id=found.id, **form.cleaned_data)
            say(request, _("L’écriture %(number)s est contre-passée.") % {"number": found.reference})
            return redirect(entry_address(access, entries.number_of(written)))
    return page(request, "ledger/entry_reverse.html", form=form, entry=found)


@doors.door(needs=Right.SEE_BOOKS)
def journals(request: HttpRequest, access: Access) -> HttpResponse:
    """The journals, year by year."""
    return page(request, "ledger/journals.html", rows=entries.journals(access), may_write=access.may(Right.KEEP_BOOKS))


@doors.door(needs=Right.SEE_BOOKS)
def journal(request: HttpRequest, access: Access, journal: str, year: str) -> HttpResponse:
    """The entries of one journal in one year."""
    number = page_number(request)
    rows, total = entries.journal_entries(access, journal=journal, year=year, page=number)
    if not rows:
        raise Http404
    return page(
        request,
        "ledger/journal.html",
        rows=rows,
        total=total,
        journal=journal,
        year=year,
        first=(number - 1) * entries.PAGE + 1,
        address=lambda reference: entry_address(access, reference),
        **neighbours(request, number, -(-total // entries.PAGE)),
    )


def _line_count(request: HttpRequest) -> int:
    text = request.POST.get("lines", "")
    count = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else FIRST_LINES
    return min(count + (MORE_LINES if "more" in request.POST else 0), MOST_LINES)


def _named(rows: Sequence[tuple[str, str]]) -> dict[str, UUID]:
    """Names to ids; people of one name are told apart by a number."""
    out: dict[str, UUID] = {}
    for key, name in rows:
        label, index = name, 2
        while label in out:
            label, index = f"{name} ({index})", index + 1
        out[label] = UUID(str(key))
    return out


@doors.door(needs=Right.KEEP_BOOKS)
def write(request: HttpRequest, access: Access) -> HttpResponse:
    """Write an entry by hand in the journal of miscellaneous operations."""
    chart = accounts.choices(access)
    by_code = {name.split()[0]: key for key, name in chart}
    by_name = _named(parties.choices(access))
    data = request.POST or None
    posted = data is not None and "more" not in request.POST
    # « Ajouter des lignes » shows what was typed again, without faults for what is still empty.
    form = EntryForm(data if posted else None, initial={"on": access.today} | request.POST.dict())
    lines = [
        LineForm(data, prefix=f"l{index}", accounts=by_code, parties=by_name) for index in range(_line_count(request))
    ]
    faulty = [line for line in lines if data is not None and not line.is_valid()]
    if posted and form.is_valid() and not faulty:
        with refusals_on(form):
            written = operations.post(
                access,
                journal=JournalKind.MISCELLANEOUS,
                on=form.cleaned_data["on"],
                label=form.cleaned_data["label"],
                lines=[line.line() for line in lines],
                voucher=Voucher("manual", None, form.cleaned_data["voucher"]),
            )
            number = entries.number_of(written)
            say(request, _("L’écriture %(number)s est enregistrée.") % {"number": number})
            return redirect(entry_address(access, number))
    return page(
        request,
        "ledger/entry_form.html",
        form=form,
        lines=lines,
        chart=[name for _key, name in chart],
        people=list(by_name),
        debit_cents=sum(max(line.cents, 0) for line in lines) if data is not None else 0,
        credit_cents=-sum(min(line.cents, 0) for line in lines) if data is not None else 0,
        refused=posted,
        page_errors=bool(faulty),
    )
