"""The words the product speaks, by id: what it ships with and what an owner made of them."""

from django.db import models
from django.db.models.functions import Now

SHIPPED = "shipped"  # the owner of the defaults


class Text(models.Model):
    text_id = models.CharField(max_length=48)
    owner = models.CharField(max_length=16, default=SHIPPED)  # shipped, site, or a community's ref
    lang = models.CharField(max_length=12)
    version = models.PositiveIntegerField()
    audience = models.CharField(max_length=1)
    critical = models.BooleanField(default=False)  # its variables may not be taken out
    words = models.TextField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["text_id", "owner", "lang", "version"], name="text_version_is_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text_id} ({self.lang}, {self.owner}, {self.version})"
