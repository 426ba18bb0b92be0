"""Help, health and static files have threads of their own: pages that wait for a frozen database never take them."""

from asgiref.typing import ASGI3Application, ASGIReceiveCallable, ASGISendCallable, HTTPScope

ALWAYS = ("/help/", "/sw.js", "/static/", "/healthz")


class Lanes:
    def __init__(self, *, pages: ASGI3Application, always: ASGI3Application) -> None:
        self.pages, self.always = pages, always

    async def __call__(self, scope: HTTPScope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        lane = self.always if scope["path"].startswith(ALWAYS) else self.pages
        await lane(scope, receive, send)
