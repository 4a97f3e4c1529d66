"""The agenda as it is frozen into a convocation: plain values, complete in themselves, hashed."""

from typing import Any

from koprogo.assemblies.models import Assembly
from koprogo.assemblies.queries import agenda, electorate
from koprogo.assemblies.queries.agenda import ItemRow, LotCost
from koprogo.platform.access import Access


def of(access: Access, *, assembly: Assembly, language: str) -> dict[str, Any]:
    """What is sent: day, place, access, items in order with majority, cost for each party, documents (two queries)."""
    items = [one for one in agenda.items(access, assembly=assembly) if one.is_listed]
    costs = agenda.costs(access, items=items, on=assembly.held_on)
    return {
        "number": assembly.number,
        "kind": assembly.kind,
        "session": assembly.session,
        "first_on": assembly.follows.held_on.isoformat() if assembly.follows else None,
        "held_on": assembly.held_on.isoformat(),
        "starts_at": assembly.starts_at.strftime("%H:%M"),
        "place": assembly.place,
        "consult": assembly.consult,
        "remote_link": assembly.remote_link,
        "remote_text": assembly.remote_text,
        "recorded": assembly.recorded,
        "members": electorate.rules(access).by_heads,
        "urgent_because": assembly.urgent_because,
        "language": language,
        "items": [_item(number, one, costs.get(one.item_id, [])) for number, one in enumerate(items, 1)],
    }


def _item(number: int, one: ItemRow, costs: list[LotCost]) -> dict[str, Any]:
    by_party: dict[str, int] = {}
    for cost in costs:
        if cost.party_id:
            by_party[str(cost.party_id)] = by_party.get(str(cost.party_id), 0) + cost.cents
    return {
        "number": number,
        "item_id": str(one.item_id),
        "title": one.title,
        "text": one.text,
        "comment": one.comment,
        "subject": one.subject.value if one.subject else None,
        "majority": one.required.majority.value if one.required else None,
        "article": one.required.article if one.required else "",
        "clause": one.required.clause if one.required else "",
        "origin": one.origin.value,
        "author": one.author,
        "cost_cents": one.cost_cents,
        "key": one.key_label,
        "payers_decide": one.payers_decide,
        "costs": by_party,
        "candidate": one.candidate,
        "documents": [{"label": kept.label, "file_id": str(kept.file_id)} for kept in one.documents],
        "quotes": [
            {"contractor": quote.contractor, "cents": quote.amount_cents, "chosen": quote.chosen}
            for quote in one.quotes
        ],
        "excluded": [{"name": out.name, "reason": out.reason} for out in one.exclusions],
    }
