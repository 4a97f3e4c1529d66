"""Give a proxy and take it back: named, within the limits of the law, with a receipt to both (CC 3.87 § 7)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from koprogo.assemblies.documents import convocation_mail
from koprogo.assemblies.documents.convocation_mail import MailFacts
from koprogo.assemblies.models import AgendaItem, Assembly, Proxy, ProxyInstruction
from koprogo.assemblies.queries import assemblies, electorate, proxies
from koprogo.assemblies.queries.proxies import Around
from koprogo.assemblies.rules import mandates as rules
from koprogo.assemblies.rules.agenda import ItemState, ReasonMissing
from koprogo.assemblies.rules.rulesets import RuleSet
from koprogo.assemblies.rules.states import AHEAD, NotNow, State
from koprogo.assemblies.rules.unanimity import Choice
from koprogo.condominiums.queries import building, parties
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.platform import audit, files, formats, mail
from koprogo.platform.access import Access, act
from koprogo.platform.models import StoredFile

#: Whoever holds the mailed link of a convocation may give the proxy of its party (people.rules.links).
GUEST = "guest:assembly"


class GivenLater(Refused):
    """A paper cannot have been signed after today."""

    code = "assemblies.given_later"


@dataclass(frozen=True, slots=True)
class Mandate:
    """What a proxy says. ``holder_id`` or, for somebody from outside, ``holder_name``; ``instructions`` by place."""

    holder_id: UUID | None = None
    holder_name: str = ""
    holder_email: str = ""
    shares: int | None = None
    instructions: Mapping[int, Choice] = field(default_factory=dict)
    first_session_only: bool = False


@act("assemblies.proxy_given", needs=Right.VOTE)
def give(access: Access, *, number: str, party_id: UUID, mandate: Mandate) -> Proxy:
    """Give one's own proxy from the phone. ``party_id``: one's own party. Raises the refusals of ``rules.mandates``."""
    electorate.check_own(access, party_id)
    row = _write(access, number, party_id, mandate, channel="phone", on=access.today)
    audit.record(
        access, "assemblies.proxy_given", row.assembly_id, mandator=party_id, holder=row.holder_name, scope=row.scope
    )
    return row


@act("assemblies.proxy_given_by_link", needs=GUEST)
def give_by_link(access: Access, *, number: str, party_id: UUID, mandate: Mandate) -> Proxy:
    """The same by the signed link of a convocation, for the party it was written to."""
    electorate.check_own(access, party_id)
    row = _write(access, number, party_id, mandate, channel="phone", on=access.today)
    audit.record(access, "assemblies.proxy_given_by_link", row.assembly_id, mandator=party_id, holder=row.holder_name)
    return row


@act("assemblies.proxy_recorded", needs=Right.PREPARE_ASSEMBLY)
def record(
    access: Access, *, number: str, party_id: UUID, mandate: Mandate, on: date, data: bytes = b"", name: str = ""
) -> Proxy:
    """Write down a proxy that came on paper, with the day on it and its scan. Raises GivenLater, and as ``give``."""
    if on > access.today:
        raise GivenLater(field="on")
    row = _write(access, number, party_id, mandate, channel="paper", on=on, data=data, name=name)
    audit.record(
        access,
        "assemblies.proxy_recorded",
        row.assembly_id,
        mandator=party_id,
        holder=row.holder_name,
        scope=row.scope,
        file=row.file_id,
    )
    return row


def _write(
    access: Access,
    number: str,
    party_id: UUID,
    mandate: Mandate,
    *,
    channel: str,
    on: date,
    data: bytes = b"",
    name: str = "",
) -> Proxy:
    assembly = assemblies.get(access, number=number, lock=True)
    if State(assembly.state) not in AHEAD and not (channel == "paper" and assembly.state == State.OPEN):
        raise NotNow(state=State(assembly.state))
    around = proxies.around(access, assembly=assembly)
    owner = around.named(mandate.holder_name) if mandate.holder_id is None else None
    if owner is not None:  # somebody of the building typed as from outside: the limits of the law are theirs
        mandate = replace(mandate, holder_id=owner.party_id)
    holder_name = _check(around, party_id, mandate, electorate.rules(access))
    items = {
        one.position: one
        for one in AgendaItem.objects.filter(org_id=access.org_id, assembly=assembly, state=ItemState.LISTED)
    }
    stored = None
    if data:
        stored = files.keep(
            access,
            data=data,
            name=name,
            retention=StoredFile.Retention.BUILDING,
            subject_id=assembly.id,
            party_id=party_id,
        )
    told = {items[place]: choice for place, choice in mandate.instructions.items() if place in items}
    row = Proxy.objects.create(
        org_id=access.org_id,
        assembly=assembly,
        mandator_id=party_id,
        holder_id=mandate.holder_id,
        holder_name=holder_name,
        holder_email=mandate.holder_email,
        scope=Proxy.Scope.ITEMS if told else Proxy.Scope.GENERAL,
        shares=mandate.shares,
        channel=channel,
        first_session_only=mandate.first_session_only,
        file_id=stored.id if stored else None,
        given_on=on,
        given_at=access.now,
        given_by_id=access.person_id,
    )
    ProxyInstruction.objects.bulk_create(
        ProxyInstruction(org_id=access.org_id, proxy=row, item=item, choice=choice) for item, choice in told.items()
    )
    _receipts(access, assembly, row, given=True)
    return row


def _check(around: Around, party_id: UUID, mandate: Mandate, counted_by: RuleSet) -> str:
    """The holder's name, once the law has nothing against this mandate."""
    mandator = around.owner(party_id)
    if mandator is None:
        raise NotFound(what="owner")
    if mandator.suspended:
        raise rules.VoteSuspended(name=mandator.name)
    holder = around.owner(mandate.holder_id)
    if mandate.holder_id and holder is None:
        raise NotFound(what="holder")
    name = holder.name if holder else mandate.holder_name.strip()
    rules.check_holder(
        mandator=str(party_id),
        holder=str(mandate.holder_id) if mandate.holder_id else None,
        holder_name=name,
        syndic=str(around.syndic_id) if around.syndic_id else None,
        syndic_name=around.syndic_name,
        outsiders=counted_by.outsiders,
    )
    given, whose = around.given_by(party_id)
    moved = rules.check_free(shares=mandate.shares, held=mandator.shares, given=given, holder=whose)
    rules.check_load(
        own=holder.shares if holder and not holder.suspended else 0,
        carried=around.carried_by(mandate.holder_id, name),
        mandator=str(party_id),
        shares=moved,
        total=around.total,
        name=name,
        most=counted_by.most_proxies,
    )
    return name


