"""bin/bench pages: requests a second and times of the hot pages, beside a bare Django page in the same run.

One web process, four connections, topics in turn so that no cache of one topic flatters.
"""

import http.client
import os
import re
import sys
import threading
import time
from collections.abc import Iterator
from itertools import cycle
from typing import Any
from urllib.parse import urlencode, urlsplit

from benchmarks.report import parser, percentile, tell
from config.scratch import Scratch, scratch_instance

CONNECTIONS = 4
SETTINGS = {"DJANGO_SETTINGS_MODULE": "benchmarks.settings"}  # there and here: the bare page is counted, too


def main() -> None:
    asked = parser(__doc__)
    asked.add_argument("--seconds", type=float, default=5)
    asked.add_argument("--rounds", type=int, default=2)
    said = asked.parse_args()
    os.environ |= SETTINGS
    with scratch_instance(demo=False, **SETTINGS) as site:
        rows = measure(site, said.seconds, said.rounds)
    tell(rows, said.json)


def measure(site: Scratch, seconds: float, rounds: int) -> list[dict[str, Any]]:
    site.join()
    from benchmarks import seed

    seeded = seed.community()
    _analyse()
    cookie = _sign_in(site.url)
    base = f"/c/{seeded.slug}/"
    pages = {
        ("bare", False): ["/bare/"],
        ("bare", True): ["/bare/"],
        ("topic", False): [f"{base}topics/{ref}/" for ref in seeded.public_topics],
        ("topic", True): [f"{base}topics/{ref}/" for ref in seeded.topics],
        ("list", False): [f"{base}forums/{seeded.public_forum}/"],
        ("list", True): [f"{base}forums/{seeded.forum}/"],
        ("home", False): ["/"],
        ("home", True): [base],
    }
    best: dict[tuple[str, bool], dict[str, Any]] = {}
    for _round in range(rounds):  # every page in each round, so that a noisy minute hits all alike
        for (page, signed_in), addresses in pages.items():
            print(f"{page}, {'signed in' if signed_in else 'signed out'} ...", file=sys.stderr)
            row = _load(site, addresses, cookie if signed_in else "", seconds)
            known = best.get((page, signed_in))
            if known is None or row["rps"] > known["rps"]:
                best[page, signed_in] = {"page": page, "signed_in": signed_in, **row}
    return _with_ratios(best)


def _with_ratios(best: dict[tuple[str, bool], dict[str, Any]]) -> list[dict[str, Any]]:
    bare = {signed_in: best["bare", signed_in]["rps"] for signed_in in (False, True)}
    return [row | {"ratio": round(row["rps"] / bare[row["signed_in"]], 2)} for row in best.values()]


def _analyse() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _sign_in(url: str) -> str:
    """The session cookie of a member, by the product's own sign-in page."""
    from benchmarks.seed import PASSWORD

    connection = http.client.HTTPConnection(urlsplit(url).netloc)
    connection.request("GET", "/account/login/")
    answer = connection.getresponse()
    csrf = _cookies(answer)["csrf"]
    token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', answer.read())[1].decode()
    form = urlencode({"csrfmiddlewaretoken": token, "login": "measured-1", "password": PASSWORD})
    headers = {"Cookie": f"csrf={csrf}", "Content-Type": "application/x-www-form-urlencoded", "Origin": url}
    connection.request("POST", "/account/login/", form, headers)
    answer = connection.getresponse()
    answer.read()
    return f"session={_cookies(answer)['session']}"


def _cookies(answer: http.client.HTTPResponse) -> dict[str, str]:
    pairs = [
        value.split(";")[0].split("=", 1)
        for name, value in answer.getheaders()
        if name.lower() == "set-cookie"
    ]
    return dict(pairs)


def _load(site: Scratch, addresses: list[str], cookie: str, seconds: float) -> dict[str, Any]:
    turn, times = cycle(addresses), []
    size, queries = _one(site, addresses[0], cookie)
    until = time.perf_counter() + seconds
    threads = [
        threading.Thread(target=_read, args=(site.url, turn, cookie, until, times))
        for _ in range(CONNECTIONS)
    ]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - started
    return {
        "rps": round(len(times) / took, 1), "p50_ms": round(percentile(times, 0.5) * 1000, 2),
        "p99_ms": round(percentile(times, 0.99) * 1000, 2), "bytes": size, "queries": queries,
    }  # fmt: skip


def _read(url: str, turn: Iterator[str], cookie: str, until: float, times: list[float]) -> None:
    connection = http.client.HTTPConnection(urlsplit(url).netloc)
    headers = {"Cookie": cookie} if cookie else {}
    while time.perf_counter() < until:
        begun = time.perf_counter()
        connection.request("GET", next(turn), headers=headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"a page answered {answer.status}")
        times.append(time.perf_counter() - begun)


def _one(site: Scratch, address: str, cookie: str) -> tuple[int, int]:
    """Bytes of the page over the wire, and its queries, counted in this process by the same view."""
    from django.db import connection as database
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(HTTP_COOKIE=cookie, HTTP_HOST=urlsplit(site.url).netloc)
    client.get(address)
    with CaptureQueriesContext(database) as captured:
        answer = client.get(address)
    return len(answer.content), len(captured)


if __name__ == "__main__":
    main()
