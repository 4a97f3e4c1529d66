"""Welcome: the page of whoever arrives, the building's handbook, useful numbers, the waste collections."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from koprogo.kernel.refusals import NotFound
from koprogo.neighbours.operations import welcome as operations
from koprogo.neighbours.pages import fields
from koprogo.neighbours.pages.doors import room
from koprogo.neighbours.pages.frame import address, crumbs, form_page, posted, to
from koprogo.neighbours.queries import welcome
from koprogo.neighbours.queries.residents import Me
from koprogo.neighbours.rules.modules import Module
from koprogo.platform import files, formats
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say


class PageForm(forms.Form):
    """One short page."""

    title = fields.text(gettext_lazy("Titre"), asked=gettext_lazy("Donnez un titre à la page."), most=80)
    text = fields.lines(
        gettext_lazy("Texte"),
        asked=gettext_lazy("Écrivez la page."),
        most=4_000,
        hint=gettext_lazy("Ce que vous diriez à qui emménage. Une ligne vide sépare les paragraphes."),
        rows=10,
    )


class NumberForm(forms.Form):
    """Whom to call for what."""

    label = fields.text(
        gettext_lazy("Pour quoi"), asked=gettext_lazy("Dites pour quoi on appelle, par exemple l’ascenseur."), most=80
    )
    number = fields.text(gettext_lazy("Numéro"), asked=gettext_lazy("Écrivez le numéro."), most=40)


class CalendarForm(forms.Form):
    """The commune's calendar as a file."""

    file = forms.FileField(
        label=gettext_lazy("Le calendrier des collectes (.ics)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".ics,text/calendar"}),
        error_messages={"required": gettext_lazy("Choisissez le fichier téléchargé.")},
    )


@room(Module.WELCOME)
def show(request: HttpRequest, access: Access, me: Me) -> HttpResponse:
    """What whoever arrives wants to know, on one page."""
    return page(
        request,
        "neighbours/welcome.html",
        pages=welcome.pages(access, me),
        numbers=welcome.numbers(access),
        rows=[(formats.day_month(on), what) for on, what in welcome.collections(access)[:12]],
        crumbs=[*crumbs(access), (_("Bienvenue"), "")],
    )


@room(Module.WELCOME)
def new(request: HttpRequest, access: Access, me: Me) -> HttpResponse:
    """Add a page to the handbook."""
    return _written(request, access, PageForm(request.POST or None), None)


@room(Module.WELCOME)
def change(request: HttpRequest, access: Access, me: Me, guide: UUID) -> HttpResponse:
    """Write a page of the handbook again, or take it out."""
    held = welcome.page(access, page_id=guide)
    if request.method == "POST" and request.POST.get("act") == "drop":
        operations.drop_page(access, page_id=guide)
        say(request, _("La page « %(title)s » est retirée du carnet.") % {"title": held.title})
        return to("neighbours_welcome", access)
    form = PageForm(request.POST or None, initial={"title": held.title, "text": held.text})
    return _written(request, access, form, held)


def _written(request: HttpRequest, access: Access, form: PageForm, held: welcome.Page | None) -> HttpResponse:
    if posted(request, form):
        with refusals_on(form):
            operations.write_page(access, **form.cleaned_data, page_id=held.id if held else None)
            say(request, _("La page est dans le carnet de l’immeuble."))
            return to("neighbours_welcome", access)
    return form_page(
        request,
        form,
        title=_("Changer « %(title)s »") % {"title": held.title} if held else _("Ajouter une page au carnet"),
        label=_("Enregistrer la page"),
        cancel=address("neighbours_welcome", access),
        crumbs=_crumbs(access),
        drop=_("Retirer cette page") if held else "",
    )


@room(Module.WELCOME)
def numbers(request: HttpRequest, access: Access, me: Me) -> HttpResponse:
    """Add a useful number."""
    form = NumberForm(request.POST or None)
    if posted(request, form):
        with refusals_on(form):
            operations.add_number(access, **form.cleaned_data)
            say(request, _("Le numéro est ajouté."))
            return to("neighbours_welcome", access)
    return form_page(
        request,
        form,
        title=_("Ajouter un numéro utile"),
        label=_("Ajouter le numéro"),
        cancel=address("neighbours_welcome", access),
        crumbs=_crumbs(access),
    )


@room(Module.WELCOME)
def number(request: HttpRequest, access: Access, me: Me, useful: UUID) -> HttpResponse:
    """Take a useful number away."""
    held = next((one for one in welcome.numbers(access) if one.id == useful), None)
    form = forms.Form(request.POST or None)
    if held is None:
        raise NotFound(what="number")
    if request.method == "POST":
        operations.drop_number(access, number_id=useful)
        say(request, _("Le numéro est retiré."))
        return to("neighbours_welcome", access)
    return form_page(
        request,
        form,
        title=_("Retirer « %(label)s »") % {"label": held.label},
        label=_("Retirer le numéro"),
        cancel=address("neighbours_welcome", access),
        crumbs=_crumbs(access),
    )


@room(Module.WELCOME)
def calendar(request: HttpRequest, access: Access, me: Me) -> HttpResponse:
    """Read in the waste calendar of the commune."""
    form = CalendarForm(*((request.POST, request.FILES) if request.method == "POST" else (None, None)))
    if posted(request, form):
        with refusals_on(form):
            data = files.received(form.cleaned_data["file"], accept=("text/plain",), field="file")
            found = operations.read_calendar(access, data=data)
            count = len(found.collections)
            told = ngettext("%(n)s collecte est annoncée.", "%(n)s collectes sont annoncées.", count) % {"n": count}
            if found.skipped:
                told += " " + ngettext(
                    "%(n)s événement n’a pas pu être lu.", "%(n)s événements n’ont pas pu être lus.", found.skipped
                ) % {"n": found.skipped}
            say(request, told)
            return to("neighbours_welcome", access)
    return form_page(
        request,
        form,
        title=_("Reprendre le calendrier des collectes"),
        label=_("Reprendre le calendrier"),
        cancel=address("neighbours_welcome", access),
        crumbs=_crumbs(access),
        intro=_("Votre commune ou Recycle! le donne en fichier .ics. Il remplace celui d’avant."),
        files=True,
    )


def _crumbs(access: Access) -> list[tuple[str, str]]:
    return crumbs(access, (_("Bienvenue"), address("neighbours_welcome", access)))


urlpatterns: list[URLPattern] = [
    path("voisins/bienvenue", show, name="neighbours_welcome"),
    path("voisins/bienvenue/page", new, name="neighbours_guide_new"),
    path("voisins/bienvenue/page/<uuid:guide>", change, name="neighbours_guide"),
    path("voisins/bienvenue/numero", numbers, name="neighbours_number_new"),
    path("voisins/bienvenue/numero/<uuid:useful>", number, name="neighbours_number"),
    path("voisins/bienvenue/collectes", calendar, name="neighbours_calendar"),
]
