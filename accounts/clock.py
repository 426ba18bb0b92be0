"""One clock for all: the database's. Moments are set and compared there, lengths are added there."""

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import DateTimeField, DurationField, Expression, ExpressionWrapper, Value
from django.db.models.functions import Now


def from_now(length: timedelta) -> Expression:
    """A moment that the database works out from its own clock."""
    return ExpressionWrapper(
        Now() + Value(length, output_field=DurationField()), output_field=DateTimeField()
    )


def database_now() -> datetime:
    """The database's present moment. 1 query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        return cursor.fetchone()[0]
