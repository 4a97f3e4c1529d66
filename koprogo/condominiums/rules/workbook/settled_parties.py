"""The people of a plan as parties: each person once, several who hold together as one party with its own card."""

import dataclasses
import hashlib
from dataclasses import dataclass, field
from fractions import Fraction

from koprogo.condominiums.rules import parties as names
from koprogo.condominiums.rules.workbook import cells, people
from koprogo.condominiums.rules.workbook.margins import NOTE, Margins, cut, joined
from koprogo.condominiums.rules.workbook.plan import HoldingRow, ImportPlan, OwnerKind, OwnerRow
from koprogo.condominiums.rules.workbook.settled_words import country_of, language_of

CHANNEL = "general_assembly_call"  # CC 3.87 §3: what may go by mail is the convocation
CONSENT = "email_consent_on"
REPRESENTATIVE, WRITING = "representative_owner_code", "representative_note"
KNOWN = frozenset({NOTE, CHANNEL, CONSENT, REPRESENTATIVE, WRITING})
SEVERAL = frozenset({OwnerKind.JOINT, OwnerKind.SPLIT})
LONGEST_CODE = 60
_LARGEST_PART = 2**31 - 1

# Written into notes, where they stay: the first language of the house, whatever the reader's.
TITLE, PHONE, EMAIL, ACCOUNT = "Civilité", "Téléphone", "E-mail", "Compte bancaire"
NAME, STREET, CITY, LANGUAGE = "Nom", "Rue", "Localité", "Langue"
MEMBERS, PART, OUTSIDER = "Membres", "Part", "Représentant extérieur"


@dataclass(frozen=True, slots=True)
class Part:
    """What one person has in what several hold: parts of full, of bare ownership and of usufruct."""

    owner: str
    full: Fraction
    bare: Fraction
    usufruct: Fraction


@dataclass(slots=True)
class Parties:
    """The settled people. ``of_holding`` and ``of_owner`` lead from the file's codes to the parties'."""

    owners: list[OwnerRow] = field(default_factory=list)
    holdings: list[HoldingRow] = field(default_factory=list)
    of_holding: dict[str, str] = field(default_factory=dict)
    of_owner: dict[str, str] = field(default_factory=dict)


def short_code(text: str) -> str:
    """A code of at most 60 characters; a longer one ends with its own fingerprint."""
    flat = " ".join(text.split())
    if len(flat) <= LONGEST_CODE:
        return flat
    return f"{flat[:50].strip()}~{hashlib.sha256(flat.encode()).hexdigest()[:8]}"


def settle_parties(plan: ImportPlan, margins: Margins) -> Parties:
    """The parties of a plan. Contact cells without a field of their own go to the margins."""
    found = Parties()
    ways = _ways(plan)
    grouped = {part.owner for parts in ways.values() if len(parts) > 1 for part in parts}
    cards = {cells.identity(code) for code, parts in ways.items() if len(parts) > 1}
    listed = {cells.identity(row.code): row for row in plan.owners}
    expanded: dict[str, list[Part]] = {}
    singles: list[OwnerRow] = []
    several: list[OwnerRow] = []
    for row in plan.owners:
        members = list(dict.fromkeys(" ".join(name.split()) for name in row.members if name.strip()))
        if row.kind not in SEVERAL or row.code in grouped:
            singles.append(_alone(row, margins))
        elif cells.identity(row.code) in cards:
            several.append(row)
        elif len(members) > 1:
            expanded[row.code] = [_member(name, row, listed, singles) for name in members]
            several.append(row)
        else:
            singles.append(_alone(row, margins))
    for row in singles:
        code = short_code(row.code)
        found.of_owner[row.code] = code
        found.owners.append(_settled(dataclasses.replace(row, code=code), margins))
    found.holdings = [HoldingRow(row.code, row.code) for row in found.owners]
    _group(found, ways | expanded, several, expanded, margins)
    return found


def _ways(plan: ImportPlan) -> dict[str, list[Part]]:
    """Holding code -> the parts of its people, each person once."""
    ways: dict[str, dict[str, Part]] = {}
    for row in plan.holdings:
        parts = ways.setdefault(row.code, {})
        before = parts.get(row.owner, Part(row.owner, Fraction(0), Fraction(0), Fraction(0)))
        parts[row.owner] = Part(
            row.owner, before.full + row.full, before.bare + row.bare, before.usufruct + row.usufruct
        )
    return {code: list(parts.values()) for code, parts in ways.items()}


def _alone(row: OwnerRow, margins: Margins) -> OwnerRow:
    """One person or company, whatever the file calls it."""
    if row.members:
        margins.line(margins.parties[short_code(row.code)], MEMBERS, ", ".join(row.members))
    kind = OwnerKind.PERSON if row.kind in SEVERAL else row.kind
    return dataclasses.replace(row, kind=kind, members=())


def _member(name: str, row: OwnerRow, listed: dict[str, OwnerRow], singles: list[OwnerRow]) -> Part:
    """Somebody behind a joint name: the owner of that name if there is one, else somebody new."""
    same = listed.get(cells.identity(name))
    if same is not None and same.kind in SEVERAL:
        name = f"{name} (2)"
        same = listed.get(cells.identity(name))
    if same is None:
        kind = OwnerKind.COMPANY if people.is_company(name) else OwnerKind.PERSON
        same = OwnerRow(name, name, kind, language=row.language)
        listed[cells.identity(name)] = same
        singles.append(same)
    return Part(same.code, Fraction(1), Fraction(0), Fraction(0))


