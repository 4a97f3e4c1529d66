"""Recording an invoice in a browser without a script, and what each reader may see and do afterwards."""

from collections.abc import Callable
from datetime import date
from html import unescape
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from koprogo.platform import boundary
from koprogo.platform.models import StoredFile
from koprogo.purchases.models import Invoice, InvoiceFile, Supplier
from koprogo.purchases.operations import approval, recurring, states, suppliers
from koprogo.purchases.rules.approval import Mode
from koprogo.purchases.rules.recurrence import Interval
from koprogo.purchases.rules.states import Kind, State
from koprogo.purchases.tests.world import World
from koprogo.testing import days
from koprogo.testing.furniture.purchases import PHOTO

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]
BASE = "/i/les-tilleuls/argent/"
NEW = f"{BASE}factures/nouvelle"
#: The pages number by the clock of the door; the world was built in the year of the cast.
YEAR = days.today().year


def text(answer: object) -> str:
    body = unescape(answer.content.decode())  # type: ignore[attr-defined]
    return body.replace("\u202f", " ").replace("\xa0", " ")


def typed(world: World, **changes: str) -> dict[str, str]:
    """What somebody types for KONE's quarter, by the lift key, wholly for the occupants."""
    return {
        "_key": uuid4().hex,
        "supplier": "KONE Belgium",
        "issued_on": "2026-10-02",
        "supplier_number": "61-20447",
        "kind": "invoice",
        "lines": "1",
        "l0-account": str(world.accounts["6101"]),
        "l0-gross": "1 800,00",
        "l0-vat": "2100",
        "l0-who": f"key:{world.built.keys['lift']}",
        "l0-percent": "100",
    } | changes


def known_supplier(world: World) -> None:
    with boundary.within(world.org_id):
        world.supplier()


def test_who_pays_what_is_seen_to_the_cent_before_it_is_saved(world: World, client_of: Enter) -> None:
    known_supplier(world)
    body = text(client_of("syndic").post(NEW, typed(world, see="1")))
    for cell in ("385,72", "385,71", "308,57", "334,29", "205,71", "180,00", "1 800,00 €"):
        assert cell in body
    assert "ne paient pas : lots A, B" in body and "occupant 100 %" in body
    with boundary.within(world.org_id):
        assert not Invoice.objects.exists(), "looking writes nothing"


def test_the_live_table_is_a_piece_of_the_page(world: World, client_of: Enter) -> None:
    client = client_of("syndic")
    answer = client.post(f"{BASE}factures/repartition", typed(world), headers={"HX-Request": "true"})
    body = text(answer)
    assert answer.status_code == 200 and "<html" not in body and "385,72" in body
    private = typed(world, **{"l0-who": f"lot:{world.built.lots['E']}", "l0-gross": "85,50", "l0-percent": ""})
    body = text(client.post(f"{BASE}factures/repartition", private, headers={"HX-Request": "true"}))
    assert "Lot E seul" in body and "85,50" in body
    credit = typed(world, kind="credit_note")
    body = text(client.post(f"{BASE}factures/repartition", credit, headers={"HX-Request": "true"}))
    assert "−385,72" in body


def test_it_is_saved_booked_and_shown(world: World, client_of: Enter) -> None:
    known_supplier(world)
    syndic = client_of("syndic")
    answer = syndic.post(NEW, typed(world, payment_reference="+++123/4567/89002+++"))
    assert answer.status_code == 302 and answer.headers["Location"].endswith(f"/factures/{YEAR}-001/")
    body = text(syndic.get(answer.headers["Location"]))
    for words in (f"Facture {YEAR}-001", "À payer", "KONE Belgium", "BE43 0689 9999 9501", "+++123/4567/89002+++"):
        assert words in body
    assert "ACH-2026-1" in body and "Contrôlée et comptabilisée" in body and "<svg" in body
    with boundary.within(world.org_id):
        row = Invoice.objects.get()
        assert (row.net_cents, row.vat_cents, row.gross_cents) == (148_760, 31_240, 180_000)
        assert (row.structured_reference, row.state) == ("123456789002", State.APPROVED)


