"""From an agenda to letters that are proven: each person by the way they agreed to, in their language, once."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.core import mail as outbox
from django.db import ProgrammingError, transaction

from koprogo.assemblies.models import Assembly, Convocation, Recipient
from koprogo.assemblies.operations import consents, convene, dispatch, items, parts, plan
from koprogo.assemblies.operations.items import ItemFacts
from koprogo.assemblies.operations.plan import Plan
from koprogo.assemblies.queries import addressees, convocations
from koprogo.assemblies.rules import convocation as rules
from koprogo.assemblies.rules.agenda import ReasonMissing
from koprogo.assemblies.rules.calendar import Notice
from koprogo.assemblies.rules.convocation import Channel
from koprogo.assemblies.rules.states import Kind, NotNow, State
from koprogo.assemblies.tests.stories import world as worlds
from koprogo.assemblies.tests.stories.world import on, owner, planned
from koprogo.condominiums.operations import lots, ownerships, parties
from koprogo.condominiums.operations.lots import LotFacts
from koprogo.condominiums.operations.parties import PartyFacts
from koprogo.condominiums.rules.lots import LotKind
from koprogo.platform import boundary, files, jobs
from koprogo.platform.access import Access
from koprogo.platform.models import Job, Mailing, StoredFile
from koprogo.platform.pdf import gate
from koprogo.testing.counting import statements
from koprogo.testing.tilleuls import Tilleuls

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Tilleuls:
    return worlds.build()


def run(access: Access, minutes: int = 0) -> None:
    now = access.now + timedelta(minutes=minutes)
    jobs.run_waiting(until=now + timedelta(seconds=1), clock=lambda: now)


def text_of(file_id: UUID | None) -> str:
    assert file_id is not None
    stored = StoredFile.objects.get(id=file_id)
    found = gate(files.content(stored))
    assert (found.standard, found.tagged) == ("ua-1", True)
    return " ".join(found.text.split())


def works(world: Tilleuls, row: Assembly) -> None:
    access = world.syndic_access
    added = items.add(access, number=row.number, template="works")
    facts = ItemFacts(
        "Ascenseur",
        "L’assemblée modernise l’ascenseur.",
        subject="works_common",
        cost_cents=70_000,
        key_id=world.keys["lift"],
    )
    items.write(access, number=row.number, position=added.position, facts=facts)
    parts.exclude(
        access, number=row.number, position=added.position, party_id=world.parties["David"], reason="Sa firme"
    )


def test_everybody_gets_a_registered_letter_unless_they_agreed_in_writing(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        consents.tell(owner(world, "Chloé"), party_id=world.parties["Chloé"], given=True)
        consents.record(access, party_id=world.parties["Alice"], given=True, on=date(2025, 3, 1))
        consents.record(access, party_id=world.parties["Bruno"], given=True, on=date(2025, 3, 1))
        consents.tell(owner(world, "Bruno"), party_id=world.parties["Bruno"], given=False)
        with statements() as ran:
            people = addressees.of_day(access, on=access.today)
        assert len(ran) == 1
        ways = {one.name: (one.channel, one.vote_suspended) for one in people}
    # F and G have no representative: each one behind them is told, and their vote sleeps.
    assert ways == {
        "Alice Tilleul": (Channel.EMAIL, False),
        "Bruno Tilleul": (Channel.REGISTERED, False),
        "Chloé Tilleul": (Channel.EMAIL, False),
        "David Tilleul": (Channel.REGISTERED, False),
        "Eve Tilleul": (Channel.REGISTERED, True),
        "Frank Tilleul": (Channel.REGISTERED, True),
        "Greta Tilleul": (Channel.REGISTERED, True),
        "Hugo Tilleul": (Channel.REGISTERED, True),
        "Ines Tilleul": (Channel.REGISTERED, False),
    }
    assert {one.name: one.shares for one in people}["Chloé Tilleul"] == 300


def test_a_representative_alone_is_convened_and_by_their_own_consent(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        parties.name_representative(
            access, party_id=world.parties["Eve / Frank"], representative_id=world.parties["Eve"], note="Lettre"
        )
        consents.record(access, party_id=world.parties["Eve"], given=True, on=access.today)
        people = [one for one in addressees.of_day(access, on=access.today) if one.lots == ("F",)]
    assert [(one.name, one.party_name, one.channel, one.vote_suspended) for one in people] == [
        ("Eve Tilleul", "Eve / Frank", Channel.EMAIL, False)
    ]


def test_a_convocation_is_frozen_written_sent_and_proven(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        consents.tell(owner(world, "Chloé"), party_id=world.parties["Chloé"], given=True)
        row = planned(world, consult="En ligne", remote_text="Visioconférence sur inscription")
        works(world, row)
        sent = convene.convene(access, number=row.number)
        assert (sent.notice, sent.sha256) == (Notice.IN_TIME, rules.fingerprint(sent.content))
        with pytest.raises(NotNow):
            items.add(access, number=row.number, template="works")
        with pytest.raises(NotNow):
            convene.convene(access, number=row.number)
    run(access)
    with boundary.within(world.org.id):
        job = jobs.of_subject(access, subject_id=sent.id, kind=convene.SEND_CONVOCATION)
        assert job is not None and (job.state, job.done, job.total) == (Job.State.DONE, 10, 10)
        rows = convocations.recipients(access, convocation=sent)
        chloe = next(one for one in rows if one.name == "Chloé Tilleul")
        text = text_of(chloe.letter_id)
        assert "Lots C, D : 300 voix sur 1 000." in text
        assert "300,00" in text and "David Tilleul ne vote pas" in text and "Procuration" in text
        assert "Majorité des deux tiers" in text and sent.sha256[:20] in text
        greta = text_of(next(one for one in rows if one.name == "Greta Tilleul").letter_id)
        assert "le droit de vote est suspendu" in greta and "Bon pour procuration" not in greta
        sent.refresh_from_db()
        assert "Eve Tilleul" in text_of(sent.counter_list_id) and "Chloé" not in text_of(sent.counter_list_id)
        assert "3.89" in text_of(sent.hall_notice_id)
        assert not any(one.is_proven for one in rows), "the mail waits its ten minutes"
        assert convocations.unproven(access)[0].registered == 8
    run(access, minutes=11)
    with boundary.within(world.org.id):
        assert [m.to for m in outbox.outbox] == [["chloe@les-tilleuls.example"]]
        assert outbox.outbox[0].attachments[0][2] == "application/pdf"
        for one in convocations.recipients(access, convocation=sent):
            if one.channel is Channel.REGISTERED:
                dispatch.prove(access, recipient_id=one.recipient_id, registered_number=f"RR{one.shares}BE")
        assert all(one.is_proven for one in convocations.recipients(access, convocation=sent))
        assert convocations.unproven(access) == []
        with pytest.raises(ProgrammingError), transaction.atomic():
            Convocation.objects.filter(org_id=world.org.id).update(sha256="0")


def test_what_comes_back_is_a_task_until_it_is_sent_again(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        row = planned(world)
        sent = convene.convene(access, number=row.number)
        ines = Recipient.objects.get(org_id=world.org.id, name="Ines Tilleul")
        with pytest.raises(dispatch.ProofMissing):
            dispatch.prove(access, recipient_id=ines.id)
        dispatch.came_back(access, recipient_id=ines.id, note="Adresse inconnue")
        assert convocations.unproven(access)[0].bounced == 1
        second = dispatch.again(access, recipient_id=ines.id, channel=Channel.EMAIL)
        assert (second.attempt, second.regular) == (2, False), "she never agreed to e-mail: said, not refused"
        assert convocations.unproven(access)[0].bounced == 0
        with pytest.raises(dispatch.AlreadyConvened):
            dispatch.add_late(access, number=row.number)
        buyer = parties.add_party(access, facts=PartyFacts(first_name="Jeanne", last_name="Neuve", street="Rue 1"))
        ownerships.transfer_lot(access, lot_id=world.lots["H"], party_id=buyer.id, on=access.today)
        assert dispatch.add_late(access, number=row.number) == 1
        assert Recipient.objects.filter(org_id=world.org.id, convocation=sent, name="Jeanne Neuve").count() == 1


def test_taken_back_within_ten_minutes_no_mail_leaves(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        consents.tell(owner(world, "Chloé"), party_id=world.parties["Chloé"], given=True)
        row = planned(world)
        convene.convene(access, number=row.number)
    run(access)
    with boundary.within(world.org.id):
        late = on(access, access.today + timedelta(days=1))
        with pytest.raises(convene.TooLateToTakeBack):
            convene.take_back(late, number=row.number)
        convene.take_back(access, number=row.number)
        items.add(access, number=row.number, template="works")
    run(access, minutes=11)
    assert outbox.outbox == []
    with boundary.within(world.org.id):
        assert set(Mailing.objects.values_list("state", flat=True)) == {Mailing.State.RECALLED}
        assert convene.convene(access, number=row.number).number == 2


def test_late_is_said_and_an_urgency_is_kept(world: Tilleuls) -> None:
    with boundary.within(world.org.id):
        row = planned(world)
        late = on(world.syndic_access, date(2026, 5, 27))
        assert convene.convene(late, number=row.number).notice == Notice.LATE
        urgent = planned(world, day=date(2026, 6, 12), kind=Kind.EXTRAORDINARY, urgent_because="Fuite de gaz")
        items.add(late, number=urgent.number, template="works_conservatory")
        sent = convene.convene(on(late, date(2026, 6, 1)), number=urgent.number)
        assert (sent.notice, sent.content["urgent_because"]) == (Notice.URGENT, "Fuite de gaz")


def test_another_day_takes_another_convocation_and_a_cancelled_one_is_told(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        consents.tell(owner(world, "Chloé"), party_id=world.parties["Chloé"], given=True)
        row = planned(world)
        convene.convene(access, number=row.number)
        facts = Plan(Kind.ORDINARY, date(2026, 6, 12), row.starts_at, row.place)
        with pytest.raises(ReasonMissing):
            plan.change(access, number=row.number, facts=facts)
        moved = plan.change(access, number=row.number, facts=facts, reason="Salle fermée")
        assert (moved.number, moved.state) == ("2026-06-12", State.PLANNED)
        assert convocations.current(access, assembly=moved) is None
        sent = convene.convene(access, number=moved.number)
        assert (sent.number, sent.content["held_on"]) == (2, "2026-06-12")
        plan.cancel(access, number=moved.number, reason="Syndic malade")
        told = Mailing.objects.filter(org_id=world.org.id, purpose="assembly_cancelled")
        assert [one.recipient for one in told] == ["chloe@les-tilleuls.example"]


def test_without_agenda_or_identity_nothing_leaves(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        row = planned(world, kind=Kind.EXTRAORDINARY)
        with pytest.raises(convene.AgendaEmpty), transaction.atomic():
            convene.convene(access, number=row.number)
        assert Assembly.objects.get(id=row.id).state == State.PLANNED


LANGUAGES = ("fr", "nl", "de", "en")


def test_sixty_owners_in_four_languages_are_one_job_with_progress(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        row = planned(world, day=date(2026, 6, 10))
        known = len(addressees.of_day(access, on=access.today))
        for place in range(60 - known):
            party = parties.add_party(
                access,
                facts=PartyFacts(
                    first_name="Owner",
                    last_name=f"Number{place:02d}",
                    email=f"owner{place}@les-tilleuls.example",
                    street=f"Rue Longue {place}",
                    postcode="1000",
                    city="Bruxelles",
                    language=LANGUAGES[place % 4],
                ),
            )
            lot = lots.add_lot(access, facts=LotFacts(f"Z{place}", LotKind.APARTMENT, 1, 1))
            ownerships.give_lot(access, lot_id=lot.id, party_id=party.id, on=date(2020, 1, 1), source="Acte")
            if place >= 12 - known:
                consents.record(access, party_id=party.id, given=True, on=access.today)
        sent = convene.convene(access, number=row.number)
    run(access)
    with boundary.within(world.org.id):
        job = jobs.of_subject(access, subject_id=sent.id, kind=convene.SEND_CONVOCATION)
        assert job is not None and (job.state, job.done, job.total) == (Job.State.DONE, 61, 61)
        rows = convocations.recipients(access, convocation=sent)
        assert (len(rows), sum(one.channel is Channel.REGISTERED for one in rows)) == (60, 12)
        spoken: dict[str, set[str]] = {}
        for one in rows:
            assert one.letter_id is not None
            stored = StoredFile.objects.get(id=one.letter_id)
            found = gate(files.content(stored))
            assert (found.standard, found.tagged) == ("ua-1", True), one.name
            assert one.name in found.text.replace("\n", " ") and "Comptes de l’exercice" in found.text
            spoken.setdefault(one.language, set()).add(found.lang[:2])
        # The association speaks French and Dutch: letters are in one of these, mails in the reader's own language.
        assert spoken == {"fr": {"fr"}, "nl": {"nl"}, "de": {"fr"}, "en": {"fr"}}
        subjects = {m.subject.split(":")[0].strip() for m in Mailing.objects.filter(org_id=world.org.id)}
        assert subjects == {"Convocation", "Oproeping", "Einberufung"}
