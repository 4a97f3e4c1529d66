"""A statement while its records arrive, in order, and the one place that knows their columns."""

from datetime import date

from koprogo.banking.rules.coda import columns
from koprogo.banking.rules.coda.movement_draft import MovementDraft
from koprogo.banking.rules.coda.statement import Problem, Statement
from koprogo.banking.rules.coda.trailer import Trailer

# A hostile file could have a million bad lines: enough of each kind to find the cause.
_PROBLEMS_PER_CODE = 20


class StatementDraft:
    """Takes the records that follow a header; `finish` freezes them, once the whole is controlled."""

    def __init__(self, number: int, line: str) -> None:
        self.line = number
        self.problems: list[Problem] = []
        self.movements: list[MovementDraft] = []
        self.messages: list[str] = []
        self.records = 0
        self.seen: set[str] = set()
        self.account: str | None = None
        self.closing_account: str | None = None
        self.currency: str | None = None
        self.closing_currency: str | None = None
        self.number: str | None = None
        self.holder: str | None = None
        self.opening_mils: int | None = None
        self.closing_mils: int | None = None
        self.opening_on: date | None = None
        self.closing_on: date | None = None
        self.trailer: Trailer | None = None
        self._structure = ""
        self._count: dict[str, int] = {}
        whole = self._check_length(number, line)
        line = line.ljust(columns.LINE_LENGTH)
        self.version = line[127]
        if whole and self.version not in "12":
            self.problem("version", number, version=self.version)
        self.created_on = self._day(number, line, 6, whole=whole)
        self.duplicate = line[16] == "D"
        if self.duplicate:
            self.problem("duplicate_flag", number)

    def problem(self, code: str, line: int | None = None, **facts: int | str) -> None:
        """Note a problem; beyond twenty of one kind the rest adds nothing."""
        self._count[code] = self._count.get(code, 0) + 1
        if self._count[code] <= _PROBLEMS_PER_CODE:
            self.problems.append(Problem(code, line, facts))

    def take(self, number: int, line: str) -> None:
        """Read one record after the header."""
        whole = self._check_length(number, line)
        kind = line[0]
        if whole and (self.trailer is not None or kind not in "123489"):
            self.problem("record_order", number, record=line[:2].strip())
        line = line.ljust(columns.LINE_LENGTH)
        if kind in "1238":
            self.records += 1
        if kind in "18":
            self._balance(number, line, whole=whole)
        elif kind in "23":
            self._movement(number, line, whole=whole)
        elif kind == "4":
            message = " ".join(line[32:112].split())
            if message:
                self.messages.append(message)
        elif kind == "9":
            self.trailer = Trailer.of(number, line)

    def finish(self) -> Statement:
        """Freeze the statement with the problems noted so far."""
        return Statement(
            version=self.version,
            line=self.line,
            created_on=self.created_on,
            duplicate=self.duplicate,
            account=self.account,
            currency=self.currency,
            number=self.number,
            holder=self.holder,
            opening_mils=self.opening_mils,
            opening_on=self.opening_on,
            closing_mils=self.closing_mils,
            closing_on=self.closing_on,
            movements=tuple(movement.finish() for movement in self.movements),
            messages=tuple(self.messages),
            problems=tuple(self.problems),
        )

    def _check_length(self, number: int, line: str) -> bool:
        if len(line) == columns.LINE_LENGTH:
            return True
        self.problem("line_length", number, length=len(line))
        return False

    def _balance(self, number: int, line: str, *, whole: bool) -> None:
        """Records 1 and 8. On a line of another length no column can be trusted: the balance is missing."""
        if whole and line[0] in self.seen:
            self.problem("record_order", number, record=line[0])
        self.seen.add(line[0])
        if line[0] == "1":
            self._opening(number, line, whole=whole)
        else:
            self._closing(number, line, whole=whole)

    def _opening(self, number: int, line: str, *, whole: bool) -> None:
        if not whole:
            self.account = self.currency = self.number = self.holder = self.opening_on = None
            self.opening_mils = None
            return
        self._structure = line[1]
        self.account, self.currency = columns.own_account(line, 6, line[1])
        self.number, self.holder = columns.text(line, 3, 5), columns.text(line, 65, 90)
        self.opening_mils = self._amount(number, line, sign=43, first=44)
        self.opening_on = self._day(number, line, 59, whole=True)

    def _closing(self, number: int, line: str, *, whole: bool) -> None:
        if not whole:
            self.closing_account = self.closing_currency = self.closing_on = None
            self.closing_mils = None
            return
        # Without a readable record 1 the structure is unknown: a blank after twelve signs is Belgian.
        structure = self._structure or ("0" if line[16] == " " else "2")
        self.closing_account, self.closing_currency = columns.own_account(line, 5, structure)
        self.closing_mils = self._amount(number, line, sign=42, first=43)
        self.closing_on = self._day(number, line, 58, whole=True)

    def _movement(self, number: int, line: str, *, whole: bool) -> None:
        """Records 2x and 3x: a movement, a detail of it, or what continues the last of either."""
        if line[:2] == "21":
            self._new_movement(number, line, whole=whole)
            return
        last = self.movements[-1].last() if self.movements else None
        known = line[:2] in ("22", "23", "31", "32", "33")
        if last is None or not known or line[2:6] != last.sequence:
            if whole:
                self.problem("record_order", number, record=line[:2].strip())
            return
        last.more(line, self.version)

    def _new_movement(self, number: int, line: str, *, whole: bool) -> None:
        made = MovementDraft(number, line)
        made.amount_mils = self._amount(number, line, sign=32, first=33, whole=whole)
        made.value_on = self._day(number, line, 48, whole=whole)
        made.entry_on = self._day(number, line, 116, whole=whole)
        if not made.is_detail():
            self.movements.append(made)
        elif self.movements and self.movements[-1].sequence == made.sequence:
            self.movements[-1].details.append(made)
        elif whole:
            self.problem("record_order", number, record="21")

    def _amount(self, number: int, line: str, *, sign: int, first: int, whole: bool = True) -> int | None:
        mils = columns.amount(line, sign=sign, first=first)
        if mils is not None and mils % 10:
            self.problem("third_decimal", number, amount_mils=mils)
        elif mils is None and whole:
            written = line[sign - 1] + line[first - 1 : first + 14]
            self.problem("unreadable", number, what="amount", text=written)
        return mils

    def _day(self, number: int, line: str, first: int, *, whole: bool) -> date | None:
        day = columns.day(line, first)
        if day is None and whole and columns.has_day(line, first):
            self.problem("unreadable", number, what="date", text=line[first - 1 : first + 5])
        return day
