"""The majority that one item needs: derived from its subject, the day of its assembly and which session it is."""

from dataclasses import replace

from koprogo.assemblies.models import AgendaItem, Assembly
from koprogo.assemblies.queries import electorate
from koprogo.assemblies.rules import subjects
from koprogo.assemblies.rules.majorities import Majority
from koprogo.assemblies.rules.states import Session
from koprogo.assemblies.rules.subjects import OF_WHO_CAME, Required, Subject
from koprogo.platform.access import Access


def required(access: Access, found: AgendaItem, assembly: Assembly) -> Required:
    """The majority of an item on the day of its assembly: derived, never chosen (table 3.7, no query).

    Raises SubjectNotCovered.
    """
    need = subjects.required(
        Subject(found.subject),
        on=assembly.held_on,
        caused_by=Subject(found.caused_by) if found.caused_by else None,
        statutes=Majority(found.statutes_majority) if found.statutes_majority else None,
        clause=found.statutes_clause,
        table=electorate.rules(access).subjects,
    )
    again = need.majority is Majority.UNANIMITY and _is_again(found, assembly)
    return replace(need, article=OF_WHO_CAME) if again else need


def _is_again(found: AgendaItem, assembly: Assembly) -> bool:
    """Whether an item is before the new assembly of CC 3.88 § 4: what the first one missed by absence, nothing else.

    Where that assembly had no quorum, its second session is still it.
    """
    if found.carried_from_id is None:
        return False
    if assembly.session != Session.SECOND or assembly.follows is None:
        return assembly.session == Session.RETRY
    return _is_again(found.carried_from, assembly.follows)
