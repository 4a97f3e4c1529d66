"""The payment slip at the foot of a letter: beneficiary, account, amount, reference, and their QR code."""

from koprogo.charges.documents import wording
from koprogo.condominiums.documents.letterhead import LetterRefused
from koprogo.kernel import structured_reference as references
from koprogo.platform import qr
from koprogo.platform.formats import iban, money, reference


def slip(
    language: str,
    *,
    amount_cents: int,
    beneficiary: str,
    account: str,
    structured_reference: str,
    qr_payload: str,
    due: str,
) -> dict[str, object] | None:
    """The slip's data, None when there is nothing to pay; ``account`` is an IBAN, ``due`` a sentence or "".

    Raises ``LetterRefused`` when the structured reference is not 12 digits with the right check.
    """
    if amount_cents <= 0:
        return None
    if not references.is_valid(structured_reference):
        raise LetterRefused(reason="reference", field="structured_reference", said=structured_reference)
    amount, written, told = money(amount_cents, language), iban(account), reference(structured_reference)
    words = wording.slip(language, amount, beneficiary, written, told, due)
    rows = [
        {"label": words["beneficiary"], "value": beneficiary, "face": "words"},
        {"label": words["iban"], "value": written, "face": "code"},
        {"label": words["amount"], "value": amount, "face": "amount"},
        {"label": words["reference"], "value": told, "face": "code"},
    ]
    return {
        "heading": words["heading"],
        "rows": rows,
        "how": words["by_code"] if qr_payload else words["by_hand"],
        "qr": qr.svg(qr_payload) if qr_payload else "",
        "alt": words["alt"],
    }
