"""The process that judges: documents in on standard input, findings out on standard output, then it ends.

The schemas and rules are the publishers' own, their processor is large, and the documents come from strangers: so they
meet here, under a limit of memory, and never in a process that serves pages. Started by ``judging`` only.
"""

import json
import re
import resource
import sys
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from koprogo.purchases.rules.ubl import amendments, reading, rulebook

#: Measured: 210 MB for an invoice, 350 MB for one of 5 000 lines. Address space is no measure: 32 GB are reserved.
MEMORY_BYTES = 900 * 1024 * 1024
#: The names that are in no rule set: the schema, and a document that the rules cannot be run on.
SCHEMA_RULE = "UBL-2.1-XSD"
FAILED_RULE = "RULES-NOT-RUN"
_SVRL = "{http://purl.oclc.org/dsdl/svrl}"
_MAX_FINDINGS = 200


def frames(stream: BinaryIO) -> Iterator[bytes]:
    """The documents: each one eight bytes of length, then its bytes."""
    while head := stream.read(8):
        yield stream.read(int.from_bytes(head, "big"))


def main() -> int:
    """Judge every document of the batch; one line of JSON each, in their order."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))
    rules = _Rules()
    for data in frames(sys.stdin.buffer):
        sys.stdout.write(json.dumps(rules.judge(data), ensure_ascii=False) + "\n")
        sys.stdout.flush()
    return 0


class _Rules:
    """The rule sets compiled once, the schemas when first needed."""

    def __init__(self) -> None:
        from saxonche import PySaxonProcessor

        self._saxon = PySaxonProcessor(license=False)
        compiler = self._saxon.new_xslt30_processor()
        self._sheets = [
            compiler.compile_stylesheet(stylesheet_file=str(rulebook.path(name))) for name in ("en16931", "peppol")
        ]
        self._schemas: dict[str, etree.XMLSchema] = {}

    def judge(self, data: bytes) -> list[list[str]]:
        """[rule, severity, message] of all that is broken, each rule once."""
        root = reading.opened(data)
        found = list(self._against_schema(root))
        _lighten(root)
        try:
            found += [row for row in self._against_rules(root) if row[0] not in amendments.SUPERSEDED]
        except Exception as error:  # the processor's own kind; the document then is not valid, whatever the reason
            found.append((FAILED_RULE, "fatal", str(error)[:300]))
        found += amendments.findings(root)
        once = {row[0]: row for row in reversed(found)}
        return [list(row) for row in sorted(once.values(), key=lambda row: (row[1] != "fatal", row[0]))][:_MAX_FINDINGS]

    def _against_schema(self, root: etree._Element) -> Iterator[amendments.Finding]:
        kind = reading.KINDS[str(root.tag)]
        if kind not in self._schemas:
            self._schemas[kind] = etree.XMLSchema(etree.parse(str(rulebook.path(kind))))
        if not self._schemas[kind].validate(root):
            entry = self._schemas[kind].error_log[0]
            yield SCHEMA_RULE, "fatal", re.sub(r"\{[^}]*\}", "", f"line {entry.line}: {entry.message}")[:500]

    def _against_rules(self, root: etree._Element) -> Iterator[amendments.Finding]:
        document = self._saxon.parse_xml(xml_text=etree.tostring(root, encoding="unicode"))
        for sheet in self._sheets:
            report = etree.fromstring(sheet.transform_to_string(xdm_node=document).encode())
            for node in report.iter(f"{_SVRL}failed-assert", f"{_SVRL}successful-report"):
                rule = node.get("id") or "?"
                words = " ".join("".join(node.itertext()).split())
                severity = "fatal" if node.get("flag") == "fatal" else "warning"
                yield rule, severity, words.removeprefix(f"[{rule}]").lstrip("- ")[:500]


def _lighten(root: etree._Element) -> None:
    """Empty the files carried inside: the rules look at their names and kinds, not at their megabytes."""
    for node in root.iter(f"{{{reading.CBC}}}EmbeddedDocumentBinaryObject"):
        node.text = "AA=="


if __name__ == "__main__":
    sys.exit(main())
