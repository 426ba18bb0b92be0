"""A queryset compiled once and run many times: the rules stay where they are written, their SQL is worked out once.

Hot pages spend more time turning querysets into SQL than Postgres spends answering. `Compiled` builds the queryset
with `Param`s in place of values, keeps the statement, and gives it the values of each request.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.db import connection
from django.db.models import BigIntegerField, Expression, F, Field, Lookup, Model, QuerySet

Row = TypeVar("Row", bound=Model)


def columns_of(model: type[Model], at: str = "") -> list[F]:
    """All columns of a row, for `values_list`; `at` is the way to it, as `place__`."""
    return [F(f"{at}{field.attname}") for field in model._meta.concrete_fields]


def row_from(model: type[Row], values: Sequence[Any]) -> Row:
    """The row whose columns `columns_of` asked for."""
    return model.from_db("default", [field.attname for field in model._meta.concrete_fields], values)


class Param(Expression):
    """A value that is known only when the statement runs. Stands wherever a value or an `F()` may stand."""

    def __init__(self, name: str, output_field: "Field[Any, Any] | None" = None) -> None:
        super().__init__(output_field=output_field or BigIntegerField())
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]

    def __repr__(self) -> str:
        return f"Param({self.name})"


@Field.register_lookup
class OneOf(Lookup):
    """`pk__one_of=Param("them")`: one of a list that is known only when the statement runs. `__in` writes the list's
    length into the statement."""

    lookup_name = "one_of"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} = ANY({right})", [*left_params, *right_params]


class Compiled:
    """Runs `build`'s queryset for ever new values. `build` must give `values_list` of plain columns."""

    def __init__(self, build: Callable[[], QuerySet[Any, Any]]) -> None:
        self._build = build
        self._sql = ""
        self._params: list[Any] = []

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        """All rows, as the database gives them. 1 query."""
        if not self._sql:
            sql, params = self._build().query.sql_with_params()
            self._sql, self._params = sql, list(params)
        given = [values[param.name] if isinstance(param, Param) else param for param in self._params]
        with connection.cursor() as cursor:
            cursor.execute(self._sql, given)
            return cursor.fetchall()

    def row(self, **values: Any) -> tuple[Any, ...] | None:
        found = self.rows(**values)
        return found[0] if found else None
