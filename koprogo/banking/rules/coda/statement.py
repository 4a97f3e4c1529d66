"""What a bank statement says, once read. Amounts: thousandths as in the file, and cents when whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from koprogo.kernel import structured_reference

#: Everything else refuses the whole file.
WARNINGS = frozenset({"record_count", "duplicate_flag"})

#: A structured communication given by the payer (101), or rebuilt by the bank (102).
_REFERENCE_TYPES = ("101", "102")


def to_cents(mils: int | None) -> int | None:
    """Thousandths to cents; None when nothing was read or the amount is not whole cents."""
    return None if mils is None or mils % 10 else mils // 10


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a file, as a code, the line (from 1) and the facts of its sentence."""

    code: str
    line: int | None = None
    facts: Mapping[str, int | str] = field(default_factory=dict)

    @property
    def severity(self) -> str:
        """`error` refuses the whole file, `warning` only informs."""
        return "warning" if self.code in WARNINGS else "error"


@dataclass(frozen=True, slots=True)
class Movement:
    """One movement of the account, or one detail of a grouped movement. Credit is positive."""

    sequence: str
    detail: str
    line: int
    amount_mils: int | None
    value_on: date | None = None
    entry_on: date | None = None
    bank_reference: str = ""
    transaction_code: str = ""
    """Type, family, operation, category: eight digits."""
    communication_type: str | None = None
    """Three digits when the communication is structured."""
    communication: str = ""
    information: tuple[str, ...] = ()
    """Records 3: what the bank adds, often the name and address of the counterparty."""
    client_reference: str | None = None
    counterparty_bic: str | None = None
    counterparty_account: str | None = None
    counterparty_name: str | None = None
    counterparty_address: str | None = None
    """Version 1 only."""
    details: tuple["Movement", ...] = ()

    @property
    def amount_cents(self) -> int | None:
        """The amount in cents, None when it is not whole cents or could not be read."""
        return to_cents(self.amount_mils)

    @property
    def structured_reference(self) -> str | None:
        """The twelve digits of a valid Belgian communication (type 101 or 102); other types never are one."""
        digits = self.communication[:12]
        if self.communication_type in _REFERENCE_TYPES and structured_reference.is_valid(digits):
            return digits
        return None

    @property
    def text(self) -> str:
        """The communication, then what the bank adds, one per line, without the padding of the columns."""
        pieces = (" ".join(piece.split()) for piece in (self.communication, *self.information))
        return "\n".join(piece for piece in pieces if piece)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of one account. Balances are signed: credit positive."""

    version: str
    line: int
    created_on: date | None
    duplicate: bool
    account: str | None
    """As the file writes it: an IBAN, or a Belgian account of twelve digits."""
    currency: str | None
    number: str | None
    """The file's own statement number, as text."""
    holder: str | None
    opening_mils: int | None
    opening_on: date | None
    closing_mils: int | None
    closing_on: date | None
    movements: tuple[Movement, ...]
    messages: tuple[str, ...]
    """Records 4: free messages of the bank."""
    problems: tuple[Problem, ...]

    @property
    def opening_cents(self) -> int | None:
        """Balance before the movements, in cents; None when missing or not whole cents."""
        return to_cents(self.opening_mils)

    @property
    def closing_cents(self) -> int | None:
        """Balance after the movements, in cents; None when missing or not whole cents."""
        return to_cents(self.closing_mils)


@dataclass(frozen=True, slots=True)
class Reading:
    """A file once read: its statements, and the problems that belong to no statement."""

    is_coda: bool
    statements: tuple[Statement, ...]
    problems: tuple[Problem, ...]

    def all_problems(self) -> tuple[Problem, ...]:
        """The problems of the file, then those of each statement."""
        return (*self.problems, *(problem for statement in self.statements for problem in statement.problems))

    def is_importable(self) -> bool:
        """Whether the whole file may be booked: at least one statement, and no error anywhere."""
        return bool(self.statements) and all(problem.severity != "error" for problem in self.all_problems())
