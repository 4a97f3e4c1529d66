"""The items of an agenda: begun from the library, written, ordered, withdrawn with a reason, never deleted."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext

from koprogo.assemblies.models import AgendaItem, Assembly
from koprogo.assemblies.operations import parts
from koprogo.assemblies.operations.prepared import check_words, item_at, next_position, prepared
from koprogo.assemblies.queries import electorate
from koprogo.assemblies.rules import library, library_members, subjects
from koprogo.assemblies.rules.agenda import ItemState, NothingProposed, Origin, ReasonMissing, RequestState
from koprogo.assemblies.rules.library import Template
from koprogo.assemblies.rules.majorities import Majority
from koprogo.assemblies.rules.subjects import Subject
from koprogo.condominiums.queries import building
from koprogo.condominiums.rules import mandates
from koprogo.condominiums.rules.rights import Right, Role
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.platform import audit
from koprogo.platform.access import Access, act


class KeyMissing(Refused):
    """Only those who pay decide: by which key they pay must be known."""

    code = "assemblies.key_missing"
    article = "CC 3.87 § 6"


class TermTooLong(Refused):
    """A syndic is appointed for three years at most. `last_on`: the last possible day."""

    code = "assemblies.term_too_long"
    article = "CC 3.89 § 1"


class CalledTooMuch(Refused):
    """Owners are not asked for more than a decision costs."""

    code = "assemblies.called_too_much"


class AuthorsChoice(Refused):
    """What its author took back is not put to the vote by somebody else."""

    code = "assemblies.authors_choice"


class OwnersItem(Refused):
    """What an owner asked in time must be on the agenda: only its author takes it back."""

    code = "assemblies.owners_item"
    article = "CC 3.87 § 3"


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What an item says. ``subject`` empty: discussed, not voted; ``term_to``: last day of the office."""

    title: str
    text: str = ""
    comment: str = ""
    subject: str = ""
    caused_by: str = ""
    statutes_majority: str = ""
    statutes_clause: str = ""
    year: str = ""
    cost_cents: int | None = None
    called_cents: int | None = None
    key_id: UUID | None = None
    payers_decide: bool = False
    candidate_id: UUID | None = None
    candidate_name: str = ""
    term_from: date | None = None
    term_to: date | None = None
    hidden_ballots: bool = False


def start(access: Access, *, assembly: Assembly, language: str, council: bool) -> None:
    """Give an ordinary assembly the agenda it begins with (part of planning it)."""
    by_heads = electorate.rules(access).by_heads
    usual = library_members.starter() if by_heads else library.starter(council=council)
    for position, template in enumerate(usual, 1):
        origin = Origin.LEGAL if template.legal else Origin.SYNDIC
        _from(access, assembly, template, position, language, origin).save(force_insert=True)


def take_over(access: Access, *, assembly: Assembly, first: Assembly, only: Collection[UUID] = ()) -> None:
    """Copy the agenda of the session before, word for word (CC 3.87 § 5): part of planning the next one.

    ``only``: the items that are decided again, where the others were decided.
    """
    listed = AgendaItem.objects.filter(org_id=access.org_id, assembly=first, state=ItemState.LISTED)
    listed = listed.filter(id__in=list(only)) if only else listed
    for position, old in enumerate(listed.order_by("position"), 1):
        before = old.id
        copy = AgendaItem.objects.get(org_id=access.org_id, id=before)
        copy.pk, copy.assembly, copy.position, copy.carried_from_id = None, assembly, position, before
        copy.vote_state, copy.opened_at, copy.closed_at, copy.amended_text = "waiting", None, None, ""
        copy.id = AgendaItem().id
        copy.save(force_insert=True)
        parts.copy(access, before=before, item_id=copy.id)


def _from(
    access: Access, assembly: Assembly, template: Template, position: int, language: str, origin: Origin
) -> AgendaItem:
    with translation.override(language):
        title, text = gettext(template.title), gettext(template.text)
    return AgendaItem(
        org_id=access.org_id,
        assembly=assembly,
        position=position,
        title=title,
        text=text,
        subject=template.subject or "",
        template=template.code,
        origin=origin,
    )


@act("assemblies.item_added", needs=Right.PREPARE_ITEMS)
def add(access: Access, *, number: str, template: str) -> AgendaItem:
    """Put an item of the library at the end of an agenda. Raises NotFound, NotNow."""
    assembly = prepared(access, number, agenda=True)
    usual = library_members.BY_CODE if electorate.rules(access).by_heads else library.BY_CODE
    chosen = usual.get(template)
    if chosen is None:
        raise NotFound(what="template")
    origin = Origin.SYNDIC if Role.SYNDIC in access.roles or not access.roles else Origin.COUNCIL
    language = building.condominium(access).language
    row = _from(access, assembly, chosen, next_position(access, assembly), language, origin)
    row.save(force_insert=True)
    audit.record(access, "assemblies.item_added", assembly.id, number=number, item=row.position, template=template)
    return row


