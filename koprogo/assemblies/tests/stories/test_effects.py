"""What an assembly decides becomes facts elsewhere, once, tied to the decision; a refusal says why."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest

from koprogo.assemblies.models import AgendaItem, Assembly, ItemResult, Resolution, ResolutionEffect
from koprogo.assemblies.operations import effects
from koprogo.assemblies.operations.effect_acts import (
    DayMissing,
    Given,
    HouseRulesMissing,
    NobodyElected,
    NoSyndicToRevoke,
    NoYear,
    OtherPartRefused,
)
from koprogo.assemblies.operations.effects import CarriedOutAlready
from koprogo.assemblies.queries import effects as queries
from koprogo.assemblies.queries import register
from koprogo.assemblies.rules.agenda import Origin, ReasonMissing
from koprogo.assemblies.rules.effects import Effect
from koprogo.assemblies.rules.states import Kind, State
from koprogo.assemblies.rules.subjects import Subject
from koprogo.assemblies.tests.stories import gathering
from koprogo.budgets.queries import sheet as budget_sheet
from koprogo.budgets.tests import world as budget_world
from koprogo.charges.queries import calls
from koprogo.condominiums.queries import mandates as offices
from koprogo.condominiums.queries import today
from koprogo.condominiums.queries.mandates import MandateRow
from koprogo.condominiums.rules import mandates
from koprogo.condominiums.rules.mandates import SyndicTermTooLong
from koprogo.kernel.refusals import NotAllowed, NotFound
from koprogo.platform import boundary
from koprogo.platform.access import Access

pytestmark = pytest.mark.django_db
HELD_ON = date(2026, 1, 10)
NOW = datetime(2026, 1, 12, 9, tzinfo=UTC)


def _office(access: Access, role: str, party_id: UUID | None = None) -> MandateRow:
    return next(one for one in offices.listing(access) if one.role == role and party_id in (None, one.party_id))


def _decided(access: Access, *items: dict[str, Any]) -> Assembly:
    """A session that is closed, with these items decided; ``adopted`` and the votes may be given."""
    row = Assembly.objects.create(
        org_id=access.org_id,
        held_on=HELD_ON,
        sequence=Assembly.objects.filter(held_on=HELD_ON).count() + 1,
        starts_at=time(19),
        kind=Kind.EXTRAORDINARY,
        state=State.CLOSED,
        place="Hall",
        planned_at=access.now,
        opened_at=access.now,
        closed_at=access.now,
    )
    for number, facts in enumerate(items, 1):
        adopted, votes = facts.pop("adopted", True), facts.pop("votes", ("600", "0"))
        item = AgendaItem.objects.create(
            org_id=access.org_id,
            assembly=row,
            position=number,
            title=facts.pop("title", "Point"),
            text="L’assemblée décide.",
            origin=Origin.SYNDIC,
            vote_state="closed",
            **facts,
        )
        result = ItemResult.objects.create(
            org_id=access.org_id,
            item=item,
            text=item.text,
            majority="absolute",
            article="CC 3.87 § 8",
            in_favour=votes[0],
            against=votes[1],
            abstaining="0",
            outcome="adopted" if adopted else "rejected",
            facts={},
            closed_at=access.now,
        )
        Resolution.objects.create(
            org_id=access.org_id,
            assembly=row,
            item=item,
            result=result,
            number=number,
            title=item.title,
            text=item.text,
            adopted=adopted,
            decided_on=HELD_ON,
            recorded_at=access.now,
        )
    return row


def _syndic(slug: str) -> tuple[Any, Access]:
    found = gathering.convened(slug)
    return found, replace(found.secretary, now=NOW)


def test_an_election_becomes_a_mandate_for_the_days_of_the_vote() -> None:
    found, access = _syndic("mandats")
    chloe, bruno = found.party("Chloé"), found.party("Bruno")
    with boundary.within(found.built.org.id):
        row = _decided(
            access,
            {
                "subject": Subject.COUNCIL_MEMBER,
                "candidate_id": chloe,
                "term_from": date(2026, 1, 11),
                "term_to": date(2027, 1, 10),
            },
            {"subject": Subject.AUDITOR, "candidate_name": "Une fiduciaire"},
            {"subject": Subject.COUNCIL_MEMBER, "candidate_id": bruno, "adopted": False},
            {"subject": Subject.OTHER},
        )
        assert [one.effect for one in queries.of_assembly(access, assembly=row)] == [Effect.COUNCIL, Effect.AUDITOR]
        done = effects.carry_out(access, assembly_id=row.id, number=1)
        made = _office(access, "council")
        assert made.mandate_id == done.subject_id
        assert (made.role, made.party_id, made.starts_on, made.ends_on) == (
            "council",
            chloe,
            date(2026, 1, 11),
            date(2027, 1, 11),
        )
        assert "décision 1" in made.decision, "the mandate names the decision"
        assert "Chloé" in done.label, "the decision names the mandate"
        with pytest.raises(CarriedOutAlready):
            effects.carry_out(access, assembly_id=row.id, number=1)
        with pytest.raises(NobodyElected):
            effects.carry_out(access, assembly_id=row.id, number=2)
        effects.carry_out(access, assembly_id=row.id, number=2, given=Given(party_id=bruno, starts_on=HELD_ON))
        assert _office(access, "auditor").ends_on is None
        for number in (3, 4):
            with pytest.raises(NotFound):
                effects.carry_out(access, assembly_id=row.id, number=number)
        again = _decided(access, {"subject": Subject.COUNCIL_MEMBER, "candidate_id": chloe})
        decided, _found = queries.get(access, assembly=again.number, number=1)
        assert queries.begins_on(access, row=decided, effect=Effect.COUNCIL) == date(2027, 1, 11)
        assert queries.begins_on(access, row=decided, effect=Effect.CALL) == HELD_ON
        kept, _total = register.decisions(access)
        assert any("Chloé" in label for one in kept for label in one.became)
        with pytest.raises(NotAllowed):
            effects.carry_out(replace(access, rights=frozenset()), assembly_id=row.id, number=1)


def test_a_syndic_is_replaced_by_two_decisions() -> None:
    found, access = _syndic("syndics")
    with boundary.within(found.built.org.id):
        before = _office(access, "syndic")
        change_on = before.starts_on + timedelta(days=60)
        latest = mandates.syndic_latest_end(change_on)
        term = {"subject": Subject.SYNDIC_APPOINTMENT, "term_from": change_on}
        row = _decided(
            access,
            {"subject": Subject.SYNDIC_REVOCATION},
            term | {"candidate_id": found.party("David"), "term_to": latest - timedelta(days=1)},
            term | {"candidate_id": found.party("Bruno"), "term_to": latest},
        )
        effects.carry_out(access, assembly_id=row.id, number=1, given=Given(on=change_on))
        assert _office(access, "syndic", before.party_id).ends_on == change_on
        effects.carry_out(access, assembly_id=row.id, number=2)
        assert _office(access, "syndic", found.party("David")).ends_on == latest
        with pytest.raises(SyndicTermTooLong):
            effects.carry_out(access, assembly_id=row.id, number=3)
        assert ResolutionEffect.objects.count() == 2, "what was refused left nothing"
        again = _decided(access, {"subject": Subject.SYNDIC_REVOCATION})
        with pytest.raises(NoSyndicToRevoke):
            effects.carry_out(access, assembly_id=again.id, number=1, given=Given(on=date(2045, 1, 1)))


def test_works_become_a_call_with_the_sum_and_the_key_of_the_vote() -> None:
    found, access = _syndic("travaux")
    with boundary.within(found.built.org.id):
        lift = found.built.keys["lift"]
        row = _decided(
            access,
            {
                "title": "Ascenseur",
                "subject": Subject.WORKS_COMMON,
                "cost_cents": 4_876_000,
                "called_cents": 1_234_567,
                "key_id": lift,
            },
            {"title": "Réserve", "subject": Subject.FUND_CONTRIBUTION, "cost_cents": 500_000, "template": "reserve"},
            {"title": "Sans coût", "subject": Subject.WORKS_COMMON},
        )
        assert [one.number for one in queries.of_assembly(access, assembly=row)] == [1, 2]
        with pytest.raises(DayMissing):
            effects.carry_out(access, assembly_id=row.id, number=1)
        done = effects.carry_out(access, assembly_id=row.id, number=1, given=Given(on=date(2026, 2, 15)))
        call = calls.get(access, number="2026-1")
        assert call.id == done.subject_id
        (part,) = call.parts.all()
        assert (part.total_cents, part.key_id, part.kind, call.state) == (1_234_567, lift, "special", "draft")
        assert "décision 1" in call.decision
        effects.carry_out(access, assembly_id=row.id, number=2, given=Given(on=date(2026, 2, 15)))
        reserve = calls.get(access, number="2026-2")
        (part,) = reserve.parts.all()
        assert (part.kind, part.key_id) == ("reserve", found.built.keys["parts"]), "no key named: the deed's"


def test_papers_and_reasons() -> None:
    found, access = _syndic("papiers")
    with boundary.within(found.built.org.id):
        row = _decided(
            access,
            {"subject": Subject.CHARGE_DISTRIBUTION},
            {"subject": Subject.STATUTES_OTHER},
            {"subject": Subject.HOUSE_RULES},
            {"subject": Subject.NO_RESERVE_FUND, "votes": ("1501/3", "100")},
            {"subject": Subject.WORKS_COMMON, "cost_cents": 100},
        )
        told = queries.waiting(today.building(access, own=(), also=(queries.TODAY_SQL,)).also[0])  # type: ignore[union-attr]
        assert (told.count, told.assembly, told.due_on) == (5, row.number, date(2026, 2, 9))
        with pytest.raises(HouseRulesMissing):
            effects.carry_out(access, assembly_id=row.id, number=3)
        effects.carry_out(access, assembly_id=row.id, number=1, given=Given(key_id=found.built.keys["lift"]))
        effects.carry_out(access, assembly_id=row.id, number=2, given=Given(on=HELD_ON, note="Me Dupont"))
        effects.carry_out(access, assembly_id=row.id, number=3, given=Given(data=b"%PDF-1.4", name="roi.pdf"))
        effects.carry_out(access, assembly_id=row.id, number=4)
        (waiver,) = budget_sheet.look(access).taken
        assert (waiver.for_votes, waiver.cast_votes) == (1501, 1801), "fractions left by a cap are made whole"
        with pytest.raises(ReasonMissing):
            effects.leave(access, assembly_id=row.id, number=5, reason=" ")
        effects.leave(access, assembly_id=row.id, number=5, reason="Payé par la réserve")
        left = queries.of_assembly(access, assembly=row)[-1].done
        assert left is not None
        assert (left.kind, left.label) == (queries.NOTHING, "Payé par la réserve")
        told = queries.waiting(today.building(access, own=(), also=(queries.TODAY_SQL,)).also[0])  # type: ignore[union-attr]
        assert told == queries.Waiting()


def test_a_budget_is_kept_once_for_both_its_items_and_never_where_a_part_was_refused() -> None:
    house = budget_world.build(slug="budgets")
    access = replace(house.access, now=NOW)
    with boundary.within(house.built.org.id):
        budget_world.proposed(house)
        refused = _decided(
            access,
            {"subject": Subject.BUDGET, "year": "2026"},
            {"title": "Extraordinaire", "subject": Subject.BUDGET, "year": "2026", "adopted": False},
        )
        with pytest.raises(OtherPartRefused):
            effects.carry_out(access, assembly_id=refused.id, number=1)
        row = _decided(access, {"subject": Subject.BUDGET, "year": "2026"}, {"subject": Subject.BUDGET, "year": "2026"})
        first = effects.carry_out(access, assembly_id=row.id, number=1)
        second = effects.carry_out(access, assembly_id=row.id, number=2)
        (voted,) = budget_sheet.look(access).voted
        assert first.subject_id == second.subject_id == voted.id
        assert voted.decided_on == HELD_ON
        assert "décision 1" in voted.decision
        unnamed = _decided(access, {"subject": Subject.BUDGET})
        with pytest.raises(NoYear):
            effects.carry_out(access, assembly_id=unnamed.id, number=1)
