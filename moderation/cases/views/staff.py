"""Who may open the team's pages: people with a role and a second factor. Others find nothing there."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.errors import Hidden
from community.spaces.queries import communities_of

from ..permissions import is_on_team_asleep, memberships_on_team

View = Callable[..., HttpResponse]


def team_required(view: View) -> View:
    """For those who work a queue somewhere. Without a second factor: to where it is set up."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        request.team = memberships_on_team(request.user)
        if not request.team:
            if is_on_team_asleep(request.user):
                return redirect("mfa_activate_totp")
            raise Hidden()
        return view(request, *args, **kwargs)

    return guarded


def staff_context(request: HttpRequest, place: str) -> dict[str, object]:
    """What the team's base template takes. 1 query."""
    return {
        "place": place,
        "is_team_page": True,
        "my_communities": communities_of(request.user),
        "second_factor_is_off": settings.STAFF_SECOND_FACTOR == "off",
    }
