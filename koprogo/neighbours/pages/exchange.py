"""The local exchange: two lists, one's announcements, an exchange step by step, one's hours."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.kernel.refusals import NotFound
from koprogo.neighbours.labels import exchange as labels
from koprogo.neighbours.labels.exchange import duration
from koprogo.neighbours.operations import deals, hours
from koprogo.neighbours.operations import exchange as operations
from koprogo.neighbours.operations.exchange import AdFacts
from koprogo.neighbours.pages import fields
from koprogo.neighbours.pages.doors import room
from koprogo.neighbours.pages.frame import address, crumbs, form_page, posted, prompted, to
from koprogo.neighbours.pages.steps import Steps, accept_first, around, page_number, step
from koprogo.neighbours.pages.told import told
from koprogo.neighbours.queries import exchange as board
from koprogo.neighbours.queries import hours as balances
from koprogo.neighbours.queries import moderation
from koprogo.neighbours.queries.exchange import DealRow
from koprogo.neighbours.queries.residents import Me
from koprogo.neighbours.rules.exchange import BOUND, CEILING, FLOOR, Category, Side, State
from koprogo.neighbours.rules.modules import Module
from koprogo.neighbours.rules.residents import Agreement
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say

LENGTHS = (1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 24, 32)


class Member(forms.Form):
    """A form of the exchange: whoever has not accepted its text finds the box on it."""

    agree = forms.BooleanField(
        label=gettext_lazy("J’ai lu ce texte et je l’accepte"),
        error_messages={"required": gettext_lazy("Lisez le texte et cochez la case pour continuer.")},
    )

    def __init__(self, *args: Any, me: Me, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agreed = Agreement.EXCHANGE in me.accepted
        if agreed:
            del self.fields["agree"]
        else:
            self.fields["agree"] = self.fields.pop("agree")
        self.notes = [] if agreed else list(labels.DISCLAIMERS)
        if me.spoken and not agreed:
            self.fields["agree"].label = _("J’ai lu ce texte à %(who)s, qui l’accepte") % {"who": me.pseudonym}
        length = self.fields.get("quarters")
        if isinstance(length, forms.ChoiceField):
            empty = [] if length.required else [("", _("Je ne sais pas encore"))]
            length.choices = [*empty, *((str(one), duration(one)) for one in LENGTHS)]


class AdForm(Member):
    """What is offered or asked for."""

    title = fields.text(
        gettext_lazy("En quelques mots"), asked=gettext_lazy("Dites en quelques mots de quoi il s’agit."), most=80
    )
    category = fields.choice(
        gettext_lazy("Quel genre de coup de main ?"),
        [(one.value, labels.CATEGORIES[one]) for one in Category],
        asked=gettext_lazy("Choisissez dans la liste."),
    )
    quarters = fields.choice(gettext_lazy("Combien de temps, à peu près ?"))
    text = fields.lines(gettext_lazy("À savoir"), most=600, rows=3)

    def facts(self) -> AdFacts:
        """What the operation is told."""
        said = self.cleaned_data
        quarters = int(said["quarters"]) if said["quarters"] else None
        return AdFacts(Category(said["category"]), said["title"], said["text"], quarters)


class ProposeForm(Member):
    """An answer to an announcement."""

    quarters = fields.choice(gettext_lazy("Combien de temps ?"), asked=gettext_lazy("Choisissez une durée."))
    message = fields.lines(
        gettext_lazy("Un mot"), most=400, rows=2, hint=gettext_lazy("Quand vous êtes libre, ce que vous apportez.")
    )


class DoneForm(forms.Form):
    """How long it took."""

    quarters = fields.choice(
        gettext_lazy("Cela a duré"),
        [(str(one), "") for one in LENGTHS],
        asked=gettext_lazy("Choisissez une durée."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        length = self.fields["quarters"]
        assert isinstance(length, forms.ChoiceField)
        length.choices = [(str(one), duration(one)) for one in LENGTHS]


class ThanksForm(forms.Form):
    """A word of thanks."""

    text = fields.lines(
        gettext_lazy("Un mot de merci"), asked=gettext_lazy("Écrivez un mot, même court."), most=300, rows=2
    )


def _crumbs(access: Access) -> list[tuple[Any, str]]:
    return crumbs(access, (_("Échange local"), address("exchange", access)))


@room(Module.EXCHANGE)
def listing(request: HttpRequest, access: Access, me: Me) -> HttpResponse:
    """What is asked for and offered; my exchanges that wait; my hours."""
    asked = request.GET.get("genre", "")
    category = Category(asked) if asked in set(Category) else None
    number = page_number(request)
    found = board.board(access, me=me, category=category, number=number)
    return page(
        request,
        "neighbours/exchange.html",
        crumbs=[*crumbs(access), (_("Échange local"), "")],
        me=me,
        requests=[row for row in found.rows if row.side is Side.REQUEST],
        offers=[row for row in found.rows if row.side is Side.OFFER],
        around=around(request, number, more=found.more),
        live=board.live(access, me=me),
        balance=balances.balance_of(access, resident_id=me.id),
        category=category,
        labels=labels,
        FLOOR=FLOOR,
        CEILING=CEILING,
    )


@room(Module.EXCHANGE)
def put_up(request: HttpRequest, access: Access, me: Me) -> HttpResponse:
    """Offer or ask for a helping hand."""
    side = Side.OFFER if request.GET.get("sens") == Side.OFFER else Side.REQUEST
    form = AdForm(request.POST or None, me=me, initial={"quarters": "4", "title": prompted(request)})
    if posted(request, form):
        with refusals_on(form):
            accept_first(access, me, form, Agreement.EXCHANGE)
            row = operations.put_up(access, side=side, facts=form.facts())
            say(request, _put_up(me))
            return to("exchange_ad", access, exchange_ad=row.id)
    title = _("Proposer un coup de main") if side is Side.OFFER else _("Demander un coup de main")
    return form_page(
        request,
        form,
        title=title,
        label=_("Afficher"),
        cancel=address("exchange", access),
        crumbs=_crumbs(access),
        notes=form.notes,
    )


@room(Module.EXCHANGE)
def change(request: HttpRequest, access: Access, me: Me, exchange_ad: UUID) -> HttpResponse:
    """Change my announcement."""
    row = board.ad(access, ad_id=exchange_ad)
    if row.resident_id != me.id or not row.open:
        raise NotFound(what="ad")
    initial = {"title": row.title, "category": row.category, "text": row.text, "quarters": str(row.quarters or "")}
    form = AdForm(request.POST or None, me=me, initial=initial)
    if posted(request, form):
        with refusals_on(form):
            operations.change(access, ad_id=row.id, facts=form.facts())
            say(request, _("C’est changé, et affiché de nouveau pour trois mois."))
            return to("exchange_ad", access, exchange_ad=row.id)
    return form_page(
        request,
        form,
        title=_("Changer l’annonce"),
        label=_("Enregistrer"),
        cancel=address("exchange_ad", access, exchange_ad=row.id),
        crumbs=[*_crumbs(access), (row.title, address("exchange_ad", access, exchange_ad=row.id))],
    )


@room(Module.EXCHANGE)
def show(request: HttpRequest, access: Access, me: Me, exchange_ad: UUID) -> HttpResponse:
    """One announcement: answer it, or see the answers to mine."""
    row = board.ad(access, ad_id=exchange_ad)
    moderation.check_seen(access, me, subject_id=row.id, author_id=row.resident_id)
    own = row.resident_id == me.id
    form = ProposeForm(request.POST or None, me=me, initial={"quarters": str(_near(row.quarters))})
    if request.method == "POST" and own:
        steps: Steps = {
            "down": (
                lambda: operations.take_down(access, ad_id=row.id),
                _("L’annonce est retirée. Ce qui est convenu reste convenu."),
            )
        }
        return step(request, steps, address("exchange", access))
    if posted(request, form):
        with refusals_on(form):
            accept_first(access, me, form, Agreement.EXCHANGE)
            quarters = int(form.cleaned_data["quarters"])
            made = deals.propose(access, ad_id=row.id, quarters=quarters, message=form.cleaned_data["message"])
            say(request, _("Votre réponse est partie. %(who)s dit oui ou non.") % {"who": row.who})
            return to("exchange_deal", access, exchange_deal=made.id)
    return page(
        request,
        "neighbours/exchange_ad.html",
        status=422 if form.errors else 200,
        crumbs=[*_crumbs(access), (row.title, "")],
        me=me,
        row=row,
        own=own,
        form=form,
        deals=board.deals_of_ad(access, ad_id=row.id, me=me),
        told=told(access, row.id),
        labels=labels,
    )


def _put_up(me: Me) -> str:
    if me.spoken:  # the mail goes to who writes for them
        told = _("C’est affiché. La réponse vous arrivera par e-mail : passez le mot à %(who)s.")
        return told % {"who": me.pseudonym}
    return _("C’est affiché. Une réponse vous arrivera par e-mail.")


def _near(quarters: int | None) -> int:
    return min(LENGTHS, key=lambda one: abs(one - (quarters or 4)))


@room(Module.EXCHANGE)
def deal(request: HttpRequest, access: Access, me: Me, exchange_deal: UUID) -> HttpResponse:
    """One exchange between two: the next step, whoever's it is."""
    row = board.deal(access, deal_id=exchange_deal, me=me)
    wanted = request.POST.get("act")
    done = DoneForm(request.POST if wanted == "done" else None, initial={"quarters": str(_near(row.quarters))})
    thanks = ThanksForm(request.POST if wanted == "thanks" else None)
    if request.method == "POST" and not (done.errors or thanks.errors):
        return step(request, _steps(access, row, done, thanks), request.path)
    return page(
        request,
        "neighbours/exchange_deal.html",
        status=422 if done.errors or thanks.errors else 200,
        crumbs=[
            *_crumbs(access),
            (row.title, address("exchange_ad", access, exchange_ad=row.ad_id)),
            (_("L’échange"), ""),
        ],
        me=me,
        row=row,
        done=done,
        thanks=thanks,
        labels=labels,
        State=State,
        may_step_out=row.state is State.AGREED or (row.state is State.PROPOSED and row.proposer_id == me.id),
        bound=row.state in BOUND,
        told=told(access, row.id),
    )


