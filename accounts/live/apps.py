from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "accounts.live"
    label = "live"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import own, sign_outs  # noqa: F401 - the stream "me"; sockets end with the login
