"""The association is founded once, with its first operator and the list with which it begins."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import ProgrammingError, connection, transaction

from koprogo.condominiums.queries import access as accesses
from koprogo.condominiums.rules.rights import Right
from koprogo.hosting.operations import founding
from koprogo.hosting.operations import prices as operations
from koprogo.hosting.queries import nonprofit, prices
from koprogo.hosting.rules import catalogue
from koprogo.hosting.rules.catalogue import Plan, PlanTerms
from koprogo.hosting.rules.surplus import KeysIncomplete
from koprogo.kernel.refusals import NotAllowed, NotFound
from koprogo.platform import boundary
from koprogo.platform.access import Access
from koprogo.platform.models import AuditLine, Org

NOW = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def found() -> tuple[Org, Access]:
    org = founding.found(name="KoproGo ASBL", operator_email="Odile@koprogo.example", now=NOW)
    return org, accesses.as_system(org_id=org.id, now=NOW)


def cheaper(**changes: object) -> catalogue.Terms:
    plans = (PlanTerms(Plan.CLOUD, 80, 72), *catalogue.FOUNDING.plans[1:])
    terms = replace(
        catalogue.FOUNDING, valid_from=date(2027, 1, 1), decided_by="AG du 20 décembre 2026, point 4", plans=plans
    )
    return replace(terms, **changes)  # type: ignore[arg-type]


def test_before_it_is_founded_there_is_none_but_the_price_is_known() -> None:
    with pytest.raises(NotFound):
        nonprofit.org()
    assert prices.on(date(2026, 11, 26)) == catalogue.FOUNDING


def test_founded_once_and_a_second_operator_joins() -> None:
    org, _access = found()
    again = founding.found(name="Autre nom", operator_email="otto@koprogo.example", now=NOW)
    assert again.id == org.id == nonprofit.org().id and again.name == "KoproGo ASBL"
    rows = {row.person.email: row.person.is_operator for row in org.memberships.select_related("person")}
    assert rows == {"odile@koprogo.example": True, "otto@koprogo.example": True}
    assert org.memberships.count() == 6
    with boundary.within(org.id):
        assert list(AuditLine.objects.values_list("action", flat=True).order_by("id")) == [
            "hosting.prices_published",
            "hosting.founded",
        ]


def test_the_list_it_begins_with_is_kept_as_data() -> None:
    found()
    assert prices.every() == [catalogue.FOUNDING]


def test_a_voted_list_holds_from_its_day_and_not_before() -> None:
    org, access = found()
    with boundary.within(org.id):
        operations.publish(access, terms=cheaper())
    assert prices.on(date(2026, 12, 31)).month_cents == 100
    assert prices.on(date(2027, 1, 1)).month_cents == 80
    assert prices.on(date(2027, 1, 1)).decided_by.startswith("AG du")


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"decided_by": " "}, catalogue.TermsWithoutDecision),
        ({"valid_from": date(2026, 11, 26)}, catalogue.TermsTooLate),
        ({"valid_from": date(2025, 1, 1)}, catalogue.TermsTooLate),
        ({"keys": {"reserve": 50, "development": 49}}, KeysIncomplete),
        ({"plans": catalogue.FOUNDING.plans[:3]}, catalogue.TermsImpossible),
        ({"quotas": catalogue.Quotas(0, 50, 100)}, catalogue.TermsImpossible),
    ],
)
def test_what_the_members_did_not_decide_is_not_published(changes: dict[str, object], refusal: type[Exception]) -> None:
    org, access = found()
    with boundary.within(org.id), pytest.raises(refusal):
        operations.publish(access, terms=cheaper(**changes))
    assert len(prices.every()) == 1


def test_only_the_board_publishes() -> None:
    org, access = found()
    with boundary.within(org.id), pytest.raises(NotAllowed):
        operations.publish(replace(access, rights=frozenset(Right) - {Right.RUN_HOSTING}), terms=cheaper())


def test_a_published_list_cannot_be_changed_by_the_application() -> None:
    found()
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE hosting_plan SET month_cents = 1")
