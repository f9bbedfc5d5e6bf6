from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_person")]
    operations = [
        migrations.RunSQL("CREATE TABLE half_way (id integer)"),
        migrations.RunSQL("INSERT INTO accounts_site (id, name, languages, region, sign_up, trusted_proxies, contact)"
                          " VALUES (1, 'changed', '[]', '', '', '[]', '')"),
    ]
