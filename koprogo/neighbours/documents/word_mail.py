"""A mail between neighbours: what happened, what was written, one button. No address of anybody in it."""

from dataclasses import dataclass
from typing import Any

from django.template.loader import get_template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koprogo.platform.mail import Letter


@dataclass(frozen=True, slots=True)
class Said:
    """One kind of mail, its texts still to translate; ``%(name)s`` in them are facts."""

    subject: Any
    intro: Any
    button: Any


def write(*, recipient: str, building: str, said: Said, facts: dict[str, Any], quote: str, link: str) -> Letter:
    """The mail in the active language (the reader's). ``quote``: what a neighbour wrote, as it is."""
    facts = {name: fact() if callable(fact) else fact for name, fact in facts.items()}
    subject, intro, button = (str(text) % facts for text in (said.subject, said.intro, said.button))
    why = _("Répondez par KoproGo : votre adresse e-mail n’est montrée à personne.")
    context = {
        "lang": get_language() or "fr",
        "subject": subject,
        "intro": intro,
        "quote": quote,
        "link": link,
        "button": button,
        "why": why,
        "building": building,
    }
    lines = [intro, "", *([f"« {quote} »", ""] if quote else []), f"{button} :", link, "", why]
    html = get_template("neighbours/mail_word.html").render(context)
    return Letter(recipient=recipient, subject=subject, text="\n".join(lines), html=html)
