"""What a person chooses for themselves."""

from uuid import UUID

from koprogo.people.models import Person


def keep(*, person_id: UUID, name: str, language: str, theme: str, digest: str, keyboard: bool) -> Person:
    """Write all the choices at once and return the person as they now are."""
    person = Person.objects.select_for_update(no_key=True).get(id=person_id)
    person.name, person.language, person.theme = name, language, theme
    person.digest, person.keyboard = digest, keyboard
    person.save(update_fields=["name", "language", "theme", "digest", "keyboard"])
    return person


def introduce(*, person_id: UUID, name: str) -> None:
    """Write the name of somebody who signed up with an address only; a name that is there is kept."""
    Person.objects.filter(id=person_id, name="").update(name=name)


def speak(*, person_id: UUID, language: str) -> None:
    """Change the language only."""
    Person.objects.filter(id=person_id).update(language=language)
