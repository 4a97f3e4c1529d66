"""Decisions in writing: the syndic sends a text, every co-owner answers, everybody sees how far it is."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koprogo.assemblies import labels
from koprogo.assemblies.operations import written as operations
from koprogo.assemblies.operations import written_answers as answers
from koprogo.assemblies.pages import fields
from koprogo.assemblies.pages.frame import address, crumbs, form_page, to
from koprogo.assemblies.pages.plan import ReasonForm
from koprogo.assemblies.pages.written_forms import Forms, PaperForm, TextForm, answer_forms, begun, usual
from koprogo.assemblies.queries import effects, electorate
from koprogo.assemblies.queries import written as questions
from koprogo.assemblies.queries.written import Progress
from koprogo.assemblies.rules import calendar
from koprogo.assemblies.rules.unanimity import Choice
from koprogo.assemblies.rules.written import WrittenState
from koprogo.condominiums.rules.rights import Right
from koprogo.platform import downloads, files, jobs
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, part, say


@door(needs=Right.PREPARE_ASSEMBLY)
def new(request: HttpRequest, access: Access) -> HttpResponse:
    """Write the text, from the library or freely, and send it to everybody."""
    if electorate.rules(access).by_heads:
        raise Http404
    voters = electorate.voters(access, on=access.today)
    template = request.GET.get("modele", "")
    posted = request.method == "POST"
    typed = (request.POST, request.FILES) if posted else (None, None)
    form = TextForm(*typed, access=access, initial=begun(access, template))
    if posted and form.is_valid():
        with refusals_on(form):
            data, name = fields.read(form.cleaned_data["file"])
            row = operations.send(access, facts=form.facts(), data=data, name=name)
            say(request, _("Le texte est figé et part à tous les copropriétaires. Les e-mails attendent dix minutes."))
            return to("written", access, written=row.number)
    return page(
        request,
        "assemblies/written_new.html",
        status=422 if form.errors else 200,
        form=form,
        crumbs=[*crumbs(access), (_("Décision par écrit"), "")],
        templates=[(one.code, _(one.title)) for one in usual()],
        template=template,
        label=ngettext("Envoyer à %(n)s copropriétaire", "Envoyer à %(n)s copropriétaires", len(voters))
        % {"n": len(voters)},
        asleep=[one.name for one in voters if one.suspended],
        hints={"cost": _("Vide si la décision ne coûte rien.")},
    )


@door(needs=Right.SEE_LOTS)
def show(request: HttpRequest, access: Access, written: int) -> HttpResponse:
    """One decision in writing: the text, how far it is, what the reader may answer, what it became."""
    return _page(request, access, written)


def _page(request: HttpRequest, access: Access, number: int, forms: Forms | None = None) -> HttpResponse:
    row = questions.get(access, number=number)
    found = questions.progress(access, decision=row)
    prepares = access.may(Right.PREPARE_ASSEMBLY)
    answers_here = access.may(Right.VOTE) and found.to_answer
    job = jobs.of_subject(access, subject_id=row.id, kind=operations.SEND_WRITTEN) if prepares else None
    if forms is None:
        forms, _sent = answer_forms(request, access.person_name, posted=False)
    return page(
        request,
        "assemblies/written.html",
        status=422 if any(one.errors for one in forms) else 200,
        job=job,
        forms=forms if answers_here else None,
        prepares=prepares,
        effects=effects.of_assembly(access, assembly=row.assembly) if row.assembly else [],
        challenge=calendar.challenge_until(row.assembly.held_on).strict if row.assembly else None,
        labels=labels,
        **_facts(found, access),
    )


def _facts(found: Progress, access: Access) -> dict[str, Any]:
    mine = {str(one.party_id) for one in found.mine}
    costs = found.row.content["costs"]
    return {
        "row": found.row,
        "found": found,
        "open": found.state is WrittenState.OPEN,
        "mine_cents": sum(costs.get(party, 0) for party in mine) if mine and costs else 0,
        "agreed_by_me": bool(found.mine) and all(one.choice == Choice.FOR for one in found.mine),
    }


@door(needs=Right.VOTE)
def answer(request: HttpRequest, access: Access, written: int) -> HttpResponse:
    """Agree or refuse, for all one's own lots."""
    if request.method != "POST":
        return to("written", access, written=written)
    forms, sent = answer_forms(request, access.person_name, posted=True)
    if sent is not None and sent.is_valid():
        with refusals_on(sent):
            signed = sent.signed()
            row = answers.answer(access, number=written, signed=signed)
            say(request, said(row.state, signed.choice))
            return to("written", access, written=written)
    return _page(request, access, written, forms)


def said(state: str, choice: Choice) -> str:
    """What an answer came to, in one sentence."""
    if state == WrittenState.TAKEN:
        return _("Votre accord était le dernier : la décision est prise.")
    if choice is Choice.FOR:
        return _("Votre accord est noté, avec vos lots et l’empreinte du texte.")
    return _("Votre refus est noté : rien n’est décidé.")


