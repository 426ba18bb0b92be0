"""Who a person is to the site: how they sign in and what they agreed to. Their names live in communities."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.refs import new_ref


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(sign_in_name=(username or "").strip().lower())


class Account(AbstractBaseUser):
    sign_in_name = models.CharField(max_length=60, unique=True)  # never shown to anybody but its owner
    log_ref = models.CharField(
        max_length=16, unique=True, default=new_ref
    )  # all that the log knows of a person
    language = models.CharField(max_length=12, default="en")
    zone = models.CharField(max_length=64, default="UTC")
    country = models.CharField(max_length=2, blank=True)  # by the person's own choice, for help lines only
    theme = models.CharField(max_length=8, blank=True)  # light, dark, low; empty follows the device
    wants_simple_pages = models.BooleanField(default=False, db_default=False)
    is_active = models.BooleanField(default=True)
    is_owner = models.BooleanField(default=False)  # sets up the site; sees no community's content by it
    joined_at = models.DateTimeField(db_default=Now())

    objects: ClassVar[AccountManager] = AccountManager()
    USERNAME_FIELD = "sign_in_name"
    EMAIL_FIELD = None
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(theme__in=["", "light", "dark", "low"]), name="account_theme_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.log_ref


class RecoveryWords(models.Model):
    """Eight words to come back with, kept as a slow hash. Used once, then replaced."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="recovery_words")
    words_hash = models.CharField(max_length=128)
    made_at = models.DateTimeField(db_default=Now())


class Consent(models.Model):
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=40)
    text_hash = models.CharField(max_length=64)  # which wording was agreed to
    at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "purpose", "text_hash"],
                condition=Q(withdrawn_at=None),
                name="consent_stands_once",
            ),
        ]


class Count(models.Model):
    """How often something was done in a window of time. Read and written by `accounts.limits` only."""

    key = models.CharField(max_length=64, primary_key=True)  # a keyed hash: no name and no address
    window = models.BigIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["window"], name="count_by_window")]
