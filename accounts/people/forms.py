"""Forms of coming back. Joining has its form in `community/spaces`, because a name belongs to a community."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from accounts.look.fields import LineField, WordsField
from accounts.texts import text

PASSWORD_HINT = _("Ten letters or more. A few words in a row are easy to keep.")


class ComeBackForm(forms.Form):
    sign_in_name = LineField(
        label=_("Your sign-in name"), max_length=60, help_text=_("Two words and three digits."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )  # fmt: skip
    words = WordsField(
        label=_("Your eight words"), max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "autocapitalize": "none"}),
    )  # fmt: skip
    password = LineField(
        label=_("A new password"), max_length=200, help_text=PASSWORD_HINT,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=True),
    )  # fmt: skip

    def clean_password(self) -> str:
        validate_password(self.cleaned_data["password"])
        return self.cleaned_data["password"]


class AddressForm(forms.Form):
    address = forms.EmailField(
        label=_("Your mail address"), help_text=_("Best one that does not hold your name."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("This does not look like a mail address.")},
    )  # fmt: skip

    def clean_address(self) -> str:
        return self.cleaned_data["address"].lower()


class DigitsForm(forms.Form):
    digits = LineField(
        label=_("The six digits"), max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )  # fmt: skip


def private_page_words(language: str, **about: str) -> str:
    """The wording that a person agrees to when joining."""
    return text("private.page", lang=language, **about)
