"""What the help card beside somebody's own words offers: to take them back, or to show them to the team only."""

from django.urls import reverse

from .gate import Verdict
from .kinds import kind_of
from .models import Contribution, Place


def card_context(contribution: Contribution, verdict: Verdict) -> dict[str, object]:
    """For the page that answers the words, drawn by `{% help_card %}`."""
    return {"card_id": verdict.card, "card_level": verdict.level, **ways_from(contribution)}


def ways_from(contribution: Contribution) -> dict[str, str]:
    """Addresses of what can be done with the words, and of where they stand. What a person tells the team in a talk
    is shown to nobody else already."""
    slug, kind = contribution.community.slug, kind_of(contribution)
    is_talk = contribution.place.readers == Place.Readers.SEATED
    return {
        "take_back_url": reverse(kind.take_back, args=[slug, contribution.ref]),
        "team_url": "" if is_talk else reverse("cases:to_team", args=[slug, contribution.ref]),
        "back_url": kind.address(contribution),
    }
