"""One neighbour told something by mail, in their language, without the address of another ever being in it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from koprogo.neighbours.documents import word_mail
from koprogo.neighbours.documents.word_mail import Said
from koprogo.neighbours.models import Resident
from koprogo.people.queries import persons
from koprogo.platform import mail
from koprogo.platform.access import Access


def tell(
    access: Access,
    resident: Resident,
    said: Said,
    *,
    subject_id: UUID,
    page: str,
    where: dict[str, Any],
    quote: str = "",
    **facts: Any,
) -> bool:
    """Write to one neighbour, about one thing; whoever never signs in, or has left, is told at the door.

    ``page`` and ``where``: what the button opens. A fact that can be called is asked in the reader's language.
    Whether a mail was made.
    """
    return tell_all(access, [resident], said, subject_id=subject_id, page=page, where=where, quote=quote, **facts) == 1


def tell_all(
    access: Access,
    residents: Iterable[Resident],
    said: Said,
    *,
    subject_id: UUID,
    page: str,
    where: dict[str, Any],
    quote: str = "",
    **facts: Any,
) -> int:
    """Write to several, one mail each, in each one's language. Returns how many mails were made."""
    wanted = [one.person_id for one in residents if one.person_id is not None and one.left_at is None]
    known = persons.by_ids(person_ids=wanted)
    link = f"{settings.KOPROGO_PUBLIC_URL.rstrip('/')}{reverse(page, kwargs={'slug': access.slug, **where})}"
    for person_id in wanted:
        person = known[person_id]
        with translation.override(person.language):
            letter = word_mail.write(
                recipient=person.email,
                building=access.org_name,
                said=said,
                facts=facts,
                quote=quote,
                link=link,
            )
        mail.post(access, letter, purpose="neighbours", subject_id=subject_id)
    return len(wanted)
