"""Allocation keys: the list, one key with its weights, a new key, a new version from a day."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from koprogo.condominiums import labels
from koprogo.condominiums.operations import keys as operations
from koprogo.condominiums.pages.forms import form_page, posted
from koprogo.condominiums.pages.key_forms import CloseForm, KeyForm, NewKeyForm, VersionForm, WeightsForm
from koprogo.condominiums.queries import keys
from koprogo.condominiums.queries.keys import KeyRow
from koprogo.condominiums.rules.keys import SINCE_THE_DEED
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.platform import formats
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say


@door(needs=Right.SEE_LOTS)
def listing(request: HttpRequest, access: Access) -> HttpResponse:
    """The keys that hold today."""
    return page(
        request,
        "condominiums/keys.html",
        rows=keys.all(access, on=access.today),
        kinds=labels.KEY_KINDS,
        may_manage=access.may(Right.MANAGE_LOTS),
    )


def _version(access: Access, code: str, wanted: str) -> tuple[list[KeyRow], KeyRow]:
    found = keys.versions(access, code=code)
    if not found:
        raise NotFound(what="key")
    if wanted:
        named = [row for row in found if str(row.valid_from) == wanted]
        if not named:
            raise NotFound(what="key")
        return found, named[0]
    started = [row for row in found if row.valid_from <= access.today]
    return found, started[0] if started else found[-1]


@door(needs=Right.SEE_LOTS)
def key(request: HttpRequest, access: Access, code: str) -> HttpResponse:
    """One version of a key, and its weights in one table, to read or to write (?version=)."""
    versions, row = _version(access, code, request.GET.get("version", ""))
    may_manage = access.may(Right.MANAGE_LOTS)
    lots = keys.every_lot(access, key_id=row.key_id, on=access.today)
    form = WeightsForm(request.POST or None, lots=lots) if may_manage else None
    if form is not None and posted(request, form):
        with refusals_on(form):
            missing = operations.set_weights(access, key_id=row.key_id, weights=form.weights())
            say(request, _said(row, missing))
            return redirect(f"{request.path}?version={row.valid_from}")
    return page(
        request,
        "condominiums/key.html",
        status=422 if form is not None and form.errors else 200,
        row=row,
        versions=versions,
        lots=lots,
        form=form,
        kinds=labels.KEY_KINDS,
        since_the_deed=SINCE_THE_DEED,
        today=access.today,
    )


def _said(row: KeyRow, missing: int) -> str:
    if missing == 0:
        return _("Les parts sont enregistrées : le compte est juste.")
    n = formats.number(abs(missing))
    if missing > 0:
        return _("Les parts sont enregistrées. Il en manque %(n)s : rien ne sera réparti avant.") % {"n": n}
    return _("Les parts sont enregistrées. Il y en a %(n)s de trop : rien ne sera réparti avant.") % {"n": n}


@door(needs=Right.MANAGE_LOTS)
def new(request: HttpRequest, access: Access) -> HttpResponse:
    """Add a key."""
    form = NewKeyForm(request.POST or None)
    if posted(request, form):
        with refusals_on(form):
            row = operations.add_key(access, facts=form.facts(), equal=form.cleaned_data["equal"])
            say(request, _("La clé « %(label)s » est créée.") % {"label": row.label})
            return redirect("key", slug=access.slug, code=row.code)
    back = reverse("keys", kwargs={"slug": access.slug})
    return form_page(
        request,
        form,
        title=_("Ajouter une clé"),
        label=_("Ajouter la clé"),
        cancel=back,
        crumbs=[(_("Clés de répartition"), back)],
        intro=_("Une clé dit quelle part chaque lot paie dans une dépense."),
    )


@door(needs=Right.MANAGE_LOTS)
def change(request: HttpRequest, access: Access, code: str) -> HttpResponse:
    """Correct the name, the total or the article of a key."""
    _versions, row = _version(access, code, request.GET.get("version", ""))
    initial = {name: getattr(row, name) for name in KeyForm.base_fields}
    form = KeyForm(request.POST or None, initial=initial)
    if posted(request, form):
        with refusals_on(form):
            operations.change_key(access, key_id=row.key_id, facts=form.facts())
            say(request, _("La clé « %(label)s » est corrigée.") % {"label": form.cleaned_data["label"]})
            return redirect("key", slug=access.slug, code=code)
    return _form(request, access, form, row, _("Corriger la clé"), _("Enregistrer la clé"))


@door(needs=Right.MANAGE_LOTS)
def version(request: HttpRequest, access: Access, code: str) -> HttpResponse:
    """Let a key change from a day on; what it shared before stays as it was."""
    row = keys.versions(access, code=code)
    if not row:
        raise NotFound(what="key")
    form = VersionForm(request.POST or None, initial={"total": row[0].total})
    if posted(request, form):
        with refusals_on(form):
            typed = form.cleaned_data
            added = operations.new_version(
                access,
                key_id=row[0].key_id,
                from_on=typed["from_on"],
                total=typed["total"],
                deed_article=typed["deed_article"],
            )
            day = formats.day_long(added.valid_from)
            say(request, _("La nouvelle version vaut à partir du %(day)s. Adaptez ses parts.") % {"day": day})
            here = reverse("key", kwargs={"slug": access.slug, "code": code})
            return redirect(f"{here}?version={added.valid_from}")
    return _form(request, access, form, row[0], _("Nouvelle version"), _("Créer la version"))


def _form(request: HttpRequest, access: Access, form: forms.Form, row: KeyRow, title: str, label: str) -> HttpResponse:
    keys_page = reverse("keys", kwargs={"slug": access.slug})
    back = reverse("key", kwargs={"slug": access.slug, "code": row.code})
    crumbs = [(_("Clés de répartition"), keys_page), (row.label, back)]
    return form_page(request, form, title=title, label=label, cancel=back, crumbs=crumbs)


@door(needs=Right.MANAGE_LOTS)
def close(request: HttpRequest, access: Access, code: str) -> HttpResponse:
    """End a key on a day."""
    found = keys.versions(access, code=code)
    if not found:
        raise NotFound(what="key")
    form = CloseForm(request.POST or None)
    if posted(request, form):
        with refusals_on(form):
            operations.close_key(access, key_id=found[0].key_id, on=form.cleaned_data["from_on"])
            say(request, _("La clé « %(label)s » est fermée.") % {"label": found[0].label})
            return redirect("keys", slug=access.slug)
    return _form(request, access, form, found[0], _("Fermer la clé"), _("Fermer la clé"))
