"""The life of a non-profit, put into a house: the table of rights holds there too, and its pages are walked."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from koprogo.assemblies.rules.unanimity import Choice
from koprogo.condominiums.queries import access as accesses
from koprogo.hosting.operations import members, proposals, roadmap
from koprogo.hosting.operations.proposals import Draft
from koprogo.hosting.operations.roadmap import Quote
from koprogo.hosting.rules.effects import Change
from koprogo.hosting.rules.members import Applicant, Kind, Office, Standing
from koprogo.hosting.rules.proposals import Kind as Subject
from koprogo.hosting.rules.proposals import next_month
from koprogo.platform.access import Access
from koprogo.testing.tilleuls import Tilleuls


def furnish(built: Tilleuls, access: Access) -> dict[str, Any]:
    """The same life in a house, where whoever plays the board is a member."""
    return live(accesses.as_system(org_id=access.org_id, now=access.now), email=f"board@{built.org.slug}.example")


def live(access: Access, *, email: str) -> dict[str, Any]:
    """One member who runs everything, one who waits; a proposal in debate, one that is voted on; a wish; a voice."""
    facts = Applicant(Kind.NATURAL, Standing.FRIEND, "Odile Rang", email, "Rue Haute 1, 1000 Bruxelles")
    row = members.apply(access, applicant=facts, language="fr")
    row = members.admit(access, member_id=row.id, decision="Acte de fondation")
    ends_on = access.today.replace(day=1) + timedelta(days=700)
    term = members.give_office(
        access, member_id=row.id, office=Office.SECRETARY, starts_on=access.today, ends_on=ends_on, decision="Fondation"
    )
    waits = Applicant(Kind.NATURAL, Standing.FRIEND, "Tim Attend", f"tim.{email}", "Rue Basse 2, 1000 Bruxelles")
    members.apply(access, applicant=waits, language="nl")
    assert row.person_id is not None
    access = replace(access, person_id=row.person_id)
    wish = roadmap.wish(access, title="Carnet d’entretien", text="")
    said = Quote("partner", "ACP Les Érables", "Nous voyons enfin nos comptes.", access.today, "fr")
    voice = roadmap.quote(access, said=said)
    voted = proposals.propose(access, draft=_draft(access.today, 70))
    proposals.open_vote(access, number=voted.number)
    proposals.vote(access, number=voted.number, choice=Choice.FOR)
    debated = proposals.propose(access, draft=_draft(access.today, 80))
    proposals.comment(access, number=debated.number, text="Oui, nous sommes assez nombreux.")
    return {
        "member_id": row.id,
        "term_id": term.id,
        "answer": "admettre",
        "duty": "ubo",
        "duty_year": access.today.year - 1,
        "proposal_kind": "price",
        "proposal": debated.number,
        "step": "ouvrir",
        "wish_id": wish.id,
        "voice_id": voice.id,
        "hosting.close_vote": voted.id,
    }


def _draft(today: date, cents: int) -> Draft:
    return Draft(
        kind=Subject.PRICE,
        title=f"Le prix à {cents} centimes",
        reason="L’excédent est plus grand que ce que nous employons.",
        change=Change(month_cents=cents),
        valid_from=next_month(next_month(today)),
        loss_known=True,  # one building does not carry a server
    )
