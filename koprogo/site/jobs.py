"""What runs by the clock: the mail of the week, the checks of every night, the mailbox of invoices.

Once for each building (and each person), whatever runs twice.
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from koprogo.condominiums.operations import bring
from koprogo.condominiums.operations.bring import BRING
from koprogo.condominiums.queries import building
from koprogo.condominiums.rules.rights import Right
from koprogo.hosting.queries import takeaway as hosted
from koprogo.kernel.refusals import Refused
from koprogo.ledger.operations import chain, checks, regime
from koprogo.neighbours.queries import residents
from koprogo.people.queries import memberships
from koprogo.people.queries.memberships import DigestReader
from koprogo.platform import access as accesses
from koprogo.platform import boundary, commands, files, jobs, mail, takeaway
from koprogo.platform.access import BRUSSELS, Access
from koprogo.platform.bringing.archive import Archive
from koprogo.site import digest, digest_mail, mailbox, neighbours_news, seeing, self_check, version
from koprogo.site.digest import Digest
from koprogo.site.digest_mail import Recipient
from koprogo.site.pages.leaving import TAKE_ALL
from koprogo.site.self_check import CHECK_BOOKS

WEEKLY_DIGEST = "site.weekly_digest"
PURPOSE = "digest"
NEIGHBOURS_WEEK = "site.neighbours_week"
NEIGHBOURS = "neighbours"

logger = logging.getLogger(__name__)


# The queue counts in UTC: 16 o'clock is 18 h in summer, 17 o'clock in winter, and the rule asks Brussels. The hours
# after it find the work done; they are for a worker that was not running at 18 h.
@app.periodic(cron="0 16-21 * * 4")
@app.task(name="koprogo.weekly_digest", retry=RetryStrategy(max_attempts=jobs.MAX_ATTEMPTS, exponential_wait=5))
def weekly_digest(timestamp: int) -> None:
    """Ask for the mails of the week in every condominium. ``timestamp``: the moment planned, in seconds."""
    now = datetime.fromtimestamp(timestamp, UTC)
    week = digest.week(now.astimezone(BRUSSELS))
    if week is None:
        return
    for org in memberships.condominiums():
        ask(org_id=org.id, week=week, now=now)


@app.periodic(cron="*/5 * * * *")
@app.task(name="koprogo.read_mailbox", queueing_lock="koprogo.read_mailbox")
def read_mailbox(timestamp: int) -> None:
    """Fetch the invoices that came in by mail. Does nothing where the environment names no mailbox."""
    if settings.KOPROGO_INBOX is not None:
        mailbox.read(settings.KOPROGO_INBOX, now=datetime.fromtimestamp(timestamp, UTC))


def ask(*, org_id: UUID, week: str, now: datetime) -> bool:
    """Enqueue the mails of one building for one ISO week ("2026-W48"), unless that was done. Returns whether it was."""
    with boundary.within(org_id):
        access = accesses.as_system(org_id=org_id, now=now)
        fresh = commands.claim(access, key=f"{PURPOSE}:{week}", path=WEEKLY_DIGEST).fresh
        if fresh:
            jobs.enqueue(access, WEEKLY_DIGEST, args={"week": week})
    return fresh


@jobs.job(WEEKLY_DIGEST)
def send_digests(run: jobs.Run) -> None:
    """Write to each reader, one transaction each; a job that is run again passes over those it has done."""
    with run.step() as access:
        readers = memberships.digest_readers(org_id=access.org_id, on=access.today)
        names = building.head(access) if readers else None
    if names is None:
        return
    for done, reader in enumerate(readers, 1):
        with run.step(done=done, total=len(readers)) as access:
            _send(access, reader, week=str(run.args["week"]), building_name=names.name_in(reader.language))


def _send(access: Access, reader: DigestReader, *, week: str, building_name: str) -> None:
    key = f"{PURPOSE}:{week}:{reader.person_id.hex}"
    # The key is the week's, whoever asked for the work: a second asker is no other person's command.
    if not commands.claim(replace(access, person_id=None), key=key, path=WEEKLY_DIGEST).fresh:
        return
    # The reader's own door: the mail says what their home would show, and nothing that their rights do not open.
    own = accesses.resolve(person_id=reader.person_id, slug=access.slug, now=access.now)
    said = _said(own) if own else None
    if own is None or said is None:
        return
    to = Recipient(reader.email, reader.language, reader.party_id)
    mail.post(
        access, digest_mail.write(own, digest=said, building_name=building_name, to=to), purpose=PURPOSE, wait=False
    )


def _said(access: Access) -> Digest | None:
    """What one reader is told. The building's news is for who belongs to it: whoever sold their lot, or only lives
    there, reads the letters in their own name and gets no mail of the week."""
    if not access.may(Right.SEE_BOOKS):
        return None
    found = seeing.building(access)
    if found is None:
        return None
    seen = seeing.look(access, found)
    now, later = seeing.tasks(access, seen)
    return digest.compose(owed=seeing.owed(access, seen), tasks=now, later=later, today=access.today)


@app.periodic(cron="0 16-21 * * 4")
@app.task(name="koprogo.neighbours_week", retry=RetryStrategy(max_attempts=jobs.MAX_ATTEMPTS, exponential_wait=5))
def neighbours_week(timestamp: int) -> None:
    """Ask for the neighbours' mails wherever a module is on. ``timestamp``: the moment planned, in seconds."""
    now = datetime.fromtimestamp(timestamp, UTC)
    week = digest.week(now.astimezone(BRUSSELS))
    if week is None:
        return
    for org in memberships.with_neighbours():
        ask_neighbours(org_id=org.id, week=week, now=now)


