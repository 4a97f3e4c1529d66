"""What the published rules say of a document."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken rule; ``severity`` is fatal or warning, ``message`` the publisher's own sentence."""

    rule: str
    message: str
    severity: str


def is_valid(findings: tuple[Finding, ...]) -> bool:
    """Whether nothing fatal was found: schema, EN 16931 and Peppol BIS alike."""
    return not any(finding.severity == "fatal" for finding in findings)
