import django.db.models.deletion
import django.db.models.expressions
import koprogo.kernel.identifiers
import koprogo.platform.models.bounded
import koprogo.purchases.rules.states
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('condominiums', '0002_suppliers'),
        ('ledger', '0010_year_states'),
        ('platform', '0002_cache'),
    ]

    operations = [
        migrations.CreateModel(
            name='Invoice',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('year', models.PositiveSmallIntegerField()),
                ('sequence', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('invoice', 'invoice'), ('credit_note', 'credit_note')], max_length=11)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('checked', 'checked'), ('approved', 'approved'), ('paid', 'paid'), ('refused', 'refused'), ('cancelled', 'cancelled')], default=koprogo.purchases.rules.states.State['DRAFT'], max_length=9)),
                ('origin', models.CharField(choices=[('hand', 'hand'), ('file', 'file'), ('mail', 'mail'), ('series', 'series')], default=koprogo.purchases.rules.states.Origin['HAND'], max_length=6)),
                ('supplier_number', models.CharField(blank=True, max_length=60)),
                ('supplier_number_key', models.CharField(blank=True, max_length=60)),
                ('issued_on', models.DateField()),
                ('received_on', models.DateField()),
                ('due_on', models.DateField()),
                ('payment_reference', models.CharField(blank=True, max_length=140)),
                ('structured_reference', models.CharField(blank=True, max_length=12)),
                ('net_cents', models.BigIntegerField()),
                ('vat_cents', models.BigIntegerField()),
                ('gross_cents', models.BigIntegerField()),
                ('reverse_charge', models.BooleanField(default=False)),
                ('note', models.CharField(blank=True, max_length=400)),
                ('series_from', models.DateField(null=True)),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by_id', models.UUIDField(null=True)),
                ('checked_by_id', models.UUIDField(null=True)),
                ('counter_entry', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.entry')),
                ('credits', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='credit_notes', to='purchases.invoice')),
                ('entry', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.entry')),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
            ],
            options={
                'indexes': [models.Index(fields=['org', 'state', 'due_on', 'id'], name='invoice_org_state_due')],
                'constraints': [models.UniqueConstraint(fields=('org', 'year', 'sequence'), name='invoice_number_once'), models.CheckConstraint(condition=models.Q(('gross_cents', django.db.models.expressions.CombinedExpression(models.F('net_cents'), '+', models.F('vat_cents')))), name='invoice_gross'), models.CheckConstraint(condition=models.Q(('gross_cents__gt', 0)), name='invoice_positive'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'cancelled']), ('entry__isnull', False), _connector='OR'), name='invoice_booked')],
            },
        ),
        migrations.CreateModel(
            name='InvoiceLine',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('label', models.CharField(blank=True, max_length=200)),
                ('net_cents', models.BigIntegerField()),
                ('vat_cents', models.BigIntegerField()),
                ('gross_cents', models.BigIntegerField()),
                ('vat_bp', models.PositiveSmallIntegerField(null=True)),
                ('occupant_percent', models.PositiveSmallIntegerField(null=True)),
                ('period_from', models.DateField(null=True)),
                ('period_to', models.DateField(null=True)),
                ('account', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.account')),
                ('invoice', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='purchases.invoice')),
                ('key', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='condominiums.allocationkey')),
                ('lot', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='condominiums.lot')),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('org', 'invoice', 'position'), name='invoice_line_once'), models.CheckConstraint(condition=models.Q(('gross_cents', django.db.models.expressions.CombinedExpression(models.F('net_cents'), '+', models.F('vat_cents')))), name='invoice_line_gross'), models.CheckConstraint(condition=models.Q(('gross_cents', 0), _negated=True), name='invoice_line_not_zero'), models.CheckConstraint(condition=models.Q(('occupant_percent__lte', 100)), name='invoice_line_percent'), models.CheckConstraint(condition=models.Q(('lot__isnull', True), ('key__isnull', True), _connector='OR'), name='invoice_line_bearer')],
            },
        ),
        migrations.CreateModel(
            name='InvoiceExemption',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
                ('party', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='condominiums.party')),
                ('line', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='exemptions', to='purchases.invoiceline')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('org', 'line', 'party'), name='invoice_exemption_once')],
            },
        ),
        migrations.CreateModel(
            name='InvoicePayment',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('cents', models.BigIntegerField()),
                ('on', models.DateField()),
                ('source', models.CharField(choices=[('bank', 'Bank'), ('offset', 'Offset')], max_length=6)),
                ('source_id', models.UUIDField()),
                ('invoice', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='purchases.invoice')),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
            ],
            options={
                'indexes': [models.Index(fields=['org', 'source_id'], name='invoice_payment_org_source'), models.Index(fields=['org', 'invoice'], name='invoice_payment_org_invoice')],
                'constraints': [models.CheckConstraint(condition=models.Q(('cents', 0), _negated=True), name='invoice_payment_not_zero')],
            },
        ),
        migrations.CreateModel(
            name='InvoiceStep',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('checked', 'checked'), ('approved', 'approved'), ('paid', 'paid'), ('refused', 'refused'), ('cancelled', 'cancelled')], max_length=9)),
                ('at', models.DateTimeField()),
                ('by_id', models.UUIDField(null=True)),
                ('by', models.CharField(blank=True, max_length=160)),
                ('note', models.CharField(blank=True, max_length=400)),
                ('invoice', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='purchases.invoice')),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
            ],
            options={
                'indexes': [models.Index(fields=['org', 'invoice', 'at'], name='invoice_step_org_invoice')],
            },
        ),
        migrations.CreateModel(
            name='RecurringInvoice',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=120)),
                ('interval', models.CharField(choices=[('monthly', 'monthly'), ('quarterly', 'quarterly'), ('yearly', 'yearly')], max_length=9)),
                ('first_on', models.DateField()),
                ('until', models.DateField(null=True)),
                ('done', models.PositiveIntegerField(default=0)),
                ('amount_known', models.BooleanField(default=True)),
                ('set_at', models.DateTimeField()),
                ('stopped_at', models.DateTimeField(null=True)),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
                ('pattern', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='patterns', to='purchases.invoice')),
            ],
            options={
                'indexes': [models.Index(fields=['org', 'stopped_at'], name='recurring_invoice_org_stopped')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('first_on')), _connector='OR'), name='recurring_invoice_until')],
            },
        ),
        migrations.AddField(
            model_name='invoice',
            name='series',
            field=koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invoices', to='purchases.recurringinvoice'),
        ),
        migrations.CreateModel(
            name='Supplier',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('vat_number', models.CharField(blank=True, max_length=20)),
                ('added_at', models.DateTimeField()),
                ('default_account', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.account')),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
                ('party', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='suppliers', to='condominiums.party')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('org', 'party'), name='supplier_party_once')],
            },
        ),
        migrations.AddField(
            model_name='invoice',
            name='supplier',
            field=koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='invoices', to='purchases.supplier'),
        ),
        migrations.CreateModel(
            name='SupplierIban',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('iban', models.CharField(max_length=34)),
                ('holder', models.CharField(blank=True, max_length=70)),
                ('added_at', models.DateTimeField()),
                ('added_by_id', models.UUIDField(null=True)),
                ('added_by', models.CharField(blank=True, max_length=160)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('confirmed_by_id', models.UUIDField(null=True)),
                ('confirmed_by', models.CharField(blank=True, max_length=160)),
                ('confirmation', models.CharField(blank=True, max_length=200)),
                ('ended_at', models.DateTimeField(null=True)),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
                ('supplier', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='ibans', to='purchases.supplier')),
            ],
            options={
                'indexes': [models.Index(fields=['org', 'iban'], name='supplier_iban_org_iban')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('org', 'supplier', 'iban'), name='supplier_iban_once')],
            },
        ),
        migrations.AddField(
            model_name='invoice',
            name='iban',
            field=koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='purchases.supplieriban'),
        ),
        migrations.CreateModel(
            name='WithholdingCheck',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('checked_on', models.DateField()),
                ('social_debts', models.BooleanField()),
                ('tax_debts', models.BooleanField()),
                ('social_cents', models.BigIntegerField()),
                ('tax_cents', models.BigIntegerField()),
                ('supplier_cents', models.BigIntegerField()),
                ('at', models.DateTimeField()),
                ('by_id', models.UUIDField(null=True)),
                ('by', models.CharField(blank=True, max_length=160)),
                ('invoice', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='withholdings', to='purchases.invoice')),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
            ],
            options={
                'indexes': [models.Index(fields=['org', 'invoice', 'at'], name='withholding_org_invoice')],
                'constraints': [models.CheckConstraint(condition=models.Q(('social_cents__gte', 0), ('supplier_cents__gte', 0), ('tax_cents__gte', 0)), name='withholding_positive')],
            },
        ),
        migrations.CreateModel(
            name='ApprovalRule',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('mode', models.CharField(choices=[('never', 'never'), ('above', 'above'), ('always', 'always')], max_length=6)),
                ('threshold_cents', models.BigIntegerField(default=0)),
                ('decision', models.CharField(blank=True, max_length=200)),
                ('decided_on', models.DateField(null=True)),
                ('set_at', models.DateTimeField()),
                ('set_by_id', models.UUIDField(null=True)),
                ('set_by', models.CharField(blank=True, max_length=160)),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
            ],
            options={
                'indexes': [models.Index(fields=['org', 'set_at'], name='approval_rule_org_set')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('mode', 'above'), _negated=True), ('threshold_cents__gt', 0), _connector='OR'), name='approval_rule_threshold')],
            },
        ),
        migrations.CreateModel(
            name='InvoiceFile',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('file_id', models.UUIDField()),
                ('role', models.CharField(choices=[('voucher', 'Voucher'), ('ubl', 'Ubl'), ('embedded', 'Embedded')], max_length=8)),
                ('name', models.CharField(max_length=200)),
                ('media_type', models.CharField(max_length=80)),
                ('invoice', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='purchases.invoice')),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
            ],
            options={
                'indexes': [models.Index(fields=['org', 'file_id'], name='invoice_file_org_file')],
                'constraints': [models.UniqueConstraint(fields=('org', 'invoice', 'file_id'), name='invoice_file_once')],
            },
        ),
        migrations.AddIndex(
            model_name='invoice',
            index=models.Index(fields=['org', 'supplier', 'issued_on'], name='invoice_org_supplier'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('state', 'cancelled'), _negated=True), models.Q(('supplier_number_key', ''), _negated=True)), fields=('org', 'supplier', 'supplier_number_key', 'kind'), name='invoice_of_supplier_once'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.UniqueConstraint(condition=models.Q(('series__isnull', False)), fields=('org', 'series', 'series_from'), name='invoice_of_series_once'),
        ),
    ]
