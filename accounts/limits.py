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


def check(what: str, who: object, *, most: int, seconds: int, kept: str = "") -> None:
    """Count one act; raise `TooFast` past `most` in a window of `seconds`. 1 query."""
    digest = hmac.new(settings.SECRET_KEY.encode(), f"{what}:{who}".encode(), hashlib.sha256).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [digest, seconds, seconds, seconds])
        count, wait = cursor.fetchone()
    if count > most:
        raise TooFast(_("That was a lot at once."), seconds=wait, kept=kept)