def ask_neighbours(*, org_id: UUID, week: str, now: datetime) -> bool:
    """Enqueue the neighbours' mails of one building for one ISO week, unless that was done. Returns whether it was."""
    with boundary.within(org_id):
        access = accesses.as_system(org_id=org_id, now=now)
        fresh = commands.claim(access, key=f"{NEIGHBOURS}:{week}", path=NEIGHBOURS_WEEK).fresh
        if fresh:
            jobs.enqueue(access, NEIGHBOURS_WEEK, args={"week": week})
    return fresh


@jobs.job(NEIGHBOURS_WEEK)
def send_news(run: jobs.Run) -> None:
    """Write to each who asked for it, one transaction each; a job run again passes over those it has done."""
    with run.step() as access:
        readers = residents.news_readers(access)
    for done, reader in enumerate(readers, 1):
        with run.step(done=done, total=len(readers)) as access:
            key = f"{NEIGHBOURS}:{run.args['week']}:{reader.person_id.hex}"
            if not commands.claim(replace(access, person_id=None), key=key, path=NEIGHBOURS_WEEK).fresh:
                continue
            own = accesses.resolve(person_id=reader.person_id, slug=access.slug, now=access.now)
            letter = neighbours_news.letter(own, reader) if own else None
            if letter is not None:
                mail.post(access, letter, purpose=NEIGHBOURS, wait=False)


# 1 o'clock UTC is 2 h or 3 h in Brussels. The hours after it find the work done; they are for a worker that was not
# running then.
@app.periodic(cron="0 1-5 * * *")
@app.task(name="koprogo.nightly_checks", retry=RetryStrategy(max_attempts=jobs.MAX_ATTEMPTS, exponential_wait=5))
def nightly_checks(timestamp: int) -> None:
    """Ask for the night's checks in every condominium. ``timestamp``: the moment planned, in seconds."""
    now = datetime.fromtimestamp(timestamp, UTC)
    for org in memberships.condominiums():
        ask_tonight(org_id=org.id, now=now)


def ask_tonight(*, org_id: UUID, now: datetime) -> bool:
    """Enqueue the checks of one building, unless that was done today. Returns whether it was."""
    with boundary.within(org_id):
        access = accesses.as_system(org_id=org_id, now=now)
        day = now.astimezone(BRUSSELS).date().isoformat()
        fresh = commands.claim(access, key=f"check:{day}", path=CHECK_BOOKS).fresh
        if fresh:
            jobs.enqueue(access, CHECK_BOOKS)
    return fresh


@jobs.job(TAKE_ALL)
def take_all(run: jobs.Run) -> None:
    """Pack everything of one building, as it stands at one moment: one transaction. An archive that names another
    building finds nothing."""
    with run.step(done=1, total=1) as access:
        if run.subject_id == access.org_id:
            takeaway.write(access, program=version.current(), beside=hosted.beside(access))


@jobs.job(BRING)
def bring_in(run: jobs.Run) -> None:
    """Read an archive whole, then take it in, whole or not at all: one transaction, once. What is wrong with it is
    kept for whoever brought it; the work itself is done then, and not tried again."""
    path = files.waiting(run.org_id, str(run.args.get("archive", "")))
    if "refused" in run.args or not path.is_file():
        return  # answered by an earlier run
    try:
        with path.open("rb") as source:
            archive = Archive(source)
            archive.check(_told(run))
            with run.step() as access:
                bring.take_in(access, archive=archive, job_id=run.job_id)
                checks.keep(access, proofs=list(self_check.PROOFS), findings=self_check.findings(access))
    except Refused as refusal:
        with run.step() as access:
            bring.refused(access, job_id=run.job_id, refusal=refusal)
        return
    files.no_longer_wait(run.org_id)


def _told(run: jobs.Run) -> Callable[[int, int], None]:
    """Progress as it is read, written now and then: one more stands for the rows that come afterwards."""

    def told(done: int, total: int) -> None:
        if done == 1 or done == total or done % 50 == 0:
            with run.step(done=done, total=total + 1):
                pass

    return told


@jobs.job(CHECK_BOOKS)
def check_books(run: jobs.Run) -> None:
    """Seal the day, then prove everything: two transactions, so that a long proof holds no lock of the books."""
    with run.step() as access:
        head = chain.seal_day(access)
        regime.begin(access)
    if head is not None:  # the log is kept outside the database: a second witness
        logger.info("books of %s: chain ends at %s, %s", access.slug, head.position, head.hash)
    with run.step() as access:
        found = self_check.findings(access)
        checks.keep(access, proofs=list(self_check.PROOFS), findings=found)
