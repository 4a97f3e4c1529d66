"""What is blocked or taken away is on no page, tile or mail; whoever writes in vain is told so, and no more."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from koprogo.kernel.refusals import NotFound, Refused
from koprogo.neighbours import labels
from koprogo.neighbours.operations import deals, exchange, messages, moderation, notices, polls, residents, welcome
from koprogo.neighbours.operations.exchange import AdFacts
from koprogo.neighbours.operations.polls import PollFacts
from koprogo.neighbours.pages import tiles
from koprogo.neighbours.queries import exchange as board
from koprogo.neighbours.queries import moderation as reports
from koprogo.neighbours.queries import notices as hung
from koprogo.neighbours.queries import polls as asked
from koprogo.neighbours.queries import residents as people
from koprogo.neighbours.queries import skills as known
from koprogo.neighbours.queries import subjects
from koprogo.neighbours.queries import welcome as handbook
from koprogo.neighbours.rules.exchange import Category, Side
from koprogo.neighbours.rules.moderation import NotCarried, Reason, State, Verdict
from koprogo.neighbours.rules.modules import Module
from koprogo.neighbours.rules.notices import NoticeFacts, NoticeKind
from koprogo.neighbours.rules.polls import PollKind
from koprogo.neighbours.rules.residents import Agreement
from koprogo.platform import boundary
from koprogo.platform.form_refusals import sentence
from koprogo.platform.models import Mailing
from koprogo.testing import at_once, casting, neighbours
from koprogo.testing.casting import TODAY
from koprogo.testing.neighbours import Street

pytestmark = pytest.mark.django_db
WORD = NoticeFacts(NoticeKind.WORD, "Chien bruyant", "Rez gauche")


@pytest.fixture(scope="module")
def street(django_db_setup: None, django_db_blocker: Any) -> Iterator[Street]:
    with at_once.kept(django_db_blocker):
        found = neighbours.group()
        with boundary.within(found.org.id):
            for access in found.access.values():
                residents.accept(access, agreement=Agreement.EXCHANGE)
        yield found


def _removed(street: Street, kind: str, subject_id: Any) -> None:
    """Marc reports it; Paulette and a fourth neighbour take it away."""
    row = moderation.report(
        street.access["marc"], kind=kind, subject_id=subject_id, reason=Reason.HURTFUL, text="Blessant"
    )
    for moderator in ("paulette", "gaston"):
        moderation.judge(street.access[moderator], report_id=row.id, verdict=Verdict.REMOVE, text="En effet")


def _moderated(street: Street) -> None:

    person = casting.person("gaston@tisserands.example", "Gaston")
    neighbours.let_in(street.access["paulette"], person)
    street.access["gaston"] = neighbours.named(street.org.slug, person, "Gaston")
    for who, name in (("paulette", "Paulette"), ("gaston", "Gaston")):
        residents.change(street.access[who], pseudonym=name, moderates=True)


def _home(street: Street, who: str) -> str:
    return str(tiles.home(street.access[who], street.me[who], frozenset(Module)))


def test_every_kind_that_can_be_reported_has_its_word() -> None:
    assert set(labels.KINDS) == {*subjects.SUBJECTS, subjects.REPLY}


def test_a_notice_and_a_reply_that_two_moderators_took_away(street: Street) -> None:
    marc, yasmine = street.access["marc"], street.access["yasmine"]
    with boundary.within(street.org.id):
        _moderated(street)
        notice = notices.hang(yasmine, facts=WORD)
        other = notices.hang(marc, facts=NoticeFacts(NoticeKind.WORD, "Trottinette", "À vendre ? Non, à donner."))
        reply = notices.answer(yasmine, notice_id=other.id, text="Vous êtes un voleur")
        assert "Chien bruyant" in _home(street, "marc")
        for who in ("paulette", "yasmine"):  # only the one it was written to may report it
            with pytest.raises(NotFound):
                subjects.subject(street.access[who], street.me[who].id, kind="reponse", subject_id=reply.id)
        _removed(street, "annonce", notice.id)
        _removed(street, "reponse", reply.id)
        assert [row.notice.title for row in hung.listing(marc, me_id=street.me["marc"].id)] == ["Trottinette"]
        assert "Chien bruyant" not in _home(street, "marc")
        with pytest.raises(NotFound):
            hung.show(marc, notice_id=notice.id, me_id=street.me["marc"].id)
        own = hung.show(yasmine, notice_id=notice.id, me_id=street.me["yasmine"].id)
        assert own.away  # its author reads that it was, and why
        assert hung.show(marc, notice_id=other.id, me_id=street.me["marc"].id).threads == ()
        mails = list(Mailing.objects.order_by("id"))
        asked_to = [one.recipient.split("@")[0] for one in mails if "attend votre avis" in one.subject]
        assert sorted(asked_to) == ["gaston", "gaston", "paulette", "paulette"]  # not the reporter, not the author
        against = [one.recipient.split("@")[0] for one in mails if "est retiré" in one.subject]
        assert against == ["yasmine", "yasmine"]  # with where to read why, and to contest
        assert subjects.words(marc, kind="reponse", subject_id=reply.id) == "Vous êtes un voleur"
        assert subjects.words(marc, kind="annonce", subject_id=notice.id) == "Rez gauche"
        told = reports.concerning(yasmine, street.me["yasmine"])
        assert {(one.kind, one.state) for one in told} == {("annonce", State.REMOVED), ("reponse", State.REMOVED)}


def test_what_a_blocked_neighbour_writes_is_nowhere_and_they_are_told_as_little(street: Street) -> None:
    marc, yasmine = street.access["marc"], street.access["yasmine"]
    me = street.me["marc"]
    with boundary.within(street.org.id):
        notices.hang(yasmine, facts=WORD)
        ad = exchange.put_up(marc, side=Side.OFFER, facts=AdFacts(Category(next(iter(Category))), "Un ourlet"))
        exchange.put_up(yasmine, side=Side.REQUEST, facts=AdFacts(Category(next(iter(Category))), "Porter un sac"))
        polls.ask(yasmine, facts=PollFacts(PollKind.YES_NO, "Un barbecue ?", closes_on=TODAY + timedelta(days=5)))
        welcome.write_page(yasmine, title="Le local", text="Au -1")
        first = messages.write(yasmine, receiver_id=me.id, text="Bonjour")
        moderation.block(marc, resident_id=street.me["yasmine"].id)
        assert hung.listing(marc, me_id=me.id) == [] and asked.listing(marc, me_id=me.id) == []
        assert [row.title for row in board.board(marc, me=me).rows] == ["Un ourlet"]
        assert handbook.pages(marc, me) == [] and known.threads(marc, me=me) == []
        home = _home(street, "marc")
        assert all(words not in home for words in ("Chien bruyant", "Porter un sac", "Un barbecue", "attend"))
        # She reads her own, and him, as before; what she writes to him is refused in one neutral sentence.
        assert len(hung.listing(yasmine, me_id=street.me["yasmine"].id)) == 1
        before = Mailing.objects.count()
        for attempt in (
            lambda: messages.reply(yasmine, thread_id=first.thread_id, text="Alors ?"),
            lambda: messages.write(yasmine, receiver_id=me.id, text="Alors ?"),
            lambda: deals.propose(yasmine, ad_id=ad.id, quarters=4),
        ):
            with pytest.raises(NotCarried) as refused:
                attempt()
            assert _neutral(refused.value)
        with pytest.raises(NotCarried):  # nor does he write to whom he no longer reads
            messages.write(marc, receiver_id=street.me["yasmine"].id, text="Bonjour")
        assert Mailing.objects.count() == before
        moderation.unblock(marc, resident_id=street.me["yasmine"].id)
        messages.reply(yasmine, thread_id=first.thread_id, text="Alors ?")


def _neutral(refusal: Refused) -> bool:
    said = sentence(refusal)
    return "n’est pas parti" in said and not {"Marc", "bloqu", "lit plus"} & set(said.split())


def test_a_private_message_is_reported_by_whoever_received_it(street: Street) -> None:
    marc, yasmine = street.access["marc"], street.access["yasmine"]
    with boundary.within(street.org.id):
        _moderated(street)
        bad = messages.write(yasmine, receiver_id=street.me["marc"].id, text="Une insulte")
        with pytest.raises(NotFound):
            moderation.report(street.access["gaston"], kind="message", subject_id=bad.id, reason=Reason.OTHER, text="")
        _removed(street, "message", bad.id)
        assert subjects.words(marc, kind="message", subject_id=bad.id) == "Une insulte"
        assert known.threads(marc, me=street.me["marc"]) == []


def test_too_few_moderators_wait_until_the_animator_names_some(street: Street) -> None:
    marc, paulette = street.access["marc"], street.access["paulette"]
    with boundary.within(street.org.id):
        row = moderation.report(
            marc, kind="voisin", subject_id=street.me["yasmine"].id, reason=Reason.OTHER, text="Bruit"
        )
        assert reports.case(marc, street.me["marc"], report_id=row.id).waits
        residents.name_moderator(paulette, resident_id=street.me["paulette"].id)
        for who in ("yasmine", "marc"):  # a party to the case does not judge it: it waits still
            residents.name_moderator(paulette, resident_id=street.me[who].id)
        assert reports.case(marc, street.me["marc"], report_id=row.id).waits
        mail = Mailing.objects.latest("id")
        assert mail.recipient == "marc@les-tisserands.example" and "Décochez" in mail.text
        _moderated(street)
        assert not reports.case(marc, street.me["marc"], report_id=row.id).waits
        residents.change(street.access["yasmine"], pseudonym="Yasmine", moderates=False)  # who was named may stop
        found = people.by_ids(paulette, [street.me["yasmine"].id])[street.me["yasmine"].id]
        assert not found.moderates
