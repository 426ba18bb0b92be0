from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="account",
            name="wants_simple_pages",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
