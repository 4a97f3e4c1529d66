"""How a refusal becomes words beside a field, with nothing half-done behind it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django import forms
from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from koprogo.kernel.refusals import NotAllowed, NotFound, Refused


def sentence(refusal: Refused) -> str:
    """What is said to a person about a refusal, in the active language."""
    teller = import_string(settings.KOPROGO_REFUSAL_SENTENCE)
    return str(teller(refusal))


@contextmanager
def refusals_on(form: forms.BaseForm) -> Iterator[None]:
    """Run an operation; if it refuses, undo what it wrote and put the sentence on the form, beside its field."""
    try:
        with transaction.atomic():
            yield
    except (NotAllowed, NotFound):
        raise
    except Refused as refusal:
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, sentence(refusal))
