"""The neighbours' mail of Thursday: what is new among them, for who asked for it, once a week (ux.md 5).

It stands here because it shows what the neighbours' home shows, and a job may not enter the pages of a context.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from koprogo.neighbours.pages import tiles
from koprogo.neighbours.pages.tiles import Home, Line
from koprogo.neighbours.queries import residents
from koprogo.neighbours.queries.residents import NewsReader
from koprogo.people.queries import memberships
from koprogo.platform import access as accesses
from koprogo.platform import boundary, commands, jobs, mail
from koprogo.platform.access import BRUSSELS, Access
from koprogo.platform.mail import Letter
from koprogo.site import digest

WEEKLY_NEWS = "site.neighbours_week"
PURPOSE = "neighbours"
#: What is new: since the mail before.
WEEK = timedelta(days=7)


# The hours as in site/jobs.py: 18 h in Brussels, winter and summer, and the hours after it for a worker that was not
# running then.
@app.periodic(cron="0 16-21 * * 4")
@app.task(name="koprogo.neighbours_week", retry=RetryStrategy(max_attempts=jobs.MAX_ATTEMPTS, exponential_wait=5))
def neighbours_week(timestamp: int) -> None:
    """Ask for the neighbours' mails wherever a module is on. ``timestamp``: the moment planned, in seconds."""
    now = datetime.fromtimestamp(timestamp, UTC)
    week = digest.week(now.astimezone(BRUSSELS))
    if week is None:
        return
    for org in memberships.with_neighbours():
        ask(org_id=org.id, week=week, now=now)


def ask(*, org_id: UUID, week: str, now: datetime) -> bool:
    """Enqueue the mails of one building for one ISO week, unless that was done. Returns whether it was."""
    with boundary.within(org_id):
        access = accesses.as_system(org_id=org_id, now=now)
        fresh = commands.claim(access, key=f"{PURPOSE}:{week}", path=WEEKLY_NEWS).fresh
        if fresh:
            jobs.enqueue(access, WEEKLY_NEWS, args={"week": week})
    return fresh


@jobs.job(WEEKLY_NEWS)
def send_news(run: jobs.Run) -> None:
    """Write to each who asked for it, one transaction each; a job run again passes over those it has done."""
    with run.step() as access:
        readers = residents.news_readers(access)
    for done, reader in enumerate(readers, 1):
        with run.step(done=done, total=len(readers)) as access:
            _send(access, reader, week=str(run.args["week"]))


def _send(access: Access, reader: NewsReader, *, week: str) -> None:
    key = f"{PURPOSE}:{week}:{reader.person_id.hex}"
    if not commands.claim(replace(access, person_id=None), key=key, path=WEEKLY_NEWS).fresh:
        return
    # The reader's own door: who moved out, or blocked somebody, reads nothing that their home would not show.
    own = accesses.resolve(person_id=reader.person_id, slug=access.slug, now=access.now)
    if own is None:
        return
    here = residents.here(own)
    if here.me is None or not here.modules:
        return
    with translation.override(reader.language):
        news = _news(own, tiles.home(own, here.me, here.modules))
        if news is not None:
            mail.post(access, _letter(own, reader, news), purpose=PURPOSE, wait=False)


@dataclass(frozen=True, slots=True)
class News:
    """What one mail says: what is newly asked and offered, and how the rest stands in sentences."""

    asked: tuple[Line, ...]
    offered: tuple[Line, ...]
    said: tuple[str, ...]


def _news(access: Access, home: Home) -> News | None:
    """What is worth a mail, or None: a week in which nobody asked or offered anything sends none."""
    since = access.now - WEEK
    asked = tuple(line for line in home.asked if line.at >= since)
    offered = tuple(line for line in home.offered if line.at >= since)
    if not asked and not offered:
        return None
    return News(asked, offered, tuple(sentence for tile in home.tiles for sentence in tile.said))


def _letter(access: Access, reader: NewsReader, news: News) -> Letter:
    count = len(news.asked) + len(news.offered)
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
    for title, rows in ((_("On demande"), news.asked), (_("On propose"), news.offered)):
        if rows:
            parts.append("\n".join([title, *(f"- {one.title} ({one.who})\n  {_address(one.url)}" for one in rows)]))
    parts.append("\n".join(news.said))
    parts.append(f"{context['button']} :\n{context['link']}")
    parts.append(f"{context['why']} {context['stop']} : {context['stop_link']}")
    return "\n\n".join(parts) + "\n"


def _address(path: str) -> str:
    return f"{settings.KOPROGO_PUBLIC_URL}{path}"
