"""The person's own pages: profile, language, a copy of their data."""

from datetime import datetime

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from koprogo.people import language as languages
from koprogo.people.labels import ROLES
from koprogo.people.operations import profile
from koprogo.people.queries import memberships, personal_data
from koprogo.people.queries.persons import Person
from koprogo.people.sign_in import keep_theme
from koprogo.platform import doors
from koprogo.platform.access import BRUSSELS
from koprogo.platform.rendering import page, say

AUTOMATIC = "auto"


class ProfileForm(forms.Form):
    """What a person chooses for themselves."""

    name = forms.CharField(
        label=gettext_lazy("Votre nom"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Langue"), choices=settings.LANGUAGES)
    theme = forms.ChoiceField(
        label=gettext_lazy("Couleurs"),
        widget=forms.RadioSelect,
        choices=[
            (AUTOMATIC, gettext_lazy("Comme l’appareil")),
            ("light", gettext_lazy("Claires")),
            ("dark", gettext_lazy("Sombres")),
        ],
    )
    digest = forms.ChoiceField(
        label=gettext_lazy("Résumé par e-mail"),
        widget=forms.RadioSelect,
        choices=[
            (Person.Digest.WEEKLY, gettext_lazy("Une fois par semaine, le jeudi à 18 h")),
            (Person.Digest.NEVER, gettext_lazy("Jamais")),
        ],
    )
    keyboard = forms.BooleanField(
        label=gettext_lazy("Touches du clavier"),
        required=False,
        help_text=gettext_lazy("Par exemple « / » pour chercher. La touche « ? » en montre la liste."),
    )

    def clean_theme(self) -> str:
        """An empty theme is kept for the one that follows the device."""
        theme = str(self.cleaned_data["theme"])
        return "" if theme == AUTOMATIC else theme


@doors.signed_in
def me(request: HttpRequest, now: datetime) -> HttpResponse:
    """Profile and choices, buildings and roles, the way to security."""
    person = request.user
    assert isinstance(person, Person)
    kept = {name: getattr(person, name) for name in ProfileForm.base_fields} | {"theme": person.theme or AUTOMATIC}
    form = ProfileForm(request.POST if request.method == "POST" else None, initial=kept)
    if form.is_valid():
        return _keep(request, person, form)
    buildings: dict[str, tuple[str, list[str]]] = {}
    for row in memberships.current(person_id=person.id, on=now.astimezone(BRUSSELS).date()):
        _name, roles = buildings.setdefault(row.org.slug, (row.org.name, []))
        role = str(ROLES.get(row.role, row.role))
        if role not in roles:
            roles.append(role)
    status = 422 if form.errors else 200
    return page(request, "people/me.html", status=status, form=form, person=person, buildings=buildings)


def _keep(request: HttpRequest, person: Person, form: ProfileForm) -> HttpResponse:
    kept = profile.keep(person_id=person.id, **form.cleaned_data)
    response = redirect("me")
    keep_theme(response, kept.theme)
    languages.remember(response, kept.language)
    with translation.override(kept.language):
        say(request, _("Vos choix sont enregistrés."))
    return response


@require_POST
@doors.public
def choose_language(request: HttpRequest) -> HttpResponse:
    """Change the language, of the person when signed in, else of this device, and come back."""
    response = HttpResponseRedirect(doors.back(request, "/"))
    code = request.POST.get("langue", "")
    if code in languages.CODES:
        languages.remember(response, code)
        if request.user.is_authenticated:
            profile.speak(person_id=request.user.pk, language=code)
    return response


@doors.signed_in
def my_data(request: HttpRequest, now: datetime) -> HttpResponse:
    """A file with everything that is held about the person outside the buildings."""
    assert isinstance(request.user, Person)
    held = personal_data.held(person_id=request.user.id) | {"exported_at": now}
    response = JsonResponse(held, json_dumps_params={"indent": 2, "ensure_ascii": False})
    response.headers["Content-Disposition"] = 'attachment; filename="koprogo-mes-donnees.json"'
    response.headers["Cache-Control"] = "no-store"
    return response
