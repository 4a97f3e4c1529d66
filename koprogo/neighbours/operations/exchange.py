"""Announcements of the local exchange: put up, changed, taken down."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.neighbours.models import Acceptance, Ad, Deal, Resident
from koprogo.neighbours.operations.acting import acting, noted
from koprogo.neighbours.rules import exchange as rules
from koprogo.neighbours.rules.exchange import AdState, Category, MustAccept, Side, State
from koprogo.neighbours.rules.modules import Module
from koprogo.neighbours.rules.residents import Agreement
from koprogo.platform import audit
from koprogo.platform.access import Access, act


@dataclass(frozen=True, slots=True)
class AdFacts:
    """What an announcement says."""

    category: Category
    title: str
    text: str = ""
    quarters: int | None = None


def member(access: Access) -> Resident:
    """The acting resident, who has accepted the text of the exchange. Raises MustAccept."""
    row = acting(access, module=Module.EXCHANGE, spoken=True)
    agreed = Acceptance.objects.filter(org_id=access.org_id, resident=row, agreement=Agreement.EXCHANGE)
    if not agreed.exists():
        raise MustAccept
    return row


@act("neighbours.ad_put_up", needs=Right.MEET_NEIGHBOURS)
def put_up(access: Access, *, side: Side, facts: AdFacts) -> Ad:
    """Offer or ask for a helping hand. Raises MustAccept, SpeaksOfMoney, TooLong."""
    me = member(access)
    row = Ad(org_id=access.org_id, resident=me, side=side, added_at=access.now)
    _write(access, row, facts)
    row.save(force_insert=True)
    noted(access, row.id)
    audit.record(access, "neighbours.ad_put_up", row.id, side=side)
    return row


@act("neighbours.ad_changed", needs=Right.MEET_NEIGHBOURS)
def change(access: Access, *, ad_id: UUID, facts: AdFacts) -> Ad:
    """Change my announcement, which is then up for its full time again. Raises NotFound, AdClosed, SpeaksOfMoney."""
    row = _mine(access, ad_id)
    if row.state != AdState.OPEN:
        raise rules.AdClosed
    _write(access, row, facts)
    row.save(update_fields=["title", "text", "category", "quarters", "shown_until"])
    noted(access, row.id)
    audit.record(access, "neighbours.ad_changed", row.id)
    return row


@act("neighbours.ad_taken_down", needs=Right.MEET_NEIGHBOURS)
def take_down(access: Access, *, ad_id: UUID) -> None:
    """Take my announcement down; what is only proposed falls, what is agreed stays. Again changes nothing."""
    row = _mine(access, ad_id)
    if row.state == AdState.CLOSED:
        return
    close(access, row)
    noted(access, row.id)
    audit.record(access, "neighbours.ad_taken_down", row.id)


def close(access: Access, row: Ad) -> None:
    """Close a locked announcement, and the proposals that nobody has answered."""
    row.state, row.closed_at = AdState.CLOSED, access.now
    row.save(update_fields=["state", "closed_at"])
    waiting = Deal.objects.filter(org_id=access.org_id, ad=row, state=State.PROPOSED)
    waiting.update(state=State.DECLINED, ended_at=access.now)


def _write(access: Access, row: Ad, facts: AdFacts) -> None:
    rules.check_words(facts.title, facts.text)
    if facts.quarters is not None:
        rules.check_length(facts.quarters)
    row.category = facts.category
    row.title = " ".join(facts.title.split())[:80]
    row.text = facts.text.strip()[:600]
    row.quarters = facts.quarters
    row.shown_until = access.today + timedelta(days=rules.SHOWN_DAYS)


def _mine(access: Access, ad_id: UUID) -> Ad:
    me = member(access)
    row = Ad.objects.select_for_update(no_key=True).filter(org_id=access.org_id, id=ad_id, resident=me).first()
    if row is None:
        raise NotFound(what="ad")
    return row
