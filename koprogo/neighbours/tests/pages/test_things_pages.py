"""The pages of exchange, lending, gifts and skills, walked by clicking: in a group without lots, books or syndic."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from koprogo.neighbours.models import Loan, Picture, Thing, Transfer
from koprogo.neighbours.operations import things
from koprogo.neighbours.operations.things import ThingFacts
from koprogo.platform import boundary
from koprogo.testing import casting, neighbours
from koprogo.testing.neighbours import Street

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def street() -> Street:
    """Paulette, Marc and Yasmine today."""
    return neighbours.group(now=timezone.now())


def _as(street: Street, who: str) -> Client:
    client = Client()
    client.force_login(street.persons[who], backend=BACKEND)
    return client


def _post(client: Client, url: str, **facts: object) -> str:
    answer = client.post(url, {"_key": uuid4().hex, **facts})
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return answer.headers["Location"]


def _read(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return str(answer.content.decode())


def _url(street: Street, rest: str) -> str:
    return f"/i/{street.org.slug}/voisins/{rest}"


def test_an_hour_of_help_by_clicks(street: Street) -> None:
    paulette, marc = _as(street, "paulette"), _as(street, "marc")
    new = _url(street, "services/nouveau?sens=request")
    page = _read(paulette, new)
    assert "sans valeur monétaire" in page and 'name="agree"' in page
    asked = {"title": "Monter une étagère", "category": "hands", "quarters": "4", "text": ""}
    refused = paulette.post(new, {"_key": uuid4().hex, **asked})
    assert refused.status_code == 422 and "cochez la case" in refused.content.decode()
    ad = _post(paulette, new, **asked, agree="on")
    assert 'name="agree"' not in _read(paulette, new), "accepted once"
    assert "Monter une étagère" in _read(marc, _url(street, "services"))
    deal = _post(marc, ad, quarters="4", message="J’ai ma foreuse.", agree="on")
    assert "J’ai ma foreuse." in _read(paulette, ad)
    _post(paulette, deal, act="yes")
    _post(marc, deal, act="done", quarters="6")
    assert "Confirmer 1 h 30" in _read(paulette, deal)
    _post(paulette, deal, act="confirm")
    assert paulette.post(deal, {"_key": uuid4().hex, "act": "thanks", "text": ""}).status_code == 422
    _post(paulette, deal, act="thanks", text="Elle tient.")
    assert "Elle tient." in _read(marc, deal)
    account = _read(marc, _url(street, "services/heures"))
    assert "1 h 30" in account and "Monter une étagère" in account
    assert _as(street, "yasmine").get(deal).status_code == 404
    with boundary.within(street.org.id):
        assert Transfer.objects.get().quarters == 6


def test_a_ladder_by_clicks(street: Street) -> None:
    paulette, marc = _as(street, "paulette"), _as(street, "marc")
    out = BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Fabricant secret"
    Image.new("RGB", (1200, 900), "peru").save(out, "JPEG", exif=exif)
    photo = SimpleUploadedFile("IMG_2031.jpg", out.getvalue(), content_type="image/jpeg")
    new = _url(street, "objets/nouveau")
    facts = {"name": "Échelle", "category": "tools", "longest_days": "7", "agree": "on"}
    thing = _post(paulette, new, **facts, picture=photo)
    page = _read(marc, thing)
    assert "sans caution" in page and "voisins/photos/" in page
    with boundary.within(street.org.id):
        picture = Picture.objects.get()
    seen = marc.get(_url(street, f"photos/{picture.id}"))
    assert seen.headers["Content-Type"] == "image/jpeg" and b"Fabricant secret" not in seen.content
    hostile = SimpleUploadedFile("photo.jpg", b"\xff\xd8\xff\xe0<script>", content_type="image/jpeg")
    refused = paulette.post(new, {"_key": uuid4().hex, **facts, "picture": hostile})
    assert refused.status_code == 422 and "ne peut pas être lue" in refused.content.decode()
    with boundary.within(street.org.id):
        assert Thing.objects.count() == 1, "nothing half-done"
    start = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    due = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    loan = _post(marc, thing, act="borrow", starts=start, due=due, agree="on")
    _post(paulette, loan, act="yes")
    _post(marc, loan, act="out", condition="good")
    _post(paulette, loan, act="back", condition="worn", note="Poussière")
    assert "un peu usé\xa0: Poussière" in _read(marc, loan)
    _post(marc, loan, act="thanks", text="Merci")
    assert _as(street, "yasmine").get(loan).status_code == 404
    with boundary.within(street.org.id):
        assert Loan.objects.get().thanks == "Merci"


def test_who_has_this_and_a_swap_and_a_message(street: Street) -> None:
    paulette, marc = _as(street, "paulette"), _as(street, "marc")
    ask = _url(street, "objets/demander")
    start = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    due = (timezone.localtime() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    wanted = _post(marc, ask, name="Foreuse", starts=start, due=due, agree="on")
    assert "Foreuse" in _read(paulette, _url(street, ""))
    loan = _post(paulette, wanted, act="lend", thing="new", agree="on")
    assert "Paulette" in _read(marc, loan)
    gift = _post(paulette, _url(street, "troc/nouveau"), kind="swap", title="Puzzle", wished="Un livre")
    assert marc.post(gift, {"_key": uuid4().hex, "act": "reserve", "offered": ""}).status_code == 422
    _post(marc, gift, act="reserve", offered="Un roman")
    assert "Un roman" in _read(paulette, gift)
    assert "Un roman" not in _read(_as(street, "yasmine"), gift), "who reserved and for what is for the two"
    _post(paulette, gift, act="collected")
    _post(paulette, _url(street, "competences/nouveau"), words="Purger un radiateur", field="hands")
    page = _read(marc, _url(street, "competences"))
    address = page.split("/ecrire", 1)[0].rsplit('"', 1)[1] + "/ecrire"
    thread = _post(marc, address, text="Ce samedi ?")
    _post(paulette, thread, text="Volontiers.")
    both = _read(marc, thread)
    assert (
        "Ce samedi ?" in both and "Volontiers." in both and "@" not in both.split("<main", 1)[1].split("</main", 1)[0]
    )
    assert _as(street, "yasmine").get(thread).status_code == 404


def test_strangers_find_nothing_and_a_closed_module_is_closed(street: Street) -> None:
    stranger = Client()
    stranger.force_login(casting.person("dehors@ailleurs.example"), backend=BACKEND)
    with boundary.within(street.org.id):
        from koprogo.neighbours.operations import modules, residents
        from koprogo.neighbours.rules.modules import Module
        from koprogo.neighbours.rules.residents import Agreement

        residents.accept(street.access["paulette"], agreement=Agreement.LENDING)
        thing = things.show(street.access["paulette"], facts=ThingFacts("Échelle"))
        modules.switch_off(street.access["paulette"], module=Module.EXCHANGE)
    for rest in ("services", "objets", "troc", "competences", f"objets/{thing.id}"):
        assert stranger.get(_url(street, rest)).status_code == 404
    assert _as(street, "marc").get(_url(street, "services")).status_code == 404
    assert _as(street, "marc").get(_url(street, "objets")).status_code == 200
