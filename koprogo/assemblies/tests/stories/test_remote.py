"""A session held in the room and by video: identified, counted as present, recorded with each one's own answer."""

import pytest

from koprogo.assemblies.models import Attendance
from koprogo.assemblies.operations import attend, minutes, session
from koprogo.assemblies.queries import room as rooms
from koprogo.assemblies.rules.session import SignerRole
from koprogo.assemblies.rules.states import NotNow
from koprogo.assemblies.tests.pages.test_assembly_pages import signed_in
from koprogo.assemblies.tests.pages.test_session_pages import PAPER, as_, at, read, send, text_of
from koprogo.assemblies.tests.stories import gathering
from koprogo.assemblies.tests.stories.gathering import Gathering
from koprogo.platform import boundary

pytestmark = pytest.mark.django_db
LINK = "https://video.example/les-tilleuls"


@pytest.fixture
def found() -> Gathering:
    found = gathering.convened()
    with boundary.within(found.built.org.id):
        found.assembly.remote_link, found.assembly.recorded = LINK, True
        found.assembly.save(update_fields=["remote_link", "recorded"])
    return found


def test_who_joins_by_video_says_whether_they_are_recorded_and_counts_as_present(found: Gathering) -> None:
    alice, chloe = as_(found, "Alice"), as_(found, "Chloé")
    said = text_of(alice.get(at(found, "vote")))
    assert "seulement pour écrire le procès-verbal" in said and "au plus tard le 10 juillet 2026" in said
    assert "Refuser ne change rien à votre vote." in said and LINK in said
    for client, answer in ((alice, "oui"), (chloe, "non")):
        send(client, found, "vote/a-distance", enregistrement=answer)
    desk = signed_in(found.built.syndic)
    for name, ticked in (("David", {"recording": "1"}), ("Eve / Frank", {})):
        send(desk, found, "presence/arrivee", party=str(found.party(name)), **ticked)
    said = read(desk, found, "presence")[1]
    assert "Sans accord, ne gardez ni son image ni sa voix" in said
    with boundary.within(found.built.org.id):
        lines = {one.name: one.recording_consent for one in Attendance.objects.all()}
        assert lines == {"Alice Tilleul": True, "Chloé Tilleul": False, "David Tilleul": True, "Eve / Frank": False}
        room = rooms.room(found.secretary, assembly=found.assembly)
        assert [room.light(str(found.party(name))) for name in ("Alice", "David")] == ["remote", "present"]
        assert room.quorum.heads == 5 and room.quorum.valid, "Bruno too: the holder of his proxy is there, by video"


def test_the_minutes_say_it_and_the_recording_is_deleted_once_it_has_served(found: Gathering) -> None:
    access = found.secretary
    with boundary.within(found.built.org.id):
        for name in ("Chloé", "Alice", "David", "Eve / Frank"):
            accepts = name != "David"
            attend.arrive(access, assembly_id=found.assembly.id, party_id=found.party(name), recording=accepts)
        with pytest.raises(NotNow):
            attend.delete_recording(access, assembly_id=found.assembly.id)
        session.open_session(
            access, assembly_id=found.assembly.id, president_id=found.party("Chloé"), secretary="Nadia Haddad"
        )
        for position in range(1, 7):
            session.skip(access, item_id=found.items[position].id, reason="Reporté.")
        session.close_session(access, assembly_id=found.assembly.id)
        row = minutes.draft(access, assembly_id=found.assembly.id)
        said = row.sections["opening"][1].replace("\u00a0", " ")
        assert said.endswith("Ne l’a pas accepté : David Tilleul.")
        roles = {"Chloé Tilleul": SignerRole.PRESIDENT, "Nadia Haddad": SignerRole.SECRETARY}
    desk = signed_in(found.built.syndic)
    said = read(desk, found, "pv")[1]
    assert "effacez-le une fois celui-ci signé" in said and "Noter que" not in said, "it still serves"
    with boundary.within(found.built.org.id):
        minutes.sign(access, assembly_id=found.assembly.id, names=roles, scan=("pv.pdf", PAPER))
    assert "Noter que l’enregistrement est effacé" in read(desk, found, "pv")[1]
    assert "Enregistrement effacé le" in send(desk, found, "pv/enregistrement")
    assert as_(found, "David").post(at(found, "pv/enregistrement"), {"_key": "k" * 32}).status_code == 403
