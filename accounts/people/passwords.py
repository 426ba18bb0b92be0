"""What a password must be, said in plain words. The rules themselves are Django's."""

from django.contrib.auth import password_validation as rules
from django.utils.translation import gettext as _


class LongEnough(rules.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return _("This is a bit short. Ten letters or more: a few words in a row are easy to keep.")


class NotWellKnown(rules.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return _("Many people use this one, so it is soon guessed. Please choose another.")


class NotLikeTheName(rules.UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return _("This is too much like your sign-in name. Please choose another.")
