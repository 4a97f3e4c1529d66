"""Everything KoproGo holds about a person outside the buildings (GDPR article 15 and 20), without any secret."""

from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from koprogo.people.models import Membership, Person


def held(*, person_id: UUID) -> dict[str, Any]:
    """The person, addresses, roles, ways to sign in and sessions, as values that JSON can write (five queries).

    What stands inside a building (parties, lots, accounts, votes) belongs to the association of co-owners: it is
    asked from the syndic, building by building, and the roles listed here say where.
    """
    person = Person.objects.get(id=person_id)
    return {
        "person": {
            "id": person.id,
            "email": person.email,
            "name": person.name,
            "language": person.language,
            "theme": person.theme,
            "digest": person.digest,
            "keyboard": person.keyboard,
            "joined_at": person.joined_at,
            "last_login_at": person.last_login,
            "has_password": person.has_usable_password(),
        },
        "email_addresses": list(
            EmailAddress.objects.filter(user_id=person_id).order_by("email").values("email", "verified", "primary")
        ),
        "roles": list(
            Membership.objects.filter(person_id=person_id)
            .order_by("starts_on", "id")
            .values("org__name", "org__slug", "role", "party_id", "starts_on", "ends_on")
        ),
        "ways_to_sign_in": [
            {"type": row.type, "created_at": row.created_at, "last_used_at": row.last_used_at}
            for row in Authenticator.objects.filter(user_id=person_id).order_by("created_at")
        ],
        "sessions": list(
            UserSession.objects.filter(user_id=person_id)
            .order_by("created_at")
            .values("ip", "user_agent", "created_at", "last_seen_at")
        ),
    }
