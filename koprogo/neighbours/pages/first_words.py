"""Where nobody has asked for or offered anything yet: three things to say, written already, to be changed and sent."""

from collections.abc import Collection
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from koprogo.neighbours.pages.frame import address
from koprogo.neighbours.rules.exchange import Side
from koprogo.neighbours.rules.modules import Module
from koprogo.neighbours.rules.notices import NoticeKind
from koprogo.platform.access import Access

MOST = 3


def first_words(access: Access, modules: Collection[Module]) -> list[tuple[str, str]]:
    """(what it says, where it goes on) for the first three that the modules allow."""
    event = {"notice_kind": NoticeKind.EVENT.value}
    found = [
        (Module.LENDING, "thing_new", {}, _("Échelle"), _("Je prête mon échelle"), {}),
        (Module.NOTICES, "notice_hang", event, _("Un verre dans le hall"), _("Un verre dans le hall, samedi"), {}),
        (
            Module.EXCHANGE,
            "exchange_ad_new",
            {},
            _("Changer une ampoule"),
            _("Je peux changer une ampoule"),
            {"sens": Side.OFFER.value},
        ),
        (Module.GIFTS, "gift_new", {}, _("Des livres à donner"), _("J’ai des livres à donner"), {}),
    ]
    return [
        (said, f"{address(name, access, **kwargs)}?{urlencode({'mot': word, **more})}")
        for module, name, kwargs, word, said, more in found
        if module in modules
    ][:MOST]
