"""Hot-water meters of Le Verger with two rounds, a key by meters and the bill it shares: a year ready to be settled."""

from dataclasses import replace
from datetime import timedelta

from koprogo.condominiums.queries import keys
from koprogo.ledger.operations import allocations, entries
from koprogo.ledger.operations.entries import Line, Voucher
from koprogo.ledger.queries import accounts
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole
from koprogo.meters.operations import meters, readings
from koprogo.meters.operations.meters import MeterFacts
from koprogo.meters.operations.readings import Noted
from koprogo.meters.rules.readings import MeterKind
from koprogo.platform.access import Access
from koprogo.testing.verger import Verger

#: Lots without hot water of the building, one whose meter could not be read, and one that changed its meter.
WITHOUT = ("Com.", "RC")
CLOSED = "4B"
REPLACED = "2C"
WATER_CENTS = 318_450


def water(built: Verger, *, today: Access) -> None:
    """Meters since a year ago, a round this month, and the year's hot water. Runs inside the boundary."""
    begin = replace(today, now=today.now - timedelta(days=359))
    numbers = [number for number in built.lots if number not in WITHOUT]
    found = {}
    for at, number in enumerate(numbers):
        facts = MeterFacts(f"EC-{1040 + at}", MeterKind.HOT_WATER, built.lots[number], place="Salle de bain")
        found[number] = meters.add_meter(begin, facts=facts, on=begin.today, value=(37 * at % 90) * 1_250)
    half = replace(today, now=today.now - timedelta(days=170))
    start = 37 * numbers.index(REPLACED) % 90 * 1_250
    found[REPLACED] = meters.replace_meter(
        half, meter_id=found[REPLACED].id, on=half.today, end_value=start + 11_480, serial="EC-2001"
    )
    read = replace(today, now=today.now - timedelta(days=9))
    noted = [
        Noted(
            found[number].id,
            (0 if number == REPLACED else 37 * at % 90 * 1_250) + 9_200 + (7_919 * (at + 3)) % 24_000,
            number == CLOSED,
        )
        for at, number in enumerate(numbers)
    ]
    readings.note_round(read, on=read.today, noted=noted, note="4B fermé : moyenne des deux dernières années")
    deed = keys.deed_key(today, on=today.today)
    assert deed is not None
    rule = meters.add_metered_key(
        begin,
        label="Eau chaude",
        like_id=deed.key_id,
        kind=MeterKind.HOT_WATER,
        fixed_percent=30,
        decision="Acte de base, art. 21",
    )
    account = accounts.account(today, code="6120")
    allocations.set_account(begin, account_id=account.id, key_code=rule.key_code, occupant_percent=100)
    entries.post(
        half,
        journal=JournalKind.PURCHASES,
        on=half.today,
        label="Eau chaude, facture annuelle",
        lines=[Line(WATER_CENTS, account_id=account.id), Line(-WATER_CENTS, AccountRole.SUPPLIERS)],
        voucher=Voucher("manual", None, "Facture V-2209"),
    )
