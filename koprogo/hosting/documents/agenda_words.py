"""What a proposal says on the agenda of an assembly: the words that are voted, and its effect beside them."""

from datetime import date

from django.utils.translation import gettext as _

from koprogo.hosting.labels import governance as words
from koprogo.hosting.models import Proposal
from koprogo.hosting.rules.catalogue import MEGABYTE
from koprogo.hosting.rules.effects import Effect
from koprogo.hosting.rules.proposals import Kind
from koprogo.platform import formats
from koprogo.platform.spoken import spoken


@spoken
def decision(_language: str, /, *, row: Proposal) -> str:
    """The decision that is put to the vote."""
    kind = Kind(row.kind)
    day = formats.day_long(row.valid_from) if row.valid_from else ""
    if kind is Kind.PRICE:
        return _("L’assemblée fixe le prix à %(price)s par mois et par copropriété, à partir du %(day)s.") % {
            "price": formats.money(row.month_cents or 0),
            "day": day,
        }
    if kind is Kind.QUOTA:
        return _(
            "L’assemblée fixe les quotas à %(mb)s Mo, %(users)s utilisateurs et %(requests)s requêtes par mois et par"
            " copropriété, à partir du %(day)s."
        ) % {
            "mb": formats.number((row.stored_bytes or 0) // MEGABYTE),
            "users": formats.number(row.users or 0),
            "requests": formats.number(row.requests or 0),
            "day": day,
        }
    if kind is Kind.KEYS:
        parts = ", ".join(f"{words.key(name)} {part}{formats.NBSP}%" for name, part in (row.keys or {}).items())
        return _("L’assemblée répartit l’excédent ainsi à partir du %(day)s : %(parts)s.") % {
            "day": day,
            "parts": parts,
        }
    if kind is Kind.DIRECTOR:
        assert row.target is not None and row.ends_on is not None
        return _("L’assemblée nomme %(name)s (%(office)s) jusqu’au %(day)s.") % {
            "name": row.target.name,
            "office": str(words.OFFICES[row.office]).lower(),
            "day": formats.day_long(row.ends_on),
        }
    if kind is Kind.EXCLUSION:
        assert row.target is not None
        return _("Après l’avoir entendu, l’assemblée exclut %(name)s.") % {"name": row.target.name}
    return _("L’assemblée décide : %(title)s. Coût annoncé : %(cost)s par mois.") % {
        "title": row.title,
        "cost": formats.money(row.cost_cents),
    }


@spoken
def explained(_language: str, /, *, row: Proposal, effect: Effect | None, address: str) -> str:
    """Who proposes it, why, what it would do to a month at today's size, and where to read it all."""
    lines = [_("Proposé par %(name)s : %(reason)s") % {"name": row.author.name, "reason": row.reason}]
    if effect is not None:
        before, after = effect.before.figures, effect.after.figures
        size = (
            _("Effet calculé pour %(n)s copropriétés, un mois, quotas remplis :")
            if effect.assumed
            else _("Effet calculé au nombre réel de copropriétés (%(n)s), un mois, quotas remplis :")
        )
        lines.append(size % {"n": formats.number(effect.condominiums)})
        for label, was, becomes in (
            (_("recettes"), before["revenue_cents"], after["revenue_cents"]),
            (_("coût"), before["cost_cents"], after["cost_cents"]),
            (_("excédent"), before["surplus_cents"], after["surplus_cents"]),
        ):
            facts = {"label": label, "before": formats.money(was), "after": formats.money(becomes)}
            lines.append(_("%(label)s : de %(before)s à %(after)s") % facts)
        if effect.is_loss:
            lines.append(_("Cette proposition mène à une perte."))
    lines.append(address)
    return "\n".join(lines)


@spoken
def noted(_language: str, /, *, on: date, number: int, text: str) -> str:
    """What a proposal says of its result: which assembly, which decision, in which words."""
    return _("Assemblée générale du %(day)s, décision n° %(n)s : %(text)s") % {
        "day": formats.day_long(on),
        "n": number,
        "text": text,
    }
