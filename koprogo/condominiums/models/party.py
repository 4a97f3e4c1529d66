"""Parties: whoever can hold a lot, be mandated or be written to, inside one building."""

from django.db import models
from django.db.models import Q

from koprogo.platform.models import Bounded, GlobalKey, TiedKey


class Party(Bounded):
    """A person, a company, a joint ownership or a split right (usufruct and bare ownership) as one holder."""

    class Kind(models.TextChoices):
        PERSON = "person"
        COMPANY = "company"
        JOINT = "joint"
        SPLIT = "split"

    class Channel(models.TextChoices):
        EMAIL = "email"
        POST = "post"

    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.PERSON)
    name = models.CharField(max_length=160)
    sort_name = models.CharField(max_length=160)
    first_name = models.CharField(max_length=80, blank=True)
    last_name = models.CharField(max_length=80, blank=True)
    enterprise_number = models.CharField(max_length=10, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    phone_digits = models.CharField(max_length=40, blank=True)
    street = models.CharField(max_length=160, blank=True)
    postcode = models.CharField(max_length=12, blank=True)
    city = models.CharField(max_length=80, blank=True)
    country = models.CharField(max_length=2, default="BE")
    iban = models.CharField(max_length=34, blank=True)
    language = models.CharField(max_length=2, default="fr")
    channel = models.CharField(max_length=5, choices=Channel.choices, default=Channel.POST)
    email_consent_on = models.DateField(null=True)  # CC 3.87 §3: individual, explicit, written
    representative = TiedKey("condominiums.Party", null=True, related_name="+")
    representative_note = models.CharField(max_length=200, blank=True)
    external_id = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True)
    is_supplier = models.BooleanField(default=False)  # kept apart from people: in no list or choice of owners

    class Meta:
        indexes = [models.Index(fields=["org", "sort_name", "id"], name="party_org_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "external_id"], condition=~Q(external_id=""), name="party_external_once"
            ),
        ]


class PartyMember(Bounded):
    """Who is behind a joint or split party, with which right and which part of it."""

    class Right(models.TextChoices):
        CO_OWNER = "co_owner"
        USUFRUCTUARY = "usufructuary"
        BARE_OWNER = "bare_owner"

    whole = TiedKey(Party, related_name="members")
    member = TiedKey(Party, related_name="wholes")
    right = models.CharField(max_length=12, choices=Right.choices, default=Right.CO_OWNER)
    numerator = models.PositiveIntegerField(null=True)
    denominator = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "whole", "member", "right"], name="member_once")
        ]


class PartyPerson(Bounded):
    """Which person stands for a party: one person may stand for several, a party may have several."""

    stays = True

    party = TiedKey(Party, related_name="persons")
    person = GlobalKey("people.Person", related_name="+")
    since_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "party", "person"], name="party_person_once")]