@act("assemblies.proxy_revoked", needs=Right.VOTE)
def take_back(access: Access, *, proxy_id: UUID) -> Proxy:
    """Take one's own proxy back, up to and during the assembly. Raises NotFound, NotTheRepresentative."""
    row = _locked(access, proxy_id)
    electorate.check_own(access, row.mandator_id)
    _revoke(access, row, "")
    audit.record(access, "assemblies.proxy_revoked", row.assembly_id, mandator=row.mandator_id, holder=row.holder_name)
    return row


@act("assemblies.proxy_revoked_by_link", needs=GUEST)
def take_back_by_link(access: Access, *, proxy_id: UUID) -> Proxy:
    """The same by the signed link of a convocation. Raises NotFound."""
    row = _locked(access, proxy_id)
    electorate.check_own(access, row.mandator_id)
    _revoke(access, row, "")
    audit.record(access, "assemblies.proxy_revoked_by_link", row.assembly_id, mandator=row.mandator_id)
    return row


@act("assemblies.proxy_struck", needs=Right.PREPARE_ASSEMBLY)
def strike(access: Access, *, proxy_id: UUID, reason: str) -> Proxy:
    """Write down that a proxy was taken back on paper, or typed by mistake. Raises ReasonMissing, NotFound."""
    row = _locked(access, proxy_id)
    if not reason.strip():
        raise ReasonMissing(field="reason")
    _revoke(access, row, reason.strip())
    audit.record(access, "assemblies.proxy_struck", row.assembly_id, mandator=row.mandator_id, reason=reason)
    return row


def _locked(access: Access, proxy_id: UUID) -> Proxy:
    rows = Proxy.objects.select_for_update(no_key=True, of=("self",)).filter(org_id=access.org_id, id=proxy_id)
    row = rows.select_related("assembly").first()
    if row is None:
        raise NotFound(what="proxy")
    return row


def _revoke(access: Access, row: Proxy, reason: str) -> None:
    if not _serves(access, row):
        raise NotNow(state=State(row.assembly.state))
    if row.revoked_at:
        return
    row.revoked_at, row.revoked_by_id, row.revoked_because = access.now, access.person_id, reason
    row.save(update_fields=["revoked_at", "revoked_by_id", "revoked_because"])
    _receipts(access, row.assembly, row, given=False)


def _serves(access: Access, row: Proxy) -> bool:
    """Whether a proxy may still be used: at its assembly, or at the second session where there was no quorum."""
    usable = (*AHEAD, State.OPEN)
    if State(row.assembly.state) in usable:
        return True
    if row.first_session_only or not row.assembly.lacked_quorum:
        return False
    second = assemblies.second_of(access, first=row.assembly)
    return second is None or State(second.state) in usable


def _receipts(access: Access, assembly: Assembly, row: Proxy, *, given: bool) -> None:
    """One mail to who gave the proxy, one to who carries it, each in their language."""
    wanted = {row.mandator_id, *([row.holder_id] if row.holder_id else [])}
    cards = parties.cards(access, party_ids=wanted)
    giver = cards[row.mandator_id]
    head = building.head(access)
    to = [(giver.email, giver.language, giver.party_id)]
    if row.holder_id and row.holder_id in cards:
        holder = cards[row.holder_id]
        to.append((holder.email, holder.language, holder.party_id))
    elif row.holder_email:
        to.append((row.holder_email, giver.language, row.mandator_id))
    for email, language, party_id in to:
        if email:
            with translation.override(language):
                letter = _receipt(email, party_id, head.name_in(language), assembly, row, giver.name, given=given)
            mail.post(access, letter, purpose="proxy", subject_id=row.id, wait=False)


def _receipt(
    email: str, party_id: UUID, name: str, assembly: Assembly, row: Proxy, giver: str, *, given: bool
) -> mail.Letter:
    facts = {"day": formats.day_long(assembly.held_on), "giver": giver, "holder": row.holder_name, "building": name}
    subject = _("Procuration pour l’assemblée du %(day)s, %(building)s")
    intro = _("%(giver)s donne procuration à %(holder)s pour l’assemblée du %(day)s.")
    if not given:
        subject = _("Procuration retirée, assemblée du %(day)s, %(building)s")
        intro = _("%(giver)s a retiré la procuration donnée à %(holder)s pour l’assemblée du %(day)s.")
    rows = [(_("Étendue"), _("avec consignes de vote") if row.scope == Proxy.Scope.ITEMS else _("tous les points"))]
    if row.shares is not None:
        rows.append((_("Voix"), formats.number(row.shares)))
    return convocation_mail.write(
        MailFacts(
            recipient=email,
            party_id=party_id,
            building=name,
            subject=subject % facts,
            intro=intro % facts,
            rows=rows if given else (),
            note=_("Elle peut être retirée à tout moment avant ou pendant l’assemblée.") if given else "",
        )
    )
