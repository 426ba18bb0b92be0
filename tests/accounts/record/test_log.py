"""The log: append-only, chained, and able to say which entry was touched."""

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from accounts.record.actions import hash_words, write
from accounts.record.models import Entry, Head
from accounts.record.queries import first_broken

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain():
    with transaction.atomic():
        for number in range(5):
            write(act="tried", actor="a" * 16, chain="c" * 16, object=f"thing{number}", details={"n": number})


def by_hand(sql: str) -> None:
    """As somebody with the database's password would: past the triggers."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE record_entry DISABLE TRIGGER USER")
        cursor.execute(sql)
        cursor.execute("ALTER TABLE record_entry ENABLE TRIGGER USER")


def test_an_untouched_log_holds(chain, capsys):
    assert first_broken() is None
    call_command("verify_log")
    assert "5 entries" in capsys.readouterr().out


@pytest.mark.parametrize(("sql", "number"), [
    ("UPDATE record_entry SET details = '{\"n\": 9}' WHERE number = 3", 3),
    ("UPDATE record_entry SET actor = 'somebody' WHERE number = 2", 2),
    ("DELETE FROM record_entry WHERE number = 4", 4),
    ("DELETE FROM record_entry WHERE number = 5", 5),
    ("UPDATE record_entry SET number = number + 100 WHERE number = 1", 1),
    ("UPDATE record_head SET hash = 'x'", 5),
])  # fmt: skip
def test_a_change_by_hand_is_found_at_its_place(chain, sql, number, capsys):
    by_hand(sql)

    assert first_broken().number == number
    with pytest.raises(SystemExit):
        call_command("verify_log")
    assert f"entry {number}" in capsys.readouterr().out


@pytest.mark.parametrize("change", [
    lambda: Entry.objects.filter(number=2).update(act="else"), lambda: Entry.objects.filter(number=2).delete(),
])  # fmt: skip
def test_our_own_code_cannot_change_an_entry(chain, change):
    with pytest.raises(ProgrammingError), transaction.atomic():
        change()


def test_words_are_kept_only_as_a_salted_hash(chain):
    assert hash_words("the same words", "salt one") != hash_words("the same words", "salt two")
    assert hash_words("", "salt") == ""


def test_an_entry_belongs_to_the_transaction_of_its_act():
    def act_that_fails():
        with transaction.atomic():
            write(act="tried")
            raise ZeroDivisionError

    before = Head.objects.count()
    with pytest.raises(ZeroDivisionError):
        act_that_fails()

    assert Head.objects.count() == before
