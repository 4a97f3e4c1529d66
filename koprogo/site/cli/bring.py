"""koprogo bring: a condominium from another installation, from the archive that « Tout emporter » made there."""

import argparse
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from koprogo.site.cli.environment import Refused, complain, django


def add(words: Any) -> None:
    """Add this word to the command line."""
    out = words.add_parser(
        "bring",
        help="take in a condominium from another installation",
        description="Reads the archive that another installation made of one condominium, whole or not at all. The"
        " person of the address becomes its syndic here and signs in with a code.",
    )
    out.add_argument("file", type=Path, metavar="ARCHIVE", help="the .zip file of the archive")
    out.add_argument("--syndic", metavar="EMAIL", required=True, help="who runs the condominium here")
    out.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """0 taken in, 1 refused, 2 no such file or no address."""
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", chosen.syndic):
        complain("write --syndic name@your.example")
        return 2
    if not chosen.file.is_file():
        complain(f"{chosen.file}: no such file")
        return 2
    try:
        with django() as config:
            return _bring(chosen.file, chosen.syndic, hosting=config.hosting)
    except Refused as end:
        return end.status


def _bring(path: Path, email: str, *, hosting: bool) -> int:
    from django.db import transaction

    from koprogo.condominiums.operations import bring
    from koprogo.condominiums.queries import brought
    from koprogo.kernel.refusals import Refused as NotPossible
    from koprogo.people.operations import persons

    now = datetime.now(UTC)
    try:
        with transaction.atomic(), path.open("rb") as source:
            person = persons.of_address(email=email)
            place = bring.open_place(person.id, source=source, language=person.language, now=now)
    except NotPossible as refusal:
        return _refused(refusal)
    bring.read_now(place)
    answer = brought.answer(org_id=place.org.id, job_id=place.job_id, now=now)
    if "refused" in answer:
        return _refused(NotPossible.of(answer["refused"]["code"], answer["refused"]["facts"]))
    if hosting:
        from koprogo.hosting.operations import measuring

        with transaction.atomic():
            measuring.entered(now=now)
    told = answer.get("brought", {})
    print(f"{place.org.name}: /i/{place.org.slug}/, {told.get('rows', 0)} rows, {told.get('files', 0)} files")
    return 0


def _refused(refusal: Any) -> int:
    from django.utils import translation

    from koprogo.site import refusals

    with translation.override("en"):
        complain(refusals.sentence(refusal))
    return 1