def _steps(access: Access, row: DealRow, done: DoneForm, thanks: ThanksForm) -> Steps:
    steps: Steps = {
        "yes": (
            lambda: deals.agree(access, deal_id=row.id),
            _("C’est convenu. Mettez-vous d’accord sur le moment, puis dites ici quand c’est fait."),
        ),
        "no": (lambda: deals.decline(access, deal_id=row.id), _("C’est noté : pas cette fois.")),
        "out": (lambda: deals.withdraw(access, deal_id=row.id), _("C’est retiré. Aucune heure n’a bougé.")),
        "confirm": (
            lambda: deals.confirm(access, deal_id=row.id),
            _("C’est confirmé : les heures ont changé de main."),
        ),
        "doubt": (lambda: deals.doubt(access, deal_id=row.id), _("C’est noté : pas encore fait. L’autre est prévenu.")),
        "back": (
            lambda: hours.give_back(access, deal_id=row.id),
            _("Les heures sont rendues, par une écriture contraire."),
        ),
    }
    if done.is_valid():
        quarters = int(done.cleaned_data["quarters"])
        steps["done"] = (
            lambda: deals.tell_done(access, deal_id=row.id, quarters=quarters),
            _("C’est noté : %(time)s.") % {"time": duration(quarters)},
        )
    if thanks.is_valid():
        words = thanks.cleaned_data["text"]
        steps["thanks"] = (lambda: deals.thank(access, deal_id=row.id, text=words), _("Votre merci est parti."))
    return steps


