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
    return {**post, "state": "published", "lang": "en", **more}


def _posts() -> list[dict[str, Any]]:
    heron = {"name": "Quiet Heron", "patch": 20}
    team = {"name": "The team", "patch": -1, "role_words": "Peer moderator"}
    gone = {"name": "Former member", "patch": 0}
    me = {"name": "Slow Tuesday", "patch": 3, "is_me": True}
    mine: dict[str, Any] = {"is_mine": True, "edit_url": "#", "delete_url": "#"}
    return [
        _post("sample1", heron, 900, "<p>Did anyone find the first week like this?</p>", report_url="#"),
        _post("sample2", team, 65, "<p>Thank you for writing this.</p>", report_url="#", is_new=True),
        _post(
            "sample3", gone, 30, "", state="deleted", is_stub=True, stub_words="The writer took this down."
        ),
        _post("sample4", me, 12, "<p>I walked twice round it.</p>", is_edited=True, **mine),
        _post(
            "sample5",
            me,
            1,
            "<p>It was at a place you know.</p>",
            state="held",
            held={"is_off": True},
            **mine,
        ),
    ]


def _topics() -> list[dict[str, Any]]:
    fern, barley = {"name": "Marlow Fern", "patch": 1}, {"name": "Barley", "patch": 47}
    now = timezone.now()
    asked, answered = now - timedelta(hours=3), now - timedelta(minutes=70)
    return [
        {"title": "The phone rings and I let it", "url": "#", "byline": fern, "created_at": asked, "is_waiting": True},
        {"title": "Somewhere I must not name", "url": "#", "byline": fern, "created_at": asked, "is_held": True},
        {
            "title": "New tablets, same old me?", "url": "#", "byline": barley,
            "created_at": now - timedelta(days=1), "active_at": answered, "has_replies": True,
        },
    ]  # fmt: skip
