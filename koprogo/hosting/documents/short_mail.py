"""A short mail of the host to a condominium: some lines and one link, as text and as HTML without pictures."""

from collections.abc import Sequence

from django.conf import settings
from django.template.loader import get_template

from koprogo.people.queries.memberships import Holder
from koprogo.platform import formats
from koprogo.platform.access import Access
from koprogo.platform.mail import Letter


def letter(access: Access, *, to: Holder, subject: str, lines: Sequence[str], path: str, button: str) -> Letter:
    """The mail from words that are already in the reader's language; ``path``: where its link leads."""
    link = f"{settings.KOPROGO_PUBLIC_URL}{path}"
    context = {
        "lang": to.language,
        "subject": subject,
        "building": access.org_name,
        "lines": lines,
        "link": link,
        "button": button,
    }
    html = get_template("hosting/mail_short.html").render(context)
    text = "\n\n".join([*lines, f"{button}{formats.colon().rstrip()}\n{link}"]) + "\n"
    return Letter(recipient=to.email, subject=subject, text=text, html=html)
