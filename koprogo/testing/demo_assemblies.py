"""The assembly of Le Verger on 15 December: eleven items, convened, a few proxies given, one proposal too late."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from koprogo.assemblies.operations import consents, convene, items, parts, plan, propose, proxies, remarks
from koprogo.assemblies.operations.items import ItemFacts
from koprogo.assemblies.operations.plan import Plan
from koprogo.assemblies.operations.propose import Proposal
from koprogo.assemblies.operations.proxies import Mandate
from koprogo.assemblies.queries import addressees, agenda, assemblies
from koprogo.assemblies.rules.agenda import ItemState
from koprogo.assemblies.rules.library import BY_CODE, blanks
from koprogo.assemblies.rules.states import Kind
from koprogo.assemblies.rules.subjects import Subject
from koprogo.condominiums.queries import access as accesses
from koprogo.condominiums.queries import keys
from koprogo.platform import boundary, jobs
from koprogo.platform.access import BRUSSELS, Access
from koprogo.testing.verger import BY_POST, Verger

ROOF_CENTS = 4_876_000
ROOF_CALLED_CENTS = 1_876_000  # the rest comes from the reserve
NADIA = "Nadia El Khattabi"
QUOTES = (
    ("Toitures du Nord", ROOF_CENTS, True),
    ("Van Hecke Daken", 5_214_000, False),
    ("Toit & Moi", 5_390_500, False),
)
#: giver -> carrier, as on the prototype of the session.
GIVEN = {
    "Sofia Rossi": "Claire Dumont",
    "Bernard Lefèvre": "Claire Dumont",
    "Ioana Popescu": "Fatima Benali",
}


def load(built: Verger, today: datetime) -> None:
    """Plan, prepare and convene, three weeks ago, the assembly that is held today: whoever looks may hold it."""
    held_on = day(today)
    prepared, asked, sent = (_at(built.syndic, held_on, days, today) for days in (60, 40, 21))
    with boundary.within(built.org.id):
        _consents(prepared)
        row = plan.plan(
            prepared,
            facts=Plan(
                Kind.ORDINARY,
                held_on,
                time(19),
                "Salle paroissiale Saint-Servais, rue du Verger commun 22",
                remote_text="Visioconférence pour qui s’inscrit deux jours avant auprès du syndic.",
                consult="En ligne, et chez le syndic sur rendez-vous.",
            ),
        )
        _agenda(built, prepared, row.number, held_on)
        _proposed(built, asked, "Vélos dans la cour", "Placer six arceaux à vélos dans la cour, devant le local vide.")
        _ordered(asked, row.number)
        convene.convene(sent, number=row.number)
        late = _at(built.syndic, held_on, 20, today)
        _proposed(built, late, "Peindre le hall", "Repeindre le hall d’entrée en blanc.")
        _remark(built, late, row.number)
        for giver, carrier in GIVEN.items():
            proxies.record(
                late,
                number=row.number,
                party_id=built.parties[giver],
                mandate=Mandate(holder_id=built.parties[carrier]),
                on=late.today,
            )
    jobs.run_waiting(until=sent.now + timedelta(minutes=1), clock=lambda: sent.now)


def day(today: datetime) -> date:
    """The day of the assembly: a session cannot be opened before it."""
    return today.astimezone(BRUSSELS).date()


def fortnight(today: datetime) -> str:
    """The first day of the yearly fortnight that the assembly falls into, as the house rules write it."""
    first = day(today) - timedelta(days=5)
    return f"{first:%m}-{min(first.day, 28):02d}"


def _at(access: Access, held_on: date, days: int, today: datetime) -> Access:
    moment = datetime.combine(held_on - timedelta(days=days), time(18, 30), tzinfo=UTC)
    return replace(access, now=min(moment, today))


def _consents(access: Access) -> None:
    for one in addressees.of_day(access, on=access.today):
        if one.email and one.name not in BY_POST:
            signed = access.today - timedelta(days=300)
            consents.record(access, party_id=one.addressee_id, given=True, on=signed)


def _agenda(built: Verger, access: Access, number: str, held_on: date) -> None:
    """The items of the prototype, worded; those of the law that it does not have leave with their reason."""
    year = held_on.year
    accounts, budget = str(year - 1), str(year + 1)
    titles = {
        "officers": ("Bureau de séance", "L’assemblée désigne la présidence, le secrétariat et les scrutateurs."),
        "accounts": (f"Comptes {accounts}", f"L’assemblée approuve les comptes de l’exercice {accounts}."),
        "discharge": ("Décharges", f"L’assemblée donne décharge au syndic pour l’exercice {accounts}."),
        "budget_ordinary": (f"Budget {budget}", f"L’assemblée vote le budget {budget}, soit 24 000,00 €."),
        "auditor": ("Commissaire aux comptes", "L’assemblée désigne Hugo Martin commissaire aux comptes."),
    }
    about = {"accounts": {"year": accounts}, "budget_ordinary": {"year": budget}}
    for position, code in enumerate(("officers", "accounts", "discharge", "budget_ordinary"), 1):
        _write(access, number, position, code, titles[code], **about.get(code, {}))
    for position, reason in ((5, "Le budget du point précédent les contient."), (6, "Inchangée : cinq pour cent.")):
        items.withdraw(access, number=number, position=position, reason=reason)
    _write(access, number, 7, "auditor", titles["auditor"], candidate_id=built.parties["Hugo Martin"])
    items.withdraw(access, number=number, position=8, reason="Le rapport est joint au budget.")
    _roof(access, number)
    cleaning = items.add(access, number=number, template="contract")
    text = "L’assemblée confie le nettoyage des communs à Claire et Net pour 3 480,00 € par an, TVA comprise."
    _write(access, number, cleaning.position, "contract", ("Contrat de nettoyage", text))
    syndic = items.add(access, number=number, template="syndic_renewal")
    text = "L’assemblée renouvelle le mandat du syndic Nadia El Khattabi pour un an."
    _write(
        access, number, syndic.position, "syndic_renewal", ("Mandat du syndic", text), candidate_id=built.parties[NADIA]
    )
    minutes = items.add(access, number=number, template="other")
    text = f"L’assemblée prend acte du procès-verbal du 9 décembre {year - 1}."
    _write(access, number, minutes.position, "other", (f"PV du 9 décembre {year - 1}", text))
    items.add(access, number=number, template="discussion")


def _write(access: Access, number: str, position: int, code: str, words: tuple[str, str], **about: Any) -> None:
    facts = ItemFacts(words[0], words[1], subject=BY_CODE[code].subject or "", **about)
    items.write(access, number=number, position=position, facts=facts)


def _roof(access: Access, number: str) -> None:
    deed = keys.deed_key(access, on=access.today)
    assert deed is not None
    roof = items.add(access, number=number, template="works")
    text = (
        "L’assemblée confie à Toitures du Nord l’isolation de la toiture plate pour 48 760,00 € TVAC, dont 30 000,00 € "
        "du fonds de réserve et 18 760,00 € par un appel exceptionnel au 1er mars."
    )
    facts = ItemFacts(
        "Isoler et rénover la toiture plate",
        text,
        subject=Subject.WORKS_COMMON,
        cost_cents=ROOF_CENTS,
        called_cents=ROOF_CALLED_CENTS,
        key_id=deed.key_id,
    )
    items.write(access, number=number, position=roof.position, facts=facts)
    for contractor, cents, chosen in QUOTES:
        parts.add_quote(
            access, number=number, position=roof.position, contractor=contractor, amount_cents=cents, chosen=chosen
        )


def _ordered(access: Access, number: str) -> None:
    """The order of the prototype: minutes second, bicycles before the syndic's mandate, the talk last."""
    wanted = (
        "Bureau",
        "PV",
        "Comptes",
        "Décharges",
        "Budget",
        "Commissaire",
        "Isoler",
        "Contrat",
        "Vélos",
        "Mandat",
        "Échange",
    )
    row = assemblies.get(access, number=number)
    for place, start in enumerate(wanted):
        listed = [one for one in agenda.items(access, assembly=row) if one.state is ItemState.LISTED]
        found = next(one for one in listed if one.title.startswith(start))
        assert not blanks(found.text), found.title
        position = found.position
        while position != listed[place].position:
            position = items.move(access, number=number, position=position, up=True)


def _proposed(built: Verger, access: Access, title: str, text: str) -> None:
    owner = accesses.resolve(person_id=built.persons["amina"].id, slug=built.org.slug, now=access.now)
    assert owner is not None
    propose.propose(owner, proposal=Proposal(title, text))


def _remark(built: Verger, access: Access, number: str) -> None:
    occupant = accesses.resolve(person_id=built.persons["yusuf"].id, slug=built.org.slug, now=access.now)
    assert occupant is not None
    remarks.write(occupant, number=number, text="La minuterie du sous-sol s’éteint trop vite.")
