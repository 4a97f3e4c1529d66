"""Writes CODA 2 files that a bank could have sent: for stories, and for the demo world's bank."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

WIDTH = 128


@dataclass(frozen=True, slots=True)
class CodaMovement:
    """One movement: ``cents`` credit positive; a structured communication of twelve digits, or a free text."""

    cents: int
    on: date
    reference: str = ""
    text: str = ""
    name: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class CodaStatement:
    """One statement of one Belgian IBAN in euros. The closing balance is the opening one plus the movements."""

    iban: str
    number: int
    opening_cents: int
    opening_on: date
    closing_on: date
    movements: tuple[CodaMovement, ...] = ()
    holder: str = "ACP LE VERGER"

    @property
    def closing_cents(self) -> int:
        """Opening balance plus movements."""
        return self.opening_cents + sum(movement.cents for movement in self.movements)


def coda_file(statements: Sequence[CodaStatement]) -> bytes:
    """The bytes of a file with these statements, as banks write it: 128 columns, Windows-1252."""
    last = len(statements) - 1
    lines = [line for place, one in enumerate(statements) for line in _lines(one, last=place == last)]
    assert all(len(line) == WIDTH for line in lines)
    return "".join(f"{line}\r\n" for line in lines).encode("cp1252", errors="replace")


def chain(
    iban: str,
    *,
    opening_cents: int,
    opening_on: date,
    days: Sequence[tuple[date, Sequence[CodaMovement]]],
    first: int = 1,
) -> list[CodaStatement]:
    """Statements that follow one another: one for each day, numbered from ``first``."""
    found: list[CodaStatement] = []
    cents, before = opening_cents, opening_on
    for number, (day, movements) in enumerate(days, first):
        found.append(CodaStatement(iban, number, cents, before, day, tuple(movements)))
        cents, before = found[-1].closing_cents, day
    return found


def _lines(statement: CodaStatement, *, last: bool) -> Iterator[str]:
    number = f"{statement.number % 1000:03d}"
    records = 2
    yield f"00000{_day(statement.closing_on)}53905{'':7}{'':10}{statement.holder[:26]:<26}KREDBEBB".ljust(127) + "2"
    opening = _amount(statement.opening_cents) + _day(statement.opening_on)
    yield f"12{number}{statement.iban:<34}EUR{opening}{statement.holder[:26]:<26}".ljust(125) + number
    for place, movement in enumerate(statement.movements, 1):
        for line in _movement(movement, place, number):
            records += 1
            yield line
    closing = _amount(statement.closing_cents) + _day(statement.closing_on)
    yield f"8{number}{statement.iban:<34}EUR{closing}".ljust(127) + "0"
    debit = -sum(movement.cents for movement in statement.movements if movement.cents < 0)
    credit = sum(movement.cents for movement in statement.movements if movement.cents > 0)
    yield f"9{'':15}{records:06d}{debit * 10:015d}{credit * 10:015d}".ljust(127) + ("2" if last else "1")


def _movement(movement: CodaMovement, place: int, number: str) -> Iterator[str]:
    sequence = f"{place:04d}0000"
    said = f"1101{movement.reference}" if movement.reference else f"0{movement.text[:53]}"
    rest = "" if movement.reference else movement.text[53:106]
    other = bool(movement.name or movement.account)
    day = _day(movement.on)
    head = f"21{sequence}{'':21}{_amount(movement.cents)}{day}00150000{said:<54}{day}{number}0"
    yield head.ljust(125) + ("1" if rest or other else "0") + " 0"
    if rest or other:
        yield f"22{sequence}{rest:<53}".ljust(125) + ("1" if other else "0") + " 0"
    if other:
        yield f"23{sequence}{movement.account:<34}EUR{movement.name[:35]:<35}".ljust(125) + "0 0"


def _amount(cents: int) -> str:
    return f"{'1' if cents < 0 else '0'}{abs(cents) * 10:015d}"


def _day(day: date) -> str:
    return f"{day:%d%m%y}"
