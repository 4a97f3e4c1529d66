"""The statements on a page, and the same figures as a spreadsheet or a text."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import translation

from koprogo.banking.queries.up_to_date import up_to_date
from koprogo.condominiums.queries import building
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.ledger.labels import year_name
from koprogo.ledger.queries import behind
from koprogo.platform import doors, downloads
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page
from koprogo.statements import labels
from koprogo.statements.documents import delimited, spreadsheet, words
from koprogo.statements.documents.sheet import Row, Sheet
from koprogo.statements.operations import compose, papers
from koprogo.statements.pages import tables
from koprogo.statements.pages.forms import DaysForm
from koprogo.statements.queries import facts
from koprogo.statements.rules import periods
from koprogo.statements.rules.kinds import BY_NAME, OF_A_DAY, Statement
from koprogo.statements.rules.periods import Year


def named(word: str) -> Statement:
    """The statement of an address. Raises NotFound."""
    try:
        return Statement(word)
    except ValueError as error:
        raise NotFound(what="statement") from error


def asked_days(request: HttpRequest, statement: Statement) -> tuple[DaysForm, date | None, date | None]:
    """The form of the days, and the days it holds; nothing said or nothing readable: none."""
    given = {name: request.GET[name] for name in ("du", "au") if request.GET.get(name)}
    form = DaysForm(given or None, of_a_day=statement in OF_A_DAY)
    held = form.cleaned_data if form.is_valid() else {}
    return form, held.get("du"), held.get("au")


@doors.door(needs=Right.SEE_BOOKS)
def index(request: HttpRequest, access: Access) -> HttpResponse:
    """What there is to read, and the years that can be taken along whole."""
    years = facts.years(access)
    rows = [(one.value, words.TITLES[one], words.GLOSSES[one]) for one in Statement]
    return page(
        request,
        "statements/index.html",
        rows=rows,
        banner=labels.banner(up_to_date(access)),
        years=[(year.code, year_name(year.starts_on, year.ends_on)) for year in years],
        whole=access.may(Right.SEE_ALL_ACCOUNTS),
    )


@dataclass(frozen=True, slots=True)
class Detail:
    """The formula of one figure and the lines behind it. ``label``: what the figure is called; ``lines``: each with
    its address; ``whole``: the account they stand on; ``see``: the statement that tells it person by person."""

    label: str
    row: Row
    found: behind.Behind | None
    lines: tuple[tuple[behind.BehindRow, str], ...]
    whole: str
    see: str


@doors.door(needs=Right.SEE_BOOKS)
def show(request: HttpRequest, access: Access, statement: str) -> HttpResponse:
    """One statement, a hundred rows a page, with the detail of a figure when one is opened."""
    kind = named(statement)
    form, from_on, to_on = asked_days(request, kind)
    refused = _refused(form, from_on, to_on)
    wanted = (None, None) if refused else (from_on, to_on)
    sheet, _until, known = compose.of_days(access, kind, from_on=wanted[0], to_on=wanted[1])
    days = _days(kind, sheet)
    if not form.is_bound:
        form = DaysForm(initial={"du": sheet.from_on, "au": sheet.to_on}, of_a_day=kind in OF_A_DAY)
    pages = tables.pages(sheet.tables)
    number = _page(request, pages)
    here = _address(access, kind, days)
    return page(
        request,
        "statements/statement.html",
        status=422 if refused else 200,
        statement=kind,
        sheet=sheet,
        tables=[tables.shown(access, table, number=number, here=here) for table in sheet.tables],
        form=form,
        here=here,
        days=days.urlencode(),
        detail=_detail(access, sheet, request.GET.get("detail", "")),
        years=[(year_name(year.starts_on, year.ends_on), _year(kind, year, access.today)) for year in known],
        paper=kind not in BY_NAME or access.may(Right.SEE_ALL_ACCOUNTS),
        number=number,
        pages=pages,
    )


def _refused(form: DaysForm, from_on: date | None, to_on: date | None) -> bool:
    """Whether the days make no period; the form says so."""
    if from_on and to_on:
        with refusals_on(form):
            periods.check(from_on, to_on)
    return bool(form.errors)


def _days(kind: Statement, sheet: Sheet) -> QueryDict:
    words = QueryDict(mutable=True)
    if kind not in OF_A_DAY:
        words["du"] = sheet.from_on.isoformat()
    words["au"] = sheet.to_on.isoformat()
    return words


def _year(kind: Statement, year: Year, today: date) -> str:
    """The days of a year, up to today while it runs."""
    last = max(year.starts_on, min(year.ends_on, today))
    first = "" if kind in OF_A_DAY else f"du={year.starts_on}&"
    return f"?{first}au={last}"


def _address(access: Access, kind: Statement, days: QueryDict) -> str:
    where = reverse("statement", kwargs={"slug": access.slug, "statement": kind.value})
    return f"{where}?{days.urlencode()}"


def _page(request: HttpRequest, pages: int) -> int:
    text = request.GET.get("page", "1")
    asked = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    return min(max(asked, 1), pages)


def _detail(access: Access, sheet: Sheet, key: str) -> Detail | None:
    row = sheet.row(key) if key else None
    if row is None:
        return None
    label = " ".join(cell for cell in row.cells if isinstance(cell, str) and cell)
    found = behind.lines(access, chosen=row.behind) if row.behind else None
    lines = tuple((line, tables.entry_address(access, line.reference)) for line in found.rows) if found else ()
    whole = ""
    if row.behind and len(row.behind.codes) == 1:
        whole = tables.ledger_address(access, row.behind.codes[0], row.behind)
    see = ""
    if row.see:
        see = reverse("statement", kwargs={"slug": access.slug, "statement": row.see}) + f"?au={sheet.to_on}"
    return Detail(label, row, found, lines, whole, see)


@doors.door(needs=Right.SEE_BOOKS)
def excel(request: HttpRequest, access: Access, statement: str) -> HttpResponse:
    """The same figures as an xlsx file, as this reader may see them."""
    sheet, owner, _language = _file(request, access, statement)
    data = spreadsheet.write(sheet, owner=owner, written_on=access.today)
    return downloads.content(data, f"{papers.file_stem(sheet)}.xlsx", spreadsheet.MEDIA_TYPE)


@doors.door(needs=Right.SEE_BOOKS)
def text(request: HttpRequest, access: Access, statement: str) -> HttpResponse:
    """The same figures as a text with semicolons."""
    sheet, owner, language = _file(request, access, statement)
    data = delimited.write(sheet, owner=owner, language=language)
    return downloads.content(data, f"{papers.file_stem(sheet)}.csv", delimited.MEDIA_TYPE)


def _file(request: HttpRequest, access: Access, statement: str) -> tuple[Sheet, str, str]:
    kind = named(statement)
    _form, from_on, to_on = asked_days(request, kind)
    sheet, _until, _known = compose.of_days(access, kind, from_on=from_on, to_on=to_on)
    language = (translation.get_language() or "fr")[:2]
    return sheet, building.head(access).legal_name(language), language
