"""The mail of the week, from the queue's clock to the mailbox."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from procrastinate.contrib.django import app
from pytest_django import Settings

from koprogo.charges.queries import dues
from koprogo.condominiums.operations import invite
from koprogo.condominiums.queries import access as accesses
from koprogo.people.operations import profile
from koprogo.people.queries import memberships
from koprogo.platform import boundary, formats, jobs, mail
from koprogo.platform.mail import MAX_BYTES
from koprogo.platform.models import Job, Mailing, Org
from koprogo.site import digest, digest_mail
from koprogo.site import jobs as site_jobs
from koprogo.site.digest_mail import Recipient
from koprogo.site.owner_block import Owed, Slip, Standing
from koprogo.site.today import Draft, Facts, Task, found, ranked
from koprogo.testing import casting, demo, street
from koprogo.testing.street import House

#: Owners who still owe for the call: all but Alice, whose payment is confirmed; both behind F and both behind G. Not
#: Ines: she sold her lot, and reads her letters and her account, no mail of the week. Bruno: 711,00 of the call and
#: three tenths of the 120,00 settled for January.
OWING = ("bruno", "chloe", "david", "eve", "frank", "greta", "hugo")
#: A Thursday, 18 h in Brussels.
THURSDAY = datetime(2026, 11, 26, 17, 0, tzinfo=UTC)


def one_evening(moment: datetime = THURSDAY) -> None:
    """What the worker does at a moment: the clock's task, then everything that waits."""
    site_jobs.weekly_digest(timestamp=int(moment.timestamp()))
    jobs.run_waiting(until=moment + timedelta(seconds=1), clock=lambda: moment)


def written(org: Org) -> dict[str, Mailing]:
    """The mails of the week of one building by recipient; nobody gets two."""
    with boundary.within(org.id):
        rows = list(Mailing.objects.filter(purpose="digest").order_by("id"))
    assert len({row.recipient for row in rows}) == len(rows)
    return {row.recipient: row for row in rows}


@pytest.fixture
def house(db: None) -> House:
    """Les Tilleuls three days before that evening: a call sent, another one written, two movements waiting."""
    return street.build("les-tilleuls", iban="BE68539007547034", now=THURSDAY, letters=False)


def everybody() -> set[str]:
    """Whom Les Tilleuls has something to say to: neither Ines nor the auditor, the tenant.

    Alice paid the call, and owes for the settlement of January; the council has an invoice to approve.
    """
    return {f"{name}@les-tilleuls.example" for name in (*OWING, "alice", "nadia", "accountant", "council")}


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_the_queue_knows_the_hour() -> None:
    planned = app.periodic_registry.periodic_tasks
    crons = {name: task.cron for (name, _id), task in planned.items() if name.endswith("weekly_digest")}
    assert list(crons.values()) == ["0 16-21 * * 4"]
    assert set(crons) <= set(app.tasks)


def test_the_syndic_reads_what_is_left_to_do(house: House) -> None:
    one_evening()
    row = written(house.built.org)[house.built.syndic.email]
    assert row.subject == "3 choses à faire, Les Tilleuls"
    text = plain(row.text)
    assert text.index("Rapprocher la banque") < text.index("Envoyer « Premier trimestre »")
    assert "2 mouvements attendent" in text
    assert "/i/les-tilleuls/argent/banque" in text
    assert row.state == Mailing.State.SENT, "it leaves at once"
    assert row.party_id is not None


def test_an_owner_reads_what_is_due_and_by_when(house: House) -> None:
    one_evening()
    row = written(house.built.org)[house.cast["owner"].email]
    day = formats.day_near(THURSDAY.date() + timedelta(days=27), THURSDAY.date(), "fr")
    assert plain(row.subject) == f"747,00 € avant le {day}, Les Tilleuls"
    assert f"Vous devez 747,00 € avant le {day}." in plain(row.text)
    assert "/i/les-tilleuls/\n" in row.text
    assert row.party_id == house.built.parties[street.OWNER]
    for other in ("Bruno", "Alice", "Rapprocher", "choses à faire"):
        assert other not in row.text + row.html


def test_who_has_nothing_to_read_gets_no_mail(house: House) -> None:
    one_evening()
    assert set(written(house.built.org)) == everybody()


