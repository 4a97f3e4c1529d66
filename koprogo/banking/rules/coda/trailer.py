"""Record 9, the last of a statement: what the bank says was in it."""

from dataclasses import dataclass

from koprogo.banking.rules.coda import columns


@dataclass(frozen=True, slots=True)
class Trailer:
    """What record 9 announces; None for what it does not say in digits. Sums are positive thousandths."""

    line: int
    records: int | None
    debit_mils: int | None
    credit_mils: int | None

    @classmethod
    def of(cls, number: int, line: str) -> "Trailer":
        """Read record 9: how many records, the sum of debits, the sum of credits."""
        return cls(
            line=number,
            records=columns.number(line, 17, 22),
            debit_mils=columns.number(line, 23, 37),
            credit_mils=columns.number(line, 38, 52),
        )
