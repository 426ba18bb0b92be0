"""A community in which everything has happened, and everybody who may stand before its doors.

Its author wrote it all: each thing that others must not learn holds a word of its own, a canary. The same world
serves the access matrix, the canary crawl and the sameness test. It is told through actions.
"""

import uuid
from dataclasses import dataclass, field
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client

from accounts.people.actions import open_account
from community.chat import actions as chat
from community.chat.models import Room
from community.forums import actions as forums
from community.forums.models import Topic
from community.spaces import actions as spaces
from community.spaces.models import Community, Contribution, Membership, Place, Restriction, Role
from moderation.cases import actions as cases
from moderation.cases.models import Case, Decision, Report
from moderation.cases.reasons import HOW_SOON
from tests.cast import Cast, account, arrived, assemble, forum_in

PASSWORD = "five plain words in a row"
PEOPLE = (
    "signed_out", "outsider", "left", "removed", "member", "read_only", "blocked_by_author", "blocking_author",
    "other_moderator", "moderator", "moderator_of_own_case", "moderator_in_block", "lead", "admin",
    "staff_without_factor",
)  # fmt: skip

# What members of the community may read, and what only the author or the team may. Each word stands in one place.
FOR_MEMBERS = {
    "title": "Zqtitle", "body": "Zqbody", "message": "Zqmessage", "member name": "Zqname", "forum": "Zqforum",
    "room": "Zqroom", "guidelines": "Zqguidelines",
}  # fmt: skip
NOT_FOR_MEMBERS = {
    "report note": "Zqnote", "level reason": "Zqreason", "closing words": "Zqclosing", "talk": "Zqtalk",
    "held post": "Zqheldpost", "hidden post": "Zqhiddenpost", "deleted post": "Zqdeletedpost", "draft": "Zqdraft",
    "first wording": "Zqreworded", "shown to the team only": "Zqteamonly", "team place": "Zqstaffplace",
    "team words": "Zqstaffwords", "decision words": "Zqdecision", "hidden message": "Zqhiddenmessage",
    "held message": "Zqheldmessage", "deleted message": "Zqdeletedmessage", "sign-in name": "zqsign-innamezq",
    "duty name": "Zqduty", "invited duty name": "Zqinvited",
}  # fmt: skip
SAID = FOR_MEMBERS | NOT_FOR_MEMBERS
DANGER = "I want to die. I can not go on like this."
ATTACK = "kys, nobody wants you here"


@dataclass
class World:
    cast: Cast
    people: dict[str, Membership | None]
    recovery_words: list[str]
    topic: Topic = None  # type: ignore[assignment]
    case: Case = None  # type: ignore[assignment]
    own_case: Case = None  # type: ignore[assignment]
    review: Case = None  # type: ignore[assignment]
    own_review: Case = None  # type: ignore[assignment]
    invitation: str = ""
    topics: dict[str, Topic] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)
    own_post: dict[str, Contribution] = field(default_factory=dict)
    own_message: dict[str, Contribution] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        return self.cast.community.slug

    @property
    def author(self) -> Membership:
        return self.people["author"]  # type: ignore[return-value]

    def secrets(self) -> dict[str, str]:
        """Every canary by what it stands for, the eight recovery words among them."""
        return SAID | {"recovery words": " ".join(self.recovery_words)}

    def client(self, who: str, **options: Any) -> Client:
        """A browser in which this person is signed in."""
        client = Client(**options)
        member = self.people[who]
        if member is not None:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.cookies[who]
        return client

    def refs(self) -> list[str]:
        """A reference to everything of the author's in the community, and to each kind of thing that has one."""
        here, author = self.cast.community, self.author
        found = [here.ref, *Place.objects.filter(community=here).values_list("ref", flat=True)]
        found += Contribution.objects.filter(author=author).values_list("ref", flat=True)
        found += Topic.objects.filter(opening__author=author).values_list("ref", flat=True)
        found += [case.ref for case in (self.case, self.review)]
        found += [self.decisions["author"].ref, self.topics["team"].ref, self.topics["team"].opening.ref]
        return [*found, *Report.objects.filter(contribution__author=author).values_list("ref", flat=True)]


