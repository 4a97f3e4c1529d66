import django.db.models.deletion
import koprogo.kernel.identifiers
import koprogo.platform.models.bounded
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('platform', '0002_cache'),
        ('purchases', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='IncomingMail',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('message_id', models.CharField(max_length=250)),
                ('sender', models.CharField(blank=True, max_length=320)),
                ('subject', models.CharField(blank=True, max_length=300)),
                ('text', models.TextField(blank=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('received_at', models.DateTimeField()),
                ('dropped', models.PositiveSmallIntegerField(default=0)),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
            ],
            options={
                'indexes': [models.Index(fields=['org', 'received_at'], name='incoming_mail_org_received')],
                'constraints': [models.UniqueConstraint(fields=('org', 'message_id'), name='incoming_mail_once')],
            },
        ),
        migrations.CreateModel(
            name='Arrival',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('ubl', 'ubl'), ('pdf', 'pdf'), ('image', 'image'), ('other', 'other')], max_length=5)),
                ('stage', models.CharField(choices=[('waiting', 'waiting'), ('new_supplier', 'new_supplier'), ('invalid', 'invalid'), ('alike', 'alike'), ('to_type', 'to_type'), ('drafted', 'drafted'), ('duplicate', 'duplicate'), ('refused', 'refused'), ('set_aside', 'set_aside')], max_length=12)),
                ('reason', models.CharField(blank=True, max_length=60)),
                ('name', models.CharField(max_length=200)),
                ('media_type', models.CharField(max_length=80)),
                ('size_bytes', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('file_id', models.UUIDField(null=True)),
                ('findings', models.JSONField(default=list)),
                ('facts', models.JSONField(default=dict)),
                ('job_id', models.UUIDField(null=True)),
                ('received_at', models.DateTimeField()),
                ('received_by_id', models.UUIDField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by_id', models.UUIDField(null=True)),
                ('invoice', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='arrivals', to='purchases.invoice')),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
                ('mail', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='arrivals', to='purchases.incomingmail')),
            ],
            options={
                'indexes': [models.Index(fields=['org', 'received_at', 'id'], name='arrival_org_received')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('stage__in', ['refused', 'duplicate']), _negated=True), fields=('org', 'sha256'), name='arrival_once'), models.UniqueConstraint(condition=models.Q(('mail__isnull', False)), fields=('org', 'mail', 'sha256'), name='arrival_of_mail_once')],
            },
        ),
        migrations.CreateModel(
            name='MailAddress',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('token', models.CharField(max_length=20)),
                ('set_at', models.DateTimeField()),
                ('set_by_id', models.UUIDField(null=True)),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
            ],
            options={
                'indexes': [models.Index(fields=['org', 'set_at'], name='mail_address_org_set')],
            },
        ),
    ]
