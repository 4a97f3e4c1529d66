"""The pages of the books: who enters, what they read, what a form writes."""

from collections.abc import Callable
from importlib import import_module

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import resolve
from django.utils.html import escape

from koprogo.condominiums.rules.rights import Role
from koprogo.kernel.refusals import NotAllowed
from koprogo.ledger.models import Account, Entry
from koprogo.ledger.operations.entries import Line
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole as R
from koprogo.ledger.tests import world as worlds
from koprogo.ledger.tests.world import World
from koprogo.platform import rendering
from koprogo.testing import casting
from koprogo.testing.counting import sql_count, weight

pytestmark = pytest.mark.django_db

BASE = "/i/les-tilleuls/argent"
READ = [
    "/comptes/",
    "/comptes/4101/",
    "/ecritures/APP-2026-1/",
    "/ecritures/OD-2026-1/",
    "/journaux/",
    "/journaux/OD-2026/",
]
WRITE = [
    "/comptes/614/modifier",
    "/comptes/614/sous-compte",
    "/ecritures/nouvelle",
    "/ecritures/OD-2026-1/contre-passer",
]


@pytest.fixture(autouse=True)
def plain_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    """The frame of the product without its tabs: they lead to pages of other contexts."""
    frame = import_module(settings.KOPROGO_NAVIGATION.rpartition(".")[0]).Navigation()
    monkeypatch.setattr(rendering, "_navigation", lambda: lambda request, access: frame)


@pytest.fixture
def world() -> World:
    world = worlds.build()
    with world.inside():
        call = [*world.on_each(R.OWNERS_CHARGES, {"Alice": 300, "Bruno": 200}), Line(-500, R.PROVISIONS)]
        world.post(*call, journal=JournalKind.CALLS, label="Appel 1")
        world.post(Line(700, R.BANK_CURRENT), Line(-700, R.INTEREST), label="Intérêts d’avril")
    return world


@pytest.fixture
def enter(world: World) -> Callable[[Role], Client]:
    def client(role: Role) -> Client:
        party = world.parties["Alice"] if role is Role.OWNER else None
        casting.access_as(role, world.org, party_id=party)
        made = Client()
        made.force_login(casting.person(f"{role.value}@les-tilleuls.example"))
        return made

    return client


@pytest.mark.parametrize("address", READ)
@pytest.mark.parametrize("role", [Role.SYNDIC, Role.OWNER, Role.COUNCIL, Role.AUDITOR, Role.ACCOUNTANT])
def test_readers_read(enter: Callable[[Role], Client], role: Role, address: str) -> None:
    answer = enter(role).get(BASE + address)
    assert answer.status_code == 200
    assert weight(answer) <= 14_000


@pytest.mark.parametrize("address", WRITE)
@pytest.mark.parametrize("role", [Role.SYNDIC, Role.ACCOUNTANT])
def test_bookkeepers_write(enter: Callable[[Role], Client], role: Role, address: str) -> None:
    answer = enter(role).get(BASE + address)
    assert answer.status_code == 200
    assert weight(answer) <= 14_000


@pytest.mark.parametrize("address", READ + WRITE)
def test_strangers_learn_nothing(world: World, address: str) -> None:
    client = Client()
    assert client.get(BASE + address).status_code == 302
    client.force_login(casting.person("charlie@elsewhere.example"))
    assert client.get(BASE + address).status_code == 404


@pytest.mark.parametrize(("role", "address"), [(Role.OCCUPANT, a) for a in READ] + [(Role.OWNER, a) for a in WRITE])
def test_no_right_no_page(world: World, role: Role, address: str) -> None:
    request = RequestFactory().get(BASE + address)
    casting.access_as(role, world.org)
    request.user = casting.person(f"{role.value}@les-tilleuls.example")
    view, args, kwargs = resolve(BASE + address)
    with pytest.raises(NotAllowed):
        view(request, *args, **kwargs)


