"""How each party is written to, and who acts for several: from the file's sheets onto the party's own card."""

import dataclasses
from collections.abc import Mapping
from datetime import date

from koprogo.condominiums.rules.workbook import cells
from koprogo.condominiums.rules.workbook.margins import NOTE, Margins
from koprogo.condominiums.rules.workbook.plan import ImportPlan, Note, OwnerRow
from koprogo.condominiums.rules.workbook.settled_parties import (
    CHANNEL,
    CONSENT,
    OUTSIDER,
    REPRESENTATIVE,
    SEVERAL,
    WRITING,
    Parties,
)

BY_MAIL, BY_POST = "email", "post"
ENVELOPE, PREFERENCE = "Nom sur l’enveloppe", "Préférence d’envoi"
_MAIL = frozenset({"email", "e mail", "mail", "courriel", "electronic", "electronique", "par e mail", "per mail"})
_LONGEST_WRITING = 200


def settle_ways(plan: ImportPlan, parties: Parties, margins: Margins) -> list[OwnerRow]:
    """The parties with their channel and representative; every other word about these goes to the margins."""
    said = {row.code: dict(row.extra) for row in parties.owners}
    _representatives(plan, parties, said, margins)
    _preferences(plan, parties, said, margins)
    alone = {row.code for row in parties.owners if row.kind not in SEVERAL}
    return [
        dataclasses.replace(row, extra=tuple(sorted(_sound(row, said[row.code], alone).items())))
        for row in parties.owners
    ]


def _representatives(plan: ImportPlan, parties: Parties, said: Mapping[str, dict[str, str]], margins: Margins) -> None:
    """One of the owners by their code; somebody from outside only in words."""
    outsiders = {row.code: row for row in plan.representatives}
    spoken: set[str] = set()
    for row in plan.holdings:
        party = parties.of_holding.get(row.code, "")
        if party not in said:
            continue
        if row.representative in parties.of_owner and REPRESENTATIVE not in said[party]:
            said[party][REPRESENTATIVE] = parties.of_owner[row.representative]
        for header, text in row.extra:
            if header == WRITING:
                said[party][WRITING] = text
            else:
                margins.line(margins.parties[party], header, text)
        if row.external_representative:
            spoken.add(row.external_representative)
            one = outsiders.get(row.external_representative)
            margins.line(margins.parties[party], OUTSIDER, _in_words(one) if one else row.external_representative)
    for one in plan.representatives:
        if one.code not in spoken:
            margins.keep(Note("", "", OUTSIDER, _in_words(one)))


def _in_words(row: OwnerRow) -> str:
    place = f"{row.postcode} {row.city}".strip()
    return ", ".join(filter(None, (row.name, row.street, place, *row.phones, *row.mobiles, *row.emails)))


def _preferences(plan: ImportPlan, parties: Parties, said: Mapping[str, dict[str, str]], margins: Margins) -> None:
    """The channel of the convocation is the party's; other wishes that differ from it are words."""
    done: set[str] = set()
    for row in plan.preferences:
        party = parties.of_holding.get(row.holding) or parties.of_owner.get(row.holding, "")
        if party not in said or party in done:
            for header, text in ((ENVELOPE, row.title), *row.channels):
                if text:
                    margins.keep(Note("", "", header, text))
            continue
        done.add(party)
        lines = margins.parties[party]
        margins.line(lines, ENVELOPE, row.title)
        channels = dict(row.channels)
        general = channels.pop(CHANNEL, "")
        for header in (CHANNEL, CONSENT):
            text = general if header == CHANNEL else channels.pop(CONSENT, "")
            if text:
                said[party][header] = text
        for header, text in channels.items():
            if cells.fold(text) != cells.fold(general):
                margins.line(lines, f"{PREFERENCE} {header}", text)


def _sound(row: OwnerRow, said: dict[str, str], alone: set[str]) -> dict[str, str]:
    """Only what the building can hold: mail needs an address, a representative is one person, a consent has a day."""
    kept = {NOTE: said[NOTE]} if said.get(NOTE) else {}
    if said.get(CHANNEL):
        kept[CHANNEL] = BY_MAIL if cells.fold(said[CHANNEL]) in _MAIL and row.emails else BY_POST
    if _is_day(said.get(CONSENT, "")):
        kept[CONSENT] = said[CONSENT]
    if row.kind in SEVERAL and said.get(REPRESENTATIVE) in alone:
        kept[REPRESENTATIVE] = said[REPRESENTATIVE]
        if said.get(WRITING):
            kept[WRITING] = " ".join(said[WRITING].split())[:_LONGEST_WRITING]
    return kept


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
