"""A web process of its own for the test that kills one: arguments database, session key, slug, seconds between packets.

Serves one page again and again through the whole application, and says after each how many it has served.
"""

import os
import sys

import django


def main() -> None:
    """Serve until killed, or until the word « end » comes in."""
    database, session, slug, every = sys.argv[1:]
    os.environ["KOPROGO_HOSTING"] = "on"
    os.environ["DJANGO_SETTINGS_MODULE"] = "koprogo.site.settings"
    django.setup()
    from django.conf import settings
    from django.db import connection, connections
    from django.test import Client

    connections.settings["default"]["NAME"] = connection.settings_dict["NAME"] = database
    from koprogo.hosting.pages import metering

    metering.begin(int(every))
    client = Client(SERVER_NAME="localhost")
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    os.set_blocking(sys.stdin.fileno(), False)
    served = 0
    while b"end" not in (sys.stdin.buffer.read() or b""):
        answer = client.get(f"/i/{slug}/immeuble/")
        assert answer.status_code == 200, answer.status_code
        served += 1
        sys.stdout.write(f"{served}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
