"""The price vote as a journey of pages: a member proposes, sees the effect, the members vote, everybody reads it."""

from datetime import UTC, datetime
from html import unescape
from uuid import uuid4

import pytest
from django.test import Client, override_settings

from koprogo.condominiums.queries import access as accesses
from koprogo.condominiums.rules.rights import Role
from koprogo.hosting.models import Member, Proposal, Voice
from koprogo.hosting.operations import founding, members
from koprogo.hosting.queries import prices
from koprogo.hosting.rules.members import Applicant, Kind, Standing
from koprogo.hosting.rules.proposals import next_month
from koprogo.platform import boundary
from koprogo.platform.models import Org
from koprogo.testing import casting
from koprogo.testing.days import today

NAMES = ("Odile", "Bart", "Clara")
pytestmark = pytest.mark.django_db


@pytest.fixture
def org() -> object:
    now = datetime.now(UTC)
    with override_settings(KOPROGO_HOSTING=True):
        org = founding.found(name="KoproGo ASBL", operator_email="odile@koprogo.example", now=now)
        with boundary.within(org.id):
            access = accesses.as_system(org_id=org.id, now=now)
            for name in NAMES:
                facts = Applicant(
                    Kind.NATURAL, Standing.CONTRIBUTOR, name, f"{name.lower()}@koprogo.example", "Rue Haute 1"
                )
                row = members.apply(access, applicant=facts, language="fr")
                members.admit(access, member_id=row.id, decision="Fondation")
        yield org


