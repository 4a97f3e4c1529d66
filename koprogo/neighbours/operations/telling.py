"""One neighbour told something by mail, in their language, without the address of another ever being in it.

Where the installation reads a mailbox, a mail about another neighbour's doing can be answered (operations/replies.py).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from koprogo.condominiums.rules.rights import Role
from koprogo.neighbours.documents import word_mail
from koprogo.neighbours.documents.word_mail import Said
from koprogo.neighbours.models import Notice, Resident
from koprogo.neighbours.operations import reply_addresses
from koprogo.neighbours.queries import office
from koprogo.people.queries import memberships as doors
from koprogo.people.queries import persons
from koprogo.platform import mail
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class Back:
    """To whom an answer by mail goes, and where it then stands: under ``notice``, or in a conversation.

    ``thread_id``: the conversation, where there is one; else the one of these two about this thing.
    """

    to: Resident
    about: str
    thread_id: UUID | None = None
    notice: Notice | None = None


def tell(
    access: Access,
    resident: Resident,
    said: Said,
    *,
    subject_id: UUID,
    page: str,
    where: dict[str, Any],
    quote: str = "",
    back: Back | None = None,
    wait: bool = True,
    **facts: Any,
) -> bool:
    """Write to one neighbour, about one thing; whoever never signs in, or has left, is told at the door.

    ``page`` and ``where``: what the button opens. A fact that can be called is asked in the reader's language.
    Whether a mail was made.
    """
    made = tell_all(
        access,
        [resident],
        said,
        subject_id=subject_id,
        page=page,
        where=where,
        quote=quote,
        back=back,
        wait=wait,
        **facts,
    )
    return made == 1


def tell_all(
    access: Access,
    residents: Iterable[Resident],
    said: Said,
    *,
    subject_id: UUID,
    page: str,
    where: dict[str, Any],
    quote: str = "",
    back: Back | None = None,
    wait: bool = True,
    **facts: Any,
) -> int:
    """Write to several, one mail each, in each one's language. Returns how many of them got one.

    For a neighbour who never signs in, whoever last wrote for them is told, to pass it on at the door.
    """
    here = [one for one in residents if one.left_at is None]
    silent = {one.id: one for one in here if one.person_id is None}
    stand_ins = office.stand_ins(access, list(silent), animators=_animators(access)) if silent else {}
    wanted = [one for one in here if one.person_id is not None]
    known = persons.by_ids(
        person_ids=[*(one.person_id for one in wanted if one.person_id is not None), *stand_ins.values()]
    )
    link = _address(access, page, where)
    made = 0
    for one in wanted:
        assert one.person_id is not None
        person = known[one.person_id]
        if not person.is_active:
            continue
        with translation.override(person.language):
            letter = word_mail.write(
                recipient=person.email,
                building=access.org_name,
                said=said,
                facts=facts,
                quote=quote,
                link=link,
                reply_to=_reply_to(access, one, back, subject_id) if back else "",
            )
        mail.post(access, letter, purpose="neighbours", subject_id=subject_id, wait=wait)
        made += 1
    for neighbour_id, person_id in stand_ins.items():
        person = known[person_id]
        if not person.is_active:
            continue
        with translation.override(person.language):
            letter = word_mail.write(
                recipient=person.email,
                building=access.org_name,
                said=said,
                facts=facts,
                quote=quote,
                link=_address(access, "neighbours_office_one", {"hall_neighbour": neighbour_id}),
                instead_of=silent[neighbour_id].pseudonym,
            )
        mail.post(access, letter, purpose="neighbours", subject_id=subject_id, wait=wait)
    return made


def _animators(access: Access) -> list[UUID]:
    roles = (Role.ANIMATOR, Role.SYNDIC)
    held = (doors.holders(org_id=access.org_id, role=role, on=access.today) for role in roles)
    return [one.person_id for found in held for one in found]


def _address(access: Access, page: str, where: dict[str, Any]) -> str:
    return f"{settings.KOPROGO_PUBLIC_URL.rstrip('/')}{reverse(page, kwargs={'slug': access.slug, **where})}"


def _reply_to(access: Access, reader: Resident, back: Back, subject_id: UUID) -> str:
    if back.to.person_id is None:
        return ""  # nobody reads a mail there: the answer goes by the page, or by the door
    thread_id = back.thread_id or reply_addresses.between(subject_id, reader.id, back.to.id)
    return reply_addresses.address(access, reader, back.to, thread_id=thread_id, about=back.about, notice=back.notice)
