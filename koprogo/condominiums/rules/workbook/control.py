"""The control sheet: the few figures to compare with the deed once an import is done."""

from koprogo.condominiums.rules import lots
from koprogo.condominiums.rules.workbook.plan import ImportPlan
from koprogo.condominiums.rules.workbook.reasons import N_

OWNERS = N_("Copropriétaires")
LOTS = N_("Lots")
COUNTED_LOTS = N_("Lots sans caves, garages ni parkings")  # Civil Code, art. 3.90 §1
KEY_SUM = N_("Clé %(key)s, somme des lots")
KEY_TOTAL = N_("Clé %(key)s, total annoncé")
KEY_OWNER = N_("Clé %(key)s, quotités de %(owner)s")


def control_rows(plan: ImportPlan) -> list[tuple[str, int]]:
    """What to check and its figure, in French: numbers of owners and lots, sums per key and per owner."""
    names = {owner.code: owner.name for owner in plan.owners}
    names |= {
        group.code: " + ".join(names.get(one.owner, one.owner) for one in group.members) for group in plan.groups()
    }
    rows = [
        (OWNERS, len(plan.owners)),
        (LOTS, len(plan.lots)),
        (COUNTED_LOTS, lots.counted(lot.kind for lot in plan.lots)),
    ]
    shares = plan.shares()
    for key in plan.keys:
        rows.append((KEY_SUM % {"key": key.label}, sum(key.weights.values())))
        rows.append((KEY_TOTAL % {"key": key.label}, key.total))
        for owner, held in shares[key.name].items():
            rows.append((KEY_OWNER % {"key": key.label, "owner": names.get(owner, owner)}, held))
    return rows
