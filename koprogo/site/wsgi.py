"""What the web server calls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koprogo.site.settings")
application = get_wsgi_application()

from koprogo.hosting.pages import metering  # noqa: E402 -- needs Django, which the line above sets up

metering.begin()
