import django.db.models.deletion
import koprogo.closing.rules.takeover
import koprogo.kernel.identifiers
import koprogo.platform.models.bounded
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("condominiums", "0001_initial"),
        ("ledger", "0010_year_states"),
        ("platform", "0002_cache"),
    ]

    operations = [
        migrations.CreateModel(
            name="Takeover",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("situation_on", models.DateField()),
                ("previous_syndic", models.CharField(max_length=160)),
                ("mandate_ended_on", models.DateField(null=True)),
                ("voucher", models.CharField(max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("booked", "booked"),
                            ("undone", "undone"),
                            ("dropped", "dropped"),
                        ],
                        default=koprogo.closing.rules.takeover.State["DRAFT"],
                        max_length=7,
                    ),
                ),
                ("file_id", models.UUIDField(null=True)),
                ("file_name", models.CharField(blank=True, max_length=200)),
                ("totals", models.JSONField(default=dict)),
                ("bank_balances", models.JSONField(default=list)),
                ("ignored", models.JSONField(default=list)),
                ("gap_cents", models.BigIntegerField(default=0)),
                ("gap_note", models.CharField(blank=True, max_length=160)),
                ("call_id", models.UUIDField(null=True)),
                ("signed_file_id", models.UUIDField(null=True)),
                ("signed_on", models.DateField(null=True)),
                ("started_at", models.DateTimeField()),
                ("booked_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "entry",
                    koprogo.platform.models.bounded.TiedKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.entry",
                    ),
                ),
                (
                    "org",
                    koprogo.platform.models.bounded.OrgKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="platform.org",
                    ),
                ),
                (
                    "undo_entry",
                    koprogo.platform.models.bounded.TiedKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.entry",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["draft", "booked"])),
                        fields=("org",),
                        name="takeover_one_stands",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "booked"), _negated=True), ("entry__isnull", False), _connector="OR"
                        ),
                        name="takeover_booked_has_entry",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("gap_cents", 0), models.Q(("gap_note", ""), _negated=True), _connector="OR"
                        ),
                        name="takeover_gap_named",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandoverItem",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "document",
                    models.CharField(
                        choices=[
                            ("deed", "deed"),
                            ("house_rules", "house_rules"),
                            ("minutes", "minutes"),
                            ("decisions", "decisions"),
                            ("owners", "owners"),
                            ("accounts", "accounts"),
                            ("vouchers", "vouchers"),
                            ("bank", "bank"),
                            ("calls", "calls"),
                            ("contracts", "contracts"),
                            ("insurance", "insurance"),
                            ("claims", "claims"),
                            ("litigation", "litigation"),
                            ("later_works", "later_works"),
                            ("inspections", "inspections"),
                            ("keys", "keys"),
                        ],
                        max_length=14,
                    ),
                ),
                ("received", models.BooleanField(default=False)),
                ("note", models.CharField(blank=True, max_length=200)),
                (
                    "org",
                    koprogo.platform.models.bounded.OrgKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="platform.org",
                    ),
                ),
                (
                    "takeover",
                    koprogo.platform.models.bounded.TiedKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="inventory",
                        to="closing.takeover",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("org", "takeover", "document"), name="handover_item_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="TakeoverBank",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("cents", models.BigIntegerField()),
                (
                    "account",
                    koprogo.platform.models.bounded.TiedKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.account",
                    ),
                ),
                (
                    "org",
                    koprogo.platform.models.bounded.OrgKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="platform.org",
                    ),
                ),
                (
                    "takeover",
                    koprogo.platform.models.bounded.TiedKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="banks",
                        to="closing.takeover",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("org", "takeover", "account"), name="takeover_bank_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="TakeoverLine",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("where", models.CharField(blank=True, max_length=120)),
                ("code", models.CharField(blank=True, max_length=12)),
                ("label", models.CharField(blank=True, max_length=200)),
                ("cents", models.BigIntegerField(default=0)),
                ("reason", models.CharField(blank=True, max_length=6)),
                ("listed", models.BooleanField(default=False)),
                (
                    "account",
                    koprogo.platform.models.bounded.TiedKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.account",
                    ),
                ),
                (
                    "key",
                    koprogo.platform.models.bounded.TiedKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="condominiums.allocationkey",
                    ),
                ),
                (
                    "org",
                    koprogo.platform.models.bounded.OrgKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="platform.org",
                    ),
                ),
                (
                    "party",
                    koprogo.platform.models.bounded.TiedKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="condominiums.party",
                    ),
                ),
                (
                    "takeover",
                    koprogo.platform.models.bounded.TiedKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="closing.takeover",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("org", "takeover", "position"), name="takeover_line_once")
                ],
            },
        ),
    ]
