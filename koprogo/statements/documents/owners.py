"""What every owner owes or has paid ahead on a day, lot by lot's holder, with the way to the whole account."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from koprogo.ledger.queries.sums import OwnerSums
from koprogo.ledger.rules.roles import OWNER_ROLES, AccountRole
from koprogo.ledger.rules.selection import Selection
from koprogo.platform.formats import amount
from koprogo.statements.documents import words
from koprogo.statements.documents.sheet import Column, Form, Kind, Row, Sheet, Table
from koprogo.statements.rules.kinds import Statement
from koprogo.statements.rules.periods import Period

_ROLES = (AccountRole.OWNERS_CHARGES, AccountRole.OWNERS_RESERVE, AccountRole.FORMER_OWNERS)


def sheet(period: Period, owners: Sequence[OwnerSums], lots: Mapping[UUID, tuple[str, ...]], *, banner: str) -> Sheet:
    """``lots``: the numbers of the lots that each party holds on that day."""
    columns = (
        Column(_("Copropriétaire"), Form.WORDS),
        Column(_("Lots"), Form.WORDS),
        Column(_("Charges et roulement")),
        Column(_("Réserve")),
        Column(_("Anciens copropriétaires")),
        Column(_("Solde")),
    )
    rows = [_row(period, one, lots) for one in owners]
    if rows:
        rows.append(_total(owners))
    return Sheet(
        kind=Statement.OWNERS,
        title=str(words.TITLES[Statement.OWNERS]),
        dated=words.at(period.to_on),
        banner=banner,
        from_on=period.from_on,
        to_on=period.to_on,
        tables=(Table("owners", "", columns, tuple(rows), _("Aucun compte de copropriétaire n’a encore bougé.")),),
        notes=(_("Un montant positif est dû à l’association ; un montant négatif est payé d’avance."),),
    )


def _row(period: Period, one: OwnerSums, lots: Mapping[UUID, tuple[str, ...]]) -> Row:
    held = [one.by_role.get(role, 0) for role in _ROLES]
    if one.party_id is None:
        return Row("autres", (_("Les autres copropriétaires"), "", *held, one.total_cents))
    formula = " + ".join(amount(cents) for cents in held) + " = " + amount(one.total_cents)
    return Row(
        str(one.party_id),
        (one.name, ", ".join(lots.get(one.party_id, ())), *held, one.total_cents),
        formula=formula,
        behind=Selection(roles=OWNER_ROLES, party_id=one.party_id, to_on=period.to_on),
        party_id=one.party_id,
    )


def _total(owners: Sequence[OwnerSums]) -> Row:
    sums = [sum(one.by_role.get(role, 0) for one in owners) for role in _ROLES]
    owed = sum(max(one.total_cents, 0) for one in owners)
    ahead = sum(max(-one.total_cents, 0) for one in owners)
    formula = _("Dû %(owed)s − payé d’avance %(ahead)s = %(total)s") % {
        "owed": amount(owed),
        "ahead": amount(ahead),
        "total": amount(owed - ahead),
    }
    return Row("total", (_("Total"), "", *sums, sum(sums)), Kind.TOTAL, formula=formula)
