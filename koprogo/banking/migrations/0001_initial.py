import django.db.models.deletion
import koprogo.kernel.identifiers
import koprogo.platform.models.bounded
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('charges', '0001_initial'),
        ('condominiums', '0001_initial'),
        ('ledger', '0002_seals'),
        ('platform', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='BankAccount',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('iban', models.CharField(max_length=34)),
                ('purpose', models.CharField(choices=[('current', 'current'), ('reserve', 'reserve'), ('other', 'other')], max_length=8)),
                ('label', models.CharField(max_length=120)),
                ('holder', models.CharField(blank=True, max_length=80)),
                ('opened_on', models.DateField()),
                ('account', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.account')),
                ('journal', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.journal')),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('org', 'iban'), name='bank_account_iban_once')],
            },
        ),
        migrations.CreateModel(
            name='BankTransaction',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveIntegerField()),
                ('amount_cents', models.BigIntegerField()),
                ('value_on', models.DateField(null=True)),
                ('entry_on', models.DateField()),
                ('structured_reference', models.CharField(blank=True, max_length=12)),
                ('counterparty_name', models.CharField(blank=True, max_length=80)),
                ('counterparty_account', models.CharField(blank=True, max_length=40)),
                ('text', models.TextField(blank=True)),
                ('bank_reference', models.CharField(blank=True, max_length=40)),
                ('details', models.JSONField(default=list)),
                ('bank_account', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='transactions', to='banking.bankaccount')),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
            ],
            options={
                'indexes': [models.Index(fields=['org', 'bank_account', 'entry_on', 'id'], name='transaction_org_day'), models.Index(fields=['org', 'counterparty_account'], name='transaction_org_payer')],
            },
        ),
        migrations.CreateModel(
            name='FileImport',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('batch_id', models.UUIDField()),
                ('file_id', models.UUIDField()),
                ('name', models.CharField(max_length=200)),
                ('state', models.CharField(choices=[('queued', 'queued'), ('done', 'done'), ('refused', 'refused')], max_length=7)),
                ('job_id', models.UUIDField(null=True)),
                ('added', models.PositiveIntegerField(default=0)),
                ('known', models.PositiveIntegerField(default=0)),
                ('movements', models.PositiveIntegerField(default=0)),
                ('problems', models.JSONField(default=list)),
                ('imported_at', models.DateTimeField()),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
            ],
            options={
                'indexes': [models.Index(fields=['org', 'batch_id', 'id'], name='file_import_org_batch')],
            },
        ),
        migrations.CreateModel(
            name='Reconciliation',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('notice', 'notice'), ('party', 'party'), ('suspense', 'suspense'), ('transfer', 'transfer'), ('other_account', 'other_account')], max_length=13)),
                ('label', models.CharField(blank=True, max_length=200)),
                ('batch_id', models.UUIDField()),
                ('confirmed_at', models.DateTimeField()),
                ('confirmed_by_id', models.UUIDField(null=True)),
                ('undone_at', models.DateTimeField(null=True)),
                ('entry', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.entry')),
                ('notice', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='charges.callnotice')),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
                ('party', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='condominiums.party')),
                ('transaction', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='reconciliations', to='banking.banktransaction')),
                ('undo_entry', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.entry')),
            ],
            options={
                'indexes': [models.Index(fields=['org', 'batch_id'], name='reconciliation_org_batch')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('undone_at__isnull', True)), fields=('org', 'transaction'), name='movement_booked_once'), models.CheckConstraint(condition=models.Q(models.Q(('undo_entry__isnull', True), ('undone_at__isnull', True)), models.Q(('undo_entry__isnull', False), ('undone_at__isnull', False)), _connector='OR'), name='undone_whole')],
            },
        ),
        migrations.CreateModel(
            name='ReceiptPart',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('charges_cents', models.BigIntegerField()),
                ('reserve_cents', models.BigIntegerField()),
                ('notice', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='charges.callnotice')),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
                ('reconciliation', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='banking.reconciliation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('org', 'reconciliation', 'notice'), name='receipt_part_once'), models.CheckConstraint(condition=models.Q(('charges_cents__gte', 0), ('reserve_cents__gte', 0), models.Q(('charges_cents__gt', 0), ('reserve_cents__gt', 0), _connector='OR')), name='receipt_part_positive')],
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(blank=True, max_length=10)),
                ('opening_cents', models.BigIntegerField()),
                ('opening_on', models.DateField(null=True)),
                ('closing_cents', models.BigIntegerField()),
                ('closing_on', models.DateField()),
                ('fingerprint', models.CharField(max_length=64)),
                ('file_id', models.UUIDField()),
                ('imported_at', models.DateTimeField()),
                ('bank_account', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='banking.bankaccount')),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
            ],
            options={
                'indexes': [models.Index(fields=['org', 'bank_account', 'closing_on', 'number', 'id'], name='statement_org_chain')],
                'constraints': [models.UniqueConstraint(fields=('org', 'bank_account', 'fingerprint'), name='statement_once')],
            },
        ),
        migrations.AddField(
            model_name='banktransaction',
            name='statement',
            field=koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='transactions', to='banking.statement'),
        ),
        migrations.AddConstraint(
            model_name='banktransaction',
            constraint=models.UniqueConstraint(fields=('org', 'statement', 'position'), name='transaction_position_once'),
        ),
    ]