def build(*, joining: str = Community.Joining.OPEN) -> World:
    """The world as it stands at the end. Needs STAFF_SECOND_FACTOR "on": the team proves itself one by one."""
    cast = assemble()
    _name_places(cast)
    author, words = _author(cast)
    world = World(cast=cast, people={"author": author} | _people(cast), recovery_words=words)
    _what_members_read(world)
    _own_words(world)
    _what_the_team_did(world)
    _what_went(world)
    _what_waits(world)
    _who_is_away(world)
    Community.objects.filter(pk=cast.community.pk).update(joining=joining)
    world.cookies = {who: _signed_in(member) for who, member in world.people.items() if member is not None}
    return world


def _name_places(cast: Cast) -> None:
    Place.objects.filter(pk=cast.forum.pk).update(name=SAID["forum"])
    Place.objects.filter(pk=cast.room.pk).update(name=SAID["room"])
    cast.community.guidelines.update(text=SAID["guidelines"], html=f"<p>{SAID['guidelines']}</p>")


def _author(cast: Cast) -> tuple[Membership, list[str]]:
    made, words = open_account(name_words=SAID["sign-in name"], password=PASSWORD)
    return _fresh(arrived(made, cast.community, SAID["member name"])), words


def _fresh(member: Membership) -> Membership:
    return Membership.objects.select_related("account", "community").get(pk=member.pk)


def _people(cast: Cast) -> dict[str, Membership | None]:
    people: dict[str, Membership | None] = {
        "signed_out": None, "outsider": cast.max, "left": _newcomer(cast.community, "Blue Parasol"),
        "removed": _newcomer(cast.community, "Red Parasol"), "member": cast.robin, "read_only": cast.kit,
        "blocked_by_author": _newcomer(cast.community, "Green Parasol"),
        "blocking_author": _newcomer(cast.community, "White Parasol"),
        "other_moderator": _newcomer(cast.elsewhere, "Yellow Mitten", Role.MODERATOR),
        "moderator": cast.tom, "moderator_of_own_case": cast.asha,
        "moderator_in_block": _newcomer(cast.community, "Brown Mitten", Role.MODERATOR),
        "lead": cast.ruth, "admin": cast.noor,
        "staff_without_factor": _newcomer(cast.community, "Grey Lantern", Role.MODERATOR),
    }  # fmt: skip
    for who in (
        "other_moderator",
        "moderator",
        "moderator_of_own_case",
        "moderator_in_block",
        "lead",
        "admin",
    ):
        Authenticator.objects.create(
            user=people[who].account, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"}
        )
    return people


def _newcomer(community: Community, name: str, role: str = "") -> Membership:
    joined = account(name.replace(" ", "-").lower())
    member = arrived(joined, community, name)
    if role:
        spaces.grant_role(member=member, role=Role(role), by=None, duty_name=SAID["duty name"])
    return _fresh(member)


def _signed_in(member: Membership) -> str:
    client = Client()
    client.force_login(member.account)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def start(author: Membership, forum: Any, title: str, text: str, *, confirmed: bool = False) -> Topic:
    made, _verdict = forums.start_topic(
        author=author, forum=forum, title=title, text=text, client_key=uuid.uuid4(), confirmed=confirmed
    )
    return made


def reply(author: Membership, topic: Topic, text: str) -> Contribution:
    post, _verdict = forums.reply_to_topic(author=author, topic=topic, text=text, client_key=uuid.uuid4())
    return post.contribution


def say(author: Membership, room: Room, text: str, *, confirmed: bool = False) -> Contribution:
    message, _verdict = chat.send_message(
        author=author, room=room, text=text, client_key=uuid.uuid4(), confirmed=confirmed
    )
    return message.contribution


def _what_members_read(world: World) -> None:
    cast = world.cast
    world.topic = start(world.author, cast.forum, f"{SAID['title']} tonight", f"{DANGER} {SAID['body']}")
    say(world.author, cast.room, f"Evening, all. {SAID['message']}")
    team = forum_in(cast.community, SAID["team place"], Place.Readers.STAFF)
    world.topics["team"] = start(cast.asha, team, "For the team", SAID["team words"])
    reworded = reply(world.author, world.topic, f"At first I wrote {SAID['first wording']}.")
    forums.edit_post(author=world.author, post=reworded.post, text="Now I write less.", seen_revision=1)


