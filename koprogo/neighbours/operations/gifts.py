"""Things given away and swapped: put up, reserved by one, collected; what nobody wanted goes by itself."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.neighbours.documents import gifts_words as words
from koprogo.neighbours.documents.word_mail import Said
from koprogo.neighbours.models import Gift, Resident
from koprogo.neighbours.operations import blocking, pictures
from koprogo.neighbours.operations.acting import acting, noted
from koprogo.neighbours.operations.telling import Back, tell
from koprogo.neighbours.rules import gifts as rules
from koprogo.neighbours.rules.exchange import NotYours
from koprogo.neighbours.rules.gifts import GiftMoved, Kind, State
from koprogo.neighbours.rules.modules import Module
from koprogo.platform import audit
from koprogo.platform.access import Access, act
from koprogo.platform.pictures import Plain


@dataclass(frozen=True, slots=True)
class GiftFacts:
    """What is said of a thing. ``wished``: what for, in a swap."""

    kind: Kind
    title: str
    text: str = ""
    wished: str = ""
    picture: Plain | None = None


@act("neighbours.gift_put_up", needs=Right.MEET_NEIGHBOURS)
def put_up(access: Access, *, facts: GiftFacts) -> Gift:
    """Give a thing away, or offer it for a swap."""
    me = acting(access, module=Module.GIFTS, spoken=True)
    row = Gift.objects.create(
        org_id=access.org_id,
        resident=me,
        kind=facts.kind,
        title=" ".join(facts.title.split())[:80],
        text=facts.text.strip()[:600],
        wished=" ".join(facts.wished.split())[:120] if facts.kind is Kind.SWAP else "",
        picture=pictures.keep(access, me, facts.picture),
        added_at=access.now,
        expires_on=access.today + rules.SHOWN,
    )
    noted(access, row.id)
    audit.record(access, "neighbours.gift_put_up", row.id, kind=facts.kind)
    return row


@act("neighbours.gift_reserved", needs=Right.MEET_NEIGHBOURS)
def reserve(access: Access, *, gift_id: UUID, offered: str = "") -> Gift:
    """Reserve a thing; the first one wins. ``offered``: what I give for it, in a swap.

    Raises NotFound, OwnGift, GiftTaken, SwapEmpty.
    """
    me = acting(access, module=Module.GIFTS, spoken=True)
    row = _locked(access, gift_id)
    kind = Kind(row.kind)
    rules.check_reserve(kind=kind, state=State(row.state), own=row.resident_id == me.id, offered=offered)
    blocking.check(access, me, row.resident)
    row.state, row.reserved_by, row.reserved_at = State.RESERVED, me, access.now
    row.offered = " ".join(offered.split())[:120] if kind is Kind.SWAP else ""
    row.save(update_fields=["state", "reserved_by", "reserved_at", "offered"])
    _tell(access, row, words.RESERVED, to=row.resident, by=me, quote=row.offered)
    noted(access, row.id)
    audit.record(access, "neighbours.gift_reserved", row.id)
    return row


@act("neighbours.gift_released", needs=Right.MEET_NEIGHBOURS)
def release(access: Access, *, gift_id: UUID) -> Gift:
    """Make a reserved thing free again: who reserved at any time, the giver too (somebody may not come).

    Raises NotFound, NotYours, GiftMoved.
    """
    row, me = _mine(access, gift_id, State.RESERVED)
    other = row.resident if row.reserved_by_id == me.id else row.reserved_by
    row.state, row.reserved_by, row.reserved_at, row.offered = State.OPEN, None, None, ""
    row.expires_on = max(row.expires_on, access.today + timedelta(days=7))
    row.save(update_fields=["state", "reserved_by", "reserved_at", "offered", "expires_on"])
    assert other is not None
    _tell(access, row, words.RELEASED, to=other, by=me)
    noted(access, row.id)
    audit.record(access, "neighbours.gift_released", row.id)
    return row


@act("neighbours.gift_collected", needs=Right.MEET_NEIGHBOURS)
def collected(access: Access, *, gift_id: UUID) -> Gift:
    """Note that the thing has changed hands: either of the two. Raises NotFound, NotYours, GiftMoved."""
    row, _me = _mine(access, gift_id, State.RESERVED)
    _end(access, row, State.COLLECTED)
    noted(access, row.id)
    audit.record(access, "neighbours.gift_collected", row.id)
    return row


@act("neighbours.gift_withdrawn", needs=Right.MEET_NEIGHBOURS)
def withdraw(access: Access, *, gift_id: UUID) -> Gift:
    """Take my thing down before anybody reserved it. Raises NotFound, NotYours, GiftMoved."""
    row, me = _mine(access, gift_id, State.OPEN, State.EXPIRED)
    if row.resident_id != me.id:
        raise NotYours
    _end(access, row, State.WITHDRAWN)
    noted(access, row.id)
    audit.record(access, "neighbours.gift_withdrawn", row.id)
    return row


@act("neighbours.gift_renewed", needs=Right.MEET_NEIGHBOURS)
def renew(access: Access, *, gift_id: UUID) -> Gift:
    """Put my thing up again for its full time. Raises NotFound, NotYours, GiftMoved."""
    row, me = _mine(access, gift_id, State.OPEN, State.EXPIRED)
    if row.resident_id != me.id:
        raise NotYours
    row.state, row.expires_on, row.ended_at = State.OPEN, access.today + rules.SHOWN, None
    row.save(update_fields=["state", "expires_on", "ended_at"])
    noted(access, row.id)
    audit.record(access, "neighbours.gift_renewed", row.id)
    return row


@act("neighbours.gift_expired", needs=Right.MEET_NEIGHBOURS)
def expire(access: Access, *, gift_id: UUID) -> bool:
    """Take down a thing whose time is over, and tell its giver once; for a job. Whether it went."""
    row = Gift.objects.select_for_update(no_key=True, of=("self",)).select_related("resident")
    found = row.filter(org_id=access.org_id, id=gift_id, state=State.OPEN, expires_on__lt=access.today).first()
    if found is None:
        return False
    found.state, found.ended_at = State.EXPIRED, access.now
    found.save(update_fields=["state", "ended_at"])
    _tell(access, found, words.EXPIRED, to=found.resident, by=found.resident)
    audit.record(access, "neighbours.gift_expired", found.id)
    return True


def _end(access: Access, row: Gift, state: State) -> None:
    picture = row.picture
    row.state, row.ended_at, row.picture = state, access.now, None
    row.save(update_fields=["state", "ended_at", "picture"])
    if picture is not None:
        picture.delete()


def _locked(access: Access, gift_id: UUID) -> Gift:
    found = Gift.objects.select_for_update(no_key=True, of=("self",))
    row = found.select_related("resident", "reserved_by", "picture").filter(org_id=access.org_id, id=gift_id).first()
    if row is None:
        raise NotFound(what="gift")
    return row


def _mine(access: Access, gift_id: UUID, *states: State) -> tuple[Gift, Resident]:
    me = acting(access, module=Module.GIFTS, spoken=True)
    row = _locked(access, gift_id)
    if me.id not in (row.resident_id, row.reserved_by_id):
        raise NotYours
    if row.state not in states:
        raise GiftMoved
    return row, me


def _tell(access: Access, row: Gift, said: Said, *, to: Resident, by: Resident, quote: str = "") -> None:
    tell(
        access,
        to,
        said,
        subject_id=row.id,
        page="gift",
        where={"gift_id": row.id},
        quote=quote,
        back=Back(by, row.title) if by.id != to.id else None,
        who=by.pseudonym,
        title=row.title,
        days=rules.SHOWN.days,
    )
