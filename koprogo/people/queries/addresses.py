"""Which mailboxes a person has proven to read."""

from uuid import UUID

from allauth.account.models import EmailAddress


def proven(*, person_id: UUID, email: str) -> bool:
    """Whether this person has confirmed this address with a code (one query). An empty address is nobody's."""
    return bool(email) and EmailAddress.objects.filter(
        user_id=person_id, email=email.strip().lower(), verified=True
    ).exists()
