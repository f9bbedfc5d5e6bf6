import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Rows of the old table are not carried over: the clock keys brought notes anew within a day."""

    dependencies = [
        ('arrival', '0004_proof_of_handle'),
        ('notes', '0009_brought'),
    ]

    operations = [
        migrations.DeleteModel(name='NoteKey'),
        migrations.CreateModel(
            name='NoteKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('platform', models.CharField(max_length=20)),
                ('token', models.CharField(max_length=64)),
                ('key_version', models.PositiveSmallIntegerField(default=1)),
                ('note', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='notes.note')),
            ],
            options={
                'indexes': [models.Index(fields=['token'], name='note_key_by_token')],
                'constraints': [models.UniqueConstraint(fields=('note', 'key_version'), name='note_key_once')],
            },
        ),
    ]
