"""Every page that answers a GET, with the template that made it: found by asking the resolver, not by a list."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from django.contrib.auth import get_user_model
from django.test import Client
from django.test.signals import template_rendered

from koprogo.platform import rendering
from koprogo.site.tests import addresses
from koprogo.testing.street import House

#: The same address shown otherwise: a table for a façade, a sheet beside a list, an answer to a search.
VARIANTS = {
    "lots": ("?vue=table", "?texte=zzz"),
    "parties": ("?texte=zzz",),
    "search": ("?q=brun", "?q=zzz"),
    "bank": ("?mouvement={transaction_id}",),
    "accounts": ("?tout=on",),
    "buildings": ("?tous",),
    "party_new": ("?genre=person", "?genre=company", "?genre=joint"),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page. ``template``: what the address renders first."""

    url: str
    template: str


def found(house: House, who: str, *, hosting: bool = False) -> list[Sheet]:
    """The pages that somebody of the cast can open; ``who`` empty: everybody's pages, signed out. ``hosting``: those of
    the cloud, where it is on, and no other."""
    client = Client()
    if who:
        client.force_login(get_user_model().objects.get(email=house.cast[who].email))
    sheets = []
    for address in addresses.every():
        kind = address.door.kind if address.door else ""
        if (kind in ("public", "link")) == bool(who):
            continue
        if (".hosting." in address.view.__module__) != hosting:
            continue  # where nobody is hosted there is none of it
        url = address.url(house)
        for variant in ("", *VARIANTS.get(address.name, ())):
            asked = url + variant.format(**house.args)
            with _templates() as used:
                answer = client.get(asked)
            if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
                sheets.append(Sheet(asked, used[0] if used else asked))
    return sheets


@contextmanager
def _templates() -> Iterator[list[str]]:
    used: list[str] = []
    fill = rendering._filled

    def noted(template: str, context: dict[str, Any]) -> str:
        used.append(template)
        return fill(template, context)

    def signalled(sender: Any, template: Any, **kwargs: Any) -> None:
        used.append(str(template.name))

    template_rendered.connect(signalled)
    try:
        with patch.object(rendering, "_filled", noted):
            yield used
    finally:
        template_rendered.disconnect(signalled)
