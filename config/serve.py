"""Runs a web process:  python -m config.serve  (PEER_HOST, PEER_PORT, PEER_SERVER)."""

import gc
import os

import django
import uvicorn
from django.conf import settings


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from config.due_clock import start_due_clock

    start_due_clock(every_s=15, budget_s=0.2)
    from moderation.detection.engine import assess

    assess("")  # lexicon and weights are read now, and not while the first member waits for an answer
    gc.freeze()  # what stands until the end is not searched for garbage: that held every page for 70 ms now and then
    host, port = os.environ.get("PEER_HOST", "127.0.0.1"), int(os.environ.get("PEER_PORT", "8000"))
    {"uvicorn": run_uvicorn, "daphne": run_daphne}[os.environ.get("PEER_SERVER", "uvicorn")](host, port)


def run_uvicorn(host: str, port: int) -> None:
    uvicorn.run(
        "config.asgi:application",
        host=host,
        port=port,
        ws="config.sockets:SocketProtocol",
        ws_max_size=settings.FRAME_LIMIT,
        ws_ping_interval=20,
        ws_ping_timeout=10,
        ws_per_message_deflate=False,  # costs memory; secrets can be guessed by compressed length
        lifespan="off",
        server_header=False,
        access_log=False,  # it would hold addresses; config.middleware.RequestLog writes ours
        log_config=None,
        proxy_headers=bool(settings.TRUSTED_PROXIES),
        forwarded_allow_ips=settings.TRUSTED_PROXIES,
        timeout_graceful_shutdown=settings.STOP_SECONDS,
    )


def run_daphne(host: str, port: int) -> None:
    from daphne.endpoints import build_endpoint_description_strings
    from daphne.server import Server

    from config.asgi import application

    Server(
        application=application,
        endpoints=build_endpoint_description_strings(host=host, port=port),
        signal_handlers=True,
        ping_interval=20,
        ping_timeout=10,
        websocket_max_message_size=settings.FRAME_LIMIT,
        websocket_max_frame_size=settings.FRAME_LIMIT,
        proxy_forwarded_address_header="X-Forwarded-For" if settings.TRUSTED_PROXIES else None,
        proxy_forwarded_proto_header="X-Forwarded-Proto" if settings.TRUSTED_PROXIES else None,
        server_name="",
    ).run()


if __name__ == "__main__":
    main()
