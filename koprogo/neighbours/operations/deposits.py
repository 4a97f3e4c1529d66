"""Keeping a deposit after a damage: a private cost of the lot, as the price is; the booker is told how much and why.

Nothing was paid in, so nothing is paid out: the settlement asks for what was kept, of the occupant where the occupant
booked (decision 0074). A mistake is undone by the counter-entry, and the right amount is written again.
"""

from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.ledger.operations import entries
from koprogo.ledger.operations.entries import Line, Voucher
from koprogo.ledger.rules.allocation import Allocation
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole
from koprogo.neighbours.documents import booking_mail
from koprogo.neighbours.models import Booking, DepositRetention
from koprogo.neighbours.rules import deposits as rules
from koprogo.neighbours.rules.bookings import BookingState
from koprogo.neighbours.rules.slots import day_of
from koprogo.platform import audit, formats, mail
from koprogo.platform.access import Access, act

VOUCHER = "deposit"
RETAINED = "neighbours.deposit_retained"
UNDONE = "neighbours.deposit_given_back"


@act("neighbours.deposit_retained", needs=Right.SETTINGS)
def retain(access: Access, *, booking_id: UUID, cents: int, reason: str) -> tuple[DepositRetention, bool]:
    """Keep all or part of the deposit of a booking, and tell the booker. Also whether a mail could be written.

    The amount is the syndic's judgement of a damage; how much at most is the booking's. Raises NotFound,
    RetainedAlready, NothingToKeep, NotTheTime, MoreThanDeposit, ReasonWanting, PeriodClosed.
    """
    row = _locked(access, booking_id)
    if DepositRetention.objects.filter(org_id=access.org_id, booking=row, undone_at__isnull=True).exists():
        raise rules.RetainedAlready()
    said = rules.check(
        cents=cents,
        deposit_cents=row.deposit_cents,
        state=BookingState(row.state),
        ends_at=row.ends_at,
        reason=reason,
        now=access.now,
    )
    # The books are read by every owner: what was done, not why.
    title = _("Caution retenue : %(name)s, %(day)s") % {
        "name": row.facility.name,
        "day": formats.day(day_of(row.starts_at)),
    }
    lines = [
        Line(
            cents=cents,
            role=AccountRole.PRIVATE_COSTS,
            lot_id=row.lot_id,
            label=title,
            allocation=Allocation(occupant_percent=100) if row.by_occupant else None,
        ),
        Line(cents=-cents, role=AccountRole.INDEMNITIES, label=title),
    ]
    entry = entries.post(
        access,
        journal=JournalKind.MISCELLANEOUS,
        on=access.today,
        label=title,
        lines=lines,
        voucher=Voucher(VOUCHER, row.id, title),
    )
    made = DepositRetention.objects.create(
        org_id=access.org_id, booking=row, entry_id=entry.id, amount_cents=cents, reason=said, retained_at=access.now
    )
    told = _tell(access, made, purpose=RETAINED)
    audit.record(access, "neighbours.deposit_retained", made.id, name=row.facility.name, cents=cents, told=told)
    return made, told


@act("neighbours.deposit_given_back", needs=Right.SETTINGS)
def give_back(access: Access, *, retention_id: UUID, why: str) -> bool:
    """Undo what was kept by its counter-entry, and tell the booker, unless they were not told yet.

    Returns whether they know. Raises NotFound, NotRetained, ReasonWanting, PeriodClosed.
    """
    found = DepositRetention.objects.filter(org_id=access.org_id, id=retention_id)
    booking_id = found.values_list("booking_id", flat=True).first()
    if booking_id is None:
        raise NotFound(what="retention")
    row = _locked(access, booking_id)
    kept = found.select_related("entry").get()
    if kept.undone_at is not None:
        raise rules.NotRetained()
    said = rules.words(why)
    mirror = entries.reverse(access, entry_id=kept.entry_id, on=access.today, label=kept.entry.label)
    kept.undo_entry, kept.undone_at, kept.undone_why = mirror, access.now, said
    kept.save(update_fields=["undo_entry", "undone_at", "undone_why"])
    told = mail.recall(access, subject_id=kept.id) > 0 or _tell(access, kept, purpose=UNDONE)
    audit.record(
        access, "neighbours.deposit_given_back", kept.id, name=row.facility.name, cents=kept.amount_cents, told=told
    )
    return told


def _locked(access: Access, booking_id: UUID) -> Booking:
    """One booking, locked: whoever keeps, and whoever gives back, come one after the other. Raises NotFound."""
    rows = Booking.objects.select_for_update(no_key=True, of=("self",)).select_related("facility", "resident__person")
    found = rows.filter(org_id=access.org_id, id=booking_id).first()
    if found is None:
        raise NotFound(what="booking")
    return found


def _tell(access: Access, kept: DepositRetention, *, purpose: str) -> bool:
    """Write to the booker, in their language; whether there is still somebody to write to."""
    row = kept.booking
    person = row.resident.person
    if person is None or not person.is_active:
        return False
    assert row.lot is not None, "a deposit stands on a lot"
    link = f"{settings.KOPROGO_PUBLIC_URL.rstrip('/')}{reverse('bookings', kwargs={'slug': access.slug})}"
    said = booking_mail.Kept(
        row.facility.name,
        day_of(row.starts_at),
        kept.amount_cents,
        row.deposit_cents,
        row.lot.number,
        kept.reason if purpose == RETAINED else kept.undone_why,
    )
    write = booking_mail.retained if purpose == RETAINED else booking_mail.given_back
    with translation.override(person.language):
        letter = write(said, recipient=person.email, building=access.org_name, link=link)
    mail.post(access, letter, purpose=purpose, subject_id=kept.id)
    return True
