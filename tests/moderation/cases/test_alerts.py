"""Alerts by mail: who gives an address and how it is proved, who is told, and that a mail says nothing of anybody."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse

from accounts.record.models import Entry
from community.forums import actions as forums
from community.spaces.actions import block_member
from community.spaces.models import RoleGrant
from moderation.cases.alerts import mail_team
from moderation.cases.models import Case
from tests.cast import key

pytestmark = pytest.mark.django_db
PAGE, PROVE, FORGET = (reverse(f"cases:{name}") for name in ("mail", "mail_prove", "mail_forget"))
ADDRESS = "a.reader@example.org"


@pytest.fixture(autouse=True)
def mail_server(settings):
    settings.EMAIL_HOST = "mail.example"


def digits() -> str:
    return re.match(r"\d{6}", mail.outbox[-1].body)[0]


def give(member, address: str) -> None:
    EmailAddress.objects.create(user=member.account, email=address, verified=True)


def dark(cast, who="sam"):
    author = getattr(cast, who)
    forums.start_topic(
        author=author, forum=cast.forum, title="Night", text="I want to die.", client_key=key()
    )
    return Case.objects.get(kind="care", person=author)


def test_an_address_is_given_proved_and_taken_out(client, cast):
    client.force_login(cast.asha.account)

    client.post(PAGE, {"address": "A.Reader@example.org"})
    assert not EmailAddress.objects.exists(), "nothing is kept before it is proved"
    asked = client.get(PAGE).content.decode()
    proved = client.post(PROVE, {"digits": f" {digits()[:3]} {digits()[3:]} "}, follow=True).content.decode()

    assert "We sent them to" in asked
    assert EmailAddress.objects.get(user=cast.asha.account, verified=True).email == ADDRESS
    assert "Alerts go there from now on." in proved
    assert ADDRESS in proved
    assert client.post(FORGET).status_code == 302
    assert not EmailAddress.objects.exists()
    assert set(Entry.objects.filter(actor=cast.asha.account.log_ref).values_list("act", flat=True)) >= {
        "address_given", "address_taken_back"
    }  # fmt: skip


def test_the_mail_with_the_digits_says_nothing_else(client, cast):
    client.force_login(cast.asha.account)

    client.post(PAGE, {"address": ADDRESS})

    letter = mail.outbox[-1]
    assert letter.to == [ADDRESS]
    assert re.fullmatch(r"\d{6}\n\nNot asked for\? Then nothing needs doing\.", letter.body)
    said = f"{letter.subject} {letter.body}"
    assert not [word for word in ("Asha", "asha", "Marlow", "Low days", "http") if word in said]


def test_wrong_digits_digits_of_another_login_and_too_many_tries_are_refused(client, cast):
    client.force_login(cast.asha.account)
    client.post(PAGE, {"address": ADDRESS})
    right = digits()
    wrong = f"{(int(right) + 1) % 1_000_000:06}"

    answer = client.post(PROVE, {"digits": wrong})
    tries = [client.post(PROVE, {"digits": wrong}).status_code for _try in range(10)]
    client.force_login(cast.tom.account)
    elsewhere = client.post(PROVE, {"digits": right})

    assert answer.status_code == 422
    assert "These are not the digits we sent." in answer.content.decode()
    assert f'value="{wrong}"' in answer.content.decode()
    assert tries[-1] == 429
    assert elsewhere.status_code == 422
    assert not EmailAddress.objects.exists()


def test_an_address_of_somebody_else_is_refused_once_it_is_proved_and_not_before(client, cast):
    give(cast.tom, ADDRESS)
    client.force_login(cast.asha.account)

    assert client.post(PAGE, {"address": ADDRESS}).status_code == 302
    answer = client.post(PROVE, {"digits": digits()})

    assert answer.status_code == 422
    assert "belongs to another sign-in" in answer.content.decode()


def test_without_a_mail_server_the_page_says_so_and_sends_nothing(client, cast, settings):
    settings.EMAIL_HOST = ""
    give(cast.asha, ADDRESS)
    client.force_login(cast.asha.account)

    page = client.get(PAGE).content.decode()
    answer = client.post(PAGE, {"address": "other@example.org"})

    assert "Mail is not set up on this site" in page
    assert "Send me six digits" not in page
    assert answer.status_code == 403
    assert 'value="other@example.org"' in answer.content.decode()
    assert mail_team(dark(cast).pk) == 0
    assert not mail.outbox


def test_a_mail_server_that_is_not_there_is_told_beside_the_field(client, cast, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    client.force_login(cast.asha.account)

    answer = client.post(PAGE, {"address": ADDRESS})

    assert answer.status_code == 422
    assert "The mail could not be sent to this address." in answer.content.decode()
    give(cast.asha, ADDRESS)
    assert mail_team(dark(cast).pk) == 0, "a dead mail server is no error of the worker"


def test_the_alert_goes_to_those_who_may_work_the_case_and_names_nobody(cast, settings):
    for who in ("asha", "tom", "ruth", "noor", "sam", "robin"):
        give(getattr(cast, who), f"{who}@example.org")
    EmailAddress.objects.filter(email="ruth@example.org").update(verified=False)
    block_member(blocker=cast.sam, blocked=cast.tom)

    case = dark(cast)
    mail.outbox.clear()

    assert mail_team(case.pk) == 1
    [letter] = mail.outbox
    assert letter.to == ["asha@example.org"], "not the blocked, the unproved, admins or members"
    assert letter.subject == "Something needs you."
    assert letter.body == f"Something needs you.\n\n{settings.SITE_URL}/staff/\n"


def test_whoever_is_in_the_case_or_off_the_team_hears_nothing(cast):
    for who in ("asha", "tom"):
        give(getattr(cast, who), f"{who}@example.org")
    RoleGrant.objects.filter(membership=cast.tom).update(ended_at="2020-01-01T00:00Z")

    case = dark(cast, "asha")
    mail.outbox.clear()

    assert mail_team(case.pk) == 0
    assert not mail.outbox


def test_whose_role_ended_still_takes_the_address_out_and_members_find_nothing(client, cast):
    give(cast.asha, ADDRESS)
    RoleGrant.objects.filter(membership=cast.asha).update(ended_at="2020-01-01T00:00Z")
    client.force_login(cast.asha.account)

    assert ADDRESS in client.get(PAGE).content.decode()
    assert client.post(FORGET).status_code == 302
    assert client.get(PAGE).status_code == 404
