"""Persons who stand for parties: inviting them, linking them, letting them go."""

from datetime import timedelta
from uuid import UUID

from koprogo.condominiums.documents import invitation
from koprogo.condominiums.models import Mandate, Party, PartyPerson
from koprogo.condominiums.operations.memberships import refresh_memberships, with_wholes
from koprogo.condominiums.queries import parties
from koprogo.condominiums.queries.periods import holding
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.people.operations import links
from koprogo.people.rules.links import Kind, LinkExpired
from koprogo.platform import audit, mail
from koprogo.platform.access import Access, act

DAYS = 30


class InvitationWithoutEmail(Refused):
    """The party has no mail address to be invited at."""

    code = "condominiums.invitation_without_email"


class LastSyndicPerson(Refused):
    """Nobody else could manage the building any more."""

    code = "condominiums.last_syndic_person"


@act("condominiums.party_invited", needs=Right.INVITE)
def invite(access: Access, *, party_id: UUID) -> str:
    """Write to a party with a link that opens its access for thirty days. Returns the token of the link.

    The mail leaves after ten minutes; until then ``take_back_invitation`` recalls it. Raises
    InvitationWithoutEmail, NotFound.
    """
    card = parties.card(access, party_id=party_id)
    if not card.email:
        raise InvitationWithoutEmail(name=card.name)
    expires_at = access.now + timedelta(days=DAYS)
    token = links.make(
        kind=Kind.INVITATION,
        org_id=access.org_id,
        subject_id=party_id,
        party_id=party_id,
        expires_at=expires_at,
    )
    letter = invitation.letter(
        invitation.InvitationFacts(
            recipient=card.email,
            name=card.addressee,
            building=access.org_name,
            lots=card.lots,
            sender=access.person_name or access.org_name,
            address=links.address(token),
            last_on=access.today + timedelta(days=DAYS - 1),
            language=card.language,
            party_id=party_id,
        )
    )
    mail.post(access, letter, purpose="invitation", subject_id=party_id)
    audit.record(access, "condominiums.party_invited", party_id, recipient=card.email)
    return token


@act("condominiums.invitation_taken_back", needs=Right.INVITE)
def take_back_invitation(access: Access, *, party_id: UUID) -> int:
    """Call back the invitations of a party that have not left yet. Returns how many."""
    count = mail.recall(access, subject_id=party_id)
    audit.record(access, "condominiums.invitation_taken_back", party_id, count=count)
    return count


def check_invited(access: Access, *, party_id: UUID) -> None:
    """Whether links sent to a party still open something: closing an access, or taking an invitation back, ends
    every link sent before. Raises LinkExpired."""
    ends = ("condominiums.person_unlinked", "condominiums.invitation_taken_back")
    begins = "condominiums.party_invited"
    if audit.latest(access, subject_id=party_id, actions=(begins, *ends)) != begins:
        raise LinkExpired(kind=Kind.INVITATION)


@act("condominiums.invitation_accepted", needs=Right.INVITE)
def accept_invitation(access: Access, *, party_id: UUID, person_id: UUID) -> None:
    """Link whoever followed the link to the party they were invited for. The access is the system's: the link
    itself was the proof, and the person has no right of their own yet. Raises LinkExpired, NotFound."""
    check_invited(access, party_id=party_id)
    _link(access, party_id, person_id)
    audit.record(access, "condominiums.invitation_accepted", party_id, person_id=person_id)


@act("condominiums.person_linked", needs=Right.INVITE)
def link_person(access: Access, *, party_id: UUID, person_id: UUID) -> None:
    """Let a person stand for a party, with every door that follows. Raises NotFound."""
    _link(access, party_id, person_id)
    audit.record(access, "condominiums.person_linked", party_id, person_id=person_id)


@act("condominiums.person_unlinked", needs=Right.INVITE)
def unlink_person(access: Access, *, party_id: UUID, person_id: UUID) -> None:
    """Close the doors that a person had through a party. Raises LastSyndicPerson, NotFound."""
    row = _locked(access, party_id)
    linked = PartyPerson.objects.filter(org_id=access.org_id, party=row, person_id=person_id)
    if not linked.exists():
        raise NotFound(what="person")
    syndics = Mandate.objects.filter(holding(access.today), org_id=access.org_id, role=Mandate.Role.SYNDIC)
    managing = PartyPerson.objects.filter(org_id=access.org_id, party__in=syndics.values("party_id"))
    others = managing.exclude(party=row, person_id=person_id)
    if managing.filter(party=row, person_id=person_id).exists() and not others.exists():
        raise LastSyndicPerson(name=row.name)
    linked.delete()
    refresh_memberships(access, *with_wholes(access, [row.id]))
    audit.record(access, "condominiums.person_unlinked", row.id, person_id=person_id)


def _link(access: Access, party_id: UUID, person_id: UUID) -> None:
    row = _locked(access, party_id)
    PartyPerson.objects.get_or_create(
        org_id=access.org_id, party=row, person_id=person_id, defaults={"since_at": access.now}
    )
    refresh_memberships(access, *with_wholes(access, [row.id]))


def _locked(access: Access, party_id: UUID) -> Party:
    found = Party.objects.select_for_update(no_key=True).filter(org_id=access.org_id, id=party_id).first()
    if found is None:
        raise NotFound(what="party")
    return found
