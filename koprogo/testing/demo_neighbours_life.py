"""The life of Le Verger: what hangs in the hall, two polls, a room, a laundry and a cargo bike with their bookings."""

from collections.abc import Callable
from datetime import datetime, timedelta

from koprogo.neighbours.operations import bookings, deposits, facilities, modules, notices, polls, residents, waiting
from koprogo.neighbours.operations.facilities import FacilityFacts
from koprogo.neighbours.operations.polls import PollFacts
from koprogo.neighbours.queries import residents as known
from koprogo.neighbours.rules import slots
from koprogo.neighbours.rules.bookings import Wish
from koprogo.neighbours.rules.facilities import DAY, FacilityKind, Plan, Unit
from koprogo.neighbours.rules.modules import Module
from koprogo.neighbours.rules.notices import NoticeFacts, NoticeKind
from koprogo.neighbours.rules.polls import PollKind
from koprogo.platform import boundary
from koprogo.platform.access import Access
from koprogo.testing import neighbours
from koprogo.testing.verger import Verger

NAMES = {"nadia": "Nadia", "amina": "Amina du 3e", "claire": "Claire", "hugo": "Hugo", "yusuf": "Yusuf"}
LAUNDRY = Plan(Unit.SLOT, 480, 1320, 120, max_slots=2, ahead_days=30, max_per_week=3, cancel_hours=2)
ROOM = Plan(Unit.SLOT, 540, DAY, 180, max_slots=3, ahead_days=90, max_per_week=2, cancel_hours=24)
BIKE = Plan(Unit.DAY, 480, 1260, max_slots=3, ahead_days=60, max_per_week=2, cancel_hours=12)
GUESTS = Plan(Unit.DAY, 900, 660, max_slots=7, ahead_days=180, cancel_hours=48)


def load(built: Verger, syndic: Access) -> None:
    """Three weeks of it, the last of them still to come."""
    then = syndic.now - timedelta(days=20)
    slug = built.org.slug

    def at(who: str, now: datetime = syndic.now) -> Access:
        return neighbours.access_of(slug, built.persons[who], now=now)

    with boundary.within(built.org.id):
        for module in (Module.NOTICES, Module.POLLS, Module.BOOKINGS):
            modules.switch_on(neighbours.access_of(slug, built.persons["nadia"], now=then), module=module)
        for who, name in NAMES.items():
            if known.me(at(who, then)) is None:
                residents.join(at(who, then), pseudonym=name)
        _board(at, syndic)
        _polls(at, syndic)
        _bookings(at, syndic, then)


def _board(at: Callable[..., Access], syndic: Access) -> None:
    day = syndic.today + timedelta(days=(5 - syndic.today.weekday()) % 7 or 7)  # next Saturday
    soup = NoticeFacts(
        NoticeKind.EVENT,
        "Soupe dans la cour",
        "Potiron du marché, pain de Claire. Chacun apporte un bol et une chaise.\nS’il pleut, c’est dans le hall.",
        starts_at=slots.instant(day, 17 * 60 + 30),
        ends_at=slots.instant(day, 20 * 60),
        place="La cour",
    )
    event = notices.hang(at("claire"), facts=soup)
    notices.come(at("amina"), notice_id=event.id, coming=True, people=3)
    notices.come(at("yusuf"), notice_id=event.id, coming=True)
    notices.come(at("claire"), notice_id=event.id, coming=True, people=2)
    notices.pin(at("nadia"), notice_id=event.id, pinned=True)
    lift = NoticeFacts(
        NoticeKind.RIDE,
        "Vers Louvain-la-Neuve le mardi",
        "Je pars à 7 h 40 et je reviens à 18 h. Deux places libres.",
        caution_read=True,
    )
    ride = notices.hang(at("hugo"), facts=lift)
    notices.answer(at("yusuf"), notice_id=ride.id, text="Is there still a seat next Tuesday?")
    found = NoticeFacts(NoticeKind.FOUND, "Une écharpe rouge", "Trouvée dans l’ascenseur lundi soir, elle m’attend.")
    notices.hang(at("amina"), facts=found)


def _polls(at: Callable[..., Access], syndic: Access) -> None:
    colour = PollFacts(
        PollKind.RANKING,
        "Quelle couleur pour le hall ?",
        syndic.today + timedelta(days=12),
        text="Le peintre passe au printemps. L’assemblée décidera des travaux ; ici, on cherche nos goûts.",
        choices=["Ocre", "Blanc cassé", "Vert d’eau", "Comme maintenant"],
    )
    hall = polls.ask(at("claire"), facts=colour)
    for who, said in (("hugo", [2, 0, 1]), ("yusuf", [0, 2]), ("claire", [1, 2, 0, 3])):
        polls.answer(at(who), poll_id=hall.id, answer=said)
    early = syndic.now - timedelta(days=15)
    bikes = PollFacts(PollKind.SCALE, "Le local à vélos vous convient ?", (early + timedelta(days=10)).date())
    past = polls.ask(at("amina", early), facts=bikes)
    for who, figure in (("amina", 2), ("claire", 4), ("hugo", 4), ("yusuf", 1)):
        polls.answer(at(who, early), poll_id=past.id, answer=[figure])


def _bookings(at: Callable[..., Access], syndic: Access, then: datetime) -> None:
    nadia = at("nadia", then)
    laundry = facilities.add(
        nadia,
        facts=FacilityFacts(FacilityKind.LAUNDRY, "Buanderie", LAUNDRY, "Au sous-sol. Videz le filtre en partant."),
    )
    facilities.set_price(nadia, facility_id=laundry.id, price_cents=150)
    room = facilities.add(
        nadia,
        facts=FacilityFacts(FacilityKind.ROOM, "Salle du rez", ROOM, "Trente personnes. La clé est chez Claire."),
    )
    facilities.set_price(nadia, facility_id=room.id, price_cents=0, deposit_cents=10_000)
    bike = facilities.add(nadia, facts=FacilityFacts(FacilityKind.CARGO_BIKE, "Vélo cargo", BIKE, "Cadenas : 1 + 1."))
    facilities.add(
        nadia, facts=FacilityFacts(FacilityKind.GUEST_FLAT, "Studio d’amis", GUESTS, "Draps dans l’armoire.")
    )
    for who, days, first in (("yusuf", 2, 1), ("amina", 3, 4), ("yusuf", 9, 1), ("claire", 11, 2)):
        day = (then + timedelta(days=days)).date()
        bookings.book(at(who, then), facility_id=laundry.id, wish=Wish(day, first))
    feast, walk_in = (then + timedelta(days=12)).date(), (then + timedelta(days=16)).date()
    (party,) = bookings.book(at("yusuf", then), facility_id=room.id, wish=Wish(feast, 3, 2))
    bookings.book(at("amina", then), facility_id=room.id, wish=Wish(walk_in, 2))
    deposits.retain(
        at("nadia"),
        booking_id=party.id,
        cents=4_500,
        reason="Une vitre de la porte vitrée est fendue. Le vitrier demande 45,00 €, devis du lendemain.",
    )
    ahead = syndic.today + timedelta(days=2)
    bookings.book(at("claire"), facility_id=room.id, wish=Wish(ahead, 3, 2))
    bookings.book(at("yusuf"), facility_id=laundry.id, wish=Wish(ahead, 1, times=3))
    bookings.book(at("hugo"), facility_id=bike.id, wish=Wish(ahead, 0))
    waiting.wait(at("amina"), facility_id=room.id, wish=Wish(ahead, 3))