def _own_words(world: World) -> None:
    """Everybody inside has a post and a message of their own, written before anything changed for them."""
    kits = Restriction.objects.filter(membership=world.cast.kit)
    kits.update(lifted_at="2020-01-01T00:00Z")
    for who, member in world.people.items():
        if member is not None and member.community_id == world.cast.community.pk:
            world.own_post[who] = reply(member, world.topic, "I am reading along.")
            world.own_message[who] = say(member, world.cast.room, "Evening.")
    for who in ("read_only", "removed"):
        world.decisions[who] = _taken_down(world, reply(world.people[who], world.topic, "You are all fools."))
    kits.update(lifted_at=None)


def _taken_down(world: World, contribution: Contribution, words: str = "It put people down.") -> Decision:
    cases.report_contribution(
        reporter=world.people["lead"], contribution=contribution, side=Report.Side.BY, reason="unkind"
    )
    case = Case.objects.get(person=contribution.author, kind="conduct", closed_at=None)
    made = cases.hide_contribution(
        moderator=world.cast.tom, case=case, contribution=contribution, reason="attack", words=words,
        seen_version=case.version,
    )  # fmt: skip
    case.refresh_from_db()
    cases.close_case(
        moderator=world.cast.tom,
        case=case,
        outcome="decided",
        words=SAID["closing words"],
        seen_version=case.version,
    )
    return made


def _what_the_team_did(world: World) -> None:
    tom = world.cast.tom
    cases.report_contribution(
        reporter=world.people["member"], contribution=world.topic.opening, side=Report.Side.ABOUT, reason="suicide",
        how_soon=next(iter(HOW_SOON)), note=SAID["report note"],
    )  # fmt: skip
    world.case = Case.objects.get(person=world.author, kind="care")
    cases.change_level(
        moderator=tom,
        case=world.case,
        level="high",
        reason=SAID["level reason"],
        seen_version=world.case.version,
    )
    world.case.refresh_from_db()
    cases.write_to_member(moderator=tom, case=world.case, text=f"Hi. {SAID['talk']}", client_key=uuid.uuid4())
    start(world.cast.asha, world.cast.forum, "Me too", DANGER)
    world.own_case = Case.objects.get(person=world.cast.asha, kind="care")


def _what_went(world: World) -> None:
    author, forum, room = world.author, world.cast.forum, world.cast.room
    hidden = start(author, forum, "Bad mood", f"You people are pathetic. {SAID['hidden post']}")
    world.topics["hidden"] = hidden
    world.decisions["author"] = _taken_down(world, hidden.opening, SAID["decision words"])
    _taken_down(world, say(author, room, SAID["hidden message"]))
    world.topics["deleted"] = start(author, forum, "Never mind", SAID["deleted post"])
    spaces.delete_contribution(author=author, contribution=world.topics["deleted"].opening)
    spaces.delete_contribution(author=author, contribution=say(author, room, SAID["deleted message"]))


def _what_waits(world: World) -> None:
    author, forum, room = world.author, world.cast.forum, world.cast.room
    held = start(author, forum, "Held", f"{ATTACK}. {SAID['held post']}", confirmed=True)
    own = start(world.cast.asha, forum, "Held too", ATTACK, confirmed=True)
    say(author, room, f"{ATTACK}. {SAID['held message']}", confirmed=True)
    world.topics |= {
        "held": held,
        "team only": start(author, forum, "For you", SAID["shown to the team only"]),
    }
    cases.show_to_team_only(author=author, contribution=world.topics["team only"].opening)
    forums.keep_draft(author=author, place=forum.place, topic=None, title=SAID["draft"], text=SAID["draft"])
    world.review = Case.objects.get(kind="review", contribution=held.opening)
    world.own_review = Case.objects.get(kind="review", contribution=own.opening)
    world.case.refresh_from_db()
    world.invitation = spaces.invite_moderator(admin=world.cast.noor, duty_name=SAID["invited duty name"])


def _who_is_away(world: World) -> None:
    people, author = world.people, world.author
    spaces.block_member(blocker=author, blocked=people["blocked_by_author"])
    spaces.block_member(blocker=people["blocking_author"], blocked=author)
    spaces.block_member(blocker=people["moderator_in_block"], blocked=author)
    for who, state in (("left", Membership.State.LEFT), ("removed", Membership.State.REMOVED)):
        Membership.objects.filter(pk=people[who].pk).update(state=state)
