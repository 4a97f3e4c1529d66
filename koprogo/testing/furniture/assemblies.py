"""An assembly in preparation, with an item of each kind and what belongs to it."""

from dataclasses import replace
from datetime import time, timedelta
from typing import Any

from koprogo.assemblies.models import AgendaItem, Assembly, Recipient, WrittenRecipient
from koprogo.assemblies.operations import (
    attend,
    convene,
    effects,
    extraordinary,
    items,
    letters,
    minutes,
    parts,
    plan,
    propose,
    proxies,
    remarks,
    session,
    signing,
    vote,
    written,
    written_answers,
    written_mails,
)
from koprogo.assemblies.operations.effect_acts import Given
from koprogo.assemblies.operations.items import ItemFacts
from koprogo.assemblies.operations.plan import Plan
from koprogo.assemblies.operations.propose import Proposal
from koprogo.assemblies.operations.proxies import Mandate
from koprogo.assemblies.rules.agenda import Origin
from koprogo.assemblies.rules.states import Kind, State
from koprogo.assemblies.rules.subjects import Subject
from koprogo.assemblies.rules.unanimity import Choice
from koprogo.condominiums.operations import parties
from koprogo.condominiums.queries import access as accesses
from koprogo.kernel.calendar import add_months
from koprogo.platform.access import Access
from koprogo.testing.tilleuls import Tilleuls

PAPER = b"%PDF-1.4\n% a quote\n"


def furnish(built: Tilleuls, access: Access) -> dict[str, Any]:
    """One assembly some months ahead; its works have a cost, quotes, a document and an exclusion."""
    held_on = add_months(access.today, 2)
    asked = _proposal(built, access)
    planned = plan.plan(
        access,
        facts=Plan(Kind.ORDINARY, held_on, time(19), "Salle des Tilleuls", remote_text="Lien personnel", consult="Ici"),
    )
    works = items.add(access, number=planned.number, template="works")
    here: dict[str, Any] = {"number": planned.number, "position": works.position}
    facts = ItemFacts(
        works.title,
        "L’assemblée confie la façade.",
        subject=works.subject,
        cost_cents=100_001,
        key_id=built.keys["parts"],
    )
    items.write(access, facts=facts, **here)
    document = parts.attach(access, data=PAPER, name="cahier.pdf", label="Cahier des charges", **here)
    parts.add_quote(access, contractor="Façades SRL", amount_cents=100_001, data=PAPER, name="devis.pdf", **here)
    parts.exclude(access, party_id=built.parties["David"], reason="Son entreprise", **here)
    return (
        _convened(built, access)
        | _asked(built, access, planned.number)
        | {
            "assembly": planned.number,
            "item": works.position,
            "document": document.file_id,
            "agenda_request": asked,
        }
        | _held(built, access)
        | _written(built, access)
    )


#: The pages that are about a session that took place, by the name of their address.
OF_HELD = (
    "session",
    "session_item",
    "session_close",
    "session_presence",
    "minutes",
    "minutes_edit",
    "minutes_paper",
    "pass_on",
)


#: The pages about what a decision of that session becomes.
OF_DECIDED = ("effect", "effect_leave", "effect_house_rules")


def _held(built: Tilleuls, access: Access) -> dict[str, Any]:
    """An assembly of today with one item voted, its minutes written, printed and signed."""
    org = built.org.id
    today = Assembly.objects.create(
        org_id=org,
        held_on=access.today,
        starts_at=time(9),
        kind=Kind.EXTRAORDINARY,
        state=State.CONVENED,
        place="Hall",
        planned_at=access.now,
    )
    item = AgendaItem.objects.create(
        org_id=org,
        assembly=today,
        position=1,
        title="Comptes",
        text="L’assemblée approuve les comptes.",
        subject=Subject.ACCOUNTS,
        origin=Origin.SYNDIC,
    )
    rules = AgendaItem.objects.create(
        org_id=org,
        assembly=today,
        position=2,
        title="Règlement",
        text="L’assemblée remplace l’article 4 du règlement d’ordre intérieur.",
        subject=Subject.HOUSE_RULES,
        origin=Origin.SYNDIC,
    )
    for name in ("Alice", "Bruno", "Chloé", "David", "Eve / Frank"):
        line = attend.arrive(access, assembly_id=today.id, party_id=built.parties[name])
    session.open_session(access, assembly_id=today.id, president_id=built.parties["Chloé"], secretary="Nadia")
    for one in (item, rules):
        session.open_item(access, item_id=one.id)
        vote.record(access, item_id=one.id, choices={built.parties["Chloé"]: Choice.FOR})
        session.close_item(access, item_id=one.id)
    session.close_session(access, assembly_id=today.id)
    kept = Given(data=PAPER, name="roi.pdf", on=access.today)
    effects.carry_out(access, assembly_id=today.id, number=2, given=kept)
    written = minutes.draft(access, assembly_id=today.id)
    minutes.write_pdf(access, minutes_id=written.id)
    for name in ("Chloé Tilleul", "Nadia"):
        signing.on_glass(access, assembly_id=today.id, name=name, drawn="", agreed=True)
    signing.finish(access, assembly_id=today.id)
    here: dict[str, Any] = {f"{name}.assembly": today.number for name in (*OF_HELD, *OF_DECIDED)}
    return here | {
        "decision": 1,
        "effect_house_rules.decision": 2,
        "point": 1,
        "verb": "ouvrir",
        "line_id": line.id,
        "assemblies.send_minutes": written.id,
        "assemblies.send_receipts": today.id,
    }


