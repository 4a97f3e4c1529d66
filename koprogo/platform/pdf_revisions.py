"""What a first signature may add to a paper without forms: a form with signature fields, and nothing else.

pyHanko compares revisions between one signature and the next, where a form is there already. Our papers have none: this
is its own rule for forms, begun with an empty one. Everything else in the comparison is pyHanko's, unchanged.
"""

from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import HistoricalResolver
from pyhanko.sign.diff_analysis import ModificationLevel, SuspiciousModification
from pyhanko.sign.diff_analysis.form_rules_api import (
    FieldComparisonContext,
    FieldComparisonSpec,
    FormUpdate,
    FormUpdatingRule,
)
from pyhanko.sign.diff_analysis.policies import DEFAULT_DIFF_POLICY, StandardDiffPolicy

#: What the form of a signature holds. Nothing that would fill fields in, or draw them anew.
_KEYS = frozenset({"/Fields", "/SigFlags", "/DA", "/DR"})


class FirstFormRule(FormUpdatingRule):
    """The form appears with the first signature; from then on the rule is pyHanko's own."""

    def apply(self, old: HistoricalResolver, new: HistoricalResolver) -> Iterator[tuple[ModificationLevel, FormUpdate]]:
        """The changes that a form explains. Raises SuspiciousModification."""
        if "/AcroForm" in old.root:
            yield from super().apply(old, new)
            return
        form: Any = None
        if "/AcroForm" in new.root:
            form = new.root["/AcroForm"]  # followed where it is a reference, which ``get`` is not
        if not isinstance(form, generic.DictionaryObject) or set(form) - _KEYS:
            raise SuspiciousModification(f"The first form holds more than signature fields: {sorted(form)}")
        for holder, key in ((new.root, "/AcroForm"), (form, "/Fields"), (form, "/DR")):
            held: Any = holder.raw_get(key) if key in holder else None
            if isinstance(held, generic.IndirectObject):
                yield ModificationLevel.LTA_UPDATES, FormUpdate(updated_ref=held.reference, field_name=None)
        if "/DR" in form:
            for ref in new.collect_dependencies(form["/DR"], since_revision=old.revision + 1):
                yield ModificationLevel.FORM_FILLING, FormUpdate(updated_ref=ref, field_name=None)
        context = FieldComparisonContext(field_specs=_fields(form), old=old, new=new)
        for rule in self.field_rules:
            yield from rule.apply(context)


def _fields(form: generic.DictionaryObject) -> dict[str, FieldComparisonSpec]:
    """The fields of a form where there was none: each a signature of its own, new, with a name of its own and nothing
    below it. A first signature makes no other; pyHanko's rules then look at each. Raises SuspiciousModification."""
    listed: Any = None
    if "/Fields" in form:
        listed = form["/Fields"]  # followed where it is a reference, which ``get`` is not
    if not isinstance(listed, generic.ArrayObject):
        raise SuspiciousModification("The fields of the first form are no list.")
    found: dict[str, FieldComparisonSpec] = {}
    for place in listed:
        field = _dictionary(place)
        kids: Any = ()
        if field is not None and "/Kids" in field:
            kids = field["/Kids"]
        if field is None or field.get("/FT") != "/Sig" or any(map(_named, kids)):
            raise SuspiciousModification("The first form holds something else than signature fields.")
        name = field.get("/T")
        if not isinstance(name, generic.TextStringObject) or "." in name or not name or name in found:
            raise SuspiciousModification("A field of the first form has no name of its own.")
        found[name] = FieldComparisonSpec("/Sig", None, place.reference, None)
    return found


def _dictionary(place: Any) -> generic.DictionaryObject | None:
    found: Any = place.get_object() if isinstance(place, generic.IndirectObject) else None  # type: ignore[no-untyped-call]
    return found if isinstance(found, generic.DictionaryObject) else None


def _named(kid: Any) -> bool:
    """Whether this is a field below a field, and not merely where one is drawn."""
    found = _dictionary(kid)
    return found is None or "/T" in found


def policy() -> StandardDiffPolicy:
    """pyHanko's own policy, with the rule above for its form."""
    own = DEFAULT_DIFF_POLICY
    assert isinstance(own, StandardDiffPolicy) and own.form_rule is not None
    return StandardDiffPolicy(own.global_rules, FirstFormRule(own.form_rule.field_rules))
