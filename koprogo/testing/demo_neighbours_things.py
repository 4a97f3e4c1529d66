"""What the neighbours of Le Verger lend, exchange, give and know: enough to see each page alive."""

from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO

from PIL import Image, ImageDraw

from koprogo.neighbours.operations import (
    deals,
    exchange,
    gifts,
    loans,
    messages,
    office,
    residents,
    skills,
    things,
    wanted,
)
from koprogo.neighbours.operations.exchange import AdFacts
from koprogo.neighbours.operations.gifts import GiftFacts
from koprogo.neighbours.operations.office import HallName
from koprogo.neighbours.operations.things import ThingFacts
from koprogo.neighbours.queries import residents as known
from koprogo.neighbours.rules.exchange import Category, Side
from koprogo.neighbours.rules.gifts import Kind
from koprogo.neighbours.rules.lending import Category as Shelf
from koprogo.neighbours.rules.lending import Condition
from koprogo.neighbours.rules.modules import Module
from koprogo.neighbours.rules.office import How, Word
from koprogo.neighbours.rules.residents import Agreement
from koprogo.neighbours.rules.skills import Field
from koprogo.platform import boundary, pictures
from koprogo.platform.access import Access
from koprogo.testing import neighbours
from koprogo.testing.verger import Verger

#: Who among those with a log-in lives there, and the name they take where they have none yet.
NAMES = {
    "nadia": ("Nadia", "1er étage"),
    "amina": ("Amina", "3e étage"),
    "claire": ("Claire du quatrième", "4e étage"),
    "hugo": ("Hugo", ""),
    "yusuf": ("Yusuf", "3e étage"),
}
MODULES = (Module.EXCHANGE, Module.LENDING, Module.GIFTS, Module.SKILLS)


def load(built: Verger, today: datetime) -> None:
    """Let a month of neighbourly life pass. The clock moves with each act."""
    slug = built.org.slug
    with boundary.within(built.org.id):
        neighbours.switch_on(replace(built.syndic, now=today - timedelta(days=40)), *MODULES)
        then = today - timedelta(days=20)
        people = {who: neighbours.access_of(slug, built.persons[who], now=then) for who in NAMES}
        for who, access in people.items():
            if known.me(access) is None:
                name, place = NAMES[who]
                residents.join(access, pseudonym=name, place=place)
            residents.accept(access, agreement=Agreement.EXCHANGE)
            residents.accept(access, agreement=Agreement.LENDING)
        _lend(people, today)
        _help(people, today)
        _give(people, today)
        _know(people, today)
        _write_for(people["nadia"], today)


def _at(access: Access, today: datetime, *, days: int = 0, hours: int = 0) -> Access:
    return replace(access, now=today - timedelta(days=days, hours=hours))


def _lend(people: dict[str, Access], today: datetime) -> None:
    ladder = things.show(
        people["amina"],
        facts=ThingFacts(
            "Échelle de 4 m",
            Shelf.TOOLS,
            "Dans la cave 3C. La béquille se bloque d’un quart de tour.",
            picture=_ladder(),
        ),
    )
    drill = things.show(people["nadia"], facts=ThingFacts("Foreuse à percussion", Shelf.TOOLS, "Mèches comprises."))
    raclette = things.show(people["claire"], facts=ThingFacts("Appareil à raclette", Shelf.KITCHEN, "Pour huit."))
    things.show(people["hugo"], facts=ThingFacts("Table pliante", Shelf.PARTY, longest_days=3))
    done = loans.ask(
        _at(people["yusuf"], today, days=12),
        thing_id=drill.id,
        starts_at=today - timedelta(days=12),
        due_at=today - timedelta(days=11),
    )
    loans.accept(_at(people["nadia"], today, days=12), loan_id=done.id)
    loans.hand_over(_at(people["nadia"], today, days=12), loan_id=done.id, condition=Condition.GOOD)
    loans.give_back(_at(people["yusuf"], today, days=11), loan_id=done.id, condition=Condition.GOOD)
    loans.thank(_at(people["yusuf"], today, days=11), loan_id=done.id, text="L’étagère tient. Merci Nadia.")
    out = loans.ask(
        _at(people["amina"], today, days=1),
        thing_id=raclette.id,
        starts_at=today - timedelta(days=1),
        due_at=today + timedelta(days=2),
        message="On est six samedi.",
    )
    loans.accept(_at(people["claire"], today, days=1), loan_id=out.id)
    loans.hand_over(_at(people["claire"], today, hours=20), loan_id=out.id, condition=Condition.GOOD)
    loans.ask(
        _at(people["hugo"], today, hours=3),
        thing_id=ladder.id,
        starts_at=today + timedelta(days=3),
        due_at=today + timedelta(days=4),
        message="Pour une ampoule dans la cage d’escalier.",
    )
    wanted.ask(
        _at(people["claire"], today, hours=2),
        name="Valise cabine",
        starts_at=today + timedelta(days=5),
        due_at=today + timedelta(days=9),
    )


