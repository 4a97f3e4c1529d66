"""Every word of the letters about money, in the association's language. The templates hold none.

French is the source: each sentence is looked up in the association's language when the letter is made.
"""

from datetime import date

from django.utils.translation import gettext as _

from koprogo.platform.formats import day_long, money
from koprogo.platform.spoken import spoken

#: A date this near is said with its weekday (ux.md 9).
NEAR_DAYS = 21


@spoken
def dated(language: str, number: str, issued_on: date) -> str:
    """The line under a title: its number, if any, and its day."""
    on = day_long(issued_on, language)
    return _("N°\u00a0%(number)s, le %(day)s") % {"number": number, "day": on} if number else on


@spoken
def due(language: str, due_on: date, issued_on: date) -> str:
    """At the latest on that day, with the weekday when it is near."""
    near = abs((due_on - issued_on).days) <= NEAR_DAYS
    return _("au plus tard le %(day)s") % {"day": day_long(due_on, language, weekday=near)}


@spoken
def call_table(language: str) -> dict[str, str]:
    """Headers, sections and totals of the call's table."""
    return {
        "lot": _("Lot"),
        "post": _("Rubrique"),
        "formula": _("Votre part"),
        "amount": _("Montant (€)"),
        "charges": _("Charges et provisions"),
        "reserve": _("Fonds de réserve"),
        "settlement": _("Solde du décompte"),
        "private": _("Frais privatifs"),
        "subtotal": _("Sous-total"),
        "reserve_total": _("Part versée au fonds de réserve"),
        "total": _("Total de cet appel"),
    }


@spoken
def cancel(
    language: str, title: str, number: str, issued_on: date, asked_cents: int, paid_cents: int, reason: str
) -> dict[str, str]:
    """The words of the letter that cancels a call, amounts in cents."""
    facts = {
        "title": title,
        "number": number,
        "day": day_long(issued_on, language),
        "asked": money(asked_cents, language),
        "paid": money(paid_cents, language),
        "reason": reason,
    }
    return {
        "title": _("Appel annulé"),
        "label": _("À payer de cet appel"),
        "figure": money(0, language),
        "note": _("%(paid)s restent à votre crédit.") % facts if paid_cents else "",
        "what": _("L’appel « %(title)s » (n° %(number)s) du %(day)s vous demandait %(asked)s. Il est annulé.") % facts,
        "why": _("Motif\u00a0: %(reason)s") % facts if reason else "",
        "paid": _("Vous aviez payé %(paid)s : ce montant est une avance sur votre compte, déduite du prochain appel.")
        % facts
        if paid_cents
        else _("Vous n’aviez encore rien payé de cet appel : vous n’avez rien à faire."),
        "next": _("N’utilisez plus sa communication structurée. S’il est remplacé, vous recevrez un nouvel appel."),
    }


@spoken
def step(language: str, formula: str, step: int, steps: int, less: bool) -> str:
    """The formula of a year's sum called in steps."""
    facts = {"formula": formula, "step": step, "steps": steps}
    if less:
        return _("%(formula)s, moins le déjà appelé, %(step)s sur %(steps)s") % facts
    return _("%(formula)s, %(step)s sur %(steps)s") % facts


@spoken
def call_balance(language: str, previous_cents: int, to_pay_cents: int) -> dict[str, str]:
    """What stood before the call (positive = owed, in cents) and what is left to pay."""
    before = _("Solde dû avant cet appel") if previous_cents > 0 else _("Solde en votre faveur avant cet appel")
    return {"previous": before, "to_pay": _("À payer") if to_pay_cents > 0 else _("Solde en votre faveur")}


@spoken
def call_summary(language: str, to_pay_cents: int, reserve_cents: int, when: str) -> dict[str, str]:
    """The large figure beside the title, in cents, and the sentences around it."""
    reserve = _("%(amount)s de cet appel vont au fonds de réserve.")
    note = reserve % {"amount": money(reserve_cents, language)} if reserve_cents else ""
    if to_pay_cents <= 0:
        figure = money(-to_pay_cents, language)
        return {"label": _("Rien à payer, il vous reste"), "figure": figure, "when": "", "note": ""}
    return {"label": _("À payer"), "figure": money(to_pay_cents, language), "when": when, "note": note}


@spoken
def help_lines(language: str, read_more_at: str, syndic_name: str, contact: tuple[str, ...]) -> list[str]:
    """Where to read more, and whom to ask."""
    out = []
    if read_more_at:
        out.append(_("Votre compte et les pièces se lisent sur %(where)s.") % {"where": read_more_at})
    who = ", ".join((syndic_name, *contact))
    return [*out, _("Pour une question, contactez votre syndic\u00a0: %(who)s.") % {"who": who}]


@spoken
def slip(language: str, amount: str, beneficiary: str, iban: str, reference: str, due: str) -> dict[str, str]:
    """The heading and labels of the payment slip, and what its QR code says for who cannot see it."""
    says = _("Code QR de paiement\u00a0: %(amount)s à %(name)s, compte %(iban)s, communication %(reference)s")
    return {
        "heading": _("À payer %(when)s") % {"when": due} if due else _("Payer par virement"),
        "beneficiary": _("Bénéficiaire"),
        "iban": _("Compte"),
        "amount": _("Montant"),
        "reference": _("Communication"),
        "by_code": _("Scannez le code avec l’application de votre banque, ou recopiez la communication telle quelle."),
        "by_hand": _("Recopiez la communication telle quelle\u00a0: votre paiement sera reconnu."),
        "alt": says % {"amount": amount, "name": beneficiary, "iban": iban, "reference": reference},
    }


@spoken
def statement_table(language: str) -> dict[str, str]:
    """Headers of the running account."""
    return {
        "day": _("Date"),
        "words": _("Opération"),
        "voucher": _("Pièce"),
        "debit": _("Débit"),
        "credit": _("Crédit"),
        "balance": _("Solde"),
        "sum": _("Total des mouvements"),
    }


@spoken
def statement_words(language: str, from_on: date, to_on: date, lots: tuple[str, ...]) -> dict[str, str]:
    """Title, period, lots and the sentence that explains debit and credit."""
    start, end = day_long(from_on, language), day_long(to_on, language)
    return {
        "title": _("Relevé de compte"),
        "period": _("Du %(start)s au %(end)s") % {"start": start, "end": end},
        "lots": _("Lots\u00a0: %(lots)s") % {"lots": ", ".join(lots)} if lots else "",
        "opening": _("Solde au %(day)s") % {"day": start},
        "closing": _("Solde au %(day)s") % {"day": end},
        "reading": _(
            "Un débit augmente ce que vous devez, un crédit le diminue. Un solde négatif est en votre faveur."
        ),
        "euros": _("Montants en euros."),
    }


@spoken
def statement_summary(language: str, balance_cents: int) -> dict[str, str]:
    """The large figure beside the title: what is owed, or what stands in the owner's favour, in cents."""
    if balance_cents > 0:
        label = _("Solde à payer")
    elif balance_cents < 0:
        label = _("Solde en votre faveur")
    else:
        label = _("Rien à payer")
    return {"label": label, "figure": money(abs(balance_cents), language), "when": "", "note": ""}
