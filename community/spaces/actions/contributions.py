"""Publishing, rewording and taking down, for every kind of contribution. Kinds add their own second row."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.errors import Stale

from .. import markup
from ..gate import Change, Outcome, Verdict, gate
from ..kinds import hold, kind_of
from ..models import Contribution, Membership, Place, Revision


def sent_before(
    *, author: Membership, place: Place, client_key: UUID, text: str, title: str = ""
) -> Contribution | None:
    """What this key published here before, so that a retry is never a second post. `Stale` when words or place
    differ."""
    earlier = Contribution.objects.filter(author=author, client_key=client_key).first()
    if earlier is None:
        return None
    first = earlier.revisions.get(number=1)
    if (earlier.place_id, first.text, first.title) != (place.pk, text, title):
        raise Stale(_("This was already sent, with other words."), kept=_("Both versions are kept."))
    return earlier


def contribute(
    *,
    author: Membership,
    place: Place,
    kind: str,
    text: str,
    html: str,
    verdict: Verdict,
    client_key: UUID,
    title: str = "",
    as_team: bool = False,
) -> Contribution:
    """The row that a contribution is known by, with its first revision. The caller adds the kind's own row and
    then asks the gate to admit it. `Stale` when the key was used for something else. 2 queries."""
    state = Contribution.State.HELD if verdict.outcome is Outcome.HOLD else Contribution.State.PUBLISHED
    try:
        with transaction.atomic():
            contribution = Contribution.objects.create(
                kind=kind,
                community_id=place.community_id,
                place=place,
                author=author,
                state=state,
                client_key=client_key,
                as_team=as_team,
                lang=verdict.lang,
            )
    except IntegrityError as clash:
        raise Stale(_("This was already sent, somewhere else."), kept=_("Your words are kept.")) from clash
    contribution.wording = Revision.objects.create(
        contribution=contribution, number=1, title=title, text=text, html=html, renderer=markup.RENDERER
    )
    return contribution


def revise(
    *, contribution: Contribution, text: str, html: str, seen_revision: int, verdict: Verdict, title: str = ""
) -> Contribution:
    """A new wording. `Stale` when somebody reworded it since `seen_revision`. Inside the caller's transaction."""
    hold([contribution])
    won = Contribution.objects.filter(
        pk=contribution.pk,
        revision=seen_revision,
        state__in=[Contribution.State.PUBLISHED, Contribution.State.HELD],
    ).update(revision=F("revision") + 1)
    contribution.refresh_from_db()
    if not won:
        if _says_so_already(contribution, seen_revision + 1, title, text):
            return contribution  # a second press of the same button
        raise Stale(_("It changed while you wrote."), kept=_("Both versions are here."))
    contribution.wording = Revision.objects.create(
        contribution=contribution,
        number=contribution.revision,
        title=title,
        text=text,
        html=html,
        renderer=markup.RENDERER,
    )
    if verdict.outcome is Outcome.HOLD:
        set_state(contribution, Contribution.State.HELD)
    gate().changed(contribution, Change.EDITED)
    gate().admit(contribution, verdict)
    kind_of(contribution).refresh(contribution)
    return contribution


def _says_so_already(contribution: Contribution, number: int, title: str, text: str) -> bool:
    known = contribution.revisions.filter(number=number, title=title, text=text)
    return contribution.revision == number and known.exists()


@transaction.atomic
def delete_contribution(*, author: Membership, contribution: Contribution) -> None:
    """The writer takes it down. A stub stays; the words go later, unless a case pins them. Twice is once."""
    from ..permissions import check_own

    check_own(author, contribution)
    hold([contribution])
    contribution.refresh_from_db(fields=["state"])
    if contribution.state == Contribution.State.DELETED:
        return
    set_state(contribution, Contribution.State.DELETED)
    gate().changed(contribution, Change.DELETED)


def set_state(contribution: Contribution, state: str) -> None:
    """Change what others see of it, and tell every open page. Inside the caller's transaction. `Stale` when somebody
    else changed it first: words that their writer took down meanwhile never come back."""
    known = Contribution.objects.filter(pk=contribution.pk, state=contribution.state)
    if not known.update(state=state):
        raise Stale(_("It changed while you looked at it."), kept=_("Your words are kept."))
    contribution.state = state
    kind_of(contribution).refresh(contribution)
