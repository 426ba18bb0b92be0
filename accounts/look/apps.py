from django.apps import AppConfig


class LookConfig(AppConfig):
    name = "accounts.look"
    label = "look"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.forms import BooleanField, Field
        from django.utils.translation import gettext_lazy as _

        # Every empty field says it in this voice, also in forms that are not ours.
        Field.default_error_messages["required"] = _("This is still empty.")
        # A box that is not ticked is not empty. What a class says itself comes before what its parents say.
        BooleanField.default_error_messages = {"required": _("Please tick this to go on.")}
