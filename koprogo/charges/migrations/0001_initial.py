import django.db.models.deletion
import koprogo.charges.rules.calls
import koprogo.kernel.identifiers
import koprogo.platform.models.bounded
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('condominiums', '0001_initial'),
        ('ledger', '0002_seals'),
        ('platform', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='FundCall',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('year', models.PositiveSmallIntegerField()),
                ('sequence', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=120)),
                ('period_from', models.DateField(null=True)),
                ('period_to', models.DateField(null=True)),
                ('due_on', models.DateField()),
                ('decision', models.CharField(blank=True, max_length=200)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('sent', 'sent'), ('recalled', 'recalled')], default=koprogo.charges.rules.calls.State['DRAFT'], max_length=8)),
                ('written_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('issued_on', models.DateField(null=True)),
                ('entry', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.entry')),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
            ],
            options={
                'indexes': [models.Index(fields=['org', 'due_on', 'id'], name='fund_call_org_due')],
                'constraints': [models.UniqueConstraint(fields=('org', 'year', 'sequence'), name='fund_call_number_once'), models.CheckConstraint(condition=models.Q(('period_to__isnull', True), ('period_to__gte', models.F('period_from')), _connector='OR'), name='fund_call_period')],
            },
        ),
        migrations.CreateModel(
            name='CallPart',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('provision', 'provision'), ('reserve', 'reserve'), ('working_fund', 'working_fund'), ('special', 'special')], max_length=12)),
                ('label', models.CharField(max_length=120)),
                ('total_cents', models.BigIntegerField()),
                ('key', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='condominiums.allocationkey')),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
                ('call', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='charges.fundcall')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('org', 'call', 'position'), name='call_part_once'), models.CheckConstraint(condition=models.Q(('total_cents__gt', 0)), name='call_part_positive')],
            },
        ),
        migrations.CreateModel(
            name='CallNotice',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('structured_reference', models.CharField(max_length=12)),
                ('amount_cents', models.BigIntegerField()),
                ('channel', models.CharField(choices=[('email', 'Email'), ('post', 'Post')], max_length=5)),
                ('letter_id', models.UUIDField(null=True)),
                ('mailing_id', models.UUIDField(null=True)),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
                ('party', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='condominiums.party')),
                ('call', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='charges.fundcall')),
            ],
            options={
                'indexes': [models.Index(fields=['org', 'party', 'call'], name='notice_org_party')],
                'constraints': [models.UniqueConstraint(fields=('org', 'call', 'party'), name='notice_once'), models.UniqueConstraint(fields=('org', 'structured_reference'), name='notice_reference_once')],
            },
        ),
        migrations.CreateModel(
            name='CallLine',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('weight', models.PositiveBigIntegerField()),
                ('key_total', models.PositiveBigIntegerField()),
                ('amount_cents', models.BigIntegerField()),
                ('lot', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='condominiums.lot')),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
                ('party', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='condominiums.party')),
                ('part', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='charges.callpart')),
                ('call', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='charges.fundcall')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('org', 'part', 'lot'), name='call_line_once')],
            },
        ),
        migrations.CreateModel(
            name='NoticeSettlement',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('cents', models.BigIntegerField()),
                ('on', models.DateField()),
                ('source', models.CharField(choices=[('payment', 'Payment'), ('advance', 'Advance'), ('recall', 'Recall')], max_length=8)),
                ('source_id', models.UUIDField(null=True)),
                ('notice', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='settlements', to='charges.callnotice')),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
            ],
            options={
                'indexes': [models.Index(fields=['org', 'source_id'], name='settlement_org_source')],
                'constraints': [models.CheckConstraint(condition=models.Q(('cents', 0), _negated=True), name='settlement_not_zero')],
            },
        ),
    ]
