"""What two residents propose each other, agree, do and thank for."""

from datetime import timedelta
from uuid import UUID

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.neighbours.documents import exchange_words as words
from koprogo.neighbours.documents.word_mail import Said
from koprogo.neighbours.labels.exchange import duration
from koprogo.neighbours.models import Ad, Deal, Resident
from koprogo.neighbours.operations import blocking, hours
from koprogo.neighbours.operations.acting import noted
from koprogo.neighbours.operations.exchange import close, member
from koprogo.neighbours.operations.telling import Back, tell
from koprogo.neighbours.rules import exchange as rules
from koprogo.neighbours.rules.exchange import BOUND, LIVE, AdState, AlreadyDecided, NotYours, Side, State
from koprogo.platform import audit
from koprogo.platform.access import Access, act


@act("neighbours.deal_proposed", needs=Right.MEET_NEIGHBOURS)
def propose(access: Access, *, ad_id: UUID, quarters: int, message: str = "") -> Deal:
    """Answer an announcement of somebody else: so long, with a word.

    Raises NotFound, OwnAd, AdClosed, AlreadyProposed, TooLong, SpeaksOfMoney, and BelowFloor or AboveCeiling.
    """
    me = member(access)
    ad = _ad(access, ad_id)
    if ad.resident_id == me.id:
        raise rules.OwnAd
    blocking.check(access, me, ad.resident)
    if ad.state != AdState.OPEN or ad.shown_until < access.today:
        raise rules.AdClosed
    rules.check_length(quarters)
    rules.check_words(message)
    if Deal.objects.filter(org_id=access.org_id, ad=ad, proposer=me, state__in=LIVE).exists():
        raise rules.AlreadyProposed
    offered = ad.side == Side.OFFER
    row = Deal(
        org_id=access.org_id,
        ad=ad,
        helper=ad.resident if offered else me,
        helped=me if offered else ad.resident,
        proposer=me,
        quarters=quarters,
        message=message.strip()[:400],
        proposed_at=access.now,
    )
    hours.check_room(access, deal=row, quarters=quarters)
    row.save(force_insert=True)
    _tell(access, row, words.PROPOSED, to=ad.resident, by=me, quarters=quarters, quote=row.message)
    noted(access, row.id)
    audit.record(access, "neighbours.deal_proposed", row.id)
    return row


@act("neighbours.deal_agreed", needs=Right.MEET_NEIGHBOURS)
def agree(access: Access, *, deal_id: UUID) -> Deal:
    """Say yes to a proposal for my announcement; the others wait until this one is done.

    Raises NotFound, NotYours, AlreadyDecided (another was accepted first), BelowFloor, AboveCeiling.
    """
    row, me = _answered(access, deal_id)
    if Deal.objects.filter(org_id=access.org_id, ad_id=row.ad_id, state__in=BOUND).exists():
        raise AlreadyDecided
    hours.check_room(access, deal=row, quarters=row.quarters)
    row.state, row.agreed_at = State.AGREED, access.now
    row.save(update_fields=["state", "agreed_at"])
    _tell(access, row, words.AGREED, to=row.proposer, by=me, quarters=row.quarters)
    noted(access, row.id)
    audit.record(access, "neighbours.deal_agreed", row.id)
    return row


@act("neighbours.deal_declined", needs=Right.MEET_NEIGHBOURS)
def decline(access: Access, *, deal_id: UUID) -> Deal:
    """Say no to a proposal for my announcement. Raises NotFound, NotYours, AlreadyDecided."""
    row, me = _answered(access, deal_id)
    _end(access, row, State.DECLINED)
    _tell(access, row, words.DECLINED, to=row.proposer, by=me)
    noted(access, row.id)
    audit.record(access, "neighbours.deal_declined", row.id)
    return row


