"""The mailbox to which suppliers send invoices, when the environment names one. Without it nothing is fetched."""

from dataclasses import dataclass, field

from koprogo.site.config_values import Reader

#: KOPROGO_INBOX_TLS -> the port that is usual with it.
PORTS = {"tls": 993, "starttls": 143, "off": 143}
#: Only a mailbox on the same machine may be read in the clear.
OWN_NAMES = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, kw_only=True)
class Inbox:
    """One folder of one IMAP account, and the address whose mail it holds."""

    host: str
    port: int
    tls: str
    user: str
    password: str = field(repr=False)
    folder: str
    address: str


def read(r: Reader) -> Inbox | None:
    """The mailbox of the environment, None when no KOPROGO_INBOX_ variable is set. Problems go to the reader."""
    given = sorted(name for name in r.environ if name.startswith("KOPROGO_INBOX_") and r.given(name))
    if not given:
        return None
    for name, example in (
        ("KOPROGO_INBOX_HOST", "imap.your.name.example"),
        ("KOPROGO_INBOX_USER", "factures@your.name.example"),
        ("KOPROGO_INBOX_PASSWORD_FILE", "/etc/koprogo/inbox-password"),
        ("KOPROGO_INBOX_ADDRESS", "factures@your.name.example"),
    ):
        if not r.given(name):
            r.problems.append(
                f"{given[0]} is set but {name} is not. Write {name}={example}, or remove every KOPROGO_INBOX_ variable."
            )
    host = r.text("KOPROGO_INBOX_HOST", default="")
    tls = r.choice("KOPROGO_INBOX_TLS", tuple(PORTS), default="tls")
    if tls == "off" and host not in OWN_NAMES:
        r.problems.append(
            "KOPROGO_INBOX_TLS=off would send the password and every invoice readable by all on the way. Write"
            " KOPROGO_INBOX_TLS=tls or starttls."
        )
    address = r.text("KOPROGO_INBOX_ADDRESS", default="")
    local, at, domain = address.partition("@")
    if address and (not (local and at and domain) or "+" in local or any(ord(c) < 33 for c in address)):
        r.problems.append(
            f"KOPROGO_INBOX_ADDRESS={address} is not an address without a plus sign. Write"
            " KOPROGO_INBOX_ADDRESS=factures@your.name.example."
        )
    return Inbox(
        host=host,
        port=r.integer("KOPROGO_INBOX_PORT", default=PORTS[tls], low=1, high=65535),
        tls=tls,
        user=r.text("KOPROGO_INBOX_USER", default=""),
        password=r.secret_text("KOPROGO_INBOX_PASSWORD_FILE") if r.given("KOPROGO_INBOX_PASSWORD_FILE") else "",
        folder=r.text("KOPROGO_INBOX_FOLDER", default="INBOX"),
        address=address.lower(),
    )
