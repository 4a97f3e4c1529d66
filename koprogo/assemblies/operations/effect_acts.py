"""The acts that decisions become, one for each effect. Sums and votes come from the decision, never from a form."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

from koprogo.assemblies.documents import effect_words
from koprogo.assemblies.models import Assembly, Resolution, ResolutionEffect
from koprogo.assemblies.rules import effects as rules
from koprogo.assemblies.rules.effects import Effect
from koprogo.assemblies.rules.subjects import Subject
from koprogo.budgets.operations import budgets, reserve
from koprogo.budgets.operations.budgets import Decided
from koprogo.budgets.queries import sheet as budget_sheet
from koprogo.charges.operations import calls
from koprogo.charges.operations.calls import Part
from koprogo.charges.rules.calls import CallKind
from koprogo.closing.operations import closing
from koprogo.condominiums.operations import mandates
from koprogo.condominiums.queries import building, keys, parties
from koprogo.condominiums.queries import mandates as offices
from koprogo.condominiums.rules.rights import Role
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.platform import files
from koprogo.platform.access import Access
from koprogo.platform.models import StoredFile


class NobodyElected(Refused):
    """The elected person is not in the list of people yet."""

    code = "assemblies.nobody_elected"


class NoYear(Refused):
    """Neither the item nor the reader says which year it is about."""

    code = "assemblies.no_year"


class OtherPartRefused(Refused):
    """The year's budget was voted in parts and one was refused: what was proposed is not what was voted. `title`."""

    code = "assemblies.other_part_refused"


class NoSyndicToRevoke(Refused):
    """Nobody is syndic on that day."""

    code = "assemblies.no_syndic_to_revoke"


class DayMissing(Refused):
    """The act needs a day that the decision does not say."""

    code = "assemblies.day_missing"


class HouseRulesMissing(Refused):
    """The new house rules are kept as they are: the paper is the proof."""

    code = "assemblies.house_rules_missing"


@dataclass(frozen=True, slots=True)
class Given:
    """What the decision does not say itself: a person, days, a year, a paper. Never an amount."""

    party_id: UUID | None = None
    starts_on: date | None = None
    last_on: date | None = None
    on: date | None = None
    year: str = ""
    key_id: UUID | None = None
    note: str = ""
    data: bytes = b""
    name: str = ""


Made = tuple[UUID, str]
ROLE = {Effect.SYNDIC: Role.SYNDIC, Effect.COUNCIL: Role.COUNCIL, Effect.AUDITOR: Role.AUDITOR}
_CALLED = {"reserve": CallKind.RESERVE, "working_fund": CallKind.WORKING_FUND}


def _language(access: Access) -> str:
    return building.condominium(access).language


def _decision(access: Access, assembly: Assembly, row: Resolution) -> str:
    return effect_words.decision(_language(access), assembly.held_on, row.number, row.title)


def _office(access: Access, assembly: Assembly, row: Resolution, given: Given) -> Made:
    """An office, for the days the assembly voted: ``ends_on`` is the first day without it."""
    effect = rules.of(Subject(row.item.subject), cost_cents=None)
    role = ROLE[effect] if effect else Role.COUNCIL
    party_id = row.item.candidate_id or given.party_id
    if party_id is None:
        raise NobodyElected(field="party")
    starts_on = row.item.term_from or given.starts_on or assembly.held_on
    last_on = row.item.term_to or given.last_on
    made = mandates.give_mandate(
        access,
        party_id=party_id,
        role=role,
        starts_on=starts_on,
        ends_on=rules.first_day_without(last_on),
        decision=_decision(access, assembly, row),
    )
    name = parties.get(access, party_id=party_id).name
    return made.id, effect_words.office(_language(access), role, name, starts_on, last_on)


def _syndic_ends(access: Access, assembly: Assembly, row: Resolution, given: Given) -> Made:
    """The syndic's mandate ends: at once, or on the day the assembly said (CC 3.89 § 7)."""
    ends_on = given.on or assembly.held_on + timedelta(days=1)
    held = next(
        (
            one
            for one in offices.listing(access)
            if one.role == Role.SYNDIC and one.starts_on < ends_on and (one.ends_on is None or one.ends_on > ends_on)
        ),
        None,
    )
    if held is None:
        raise NoSyndicToRevoke(field="on")
    mandates.end_mandate(access, mandate_id=held.mandate_id, on=ends_on, decision=_decision(access, assembly, row))
    return held.mandate_id, effect_words.office_ends(_language(access), held.name, ends_on - timedelta(days=1))


def _year(row: Resolution, given: Given) -> str:
    year = row.item.year or given.year
    if not year:
        raise NoYear(field="year")
    return year


