"""The mail that says: a vote is open, until when, and where."""

from django.template.loader import get_template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koprogo.hosting.models import Member, Proposal
from koprogo.platform import formats
from koprogo.platform.access import BRUSSELS
from koprogo.platform.mail import Letter
from koprogo.platform.spoken import spoken


@spoken
def write(_language: str, /, *, member: Member, row: Proposal, address: str) -> Letter:
    """The mail in the member's language."""
    assert row.opens_at is not None and row.closes_at is not None
    facts = {
        "number": row.number,
        "title": row.title,
        "from": formats.moment(row.opens_at.astimezone(BRUSSELS)),
        "until": formats.moment(row.closes_at.astimezone(BRUSSELS)),
        "name": member.represented_by or member.name,
    }
    subject = _("Vote %(number)s jusqu’au %(until)s : %(title)s") % facts
    intro = _("Bonjour %(name)s, les membres votent sur cette proposition, du %(from)s au %(until)s.") % facts
    rest = _("Un membre, une voix. Vous lisez la proposition et son effet, puis vous votez, sur cette page :")
    context = {
        "lang": get_language() or "fr",
        "subject": subject,
        "intro": intro,
        "rest": rest,
        "address": address,
        "title": f"{row.number} · {row.title}",
    }
    text = "\n\n".join([intro, context["title"], rest, address])
    html = get_template("hosting/mail_vote.html").render(context)
    return Letter(recipient=member.email, subject=subject, text=text, html=html)
