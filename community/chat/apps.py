from django.apps import AppConfig


class ChatConfig(AppConfig):
    name = "community.chat"
    label = "chat"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import kinds, live  # noqa: F401 - the kind "message" and the stream "room"