def _accounts(access: Access, assembly: Assembly, row: Resolution, given: Given) -> Made:
    """The closing of the year has its decision: it can then be closed for ever."""
    year = _year(row, given)
    made = closing.approve(access, year=year, on=assembly.held_on, decision=_decision(access, assembly, row))
    return made.id, effect_words.accounts(_language(access), year)


def _budget(access: Access, assembly: Assembly, row: Resolution, given: Given) -> Made:
    """The proposed budget of the year becomes the voted one. Where it was voted in parts, all of them together."""
    year, language = _year(row, given), _language(access)
    parts = Resolution.objects.filter(org_id=access.org_id, assembly=assembly, item__subject=Subject.BUDGET)
    parts = parts.filter(item__year__in=["", year]) if row.item.year else parts
    refused = parts.filter(adopted=False).first()
    if refused is not None:
        raise OtherPartRefused(title=refused.title, year=year)
    standing = budget_sheet.look(access).latest(year)
    kept = ResolutionEffect.objects.filter(org_id=access.org_id, resolution__in=parts, kind=Effect.BUDGET.value)
    before = kept.filter(subject_id=standing.id).first() if standing else None
    if before is not None:  # the other part of the same vote has written it
        return before.subject_id, before.label
    said = Decided(assembly.held_on, _decision(access, assembly, row), item=str(row.number))
    made = budgets.vote(access, year=year, decided=said)
    return made.id, effect_words.budget(language, year, made.version)


def _waiver(access: Access, assembly: Assembly, row: Resolution, given: Given) -> Made:
    """No contribution to the reserve, with the votes as they were counted (CC 3.86 § 3)."""
    in_favour, against = Fraction(row.result.in_favour), Fraction(row.result.against)
    for_votes, cast_votes = rules.whole(in_favour, in_favour + against)
    said = Decided(assembly.held_on, _decision(access, assembly, row), item=str(row.number))
    made = reserve.waive(access, decided=said, for_votes=for_votes, cast_votes=cast_votes)
    return made.id, effect_words.waiver(_language(access))


def _call(access: Access, assembly: Assembly, row: Resolution, given: Given) -> Made:
    """A call is prepared: the sum and the key are those that were voted; it is read again and sent elsewhere."""
    if given.on is None:
        raise DayMissing(field="on")
    key_id = row.item.key_id
    if key_id is None:
        deed = keys.deed_key(access, on=assembly.held_on)
        if deed is None:
            raise NotFound(what="key")
        key_id = deed.key_id
    cents = row.item.called_cents or row.item.cost_cents
    assert cents is not None, "a call follows from an item with a cost"
    kind = _CALLED.get(row.item.template, CallKind.SPECIAL)
    made = calls.write(
        access,
        title=row.title[:120],
        due_on=given.on,
        parts=[Part(kind, row.title[:120], key_id, cents)],
        decision=_decision(access, assembly, row),
    )
    return made.id, effect_words.call(_language(access), made.number)


def _key(access: Access, assembly: Assembly, row: Resolution, given: Given) -> Made:
    """The key was changed on its own page: the decision keeps which one."""
    if given.key_id is None:
        raise NotFound(what="key")
    found = keys.by_id(access, key_id=given.key_id)
    return found.key_id, effect_words.key(_language(access), found.label)


def _deed(access: Access, assembly: Assembly, row: Resolution, given: Given) -> Made:
    """The notary's deed was signed."""
    if given.on is None:
        raise DayMissing(field="on")
    return row.id, effect_words.deed(_language(access), given.on, given.note.strip()[:120])


def _house_rules(access: Access, assembly: Assembly, row: Resolution, given: Given) -> Made:
    """A new version of the house rules is kept, with the decision behind it (CC 3.93)."""
    if not given.data:
        raise HouseRulesMissing(field="file")
    kept = files.keep(
        access, data=given.data, name=given.name, retention=StoredFile.Retention.BUILDING, subject_id=row.id
    )
    return kept.id, effect_words.house_rules(_language(access), given.on or assembly.held_on)


ACTS: dict[Effect, Callable[[Access, Assembly, Resolution, Given], Made]] = {
    Effect.SYNDIC: _office,
    Effect.COUNCIL: _office,
    Effect.AUDITOR: _office,
    Effect.SYNDIC_ENDS: _syndic_ends,
    Effect.ACCOUNTS: _accounts,
    Effect.BUDGET: _budget,
    Effect.WAIVER: _waiver,
    Effect.CALL: _call,
    Effect.KEY: _key,
    Effect.DEED: _deed,
    Effect.HOUSE_RULES: _house_rules,
}