def _asked(built: Tilleuls, access: Access, number: str) -> dict[str, Any]:
    """A request for an assembly, a remark of an occupant."""
    owner = accesses.resolve(person_id=built.persons["Chloé"].id, slug=access.slug, now=access.now)
    assert owner is not None
    asked = extraordinary.begin(owner, title="Fuite du toit", text="Réparer le toit")
    remarks.record(access, number=number, text="Le hall est sombre", author="Yusuf")
    return {"assembly_request": asked.id}


#: The pages that are about a convocation that left.
OF_CONVENED = (
    "convocation",
    "convocation_add",
    "convocation_letter",
    "convocation_paper",
    "convocation_progress",
    "convocation_resume",
    "convocation_take_back",
    "dispatch_again",
    "dispatch_proof",
    "dispatch_return",
    "my_proxy",
    "proxies",
    "proxy_paper",
    "proxy_record",
    "proxy_strike",
    "proxy_take_back",
)


def _convened(built: Tilleuls, access: Access) -> dict[str, Any]:
    """A second assembly whose convocation left, with one letter and the papers written, and a proxy."""
    facts = Plan(Kind.EXTRAORDINARY, add_months(access.today, 1), time(19), "Salle des Tilleuls")
    row = plan.plan(access, facts=facts)
    items.add(access, number=row.number, template="works_conservatory")
    sent = convene.convene(access, number=row.number)
    chloe = Recipient.objects.get(org_id=access.org_id, convocation=sent, party_id=built.parties["Chloé"])
    letters.write(access, recipient_id=chloe.id)
    letters.papers(access, convocation_id=sent.id)
    to = Mandate(holder_id=built.parties["Alice"])
    paper: dict[str, Any] = {"on": access.today, "data": PAPER, "name": "procuration.pdf"}
    given = proxies.record(access, number=row.number, party_id=built.parties["Bruno"], mandate=to, **paper)
    here = {f"{name}.assembly": row.number for name in OF_CONVENED}
    return here | {
        "recipient": chloe.id,
        "proxy": given.id,
        "paper": "affiche",
        convene.SEND_CONVOCATION: sent.id,
    }


def _written(built: Tilleuls, access: Access) -> dict[str, Any]:
    """A decision in writing, with its letters and one answer on paper; every lot has somebody to answer for it."""
    for whole, member in (("Eve / Frank", "Eve"), ("Greta / Hugo", "Greta")):
        to: dict[str, Any] = {"representative_id": built.parties[member], "note": "Lettre"}
        parties.name_representative(access, party_id=built.parties[whole], **to)
    until = access.today + timedelta(days=30)
    text = written.WrittenText("Contrat de nettoyage", "Le nettoyage est confié à Claire et Net.", "contract", until)
    row = written.send(access, facts=text, data=PAPER, name="contrat.pdf")
    by_post = WrittenRecipient.objects.filter(org_id=access.org_id, decision=row, channel="post").first()
    assert by_post is not None
    chloe = WrittenRecipient.objects.get(org_id=access.org_id, decision=row, party_id=built.parties["Chloé"])
    for one in {by_post.id, chloe.id}:
        written_mails.write(access, recipient_id=one)
    written_mails.batch(access, decision_id=row.id)
    paper: dict[str, Any] = {"signed_on": access.today, "data": PAPER, "name": "accord.pdf"}
    written_answers.record(access, number=row.number, party_id=built.parties["Alice"], choice=Choice.FOR, **paper)
    return {
        "written": row.number,
        "written_recipient": chloe.id,
        "written_party": built.parties["Alice"],
        written.SEND_WRITTEN: row.id,
    }


def _proposal(built: Tilleuls, access: Access) -> Any:
    owner = accesses.resolve(person_id=built.persons["Chloé"].id, slug=access.slug, now=access.now)
    assert owner is not None
    return propose.propose(replace(owner, now=access.now), proposal=Proposal("Vélos", "Placer deux arceaux")).id