@pytest.mark.parametrize("address", READ)
def test_lists_cost_few_statements(enter: Callable[[Role], Client], address: str) -> None:
    assert sql_count(enter(Role.SYNDIC), BASE + address) <= 7


@pytest.mark.parametrize("address", WRITE)
def test_forms_cost_few_statements(enter: Callable[[Role], Client], address: str) -> None:
    assert sql_count(enter(Role.SYNDIC), BASE + address) <= 6


def test_a_full_page_is_light_and_costs_no_more(world: World, enter: Callable[[Role], Client]) -> None:
    with world.inside():
        for n in range(120):
            name = list(world.parties)[n % 7]
            lines = [*world.on_each(R.OWNERS_CHARGES, {name: 1_000 + n}), Line(-1_000 - n, R.PROVISIONS)]
            world.post(*lines, label=f"Provision {n} de {name}")
    client = enter(Role.SYNDIC)
    for address in ("/comptes/4101/", "/journaux/OD-2026/", "/comptes/?tout=on"):
        assert weight(client.get(BASE + address)) <= 14_000
        assert sql_count(client, BASE + address) <= 7
    second = text(client, "/comptes/4101/?page=2")
    assert "Lignes 101 à 122 sur 122" in second
    assert "page=1" in second


def text(client: Client, address: str) -> str:
    return client.get(BASE + address).content.decode()


def test_an_owner_reads_without_names(enter: Callable[[Role], Client]) -> None:
    client = enter(Role.OWNER)
    for address in ("/comptes/4101/", "/ecritures/APP-2026-1/"):
        page = text(client, address)
        assert "Alice" in page
        assert "Bruno" not in page
        assert "Un copropriétaire" in page
    assert "Modifier le compte" not in text(client, "/comptes/4101/")
    assert "contre-passer" not in text(client, "/ecritures/OD-2026-1/")


def test_the_chart_shows_balances_and_filters(enter: Callable[[Role], Client]) -> None:
    client = enter(Role.SYNDIC)
    page = text(client, "/comptes/")
    assert "12,00" in page
    assert "Nettoyage" not in page
    assert "Nettoyage" in text(client, "/comptes/?q=nettoy")
    assert "Nettoyage" in text(client, "/comptes/?tout=on")
    assert "Mazout" in text(client, "/comptes/?tout=on&page=2")
    assert "Aucun compte ne correspond" in text(client, "/comptes/?q=zzz")
    assert "Aucun compte ne correspond" in text(client, "/comptes/?au=2026-01-01")
    assert client.get(BASE + "/comptes/?au=hier&page=x").status_code == 200


def test_an_account_has_its_own_code(world: World, enter: Callable[[Role], Client]) -> None:
    client = enter(Role.SYNDIC)
    answer = client.post(BASE + "/comptes/614/modifier", {"_key": "a", "code": "614000", "label": ""})
    assert answer.headers["Location"] == BASE + "/comptes/614000/"
    taken = client.post(BASE + "/comptes/614000/modifier", {"_key": "b", "code": "551", "label": "x"})
    assert "déjà celui d’un autre compte" in taken.content.decode()
    answer = client.post(BASE + "/comptes/614000/sous-compte", {"_key": "c", "code": "614001", "label": "Franchise"})
    assert answer.headers["Location"] == BASE + "/comptes/614001/"
    with world.inside():
        assert Account.objects.get(code="614001").parent_code == "614000"


HEAD = {"on": "2026-05-02", "label": "Régularisation", "voucher": "Note du 2 mai"}


def rows(*parts: tuple[str, str, str, str]) -> dict[str, str]:
    names = ("account", "debit", "credit", "party")
    return {f"l{i}-{name}": value for i, row in enumerate(parts) for name, value in zip(names, row, strict=True)}


