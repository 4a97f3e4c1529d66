"""Everybody walks every address: what opens is exactly what the table of rights says (SETTLED 12)."""

from contextlib import suppress
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.core.files.uploadedfile import SimpleUploadedFile

from koprogo.condominiums.rules.rights import RIGHTS, Right, Role
from koprogo.kernel.refusals import NotFound
from koprogo.platform import boundary, jobs
from koprogo.platform.models import AuditLine, Job
from koprogo.site.tests import addresses
from koprogo.site.tests.addresses import LIBRARY, OF_NONPROFIT, REDIRECTS, Address
from koprogo.site.tests.conftest import Street
from koprogo.testing import counting

#: Every kind of job of the product; other tests of the same run may have named some of their own.
KINDS = [kind for kind in jobs.kinds() if not kind.startswith("test.")]
MEMBERS = tuple(role.value for role in Role)
OUTSIDE = ("stranger", "operator")
EVERYBODY = (*MEMBERS, *OUTSIDE, "anonymous")
#: Pages about one owner that are not there for members without the right to see every account, unless it is their own.
OWN_ONLY = frozenset(
    {
        "convocation_letter",
        "exchange_ad_change",
        "file",
        "fund_call_letter",
        "owner_statement",
        "settlement_letter",
        "settlement_tenant_letter",
        "thing_change",
        "written_letter",
    }
)

#: Pages about something between two neighbours: there for these two only, whatever the others may see.
OF_TWO = {
    "exchange_deal": ("owner", "occupant"),
    "loan": ("owner", "occupant"),
    "neighbour_thread": ("owner", "animator"),
    "neighbours_office_one": ("animator", "occupant"),
    "neighbours_office_new": ("animator",),
    "neighbours_paper": ("animator",),
    "neighbours_paper_pdf": ("animator",),
    "neighbours_office_change": ("animator",),
    "neighbours_office_allow": ("animator",),
    "neighbours_office_strike": ("animator",),
}

#: What neighbours wrote and are called in the house of the walk (testing/furniture): no office reads any of it.
AMONG_NEIGHBOURS = (
    "Monter une étagère",
    "Foreuse",
    "Lire une lettre en néerlandais",
    "Soupe de quartier",
    "du pain",
    "Quelle couleur pour le hall",
    "Le local est au -1",
    "Marguerite",
    "Gaston",
    "Trop de bruit",
)
#: Pages of the neighbours that say what a slot costs, which its booker has to know: the only money among them.
PRICED = frozenset({"bookings", "facility", "facilities", "booking_new", "booking_wait", "booking_charges"})


def betrayed(address: Address, who: str, html: str) -> list[str]:
    """What one page shows that its reader must not see: neighbours to an office, money among neighbours."""
    if who in OUTSIDE or who == "anonymous":
        return []
    if Right.MEET_NEIGHBOURS not in rights_of(who):
        return [words for words in AMONG_NEIGHBOURS if words in html]
    among = address.route.startswith("i/<slug:slug>/voisins/") and address.name not in PRICED
    return [sign for sign in ("€", "quotité", "+++") if among and sign in html]


def rights_of(who: str) -> frozenset[Right]:
    # Whoever sits on the board of the street is a member as well, with a member's vote (furniture/governance.py).
    return RIGHTS[Role(who)] | (RIGHTS[Role.MEMBER] if who == Role.BOARD else frozenset())


def expected(address: Address, who: str) -> int:
    """What one reader must meet at one address inside the building."""
    if who == "anonymous":
        return 302
    if who in OUTSIDE:
        return 404
    if address.door.needs not in rights_of(who):
        return 403
    if address.name in OF_NONPROFIT:
        return 404
    if address.name in OF_TWO:
        return 200 if who in OF_TWO[address.name] else 404
    if address.name in OWN_ONLY and who != "owner" and Right.SEE_ALL_ACCOUNTS not in rights_of(who):
        return 404
    sent_on = address.name in REDIRECTS or (
        address.name in ("bank", "bank_inbox") and Right.USE_BANK not in rights_of(who)
    )
    return 302 if sent_on else 200


def wrong(found: dict[str, tuple[int, int]]) -> str:
    """The addresses where the answer was not the expected one, a line each."""
    return "\n".join(f"{where}: {got}, not {wanted}" for where, (got, wanted) in found.items() if got != wanted)


def test_every_view_stands_behind_a_door() -> None:
    bare = [address.route for address in addresses.every() if address.door is None and address.name not in LIBRARY]
    assert not bare
    unnamed = [address.route for address in addresses.every() if not address.name]
    assert not unnamed


def test_every_right_of_a_door_is_in_the_table() -> None:
    known = {right.value for right in Right}
    assert {address.door.needs for address in addresses.inside()} <= known


def test_every_name_is_one_address() -> None:
    names = [address.name for address in addresses.every()]
    twice = {name for name in names if names.count(name) > 1}
    assert not twice


