"""The front page, joining, arriving, and the pages that say how things are here."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts import limits
from accounts.errors import ANSWERED_IN_PLACE
from accounts.help.countries import country_of, remember_country
from accounts.help.queries import lines_for, variables
from accounts.look.forms import refused
from accounts.look.kept import page_for_everybody
from accounts.people import actions as people
from accounts.people.forms import private_page_words
from accounts.people.shown_words import put_aside
from accounts.people.signing_in import sign_in

from .. import accepting, actions, queries
from ..cover import cover_words
from ..forms import AN_HOUR, ArriveForm, JoinForm, NameForm
from ..models import Community, Membership
from ..names import Taken
from ..requests import MemberRequest, anyone_unaccepted_too, unaccepted_too

SIGN_UPS = 20  # an hour, from one address
NAME_IS_LENT = "name_is_lent"


@login_not_required
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """What this place is and isn't, and the communities that are open. Members go on to theirs."""
    mine = queries.communities_of(request.user) if request.user.is_authenticated else []
    if len(mine) == 1 and "all" not in request.GET:
        return redirect("forums:home", slug=mine[0].slug)
    removed = queries.removed_from(request.user) if request.user.is_authenticated else []
    context = {"mine": mine, "removed": removed, "open": queries.open_communities()}
    return page_for_everybody(
        request, context["open"], draw=lambda: render(request, "spaces/front.html", context)
    )


@login_not_required
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """Joining: a new account and a first membership, or one more membership for somebody known."""
    community = Community.objects.filter(slug=slug, joining=Community.Joining.OPEN).first()
    if community is None:
        return redirect("spaces:front")
    if request.user.is_authenticated:
        return _join_again(request, community)
    form = JoinForm(request.POST or None, community=community)

    def page(status: int) -> HttpResponse:
        return render(request, "spaces/join.html", _join_context(request, community, form), status=status)

    if request.method != "POST" or not form.is_valid():
        return page(422 if form.errors else 200)
    try:
        limits.check("sign_up", request.META.get("REMOTE_ADDR", ""), most=SIGN_UPS, seconds=AN_HOUR)
        return _newcomer(request, community, form)
    except ValidationError as no:  # a password much like the name
        form.add_error("password", no)
        return page(422)
    except ANSWERED_IN_PLACE as no:
        return refused(form, no, page, field=None)


def _newcomer(request: HttpRequest, community: Community, form: JoinForm) -> HttpResponse:
    from django.db import transaction

    with transaction.atomic():
        account, kept = people.open_account(
            name_words=form.words_for_sign_in(), password=form.cleaned_data["password"]
        )
        people.agree(account=account, purpose=people.PRIVATE_PAGE, wording=_private_words(community))
        name = form.cleaned_data["name"]
        try:
            actions.join_community(account=account, community=community, name=name)
        except Taken:
            # Said only inside, where each try needs an account: the answer here tells nobody who is a member.
            [name] = queries.names_nobody_has(community, most=1)
            actions.join_community(account=account, community=community, name=name)
    sign_in(request, account, to="/", method="password")
    if name != form.cleaned_data["name"]:
        request.session[NAME_IS_LENT] = community.ref
    put_aside(request, kept, next_url=f"{reverse('spaces:arrive', args=[community.slug])}?step=3", step="2")
    return redirect("people:words")


def _join_again(request: HttpRequest, community: Community) -> HttpResponse:
    if Membership.objects.filter(
        account=request.user, community=community, state=Membership.State.ACTIVE
    ).exists():
        return redirect("forums:home", slug=community.slug)
    form = NameForm(request.POST or None, community=community, asker=request.user)

    def page(status: int) -> HttpResponse:
        context = _join_context(request, community, form)
        return render(request, "spaces/join_again.html", context, status=status)

    if request.method != "POST" or not form.is_valid():
        return page(form.status)
    try:
        actions.join_community(account=request.user, community=community, name=form.cleaned_data["name"])
    except ANSWERED_IN_PLACE as no:
        return refused(form, no, page, field="own")
    return redirect("spaces:arrive", slug=community.slug)


def _join_context(request: HttpRequest, community: Community, form: NameForm) -> dict[str, object]:
    say = variables(lines_for(country_of(request)))
    return {"form": form, "joining": community, "cover_words": cover_words(community), "say": say,
            "private": _private_variables(community)}  # fmt: skip


def _private_variables(community: Community) -> dict[str, str]:
    return {"community": community.name, "operator": community.operator, "lead_contact": community.lead_contact,
            "authority": community.authority}  # fmt: skip


def _private_words(community: Community) -> str:
    return private_page_words(community.language, **_private_variables(community))


@unaccepted_too
@require_http_methods(["GET", "POST"])
def arrive(request: MemberRequest) -> HttpResponse:
    """The guidelines to accept: with the country for help lines when joining, later alone and with what changed."""
    member = request.membership
    if not accepting.owes(member):
        return accepting.on_from_here(request)
    form = ArriveForm(request.POST or None, member=member, initial={"country": request.user.country})
    name_form = _name_form(request)

    def page(status: int) -> HttpResponse:
        return accepting.page(request, form, name_form=name_form, status=status)

    is_named = name_form is None or name_form.is_valid()  # asked in any case: both forms say what they need
    if request.method != "POST" or not form.is_valid() or not is_named:
        return page(422 if form.errors else name_form.status if name_form else 200)
    try:
        _settle(request, name_form)
    except ANSWERED_IN_PLACE as no:
        return refused(name_form, no, page, field="own")
    form.accept()
    response = accepting.on_from_here(request)
    if country := form.cleaned_data["country"]:
        people.choose_country(account=request.user, country=country)
        remember_country(response, country)
    return response


def _name_form(request: MemberRequest) -> NameForm | None:
    """For whoever chose a name that was somebody's, and has a made-up one till now."""
    if request.session.get(NAME_IS_LENT) != request.community.ref:
        return None
    return NameForm(
        request.POST or None, community=request.community, asker=request.user, own=request.membership
    )


def _settle(request: MemberRequest, form: NameForm | None) -> None:
    if form is not None:
        actions.rename_member(member=request.membership, name=form.cleaned_data["name"])
        del request.session[NAME_IS_LENT]


@anyone_unaccepted_too
@require_safe
def guidelines(request: MemberRequest) -> HttpResponse:
    context = {"guidelines": queries.newest_guidelines(request.community), **surroundings(request)}
    return render(request, "spaces/guidelines.html", context)


@anyone_unaccepted_too
@require_safe
def private(request: MemberRequest) -> HttpResponse:
    context = {"private": _private_variables(request.community), **surroundings(request)}
    return render(request, "spaces/private.html", context)


def surroundings(request: MemberRequest, place: str = "") -> dict[str, object]:
    """What the base template takes on a page inside a community."""
    return {
        "community": request.community,
        "membership": request.membership,
        "my_communities": request.my_communities,
        "place": place,
    }
