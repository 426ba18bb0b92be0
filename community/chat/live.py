"""The stream `room:REF`: who may sit in a room, what was said since, and the frames it takes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.errors import Hidden, Refused, TooFast
from accounts.help.cards import asked_small, help_card
from accounts.help.countries import country_in
from accounts.live.frames import BadFrame
from accounts.live.streams import Item, News, Seat, register
from accounts.people.models import Account
from accounts.texts import text
from community.spaces.cover import cover_words
from community.spaces.gate import Asked, Verdict
from community.spaces.models import Block, Contribution, Membership, Place
from community.spaces.permissions import places_of

from .batch import Sent
from .models import Message, Room
from .queries import Line, lines_after, lines_as_frames
from .rate import check_pace
from .writer import writer_of

WINDOW = 200  # how far back a line that was taken down is still taken off open pages
BATCH = 500


class RoomStream:
    def sit(self, account: Account, ref: str) -> tuple[Any, int]:
        member = _member(account, ref)
        room = Room.objects.select_related("place").get(place__ref=ref)
        return member.pk, room.last_seq

    def allowed(self, ref: str, seats: Sequence[Seat]) -> set[Any]:
        """Members who may still read here. 2 queries, however many seats."""
        place = Place.objects.select_related("community").get(ref=ref)
        members = Membership.objects.filter(pk__in=[seat.who for seat in seats], state=Membership.State.ACTIVE,
                                            community=place.community)  # fmt: skip
        if place.state == Place.State.ARCHIVED:
            return set()
        if place.readers == Place.Readers.SEATED:
            members = members.filter(seats__place=place, seats__ended_at=None)
        return set(members.values_list("pk", flat=True))

    def since(self, ref: str, n: int) -> News | None:
        """Everything after `n`, whoever asks, with what is not for some. 3 queries."""
        place = Place.objects.select_related("community").get(ref=ref)
        values = list(_values(place, n)[:BATCH])
        blocks = _blocks(place, {row[-1] for row in values})
        voids = Message.objects.filter(room=place.pk, seq__gt=max(n, WINDOW) - WINDOW).exclude(
            contribution__state=Contribution.State.PUBLISHED)  # fmt: skip
        return News(
            items=[_item(row, blocks) for row in values],
            access=f"{place.access_version}.{place.community.access_version}",
            voids=frozenset(voids.values_list("seq", flat=True)),
        )

    def catch_up(self, seat: Seat, ref: str, n: int, most: int) -> list[dict[str, Any]]:
        member = _member(seat.account, ref)
        room = Room.objects.select_related("place__community").get(place__ref=ref)
        lines = lines_after(viewer=member, room=room, after=n, most=most)
        return [_frame_of(line) for line in lines]

    async def take(self, seat: Seat, ref: str, said: dict[str, Any]) -> dict[str, Any]:
        """`say`: a message. Answered with its `seq` once it is stored, with a question, or with a refusal."""
        if said.get("type") != "say":
            raise BadFrame("unknown_type")
        client_key, words = _key(said), said.get("text")
        if not isinstance(words, str):
            raise BadFrame("no_text")
        if wait := check_pace(seat):
            raise TooFast(text("err.429", seconds=str(wait)), seconds=wait, kept="")
        member, room = await _writer_and_room(seat, ref)
        if room.kind != Room.Kind.OPEN:
            raise Refused(
                _("In a talk with the team, write on its own page."), kept=_("Your words are kept.")
            )
        sent = Sent(member, words.strip(), client_key, said.get("confirmed") is True)
        try:
            stored = await writer_of(room).write(sent)
        except Asked as asked:
            return {"type": "ask", "question": text(asked.verdict.reason), "key": str(client_key)}
        answer = {"type": "said", "seq": stored.seq, "ref": stored.ref}
        if stored.verdict.card:
            answer["card"] = await seat.socket.hub.ask(
                _card, member, stored.ref, room, stored.verdict, seat.socket.cookies
            )
        return answer


def _member(account: Account, ref: str) -> Membership:
    """The membership by which this person may read this room today, or `Hidden`."""
    member = Membership.objects.select_related("community").filter(
        account=account, state=Membership.State.ACTIVE, community__places__ref=ref).first()  # fmt: skip
    if (
        member is None
        or not places_of(member, member.community).filter(ref=ref, kind=Place.Kind.ROOM).exists()
    ):
        raise Hidden(text("err.404"))
    member.account = account
    return member


async def _writer_and_room(seat: Seat, ref: str) -> tuple[Membership, Room]:
    """Who writes and where, looked up at a seat's first message. Whether they may is asked anew for each (`batch`)."""
    if "writes" not in seat.notes:
        seat.notes["writes"] = await seat.socket.hub.ask(_member_and_room, seat.account, ref)
    return seat.notes["writes"]


