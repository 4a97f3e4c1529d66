"""The pages of a session: the secretary's screen, an owner's phone, the minutes, the register; who may see which."""

import json
import re
from html import unescape
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from koprogo.assemblies.models import Assembly, Ballot, ItemResult
from koprogo.assemblies.operations import minutes, session, vote
from koprogo.assemblies.rules.agenda import VoteState
from koprogo.assemblies.rules.session import SignerRole
from koprogo.assemblies.rules.states import Session, State
from koprogo.assemblies.tests.pages.test_assembly_pages import signed_in
from koprogo.assemblies.tests.stories import gathering
from koprogo.assemblies.tests.stories.gathering import Gathering
from koprogo.condominiums.operations import invite, occupancies, parties
from koprogo.condominiums.operations.parties import PartyFacts
from koprogo.platform import boundary
from koprogo.testing import casting
from koprogo.testing.counting import statements

pytestmark = pytest.mark.django_db
PAPER = b"%PDF-1.4\n% signed\n"


@pytest.fixture
def found() -> Gathering:
    return gathering.opened()


def text_of(answer: object) -> str:
    """What a page says, its spaces all alike."""
    said = unescape(answer.content.decode())  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", said.replace("\u00a0", " ").replace("\u202f", " "))


def read(client: Client, found: Gathering, rest: str) -> tuple[int, str]:
    answer = client.get(at(found, rest))
    return answer.status_code, text_of(answer)


def send(client: Client, found: Gathering, rest: str, **typed: str) -> str:
    """Post, follow, and give what the page after it says."""
    answer = client.post(at(found, rest), {"_key": uuid4().hex, **typed}, follow=True)
    assert answer.status_code == 200, answer.status_code
    return text_of(answer)


def at(found: Gathering, rest: str) -> str:
    return f"/i/les-tilleuls/ag/{found.assembly.number}/{rest}"


def as_(found: Gathering, name: str) -> Client:
    return signed_in(found.built.persons[name])


def occupant(found: Gathering) -> Client:
    """Yusuf, who rents lot B."""
    access = found.built.syndic_access
    with boundary.within(found.built.org.id):
        tenant = casting.person("yusuf@les-tilleuls.example", "Yusuf")
        party = parties.add_party(access, facts=PartyFacts(first_name="Yusuf", last_name="B"))
        occupancies.move_in(access, lot_id=found.built.lots["B"], party_id=party.id, on=access.today)
        invite.link_person(access, party_id=party.id, person_id=tenant.id)
    return signed_in(tenant)


def opened_item(found: Gathering, position: int) -> None:
    with boundary.within(found.built.org.id):
        session.open_item(found.secretary, item_id=found.items[position].id)


def over(found: Gathering, **given: str) -> None:
    """The first item is voted, the others are put off, the session is closed."""
    with boundary.within(found.built.org.id):
        gathering.voted(found, 1, **given)
        for position in range(2, 7):
            session.skip(found.secretary, item_id=found.items[position].id, reason="Reporté faute de temps.")
        session.close_session(found.secretary, assembly_id=found.assembly.id)


def test_the_list_opens_the_session_and_says_why_it_cannot() -> None:
    found = gathering.convened()
    client = signed_in(found.built.syndic)
    assert "la séance s’ouvre dès que le quorum est atteint" in read(client, found, "presence")[1]
    for name in ("Chloé", "David"):
        said = send(client, found, "presence/arrivee", party=str(found.party(name)))
    assert "rien ne peut être décidé" in said and "Ouvrir la séance" not in said
    for name in ("Alice", "Eve / Frank"):
        said = send(client, found, "presence/arrivee", party=str(found.party(name)))
    assert "Ouvrir la séance" in said and "Bruno Tilleul à Alice" in said
    assert "vote suspendu, sans représentant" in said, "Greta / Hugo named nobody"
    answer = client.post(at(found, "presence"), {"_key": uuid4().hex, "president": "", "secretary": "Nadia"})
    assert answer.status_code == 422
    assert "Choisissez qui préside" in text_of(answer)
    said = send(client, found, "presence", president=str(found.party("Chloé")), secretary="Nadia Haddad", tellers="")
    assert "La séance est ouverte" in said and "Comptes 2025" in said
    assert read(as_(found, "Chloé"), found, "presence")[0] == 403


