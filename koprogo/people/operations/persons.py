"""The person of an address, made when nobody has it yet: a code sent to that address is their way in."""

from koprogo.people.models import Person


def of_address(*, email: str, name: str = "", language: str = "fr") -> Person:
    """The person who has this address. Whoever calls writes the audit line."""
    address = email.strip().lower()
    found = Person.objects.filter(email=address).first()
    return found or Person.objects.create_user(address, name=name, language=language)