@room(Module.EXCHANGE)
def account(request: HttpRequest, access: Access, me: Me) -> HttpResponse:
    """My hours: every movement, the balance, and the way out."""
    if request.method == "POST":
        said = _("Vous avez quitté l’échange. Votre solde est repris par le compte commun.")
        return step(request, {"leave": (lambda: hours.leave(access), said)}, address("exchange", access))
    entries = balances.statement(access, resident_id=me.id)
    return page(
        request,
        "neighbours/exchange_account.html",
        crumbs=[*_crumbs(access), (_("Mes heures"), "")],
        entries=entries,
        balance=entries[0].balance if entries else 0,
        common=balances.balance_of(access, resident_id=None),
        mine=board.mine(access, me=me),
        labels=labels,
        FLOOR=FLOOR,
        CEILING=CEILING,
        accepted=Agreement.EXCHANGE in me.accepted,
    )


@room(Module.EXCHANGE)
def terms(request: HttpRequest, access: Access, me: Me) -> HttpResponse:
    """The text of the exchange, to be read again."""
    return page(
        request,
        "neighbours/exchange_terms.html",
        crumbs=[*_crumbs(access), (_("Le texte de l’échange"), "")],
        text=labels.DISCLAIMERS,
        accepted=Agreement.EXCHANGE in me.accepted,
    )


urlpatterns: list[URLPattern] = [
    path("voisins/services", listing, name="exchange"),
    path("voisins/services/nouveau", put_up, name="exchange_ad_new"),
    path("voisins/services/heures", account, name="exchange_account"),
    path("voisins/services/texte", terms, name="exchange_terms"),
    path("voisins/services/echanges/<uuid:exchange_deal>", deal, name="exchange_deal"),
    path("voisins/services/<uuid:exchange_ad>", show, name="exchange_ad"),
    path("voisins/services/<uuid:exchange_ad>/changer", change, name="exchange_ad_change"),
]
