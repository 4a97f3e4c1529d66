"""The minutes of a decision in writing: the syndic writes who agreed, when and how (CC 3.87 § 11)."""

from typing import Any

from koprogo.assemblies.documents import written_words
from koprogo.assemblies.documents.written_words import Agreed
from koprogo.assemblies.models import Assembly, WrittenAnswer
from koprogo.assemblies.queries import room as rooms
from koprogo.assemblies.queries import written as questions
from koprogo.assemblies.rules.unanimity import Choice
from koprogo.condominiums.documents.letterhead import Language
from koprogo.kernel.refusals import NotFound
from koprogo.platform import files, formats
from koprogo.platform.access import BRUSSELS, Access


def sections(access: Access, assembly: Assembly, language: Language) -> dict[str, Any]:
    """The same parts as the minutes of a session. Raises NotFound where nothing was decided in writing."""
    row = questions.of_assembly(access, assembly_id=assembly.id)
    if row is None:
        raise NotFound(what="written_decision")
    owners = rooms.voters(access, held_on=assembly)
    agreed = {one.party_id: _agreed(one) for one in questions.answers(access, decision=row) if one.choice == Choice.FOR}
    return {
        "opening": written_words.opening(
            language,
            sent_on=row.sent_at.astimezone(BRUSSELS).date(),
            taken_on=assembly.held_on,
            heads=len(owners),
            shares=sum(one.shares for one in owners),
        ),
        "attendance": [
            {
                "name": one.name,
                "lots": ", ".join(one.lots),
                "shares": formats.number(one.shares),
                "how": written_words.how(language, agreed[one.party_id]),
            }
            for one in owners
        ],
        "items": [
            {"position": 1, "title": row.title, "proposal": row.text, "text": written_words.item(language)},
        ],
        "closing": [written_words.closing(language, sha256=row.sha256)],
        "signers": [assembly.secretary_name],
    }


def signatures(access: Access, assembly: Assembly) -> list[Agreed]:
    """The agreements that were drawn on a screen, with their drawings, for the paper."""
    row = questions.of_assembly(access, assembly_id=assembly.id)
    if row is None:
        return []
    found = []
    for one in questions.answers(access, decision=row):
        stored = files.get(access, file_id=one.file_id) if one.file_id and one.channel != "paper" else None
        if one.choice == Choice.FOR and stored is not None:
            found.append(_agreed(one, drawing=files.content(stored).decode()))
    return found


def _agreed(one: WrittenAnswer, *, drawing: str = "") -> Agreed:
    return Agreed(one.party.name, one.name, one.channel, one.signed_on, one.answered_at, drawing)
