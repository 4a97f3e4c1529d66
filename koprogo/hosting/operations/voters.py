"""The register of members feeds the roll of the assembly: whoever is admitted has one vote from that day, whoever
leaves has none from that day (CSA 9:3, 9:12)."""

from dataclasses import replace

from koprogo.assemblies.operations import electors
from koprogo.assemblies.queries import electorate
from koprogo.condominiums.operations import parties
from koprogo.condominiums.operations.parties import PartyFacts
from koprogo.condominiums.rules.rights import Right
from koprogo.hosting.models import Member
from koprogo.hosting.rules import addresses
from koprogo.hosting.rules.members import Kind
from koprogo.platform.access import Access


def admitted(access: Access, member: Member) -> None:
    """Give a new member a vote, once: a part of admitting them. Nothing where votes follow lots."""
    if not electorate.rules(access).by_heads or member.party_id is not None or member.member_from is None:
        return
    board = _whatever_was_decided(access)
    place = addresses.envelope(member.address)
    row = parties.add_party(
        board,
        facts=PartyFacts(
            kind="person" if member.kind == Kind.NATURAL else "company",
            name=member.name,
            enterprise_number=member.enterprise_number,
            email=member.email,
            street=place.street,
            postcode=place.postcode,
            city=place.city,
            language=member.language,
            channel="email",
            # CSA 2:32: what is sent to the address that a member gives the association has reached them.
            email_consent_on=member.member_from,
        ),
    )
    member.party_id = row.id
    member.save(update_fields=["party"])
    electors.add(board, party_id=row.id, starts_on=member.member_from)


def gone(access: Access, member: Member) -> None:
    """End the vote of a member who leaves: a part of their leaving."""
    if member.party_id is not None and member.member_until is not None:
        electors.end(_whatever_was_decided(access), party_id=member.party_id, ends_on=member.member_until)


def _whatever_was_decided(access: Access) -> Access:
    # Admission and exit are decided where they are; the roll only follows, whoever wrote them down.
    return replace(access, rights=access.rights | {Right.MANAGE_LOTS, Right.PREPARE_ASSEMBLY})
