"""The outgoing mail server, when the environment names one. Without it letters stay in the development
outbox."""

from dataclasses import dataclass, field

from koprogo.site.config_values import Reader

#: KOPROGO_MAIL_TLS -> the port that is usual with it.
PORTS = {"starttls": 587, "tls": 465, "off": 25}


@dataclass(frozen=True, kw_only=True)
class Mail:
    """One SMTP server and the address that letters come from."""

    host: str
    port: int
    starttls: bool
    tls: bool
    user: str
    password: str = field(repr=False)
    sender: str


def read(r: Reader) -> Mail | None:
    """The mail server of the environment, None when no KOPROGO_MAIL_ variable is set. Problems go to the
    reader."""
    others = [name for name in r.environ if name.startswith("KOPROGO_MAIL_") and r.given(name)]
    if not others:
        return None
    host = r.text("KOPROGO_MAIL_HOST", default="")
    if not host:
        r.problems.append(
            f"{sorted(others)[0]} is set but KOPROGO_MAIL_HOST is not. Write"
            f" KOPROGO_MAIL_HOST=smtp.your.name.example,"
            " or remove every KOPROGO_MAIL_ variable to keep letters in the outbox."
        )
    tls = r.choice("KOPROGO_MAIL_TLS", tuple(PORTS), default="starttls")
    user = r.text("KOPROGO_MAIL_USER", default="")
    named = r.given("KOPROGO_MAIL_PASSWORD_FILE")
    if bool(user) != named:
        missing = "KOPROGO_MAIL_PASSWORD_FILE" if user else "KOPROGO_MAIL_USER"
        r.problems.append(
            f"{missing} is missing: a user and a password file go together. Write both or neither."
        )
    if user and tls == "off":
        r.problems.append(
            "KOPROGO_MAIL_TLS=off would send the password of KOPROGO_MAIL_USER readable by all on the way."
            " Write KOPROGO_MAIL_TLS=starttls or tls."
        )
    sender = r.text("KOPROGO_MAIL_SENDER", default="")
    if "@" not in sender.strip("@") or any(ord(c) < 32 for c in sender):
        r.problems.append(
            f"KOPROGO_MAIL_SENDER={sender} is not an address. Write"
            f" KOPROGO_MAIL_SENDER=syndic@your.name.example."
        )
    return Mail(
        host=host,
        port=r.integer("KOPROGO_MAIL_PORT", default=PORTS[tls], low=1, high=65535),
        starttls=tls == "starttls",
        tls=tls == "tls",
        user=user,
        password=r.secret_text("KOPROGO_MAIL_PASSWORD_FILE") if named else "",
        sender=sender,
    )
