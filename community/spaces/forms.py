"""Forms of joining, arriving and setting up."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from accounts import limits
from accounts.errors import Invalid, Problem, TooFast
from accounts.help.countries import choices as country_choices
from accounts.look.fields import LineField, WordsField
from accounts.look.forms import change_sent
from accounts.people.forms import PASSWORD_HINT
from accounts.people.models import Account

from . import actions, names
from .models import Community, Membership
from .queries import names_nobody_has, newest_guidelines
from .words import ShownLine

NAME_TRIES, AN_HOUR = 20, 3600  # of one person; more is asking who is here


class NameForm(forms.Form):
    """A name for one community: one of those offered, or one's own.

    Whether somebody has it already is said only to people with an account (`asker`), and only so often: it tells who is
    here. `own` is the membership that keeps its name by choosing it again.
    """

    suggestion = forms.ChoiceField(label=_("Names to choose from"), required=False, widget=forms.RadioSelect)
    own = LineField(
        label=_("Or your own"), required=False, max_length=60, strip=True,
        help_text=_("Not your name, a name you use elsewhere, a year or a place."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        community: Community,
        asker: Account | None = None,
        own: Membership | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.community, self.asker, self.own_membership = community, asker, own
        self.refused: Problem | None = None
        offered = self.data.getlist("offered") if self.is_bound and hasattr(self.data, "getlist") else []
        self.offered = [name for name in offered if 0 < len(name) <= names.MAX][:6] or self._to_offer()
        self.fields["suggestion"].choices = [(name, name) for name in self.offered]
        if not self.is_bound:
            self.initial.setdefault("suggestion", self.offered[0])

    def _to_offer(self) -> list[str]:
        if self.asker is None:
            return names.suggest(4)
        kept = [self.own_membership.name] if self.own_membership else []
        return kept + names_nobody_has(self.community, most=4 - len(kept))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        field = "own" if cleaned.get("own") else "suggestion"
        try:
            cleaned["name"] = names.clean(cleaned.get(field) or "")
            self._check_it_is_free(cleaned["name"])
        except TooFast as no:
            self.refused = no
            self.add_error(field, no.sentences)
        except Invalid as no:
            self.add_error(field, str(no))
        return cleaned

    def _check_it_is_free(self, name: str) -> None:
        if self.asker is None:
            return
        limits.check("name_try", self.asker.pk, most=NAME_TRIES, seconds=AN_HOUR)
        mine = self.own_membership.pk if self.own_membership else None
        twins = Membership.objects.filter(community=self.community, name_key=names.skeleton(name))
        if twins.exclude(pk=mine).exists():
            raise names.taken()

    @property
    def status(self) -> int:
        if self.refused:
            return self.refused.status
        return 422 if self.errors else 200


class JoinForm(NameForm):
    """Everything a newcomer says in one screen: of age, a name, a password, and yes to the private page."""

    is_adult = forms.BooleanField(label=_("I'm 18 or older."))
    password = LineField(
        label=_("A password"), max_length=200, help_text=PASSWORD_HINT,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=True),
    )  # fmt: skip
    sign_in_words = forms.RegexField(
        label=_("Two words for your sign-in name"), regex=r"^[a-z]{2,20}-[a-z]{2,20}$", required=False,
        help_text=_("Small letters with a dash between, like copper-kettle. We add three digits."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip
    agrees = forms.BooleanField(label=_("I have read what stays private and what does not, and I agree."))
    # Nobody sees it and no person fills it in.
    website = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("sign_in_words", names.two_words())

    def clean_password(self) -> str:
        validate_password(self.cleaned_data["password"])
        return self.cleaned_data["password"]

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Please leave this empty."))
        return ""

    def words_for_sign_in(self) -> str:
        return self.cleaned_data.get("sign_in_words") or names.two_words()


class AcceptForm(forms.Form):
    """Yes to the guidelines as they were read: what changed meanwhile is shown first."""

    accepts = forms.BooleanField(label=_("I have read the guidelines, and I'll do my part."))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member, self.guidelines = member, newest_guidelines(member.community)
        self.initial["version"] = self.guidelines.version

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("version") != self.guidelines.version:
            change_sent(self, **{self.add_prefix("version"): self.guidelines.version})
            self.add_error(
                "accepts", _("The guidelines changed while you read them. Here they are as they are now.")
            )
        return cleaned

    def accept(self) -> None:
        actions.accept_guidelines(member=self.member, guidelines=self.guidelines)


class ArriveForm(AcceptForm):
    country = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [("", _("Show me how to find one")), *country_choices()]


class GuidelinesForm(forms.Form):
    text = WordsField(
        label=_("Guidelines"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 20, "dir": "auto"}),
        help_text=_("Plain words. A line that starts with a number becomes a rule."),
    )  # fmt: skip
    reason = LineField(
        label=_("Why are you changing them?"), max_length=1000, help_text=_("Members can read it.")
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput)


class DailyTimeForm(forms.Form):
    daily_time = forms.TimeField(
        label=_("By when does the team read, each day?"), required=False,
        help_text=_("A time, such as 19:30. Leave it empty and members read only “once a day”."),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )  # fmt: skip


class PlaceForm(forms.Form):
    name = ShownLine(label=_("Name"), max_length=60)
    about = WordsField(
        label=_("What is it for? One or two sentences."), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )  # fmt: skip
    is_public = forms.BooleanField(
        label=_("Anyone on the internet can read it"), required=False,
        help_text=_("Otherwise only members can. Writing is for members in any case."),
    )  # fmt: skip


class RoomForm(forms.Form):
    name = ShownLine(label=_("Name"), max_length=60)
    about = WordsField(
        label=_("What is it for? One or two sentences."), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )  # fmt: skip


class InviteForm(forms.Form):
    duty_name = ShownLine(
        label=_("Duty name"), max_length=24,
        help_text=_("What members read when this person writes for the team. Not their member name."),
    )  # fmt: skip
