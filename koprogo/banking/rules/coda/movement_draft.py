"""A movement while its records 21, 22, 23 and 31 to 33 arrive."""

from datetime import date

from koprogo.banking.rules.coda import columns
from koprogo.banking.rules.coda.statement import Movement

# Types 0 to 3 move the account; 5 to 9 only detail what a type 1, 2 or 3 has moved as one sum.
_DETAIL_TYPES = frozenset("56789")


class MovementDraft:
    """Gathers one movement or detail; pieces of the communication are joined before padding is cut."""

    def __init__(self, number: int, line: str) -> None:
        self.line = number
        self.sequence, self.detail = line[2:6], line[6:10]
        self.bank_reference = columns.text(line, 11, 31) or ""
        self.transaction_code = line[53:61].strip()
        self.amount_mils: int | None = None
        self.value_on: date | None = None
        self.entry_on: date | None = None
        self.details: list[MovementDraft] = []
        structured = line[61] == "1"
        self._communication_type = line[62:65] if structured else None
        self._communication = line[65:115] if structured else line[62:115]
        self._information: list[str] = []
        self._client_reference: str | None = None
        self._bic: str | None = None
        self._account: str | None = None
        self._name: str | None = None
        self._address: str | None = None

    def is_detail(self) -> bool:
        """Whether this only details a grouped movement, and so is never in the sums."""
        return self.transaction_code[:1] in _DETAIL_TYPES

    def last(self) -> "MovementDraft":
        """The last detail, or the movement itself: what a continuing record belongs to."""
        return self.details[-1] if self.details else self

    def more(self, line: str, version: str) -> None:
        """Take a record 22, 23, 31, 32 or 33 of this movement."""
        record = line[:2]
        if record == "22":
            self._communication += line[10:63]
            # Version 1 has a shorter reference, then an amount in the original currency, and no BIC.
            self._client_reference = columns.text(line, 64, 89 if version == "1" else 98)
            self._bic = None if version == "1" else columns.text(line, 99, 109)
        elif record == "23":
            self._account = columns.counterparty_account(line, version)
            if version == "1":
                self._name, self._address = columns.text(line, 48, 73), columns.text(line, 74, 125)
            else:
                self._name = columns.text(line, 48, 82)
                self._communication += line[82:125]
        elif record == "31":
            # A structured information begins with its three-digit type.
            self._information.append(line[43:113] if line[39] == "1" else line[40:113])
        else:
            piece = line[10:115] if record == "32" else line[10:100]
            self._information[-1:] = [" ".join([*self._information[-1:], piece])]

    def finish(self) -> Movement:
        """The movement, frozen, with its details."""
        return Movement(
            sequence=self.sequence,
            detail=self.detail,
            line=self.line,
            amount_mils=self.amount_mils,
            value_on=self.value_on,
            entry_on=self.entry_on,
            bank_reference=self.bank_reference,
            transaction_code=self.transaction_code,
            communication_type=self._communication_type,
            communication=self._communication.rstrip(),
            information=tuple(" ".join(piece.split()) for piece in self._information),
            client_reference=self._client_reference,
            counterparty_bic=self._bic,
            counterparty_account=self._account,
            counterparty_name=None if self._name is None else " ".join(self._name.split()),
            counterparty_address=None if self._address is None else " ".join(self._address.split()),
            details=tuple(detail.finish() for detail in self.details),
        )
