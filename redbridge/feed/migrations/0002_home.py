import django.db.models.deletion
from django.db import migrations, models

from redbridge.kit.tables import CreateClusteredModel


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_person'),
        ('feed', '0001_explore'),
        ('notes', '0001_note'),
    ]

    operations = [
        CreateClusteredModel(
            name='HomeEntry',
            fields=[
                ('pk', models.CompositePrimaryKey('viewer', 'position', 'note', blank=True, editable=False, primary_key=True, serialize=False)),
                ('position', models.BigIntegerField()),
                ('note', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='notes.note')),
                ('viewer', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.person')),
            ],
        ),
        migrations.CreateModel(
            name='PulledAuthor',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='accounts.person')),
                ('is_leaving', models.BooleanField(default=False)),
            ],
        ),
    ]
