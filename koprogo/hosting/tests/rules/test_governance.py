"""Members, votes and duties of a non-profit: the cases of the law sheet § 11, by the one engine of assemblies."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koprogo.assemblies.rules.majorities import Majority
from koprogo.assemblies.rules.unanimity import Choice, Outcome
from koprogo.condominiums.rules import rights
from koprogo.condominiums.rules.rights import Right, Role
from koprogo.hosting.rules import capacity, catalogue, effects, goals, members, obligations, proposals, scenario
from koprogo.hosting.rules.catalogue import Plan, Quotas
from koprogo.hosting.rules.effects import Change
from koprogo.hosting.rules.members import Applicant
from koprogo.hosting.rules.members import Kind as MemberKind
from koprogo.hosting.rules.obligations import Done, Duty
from koprogo.hosting.rules.proposals import Kind, Window

DAY = date(2027, 3, 1)
F, A, N = Choice.FOR, Choice.AGAINST, Choice.ABSTAIN


def held(kind: Kind, votes: str, *, members: int, second: bool = False) -> Outcome:
    names = {str(one): "" for one in range(members)}
    ballots = {str(place): {"+": F, "-": A, "0": N}[sign] for place, sign in enumerate(votes)}
    return proposals.outcome(kind, on=DAY, members=names, ballots=ballots, second=second).outcome


@pytest.mark.parametrize(
    ("kind", "votes", "number", "second", "outcome"),
    [
        (Kind.PRICE, "++-", 10, False, Outcome.ADOPTED),
        (Kind.PRICE, "+-", 10, False, Outcome.REJECTED),  # a tie is no majority
        (Kind.PRICE, "+0000", 10, False, Outcome.ADOPTED),  # abstentions count on neither side
        (Kind.PRICE, "000", 10, False, Outcome.REJECTED),  # nothing cast decides nothing
        (Kind.PRICE, "", 10, False, Outcome.REJECTED),
        (Kind.KEYS, "+", 1, False, Outcome.ADOPTED),
        (Kind.DIRECTOR, "++-", 10, False, Outcome.ADOPTED),
        (Kind.EXCLUSION, "++++--", 9, False, Outcome.ADOPTED),  # 6 of 9 took part, 4 of 6 for
        (Kind.EXCLUSION, "+++---", 9, False, Outcome.REJECTED),
        (Kind.EXCLUSION, "+++++", 9, False, Outcome.NO_QUORUM),  # 5 of 9 are fewer than two thirds
        (Kind.EXCLUSION, "++++0-", 9, False, Outcome.ADOPTED),  # 4 of 5 cast
        (Kind.EXCLUSION, "++-", 9, True, Outcome.ADOPTED),  # a second vote needs no quorum
        (Kind.EXCLUSION, "+-", 9, True, Outcome.REJECTED),
    ],
)
def test_outcomes(kind: Kind, votes: str, number: int, second: bool, outcome: Outcome) -> None:
    assert held(kind, votes, members=number, second=second) is outcome


@given(yes=st.integers(0, 40), no=st.integers(0, 40), idle=st.integers(0, 40))
def test_a_price_needs_more_for_than_against_whoever_abstains(yes: int, no: int, idle: int) -> None:
    found = held(Kind.PRICE, "+" * yes + "-" * no + "0" * idle, members=120)
    assert (found is Outcome.ADOPTED) == (yes > no)


def test_majorities_come_from_the_rule_set() -> None:
    assert proposals.required(Kind.PRICE, DAY).majority is Majority.ABSOLUTE
    need = proposals.required(Kind.EXCLUSION, DAY)
    assert (need.majority, need.heads) == (Majority.TWO_THIRDS, (2, 3))


def test_counts_written_by_hand() -> None:
    counted = proposals.counted_by_hand
    assert counted(Kind.PRICE, on=DAY, members=9, given={F: 5, A: 4, N: 0}).outcome is Outcome.ADOPTED
    for given_ in ({F: 10, A: 0, N: 0}, {F: 0, A: 0, N: 0}, {F: 3, A: -1, N: 0}):
        with pytest.raises(proposals.CountImpossible):
            counted(Kind.PRICE, on=DAY, members=9, given=given_)


def test_what_the_law_keeps_for_the_assembly_is_announced_fifteen_days_before() -> None:
    assert proposals.earliest(Kind.PRICE, on=DAY) == DAY
    assert proposals.earliest(Kind.EXCLUSION, on=DAY) == date(2027, 3, 16)
    proposals.check_opening(Kind.DIRECTOR, opens_on=date(2027, 3, 16), today=DAY)
    with pytest.raises(proposals.TooSoon):
        proposals.check_opening(Kind.DIRECTOR, opens_on=date(2027, 3, 15), today=DAY)
    assert proposals.second_from(Kind.EXCLUSION, DAY) == date(2027, 3, 16)
    assert proposals.second_from(Kind.PRICE, DAY) is None


@pytest.mark.parametrize(
    ("runs", "proposes", "number", "may"),
    [(True, False, 500, True), (False, True, 20, True), (False, True, 21, False), (False, False, 1, False)],
)
def test_a_twentieth_of_the_members_puts_its_own_item(runs: bool, proposes: bool, number: int, may: bool) -> None:
    assert proposals.may_open(runs=runs, proposes=proposes, members=number) is may


def test_a_window_holds_from_its_first_moment_and_not_at_its_end() -> None:
    start = datetime(2027, 3, 1, 9, tzinfo=UTC)
    window = Window(start, start + timedelta(days=14))
    assert window.holds(start) and window.holds(window.closes_at - timedelta(seconds=1))
    assert not window.holds(start - timedelta(seconds=1)) and not window.holds(window.closes_at)


def test_next_month() -> None:
    assert proposals.next_month(date(2027, 1, 31)) == date(2027, 2, 1)
    assert proposals.next_month(date(2027, 12, 1)) == date(2028, 1, 1)


@pytest.mark.parametrize(
    ("wanted", "newest", "first"),
    [
        (date(2027, 1, 1), date(2025, 1, 1), date(2027, 1, 1)),
        (date(2027, 1, 1), date(2027, 1, 1), date(2027, 1, 1)),  # the second decision of one evening: the same day
        (date(2026, 12, 1), date(2025, 1, 1), date(2027, 1, 1)),  # gone by at the count
        (None, date(2025, 1, 1), date(2027, 1, 1)),
        (date(2027, 1, 1), date(2027, 6, 1), date(2027, 6, 1)),  # it changes the newest list: not before that one
    ],
)
def test_from_which_day_a_decision_holds(wanted: date | None, newest: date, first: date) -> None:
    assert proposals.begins(wanted, today=date(2026, 12, 15), newest=newest) == first


def test_of_two_lists_for_one_day_the_last_published_holds() -> None:
    one = replace(catalogue.FOUNDING, valid_from=date(2027, 1, 1), decided_by="2026-1")
    two = replace(one, decided_by="2026-2")
    assert catalogue.on(date(2027, 1, 1), [catalogue.FOUNDING, one, two]) is two
    catalogue.check(two, today=date(2026, 12, 15), lists=[catalogue.FOUNDING, one])
    with pytest.raises(catalogue.TermsTooLate):
        catalogue.check(two, today=date(2027, 1, 1), lists=[catalogue.FOUNDING, one])
    with pytest.raises(catalogue.TermsTooLate):
        catalogue.check(replace(two, valid_from=date(2026, 12, 31)), today=date(2026, 12, 15), lists=[one])


def test_a_lower_price_shows_its_effect_with_the_real_number() -> None:
    effect = effects.of(catalogue.FOUNDING, Change(month_cents=80), condominiums=500, paying=490)
    assert (effect.before.figures["surplus_cents"], effect.after.figures["surplus_cents"]) == (47_615, 37_815)
    assert effect.change_cents == -9_800 and not effect.is_loss and not effect.assumed
    assert sum(effect.after.parts.values()) == 37_815
    assert effects.of(catalogue.FOUNDING, Change(month_cents=1), condominiums=500, paying=490).is_loss
    assert effects.of(catalogue.FOUNDING, Change(), condominiums=0, paying=0).assumed


def test_quotas_keys_and_a_feature_show_theirs() -> None:
    quotas = Quotas(1_000_000_000, 50, 100_000)
    effect = effects.of(catalogue.FOUNDING, Change(quotas=quotas), condominiums=100, paying=100)
    assert effect.change_cents == -35  # 100 x 0,5 GB more at 0,007 €
    keys = {"reserve": 25, "development": 25, "infrastructure": 25, "emergency": 25}
    effect = effects.of(catalogue.FOUNDING, Change(keys=keys), condominiums=100, paying=100)
    assert effect.change_cents == 0 and set(effect.after.parts.values()) == {2_343, 2_344}
    assert effects.of(catalogue.FOUNDING, Change(cost_cents=500), condominiums=100, paying=100).change_cents == -500


def test_free_for_life_stays_free_and_the_others_keep_their_distance() -> None:
    terms = effects.changed(catalogue.FOUNDING, Change(month_cents=80))
    assert {plan.plan: plan.month_cents for plan in terms.plans} == {
        Plan.CLOUD: 80,
        Plan.FREE_FOR_LIFE: 0,
        Plan.SPONSOR: 80,
        Plan.PREMIUM: 580,
    }


def test_who_may_apply() -> None:
    person = Applicant(MemberKind.NATURAL, members.Standing.FRIEND, "Ana", "ana@x.be", "Rue 1")
    members.check(person)
    for number, speaker in (("", "Ana"), ("0403170701", "")):
        with pytest.raises(members.LegalNeedsNumber):
            members.check(
                Applicant(MemberKind.LEGAL, members.Standing.CONDOMINIUM, "ACP", "a@x.be", "Rue 1", number, speaker)
            )


@pytest.mark.parametrize(("number", "least"), [(1, 2), (2, 2), (3, 3), (40, 3)])
def test_how_many_directors_the_law_asks_for(number: int, least: int) -> None:
    assert members.least_directors(number) == least


def test_members_read_the_minutes_and_occupants_do_not() -> None:
    readers = {role for role, held in rights.RIGHTS.items() if Right.READ_MINUTES in held}
    assert {Role.MEMBER, Role.BOARD, Role.OWNER, Role.AUDITOR} <= readers
    assert not readers & {Role.OCCUPANT, Role.FORMER_OWNER, Role.RESIDENT}


def test_terms_and_the_eight_days() -> None:
    members.check_term(date(2024, 2, 29), date(2030, 2, 28))
    for end in (date(2024, 2, 29), date(2030, 3, 1)):
        with pytest.raises(members.TermImpossible):
            members.check_term(date(2024, 2, 29), end)
    assert members.noted_by(date(2027, 2, 25)) == date(2027, 3, 5)


def test_yearly_duties() -> None:
    since = date(2025, 5, 1)
    assert obligations.shown(date(2025, 12, 31), since, []) == []
    open_now = obligations.shown(date(2026, 3, 1), since, [])
    assert [(due.duty, due.due_on) for due in open_now] == [
        (Duty.ASSEMBLY, date(2026, 6, 30)),
        (Duty.ACCOUNTS, date(2026, 7, 30)),
        (Duty.UBO, date(2026, 12, 31)),
    ]
    held_ = [Done(Duty.ASSEMBLY, 2025, date(2026, 4, 10))]
    accounts = obligations.shown(date(2026, 5, 11), since, held_)[0]
    assert accounts.due_on == date(2026, 5, 10) and accounts.late(date(2026, 5, 11))
    assert not accounts.late(date(2026, 5, 10))


def test_what_a_machine_carries() -> None:
    found = capacity.Capacity(
        days=30,
        condominiums=10,
        condominium_days=300,
        cpu_ms=300 * 40_000,
        stored_bytes=10 * 250_000_000,
        cores=2,
        disk_bytes=40_000_000_000,
        month_millicents=capacity.rent(2, catalogue.FOUNDING.infrastructure),
        dns_month_millicents=10_000,
        storage_gigabyte_month_millicents=700,
        since_on=DAY,
    )
    assert (found.by_processor, found.by_disk, found.carries) == (864, 80, 80)
    assert found.stored_megabytes == 250 and found.as_prices().tiers[0].month_millicents == 1_200_000
    assert capacity.rent(1, catalogue.FOUNDING.infrastructure) == 580_000
    assert capacity.rent(17, catalogue.FOUNDING.infrastructure) == 3 * 2_700_000


def test_a_scenario_has_bounds_and_a_break_even() -> None:
    month = scenario.month_of(scenario.Asked(100))
    assert scenario.break_even_cents(month) == 7
    with pytest.raises(scenario.BeyondReason):
        scenario.month_of(scenario.Asked(scenario.MOST_CONDOMINIUMS + 1))
    assert [row.asked.condominiums for row in scenario.by_size(scenario.Asked(300))] == [
        100,
        300,
        500,
        1000,
        2000,
        5000,
    ]
    assert [row.asked.price_cents for row in scenario.by_price(scenario.Asked(9, price_cents=70))] == [
        100,
        80,
        70,
        60,
        50,
        40,
    ]


def test_goals_and_savings_are_computed() -> None:
    assert [(goal.target, goal.reached) for goal in goals.served(140)] == [
        (100, 100),
        (500, 140),
        (2000, 140),
        (5000, 140),
    ]
    assert goals.saved_cents(before_cents=50_000, stated=2) == 48_600
    assert goals.saved_cents(before_cents=100, stated=2) == 0