def client(name: str) -> Client:
    found = Client(headers={"accept-language": "fr"})
    found.force_login(
        casting.person(f"{name.lower()}@koprogo.example"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return found


def text(answer: object, status: int = 200) -> str:
    assert answer.status_code == status, answer.status_code  # type: ignore[attr-defined]
    return unescape(answer.content.decode()).replace("\u00a0", " ").replace("\u202f", " ")  # type: ignore[attr-defined]


def key(**fields: str) -> dict[str, str]:
    return {"_key": uuid4().hex, **fields}


def test_the_journey_of_a_lower_price(org: Org) -> None:
    home, anybody = f"/i/{org.slug}/association", Client(headers={"accept-language": "fr"})
    assert "1,00 € par mois et par copropriété" in text(anybody.get("/prix"))
    clara = client("Clara")
    wanted = next_month(next_month(today()))
    draft = {"title": "Le prix à 0,80 €", "reason": "Assez.", "price": "0,80", "valid_from": wanted.isoformat()}
    seen = text(clara.post(f"{home}/propositions/nouvelle/price", key(**draft, voir="1")))
    assert "L’effet calculé" in seen and "73,75" in seen and "93,75" in seen  # 100 condominiums assumed
    with boundary.within(org.id):
        assert not Proposal.objects.exists()  # looking is not proposing
    kept = clara.post(f"{home}/propositions/nouvelle/price", key(**draft))
    page_of = kept.headers["Location"]
    number = page_of.rstrip("/").split("/")[-1]
    assert clara.post(f"{page_of}avis", key(text="Je vous invite à voter oui.")).status_code == 302
    assert "Je vous invite" in text(anybody.get(f"/association/propositions/{number}"))
    assert clara.post(f"{page_of}vote/ouvrir", key()).status_code == 302

    public = text(anybody.get(f"/association/propositions/{number}"))
    assert "0 sur 3 ont voté" in public and page_of in public  # first tap: to the vote; the second is the vote
    choices = {"Clara": "for", "Odile": "for", "Bart": "against"}
    for name, choice in choices.items():
        assert client(name).post(f"{page_of}vote/voter", key(choice=choice)).status_code == 302
    running = text(client("Bart").get(page_of))
    assert "Vous avez voté : Contre" in running and "Résultat" not in running
    assert clara.post(f"{page_of}vote/compter", key()).status_code == 302

    result = text(anybody.get(f"/association/propositions/{number}"))
    assert "Adoptée" in result and "3 votants sur 3 membres" in result
    assert prices.on(wanted).month_cents == 80
    priced = text(anybody.get("/prix"))
    assert "0,80 €" in priced and "à venir" in priced and f"/association/propositions/{number}" in priced
    assert "1,00 € par mois et par copropriété" in priced  # until its date
    late = text(client("Bart").post(f"{page_of}vote/voter", key(choice="for")))
    assert "Votre voix n’a pas été comptée" in late


def test_a_stranger_may_ask_to_join_and_the_board_answers(org: Org) -> None:
    anybody = Client(headers={"accept-language": "fr"})
    form = {"kind": "legal", "standing": "condominium", "name": "ACP Verger", "address": "Rue 1", "email": "acp@x.be"}
    assert "numéro d’entreprise" in text(anybody.post("/association/adherer", key(**form)))
    wrong = text(anybody.post("/association/adherer", key(**form, enterprise_number="0403170702")))
    assert "n’est pas valable" in wrong
    whole = form | {"enterprise_number": "0403.170.701", "represented_by": "Nadia"}
    assert anybody.post("/association/adherer", key(**whole)).status_code == 302
    assert "a déjà cette adresse" in text(anybody.post("/association/adherer", key(**whole)))
    with boundary.within(org.id):
        row = Member.objects.get(name="ACP Verger")
    home = f"/i/{org.slug}/association"
    odile = client("Odile")
    assert "1 demande d’adhésion attend" in text(odile.get(f"{home}/"))
    assert "nous en avons besoin" in text(odile.post(f"{home}/membres/{row.id}/admettre", key(decision="")))
    assert odile.post(f"{home}/membres/{row.id}/admettre", key(decision="OA, point 2")).status_code == 302
    assert "n° 4" in text(odile.get(f"{home}/membres/{row.id}/"))
    acp = Client(headers={"accept-language": "fr"})
    acp.force_login(casting.person("acp@x.be"), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "membre numéro 4" in text(acp.get(f"{home}/"))
    assert acp.get(f"{home}/membres/{row.id}/").status_code == 403  # the board's page


def test_who_may_and_who_may_not(org: Org) -> None:
    home = f"/i/{org.slug}/association"
    stranger = Client()
    stranger.force_login(casting.person("x@y.be"), backend="allauth.account.auth_backends.AuthenticationBackend")
    for path in ("/", "/membres/", "/propositions/", "/feuille-de-route/"):
        assert stranger.get(home + path).status_code == 404
        assert client("Bart").get(home + path).status_code == 200
    for path in ("/membres/nouveau", "/temoignages/", "/obligations/ubo/2025"):
        assert client("Bart").get(home + path).status_code == 403
        assert client("Odile").get(home + path).status_code == 200
    # Who keeps the books without being in the register reads, and cannot vote.
    books = casting.access_holder(Role.TREASURER, org)
    keeper = Client(headers={"accept-language": "fr"})
    keeper.force_login(books, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "vous lisez, sans voix" in text(keeper.get(f"{home}/"))


def test_voices_goals_and_the_road_map_on_the_public_pages(org: Org) -> None:
    home, anybody = f"/i/{org.slug}/association", Client(headers={"accept-language": "fr"})
    assert "Ce qu’ils en disent" not in text(anybody.get("/prix"))
    words = {"kind": "partner", "name": "ACP Verger", "text": "Nous voyons nos comptes.", "agreed_on": "2026-11-01"}
    odile = client("Odile")
    assert odile.post(f"{home}/temoignages/", key(**words)).status_code == 302
    assert "Nous voyons nos comptes." in text(anybody.get("/prix"))
    with boundary.within(org.id):
        voice = Voice.objects.get()
    assert odile.post(f"{home}/temoignages/{voice.id}", key(shown="0")).status_code == 302
    assert "Nous voyons nos comptes." not in text(anybody.get("/prix"))
    assert anybody.post("/prix/compter", key(condominiums="4", month_before="250")).status_code == 302
    assert anybody.post("/prix/compter", key(condominiums="1", month_before="")).status_code == 302
    priced = text(anybody.get("/prix"))
    assert "pour 5 copropriétés" in priced
    assert "972,00 €" in priced  # 4 × 250 € less 4 × 7 €
    assert client("Bart").post(f"{home}/feuille-de-route/", key(title="Carnet")).status_code == 302
    assert "Carnet" in text(anybody.get("/association/"))


def test_yearly_duties_on_the_home_of_the_board(org: Org) -> None:
    home = f"/i/{org.slug}/association"
    Org.objects.filter(id=org.id).update(created_at=datetime(today().year - 1, 3, 1, tzinfo=UTC))
    odile = client("Odile")
    before = text(odile.get(f"{home}/"))
    assert "Confirmation au registre UBO" in before and "Assemblée annuelle" in before
    year = today().year - 1
    done = odile.post(f"{home}/obligations/ubo/{year}", key(on="2026-06-01", proof="Accusé 123"))
    assert done.status_code == 302
    assert "Confirmation au registre UBO" not in text(odile.get(f"{home}/"))
    assert "Ce que la loi demande" not in text(client("Bart").get(f"{home}/"))


@pytest.mark.parametrize("path", ["/prix", "/association/", "/association/adherer", "/prix/compter"])
def test_not_there_where_nobody_is_hosted(org: Org, path: str) -> None:
    assert Client().get(path).status_code == 200
    with override_settings(KOPROGO_HOSTING=False):
        assert Client().get(path).status_code == 404
