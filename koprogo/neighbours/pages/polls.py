"""Polls: the list, asking, answering, the result. A poll is never a vote of the assembly, and each page says so."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.neighbours import labels
from koprogo.neighbours.labels import life
from koprogo.neighbours.operations import polls as operations
from koprogo.neighbours.operations.polls import PollFacts
from koprogo.neighbours.pages import fields
from koprogo.neighbours.pages.doors import room
from koprogo.neighbours.pages.frame import address, crumbs, form_page, posted, to
from koprogo.neighbours.queries import moderation, polls
from koprogo.neighbours.queries.polls import Shown
from koprogo.neighbours.queries.residents import Me
from koprogo.neighbours.rules.modules import Module
from koprogo.neighbours.rules.polls import FEWEST, MOST_CHOICES, SCALE, WITH_CHOICES, PollKind
from koprogo.platform import formats
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say


@room(Module.POLLS)
def listing(request: HttpRequest, access: Access, me: Me) -> HttpResponse:
    """Every poll, the open ones first."""
    return page(
        request,
        "neighbours/polls.html",
        crumbs=[*crumbs(access), (labels.MODULES[Module.POLLS], "")],
        rows=polls.listing(access, me_id=me.id),
        kinds=life.POLLS,
    )


class PollForm(forms.Form):
    """A question to everybody."""

    question = fields.text(
        gettext_lazy("La question"), asked=gettext_lazy("Écrivez la question en une phrase."), most=160
    )
    text = fields.lines(gettext_lazy("Ce qu’il faut savoir pour répondre"), most=2_000)
    kind = fields.choice(
        gettext_lazy("Comment on répond"),
        [(kind.value, label) for kind, label in life.POLLS.items()],
        asked=gettext_lazy("Choisissez comment on répond."),
    )
    choices = fields.lines(
        gettext_lazy("Les choix, un par ligne"),
        hint=gettext_lazy("De deux à dix. Laissez vide pour « oui ou non » et pour une note."),
    )
    closes_on = fields.day(gettext_lazy("Ouvert jusqu’au"), asked=gettext_lazy("Choisissez le dernier jour."))
    named = forms.BooleanField(
        label=gettext_lazy("Montrer qui a répondu quoi"),
        required=False,
        help_text=gettext_lazy("Sans cette case, les réponses sont anonymes, aussi pour vous et pour KoproGo."),
    )

    def clean(self) -> dict[str, Any]:
        """A poll that is open no longer changes: choices that were written are not dropped in silence."""
        said = super().clean() or {}
        if said.get("choices", "").strip() and said.get("kind") and PollKind(said["kind"]) not in WITH_CHOICES:
            self.add_error("kind", _("Vous avez écrit des choix : prenez une façon de répondre qui les montre."))
        return said

    def facts(self) -> PollFacts:
        """What the operation is asked to write."""
        said = self.cleaned_data
        return PollFacts(
            kind=PollKind(said["kind"]),
            question=said["question"],
            text=said["text"],
            closes_on=said["closes_on"],
            anonymous=not said["named"],
            choices=said["choices"].splitlines(),
        )


def not_the_assembly() -> str:
    """What stands on each page of a poll."""
    return _(
        "Un sondage demande l’avis des habitants : chacun compte pour un, et rien n’est décidé. Ce n’est pas un vote de"
        " l’assemblée."
    )


@room(Module.POLLS)
def ask(request: HttpRequest, access: Access, me: Me) -> HttpResponse:
    """Ask a question."""
    form = PollForm(request.POST or None, initial={"closes_on": access.today + timedelta(days=14)})
    if posted(request, form):
        with refusals_on(form):
            poll = operations.ask(access, facts=form.facts())
            say(request, _("Le sondage est ouvert à tous les voisins."))
            return to("poll", access, poll_id=poll.id)
    return form_page(
        request,
        form,
        title=_("Lancer un sondage"),
        label=_("Ouvrir le sondage"),
        cancel=address("polls", access),
        crumbs=crumbs(access, (labels.MODULES[Module.POLLS], address("polls", access))),
        intro=not_the_assembly(),
        notes=(_("Une fois ouvert, un sondage ne change plus : on a répondu à ces mots-là."),),
    )


class AnswerForm(forms.Form):
    """One answer, in the way of the poll."""

    def __init__(self, *args: Any, shown: Shown, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kind = shown.kind
        options = [(str(place), text) for place, text in enumerate(words(shown), SCALE[0] if _scale(shown) else 0)]
        missing = {"required": _("Choisissez une réponse.")}
        if self._kind is PollKind.RANKING:
            ranks = [("", "–"), *((str(n), str(n)) for n in range(1, len(options) + 1))]
            for place, text in options:
                self.fields[f"rank_{place}"] = forms.ChoiceField(label=text, choices=ranks, required=False)
        elif self._kind is PollKind.SEVERAL:
            self.fields["answer"] = forms.MultipleChoiceField(
                label=_("Vos réponses"),
                choices=options,
                widget=forms.CheckboxSelectMultiple,
                error_messages=missing,
            )
        else:
            self.fields["answer"] = forms.ChoiceField(
                label=_("Votre réponse"), choices=options, widget=forms.RadioSelect, error_messages=missing
            )

    def said(self) -> list[int]:
        """The places chosen; in a ranking from the first on, however the ranks were spaced."""
        said = self.cleaned_data
        if self._kind is PollKind.RANKING:
            ranked = [(int(rank), int(name.removeprefix("rank_"))) for name, rank in said.items() if rank]
            ranks = [rank for rank, _place in ranked]
            # A rank given twice is no ranking: the rule refuses a place that comes twice.
            return [place for _rank, place in sorted(ranked)] if len(set(ranks)) == len(ranks) else [0, 0]
        return [int(one) for one in (said["answer"] if isinstance(said["answer"], list) else [said["answer"]])]


def _scale(shown: Shown) -> bool:
    return shown.kind is PollKind.SCALE


def words(shown: Shown) -> list[str]:
    """The choices of a poll as words, by their place."""
    if shown.kind in WITH_CHOICES:
        return list(shown.choices)
    if _scale(shown):
        said = {SCALE[0]: _("pas du tout"), SCALE[-1]: _("tout à fait")}
        return [formats.labelled(figure, said[figure]) if figure in said else str(figure) for figure in SCALE]
    return [_("Oui"), _("Non")]


@room(Module.POLLS)
def show(request: HttpRequest, access: Access, me: Me, poll_id: UUID) -> HttpResponse:
    """One poll: answer it, see the result where it may be seen."""
    shown = polls.show(access, poll_id=poll_id, me_id=me.id)
    moderation.check_seen(access, me, subject_id=poll_id, author_id=shown.poll.resident_id)
    form = AnswerForm(request.POST or None, shown=shown, initial=_initial(shown))
    if posted(request, form):
        with refusals_on(form):
            operations.answer(access, poll_id=poll_id, answer=form.said())
            say(request, _("Votre réponse est prise."))
            return to("poll", access, poll_id=poll_id)
    texts = words(shown)
    base = SCALE[0] if _scale(shown) else 0
    return page(
        request,
        "neighbours/poll.html",
        status=422 if form.errors else 200,
        crumbs=crumbs(access, (labels.MODULES[Module.POLLS], address("polls", access)), (shown.poll.question, "")),
        shown=shown,
        poll=shown.poll,
        form=form,
        may_answer=shown.open and not (shown.poll.anonymous and shown.answered),
        author=shown.poll.resident.called,
        mine=shown.poll.resident_id == me.id,
        texts=texts,
        said=[(name, ", ".join(texts[one - base] for one in said)) for name, said in shown.by_name],
        caution=not_the_assembly(),
        fewest=FEWEST,
        most=MOST_CHOICES,
    )


def _initial(shown: Shown) -> dict[str, Any]:
    if shown.kind is PollKind.RANKING:
        return {f"rank_{place}": str(rank) for rank, place in enumerate(shown.mine, 1)}
    said = [str(one) for one in shown.mine]
    return {"answer": said if shown.kind is PollKind.SEVERAL else next(iter(said), None)}


@room(Module.POLLS)
def close(request: HttpRequest, access: Access, me: Me, poll_id: UUID) -> HttpResponse:
    """Close a poll of one's own."""
    if request.method == "POST":
        operations.close(access, poll_id=poll_id)
        say(request, _("Le sondage est clos."))
    return to("poll", access, poll_id=poll_id)


urlpatterns: list[URLPattern] = [
    path("voisins/sondages/", listing, name="polls"),
    path("voisins/sondages/nouveau", ask, name="poll_ask"),
    path("voisins/sondages/<uuid:poll_id>/", show, name="poll"),
    path("voisins/sondages/<uuid:poll_id>/clore", close, name="poll_close"),
]
