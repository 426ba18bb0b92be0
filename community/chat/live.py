"""The stream `room:REF`: who may sit in a room, what was said since, and the frames it takes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, Q
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from accounts.compiled import Compiled, Param
from accounts.errors import Refused, TooFast
from accounts.help.cards import help_card, small_since
from accounts.help.countries import country_in
from accounts.live.frames import BadFrame
from accounts.live.streams import Admission, Item, News, Seat, register
from accounts.people.models import Account
from accounts.texts import text
from community.spaces.cards import card_beside
from community.spaces.cover import cover_words
from community.spaces.gate import Asked, Verdict
from community.spaces.models import Block, Contribution, Membership, Place
from community.spaces.permissions import readers_among

from .batch import Sent
from .models import Message, Room
from .queries import Line, lines_after, lines_as_frames, room_at
from .rate import check_pace
from .writer import writer_of

WINDOW = 200  # how far back a line that was taken down is still taken off open pages
BATCH = 500


class RoomStream:
    def sit(self, account: Account, ref: str) -> Admission:
        member, room = room_at(account, ref)
        return Admission(member.pk, room.last_seq, {"member": member, "room": room})

    def allowed(self, ref: str, seats: Sequence[Seat]) -> set[Any]:
        return readers_among([seat.who for seat in seats], Place.objects.get(ref=ref))

    def since(self, ref: str, n: int) -> News | None:
        """Everything after `n`, whoever asks, with what is not for some. 4 queries."""
        row = _place().row(ref=ref)
        if row is None:
            return News()
        place, community, readers, *versions = row
        lines = _lines().rows(room=place, after=n)
        blocks = {} if readers == Place.Readers.SEATED else _blocks(community, {line[-1] for line in lines})
        return News(
            items=[_item(line, blocks) for line in lines],
            access=".".join(map(str, versions)),
            voids=frozenset(seq for (seq,) in _voids().rows(room=place, after=max(n, WINDOW) - WINDOW)),
            is_all=len(lines) < BATCH,
        )

    def catch_up(self, seat: Seat, ref: str, n: int, most: int) -> list[dict[str, Any]]:
        member, room = room_at(seat.account, ref)
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
        # Looked up when the seat was taken. Whether this person may write is asked anew for each message (`batch`).
        member, room = seat.notes["member"], seat.notes["room"]
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
                _card, member, stored.ref, stored.verdict, seat.socket.cookies
            )
        return answer


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


@cache
def _place() -> Compiled:
    places = Place.objects.filter(ref=Param("ref", CharField()))
    return Compiled(
        lambda: places.values_list(
            "pk", "community", "readers", "access_version", "community__access_version"
        )
    )


@cache
def _lines() -> Compiled:
    lines = Message.objects.filter(room=Param("room"), seq__gt=Param("after"),
                                   contribution__revisions__number=F("contribution__revision"))  # fmt: skip
    return Compiled(lambda: lines.order_by("seq").values_list(*_FIELDS)[:BATCH])


@cache
def _voids() -> Compiled:
    gone = Message.objects.filter(room=Param("room"), seq__gt=Param("after"))
    return Compiled(lambda: gone.exclude(contribution__state=Contribution.State.PUBLISHED).values_list("seq"))


def _item(row: tuple, blocks: Mapping[int, set[int]]) -> Item:
    author_id = row[-1]
    return Item(row[0], lines_as_frames(row), frozenset(blocks.get(author_id, ())))


def _blocks(community: int, authors: set[int]) -> Mapping[int, set[int]]:
    """For each author, those who must not hear them. Case rooms stand outside blocks. 1 query."""
    hidden: dict[int, set[int]] = defaultdict(set)
    for one, other in _pairs().rows(here=community, them=list(authors)) if authors else ():
        hidden[one].add(other)
        hidden[other].add(one)
    return hidden


@cache
def _pairs() -> Compiled:
    theirs = Q(blocker__pk__one_of=Param("them")) | Q(blocked__pk__one_of=Param("them"))
    return Compiled(
        lambda: Block.objects.filter(theirs, community=Param("here")).values_list("blocker", "blocked")
    )


def _frame_of(line: Line) -> dict[str, Any]:
    if line.byline is None or line.created_at is None:
        return {"seq": line.seq, "void": True}
    return {
        "seq": line.seq, "ref": line.ref, "by": line.by, "name": line.byline.name, "patch": line.byline.patch,
        "role": line.byline.role_words, "at": line.created_at.isoformat(), "html": line.html,
        **({"key": line.client_key} if line.client_key else {}),
    }  # fmt: skip


def _card(member: Membership, ref: str, verdict: Verdict, cookies: Mapping[str, str]) -> str:
    """The help card as HTML, for its author alone. The page puts its own form token in."""
    country = country_in(cookies) or (member.account.country if member.account else "")
    words = Contribution.objects.select_related("community", "place").get(ref=ref)
    beside = card_beside(words, verdict)
    card = help_card(
        beside.card_id, country=country, is_imminent=beside.level == "imminent",
        about=beside.ref, small_since=small_since(cookies),
    )  # fmt: skip
    return render_to_string("help/_card.html", {
        "card": card, "say": card.say, "beside": beside, "csrf_token": "",
        "community": member.community, "cover_words": cover_words(member.community),
    })  # fmt: skip


register("room", RoomStream())
