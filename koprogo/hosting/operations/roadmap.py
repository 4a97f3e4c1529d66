"""The road map and its votes, words of partners, installations that count themselves in."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koprogo.condominiums.rules.rights import Right
from koprogo.hosting.models import CountedInstallation, RoadmapItem, RoadmapVote, Voice
from koprogo.hosting.queries import members
from koprogo.hosting.rules.gifts import ConsentMissing
from koprogo.hosting.rules.members import NotAMember
from koprogo.kernel.refusals import NotFound
from koprogo.platform import audit
from koprogo.platform.access import Access, act


@act("hosting.wish_added", needs=Right.MEET_MEMBERS)
def wish(access: Access, *, title: str, text: str) -> RoadmapItem:
    """A member puts something on the road map, supported by themselves at first. Raises NotAMember."""
    member = members.mine(access)
    if member is None:
        raise NotAMember
    row = RoadmapItem.objects.create(
        org_id=access.org_id, title=title, text=text, state="wished", member=member, at=access.now
    )
    RoadmapVote.objects.create(org_id=access.org_id, item=row, member=member)
    audit.record(access, "hosting.wish_added", row.id, title=title)
    return row


@act("hosting.wish_supported", needs=Right.MEET_MEMBERS)
def support(access: Access, *, item_id: UUID, yes: bool) -> None:
    """Give or take back the one vote of a member for an item. Raises NotFound, NotAMember."""
    row, member = _item(access, item_id), members.mine(access)
    if member is None:
        raise NotAMember
    if yes:
        RoadmapVote.objects.get_or_create(org_id=access.org_id, item=row, member=member)
    else:
        RoadmapVote.objects.filter(org_id=access.org_id, item=row, member=member).delete()
    audit.record(access, "hosting.wish_supported", row.id, yes=yes)


@act("hosting.wish_moved", needs=Right.RUN_HOSTING)
def move(access: Access, *, item_id: UUID, state: str) -> RoadmapItem:
    """Say how far an item is. Raises NotFound."""
    row = _item(access, item_id)
    row.state = state
    row.save(update_fields=["state"])
    audit.record(access, "hosting.wish_moved", row.id, state=state)
    return row


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words, with the day they agreed to be quoted."""

    kind: str
    name: str
    text: str
    agreed_on: date
    language: str


@act("hosting.voice_added", needs=Right.RUN_HOSTING)
def quote(access: Access, *, said: Quote) -> Voice:
    """Show the words of a partner or a user."""
    row = Voice.objects.create(
        org_id=access.org_id,
        kind=said.kind,
        name=said.name,
        text=said.text,
        agreed_on=said.agreed_on,
        language=said.language,
    )
    audit.record(access, "hosting.voice_added", row.id, name=said.name)
    return row


@act("hosting.voice_hidden", needs=Right.RUN_HOSTING)
def hide(access: Access, *, voice_id: UUID, shown: bool) -> Voice:
    """Take somebody's words off the public page, or show them again while they agree. Raises NotFound,
    ConsentMissing."""
    row = _voice(access, voice_id)
    if row.withdrawn_on is not None:
        raise ConsentMissing(field="shown")
    row.shown = shown
    row.save(update_fields=["shown"])
    audit.record(access, "hosting.voice_hidden", row.id, shown=shown)
    return row


@act("hosting.voice_withdrawn", needs=Right.RUN_HOSTING)
def take_back(access: Access, *, voice_id: UUID) -> Voice:
    """Somebody no longer agrees to be quoted: their words leave the public page at once and for good. Raises
    NotFound."""
    row = _voice(access, voice_id)
    if row.withdrawn_on is None:
        row.shown, row.withdrawn_on = False, access.today
        row.save(update_fields=["shown", "withdrawn_on"])
        audit.record(access, "hosting.voice_withdrawn", row.id, name=row.name)
    return row


def _voice(access: Access, voice_id: UUID) -> Voice:
    row = Voice.objects.select_for_update(no_key=True).filter(org_id=access.org_id, id=voice_id).first()
    if row is None:
        raise NotFound(what="voice")
    return row


@act("hosting.installation_counted", needs=Right.ENTER)
def count_in(access: Access, *, name: str, condominiums: int, month_before_cents: int | None) -> CountedInstallation:
    """An installation of one's own wishes to be counted: its own words, said to be so on the page."""
    row = CountedInstallation.objects.create(
        org_id=access.org_id,
        name=name,
        condominiums=condominiums,
        month_before_cents=month_before_cents,
        at=access.now,
    )
    audit.record(access, "hosting.installation_counted", row.id, condominiums=condominiums)
    return row


def _item(access: Access, item_id: UUID) -> RoadmapItem:
    row = RoadmapItem.objects.filter(org_id=access.org_id, id=item_id).first()
    if row is None:
        raise NotFound(what="roadmap item")
    return row
