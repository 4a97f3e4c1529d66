"""Mails of the support desk: the answer to the client, and to support that somebody waits."""

from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from koprogo.hosting.models import Message, Question
from koprogo.kernel.replies import CUT, LASTS, Outcome
from koprogo.people.queries.memberships import Holder
from koprogo.platform import formats
from koprogo.platform.mail import Letter

#: A mail stays below twenty kilobytes, as text and as HTML; the whole answer stands in the thread.
SHOWN = 4_000


def answered(question: Question, message: Message, *, reply_to: str = "") -> Letter:
    """The answer, whole where it fits, and the way to the thread. ``reply_to``: where the answer to it is read."""
    with override(question.language):
        subject = _("%(number)s : réponse à « %(subject)s »") % {
            "number": question.number,
            "subject": question.subject,
        }
        paragraphs = [message.text[:SHOWN] + ("…" if len(message.text) > SHOWN else "")]
        if message.asks_days:
            paragraphs.append(
                _("%(name)s demande à pouvoir lire dans l’immeuble pendant %(n)s jours. Vous seul pouvez l’accorder.")
                % {"name": message.author_name, "n": message.asks_days}
            )
        if reply_to:
            paragraphs.insert(0, CUT % {"words": _("Répondez au-dessus de cette ligne")})
            paragraphs.append(
                _("Répondez à cet e-mail, depuis cette adresse, ou sur la page. Les fichiers se joignent sur la page.")
            )
        else:
            paragraphs.append(_("Répondez dans l’application : cette adresse ne reçoit pas de courrier."))
        path = reverse("support_question", kwargs={"slug": question.org.slug, "support_question": question.number})
        letter = _letter(
            question.language, question.email, subject, message.author_name, paragraphs, path, _("Lire et répondre")
        )
    return replace(letter, reply_to=reply_to)


def became(question: Question, outcome: Outcome, *, recipient: str, longest: int, why: str) -> Letter:
    """What the sender of a mail is told when it did not reach the thread, or not all of it. To another sender than the
    one who asked it names no question."""
    known = outcome is not Outcome.OTHER_SENDER
    with override(question.language):
        bare = outcome is Outcome.BARE
        passed = _("Votre message est dans le fil, sans ses fichiers")
        subject = passed if bare else _("Votre réponse n’est pas arrivée")
        if known:
            subject = _("%(number)s : %(subject)s") % {"number": question.number, "subject": subject}
        said = {
            Outcome.BARE: _("Seul le texte d’un e-mail est repris. Joignez les fichiers sur la page."),
            Outcome.OTHER_SENDER: _(
                "Cette adresse ne sert qu’à la personne à qui le support a répondu, depuis sa propre adresse e-mail."
            ),
            Outcome.EXPIRED: _(
                "On répond par e-mail dans les %(days)s jours, tant que l’on gère l’immeuble. Écrivez sur la page."
            )
            % {"days": LASTS.days},
            Outcome.EMPTY: _(
                "Nous n’y avons trouvé que des mots cités. Écrivez tout en haut de l’e-mail, ou sur la page."
            ),
            Outcome.TOO_LONG: _("Un message compte au plus %(most)s signes. Écrivez sur la page.") % {"most": longest},
            Outcome.REFUSED: why,
        }[outcome]
        name = {"slug": question.org.slug, "support_question": question.number}
        path = reverse("support_question", kwargs=name) if known else "/"
        return _letter(question.language, recipient, subject, "KoproGo", [said], path, _("Ouvrir la page"))


def waiting(question: Question, *, due_at: datetime, to: Holder) -> Letter:
    """Somebody waits: which condominium, since when, by when an answer is promised. Nothing of what it says."""
    with override(to.language):
        subject = _("%(number)s : une question attend une réponse") % {"number": question.number}
        paragraphs = [
            _("%(building)s a écrit au support. Réponse promise avant le %(due)s.")
            % {"building": question.org.name, "due": formats.moment(due_at)}
        ]
        path = reverse("desk_question", kwargs={"support_question": question.number})
        return _letter(to.language, to.email, subject, question.org.name, paragraphs, path, _("Ouvrir la question"))


def _letter(
    language: str, recipient: str, subject: str, head: str, paragraphs: list[str], path: str, button: str
) -> Letter:
    link = f"{settings.KOPROGO_PUBLIC_URL}{path}"
    html = get_template("hosting/mail_support.html").render(
        {"lang": language, "subject": subject, "head": head, "paragraphs": paragraphs, "link": link, "button": button}
    )
    text = "\n\n".join([*paragraphs, f"{button}{formats.NBSP}:\n{link}"]) + "\n"
    return Letter(recipient=recipient, subject=subject, text=text, html=html)
