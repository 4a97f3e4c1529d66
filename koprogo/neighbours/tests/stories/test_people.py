"""A block of neighbours: let in by a code, known by a name, moderated by two of them, free to leave."""

from dataclasses import replace
from datetime import timedelta

import pytest

from koprogo.condominiums.queries import access as accesses
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotAllowed
from koprogo.neighbours.operations import codes, entry, moderation, modules, residents
from koprogo.neighbours.operations.acting import acting
from koprogo.neighbours.queries import codes as code_queries
from koprogo.neighbours.queries import moderation as reports
from koprogo.neighbours.queries import modules as module_queries
from koprogo.neighbours.queries import residents as people
from koprogo.neighbours.rules.codes import CodeWrong
from koprogo.neighbours.rules.moderation import AlreadyDecided, NotAppealable, OwnReport, Reason, State, Verdict
from koprogo.neighbours.rules.modules import Module, ModuleOff, NeedsDecision
from koprogo.neighbours.rules.residents import AlreadyResident, LastAnimator, NotResident, PseudonymTaken
from koprogo.platform import audit, boundary
from koprogo.platform.access import Access
from koprogo.testing import casting, neighbours
from koprogo.testing.casting import NOW, Role
from koprogo.testing.neighbours import Street

pytestmark = pytest.mark.django_db


def _syndic() -> Access:
    return casting.access_as(Role.SYNDIC, casting.org())


def test_a_residents_group_lives_without_a_condominium() -> None:
    founder = casting.person("paulette@tisserands.example", "Paulette Martin")
    org = entry.found(
        founder.id, name="Les Tisserands", street="Rue des Tisserands", house_number="7", pseudonym="Paulette", now=NOW
    )
    again = entry.found(founder.id, name="x", street="", house_number="", pseudonym="y", now=NOW, org_id=org.id)
    assert again.id == org.id
    assert (org.kind, org.slug) == ("residents", "les-tisserands")
    access = neighbours.access_of(org.slug, founder)
    with boundary.within(org.id):
        modules.switch_on(access, module=Module.EXCHANGE)  # its own group: no assembly to ask
        code = codes.renew_hall(access).code
    newcomer = casting.person("marc@tisserands.example", "Marc Janssens")
    entry.enter(newcomer.id, slug="Les-Tisserands ", code=f" {code[:3]}-{code[3:].lower()}", now=NOW)
    entry.enter(newcomer.id, slug=org.slug, code=code, now=NOW)
    theirs = neighbours.access_of(org.slug, newcomer)
    assert theirs.roles == {Role.RESIDENT}
    assert theirs.with_neighbours
    with boundary.within(org.id):
        residents.join(theirs, pseudonym="Marc du troisième")
        assert [one.pseudonym for one in people.current(access)] == ["Marc du troisième", "Paulette"]


def test_a_code_lets_in_until_it_is_changed_or_over() -> None:
    street = neighbours.group()
    paulette = street.access["paulette"]
    someone = casting.person("nouveau@tisserands.example")
    with boundary.within(street.org.id):
        old = codes.renew_hall(paulette).code
        new = codes.renew_hall(paulette).code
        assert codes.write_letters(paulette, homes="2e gauche\nRez") == 2
        hall, *letters = code_queries.running(paulette)
        assert (hall.text.replace("-", ""), [one.home for one in letters]) == (new, ["2e gauche", "Rez"])
    for slug, code, now in (
        (street.org.slug, old, NOW),
        (street.org.slug, new, NOW + timedelta(days=181)),
        (street.org.slug, "", NOW),
        ("nulle-part", new, NOW),
    ):
        with pytest.raises(CodeWrong):
            entry.enter(someone.id, slug=slug, code=code, now=now)
    entry.enter(someone.id, slug=street.org.slug, code=letters[0].text, now=NOW)
    with boundary.within(street.org.id):
        assert [one.used for one in code_queries.running(paulette)] == [False, True, False]
        codes.end_hall(paulette)
        assert all(one.home for one in code_queries.running(paulette))


def test_a_name_is_one_neighbour_s_and_a_job_has_none() -> None:
    street = neighbours.group()
    with boundary.within(street.org.id):
        marc = street.access["marc"]
        with pytest.raises(AlreadyResident):
            residents.join(marc, pseudonym="Un autre")
        with pytest.raises(PseudonymTaken):
            residents.change(marc, pseudonym="YASMINE")
        residents.change(marc, pseudonym="Marc", contact="0470 12 34 56", wants_digest=True)
        known = people.by_ids(street.access["yasmine"], [street.me["marc"].id])[street.me["marc"].id]
        assert (known.pseudonym, known.contact) == ("Marc", "0470 12 34 56")
        with pytest.raises(NotResident):
            acting(accesses.as_system(org_id=street.org.id, now=NOW))


def test_the_syndic_switches_but_does_not_begin_the_exchange_alone() -> None:
    syndic = _syndic()
    with boundary.within(syndic.org_id):
        with pytest.raises(NeedsDecision):
            modules.switch_on(syndic, module=Module.EXCHANGE)
        modules.switch_on(syndic, module=Module.EXCHANGE, decision="Assemblée du 12/06/2026, n° 9")
        modules.switch_on(syndic, module=Module.LENDING, why="Pour l’échelle")
        modules.switch_on(syndic, module=Module.LENDING)
        assert module_queries.on(syndic) == {Module.EXCHANGE, Module.LENDING}
        modules.switch_off(syndic, module=Module.EXCHANGE)
        modules.switch_off(syndic, module=Module.LENDING)
        with pytest.raises(ModuleOff):
            modules.switch_off(syndic, module=Module.LENDING)
        assert module_queries.on(syndic) == frozenset()
    again = accesses.resolve(person_id=syndic.person_id, slug=syndic.slug, now=NOW)  # type: ignore[arg-type]
    assert again is not None
    assert not again.with_neighbours