def test_whoever_sold_reads_letters_and_no_mail_of_the_week(house: House) -> None:
    """Ines owes for a call of before the sale: the call's own mail told her, and her account says it."""
    seller = house.cast["former_owner"]
    with boundary.within(house.built.org.id):
        own = accesses.resolve(person_id=seller.pk, slug=house.built.org.slug, now=THURSDAY)
        assert own is not None and own.roles == {"former_owner"}
        assert dues.owed_by_party(house.access)[house.built.parties[street.SELLER]] > 0
        assert seller.pk in {one.person_id for one in memberships.digest_readers(org_id=own.org_id, on=own.today)}
    one_evening()
    assert seller.email not in written(house.built.org)


def test_never_means_never(house: House) -> None:
    person = house.cast["owner"]
    profile.keep(person_id=person.pk, name="", language="fr", theme="", digest="never", keyboard=True)
    one_evening()
    assert person.email not in written(house.built.org)


def test_a_door_that_is_closed_gets_no_mail(house: House) -> None:
    person = house.cast["owner"]
    with boundary.within(house.built.org.id):
        invite.unlink_person(house.access, party_id=house.built.parties[street.OWNER], person_id=person.pk)
    one_evening()
    assert person.email not in written(house.built.org)


def test_once_a_week_whatever_runs_twice(house: House) -> None:
    org = house.built.org
    one_evening()
    first = {row.id for row in written(org).values()}
    one_evening()
    one_evening(THURSDAY + timedelta(hours=2))
    with boundary.within(org.id):
        assert Job.objects.filter(kind=site_jobs.WEEKLY_DIGEST).count() == 1
        again = jobs.enqueue(house.access, site_jobs.WEEKLY_DIGEST, args={"week": "2026-W48"})
    jobs.perform(org.id, again.id, clock=lambda: THURSDAY)
    assert {row.id for row in written(org).values()} == first
    assert len(first) == len(everybody())
    one_evening(THURSDAY + timedelta(days=7))
    with boundary.within(org.id):
        assert Mailing.objects.filter(purpose="digest").count() > len(first)


