"""What remains of an assembly: minutes with their versions and signatures, decisions and what they changed."""

from django.db import models

from koprogo.assemblies.models.agenda import AgendaItem
from koprogo.assemblies.models.assembly import Assembly
from koprogo.assemblies.models.session import ItemResult
from koprogo.assemblies.rules.convocation import Channel
from koprogo.assemblies.rules.session import SignerRole, SigningMethod
from koprogo.platform.models import Bounded, TiedKey


class Minutes(Bounded):
    """One version of the minutes (CC 3.87 § 10). An edit is a new version; the signed one is the last."""

    updatable = ("read_at", "file_id", "signed_file_id")
    deletable = False

    assembly = TiedKey(Assembly, related_name="minutes")
    version = models.PositiveSmallIntegerField()
    sections = models.JSONField()  # opening, one text for each item, closing
    sha256 = models.CharField(max_length=64)
    written_at = models.DateTimeField()
    written_by_id = models.UUIDField(null=True)
    reason = models.CharField(max_length=400, blank=True)
    read_at = models.DateTimeField(null=True)  # read to the assembly at its end
    file_id = models.UUIDField(null=True)
    signed_file_id = models.UUIDField(null=True)

    class Meta:
        verbose_name_plural = "minutes"
        constraints = [models.UniqueConstraint(fields=["org", "assembly", "version"], name="minutes_version_once")]


class MinutesSignature(Bounded):
    """One signature under a version of the minutes: president, secretary, owners still there or their holders."""

    append_only = True

    minutes = TiedKey(Minutes, related_name="signatures")
    party = TiedKey("condominiums.Party", null=True, related_name="+")
    name = models.CharField(max_length=160)
    role = models.CharField(max_length=9, choices=[(r.value, r.value) for r in SignerRole])
    method = models.CharField(max_length=5, choices=[(m.value, m.value) for m in SigningMethod])
    file_id = models.UUIDField(null=True)  # the drawing, the scan or the signed PDF
    verified = models.JSONField(null=True)  # what the check of an electronic signature said
    signed_at = models.DateTimeField()
    recorded_by_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "minutes", "name", "role", "method"], name="minutes_signature_once")
        ]


class MinutesRecipient(Bounded):
    """To whom the minutes went, absent owners too, within thirty days (CC 3.87 § 12)."""

    updatable = ("letter_id", "mailing_id", "sent_at", "bounced_at")
    deletable = False

    minutes = TiedKey(Minutes, related_name="recipients")
    party = TiedKey("condominiums.Party", related_name="+")
    addressee = TiedKey("condominiums.Party", related_name="+")
    name = models.CharField(max_length=160)
    address = models.JSONField(default=list)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2)
    channel = models.CharField(max_length=10, choices=[(c.value, c.value) for c in Channel])
    letter_id = models.UUIDField(null=True)
    mailing_id = models.UUIDField(null=True)
    sent_at = models.DateTimeField(null=True)
    bounced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "minutes", "party", "addressee"], name="minutes_recipient_once")
        ]


class Resolution(Bounded):
    """One line of the register of decisions (CC 3.93): what was decided, adopted or not, in its order."""

    append_only = True

    assembly = TiedKey(Assembly, related_name="resolutions")
    item = TiedKey(AgendaItem, related_name="resolutions")
    result = TiedKey(ItemResult, related_name="+")
    number = models.PositiveSmallIntegerField()  # within its assembly
    title = models.CharField(max_length=160)
    text = models.TextField()
    adopted = models.BooleanField()
    decided_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "assembly", "number"], name="resolution_once")]
        indexes = [models.Index(fields=["org", "decided_on", "id"], name="resolution_org_day")]


class ResolutionEffect(Bounded):
    """What a decision became elsewhere: a budget, a mandate, a key, a call, works, the house rules."""

    append_only = True

    resolution = TiedKey(Resolution, related_name="effects")
    kind = models.CharField(max_length=20)
    subject_id = models.UUIDField()
    label = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "resolution", "kind", "subject_id"], name="resolution_effect_once")
        ]


class PassedOn(Bounded):
    """An owner who lets a lot told the occupant what an assembly decided (CC 3.93): on which day, as they say."""

    append_only = True

    assembly = TiedKey(Assembly, related_name="+")
    party = TiedKey("condominiums.Party", related_name="+")
    on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by_id = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "assembly", "party"], name="passed_on_once")]
