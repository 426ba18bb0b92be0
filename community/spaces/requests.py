"""Who is asking, and in which community. Views in a community wear one of these decorators."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.errors import Hidden

from . import accepting
from .abilities import memberships_of
from .models import Community, Membership, Place
from .queries import community_at

View = Callable[..., HttpResponse]


class MemberRequest(HttpRequest):
    """A request inside a community."""

    community: Community
    membership: Membership | None
    my_communities: list[Community]


def place_request(request: HttpRequest, slug: str, *, open_to_removed: bool = False) -> MemberRequest:
    """Attach community and membership, and the person's other communities. 1 query, and 1 more for outsiders."""
    mine: list[Membership] = []
    if request.user.is_authenticated:
        mine = memberships_of(request.user)
    here = next((member for member in mine if member.community.slug == slug), None)
    active = [member for member in mine if member.state == Membership.State.ACTIVE]
    community = here.community if here else community_at(slug)
    if community is None:
        raise Hidden()
    placed: MemberRequest = request  # type: ignore[assignment]
    placed.community = community
    is_removed = here is not None and here.state == Membership.State.REMOVED
    placed.membership = here if here in active or (open_to_removed and is_removed) else None
    placed.my_communities = sorted((member.community for member in active), key=lambda one: one.name)
    return placed


def member_required(view: View) -> View:
    """For members. Others are shown the way in where the community is open, and nothing where it isn't."""
    return _guarded(view, open_to_removed=False, guidelines_first=True)


def unaccepted_too(view: View) -> View:
    """For members, also before they accepted the guidelines: where these are read, and where danger is told."""
    return _guarded(view, open_to_removed=False, guidelines_first=False)


def removed_too(view: View) -> View:
    """For members and those who were removed: a restriction never cuts the rope. Talk with the team, messages, reports
    and one's own data stay open at every step."""
    return _guarded(view, open_to_removed=True, guidelines_first=False)


def _guarded(view: View, *, open_to_removed: bool, guidelines_first: bool) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, slug: str, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        request = place_request(request, slug, open_to_removed=open_to_removed)
        if request.membership is None:
            return _turn_away(request)
        if guidelines_first and (they := accepting.lead_there(request)):
            return they
        return view(request, *args, **kwargs)

    return guarded


def _turn_away(request: MemberRequest) -> HttpResponse:
    was_here = Membership.objects.filter(account=request.user.pk, community=request.community).exists()
    if was_here or request.community.joining != Community.Joining.OPEN:
        raise Hidden()
    return redirect("spaces:join", slug=request.community.slug)


def anyone(view: View) -> View:
    """For public places: members see them as members, everybody else as anybody on the internet."""
    return _open_door(view, guidelines_first=True)


def anyone_unaccepted_too(view: View) -> View:
    """For what says how things are here: nobody has to accept the guidelines to read them."""
    return _open_door(view, guidelines_first=False)


def _open_door(view: View, *, guidelines_first: bool) -> View:
    @login_not_required
    @wraps(view)
    def guarded(request: HttpRequest, slug: str, *args: object, **kwargs: object) -> HttpResponse:
        request = place_request(request, slug)
        if request.membership is None and not _may_be_known(request.community):
            raise Hidden()
        if guidelines_first and (they := accepting.lead_there(request)):
            return they
        return view(request, *args, **kwargs)

    return guarded


def _may_be_known(community: Community) -> bool:
    """That a closed community exists, and by which rules, is for its members; a public place of it says so to all."""
    is_open = community.joining == Community.Joining.OPEN
    return is_open or Place.objects.filter(community=community, readers=Place.Readers.PUBLIC).exists()
