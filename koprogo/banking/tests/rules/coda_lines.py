"""CODA lines written by hand for the tests, column by column."""

from collections.abc import Sequence

HEADER = "0000003032630005".ljust(127) + "2"


def opening(mils: int, *, number: str = "024", account: str = "BE68539007547034", on: str = "020326") -> str:
    """Record 1 of a Belgian IBAN in euros."""
    sign = "1" if mils < 0 else "0"
    return f"12{number}{account:<34}EUR{sign}{abs(mils):015d}{on}ACP LES TILLEULS".ljust(125) + number


def movement(mils: int, *, sequence: int = 1, detail: int = 0, code: str = "00150000", said: str = "0") -> str:
    """Record 21; `said` begins with 0 (free) or 1 and the type of a structured communication."""
    sign = "1" if mils < 0 else "0"
    head = f"21{sequence:04d}{detail:04d}{'':21}{sign}{abs(mils):015d}030326{code}{said:<54}"
    return (head + "03032602400 0").ljust(128)


def closing(mils: int, *, account: str = "BE68539007547034", currency: str = "EUR", on: str = "030326") -> str:
    """Record 8."""
    sign = "1" if mils < 0 else "0"
    return f"8024{account:<34}{currency}{sign}{abs(mils):015d}{on}".ljust(127) + "0"


def trailer(records: int, *, debit_mils: int = 0, credit_mils: int = 0) -> str:
    """Record 9."""
    return f"9{'':15}{records:06d}{debit_mils:015d}{credit_mils:015d}".ljust(127) + "2"


def as_bytes(lines: Sequence[str]) -> bytes:
    """The file of these lines."""
    return "\r\n".join(lines).encode("cp1252")


def statement(*movements: str, start: int = 100_000, moved: int = 0, debit: int = 0, credit: int = 0) -> list[str]:
    """A whole statement around movements, with the totals its trailer announces."""
    end = trailer(2 + len(movements), debit_mils=debit, credit_mils=credit)
    return [HEADER, opening(start), *movements, closing(start + moved), end]
