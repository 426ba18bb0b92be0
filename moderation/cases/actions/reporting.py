"""A member's word to the team. A report never hides anything by itself, and its writer is not named."""

from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts import limits
from accounts.errors import Invalid
from accounts.record.actions import new_salt, one_act
from community.spaces.actions import block_member, set_state
from community.spaces.kinds import hold
from community.spaces.models import Contribution, Membership, Revision
from community.spaces.permissions import check_own, check_read

from ..models import Case, Report
from ..reasons import ABOUT, ABOUT_CATEGORY, BY, HOW_SOON
from .opening import ASKED, Ground, open_case, take_in

REPORTS_A_DAY = 10  # worries about a person are never counted
A_DAY = 24 * 60 * 60


@one_act()
def report_contribution(
    *,
    reporter: Membership,
    contribution: Contribution,
    side: str,
    reason: str,
    how_soon: str = "",
    note: str = "",
    block: bool = False,
) -> Report:
    """Tell the team about words, and with the same form block their author. Reporting twice gives one report."""
    check_read(reporter, contribution)
    _check_choice(side, reason, how_soon)
    hold([contribution])
    if side == Report.Side.BY:
        limits.check(
            "report", reporter.pk, most=REPORTS_A_DAY, seconds=A_DAY, kept=_("We have your reports.")
        )
    revision = Revision.objects.get(contribution=contribution, number=contribution.revision)
    report = Report.objects.filter(reporter=reporter, contribution=contribution, outcome="").first()
    if report is None:
        case = _case_for(contribution, side, reason, how_soon)
        report = Report.objects.create(
            community_id=reporter.community_id,
            reporter=reporter,
            contribution=contribution,
            revision=revision,
            case=case,
            side=side,
            reason=reason,
            how_soon=how_soon,
            note=note.strip()[:1000],
            salt=new_salt(),
        )
    if block and contribution.author_id != reporter.pk:
        block_member(blocker=reporter, blocked=contribution.author)
    return report


def _check_choice(side: str, reason: str, how_soon: str) -> None:
    if side not in (Report.Side.ABOUT, Report.Side.BY):
        raise Invalid(_("Say first whether you are worried about someone, or by someone."))
    if reason not in (ABOUT if side == Report.Side.ABOUT else BY):
        raise Invalid(_("Choose what it is about."))
    if side == Report.Side.ABOUT and how_soon not in HOW_SOON:
        raise Invalid(_("Say how soon someone should look."))


def _case_for(contribution: Contribution, side: str, reason: str, how_soon: str) -> Case:
    """Worried about: a care case at the level the reporter asks for. Worried by: a conduct case."""
    if side == Report.Side.ABOUT:
        kind = Case.Kind.CARE
        ground = Ground(
            HOW_SOON[how_soon],
            ABOUT_CATEGORY.get(reason, "none"),
            ("a member is worried",),
            source="reported",
            details={"side": side, "reason": reason, "how_soon": how_soon},
        )
    else:
        kind = Case.Kind.CONDUCT
        ground = Ground(
            "none",
            "none",
            ("a member reported it",),
            source="reported",
            details={"side": side, "reason": reason},
        )
    case, is_new = open_case(
        kind=kind,
        community=contribution.community,
        ground=ground,
        person=contribution.author,
        place=contribution.place,
    )
    take_in(case, ground=ground, contribution=contribution, is_new_case=is_new)
    return case


@one_act()
def show_to_team_only(*, author: Membership, contribution: Contribution) -> Report:
    """The writer takes their own words out of sight and asks the team to read them."""
    check_own(author, contribution)
    hold([contribution])
    revision = Revision.objects.get(contribution=contribution, number=contribution.revision)
    case, is_new = open_case(
        kind=Case.Kind.CARE,
        community=contribution.community,
        ground=ASKED,
        person=author,
        place=contribution.place,
    )
    report, _is_first = Report.objects.get_or_create(
        reporter=author,
        contribution=contribution,
        outcome="",
        defaults={
            "community_id": author.community_id,
            "revision": revision,
            "case": case,
            "side": Report.Side.ASK,
            "reason": "other",
            "at": Now(),
        },
    )
    if contribution.state == Contribution.State.PUBLISHED:
        set_state(contribution, Contribution.State.HELD)
    take_in(case, ground=ASKED, contribution=contribution, is_new_case=is_new)
    return report
