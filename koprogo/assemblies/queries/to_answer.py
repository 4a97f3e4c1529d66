"""What an owner's home says of decisions in writing: those that still wait for their answer, until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from koprogo.assemblies.queries import electorate
from koprogo.platform.access import Access

#: For the statement that reads the building of today: what these parties, owners today, have said nothing to.
TODAY_SQL = """
SELECT json_agg(json_build_array(asked.number, asked.title, asked.until_on, asked.parties)
                ORDER BY asked.until_on, asked.number)
  FROM (SELECT d.number, d.title, d.until_on, json_agg(DISTINCT o.party_id) AS parties
          FROM assemblies_writtendecision d
          JOIN condominiums_ownership o ON o.org_id = d.org_id AND o.party_id = ANY(%(own)s)
           AND o.starts_on <= %(today)s AND (o.ends_on IS NULL OR o.ends_on > %(today)s)
         WHERE d.org_id = %(org)s AND d.state = 'open' AND d.until_on >= %(today)s
           AND NOT EXISTS (SELECT FROM assemblies_writtenanswer a
                            WHERE a.org_id = d.org_id AND a.decision_id = d.id AND a.party_id = o.party_id)
         GROUP BY d.id) asked
"""


@dataclass(frozen=True, slots=True)
class ToAnswer:
    """One decision in writing; ``number``: its address; ``until``: the last day for an answer."""

    number: int
    title: str
    until: date


def to_answer(access: Access, told: Sequence[Any] | None) -> tuple[ToAnswer, ...]:
    """What TODAY_SQL answered, read: of several owners, who was designated in writing answers (CC 3.87 § 1) (no query
    where nothing is asked, one otherwise)."""
    own = electorate.own(access) if told else frozenset()
    return tuple(
        ToAnswer(number, title, date.fromisoformat(until))
        for number, title, until, parties in told or ()
        if any(UUID(party) in own for party in parties)
    )
