"""One line of the standard chart, and the four short ways to write one down."""

from dataclasses import dataclass
from enum import StrEnum

from koprogo.ledger.rules.roles import AccountRole

#: Marks a code that practice uses and the decree does not name.
DAGGER = "†"


class Nature(StrEnum):
    """On which side of the accounts a balance belongs."""

    ASSET = "asset"
    LIABILITY = "liability"
    COST = "cost"
    INCOME = "income"


@dataclass(frozen=True, slots=True)
class ChartAccount:
    """An account of the minimum normalised chart; ``extension`` = practice, not in the decree."""

    code: str
    labels: dict[str, str]
    nature: Nature
    role: AccountRole | None
    extension: bool


def _made(nature: Nature, code: str, fr: str, nl: str, de: str, en: str, role: AccountRole | None) -> ChartAccount:
    return ChartAccount(
        code.removesuffix(DAGGER),
        {"fr": fr, "nl": nl, "de": de, "en": en},
        nature,
        role,
        code.endswith(DAGGER),
    )


def asset(code: str, fr: str, nl: str, de: str, en: str, role: AccountRole | None = None) -> ChartAccount:
    """An account of what the building has or claims."""
    return _made(Nature.ASSET, code, fr, nl, de, en, role)


def liability(code: str, fr: str, nl: str, de: str, en: str, role: AccountRole | None = None) -> ChartAccount:
    """An account of what the building owes, its own funds included."""
    return _made(Nature.LIABILITY, code, fr, nl, de, en, role)


def cost(code: str, fr: str, nl: str, de: str, en: str, role: AccountRole | None = None) -> ChartAccount:
    """An account of class 6."""
    return _made(Nature.COST, code, fr, nl, de, en, role)


def income(code: str, fr: str, nl: str, de: str, en: str, role: AccountRole | None = None) -> ChartAccount:
    """An account of class 7."""
    return _made(Nature.INCOME, code, fr, nl, de, en, role)
