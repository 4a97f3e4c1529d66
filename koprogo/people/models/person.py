"""A human being who signs in. What they own, owe or decide stands in the buildings, under their parties."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from koprogo.kernel.identifiers import uuid7


class PersonManager(BaseUserManager["Person"]):
    """How the sign-in library finds and makes persons."""

    def create_user(self, email: str, password: str | None = None, **facts: Any) -> "Person":
        """Make a person; the address is kept in lower case, so that one mailbox is one person."""
        person = self.model(email=email.strip().lower(), **facts)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Find by address, whatever the case it was typed in."""
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser):
    """One mailbox, one person, any number of buildings and roles."""

    class Digest(models.TextChoices):
        WEEKLY = "weekly"
        NEVER = "never"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=160, blank=True)
    language = models.CharField(max_length=2, default="fr")
    theme = models.CharField(max_length=5, blank=True, default="")
    digest = models.CharField(max_length=6, choices=Digest.choices, default=Digest.WEEKLY)
    keyboard = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def initials(self) -> str:
        """Two letters for the round badge."""
        words = (self.name or self.email.split("@")[0]).replace(".", " ").split()
        return "".join(word[0] for word in words[:2]).upper() or "?"
