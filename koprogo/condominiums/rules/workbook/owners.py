"""The owners a flat list names, gathered over its rows: the same name is the same owner."""

import dataclasses
import re

from koprogo.condominiums.rules.workbook import cells, people
from koprogo.condominiums.rules.workbook import draft as contact
from koprogo.condominiums.rules.workbook.draft import Draft, Place
from koprogo.condominiums.rules.workbook.lines import Line
from koprogo.condominiums.rules.workbook.plan import OwnerRow
from koprogo.condominiums.rules.workbook.vocabulary import Meaning

# What a second row of one owner may add; a different text is kept as a note.
_ONCE = (
    "last_name",
    "first_name",
    "title",
    "street",
    "postcode",
    "city",
    "country",
    "language",
    "enterprise_number",
)
_MANY = ("phones", "mobiles", "emails", "ibans")
_COLUMNS = {
    "last_name": Meaning.LAST_NAME,
    "first_name": Meaning.FIRST_NAME,
    "title": Meaning.TITLE,
    "street": Meaning.STREET,
    "postcode": Meaning.POSTCODE,
    "city": Meaning.CITY,
    "country": Meaning.COUNTRY,
    "language": Meaning.LANGUAGE,
    "enterprise_number": Meaning.ENTERPRISE_NUMBER,
}
_POSTCODE_CITY = re.compile(r"(?:BE?[\s-]*)?([1-9][0-9]{3})\s+(\D.*)", re.IGNORECASE)
_ADDRESS = re.compile(r"(.*?)[\s,;–-]+(?:BE?[\s-]*)?([1-9][0-9]{3})\s+(\D[^,;]*)", re.DOTALL | re.IGNORECASE)

_LONGEST_ADDRESS = 250  # a longer text is kept whole as the street


class Directory:
    """Owners by code or name, in the order they first appear."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._rows: dict[str, OwnerRow] = {}
        self._codes: dict[str, str] = {}  # identity of a code or a name -> code
        self.places: dict[str, Place] = {}  # "owner <identity of code>" -> where first named

    def rows(self) -> tuple[OwnerRow, ...]:
        """The owners, in the order of the file."""
        return tuple(self._rows.values())

    def take(self, line: Line) -> str:
        """The code of the owner a line names, new or known; "" when it names none."""
        place, name, code = self._named(line)
        known = self._codes.get(cells.identity(code)) or (self._codes.get(cells.identity(name)) if not code else None)
        if not name and not code:
            for meaning in (
                *_COLUMNS.values(),
                Meaning.ADDRESS,
                Meaning.EMAIL,
                Meaning.PHONE,
                Meaning.MOBILE,
                Meaning.IBAN,
            ):
                for at, cell in line.cells(meaning):
                    self._draft.note(at, cell.text)
            return ""
        if known is None:
            known = code or name
            kind, members = people.kind_of_name(name)
            self._rows[known] = OwnerRow(known, name or known, kind, members=members)
            self.places[f"owner {cells.identity(known)}"] = place
            self._codes[cells.identity(known)] = known
            if name:
                self._codes.setdefault(cells.identity(name), known)
        self._draft.about(lot=self._draft.lot, owner=known)
        self._fill(line, known)
        return known

    def _named(self, line: Line) -> tuple[Place, str, str]:
        place, whole = line.one(Meaning.OWNER)
        first, last = line.text(Meaning.FIRST_NAME), line.text(Meaning.LAST_NAME)
        name = "\n".join(" ".join(part.split()) for part in whole.text.split("\n") if part.strip())
        if not name:
            name = f"{first} {last}".strip()
            place = line.one(Meaning.LAST_NAME)[0] if last else place
        if not name:
            place = line.one(Meaning.OWNER_CODE)[0]
        return place, name.replace("\n", " & "), line.text(Meaning.OWNER_CODE)

    def _fill(self, line: Line, code: str) -> None:
        row = self._rows[code]
        news, places = self._news(line)
        changes: dict[str, object] = {}
        for name in _ONCE:
            text, before = news.get(name, ""), getattr(row, name)
            if text and not before:
                changes[name] = text
            elif text and cells.fold(text) != cells.fold(before):
                self._draft.warn(places[name], "owner_differs", owner=row.name)
                self._draft.note(places[name], text)
        for name, found in self._ways(line).items():
            merged = dict.fromkeys([*getattr(row, name), *found])
            changes[name] = tuple(merged)
        self._rows[code] = dataclasses.replace(row, **changes)  # type: ignore[arg-type]

    def _news(self, line: Line) -> tuple[dict[str, str], dict[str, Place]]:
        """What the line says of its owner, one text per field, and where each stands."""
        texts: dict[str, str] = {}
        places: dict[str, Place] = {}
        for name, meaning in _COLUMNS.items():
            places[name], cell = line.one(meaning)
            texts[name] = cell.text
        at, address = line.one(Meaning.ADDRESS)
        split = _ADDRESS.fullmatch(address.text) if len(address.text) <= _LONGEST_ADDRESS else None
        if address and not texts["street"]:
            texts["street"] = " ".join((split[1] if split and not texts["city"] else address.text).split())
            places["street"] = at
        elif address:
            self._draft.note(at, address.text)
        if split and not texts["city"] and not texts["postcode"]:
            texts["postcode"], texts["city"] = split[2], " ".join(split[3].split())
            places["postcode"] = places["city"] = at
        for name in ("postcode", "city"):
            both = _POSTCODE_CITY.fullmatch(texts[name])
            other = "city" if name == "postcode" else "postcode"
            if both and not texts[other]:
                texts["postcode"], texts["city"] = both[1], both[2].strip()
                places[other] = places[name]
        texts["postcode"] = contact.postcode(
            self._draft, places["postcode"], cells.Cell(texts["postcode"]), texts["country"]
        )
        number = cells.Cell(texts["enterprise_number"])
        texts["enterprise_number"] = contact.enterprise(self._draft, places["enterprise_number"], number)
        return texts, places

    def _ways(self, line: Line) -> dict[str, list[str]]:
        """The ways to reach the owner the line gives, e-mail and IBAN checked."""
        found: dict[str, list[str]] = {name: [] for name in _MANY}
        for meaning, name in ((Meaning.PHONE, "phones"), (Meaning.MOBILE, "mobiles")):
            found[name] = [cell.text for _, cell in line.cells(meaning)]
        for place, cell in line.cells(Meaning.EMAIL):
            found["emails"] += contact.emails(self._draft, place, cell)
        for place, cell in line.cells(Meaning.IBAN):
            found["ibans"] += contact.ibans(self._draft, place, cell)
        return found