@door(needs=Right.PREPARE_ASSEMBLY)
def record(request: HttpRequest, access: Access, written: int) -> HttpResponse:
    """Write down an answer on paper, with its scan."""
    row = _row(access, written)
    typed = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PaperForm(*typed, access=access, initial={"signed_on": access.today, "party": request.GET.get("qui", "")})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            data, name = fields.read(form.cleaned_data["file"])
            done = answers.record(
                access,
                number=written,
                party_id=UUID(form.cleaned_data["party"]),
                choice=Choice(form.cleaned_data["choice"]),
                signed_on=form.cleaned_data["signed_on"],
                data=data,
                name=name,
            )
            taken = done.state == WrittenState.TAKEN
            done_words = (
                _("C’était le dernier accord : la décision est prise.") if taken else _("La réponse est notée.")
            )
            say(request, done_words)
            return to("written", access, written=written)
    back = address("written", access, written=written)
    return form_page(
        request,
        form,
        title=_("Noter une réponse sur papier"),
        label=_("Noter la réponse"),
        cancel=back,
        crumbs=[*crumbs(access), (row.title, back)],
        intro=row.title,
        files=True,
    )


@door(needs=Right.PREPARE_ASSEMBLY)
def withdraw(request: HttpRequest, access: Access, written: int) -> HttpResponse:
    """Give it up, with the reason."""
    row = _row(access, written)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            operations.withdraw(access, number=written, reason=form.cleaned_data["reason"])
            say(request, _("La demande est retirée. Elle reste visible, avec la raison."))
            return to("written", access, written=written)
    back = address("written", access, written=written)
    return form_page(
        request,
        form,
        title=_("Retirer la demande"),
        label=_("Retirer la demande"),
        cancel=back,
        crumbs=[*crumbs(access), (row.title, back)],
        intro=row.title,
    )


@door(needs=Right.PREPARE_ASSEMBLY)
def ask_late(request: HttpRequest, access: Access, written: int) -> HttpResponse:
    """Write to those who hold a lot since it was sent."""
    if request.method == "POST":
        added = operations.ask_late(access, number=written)
        say(request, _("%(n)s lettre de plus se prépare.") % {"n": added})
    return to("written", access, written=written)


@door(needs=Right.PREPARE_ASSEMBLY)
def conclude(request: HttpRequest, access: Access, written: int) -> HttpResponse:
    """All who are owners now have agreed: take the decision."""
    if request.method == "POST":
        answers.conclude(access, number=written)
        say(request, _("Tous les copropriétaires d’aujourd’hui ont donné leur accord : la décision est prise."))
    return to("written", access, written=written)


@door(needs=Right.PREPARE_ASSEMBLY)
def progress(request: HttpRequest, access: Access, written: int) -> HttpResponse:
    """How far the letters are (a piece of the page, or the page again without a script)."""
    row = _row(access, written)
    job = jobs.of_subject(access, subject_id=row.id, kind=operations.SEND_WRITTEN)
    if not request.headers.get("HX-Request") or job is None:
        return to("written", access, written=written)
    response = part(request, "assemblies/written_progress.html", row=row, job=job)
    if job.state not in (job.State.QUEUED, job.State.RUNNING):
        response.headers["HX-Redirect"] = address("written", access, written=written)
    return response


@door(needs=Right.PREPARE_ASSEMBLY)
def resume(request: HttpRequest, access: Access, written: int) -> HttpResponse:
    """Start the letters again where they stopped."""
    if request.method == "POST":
        job = jobs.of_subject(access, subject_id=_row(access, written).id, kind=operations.SEND_WRITTEN)
        if job is not None:
            jobs.again(access, job_id=job.id)
    return to("written", access, written=written)


@door(needs=Right.SEE_LOTS)
def document(request: HttpRequest, access: Access, written: int) -> HttpResponse:
    """The document that goes with the text."""
    return _file(access, _row(access, written).file_id)


@door(needs=Right.PREPARE_ASSEMBLY)
def batch(request: HttpRequest, access: Access, written: int) -> HttpResponse:
    """The letters for the post."""
    return _file(access, _row(access, written).batch_id)


@door(needs=Right.SEE_DOCUMENTS)
def letter(request: HttpRequest, access: Access, written: int, written_recipient: UUID) -> HttpResponse:
    """One letter as it was sent: one's own, or anybody's for those who see every account."""
    row = _recipient(access, written_recipient)
    if row.decision.number != written:
        raise Http404
    if row.party_id not in access.party_ids and not access.may(Right.SEE_ALL_ACCOUNTS):
        raise Http404
    return _file(access, row.letter_id)


@door(needs=Right.PREPARE_ASSEMBLY)
def proof(request: HttpRequest, access: Access, written: int, written_party: UUID) -> HttpResponse:
    """The signed sheet of one owner."""
    found = next(
        (one for one in _progress(access, written).people if one.party_id == written_party and one.file_id), None
    )
    return _file(access, found.file_id if found else None)


def _row(access: Access, number: int) -> Any:
    return questions.get(access, number=number)


def _recipient(access: Access, recipient_id: UUID) -> Any:
    return questions.recipient(access, recipient_id=recipient_id)


def _progress(access: Access, number: int) -> Progress:
    return questions.progress(access, decision=questions.get(access, number=number))


def _file(access: Access, file_id: UUID | None) -> HttpResponse:
    stored = files.get(access, file_id=file_id) if file_id else None
    if stored is None:
        raise Http404
    return downloads.answer(stored)
