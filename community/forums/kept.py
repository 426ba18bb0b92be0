"""Kept copies of public topic pages, for readers who are signed out. In the process, a few hundred, newest first.

A copy is found by all that it shows: the topic's version moves with every change a reader could see, and whether the
topic may be read at all is asked each time. Only its words for the time ("ten minutes ago") may lag, by a minute.
"""

import time
from collections import OrderedDict

from django.http import HttpResponse
from django.utils.translation import get_language

from accounts.look.comfort import theme_of, wants_simple_pages
from community.spaces.requests import MemberRequest

from .models import Topic

MOST = 500
WORDS_LAG_S = 60

_copies: "OrderedDict[tuple[object, ...], bytes]" = OrderedDict()


def key_for(request: MemberRequest, topic: Topic) -> tuple[object, ...]:
    return (
        topic.ref, topic.version, request.get_full_path(), get_language(), theme_of(request),
        wants_simple_pages(request), int(time.time() / WORDS_LAG_S),
    )  # fmt: skip


def copy_of(key: tuple[object, ...]) -> HttpResponse | None:
    html = _copies.get(key)
    return HttpResponse(html) if html is not None else None


def keep(key: tuple[object, ...], response: HttpResponse) -> HttpResponse:
    if response.status_code == 200:
        _copies[key] = response.content
        if len(_copies) > MOST:
            _copies.popitem(last=False)
    return response
