"""A small cast that every test knows, in one community; and Max, who is elsewhere.

Sam writes, Robin reads, Asha and Tom moderate, Ruth leads, Noor sets up, Kit is read-only, Lou has left. Stories
are told through actions, so a test cannot build what the product cannot.
"""

import uuid
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction

from accounts.clock import from_now
from accounts.people.models import Account
from community.chat.models import Room
from community.forums.models import Forum
from community.spaces import actions as spaces
from community.spaces.models import Community, Membership, Place, Restriction, Role

PASSWORD = "a long and plain password"


@dataclass
class Cast:
    community: Community
    elsewhere: Community
    forum: Forum
    public_forum: Forum
    room: Room
    far_forum: Forum
    people: dict[str, Membership] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Membership:
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None


def key() -> uuid.UUID:
    return uuid.uuid4()


def account(name: str) -> Account:
    made = Account(sign_in_name=f"{name}-sign-in-101", country="GB")
    # A fast hash is enough here: nothing in these tests is about hashing.
    made.password = "md5$a$" + "0" * 32
    made.save()
    return made


def forum_in(community: Community, name: str, readers: str = Place.Readers.MEMBERS) -> Forum:
    place = Place.objects.create(community=community, kind=Place.Kind.FORUM, name=name, readers=readers)
    return Forum.objects.create(place=place, introduction="For any day.")


def room_in(community: Community, name: str) -> Room:
    place = Place.objects.create(community=community, kind=Place.Kind.ROOM, name=name)
    return Room.objects.create(place=place, kind=Room.Kind.OPEN, purpose="Come and sit.")


def arrived(account: Account, community: Community, name: str) -> Membership:
    """A member who accepted the guidelines as they are."""
    member = spaces.join_community(account=account, community=community, name=name)
    spaces.accept_guidelines(member=member, guidelines=community.guidelines.latest("version"))
    return member


ROLES = {"asha": Role.MODERATOR, "tom": Role.MODERATOR, "ruth": Role.LEAD, "noor": Role.ADMIN}
NAMES = {
    "sam": "Quiet Heron", "robin": "Copper Kettle", "asha": "Marlow Fern", "tom": "Grey Mitten", "ruth": "Slow Lamp",
    "noor": "Plain Biscuit", "kit": "Late Swallow", "lou": "Borrowed Scarf", "bystander": "Third Umbrella",
}  # fmt: skip


def assemble() -> Cast:
    """Everybody, and rows that no test is about: a query that forgets its filter finds them."""
    with transaction.atomic():
        here = spaces.open_community(
            name="Low days", purpose="For heavy days.", guidelines="1 Be kind.", slug="low"
        )
        there = spaces.open_community(
            name="Far away", purpose="For others.", guidelines="1 Be kind.", slug="far"
        )
    cast = Cast(
        community=here, elsewhere=there, forum=forum_in(here, "Everyday"), room=room_in(here, "Evening room"),
        public_forum=forum_in(here, "Open window", Place.Readers.PUBLIC), far_forum=forum_in(there, "Elsewhere"),
    )  # fmt: skip
    for who, name in NAMES.items():
        member = arrived(account(who), here, name)
        if role := ROLES.get(who):
            duty = who.capitalize() if role != Role.ADMIN else ""
            spaces.grant_role(member=member, role=role, by=None, duty_name=duty)
        # Nobody of them is new here: what newcomers may not, and read, is for tests about newcomers.
        Membership.objects.filter(pk=member.pk).update(joined_at=from_now(-timedelta(days=30)))
        cast.people[who] = Membership.objects.select_related("account", "community").get(pk=member.pk)
    far = arrived(account("max"), there, "Max of Afar")
    cast.people["max"] = Membership.objects.select_related("account", "community").get(pk=far.pk)
    Restriction.objects.create(membership=cast.kit, kind=Restriction.Kind.READ_ONLY, cause="a" * 16,
                               ends_at=from_now(timedelta(days=3)))  # fmt: skip
    Membership.objects.filter(pk=cast.lou.pk).update(state=Membership.State.LEFT)
    cast.lou.state = Membership.State.LEFT
    return cast