@pytest.mark.parametrize("who", EVERYBODY)
def test_reading_inside_a_building(street_of_two: Street, who: str) -> None:
    client = street_of_two.client(who)
    found = {}
    leaks = {}
    for address in addresses.inside():
        url = address.url(street_of_two.house)
        answer = client.get(url)
        found[f"{who} GET {url} ({address.name})"] = (answer.status_code, expected(address, who))
        if answer.status_code == 200 and (seen := betrayed(address, who, answer.content.decode(errors="replace"))):
            leaks[f"{who} {address.name}"] = seen
        if who == "anonymous":
            assert answer.headers["Location"].startswith("/connexion/?next=")
    assert not wrong(found), wrong(found)
    assert not leaks


@pytest.mark.parametrize("who", EVERYBODY)
def test_writing_without_a_key_is_refused(street_of_two: Street, who: str) -> None:
    client = street_of_two.client(who)
    found = {}
    for address in addresses.inside():
        url = address.url(street_of_two.house)
        wanted = 409 if expected(address, who) in (200, 302) and who != "anonymous" else expected(address, who)
        # The key is asked for before the thing itself.
        own = address.name in OWN_ONLY | OF_NONPROFIT | set(OF_TWO)
        wanted = 409 if own and wanted == 404 and who not in OUTSIDE else wanted
        found[f"{who} POST {url} ({address.name})"] = (client.post(url).status_code, wanted)
    assert not wrong(found), wrong(found)


#: Addresses whose only argument besides the slug is a row's own identifier.
ROWS = frozenset(
    {
        "member_id",
        "party_id",
        "person_id",
        "term_id",
        "voice_id",
        "wish_id",
        "building_id",
        "mandate_id",
        "occupancy_id",
        "transaction_id",
        "reconciliation_id",
        "batch_id",
        "file_id",
        "job_id",
        "import_id",
        "chart_file",
        "arrival_id",
        "line_id",
        "agenda_request",
        "document",
        "voucher",
        "recipient",
        "piece",
        "offset",
        "recurring",
        "supplier",
        "supplier_account",
        "assembly_request",
        "written_recipient",
        "written_party",
        "proxy",
        "meter_id",
        "reading_id",
        "reading_file",
        "reported",
        "neighbour",
        "report",
        "guide",
        "useful",
        "exchange_ad",
        "exchange_deal",
        "lent_thing",
        "loan_id",
        "wanted_id",
        "gift_id",
        "promise_id",
        "skill_id",
        "message_thread",
        "neighbour_id",
        "picture_id",
        "support_id",
        "support_file",
        "support_message",
        "facility_id",
        "booking_id",
        "used_booking",
        "retention_id",
        "place_id",
        "poll_id",
        "notice_id",
    }
)
#: Two acts that may lose a race against another click: they say that nothing was left to do, and do nothing.
NOTHING_LEFT = frozenset({"bank_decide", "party_invite_undo"})


@pytest.mark.parametrize("who", ["syndic", "owner", "auditor"])
def test_rows_of_the_house_beside_do_not_exist_here(street_of_two: Street, who: str) -> None:
    client = street_of_two.client(who)
    beside = street_of_two.beside
    found = {}
    before = _traces(street_of_two)
    for address in addresses.inside():
        for name in (name for name in address.needs_args if name in ROWS):
            if expected(address, who) in (403, 404):
                continue
            url = address.url(street_of_two.house, **{name: beside.args[name]})
            answer = client.post(url, {"_key": uuid4().hex})
            wanted = 302 if address.name in NOTHING_LEFT else 404
            found[f"{who} POST {url} ({address.name})"] = (answer.status_code, wanted)
            if address.name not in REDIRECTS:
                found[f"{who} GET {url} ({address.name})"] = (client.get(url).status_code, 404)
    assert found, "no address with a row"
    assert not wrong(found), wrong(found)
    assert _traces(street_of_two) == before


def _traces(street: Street) -> int:
    """How many acts the house beside remembers."""
    with boundary.within(street.beside.built.org.id):
        return AuditLine.objects.count()


def test_my_own_slug_does_not_open_the_house_beside(street_of_two: Street) -> None:
    client = street_of_two.client("syndic")
    found = {}
    for address in addresses.inside():
        url = address.url(street_of_two.beside)
        found[url] = (client.get(url).status_code, 404)
    assert not wrong(found), wrong(found)


#: Outside any building, what a signed-in reader meets: pages of the library may ask for the password again (302).
MAY_SEND_ON = {200, 302}
#: Nobody of the cast has a password, a passkey or an application of codes: nothing to confirm with, nothing to show.
WITHOUT_SECOND_FACTOR = frozenset(
    {
        "account_reauthenticate",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_edit_webauthn",
        "mfa_remove_webauthn",
    }
)
NOT_THERE = frozenset({"outbox", "outbox_message", "outbox_attachment"})  # this run has a mail server


