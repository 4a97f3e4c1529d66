"""Electronic signatures in a PDF, made elsewhere: is it our paper, is the signature intact, who signed.

The cryptography and the reading of revisions are pyHanko's; nothing of it is ours. It is imported when a signed paper
comes in and not before: it brings an HTTP client along that nothing here uses (``allow_fetching`` is off).
"""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings

from koprogo.kernel.refusals import Refused

#: What a Belgian identity card writes behind the name.
_CARD = re.compile(r"\s*\((?:Signature|Authentication)\)\s*$")


class SignatureMissing(Refused):
    """The file holds no electronic signature that its base did not hold already."""

    code = "platform.signature_missing"


class OtherPaper(Refused):
    """The file does not begin with our paper, byte for byte: something else was signed, or it was written anew."""

    code = "platform.signature_other_paper"


class SignatureBroken(Refused):
    """A signature does not fit what it covers, or something was changed after it or beside it."""

    code = "platform.signature_broken"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the check of one signature said. ``trusted``: the chain ends at a root that whoever runs this installed;
    ``root``: its name. Revocation is never asked for: no request leaves."""

    signer: str
    issuer: str
    serial: str
    claimed_at: str
    digest: str
    trusted: bool
    root: str

    def as_json(self) -> dict[str, Any]:
        """The same as plain values, to be kept."""
        return asdict(self)


def roots_folder() -> Path:
    """Where whoever runs this lays the certificates of the authorities they trust, as PEM or DER."""
    return Path(settings.KOPROGO_HOME) / "trust"


def check(data: bytes, *, base: bytes) -> list[Verdict]:
    """The signatures that ``data`` adds to ``base``, the oldest first, each checked.

    ``data`` begins with ``base`` unchanged, each new revision only signs, and nothing follows the last signature.
    Raises OtherPaper, SignatureMissing, SignatureBroken.
    """
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.diff_analysis import SuspiciousModification

    from koprogo.platform import pdf_revisions

    if data == base:
        raise SignatureMissing(field="file")
    if not data.startswith(base):
        raise OtherPaper(field="file")
    try:
        before = PdfFileReader(BytesIO(base))
        reader = PdfFileReader(BytesIO(data))
        known = len(before.embedded_signatures)
        found = reader.embedded_signatures[known:]
        if not found:
            raise SignatureMissing(field="file")
        # What came between our paper and the signatures is looked at as well, not only what came after them.
        changed = pdf_revisions.policy().review_file(reader, before.xrefs.total_revisions - 1)
        if isinstance(changed, SuspiciousModification):
            raise SignatureBroken(field="file")
        return [_one(one) for one in found]
    except Refused:
        raise
    except (PdfError, SuspiciousModification, ValueError, KeyError, TypeError, IndexError) as problem:
        raise SignatureBroken(field="file") from problem


def _one(signature: Any) -> Verdict:
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.errors import SignatureValidationError
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    roots = trusted_roots()
    context = ValidationContext(trust_roots=list(roots), allow_fetching=False, revocation_mode="soft-fail")
    try:
        status = validate_pdf_signature(signature, context)
    except SignatureValidationError as problem:
        raise SignatureBroken(field="file") from problem
    whole = status.coverage in (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION)
    level = status.modification_level
    if not (status.intact and status.valid and whole) or level is None or level > ModificationLevel.FORM_FILLING:
        raise SignatureBroken(field="file")
    certificate = status.signing_cert
    path = status.validation_path if status.trusted else None
    moment = status.signer_reported_dt
    return Verdict(
        signer=_name(certificate.subject),
        issuer=_name(certificate.issuer),
        serial=f"{certificate.serial_number:x}",
        claimed_at=moment.isoformat() if moment else "",
        digest=str(status.md_algorithm),
        trusted=bool(status.trusted),
        root=_name(path.trust_anchor.authority.name) if path else "",
    )


def trusted_roots() -> Sequence[Any]:
    """The certificates in the folder of roots; one that cannot be read is left out."""
    from pyhanko.keys import load_cert_from_pemder

    found = []
    folder = roots_folder()
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        try:
            found.append(load_cert_from_pemder(str(file)))  # type: ignore[no-untyped-call]
        except (ValueError, OSError):
            continue
    return found


def _name(name: Any) -> str:
    """The common name, else the organisation, else the whole."""
    held = name.native
    said = held.get("common_name") or held.get("organization_name") or name.human_friendly
    return _CARD.sub("", said if isinstance(said, str) else ", ".join(said))[:160]
