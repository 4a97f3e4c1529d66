"""The ledger of one account as a paper: asked for from its page, written by the worker, kept once for its figures."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import override

from koprogo.banking.queries.up_to_date import up_to_date
from koprogo.banking.rules.up_to_date import UpToDate
from koprogo.condominiums.queries import building
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.ledger.queries import accounts, ledger
from koprogo.platform import audit, jobs
from koprogo.platform.access import Access, act
from koprogo.platform.models import StoredFile
from koprogo.statements import labels
from koprogo.statements.documents import account
from koprogo.statements.documents.sheet import Sheet
from koprogo.statements.operations import papers
from koprogo.statements.operations.papers import Paper
from koprogo.statements.queries import facts, kept
from koprogo.statements.rules import periods


@dataclass(frozen=True, slots=True)
class Asked:
    """Which lines: the account by its code, the days (none: from the first year, to today), one owner or all."""

    code: str
    from_on: date | None = None
    to_on: date | None = None
    party_id: UUID | None = None

    def as_args(self) -> dict[str, object]:
        """The same as a job keeps it."""
        days = {"from": self.from_on, "to": self.to_on}
        found: dict[str, object] = {name: day.isoformat() for name, day in days.items() if day}
        return {"account": self.code, **found, **({"party": str(self.party_id)} if self.party_id else {})}


def parsed(args: dict[str, object]) -> Asked:
    """What a job was asked, from its arguments. Raises NotFound when they name no account or no day."""
    try:
        from_on, to_on = (date.fromisoformat(str(args[name])) if name in args else None for name in ("from", "to"))
        return Asked(str(args["account"]), from_on, to_on, UUID(str(args["party"])) if "party" in args else None)
    except (KeyError, ValueError) as error:
        raise NotFound(what="account") from error


def _sheet(access: Access, asked: Asked) -> tuple[Sheet, UpToDate]:
    found = accounts.account(access, code=asked.code)
    known = facts.years(access)
    from_on = asked.from_on or min((year.starts_on for year in known), default=access.today)
    to_on = asked.to_on or max(access.today, from_on)
    periods.check(from_on, to_on)
    lines = ledger.account_ledger(
        access, account=found, from_on=from_on, to_on=to_on, party_id=asked.party_id, page=None
    )
    until = up_to_date(access)
    whose = str(asked.party_id or "")
    return account.sheet(lines, from_on=from_on, to_on=to_on, banner=labels.banner(until), whose=whose), until


def find(access: Access, *, asked: Asked) -> Paper:
    """Whether the paper of these lines, as they are now, exists already. Raises NotFound, UpsideDown."""
    sheet, until = _sheet(access, asked)
    name = sheet.fingerprint(access.org_id, until.until)
    stored = kept.paper(access, name=name)
    return Paper(name, stored, None if stored else jobs.of_subject(access, subject_id=name, kind=kept.ACCOUNT))


@act("statements.account_asked", needs=Right.SEE_ALL_ACCOUNTS)
def ask(access: Access, *, asked: Asked) -> Paper:
    """Ask for the paper. Written or under way: nothing is added. Raises NotFound, UpsideDown."""
    found = find(access, asked=asked)
    if found.stored is not None or (found.job is not None and papers.under_way(found.job, access.now)):
        return found
    job = jobs.enqueue(access, kept.ACCOUNT, subject_id=found.name, args=asked.as_args(), total=1)
    audit.record(access, "statements.account_asked", found.name, name=asked.code)
    return Paper(found.name, None, job)


def write(access: Access, *, asked: Asked) -> StoredFile:
    """Write and keep the paper (``papers.keep`` does, and leaves its trace), in the language of the association."""
    head = building.head(access)
    language = head.language if head.language in papers.LANGUAGES else "fr"
    with override(language):
        sheet, until = _sheet(access, asked)
        return papers.keep(access, sheet, until=until, identity=papers.identity_of(head, language), language=language)
