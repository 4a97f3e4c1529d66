import django.db.models.deletion
import django.db.models.expressions
import django.db.models.lookups
import koprogo.budgets.rules.lines
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
            name='Budget',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('year', models.CharField(max_length=8)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('state', models.CharField(choices=[('draft', 'draft'), ('proposed', 'proposed')], default=koprogo.budgets.rules.lines.State['DRAFT'], max_length=8)),
                ('reserve_cents', models.BigIntegerField(default=0)),
                ('reserve_key_code', models.SlugField(max_length=40)),
                ('written_at', models.DateTimeField()),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('org', 'year'), name='budget_year_once'), models.CheckConstraint(condition=models.Q(('reserve_cents__gte', 0), ('ends_on__gte', models.F('starts_on'))), name='budget_sound')],
            },
        ),
        migrations.CreateModel(
            name='BudgetLine',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key_code', models.SlugField(max_length=40)),
                ('nature', models.CharField(choices=[('ordinary', 'ordinary'), ('extraordinary', 'extraordinary'), ('from_reserve', 'from_reserve')], max_length=13)),
                ('occupant_percent', models.PositiveSmallIntegerField()),
                ('cents', models.BigIntegerField()),
                ('account', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.account')),
                ('budget', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='budgets.budget')),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('org', 'budget', 'account', 'key_code', 'nature'), name='budget_line_once'), models.CheckConstraint(condition=models.Q(('cents__gt', 0), ('occupant_percent__lte', 100)), name='budget_line_sound')],
            },
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('year', models.CharField(max_length=8)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('rhythm', models.CharField(choices=[('monthly', 'monthly'), ('quarterly', 'quarterly'), ('yearly', 'yearly'), ('custom', 'custom')], max_length=9)),
                ('day', models.PositiveSmallIntegerField()),
                ('method', models.CharField(blank=True, choices=[('keep', 'keep'), ('catch_up', 'catch_up'), ('retroactive', 'retroactive')], max_length=11)),
                ('kept', models.PositiveSmallIntegerField(default=0)),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('org', 'year'), name='plan_year_once'), models.CheckConstraint(condition=models.Q(('day__gte', 1), ('day__lte', 31)), name='plan_day')],
            },
        ),
        migrations.CreateModel(
            name='PlanStep',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('due_on', models.DateField()),
                ('period_from', models.DateField(null=True)),
                ('period_to', models.DateField(null=True)),
                ('provisional', models.BooleanField(default=False)),
                ('call_id', models.UUIDField(null=True)),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
                ('plan', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='budgets.plan')),
            ],
            options={
                'indexes': [models.Index(fields=['org', 'call_id'], name='plan_step_call')],
                'constraints': [models.UniqueConstraint(fields=('org', 'plan', 'position'), name='plan_step_once'), models.CheckConstraint(condition=models.Q(('period_to__isnull', True), ('period_to__gte', models.F('period_from')), _connector='OR'), name='plan_step_period')],
            },
        ),
        migrations.CreateModel(
            name='ReserveDecision',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('decided_on', models.DateField()),
                ('waives', models.BooleanField()),
                ('item', models.CharField(blank=True, max_length=20)),
                ('decision', models.CharField(max_length=200)),
                ('for_votes', models.PositiveBigIntegerField()),
                ('cast_votes', models.PositiveBigIntegerField()),
                ('recorded_at', models.DateTimeField()),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
            ],
            options={
                'indexes': [models.Index(fields=['org', 'decided_on'], name='reserve_decision_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('for_votes__lte', models.F('cast_votes'))), name='reserve_decision_votes'), models.CheckConstraint(condition=models.Q(('waives', False), django.db.models.lookups.GreaterThanOrEqual(django.db.models.expressions.CombinedExpression(models.F('for_votes'), '*', models.Value(5)), django.db.models.expressions.CombinedExpression(models.F('cast_votes'), '*', models.Value(4))), _connector='OR'), name='reserve_decision_carried')],
            },
        ),
        migrations.CreateModel(
            name='VotedBudget',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('year', models.CharField(max_length=8)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('version', models.PositiveSmallIntegerField()),
                ('decided_on', models.DateField()),
                ('item', models.CharField(blank=True, max_length=20)),
                ('decision', models.CharField(max_length=200)),
                ('reserve_cents', models.BigIntegerField()),
                ('reserve_key_code', models.SlugField(max_length=40)),
                ('base_cents', models.BigIntegerField(null=True)),
                ('floor_cents', models.BigIntegerField()),
                ('waived', models.BooleanField()),
                ('voted_at', models.DateTimeField()),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('org', 'year', 'version'), name='voted_budget_version_once'), models.CheckConstraint(condition=models.Q(('reserve_cents__gte', 0), ('ends_on__gte', models.F('starts_on'))), name='voted_budget_sound')],
            },
        ),
        migrations.AddField(
            model_name='plan',
            name='basis',
            field=koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='budgets.votedbudget'),
        ),
        migrations.CreateModel(
            name='VotedLine',
            fields=[
                ('id', models.UUIDField(default=koprogo.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key_code', models.SlugField(max_length=40)),
                ('nature', models.CharField(choices=[('ordinary', 'ordinary'), ('extraordinary', 'extraordinary'), ('from_reserve', 'from_reserve')], max_length=13)),
                ('occupant_percent', models.PositiveSmallIntegerField()),
                ('cents', models.BigIntegerField()),
                ('account', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.account')),
                ('org', koprogo.platform.models.bounded.OrgKey(db_constraint=False, db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='platform.org')),
                ('voted', koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='budgets.votedbudget')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('org', 'voted', 'account', 'key_code', 'nature'), name='voted_line_once'), models.CheckConstraint(condition=models.Q(('cents__gt', 0), ('occupant_percent__lte', 100)), name='voted_line_sound')],
            },
        ),
    ]
