"""The papers of a closing: a cover, the statements behind it, and an annex by name for those who see every account."""

from uuid import UUID

from django.utils import translation

from koprogo.closing import labels
from koprogo.closing.documents import dossier as document
from koprogo.closing.documents.dossier import Dossier
from koprogo.closing.models import YearClosing
from koprogo.closing.queries import year as queries
from koprogo.closing.queries.year import ANNEX_NAME, DOSSIER_NAME, Year
from koprogo.closing.rules import closing as rules
from koprogo.closing.rules import retention
from koprogo.closing.rules.closing import Stage
from koprogo.condominiums.queries import building
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.platform import audit, files, pdf
from koprogo.platform.access import Access, act
from koprogo.platform.models import StoredFile
from koprogo.statements.operations import papers
from koprogo.statements.rules.kinds import Statement

#: What the assembly reads (law 4.8), without anybody's account by name.
FOR_ALL = (Statement.BALANCE_SHEET, Statement.RESULTS, Statement.FUNDS, Statement.CREDITORS)
#: Whose accounts are named: the annex, for the offices that see every account.
BY_NAME = (Statement.OWNERS, Statement.ARREARS)


@act("closing.dossier_written", needs=Right.CLOSE_YEAR)
def write(access: Access, *, closing_id: UUID) -> StoredFile:
    """Write both papers of a pre-closed or closed year and keep them. Raises NotFound, IdentityMissing."""
    found = next((one for one in queries.years(access) if one.row and one.row.id == closing_id), None)
    if found is None or found.row is None or found.row.preclosed_at is None:
        raise NotFound(what="year_closing")
    head = building.head(access)
    with translation.override(head.language):
        cover = document.render_dossier(head, _composed(access, found, found.row, head.language))
    behind = [_statement(access, found, one) for one in FOR_ALL]
    kept = _keep(access, found.row, DOSSIER_NAME, found, pdf.merge([cover, *behind]))
    _keep(access, found.row, ANNEX_NAME, found, pdf.merge([_statement(access, found, one) for one in BY_NAME]))
    audit.record(access, "closing.dossier_written", closing_id, file=kept.id, code=found.code)
    return kept


def _statement(access: Access, year: Year, statement: Statement) -> bytes:
    return files.content(papers.write(access, statement=statement, from_on=year.starts_on, to_on=year.ends_on))


def _keep(access: Access, row: YearClosing, name: str, year: Year, data: bytes) -> StoredFile:
    return files.keep(
        access,
        data=data,
        name=f"{name}{year.code}.pdf",
        retention=StoredFile.Retention.ACCOUNTING,
        subject_id=row.id,
    )


def _composed(access: Access, year: Year, row: YearClosing, language: str) -> Dossier:
    held = queries.books(access, on=year.ends_on)
    facts = queries.facts(access, year=year, held=held, looked=queries.stored(row, year))
    closed = year.stage is Stage.CLOSED
    return Dossier(
        language=language,
        code=year.code,
        starts_on=year.starts_on,
        ends_on=year.ends_on,
        issued_on=access.today,
        stage=year.stage,
        approved_on=row.approved_on,
        decision=row.decision,
        fingerprint=row.fingerprint,
        result_cents=row.result_cents,
        result_words=str(labels.RULES[rules.ResultRule(row.result_rule)]) if row.result_cents else "",
        items=tuple(rules.checklist(facts)),
        banks=facts.banks,
        openings=tuple(queries.carried_forward(access, row=row)) if closed else (),
        retention=retention.of_year(year.ends_on),
        annexes=tuple(str(labels.ANNEXES[one.value]) for one in FOR_ALL),
    )
