"""The stream `me:`: something changed for this person, such as a new notice. It holds no news itself."""

from collections.abc import Sequence
from typing import Any

from accounts.errors import Hidden
from accounts.people.models import Account

from .streams import Admission, Seat, Signal, register


class Own(Signal):
    def sit(self, account: Account, ref: str) -> Admission:
        if ref != str(account.log_ref):
            raise Hidden()
        return Admission(account.pk)

    def allowed(self, ref: str, seats: Sequence[Seat]) -> set[Any]:
        return {seat.who for seat in seats}


register("me", Own())
