"""The records of a session: the row that is locked, and the chain that binds what was written down."""

import json
from collections.abc import Sequence
from uuid import UUID

from koprogo.assemblies.models import Assembly, HashLink
from koprogo.assemblies.rules.session import chained
from koprogo.kernel.refusals import NotFound
from koprogo.platform.access import Access

ROWS_PER_INSERT = 4_000


def locked(access: Access, assembly_id: UUID) -> Assembly:
    """The assembly, held until the transaction ends. Raises NotFound."""
    found = Assembly.objects.select_for_update(no_key=True).filter(org_id=access.org_id, id=assembly_id).first()
    if found is None:
        raise NotFound(what="assembly")
    return found


def chain(access: Access, assembly: Assembly, records: Sequence[tuple[str, UUID, dict[str, object]]]) -> None:
    """Bind records (kind, id, what they say) to all those before them, in this order (two statements).

    The caller holds the assembly's row: two chains never grow at once.
    """
    last = HashLink.objects.filter(org_id=access.org_id, assembly=assembly).order_by("-number").first()
    number, previous = (last.number, last.sha256) if last else (0, "")
    rows = []
    for kind, record_id, said in records:
        payload = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
        number += 1
        digest = chained(previous=previous, kind=kind, payload=payload.encode())
        rows.append(
            HashLink(
                org_id=access.org_id,
                assembly=assembly,
                number=number,
                kind=kind,
                record_id=record_id,
                payload=payload,
                previous=previous,
                sha256=digest,
                at=access.now,
            )
        )
        previous = digest
    HashLink.objects.bulk_create(rows, batch_size=ROWS_PER_INSERT)