@act("assemblies.item_written", needs=Right.PREPARE_ITEMS)
def write(access: Access, *, number: str, position: int, facts: ItemFacts) -> AgendaItem:
    """Word an item. Raises NothingProposed, ClauseMissing, SubjectNotCovered, KeyMissing, TermTooLong, NotNow,
    SameAgenda."""
    assembly = prepared(access, number, agenda=True)
    row = item_at(access, assembly, position)
    check_words(row, assembly)
    check(access, facts, assembly.held_on)
    for name in ItemFacts.__slots__:
        setattr(row, name, getattr(facts, name))
    row.save(update_fields=list(ItemFacts.__slots__))
    audit.record(access, "assemblies.item_written", assembly.id, number=number, item=position, title=row.title)
    return row


def check(access: Access, facts: ItemFacts, on: date) -> None:
    """What the law and the sense of an item ask of its facts (part of wording one)."""
    if facts.subject:
        if not facts.text.strip():
            raise NothingProposed(field="text")
        subjects.required(
            Subject(facts.subject),
            on=on,
            caused_by=Subject(facts.caused_by) if facts.caused_by else None,
            statutes=Majority(facts.statutes_majority) if facts.statutes_majority else None,
            clause=facts.statutes_clause,
            table=electorate.rules(access).subjects,
        )
    if facts.called_cents is not None and facts.called_cents > (facts.cost_cents or 0):
        raise CalledTooMuch(field="called")
    if facts.payers_decide and facts.key_id is None:
        raise KeyMissing(field="key")
    if facts.subject == Subject.SYNDIC_APPOINTMENT and facts.term_from and facts.term_to:
        latest = mandates.syndic_latest_end(facts.term_from)
        if facts.term_to >= latest:
            raise TermTooLong(field="term_to", last_on=latest - timedelta(days=1))


@act("assemblies.item_moved", needs=Right.PREPARE_ITEMS)
def move(access: Access, *, number: str, position: int, up: bool) -> int:
    """Exchange an item with the one before or after it; at the end of the list nothing moves. The new place."""
    assembly = prepared(access, number, agenda=True)
    row = item_at(access, assembly, position)
    beside = AgendaItem.objects.filter(org_id=access.org_id, assembly=assembly)
    beside = beside.filter(position__lt=position) if up else beside.filter(position__gt=position)
    other = beside.order_by("-position" if up else "position").first()
    if other is None:
        return position
    mine, theirs = row.position, other.position
    _place(row, 0)  # two items are never at one place, not even for a moment
    _place(other, mine)
    _place(row, theirs)
    audit.record(access, "assemblies.item_moved", assembly.id, number=number, item=mine, to=theirs)
    return theirs


def _place(row: AgendaItem, position: int) -> None:
    row.position = position
    row.save(update_fields=["position"])


@act("assemblies.item_withdrawn", needs=Right.PREPARE_ITEMS)
def withdraw(access: Access, *, number: str, position: int, reason: str) -> AgendaItem:
    """Take an item off the agenda; it stays listed beside it with the reason. Raises ReasonMissing, OwnersItem."""
    assembly = prepared(access, number, agenda=True)
    row = item_at(access, assembly, position)
    if not reason.strip():
        raise ReasonMissing(field="reason")
    if row.origin == Origin.OWNER and row.state == ItemState.LISTED:
        raise OwnersItem(author=row.request.author_name if row.request else "")
    row.state, row.state_reason = ItemState.WITHDRAWN, reason.strip()
    row.save(update_fields=["state", "state_reason"])
    audit.record(access, "assemblies.item_withdrawn", assembly.id, number=number, item=position, reason=reason)
    return row


@act("assemblies.item_listed", needs=Right.PREPARE_ITEMS)
def list_again(access: Access, *, number: str, position: int) -> AgendaItem:
    """Put a withdrawn or late item on the agenda after all, before the convocation leaves.

    Raises AuthorsChoice, NotNow, NotFound.
    """
    assembly = prepared(access, number, agenda=True)
    row = item_at(access, assembly, position)
    if row.request and row.request.state == RequestState.WITHDRAWN:
        raise AuthorsChoice(author=row.request.author_name)
    row.state, row.state_reason = ItemState.LISTED, ""
    row.save(update_fields=["state", "state_reason"])
    if row.request:
        row.request.state, row.request.state_reason = RequestState.LISTED, ""
        row.request.save(update_fields=["state", "state_reason"])
    audit.record(access, "assemblies.item_listed", assembly.id, number=number, item=position)
    return row
