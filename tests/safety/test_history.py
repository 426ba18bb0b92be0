"""The checker must find what is wrong in made-up bad histories, and nothing in good ones."""

import pytest

from tests.safety.history import Event, Row, check


def ok(client: str, key: str) -> list[Event]:
    return [Event("invoke", client, key), Event("ok", client, key)]


def heard(client: str, key: str, seq: int) -> Event:
    return Event("heard", client, key, seq)


A, B = Row("a", "sam", 1), Row("b", "sam", 2)
BOTH = [*ok("sam", "a"), *ok("sam", "b")]

GOOD = {
    "nothing happened": ([], []),
    "two, stored and heard": ([*BOTH, heard("robin", "a", 1), heard("robin", "b", 2)], [A, B]),
    "no answer, and stored": ([Event("invoke", "sam", "a"), Event("unknown", "sam", "a")], [A]),
    "no answer, and not stored": ([Event("invoke", "sam", "a"), Event("unknown", "sam", "a")], []),
    "refused, and not stored": ([Event("invoke", "sam", "a"), Event("fail", "sam", "a")], []),
    "no answer, then the same key again": (
        [Event("invoke", "sam", "a"), Event("unknown", "sam", "a"), *ok("sam", "a")], [A]),
    "refused, then taken": ([Event("invoke", "sam", "a"), Event("fail", "sam", "a"), *ok("sam", "a")], [A]),
    "two at once may come either way round": (
        [Event("invoke", "sam", "b"), Event("invoke", "sam", "a"), Event("ok", "sam", "b"), Event("ok", "sam", "a")],
        [A, B]),
    "cut off by the end": ([Event("invoke", "sam", "a")], [A]),
    "heard before removal": ([*ok("sam", "a"), heard("robin", "a", 1), Event("removed", "robin")], [A]),
}  # fmt: skip

BAD = {
    "an acknowledged one is gone": (BOTH, [A], "lost"),
    "heard, but never stored": ([heard("robin", "x", 3)], [], "lost"),
    "stored twice": (ok("sam", "a"), [A, Row("a", "sam", 2)], "doubled"),
    "two in one place": (BOTH, [A, Row("b", "sam", 1)], "doubled"),
    "heard twice": ([*ok("sam", "a"), heard("robin", "a", 1), heard("robin", "a", 1)], [A], "doubled"),
    "stored the other way round": (BOTH, [Row("b", "sam", 1), Row("a", "sam", 2)], "reordered"),
    "heard the other way round": ([*BOTH, heard("robin", "b", 2), heard("robin", "a", 1)], [A, B], "reordered"),
    "heard in another place": ([*ok("sam", "a"), heard("robin", "a", 2)], [A], "reordered"),
    "never assessed": (ok("sam", "a"), [Row("a", "sam", 1, assessments=0)], "unassessed"),
    "assessed twice": (ok("sam", "a"), [Row("a", "sam", 1, assessments=2)], "assessed twice"),
    "heard after removal": ([*ok("sam", "a"), Event("removed", "robin"), heard("robin", "a", 1)], [A],
                            "delivered after removal"),
    "from nowhere": ([], [A], "from nowhere"),
    "refused and stored": ([Event("invoke", "sam", "a"), Event("fail", "sam", "a")], [A], "stored though refused"),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_a_good_history_has_no_fault(name):
    events, rows = GOOD[name]

    assert check(events, rows) == []


@pytest.mark.parametrize("name", BAD)
def test_a_bad_history_is_rejected_for_what_is_wrong(name):
    events, rows, kind = BAD[name]

    assert kind in {fault.kind for fault in check(events, rows)}


def test_a_fault_names_the_key_it_is_about():
    (fault,) = check(BOTH, [A])

    assert (fault.key, fault.says) == ("b", "sam was told it is stored, and it is not")
