"""Who runs this installation: named on the command line, by whoever holds the machine."""

from koprogo.people.models import Person


def name_operator(*, email: str) -> Person:
    """The person of an address as an operator; somebody new signs in with a code sent to that address."""
    address = email.strip().lower()
    person = Person.objects.filter(email=address).first() or Person.objects.create_user(address)
    if not person.is_operator:
        person.is_operator = True
        person.save(update_fields=["is_operator"])
    return person