@act("neighbours.deal_withdrawn", needs=Right.MEET_NEIGHBOURS)
def withdraw(access: Access, *, deal_id: UUID) -> Deal:
    """Take back my proposal, or step out of an agreement. Raises NotFound, NotYours, AlreadyDecided."""
    row, me = _live(access, deal_id)
    if row.state == State.PROPOSED and row.proposer_id != me.id:
        raise NotYours
    if row.state == State.TOLD:
        raise AlreadyDecided
    agreed = row.state == State.AGREED
    _end(access, row, State.WITHDRAWN)
    if agreed:
        _tell(access, row, words.DECLINED, to=_other(row, me), by=me)
    noted(access, row.id)
    audit.record(access, "neighbours.deal_withdrawn", row.id)
    return row


@act("neighbours.deal_told", needs=Right.MEET_NEIGHBOURS)
def tell_done(access: Access, *, deal_id: UUID, quarters: int) -> Deal:
    """Say that the help is done and how long it took. Who was helped settles it at once, unless they say less.

    Raises NotFound, AlreadyDecided, TooLong, and BelowFloor or AboveCeiling.
    """
    rules.check_length(quarters)
    row, me = _live(access, deal_id)
    if row.state != State.AGREED:
        raise AlreadyDecided
    by_helped = me.id == row.helped_id
    row.told_by, row.told_quarters, row.told_at = me, quarters, access.now
    if rules.settles_now(by_helped=by_helped, quarters=quarters, agreed=row.quarters):
        _settle(access, row)
        _tell(access, row, words.DONE, to=row.helper, by=me, quarters=quarters)
    else:
        hours.check_room(access, deal=row, quarters=quarters)
        row.state = State.TOLD
        row.save(update_fields=["state", "told_by", "told_quarters", "told_at"])
        silent = rules.settles_in_silence(quarters=quarters, agreed=row.quarters)
        said = words.TOLD if silent else words.TOLD_MORE
        _tell(access, row, said, to=_other(row, me), by=me, quarters=quarters)
    noted(access, row.id)
    audit.record(access, "neighbours.deal_told", row.id, quarters=quarters, done=row.state == State.DONE)
    return row


@act("neighbours.deal_confirmed", needs=Right.MEET_NEIGHBOURS)
def confirm(access: Access, *, deal_id: UUID) -> Deal:
    """Confirm what the other one said was done. Raises NotFound, NotYours, AlreadyDecided, BelowFloor, AboveCeiling."""
    row, me = _told(access, deal_id)
    _settle(access, row)
    other = _other(row, me)
    _tell(access, row, words.DONE, to=other, by=me, quarters=row.told_quarters or row.quarters)
    noted(access, row.id)
    audit.record(access, "neighbours.deal_confirmed", row.id, quarters=row.told_quarters)
    return row


@act("neighbours.deal_doubted", needs=Right.MEET_NEIGHBOURS)
def doubt(access: Access, *, deal_id: UUID) -> Deal:
    """Say that it is not done yet, or took another time: back to the agreement. Raises NotFound, NotYours."""
    row, me = _told(access, deal_id)
    other = _other(row, me)
    row.state, row.told_by, row.told_quarters, row.told_at = State.AGREED, None, None, None
    row.save(update_fields=["state", "told_by", "told_quarters", "told_at"])
    _tell(access, row, words.NOT_YET, to=other, by=me)
    noted(access, row.id)
    audit.record(access, "neighbours.deal_doubted", row.id)
    return row


@act("neighbours.deal_thanked", needs=Right.MEET_NEIGHBOURS)
def thank(access: Access, *, deal_id: UUID, text: str) -> Deal:
    """Thank the one who helped, once, in one's own words. Raises NotFound, NotYours, AlreadyDecided."""
    row, me = _both(access, deal_id)
    if row.helped_id != me.id:
        raise NotYours
    if row.state != State.DONE or row.thanks:
        raise AlreadyDecided
    rules.check_words(text)
    row.thanks = text.strip()[:300]
    row.save(update_fields=["thanks"])
    _tell(access, row, words.THANKS, to=row.helper, by=me, quote=row.thanks)
    noted(access, row.id)
    audit.record(access, "neighbours.deal_thanked", row.id)
    return row