def test_the_secretary_opens_writes_down_and_closes(found: Gathering) -> None:
    client = signed_in(found.built.syndic)
    status, said = read(client, found, "seance")
    assert status == 200 and "« L’assemblée approuve les comptes. »" in said and "Ouvrir le vote" in said
    send(client, found, "seance/1/ouvrir")
    said = send(client, found, "seance/2/ouvrir")
    assert "Le vote sur « Comptes 2025 » est encore ouvert" in said, "one item at a time, and the page says which"
    chloe, david = (f"v-{found.party(name)}" for name in ("Chloé", "David"))
    said = send(client, found, "seance/1/votes", **{chloe: "for", david: "against"})
    assert "300 voix pour, 120 contre, sur 420 exprimées" in said and "Il manque 3 votes" in said
    assert "par procuration à Alice Tilleul" in said
    said = send(client, found, "seance/1/votes", **{chloe: "for", david: "against", "tous-pour": "1"})
    assert "730 voix pour, 120 contre" in said and "Il manque" not in said
    said = send(client, found, "seance/1/clore", **{chloe: "for", david: "against"})
    assert "« Comptes 2025 » : adopté." in said and "Isolation de la façade" in said, "the next item is there at once"
    assert "Vote contre : David Tilleul." in read(client, found, "seance/1")[1]
    with boundary.within(found.built.org.id):
        assert ItemResult.objects.get(item=found.items[1]).in_favour == "730"


def test_a_form_sent_twice_closes_one_vote(found: Gathering) -> None:
    client = signed_in(found.built.syndic)
    opened_item(found, 1)
    typed = {"_key": uuid4().hex, f"v-{found.party('Chloé')}": "for"}
    first = client.post(at(found, "seance/1/clore"), typed)
    again = client.post(at(found, "seance/1/clore"), typed)
    assert (first.status_code, first["Location"]) == (again.status_code, again["Location"])
    with boundary.within(found.built.org.id):
        assert ItemResult.objects.filter(item=found.items[1]).count() == 1
        assert Ballot.objects.filter(item=found.items[1]).count() == 1
    assert "n’est pas ouvert" in send(client, found, "seance/1/clore"), "a new sending is told that it is over"


def test_the_session_closes_when_nothing_is_left(found: Gathering) -> None:
    client = signed_in(found.built.syndic)
    assert "Il reste des points à voter" in read(client, found, "seance/lever")[1]
    said = send(client, found, "seance/lever")
    assert "Il reste des points à voter ou à reporter : Comptes 2025" in said
    for position in range(1, 7):
        send(client, found, f"seance/{position}/reporter", raison="Faute de temps")
    assert "Passées sans vote : 6." in read(client, found, "seance/lever")[1]
    assert "Le procès-verbal est prêt à être relu" in send(client, found, "seance/lever")
    with boundary.within(found.built.org.id):
        assert Assembly.objects.get(id=found.assembly.id).state == State.CLOSED


