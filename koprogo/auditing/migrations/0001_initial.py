import django.db.models.deletion
import koprogo.auditing.rules.report
import koprogo.kernel.identifiers
import koprogo.platform.models.bounded
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('ledger', '0010_year_states'),
        ('platform', '0002_cache'),
    ]

    operations = [
        migrations.CreateModel(
            name='Draw',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('seed', models.PositiveIntegerField()),
                ('size', models.PositiveSmallIntegerField()),
                ('large_from_cents', models.BigIntegerField()),
                ('population', models.PositiveIntegerField()),
                ('population_cents', models.BigIntegerField()),
                ('drawn_at', models.DateTimeField()),
                ('drawn_by_id', models.UUIDField(null=True)),
                ('drawn_by', models.CharField(blank=True, max_length=160)),
                ('fiscal_year', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.fiscalyear')),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
            ],
            options={
                'indexes': [models.Index(fields=['org', 'fiscal_year', 'drawn_at'], name='audit_draw_org_year')],
                'constraints': [models.CheckConstraint(condition=models.Q(('large_from_cents__gte', 0)), name='audit_draw_large')],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('draft', 'draft'), ('signing', 'signing'), ('signed', 'signed')], default=koprogo.auditing.rules.report.State['DRAFT'], max_length=7)),
                ('opinion', models.CharField(choices=[('favourable', 'favourable'), ('remarks', 'remarks'), ('unfavourable', 'unfavourable')], max_length=12)),
                ('text', models.TextField()),
                ('signer', models.CharField(blank=True, max_length=160)),
                ('figures', models.JSONField(default=dict)),
                ('begun_at', models.DateTimeField()),
                ('asked_at', models.DateTimeField(null=True)),
                ('asked_by_id', models.UUIDField(null=True)),
                ('fiscal_year', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.fiscalyear')),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('org', 'fiscal_year', 'version'), name='audit_report_version_once'), models.UniqueConstraint(condition=models.Q(('state', 'signed'), _negated=True), fields=('org', 'fiscal_year'), name='audit_report_one_open')],
            },
        ),
        migrations.CreateModel(
            name='Sample',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveIntegerField()),
                ('reason', models.CharField(choices=[('large', 'large'), ('drawn', 'drawn')], max_length=5)),
                ('draw', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='samples', to='auditing.draw')),
                ('entry', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.entry')),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('org', 'entry'), name='audit_sample_once'), models.UniqueConstraint(fields=('org', 'draw', 'position'), name='audit_sample_position')],
            },
        ),
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('seen', 'seen'), ('question', 'question'), ('answer', 'answer'), ('accepted', 'accepted')], max_length=8)),
                ('text', models.TextField(blank=True)),
                ('file_id', models.UUIDField(null=True)),
                ('file_name', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
                ('by_id', models.UUIDField(null=True)),
                ('by', models.CharField(blank=True, max_length=160)),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
                ('sample', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='auditing.sample')),
            ],
            options={
                'indexes': [models.Index(fields=['org', 'sample', 'at', 'id'], name='audit_mark_org_sample')],
            },
        ),
        migrations.CreateModel(
            name='SignedReport',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('signer', models.CharField(max_length=160)),
                ('signed_by_id', models.UUIDField(null=True)),
                ('signed_at', models.DateTimeField()),
                ('opinion', models.CharField(choices=[('favourable', 'favourable'), ('remarks', 'remarks'), ('unfavourable', 'unfavourable')], max_length=12)),
                ('file_id', models.UUIDField()),
                ('file_name', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64)),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
                ('report', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='auditing.report')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('org', 'report'), name='audit_report_signed_once'), models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='audit_report_hash')],
            },
        ),
    ]