def _group(
    found: Parties,
    ways: dict[str, list[Part]],
    several: list[OwnerRow],
    expanded: dict[str, list[Part]],
    margins: Margins,
) -> None:
    """Name each group after its people, give it its card, and lead every holding to its party."""
    taken = {cells.identity(row.code) for row in found.owners}
    known: dict[tuple[Part, ...], str] = {}
    made: dict[str, str] = {}
    for holding, stated in ways.items():
        parts = _whole([part for part in stated if part.owner in found.of_owner])
        if len(parts) < 2:
            owner = next((found.of_owner[part.owner] for part in parts), "")
            if owner:
                found.of_holding[holding] = owner
                _note_part(stated[0], margins.parties[owner], margins)
            continue
        settled = tuple(dataclasses.replace(part, owner=found.of_owner[part.owner]) for part in parts)
        if settled not in known:
            code = base = "+".join(part.owner for part in settled)
            number = 1
            while cells.identity(code) in taken:
                number += 1
                code = f"{base}#{number}"
            taken.add(cells.identity(code))
            known[settled] = code
            found.holdings += [HoldingRow(code, part.owner, part.full, part.bare, part.usufruct) for part in settled]
        found.of_holding[holding] = made[cells.identity(holding)] = known[settled]
        if holding in expanded:
            found.of_owner[holding] = known[settled]
    _cards(found, known, made, several, margins)


def _cards(
    found: Parties,
    known: dict[tuple[Part, ...], str],
    made: dict[str, str],
    several: list[OwnerRow],
    margins: Margins,
) -> None:
    kinds = {
        code: OwnerKind.SPLIT if any(part.bare or part.usufruct for part in parts) else OwnerKind.JOINT
        for parts, code in known.items()
    }
    for row in several:
        code = made.get(cells.identity(row.code), "")
        if code in kinds:
            row = dataclasses.replace(row, name="" if row.name == code else row.name)
            found.of_owner[row.code] = code
            found.owners.append(
                _settled(dataclasses.replace(row, code=code, kind=kinds.pop(code), members=()), margins)
            )
    found.owners += [OwnerRow(code, "", kind) for code, kind in kinds.items()]


def _whole(parts: list[Part]) -> list[Part]:
    """Parts that make one whole; parts of 1 each say only that nobody stated them."""
    clean = [
        part if part.full or part.bare or part.usufruct else dataclasses.replace(part, full=Fraction(1))
        for part in parts
    ]
    split = any(part.bare or part.usufruct for part in clean)
    total = sum((part.full for part in clean), Fraction(0))
    unstated = all(part.full == clean[0].full for part in clean) and total != 1
    if not split:
        if unstated:
            return [dataclasses.replace(part, full=Fraction(1)) for part in clean]
        clean = [dataclasses.replace(part, full=Fraction(part.full, total)) for part in clean]
    fits = all(
        one.denominator <= _LARGEST_PART and one.numerator <= _LARGEST_PART
        for part in clean
        for one in (part.full, part.bare, part.usufruct)
    )
    if fits:
        return clean
    return [
        Part(part.owner, Fraction(bool(part.full)), Fraction(bool(part.bare)), Fraction(bool(part.usufruct)))
        for part in clean
    ]


def _note_part(part: Part, lines: list[str], margins: Margins) -> None:
    if part.bare or part.usufruct or part.full != 1:
        shown = f"{part.full} + {part.bare} NP + {part.usufruct} US" if part.bare or part.usufruct else f"{part.full}"
        margins.line(lines, PART, shown)


def _settled(row: OwnerRow, margins: Margins) -> OwnerRow:
    """A party in the building's own fields; what has no field goes to its note."""
    lines = margins.parties[row.code]
    margins.line(lines, TITLE, row.title)
    alone = row.kind is OwnerKind.PERSON
    last = cut(row.last_name, 80, NAME, lines) if alone else ""
    first = cut(row.first_name, 80, NAME, lines) if alone else ""
    name = names.full_name(first, last) if alone and last else row.name
    language, country = language_of(row.language), country_of(row.country)
    city = cut(row.city, 80, CITY, lines)
    if row.language and not language:
        margins.line(lines, LANGUAGE, row.language)
    if row.country and not country:
        # On an envelope the country stands after the town; a name we cannot abbreviate stays in full.
        city = cut(", ".join(filter(None, (city, row.country))), 80, CITY, lines)
    for header, texts in ((PHONE, (*row.mobiles, *row.phones)), (EMAIL, row.emails), (ACCOUNT, row.ibans)):
        for text in dict.fromkeys(texts[1:]):
            if text != texts[0]:
                margins.line(lines, header, text)
    phones = [cut(text, 40, PHONE, lines) for text in (*row.mobiles, *row.phones)][:1]
    extra = margins.own_columns(lines, row.extra, known=KNOWN)
    return OwnerRow(
        code=row.code,
        name=cut(name, 160, NAME, lines),
        kind=row.kind,
        last_name=last,
        first_name=first,
        street=cut(row.street, 160, STREET, lines),
        postcode=cut(row.postcode, 12, CITY, lines),
        city=city,
        country=country,
        language=language,
        phones=tuple(filter(None, phones)),
        emails=tuple(text.lower() for text in row.emails[:1]),
        ibans=row.ibans[:1],
        enterprise_number=row.enterprise_number,
        extra=tuple(sorted(extra.items())),
    )


def with_notes(row: OwnerRow, margins: Margins) -> OwnerRow:
    """The party with everything the margins gathered for it."""
    extra = dict(row.extra)
    note = joined(extra.pop(NOTE, ""), margins.parties.get(row.code, []))
    return dataclasses.replace(row, extra=tuple(sorted([*extra.items(), *([(NOTE, note)] if note else [])])))
