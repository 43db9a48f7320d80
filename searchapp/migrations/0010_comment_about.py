"""Comments on a node keep what it was called."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("searchapp", "0009_pauses")]

    operations = [
        migrations.AddField(
            model_name="comment",
            name="about",
            field=models.CharField(blank=True, default="", max_length=300),
        ),
    ]
