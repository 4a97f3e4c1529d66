"""The file of a whole year: asked for once, made by the worker in steps, kept as long as the books."""

import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from koprogo.banking.queries import statements as bank
from koprogo.banking.queries.up_to_date import up_to_date
from koprogo.banking.rules.up_to_date import UpToDate
from koprogo.condominiums.queries import building
from koprogo.condominiums.rules.rights import Right
from koprogo.ledger.queries import export
from koprogo.platform import audit, files, jobs
from koprogo.platform.access import Access, act
from koprogo.platform.models import Job, StoredFile
from koprogo.statements import labels
from koprogo.statements.documents import delimited, spreadsheet, year_file
from koprogo.statements.documents.paper import Identity
from koprogo.statements.documents.sheet import Sheet
from koprogo.statements.documents.year_file import Member
from koprogo.statements.operations import compose, papers
from koprogo.statements.queries import facts, kept, vouchers
from koprogo.statements.rules.flat_file import file_name, flat_file
from koprogo.statements.rules.kinds import Statement
from koprogo.statements.rules.periods import Period, Year
from koprogo.statements.rules.plain_text import plain_text

#: One step for each statement, and one for the archive.
STEPS = len(Statement) + 1


@dataclass(frozen=True, slots=True)
class Books:
    """The books of a period as two texts, and the lines they were made of."""

    flat: str
    flat_name: str
    plain: str
    lines: Sequence[export.BookLine]


@act("statements.year_asked", needs=Right.SEE_ALL_ACCOUNTS)
def ask(access: Access, *, code: str) -> Job:
    """Ask for the file of a financial year. Asking again while it is being made changes nothing. Raises NotFound."""
    year = kept.year(access, code=code)
    before = jobs.of_subject(access, subject_id=year.id, kind=kept.YEAR)
    if before is not None and papers.under_way(before, access.now):
        return before
    job = jobs.enqueue(access, kept.YEAR, subject_id=year.id, total=STEPS)
    audit.record(access, "statements.year_asked", year.id, code=year.code)
    return job


def write_statement(access: Access, *, year_id: UUID, statement: Statement) -> None:
    """The paper of one statement of the year; found again when it is written already."""
    year = kept.year(access, year_id=year_id)
    with _made(access, year) as made:
        papers.keep(access, made.sheet(statement), until=made.until, identity=made.identity, language=made.language)


@act("statements.year_written", needs=Right.SEE_ALL_ACCOUNTS)
def write(access: Access, *, year_id: UUID) -> StoredFile:
    """Put the whole year into one archive and keep it; the same books on the same day give the same file, once.

    Raises NotFound.
    """
    year = kept.year(access, year_id=year_id)
    with _made(access, year) as made, tempfile.TemporaryFile() as out:
        year_file.pack(out, made.members())
        out.seek(0)
        data = out.read()
    same = kept.archive(access, year_id=year.id, data=data)
    if same is not None:
        return same
    stored = files.keep(
        access,
        data=data,
        name=f"{_archive_name(year)}.zip",
        retention=StoredFile.Retention.ACCOUNTING,
        subject_id=year.id,
    )
    audit.record(access, "statements.year_written", year.id, code=year.code, file=stored.id)
    return stored


def _archive_name(year: kept.YearRow) -> str:
    return f"exercice-{year.code}"


@contextmanager
def _made(access: Access, year: kept.YearRow) -> Iterator["_Year"]:
    """What the files of a year share, with the association's language set."""
    head = building.head(access)
    language = head.language if head.language in papers.LANGUAGES else "fr"
    known = facts.years(access)
    to_on = max(year.starts_on, min(year.ends_on, access.today))
    when = facts.period(access, from_on=year.starts_on, to_on=to_on, known=known)
    with override(language):
        yield _Year(access, when, known, up_to_date(access), papers.identity_of(head, language), language, head)


@dataclass(frozen=True, slots=True)
class _Year:
    access: Access
    when: Period
    known: Sequence[Year]
    until: UpToDate
    identity: Identity
    language: str
    head: building.CondominiumHead

    def sheet(self, statement: Statement) -> Sheet:
        return compose.sheet(self.access, statement, self.when, known=self.known, until=self.until)

    def members(self) -> Iterator[Member]:
        """Every file of the archive, made one after the other."""
        owner, today = self.identity.legal_name, self.access.today
        yield year_file.read_me(
            owner=owner,
            from_on=self.when.from_on,
            to_on=self.when.to_on,
            banner=labels.banner(self.until),
            written_on=today,
        )
        for statement in Statement:
            sheet = self.sheet(statement)
            stem = f"etats/{papers.file_stem(sheet)}"
            paper = papers.keep(self.access, sheet, until=self.until, identity=self.identity, language=self.language)
            yield Member(f"{stem}.pdf", files.content(paper))
            yield Member(f"{stem}.xlsx", spreadsheet.write(sheet, owner=owner, written_on=today))
            yield Member(f"{stem}.csv", delimited.write(sheet, owner=owner, language=self.language))
        made = books(self.access, head=self.head, from_on=self.when.from_on, to_on=self.when.to_on)
        yield Member(f"livres/{made.flat_name}", made.flat.encode())
        yield Member("livres/livres.beancount", made.plain.encode())
        yield from self._vouchers(made.lines)

    def _vouchers(self, lines: Sequence[export.BookLine]) -> Iterator[Member]:
        numbers: dict[UUID, list[str]] = defaultdict(list)
        statements = set()
        for line in lines:
            if line.voucher_id and line.number not in numbers[line.voucher_id]:
                numbers[line.voucher_id].append(line.number)
                if line.voucher_kind == "bank_statement":
                    statements.add(line.voucher_id)
        sources = bank.sources(self.access, statement_ids=statements)
        by_file: dict[UUID, list[UUID]] = defaultdict(list)
        for voucher_id, source in sources.items():
            by_file[source.file_id].append(voucher_id)
        found = vouchers.kept(
            self.access, voucher_ids=set(numbers), bank_files={file: ids[0] for file, ids in by_file.items()}
        )
        names: dict[str, list[str]] = defaultdict(list)
        done: set[str] = set()
        for voucher_id, stored in found.items():
            for one in stored:
                name = f"pieces/{one.sha256[:12]}-{one.name}"
                for owner in by_file.get(one.id, [voucher_id]):
                    for number in numbers[owner]:
                        names[number].append(name)
                if name not in done:
                    done.add(name)
                    yield Member(name, files.content(one))
        yield year_file.index(lines, names)


def books(access: Access, *, head: building.CondominiumHead, from_on: date, to_on: date) -> Books:
    """The books of a period as a flat file and as beancount text (two statements of SQL). Raises NotAllowed."""
    lines = export.lines(access, from_on=from_on, to_on=to_on)
    held = export.held(access, before=from_on)
    carried = _("Soldes reportés")
    title = head.name_in(head.language)
    return Books(
        flat=flat_file(lines, held, from_on=from_on, carried=carried),
        flat_name=file_name(head.enterprise_number, to_on=to_on),
        plain=plain_text(lines, held, title=title, from_on=from_on, to_on=to_on, carried=carried),
        lines=lines,
    )


def latest(access: Access, *, code: str) -> tuple[kept.YearRow, StoredFile | None, Job | None]:
    """A year, its newest archive, and the work on one. Raises NotFound."""
    year = kept.year(access, code=code)
    return year, kept.latest(access, year_id=year.id), jobs.of_subject(access, subject_id=year.id, kind=kept.YEAR)
