"""The neighbours' mail of Thursday: what is new among them, for who asked for it, once a week (ux.md 5).

It stands here because it shows what the neighbours' home shows, and a job may not enter the pages of a context.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koprogo.neighbours.pages import tiles
from koprogo.neighbours.pages.tiles import Home, Line
from koprogo.neighbours.queries import residents
from koprogo.neighbours.queries.residents import Me, NewsReader
from koprogo.platform.access import Access
from koprogo.platform.mail import Letter

#: As many new things of each list as a mail holds.
MOST = 24
#: What is new: since the mail before.
WEEK = timedelta(days=7)


def letter(own: Access, reader: NewsReader) -> Letter | None:
    """What one reader is told, or None: their own door shows it, so whom they blocked is not in it (two queries)."""
    here = residents.here(own)
    if here.me is None or not here.shown:
        return None
    with translation.override(reader.language):
        news = _news(own, tiles.home(own, here.me, here.shown, lines=MOST), here.me)
        return _letter(own, reader, news) if news is not None else None


@dataclass(frozen=True, slots=True)
class News:
    """What one mail says: what is newly asked, offered and put up, and how each module stands: (title, sentences)."""

    asked: tuple[Line, ...]
    offered: tuple[Line, ...]
    posted: tuple[Line, ...]
    said: tuple[tuple[str, tuple[str, ...]], ...]


def _news(access: Access, home: Home, me: Me) -> News | None:
    """What is worth a mail, or None: a week in which nobody asked, offered or put up anything sends none."""
    since = access.now - WEEK
    asked, offered, posted = (
        # A name is one neighbour's: what the reader put up is no news to them.
        tuple(line for line in lines if line.at >= since and line.who != me.pseudonym)
        for lines in (home.asked, home.offered, home.posted)
    )
    if not asked and not offered and not posted:
        return None
    return News(asked, offered, posted, tuple((tile.title, tile.said) for tile in home.tiles))


def _letter(access: Access, reader: NewsReader, news: News) -> Letter:
    count = len(news.asked) + len(news.offered) + len(news.posted)
    new = ngettext("%(n)s nouvelle entre voisins", "%(n)s nouvelles entre voisins", count) % {"n": count}
    subject = f"{new}, {access.org_name}"
    context = {
        "lang": reader.language,
        "subject": subject,
        "building": access.org_name,
        "news": news,
        "button": _("Voir les voisins"),
        "link": _address(reverse("neighbours", kwargs={"slug": access.slug})),
        "why": _("Ce mot part le jeudi à 18 h, s’il y a du neuf, à ceux qui l’ont demandé."),
        "stop": _("Ne plus le recevoir"),
        "stop_link": _address(reverse("neighbours_me", kwargs={"slug": access.slug})),
        "root": settings.KOPROGO_PUBLIC_URL,
    }
    html = get_template("site/mail_neighbours.html").render(context)
    return Letter(recipient=reader.email, subject=subject, text=_text(news, context), html=html)


def _text(news: News, context: dict[str, object]) -> str:
    parts = []
    lists = ((_("On demande"), news.asked), (_("On propose"), news.offered), (_("On affiche"), news.posted))
    for title, rows in lists:
        if rows:
            parts.append("\n".join([title, *(f"- {one.title} ({one.who})\n  {_address(one.url)}" for one in rows)]))
    parts += ["\n".join([title, *(f"  {sentence}" for sentence in said)]) for title, said in news.said]
    parts.append(f"{_labelled(context['button'])}\n{context['link']}")
    parts.append(f"{context['why']} {_labelled(context['stop'])} {context['stop_link']}")
    return "\n\n".join(parts) + "\n"


def _labelled(label: object) -> str:
    return _("%(label)s :") % {"label": label}


def _address(path: str) -> str:
    return f"{settings.KOPROGO_PUBLIC_URL}{path}"
