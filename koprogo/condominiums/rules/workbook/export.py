"""A plan back into sheets, in the relational layout the importer reads whole."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import xlsxwriter

from koprogo.condominiums.rules.workbook.control import control_rows
from koprogo.condominiums.rules.workbook.plan import Extra, ImportPlan, OwnerKind, OwnerRow
from koprogo.condominiums.rules.workbook.tables import SHEET_NAMES

Value = str | int
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the same data give the same bytes
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_TYPES = {OwnerKind.PERSON: "IN", OwnerKind.COMPANY: "CO", OwnerKind.JOINT: "joint", OwnerKind.SPLIT: "split"}


@dataclass(frozen=True, slots=True)
class ExportSheet:
    """A sheet to write: whole numbers stay numbers, everything else is text, dates as ISO."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def export_rows(plan: ImportPlan) -> list[ExportSheet]:
    """All sheets of a plan, the empty ones too, with a control sheet at the end.

    Reading them back gives an equal plan (`plan.facts()`).
    """
    return [
        _condominium(plan),
        _bank_accounts(plan),
        _persons(SHEET_NAMES["outsiders"], plan.representatives),
        _persons(SHEET_NAMES["persons"], plan.owners),
        _ownerships(plan),
        _preferences(plan),
        _entrances(plan),
        _lots(plan),
        _sheet(
            "history",
            "lot_code ownership_code date_from date_to",
            [(row.lot, row.holding or row.owner, _iso(row.from_on), _iso(row.to_on)) for row in plan.ownerships],
        ),
        _sheet("keys", "code description total_shares", [(key.name, key.label, key.total) for key in plan.keys]),
        _sheet(
            "shares",
            "apport_key_code lot_code lot_shares",
            [(key.name, lot, weight) for key in plan.keys for lot, weight in key.weights.items()],
        ),
        _sheet("suppliers", "supplier_code", [(code,) for code in plan.suppliers]),
        _sheet(
            "balances",
            "owner_code lot_code balance_cents",
            [(row.owner, row.lot, row.balance_cents) for row in plan.balances],
        ),
        _sheet(
            "notes",
            "sheet cell header text lot owner",
            [(note.sheet, note.cell, note.header, note.text, note.lot, note.owner) for note in plan.notes],
        ),
        _sheet("control", "control value", control_rows(plan)),
    ]


def to_xlsx(sheets: Sequence[ExportSheet]) -> bytes:
    """The sheets as an xlsx file. No cell can run: text that looks like a formula is written armoured."""
    packed = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(packed, options) as workbook:
        bold = workbook.add_format({"bold": True})
        for sheet in sheets:
            worksheet = workbook.add_worksheet(sheet.name)
            worksheet.freeze_panes(1, 0)
            for column, header in enumerate(sheet.header):
                worksheet.write_string(0, column, neutral(header), bold)
            for at, row in enumerate(sheet.rows, start=1):
                for column, value in enumerate(row):
                    if isinstance(value, int):
                        worksheet.write_number(at, column, value)
                    elif value:
                        worksheet.write_string(at, column, neutral(value))
    return packed.getvalue()


def to_csv_zip(sheets: Sequence[ExportSheet]) -> bytes:
    """The sheets as csv files in one zip: UTF-8 with its mark, semicolons, everything quoted and armoured."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for sheet in sheets:
            text = io.StringIO(newline="")
            writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
            for row in (sheet.header, *sheet.rows):
                writer.writerow([value if isinstance(value, int) else neutral(value) for value in row])
            member = zipfile.ZipInfo(f"{sheet.name}.csv", _FIRST_DAY)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, text.getvalue().encode("utf-8-sig"))
    return packed.getvalue()


def neutral(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would run; the importer takes it off again."""
    return f"'{text}" if text.lstrip("'").startswith(_DANGEROUS) else text


def _sheet(form: str, header: str, rows: Iterable[tuple[Value, ...]]) -> ExportSheet:
    return ExportSheet(SHEET_NAMES[form], tuple(header.split()), tuple(rows))


