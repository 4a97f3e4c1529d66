"""The house as a hosted one: its terms accepted, somebody of support let in once."""

from typing import Any

from koprogo.hosting.models import Instance
from koprogo.hosting.operations import hosted, joining
from koprogo.platform.access import Access
from koprogo.testing import casting
from koprogo.testing.tilleuls import Tilleuls


def furnish(built: Tilleuls, access: Access) -> dict[str, Any]:
    """Furnish one house as the cloud knows it."""
    Instance.objects.create(org_id=built.org.id, plan="cloud", since=access.today.replace(day=1))
    joining.joined(org_id=built.org.id, person_id=built.syndic.id, language="fr", now=access.now)
    support = casting.person(f"sacha@{built.org.slug}.example", "Sacha Support")
    with hosted.inside(org_id=built.org.id, operator_id=support.id, now=access.now) as inside:
        row = hosted.let_in(inside, days=2, reason="Question du syndic sur un relevé")
    return {"support_id": row.id, "hosted": built.org.slug, "legal_text": "terms"}
