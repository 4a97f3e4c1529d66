"""The control of the accounts of Le Verger: Hugo has drawn a sample, ticked some of it and asked one question."""

from dataclasses import replace
from datetime import timedelta

from koprogo.auditing.operations import draw, say
from koprogo.auditing.queries import workbook
from koprogo.condominiums.queries import access as accesses
from koprogo.ledger.queries import entries
from koprogo.platform import boundary
from koprogo.platform.access import Access
from koprogo.testing.verger import Verger

LARGE_CENTS = 1_000_000
TICKED = 4


def load(built: Verger, access: Access) -> None:
    """An evening of Hugo's, half done, in the year with the most entries."""
    hugo = accesses.resolve(person_id=built.persons["hugo"].id, slug=built.org.slug, now=access.now)
    assert hugo is not None
    with boundary.within(built.org.id):
        year = max(entries.fiscal_years(hugo), key=lambda one: (_count(hugo, one.code), one.starts_on)).code
        if _count(hugo, year) == 0:
            return
        draw.draw(hugo, year=year, size=12, large_from_cents=LARGE_CENTS)
        rows = workbook.rows(hugo, year=year)
        for row in rows[:TICKED]:
            say.see(hugo, year=year, position=row.position)
        if len(rows) > TICKED:
            asking = replace(hugo, now=hugo.now + timedelta(minutes=4))
            text = "À quel trimestre ce montant se rapporte-t-il ?"
            say.ask(asking, year=year, position=rows[TICKED].position, text=text)


def _count(access: Access, year: str) -> int:
    return sum(row.entries for row in entries.journals(access) if row.year_code == year)