def _with_extra(
    name: str, header: str, rows: Sequence[tuple[tuple[Value, ...], Extra]], *, least: Sequence[str] = ()
) -> ExportSheet:
    """A sheet whose rows bring columns of their own, each header once, in the order met."""
    fields = header.split()
    more = list(dict.fromkeys([*least, *(extra for _, pairs in rows for extra, _ in pairs)]))
    more = [extra for extra in more if extra not in fields]
    lines = []
    for values, pairs in rows:
        texts = dict(pairs)
        line = [texts.get(field, value) for field, value in zip(fields, values, strict=True)]
        lines.append(tuple(line + [texts.get(extra, "") for extra in more]))
    return ExportSheet(name, (*fields, *more), tuple(lines))


def _iso(day: object) -> str:
    return "" if day is None else str(day)


def _condominium(plan: ImportPlan) -> ExportSheet:
    facts = plan.condominium
    values = (
        facts.code,
        facts.name,
        facts.enterprise_number,
        facts.street,
        facts.postcode,
        facts.city,
        facts.country,
        facts.language,
        _iso(facts.fiscal_year_starts_on),
        _iso(facts.fiscal_year_ends_on),
    )
    header = "code name registration_number street zip city country lang fiscal_year_start fiscal_year_end"
    rows = [(values, facts.extra)] if any(values) or facts.extra else []
    return _with_extra(SHEET_NAMES["condominium"], header, rows)


def _bank_accounts(plan: ImportPlan) -> ExportSheet:
    rows = [((row.label, row.kind, row.iban, int(row.primary)), row.extra) for row in plan.bank_accounts]
    return _with_extra(SHEET_NAMES["bank_accounts"], "description type iban is_primary", rows)


def _persons(name: str, owners: Sequence[OwnerRow]) -> ExportSheet:
    ways = {
        "phone": [owner.phones for owner in owners],
        "mobile": [owner.mobiles for owner in owners],
        "email": [owner.emails for owner in owners],
        "iban": [owner.ibans for owner in owners],
    }
    counts = {stem: max([1, *map(len, found)]) for stem, found in ways.items()}
    numbered = [f"{stem}_{number + 1}" for stem, count in counts.items() for number in range(count)]
    header = "code type lastname firstname name title street zip city country lang members registration_number"
    rows = []
    for at, owner in enumerate(owners):
        values = [owner.code, _TYPES[owner.kind], owner.last_name, owner.first_name, owner.name, owner.title]
        values += [owner.street, owner.postcode, owner.city, owner.country, owner.language]
        values += ["\n".join(owner.members), owner.enterprise_number]
        for stem, count in counts.items():
            values += [*ways[stem][at], *[""] * (count - len(ways[stem][at]))]
        rows.append((tuple(values), owner.extra))
    return _with_extra(name, f"{header} {' '.join(numbered)}", rows)


def _ownerships(plan: ImportPlan) -> ExportSheet:
    header = (
        "code owner_code shares_full_property shares_bare_property shares_usufruct "
        "representative_owner_code external_representative_code"
    )
    rows = []
    for row in plan.holdings:
        parts = tuple(str(part) for part in (row.full, row.bare, row.usufruct))
        values = (row.code, row.owner, *parts, row.representative, row.external_representative)
        rows.append((values, row.extra))
    return _with_extra(SHEET_NAMES["ownerships"], header, rows)


def _preferences(plan: ImportPlan) -> ExportSheet:
    rows = [((row.holding, row.title), row.channels) for row in plan.preferences]
    least = ("general_assembly_call",)
    return _with_extra(SHEET_NAMES["preferences"], "ownership_code ownership_title", rows, least=least)


def _entrances(plan: ImportPlan) -> ExportSheet:
    rows = [
        ((row.code, row.name, row.street, row.postcode, row.city, row.country), row.extra) for row in plan.entrances
    ]
    return _with_extra(SHEET_NAMES["entrances"], "code name street zip city country", rows)


def _lots(plan: ImportPlan) -> ExportSheet:
    rows = []
    for lot in plan.lots:
        values = (
            lot.code,
            lot.label,
            lot.kind_text or lot.kind.value,
            lot.entrance,
            lot.floor,
            lot.primary_lot,
        )
        rows.append((values, lot.extra))
    return _with_extra(SHEET_NAMES["lots"], "code ref nature entrance_code floor primary_lot_code", rows)
