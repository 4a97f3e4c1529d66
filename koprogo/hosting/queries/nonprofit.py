"""The association that runs the cloud: one boundary of its own kind."""

from koprogo.kernel.refusals import NotFound
from koprogo.platform.models import Org


def org_or_none() -> Org | None:
    """Its boundary, or None before it was founded (one query)."""
    return Org.objects.filter(kind=Org.Kind.NONPROFIT).order_by("created_at", "id").first()


def slug() -> str:
    """Its address, empty before it was founded (one query)."""
    found = org_or_none()
    return found.slug if found else ""


def org() -> Org:
    """Its boundary. Raises NotFound before `koprogo hosting found`."""
    found = org_or_none()
    if found is None:
        raise NotFound(what="nonprofit")
    return found
