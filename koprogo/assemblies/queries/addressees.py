"""Who is convened and how: for every party that holds a lot on a day, whoever is written to, in one statement."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from koprogo.assemblies.queries import electorate
from koprogo.assemblies.rules import convocation
from koprogo.assemblies.rules.convocation import Channel
from koprogo.platform.access import Access

# A review of sixty addressees costs what one of five costs.
_OWNERS = """
WITH deed AS (
  SELECT id FROM condominiums_allocationkey
   WHERE org_id = %(org)s AND kind = 'shares' AND valid_from <= %(on)s AND (valid_to IS NULL OR valid_to > %(on)s)
   LIMIT 1
), held AS (
  SELECT o.party_id, jsonb_agg(l.number ORDER BY l.position, l.id) AS lots, min(l.position) AS position,
         coalesce(sum(w.weight), 0)::bigint AS shares
    FROM condominiums_ownership o
    JOIN condominiums_lot l ON l.org_id = o.org_id AND l.id = o.lot_id
    LEFT JOIN condominiums_keyweight w ON w.org_id = o.org_id AND w.lot_id = l.id AND w.key_id = (SELECT id FROM deed)
   WHERE o.org_id = %(org)s AND o.starts_on <= %(on)s AND (o.ends_on IS NULL OR o.ends_on > %(on)s)
   GROUP BY o.party_id
)"""
# Members of a non-profit: one vote each, in the order of their names.
_MEMBERS = """
WITH held AS (
  SELECT e.party_id, '[]'::jsonb AS lots, row_number() OVER (ORDER BY p.sort_name, p.id) AS position,
         1::bigint AS shares
    FROM assemblies_elector e JOIN condominiums_party p ON p.org_id = e.org_id AND p.id = e.party_id
   WHERE e.org_id = %(org)s AND e.starts_on <= %(on)s AND (e.ends_on IS NULL OR e.ends_on > %(on)s)
)"""
_ADDRESSEES = """, office AS (
  SELECT m.party_id, s.name FROM condominiums_mandate m
    JOIN condominiums_party s ON s.org_id = m.org_id AND s.id = m.party_id
   WHERE m.org_id = %(org)s AND m.role = 'syndic' AND m.starts_on <= %(on)s
     AND (m.ends_on IS NULL OR m.ends_on > %(on)s)
   ORDER BY m.starts_on DESC, m.id LIMIT 1
), target AS (
  SELECT h.*, p.name AS party_name, coalesce(p.representative_id, p.id) AS to_id, false AS suspended
    FROM held h JOIN condominiums_party p ON p.org_id = %(org)s AND p.id = h.party_id
   WHERE p.kind NOT IN ('joint', 'split') OR p.representative_id IS NOT NULL
  UNION
  SELECT h.party_id, h.lots, h.position, h.shares, p.name, coalesce(m.member_id, p.id), true
    FROM held h JOIN condominiums_party p ON p.org_id = %(org)s AND p.id = h.party_id
    LEFT JOIN condominiums_partymember m ON m.org_id = p.org_id AND m.whole_id = p.id
   WHERE p.kind IN ('joint', 'split') AND p.representative_id IS NULL
)
SELECT t.party_id, t.party_name, t.lots::json, t.shares, t.suspended, r.id, r.name,
       CASE WHEN r.street || r.postcode || r.city = '' THEN p.street ELSE r.street END,
       CASE WHEN r.street || r.postcode || r.city = '' THEN p.postcode ELSE r.postcode END,
       CASE WHEN r.street || r.postcode || r.city = '' THEN p.city ELSE r.city END,
       CASE WHEN r.street || r.postcode || r.city = '' THEN p.country ELSE r.country END,
       r.email, r.language, r.email_consent_on,
       (SELECT json_agg(json_build_array(c.given, c."on") ORDER BY c."on", c.id)
          FROM assemblies_electronicconsent c WHERE c.org_id = %(org)s AND c.party_id = r.id),
       o.party_id, coalesce(o.name, '')
  FROM target t
  JOIN condominiums_party p ON p.org_id = %(org)s AND p.id = t.party_id
  JOIN condominiums_party r ON r.org_id = %(org)s AND r.id = t.to_id
  LEFT JOIN office o ON true
 ORDER BY t.position, t.party_id, r.sort_name, r.id
"""


@dataclass(frozen=True, slots=True)
class AddresseeRow:
    """One letter to write. ``party`` holds the lots; ``name`` is who is written to; ``consent_on``: of e-mail.

    ``syndic``: whoever is in office that day, the same on every row: never a carrier of proxies.
    """

    party_id: UUID
    party_name: str
    lots: tuple[str, ...]
    shares: int
    vote_suspended: bool
    addressee_id: UUID
    name: str
    address: tuple[str, ...]
    email: str
    language: str
    channel: Channel
    consent_on: date | None
    syndic_id: UUID | None
    syndic_name: str

    @property
    def unreachable(self) -> bool:
        """Whether a letter would have no address to go to."""
        return self.channel is not Channel.EMAIL and not self.address


def of_day(access: Access, *, on: date) -> list[AddresseeRow]:
    """Everybody to be convened on a day, in lot order (one query). A registered letter unless that very person agreed
    to e-mail in writing and the agreement still holds (CC 3.87 § 3)."""
    with connection.cursor() as cursor:
        held = _MEMBERS if electorate.rules(access).by_heads else _OWNERS
        cursor.execute(held + _ADDRESSEES, {"org": access.org_id, "on": on})
        return [_row(found, on) for found in cursor.fetchall()]


def _row(found: tuple[Any, ...], on: date) -> AddresseeRow:
    (
        party_id,
        party,
        lots,
        shares,
        suspended,
        to_id,
        name,
        street,
        postcode,
        city,
        country,
        email,
        language,
        given,
        told,
        syndic_id,
        syndic,
    ) = found
    consents = convocation.consents(
        recorded_on=given, events=[(bool(yes), date.fromisoformat(day)) for yes, day in told or ()]
    )
    held = convocation.held(consents, on=on)
    place = f"{postcode} {city}".strip()
    abroad = country if country not in ("", "BE") else ""
    return AddresseeRow(
        party_id=party_id,
        party_name=party,
        lots=tuple(lots),
        shares=shares,
        vote_suspended=suspended,
        addressee_id=to_id,
        name=name,
        address=tuple(filter(None, (street, place, abroad))) if street or place else (),
        email=email,
        language=language,
        channel=Channel.EMAIL if held and email else Channel.REGISTERED,
        consent_on=held.given_on if held else None,
        syndic_id=syndic_id,
        syndic_name=syndic,
    )
