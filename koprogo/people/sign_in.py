"""How the sign-in library meets our persons."""

from allauth.account.adapter import DefaultAccountAdapter


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Our texts, our addresses, our rules for who may sign up."""
