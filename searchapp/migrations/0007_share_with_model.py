"""A share link may also let its guests download the models of its run."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("searchapp", "0006_social")]

    operations = [
        migrations.AddField(
            model_name="share",
            name="with_model",
            field=models.BooleanField(default=False),
        ),
    ]
