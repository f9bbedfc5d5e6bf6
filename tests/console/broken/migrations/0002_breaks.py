from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("broken", "0001_half")]
    operations = [migrations.RunSQL("INSERT INTO nowhere VALUES (1)")]
