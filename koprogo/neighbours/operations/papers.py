"""Papers that neighbours print: asked for by a page, written by the worker, gone after a week."""

from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotAllowed
from koprogo.neighbours.documents import paper, paper_words
from koprogo.neighbours.documents.paper_parts import House
from koprogo.neighbours.documents.paper_words import InProgress
from koprogo.neighbours.labels.exchange import STATES, duration
from koprogo.neighbours.labels.things import LOANS
from koprogo.neighbours.models import Paper
from koprogo.neighbours.operations.acting import acting
from koprogo.neighbours.queries import codes, exchange, facilities, gifts, hours, lending, office, papers, residents
from koprogo.neighbours.queries.papers import WRITE
from koprogo.neighbours.rules.modules import Module
from koprogo.neighbours.rules.papers import KEPT, PaperKind
from koprogo.platform import audit, formats, jobs
from koprogo.platform.access import Access, act
from koprogo.platform.models import Org

#: Who may ask for what: the sheet and a slip are the neighbours', the codes are whoever's lets them in.
NEEDS = {
    PaperKind.SHEET: Right.MEET_NEIGHBOURS,
    PaperKind.POSTER: Right.ANIMATE_NEIGHBOURS,
    PaperKind.LETTERS: Right.ANIMATE_NEIGHBOURS,
    PaperKind.SLIP: Right.MEET_NEIGHBOURS,
}


@act("neighbours.paper_asked", needs=Right.ENTER)
def ask(access: Access, *, kind: PaperKind, neighbour_id: UUID | None = None) -> Paper:
    """Ask for a paper; what was asked for a week ago goes. Raises NotAllowed, NotResident, NotFound."""
    if not access.may(NEEDS[kind]):
        raise NotAllowed(needs=NEEDS[kind])
    if kind is PaperKind.SLIP:
        me = residents.me(access)
        if me is None or neighbour_id is None:
            acting(access)  # raises NotResident
            raise NotAllowed(needs=Right.MEET_NEIGHBOURS)
        office.one(access, neighbour_id=neighbour_id, me=me)
    else:
        neighbour_id = None
    assert access.person_id is not None
    Paper.objects.filter(org_id=access.org_id, asked_at__lt=access.now - KEPT).delete()
    row = Paper.objects.create(
        org_id=access.org_id,
        kind=kind,
        neighbour_id=neighbour_id,
        asked_by_id=access.person_id,
        asked_at=access.now,
    )
    jobs.enqueue(access, WRITE, subject_id=row.id, args={"language": access.language}, total=1)
    audit.record(access, "neighbours.paper_asked", row.id, kind=kind)
    return row


@act("neighbours.paper_written", needs=Right.ENTER)
def write(access: Access, *, paper_id: UUID, language: str) -> bool:
    """Write a paper that was asked for, once; for a job. ``language``: the asker's, where the building has none."""
    row = Paper.objects.select_for_update(no_key=True).filter(org_id=access.org_id, id=paper_id).first()
    if row is None or row.data is not None:
        return False
    house = House(access.org_name, Org.objects.get(id=access.org_id).plate, access.today)  # a job's access has none
    spoken = papers.languages(access, otherwise=language)
    kind = PaperKind(row.kind)
    if kind is PaperKind.SHEET:
        home = f"{_public()}{reverse('neighbours', kwargs={'slug': access.slug})}"
        row.data = paper.hall(house, papers.hall(access), languages=spoken, link=home)
    elif kind is PaperKind.SLIP:
        row.data = _slip(access, row, house)
    else:
        letters = kind is PaperKind.LETTERS
        found = [one for one in codes.running(access) if bool(one.home) == letters]
        where = f"{_public()}{reverse('neighbours_enter')}"
        row.data = paper.entry(
            house,
            found,
            languages=spoken,
            where=where,
            slug=access.slug,
            link=lambda code: f"{where}?{urlencode({'immeuble': access.slug, 'code': code})}",
        )
    row.save(update_fields=["data"])
    audit.record(access, "neighbours.paper_written", row.id, kind=kind)
    return True


def _public() -> str:
    return settings.KOPROGO_PUBLIC_URL.rstrip("/")


def _slip(access: Access, row: Paper, house: House) -> bytes:
    assert row.neighbour is not None
    them = residents.Me(row.neighbour.id, row.neighbour.pseudonym, spoken=True)
    language = row.neighbour.language or "fr"
    with override(language):
        on = residents.here(access).modules
        balance = hours.balance_of(access, resident_id=them.id)
        found = InProgress(
            them.pseudonym,
            asked=[
                *((one.title, "") for one in exchange.mine(access, me=them)),
                *((one.name, formats.moment(one.due_at)) for one in lending.wanted_by(access, me=them)),
            ],
            agreed=[
                (one.title, f"{one.other(them.id)}, {duration(one.quarters)} ({STATES[one.state][0]})")
                for one in exchange.live(access, me=them)
            ],
            loans=[
                (one.thing, f"{one.other(them.id)}, {formats.moment(one.due_at)} ({LOANS[one.state][0]})")
                for one in lending.live(access, me=them)
            ],
            bookings=[(one.name, formats.moment(one.span.starts_at)) for one in facilities.mine(access, me_id=them.id)],
            gifts=[(one.title, one.who) for one in gifts.of_me(access, me=them)],
            balance=duration(balance) if Module.EXCHANGE in on else "",
        )
        return paper.slip(house, paper_words.slip(found, house, language))
