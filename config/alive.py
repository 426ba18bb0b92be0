"""For container health checks:  python -m config.alive web|worker|scheduler  exits 0 while that part is well."""

import os
import sys
import urllib.request

from django.conf import settings

OLDEST_BEAT = 60  # seconds


def main(part: str) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    return 0 if (web_answers() if part == "web" else part_was_heard(part)) else 1


def web_answers() -> bool:
    # The site's own name: any other is refused.
    host = next(iter(settings.ALLOWED_HOSTS), "localhost").lstrip(".")
    asked = urllib.request.Request(f"http://127.0.0.1:{os.environ.get('PEER_PORT', '8000')}/healthz")
    asked.add_header("Host", host)
    try:
        with urllib.request.urlopen(asked, timeout=3) as answer:  # noqa: S310  (our own)
            return answer.status == 200
    except OSError:
        return False


def part_was_heard(part: str) -> bool:
    import django

    django.setup()
    from accounts import due

    return due.beats().get(part, OLDEST_BEAT) < OLDEST_BEAT


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
