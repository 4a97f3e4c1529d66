"""A decision in writing (CC 3.87 § 11): frozen, sent to all, taken by the last agreement; one refusal ends it."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import DatabaseError, transaction
from pypdf import PdfReader

from koprogo.assemblies.models import Assembly, Resolution, WrittenAnswer, WrittenDecision, WrittenRecipient
from koprogo.assemblies.operations import effects, minutes, send_minutes, signing, written, written_answers
from koprogo.assemblies.operations.effect_acts import Given
from koprogo.assemblies.operations.written import WrittenText
from koprogo.assemblies.operations.written_answers import Signed
from koprogo.assemblies.queries import effects as consequences
from koprogo.assemblies.queries import records, register
from koprogo.assemblies.queries import written as questions
from koprogo.assemblies.rules.mandates import VoteSuspended
from koprogo.assemblies.rules.states import State
from koprogo.assemblies.rules.unanimity import Choice, NeedsDeed
from koprogo.assemblies.rules.written import UnansweredBefore, WrittenOver, WrittenTerm
from koprogo.assemblies.tests.stories import world as worlds
from koprogo.assemblies.tests.stories.world import TODAY, on, owner
from koprogo.condominiums.operations import ownerships, parties
from koprogo.kernel.refusals import NotAllowed, NotFound
from koprogo.platform import boundary, files, jobs
from koprogo.platform.models import Mailing
from koprogo.testing.tilleuls import Tilleuls

pytestmark = pytest.mark.django_db
UNTIL = TODAY + timedelta(days=30)
SCAN = b"%PDF-1.4\n% signed\n"
DRAWN = "20,150 40,90 60,50 80,90 100,150 120,60 140,40 160,90 180,150"
ALL = ("Alice", "Bruno", "Chloé", "David", "Eve", "Greta", "Ines")


@pytest.fixture
def world() -> Tilleuls:
    """Les Tilleuls, where somebody speaks for each lot."""
    built = worlds.build()
    with boundary.within(built.org.id):
        for whole, member in (("Eve / Frank", "Eve"), ("Greta / Hugo", "Greta")):
            parties.name_representative(
                built.syndic_access,
                party_id=built.parties[whole],
                representative_id=built.parties[member],
                note="Lettre",
            )
    return built


def text(**facts: object) -> WrittenText:
    given: dict[str, object] = {
        "title": "Ascenseur",
        "text": "Le contrat d’entretien va à Lift SA.",
        "subject": "contract",
        "until_on": UNTIL,
    }
    return WrittenText(**(given | facts))  # type: ignore[arg-type]


def paper(data: bytes) -> str:
    """The words of a paper, on one line."""
    said = " ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    return " ".join(said.replace("\u200b", "").split())


def agree(world: Tilleuls, name: str, number: int = 1, day: object = TODAY) -> WrittenDecision:
    return written_answers.answer(
        owner(world, name, day),  # type: ignore[arg-type]
        number=number,
        signed=Signed(Choice.FOR, f"{name} Tilleul", drawn=DRAWN if name == "Chloé" else "", agreed=True),
    )


def test_the_last_agreement_takes_it_and_the_register_has_it(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        council = text(
            title="Commissaire",
            subject="auditor",
            candidate_id=world.parties["Ines"],
            text="Ines est nommée commissaire aux comptes.",
            term_from=TODAY,
            term_to=TODAY + timedelta(days=364),
        )
        row = written.send(access, facts=council, data=SCAN, name="offre.pdf")
        assert WrittenRecipient.objects.filter(decision=row).count() == 7
    jobs.run_waiting(until=access.now + timedelta(minutes=1), clock=lambda: access.now)
    with boundary.within(world.org.id):
        letters = WrittenRecipient.objects.filter(decision=row)
        assert not letters.filter(letter_id__isnull=True).exists()
        one = letters.get(party_id=world.parties["Chloé"])
        kept = files.get(access, file_id=one.letter_id)  # type: ignore[arg-type]
        assert kept is not None
        said = paper(files.content(kept))
        assert "Ines est nommée commissaire" in said and "3.87 § 11" in said and "je donne mon accord" in said
        for name in ALL[:-1]:
            agree(world, name)
        found = questions.progress(access, decision=row)
        assert (len(found.agreed), found.shares) == (6, (930, 1000)) and not Assembly.objects.exists()
        with pytest.raises(written_answers.NotComplete):
            written_answers.conclude(access, number=1)
        with pytest.raises(UnansweredBefore):
            written_answers.record(
                access,
                number=1,
                party_id=world.parties["Ines"],
                choice=Choice.FOR,
                signed_on=TODAY - timedelta(days=1),
                data=SCAN,
                name="ines.pdf",
            )
        done = written_answers.record(
            on(access, TODAY + timedelta(days=2)),
            number=1,
            party_id=world.parties["Ines"],
            choice=Choice.FOR,
            signed_on=TODAY + timedelta(days=1),
            data=SCAN,
            name="ines.pdf",
        )
        assert done.state == "taken" and done.assembly is not None
        made = done.assembly
        assert (made.kind, made.state, made.held_on) == ("written", State.CLOSED, TODAY + timedelta(days=2))
        assert Resolution.objects.get(assembly=made).adopted
        assert records.chain(access, assembly_id=made.id).broken_at is None
        mine = records.in_the_count(access, assembly_id=made.id, party_ids=[world.parties["Bruno"]])
        assert [(one.counted, one.agrees) for one in mine] == [("for", True)], "each one finds their own in it"
        assert [one.title for one in register.decisions(access)[0]] == ["Commissaire"]
        with pytest.raises(WrittenOver):
            agree(world, "Bruno")
        _carried_out_and_written_down(world, made)
    assert Mailing.objects.filter(purpose="written_decision_ended").count() == letters.filter(channel="email").count()


def _carried_out_and_written_down(world: Tilleuls, made: Assembly) -> None:
    access = on(world.syndic_access, TODAY + timedelta(days=2))
    (todo,) = consequences.of_assembly(access, assembly=made)
    assert todo.effect == "auditor"
    assert "Ines" in effects.carry_out(access, assembly_id=made.id, number=1, given=Given()).label
    draft = minutes.draft(access, assembly_id=made.id)
    assert "Tous les copropriétaires, au nombre de 7" in draft.sections["opening"][1]
    assert draft.sections["signers"] == [made.secretary_name], "the syndic writes it"
    signing.on_glass(access, assembly_id=made.id, name=made.secretary_name, drawn=DRAWN, agreed=True)
    signed = signing.finish(access, assembly_id=made.id)
    kept = files.get(access, file_id=signed.signed_file_id)  # type: ignore[arg-type]
    assert kept is not None
    said = paper(files.content(kept))
    assert "accord sur papier, signé le" in said and "l’unanimité de tous" in said and "Accords donnés" in said
    assert send_minutes.send(access, assembly_id=made.id).total == 7, "and goes to all of them"


def test_one_refusal_ends_it_even_after_an_agreement(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        row = written.send(access, facts=text())
        agree(world, "Alice")
        with pytest.raises(written_answers.AnsweredAlready):
            agree(world, "Alice")
        with pytest.raises(signing.NotAgreed):
            written_answers.answer(owner(world, "Bruno"), number=1, signed=Signed(Choice.FOR, "Bruno"))
        done = written_answers.answer(owner(world, "Alice"), number=1, signed=Signed(Choice.AGAINST, "Alice"))
        assert done.state == "refused" and not Resolution.objects.exists()
        assert [one.choice for one in WrittenAnswer.objects.order_by("answered_at", "id")] == ["for", "against"]
        with pytest.raises(WrittenOver):
            agree(world, "Bruno")
        with pytest.raises(DatabaseError), transaction.atomic():
            WrittenAnswer.objects.filter(decision=row).update(choice="for")
        with pytest.raises(DatabaseError), transaction.atomic():
            WrittenDecision.objects.filter(id=row.id).update(text="Autre chose")
        with pytest.raises(NotAllowed):
            written.withdraw(owner(world, "Bruno"), number=1, reason="Non")


def test_a_silence_a_deed_a_sleeping_vote(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        with pytest.raises(NeedsDeed):
            written.send(access, facts=text(subject="statutes_other"))
        with pytest.raises(WrittenTerm):
            written.send(access, facts=text(until_on=TODAY + timedelta(days=2)))
        with pytest.raises(written.TextUnfinished):
            written.send(access, facts=text(text="Le contrat va à [entreprise]."))
        written.send(access, facts=text())
        late = UNTIL + timedelta(days=1)
        agree(world, "Alice", day=UNTIL)
        with pytest.raises(WrittenOver) as over:
            agree(world, "Bruno", day=late)
        assert over.value.facts["state"] == "late" and WrittenDecision.objects.get().state == "open"
        parties.name_representative(access, party_id=world.parties["Eve / Frank"], representative_id=None, note="")
        with pytest.raises(VoteSuspended):
            written.send(access, facts=text())
        with pytest.raises(VoteSuspended):
            agree(world, "Eve")
        with pytest.raises(NotFound):
            agree(world, "Ines", number=2)


def test_a_lot_that_changes_hands_asks_its_new_owner(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        row = written.send(access, facts=text())
        for name in ALL[:-1]:
            agree(world, name)
        made = parties.add_party(access, facts=parties.PartyFacts(kind="person", name="Zoé Martin"))
        ownerships.transfer_lot(access, lot_id=world.lots["H"], party_id=made.id, on=TODAY + timedelta(days=1))
        later = on(access, TODAY + timedelta(days=2))
        found = questions.progress(later, decision=row)
        assert [one.name for one in found.new] == ["Zoé Martin"] and not found.complete
        assert written.ask_late(later, number=1) == 1
        with pytest.raises(written.EverybodyAsked):
            written.ask_late(later, number=1)
        done = written_answers.record(
            later, number=1, party_id=made.id, choice=Choice.FOR, signed_on=later.today, data=SCAN, name="z.pdf"
        )
        assert done.state == "taken", "who sold is not asked any more"


def test_given_up_with_a_reason_no_mail_leaves(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        written.send(access, facts=text())
    jobs.run_waiting(until=access.now + timedelta(minutes=1), clock=lambda: access.now)
    with boundary.within(world.org.id):
        done = written.withdraw(access, number=1, reason="Erreur de montant")
        assert done.state == "withdrawn" and done.state_reason == "Erreur de montant"
        assert not Mailing.objects.filter(purpose="written_decision", state="waiting").exists()
