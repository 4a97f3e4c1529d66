"""What `invoice inspect` prints: an electronic invoice read on its own, as one JSON object."""

from datetime import date

from koprogo.purchases.rules.ubl import facts, judging, reading, rulebook
from koprogo.purchases.rules.ubl.findings import Finding, is_valid

#: The rule names of what is wrong before any rule could be asked.
FILE_RULE = "KOPROGO-FILE"
RUN_RULE = "KOPROGO-RULES"

_FILE_PROBLEMS = {
    "empty": "Le fichier est vide.",
    "too_large": "Le fichier dépasse 20 Mo.",
    "malformed": "Ce n’est pas un fichier XML bien formé.",
    "doctype": "Le fichier déclare un type de document (DOCTYPE) : une facture n’en a pas besoin, il n’est pas ouvert.",
    "too_many_elements": "Le fichier contient trop d’éléments pour une facture.",
    "not_ubl": "Ce n’est ni une facture ni une note de crédit UBL 2.1.",
}
_RUN_PROBLEMS = {
    "time": "Les règles n’ont pas répondu à temps : la facture n’est pas contrôlée.",
    "memory": "Les règles n’ont pas pu être exécutées : la facture n’est pas contrôlée.",
    "missing": "Les règles officielles ne sont pas installées : la facture n’est pas contrôlée.",
}


def inspect(data: bytes) -> dict[str, object]:
    """The report of an invoice file, ready for JSON: dates ISO, cents integers, missing = None.

    ``valid`` = UBL 2.1 schema, and no fatal rule of EN 16931 or Peppol BIS. Raises nothing, whatever the bytes.
    """
    try:
        root = reading.opened(data)
    except reading.Unreadable as refused:
        return _report(None, (Finding(FILE_RULE, _FILE_PROBLEMS[str(refused.facts["reason"])], "fatal"),))
    return _report(facts.read(root), findings(data))


def findings(data: bytes) -> tuple[Finding, ...]:
    """What the rules find in a document that `reading.opened` lets in; rules that cannot be run are a fatal finding."""
    try:
        (found,) = judging.judged([data])
    except judging.RulesNotRun as refused:
        return (Finding(RUN_RULE, _RUN_PROBLEMS[str(refused.facts["reason"])], "fatal"),)
    except rulebook.RulesMissing:
        return (Finding(RUN_RULE, _RUN_PROBLEMS["missing"], "fatal"),)
    return found


def _report(invoice: facts.EInvoice | None, found: tuple[Finding, ...]) -> dict[str, object]:
    return {
        **(_facts(invoice) if invoice else dict.fromkeys(_FACTS)),
        "valid": invoice is not None and is_valid(found),
        "rules": rulebook.VERSION,
        "errors": [{"rule": one.rule, "message": one.message, "severity": one.severity} for one in found],
    }


def _facts(invoice: facts.EInvoice) -> dict[str, object]:
    values = (
        invoice.kind,
        invoice.number,
        _iso(invoice.issued_on),
        _iso(invoice.due_on),
        invoice.currency,
        invoice.supplier.name,
        invoice.supplier.enterprise_number,
        invoice.customer.name,
        invoice.customer.enterprise_number,
        next(iter(invoice.payment_references), None),
        next(iter(invoice.ibans), None),
        invoice.net_cents,
        invoice.vat_cents,
        invoice.gross_cents,
        invoice.payable_cents,
        len(invoice.lines),
    )
    return dict(zip(_FACTS, values, strict=True))


_FACTS = (
    "type",
    "number",
    "issue_date",
    "due_date",
    "currency",
    "supplier",
    "supplier_enterprise_number",
    "customer",
    "customer_enterprise_number",
    "payment_reference",
    "iban",
    "net_cents",
    "vat_cents",
    "gross_cents",
    "payable_cents",
    "lines",
)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
