"""Every word of the settlement's letters, in the association's language. The templates hold none."""

from datetime import date

from django.utils.translation import gettext as _

from koprogo.platform.formats import day, day_long, money
from koprogo.platform.spoken import spoken


@spoken
def table(language: str) -> dict[str, str]:
    """Headers of the table of costs."""
    return {
        "post": _("Poste"),
        "total": _("Total"),
        "key": _("Clé"),
        "share": _("Votre part"),
        "lot_share": _("Part du lot"),
        "owner": _("Propriét."),
        "occupant": _("Occupant"),
        "costs": _("Total des charges"),
        "advances": _("Provisions appelées, déduites"),
        "special": _("Appels pour travaux, déduits"),
        "before": _("Solde de votre compte avant ce décompte"),
        "euros": _("Montants en euros."),
    }


@spoken
def balance(language: str, cents: int) -> str:
    """What the settlement itself comes to."""
    return _("Solde de ce décompte") if cents >= 0 else _("Solde de ce décompte, en votre faveur")


@spoken
def all_in_all(language: str, cents: int) -> str:
    """What is owed in all."""
    return _("Solde total de votre compte") if cents >= 0 else _("Solde total, en votre faveur")


@spoken
def period(language: str, from_on: date, to_on: date) -> str:
    """The days that are counted."""
    return _("Du %(start)s au %(end)s") % {"start": day_long(from_on, language), "end": day_long(to_on, language)}


@spoken
def lot(language: str, number: str, from_on: date, to_on: date, *, whole: bool) -> str:
    """The heading of one lot, with the days it was held when these are not all."""
    if whole:
        return _("Lot %(lot)s") % {"lot": number}
    facts = {"lot": number, "start": day(from_on, language), "end": day(to_on, language)}
    return _("Lot %(lot)s, du %(start)s au %(end)s") % facts


@spoken
def part_of_days(language: str, part: str, whole: str) -> str:
    """The part of a holder who did not have the lot all the time."""
    return _("%(part)s jours sur %(whole)s") % {"part": part, "whole": whole}


@spoken
def part_of_units(language: str, part: str, whole: str, unit: str) -> str:
    """The part of a holder by readings."""
    return _("%(part)s sur %(whole)s %(unit)s") % {"part": part, "whole": whole, "unit": unit}


@spoken
def due(language: str, due_on: date) -> str:
    """Until when it is to be paid, as a call says it."""
    return _("au plus tard le %(day)s") % {"day": day_long(due_on, language)}


@spoken
def summary(language: str, balance_cents: int, open_cents: int, due: str) -> dict[str, str]:
    """The large figure beside the title: what this settlement asks, or what it gives back."""
    if balance_cents <= 0:
        note = _("Cette somme reste sur votre compte : elle se déduit de ce que vous devez ou devrez.")
        label = _("En votre faveur") if balance_cents < 0 else _("Rien à payer")
        figure = money(-balance_cents, language)
        return {"label": label, "figure": figure, "when": "", "note": note if balance_cents < 0 else ""}
    paid = balance_cents - open_cents
    note = _("Déjà payé ou couvert : %(amount)s.") % {"amount": money(paid, language)} if paid else ""
    return {
        "label": _("À payer pour ce décompte"),
        "figure": money(open_cents, language),
        "when": due if open_cents > 0 else "",
        "note": note,
    }


@spoken
def meters(language: str) -> dict[str, str]:
    """Headers of the readings."""
    return {
        "title": _("Compteurs"),
        "meter": _("Compteur"),
        "from": _("Index de début"),
        "to": _("Index de fin"),
        "used": _("Consommation"),
        "estimated": _("estimé"),
    }


@spoken
def account(language: str, from_on: date) -> dict[str, str]:
    """The owner's account since the start of the period, apart from the settlement."""
    return {
        "title": _("Votre compte, à part"),
        "opening": _("Solde avant le %(day)s") % {"day": day_long(from_on, language)},
        "called": _("Appelé depuis (provisions, réserve, fonds de roulement, travaux)"),
        "paid": _("Payé depuis"),
        "other": _("Autres écritures depuis"),
        "before": _("Solde avant ce décompte"),
    }


@spoken
def funds(language: str, reserve_cents: int, working_cents: int, kept_cents: int) -> list[str]:
    """What is no cost: contributions to the reserve, and the share in the two funds."""
    out = []
    if reserve_cents:
        text = _("Versé au fonds de réserve pendant la période : %(amount)s. Ce n’est pas une charge.")
        out.append(text % {"amount": money(reserve_cents, language)})
    if working_cents or kept_cents:
        text = _(
            "Votre part indicative des fonds à la fin de la période : fonds de roulement %(working)s, fonds de réserve "
            "%(reserve)s. La seconde reste à l’immeuble en cas de vente."
        )
        out.append(text % {"working": money(working_cents, language), "reserve": money(kept_cents, language)})
    return out


@spoken
def notes(language: str, *, exempt: bool, estimated: bool) -> list[str]:
    """What a reader should know of the figures."""
    out = [
        _(
            "Les colonnes propriétaire et occupant sont indicatives : entre bailleur et locataire, c’est le bail qui "
            "décide."
        )
    ]
    if estimated:
        out.append(_("Un ou plusieurs relevés sont estimés : ils portent la mention « estimé »."))
    if exempt:
        out.append(_("Certains frais de procédure ne sont pas supportés par tous (art. 3.92 du Code civil)."))
    return out


@spoken
def tenant(language: str, title: str) -> dict[str, str]:
    """The title and sentences of the paper a landlord passes on."""
    return {
        "title": _("Charges de l’occupant"),
        "label": _("Part indicative de l’occupant"),
        "note": _(
            "Ce document est remis au propriétaire, qui peut le transmettre à son locataire. La répartition est "
            "indicative : seul le bail dit quelles charges sont dues, et comment elles se paient. Aucune dette du "
            "propriétaire n’y figure."
        ),
        "about": _("D’après le décompte : %(title)s") % {"title": title},
    }
