"""Who can help with what, and writing to them: carried by KoproGo, without either address."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.kernel.refusals import NotFound
from koprogo.neighbours.labels import things as labels
from koprogo.neighbours.operations import messages
from koprogo.neighbours.operations import skills as operations
from koprogo.neighbours.pages import fields
from koprogo.neighbours.pages.doors import room
from koprogo.neighbours.pages.frame import address, crumbs, form_page, posted, to
from koprogo.neighbours.queries import moderation, residents
from koprogo.neighbours.queries import skills as known
from koprogo.neighbours.queries.residents import Me
from koprogo.neighbours.rules.modules import Module
from koprogo.neighbours.rules.skills import LONGEST, Field
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say


class SkillForm(forms.Form):
    """What I can help with."""

    words = fields.text(
        gettext_lazy("Je peux aider à"),
        asked=gettext_lazy("Dites à quoi vous pouvez aider."),
        most=80,
        hint=gettext_lazy("Par exemple « remplir une déclaration », « purger un radiateur »."),
    )
    field = fields.choice(
        gettext_lazy("Genre"), [(one.value, labels.FIELDS[one]) for one in Field], asked=gettext_lazy("Choisissez.")
    )
    text = fields.lines(gettext_lazy("À savoir"), most=400, rows=2)


class MessageForm(forms.Form):
    """What is written."""

    text = fields.lines(gettext_lazy("Votre message"), asked=gettext_lazy("Écrivez votre message."), most=LONGEST)


def _trail(access: Access) -> list[tuple[Any, str]]:
    return crumbs(access, (_("Savoir-faire"), address("skills", access)))


@room(Module.SKILLS)
def listing(request: HttpRequest, access: Access, me: Me) -> HttpResponse:
    """Who can help with what."""
    asked = request.GET.get("genre", "")
    field = Field(asked) if asked in set(Field) else None
    text = request.GET.get("q", "").strip()[:60]
    return page(
        request,
        "neighbours/skills.html",
        crumbs=[*crumbs(access), (_("Savoir-faire"), "")],
        me=me,
        rows=known.directory(access, me=me, field=field, text=text),
        field=field,
        text=text,
        labels=labels,
    )


@room(Module.SKILLS)
def add(request: HttpRequest, access: Access, me: Me) -> HttpResponse:
    """Say what I can help with."""
    form = SkillForm(request.POST or None)
    if posted(request, form):
        with refusals_on(form):
            said = form.cleaned_data
            operations.show(access, field=Field(said["field"]), words=said["words"], text=said["text"])
            say(request, _("C’est ajouté. Les voisins vous écrivent par KoproGo."))
            return to("skills", access)
    return form_page(
        request,
        form,
        title=_("Dire à quoi je peux aider"),
        label=_("Ajouter"),
        cancel=address("skills", access),
        crumbs=_trail(access),
    )


@room(Module.SKILLS)
def remove(request: HttpRequest, access: Access, me: Me, skill_id: UUID) -> HttpResponse:
    """Take mine out."""
    if request.method == "POST":
        operations.remove(access, skill_id=skill_id)
        say(request, _("C’est retiré."))
    return to("skills", access)


@room(Module.SKILLS)
def ask(request: HttpRequest, access: Access, me: Me, skill_id: UUID) -> HttpResponse:
    """Write to whoever can help with this."""
    row = known.skill(access, skill_id=skill_id)
    moderation.check_seen(access, me, subject_id=row.id, author_id=row.resident_id)
    return _write(request, access, row.resident_id, row.who, row.words, _trail(access), "skills", Module.SKILLS)


@room(None)
def write(request: HttpRequest, access: Access, me: Me, neighbour_id: UUID) -> HttpResponse:
    """Write to a neighbour."""
    other = residents.by_ids(access, [neighbour_id]).get(neighbour_id)
    if other is None:
        raise NotFound(what="resident")
    return _write(request, access, other.id, other.pseudonym, "", crumbs(access), "neighbours_people")


def _write(
    request: HttpRequest,
    access: Access,
    receiver_id: UUID,
    who: str,
    about: str,
    trail: Any,
    back: str,
    module: Module | None = None,
) -> HttpResponse:
    form = MessageForm(request.POST or None)
    if posted(request, form):
        with refusals_on(form):
            text = form.cleaned_data["text"]
            row = messages.write(access, receiver_id=receiver_id, text=text, about=about, module=module)
            say(request, _("Votre message part dans dix minutes, sans votre adresse e-mail."))
            return to("neighbour_thread", access, message_thread=row.thread_id)
    title = _("Écrire à %(who)s") % {"who": who}
    return form_page(
        request,
        form,
        title=title,
        label=_("Envoyer le message"),
        cancel=address(back, access),
        crumbs=trail,
        intro=_("Au sujet de « %(words)s ».") % {"words": about} if about else "",
        hints={"text": _("KoproGo le transmet par e-mail : ni l’un ni l’autre ne voit l’adresse de l’autre.")},
    )


@room(None)
def threads(request: HttpRequest, access: Access, me: Me) -> HttpResponse:
    """My conversations."""
    return page(
        request,
        "neighbours/threads.html",
        crumbs=[*crumbs(access), (_("Messages"), "")],
        rows=known.threads(access, me=me),
    )


@room(None)
def thread(request: HttpRequest, access: Access, me: Me, message_thread: UUID) -> HttpResponse:
    """One conversation, and the answer."""
    found = known.thread(access, thread_id=message_thread, me=me)
    form = MessageForm(request.POST or None)
    if posted(request, form):
        with refusals_on(form):
            messages.reply(access, thread_id=message_thread, text=form.cleaned_data["text"])
            say(request, _("Votre réponse part dans dix minutes, sans votre adresse e-mail."))
            return to("neighbour_thread", access, message_thread=message_thread)
    return page(
        request,
        "neighbours/thread.html",
        status=422 if form.errors else 200,
        crumbs=[*crumbs(access), (_("Messages"), address("neighbour_threads", access)), (found.other, "")],
        found=found,
        form=form,
    )


urlpatterns: list[URLPattern] = [
    path("voisins/competences", listing, name="skills"),
    path("voisins/competences/nouveau", add, name="skill_new"),
    path("voisins/competences/<uuid:skill_id>/retirer", remove, name="skill_remove"),
    path("voisins/competences/<uuid:skill_id>/ecrire", ask, name="skill_ask"),
    path("voisins/messages", threads, name="neighbour_threads"),
    path("voisins/messages/<uuid:message_thread>", thread, name="neighbour_thread"),
    path("voisins/habitants/<uuid:neighbour_id>/ecrire", write, name="neighbour_write"),
]