def _help(people: dict[str, Access], today: datetime) -> None:
    shelf = exchange.put_up(
        _at(people["nadia"], today, days=9),
        side=Side.REQUEST,
        facts=AdFacts(Category.HANDS, "Monter une bibliothèque", "Deux personnes, tout est là.", 8),
    )
    done = deals.propose(_at(people["hugo"], today, days=8), ad_id=shelf.id, quarters=8, message="Samedi matin ?")
    deals.agree(_at(people["nadia"], today, days=8), deal_id=done.id)
    deals.tell_done(_at(people["nadia"], today, days=6), deal_id=done.id, quarters=10)
    deals.thank(_at(people["nadia"], today, days=6), deal_id=done.id, text="Elle est droite. Le café est pour moi.")
    exchange.put_up(
        _at(people["amina"], today, days=2),
        side=Side.REQUEST,
        facts=AdFacts(Category.GARDEN, "Arroser mes plantes une semaine", "Trois fois, à partir du premier.", 3),
    )
    exchange.put_up(
        _at(people["yusuf"], today, days=4),
        side=Side.OFFER,
        facts=AdFacts(Category.SCREENS, "Ranger un téléphone plein de photos", "Anglais ou français.", 4),
    )
    letters = exchange.put_up(
        _at(people["claire"], today, days=5),
        side=Side.OFFER,
        facts=AdFacts(Category.PAPERS, "Relire une lettre en néerlandais", quarters=2),
    )
    asked = deals.propose(
        _at(people["amina"], today, days=1), ad_id=letters.id, quarters=2, message="Une lettre de l’école, une page."
    )
    deals.agree(_at(people["claire"], today, days=1), deal_id=asked.id)


def _give(people: dict[str, Access], today: datetime) -> None:
    gifts.put_up(
        _at(people["claire"], today, days=3),
        facts=GiftFacts(Kind.GIVE, "Lit d’enfant 90 × 200", "Démonté, avec ses vis. À prendre au quatrième."),
    )
    gifts.put_up(
        _at(people["hugo"], today, days=2),
        facts=GiftFacts(Kind.SWAP, "Puzzle de 1 000 pièces", "Complet.", wished="Un roman policier"),
    )


def _know(people: dict[str, Access], today: datetime) -> None:
    said = (
        ("hugo", Field.BICYCLES, "Régler des freins", "J’ai l’outillage à la cave."),
        ("claire", Field.LANGUAGES, "Lire et écrire en néerlandais", ""),
        ("yusuf", Field.SCREENS, "Ordinateur lent, imprimante muette", ""),
        ("amina", Field.KITCHEN, "Faire un levain", "Je donne aussi du levain."),
    )
    for who, field, words, text in said:
        skills.show(people[who], field=field, words=words, text=text)
    claire = known.me(people["claire"])
    assert claire is not None
    messages.write(
        _at(people["yusuf"], today, hours=5),
        receiver_id=claire.id,
        text="Bonjour, pourriez-vous m’aider avec une lettre de la commune ?",
        about="Lire et écrire en néerlandais",
    )


def _ladder() -> pictures.Plain:
    """A ladder against a wall, as a picture."""
    wall = Image.new("RGB", (480, 360), "#d9cfc0")
    pen = ImageDraw.Draw(wall)
    pen.rectangle((0, 310, 480, 360), fill="#8d8478")
    for side in (190, 290):
        pen.line((side - 20, 320, side, 30), fill="#a8682a", width=14)
    for rung in range(7):
        height = 60 + rung * 38
        shift = (320 - height) * 20 // 290
        pen.line((170 + shift, height, 270 + shift, height), fill="#c07f3d", width=10)
    out = BytesIO()
    wall.save(out, "PNG")
    return pictures.plain(out.getvalue())


def _write_for(nadia: Access, today: datetime) -> None:
    """Marguerite, on the second floor, has no screen: what she says is written at her door."""
    then = _at(nadia, today, days=3)
    word = Word(How.DOOR, then.today)
    row = office.register(then, facts=HallName("Marguerite", "2e étage", "fr"), word=word)
    said = office.begin(then, neighbour_id=row.id, word=word)
    spoken = office.speaking(then, word_id=said.id)
    residents.accept(spoken, agreement=Agreement.EXCHANGE)
    residents.accept(spoken, agreement=Agreement.LENDING)
    ask = AdFacts(Category.ERRANDS, "Porter mes courses du samedi", "Le marché est au coin de la rue.", 2)
    exchange.put_up(spoken, side=Side.REQUEST, facts=ask)
    things.show(spoken, facts=ThingFacts("Machine à coudre", Shelf.OTHER, "Je montre comment on enfile l’aiguille."))
    office.finish(then)
