"""The one entry for pages and sockets. config/serve.py runs it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
pages = get_wsgi_application()

# Below: what may only be imported once Django is set up.
from a2wsgi import WSGIMiddleware  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from django.conf import settings  # noqa: E402
from django.urls import path  # noqa: E402

from accounts.live.consumers import LiveConsumer  # noqa: E402
from config.checks import refuse_unsafe_start  # noqa: E402
from config.sockets import entry  # noqa: E402
from config.whole_body import WholeBody  # noqa: E402

refuse_unsafe_start()

application = ProtocolTypeRouter({
    "http": WholeBody(
        # A queue long enough for any page: a slow reader then holds memory, never a thread.
        WSGIMiddleware(pages, workers=settings.WEB_THREADS, send_queue_size=64),  # type: ignore[arg-type]
        limit=settings.BODY_LIMIT,
        seconds=settings.BODY_SECONDS,
    ),
    "websocket": entry(URLRouter([path("ws/", LiveConsumer.as_asgi())])),  # type: ignore[arg-type]
})  # fmt: skip
