from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "accounts.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts import due

        from . import actions  # brings the model of logins along, which lies beside its store

        due.register("logins", actions.forget_ended_logins)
