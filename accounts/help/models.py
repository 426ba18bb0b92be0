"""Crisis services by country. Shown only once a person has checked them; an empty field means "not known"."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.refs import new_ref

EMERGENCY = "Emergency services"
DIRECTORY = "ZZ"  # the international directory, shown where a country has no checked line


class HelpLine(models.Model):
    ref = models.CharField(max_length=16, unique=True, default=new_ref)
    country = models.CharField(max_length=2)
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=120, blank=True)  # several are separated by ;
    text = models.CharField(max_length=120, blank=True)
    url = models.URLField(max_length=200, blank=True)
    hours = models.CharField(max_length=120, blank=True)
    languages = models.CharField(max_length=80, blank=True)
    channel = models.CharField(max_length=60, blank=True)
    deaf_access = models.CharField(max_length=200, blank=True)
    register_first = models.CharField(max_length=40, blank=True)
    silent_call = models.CharField(max_length=200, blank=True)
    cost = models.CharField(max_length=80, blank=True)
    on_bill = models.CharField(max_length=80, blank=True)
    ages = models.CharField(max_length=40, blank=True)
    topic = models.CharField(max_length=40, blank=True)
    may_send_police = models.CharField(max_length=80, blank=True)
    leaves_trace = models.CharField(max_length=80, blank=True)
    note = models.TextField(blank=True)  # for the admin who checks it, never shown to members
    position = models.PositiveSmallIntegerField(default=0)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["country", "name"], name="help_line_is_one_per_country"),
        ]
        indexes = [
            models.Index(
                fields=["country", "position"], condition=Q(verified_at__isnull=False), name="help_line_shown"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country} {self.name}"

    @property
    def is_emergency(self) -> bool:
        return self.name == EMERGENCY

    def numbers(self) -> list[str]:
        return [number.strip() for number in self.phone.split(";") if number.strip()]
