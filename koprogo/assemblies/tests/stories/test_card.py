"""Minutes signed with an identity card outside: our bytes, one signature more, nothing else; and the list to sign."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pypdf import PdfReader, PdfWriter

from koprogo.assemblies.models import MinutesSignature
from koprogo.assemblies.operations import minutes, papers, signing, signing_card
from koprogo.assemblies.queries import records
from koprogo.assemblies.rules.states import State
from koprogo.assemblies.tests.stories import test_signing
from koprogo.assemblies.tests.stories.gathering import Gathering
from koprogo.assemblies.tests.stories.test_signing import CHLOE, DAVID, NADIA
from koprogo.platform import boundary, files, pdf_signatures
from koprogo.platform.pdf_signatures import OtherPaper, SignatureBroken, SignatureMissing

pytestmark = pytest.mark.django_db
over = test_signing.over


def card(name: str, folder: Path) -> tuple[Any, Path]:
    """A signer with a certificate of a made-up authority, and the authority's certificate in a file."""
    now, day = datetime.now(UTC), timedelta(days=1)
    keys = [rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2)]
    names = [
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, said)]) for said in ("Test Root CA", f"{name} (Signature)")
    ]
    made = []
    for subject, key, is_root in ((names[0], keys[0], True), (names[1], keys[1], False)):
        builder = x509.CertificateBuilder(names[0], subject, key.public_key(), x509.random_serial_number())
        builder = builder.not_valid_before(now - day).not_valid_after(now + day)
        builder = builder.add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        usage = x509.KeyUsage(not is_root, not is_root, False, False, False, is_root, is_root, False, False)
        made.append(builder.add_extension(usage, critical=True).sign(keys[0], hashes.SHA256()))
    root, own, secret = folder / f"{name}-root.pem", folder / f"{name}.pem", folder / f"{name}.key"
    root.write_bytes(made[0].public_bytes(serialization.Encoding.PEM))
    own.write_bytes(made[1].public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    secret.write_bytes(keys[1].private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    load: Any = signers.SimpleSigner.load
    return load(str(secret), str(own), ca_chain_files=(str(root),)), root


def signed(data: bytes, signer: Any, field: str) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(data))
    out: BytesIO = signers.sign_pdf(writer, signers.PdfSignatureMetadata(field_name=field), signer=signer)
    return out.getvalue()


def paper(found: Gathering) -> bytes:
    row = records.latest_minutes(found.secretary, assembly_id=found.assembly.id)
    assert row is not None
    stored = minutes.write_pdf(found.secretary, minutes_id=row.id)
    last = files.get(found.secretary, file_id=row.signed_file_id) if row.signed_file_id else stored
    assert last is not None
    return files.content(last)


def test_two_cards_one_after_the_other_and_the_minutes_stand(
    over: Gathering,
    tmp_path: Path,
    settings: Any,
) -> None:
    settings.KOPROGO_HOME = tmp_path
    access, assembly_id = over.secretary, over.assembly.id
    chloe, root = card(CHLOE, tmp_path)
    nadia, _other = card(NADIA, tmp_path)
    with boundary.within(over.built.org.id):
        first = paper(over)
        with pytest.raises(SignatureMissing):
            signing_card.by_card(access, assembly_id=assembly_id, name=CHLOE, data=first)
        blank = PdfWriter()
        blank.add_blank_page(width=200, height=200)
        other = BytesIO()
        blank.write(other)
        with pytest.raises(OtherPaper):
            signing_card.by_card(access, assembly_id=assembly_id, name=CHLOE, data=signed(other.getvalue(), chloe, "A"))
        _row, told = signing_card.by_card(access, assembly_id=assembly_id, name=CHLOE, data=signed(first, chloe, "A"))
        assert (told.signer, told.issuer, told.trusted) == (CHLOE, "Test Root CA", False), "nobody vouches for it"
        over.assembly.refresh_from_db()
        assert over.assembly.state == State.CLOSED, "the secretary is still to sign"
        with pytest.raises(minutes.SigningMixed):
            signing.on_glass(access, assembly_id=assembly_id, name=NADIA, drawn="", agreed=True)
        with pytest.raises(OtherPaper):
            signing_card.by_card(access, assembly_id=assembly_id, name=NADIA, data=signed(first, nadia, "B"))
        pdf_signatures.roots_folder().mkdir()
        (pdf_signatures.roots_folder() / "root.pem").write_bytes(root.with_name(f"{NADIA}-root.pem").read_bytes())
        twice = signed(paper(over), nadia, "B")
        _row, told = signing_card.by_card(access, assembly_id=assembly_id, name=NADIA, data=twice)
        assert (told.trusted, told.root) == (True, "Test Root CA")
        over.assembly.refresh_from_db()
        assert over.assembly.state == State.MINUTED and paper(over) == twice
        kept = MinutesSignature.objects.order_by("signed_at", "id")
        assert [(one.role, one.method, one.verified["trusted"]) for one in kept if one.verified] == [
            ("president", "eid", False),
            ("secretary", "eid", True),
        ]
        assert records.chain(access, assembly_id=assembly_id).broken_at is None


def test_a_word_changed_under_or_after_the_signature_is_refused(over: Gathering, tmp_path: Path) -> None:
    chloe, _root = card(CHLOE, tmp_path)
    with boundary.within(over.built.org.id):
        base = paper(over)
        good = signed(base, chloe, "A")
        inside = good.replace(b"/Type /Sig", b"/Type /SiG", 1) if b"/Type /Sig" in good else good[:-200]
        for broken in (good + b"\n%%EOF\n", inside, good[: len(base) + 400], base + b"garbage"):
            with pytest.raises((SignatureBroken, SignatureMissing)):
                pdf_signatures.check(broken, base=base)
        # A page added in a revision of its own, and signed over: the signature is intact, the paper is not ours.
        writer = IncrementalPdfFileWriter(BytesIO(base))
        pages = writer.root["/Pages"]
        pages["/Kids"].append(pages["/Kids"][0])
        writer.update_container(pages)
        added = BytesIO()
        writer.write(added)  # type: ignore[no-untyped-call]
        with pytest.raises(SignatureBroken):
            pdf_signatures.check(signed(added.getvalue(), chloe, "A"), base=base)
        assert len(pdf_signatures.check(good, base=base)) == 1, "what was refused is what was changed"
        assert not MinutesSignature.objects.exists()


def test_the_list_to_sign_says_who_came_when_and_for_whom(over: Gathering) -> None:
    with boundary.within(over.built.org.id):
        data = papers.attendance_list(over.secretary, assembly_id=over.assembly.id)
        sheet = papers.tally(over.secretary, assembly_id=over.assembly.id)
    said = words(data)
    assert "Liste de présence" in said and "7 copropriétaires, 1 000 quotités" in said
    assert "représenté par Alice" in said and "représente Bruno Tilleul" in said and "19 h 00" in said
    assert DAVID in said and "vote suspendu" in said
    count = words(sheet)
    assert "Isolation de la façade" in count and "Divers" not in count, "what is not voted has no column"


def words(data: bytes) -> str:
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages).replace("\u200b", "")
    return " ".join(text.split())
