"""The simplified books as tables of a workbook."""

from django.utils.translation import gettext as _

from koprogo.ledger.documents.tables import Cents, Sheet
from koprogo.ledger.queries.simplified import Book
from koprogo.ledger.rules.cash_book import Heading


def sheets(book: Book) -> list[Sheet]:
    """Every part of the simplified books, in the reader's language."""
    amount = _("Montant")
    holdings = [
        (
            one.code,
            one.name,
            one.iban,
            Cents(one.opening_cents),
            Cents(one.in_cents),
            Cents(one.out_cents),
            Cents(one.closing_cents),
        )
        for one in book.holdings
    ]
    movements = [
        (
            one.on,
            one.reference,
            one.label,
            one.account_code,
            one.account_name,
            Cents(one.cents) if one.cents > 0 else None,
            Cents(-one.cents) if one.cents < 0 else None,
            _("virement interne") if one.transfer else "",
        )
        for one in book.movements
    ]
    owners = [(one.name, Cents(one.cents)) for one in book.owners]
    others = book.owners_cents - sum(one.cents for one in book.owners)
    if others:
        owners.append((_("Autres copropriétaires"), Cents(others)))
    account = (_("Compte"), _("Nom"))
    return [
        Sheet(
            _("Trésorerie"),
            (*account, _("IBAN"), _("Au début"), _("Reçu"), _("Payé"), _("À la fin")),
            holdings,
        ),
        Sheet(_("Recettes"), (*account, amount), _headings(book.headings.received)),
        Sheet(_("Dépenses"), (*account, amount), _headings(book.headings.paid)),
        Sheet(
            _("Mouvements"),
            (_("Date"), _("Écriture"), _("Libellé"), *account, _("Reçu"), _("Payé"), _("Remarque")),
            movements,
        ),
        Sheet(_("Fonds"), (*account, amount), _headings(book.funds)),
        Sheet(_("Copropriétaires"), (_("Copropriétaire"), _("À payer (+) ou d’avance (−)")), owners),
        Sheet(
            _("Autres créances et dettes"), (*account, _("Créance (+) ou dette (−)")), _headings(book.others)
        ),
    ]


def _headings(rows: tuple[Heading, ...]) -> list[tuple[str, str, Cents]]:
    return [(one.code, one.name, Cents(one.cents)) for one in rows]
