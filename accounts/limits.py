"""How often is too often: one counter table in Postgres, so a dead Valkey changes no limit."""

import hashlib
import hmac

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from accounts.errors import TooFast

# One statement counts and answers: two processes can never both take the last place.
_COUNT = """
INSERT INTO people_count AS c (key, "window", count)
VALUES (%s, floor(extract(epoch FROM statement_timestamp()) / %s)::bigint, 1)
ON CONFLICT (key) DO UPDATE SET
  count = CASE WHEN c."window" = excluded."window" THEN c.count + 1 ELSE 1 END, "window" = excluded."window"
RETURNING count, (%s - mod(floor(extract(epoch FROM statement_timestamp()))::bigint, %s))::int
"""


_READ = """
SELECT CASE WHEN "window" = floor(extract(epoch FROM statement_timestamp()) / %s)::bigint THEN count ELSE 0 END
FROM people_count WHERE key = %s
"""


def check(
    what: str, who: object, *, most: int, seconds: int, happened: str = "", kept: str = "", do_next: str = ""
) -> None:
    """Count one act; raise `TooFast` past `most` in a window of `seconds`. 1 query."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [_key(what, who), seconds, seconds, seconds])
        count, wait = cursor.fetchone()
    if count > most:
        raise TooFast(happened or _("That was a lot at once."), seconds=wait, kept=kept, do_next=do_next)


def left(what: str, who: object, *, most: int, seconds: int) -> int:
    """How often it may still be done in this window. Counts nothing. 1 query."""
    with connection.cursor() as cursor:
        cursor.execute(_READ, [seconds, _key(what, who)])
        row = cursor.fetchone()
    return max(0, most - (row[0] if row else 0))


def _key(what: str, who: object) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"{what}:{who}".encode(), hashlib.sha256).hexdigest()
