import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.expressions
import koprogo.kernel.identifiers
import koprogo.platform.models.bounded
import koprogo.settlements.models.settlement
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
            name="Settlement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("sequence", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=120)),
                ("period_from", models.DateField()),
                ("period_to", models.DateField()),
                ("due_on", models.DateField()),
                ("issued_on", models.DateField()),
                ("issued_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[("issued", "issued"), ("cancelled", "cancelled")], default="issued", max_length=9
                    ),
                ),
                ("call_number", models.CharField(blank=True, max_length=20)),
                ("cost_cents", models.BigIntegerField()),
                ("advance_cents", models.BigIntegerField()),
                ("working_fund_cents", models.BigIntegerField()),
                ("reserve_fund_cents", models.BigIntegerField()),
                ("cancelled_on", models.DateField(null=True)),
                (
                    "cancelled_entry",
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
                    "entry",
                    koprogo.platform.models.bounded.TiedKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.entry",
                    ),
                ),
                (
                    "fiscal_year",
                    koprogo.platform.models.bounded.TiedKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.fiscalyear",
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("org", "year", "sequence"), name="settlement_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("period_to__gte", models.F("period_from"))), name="settlement_period"
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("state", "issued")),
                        expressions=[
                            ("org", "="),
                            (
                                koprogo.settlements.models.settlement._Days(
                                    "period_from", "period_to", models.Value("[]")
                                ),
                                "&&",
                            ),
                        ],
                        name="settlement_once_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SettlementColumn",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("cost", "cost"),
                            ("metered", "metered"),
                            ("private", "private"),
                            ("provision", "provision"),
                            ("special", "special"),
                        ],
                        max_length=9,
                    ),
                ),
                ("key_label", models.CharField(blank=True, max_length=120)),
                ("total_cents", models.BigIntegerField()),
                ("key_total", models.BigIntegerField()),
                ("occupant_percent", models.PositiveSmallIntegerField()),
                ("has_exempt", models.BooleanField(default=False)),
                ("unit", models.CharField(blank=True, max_length=10)),
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
                    "settlement",
                    koprogo.platform.models.bounded.TiedKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="columns",
                        to="settlements.settlement",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("org", "settlement", "position"), name="settlement_column_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SettlementLine",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("weight", models.BigIntegerField()),
                ("lot_cents", models.BigIntegerField()),
                ("part", models.BigIntegerField()),
                ("whole", models.BigIntegerField()),
                ("cents", models.BigIntegerField()),
                ("owner_cents", models.BigIntegerField()),
                ("occupant_cents", models.BigIntegerField()),
                (
                    "column",
                    koprogo.platform.models.bounded.TiedKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="settlements.settlementcolumn",
                    ),
                ),
                (
                    "lot",
                    koprogo.platform.models.bounded.TiedKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="condominiums.lot",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="condominiums.party",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["org", "party"], name="settlement_line_party")],
                "constraints": [
                    models.UniqueConstraint(fields=("org", "column", "lot", "party"), name="settlement_line_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "cents",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("owner_cents"), "+", models.F("occupant_cents")
                                ),
                            )
                        ),
                        name="settlement_line_parts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SettlementNotice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("lots", models.JSONField()),
                ("meters", models.JSONField(default=list)),
                ("cost_cents", models.BigIntegerField()),
                ("owner_cents", models.BigIntegerField()),
                ("occupant_cents", models.BigIntegerField()),
                ("advance_cents", models.BigIntegerField()),
                ("balance_cents", models.BigIntegerField()),
                ("opening_cents", models.BigIntegerField()),
                ("called_cents", models.BigIntegerField()),
                ("paid_cents", models.BigIntegerField()),
                ("other_cents", models.BigIntegerField()),
                ("before_cents", models.BigIntegerField()),
                ("reserve_cents", models.BigIntegerField()),
                ("working_share_cents", models.BigIntegerField()),
                ("reserve_share_cents", models.BigIntegerField()),
                ("letter_id", models.UUIDField(null=True)),
                ("tenant_letter_id", models.UUIDField(null=True)),
                ("mailing_id", models.UUIDField(null=True)),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="condominiums.party",
                    ),
                ),
                (
                    "settlement",
                    koprogo.platform.models.bounded.TiedKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="settlements.settlement",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["org", "party"], name="settlement_notice_party")],
                "constraints": [
                    models.UniqueConstraint(fields=("org", "settlement", "party"), name="settlement_notice_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="TransferShare",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("on", models.DateField()),
                ("fund_cents", models.BigIntegerField()),
                ("provision_cents", models.BigIntegerField()),
                ("noted_at", models.DateTimeField()),
                (
                    "buyer",
                    koprogo.platform.models.bounded.TiedKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="condominiums.party",
                    ),
                ),
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
                    "lot",
                    koprogo.platform.models.bounded.TiedKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="condominiums.lot",
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
                    "seller",
                    koprogo.platform.models.bounded.TiedKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="condominiums.party",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("org", "lot", "on"), name="transfer_share_once")],
            },
        ),
    ]
