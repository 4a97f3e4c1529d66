"""The words of a quote, in the language of its client."""

from django.utils.translation import gettext as _

from koprogo.platform.spoken import spoken


@spoken
def words(language: str) -> dict[str, str]:
    """Headings and fixed sentences."""
    return {
        "title": _("Devis"),
        "what": _("Objet"),
        "calculation": _("Dû"),
        "amount": _("Montant, €"),
        "total": _("Total"),
        "price": _("Prix"),
        "valid": _("Validité"),
        "vat": _(
            "Petite entreprise soumise au régime de la franchise de la taxe : TVA non applicable (art. 56bis CTVA)."
        ),
        "accept": _(
            "Commander : sur la page « Services » de votre hébergement, ou par le lien de l’e-mail qui accompagne ce"
            " devis. Rien n’est dû avant."
        ),
        "billed": _("La facture part quand le service est rendu, payable à trente jours."),
        "page": _("Page"),
        "joined": _("Le devis est joint en PDF."),
        "order_here": _("Le lire et commander :"),
    }


@spoken
def per(language: str, code: str) -> str:
    """How often a price is due."""
    return {"once": _("une fois"), "month": _("par mois"), "year": _("par an")}[code]


@spoken
def until(language: str, day: str) -> str:
    """How long a quote is good for."""
    return _("valable jusqu’au %(day)s") % {"day": day}


@spoken
def subject(language: str, number: str, amount: str, name: str) -> str:
    """The subject of the mail."""
    return _("%(name)s : devis %(number)s, %(amount)s") % {"number": number, "amount": amount, "name": name}