def test_a_job_that_stopped_goes_on_where_it_was(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    org = house.built.org
    post, sent = mail.post, list[object]()

    def third_fails(*args: object, **kwargs: object) -> object:
        if len(sent) == 2:
            raise OSError("full disk")
        sent.append(args)
        return post(*args, **kwargs)  # type: ignore[arg-type]

    assert site_jobs.ask(org_id=org.id, week="2026-W48", now=THURSDAY)
    with boundary.within(org.id):
        row = Job.objects.get(kind=site_jobs.WEEKLY_DIGEST)
    monkeypatch.setattr(mail, "post", third_fails)
    with pytest.raises(OSError, match="full disk"):
        jobs.perform(org.id, row.id, clock=lambda: THURSDAY)
    assert len(written(org)) == 2
    monkeypatch.undo()
    jobs.perform(org.id, row.id, clock=lambda: THURSDAY)
    assert set(written(org)) == everybody()


def test_nothing_leaves_on_another_day(house: House) -> None:
    one_evening(THURSDAY - timedelta(days=1))
    one_evening(THURSDAY - timedelta(hours=1))
    assert written(house.built.org) == {}


def test_a_mail_of_one_building_never_names_another(house: House) -> None:
    beside = street.build("les-erables", iban="BE71096123456769", now=THURSDAY, letters=False)
    with boundary.within(beside.built.org.id):
        invite.link_person(beside.access, party_id=beside.built.parties["Bruno"], person_id=house.built.syndic.pk)
    one_evening()
    here, there = written(house.built.org), written(beside.built.org)
    both = house.built.syndic.email
    assert {both} == set(here) & set(there), "one person in two buildings: one mail from each"
    for mails, own, other in ((here, "les-tilleuls", "les-erables"), (there, "les-erables", "les-tilleuls")):
        assert mails
        for row in mails.values():
            assert f"/i/{own}/" in row.html
            assert other not in row.html + row.text + row.subject
    assert "choses à faire" not in there[both].text, "a syndic there, an owner here"


@pytest.mark.parametrize(
    ("lang", "amount", "day", "building"),
    [
        ("fr", "747,00 €", "23 décembre 2026", "Les Tilleuls"),
        ("nl", "€ 747,00", "23 december 2026", "De Linden"),
        ("de", "747,00 €", "23. Dezember 2026", "Les Tilleuls"),
        ("en", "€747.00", "23 December 2026", "Les Tilleuls"),
    ],
)
def test_in_the_readers_language(house: House, lang: str, amount: str, day: str, building: str) -> None:
    person = house.cast["owner"]
    profile.keep(person_id=person.pk, name="", language=lang, theme="", digest="weekly", keyboard=True)
    one_evening()
    row = written(house.built.org)[person.email]
    subject = plain(row.subject)
    assert amount in subject and day in subject and subject.endswith(f", {building}")
    assert f'<html lang="{lang}">' in row.html
    assert amount in plain(row.text) and amount in plain(row.html)


def test_the_last_line_says_how_to_stop_and_what_is_never_muted(house: House, settings: Settings) -> None:
    one_evening()
    for row in written(house.built.org).values():
        last = row.text.rstrip().split("\n")[-1]
        assert last.endswith(f": {settings.KOPROGO_PUBLIC_URL}/moi")
        assert "partent toujours : la loi le demande." in plain(last)
        closing = row.html.rsplit("<p>", 1)[1]
        assert f'href="{settings.KOPROGO_PUBLIC_URL}/moi"' in closing and "la loi le demande" in closing
        assert len(re.findall(r"<a [^>]*><b>", row.html)) == 1, "one button"
        assert "<img" not in row.html and "style=" not in row.html
        assert len(row.text.encode()) + len(row.html.encode()) < MAX_BYTES


def test_the_fullest_mail_stays_below_twenty_kilobytes(house: House) -> None:
    today = THURSDAY.date()
    lots = tuple(f"Parking’s {n}" for n in range(2_000))
    drafts = tuple(Draft(f"2026-{n}", "é’&<" * 30, today) for n in range(40))
    facts = Facts(holes=lots, incomplete_keys=lots, has_enterprise_number=False, drafts=drafts, late_cents=1)
    now, later = ranked([one for one in found(facts) if isinstance(one, Task)], today=today)
    slips = tuple(Slip(house.args["party_id"], "É’&<" * 40, "014300405862", today, 1, (), ()) for _ in range(50))
    owed = Owed(Standing.TO_PAY, 50, today, slips)
    said = digest.compose(owed=owed, tasks=now, later=later, today=today)
    assert said is not None
    access = replace(house.access, now=THURSDAY)
    to = Recipient("a@b.example", "fr", None)
    letter = digest_mail.write(access, digest=said, building_name="Les Tilleuls", to=to)
    assert len(letter.html.encode()) + len(letter.text.encode()) <= MAX_BYTES
    assert "42 autres paiements" in letter.text


@pytest.mark.django_db
def test_readers_are_asked_for_once_each_with_their_party() -> None:
    org = casting.org()
    access = casting.access_as(casting.Role.SYNDIC, org)
    assert access.person_id is not None
    person = casting.Person.objects.get(id=access.person_id)
    party_id = casting.Membership.objects.create(
        person=person, org=org, role="owner", party_id=org.id, starts_on=casting.TODAY
    ).party_id
    (reader,) = memberships.digest_readers(org_id=org.id, on=casting.TODAY)
    assert (reader.person_id, reader.email, reader.language) == (person.id, person.email, "fr")
    assert reader.party_id == party_id
    (before,) = memberships.digest_readers(org_id=org.id, on=casting.TODAY - timedelta(days=1))
    assert before.party_id is None
    person.is_active = False
    person.save(update_fields=["is_active"])
    assert memberships.digest_readers(org_id=org.id, on=casting.TODAY) == []


@pytest.mark.django_db
def test_the_demo_world_reads_its_mail(settings: Settings, tmp_path: Path) -> None:
    settings.KOPROGO_HOME = tmp_path
    settings.KOPROGO_FILES = tmp_path / "files"
    demo.load(casting.NOW)
    assert json.loads((tmp_path / "demo-logins.json").read_text())
    one_evening()
    org = Org.objects.get()
    mails = written(org)
    nadia, amina, sofie = (mails[f"{name}@verger.example"] for name in ("nadia", "amina", "sofie"))
    mine = "487,50 € avant le lundi 30 novembre, 3 choses à faire, Le Verger"
    assert plain(nadia.subject) == mine, "what she owes herself, then her work"
    assert plain(amina.subject) == "435,00 € avant le lundi 30 novembre, Le Verger"
    assert sofie.subject.endswith(", De Boomgaard")
    assert "yusuf@verger.example" not in mails
    who = accesses.resolve(person_id=casting.person("amina@verger.example").id, slug=org.slug, now=THURSDAY)
    assert who is not None and amina.party_id in who.party_ids
