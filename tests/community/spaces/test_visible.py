"""The one rule that decides whose words a person may read, attacked directly."""

import pytest

from community.forums import actions as forums
from community.spaces.models import Contribution
from tests.cast import key

pytestmark = pytest.mark.django_db


@pytest.fixture
def words(cast) -> dict[str, Contribution]:
    said = {
        "here": (cast.sam, cast.forum),
        "in the open": (cast.sam, cast.public_forum),
        "far": (cast.max, cast.far_forum),
    }
    return {
        where: forums.start_topic(
            author=who, forum=forum, title="Kettle", text="It is on.", client_key=key()
        )[0].opening
        for where, (who, forum) in said.items()
    }


@pytest.mark.parametrize(("reader", "read"), [
    ("robin", {"here", "in the open"}),
    ("asha", {"here", "in the open"}),
    ("noor", {"here", "in the open"}),
    ("max", {"far"}),
    ("lou", {"in the open"}),  # has left
    (None, {"in the open"}),
])  # fmt: skip
@pytest.mark.parametrize("rule", ["visible_to", "in_sight_of"])
def test_everybody_reads_what_stands_where_they_are_and_nothing_else(cast, words, reader, read, rule):
    viewer = getattr(cast, reader) if reader else None

    seen = set(getattr(Contribution.objects, rule)(viewer))

    assert seen == {words[where] for where in read}
