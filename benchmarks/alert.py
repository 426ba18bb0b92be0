"""bin/bench alert: from pressing Post to the case on an open queue, over many posts by many members.

A moderator's page is open: its socket hears that the queue changed, fetches the board, and the case is on it. The
clock starts before the post is sent and stops when the fetched board shows the case.
"""

import asyncio
import http.client
import re
import sys
import time
import uuid
from typing import Any
from urllib.parse import urlencode, urlsplit

from benchmarks.chat import logins
from benchmarks.listener import Listener, connect
from benchmarks.report import parser, percentile, tell
from config.scratch import Scratch, scratch_instance

WORDS = "I can't do this any more. I want to die."
WITHIN_S = 30


def main() -> None:
    asked = parser(__doc__)
    asked.add_argument("--posts", type=int, default=200)
    said = asked.parse_args()
    with scratch_instance(demo=False, STAFF_SECOND_FACTOR="off") as site:
        tell([measure(site, said.posts)], said.json)


def measure(site: Scratch, posts: int) -> dict[str, Any]:
    site.join()
    from benchmarks import seed
    from community.spaces.actions import grant_role
    from community.spaces.models import Membership, Role

    seeded = seed.community(people=posts + 1, topics=4)
    cookies = logins()
    moderator = Membership.objects.select_related("account", "community").order_by("pk").first()
    grant_role(member=moderator, role=Role.MODERATOR, by=None, duty_name="Ida")
    address = f"/c/{seeded.slug}/topics/{seeded.topics[0]}/"
    print(f"{posts} members write ...", file=sys.stderr)
    answers, alerts = asyncio.run(_watch(site.url, moderator.community.ref, cookies, address))
    return {
        "posts": posts, "post_p50_ms": round(percentile(answers, 0.5), 1),
        "post_p95_ms": round(percentile(answers, 0.95), 1), "p50_ms": round(percentile(alerts, 0.5), 1),
        "p95_ms": round(percentile(alerts, 0.95), 1), "p99_ms": round(percentile(alerts, 0.99), 1),
    }  # fmt: skip


async def _watch(
    url: str, community: str, cookies: list[str], address: str
) -> tuple[list[float], list[float]]:
    queue = await connect(url, cookies[0])
    queue.send({"type": "sit", "stream": f"queue:{community}", "after": 0})
    answers, alerts = [], []
    for cookie in cookies[1:]:
        token = await asyncio.to_thread(_open_page, url, address, cookie)
        before = len(queue.arrived)
        begun = time.perf_counter()
        answered = asyncio.create_task(asyncio.to_thread(_post, url, f"{address}reply/", token))
        try:
            await _case_on_board(url, queue, before, cookies[0])
        except TimeoutError:
            await answered  # the post's own trouble, if it had any, says more
            raise
        alerts.append((time.perf_counter() - begun) * 1000)
        answers.append((await answered - begun) * 1000)
        await asyncio.to_thread(_close_all)
    return answers, alerts


async def _case_on_board(url: str, queue: Listener, before: int, cookie: str) -> None:
    until = time.perf_counter() + WITHIN_S
    while time.perf_counter() < until:
        if len(queue.arrived) > before:
            before = len(queue.arrived)
            if b"queue-row-high" in await asyncio.to_thread(_get, url, "/staff/board/", cookie):
                return
        await asyncio.sleep(0.005)
    raise TimeoutError("a case never came to the queue")


def _get(url: str, path: str, cookie: str) -> bytes:
    connection = http.client.HTTPConnection(urlsplit(url).netloc)
    connection.request("GET", path, headers={"Cookie": f"session={cookie}"})
    return connection.getresponse().read()


def _open_page(url: str, path: str, cookie: str) -> dict[str, str]:
    """What a page's form carries."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc)
    connection.request("GET", path, headers={"Cookie": f"session={cookie}"})
    answer = connection.getresponse()
    csrf = re.search(r"csrf=([^;]+)", answer.getheader("set-cookie") or "")
    token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', answer.read())
    if csrf is None or token is None:
        raise RuntimeError("the page has no form to write in")
    return {"cookie": f"session={cookie}; csrf={csrf[1]}", "token": token[1].decode()}


def _post(url: str, path: str, form: dict[str, str]) -> float:
    body = urlencode({"csrfmiddlewaretoken": form["token"], "client_key": str(uuid.uuid4()), "text": WORDS})
    headers = {"Cookie": form["cookie"], "Content-Type": "application/x-www-form-urlencoded", "Origin": url}
    connection = http.client.HTTPConnection(urlsplit(url).netloc)
    connection.request("POST", path, body, headers)
    answer = connection.getresponse()
    if answer.status != 200 or b"help-card" not in answer.read():
        raise RuntimeError(f"the post answered {answer.status}, without its card")
    return time.perf_counter()


def _close_all() -> None:
    from django.db.models.functions import Now

    from moderation.cases.models import Case

    Case.objects.filter(closed_at=None).update(closed_at=Now(), outcome="ok_for_now")


if __name__ == "__main__":
    main()
