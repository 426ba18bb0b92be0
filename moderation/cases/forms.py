"""Forms of the team's work and of telling the team. Words of the choices are texts, by id."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.look.fields import LineField, WordsField
from accounts.look.forms import KeyedForm
from accounts.texts import text
from community.chat.batch import MESSAGE_LENGTH
from community.spaces.models import Contribution
from community.spaces.words import fit_to_store
from moderation.detection.models import Level

from .actions.working import CARE_OUTCOMES, CONDUCT_OUTCOMES
from .models import Case, Report
from .reasons import ABOUT, BY, HOW_SOON, REASONS

NOTE_LENGTH = 1_000


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


class ReportForm(forms.Form):
    """About someone or by someone, how soon, what it is about; a note if wanted. One page, no scripts."""

    side = forms.ChoiceField(widget=forms.RadioSelect, choices=[
        (Report.Side.ABOUT, _("I’m worried about them")), (Report.Side.BY, _("I’m worried by them"))])  # fmt: skip
    how_soon = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    about = forms.ChoiceField(required=False)
    by = forms.ChoiceField(required=False)
    note = WordsField(
        label=_("Anything the team should know? Only what you saw."), required=False, max_length=NOTE_LENGTH,
        widget=_area(3), validators=[fit_to_store],
    )  # fmt: skip
    block = forms.BooleanField(required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["side"].label = text("report.first").replace("**", "")
        self.fields["how_soon"].label = text("report.about.intro")
        self.fields["how_soon"].choices = [(key, text(f"report.about.{key}")) for key in HOW_SOON]
        self.fields["about"].label = text("report.about.what")
        self.fields["about"].choices = [("", "–"), *((key, text(f"report.about.{key}")) for key in ABOUT)]
        self.fields["by"].label = _("What is it?")
        self.fields["by"].choices = [("", "–"), *((key, text(f"report.by.{key}")) for key in BY)]
        self.fields["block"].label = text("report.hide_now")
        for name in ("about", "by"):  # one of them is asked for, whichever side was chosen
            self.fields[name].is_sometimes_needed = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_about = cleaned.get("side") == Report.Side.ABOUT
        if is_about and not cleaned.get("how_soon"):
            self.add_error("how_soon", _("Say how soon someone should look."))
        field = "about" if is_about else "by"
        if cleaned.get("side") and not cleaned.get(field):
            self.add_error(field, _("Choose what it is about."))
        cleaned["reason"] = cleaned.get(field, "")
        return cleaned


class CaseForm(forms.Form):
    """Something done in a case. `arguments` gives what the action takes, once the form is valid."""

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        # Several acts stand on one page: each control needs an id of its own, or labels name the wrong one.
        super().__init__(*args, auto_id=f"{type(self).__name__.lower()}_%s", **kwargs)
        self.case = case

    def arguments(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class ActForm(CaseForm):
    """An act that names the version of the case it was decided on."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        self.initial.setdefault("version", case.version)

    def arguments(self) -> dict[str, Any]:
        said = super().arguments()
        seen_version = said.pop("version")
        return {**said, "seen_version": seen_version}


class WriteForm(CaseForm, KeyedForm):
    text = WordsField(
        label=_("Your words"), max_length=MESSAGE_LENGTH, widget=_area(5), validators=[fit_to_store],
        help_text=_("One question at a time. Read and change it first."),
    )  # fmt: skip


class LevelForm(ActForm):
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices, widget=forms.RadioSelect)
    reason = WordsField(
        label=_("Why?"), max_length=NOTE_LENGTH, widget=_area(2), validators=[fit_to_store],
        help_text=_("A few words for your colleagues. Only a person lowers a level."),
    )  # fmt: skip


class FollowUpForm(ActForm):
    minutes = forms.TypedChoiceField(
        label=_("We look again in"), coerce=int,
        choices=[(10, _("10 minutes")), (30, _("half an hour")), (60, _("1 hour")), (120, _("2 hours")),
                 (720, _("12 hours")), (1440, _("a day"))],
    )  # fmt: skip

    def arguments(self) -> dict[str, Any]:
        said = super().arguments()
        due_at = timezone.now() + timedelta(minutes=said.pop("minutes"))
        return {**said, "due_at": due_at}


class CloseForm(ActForm):
    outcome = forms.ChoiceField(label=_("What became of it?"), widget=forms.RadioSelect)
    words = WordsField(
        label=_("What did we say we’d do? Is it done? “We don’t know” is an ordinary answer."), required=False,
        max_length=NOTE_LENGTH, widget=_area(2), validators=[fit_to_store],
    )  # fmt: skip

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        is_care = case.kind == Case.Kind.CARE
        prefix, known = ("close", CARE_OUTCOMES) if is_care else ("close.conduct", CONDUCT_OUTCOMES)
        self.fields["outcome"].choices = [(key, text(f"{prefix}.{key}")) for key in known]


class AboutWordsForm(ActForm):
    """About one of the wordings that a case holds."""

    contribution = forms.ModelChoiceField(
        Contribution.objects.none(), to_field_name="ref", widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("These words are not part of the case.")},
    )  # fmt: skip

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        self.fields["contribution"].queryset = Contribution.objects.filter(evidence__case=case).distinct()


class HideForm(AboutWordsForm):
    reason = forms.ChoiceField(label=_("Reason, from the rules"))
    rule = LineField(label=_("Which guideline? Its number or name."), max_length=80, required=False)
    words = WordsField(
        label=_("What happened, in a sentence the member will read"), max_length=NOTE_LENGTH, required=False,
        widget=_area(2), validators=[fit_to_store],
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [
            ("", _("Choose one")),  # nobody takes words down for whatever stands first
            *((key, text(f"reason.{key}", own_words=_("another reason"))) for key in REASONS),
        ]


class KeepForm(AboutWordsForm):
    words = WordsField(
        label=_("Why it stays, in a sentence the reporter will read"), max_length=NOTE_LENGTH, widget=_area(2),
        validators=[fit_to_store],
    )  # fmt: skip
