"""The auditor's report: begun, rewritten, signed once; the paper is written by a job and kept with its hash."""

from dataclasses import asdict
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.html import linebreaks

from koprogo.auditing.documents import words
from koprogo.auditing.documents.report import AuditReport, render_report
from koprogo.auditing.models import Report, SignedReport
from koprogo.auditing.queries import reports
from koprogo.auditing.rules import report as rules
from koprogo.auditing.rules.report import Figures, Opinion, State, Totals
from koprogo.condominiums.documents.letterhead import Language, head_of
from koprogo.condominiums.queries import building, mandates, parties
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.ledger.queries import population
from koprogo.platform import audit, files, jobs, mail
from koprogo.platform.access import BRUSSELS, Access, act
from koprogo.platform.mail import Letter
from koprogo.platform.models import Job, StoredFile

LANGUAGES: dict[str, Language] = {"fr": "fr", "nl": "nl", "de": "de", "en": "en"}
TEXT = 20_000


@act("auditing.report_begun", needs=Right.AUDIT_ACCOUNTS)
def begin(access: Access, *, year: str, opinion: Opinion) -> Report:
    """Begin the report of a year with the usual structure, in the language of the building; one that is begun is
    returned as it is. Raises NotFound."""
    found = population.year(access, code=year)
    standing, _signed = reports.versions(access, year=year)
    if standing is not None:
        audit.record(access, "auditing.report_begun", standing.id, year=year, again=True)
        return standing
    figures = reports.figures(access, year=year)
    language = LANGUAGES.get(building.head(access).language, "fr")
    before = Report.objects.filter(org_id=access.org_id, fiscal_year_id=found.id).count()
    row = Report.objects.create(
        org_id=access.org_id,
        fiscal_year_id=found.id,
        version=before + 1,
        opinion=opinion,
        text=words.opening_text(language, figures, opinion, year),
        begun_at=access.now,
    )
    audit.record(access, "auditing.report_begun", row.id, year=year, version=row.version)
    return row


@act("auditing.report_written", needs=Right.AUDIT_ACCOUNTS)
def write(access: Access, *, year: str, opinion: Opinion, text: str) -> Report:
    """Rewrite the words of a report that is not signed. Raises NotFound, ReportFixed."""
    row = _locked(access, year)
    rules.check_fixed(State(row.state))
    row.opinion, row.text = opinion, text.replace("\r\n", "\n").strip()[:TEXT]
    row.save(update_fields=["opinion", "text"])
    audit.record(access, "auditing.report_written", row.id, year=year, opinion=opinion)
    return row


@act("auditing.report_signed", needs=Right.AUDIT_ACCOUNTS)
def sign(access: Access, *, year: str, name: str) -> Job:
    """Sign the report as it stands: its words and figures are fixed now, the paper follows.

    Raises NotFound, ReportFixed, NothingExamined, WordsMissing.
    """
    row = _locked(access, year)
    rules.check_fixed(State(row.state))
    figures = reports.figures(access, year=year)
    rules.check_signing(figures, opinion=Opinion(row.opinion), text=row.text, name=name)
    row.state, row.signer = State.SIGNING, " ".join(name.split())[:160]
    row.figures, row.asked_at, row.asked_by_id = asdict(figures), access.now, access.person_id
    row.save(update_fields=["state", "signer", "figures", "asked_at", "asked_by_id"])
    job = jobs.enqueue(access, reports.WRITE, subject_id=row.id, total=1)
    audit.record(access, "auditing.report_signed", row.id, year=year, version=row.version, opinion=row.opinion)
    return job


@act("auditing.report_kept", needs=Right.AUDIT_ACCOUNTS)
def keep(access: Access, *, report_id: UUID) -> None:
    """Write the paper of a signed report, keep it with its hash, and send it to the syndic. Kept already: nothing."""
    row = Report.objects.select_for_update(no_key=True).filter(org_id=access.org_id, id=report_id).first()
    if row is None or row.state != State.SIGNING or row.asked_at is None:
        return
    year = row.fiscal_year.code
    head = building.head(access)
    language = LANGUAGES.get(head.language, "fr")
    pdf = render_report(
        AuditReport(
            language=language,
            condominium=head_of(head, language),
            year=year,
            version=row.version,
            opinion=Opinion(row.opinion),
            text=row.text,
            figures=_figures(row),
            signer=row.signer,
            signed_on=row.asked_at.astimezone(BRUSSELS).date(),
        )
    )
    kept = files.keep(
        access,
        data=pdf,
        name=f"rapport-commissaire-{year}{'' if row.version == 1 else f'-v{row.version}'}.pdf",
        retention=StoredFile.Retention.BUILDING,
        subject_id=row.id,
    )
    SignedReport.objects.create(
        org_id=access.org_id,
        report=row,
        signer=row.signer,
        signed_by_id=row.asked_by_id,
        signed_at=row.asked_at,
        opinion=row.opinion,
        file_id=kept.id,
        file_name=kept.name,
        sha256=kept.sha256,
    )
    row.state = State.SIGNED
    row.save(update_fields=["state"])
    _send(access, row, year=year, file_id=kept.id)
    audit.record(access, "auditing.report_kept", row.id, year=year, file=kept.id, sha256=kept.sha256)


def _send(access: Access, row: Report, *, year: str, file_id: UUID) -> None:
    """To the syndic in office, where an address is known; the report is in Documents in any case."""
    office = next((one for one in mandates.listing(access) if one.role == "syndic" and one.is_current), None)
    card = parties.card(access, party_id=office.party_id) if office else None
    if card is None or not card.email:
        return
    head = building.head(access)
    subject, text = words.mail(
        card.language,
        year=year,
        building=head.name_in(card.language),
        signer=row.signer,
        link=settings.KOPROGO_PUBLIC_URL + reverse("audit_report", kwargs={"slug": access.slug, "workbook_code": year}),
    )
    html = linebreaks(text, autoescape=True)
    letter = Letter(
        recipient=card.email, subject=subject, text=text, html=html, party_id=card.party_id, attachment_id=file_id
    )
    mail.post(access, letter, purpose="audit_report", subject_id=row.id, wait=False)


def _figures(row: Report) -> Figures:
    told = dict(row.figures)
    return Figures(**{**told, "seeds": tuple(told["seeds"]), "totals": Totals(**told["totals"])})


def _locked(access: Access, year: str) -> Report:
    row = (
        Report.objects.select_for_update(no_key=True)
        .filter(org_id=access.org_id, fiscal_year__code=year)
        .exclude(state=State.SIGNED)
        .first()
    )
    if row is None:
        raise NotFound(what="report")
    return row
