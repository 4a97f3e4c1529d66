"""Words of the non-profit's books, bills, publication, services and sponsors."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.hosting.labels import service
from koprogo.hosting.labels.cloud import PLANS as _PLANS
from koprogo.hosting.rules.bills import Every, Line, LineKind
from koprogo.platform import formats

EVERY = {
    Every.YEAR: gettext_lazy("Une fois par an"),
    Every.MONTH: gettext_lazy("Chaque mois"),
}
PLANS = {code.value: name for code, name in _PLANS.items()}
RELEASES = {
    "clean": gettext_lazy("Aucune donnée personnelle : publier tel quel"),
    "redacted": gettext_lazy("Publier la copie caviardée jointe"),
    "closed": gettext_lazy("Ne pas publier la pièce, dire pourquoi"),
}
#: What lies beyond a quota, by its meter.
OVERAGES = {
    "storage": gettext_lazy("stockage, octets × jours"),
    "users": gettext_lazy("personnes avec accès"),
    "requests": gettext_lazy("requêtes"),
}
#: The parts of the surplus, by their key in the price list.
KEYS = {
    "reserve": gettext_lazy("Réserve de sécurité"),
    "development": gettext_lazy("Développement"),
    "infrastructure": gettext_lazy("Infrastructure"),
    "emergency": gettext_lazy("Fonds d’urgence"),
}


def month_name(said: str) -> str:
    """2026-10 as people say it: octobre 2026."""
    return date_format(date.fromisoformat(f"{said}-01"), "F Y")


def key_name(key: str) -> str:
    """The name of a part of the surplus; one that the members named themselves keeps its name."""
    return str(KEYS.get(key, key))


def line_text(line: Line) -> str:
    """What a line of a bill is for, in the active language."""
    facts = {
        "from": formats.day(line.from_on) if line.from_on else "",
        "to": formats.day(line.to_on) if line.to_on else "",
    }
    if line.kind is LineKind.MONTHS:
        return _("Abonnement du %(from)s au %(to)s") % facts
    if line.kind is LineKind.LOWERED:
        return _("Prix baissé par les membres, déjà facturé du %(from)s au %(to)s") % facts
    if line.kind is LineKind.DEARER:
        return _("Formule « %(plan)s » du %(from)s au %(to)s, en complément de l’abonnement déjà facturé") % (
            facts | {"plan": PLANS.get(line.text, line.text)}
        )
    if line.kind is LineKind.OVERAGE:
        return _("Dépassement à prix coûtant, du %(from)s au %(to)s : %(what)s") % (
            facts | {"what": OVERAGES.get(line.text, line.text)}
        )
    if line.kind is LineKind.OUTAGE and line.from_on and line.count:  # one typed by hand says it in its own words
        return _("Service interrompu %(time)s en %(month)s") % {
            "time": service.duration(line.count),
            "month": month_name(line.from_on.isoformat()[:7]),
        }
    return line.text


def line_calculation(line: Line) -> str:
    """How a line is computed, in the active language: 12 × 1,00 €."""
    if line.kind is LineKind.OUTAGE and line.from_on and line.unit_cents is not None:
        return f"{formats.percent(int(line.text) * 100, least=0)} × {formats.money(line.unit_cents)}"
    if line.count and line.unit_cents is not None:
        return f"{formats.number(line.count)} × {formats.money(line.unit_cents)}"
    return line.calculation


def bill_title(lines: Sequence[Line], client: str) -> str:
    """The name of a bill in the books."""
    months = any(line.kind is LineKind.MONTHS for line in lines)
    what = _("Abonnement") if months else lines[0].text or _("Services")
    return f"{what} – {client}"


REFUSALS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "hosting.nothing_to_bill": lambda _f: _("Il n’y a rien à facturer : tout l’est déjà, ou le montant est nul."),
    "hosting.bills_held_back": lambda f: (
        _("Ces copropriétés n’ont pas pu être facturées ; toutes les autres le sont : %(names)s.")
        % {"names": ", ".join(f["clients"])}
    ),
    "hosting.credit_too_large": lambda f: (
        _("Une note de crédit rend au plus ce qui reste de la facture : %(left)s.")
        % {"left": formats.money(f["left_cents"])}
    ),
    "hosting.month_not_over": lambda _f: _("Ce mois n’est pas terminé. Il se publie dès le premier jour du suivant."),
    "hosting.month_out_of_order": lambda f: (
        _("Les mois se publient l’un après l’autre. Le prochain est %(month)s.") % {"month": f"{f['next_on']:%m/%Y}"}
    ),
    "hosting.banks_differ": lambda f: (
        _(
            "La comptabilité et la banque diffèrent de %(cents)s, ou des mouvements attendent, ou aucun relevé n’est"
            " importé. Rien n’est publié. Importez les relevés du mois, confirmez chaque mouvement, puis recommencez."
        )
        % {"cents": formats.money(abs(f["difference_cents"]))}
    ),
    "hosting.bank_unheard": lambda f: (
        _("Aucun relevé ne parle encore de %(month)s. Importez le relevé de la banque, puis publiez.")
        % {"month": month_name(f["month"].isoformat()[:7])}
    ),
    "hosting.vouchers_undecided": lambda f: (
        _("%(n)s pièces attendent encore. Dites pour chacune ce qui peut être montré, puis publiez.")
        % {"n": f["count"]}
    ),
    "hosting.nothing_corrected": lambda _f: _(
        "Ce mois est déjà publié avec ces chiffres. Une correction se publie quand un chiffre a changé."
    ),
    "hosting.voucher_reason_missing": lambda _f: _("Dites pourquoi la pièce n’est pas publiée."),
    "hosting.redacted_missing": lambda _f: _("Joignez la copie caviardée, ou choisissez une autre réponse."),
}
ACTIONS: dict[str, Any] = {
    "hosting.client_introduced": gettext_lazy("Adresse de facturation reprise de la copropriété"),
    "hosting.client_changed": gettext_lazy("Adresse de facturation modifiée"),
    "hosting.billing_asked": gettext_lazy("Facturation demandée"),
    "hosting.bill_made": gettext_lazy("Facture établie"),
    "hosting.bills_held_back": gettext_lazy("Factures retenues, avec leur raison"),
    "hosting.bill_credited": gettext_lazy("Note de crédit établie"),
    "hosting.bills_followed": gettext_lazy("Paiements des factures suivis"),
    "hosting.bill_written": gettext_lazy("Facture écrite en PDF"),
    "hosting.bill_copied": gettext_lazy("Facture remise à la copropriété"),
    "hosting.bill_reminded": gettext_lazy("Rappel d’une facture envoyé"),
    "hosting.voucher_released": gettext_lazy("Pièce jugée pour la publication"),
    "hosting.month_published": gettext_lazy("Mois publié"),
}
