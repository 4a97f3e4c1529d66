"""The auditor's evening: draw, look, ask, be answered, accept, sign; the syndic never ticks, nothing is rewritten."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pypdf
import pytest
from django.db import ProgrammingError, transaction

from koprogo.auditing.models import Draw, Mark, Sample, SignedReport
from koprogo.auditing.operations import draw as drawing
from koprogo.auditing.operations import report, say
from koprogo.auditing.queries import reports, today, vouchers, workbook
from koprogo.auditing.queries.today import AuditToday
from koprogo.auditing.rules.marks import Kind, State, WrongMoment
from koprogo.auditing.rules.report import NothingExamined, Opinion, ReportFixed, WordsMissing
from koprogo.auditing.rules.sampling import NothingToDraw
from koprogo.condominiums.operations import describe
from koprogo.condominiums.operations.describe import Identity
from koprogo.condominiums.queries import today as building
from koprogo.kernel.refusals import NotAllowed, NotFound
from koprogo.ledger.operations import entries
from koprogo.ledger.operations.entries import Line, Voucher
from koprogo.ledger.queries import population
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform import boundary, files, jobs
from koprogo.platform.access import Access
from koprogo.platform.models import Mailing
from koprogo.testing import casting, counting, tilleuls
from koprogo.testing.casting import Role
from koprogo.testing.tilleuls import Tilleuls

pytestmark = pytest.mark.django_db
YEAR = "2026"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"


@dataclass
class Evening:
    """The building and who acts in it."""

    built: Tilleuls
    syndic: Access
    auditor: Access
    owner: Access

    @property
    def org_id(self) -> object:
        return self.built.org.id

    def looked_at(self) -> None:
        """The auditor ticks all that is left."""
        for row in workbook.rows(self.auditor, year=YEAR):
            if row.state is State.TODO:
                say.see(self.auditor, year=YEAR, position=row.position)


def posted(access: Access, count: int) -> None:
    for number in range(1, count + 1):
        entries.post(
            access,
            journal=JournalKind.MISCELLANEOUS,
            on=access.today,
            label=f"Frais {number}",
            lines=[
                Line(cents=1_000 * number, role=AccountRole.BANK_CHARGES),
                Line(-1_000 * number, AccountRole.SUPPLIERS),
            ],
            voucher=Voucher("manual", None, f"Extrait {number}"),
        )


@pytest.fixture
def evening() -> Evening:
    built = tilleuls.build()
    syndic = built.syndic_access
    auditor = casting.access_as(Role.AUDITOR, built.org, who=casting.person("hugo@audit.example", "Hugo Martin"))
    owner = casting.access_as(Role.OWNER, built.org, who=built.persons["Bruno"], party_id=built.parties["Bruno"])
    with boundary.within(built.org.id):
        identity = Identity(
            "Les Tilleuls", "Avenue des Tilleuls", "12", "1000", "Bruxelles", enterprise_number="0403170701"
        )
        describe.describe(syndic, identity=identity)
        posted(syndic, 12)
    return Evening(built, syndic, auditor, owner)


def test_the_sample_is_drawn_kept_and_drawn_again_the_same(evening: Evening) -> None:
    with boundary.within(evening.built.org.id):
        one = drawing.draw(evening.auditor, year=YEAR, size=6, large_from_cents=11_000)
        assert (one.population, one.population_cents) == (12, 78_000)
        rows = workbook.rows(evening.auditor, year=YEAR)
        assert [row.position for row in rows] == [1, 2, 3, 4, 5, 6]
        assert {row.cents for row in rows} >= {11_000, 12_000}
        assert workbook.redrawn(evening.auditor, year=YEAR)
        later = replace(evening.auditor, now=evening.auditor.now + timedelta(hours=1))
        posted(replace(evening.syndic, now=later.now), 1)  # an entry more does not change what was drawn
        assert workbook.redrawn(evening.auditor, year=YEAR)
        drawing.draw(later, year=YEAR, size=500)
        rows = workbook.rows(evening.auditor, year=YEAR)
        assert len({row.reference for row in rows}) == len(rows) == 13
        assert workbook.redrawn(evening.auditor, year=YEAR)
        with pytest.raises(NothingToDraw):
            drawing.draw(later, year=YEAR, size=5)
        with pytest.raises(NotFound):
            drawing.draw(later, year="1999", size=5)


def test_only_the_auditor_ticks_and_asks(evening: Evening) -> None:
    with boundary.within(evening.built.org.id):
        drawing.draw(evening.auditor, year=YEAR, size=5)
        for somebody in (evening.syndic, evening.owner):
            for act in (
                lambda who: say.see(who, year=YEAR, position=1),
                lambda who: say.ask(who, year=YEAR, position=1, text="?"),
                lambda who: say.accept(who, year=YEAR, position=1),
                lambda who: drawing.draw(who, year=YEAR, size=5),
                lambda who: report.begin(who, year=YEAR, opinion=Opinion.FAVOURABLE),
                lambda who: report.sign(who, year=YEAR, name="Moi"),
            ):
                with pytest.raises(NotAllowed):
                    act(somebody)
        with pytest.raises(NotAllowed):
            say.answer(evening.auditor, year=YEAR, position=1, text="ma propre réponse")
        assert not Mark.objects.filter(org_id=evening.built.org.id).exists()


def _today(evening: Evening) -> AuditToday:
    found = building.building(evening.syndic, also=(today.SQL,))
    assert found is not None
    return today.read(found.also[0])


def test_a_question_is_answered_and_the_answer_accepted_or_asked_again(evening: Evening) -> None:
    with boundary.within(evening.built.org.id):
        drawing.draw(evening.auditor, year=YEAR, size=5)
        with pytest.raises(WrongMoment):
            say.answer(evening.syndic, year=YEAR, position=1, text="avant la question")
        say.ask(evening.auditor, year=YEAR, position=1, text="Où est la facture ?")
        assert _today(evening) == AuditToday(YEAR, 4, 1, 0)
        say.answer(evening.syndic, year=YEAR, position=1, text="", data=PDF, name="facture.pdf")
        assert _today(evening) == AuditToday(YEAR, 4, 0, 1)
        card = workbook.card(evening.auditor, year=YEAR, position=1)
        assert card.state is State.ANSWERED and card.said[-1].file_name == "facture.pdf"
        kept = files.get(evening.auditor, file_id=card.said[-1].file_id)  # type: ignore[arg-type]
        assert kept is not None and files.content(kept) == PDF
        later = replace(evening.auditor, now=evening.auditor.now + timedelta(minutes=5))
        say.ask(later, year=YEAR, position=1, text="Et la seconde page ?")
        say.answer(replace(evening.syndic, now=later.now), year=YEAR, position=1, text="La voici.")
        say.accept(later, year=YEAR, position=1)
        card = workbook.card(evening.auditor, year=YEAR, position=1)
        assert card.state is State.SEEN
        assert [one.kind for one in card.said] == [
            Kind.QUESTION,
            Kind.ANSWER,
            Kind.QUESTION,
            Kind.ANSWER,
            Kind.ACCEPTED,
        ]
        assert _today(evening) == AuditToday(YEAR, 4, 0, 0)


def test_words_and_draws_are_never_rewritten(evening: Evening) -> None:
    with boundary.within(evening.built.org.id):
        drawing.draw(evening.auditor, year=YEAR, size=5)
        say.see(evening.auditor, year=YEAR, position=1)
        say.see(evening.auditor, year=YEAR, position=1)  # a second click says nothing more
        assert Mark.objects.filter(org_id=evening.built.org.id).count() == 1
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            Mark.objects.all().delete()
        for rows, change in ((Mark, {"text": "autre"}), (Sample, {"position": 99}), (Draw, {"seed": 1})):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                rows.objects.update(**change)


def test_the_report_is_signed_kept_with_its_hash_and_sent(evening: Evening) -> None:
    access = evening.auditor
    with boundary.within(evening.built.org.id):
        report.begin(access, year=YEAR, opinion=Opinion.FAVOURABLE)
        with pytest.raises(NothingExamined):
            report.sign(access, year=YEAR, name="Hugo Martin")
        drawing.draw(access, year=YEAR, size=5)
        say.ask(access, year=YEAR, position=1, text="Pourquoi ?")
        evening.looked_at()
        with pytest.raises(WordsMissing):
            report.sign(access, year=YEAR, name="Hugo Martin")
        report.write(access, year=YEAR, opinion=Opinion.REMARKS, text="Les comptes sont bons.\n\nUne facture manque.")
        report.sign(access, year=YEAR, name="Hugo  Martin")
        with pytest.raises(ReportFixed):
            report.write(access, year=YEAR, opinion=Opinion.FAVOURABLE, text="Tout est bon.")
        with pytest.raises(ReportFixed):
            report.sign(access, year=YEAR, name="Hugo Martin")
    jobs.run_waiting(until=access.now + timedelta(minutes=1), clock=lambda: access.now)
    with boundary.within(evening.built.org.id):
        draft, (row,) = reports.versions(access, year=YEAR)
        assert draft is None
        assert (row.version, row.opinion, row.signer) == (1, Opinion.REMARKS, "Hugo Martin")
        kept = files.get(access, file_id=row.file_id)
        assert kept is not None and kept.sha256 == row.sha256
        path = files._path(kept.org_id, kept.sha256)
        text = " ".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
        for words in (
            "Association des copropriétaires",
            "0403.170.701",
            "Une facture manque",
            "Hugo Martin",
            "Exercice 2026",
        ):
            assert words in text, words
        mailing = Mailing.objects.get(org_id=evening.built.org.id, purpose="audit_report")
        assert (mailing.recipient, mailing.attachment_id) == ("nadia@les-tilleuls.example", row.file_id)
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            SignedReport.objects.update(signer="Autre")
        # A further report is a new version.
        again = report.begin(access, year=YEAR, opinion=Opinion.FAVOURABLE)
        assert again.version == 2


def test_an_entry_stands_beside_its_voucher_or_a_reason(evening: Evening) -> None:
    with boundary.within(evening.built.org.id):
        drawing.draw(evening.auditor, year=YEAR, size=5)
        card = workbook.card(evening.auditor, year=YEAR, position=1)
        found = vouchers.beside(evening.auditor, entry=card.entry)
        assert (found.kind, found.reason) == ("manual", "on_paper")
        assert card.entry.voucher_label.startswith("Extrait")
        entries.reverse(evening.syndic, entry_id=card.entry.id, on=evening.syndic.today, label="Erreur")
        drawing.draw(replace(evening.auditor, now=evening.auditor.now + timedelta(hours=1)), year=YEAR, size=500)
        reasons = {
            vouchers.beside(
                evening.auditor, entry=workbook.card(evening.auditor, year=YEAR, position=row.position).entry
            ).reason
            for row in workbook.rows(evening.auditor, year=YEAR)
        }
        assert reasons == {"on_paper", "counter_entry"}


def test_the_control_totals_are_those_of_the_books(evening: Evening) -> None:
    with boundary.within(evening.built.org.id):
        totals = population.control_totals(evening.auditor, code=YEAR)
        assert (totals.suppliers_cents, totals.result_cents) == (78_000, -78_000)
        assert (totals.banks_cents, totals.owners_cents, totals.funds_cents) == (0, 0, 0)


def test_the_workbook_costs_the_same_whatever_its_size(evening: Evening) -> None:
    with boundary.within(evening.built.org.id):
        drawing.draw(evening.auditor, year=YEAR, size=5)
        with counting.statements() as few:
            workbook.rows(evening.auditor, year=YEAR)
        drawing.draw(replace(evening.auditor, now=evening.auditor.now + timedelta(hours=1)), year=YEAR, size=500)
        with counting.statements() as many:
            assert len(workbook.rows(evening.auditor, year=YEAR)) == 12
        assert len(many) == len(few) == 1
