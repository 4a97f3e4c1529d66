"""What of a file that was read may be stored: whose account, which currency, what is there already."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from koprogo.banking.rules.coda import Problem, Reading, Statement, fingerprint
from koprogo.banking.rules.coda.sentences import N_, sentence
from koprogo.kernel import iban

AccountKey = TypeVar("AccountKey")

_SENTENCES = {
    "account_unknown": N_(
        "Le compte %(account)s n’est pas un compte de cet immeuble. Ajoutez-le d’abord, ou choisissez un autre fichier."
    ),
    "currency": N_("Le relevé est en %(currency)s. Seuls les comptes en euros peuvent être importés."),
    "undated": N_("Le relevé n’a pas de date. Téléchargez-le à nouveau chez votre banque."),
    "same_number": N_(
        "Le relevé n° %(number)s du %(day)s est déjà importé avec un autre contenu."
        " Demandez à votre banque lequel des deux est le bon."
    ),
    "number_gap": N_("Il manque au moins le relevé n° %(expected)s, avant le n° %(number)s. Importez-le aussi."),
    "balance_gap": N_(
        "Le relevé n° %(number)s commence avec %(difference)s d’écart sur la fin du précédent."
        " Un relevé manque entre les deux : importez-le aussi."
    ),
}


class ImportState(StrEnum):
    """What became of a file that was handed in."""

    QUEUED = "queued"
    DONE = "done"
    REFUSED = "refused"


#: One problem as it is kept: texts only. ``msgid`` is translated, then filled with ``params``, when it is shown.
Told = dict[str, object]


@dataclass(frozen=True, slots=True)
class Kept(Generic[AccountKey]):
    """One statement to store, on which account, and the day it ends."""

    statement: Statement
    account: AccountKey
    fingerprint: str
    closing_on: date


@dataclass(frozen=True, slots=True)
class Intake(Generic[AccountKey]):
    """What to do with a file: store ``new``, or nothing at all when ``refused``."""

    new: tuple[Kept[AccountKey], ...]
    known: int
    told: tuple[Told, ...]
    refused: bool


def told(code: str, *, line: int | None = None, severity: str = "error", **params: str) -> Told:
    """One problem of the intake as it is kept."""
    return {"code": code, "line": line, "severity": severity, "msgid": _SENTENCES[code], "params": params}


def account_of(statement: Statement) -> str:
    """The compact IBAN of a statement's account, also when the file writes twelve Belgian digits; empty if none."""
    plain = iban.compact(statement.account or "")
    return iban.from_belgian_account(plain) or plain


def intake(
    reading: Reading,
    *,
    accounts: Mapping[str, AccountKey],
    fingerprints: Collection[tuple[AccountKey, str]],
    numbers: Collection[tuple[AccountKey, str, date]],
) -> Intake[AccountKey]:
    """Decide about a file. One error anywhere refuses all of it.

    ``fingerprints`` and ``numbers`` (number and last day) are those of the statements already stored. A statement
    that comes twice, in this file or in an earlier one, is stored once.
    """
    problems = [_coda(problem) for problem in reading.all_problems()]
    refused = not reading.is_importable()
    seen, named, known = set(fingerprints), set(numbers), 0
    new: list[Kept[AccountKey]] = []
    for statement in () if refused else reading.statements:
        account = accounts.get(account_of(statement))
        closing_on = statement.closing_on or statement.opening_on or statement.created_on
        wrong = _wrong(statement, account is not None, closing_on)
        if wrong or account is None or closing_on is None:
            problems.append(wrong or told("undated", line=statement.line))
            continue
        mark = fingerprint(statement)
        number = (account, statement.number or "", closing_on)
        if (account, mark) in seen:
            known += 1
        elif _counts(statement.number) and number in named:
            day = f"{closing_on:%d/%m/%Y}"
            problems.append(told("same_number", line=statement.line, number=statement.number or "", day=day))
        else:
            new.append(Kept(statement, account, mark, closing_on))
        seen.add((account, mark))
        named.add(number)
    refused = refused or any(problem["severity"] == "error" for problem in problems)
    return Intake(() if refused else tuple(new), 0 if refused else known, tuple(problems), refused)


def _wrong(statement: Statement, ours: bool, closing_on: date | None) -> Told | None:
    if not ours:
        return told("account_unknown", line=statement.line, account=_shown(account_of(statement)))
    if statement.currency != "EUR":
        return told("currency", line=statement.line, currency=_shown(statement.currency or "?"))
    return told("undated", line=statement.line) if closing_on is None else None


def _coda(problem: Problem) -> Told:
    msgid, params = sentence(problem)
    return {
        "code": problem.code,
        "line": problem.line,
        "severity": problem.severity,
        "msgid": msgid,
        "params": dict(params),
    }


def _counts(number: str | None) -> bool:
    """Whether a number tells statements apart: some banks leave it blank or zero on every one."""
    return number is not None and number.isascii() and number.isdigit() and int(number) > 0


def _shown(text: str) -> str:
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text) or "?"
