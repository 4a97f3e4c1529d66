"""Convene an assembly: freeze the agenda, write down who gets it and how, hand the letters to the worker."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Max

from koprogo.assemblies.models import AgendaItem, Assembly, Convocation, Recipient
from koprogo.assemblies.queries import addressees, assemblies, content, convocations, electorate
from koprogo.assemblies.queries.addressees import AddresseeRow
from koprogo.assemblies.rules import calendar
from koprogo.assemblies.rules import convocation as rules
from koprogo.assemblies.rules.agenda import ItemState
from koprogo.assemblies.rules.convocation import Channel
from koprogo.assemblies.rules.states import NotNow, State, moved
from koprogo.condominiums.queries import building
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import Refused
from koprogo.platform import audit, jobs, mail
from koprogo.platform.access import Access, act

SEND_CONVOCATION = "assemblies.send_convocation"
RECALL = timedelta(minutes=mail.RECALL_MINUTES)
#: What the job does besides the letters: the batch for the post, the counter's list, the hall notice.
PAPERS = 1


class AgendaEmpty(Refused):
    """A convocation has an agenda."""

    code = "assemblies.agenda_empty"
    article = "CC 3.87 § 3"


class IdentityMissing(Refused):
    """Every document carries the enterprise number of the association, and names its syndic."""

    code = "assemblies.identity_missing"
    article = "CC 3.86 § 1"


class NobodyToConvene(Refused):
    """No lot has a holder: there is nobody to write to."""

    code = "assemblies.nobody_to_convene"


class TooLateToTakeBack(Refused):
    """A convocation is taken back within ten minutes; after that another one replaces it."""

    code = "assemblies.too_late_to_take_back"


@act("assemblies.assembly_convened", needs=Right.PREPARE_ASSEMBLY)
def convene(access: Access, *, number: str) -> Convocation:
    """Send the convocation of an assembly, once. Its agenda is frozen with its hash; late is said, never refused.

    Raises NotNow, AgendaEmpty, IdentityMissing, NobodyToConvene, NotFound.
    """
    row = assemblies.get(access, number=number, lock=True)
    row.state = moved(State(row.state), State.CONVENED)
    head = building.head(access)
    if not head.enterprise_number or not (head.syndic_name or electorate.rules(access).by_heads):
        raise IdentityMissing
    _number(access, row)
    frozen = content.of(access, assembly=row, language=head.language)
    if not frozen["items"]:
        raise AgendaEmpty
    people = addressees.of_day(access, on=access.today)
    if not people:
        raise NobodyToConvene
    last = Convocation.objects.filter(org_id=access.org_id, assembly=row).aggregate(last=Max("number"))["last"]
    sent = Convocation.objects.create(
        org_id=access.org_id,
        assembly=row,
        number=int(last or 0) + 1,
        content=frozen,
        sha256=rules.fingerprint(frozen),
        issued_on=access.today,
        issued_at=access.now,
        issued_by_id=access.person_id,
        notice=calendar.notice(access.today, row.held_on, days=row.notice_days, urgent_because=row.urgent_because),
        urgent_because=row.urgent_because,
    )
    write_down(access, sent, people)
    row.state_reason = ""
    row.save(update_fields=["state", "state_reason"])
    jobs.enqueue(access, SEND_CONVOCATION, subject_id=sent.id, total=len(people) + PAPERS)
    audit.record(
        access,
        "assemblies.assembly_convened",
        row.id,
        number=row.number,
        people=len(people),
        registered=sum(one.channel is Channel.REGISTERED for one in people),
        sha256=sent.sha256,
        notice=sent.notice,
    )
    return sent


def _number(access: Access, row: Assembly) -> None:
    """Give the items on the agenda the places 1, 2, 3 …, those beside it the places after."""
    listed: Any = AgendaItem.objects.filter(org_id=access.org_id, assembly=row).order_by("position")
    items = list(listed)
    wanted = [one for one in items if one.state == ItemState.LISTED]
    wanted += [one for one in items if one.state != ItemState.LISTED]
    if [one.position for one in wanted] == list(range(1, len(wanted) + 1)):
        return
    far = max(one.position for one in items) + len(items)
    for base in (far, 0):  # two items are never at one place
        for place, one in enumerate(wanted, 1):
            one.position = base + place
            one.save(update_fields=["position"])


def write_down(
    access: Access,
    sent: Convocation,
    people: Sequence[AddresseeRow],
    *,
    channel: Channel | None = None,
    attempt: int = 1,
) -> list[Recipient]:
    """Write who gets a convocation, with the address as it is today (part of sending)."""
    rows = [
        Recipient(
            org_id=access.org_id,
            convocation=sent,
            party_id=one.party_id,
            addressee_id=one.addressee_id,
            attempt=attempt,
            name=one.name,
            address=list(one.address),
            email=one.email,
            language=one.language,
            channel=channel or one.channel,
            consent_on=one.consent_on,
            regular=(channel or one.channel) is Channel.REGISTERED or _agreed(one, channel),
            vote_suspended=one.vote_suspended,
            lots=list(one.lots),
            shares=one.shares,
            added_on=access.today,
        )
        for one in people
    ]
    return Recipient.objects.bulk_create(rows)


def _agreed(one: AddresseeRow, channel: Channel | None) -> bool:
    return (channel or one.channel) is Channel.EMAIL and one.consent_on is not None


@act("assemblies.convocation_taken_back", needs=Right.PREPARE_ASSEMBLY)
def take_back(access: Access, *, number: str) -> Convocation:
    """Take a convocation back within ten minutes: no mail leaves, the assembly is in preparation again.

    Raises TooLateToTakeBack, NotNow, NotFound.
    """
    row = assemblies.get(access, number=number, lock=True)
    sent = convocations.current(access, assembly=row)
    if sent is None or State(row.state) is not State.CONVENED:
        raise NotNow(state=State(row.state))
    if access.now > sent.issued_at + RECALL:
        raise TooLateToTakeBack
    recalled = mail.recall(access, subject_id=sent.id)
    sent.superseded_at = access.now
    sent.save(update_fields=["superseded_at"])
    row.state = moved(State.CONVENED, State.PLANNED)
    row.save(update_fields=["state"])
    audit.record(access, "assemblies.convocation_taken_back", row.id, number=row.number, mails=recalled)
    return sent
