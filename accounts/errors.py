"""What a person may run into, as one small family.

Actions and permissions raise these; one middleware and the socket turn them into a page, a piece or a
frame. Everything else that is raised is a bug.
"""

from django.utils.translation import gettext as _


class Problem(Exception):
    """Says what happened, what was kept and what to do next. Never holds what anybody wrote."""

    status = 400
    seconds = 0  # until it may be tried again, where waiting helps

    def __init__(self, happened: str, *, kept: str = "", do_next: str = "") -> None:
        super().__init__(happened)
        self.happened, self.kept, self.do_next = happened, kept, do_next

    @property
    def sentences(self) -> str:
        """All of it in a row, for beside a form."""
        return " ".join(filter(None, (self.happened, self.do_next, self.kept)))


class Refused(Problem):
    """This person may not do this here and now."""

    status = 403


class Hidden(Problem):
    """Not there, or not for this person: both answer alike."""

    status = 404

    def __init__(self, happened: str = "") -> None:
        super().__init__(happened or _("There's nothing at this address."))


class Stale(Problem):
    """Somebody else was quicker. `changes` are sentences that say what is different now."""

    status = 409

    def __init__(
        self, happened: str, *, kept: str = "", do_next: str = "", changes: tuple[str, ...] = ()
    ) -> None:
        super().__init__(happened, kept=kept, do_next=do_next)
        self.changes = changes


class Invalid(Problem):
    """The words or values cannot be taken as they are."""

    status = 422


class TooFast(Problem):
    """Too much at once. `seconds` until it may be tried again."""

    status = 429

    def __init__(self, happened: str, *, seconds: int, kept: str = "", do_next: str = "") -> None:
        super().__init__(happened, kept=kept, do_next=f"{do_next} {_go_on_in(seconds)}".strip())
        self.seconds = seconds


# Told beside a form, with all that was typed still in it. `Hidden` is not: there the form has no place any more.
ANSWERED_IN_PLACE = (Refused, Stale, Invalid, TooFast)


def _go_on_in(seconds: int) -> str:
    if seconds < 90:
        return _("You can send again in {seconds} s.").format(seconds=seconds)
    minutes = -(-seconds // 60)  # rounded up: nobody comes back too early
    if minutes < 90:
        return _("You can send again in {minutes} minutes.").format(minutes=minutes)
    return _("You can send again in {hours} hours.").format(hours=-(-minutes // 60))
