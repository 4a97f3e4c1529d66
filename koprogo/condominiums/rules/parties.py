"""Names and numbers of parties, as lists sort them and searches find them."""

from koprogo.kernel.identifiers import slug


def sort_key(name: str, *, first_name: str = "", last_name: str = "") -> str:
    """What lists sort by: family name first, without accents or capitals, whatever the database's order."""
    written = f"{last_name} {first_name}" if last_name else name
    return slug(written.lower(), longest=160).replace("-", " ") or written.strip().casefold()[:160]


def full_name(first_name: str, last_name: str) -> str:
    """The name as one says it: first name, family name."""
    return " ".join(filter(None, (first_name.strip(), last_name.strip())))


def phone_digits(phone: str) -> str:
    """The digits of a telephone number with the Belgian prefix as one dials it: +32 475… is 0475…"""
    digits = "".join(sign for sign in phone if sign.isdigit())
    for prefix in ("0032", "32"):
        if digits.startswith(prefix) and len(digits) >= 10:
            return "0" + digits.removeprefix(prefix).lstrip("0")
    return digits


def joint_name(names: list[str]) -> str:
    """The name of a joint or split party when its members give it none of its own: the members', in order."""
    return " / ".join(names)[:160]
