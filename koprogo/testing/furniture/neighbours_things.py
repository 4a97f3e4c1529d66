"""What neighbours lend, exchange, give and write in a house of the street: the owner is one of the two each time."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from PIL import Image

from koprogo.neighbours.operations import deals, exchange, gifts, loans, messages, residents, skills, things, wanted
from koprogo.neighbours.operations.exchange import AdFacts
from koprogo.neighbours.operations.gifts import GiftFacts
from koprogo.neighbours.operations.things import ThingFacts
from koprogo.neighbours.queries.residents import me
from koprogo.neighbours.rules import gifts as giving
from koprogo.neighbours.rules.exchange import Category, Side
from koprogo.neighbours.rules.lending import Condition
from koprogo.neighbours.rules.residents import Agreement
from koprogo.neighbours.rules.skills import Field
from koprogo.people.models import Person
from koprogo.platform import pictures
from koprogo.testing import neighbours


def drawn(colour: str = "peru", *, side: int = 240) -> pictures.Plain:
    """A picture of something."""
    out = BytesIO()
    Image.new("RGB", (side, side * 3 // 4), colour).save(out, "PNG")
    return pictures.plain(out.getvalue())


def furnish(slug: str, cast: dict[str, Person], now: datetime) -> dict[str, Any]:
    """Furnish one house. Runs inside its boundary, when everybody has a name."""
    owner, occupant, animator = (
        neighbours.access_of(slug, cast[who], now=now) for who in ("owner", "occupant", "animator")
    )
    for access in (owner, occupant, animator):
        residents.accept(access, agreement=Agreement.EXCHANGE)
        residents.accept(access, agreement=Agreement.LENDING)
    ad = exchange.put_up(owner, side=Side.REQUEST, facts=AdFacts(Category.HANDS, "Monter une étagère", quarters=4))
    deal = deals.propose(occupant, ad_id=ad.id, quarters=4, message="Samedi ?")
    deals.agree(owner, deal_id=deal.id)
    ladder = things.show(owner, facts=ThingFacts("Échelle", picture=drawn()))
    lent = loans.ask(occupant, thing_id=ladder.id, starts_at=now, due_at=now + timedelta(days=1))
    loans.accept(owner, loan_id=lent.id)
    loans.hand_over(owner, loan_id=lent.id, condition=Condition.GOOD)
    asked, _told = wanted.ask(occupant, name="Foreuse", starts_at=now, due_at=now + timedelta(days=2))
    lamp = gifts.put_up(occupant, facts=GiftFacts(giving.Kind.SWAP, "Lampe", wished="Un livre", picture=drawn("gold")))
    skill = skills.show(animator, field=Field.LANGUAGES, words="Lire une lettre en néerlandais")
    other = me(animator)
    assert other is not None
    written = messages.write(owner, receiver_id=other.id, text="Bonjour", about=skill.words)
    return {
        "exchange_ad": ad.id,
        "exchange_deal": deal.id,
        "lent_thing": ladder.id,
        "loan_id": lent.id,
        "wanted_id": asked.id,
        "gift_id": lamp.id,
        "skill_id": skill.id,
        "message_thread": written.thread_id,
        "neighbour_id": other.id,
        "picture_id": ladder.picture_id,
        "neighbours.tend_things": ladder.id,
        "neighbours.renew_effect": ladder.id,
    }