def test_a_new_supplier_is_made_on_the_way(world: World, client_of: Enter) -> None:
    syndic = client_of("syndic")
    answer = syndic.post(NEW, typed(world))
    body = text(answer)
    assert answer.status_code == 422 and "Ce fournisseur est nouveau" in body and "1 800,00" in body
    given = typed(world, new_supplier="1", enterprise_number="0403.170.701", iban="BE43 0689 9999 9501")
    assert syndic.post(NEW, given).status_code == 302
    with boundary.within(world.org_id):
        supplier = Supplier.objects.select_related("party").get()
        assert (supplier.party.name, supplier.party.enterprise_number) == ("KONE Belgium", "0403170701")
        assert supplier.party.is_supplier and supplier.ibans.get().confirmed_at is not None
    people = text(syndic.get("/i/les-tilleuls/personnes/"))
    assert "KONE" not in people, "a supplier is in no list of people"


def test_the_next_one_is_proposed_as_the_last(world: World, client_of: Enter) -> None:
    known_supplier(world)
    syndic = client_of("syndic")
    syndic.post(NEW, typed(world))
    empty = typed(world, supplier_number="61-2", see="1", **{"l0-account": "", "l0-who": "", "l0-percent": ""})
    body = text(syndic.post(NEW, empty))
    assert f'<option value="key:{world.built.keys["lift"]}" selected>' in body
    assert f'<option value="{world.accounts["6101"]}" selected>' in body


def test_one_that_looks_the_same_is_asked_about(world: World, client_of: Enter) -> None:
    known_supplier(world)
    syndic = client_of("syndic")
    syndic.post(NEW, typed(world))
    body = text(syndic.post(NEW, typed(world, supplier_number="61-20448")))
    assert "Déjà encodée le" in body and 'name="sure"' in body
    assert syndic.post(NEW, typed(world, supplier_number="61-20448", sure="on")).status_code == 302
    body = text(syndic.post(NEW, typed(world, sure="on")))
    assert f"est déjà encodée : c’est la {YEAR}-001" in body


def test_bad_input_is_told_beside_its_field(world: World, client_of: Enter) -> None:
    known_supplier(world)
    bad = typed(world, issued_on="", **{"l0-gross": "12,345", "l0-exempt": "Personne", "l0-period_from": "2026-05-01",
                                        "l0-period_to": "2026-04-01"})  # fmt: skip
    answer = client_of("syndic").post(NEW, bad)
    body = text(answer)
    assert answer.status_code == 422
    for words in ("Écrivez un montant", "Choisissez un copropriétaire de la liste", "finit avant de commencer"):
        assert words in body
    total = client_of("syndic").post(NEW, typed(world, total="1 799,00"))
    assert "Les lignes font 1 800,00 €" in text(total)


def test_lines_are_added_one_by_one(world: World, client_of: Enter) -> None:
    two = typed(world, more="1")
    body = text(client_of("syndic").post(f"{BASE}factures/lignes", two, headers={"HX-Request": "true"}))
    assert 'name="l1-gross"' in body and 'name="l2-gross"' not in body and "1 800,00" in body


def test_the_photo_comes_first_and_is_kept(world: World, client_of: Enter) -> None:
    known_supplier(world)
    syndic = client_of("syndic")
    wrong = SimpleUploadedFile("facture.pdf", b"<html>")
    assert "type" in text(syndic.post(f"{BASE}factures/piece", {"_key": uuid4().hex, "file": wrong})).lower()
    photo = SimpleUploadedFile("facture.png", PHOTO, content_type="image/png")
    kept = syndic.post(f"{BASE}factures/piece", {"_key": uuid4().hex, "photo": photo})
    assert kept.status_code == 302 and "piece=" in kept.headers["Location"]
    piece = kept.headers["Location"].partition("piece=")[2]
    assert f"/pieces/{piece}" in text(syndic.get(kept.headers["Location"]))
    assert client_of("accountant").get(f"{BASE}factures/pieces/{piece}").status_code == 404
    assert client_of("David").get(f"{BASE}factures/pieces/{piece}").status_code == 404
    assert syndic.post(NEW, typed(world, piece=piece)).status_code == 302
    shown = client_of("David").get(f"{BASE}factures/pieces/{piece}")
    assert shown.status_code == 200 and shown.headers["Content-Type"] == "image/png"
    assert client_of("stranger").get(f"{BASE}factures/pieces/{piece}").status_code == 404
    with boundary.within(world.org_id):
        assert StoredFile.objects.get(id=piece).retention == "accounting" and InvoiceFile.objects.count() == 1