@pytest.mark.parametrize("who", EVERYBODY)
def test_reading_outside_any_building(street_of_two: Street, who: str) -> None:
    client = street_of_two.client(who)
    problems = []
    for address in addresses.every():
        if address.door.kind not in ("public", "person"):
            continue
        url = address.url(street_of_two.house)
        status = client.get(url).status_code
        operators = getattr(address.view, "operator", False)
        if (operators and who not in ("operator", "anonymous")) or address.name in NOT_THERE:
            wanted = {404}
        elif address.name == "language":
            wanted = {405}
        elif address.door.kind == "person" and who == "anonymous":
            wanted = {302}
        elif address.name in WITHOUT_SECOND_FACTOR:
            wanted = {302, 403, 404}
        else:
            wanted = MAY_SEND_ON
        if status not in wanted:
            problems.append(f"{who} GET {url} ({address.name}): {status}, not {sorted(wanted)}")
        if who == "anonymous":
            client.cookies.clear()
    assert not problems, "\n".join(problems)


def test_a_link_shows_its_one_thing_to_anybody(street_of_two: Street) -> None:
    for who in ("anonymous", "stranger", "owner"):
        client = street_of_two.client(who)
        answer = client.get(f"/f/{street_of_two.house.token}")
        assert answer.status_code == 200, who
        body = answer.content.decode()
        assert "Bruno" not in body
        assert "/i/" not in body.split("<main", 1)[1].split("</main>", 1)[0], "a guest is not led into the building"
        altered = street_of_two.house.token[:-2] + ("aa" if street_of_two.house.token[-2:] != "aa" else "bb")
        assert client.get(f"/f/{altered}").status_code == 404


def test_a_link_gives_no_door_into_the_building(street_of_two: Street) -> None:
    client = street_of_two.client("anonymous")
    client.get(f"/f/{street_of_two.house.token}")
    for address in addresses.inside():
        assert client.get(address.url(street_of_two.house)).status_code == 302


@pytest.mark.parametrize("kind", KINDS)
def test_no_job_reaches_into_another_building(street_of_two: Street, kind: str) -> None:
    house, beside = street_of_two.house, street_of_two.beside
    with boundary.within(beside.built.org.id):
        row = jobs.enqueue(beside.access, kind, subject_id=beside.args["party_id"])
    # A queue entry that names the wrong building finds nothing there: it is dropped, and touches neither house.
    with counting.statements() as found:
        jobs.perform(house.built.org.id, row.id)
    assert not [sql for sql in found if sql.startswith(("INSERT", "UPDATE", "DELETE"))]
    with boundary.within(beside.built.org.id):
        assert Job.objects.get(id=row.id).state == Job.State.QUEUED


#: What each kind of job is about, by its name in the houses of the street; others are furnished under their own name.
SUBJECTS = {
    "banking.import_file": "bank_import_id",
    "budgets.send_next": "call_id",
    "charges.cancel_letters": "call_id",
    "charges.send_call": "call_id",
    "charges.write_statement": "party_id",
    "condominiums.import_workbook": "import_id",
    "platform.send_mail": "mailing_id",
    "site.bring_in": "party_id",
    "site.neighbours_week": "party_id",
    "site.take_all": "party_id",
    "site.weekly_digest": "party_id",
}


@pytest.mark.parametrize("kind", KINDS)
def test_no_job_finds_a_row_of_another_building(street_of_two: Street, kind: str) -> None:
    house, beside = street_of_two.house, street_of_two.beside
    subject = SUBJECTS.get(kind, kind)
    before = _counts(street_of_two)
    with boundary.within(house.built.org.id):
        args = {"year": house.access.today.year, "week": "2026-W48"}
        row = jobs.enqueue(house.access, kind, subject_id=beside.args[subject], args=args)
    with suppress(ObjectDoesNotExist, NotFound):  # a job may also find nothing to do
        jobs.perform(house.built.org.id, row.id)
    assert _counts(street_of_two) == before


def _counts(street: Street) -> dict[str, int]:
    with boundary.within(street.beside.built.org.id):
        return {"queued": Job.objects.exclude(state=Job.State.DONE).count(), "all": Job.objects.count()}


def test_a_second_click_changes_nothing(street_of_two: Street) -> None:
    client = street_of_two.client("syndic")
    house = street_of_two.house
    url = f"/i/{house.args['slug']}/personnes/nouvelle?genre=person"
    typed: dict[str, Any] = {"_key": uuid4().hex, "first_name": "Paul", "last_name": "Deux", "language": "fr"}
    first = client.post(url, typed)
    second = client.post(url, typed)
    assert first.status_code == second.status_code == 302
    assert first.headers["Location"] == second.headers["Location"]


def test_an_upload_without_a_key_is_refused(street_of_two: Street) -> None:
    client = street_of_two.client("syndic")
    file = SimpleUploadedFile("a.cod", b"0000")
    url = f"/i/{street_of_two.house.args['slug']}/argent/banque/importer"
    assert client.post(url, {"files": file}).status_code == 409