@act("neighbours.deal_settled_in_silence", needs=Right.MEET_NEIGHBOURS)
def settle_in_silence(access: Access, *, deal_id: UUID) -> bool:
    """Settle what was said to be done when nobody answered for a week; for a job. Whether it was."""
    found = Deal.objects.filter(org_id=access.org_id, id=deal_id).values_list("ad_id", flat=True).first()
    if found is None:
        return False
    _ad(access, found)
    row = Deal.objects.select_for_update(no_key=True).get(org_id=access.org_id, id=deal_id)
    if row.state != State.TOLD or row.told_at is None or row.told_quarters is None:
        return False
    if row.told_at > access.now - timedelta(days=rules.SILENT_DAYS):
        return False
    if not rules.settles_in_silence(quarters=row.told_quarters, agreed=row.quarters):
        return False
    _settle(access, row)
    for one, other in ((row.helped, row.helper), (row.helper, row.helped)):
        _tell(access, row, words.DONE, to=one, by=other, quarters=row.told_quarters)
    audit.record(access, "neighbours.deal_settled_in_silence", row.id, quarters=row.told_quarters)
    return True


def _settle(access: Access, row: Deal) -> None:
    assert row.told_quarters is not None
    hours.move(access, deal=row, quarters=row.told_quarters)
    row.state, row.ended_at = State.DONE, access.now
    row.save(update_fields=["state", "ended_at", "told_by", "told_quarters", "told_at"])
    if row.ad.side == Side.REQUEST and row.ad.state == AdState.OPEN:
        close(access, row.ad)


def _ad(access: Access, ad_id: UUID) -> Ad:
    """An announcement, locked: whatever happens to its deals happens one after the other."""
    ad = Ad.objects.select_for_update(no_key=True, of=("self",)).select_related("resident")
    row = ad.filter(org_id=access.org_id, id=ad_id).first()
    if row is None:
        raise NotFound(what="ad")
    return row


def _both(access: Access, deal_id: UUID) -> tuple[Deal, Resident]:
    """A deal of mine, locked with its announcement. A stranger to it learns nothing: NotFound."""
    me = member(access)
    held = Deal.objects.filter(org_id=access.org_id, id=deal_id).values_list("ad_id", flat=True).first()
    if held is None:
        raise NotFound(what="deal")
    ad = _ad(access, held)
    row = (
        Deal.objects.select_for_update(no_key=True, of=("self",))
        .select_related("helper", "helped", "proposer")
        .get(org_id=access.org_id, id=deal_id)
    )
    if me.id not in (row.helper_id, row.helped_id):
        raise NotFound(what="deal")
    row.ad = ad
    return row, me


def _live(access: Access, deal_id: UUID) -> tuple[Deal, Resident]:
    row, me = _both(access, deal_id)
    if row.state not in LIVE:
        raise AlreadyDecided
    return row, me


def _answered(access: Access, deal_id: UUID) -> tuple[Deal, Resident]:
    row, me = _both(access, deal_id)
    if row.proposer_id == me.id:
        raise NotYours
    if row.state != State.PROPOSED:
        raise AlreadyDecided
    return row, me


def _told(access: Access, deal_id: UUID) -> tuple[Deal, Resident]:
    row, me = _both(access, deal_id)
    if row.state != State.TOLD:
        raise AlreadyDecided
    if row.told_by_id == me.id:
        raise NotYours
    return row, me


def _end(access: Access, row: Deal, state: State) -> None:
    row.state, row.ended_at = state, access.now
    row.save(update_fields=["state", "ended_at"])


def _other(row: Deal, me: Resident) -> Resident:
    other: Resident = row.helper if row.helped_id == me.id else row.helped
    return other


def _tell(
    access: Access, row: Deal, said: Said, *, to: Resident, by: Resident, quarters: int = 0, quote: str = ""
) -> None:
    tell(
        access,
        to,
        said,
        subject_id=row.id,
        page="exchange_deal",
        where={"exchange_deal": row.id},
        quote=quote,
        back=Back(by, row.ad.title),
        who=by.pseudonym,
        title=row.ad.title,
        time=lambda: duration(quarters),
        days=rules.SILENT_DAYS,
    )