def test_no_office_meets_the_neighbours_and_their_acts_are_not_in_the_trail() -> None:
    syndic = _syndic()
    owner = casting.person("alice@les-tilleuls.example", "Alice Tilleul")
    with boundary.within(syndic.org_id):
        modules.switch_on(syndic, module=Module.LENDING)
        neighbours.let_in(syndic, owner)
        neighbours.named(syndic.slug, owner, "La voisine")
        with pytest.raises(NotAllowed):
            residents.join(syndic, pseudonym="Le syndic")
        told = audit.lines(syndic)
    assert Right.MEET_NEIGHBOURS not in syndic.rights
    assert [line.action for line in told] == ["neighbours.module_switched_on"]
    assert "Alice" not in str([(line.person_name, line.facts) for line in told])


def _reported(street: Street) -> reports.Case:
    for who in ("paulette", "yasmine"):
        residents.change(street.access[who], pseudonym=street.me[who].pseudonym, moderates=True)
    marc, paulette = street.access["marc"], street.access["paulette"]
    gaston = casting.person("gaston@tisserands.example", "Gaston")
    neighbours.let_in(marc, gaston)
    theirs = people.me(neighbours.named(street.org.slug, gaston, "Gaston"))
    assert theirs is not None
    row = moderation.report(marc, kind="voisin", subject_id=theirs.id, reason=Reason.HURTFUL, text="Des insultes")
    me = people.me(paulette)
    assert me is not None
    return reports.case(paulette, me, report_id=row.id)


def test_two_moderators_decide_with_reasons_and_an_appeal_opens_it_once() -> None:
    street = neighbours.group()
    with boundary.within(street.org.id):
        case = _reported(street)
        paulette, yasmine, marc = (street.access[who] for who in ("paulette", "yasmine", "marc"))
        with pytest.raises(NotAllowed):
            moderation.judge(marc, report_id=case.id, verdict=Verdict.REMOVE, text="Moi")
        moderation.judge(paulette, report_id=case.id, verdict=Verdict.REMOVE, text="Insultes le 12")
        assert reports.unseen(marc, street.me["marc"]).authors == frozenset()
        moderation.judge(yasmine, report_id=case.id, verdict=Verdict.REMOVE, text="Oui, lu aussi")
        assert len(reports.unseen(marc, street.me["marc"]).authors) == 1
        with pytest.raises(AlreadyDecided):
            moderation.judge(yasmine, report_id=case.id, verdict=Verdict.KEEP, text="Non")
        with pytest.raises(NotAppealable):  # the reporter won
            moderation.appeal(marc, report_id=case.id, text="Encore")
        gaston = neighbours.access_of(street.org.slug, casting.person("gaston@tisserands.example"))
        moderation.appeal(gaston, report_id=case.id, text="C’était une citation")
        assert reports.unseen(marc, street.me["marc"]).authors == frozenset()
        for moderator in (paulette, yasmine):
            moderation.judge(moderator, report_id=case.id, verdict=Verdict.KEEP, text="Une citation, en effet")
        with pytest.raises(NotAppealable):
            moderation.appeal(gaston, report_id=case.id, text="Encore")
        seen = reports.concerning(marc, street.me["marc"])
        assert [(one.state, len(one.words), one.by_me) for one in seen] == [(State.KEPT, 4, True)]


def test_who_reported_does_not_judge_and_strangers_to_a_case_do_not_read_it() -> None:
    street = neighbours.group()
    with boundary.within(street.org.id):
        case = _reported(street)
        marc = street.access["marc"]
        residents.change(marc, pseudonym="Marc", moderates=True)
        with pytest.raises(OwnReport):
            moderation.judge(marc, report_id=case.id, verdict=Verdict.REMOVE, text="Moi aussi")


def test_blocking_is_mine_alone_and_can_be_undone() -> None:
    street = neighbours.group()
    marc, yasmine = street.access["marc"], street.access["yasmine"]
    with boundary.within(street.org.id):
        moderation.block(marc, resident_id=street.me["yasmine"].id)
        moderation.block(marc, resident_id=street.me["yasmine"].id)
        assert reports.unseen(marc, street.me["marc"]).authors == {street.me["yasmine"].id}
        assert reports.unseen(yasmine, street.me["yasmine"]).authors == frozenset()
        moderation.unblock(marc, resident_id=street.me["yasmine"].id)
        assert reports.unseen(marc, street.me["marc"]).authors == frozenset()


def test_leaving_erases_what_is_personal_and_closes_the_door() -> None:
    street = neighbours.group()
    marc, paulette = street.access["marc"], street.access["paulette"]
    with boundary.within(street.org.id):
        residents.change(marc, pseudonym="Marc", place="3e", contact="0470 12 34 56")
        residents.leave(marc)
        gone = people.by_ids(paulette, [street.me["marc"].id])[street.me["marc"].id]
        assert (gone.pseudonym, gone.contact, gone.place, gone.has_left) == ("Ancien voisin", "", "", True)
        with pytest.raises(LastAnimator):
            residents.leave(paulette)
        residents.name_animator(paulette, resident_id=street.me["yasmine"].id)
        residents.leave(paulette)
    later = NOW + timedelta(days=1)
    for person in (street.persons["marc"], street.persons["paulette"]):
        assert accesses.resolve(person_id=person.id, slug=street.org.slug, now=later) is None
    yasmine = accesses.resolve(person_id=street.persons["yasmine"].id, slug=street.org.slug, now=later)
    assert yasmine is not None
    assert yasmine.may(Right.ANIMATE_NEIGHBOURS)
    assert replace(yasmine).org_kind == "residents"
