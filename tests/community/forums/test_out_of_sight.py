"""One's own words that others do not see: why, since when it matters, and where to read on."""

import pytest
from django.urls import reverse

from accounts.help import actions as help_actions
from accounts.help.models import HelpLine
from community.forums import actions
from tests.cast import key

pytestmark = pytest.mark.django_db
UNKIND = "kys, nobody wants you here"


@pytest.fixture
def lines(cast):
    help_actions.import_lines()
    help_actions.verify_lines(lines=HelpLine.objects.filter(country="GB"), by=cast.noor.account)


def test_held_words_say_where_to_turn_and_nothing_that_nobody_knows(client, cast, lines):
    topic, _verdict = actions.start_topic(
        author=cast.sam, forum=cast.forum, title="Angry", text=UNKIND, client_key=key(), confirmed=True
    )
    client.force_login(cast.sam.account)

    page = client.get(reverse("forums:topic", args=["low", topic.ref])).content.decode()

    assert (
        "Waiting for a moderator. It is kept, and you did nothing wrong. If it can&#x27;t wait: Samaritans"
        in page
    )
    assert 'href="tel:116123"' in page
    assert "Nobody is here until" not in page
