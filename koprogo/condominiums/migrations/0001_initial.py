import django.contrib.postgres.constraints
import django.contrib.postgres.operations
import django.db.models.deletion
import koprogo.condominiums.models.date_range
import koprogo.kernel.identifiers
import koprogo.platform.models.bounded
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '__first__'),
        ('platform', '0001_initial'),
    ]

    operations = [
        django.contrib.postgres.operations.BtreeGistExtension(
        ),
        migrations.CreateModel(
            name='AllocationKey',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('code', models.SlugField(max_length=40)),
                ('label', models.CharField(max_length=120)),
                ('label_2', models.CharField(blank=True, max_length=120)),
                ('kind', models.CharField(choices=[('shares', 'Shares'), ('weights', 'Weights'), ('equal', 'Equal')], max_length=7)),
                ('total', models.PositiveBigIntegerField()),
                ('deed_article', models.CharField(blank=True, max_length=120)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
            ],
            options={
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('org', '='), ('code', '='), (koprogo.condominiums.models.date_range.DateRange('valid_from', 'valid_to'), '&&')], name='key_one_version_a_day'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('kind', 'shares')), expressions=[('org', '='), (koprogo.condominiums.models.date_range.DateRange('valid_from', 'valid_to'), '&&')], name='key_one_deed_a_day'), models.CheckConstraint(condition=models.Q(('total__gt', 0)), name='key_total_positive'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='key_period')],
            },
        ),
        migrations.CreateModel(
            name='Building',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80)),
                ('address', models.CharField(blank=True, max_length=200)),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('org', 'name'), name='building_name_once')],
            },
        ),
        migrations.CreateModel(
            name='Condominium',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('name_2', models.CharField(blank=True, max_length=120)),
                ('enterprise_number', models.CharField(blank=True, max_length=10)),
                ('language', models.CharField(default='fr', max_length=2)),
                ('language_2', models.CharField(blank=True, max_length=2)),
                ('street', models.CharField(max_length=120)),
                ('street_2', models.CharField(blank=True, max_length=120)),
                ('house_number', models.CharField(max_length=20)),
                ('postcode', models.CharField(max_length=10)),
                ('city', models.CharField(max_length=80)),
                ('city_2', models.CharField(blank=True, max_length=80)),
                ('deed', models.CharField(blank=True, max_length=200)),
                ('year_starts_month', models.PositiveSmallIntegerField(default=1)),
                ('assembly_from', models.CharField(blank=True, max_length=5)),
                ('professional_syndic', models.BooleanField(default=False)),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('org',), name='condominium_one_per_org'), models.CheckConstraint(condition=models.Q(('year_starts_month__gte', 1), ('year_starts_month__lte', 12)), name='condominium_month')],
            },
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('file_id', models.UUIDField()),
                ('file_name', models.CharField(max_length=200)),
                ('state', models.CharField(choices=[('read', 'Read'), ('done', 'Done'), ('undone', 'Undone')], default='read', max_length=6)),
                ('choices_made', models.JSONField(default=dict)),
                ('result', models.JSONField(default=dict)),
                ('read_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(null=True)),
                ('undone_at', models.DateTimeField(null=True)),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
            ],
            options={
                'indexes': [models.Index(fields=['org', 'read_at'], name='import_org_read')],
            },
        ),
        migrations.CreateModel(
            name='Lot',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=20)),
                ('kind', models.CharField(choices=[('apartment', 'apartment'), ('shop', 'shop'), ('office', 'office'), ('house', 'house'), ('garage', 'garage'), ('parking', 'parking'), ('cellar', 'cellar'), ('other', 'other')], max_length=12)),
                ('floor', models.SmallIntegerField(null=True)),
                ('position', models.PositiveIntegerField(default=0)),
                ('description', models.CharField(blank=True, max_length=200)),
                ('note', models.TextField(blank=True)),
                ('building', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lots', to='condominiums.building')),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
            ],
            options={
                'indexes': [models.Index(fields=['org', 'position', 'id'], name='lot_org_position')],
                'constraints': [models.UniqueConstraint(fields=('org', 'number'), name='lot_number_once')],
            },
        ),
        migrations.CreateModel(
            name='KeyWeight',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('weight', models.PositiveBigIntegerField()),
                ('key', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='weights', to='condominiums.allocationkey')),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
                ('lot', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='weights', to='condominiums.lot')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('org', 'key', 'lot'), name='weight_once')],
            },
        ),
        migrations.CreateModel(
            name='Party',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('person', 'Person'), ('company', 'Company'), ('joint', 'Joint'), ('split', 'Split')], default='person', max_length=8)),
                ('name', models.CharField(max_length=160)),
                ('sort_name', models.CharField(max_length=160)),
                ('first_name', models.CharField(blank=True, max_length=80)),
                ('last_name', models.CharField(blank=True, max_length=80)),
                ('enterprise_number', models.CharField(blank=True, max_length=10)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('phone_digits', models.CharField(blank=True, max_length=40)),
                ('street', models.CharField(blank=True, max_length=160)),
                ('postcode', models.CharField(blank=True, max_length=12)),
                ('city', models.CharField(blank=True, max_length=80)),
                ('country', models.CharField(default='BE', max_length=2)),
                ('iban', models.CharField(blank=True, max_length=34)),
                ('language', models.CharField(default='fr', max_length=2)),
                ('channel', models.CharField(choices=[('email', 'Email'), ('post', 'Post')], default='post', max_length=5)),
                ('email_consent_on', models.DateField(null=True)),
                ('representative_note', models.CharField(blank=True, max_length=200)),
                ('external_id', models.CharField(blank=True, max_length=60)),
                ('note', models.TextField(blank=True)),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
                ('representative', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='condominiums.party')),
            ],
            options={
                'indexes': [models.Index(fields=['org', 'sort_name', 'id'], name='party_org_name')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('external_id', ''), _negated=True), fields=('org', 'external_id'), name='party_external_once')],
            },
        ),
        migrations.CreateModel(
            name='Ownership',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('lot', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='ownerships', to='condominiums.lot')),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
                ('party', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='ownerships', to='condominiums.party')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='ownership_period'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('org', '='), ('lot', '='), (koprogo.condominiums.models.date_range.DateRange('starts_on', 'ends_on'), '&&')], name='ownership_one_holder_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Occupancy',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('lot', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='occupancies', to='condominiums.lot')),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
                ('party', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='occupancies', to='condominiums.party')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='occupancy_period'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('org', '='), ('lot', '='), ('party', '='), (koprogo.condominiums.models.date_range.DateRange('starts_on', 'ends_on'), '&&')], name='occupancy_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Mandate',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('syndic', 'Syndic'), ('council', 'Council'), ('auditor', 'Auditor'), ('accountant', 'Accountant')], max_length=10)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('decision', models.CharField(blank=True, max_length=200)),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
                ('party', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to='condominiums.party')),
            ],
            options={
                'indexes': [models.Index(fields=['org', 'role', 'starts_on'], name='mandate_org_role')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='mandate_period')],
            },
        ),
        migrations.CreateModel(
            name='PartyMember',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('right', models.CharField(choices=[('co_owner', 'Co Owner'), ('usufructuary', 'Usufructuary'), ('bare_owner', 'Bare Owner')], default='co_owner', max_length=12)),
                ('numerator', models.PositiveIntegerField(null=True)),
                ('denominator', models.PositiveIntegerField(null=True)),
                ('member', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='wholes', to='condominiums.party')),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
                ('whole', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='members', to='condominiums.party')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('org', 'whole', 'member', 'right'), name='member_once')],
            },
        ),
        migrations.CreateModel(
            name='PartyPerson',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('since_at', models.DateTimeField()),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
                ('party', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='persons', to='condominiums.party')),
                ('person', koprogo.platform.models.bounded.GlobalKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('org', 'party', 'person'), name='party_person_once')],
            },
        ),
    ]
