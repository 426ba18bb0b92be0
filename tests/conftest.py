"""What all tests share: the browser, counted queries, and that nothing is skipped."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast, assemble


@pytest.fixture
def max_queries() -> Callable[[int, str], AbstractContextManager[None]]:
    """`with max_queries(3, "topic page"):` fails above three and shows them numbered: the repeated line is the bug."""

    @contextmanager
    def counted(most: int, what: str) -> Iterator[None]:
        with CaptureQueriesContext(connection) as captured:
            yield
        lines = [f"{number}. {query['sql'][:300]}" for number, query in enumerate(captured, start=1)]
        assert len(captured) <= most, "\n".join(
            [f"{what}: {len(captured)} queries, at most {most} allowed.", *lines]
        )

    return counted


@pytest.fixture
def cast(db: None, settings: Any) -> Cast:
    """Sam, Robin, Asha and the others; the team has its second factor."""
    settings.STAFF_SECOND_FACTOR = "off"
    return assemble()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped. A test that cannot run has failed: {report.longrepr}"
    return report
