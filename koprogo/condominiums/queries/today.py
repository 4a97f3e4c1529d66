"""What the building says about today, in one statement: identity, set-up, mandates, holes, work that failed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from koprogo.condominiums.queries.building import LEGAL_FORM
from koprogo.condominiums.rules import setup
from koprogo.condominiums.rules.lots import NOT_COUNTED
from koprogo.platform.access import Access

_HOLDS = "starts_on <= %(today)s AND (ends_on IS NULL OR ends_on > %(today)s)"
_VALID = "valid_from <= %(today)s AND (valid_to IS NULL OR valid_to > %(today)s)"

# A dashboard has eight statements for everything (ux.md 11): these facts are many, and small.
_FACTS = f"""
WITH held AS (
  SELECT o.lot_id, o.party_id FROM condominiums_ownership o WHERE o.org_id = %(org)s AND {_HOLDS}
), weighed AS (
  SELECT k.id, k.code, k.label, k.kind, k.total, coalesce(sum(w.weight), 0)::bigint AS weight
    FROM condominiums_allocationkey k
    LEFT JOIN condominiums_keyweight w ON w.org_id = k.org_id AND w.key_id = k.id
   WHERE k.org_id = %(org)s AND {_VALID}
   GROUP BY k.id
)
SELECT c.name, c.name_2, c.language, c.language_2, c.enterprise_number,
  c.street <> '' AND c.postcode <> '' AND c.city <> '',
  (SELECT count(*) FROM condominiums_lot WHERE org_id = %(org)s),
  (SELECT count(*) FROM condominiums_lot WHERE org_id = %(org)s AND kind <> ALL(%(uncounted)s)),
  (SELECT count(DISTINCT lot_id) FROM held),
  (SELECT total FROM weighed WHERE kind = 'shares'),
  (SELECT weight FROM weighed WHERE kind = 'shares'),
  (SELECT count(*) FROM weighed),
  (SELECT json_agg(json_build_array(code, label, total - weight) ORDER BY code) FROM weighed WHERE total <> weight),
  (SELECT count(DISTINCT party_id) FROM held),
  (SELECT count(DISTINCT h.party_id) FROM held h
     JOIN condominiums_party p ON p.org_id = %(org)s AND p.id = h.party_id
     LEFT JOIN condominiums_party r ON r.org_id = p.org_id AND r.id = p.representative_id
    WHERE p.email <> '' OR p.street <> '' OR r.email <> '' OR r.street <> ''),
  (SELECT count(*) FROM platform_mailing
    WHERE org_id = %(org)s AND purpose = 'invitation' AND state <> 'recalled'),
  (SELECT json_agg(DISTINCT l.number) FROM condominiums_ownership o
     JOIN condominiums_lot l ON l.org_id = o.org_id AND l.id = o.lot_id
    WHERE o.org_id = %(org)s AND o.ends_on <= %(today)s AND NOT EXISTS (
      SELECT 1 FROM condominiums_ownership n
       WHERE n.org_id = o.org_id AND n.lot_id = o.lot_id AND n.starts_on <= o.ends_on
         AND (n.ends_on IS NULL OR n.ends_on > o.ends_on))),
  (SELECT json_agg(json_build_array(m.role, p.name, p.email, p.phone, m.ends_on, m.decision) ORDER BY m.starts_on)
     FROM condominiums_mandate m JOIN condominiums_party p ON p.org_id = m.org_id AND p.id = m.party_id
    WHERE m.org_id = %(org)s AND {_HOLDS}),
  (SELECT json_agg(l.number ORDER BY l.position, l.number) FROM held h
     JOIN condominiums_lot l ON l.org_id = %(org)s AND l.id = h.lot_id WHERE h.party_id = ANY(%(own)s)),
  (SELECT json_agg(DISTINCT kind) FROM platform_job WHERE org_id = %(org)s AND state = 'failed'
    AND kind <> 'platform.send_mail'),
  (SELECT count(*) FROM platform_job WHERE org_id = %(org)s AND state = 'failed'
    AND kind = 'platform.send_mail'),
  c.assembly_from,
  (SELECT json_agg(l.number ORDER BY l.position, l.number) FROM held h
     JOIN condominiums_lot l ON l.org_id = %(org)s AND l.id = h.lot_id
    WHERE h.party_id = ANY(%(own)s) AND EXISTS (SELECT FROM condominiums_occupancy
      WHERE org_id = %(org)s AND lot_id = h.lot_id AND party_id <> ALL(%(own)s) AND {_HOLDS})){{also}}
  FROM condominiums_condominium c WHERE c.org_id = %(org)s
