"""Sessions that bring their person along: the login and the account in one statement, for every page.

Otherwise Django's database sessions. The row names its account, so ending all logins of a person is one delete.
"""

from typing import Any, ClassVar

from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.db.models.functions import Now

from accounts.compiled import Compiled, Param, columns_of, row_from
from accounts.live.hints import hint

from .models import Account

__all__ = ["SessionStore", "UpdateError"]


def _statement() -> Compiled:
    return Compiled(
        lambda: Login.objects.filter(
            session_key=Param("key", models.CharField()), expire_date__gt=Now()
        ).values_list("session_data", *columns_of(Account, "account__"))
    )


class Login(AbstractBaseSession):
    """One signed-in (or anonymous) browser."""

    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="logins")
    objects: ClassVar[BaseSessionManager] = BaseSessionManager()

    class Meta:
        app_label = "people"

    @classmethod
    def get_session_store_class(cls) -> type["SessionStore"]:
        return SessionStore


class SessionStore(DatabaseStore):
    """Reads session and account together; `account` is whom the row names, or None."""

    account: Account | None = None
    _read = _statement()

    @classmethod
    def get_model_class(cls) -> type[Login]:
        return Login

    def load(self) -> dict[str, Any]:
        row = self._read.row(key=self.session_key) if self.session_key else None
        if row is None:
            self._session_key = None
            return {}
        if row[1] is not None:
            self.account = row_from(Account, row[1:])
        return self.decode(row[0])

    def delete(self, session_key: str | None = None) -> None:
        """End a login: this one, or another of the same person. Its sockets hear of it at once."""
        key = session_key or self.session_key
        whose = Login.objects.filter(pk=key).values_list("account_id", flat=True).first()
        super().delete(session_key)
        if whose is not None:
            hint(f"account:{whose}")

    def create_model_instance(self, data: dict[str, Any]) -> Login:
        made = super().create_model_instance(data)
        made.account_id = data.get("_auth_user_id")  # type: ignore[attr-defined]
        return made  # type: ignore[return-value]
