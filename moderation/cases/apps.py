from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "moderation.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts import due

        from . import abilities, actions, live, notices  # noqa: F401 - each registers what it holds

        due.register("tickets", actions.sweep_tickets)
        due.register("clocks", actions.miss_clocks)