def test_an_entry_written_by_hand(world: World, enter: Callable[[Role], Client]) -> None:
    client = enter(Role.SYNDIC)
    lines = rows(("4101 Copropriétaires", "1.250,50", "", "Chloé"), ("701", "", "1250,50", ""))
    answer = client.post(BASE + "/ecritures/nouvelle", {"_key": "a", **HEAD, **lines})
    assert answer.headers["Location"] == BASE + "/ecritures/OD-2026-2/"
    page = text(client, "/ecritures/OD-2026-2/")
    for words in ("Note du 2 mai", "Chloé", "1\u202f250,50", "Contre-passer"):
        assert escape(words) in page
    with world.inside():
        assert Entry.objects.get(label="Régularisation").voucher_kind == "manual"


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (rows(("57", "10", "", ""), ("750", "", "9,99", "")), "0,01"),
        (rows(("57", "10", "", "")), "au moins deux lignes"),
        (rows(("57", "10", "10", ""), ("750", "", "10", "")), "pas aux deux"),
        (rows(("", "10", "", ""), ("750", "", "10", "")), "Indiquez le compte"),
        (rows(("999", "10", "", ""), ("750", "", "10", "")), "par son code"),
        (rows(("57", "1.243", "", ""), ("750", "", "10", "")), "Écrivez un montant"),
        (rows(("57", "-10", "", ""), ("750", "", "10", "")), "sans signe"),
        (rows(("4101", "10", "", ""), ("750", "", "10", "")), "de qui il s’agit"),
        (rows(("4101", "10", "", "Zoé"), ("750", "", "10", "")), "nom de la liste"),
    ],
)
def test_a_refused_entry_keeps_nothing(
    world: World, enter: Callable[[Role], Client], lines: dict[str, str], words: str
) -> None:
    answer = enter(Role.SYNDIC).post(BASE + "/ecritures/nouvelle", {"_key": "a", **HEAD, **lines})
    assert answer.status_code == 200
    assert words in answer.content.decode()
    with world.inside():
        assert Entry.objects.count() == 2


def test_more_lines_without_a_script(world: World, enter: Callable[[Role], Client]) -> None:
    lines = rows(("57", "10", "", ""), ("750", "", "4", ""))
    asked = {"_key": "a", "lines": "6", "more": "1", "label": "Reste là", **lines}
    page = enter(Role.SYNDIC).post(BASE + "/ecritures/nouvelle", asked).content.decode()
    assert page.count('<tr><th scope="row">') == 10
    assert "Reste là" in page
    assert "écart 6,00" in page
    assert "faute" not in page
    with world.inside():
        assert Entry.objects.count() == 2


def test_undoing_by_hand(enter: Callable[[Role], Client]) -> None:
    client = enter(Role.SYNDIC)
    address = BASE + "/ecritures/OD-2026-1/contre-passer"
    early = client.post(address, {"_key": "a", "on": "2026-03-01", "label": "Erreur"})
    assert "2 mars 2026" in early.content.decode()
    done = client.post(address, {"_key": "b", "on": "2026-03-05", "label": "Erreur"})
    assert done.headers["Location"] == BASE + "/ecritures/OD-2026-2/"
    assert "OD-2026-2" in text(client, "/ecritures/OD-2026-1/")
    assert "OD-2026-1" in text(client, "/ecritures/OD-2026-2/")
    for gone in ("OD-2026-1", "OD-2026-2", "APP-2026-1", "OD-2026-99"):
        assert client.get(f"{BASE}/ecritures/{gone}/contre-passer").status_code == 404


def test_empty_books(enter: Callable[[Role], Client]) -> None:
    world = worlds.build("vide")
    casting.access_as(Role.SYNDIC, world.org, who=casting.person("syndic@les-tilleuls.example"))
    client = Client()
    client.force_login(casting.person("syndic@les-tilleuls.example"))
    for address in ("comptes/", "journaux/", "ecritures/nouvelle"):
        assert client.get(f"/i/vide/argent/{address}").status_code == 200
    assert client.get("/i/vide/argent/comptes/4101/").status_code == 404
    assert client.get("/i/vide/argent/ecritures/OD-2026-1/").status_code == 404
