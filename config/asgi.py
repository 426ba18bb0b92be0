"""The one entry for pages and sockets. config/serve.py runs it."""

import os
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django_wsgi = get_wsgi_application()

# Below: what may only be imported once Django is set up.
from a2wsgi import WSGIMiddleware  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from django.conf import settings  # noqa: E402
from django.urls import path  # noqa: E402

from accounts.live import hub  # noqa: E402
from accounts.live.consumers import LiveConsumer  # noqa: E402
from config.checks import refuse_unsafe_start  # noqa: E402
from config.lanes import Lanes  # noqa: E402
from config.patience import Patience  # noqa: E402
from config.sockets import entry  # noqa: E402
from config.whole_body import WholeBody  # noqa: E402

refuse_unsafe_start()

# A queue long enough for any page: a slow reader then holds memory, never a thread.
THREADS = {"send_queue_size": 64}
_answer = ProtocolTypeRouter({
    "http": WholeBody(
        Lanes(
            pages=Patience(
                WSGIMiddleware(django_wsgi, workers=settings.WEB_THREADS, **THREADS),  # type: ignore[arg-type]
                seconds=settings.PAGE_SECONDS,
            ),
            always=WSGIMiddleware(django_wsgi, workers=2, **THREADS),  # type: ignore[arg-type]
        ),
        limit=settings.BODY_LIMIT,
        seconds=settings.BODY_SECONDS,
    ),
    "websocket": entry(URLRouter([path("ws/", LiveConsumer.as_asgi())])),
})  # fmt: skip


async def application(scope: Any, receive: Any, send: Any) -> None:
    hub.here()  # from the first request on, what is written here reaches the sockets of every process
    await _answer(scope, receive, send)
