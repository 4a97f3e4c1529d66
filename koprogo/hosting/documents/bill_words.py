"""The words of a bill, in the language of its client."""

from django.utils.translation import gettext as _

from koprogo.platform.spoken import spoken


@spoken
def words(language: str, *, credit: bool) -> dict[str, str]:
    """Headings and fixed sentences."""
    return {
        "title": _("Note de crédit") if credit else _("Facture"),
        "what": _("Objet"),
        "calculation": _("Calcul"),
        "amount": _("Montant, €"),
        "total": _("Total à rendre") if credit else _("Total"),
        "open": _("Reste à payer"),
        "to_pay": _("À rendre") if credit else _("À payer"),
        "vat": _(
            "Petite entreprise soumise au régime de la franchise de la taxe : TVA non applicable (art. 56bis CTVA)."
        ),
        "locked": _("Une facture en retard ne ferme jamais l’accès à vos données."),
        "returned": _("Ce montant vient en déduction de ce que vous devez, sinon de la prochaine facture."),
        "page": _("Page"),
    }


@spoken
def dated(language: str, number: str, day: str) -> str:
    """Under the title."""
    return _("N° %(number)s du %(day)s") % {"number": number, "day": day}


@spoken
def due(language: str, day: str) -> str:
    """When to pay."""
    return _("avant le %(day)s") % {"day": day}


@spoken
def corrects(language: str, number: str) -> str:
    """Which bill a credit note corrects."""
    return _("Corrige la facture %(number)s.") % {"number": number}


@spoken
def credited(language: str, *, text: str, calculation: str, amount: str, number: str) -> str:
    """What an outage gave back, and that it came off already."""
    return _("%(text)s : %(calculation)s = %(amount)s, déduits par la note de crédit %(number)s.") % {
        "text": text,
        "calculation": calculation,
        "amount": amount,
        "number": number,
    }


@spoken
def enterprise(language: str, number: str) -> str:
    """The enterprise number of the client."""
    return _("N° d’entreprise %(number)s") % {"number": number}


@spoken
def subject(language: str, number: str, amount: str, name: str) -> str:
    """The subject of the mail."""
    return _("%(name)s : facture %(number)s, %(amount)s") % {"number": number, "amount": amount, "name": name}


@spoken
def credit_subject(language: str, number: str, amount: str, name: str) -> str:
    """The subject of the mail of a credit note."""
    return _("%(name)s : note de crédit %(number)s, %(amount)s") % {"number": number, "amount": amount, "name": name}


@spoken
def reminder_subject(language: str, number: str, amount: str, name: str) -> str:
    """The subject of a reminder."""
    return _("%(name)s : rappel, la facture %(number)s reste à payer, %(amount)s") % {
        "number": number,
        "amount": amount,
        "name": name,
    }


@spoken
def mail_rows(language: str) -> dict[str, str]:
    """The words of the mail."""
    return {
        "beneficiary": _("Bénéficiaire"),
        "account": _("Compte"),
        "amount": _("Montant"),
        "reference": _("Communication"),
        "due": _("Échéance"),
        "settled": _("Elle est déjà payée : il n’y a rien à faire."),
        "joined": _("La facture est jointe en PDF."),
        "joined_credit": _("La note de crédit est jointe en PDF."),
        "locked": _("Une facture en retard ne ferme jamais l’accès à vos données."),
        "paid": _("Si vous avez payé entre-temps, ne tenez pas compte de ce rappel."),
    }
