"""The stream `queue:REF`: the queue of a community changed. It says only that; the page fetches the piece."""

from collections.abc import Sequence
from typing import Any

from accounts.errors import Hidden
from accounts.live.streams import Admission, Seat, Signal, register
from accounts.people.models import Account

from .permissions import memberships_on_team


class Queue(Signal):
    def sit(self, account: Account, ref: str) -> Admission:
        if not _works_here(account, ref):
            raise Hidden()
        return Admission(account.pk)

    def allowed(self, ref: str, seats: Sequence[Seat]) -> set[Any]:
        accounts = {seat.who: seat.account for seat in seats}
        return {who for who, account in accounts.items() if _works_here(account, ref)}


def _works_here(account: Account, ref: str) -> bool:
    return any(member.community.ref == ref for member in memberships_on_team(account))


register("queue", Queue())
