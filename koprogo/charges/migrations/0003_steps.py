from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('charges', '0002_kinds'),
        ('condominiums', '0001_initial'),
        ('platform', '0002_cache'),
    ]

    operations = [
        migrations.AddField(
            model_name='callnotice',
            name='cancel_letter_id',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='callpart',
            name='deducts',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='callpart',
            name='step',
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='callpart',
            name='steps',
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='callpart',
            name='year_cents',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='fundcall',
            name='cancel_reason',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='fundcall',
            name='cancelled_on',
            field=models.DateField(null=True),
        ),
        migrations.AddConstraint(
            model_name='callpart',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('step__isnull', True), ('steps__isnull', True), ('year_cents__isnull', True)), models.Q(('step__gte', 1), ('steps__gte', models.F('step')), ('year_cents__gt', 0)), _connector='OR'), name='call_part_step'),
        ),
    ]
