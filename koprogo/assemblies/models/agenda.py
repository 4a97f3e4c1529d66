"""The agenda: its items with what belongs to each, and what owners asked to have decided."""

from django.db import models
from django.db.models import F, Q

from koprogo.assemblies.models.assembly import Assembly
from koprogo.assemblies.rules.agenda import ItemState, Origin, RequestState, VoteState
from koprogo.assemblies.rules.majorities import Majority
from koprogo.assemblies.rules.subjects import Subject
from koprogo.platform.models import Bounded, TiedKey


class AgendaRequest(Bounded):
    """What an owner or the council asks the assembly to decide, in the author's own words (CC 3.87 § 3)."""

    updatable = ("state", "state_reason", "assembly")
    deletable = False

    party = TiedKey("condominiums.Party", null=True, related_name="+")  # None: the council as such
    author_name = models.CharField(max_length=160)
    person_id = models.UUIDField(null=True)
    assembly = TiedKey(Assembly, null=True, related_name="requests")
    title = models.CharField(max_length=160)
    text = models.TextField()
    received_on = models.DateField()
    written_at = models.DateTimeField()
    file_id = models.UUIDField(null=True)
    state = models.CharField(max_length=9, choices=[(s.value, s.value) for s in RequestState])
    state_reason = models.CharField(max_length=400, blank=True)

    class Meta:
        indexes = [models.Index(fields=["org", "state", "received_on"], name="agenda_request_org_state")]


class AgendaItem(Bounded):
    """One item. ``subject`` decides the majority, with the day; empty: an item that is only discussed."""

    deletable = False

    assembly = TiedKey(Assembly, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    text = models.TextField(blank=True)  # the proposal, in the language of the association
    comment = models.TextField(blank=True)
    subject = models.CharField(max_length=24, blank=True, choices=[(s.value, s.value) for s in Subject])
    caused_by = models.CharField(max_length=24, blank=True)  # a change of shares: the decision it goes with
    statutes_majority = models.CharField(max_length=14, blank=True, choices=[(m.value, m.value) for m in Majority])
    statutes_clause = models.CharField(max_length=200, blank=True)
    template = models.CharField(max_length=40, blank=True)  # the item of the library it began as
    origin = models.CharField(max_length=8, choices=[(o.value, o.value) for o in Origin])
    request = TiedKey(AgendaRequest, null=True, related_name="items")
    carried_from = TiedKey("assemblies.AgendaItem", null=True, related_name="carried_to")
    state = models.CharField(max_length=9, choices=[(s.value, s.value) for s in ItemState], default=ItemState.LISTED)
    state_reason = models.CharField(max_length=400, blank=True)
    # What it costs, whom, and who alone decides then (CC 3.87 § 6)
    cost_cents = models.BigIntegerField(null=True)
    called_cents = models.BigIntegerField(null=True)  # of the cost, what owners are asked for; None: all of it
    key = TiedKey("condominiums.AllocationKey", null=True, related_name="+")
    payers_decide = models.BooleanField(default=False)
    year = models.CharField(max_length=8, blank=True)  # accounts, budget: the fiscal year it is about
    # An election: one person for each item (CC 3.90)
    candidate = TiedKey("condominiums.Party", null=True, related_name="+")
    candidate_name = models.CharField(max_length=160, blank=True)
    term_from = models.DateField(null=True)
    term_to = models.DateField(null=True)  # last day
    # The vote
    hidden_ballots = models.BooleanField(default=False)  # on screens until the item closes
    vote_state = models.CharField(
        max_length=7, choices=[(s.value, s.value) for s in VoteState], default=VoteState.WAITING
    )
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    amended_text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "assembly", "position"], name="agenda_position_once"),
            models.CheckConstraint(name="agenda_cost", condition=Q(cost_cents__isnull=True) | Q(cost_cents__gt=0)),
            models.CheckConstraint(
                name="agenda_called",
                condition=Q(called_cents__isnull=True)
                | (Q(cost_cents__isnull=False) & Q(called_cents__gt=0) & Q(called_cents__lte=F("cost_cents"))),
            ),
            models.CheckConstraint(name="agenda_payers_key", condition=Q(payers_decide=False) | Q(key__isnull=False)),
            models.CheckConstraint(
                name="agenda_term", condition=Q(term_to__isnull=True) | Q(term_to__gte=F("term_from"))
            ),
        ]


class ItemDocument(Bounded):
    """A kept file that belongs to an item: accounts, budget, evaluation report, specification."""

    item = TiedKey(AgendaItem, related_name="documents")
    file_id = models.UUIDField()
    label = models.CharField(max_length=160)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "item", "file_id"], name="item_document_once")]


class ItemQuote(Bounded):
    """One of the offers that are compared for an item."""

    item = TiedKey(AgendaItem, related_name="quotes")
    contractor = models.CharField(max_length=160)
    amount_cents = models.BigIntegerField()  # VAT included
    note = models.CharField(max_length=200, blank=True)
    chosen = models.BooleanField(default=False)
    file_id = models.UUIDField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(name="item_quote_positive", condition=Q(amount_cents__gt=0))]


class ItemExclusion(Bounded):
    """Who does not take part in the vote on an item: paid or mandated for what is decided (CC 3.87 § 9)."""

    item = TiedKey(AgendaItem, related_name="exclusions")
    party = TiedKey("condominiums.Party", related_name="+")
    reason = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "item", "party"], name="item_exclusion_once")]