def test_four_eyes_in_two_browsers(world: World, client_of: Enter) -> None:
    with boundary.within(world.org_id):
        approval.set_rule(world.syndic, mode=Mode.ALWAYS, decision="AG", decided_on=date(2026, 5, 5))
        number = world.booked(world.supplier(), world.line("6105", 50_000)).number
    path = f"{BASE}factures/{number}/"
    syndic, council, owner = client_of("syndic"), client_of("council"), client_of("David")
    body = text(syndic.get(path))
    assert "demande l’accord de quelqu’un d’autre" in body and "Approuver le paiement" not in body
    assert "Approuver le paiement" in text(council.get(path))
    assert owner.post(f"{path}approuver", {"_key": uuid4().hex}).status_code == 403
    told = syndic.post(f"{path}approuver", {"_key": uuid4().hex}, follow=True)
    assert "Vous avez encodé cette facture" in text(told)
    told = council.post(f"{path}approuver", {"_key": uuid4().hex}, follow=True)
    assert "est approuvée" in text(told)
    assert "500,00 € à payer" in text(owner.get(f"{BASE}factures/a-payer"))


def test_contested_and_taken_back_with_a_reason(world: World, client_of: Enter) -> None:
    with boundary.within(world.org_id):
        number = world.booked(world.supplier(), world.line("6105", 50_000)).number
    path = f"{BASE}factures/{number}/"
    council = client_of("council")
    assert council.post(f"{path}contester", {"_key": uuid4().hex, "reason": ""}).status_code == 422
    council.post(f"{path}contester", {"_key": uuid4().hex, "reason": "Travail non fait"})
    body = text(client_of("syndic").get(path))
    assert "Contestée" in body and "« Travail non fait »" in body
    gone = client_of("syndic").post(f"{path}annuler", {"_key": uuid4().hex, "reason": "Erreur"}, follow=True)
    assert "ACH-2026-2" in text(gone) and "est annulée" in text(gone)


def test_a_forged_account_stops_the_payment(world: World, client_of: Enter) -> None:
    with boundary.within(world.org_id):
        supplier = world.supplier()
        number = world.booked(supplier, world.line("6105", 50_000), iban="BE62510007547061").number
        account = suppliers.add_iban(world.syndic, supplier_id=supplier, iban="BE62510007547061")
    syndic = client_of("syndic")
    body = text(syndic.get(f"{BASE}factures/{number}/"))
    assert "Compte bancaire nouveau" in body and "Données du virement" not in body
    confirm = f"{BASE}fournisseurs/{supplier}/comptes/{account.id}/confirmer"
    syndic.post(confirm, {"_key": uuid4().hex, "how": "Appel au 02 730 92 11"})
    assert "Données du virement" in text(syndic.get(f"{BASE}factures/{number}/"))
    assert "Appel au 02 730 92 11" in text(client_of("David").get(f"{BASE}fournisseurs/{supplier}/"))


def test_works_ask_for_the_debts_and_say_what_to_pay(world: World, client_of: Enter) -> None:
    with boundary.within(world.org_id):
        number = world.booked(world.supplier(), world.line("6110", 1_060_000, vat_bp=600)).number
    path = f"{BASE}factures/{number}/"
    syndic = client_of("syndic")
    assert "article 30bis" in text(syndic.get(path))
    both = {"_key": uuid4().hex, "checked_on": "2026-11-24", "social_debts": "on", "tax_debts": "on"}
    body = text(syndic.post(f"{path}dettes", both, follow=True))
    for cents in ("3 500,00 €", "1 500,00 €", "5 600,00 €"):
        assert cents in body


