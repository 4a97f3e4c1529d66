"""All assemblies, and one of them with its agenda."""

from django.http import HttpRequest, HttpResponse

from koprogo.assemblies import labels
from koprogo.assemblies.pages import frame
from koprogo.assemblies.queries import agenda, assemblies, convocations, effects, electorate, extraordinary, proposals
from koprogo.assemblies.queries import written as questions
from koprogo.assemblies.rules import planning
from koprogo.assemblies.rules.states import Kind, Session, State
from koprogo.condominiums.rules.rights import Right
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.rendering import page


@door(needs=Right.SEE_ASSEMBLIES)
def listing(request: HttpRequest, access: Access) -> HttpResponse:
    """Those to come, those held, what owners proposed."""
    rows = assemblies.listing(access)
    prepares = access.may(Right.PREPARE_ASSEMBLY)
    asked = proposals.listing(access) if access.may(Right.READ_MINUTES) else []
    return page(
        request,
        "assemblies/assemblies.html",
        ahead=sorted((row for row in rows if row.is_ahead), key=lambda row: (row.held_on, row.number)),
        held=[row for row in rows if not row.is_ahead and row.kind is not Kind.WRITTEN],
        proposals=asked,
        written=questions.listing(access) if access.may(Right.SEE_LOTS) else [],
        by_heads=electorate.rules(access).by_heads,
        requests=extraordinary.listing(access) if access.may(Right.READ_MINUTES) else [],
        to_convene=[row for row in rows if row.state is State.PLANNED] if prepares else [],
        unproven=convocations.unproven(access) if prepares else [],
        labels=labels,
        Right=Right,
    )


@door(needs=Right.SEE_ASSEMBLIES)
def show(request: HttpRequest, access: Access, assembly: str) -> HttpResponse:
    """One assembly: its agenda, its legal clock, what it would cost the reader's lots, what is to be done."""
    row = assemblies.get(access, number=assembly)
    if row.kind == Kind.WRITTEN and access.may(Right.SEE_LOTS):
        decided = questions.of_assembly(access, assembly_id=row.id)
        if decided is not None:
            return frame.to("written", access, written=decided.number)
    items = agenda.items(access, assembly=row)
    money = access.may(Right.SEE_BOOKS)
    costs = agenda.costs(access, items=items, on=row.held_on) if money else {}
    mine = agenda.mine(costs, access.party_ids) if access.party_ids else {}
    prepares = access.may(Right.PREPARE_ITEMS) and row.state == State.PLANNED
    ordered = prepares and row.session != Session.SECOND  # a second session has the agenda of the first
    odd = planning.warnings(
        held_on=row.held_on,
        today=access.today,
        kind=Kind(row.kind),
        starts=row.fortnight,
        notice_days=row.notice_days,
        members=frame.members(access),
    )
    warned = frame.day_warnings(odd, row) if prepares else []
    return page(
        request,
        "assemblies/assembly.html",
        assembly=row,
        title=frame.title_of(row),
        items=[item for item in items if item.is_listed],
        aside=[item for item in items if not item.is_listed],
        mine=mine,
        mine_cents=sum(mine.values()),
        clock=frame.clock_rows(access, row),
        warnings=warned,
        my_letter=convocations.mine(access, assembly=row) if row.state != State.PLANNED and access.party_ids else None,
        prepares=prepares,
        ordered=ordered,
        effects=effects.of_assembly(access, assembly=row),
        to_hold_again=access.may(Right.PREPARE_ASSEMBLY)
        and assemblies.to_hold_again(access, first=row),
        to_decide_again=access.may(Right.PREPARE_ASSEMBLY)
        and assemblies.to_decide_again(access, first=row),
        labels=labels,
        Right=Right,
    )
