import django.db.models.deletion
import koprogo.kernel.identifiers
import koprogo.platform.models.bounded
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('condominiums', '0001_initial'),
        ('platform', '0002_cache'),
    ]

    operations = [
        migrations.CreateModel(
            name='Meter',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('heat', 'heat'), ('hot_water', 'hot_water'), ('cold_water', 'cold_water'), ('electricity', 'electricity'), ('gas', 'gas')], max_length=11)),
                ('serial', models.CharField(max_length=40)),
                ('unit', models.CharField(max_length=10)),
                ('place', models.CharField(blank=True, max_length=120)),
                ('lot', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='condominiums.lot')),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
                ('replaces', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followers', to='meters.meter')),
            ],
            options={
                'indexes': [models.Index(fields=['org', 'lot'], name='meter_org_lot')],
                'constraints': [models.UniqueConstraint(fields=('org', 'kind', 'serial'), name='meter_serial_once'), models.UniqueConstraint(fields=('org', 'replaces'), name='meter_replaced_once')],
            },
        ),
        migrations.CreateModel(
            name='MeterKey',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key_code', models.SlugField(max_length=40)),
                ('kind', models.CharField(choices=[('heat', 'heat'), ('hot_water', 'hot_water'), ('cold_water', 'cold_water'), ('electricity', 'electricity'), ('gas', 'gas')], max_length=11)),
                ('fixed_percent', models.PositiveSmallIntegerField()),
                ('valid_from', models.DateField()),
                ('decision', models.CharField(blank=True, max_length=200)),
                ('noted_at', models.DateTimeField()),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('org', 'key_code', 'valid_from'), name='meter_key_once'), models.CheckConstraint(condition=models.Q(('fixed_percent__lte', 100)), name='meter_key_percent')],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField()),
                ('value', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('index', 'index'), ('estimate', 'estimate'), ('start', 'start'), ('end', 'end')], max_length=8)),
                ('note', models.CharField(blank=True, max_length=200)),
                ('file_id', models.UUIDField(null=True)),
                ('noted_by_id', models.UUIDField(null=True)),
                ('noted_at', models.DateTimeField()),
                ('corrects', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='meters.reading')),
                ('meter', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='meters.meter')),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
            ],
            options={
                'indexes': [models.Index(fields=['org', 'meter', 'on'], name='reading_org_meter')],
                'constraints': [models.UniqueConstraint(fields=('org', 'corrects'), name='reading_corrected_once'), models.CheckConstraint(condition=models.Q(('value__gte', 0), ('value__lte', 999999999999)), name='reading_value')],
            },
        ),
    ]
