import django.db.models.deletion
import koprogo.charges.rules.calls
import koprogo.platform.models.bounded
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('charges', '0001_initial'),
        ('condominiums', '0001_initial'),
        ('platform', '0002_cache'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='callline',
            name='call_line_once',
        ),
        migrations.RemoveConstraint(
            model_name='callpart',
            name='call_part_positive',
        ),
        migrations.AlterField(
            model_name='callline',
            name='key_total',
            field=models.PositiveBigIntegerField(null=True),
        ),
        migrations.AlterField(
            model_name='callline',
            name='weight',
            field=models.PositiveBigIntegerField(null=True),
        ),
        migrations.AlterField(
            model_name='callpart',
            name='key',
            field=koprogo.platform.models.bounded.TiedKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='condominiums.allocationkey'),
        ),
        migrations.AlterField(
            model_name='callpart',
            name='kind',
            field=models.CharField(choices=[('provision', 'provision'), ('reserve', 'reserve'), ('working_fund', 'working_fund'), ('special', 'special'), ('settlement', 'settlement'), ('private', 'private')], max_length=12),
        ),
        migrations.AlterField(
            model_name='fundcall',
            name='state',
            field=models.CharField(choices=[('draft', 'draft'), ('sent', 'sent'), ('recalled', 'recalled'), ('cancelled', 'cancelled')], default=koprogo.charges.rules.calls.State['DRAFT'], max_length=10),
        ),
        migrations.AlterField(
            model_name='noticesettlement',
            name='source',
            field=models.CharField(choices=[('payment', 'Payment'), ('advance', 'Advance'), ('recall', 'Recall'), ('correction', 'Correction')], max_length=10),
        ),
        migrations.AddConstraint(
            model_name='callline',
            constraint=models.UniqueConstraint(fields=('org', 'part', 'lot', 'party'), name='call_line_once'),
        ),
        migrations.AddConstraint(
            model_name='callpart',
            constraint=models.CheckConstraint(condition=models.Q(('total_cents__gt', 0), ('kind', 'settlement'), _connector='OR'), name='call_part_positive'),
        ),
        migrations.AddConstraint(
            model_name='callpart',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('key__isnull', True), ('kind__in', [koprogo.charges.rules.calls.CallKind['PRIVATE'], koprogo.charges.rules.calls.CallKind['SETTLEMENT']])), models.Q(('key__isnull', False), models.Q(('kind__in', [koprogo.charges.rules.calls.CallKind['PRIVATE'], koprogo.charges.rules.calls.CallKind['SETTLEMENT']]), _negated=True)), _connector='OR'), name='call_part_key'),
        ),
    ]
