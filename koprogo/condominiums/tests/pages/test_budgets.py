"""What each page costs: statements (SETTLED 14) and bytes (ux.md 11)."""

import pytest

from koprogo.condominiums.queries import mandates
from koprogo.condominiums.tests.pages.conftest import Enter
from koprogo.platform import boundary
from koprogo.testing import counting
from koprogo.testing.tilleuls import Tilleuls

pytestmark = pytest.mark.django_db

LIST, FORM, DASHBOARD = 7, 6, 8


@pytest.mark.parametrize(
    ("path", "budget"),
    [
        ("lots/", LIST),
        ("lots/?vue=table", LIST),
        ("lots/F", LIST),
        ("lots/nouveau", FORM),
        ("lots/F/changer", FORM),
        ("lots/F/mutation", LIST),
        ("lots/F/occupants", LIST),
        ("personnes/", LIST),
        ("personnes/{joint}", LIST),
        ("personnes/{alone}", LIST),
        ("personnes/nouvelle?genre=person", FORM),
        ("personnes/nouvelle?genre=split", FORM),
        ("personnes/{joint}/membres", FORM),
        ("personnes/{joint}/representant", FORM),
        ("personnes/{joint}/invitation", FORM),
        ("argent/cles/", LIST),
        ("argent/cles/ascenseur", FORM),
        ("argent/cles/nouvelle", FORM),
        ("immeuble/", DASHBOARD),
        ("immeuble/changer", FORM),
        ("immeuble/mandats/nouveau", FORM),
        ("immeuble/mandats/{mandate}", FORM),
        ("reglages/", LIST),
        ("mise-en-place/", LIST),
    ],
)
def test_cost(world: Tilleuls, enter: Enter, path: str, budget: int) -> None:
    with boundary.within(world.org.id):
        mandate = mandates.listing(world.syndic_access)[0].mandate_id
    joint, alone = world.parties["Eve / Frank"], world.parties["Alice"]
    url = f"/i/{world.org.slug}/" + path.format(joint=joint, alone=alone, mandate=mandate)
    client = enter("nadia")
    assert counting.sql_count(client, url) <= budget
    answer = client.get(url)
    assert counting.weight(answer) <= 14_336
    text = answer.content.decode()
    assert " style=" not in text and "<h1>" in text and text.count("<h1") == 1


@pytest.mark.parametrize("path", ["/immeubles/?tous", "/immeubles/nouveau"])
def test_cost_outside(enter: Enter, path: str) -> None:
    assert counting.sql_count(enter("nadia"), path) <= FORM
