"""What a community may say of its team today. Without a rota there is one honest promise: we read once a day."""

from django.utils.formats import time_format

from accounts.texts import text

from .models import Community


def cover_words(community: Community, *, lang: str = "en") -> str:
    """The sentence for pages made live. Static, offline and printed copies carry `cover.unknown` instead."""
    when = time_format(community.daily_time, "H:i") if community.daily_time else ""
    return text("cover.daily", lang=lang, owner=community.ref, daily_time=when)