def test_a_credit_note_is_deducted(world: World, client_of: Enter) -> None:
    with boundary.within(world.org_id):
        supplier = world.supplier()
        owed = world.booked(supplier, world.line("6105", 50_000), number="1").number
        note = world.booked(supplier, world.line("6105", 12_000), number="2", kind=Kind.CREDIT_NOTE).number
    syndic = client_of("syndic")
    body = text(syndic.get(f"{BASE}factures/{note}/deduire"))
    assert f"{owed} · 1 · 500,00 €" in body
    syndic.post(f"{BASE}factures/{note}/deduire", {"_key": uuid4().hex, "invoice": owed})
    assert "Reste à payer : 380,00 €" in text(syndic.get(f"{BASE}factures/{owed}/"))


def test_lists_filter_and_owners_read_them(world: World, client_of: Enter) -> None:
    with boundary.within(world.org_id):
        kone, other = world.supplier(), world.supplier("Nettoyage Dupont", iban="")
        world.booked(kone, world.line("6101", 68_420, "lift"), number="61-20447")
        world.record(other, world.line("6105", 12_100), number="77", issued_on=date(2025, 3, 1))
    owner = client_of("David")
    body = text(owner.get(f"{BASE}factures/"))
    assert "2026-001" in body and "2026-002" in body and "805,20 €" in body and "Encoder une facture" not in body
    for query, shown, hidden in (
        ("etat=draft", "2026-002", "2026-001"),
        (f"qui={kone}", "2026-001", "2026-002"),
        ("an=2025", "2026-002", "2026-001"),
        ("q=684,20", "2026-001", "2026-002"),
        ("q=dupont", "2026-002", "2026-001"),
    ):
        body = text(owner.get(f"{BASE}factures/?{query}"))
        assert f">{shown}<" in body and f">{hidden}<" not in body, query
    assert "Nettoyage Dupont" in text(owner.get(f"{BASE}fournisseurs/?q=dupont"))
    assert owner.get(NEW).status_code == 403
    assert client_of("stranger").get(f"{BASE}factures/").status_code == 404


def test_the_rule_is_the_assemblys(world: World, client_of: Enter) -> None:
    path = f"{BASE}factures/approbation"
    syndic = client_of("syndic")
    given = {"_key": uuid4().hex, "mode": "above", "threshold": "500,00", "decision": "", "decided_on": "2026-05-12"}
    assert syndic.post(path, given).status_code == 422
    given |= {"_key": uuid4().hex, "decision": "AG du 12 mai, point 7"}
    assert syndic.post(path, given).status_code == 302
    body = text(client_of("David").get(path))
    assert "Au-dessus de 500,00 €" in body and "AG du 12 mai" in body and "<form action" not in body.split("<main")[1]


def test_a_series_proposes_each_period_once(world: World, client_of: Enter) -> None:
    with boundary.within(world.org_id):
        number = world.booked(world.supplier(), world.line("6101", 68_420, "lift")).number
    syndic = client_of("syndic")
    given = {"_key": uuid4().hex, "title": "KONE", "interval": "quarterly", "first_on": "2026-07-01"}
    assert syndic.post(f"{BASE}factures/{number}/repeter", given).status_code == 302
    with boundary.within(world.org_id):
        series = Invoice.objects.get().patterns.get()
        assert (series.interval, series.amount_known) == (Interval.QUARTERLY, False)
        made = recurring.propose(world.syndic, series_id=series.id)
        assert [(one.series_from, one.state) for one in made] == [
            (date(2026, 7, 1), State.DRAFT),
            (date(2026, 10, 1), State.DRAFT),
        ]
        assert recurring.propose(world.syndic, series_id=series.id) == []
        draft = made[0]
        (line,) = draft.lines.all()
        assert (line.period_from, line.period_to, line.key_id) == (
            date(2026, 7, 1),
            date(2026, 9, 30),
            world.built.keys["lift"],
        )
        with pytest.raises(states.NumberMissing):
            states.check(world.syndic, number=draft.number)
    body = text(syndic.get(f"{BASE}factures/{draft.number}/"))
    assert "confirmez-le avec la pièce" in body and "Proposée par une facture récurrente" in body
    syndic.post(f"{BASE}factures/recurrentes/{series.id}/arreter", {"_key": uuid4().hex})
    assert "Arrêtée" in text(syndic.get(f"{BASE}factures/recurrentes"))
