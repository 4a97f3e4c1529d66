"""The minutes are signed on the secretary's screen: one after the other, then the paper shows who, when and how."""

import re
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from koprogo.assemblies.models import Minutes, MinutesSignature
from koprogo.assemblies.operations import minutes, session, signing
from koprogo.assemblies.queries import records
from koprogo.assemblies.rules.states import NotNow, State
from koprogo.assemblies.rules.strokes import SignatureUnreadable
from koprogo.assemblies.tests.pages.test_assembly_pages import signed_in
from koprogo.assemblies.tests.pages.test_session_pages import at, send, text_of
from koprogo.assemblies.tests.stories import gathering
from koprogo.assemblies.tests.stories.gathering import Gathering
from koprogo.condominiums.operations import describe
from koprogo.condominiums.operations.describe import Identity
from koprogo.platform import boundary, files, pdf
from koprogo.testing import casting

pytestmark = pytest.mark.django_db
DRAWN = "20,150 40,90 60,50 80,90 100,150 120,60 140,40 160,90 180,150;200,100 260,100 300,60"
CHLOE, NADIA, DAVID = "Chloé Tilleul", "Nadia Haddad", "David Tilleul"


@pytest.fixture
def over() -> Gathering:
    """The first item is voted, the others are put off, the minutes are written."""
    found = gathering.opened()
    found = replace(found, secretary=replace(found.secretary, now=casting.NOW))
    access = found.secretary
    with boundary.within(found.built.org.id):
        identity = Identity(
            "Les Tilleuls", "Avenue des Tilleuls", "12", "1000", "Bruxelles", enterprise_number="0403.170.701"
        )
        describe.describe(access, identity=identity)
        gathering.voted(found, 1, Chloé="for", David="against")
        for position in range(2, 7):
            session.skip(access, item_id=found.items[position].id, reason="Reporté.")
        session.close_session(access, assembly_id=found.assembly.id)
        minutes.draft(access, assembly_id=found.assembly.id)
    return found


def glass(found: Gathering, name: str, drawn: str = DRAWN, *, agreed: bool = True) -> MinutesSignature:
    return signing.on_glass(found.secretary, assembly_id=found.assembly.id, name=name, drawn=drawn, agreed=agreed)


def test_three_sign_and_the_paper_says_who_did_not(over: Gathering) -> None:
    with boundary.within(over.built.org.id):
        assert [glass(over, name).role for name in (CHLOE, NADIA)] == ["president", "secretary"]
        assert glass(over, CHLOE).id == MinutesSignature.objects.get(name=CHLOE).id, "once each"
        assert glass(over, DAVID, drawn="").file_id is None, "a name and a moment, where nothing can be drawn"
        row = signing.finish(over.secretary, assembly_id=over.assembly.id)
        over.assembly.refresh_from_db()
        assert over.assembly.state == State.MINUTED and row.signed_file_id
        stored = files.get(over.secretary, file_id=row.signed_file_id)
        assert stored is not None
        data = files.content(stored)
        assert pdf.gate(data).standard == pdf.gate(_draft_paper(over)).standard, "what is signed is kept as A-3a too"
        text = re.sub(r"\s+", " ", "".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages))
        text = text.replace("\u202f", " ").replace("\u00a0", " ").replace("\u200b", "")
        assert "Chloé Tilleul préside, signé sur écran le" in text
        assert "David Tilleul copropriétaire, nom écrit sur écran après lecture le" in text
        assert "N’ont pas signé : Alice Tilleul et Eve / Frank." in text
        assert records.chain(over.secretary, assembly_id=over.assembly.id).broken_at is None
        with pytest.raises(NotNow):
            glass(over, "Alice Tilleul")


def _draft_paper(found: Gathering) -> bytes:
    row = Minutes.objects.get(assembly=found.assembly)
    return files.content(minutes.write_pdf(found.secretary, minutes_id=row.id))


def test_the_minutes_do_not_stand_without_who_presides_and_who_writes(over: Gathering) -> None:
    with boundary.within(over.built.org.id):
        for names in ([], [DAVID], [DAVID, CHLOE]):
            for name in names:
                glass(over, name)
            with pytest.raises(signing.SignaturesMissing):
                signing.finish(over.secretary, assembly_id=over.assembly.id)
        with pytest.raises(signing.NotAgreed):
            glass(over, NADIA, agreed=False)
        with pytest.raises(SignatureUnreadable):
            glass(over, NADIA, drawn="1,1 2,2")
        with pytest.raises(minutes.SignerUnnamed):
            glass(over, "  ")


def test_a_word_changed_after_the_first_signature_is_signed_again(over: Gathering) -> None:
    with boundary.within(over.built.org.id):
        glass(over, CHLOE)
        later = replace(over.secretary, now=over.secretary.now + timedelta(minutes=2))
        minutes.correct(later, assembly_id=over.assembly.id, texts={2: "Reporté à juin."}, remarks="", reason="Mot")
        glass(over, NADIA)
        with pytest.raises(signing.SignaturesMissing) as missing:
            signing.finish(over.secretary, assembly_id=over.assembly.id)
        assert missing.value.facts["names"] == [CHLOE], "she signed other words"
        glass(over, CHLOE)
        assert signing.finish(over.secretary, assembly_id=over.assembly.id).version == 2


def test_the_page_takes_one_signature_after_the_other(over: Gathering) -> None:
    client: Client = signed_in(over.built.syndic)
    said = text_of(client.get(at(over, "pv")))
    assert "Encore à signer : Chloé Tilleul, Nadia Haddad" in said
    said = send(client, over, "pv/signer/ecran", name=CHLOE, trait=DRAWN, agreed="on")
    assert "Chloé Tilleul a signé." in said and "Qui n’a pas signé sera nommé" in said
    said = send(client, over, "pv/signer/fin")
    assert "Il manque la signature de Nadia Haddad" in said
    owner = signed_in(over.built.persons["David"])
    assert owner.get(at(over, "pv")).status_code == 404, "one signature does not make the minutes stand"
    assert owner.post(at(over, "pv/signer/ecran"), {"_key": "k" * 32, "name": DAVID}).status_code == 403
    wrong = client.post(at(over, "pv/signer/ecran"), {"_key": "k" * 32, "name": NADIA, "trait": DRAWN})
    assert wrong.status_code == 422 and "Cochez la case" in text_of(wrong)
    send(client, over, "pv/signer/ecran", name=NADIA, trait="", agreed="on")
    said = send(client, over, "pv/signer/fin")
    assert "Il reste à l’envoyer" in said
    assert owner.get(at(over, "pv")).status_code == 200 and owner.get(at(over, "pv/pdf")).status_code == 200
