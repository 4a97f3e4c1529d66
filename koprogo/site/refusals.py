"""What a person is told when the product says no: one sentence with what to do, the article if there is one."""

from collections.abc import Callable
from importlib import import_module

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from koprogo.condominiums.rules.rights import Right, Role
from koprogo.kernel.refusals import NotAllowed, NotFound, Refused
from koprogo.platform import formats
from koprogo.platform.doors import MissingKey
from koprogo.platform.rendering import page

#: Contexts whose ``labels.REFUSALS`` are asked: code -> function of the facts giving a sentence.
CONTEXTS = (
    "platform",
    "people",
    "condominiums",
    "ledger",
    "meters",
    "charges",
    "purchases",
    "budgets",
    "settlements",
    "banking",
    "statements",
    "auditing",
    "closing",
    "assemblies",
    "neighbours",
    "hosting",
    "site",
)


def sentence(refusal: Refused) -> str:
    """The sentence of a refusal, in the active language, with its article."""
    for context in CONTEXTS:
        tellers = import_module(f"koprogo.{context}.labels").REFUSALS
        if refusal.code in tellers:
            text = str(tellers[refusal.code](refusal.facts))
            return f"{text} ({formats.article(refusal.article)})" if refusal.article else text
    return _("Cette opération n’est pas possible telle quelle. Rien n’a été enregistré.")


def spoken(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: the only place where a refusal becomes an HTTP status."""
    responder = get_response

    def respond(request: HttpRequest) -> HttpResponse:
        return responder(request)

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, NotAllowed):
            return not_allowed(request, needs=error.facts.get("needs"))
        if isinstance(error, NotFound):
            raise Http404 from error
        if isinstance(error, MissingKey):
            text = _("Cette page date un peu. Revenez en arrière, rechargez-la, puis recommencez : rien n’est perdu.")
            return page(request, "site/refused.html", status=409, title=_("Rechargez la page"), text=text)
        if isinstance(error, Refused):
            return page(
                request, "site/refused.html", status=409, title=_("Ce n’est pas possible"), text=sentence(error)
            )
        return None

    respond.process_exception = process_exception  # type: ignore[attr-defined]
    return respond


def not_allowed(request: HttpRequest, *_args: object, needs: object = None, **_kwargs: object) -> HttpResponse:
    """Never a bare 403: who this page is for, and the nearest pages that are open."""
    access = getattr(request, "access", None)
    if access is None:
        title, text = _("Cette page ne vous est pas ouverte"), _("Revenez à l’accueil : rien n’a changé.")
    elif access.org_kind == "nonprofit":
        title = _("Cette page est réservée à l’organe d’administration")
        text = _("Vous gardez accès à tout ce qui concerne la vie de l’association.")
    elif needs == Right.MEET_NEIGHBOURS:
        title = _("Cette page est celle des voisins")
        text = _("Elle est à ceux qui habitent l’immeuble ou y ont un lot. Aucune fonction ne l’ouvre.")
    elif needs == Right.ANIMATE_NEIGHBOURS:
        title = _("Cette page est réservée au syndic et aux animateurs")
        text = _("Vous gardez accès à tout ce qui concerne vos lots et votre immeuble.")
    elif Role.SYNDIC in access.roles:  # the only pages closed to a syndic are an owner's own
        title = _("Cette page est celle des copropriétaires")
        text = _("Vous n’avez pas de lot dans cet immeuble : il n’y a pas de compte à votre nom.")
    else:
        title = _("Cette page est réservée au syndic")
        text = _("Vous gardez accès à tout ce qui concerne vos lots et votre immeuble.")
    return page(request, "site/refused.html", status=403, title=title, text=text)
