"""A mail between neighbours: what happened, what was written, one button. No address of anybody in it."""

from dataclasses import dataclass
from typing import Any

from django.template.loader import get_template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koprogo.neighbours.rules.replies import CUT
from koprogo.platform.mail import Letter


@dataclass(frozen=True, slots=True)
class Said:
    """One kind of mail, its texts still to translate; ``%(name)s`` in them are facts."""

    subject: Any
    intro: Any
    button: Any


def write(
    *,
    recipient: str,
    building: str,
    said: Said,
    facts: dict[str, Any],
    quote: str,
    link: str,
    reply_to: str = "",
    instead_of: str = "",
) -> Letter:
    """The mail in the active language (the reader's). ``quote``: what a neighbour wrote, as it is.

    ``reply_to``: where an answer reaches the neighbour; without it the mail promises none. ``instead_of``: the
    neighbour without an access to whom the reader passes it on.
    """
    facts = {name: fact() if callable(fact) else fact for name, fact in facts.items()}
    subject, intro, button = (str(text) % facts for text in (said.subject, said.intro, said.button))
    if instead_of:
        subject = _("Pour %(who)s : %(subject)s") % {"who": instead_of, "subject": subject}
        button = _("Ouvrir sa page")
        told = _("%(who)s n’a pas d’accès et vous avez écrit de sa part : passez le mot, s’il vous plaît.")
        intro = f"{intro} {told % {'who': instead_of}}"
    cut = CUT % {"words": _("Répondez au-dessus de cette ligne")} if reply_to else ""
    if reply_to:
        why = _("Répondez à cet e-mail ou sur la page : vos mots passent, votre adresse n’est montrée à personne.")
    else:
        why = _("Répondez par KoproGo : votre adresse e-mail n’est montrée à personne.")
    context = {
        "lang": get_language() or "fr",
        "subject": subject,
        "intro": intro,
        "cut": cut,
        "quote": quote.split("\n") if quote else [],
        "link": link,
        "button": button,
        "why": why,
        "building": building,
    }
    above = [cut, ""] if cut else []
    said_by_them = [_("« %(text)s »") % {"text": quote}, ""] if quote else []
    lines = [*above, intro, "", *said_by_them, _("%(label)s :") % {"label": button}, link, "", why]
    html = get_template("neighbours/mail_word.html").render(context)
    return Letter(recipient=recipient, subject=subject, text="\n".join(lines), html=html, reply_to=reply_to)