def _member_and_room(account: Account, ref: str) -> tuple[Membership, Room]:
    return _member(account, ref), Room.objects.select_related("place__community").get(place__ref=ref)


def _key(said: dict[str, Any]) -> UUID:
    try:
        return UUID(said.get("key", ""))
    except (ValueError, AttributeError, TypeError) as no:
        raise BadFrame("no_key") from no


_FIELDS = (
    "seq", "contribution__ref", "contribution__state", "contribution__revisions__html", "contribution__created_at",
    "contribution__as_team", "contribution__author__ref", "contribution__author__name", "contribution__author__patch",
    "contribution__author__state", "contribution__author_id",
)  # fmt: skip


def _values(place: Place, n: int) -> QuerySet[Message, tuple[Any, ...]]:
    messages = Message.objects.filter(room=place.pk, seq__gt=n,
                                      contribution__revisions__number=F("contribution__revision"))  # fmt: skip
    return messages.order_by("seq").values_list(*_FIELDS)


def _item(row: tuple, blocks: dict[int, set[int]]) -> Item:
    author_id = row[-1]
    return Item(row[0], lines_as_frames(row), frozenset(blocks.get(author_id, ())))


def _blocks(place: Place, authors: set[int]) -> dict[int, set[int]]:
    """For each author, those who must not hear them. Case rooms stand outside blocks. 1 query."""
    hidden: dict[int, set[int]] = defaultdict(set)
    if place.readers == Place.Readers.SEATED or not authors:
        return hidden
    pairs = Block.objects.filter(
        Q(blocker__in=authors) | Q(blocked__in=authors), community=place.community_id
    )
    for one, other in pairs.values_list("blocker_id", "blocked_id"):
        hidden[one].add(other)
        hidden[other].add(one)
    return hidden


def _frame_of(line: Line) -> dict[str, Any]:
    if line.byline is None or line.created_at is None:
        return {"seq": line.seq, "void": True}
    return {
        "seq": line.seq, "ref": line.ref, "by": line.by, "name": line.byline.name, "patch": line.byline.patch,
        "role": line.byline.role_words, "at": line.created_at.isoformat(), "html": line.html,
        **({"key": line.client_key} if line.client_key else {}),
    }  # fmt: skip


def _card(member: Membership, ref: str, room: Room, verdict: Verdict, cookies: Mapping[str, str]) -> str:
    """The help card as HTML, for its author alone. The page puts its own form token in."""
    slug = member.community.slug
    country = country_in(cookies) or (member.account.country if member.account else "")
    card = help_card(
        verdict.card or "", country=country, is_imminent=verdict.level == "imminent",
        asked_small=asked_small(cookies),
    )  # fmt: skip
    is_talk = room.kind == Room.Kind.CASE
    return render_to_string("help/_card.html", {
        "card": card, "say": card.say, "csrf_token": "", "cover_words": cover_words(member.community),
        "back": reverse("chat:talk", args=[slug]) if is_talk else reverse("chat:room", args=[slug, room.place.ref]),
        "take_back_url": reverse("chat:delete", args=[slug, ref]),
        "team_url": "" if is_talk else reverse("cases:to_team", args=[slug, ref]),
    })  # fmt: skip


register("room", RoomStream())
