"""The help card beside somebody's own words: what it is about, and what can be done with them.

It comes with the answer to the words, and stays beside them for as long as the gate says.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django.urls import reverse

from .gate import Verdict, gate
from .kinds import kind_of
from .models import Community, Contribution, Membership, Place

CARD = "#help-card"  # where the card stands on a page


@dataclass(frozen=True)
class CardBeside:
    """Drawn by `{% help_card %}`. An act without an address is not offered."""

    card_id: str
    level: str
    ref: str = ""  # of the words; empty in a talk, where no card stays
    is_asked: bool = False  # they are shown to the team only, and the card answers that
    take_back_url: str = ""
    team_url: str = ""
    back_url: str = ""


class OwnWords(Protocol):
    """A post or a line as its page shows it to a reader."""

    ref: str
    state: str
    is_mine: bool
    is_offered: bool


def card_beside(contribution: Contribution, verdict: Verdict) -> CardBeside:
    """For the answer to the words. What a person tells the team in a talk is shown to nobody else already."""
    slug, kind = contribution.community.slug, kind_of(contribution)
    address = kind.address(contribution)
    take_back_url = reverse(kind.take_back, args=[slug, contribution.ref])
    if contribution.place.readers == Place.Readers.SEATED:
        return CardBeside(verdict.card or "", verdict.level, take_back_url=take_back_url, back_url=address)
    return CardBeside(
        verdict.card or "", verdict.level, ref=contribution.ref, take_back_url=take_back_url,
        team_url=reverse("cases:to_team", args=[slug, contribution.ref]), back_url=at_card(address),
    )  # fmt: skip


def at_card(address: str) -> str:
    """The page of these words, at the card beside them."""
    return address.partition("#")[0] + CARD


def card_that_stays(
    *, author: Membership, community: Community, words: Iterable[OwnWords], take_back: str, page_url: str
) -> CardBeside | None:
    """For a later visit. Only words that no list puts forward can have one, so nearly every page asks nothing; else
    1 query."""
    own = {one.ref: one.state for one in words if one.is_mine and not one.is_offered and _is_there(one.state)}
    stays = gate().standing_card(author, own) if own else None
    if stays is None:
        return None
    state = own[stays.ref]
    can_act = state in (Contribution.State.PUBLISHED, Contribution.State.HELD)
    is_asked = stays.is_asked and state == Contribution.State.HELD
    return CardBeside(
        stays.card, stays.level, ref=stays.ref, is_asked=is_asked, back_url=at_card(page_url),
        take_back_url=reverse(take_back, args=[community.slug, stays.ref]) if can_act else "",
        team_url="" if is_asked or not can_act
        else reverse("cases:to_team", args=[community.slug, stays.ref]),
    )  # fmt: skip


def _is_there(state: str) -> bool:
    return state in (Contribution.State.PUBLISHED, Contribution.State.HELD, Contribution.State.HIDDEN)
