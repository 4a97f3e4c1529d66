"""The board, polls and bookings of the neighbours, with somebody's notice, answers, a hold and a place in line."""

from datetime import timedelta
from typing import Any

from koprogo.neighbours.models import Booking, DepositRetention, Facility
from koprogo.neighbours.operations import bookings, deposits, facilities, notices, polls, waiting
from koprogo.neighbours.operations.facilities import FacilityFacts
from koprogo.neighbours.operations.polls import PollFacts
from koprogo.neighbours.rules.bookings import BookingState, Wish
from koprogo.neighbours.rules.facilities import FacilityKind, Plan, Unit
from koprogo.neighbours.rules.notices import NoticeFacts, NoticeKind
from koprogo.neighbours.rules.polls import PollKind
from koprogo.platform.access import Access
from koprogo.testing import neighbours
from koprogo.testing.tilleuls import Tilleuls


def furnish(built: Tilleuls, access: Access, cast: dict[str, Any]) -> dict[str, Any]:
    """Furnish one house, once those who live there have their names. Runs inside its boundary."""
    slug, now = built.org.slug, access.now
    owner, tenant, animator = (
        neighbours.access_of(slug, cast[who], now=now) for who in ("owner", "occupant", "animator")
    )
    day = access.today + timedelta(days=9)
    plan = Plan(Unit.SLOT, 480, 1320, 120, max_slots=2, ahead_days=60, max_per_week=3, cancel_hours=2)
    facts = FacilityFacts(FacilityKind.LAUNDRY, "Buanderie", plan, "Au sous-sol.")
    facility = facilities.add(animator, facts=facts)
    facilities.set_price(access, facility_id=facility.id, price_cents=150)
    (row,) = bookings.book(owner, facility_id=facility.id, wish=Wish(day, 1))
    bookings.book(owner, facility_id=facility.id, wish=Wish(day, 3))
    place = waiting.wait(tenant, facility_id=facility.id, wish=Wish(day, 1))
    bookings.cancel(owner, booking_id=row.id)
    held = Booking.objects.get(org_id=access.org_id, state=BookingState.HELD)
    kept, used = _deposits(facility, access, neighbours.access_of(slug, cast["owner"], now=now - timedelta(days=9)))
    poll = polls.ask(
        owner,
        facts=PollFacts(
            PollKind.RANKING, "Quelle couleur pour le hall ?", day, anonymous=True, choices=["Ocre", "Blanc", "Vert"]
        ),
    )
    polls.answer(tenant, poll_id=poll.id, answer=[2, 0])
    starts_at = now + timedelta(days=9)
    event = NoticeFacts(
        NoticeKind.EVENT,
        "Soupe de quartier",
        "Chacun apporte un bol.",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=3),
        place="La cour",
    )
    notice = notices.hang(owner, facts=event)
    notices.come(tenant, notice_id=notice.id, coming=True, people=2)
    notices.answer(tenant, notice_id=notice.id, text="Je viens avec du pain.")
    return {
        "facility_id": facility.id,
        "booking_id": row.id,
        "place_id": place.id,
        "booking_day": day.isoformat(),
        "booking_slot": 5,
        "used_booking": used.id,
        "retention_id": kept.id,
        "booking_month": f"{day:%Y-%m}",
        "poll_id": poll.id,
        "notice_id": notice.id,
        "notice_kind": NoticeKind.RIDE.value,
        "neighbours.hold_ends": held.id,
    }


def _deposits(facility: Facility, access: Access, then: Access) -> tuple[DepositRetention, Booking]:
    """Two uses with a deposit, days ago: something was kept of the first."""
    facilities.set_price(access, facility_id=facility.id, price_cents=150, deposit_cents=2_000)
    wishes = (Wish(then.today + timedelta(days=n), 2) for n in (1, 2))
    first, second = (bookings.book(then, facility_id=facility.id, wish=wish)[0] for wish in wishes)
    kept, _told = deposits.retain(access, booking_id=first.id, cents=1_200, reason="Le hublot est fendu : 12,00 €.")
    return kept, second
