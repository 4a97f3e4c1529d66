"""A decision in writing of Le Verger that waits for its last answers: who has signed, who is still asked."""

from dataclasses import replace
from datetime import datetime, timedelta

from koprogo.assemblies.operations import written, written_answers
from koprogo.assemblies.operations.written import WrittenText
from koprogo.assemblies.queries import electorate
from koprogo.assemblies.rules.unanimity import Choice
from koprogo.condominiums.queries import keys
from koprogo.platform import boundary
from koprogo.testing.verger import Verger

SCAN = b"%PDF-1.4\n% a signed sheet\n"
TEXT = "La serrure de la porte d’entrée est remplacée par Serrurerie du Parc, avec trois clés par appartement."


def load(built: Verger, today: datetime) -> None:
    """Sent six days ago; the first ones gave their sheet back, the others are asked on their phones."""
    sent = replace(built.syndic, now=today - timedelta(days=6))
    with boundary.within(built.org.id):
        deed = keys.deed_key(sent, on=sent.today)
        voters = electorate.voters(sent, on=sent.today)
        if deed is None or any(one.suspended for one in voters):
            return
        facts = WrittenText(
            "Serrure de la porte d’entrée",
            TEXT,
            "works_conservatory",
            until_on=today.date() + timedelta(days=24),
            cost_cents=64_000,
            key_id=deed.key_id,
        )
        row = written.send(sent, facts=facts)
        later = replace(built.syndic, now=today - timedelta(days=2))
        for one in voters[:3]:
            written_answers.record(
                later,
                number=row.number,
                party_id=one.party_id,
                choice=Choice.FOR,
                signed_on=later.today - timedelta(days=1),
                data=SCAN,
                name=f"accord-{one.name}.pdf",
            )
