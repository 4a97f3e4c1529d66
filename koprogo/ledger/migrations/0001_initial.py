import django.contrib.postgres.constraints
import django.db.models.deletion
import koprogo.kernel.identifiers
import koprogo.ledger.models.journal
import koprogo.platform.models.bounded
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('condominiums', '0001_initial'),
        ('platform', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=12)),
                ('chart_code', models.CharField(blank=True, max_length=12)),
                ('label', models.CharField(blank=True, max_length=120)),
                ('nature', models.CharField(choices=[('asset', 'asset'), ('liability', 'liability'), ('cost', 'cost'), ('income', 'income')], max_length=9)),
                ('role', models.CharField(choices=[('working_fund', 'working_fund'), ('result', 'result'), ('reserve_fund', 'reserve_fund'), ('special_reserve', 'special_reserve'), ('owners_reserve', 'owners_reserve'), ('owners_charges', 'owners_charges'), ('former_owners', 'former_owners'), ('suppliers', 'suppliers'), ('invoices_to_receive', 'invoices_to_receive'), ('carried_values', 'carried_values'), ('deferred_costs', 'deferred_costs'), ('accrued_income', 'accrued_income'), ('accrued_costs', 'accrued_costs'), ('deferred_income', 'deferred_income'), ('suspense', 'suspense'), ('claims', 'claims'), ('bank_reserve', 'bank_reserve'), ('bank_current', 'bank_current'), ('bank_other', 'bank_other'), ('cash', 'cash'), ('transfers', 'transfers'), ('payment_differences', 'payment_differences'), ('private_costs', 'private_costs'), ('bank_charges', 'bank_charges'), ('reserve_allocation', 'reserve_allocation'), ('reserve_withdrawal', 'reserve_withdrawal'), ('reserve_calls', 'reserve_calls'), ('provisions', 'provisions'), ('special_calls', 'special_calls'), ('other_income', 'other_income'), ('indemnities', 'indemnities'), ('interest', 'interest')], max_length=24, null=True)),
                ('family', models.CharField(blank=True, max_length=24)),
                ('parent_code', models.CharField(blank=True, max_length=12)),
                ('iban', models.CharField(max_length=34, null=True)),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('org', 'code'), name='account_code_once'), models.UniqueConstraint(condition=models.Q(('role__isnull', False)), fields=('org', 'role'), name='account_role_once'), models.UniqueConstraint(condition=models.Q(('iban__isnull', False)), fields=('org', 'iban'), name='account_iban_once'), models.CheckConstraint(condition=models.Q(('code__regex', '^[0-9]{1,12}$')), name='account_code_digits'), models.CheckConstraint(condition=models.Q(models.Q(('label', ''), _negated=True), models.Q(('chart_code', ''), _negated=True), _connector='OR'), name='account_named')],
            },
        ),
        migrations.CreateModel(
            name='Counter',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=60)),
                ('last', models.PositiveBigIntegerField()),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('org', 'key'), name='counter_key_once')],
            },
        ),
        migrations.CreateModel(
            name='FiscalYear',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=8)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('state', models.CharField(choices=[('open', 'Open'), ('closed', 'Closed')], default='open', max_length=6)),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('org', 'code'), name='fiscal_year_code_once'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='fiscal_year_period'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'closed'])), name='fiscal_year_state'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('org', '='), (koprogo.ledger.models.journal.ClosedRange('starts_on', 'ends_on', models.Value('[]')), '&&')], name='fiscal_year_no_overlap')],
            },
        ),
        migrations.CreateModel(
            name='Journal',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('ACH', 'ACH'), ('FIN', 'FIN'), ('APP', 'APP'), ('DEC', 'DEC'), ('OD', 'OD'), ('OPN', 'OPN')], max_length=3)),
                ('code', models.CharField(max_length=8)),
                ('label', models.CharField(blank=True, max_length=120)),
                ('iban', models.CharField(max_length=34, null=True)),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('org', 'code'), name='journal_code_once'), models.UniqueConstraint(condition=models.Q(('iban__isnull', False)), fields=('org', 'iban'), name='journal_iban_once'), models.CheckConstraint(condition=models.Q(models.Q(('iban__isnull', False), ('kind', 'FIN')), models.Q(models.Q(('kind', 'FIN'), _negated=True), ('iban', None)), _connector='OR'), name='journal_iban_of_bank'), models.CheckConstraint(condition=models.Q(('code__regex', '^[A-Z0-9]{2,8}$')), name='journal_code_form')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('entry_on', models.DateField()),
                ('label', models.CharField(max_length=200)),
                ('voucher_kind', models.CharField(max_length=30)),
                ('voucher_id', models.UUIDField(null=True)),
                ('voucher_label', models.CharField(blank=True, max_length=200)),
                ('sealed_at', models.DateTimeField(null=True)),
                ('posted_by_id', models.UUIDField(null=True)),
                ('posted_at', models.DateTimeField()),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
                ('reverses', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='counter_entries', to='ledger.entry')),
                ('fiscal_year', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='ledger.fiscalyear')),
                ('journal', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='ledger.journal')),
            ],
            options={
                'indexes': [models.Index(fields=['org', 'entry_on'], name='entry_org_day'), models.Index(fields=['org', 'voucher_id'], name='entry_org_voucher')],
                'constraints': [models.UniqueConstraint(fields=('org', 'journal', 'fiscal_year', 'number'), name='entry_number_once'), models.UniqueConstraint(fields=('org', 'reverses'), name='entry_reversed_once')],
            },
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveIntegerField()),
                ('amount_cents', models.BigIntegerField()),
                ('label', models.CharField(blank=True, max_length=200)),
                ('account', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='ledger.account')),
                ('entry', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='ledger.entry')),
                ('lot', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='condominiums.lot')),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
                ('party', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='condominiums.party')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('org', 'entry', 'position'), name='posting_position_once'), models.CheckConstraint(condition=models.Q(('amount_cents', 0), _negated=True), name='posting_not_zero')],
            },
        ),
    ]
