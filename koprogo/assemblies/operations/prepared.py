"""The assembly whose agenda still changes, locked, and its items by their place."""

from django.db.models import Max

from koprogo.assemblies.models import AgendaItem, Assembly
from koprogo.assemblies.queries import assemblies
from koprogo.assemblies.rules.states import PREPARED, NotNow, SameAgenda, Session, State
from koprogo.kernel.refusals import NotFound
from koprogo.platform.access import Access


def prepared(access: Access, number: str, *, agenda: bool = False) -> Assembly:
    """The assembly, locked, while what belongs to its items can still change. Raises NotFound, NotNow.

    ``agenda``: the items themselves are to change, which those of a second session never do. Raises SameAgenda.
    """
    row = assemblies.get(access, number=number, lock=True)
    if State(row.state) not in PREPARED:
        raise NotNow(state=State(row.state))
    if agenda and row.session == Session.SECOND:
        raise SameAgenda
    return row


def check_words(row: AgendaItem, assembly: Assembly) -> None:
    """Refuse other words for what the new assembly of CC 3.88 § 4 is held for. Raises SameAgenda."""
    if assembly.session == Session.RETRY and row.carried_from_id is not None:
        raise SameAgenda


def item_at(access: Access, assembly: Assembly, position: int) -> AgendaItem:
    """One item of an assembly by its place. Raises NotFound."""
    found = AgendaItem.objects.filter(org_id=access.org_id, assembly=assembly, position=position)
    row = found.select_related("request").first()
    if row is None:
        raise NotFound(what="agenda_item")
    return row


def next_position(access: Access, assembly: Assembly) -> int:
    """The place after the last item."""
    last = AgendaItem.objects.filter(org_id=access.org_id, assembly=assembly).aggregate(last=Max("position"))["last"]
    return int(last or 0) + 1
