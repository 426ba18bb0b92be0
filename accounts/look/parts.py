"""What the developers' page of parts draws: each piece in each of its states, with made-up words.

The page is served only where DEBUG or SHOW_PARTS is on. Axe and the three themes are tried on it.
"""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from . import quilt
from .templatetags.look import LEVELS

CLOTHS = ("ground", "surface", "sunk", "ink", "act", "help", "warm", "good", "error", "staff")


class SampleForm(forms.Form):
    opens_at = forms.TimeField(
        label="Room opens at",
        help_text="A time, such as 19:30",
        error_messages={"invalid": "A day has 24 hours. Try a time from 00:00 to 23:59."},
    )
    note = forms.CharField(label="A note", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    warnings = forms.MultipleChoiceField(
        label="Should readers be warned?",
        help_text="You decide. A warning does not make details of how all right.",
        choices=[("suicide", "Suicide"), ("eating", "Eating, weight, body"), ("medication", "Medicines")],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_adult = forms.BooleanField(label="I'm 18 or older.", required=False)


def samples() -> dict[str, Any]:
    return {
        "cloths": CLOTHS,
        "patches": range(len(quilt.PATTERNS)),
        "levels": list(LEVELS),
        "form": SampleForm({"opens_at": "25:00", "note": "Kept as typed", "warnings": ["eating"]}),
        "covers": [
            {"is_covered": True, "words": "Moderators are here until 22:00."},
            {
                "is_covered": False,
                "words": "Nobody from the team is here right now. Someone is back tomorrow at 18:00.",
            },
        ],
        "shift": {
            "until": "22:00",
            "partner": "Tom",
            "leads": "Ruth, then Idris",
            "break_url": "#",
            "off_url": "#",
        },
        "posts": _posts(),
        "topics": _topics(),
    }


def _post(ref: str, by: dict[str, Any], minutes: int, html: str, **more: Any) -> dict[str, Any]:
    post = {"ref": ref, "byline": by, "created_at": timezone.now() - timedelta(minutes=minutes), "html": html}
    return {**post, "state": "published", "lang": "en", "report_url": "#", **more}


def _posts() -> list[dict[str, Any]]:
    team = {"name": "The team", "patch": -1, "role_words": "Peer moderator"}
    me = {"name": "Slow Tuesday", "patch": 3, "is_me": True}
    return [
        _post("sample1", {"name": "Quiet Heron", "patch": 20}, 900, "<p>Did anyone find the first week like this?</p>"),
        _post("sample2", team, 65, "<p>Thank you for writing this. No need to answer.</p>", is_new=True),
        _post("sample3", {"name": "Former member", "patch": 0}, 30, "", state="deleted"),
        _post("sample4", me, 12, "<p>I walked twice round it. It let my head arrive.</p>", is_mine=True, edit_url="#"),
        _post("sample5", me, 1, "<p>My first shift was at a place you all know.</p>", state="held", is_mine=True,
              edit_url="#", held={"why": "This may show who or where you are: “a place”. Take it out?"}),
    ]  # fmt: skip


def _topics() -> list[dict[str, Any]]:
    now = timezone.now()
    return [
        {"title": "The phone rings and I let it", "url": "#", "byline": {"name": "Marlow Fern", "patch": 1},
         "created_at": now - timedelta(hours=3), "has_replies": False, "needs": ["Company"], "is_unread": True},
        {"title": "New tablets, same old me?", "url": "#", "byline": {"name": "Barley", "patch": 47},
         "created_at": now - timedelta(days=1), "active_at": now - timedelta(minutes=70), "has_replies": True,
         "needs": ["Your experience"], "warnings": ["Medicines"]},
    ]  # fmt: skip