"""  # noqa: S608 -- the two conditions are constants of this module


_CONSTANT: dict[str, Any] = {"uncounted": sorted(kind.value for kind in NOT_COUNTED)}


@dataclass(frozen=True, slots=True)
class Office:
    """Somebody mandated today. ``ends_on``: the first day it no longer holds."""

    role: str
    name: str
    email: str
    phone: str
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class BuildingToday:
    """The state of the building on a day. ``own_lots``: what the reader's own parties hold; ``failed_jobs``: kinds;
    ``assembly_from``: "MM-DD", the first day of the yearly fortnight, or empty; ``counted_lots``: as the law counts;
    ``own_let``: those of them that somebody else lives or works in; ``also``: what higher contexts asked."""

    name: str
    beneficiary: str
    enterprise_number: str
    setup: setup.Facts
    incomplete_keys: tuple[tuple[str, str, int], ...]
    holes: tuple[str, ...]
    offices: tuple[Office, ...]
    own_lots: tuple[str, ...]
    failed_jobs: tuple[str, ...]
    failed_mails: int
    assembly_from: str
    counted_lots: int = 0
    own_let: tuple[str, ...] = ()
    also: tuple[Any, ...] = ()

    @property
    def syndic(self) -> Office | None:
        """Who is syndic today, the latest appointed."""
        return next((one for one in reversed(self.offices) if one.role == "syndic"), None)


def building(access: Access, *, own: Collection[UUID] = (), also: Sequence[str] = ()) -> BuildingToday | None:
    """The facts of today (one statement); None when the boundary is no condominium.

    ``also``: scalar sub-selects that higher contexts add to the same statement, constants of their queries, each over
    ``%(org)s``, ``%(today)s`` and ``%(own)s``.
    """
    asked = _FACTS.replace("{also}", "".join(f",\n  ({one})" for one in also))
    with connection.cursor() as cursor:
        cursor.execute(asked, {**_CONSTANT, "org": access.org_id, "today": access.today, "own": list(own)})
        row = cursor.fetchone()
    return _facts(row[:23], row[23:]) if row else None


def _facts(row: tuple[Any, ...], also: tuple[Any, ...]) -> BuildingToday:
    name, _name_2, language, _language_2, number, has_address = row[:6]
    lots, counted, lots_held, deed_total, deed_weighed, keys, incomplete, holders, reachable, invited = row[6:16]
    holes, mandated, own_lots, failed_jobs, failed_mails, assembly_from, own_let = row[16:]
    offices = mandated or []
    return BuildingToday(
        name=name,
        beneficiary=f"{LEGAL_FORM.get(language, LEGAL_FORM['fr'])} {name}",
        enterprise_number=number,
        setup=setup.Facts(
            has_address=has_address,
            has_enterprise_number=bool(number),
            lots=lots,
            lots_held=lots_held,
            deed_total=deed_total or 0,
            deed_weighed=deed_weighed or 0,
            keys=keys,
            keys_incomplete=len(incomplete or ()),
            holders=holders,
            holders_reachable=reachable,
            syndic_decided=any(office[0] == "syndic" and office[5] for office in offices),
            invited=invited,
        ),
        incomplete_keys=tuple((code, label, difference) for code, label, difference in incomplete or ()),
        holes=tuple(holes or ()),
        offices=tuple(
            Office(role, name, email, phone, _day(ends_on)) for role, name, email, phone, ends_on, _by in offices
        ),
        own_lots=tuple(own_lots or ()),
        failed_jobs=tuple(failed_jobs or ()),
        failed_mails=failed_mails,
        assembly_from=assembly_from,
        counted_lots=counted,
        own_let=tuple(own_let or ()),
        also=also,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
