"""What the statements, their headings and their days are called."""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform.formats import day_long
from koprogo.statements.rules.ageing import Age, Span
from koprogo.statements.rules.balance_sheet import Heading
from koprogo.statements.rules.kinds import Statement

TITLES: dict[Statement, str | Promise] = {
    Statement.TRIAL_BALANCE: gettext_lazy("Balance des comptes"),
    Statement.BALANCE_SHEET: gettext_lazy("Bilan"),
    Statement.RESULTS: gettext_lazy("Charges et produits"),
    Statement.OWNERS: gettext_lazy("Soldes des copropriétaires"),
    Statement.FUNDS: gettext_lazy("Mouvements des fonds"),
    Statement.ARREARS: gettext_lazy("Ancienneté des arriérés"),
    Statement.CREDITORS: gettext_lazy("Dettes envers les fournisseurs"),
}

GLOSSES: dict[Statement, str | Promise] = {
    Statement.TRIAL_BALANCE: gettext_lazy("Ouverture, débit, crédit et solde de chaque compte"),
    Statement.BALANCE_SHEET: gettext_lazy("Ce que l’association possède et ce qu’elle doit"),
    Statement.RESULTS: gettext_lazy("Par compte, avec le budget et l’année précédente"),
    Statement.OWNERS: gettext_lazy("Ce que chacun doit ou a payé d’avance"),
    Statement.FUNDS: gettext_lazy("Roulement et réserve : appelé, utilisé, restant, par clé"),
    Statement.ARREARS: gettext_lazy("Depuis quand, et pour quel exercice"),
    Statement.CREDITORS: gettext_lazy("Factures ouvertes et factures à recevoir"),
}

FUNDS: dict[AccountRole, str | Promise] = {
    AccountRole.WORKING_FUND: gettext_lazy("Fonds de roulement"),
    AccountRole.RESERVE_FUND: gettext_lazy("Fonds de réserve"),
    AccountRole.SPECIAL_RESERVE: gettext_lazy("Fonds de réserve particulier"),
}

HEADINGS: dict[Heading, str | Promise] = {
    Heading.FUNDS: gettext_lazy("Fonds de l’association"),
    Heading.LONG_DEBTS: gettext_lazy("Dettes à plus d’un an"),
    Heading.FIXED_ASSETS: gettext_lazy("Immobilisations"),
    Heading.STOCKS: gettext_lazy("Stocks"),
    Heading.CLAIMS: gettext_lazy("Créances à un an au plus"),
    Heading.DEBTS: gettext_lazy("Dettes à un an au plus"),
    Heading.ACCRUALS: gettext_lazy("Comptes de régularisation et d’attente"),
    Heading.TREASURY: gettext_lazy("Banque et caisse"),
    Heading.OVERDRAFTS: gettext_lazy("Découverts bancaires"),
    Heading.RESULT: gettext_lazy("Résultat pas encore réparti"),
}

AGES: dict[Age, str | Promise] = {
    Age.NOT_DUE: gettext_lazy("Non échu"),
    Age.TO_30: gettext_lazy("1 à 30 jours"),
    Age.TO_60: gettext_lazy("31 à 60 jours"),
    Age.TO_90: gettext_lazy("61 à 90 jours"),
    Age.OVER_90: gettext_lazy("Plus de 90 jours"),
}

SPANS: dict[Span, str | Promise] = {
    Span.CURRENT: gettext_lazy("Exercice en cours"),
    Span.PREVIOUS: gettext_lazy("Exercice précédent"),
    Span.OLDER: gettext_lazy("Plus ancien"),
}


def over(from_on: date, to_on: date) -> str:
    """« du 1er janvier 2026 au 31 décembre 2026 »."""
    return _("du %(first)s au %(last)s") % {"first": day_long(from_on), "last": day_long(to_on)}


def at(on: date) -> str:
    """« au 31 décembre 2026 »."""
    return _("au %(day)s") % {"day": day_long(on)}
