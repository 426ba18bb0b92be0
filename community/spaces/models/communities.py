"""A community, its rules and the ways into it."""

import re
import secrets

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.refs import new_ref

# A heading, or a paragraph that is nothing but strong words, on top or below one paragraph of greeting.
_OWN_TITLE = re.compile(
    r"\A(?P<before>(?:<p>(?:(?!</p>).)*</p>\s*)?)(?:<p><strong>|<h[34]>)(?P<words>[^<]+)(?:</strong></p>|</h[34]>)\s*",
    re.DOTALL,
)


def random_slug() -> str:
    """Stays in people's browser history, so by default it says nothing."""
    return secrets.token_hex(4)


class CoverProfile(models.TextChoices):
    """What a community promises of its team. Without a rota there is only one honest promise."""

    DAILY = "daily", "Read once a day"


class Community(models.Model):
    class Joining(models.TextChoices):
        OPEN = "open", "Anyone may join"
        INVITE = "invite", "By invitation"

    ref = models.CharField(max_length=16, unique=True, default=new_ref)
    slug = models.SlugField(max_length=40, unique=True, default=random_slug)
    name = models.CharField(max_length=60)
    purpose = models.CharField(max_length=300)
    language = models.CharField(max_length=12, default="en")
    zone = models.CharField(max_length=64, default="UTC")
    joining = models.CharField(max_length=8, choices=Joining, default=Joining.OPEN)
    cover = models.CharField(max_length=8, choices=CoverProfile, default=CoverProfile.DAILY)
    daily_time = models.TimeField(null=True, blank=True)  # by when the team reads, in the community's zone
    operator = models.CharField(max_length=120, blank=True)
    lead_contact = models.CharField(max_length=120, blank=True)
    authority = models.CharField(max_length=120, blank=True)
    access_version = models.PositiveIntegerField(
        default=1
    )  # moves when anybody's right to read may have changed
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name_plural = "communities"

    def __str__(self) -> str:
        return self.ref


class Guidelines(models.Model):
    """One version of a community's own rules. A new version is a new row."""

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="guidelines")
    version = models.PositiveIntegerField()
    text = models.TextField()
    html = models.TextField()
    reason = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey("spaces.Membership", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "version"], name="guidelines_version_is_one"),
        ]

    @property
    def title(self) -> str:
        """Their own title, as safe HTML, where they begin with one; it stands above them and not again in them."""
        found = _OWN_TITLE.search(self.html)
        return found["words"].rstrip(" .:") if found else ""

    @property
    def html_below_title(self) -> str:
        return _OWN_TITLE.sub(lambda found: found["before"], self.html, count=1)


class Acceptance(models.Model):
    """A member has read these guidelines and agreed."""

    membership = models.ForeignKey("spaces.Membership", on_delete=models.CASCADE, related_name="acceptances")
    guidelines = models.ForeignKey(Guidelines, on_delete=models.PROTECT)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["membership", "guidelines"], name="guidelines_accepted_once"),
        ]


class Invitation(models.Model):
    """A link that grants a way in. Only its hash is kept; each use is one conditional update."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    role = models.CharField(max_length=12)
    duty_name = models.CharField(max_length=24, blank=True)
    # Nobody, where the people who run the site made it: a community's first admin.
    by = models.ForeignKey("spaces.Membership", null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    uses_left = models.PositiveSmallIntegerField(default=1)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(uses_left__gte=0), name="invitation_uses_not_negative")
        ]
        indexes = [models.Index(fields=["community", "-made_at"], name="invitation_newest_first")]