def test_the_count_is_sent_again_only_when_it_moved(found: Gathering) -> None:
    client = signed_in(found.built.syndic)
    opened_item(found, 1)
    htmx = {"HX-Request": "true"}
    first = client.get(at(found, "seance/1/compte"), headers=htmx)
    assert first.status_code == 200 and "<html" not in first.content.decode()
    same = client.get(at(found, "seance/1/compte"), headers=htmx | {"If-None-Match": first["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    with boundary.within(found.built.org.id):
        vote.record(found.secretary, item_id=found.items[1].id, choices=found.choices(Chloé="for"))
    moved = client.get(at(found, "seance/1/compte"), headers=htmx | {"If-None-Match": first["ETag"]})
    assert moved.status_code == 200 and "300 voix pour" in text_of(moved) and moved["ETag"] != first["ETag"]
    assert client.get(at(found, "seance/1/compte")).status_code == 302, "without a script: the whole page"


def test_an_owner_votes_from_the_phone(found: Gathering) -> None:
    client = as_(found, "Alice")
    assert "Aucun vote n’est ouvert" in read(client, found, "vote")[1]
    htmx = {"HX-Request": "true"}
    before = client.get(at(found, "vote/etat"), headers=htmx)
    opened_item(found, 1)
    told = client.get(at(found, "vote/etat"), headers=htmx | {"If-None-Match": before["ETag"]})
    assert told.status_code == 200 and "Comptes 2025" in text_of(told)
    assert client.get(at(found, "vote/etat"), headers={"If-None-Match": told["ETag"]}).status_code == 304
    here = {"item": str(found.items[1].id)}
    said = send(client, found, "vote", party=str(found.party("Alice")), choice="for", **here)
    assert "Enregistré à" in said and ": Pour" in said and "Pour Bruno Tilleul, par procuration" in said
    send(client, found, "vote", party=str(found.party("Alice")), choice="against", **here)
    send(client, found, "vote", party=str(found.party("Bruno")), choice="for", **here)
    said = send(client, found, "vote", party=str(found.party("Chloé")), choice="for", **here)
    assert "Ces voix ne sont pas dans la salle" in said, "nobody else's vote"
    for wrong in ({"choice": "peut-être"}, {"item": "1"}, {"party": ""}):
        typed = {"_key": uuid4().hex, "party": str(found.party("Alice")), "choice": "for"} | here | wrong
        assert client.post(at(found, "vote"), typed).status_code == 404
    with boundary.within(found.built.org.id):
        result = session.close_item(found.secretary, item_id=found.items[1].id)
    assert (result.in_favour, result.against) == ("120", "180"), "the last ballot before the closing counts"
    assert "Alice Tilleul : Contre" in read(client, found, "vote")[1]
    opened_item(found, 2)
    said = send(client, found, "vote", party=str(found.party("Alice")), choice="for", **here)
    assert "Le vote sur ce point n’est pas ouvert" in said, "a tap meant for one item is never a vote on the next"
    with boundary.within(found.built.org.id):
        assert not Ballot.objects.filter(item=found.items[2]).exists()


def test_a_key_sent_twice_casts_one_ballot(found: Gathering) -> None:
    client = as_(found, "Chloé")
    opened_item(found, 1)
    given = {"party": str(found.party("Chloé")), "item": str(found.items[1].id), "choice": "for"}
    typed = {"_key": uuid4().hex} | given
    assert [client.post(at(found, "vote"), typed).status_code for _ in range(2)] == [302, 302]
    with boundary.within(found.built.org.id):
        assert Ballot.objects.filter(item=found.items[1]).count() == 1


@pytest.mark.parametrize(
    ("name", "point", "said"),
    [
        ("Ines", 1, "Vous n’êtes pas encore inscrit sur la liste des présences"),
        ("Bruno", 1, "Vous êtes représenté par Alice Tilleul."),
        ("Greta", 1, "Votre vote est suspendu"),
        ("David", 5, "Vous ne votez pas sur ce point"),
        ("Alice", 4, "Vous ne votez pas sur ce point"),
    ],
    ids=["absent", "represented", "suspended", "excluded", "does not pay"],
)
def test_who_does_not_vote_reads_why(found: Gathering, name: str, point: int, said: str) -> None:
    opened_item(found, point)
    status, text = read(as_(found, name), found, "vote")
    assert status == 200 and said in text and 'name="choice"' not in text


def test_minutes_stay_with_the_secretary_until_they_are_written(found: Gathering) -> None:
    over(found, Chloé="for", Alice="for", David="against")
    client = signed_in(found.built.syndic)
    assert read(as_(found, "David"), found, "pv")[0] == 404
    assert "Écrire le procès-verbal" in read(client, found, "pv")[1]
    said = send(client, found, "pv/ecrire")
    assert "480 voix pour, 120 contre" in said and "Reporté faute de temps." in said and "Signer" in said
    assert [read(as_(found, "David"), found, rest)[0] for rest in ("pv", "pv/pdf")] == [404, 404], "a draft"
    typed = {"_key": uuid4().hex, "t-2": "Reporté à l’automne.", "raison": "", "remarques": "Lu à voix haute"}
    answer = client.post(at(found, "pv/corriger"), typed)
    assert answer.status_code == 422 and "Écrivez pourquoi le texte change" in text_of(answer)
    assert "Reporté à l’automne." in text_of(answer) and "Lu à voix haute" in text_of(answer), "nothing typed is lost"
    said = send(client, found, "pv/corriger", **{"t-2": "Reporté à l’automne.", "raison": "Précision", "remarques": ""})
    assert "Reporté à l’automne." in said and "Version 2" in said and "Raison : Précision" in said
    answer = client.post(at(found, "pv/signer"), {"_key": uuid4().hex, "names": "Chloé Tilleul"})
    assert answer.status_code == 422 and "Ajoutez le scan" in text_of(answer)
    answer = client.get(at(found, "pv/pdf"))
    assert answer.status_code == 409 and "numéro d’entreprise" in text_of(answer), "a paper needs its legal header"


def test_an_owner_finds_their_own_votes_in_the_count(found: Gathering) -> None:
    over(found, Chloé="for", Alice="for", David="against")
    with boundary.within(found.built.org.id):
        minutes.draft(found.secretary, assembly_id=found.assembly.id)
        names = {"Chloé Tilleul": SignerRole.PRESIDENT, "Nadia Haddad": SignerRole.SECRETARY}
        minutes.sign(found.secretary, assembly_id=found.assembly.id, names=names, scan=("pv.pdf", PAPER))
    status, said = read(as_(found, "David"), found, "pv")
    assert status == 200 and "Mes voix dans le compte" in said and "compté comme voté" in said
    assert "Enregistrements enchaînés, intacts. Sceau :" in said and "Corriger le texte" not in said
    assert "pas de vote : abstention" in read(as_(found, "Bruno"), found, "pv")[1]
    assert "Mes voix dans le compte" not in read(as_(found, "Ines"), found, "pv")[1], "she was not there"


def test_the_register_is_open_to_all_and_searched(found: Gathering) -> None:
    with boundary.within(found.built.org.id):
        gathering.voted(found, 1, Chloé="for", Alice="for")
        gathering.voted(found, 2, Chloé="against", Alice="against")
        for position in range(3, 7):
            session.skip(found.secretary, item_id=found.items[position].id, reason="Plus tard.")
        session.close_session(found.secretary, assembly_id=found.assembly.id)
    here = "/i/les-tilleuls/ag/decisions"
    said = text_of(as_(found, "Ines").get(here))
    assert "Comptes 2025" in said and "Isolation de la façade" in said and "Rejeté" in said
    said = text_of(as_(found, "Ines").get(here, {"q": "façade isoler"}))
    assert "Isolation de la façade" in said and "Comptes 2025" not in said
    assert "Aucune décision ne contient ces mots." in text_of(as_(found, "Ines").get(here, {"q": "piscine"}))
    said = text_of(occupant(found).get(here))
    assert "Comptes 2025" in said and "Isolation de la façade" not in said, "an occupant reads what was adopted"


def test_without_quorum_a_second_session_is_planned_and_sits_with_whoever_comes() -> None:
    found = gathering.convened()
    client, here = signed_in(found.built.syndic), "/i/les-tilleuls/ag/nouvelle?suite=" + found.assembly.number
    planned = {"_key": uuid4().hex, "starts_at": "19:00", "place": "Salle", "notice_days": "15"}
    refused = client.post(here, planned | {"held_on": "2027-01-20"})
    assert refused.status_code == 422 and "après une première sans quorum" in text_of(refused)
    send(client, found, "presence/arrivee", party=str(found.party("Chloé")))
    send(client, found, "presence/sans-quorum")
    door = "Planifier la deuxième séance"
    assert door in text_of(client.get(at(found, ""))) and door not in text_of(as_(found, "David").get(at(found, "")))
    assert "Lire le procès-verbal" not in text_of(as_(found, "David").get(at(found, ""))), "there is none to read"
    form = text_of(client.get(here))
    assert "Au plus tôt le 25 juin 2026" in form and "De quelle assemblée" not in form
    answer = client.post(here, planned | {"_key": uuid4().hex, "held_on": "2027-01-20"}, follow=True)
    said = text_of(answer)
    assert answer.status_code == 200 and "La deuxième séance est planifiée" in said
    assert all(title in said for title in ("Comptes 2025", "Isolation de la façade", "Quotités"))
    assert door not in text_of(client.get(at(found, "")))
    again = client.post(here, planned | {"_key": uuid4().hex, "held_on": "2027-01-21"})
    assert again.status_code == 422, "one second session alone"
    assert as_(found, "David").get(here).status_code == 403
    with boundary.within(found.built.org.id):
        second = Assembly.objects.get(follows=found.assembly, session=Session.SECOND)
        Assembly.objects.filter(id=second.id).update(state=State.CONVENED, held_on=timezone.localdate())
        second.refresh_from_db()
    room = f"/i/les-tilleuls/ag/{second.number}/presence"
    alone = {"_key": uuid4().hex, "party": str(found.party("Chloé"))}
    assert "Ouvrir la séance" in text_of(client.post(f"{room}/arrivee", alone, follow=True)), "the law asks no quorum"


def test_nobody_else_comes_in(found: Gathering) -> None:
    over(found, Chloé="for")
    stranger, tenant, owner = signed_in(casting.person("x@nulle.example")), occupant(found), as_(found, "Chloé")
    for rest in ("seance", "seance/1", "seance/1/compte", "presence", "vote", "vote/etat", "pv", "feuille"):
        assert stranger.get(at(found, rest)).status_code == 404, rest
        assert tenant.get(at(found, rest)).status_code == 403, rest
    for rest in ("seance", "seance/1/compte", "seance/lever", "presence", "feuille", "pv/corriger"):
        assert owner.get(at(found, rest)).status_code == 403, rest
    typed = {"_key": uuid4().hex}
    assert owner.post(at(found, "seance/1/rouvrir"), typed).status_code == 403
    with boundary.within(found.built.org.id):
        found.items[1].refresh_from_db()
    assert found.items[1].vote_state == VoteState.CLOSED


def test_the_queue_of_the_page_is_answered_act_by_act(found: Gathering) -> None:
    client = signed_in(found.built.syndic)
    acts = [
        {"key": uuid4().hex, "verb": "open", "point": 1},
        {"key": uuid4().hex, "verb": "ballot", "point": 1, "party": str(found.party("Chloé")), "choice": "for"},
        {"key": uuid4().hex, "verb": "ballot", "point": 1, "party": str(found.party("Ines")), "choice": "for"},
    ]
    for _time in range(2):
        answer = client.post(at(found, "seance/file"), {"_key": uuid4().hex, "acts": json.dumps(acts)})
        assert answer.status_code == 200
        said = [one["refused"] for one in answer.json()["acts"]]
        assert said[:2] == ["", ""] and "Ces voix ne sont pas dans la salle" in said[2]
    with boundary.within(found.built.org.id):
        assert Ballot.objects.count() == 1
    refused = client.post(at(found, "seance/file"), {"_key": uuid4().hex, "acts": "nonsense"})
    assert refused.status_code == 409 and "ne se lisent pas" in text_of(refused)
    as_owner = as_(found, "Chloé").post(at(found, "seance/file"), {"_key": uuid4().hex, "acts": "[]"})
    assert as_owner.status_code == 403


def test_ticks_that_the_page_showed_already_change_nothing(found: Gathering) -> None:
    client = signed_in(found.built.syndic)
    opened_item(found, 1)
    chloe, alice = str(found.party("Chloé")), str(found.party("Alice"))
    send(client, found, "seance/1/votes", **{f"v-{chloe}": "for", f"v-{alice}": "for"})
    send(as_(found, "Alice"), found, "vote", party=alice, choice="against", item=str(found.items[1].id))
    shown = {f"v-{chloe}": "for", f"w-{chloe}": "for", f"v-{alice}": "for", f"w-{alice}": "for"}
    said = send(client, found, "seance/1/votes", **shown, **{"tous-pour": "1"})
    assert "180 contre" in said, "Alice changed her mind on her phone after the secretary's page was shown"


def test_all_the_others_never_covers_a_hidden_ballot(found: Gathering) -> None:
    with boundary.within(found.built.org.id):
        found.items[1].hidden_ballots = True
        found.items[1].save(update_fields=["hidden_ballots"])
    opened_item(found, 1)
    client = signed_in(found.built.syndic)
    given = {"party": str(found.party("David")), "item": str(found.items[1].id), "choice": "against"}
    send(as_(found, "David"), found, "vote", **given)
    said = send(client, found, "seance/1/votes", **{"tous-pour": "1"})
    assert "Vote secret à l’écran" in said and "Ont voté 5" in re.sub(r"<[^>]+>", " ", said).replace("  ", " ")
    assert "voix pour" not in said and "David Tilleul vote contre" not in said and "Vote contre" not in said
    send(client, found, "seance/1/clore")
    said = read(client, found, "seance/1")[1]
    assert "730 voix pour, 120 contre" in said, "what David gave on his phone stands, although the page hid it"
    assert "Vote contre : David Tilleul." in said


def test_a_page_for_the_notebook_shows_the_votes_of_what_waits(found: Gathering) -> None:
    client = signed_in(found.built.syndic)
    said = read(client, found, "seance/2?carnet=1")[1]
    assert "Vote de Chloé Tilleul" in said and "data-ouvrir" in said and "Ouvrir le vote</button>" not in said
    assert "data-ouvrir" not in read(client, found, "seance/2")[1]


def test_a_screen_that_asks_again_pays_nothing_while_nothing_moves(found: Gathering) -> None:
    opened_item(found, 1)
    secretary, phone = signed_in(found.built.syndic), as_(found, "Alice")
    for client, rest in ((secretary, "seance/1/compte"), (phone, "vote/etat")):
        first = client.get(at(found, rest), headers={"HX-Request": "true"})
        assert first.status_code == 200
        tag = first.headers["ETag"]
        with statements() as ran:
            again = client.get(at(found, rest), headers={"HX-Request": "true", "If-None-Match": tag})
        assert again.status_code == 304 and not again.content
        assert len(ran) <= 8, "session, person, access, assembly, and two to see whether anything moved"
        send(secretary, found, "presence/arrivee", party=str(found.party("Ines")), name=rest)
        moved = client.get(at(found, rest), headers={"HX-Request": "true", "If-None-Match": tag})
        assert moved.status_code == 200 and moved.headers["ETag"] != tag


def test_the_screen_warns_when_the_quorum_left(found: Gathering) -> None:
    client = signed_in(found.built.syndic)
    opened_item(found, 1)
    assert "il ne l’est plus" not in read(client, found, "seance/1")[1]
    for name in ("Chloé", "Eve / Frank"):
        send(client, found, "presence/depart", party=str(found.party(name)))
    said = read(client, found, "seance/1")[1]
    assert "Le quorum était atteint à l’ouverture, il ne l’est plus. Copropriétaires là : 3 ; quotités : 420." in said
