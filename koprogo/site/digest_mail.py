"""The mail of the week in words: what I owe and by when, what is left to do, one button, and how to stop it."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koprogo.platform import formats
from koprogo.platform.access import Access
from koprogo.platform.mail import Letter
from koprogo.site.digest import Digest, Payment, Said
from koprogo.site.pages import words
from koprogo.site.pages.task_words import Words

#: A task that names every lot of a tower is cut here: the mail stays below 20 KB, the page says it all.
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Recipient:
    """To whom it goes, and in which language. ``party_id``: the party they stand for, where there is one."""

    email: str
    language: str
    party_id: UUID | None


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do. ``note``: how long it takes, or until when."""

    title: str
    text: str
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class Body:
    """Every word of the mail, in the order in which it is read. ``later``: (words, address)."""

    payments: list[str]
    comfort: list[str]
    headline: str
    items: list[Item]
    later_title: str
    later: list[tuple[str, str]]
    button: str
    link: str
    why: str
    stop: str
    stop_link: str
    always: str


def write(access: Access, *, digest: Digest, building_name: str, to: Recipient) -> Letter:
    """The mail in the reader's language, as text and as HTML without pictures. ``access``: the reader's own."""
    with translation.override(to.language):
        subject = ", ".join([*_subject(access, digest), building_name])
        body = _body(access, digest)
        context = {"lang": to.language, "subject": subject, "building": building_name, "body": body}
        html = get_template("site/mail_digest.html").render(context)
    return Letter(recipient=to.email, subject=subject, text=_text(body), html=html, party_id=to.party_id)


def _body(access: Access, digest: Digest) -> Body:
    later = [words.short(access, task) for task in digest.later]
    return Body(
        payments=[_payment(access, one) for one in digest.payments] + _more(digest.more),
        comfort=_comfort(digest),
        headline=_things(len(digest.tasks)) if digest.tasks else "",
        items=[_item(words.task(access, task)) for task in digest.tasks],
        later_title=_("Peut attendre"),
        later=[(_cut(line), _address(path)) for line, path in later],
        button=_("Voir comment payer") if digest.payments else _("Voir ce qu’il reste à faire"),
        link=_address(reverse("home", kwargs={"slug": access.slug})),
        why=_("Ce résumé part le jeudi à 18 h, s’il y a quelque chose à dire."),
        stop=_("Ne plus le recevoir"),
        stop_link=_address(reverse("me")),
        always=_("Les convocations, les appels de fonds et les procès-verbaux partent toujours : la loi le demande."),
    )


def _subject(access: Access, digest: Digest) -> list[str]:
    facts = {
        "amount": formats.money(digest.cents),
        "day": formats.day_near(digest.due_on, access.today) if digest.due_on else "",
    }
    told = {
        Said.AMOUNT: lambda: _("%(amount)s à payer") % facts,
        Said.AMOUNT_BY: lambda: _("%(amount)s avant le %(day)s") % facts,
        Said.AMOUNT_SINCE: lambda: _("%(amount)s attendus depuis le %(day)s") % facts,
        Said.TASKS: lambda: _things(len(digest.tasks)),
    }
    return [told[one]() for one in digest.subject]


def _things(count: int) -> str:
    return ngettext("%(n)s chose à faire", "%(n)s choses à faire", count) % {"n": count}


def _payment(access: Access, one: Payment) -> str:
    facts = {
        "party": one.party_name,
        "amount": formats.money(one.cents),
        "day": formats.day_near(one.due_on, access.today) if one.due_on else "",
    }
    if one.party_name:
        if one.is_late:
            return _("%(party)s : il manque %(amount)s, attendus depuis le %(day)s.") % facts
        return _("%(party)s : %(amount)s à payer avant le %(day)s.") % facts
    if one.due_on is None:
        return _("Vous devez %(amount)s.") % facts
    if one.is_late:
        return _("Il manque %(amount)s, attendus depuis le %(day)s.") % facts
    return _("Vous devez %(amount)s avant le %(day)s.") % facts


def _more(count: int) -> list[str]:
    if not count:
        return []
    text = ngettext(
        "%(n)s autre paiement vous attend sur la page.", "%(n)s autres paiements vous attendent sur la page.", count
    )
    return [text % {"n": count}]


def _comfort(digest: Digest) -> list[str]:
    if not digest.payments:
        return []
    lines = [_("Déjà payé ? Votre virement s’affiche un à deux jours plus tard.")]
    if any(one.is_late for one in digest.payments):
        lines.append(_("Un souci pour payer ? Parlez-en à votre syndic : un étalement est souvent possible."))
    return lines


def _item(one: Words) -> Item:
    return Item(_cut(one.title), _cut(one.text) if one.text != one.title else "", one.note, _address(one.url))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"


def _address(path: str) -> str:
    return f"{settings.KOPROGO_PUBLIC_URL}{path}"


def _text(body: Body) -> str:
    parts = [*body.payments, *body.comfort]
    if body.items:
        parts.append(body.headline)
        parts += ["\n".join(filter(None, (one.title, one.text, one.note, one.url))) for one in body.items]
    if body.later:
        parts.append("\n".join([body.later_title, *(f"- {line}\n  {url}" for line, url in body.later)]))
    parts.append(f"{body.button}{formats.colon().rstrip()}\n{body.link}")
    parts.append(f"{body.why} {body.always} {formats.labelled(body.stop, body.stop_link)}")
    return "\n\n".join(parts) + "\n"
